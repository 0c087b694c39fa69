// SPDX-License-Identifier: GPL-3.0-only
//! From a screen of the session machine to its sheet.

use card_driver::AskAgainReason;
use certificate::{Kind, MunicipalityCode};
use guidance::Tongue;
use issuance::{
    Attention, Catalogue, Copies, Ending, LocalText, Money, Municipality, OutOfService, Refusal,
    Refused, Screen, Service, Stop, View, Yen,
};

use crate::{
    texts::{Language, Texts},
    ui::{CardMotion, Page, Tone},
};

use super::{
    Action, Button, Choice, Headset, Sheet,
    money::{fee_of_copy, yen},
    places::{Browse, Label, Place},
    words::{help_key, refusal_key, stop_key},
};

/// Full-width digits in running Japanese text, plain ones elsewhere.
#[must_use]
pub fn number(language: Language, value: impl Into<u64>) -> String {
    let plain = value.into().to_string();
    match language {
        Language::Japanese => plain
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|digit| char::from_u32('０' as u32 + digit))
                    .unwrap_or(c)
            })
            .collect(),
        _ => plain,
    }
}

/// The language that stands for a reading in kana among the center's texts (BCP 47: Japanese in both syllabaries).
pub(crate) const READING: &str = "ja-Hrkt";

/// 「6:30～23:00」「24時間」
fn hours(texts: &Texts, service: &Service) -> String {
    if (service.opens.as_str(), service.closes.as_str()) == ("00:00", "24:00") {
        return texts.get("hours-all");
    }
    let time = |time: &String| {
        if texts.are_spoken() {
            format!("c{time}")
        } else {
            time.strip_prefix('0').unwrap_or(time).to_owned()
        }
    };
    let (from, to) = (time(&service.opens), time(&service.closes));
    texts.with("hours", &[("from", from), ("to", to)])
}

fn in_language(text: &LocalText, tag: &str) -> Option<String> {
    let language = issuance::Language(tag.to_owned());
    text.get(&language).map(str::to_owned)
}

pub(super) struct Drawing<'a> {
    pub(super) screen: &'a Screen<'a>,
    pub(super) texts: &'a Texts,
    browse: &'a Browse,
    pin_complete: bool,
}

/// Draws the sheet of a screen; `browse` is where among the municipalities the resident looks, `pin_complete` when
/// all four digits of the PIN are entered.
#[must_use]
pub fn sheet(
    screen: &Screen<'_>,
    texts: &Texts,
    browse: &Browse,
    pin_complete: bool,
    headset: Headset,
) -> Sheet {
    let drawing = Drawing {
        screen,
        texts,
        browse,
        pin_complete,
    };
    let mut sheet = drawing.sheet();
    drawing.offer(headset, &mut sheet);
    sheet
}

impl Drawing<'_> {
    pub(super) fn text(&self, key: &str) -> String {
        self.texts.get(key)
    }

    pub(super) fn count(&self, value: impl Into<u64>) -> String {
        let value = value.into();
        if self.texts.are_spoken() {
            format!("n{value}")
        } else {
            number(self.texts.language(), value)
        }
    }

    fn heard(&self, key: &str, action: Action) -> Choice {
        Choice {
            label: self.text(key),
            hint: String::new(),
            action,
        }
    }

    /// For those who listen: the headset where it can be chosen, and what is said through it alone.
    fn offer(&self, headset: Headset, sheet: &mut Sheet) {
        let personal = match self.screen.view {
            View::Confirm { .. } => Some("headset-content"),
            View::Passport { .. } => Some("headset-passport"),
            _ => None,
        };
        if let Some(key) = personal {
            if headset == Headset::Chosen {
                sheet.heard_only.push(self.heard(key, Action::Hear));
            } else {
                sheet.paragraphs.push(self.text("ear-unsaid"));
            }
            if headset == Headset::Out {
                sheet.paragraphs.push(self.text("headset-plug"));
            }
        }
        // Not where figures are entered, and not where there is nothing to choose: there nobody waits for a key.
        if headset == Headset::In && sheet.page != Page::Pin && !sheet.ways_on().is_empty() {
            let listen = self.heard("headset-listen", Action::UseHeadset);
            sheet.heard_only.push(listen);
        }
    }

    fn button(&self, key: &str, action: Action) -> Option<Button> {
        Some(Button {
            label: self.text(key),
            action,
            enabled: true,
        })
    }

    /// The way out: one step back where there is one, else the end of the session.
    fn way_out(&self) -> Option<Button> {
        if self.screen.can_go_back {
            self.button("back", Action::Back)
        } else {
            self.cancel()
        }
    }

    fn cancel(&self) -> Option<Button> {
        self.screen
            .can_cancel
            .then(|| self.button("cancel", Action::Cancel))
            .flatten()
    }

    /// A page whose heading and text are `NAME-title` and `NAME-body`.
    fn page(&self, page: Page, name: &'static str, step: Option<(i32, &str)>) -> Sheet {
        let mut sheet = Sheet::new(page, name);
        sheet.title = self.text(&format!("{name}-title"));
        sheet.body = self.texts.find(&format!("{name}-body")).unwrap_or_default();
        sheet.secondary = self.way_out();
        if let Some((step, key)) = step {
            sheet.step = step;
            let number = self.count(u8::try_from(step).unwrap_or_default());
            sheet.step_label = self
                .texts
                .with("step", &[("step", number), ("name", self.text(key))]);
        }
        sheet
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = self.draw();
        sheet.help = self.help(&sheet);
        sheet
    }

    /// What helps on this page, then what is true of every page.
    fn help(&self, sheet: &Sheet) -> Vec<String> {
        let view = &self.screen.view;
        let own = match view {
            View::TakeCard {
                ending: Some(_), ..
            } => Some("help-take-card-ending"),
            View::Service if sheet.page == Page::Text => Some("help-before"),
            _ => help_key(sheet.name),
        };
        let change = match view {
            View::TakePapers {
                receipt: Some(receipt),
                ..
            } => receipt.change > receipt.owed,
            _ => false,
        };
        // From Pay on there is money in, and a promise that nothing is charged would be a lie.
        let free_to_go = self.screen.can_cancel
            && !matches!(
                view,
                View::Pay { .. } | View::Thanks { .. } | View::Stopped { .. }
            );
        own.into_iter()
            .chain(change.then_some("help-take-change"))
            .chain(free_to_go.then_some("help-cancel"))
            .chain(["help-always"])
            .map(|key| self.text(key))
            .collect()
    }

    fn draw(&self) -> Sheet {
        const SERVICE: Option<(i32, &str)> = Some((1, "step-service"));
        const TERMS: Option<(i32, &str)> = Some((1, "step-terms"));
        const CARD: Option<(i32, &str)> = Some((2, "step-card"));
        const PIN: Option<(i32, &str)> = Some((3, "step-pin"));
        const CHOOSE: Option<(i32, &str)> = Some((4, "step-choose"));
        const CONFIRM: Option<(i32, &str)> = Some((5, "step-confirm"));
        const PRINT: Option<(i32, &str)> = Some((6, "step-print"));

        match self.screen.view {
            View::OutOfService(why) => self.out_of_service(why),
            View::Attract => self.attract(),
            View::Service => self.service(SERVICE),
            View::Terms { .. } => {
                let mut sheet = self.page(Page::Text, "terms", TERMS);
                sheet.paragraphs = self.terms();
                sheet.note = self.text("terms-note");
                sheet.primary = self.button("terms-agree", Action::Agree);
                sheet.secondary = self.button("terms-decline", Action::Decline);
                sheet
            }
            View::PlaceCard { stage } => {
                let mut sheet = match stage {
                    issuance::Placing::Waiting => {
                        let mut sheet = self.page(Page::Card, "place-card", CARD);
                        sheet.card = CardMotion::Put;
                        sheet.note = self.text("place-card-note");
                        sheet
                    }
                    issuance::Placing::Connecting | issuance::Placing::Opening => {
                        self.page(Page::Card, "connecting", CARD)
                    }
                };
                sheet.tone = Tone::Caution;
                sheet
            }
            View::Pin {
                tries_left,
                ask_again,
            } => {
                let mut sheet = self.page(Page::Pin, "pin", PIN);
                self.asked_again(&mut sheet, ask_again);
                sheet.tries = self
                    .texts
                    .with("pin-tries", &[("tries", self.count(tries_left))]);
                sheet.primary = Some(Button {
                    label: self.text("pin-enter"),
                    action: Action::EnterPin,
                    enabled: self.pin_complete,
                });
                sheet
            }
            View::LastTry { ask_again } => {
                let mut sheet = self.page(Page::Message, "last-try", PIN);
                self.asked_again(&mut sheet, ask_again);
                if !sheet.note.is_empty() {
                    sheet.title = format!("{}\n{}", sheet.note, sheet.title);
                }
                sheet.note = self.text("last-try-note");
                sheet.tone = Tone::Caution;
                sheet.weight = Tone::Caution;
                // The way out comes first here: a warning is no place to be hurried on.
                sheet.tertiary = self.button("last-try-stop", Action::Cancel);
                sheet.secondary = self.button("last-try-go", Action::UseLastTry);
                sheet
            }
            View::Reading => self.page(Page::Card, "reading", PIN),
            View::TakeCard { ending, forgotten } => {
                let mut sheet = self.page(Page::Card, "take-card", PIN);
                sheet.card = CardMotion::Take;
                if ending.is_some() {
                    sheet.body = self.text("take-card-ending-body");
                    sheet.step = 0;
                }
                sheet.note = self.text(if forgotten || ending.is_some() {
                    "take-card-forgotten-note"
                } else {
                    "take-card-note"
                });
                sheet.tone = Tone::Caution;
                if let Some(Ending::Stopped(stop)) = ending {
                    self.code(&mut sheet, stop.code());
                }
                sheet
            }
            View::Municipality { refused, suggested } => {
                let mut sheet = self.page(Page::Choice, "municipality", CHOOSE);
                if self.browse.is_at_start() {
                    self.refused(&mut sheet, refused);
                } else if let Some(refused) = refused {
                    // Read on the first screen of places, it makes room for the names. It is the same screen still.
                    sheet.reason = refused.code();
                }
                sheet.choices = self.municipalities(suggested);
                if !self.browse.is_at_start() {
                    sheet.secondary = self.button("back", Action::LeavePlace);
                }
                sheet
            }
            View::Kind { kinds, refused } => {
                let mut sheet = self.page(Page::Choice, "kind", CHOOSE);
                self.refused(&mut sheet, refused);
                if refused.is_some() {
                    sheet.title = self.text("kind-other-title");
                }
                sheet.choices = kinds.iter().map(|kind| self.kind(*kind)).collect();
                sheet
            }
            View::Copies { max, fee } => {
                let mut sheet = self.page(Page::Choice, "copies", CHOOSE);
                sheet.body = self.fee_sentence(fee);
                sheet.choices = (1..=max.get())
                    .filter_map(Copies::new)
                    .map(|copies| Choice {
                        label: self
                            .texts
                            .with("copies-choice", &[("copies", self.count(copies.get()))]),
                        hint: fee
                            .times(copies)
                            .map(|total| yen(self.texts, total))
                            .unwrap_or_default(),
                        action: Action::Copies(copies),
                    })
                    .collect();
                sheet
            }
            View::Applying { .. } => self.page(Page::Busy, "applying", CHOOSE),
            View::Passport { .. } => {
                let mut sheet = self.page(Page::Passport, "passport", CONFIRM);
                sheet.note = self.text("passport-note");
                sheet.tone = Tone::Caution;
                sheet.tertiary = self.button("passport-no", Action::PassportNotHeld);
                sheet.primary = self.button("passport-yes", Action::PassportHeld);
                sheet
            }
            View::Confirm { preview, price } => {
                let mut sheet = self.page(Page::Confirm, "confirm", CONFIRM);
                sheet.copies = self.texts.with(
                    "copies-choice",
                    &[("copies", self.count(price.copies.get()))],
                );
                sheet.price = yen(self.texts, price.total);
                // Nothing personal is in what is said: neither name nor date.
                let preview = preview.preview();
                sheet.paragraphs = vec![self.texts.with(
                    "ear-confirm",
                    &[
                        ("kind", self.kind(preview.kind()).label),
                        ("doses", self.count(preview.doses().len() as u64)),
                        ("copies", sheet.copies.clone()),
                        ("price", sheet.price.clone()),
                    ],
                )];
                sheet.tertiary = self.button("confirm-wrong", Action::ContentWrong);
                sheet.primary = self.button("confirm-print", Action::Confirm);
                sheet
            }
            View::Issuing { .. } => self.page(Page::Busy, "preparing", PRINT),
            View::Pay { price, put_in } => {
                let mut sheet = self.page(Page::Busy, "pay", PRINT);
                sheet.title = self
                    .texts
                    .with("pay-title", &[("fee", yen(self.texts, price.total))]);
                sheet.amounts = self.to_pay(price, put_in);
                sheet.secondary = self.button("cancel", Action::GiveUpPaying);
                sheet
            }
            View::Printing { attention, .. } => {
                let mut sheet = self.page(Page::Papers, "printing", PRINT);
                if let Some(attention) = attention {
                    sheet.title = self.text("printing-attention-title");
                    sheet.body = self.text("printing-attention-body");
                    sheet.note = self.text(match attention {
                        Attention::MediaEmpty => "printing-media-empty",
                        _ => "printing-attention-note",
                    });
                    sheet.tone = Tone::Caution;
                    self.code(&mut sheet, attention.code());
                }
                sheet
            }
            View::TakePapers {
                pages,
                forgotten,
                receipt,
            } => {
                let mut sheet = self.page(Page::Papers, "take-papers", PRINT);
                sheet.body = self
                    .texts
                    .with("take-papers-body", &[("pages", self.count(pages))]);
                if forgotten {
                    sheet.note = self.text("say-papers-forgotten");
                    sheet.tone = Tone::Caution;
                } else {
                    sheet.note = self.text("take-papers-note");
                    sheet.tone = Tone::Done;
                }
                self.change(&mut sheet, receipt);
                sheet.weight = Tone::Done;
                sheet.papers_out = true;
                sheet.primary = self.button("yes-printed", Action::PapersTaken);
                sheet
            }
            View::Thanks { receipt } => {
                let mut sheet = self.page(Page::Message, "thanks", None);
                self.receipt(&mut sheet, receipt);
                sheet.weight = Tone::Done;
                sheet.secondary = None;
                sheet.primary = self.button("stop-done", Action::Done);
                sheet
            }
            View::Stopped { stop, money } => self.stopped(stop, money),
        }
    }

    fn out_of_service(&self, why: OutOfService) -> Sheet {
        let mut sheet = match why {
            OutOfService::NoCatalogue => self.page(Page::Message, "out-of-service", None),
            OutOfService::Closed => {
                let mut sheet = self.page(Page::Message, "closed", None);
                let hours = self
                    .offered()
                    .first()
                    .map(|service| hours(self.texts, service))
                    .unwrap_or_default();
                sheet.body = self.texts.with("closed-body", &[("hours", hours)]);
                sheet
            }
            OutOfService::NoPayment(fault) => {
                let mut sheet = self.page(Page::Message, "no-payment", None);
                self.code(&mut sheet, fault.code());
                sheet
            }
        };
        sheet.weight = Tone::Caution;
        sheet.secondary = None;
        sheet
    }

    fn attract(&self) -> Sheet {
        let mut sheet = self.page(Page::Attract, "attract", None);
        sheet.secondary = None;
        sheet.choices = self.services();
        sheet.note = self.notices();
        let other = Action::Language(match self.texts.language().tongue() {
            Tongue::Japanese => Language::English,
            Tongue::English => Language::Japanese,
        });
        sheet
            .heard_only
            .push(self.heard("ear-other-language", other));
        sheet.primary = self.button("attract-start", Action::Start);
        sheet
    }

    /// What is needed, who may use it, what it costs and when: before the terms, and long before the PIN. With one
    /// service there is nothing to choose, and the way on is the main action.
    fn service(&self, step: Option<(i32, &str)>) -> Sheet {
        let services = self.offered();
        let [service] = services else {
            let mut sheet = self.page(Page::Choice, "service", step);
            sheet.choices = self.services();
            return sheet;
        };
        let mut sheet = self.page(Page::Text, "service", step);
        sheet.title = self.text("before-title");
        sheet.body = self.label(service);
        let abroad = service.kinds.iter().any(|kind| kind.is_overseas());
        let passport = abroad.then_some("before-passport");
        sheet.paragraphs = std::iter::once("before-card")
            .chain(passport)
            .chain(["before-not", "before-who"])
            .map(|key| self.text(key))
            .collect();
        sheet.paragraphs.push(format!(
            "{}\n{}",
            self.fee_sentence(service.fee),
            self.text("before-each")
        ));
        sheet.paragraphs.push(
            self.texts
                .with("before-hours", &[("hours", hours(self.texts, service))]),
        );
        sheet.primary = self.button("before-next", Action::Service(service.id.clone()));
        sheet
    }

    /// What the center wants residents to know, such as maintenance to come.
    fn notices(&self) -> String {
        let notices = self
            .screen
            .catalogue
            .map(Catalogue::notices)
            .unwrap_or_default();
        let notices: Vec<String> = notices
            .iter()
            .filter_map(|notice| self.local(notice))
            .collect();
        notices.join("\n")
    }

    fn offered(&self) -> &[Service] {
        let catalogue = self.screen.catalogue;
        catalogue.map(Catalogue::services).unwrap_or_default()
    }

    fn label(&self, service: &Service) -> String {
        self.local(&service.label).unwrap_or_else(|| {
            if self.texts.are_spoken() {
                self.text("service-name")
            } else {
                String::new()
            }
        })
    }

    /// A text of the center for this resident. Said, it is there in Japanese only, and where the center gave a reading.
    fn local(&self, text: &LocalText) -> Option<String> {
        match (self.texts.are_spoken(), self.texts.language()) {
            (true, Language::Japanese) => in_language(text, READING),
            (true, _) => None,
            (false, language) => language
                .fallbacks()
                .iter()
                .find_map(|language| in_language(text, language.tag())),
        }
    }

    fn services(&self) -> Vec<Choice> {
        let unpayable = |service: &Service| self.screen.payment.filter(|_| service.fee > Yen::ZERO);
        self.offered()
            .iter()
            .map(|service| Choice {
                label: self.label(service),
                hint: if unpayable(service).is_some() {
                    self.text("no-payment-title")
                } else {
                    self.texts.with(
                        "attract-service-hint",
                        &[
                            ("fee", fee_of_copy(self.texts, service.fee)),
                            ("hours", hours(self.texts, service)),
                        ],
                    )
                },
                action: Action::Service(service.id.clone()),
            })
            .collect()
    }

    /// The paragraphs of the terms. Said, they need a reading of the center's; where it gave none, our own words say
    /// what consent is to.
    fn terms(&self) -> Vec<String> {
        let terms = self.screen.catalogue.map(Catalogue::terms);
        let text = terms.and_then(
            |terms| match (self.texts.are_spoken(), self.texts.language()) {
                (true, Language::Japanese) => in_language(&terms.text, READING),
                (true, _) => None,
                (false, language) => terms
                    .text
                    .get(&crate::terms_language(terms, language)?)
                    .map(str::to_owned),
            },
        );
        match text {
            Some(text) => text.lines().map(str::to_owned).collect(),
            None if self.texts.are_spoken() => vec![self.text("ear-terms")],
            None => Vec::new(),
        }
    }

    /// The municipality of the card's address first, then the places at the end of the path.
    fn municipalities(&self, suggested: Option<MunicipalityCode>) -> Vec<Choice> {
        let all = self
            .screen
            .catalogue
            .map(Catalogue::municipalities)
            .unwrap_or_default();
        let here = self.browse.here();
        let first = all
            .iter()
            .filter(|municipality| {
                self.browse.is_at_start() && Some(municipality.code) == suggested
            })
            .map(|municipality| self.municipality(municipality, true));
        let others = here
            .iter()
            .enumerate()
            .filter(|(_, place)| {
                !self.browse.is_at_start()
                    || place.code().is_none_or(|code| Some(code) != suggested)
            })
            .map(|(index, place)| self.place(index, place));
        first.chain(others).collect()
    }

    fn place(&self, index: usize, place: &Place) -> Choice {
        let (label, hint) = match &place.label {
            Label::Name(municipality) => return self.municipality(municipality, false),
            Label::Region(key) => (self.text(key), String::new()),
            Label::Prefecture { number, .. } if self.texts.are_spoken() => {
                (self.text(&format!("prefecture-{number}")), String::new())
            }
            Label::Prefecture { name, roman, .. } => self.in_both(name, roman, ""),
            Label::Row { head, ends } => self.group(
                self.texts
                    .with("municipality-row", &[("row", head.to_string())]),
                ends,
            ),
            Label::Initials { from, to, ends } => self.group(self.span(from, to), ends),
        };
        Choice {
            label,
            hint,
            action: Action::Place(index),
        }
    }

    fn span(&self, from: &str, to: &str) -> String {
        let ends = [("from", from.to_owned()), ("to", to.to_owned())];
        self.texts.with("municipality-span", &ends)
    }

    /// A group of names by its first and last one. Who does not read kana is told these in Roman letters.
    fn group(&self, kana: String, [first, last]: &[Municipality; 2]) -> (String, String) {
        if self.texts.are_spoken() {
            return (self.span(&first.reading, &last.reading), String::new());
        }
        let names = self.span(&first.name, &last.name);
        // 「City」 and the like say nothing here.
        let plain = |m: &'_ Municipality| m.roman.rsplit_once(' ').map(|(name, _)| name.to_owned());
        match (self.texts.language(), plain(first), plain(last)) {
            (Language::Japanese, ..) | (_, None, _) | (_, _, None) => (kana, names),
            (_, Some(first), Some(last)) => (self.span(&first, &last), names),
        }
    }

    fn municipality(&self, municipality: &Municipality, of_card: bool) -> Choice {
        let (label, hint) = self.in_both(
            &municipality.name,
            &municipality.roman,
            &municipality.reading,
        );
        Choice {
            label,
            hint: if of_card {
                self.text("municipality-suggested")
            } else {
                hint
            },
            action: Action::Municipality(municipality.code),
        }
    }

    /// A name for those who read Japanese, with its reading; for others in Roman letters, with the name as it stands
    /// on signs and papers.
    /// Said, it is its reading.
    fn in_both(&self, name: &str, roman: &str, reading: &str) -> (String, String) {
        if self.texts.are_spoken() {
            return (reading.to_owned(), String::new());
        }
        match self.texts.language() {
            Language::Japanese => (name.to_owned(), reading.to_owned()),
            _ if roman.is_empty() => (name.to_owned(), reading.to_owned()),
            Language::SimplifiedChinese | Language::TraditionalChinese => {
                (name.to_owned(), roman.to_owned())
            }
            _ => (roman.to_owned(), name.to_owned()),
        }
    }

    fn kind(&self, kind: Kind) -> Choice {
        let (label, hint) = match kind {
            Kind::Domestic => ("kind-domestic", "kind-domestic-hint"),
            Kind::OverseasAndDomestic => ("kind-overseas", "kind-overseas-hint"),
        };
        Choice {
            label: self.text(label),
            hint: self.text(hint),
            action: Action::Kind(kind),
        }
    }

    fn asked_again(&self, sheet: &mut Sheet, ask_again: Option<AskAgainReason>) {
        sheet.note = match ask_again {
            None => String::new(),
            Some(AskAgainReason::WrongPin) => self.text("pin-wrong"),
            Some(
                AskAgainReason::TriesChanged
                | AskAgainReason::LastTryNotConfirmed
                | AskAgainReason::AnswerLost,
            ) => self.text("pin-again"),
        };
        sheet.tone = Tone::Fault;
    }

    fn refused(&self, sheet: &mut Sheet, refused: Option<Refused>) {
        let Some(refused) = refused else { return };
        let key = refusal_key(refused);
        // The reason takes the place of the explanation, which was read the first time.
        sheet.body.clear();
        let left = [("left", self.count(self.screen.applications_left))];
        sheet.note = self
            .asked(refused)
            .into_iter()
            .chain([
                self.text(&format!("stop-{key}-body")),
                self.texts.with("apply-again-note", &left),
            ])
            .collect::<Vec<_>>()
            .join("\n");
        sheet.tone = Tone::Caution;
        self.code(sheet, refused.code());
    }

    /// What was found, and where: the official text only says what to do about it.
    fn asked(&self, refused: Refused) -> Option<String> {
        let key = match refused.refusal {
            Refusal::NoRecord => "refused-no-record",
            Refusal::NotParticipating => "refused-not-participating",
            Refusal::Paused => "refused-paused",
            _ => return None,
        };
        let municipality = self.screen.catalogue?.municipality(refused.municipality?)?;
        let (name, _) = self.in_both(
            &municipality.name,
            &municipality.roman,
            &municipality.reading,
        );
        Some(self.texts.with(key, &[("name", name)]))
    }

    fn code(&self, sheet: &mut Sheet, code: &'static str) {
        sheet.reason = code;
        // A code is for the eyes of the staff.
        if !self.texts.are_spoken() {
            sheet.code = self.texts.with("code", &[("code", code.to_owned())]);
        }
    }

    fn stopped(&self, stop: Stop, money: Money) -> Sheet {
        let key = stop_key(stop);
        let mut sheet = Sheet::new(Page::Message, "stopped");
        let title = if key == "no-record-again" {
            "stop-no-record-title".to_owned()
        } else {
            format!("stop-{key}-title")
        };
        sheet.title = self.text(&title);
        sheet.body = self.text(&format!("stop-{key}-body"));
        self.code(&mut sheet, stop.code());
        sheet.weight = if matches!(stop, Stop::ContentWrong | Stop::Refused(_)) {
            Tone::Caution
        } else {
            Tone::Fault
        };
        if self.screen.card_on_reader {
            sheet.note = self.text("take-card-forgotten-note");
            sheet.tone = Tone::Caution;
        }
        self.money(&mut sheet, money);
        sheet.primary = self.button("stop-done", Action::Done);
        sheet
    }
}
