// SPDX-License-Identifier: GPL-3.0-only
//! The staff screen: behind a hidden gesture on the first screen and a code. It shows how each part is, lets staff
//! test and restart parts, and knows nothing of any person.
//!
//! While it is open no session begins; while a session runs it does not open. Without a code in the configuration
//! there is none.

mod board;
mod code;
mod desk;
mod door;
mod journal;
mod money;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

pub use board::{Board, Facts, show};
use card_driver::{TrustAnchors, slot::Slot};
pub use code::{CodeError, Digits, ITERATIONS, LEAST_DIGITS, MOST_DIGITS, StaffCode, StaffConfig};
pub use desk::{Action, Notice, Place};
use desk::{Desk, Effect, Input};
use document::Fonts;
use door::Corner;
pub use journal::{Journal, KEPT, Line};
pub use money::{Ledger, Settlement};
use printer::Printer;
use relay_client::CenterClient;
use slint::{ComponentHandle, Global, Timer, TimerMode};
use time::OffsetDateTime;

use crate::{
    adapters::{Mailbox, Message, card, paper, voice::MakeVoice},
    check::Checkup,
    controller::Controller,
    ui::{self, AppWindow},
};

/// How often it is looked whether staff has gone.
const LOOK: Duration = Duration::from_secs(1);

/// A stable code.
pub type Code = &'static str;

/// Makes a part anew, on a thread of its own.
pub type Factory<T> = Arc<dyn Fn() -> Result<T, Code> + Send + Sync>;

/// How a part is made anew. Called on a thread of its own, but for the voice.
pub struct Factories {
    /// The reader, and whom its cards are trusted from.
    pub reader: Factory<(Box<dyn Slot>, TrustAnchors)>,
    /// The line.
    pub center: Factory<CenterClient>,
    /// Fonts and printer.
    pub printer: Factory<(Box<Fonts>, Box<dyn Printer>)>,
    /// The voice.
    pub voice: MakeVoice,
}

/// What the staff screen needs.
pub struct StaffParts {
    /// What opens it.
    pub code: StaffCode,
    /// Looks at every part. Called on a thread of its own.
    pub check: Arc<dyn Fn() -> Checkup + Send + Sync>,
    /// The last lines of the log.
    pub journal: Journal,
    /// How parts are made anew.
    pub factories: Factories,
    /// The time since some moment before; [`clock`] where nobody has another.
    pub clock: Box<dyn Fn() -> Duration>,
}

impl std::fmt::Debug for StaffParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffParts")
    }
}

/// The machine's own clock, from now on.
#[must_use]
pub fn clock() -> Box<dyn Fn() -> Duration> {
    let started = Instant::now();
    Box::new(move || started.elapsed())
}

/// A part made anew, to be put in the place of the one before.
pub enum Made {
    /// The reader.
    Reader(Box<dyn Slot>, TrustAnchors),
    /// The line.
    Center(Box<CenterClient>),
    /// Fonts and printer.
    Printer(Box<Fonts>, Box<dyn Printer>),
}

/// What reaches the staff screen from other threads.
pub enum News {
    /// The center was asked for its catalogue.
    Catalogue(Code),
    /// What became of a code.
    Judged {
        /// The attempt it belongs to.
        attempt: u64,
        /// The code was right.
        right: bool,
    },
    /// Every part was looked at.
    Checked(Checkup),
    /// Of something that was asked for.
    Told(Notice),
    /// A part was made anew.
    Made(Action, Result<Made, Code>),
}

impl std::fmt::Debug for News {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("News")
    }
}

/// The staff screen of a window; cheap to clone, all clones are one.
#[derive(Clone)]
pub(crate) struct Staff(Rc<Inner>);

struct Inner {
    window: slint::Weak<AppWindow>,
    controller: Controller,
    mailbox: Mailbox,
    parts: StaffParts,
    desk: RefCell<Desk>,
    facts: RefCell<Facts>,
    started: Instant,
    restart: Cell<bool>,
    look: Timer,
}

/// Does something that takes long, and sends what comes of it.
fn aside(mailbox: &Mailbox, work: impl FnOnce() -> News + Send + 'static) {
    let mailbox = mailbox.clone();
    let started = thread::Builder::new()
        .name("staff".to_owned())
        .spawn(move || mailbox.send(Message::Staff(work())));
    if started.is_err() {
        tracing::error!(hop = "staff", code = "STAFF-THREAD");
    }
}

impl Staff {
    pub(crate) fn new(
        window: &AppWindow,
        controller: Controller,
        mailbox: Mailbox,
        parts: StaffParts,
    ) -> Staff {
        let staff = Staff(Rc::new(Inner {
            window: window.as_weak(),
            controller,
            mailbox,
            parts,
            desk: RefCell::new(Desk::new()),
            facts: RefCell::default(),
            started: Instant::now(),
            restart: Cell::new(false),
            look: Timer::default(),
        }));
        staff.connect(window);
        staff
    }

    /// Staff asked for the program to begin anew.
    pub(crate) fn wants_restart(&self) -> bool {
        self.0.restart.get()
    }

    fn connect(&self, window: &AppWindow) {
        let page = ui::Staff::get(window);
        let tell = |input: fn() -> Input| {
            let staff = self.clone();
            move || staff.handle(input())
        };
        page.on_erase_one(tell(|| Input::EraseOne));
        page.on_erase_all(tell(|| Input::EraseAll));
        page.on_enter(tell(|| Input::Enter));
        page.on_confirm(tell(|| Input::Confirm));
        page.on_to_actions(tell(|| Input::Actions));
        page.on_to_log(tell(|| Input::Log));
        page.on_back(tell(|| Input::Back));
        page.on_again(tell(|| Input::CheckAgain));
        page.on_switch_language(tell(|| Input::Language));
        page.on_leave(tell(|| Input::Leave));
        page.on_touched(tell(|| Input::Touched));
        let staff = self.clone();
        page.on_digit(move |digit| staff.handle(Input::Digit(digit)));
        let staff = self.clone();
        page.on_chosen(move |index| {
            if let Ok(index) = usize::try_from(index) {
                staff.choose(index);
            }
        });
        let staff = self.clone();
        page.on_outside(move |corner| {
            let idle = staff.0.controller.is_idle();
            let corner = Corner::of_number(corner);
            staff.handle(Input::Outside { corner, idle });
        });
    }

    /// One of what is offered on this page.
    fn choose(&self, index: usize) {
        let place = self.0.desk.borrow().place;
        let ledger = self.0.facts.borrow().ledger.clone();
        let input = match (place, ledger) {
            (Place::Money, Some(ledger)) => ledger
                .settlements()
                .get(index)
                .map(|settlement| Input::Settle(*settlement)),
            // Behind the actions, where there is a book at all.
            (Place::Actions, Some(_)) if index == Action::ALL.len() => Some(Input::Money),
            _ => Some(Input::Choose(index)),
        };
        if let Some(input) = input {
            self.handle(input);
        }
    }

    fn settle(&self, settlement: Settlement) {
        let book = self.0.controller.book().ok_or("SETTLE-NO-BOOK");
        let posted = book.and_then(|book| settlement.post(&book));
        let session = settlement.session();
        let notice = match posted {
            Ok(_) => {
                tracing::info!(hop = "staff", session = %session, code = settlement.code());
                Notice::Settled(settlement)
            }
            Err(code) => {
                tracing::warn!(hop = "staff", session = %session, code);
                Notice::NotSettled(code)
            }
        };
        self.handle(Input::Told(notice));
    }

    /// Takes what comes from other threads.
    pub(crate) fn receive(&self, news: News) {
        match news {
            News::Catalogue(code) => {
                self.0.facts.borrow_mut().catalogue = Some((OffsetDateTime::now_utc(), code));
                // Seldom, and shown only where somebody looks.
                self.show_if_open();
            }
            News::Judged { attempt, right } => self.handle(Input::Judged { attempt, right }),
            News::Checked(checkup) => {
                self.0.facts.borrow_mut().checkup = Some(checkup);
                self.handle(Input::Checked);
            }
            News::Told(notice) => self.told(notice),
            News::Made(action, made) => {
                let put = made.and_then(|made| self.0.controller.put(made, &self.0.mailbox));
                self.ended(action, put);
            }
        }
    }

    fn ended(&self, action: Action, result: Result<(), Code>) {
        self.told(match result {
            Ok(()) => Notice::Done(action),
            Err(code) => Notice::Failed(action, code),
        });
    }

    fn told(&self, notice: Notice) {
        if let Notice::Failed(_, code) = notice {
            tracing::warn!(hop = "staff", code);
        }
        self.handle(Input::Told(notice));
        // What was shown before may not be so any more. Where staff has left there is nobody to show it to, and somebody may
        // be served.
        let open = self.0.desk.borrow().is_open();
        if open && matches!(notice, Notice::Done(_) | Notice::Failed(..)) {
            self.check();
        }
    }

    fn handle(&self, input: Input) {
        let now = (self.0.parts.clock)();
        let (effects, was_open, is_open) = {
            let mut desk = self.0.desk.borrow_mut();
            let was_open = desk.is_open();
            (desk.handle(input, now), was_open, desk.is_open())
        };
        if was_open != is_open {
            self.0.controller.give_to_staff(is_open);
            if is_open {
                let staff = Rc::downgrade(&self.0);
                self.0.look.start(TimerMode::Repeated, LOOK, move || {
                    if let Some(staff) = staff.upgrade() {
                        Staff(staff).handle(Input::Tick);
                    }
                });
            } else {
                self.0.look.stop();
            }
        }
        for effect in effects {
            match effect {
                Effect::Judge { attempt, digits } => {
                    let code = self.0.parts.code.clone();
                    aside(&self.0.mailbox, move || News::Judged {
                        attempt,
                        right: code.is(&digits),
                    });
                }
                Effect::Check => self.check(),
                Effect::Do(action) => self.act(action),
                Effect::Settle(settlement) => self.settle(settlement),
                Effect::Log(code) => tracing::info!(hop = "staff", code),
            }
        }
        if was_open || is_open {
            self.show();
        }
    }

    fn check(&self) {
        let check = Arc::clone(&self.0.parts.check);
        aside(&self.0.mailbox, move || News::Checked(check()));
    }

    fn act(&self, action: Action) {
        let factories = &self.0.parts.factories;
        let mailbox = &self.0.mailbox;
        let controller = &self.0.controller;
        match action {
            Action::TestPrint => controller.paper(paper::Task::TestPage),
            Action::TestReader => controller.card(card::Task::Test),
            Action::RestartReader => {
                let make = Arc::clone(&factories.reader);
                aside(mailbox, move || {
                    let made = make().map(|(slot, anchors)| Made::Reader(slot, anchors));
                    News::Made(action, made)
                });
            }
            Action::RestartCenter => {
                let make = Arc::clone(&factories.center);
                aside(mailbox, move || {
                    News::Made(action, make().map(|made| Made::Center(Box::new(made))))
                });
            }
            Action::RestartPrinter => {
                let make = Arc::clone(&factories.printer);
                aside(mailbox, move || {
                    let made = make().map(|(fonts, printer)| Made::Printer(fonts, printer));
                    News::Made(action, made)
                });
            }
            Action::RestartVoice => {
                let made = (factories.voice)(mailbox)
                    .map(|voice| controller.put_voice(voice))
                    .map_err(|_| "KIOSK-THREAD");
                // Not from within what is being handled: the answer comes like any other.
                mailbox.send(Message::Staff(News::Told(match made {
                    Ok(()) => Notice::Done(action),
                    Err(code) => Notice::Failed(action, code),
                })));
            }
            Action::RestartProgram => {
                self.0.restart.set(true);
                // Fails only where the loop does not run any more.
                let _ = slint::quit_event_loop();
            }
        }
    }

    fn show_if_open(&self) {
        if self.0.desk.borrow().is_open() {
            self.show();
        }
    }

    fn show(&self) {
        let Some(window) = self.0.window.upgrade() else {
            return;
        };
        let desk = self.0.desk.borrow();
        let mut facts = self.0.facts.borrow_mut();
        if desk.is_open() {
            facts.audible = self.0.controller.is_audible();
            facts.uptime = self.0.started.elapsed();
            facts.sessions = self.0.parts.journal.sessions();
            facts.lines = self.0.parts.journal.lines();
            facts.ledger = self.0.controller.book().as_ref().map(Ledger::of);
        }
        show(
            &window,
            &Board {
                place: desk.place,
                language: desk.language,
                notice: desk.notice,
                count: desk.count(),
                can_enter: desk.can_enter(),
                busy: desk.judging || desk.checking,
                facts: &facts,
            },
        );
    }
}
