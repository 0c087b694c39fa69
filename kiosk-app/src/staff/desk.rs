// SPDX-License-Identifier: GPL-3.0-only
//! The staff screen as a state machine: told what was touched and when, it says what is to be done. No clock, no
//! window, no adapter.

use std::time::Duration;

use super::{
    code::{Digits, LEAST_DIGITS, MOST_DIGITS},
    door::{Corner, Gesture, Lockout},
    money::Settlement,
};
use crate::{pin_pad::Pad, texts::Language};

/// Without a touch for so long the staff screen closes.
const IDLE: Duration = Duration::from_secs(120);
/// And the page for the code, where a resident may stand who does not know how they came there.
const IDLE_AT_THE_DOOR: Duration = Duration::from_secs(30);

/// What staff can have done. Each is confirmed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Print the test page.
    TestPrint,
    /// Send SELECT to the card that lies on the reader, and nothing else.
    TestReader,
    /// A new card thread and a new connection to the reader's service.
    RestartReader,
    /// A new connection to the center.
    RestartCenter,
    /// A new paper thread, fonts read anew, a new connection to the printer.
    RestartPrinter,
    /// A new thread that speaks.
    RestartVoice,
    /// End the program, to be started anew by whoever watches over it.
    RestartProgram,
}

impl Action {
    /// Every action, in the order in which they are offered.
    pub const ALL: [Action; 7] = [
        Action::TestPrint,
        Action::TestReader,
        Action::RestartReader,
        Action::RestartCenter,
        Action::RestartPrinter,
        Action::RestartVoice,
        Action::RestartProgram,
    ];

    /// The key of its name; with `-hint` and `-confirm`, of what it does.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Action::TestPrint => "test-print",
            Action::TestReader => "test-reader",
            Action::RestartReader => "restart-reader",
            Action::RestartCenter => "restart-center",
            Action::RestartPrinter => "restart-printer",
            Action::RestartVoice => "restart-voice",
            Action::RestartProgram => "restart-program",
        }
    }

    /// The stable code, for the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Action::TestPrint => "STAFF-TEST-PRINT",
            Action::TestReader => "STAFF-TEST-READER",
            Action::RestartReader => "STAFF-RESTART-READER",
            Action::RestartCenter => "STAFF-RESTART-CENTER",
            Action::RestartPrinter => "STAFF-RESTART-PRINTER",
            Action::RestartVoice => "STAFF-RESTART-VOICE",
            Action::RestartProgram => "STAFF-RESTART-PROGRAM",
        }
    }
}

/// Where on the staff screen somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: residents are served.
    Closed,
    /// Before the code.
    Code,
    /// The list of parts.
    Parts,
    /// What can be done.
    Actions,
    /// Whether it is to be done.
    Confirm(Action),
    /// What is to be settled.
    Money,
    /// Whether it is to be posted.
    Settle(Settlement),
    /// The last lines of the log.
    Log,
}

/// What was said last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The code opens nothing, or not now: both look the same.
    CodeRefused,
    /// It was begun.
    Asked(Action),
    /// It waits for a person: a trouble's code.
    Waits(Action, &'static str),
    /// It went well.
    Done(Action),
    /// It did not: a stable code.
    Failed(Action, &'static str),
    /// It was posted.
    Settled(Settlement),
    /// It was not: a stable code.
    NotSettled(&'static str),
}

#[derive(Debug)]
pub(crate) enum Input {
    /// The screen was touched where nothing else takes a touch.
    Outside {
        corner: Option<Corner>,
        /// Nobody is served, and nothing lies over the first page.
        idle: bool,
    },
    Digit(i32),
    EraseOne,
    EraseAll,
    Enter,
    /// What became of a code.
    Judged {
        attempt: u64,
        right: bool,
    },
    Actions,
    Log,
    /// One step back.
    Back,
    Choose(usize),
    /// To what is to be settled.
    Money,
    /// One of it.
    Settle(Settlement),
    Confirm,
    CheckAgain,
    Checked,
    Language,
    Touched,
    Leave,
    Tick,
    Told(Notice),
}

#[derive(Debug)]
pub(crate) enum Effect {
    /// Compare it, on another thread.
    Judge {
        attempt: u64,
        digits: Digits,
    },
    /// Look at every part, on another thread.
    Check,
    Do(Action),
    Settle(Settlement),
    Log(&'static str),
}

#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) place: Place,
    pub(crate) language: Language,
    pub(crate) notice: Option<Notice>,
    /// A code is being compared.
    pub(crate) judging: bool,
    /// The parts are being looked at.
    pub(crate) checking: bool,
    pad: Pad<MOST_DIGITS>,
    gesture: Gesture,
    lockout: Lockout,
    attempt: u64,
    /// It was entered while no code opens: it is compared, which takes as long as ever, and refused.
    in_vain: bool,
    touched: Duration,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk {
            place: Place::Closed,
            language: Language::Japanese,
            notice: None,
            judging: false,
            checking: false,
            pad: Pad::default(),
            gesture: Gesture::default(),
            lockout: Lockout::default(),
            attempt: 0,
            in_vain: false,
            touched: Duration::ZERO,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.place != Place::Closed
    }

    /// How many digits are entered.
    pub(crate) const fn count(&self) -> usize {
        self.pad.count()
    }

    /// As many as a code has at least.
    pub(crate) const fn can_enter(&self) -> bool {
        self.pad.count() >= LEAST_DIGITS && !self.judging
    }

    fn close(&mut self) -> Vec<Effect> {
        let opened = !matches!(self.place, Place::Closed | Place::Code);
        self.place = Place::Closed;
        self.language = Language::Japanese;
        self.notice = None;
        self.judging = false;
        self.pad.clear();
        self.gesture.forget();
        // An answer that still comes is of no attempt any more.
        self.attempt += 1;
        if opened {
            vec![Effect::Log("STAFF-CLOSED")]
        } else {
            Vec::new()
        }
    }

    pub(crate) fn handle(&mut self, input: Input, now: Duration) -> Vec<Effect> {
        match input {
            Input::Outside { corner, idle } => {
                if self.is_open() {
                    self.touched = now;
                } else if !idle {
                    self.gesture.forget();
                } else if self.gesture.touched(corner, now) {
                    self.place = Place::Code;
                    self.touched = now;
                }
                return Vec::new();
            }
            Input::Tick => {
                let idle = if self.place == Place::Code {
                    IDLE_AT_THE_DOOR
                } else {
                    IDLE
                };
                if self.is_open() && now.saturating_sub(self.touched) >= idle {
                    return self.close();
                }
                return Vec::new();
            }
            Input::Judged { attempt, right } => return self.judged(attempt, right, now),
            Input::Checked => {
                self.checking = false;
                return Vec::new();
            }
            Input::Told(notice) => {
                if self.is_open() && self.place != Place::Code {
                    self.notice = Some(notice);
                }
                return Vec::new();
            }
            _ => {}
        }
        if !self.is_open() {
            return Vec::new();
        }
        self.touched = now;
        match (self.place, input) {
            (_, Input::Leave) => return self.close(),
            (_, Input::Language) => {
                self.language = match self.language {
                    Language::Japanese => Language::English,
                    _ => Language::Japanese,
                };
            }
            (Place::Code, input) => return self.at_the_door(input, now),
            (Place::Parts | Place::Log, Input::Actions) => self.place = Place::Actions,
            (Place::Parts | Place::Actions, Input::Log) => self.place = Place::Log,
            (Place::Parts, Input::CheckAgain) => return self.check(),
            (Place::Confirm(_), Input::Back) => self.place = Place::Actions,
            (Place::Money, Input::Back) => self.place = Place::Actions,
            (Place::Settle(_), Input::Back) => self.place = Place::Money,
            (Place::Actions, Input::Money) => {
                self.notice = None;
                self.place = Place::Money;
            }
            (Place::Money, Input::Settle(settlement)) => self.place = Place::Settle(settlement),
            (Place::Settle(settlement), Input::Confirm) => {
                self.place = Place::Money;
                return vec![Effect::Settle(settlement)];
            }
            (Place::Actions | Place::Log, Input::Back) => self.place = Place::Parts,
            (Place::Actions, Input::Choose(index)) => {
                if let Some(action) = Action::ALL.get(index) {
                    self.place = Place::Confirm(*action);
                }
            }
            (Place::Confirm(action), Input::Confirm) => {
                self.place = Place::Actions;
                self.notice = Some(Notice::Asked(action));
                return vec![Effect::Log(action.code()), Effect::Do(action)];
            }
            _ => {}
        }
        Vec::new()
    }

    fn check(&mut self) -> Vec<Effect> {
        if self.checking {
            return Vec::new();
        }
        self.checking = true;
        vec![Effect::Check]
    }

    fn at_the_door(&mut self, input: Input, now: Duration) -> Vec<Effect> {
        if self.judging {
            return Vec::new();
        }
        match input {
            Input::Digit(digit) => {
                self.notice = None;
                self.pad.push(digit);
            }
            Input::EraseOne => self.pad.erase_one(),
            Input::EraseAll => self.pad.clear(),
            Input::Enter => {
                let digits = Digits::of_pad(self.pad.digits());
                self.pad.clear();
                if let Some(digits) = digits {
                    self.attempt += 1;
                    self.judging = true;
                    self.in_vain = self.lockout.is_shut(now);
                    let attempt = self.attempt;
                    return vec![Effect::Judge { attempt, digits }];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn judged(&mut self, attempt: u64, right: bool, now: Duration) -> Vec<Effect> {
        // Also one whose page is gone counts as wrong: who leaves each time would guess without a delay.
        if !right && !self.in_vain && attempt <= self.attempt {
            self.lockout.wrong(now);
        }
        if attempt != self.attempt || self.place != Place::Code {
            return Vec::new();
        }
        self.judging = false;
        self.touched = now;
        if self.in_vain || !right {
            self.notice = Some(Notice::CodeRefused);
            let code = if self.in_vain {
                "STAFF-CODE-IN-VAIN"
            } else {
                "STAFF-CODE-WRONG"
            };
            return vec![Effect::Log(code)];
        }
        self.lockout.right();
        self.notice = None;
        self.place = Place::Parts;
        let mut effects = vec![Effect::Log("STAFF-OPENED")];
        effects.extend(self.check());
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn gesture(desk: &mut Desk, idle: bool, now: u64) {
        for number in [0, 3, 1, 2] {
            let corner = Corner::of_number(number);
            desk.handle(Input::Outside { corner, idle }, at(now));
        }
    }

    /// Types a code of eight digits and says whether it is right.
    fn code(desk: &mut Desk, right: bool, now: u64) -> Vec<Effect> {
        for digit in [2, 4, 6, 8, 1, 3, 5, 7] {
            desk.handle(Input::Digit(digit), at(now));
        }
        let effects = desk.handle(Input::Enter, at(now));
        assert_eq!(desk.count(), 0, "digits stay");
        let [Effect::Judge { attempt, .. }] = effects[..] else {
            panic!("{effects:?}");
        };
        desk.handle(Input::Judged { attempt, right }, at(now))
    }

    fn opened() -> Desk {
        let mut desk = Desk::new();
        gesture(&mut desk, true, 1);
        code(&mut desk, true, 1);
        assert_eq!(desk.place, Place::Parts);
        desk.handle(Input::Checked, at(1));
        desk
    }

    #[test]
    fn the_gesture_does_nothing_while_somebody_is_served() {
        let mut desk = Desk::new();
        gesture(&mut desk, false, 1);
        assert_eq!(desk.place, Place::Closed);
        // Nor is what was begun before a session ended after it.
        for (number, idle) in [(0, true), (3, true), (1, false), (1, true), (2, true)] {
            let corner = Corner::of_number(number);
            desk.handle(Input::Outside { corner, idle }, at(1));
        }
        assert_eq!(desk.place, Place::Closed);
        gesture(&mut desk, true, 1);
        assert_eq!(desk.place, Place::Code);
    }

    #[test]
    fn nothing_but_the_gesture_opens_and_nothing_but_the_code_goes_on() {
        let mut desk = Desk::new();
        let inputs = || {
            [
                Input::Actions,
                Input::Log,
                Input::Back,
                Input::Choose(0),
                Input::Confirm,
                Input::CheckAgain,
                Input::Enter,
                Input::Judged {
                    attempt: 0,
                    right: true,
                },
                Input::Judged {
                    attempt: 1,
                    right: true,
                },
                Input::Touched,
            ]
        };
        for input in inputs() {
            assert!(desk.handle(input, at(1)).is_empty());
            assert_eq!(desk.place, Place::Closed);
        }
        gesture(&mut desk, true, 1);
        for input in inputs()
            .into_iter()
            .filter(|input| !matches!(input, Input::Judged { .. }))
        {
            assert!(desk.handle(input, at(1)).is_empty());
            assert_eq!(desk.place, Place::Code);
        }
    }

    #[test]
    fn during_the_delay_even_the_right_code_opens_nothing_and_looks_like_a_wrong_one() {
        let mut desk = Desk::new();
        gesture(&mut desk, true, 1);
        for _ in 0..3 {
            code(&mut desk, false, 1);
            assert_eq!(desk.notice, Some(Notice::CodeRefused));
        }
        code(&mut desk, true, 30);
        assert_eq!(desk.place, Place::Code);
        assert_eq!(desk.notice, Some(Notice::CodeRefused));
        // Waiting in vain makes the wait no longer, and the delay is over when it is over.
        code(&mut desk, true, 31);
        assert_eq!(desk.place, Place::Parts);
    }

    #[test]
    fn leaving_the_page_takes_no_delay_away() {
        let mut desk = Desk::new();
        for _ in 0..3 {
            gesture(&mut desk, true, 1);
            for digit in [2, 4, 6, 8, 1, 3, 5, 7] {
                desk.handle(Input::Digit(digit), at(1));
            }
            let effects = desk.handle(Input::Enter, at(1));
            let [Effect::Judge { attempt, .. }] = effects[..] else {
                panic!("{effects:?}");
            };
            desk.handle(Input::Leave, at(1));
            desk.handle(
                Input::Judged {
                    attempt,
                    right: false,
                },
                at(1),
            );
            assert_eq!(desk.place, Place::Closed);
        }
        gesture(&mut desk, true, 2);
        code(&mut desk, true, 2);
        assert_eq!(desk.place, Place::Code);
    }

    #[test]
    fn a_right_code_that_comes_too_late_opens_nothing() {
        let mut desk = Desk::new();
        gesture(&mut desk, true, 1);
        for digit in [2, 4, 6, 8, 1, 3] {
            desk.handle(Input::Digit(digit), at(1));
        }
        let effects = desk.handle(Input::Enter, at(1));
        let [Effect::Judge { attempt, .. }] = effects[..] else {
            panic!("{effects:?}");
        };
        desk.handle(Input::Tick, at(31));
        assert_eq!(desk.place, Place::Closed);
        let right = true;
        desk.handle(Input::Judged { attempt, right }, at(32));
        assert_eq!(desk.place, Place::Closed);
    }

    #[test]
    fn five_digits_are_no_code() {
        let mut desk = Desk::new();
        gesture(&mut desk, true, 1);
        for digit in [2, 4, 6, 8, 1] {
            desk.handle(Input::Digit(digit), at(1));
        }
        assert!(!desk.can_enter());
        assert!(desk.handle(Input::Enter, at(1)).is_empty());
        assert_eq!(desk.count(), 0);
    }

    #[test]
    fn two_minutes_without_a_touch_close_it() {
        let mut desk = opened();
        desk.handle(Input::Tick, at(120));
        assert_eq!(desk.place, Place::Parts);
        desk.handle(Input::Touched, at(120));
        desk.handle(Input::Tick, at(239));
        assert_eq!(desk.place, Place::Parts);
        // What the machine says is no touch.
        desk.handle(Input::Told(Notice::Done(Action::TestPrint)), at(239));
        desk.handle(Input::Checked, at(239));
        desk.handle(Input::Tick, at(240));
        assert_eq!(desk.place, Place::Closed);
        assert_eq!(desk.notice, None);
    }

    #[test]
    fn every_action_is_confirmed_before_it_is_done() {
        for (index, action) in Action::ALL.into_iter().enumerate() {
            let mut desk = opened();
            desk.handle(Input::Actions, at(2));
            assert!(desk.handle(Input::Confirm, at(2)).is_empty());
            assert!(desk.handle(Input::Choose(index), at(2)).is_empty());
            assert_eq!(desk.place, Place::Confirm(action));
            desk.handle(Input::Back, at(2));
            assert!(desk.handle(Input::Confirm, at(2)).is_empty());
            desk.handle(Input::Choose(index), at(2));
            let effects = desk.handle(Input::Confirm, at(2));
            assert!(
                matches!(effects[..], [Effect::Log(_), Effect::Do(done)] if done == action),
                "{effects:?}"
            );
        }
    }
}
