// SPDX-License-Identifier: GPL-3.0-only
//! A scripted resident: walks the same screens as anybody, by pressing what stands on them.

use std::{
    cell::RefCell,
    collections::{HashSet, VecDeque},
    rc::Rc,
    time::{Duration, Instant},
};

use i_slint_backend_testing::{AccessibleRole, ElementHandle};
use kiosk_app::{
    KioskApp,
    texts::{Language, Texts},
    ui::AppWindow,
    view::Sheet,
};
use payment::{
    Settled,
    coin_box::{Piece, Taken},
};
use slint::{
    ComponentHandle, LogicalPosition, Timer, TimerMode,
    platform::{PointerEventButton, WindowEvent},
};

use crate::{
    frames::Frame,
    headless::{Canvas, to_png},
    stage::{Purse, Stage},
    visits::{Visit, in_rounds},
};

/// How often the resident looks at the screen.
const LOOK: Duration = Duration::from_millis(20);
/// A screen that does not change for so long is a fault of the demo. Well above every wait of a healthy kiosk, on a
/// slow machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(120);

/// A kiosk that is out of service for so long, several attempts at the catalogue, is shut.
const SHUT: Duration = Duration::from_secs(5);

/// The end of a visit to a kiosk that serves nobody: no session can be begun, and it is the last visit.
pub const SHUT_OUT: &str = "OUT-OF-SERVICE";

/// How the walk ended: nothing, or why it broke off.
pub type Verdict = Rc<RefCell<Option<Result<(), String>>>>;

struct Walk {
    app: Rc<KioskApp>,
    canvas: Canvas,
    stage: Stage,
    visits: VecDeque<Visit>,
    visit: Visit,
    asked: Asked,
    seen: HashSet<String>,
    pictures: u32,
    screens: VecDeque<Seen>,
    since: Instant,
    reason: String,
    printed: bool,
    begun: bool,
    shut_out: bool,
    card_lies: bool,
    /// The headset was chosen.
    chosen: bool,
    /// What is still to be put in, on Pay.
    paying: Option<VecDeque<Piece>>,
    /// The number for the staff that stood on the last screen with one.
    settle_number: String,
    /// What was in the coin box at first, and what the staff have taken out of it since.
    float: u64,
    verdict: Verdict,
}

#[derive(Debug, Default)]
struct Asked {
    pin: usize,
    municipality: usize,
    kind: usize,
}

#[derive(Clone)]
struct Seen {
    name: &'static str,
    reason: &'static str,
    first_choice: Option<String>,
}

/// Sends a resident to the kiosk for each visit; the event loop ends after the last one, or at the first fault.
/// The verdict is empty until then.
#[must_use]
pub fn send(
    app: &Rc<KioskApp>,
    canvas: Canvas,
    stage: Stage,
    visits: Vec<Visit>,
) -> (Timer, Verdict) {
    let verdict = Verdict::default();
    let timer = Timer::default();
    let mut visits: VecDeque<Visit> = in_rounds(&visits).into();
    let Some(visit) = visits.pop_front() else {
        return (timer, verdict);
    };
    let walk = Rc::new(RefCell::new(Walk {
        app: Rc::clone(app),
        canvas,
        float: stage
            .purse
            .as_ref()
            .map_or(0, |purse| purse.slot.contents().inside()),
        stage,
        paying: None,
        settle_number: String::new(),
        visits,
        visit,
        asked: Asked::default(),
        seen: HashSet::new(),
        pictures: 0,
        screens: VecDeque::new(),
        since: Instant::now(),
        reason: String::new(),
        printed: false,
        begun: false,
        shut_out: false,
        card_lies: false,
        chosen: false,
        verdict: Rc::clone(&verdict),
    }));
    let observer = Rc::clone(&walk);
    app.controller().observe(Box::new(move |sheet| {
        // The observer is called from within what the walk presses: the walk is then borrowed, and waits for it.
        if let Ok(mut walk) = observer.try_borrow_mut() {
            walk.saw(sheet);
        }
    }));
    timer.start(TimerMode::Repeated, LOOK, move || Walk::look(&walk));
    (timer, verdict)
}

impl Walk {
    fn saw(&mut self, sheet: &Sheet) {
        self.stage
            .pipe
            .send(&Frame::Shown(screen_name(sheet.name, sheet.reason)));
        self.picture(sheet.name, sheet.reason, &sheet.note);
        if !sheet.settle_number.is_empty() {
            self.settle_number.clone_from(&sheet.settle_number);
        }
        let first_choice = sheet.choices.first().map(|choice| choice.label.clone());
        if first_choice.is_some() && !sheet.reason.is_empty() && sheet.note.is_empty() {
            let problem = format!("{} is refused without a word", sheet.reason);
            self.end(Err(problem));
        }
        self.screens.push_back(Seen {
            name: sheet.name,
            reason: sheet.reason,
            first_choice,
        });
        self.since = Instant::now();
    }

    /// Takes a picture of a screen that was not seen before: in this language, looked at or listened to, and with
    /// these words on it (the page of the PIN says what was wrong with the one before).
    fn picture(&mut self, name: &str, reason: &str, note: &str) {
        if !self.visit.pictures {
            return;
        }
        let name = screen_name(name, reason);
        let way = (&self.visit.language, self.visit.by_ear);
        if self.seen.insert(format!("{name} {way:?} {note}")) {
            self.pictures += 1;
            if let Ok(png) = to_png(&self.canvas.picture()) {
                let case = file_name(&self.visit.name);
                let name = format!("{:02}-{case}-{name}", self.pictures);
                self.stage.pipe.send(&Frame::Screen(name, png));
            }
        }
    }

    fn look(walk: &Rc<RefCell<Walk>>) {
        let next = {
            let mut walk = walk.borrow_mut();
            let waited = walk.since.elapsed();
            match walk.next_screen() {
                Some(seen) => Some(seen),
                None if walk.shut_out && waited > SHUT => {
                    walk.end(Ok(()));
                    None
                }
                None if waited > PATIENCE => {
                    let name = walk.visit.name.clone();
                    walk.end(Err(format!(
                        "visit \"{name}\": the screen does not change any more"
                    )));
                    None
                }
                None => None,
            }
        };
        let presses = match next {
            Some(seen) => walk.borrow_mut().decide(&seen),
            None => walk.borrow_mut().pay(),
        };
        // Not borrowed while pressing: a new screen may come at once.
        let app = Rc::clone(&walk.borrow().app);
        for press in presses {
            let done = match press {
                Press::Button(label) if walk.borrow().visit.by_ear => press_keys(&app, &label),
                Press::Button(label) => press_button(app.window(), &label),
                Press::Key(key) => type_key(app.window(), key),
                Press::Everywhere => press_everywhere(app.window()),
                Press::Picture(name) => {
                    walk.borrow_mut().picture(name, "", "");
                    Ok(())
                }
            };
            if let Err(problem) = done {
                walk.borrow_mut().end(Err(problem));
                return;
            }
        }
    }

    /// The next screen to be dealt with, unless the resident lingers on it.
    fn next_screen(&mut self) -> Option<Seen> {
        let lingers = self.visit.lingers.as_ref().is_some_and(|until| {
            let stopped = self.screens.front().is_some_and(|s| s.name == "stopped");
            stopped && !until.exists()
        });
        // What becomes of the money is known a moment after the last screen.
        let purse = self.stage.purse.as_ref();
        let money_moves = purse.is_some_and(|purse| {
            let attract = self.screens.front().is_some_and(|s| s.name == "attract");
            attract && purse.book.balance().escrow != 0
        });
        if lingers || money_moves {
            None
        } else {
            self.screens.pop_front()
        }
    }

    fn end(&mut self, verdict: Result<(), String>) {
        *self.verdict.borrow_mut() = Some(verdict);
        // Fails only where the loop is not running any more.
        let _ = slint::quit_event_loop();
    }

    fn decide(&mut self, seen: &Seen) -> Vec<Press> {
        let texts = Texts::new(self.app.controller().language());
        let press = |key: &str| vec![Press::Button(texts.get(key))];
        let insert = !self.card_lies;
        self.paying = None;
        if self.visit.removes_card_at.as_deref() == Some(seen.name) {
            self.take_card();
            return Vec::new();
        }
        match seen.name {
            "out-of-service" if self.visit.ends_with.as_deref() == Some(SHUT_OUT) => {
                self.shut_out = true;
                self.stage.cards.insert(&self.visit.card);
                vec![Press::Everywhere]
            }
            "attract" => self.begin(&texts),
            // Offered when the plug has been told, a moment after it was put in.
            "service" if self.visit.headset && !self.chosen => {
                let listen = texts.get("headset-listen");
                self.screens.push_front(seen.clone());
                self.chosen = self.app.controller().ways_on().contains(&listen);
                Vec::from_iter(self.chosen.then_some(Press::Button(listen)))
            }
            "terms" => press("terms-agree"),
            "place-card" if insert => {
                self.card_lies = true;
                self.stage.cards.insert(&self.visit.card);
                Vec::new()
            }
            "pin" => {
                let pin = self
                    .visit
                    .pins
                    .get(self.asked.pin)
                    .map_or("0000", String::as_str);
                self.asked.pin += 1;
                let mut presses: Vec<Press> = pin
                    .chars()
                    .map(|digit| match self.visit.by_ear {
                        true => Press::Key(digit),
                        false => Press::Button(digit.to_string()),
                    })
                    .collect();
                presses.insert(2, Press::Picture("pin-entry"));
                presses.push(if self.visit.by_ear {
                    Press::Key('#')
                } else {
                    Press::Button(texts.get("pin-enter"))
                });
                presses
            }
            "last-try" => {
                // Nobody in the demo dares to use it.
                self.reason = "SCREEN-LAST-TRY".to_owned();
                press("last-try-stop")
            }
            "take-card" => {
                self.note(seen);
                self.take_card();
                Vec::new()
            }
            "municipality" => {
                let name = self
                    .visit
                    .municipalities
                    .get(self.asked.municipality)
                    .cloned()
                    .unwrap_or_default();
                self.asked.municipality += 1;
                // The municipality of the card's address stands first, and nobody looks for it elsewhere.
                let suggested = seen.first_choice.as_deref();
                match name.rsplit('/').next() {
                    Some(last) if suggested == Some(last) => vec![Press::Button(last.to_owned())],
                    _ => name
                        .split('/')
                        .map(|step| Press::Button(step.to_owned()))
                        .collect(),
                }
            }
            "kind" => {
                let key = self
                    .visit
                    .kinds
                    .get(self.asked.kind)
                    .cloned()
                    .unwrap_or_default();
                self.asked.kind += 1;
                press(&key)
            }
            "copies" => {
                let copies = kiosk_app::view::number(texts.language(), self.visit.copies);
                vec![Press::Button(
                    texts.with("copies-choice", &[("copies", copies)]),
                )]
            }
            "passport" if self.visit.passport_held => press("passport-yes"),
            "passport" => press("passport-no"),
            "confirm" if self.visit.headset => ["headset-content", "confirm-print"]
                .map(|key| Press::Button(texts.get(key)))
                .into(),
            "confirm" => press("confirm-print"),
            "pay" => {
                self.paying = Some(self.coins().into());
                Vec::new()
            }
            "take-papers" => {
                self.printed = true;
                press("yes-printed")
            }
            "thanks" => {
                if self.visit.headset {
                    self.stage.plug.put(false);
                }
                press("stop-done")
            }
            "stopped" => {
                self.note(seen);
                self.take_card();
                press("stop-done")
            }
            "service" => match &seen.first_choice {
                Some(service) => vec![Press::Button(service.clone())],
                None => press("before-next"),
            },
            _ => Vec::new(),
        }
    }

    fn note(&mut self, seen: &Seen) {
        if !seen.reason.is_empty() {
            self.reason = seen.reason.to_owned();
        }
    }

    /// What this resident puts in: a piece each as told, or the fee.
    fn coins(&self) -> Vec<Piece> {
        let fee = self.stage.purse.as_ref().map_or(0, |purse| purse.fee);
        if self.visit.coins.is_empty() && !self.visit.gives_up_paying {
            return Purse::pieces(fee.saturating_mul(u32::from(self.visit.copies)));
        }
        let pieces = self.visit.coins.iter().copied().map(Purse::pieces);
        pieces.flatten().collect()
    }

    /// On Pay: one piece at a look. It falls through while the device does not collect yet, and is put in again.
    fn pay(&mut self) -> Vec<Press> {
        let (Some(paying), Some(purse)) = (&mut self.paying, &self.stage.purse) else {
            return Vec::new();
        };
        match paying.front() {
            Some(piece) => {
                if purse.slot.put_in(*piece) == Taken::In {
                    paying.pop_front();
                } else {
                    let _ = purse.slot.take_tray();
                }
                Vec::new()
            }
            None if self.visit.gives_up_paying => {
                self.paying = None;
                let texts = Texts::new(self.app.controller().language());
                vec![Press::Button(texts.get("cancel"))]
            }
            None => Vec::new(),
        }
    }

    fn tell_till(&self, purse: &Purse) -> Result<(), String> {
        let till = purse.till(self.float);
        let till = serde_json::to_vec(&till).map_err(|error| error.to_string())?;
        self.stage.pipe.send(&Frame::Till(till));
        Ok(())
    }

    /// After a visit: says what is in the coin box, and lets the staff settle what is theirs to settle.
    fn count_money(&mut self) -> Result<(), String> {
        let Some(purse) = &self.stage.purse.clone() else {
            return Ok(());
        };
        self.tell_till(purse)?;
        let number = std::mem::take(&mut self.settle_number);
        let Some(keep) = self.visit.staff_keep else {
            return Ok(());
        };
        let open = purse.book.open();
        let of_number = |open: &&payment::Open| {
            issuance::SessionId(*open.reference.as_bytes()).short() == number
        };
        let open = open.iter().find(of_number);
        let open = open.ok_or_else(|| format!("nothing is to be settled for \"{number}\""))?;
        let settled = if keep {
            Settled::Kept
        } else {
            Settled::Refunded
        };
        let back = purse
            .book
            .settle(*open, settled)
            .map_err(|e| e.to_string())?;
        // Out of the coin box, by hand.
        self.float += u64::from(back.0);
        self.tell_till(purse)
    }

    fn take_card(&mut self) {
        if self.card_lies {
            self.card_lies = false;
            self.stage.cards.remove();
        }
    }

    /// The attract screen: judge the visit that ended, begin the next one.
    fn begin(&mut self, texts: &Texts) -> Vec<Press> {
        if self.begun {
            let expected = &self.visit.ends_with;
            let right = match expected {
                None => self.printed,
                Some(code) => !self.printed && self.reason == *code,
            };
            if !right {
                let (name, reason, printed) = (&self.visit.name, &self.reason, self.printed);
                let problem = format!(
                    "visit \"{name}\" ended with code \"{reason}\" and printed: {printed}; expected {expected:?}"
                );
                self.end(Err(problem));
                return Vec::new();
            }
            if let Err(problem) = self.count_money() {
                self.end(Err(problem));
                return Vec::new();
            }
            match self.visits.pop_front() {
                Some(visit) => self.visit = visit,
                None => {
                    self.end(Ok(()));
                    return Vec::new();
                }
            }
            self.asked = Asked::default();
            self.chosen = false;
            self.reason.clear();
            self.printed = false;
        }
        self.begun = true;
        self.stage.trouble.set(self.visit.prints);
        let mut presses = Vec::new();
        let other = self.visit.language.as_deref().and_then(|tag| {
            let mut all = Language::ALL.into_iter();
            all.find(|language| language.tag() == tag)
        });
        if let Some(language) = other {
            let other = Texts::new(language);
            presses.push(Press::Button(texts.get("language-button")));
            presses.push(Press::Picture("languages"));
            presses.push(Press::Button(other.get("language-name")));
            presses.push(Press::Picture("attract"));
            presses.push(Press::Button(other.get("attract-start")));
        } else {
            // The first key only begins to speak.
            presses.extend(self.visit.by_ear.then_some(Press::Key('5')));
            if self.visit.headset {
                self.stage.plug.put(true);
            }
            presses.push(Press::Button(texts.get("attract-start")));
        }
        presses
    }
}

enum Press {
    Button(String),
    Key(char),
    Picture(&'static str),
    Everywhere,
}

/// A visit's name as a part of a file's: `no-record-anywhere`.
fn file_name(visit: &str) -> String {
    let words = visit
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    words.collect::<Vec<_>>().join("-")
}

/// A screen's name with its code: `stopped-card-removed`.
fn screen_name(name: &str, reason: &str) -> String {
    if reason.is_empty() {
        name.to_owned()
    } else {
        format!("{name}-{}", reason.to_lowercase())
    }
}

/// Where the middle of the button with this label is, in the window's logical pixels.
#[must_use]
pub fn button_position(window: &AppWindow, label: &str) -> Option<LogicalPosition> {
    // The text on a button has the same label; only the button can be pressed.
    let button = ElementHandle::find_by_accessible_label(window, label)
        .find(|element| element.accessible_role() == Some(AccessibleRole::Button))?;
    let (position, size) = (button.absolute_position(), button.size());
    Some(LogicalPosition::new(
        position.x + size.width / 2.0,
        position.y + size.height / 2.0,
    ))
}

fn press_button(window: &AppWindow, label: &str) -> Result<(), String> {
    let position =
        button_position(window, label).ok_or_else(|| format!("there is no button \"{label}\""))?;
    press_at(window, position)
}

/// Presses a key of the keypad.
fn type_key(window: &AppWindow, key: char) -> Result<(), String> {
    let window = window.window();
    let text = slint::SharedString::from(key);
    for event in [
        WindowEvent::WindowActiveChanged(true),
        WindowEvent::KeyPressed { text: text.clone() },
        WindowEvent::KeyReleased { text },
    ] {
        window
            .dispatch_event_with_result(event)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Takes what is called so with the keys: its figure, where it has none yet the nine before, and the hash.
fn press_keys(app: &KioskApp, label: &str) -> Result<(), String> {
    /// The figures from 1 to 8.
    const FIGURES: usize = 8;
    let ways = app.controller().ways_on();
    let place = ways
        .iter()
        .position(|way| way == label)
        .ok_or_else(|| format!("there is no way on that is called \"{label}\" among {ways:?}"))?;
    for _ in 0..place / FIGURES {
        type_key(app.window(), '9')?;
    }
    let figure = u32::try_from(place % FIGURES + 1).unwrap_or_default();
    let figure = char::from_digit(figure, 10).unwrap_or_default();
    type_key(app.window(), figure)?;
    type_key(app.window(), '#')
}

/// Presses all over the screen, as a child would.
fn press_everywhere(window: &AppWindow) -> Result<(), String> {
    const STEP: f32 = 30.0;
    let size = window
        .window()
        .size()
        .to_logical(window.window().scale_factor());
    let mut position = LogicalPosition::new(STEP / 2.0, STEP / 2.0);
    while position.y < size.height {
        while position.x < size.width {
            press_at(window, position)?;
            position.x += STEP;
        }
        position = LogicalPosition::new(STEP / 2.0, position.y + STEP);
    }
    Ok(())
}

fn press_at(window: &AppWindow, position: LogicalPosition) -> Result<(), String> {
    let window = window.window();
    let button = PointerEventButton::Left;
    for event in [
        WindowEvent::PointerMoved { position },
        WindowEvent::PointerPressed { position, button },
        WindowEvent::PointerReleased { position, button },
    ] {
        window
            .dispatch_event_with_result(event)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}
