//! The money of a session. Nothing is collected twice, and what was collected has one end: kept where it was
//! printed, given back where for certain nothing was, and held for the staff where nobody knows.

use std::mem;

use super::Session;
use super::state::State;
use crate::catalogue::Yen;
use crate::command::{Command, Task};
use crate::event::SessionId;
use crate::fault::Stop;
use crate::money::{Fate, PaymentFault, Purse};
use crate::prompt::Prompt;
use crate::screen::Price;

impl Session {
    /// The device is ready, or is not any more. A session that would come to Pay ends before its PIN.
    pub(super) fn on_payment_device(&mut self, fault: Option<PaymentFault>) {
        self.payment = fault;
        let fee = self.state.fee_before_pin();
        if let (Some(fault), Some(Yen(1..))) = (fault, fee) {
            self.stop(Stop::Payment(fault));
        }
    }

    /// Why this cannot be paid now.
    pub(super) fn payment_fault(&self, fee: Yen) -> Option<PaymentFault> {
        self.payment.filter(|_| fee > Yen::ZERO)
    }

    pub(super) fn purse(&self) -> Purse {
        self.visit.as_ref().map(|v| v.purse).unwrap_or_default()
    }

    pub(super) fn set_purse(&mut self, purse: Purse) {
        if let Some(visit) = &mut self.visit {
            visit.purse = purse;
        }
    }

    pub(super) fn collect(&mut self, price: Price, pages: u16) {
        self.tell(Task::Collect { price });
        self.set_purse(Purse::Open(Yen::ZERO));
        self.enter(State::Pay(price, pages), Some(Prompt::Pay));
    }

    pub(super) fn put_in(&mut self, now: Yen) {
        match self.purse() {
            Purse::Open(before) => {
                self.set_purse(Purse::Open(now));
                if now != before {
                    // The resident is there.
                    self.still_here();
                }
            }
            Purse::Closing(_) => self.set_purse(Purse::Closing(now)),
            _ => self.unexpected(),
        }
    }

    pub(super) fn collected(&mut self, paid: Yen) {
        match (mem::take(&mut self.state), self.purse()) {
            (State::Pay(price, pages), Purse::Open(_)) if paid >= price.total => {
                self.set_purse(Purse::Full(paid));
                self.print(price, pages);
            }
            (state @ State::Pay(..), Purse::Open(_)) => {
                // Less than was asked for: the parts of the kiosk contradict each other.
                self.state = state;
                self.set_purse(Purse::Full(paid));
                self.decide(Fate::Refund);
                self.stop(Stop::Internal);
            }
            // It was in before the device heard that it was to stop.
            (state, Purse::Closing(_)) => {
                self.state = state;
                self.set_purse(Purse::Full(paid));
                self.decide(Fate::Refund);
            }
            (state, _) => self.put_back(state),
        }
    }

    /// Nothing was collected: given up, at the device or here, or for a fault.
    pub(super) fn not_collected(&mut self, fault: Option<PaymentFault>, owed: Yen) {
        let purse = self.purse();
        let decided = Purse::Decided {
            fate: Fate::Refund,
            paid: purse.put_in().max(owed),
            owed,
        };
        match purse {
            Purse::Open(_) => {
                self.set_purse(decided);
                self.stop(fault.map_or(Stop::PaymentGivenUp, Stop::Payment));
            }
            Purse::Closing(_) => {
                self.set_purse(decided);
                self.say_owed(owed);
            }
            _ => self.unexpected(),
        }
    }

    /// The device has done as it was told.
    pub(super) fn money_settled(&mut self, owed: Yen) {
        match self.purse() {
            Purse::Deciding(fate, paid) => {
                self.set_purse(Purse::Decided { fate, paid, owed });
                if fate == Fate::Refund {
                    self.say_owed(owed);
                }
            }
            _ => self.unexpected(),
        }
    }

    /// What was said before of the money is not so.
    fn say_owed(&mut self, owed: Yen) {
        if owed > Yen::ZERO && matches!(self.state, State::Stopped { .. }) {
            self.tell(Task::Say(Prompt::Stopped));
        }
    }

    /// What becomes of the money, if all of it is in and nothing was decided before.
    pub(super) fn decide(&mut self, fate: Fate) {
        if let Purse::Full(paid) = self.purse() {
            self.tell(Task::SettleMoney { fate });
            self.set_purse(Purse::Deciding(fate, paid));
        }
    }

    pub(super) fn stop_collecting(&mut self) {
        if let Purse::Open(put_in) = self.purse() {
            self.tell(Task::StopCollecting);
            self.set_purse(Purse::Closing(put_in));
        }
    }

    /// The session ends: money that the device still gives back is remembered, should it say that all of it was in.
    pub(super) fn leave_purse(&mut self) {
        if let (Some(session), Purse::Closing(_)) = (self.session(), self.purse()) {
            Self::remember(&mut self.refunding, session);
        }
    }

    /// An answer about the money of a session that has ended.
    pub(super) fn stale_money(&mut self, session: SessionId, all_in: bool) {
        if let Some(place) = self.refunding.iter().position(|id| *id == session) {
            self.refunding.remove(place);
            if all_in {
                let fate = Fate::Refund;
                let task = Task::SettleMoney { fate };
                self.out.push(Command { session, task });
            }
        }
    }
}
