// SPDX-License-Identifier: GPL-3.0-only
//! A scripted resident: walks the same screens as anybody, by pressing what stands on them.

use std::{
    cell::RefCell,
    collections::{HashSet, VecDeque},
    rc::Rc,
    time::{Duration, Instant},
};

use i_slint_backend_testing::{AccessibleRole, ElementHandle};
use kiosk_app::{KioskApp, texts::Texts, ui::AppWindow, view::Sheet};
use slint::{
    ComponentHandle, LogicalPosition, Timer, TimerMode,
    platform::{PointerEventButton, WindowEvent},
};

use crate::{
    frames::Frame,
    headless::{Canvas, to_png},
    stage::{Cards, Pipe},
};

/// How often the resident looks at the screen.
const LOOK: Duration = Duration::from_millis(20);
/// A screen that does not change for so long is a fault of the demo. Well above every wait of a healthy kiosk, on a
/// slow machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(120);

/// One visit to the kiosk.
#[derive(Debug, Clone)]
pub struct Visit {
    /// What is shown by it.
    pub name: &'static str,
    /// The card's profile.
    pub card: &'static str,
    /// The PINs, one for each time it is asked for.
    pub pins: &'static [&'static str],
    /// The municipalities, one for each time it is asked for, as they stand on the screen.
    pub municipalities: &'static [&'static str],
    /// The kinds, one for each time it is asked for, as text keys.
    pub kinds: &'static [&'static str],
    /// How many copies.
    pub copies: u8,
    /// Switch to the other language first.
    pub other_language: bool,
    /// The code at which the visit ends, or nothing where the certificate is printed.
    pub ends_with: Option<&'static str>,
}

const ORDINARY: Visit = Visit {
    name: "domestic",
    card: "default",
    pins: &["1234"],
    municipalities: &["清瀬市"],
    kinds: &["kind-domestic"],
    copies: 1,
    other_language: false,
    ends_with: None,
};

/// The visits of the demo, each to show something else.
pub const VISITS: &[Visit] = &[
    ORDINARY,
    Visit {
        name: "overseas, in English",
        kinds: &["kind-overseas"],
        copies: 2,
        other_language: true,
        ..ORDINARY
    },
    Visit {
        name: "no record, then the right municipality",
        card: "elsewhere",
        municipalities: &["清瀬市", "札幌市"],
        kinds: &["kind-domestic", "kind-domestic"],
        ..ORDINARY
    },
    Visit {
        name: "overseas data missing, then domestic",
        card: "domestic-only",
        kinds: &["kind-overseas", "kind-domestic"],
        ..ORDINARY
    },
    Visit {
        name: "paused municipality three times",
        municipalities: &["小金井市", "小金井市", "小金井市"],
        kinds: &["kind-domestic", "kind-domestic", "kind-domestic"],
        ends_with: Some("REFUSED-PAUSED"),
        ..ORDINARY
    },
    Visit {
        name: "needs a check",
        card: "deceased",
        ends_with: Some("REFUSED-NEEDS-CHECK"),
        ..ORDINARY
    },
    Visit {
        name: "wrong PIN",
        pins: &["9999", "8888"],
        ends_with: Some(""),
        ..ORDINARY
    },
    Visit {
        name: "blocked PIN",
        card: "blocked",
        ends_with: Some("CARD-PIN-BLOCKED"),
        ..ORDINARY
    },
    Visit {
        name: "copied card",
        card: "copied",
        ends_with: Some("CARD-NOT-GENUINE"),
        ..ORDINARY
    },
    Visit {
        name: "another card",
        card: "not-mynumber",
        ends_with: Some("CARD-NOT-MY-NUMBER"),
        ..ORDINARY
    },
];

/// How the walk ended: nothing, or why it broke off.
pub type Verdict = Rc<RefCell<Option<Result<(), String>>>>;

struct Walk {
    app: Rc<KioskApp>,
    canvas: Canvas,
    cards: Cards,
    pipe: Pipe,
    visits: VecDeque<Visit>,
    visit: Visit,
    asked: Asked,
    seen: HashSet<String>,
    pictures: u32,
    screens: VecDeque<Seen>,
    since: Instant,
    reason: &'static str,
    printed: bool,
    card_lies: bool,
    verdict: Verdict,
}

#[derive(Debug, Default)]
struct Asked {
    pin: usize,
    municipality: usize,
    kind: usize,
}

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
    cards: Cards,
    pipe: Pipe,
    visits: &[Visit],
) -> (Timer, Verdict) {
    let verdict = Verdict::default();
    let timer = Timer::default();
    let mut visits: VecDeque<Visit> = visits.iter().cloned().collect();
    let Some(visit) = visits.pop_front() else {
        return (timer, verdict);
    };
    let walk = Rc::new(RefCell::new(Walk {
        app: Rc::clone(app),
        canvas,
        cards,
        pipe,
        visits,
        visit,
        asked: Asked::default(),
        seen: HashSet::new(),
        pictures: 0,
        screens: VecDeque::new(),
        since: Instant::now(),
        reason: "",
        printed: false,
        card_lies: false,
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
        self.picture(sheet.name, sheet.reason);
        let first_choice = sheet.choices.first().map(|choice| choice.label.clone());
        self.screens.push_back(Seen {
            name: sheet.name,
            reason: sheet.reason,
            first_choice,
        });
        self.since = Instant::now();
    }

    /// Takes a picture of a screen that was not seen before.
    fn picture(&mut self, name: &str, reason: &str) {
        let mut name = name.to_owned();
        if !reason.is_empty() {
            name = format!("{name}-{}", reason.to_lowercase());
        }
        if self.visit.other_language {
            name += "-en";
        }
        if self.seen.insert(name.clone()) {
            self.pictures += 1;
            if let Ok(png) = to_png(&self.canvas.picture()) {
                self.pipe
                    .send(&Frame::Screen(format!("{:02}-{name}", self.pictures), png));
            }
        }
    }

    fn look(walk: &Rc<RefCell<Walk>>) {
        let next = {
            let mut walk = walk.borrow_mut();
            let waited = walk.since.elapsed();
            match walk.screens.pop_front() {
                Some(seen) => Some(seen),
                None if waited > PATIENCE => {
                    let name = walk.visit.name;
                    walk.end(Err(format!(
                        "visit \"{name}\": the screen does not change any more"
                    )));
                    None
                }
                None => None,
            }
        };
        let Some(seen) = next else { return };
        let presses = walk.borrow_mut().decide(&seen);
        // Not borrowed while pressing: a new screen may come at once.
        let app = Rc::clone(&walk.borrow().app);
        for press in presses {
            let done = match press {
                Press::Button(label) => press_button(app.window(), &label),
                Press::Picture(name) => {
                    walk.borrow_mut().picture(name, "");
                    Ok(())
                }
            };
            if let Err(problem) = done {
                walk.borrow_mut().end(Err(problem));
                return;
            }
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
        match seen.name {
            "attract" => self.begin(&texts),
            "terms" => press("terms-agree"),
            "place-card" if insert => {
                self.card_lies = true;
                self.cards.insert(self.visit.card);
                Vec::new()
            }
            "pin" => {
                let pin = self
                    .visit
                    .pins
                    .get(self.asked.pin)
                    .copied()
                    .unwrap_or("0000");
                self.asked.pin += 1;
                let mut presses: Vec<Press> = pin
                    .chars()
                    .map(|digit| Press::Button(digit.to_string()))
                    .collect();
                presses.insert(2, Press::Picture("pin-entry"));
                presses.push(Press::Button(texts.get("pin-enter")));
                presses
            }
            "last-try" => press("last-try-stop"),
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
                    .copied()
                    .unwrap_or_default();
                self.asked.municipality += 1;
                vec![Press::Button(name.to_owned())]
            }
            "kind" => {
                let key = self
                    .visit
                    .kinds
                    .get(self.asked.kind)
                    .copied()
                    .unwrap_or_default();
                self.asked.kind += 1;
                press(key)
            }
            "copies" => {
                let copies = kiosk_app::view::number(texts.language(), self.visit.copies);
                vec![Press::Button(
                    texts.with("copies-choice", &[("copies", copies)]),
                )]
            }
            "confirm" => press("confirm-print"),
            "take-papers" => {
                self.printed = true;
                press("yes-printed")
            }
            "thanks" => press("stop-done"),
            "stopped" => {
                self.note(seen);
                self.take_card();
                press("stop-done")
            }
            "service" => seen
                .first_choice
                .iter()
                .cloned()
                .map(Press::Button)
                .collect(),
            _ => Vec::new(),
        }
    }

    fn note(&mut self, seen: &Seen) {
        if !seen.reason.is_empty() {
            self.reason = seen.reason;
        }
    }

    fn take_card(&mut self) {
        if self.card_lies {
            self.card_lies = false;
            self.cards.remove();
        }
    }

    /// The attract screen: judge the visit that ended, begin the next one.
    fn begin(&mut self, texts: &Texts) -> Vec<Press> {
        let begun = self.asked.pin > 0 || !self.reason.is_empty() || self.printed;
        if begun {
            let expected = self.visit.ends_with;
            let right = match expected {
                None => self.printed,
                Some(code) => !self.printed && self.reason == code,
            };
            if !right {
                let (name, reason, printed) = (self.visit.name, self.reason, self.printed);
                self.end(Err(format!(
                    "visit \"{name}\" ended with code \"{reason}\" and printed: {printed}; expected {expected:?}"
                )));
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
            self.reason = "";
            self.printed = false;
        }
        let mut presses = Vec::new();
        if self.visit.other_language {
            presses.push(Press::Button(texts.get("language-button")));
            let other = Texts::new(texts.language().next());
            presses.push(Press::Picture("attract"));
            presses.push(Press::Button(other.get("attract-start")));
        } else {
            presses.push(Press::Button(texts.get("attract-start")));
        }
        presses
    }
}

enum Press {
    Button(String),
    Picture(&'static str),
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
