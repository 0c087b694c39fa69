//! Every way out. Each wipes, and none leaves a card on the reader or an issued ID unsettled.

use std::mem;

use super::state::State;
use super::{Card, Session};
use crate::command::{Command, PrintOutcome, Task};
use crate::event::SessionId;
use crate::fault::{Ending, PrintFault, Stop};
use crate::money::Fate;
use crate::prompt::Prompt;

impl Session {
    /// Stops for a fault or a refusal: tells the resident what to do, holds nothing any more.
    pub(super) fn stop(&mut self, stop: Stop) {
        self.settle();
        self.release_card();
        self.tell(Task::Wipe);
        self.tell(Task::Log { code: stop.code() });
        let prompt = if self.card_on_reader() {
            Prompt::StoppedTakeCard
        } else {
            Prompt::Stopped
        };
        self.enter(State::Stopped { stop }, Some(prompt));
    }

    /// An adapter or the center did not answer in time.
    pub(super) fn stop_unanswered(&mut self) {
        let printing = matches!(self.state, State::Printing { .. });
        let stop = if printing {
            Stop::PrintUnknown(PrintFault::TimedOut)
        } else {
            Stop::NoAnswer
        };
        self.stop(stop);
    }

    /// Ends the session, by way of the card if it still lies there.
    pub(super) fn end(&mut self, ending: Ending) {
        let reading_on = matches!(self.state, State::TakeCard(_));
        self.settle();
        self.release_card();
        if !matches!(ending, Ending::Stopped(_)) {
            self.tell(Task::Log {
                code: ending.code(),
            });
        }
        if self.card_on_reader() {
            self.tell(Task::Wipe);
            // On TakeCard it has been asked for all along.
            let forgotten = ending == Ending::Abandoned && reading_on;
            let prompt = if forgotten {
                Prompt::CardForgotten
            } else {
                Prompt::TakeCard
            };
            self.enter(State::ReturnCard { ending, forgotten }, Some(prompt));
        } else {
            self.attract();
        }
    }

    /// Back to the beginning.
    pub(super) fn attract(&mut self) {
        self.settle();
        self.tell(Task::Hush);
        self.tell(Task::Wipe);
        self.leave_purse();
        self.visit = None;
        self.state = State::Attract;
        self.restart_timer();
    }

    /// Drops what the state holds, and tells the center what became of a certificate of which no
    /// other step has told it.
    fn settle(&mut self) {
        match mem::take(&mut self.state) {
            State::Issuing(..) => {
                if let Some(session) = self.session() {
                    Self::remember(&mut self.owing, session);
                }
            }
            State::Composing(_) => self.report(PrintOutcome::NotPrinted, 0),
            State::Pay(..) => {
                self.report(PrintOutcome::NotPrinted, 0);
                self.stop_collecting();
            }
            // Asked to print, and no word of it: pages may have come out.
            State::Printing { .. } => {
                self.report(PrintOutcome::Unknown, 0);
                self.decide(Fate::Hold);
            }
            _ => {}
        }
    }

    pub(super) fn report(&mut self, outcome: PrintOutcome, pages: u32) {
        self.tell(Task::ReportOutcome { outcome, pages });
    }

    pub(super) fn report_unprinted(&mut self, session: SessionId) {
        let task = Task::ReportOutcome {
            outcome: PrintOutcome::NotPrinted,
            pages: 0,
        };
        self.out.push(Command { session, task });
    }

    /// Lets go of the card and watches it leave.
    pub(super) fn release_card(&mut self) {
        match self.card() {
            Card::Awaited => {
                self.tell(Task::CancelCard);
                self.set_card(Card::Unwatched);
            }
            Card::Lying => self.watch_card_leave(),
            Card::Open => {
                self.tell(Task::LeaveCard);
                self.watch_card_leave();
            }
            Card::Unwatched | Card::Leaving | Card::Gone => {}
        }
    }

    fn watch_card_leave(&mut self) {
        self.tell(Task::WaitForCardRemoval);
        self.set_card(Card::Leaving);
    }
}
