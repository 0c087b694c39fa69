// SPDX-License-Identifier: GPL-3.0-only
//! What stands on the staff screen: from what is known of the parts to the properties of the pages.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;
use slint::{Global, ModelRc, SharedString, VecModel};
use time::{OffsetDateTime, macros::offset};

use super::{
    desk::{Action, Notice, Place},
    journal,
    money::{Ledger, Settlement},
};
use crate::{
    check::Checkup,
    texts::{Language, Texts},
    ui::{self, AppWindow, StaffPlace, Theme, Tone},
};

/// A certificate that ends within so many days is to be renewed.
const RENEW: i64 = 30;

/// What is known of the kiosk.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// What the last check found.
    pub checkup: Option<Checkup>,
    /// When the catalogue was last asked for, and what came of it: a stable code.
    pub catalogue: Option<(OffsetDateTime, &'static str)>,
    /// Whether the voice is heard, once it has spoken.
    pub audible: Option<bool>,
    /// Since the start of the program.
    pub uptime: Duration,
    /// Sessions since then, by the code of their end.
    pub sessions: BTreeMap<String, u32>,
    /// The last lines of the log, the newest first.
    pub lines: Vec<journal::Line>,
    /// What the book of the payment device says; nothing where there is no device.
    pub ledger: Option<Ledger>,
}

/// Everything that the staff screen shows.
#[derive(Debug)]
pub struct Board<'a> {
    /// Which page.
    pub place: Place,
    /// In which language: Japanese or English.
    pub language: Language,
    /// What was said last.
    pub notice: Option<Notice>,
    /// Digits entered.
    pub count: usize,
    /// The code can be entered.
    pub can_enter: bool,
    /// A code is being compared, or the parts are being looked at.
    pub busy: bool,
    /// What is known.
    pub facts: &'a Facts,
}

struct Row {
    part: &'static str,
    tone: Tone,
    detail: Vec<String>,
    code: String,
    todo: Option<&'static str>,
}

/// What staff does about a code.
fn todo(code: &str) -> &'static str {
    match code {
        "SLOT-NO-READER" | "SLOT-NOT-READY" => "todo-reader",
        _ if code.starts_with("SLOT-") => "todo-service",
        "CENTER-UNREACHABLE" | "CENTER-TIMED-OUT" => "todo-line",
        _ if code.starts_with("CENTER-") || code.starts_with("CATALOGUE-") => "todo-center",
        "PRINTER-UNREACHABLE" => "todo-printer-line",
        _ if code.starts_with("PRINTER-") => "todo-printer",
        "CONFIG-FONT" | "CONFIG-FONT-DIGEST" => "todo-fonts",
        _ if code.starts_with("CONFIG-") => "todo-configuration",
        _ if code.starts_with("LOCKDOWN-") => "todo-sandbox",
        _ => "todo-other",
    }
}

/// With the day: the log may be of last week.
fn day_and_clock(at: OffsetDateTime) -> String {
    let day = at.to_offset(offset!(+9));
    format!(
        "{:02}-{:02} {}",
        u8::from(day.month()),
        day.day(),
        clock(at)
    )
}

fn clock(at: OffsetDateTime) -> String {
    // Japan has no summer time.
    let at = at.to_offset(offset!(+9));
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

impl Row {
    /// What the check says of a part.
    fn new(part: &'static str, found: &Value) -> Row {
        let code = found["code"].as_str().unwrap_or_default().to_owned();
        let tone = match found["ok"].as_bool() {
            Some(true) => Tone::Done,
            Some(false) => Tone::Fault,
            None => Tone::Plain,
        };
        Row {
            part,
            tone,
            detail: Vec::new(),
            todo: (tone == Tone::Fault).then(|| todo(&code)),
            code,
        }
    }

    fn caution(&mut self, todo: &'static str) {
        if self.tone == Tone::Done {
            self.tone = Tone::Caution;
            self.todo = Some(todo);
        }
    }
}

struct Drawing<'a> {
    facts: &'a Facts,
    texts: &'a Texts,
}

impl Drawing<'_> {
    fn text(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn count(&self, key: &str, count: impl ToString) -> String {
        self.texts.with(key, &[("count", count.to_string())])
    }

    fn rows(&self) -> Vec<Row> {
        let nothing = Value::Null;
        let report = self.facts.checkup.as_ref().map_or(&nothing, |c| &c.report);
        let before = [
            self.reader(&report["reader"]),
            self.center(&report["center"]),
            self.printer(&report["printer"]),
        ];
        let payment = self.payment(&report["payment"]);
        let after = [
            self.voice(&report["sound"]),
            self.certificates(&report["certificates"]),
            self.trust(&report["trust"]),
            Row::new("part-fonts", &report["fonts"]),
            self.sandbox(&report["sandbox"]),
            Row::new("part-configuration", &report["configuration"]),
            self.program(),
        ];
        before.into_iter().chain(payment).chain(after).collect()
    }

    /// The payment device, and whether money waits for staff.
    fn payment(&self, found: &Value) -> Option<Row> {
        let ledger = self.facts.ledger.as_ref()?;
        let mut row = Row::new("part-payment", found);
        row.detail.push(self.open(ledger));
        if !ledger.open.is_empty() {
            row.tone = match row.tone {
                Tone::Fault => Tone::Fault,
                _ => Tone::Caution,
            };
            row.todo = Some("todo-money");
        }
        Some(row)
    }

    fn open(&self, ledger: &Ledger) -> String {
        if ledger.open.is_empty() {
            return self.text("money-none");
        }
        let count = ("count", ledger.open.len().to_string());
        let sum = ("sum", ledger.total().to_string());
        self.texts.with("money-open", &[count, sum])
    }

    /// What was done with whose money, in a few words and in full.
    fn settlement(&self, settlement: Settlement) -> (String, String, String) {
        let (label, hint, confirm) = match settlement {
            Settlement::Returned(_) => (
                "money-returned",
                "money-returned-hint",
                "money-returned-confirm",
            ),
            Settlement::Kept { .. } => ("money-kept", "money-kept-hint", "money-kept-confirm"),
            Settlement::BadPrint { .. } => ("money-bad", "money-bad-hint", "money-bad-confirm"),
        };
        let fee = match settlement {
            Settlement::Returned(_) => 0,
            Settlement::Kept { fee, .. } | Settlement::BadPrint { fee, .. } => fee.0,
        };
        let said = [
            ("number", settlement.session().short()),
            ("back", settlement.back().0.to_string()),
            ("fee", fee.to_string()),
        ];
        let with = |key: &str| self.texts.with(key, &said);
        (with(label), with(hint), with(confirm))
    }

    fn choices(&self, place: Place) -> Vec<ui::Choice> {
        let ledger = self.facts.ledger.as_ref();
        if place == Place::Money {
            let settlements = ledger.map(Ledger::settlements).unwrap_or_default();
            return settlements
                .into_iter()
                .map(|settlement| {
                    let (label, hint, _) = self.settlement(settlement);
                    ui::Choice {
                        label: label.into(),
                        hint: hint.into(),
                    }
                })
                .collect();
        }
        let actions = Action::ALL.map(|action| ui::Choice {
            label: self.text(action.key()).into(),
            hint: self.text(&format!("{}-hint", action.key())).into(),
        });
        let money = ledger.map(|ledger| ui::Choice {
            label: self.text("money-title").into(),
            hint: self.open(ledger).into(),
        });
        actions.into_iter().chain(money).collect()
    }

    fn reader(&self, found: &Value) -> Row {
        let mut row = Row::new("part-reader", found);
        for reader in found["readers"].as_array().into_iter().flatten() {
            let key = if reader["card_mute"] == true {
                "reader-mute"
            } else if reader["card_present"] == true {
                "reader-card"
            } else {
                "reader-empty"
            };
            let name = reader["name"].as_str().unwrap_or_default().to_owned();
            row.detail.push(self.texts.with(key, &[("name", name)]));
            if key == "reader-mute" {
                row.caution("todo-mute");
            }
        }
        row
    }

    fn center(&self, found: &Value) -> Row {
        let mut row = Row::new("part-center", found);
        if let Some((at, code)) = self.facts.catalogue {
            let said = [("time", clock(at)), ("code", code.to_owned())];
            row.detail.push(self.texts.with("center-last", &said));
        }
        if let Some(open) = found["open"].as_bool() {
            let key = if open { "center-open" } else { "center-closed" };
            row.detail.push(self.text(key));
        }
        row
    }

    fn printer(&self, found: &Value) -> Row {
        let mut row = Row::new("part-printer", found);
        let reasons: Vec<&str> = found["attention"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if found["busy"] == true {
            row.detail.push(self.text("printer-busy"));
        }
        row.detail
            .extend(reasons.iter().map(|reason| self.trouble(reason)));
        if let Some(first) = reasons.first() {
            row.code = (*first).to_owned();
            row.todo = Some("todo-trouble");
            row.caution("todo-trouble");
        }
        row
    }

    /// What a printer wants, in words; its code where there are none.
    fn trouble(&self, code: &str) -> String {
        self.texts
            .find(&format!("trouble-{code}"))
            .unwrap_or_else(|| code.to_owned())
    }

    fn voice(&self, found: &Value) -> Row {
        let socket = found["plugged"].as_bool().map(|plugged| {
            self.text(if plugged {
                "headset-plugged"
            } else {
                "headset-empty"
            })
        });
        let (tone, key) = match self.facts.audible {
            Some(true) => (Tone::Done, "voice-heard"),
            Some(false) => (Tone::Caution, "voice-silent"),
            None => (Tone::Plain, "voice-not-yet"),
        };
        Row {
            part: "part-voice",
            tone,
            detail: std::iter::once(self.text(key)).chain(socket).collect(),
            code: if tone == Tone::Caution {
                "VOICE-NO-DEVICE".to_owned()
            } else {
                String::new()
            },
            todo: (tone == Tone::Caution).then_some("todo-voice"),
        }
    }

    fn certificates(&self, found: &Value) -> Row {
        let mut row = Row::new("part-certificates", found);
        for (field, key) in [
            ("kiosk_days_left", "days-kiosk"),
            ("root_days_left", "days-root"),
        ] {
            if let Some(days) = found[field].as_i64() {
                row.detail.push(self.count(key, days));
                if days < RENEW {
                    row.caution("todo-certificates");
                }
            }
        }
        if row.tone == Tone::Fault && row.code.is_empty() {
            row.todo = Some("todo-certificates");
        }
        row
    }

    fn trust(&self, found: &Value) -> Row {
        let mut row = Row::new("part-trust", found);
        for (field, key) in [
            ("production_anchors", "trust-production"),
            ("test_anchors", "trust-test"),
        ] {
            if let Some(count) = found[field].as_u64() {
                row.detail.push(self.count(key, count));
            }
        }
        row
    }

    fn sandbox(&self, found: &Value) -> Row {
        let mut row = Row::new("part-sandbox", found);
        if let Some(abi) = found["landlock_abi"].as_u64() {
            row.detail.push(self.count("sandbox-abi", abi));
        }
        if found["system_has_swap"] == true {
            row.detail.push(self.text("sandbox-swap"));
            row.caution("todo-swap");
        }
        row
    }

    fn program(&self) -> Row {
        let seconds = self.facts.uptime.as_secs();
        let uptime = [
            ("hours", (seconds / 3600).to_string()),
            ("minutes", (seconds / 60 % 60).to_string()),
        ];
        let sessions: u32 = self.facts.sessions.values().sum();
        Row {
            part: "part-program",
            tone: Tone::Done,
            detail: vec![
                self.texts.with(
                    "program-version",
                    &[("version", env!("CARGO_PKG_VERSION").to_owned())],
                ),
                self.texts.with("program-uptime", &uptime),
                self.count("program-sessions", sessions),
            ],
            code: String::new(),
            todo: None,
        }
    }

    fn row(&self, row: Row) -> ui::StaffRow {
        let state = match row.tone {
            Tone::Done => "state-right",
            Tone::Caution => "state-caution",
            Tone::Fault => "state-fault",
            Tone::Plain => "state-unknown",
        };
        ui::StaffRow {
            name: self.text(row.part).into(),
            state: self.text(state).into(),
            tone: row.tone,
            detail: row.detail.join("\n").into(),
            code: row.code.into(),
            todo: row
                .todo
                .map(|key| self.text(key))
                .unwrap_or_default()
                .into(),
        }
    }

    fn notice(&self, notice: Notice) -> (String, Tone) {
        let about = |key: &str, action: Action, code: &str| {
            let action = self.text(action.key());
            self.texts
                .with(key, &[("action", action), ("code", code.to_owned())])
        };
        match notice {
            Notice::CodeRefused => (self.text("code-refused"), Tone::Caution),
            Notice::Asked(action) => (about("notice-asked", action, ""), Tone::Plain),
            Notice::Waits(action, code) => (
                about("notice-waits", action, &self.trouble(code)),
                Tone::Caution,
            ),
            Notice::Done(action) => (about("notice-done", action, ""), Tone::Done),
            Notice::Failed(action, code) => (about("notice-failed", action, code), Tone::Fault),
            Notice::Settled(settlement) => {
                let number = [("number", settlement.session().short())];
                (self.texts.with("money-settled", &number), Tone::Done)
            }
            Notice::NotSettled(code) => {
                let code = [("code", code.to_owned())];
                (self.texts.with("money-not-settled", &code), Tone::Fault)
            }
        }
    }

    fn events(&self) -> Vec<ui::StaffEvent> {
        self.facts
            .lines
            .iter()
            .map(|line| ui::StaffEvent {
                time: day_and_clock(line.at).into(),
                // The first eight of 32 figures: enough to find it in the log.
                session: line
                    .session
                    .map(|session| session.to_string().chars().take(8).collect::<String>())
                    .unwrap_or_default()
                    .into(),
                code: line.code.as_str().into(),
            })
            .collect()
    }
}

fn model<T: Clone + 'static>(items: Vec<T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from(items))
}

/// Puts the staff screen on the window, or takes it away.
pub fn show(window: &AppWindow, board: &Board<'_>) {
    let staff = ui::Staff::get(window);
    if board.place == Place::Closed {
        staff.set_place(StaffPlace::Closed);
        staff.set_count(0);
        return;
    }
    let texts = Texts::staff(board.language);
    let drawing = Drawing {
        facts: board.facts,
        texts: &texts,
    };
    let text = |key: &str| SharedString::from(texts.get(key));
    Theme::get(window).set_family(board.language.font_family().into());
    staff.set_heading(text("staff-title"));
    staff.set_language(text("staff-language"));
    staff.set_scroll_up(text("staff-scroll-up"));
    staff.set_scroll_down(text("staff-scroll-down"));
    staff.set_leave_label(text("staff-leave"));
    staff.set_back_label(text("staff-back"));
    staff.set_actions_label(text("go-actions"));
    staff.set_log_label(text("go-log"));
    staff.set_again_label(text("check-again"));
    staff.set_confirm_label(text("confirm-do"));
    staff.set_enter_label(text("code-enter"));
    staff.set_erase_one_label(text("code-erase-one"));
    staff.set_erase_all_label(text("code-erase-all"));
    staff.set_count(i32::try_from(board.count).unwrap_or_default());
    staff.set_count_label(drawing.count("code-count", board.count).into());
    staff.set_can_enter(board.can_enter);
    staff.set_busy(board.busy);
    let (notice, tone) = match (board.notice, board.place) {
        // The digits are gone and the comparison takes a second or more; what was said of the code before is over.
        (_, Place::Code) if board.busy => (texts.get("code-judging"), Tone::Plain),
        (Some(notice), _) => drawing.notice(notice),
        (None, Place::Parts) if board.busy => (texts.get("checking"), Tone::Plain),
        (None, Place::Money) => {
            let ledger = board.facts.ledger.as_ref();
            (
                ledger
                    .map(|ledger| drawing.open(ledger))
                    .unwrap_or_default(),
                Tone::Plain,
            )
        }
        (None, _) => (String::new(), Tone::Plain),
    };
    // On the list of parts stands what is, not what was done.
    let elsewhere = matches!(
        board.place,
        Place::Log | Place::Confirm(_) | Place::Settle(_)
    );
    staff.set_note(if elsewhere { "".into() } else { notice.into() });
    staff.set_tone(tone);
    let (title, body) = match board.place {
        Place::Closed | Place::Code => (text("code-title"), text("code-body")),
        Place::Parts => (text("parts-title"), SharedString::default()),
        Place::Actions => (text("actions-title"), SharedString::default()),
        Place::Log => (text("log-title"), text("log-body")),
        Place::Confirm(action) => {
            let key = action.key();
            let name = [("action", texts.get(key))];
            let mut body = texts.get(&format!("{key}-confirm"));
            // The book is in memory only.
            let ledger = board.facts.ledger.as_ref();
            let lost = ledger.filter(|ledger| !ledger.open.is_empty());
            if let (Action::RestartProgram, Some(ledger)) = (action, lost) {
                body = format!(
                    "{body}\n\n{}\n{}",
                    texts.get("money-lost"),
                    drawing.open(ledger)
                );
            }
            (texts.with("confirm-ask", &name).into(), body.into())
        }
        Place::Money => (text("money-title"), SharedString::default()),
        Place::Settle(settlement) => {
            let (label, _, confirm) = drawing.settlement(settlement);
            (label.into(), confirm.into())
        }
    };
    staff.set_title(title);
    staff.set_body(body);
    staff.set_rows(model(
        drawing
            .rows()
            .into_iter()
            .map(|row| drawing.row(row))
            .collect(),
    ));
    staff.set_actions(model(drawing.choices(board.place)));
    staff.set_events(model(drawing.events()));
    let sessions = board.facts.sessions.iter().map(|(code, count)| {
        let said = [("code", code.clone()), ("count", count.to_string())];
        SharedString::from(texts.with("log-sessions", &said))
    });
    staff.set_sessions(model(sessions.collect()));
    staff.set_place(match board.place {
        Place::Closed => StaffPlace::Closed,
        Place::Code => StaffPlace::Code,
        Place::Parts => StaffPlace::Parts,
        Place::Actions | Place::Money => StaffPlace::Actions,
        Place::Confirm(_) | Place::Settle(_) => StaffPlace::Confirm,
        Place::Log => StaffPlace::Log,
    });
}
