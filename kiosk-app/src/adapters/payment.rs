// SPDX-License-Identifier: GPL-3.0-only
//! The payment thread: collects the fee of a session, and then does with it as it is told. Every yen is in the book.
//!
//! Money of a session lies here from the last coin until it is known what was printed. No wipe ends that, and if
//! the answer never comes the money is held for the staff.

use std::{
    io, mem,
    num::NonZeroU8,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use issuance::{Answer, Event, Fate, PaymentFault, Price, SessionId};
use payment::{
    Book, Booked, Charge, Collected, Go, Payment, PaymentError, Progress, Reference, Yen,
};

use super::{Mailbox, Message};

/// The device is asked so often whether it is ready, while it has nothing to do.
const ASK: Duration = Duration::from_secs(5);

/// While it ends it is looked so often whether it has.
const LOOK: Duration = Duration::from_millis(10);

/// What the payment thread is asked to do.
#[derive(Debug, Clone, Copy)]
pub enum Task {
    /// Take the fee.
    Collect(Price),
    /// Give back what was put in. It does not wait for the thread, which is taking it and hears of it afterwards.
    Stop,
    /// What becomes of the money.
    Settle(Fate),
}

impl Task {
    /// Money may come out, which takes its time, and may take longer than the session.
    const fn gives_back(self) -> bool {
        matches!(
            self,
            Task::Stop | Task::Settle(Fate::Keep) | Task::Settle(Fate::Refund)
        )
    }
}

/// The handle of the payment thread.
#[derive(Debug)]
pub struct PaymentAdapter {
    /// Nothing where the kiosk has no device.
    desk: Option<Desk>,
    mailbox: Mailbox,
}

#[derive(Debug)]
struct Desk {
    sender: mpsc::Sender<(SessionId, Task)>,
    wanted: Wanted,
    book: Book,
    thread: Option<thread::JoinHandle<()>>,
}

/// Whose collection is to go on. Every other one gives up, however late it looks.
#[derive(Debug, Clone, Default)]
struct Wanted(Arc<Mutex<Option<SessionId>>>);

impl Wanted {
    fn session(&self) -> MutexGuard<'_, Option<SessionId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self, session: SessionId) {
        self.session().take_if(|wanted| *wanted == session);
    }

    fn go(&self, session: SessionId) -> Go {
        if *self.session() == Some(session) {
            Go::On
        } else {
            Go::GiveUp
        }
    }
}

struct PaymentThread {
    /// Gone after a panic of the vendor's code: nobody knows what state it is in.
    device: Option<Booked<Box<dyn Payment>>>,
    mailbox: Mailbox,
    wanted: Wanted,
    held: Option<(SessionId, Collected)>,
    told: Option<Result<(), PaymentFault>>,
    /// It was said to be busy giving back: how it is now is said again, though it has not changed.
    say_again: bool,
}

impl PaymentAdapter {
    /// Starts the payment thread, if there is a device.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(device: Option<Box<dyn Payment>>, mailbox: Mailbox) -> io::Result<PaymentAdapter> {
        let Some(device) = device else {
            return Ok(PaymentAdapter {
                desk: None,
                mailbox,
            });
        };
        let (sender, receiver) = mpsc::channel();
        let (wanted, book) = (Wanted::default(), Book::new());
        let mut thread = PaymentThread {
            device: Some(Booked::new(device, book.clone())),
            mailbox: mailbox.clone(),
            wanted: wanted.clone(),
            held: None,
            told: None,
            say_again: false,
        };
        let thread = thread::Builder::new()
            .name("payment".to_owned())
            .spawn(move || {
                loop {
                    thread.tell_ready();
                    match receiver.recv_timeout(ASK) {
                        Ok((session, task)) => thread.task(session, task),
                        Err(mpsc::RecvTimeoutError::Timeout) => {}
                        Err(mpsc::RecvTimeoutError::Disconnected) => return thread.hold(),
                    }
                }
            })?;
        let desk = Desk {
            sender,
            wanted,
            book,
            thread: Some(thread),
        };
        Ok(PaymentAdapter {
            desk: Some(desk),
            mailbox,
        })
    }

    /// Hands over a task.
    pub fn run(&self, session: SessionId, task: Task) {
        match (&self.desk, task) {
            (Some(desk), task) => {
                if task.gives_back() {
                    // Here, not in the thread: the next resident may begin before it has looked up.
                    let busy = Event::PaymentDevice(Err(PaymentFault::Busy));
                    self.mailbox.send(Message::Event(busy));
                }
                if matches!(task, Task::Stop) {
                    desk.wanted.stop(session);
                }
                if matches!(task, Task::Collect(_)) {
                    // Here, not in the thread: a stop may come before it begins.
                    *desk.wanted.session() = Some(session);
                }
                let _ = desk.sender.send((session, task));
            }
            (None, Task::Collect(_)) => {
                let fault = Some(PaymentFault::Unavailable);
                let owed = issuance::Yen::ZERO;
                let answer = Answer::NotCollected { fault, owed };
                self.mailbox.answer(session, answer);
            }
            (None, _) => {}
        }
    }

    /// The kiosk ends: what was decided is done, what is being collected goes back, and what nobody decided is held.
    /// That is waited for, but not longer than `patience`: a device may hang.
    pub fn end(&mut self, patience: Duration) {
        let thread = self.desk.take().and_then(|mut desk| desk.thread.take());
        let began = Instant::now();
        while let Some(thread) = &thread
            && !thread.is_finished()
        {
            if began.elapsed() >= patience {
                tracing::error!(hop = "payment", code = "PAYMENT-NOT-ENDED");
                return;
            }
            thread::sleep(LOOK);
        }
    }

    /// Where every yen is that was put in; nothing where the kiosk has no device.
    #[must_use]
    pub fn book(&self) -> Option<&Book> {
        self.desk.as_ref().map(|desk| &desk.book)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        *self.wanted.session() = None;
    }
}

impl PaymentThread {
    fn task(&mut self, session: SessionId, task: Task) {
        self.say_again |= task.gives_back();
        let answer = match task {
            Task::Collect(price) => self.collect(session, price),
            Task::Settle(fate) => self.settle(session, fate),
            Task::Stop => return,
        };
        self.mailbox.answer(session, answer);
    }

    /// Runs the vendor's code. If it panics the device is not touched again; the book has what was in it as owed.
    fn on_device<T>(
        &mut self,
        run: impl FnOnce(&mut Booked<Box<dyn Payment>>) -> Result<T, PaymentError>,
    ) -> Result<T, PaymentError> {
        let Some(mut device) = self.device.take() else {
            return Err(PaymentError::Unavailable);
        };
        match catch_unwind(AssertUnwindSafe(|| run(&mut device))) {
            Ok(result) => {
                self.device = Some(device);
                result
            }
            Err(_) => {
                // Not dropped either: its own drop may panic too.
                mem::forget(device);
                tracing::error!(hop = "payment", code = "PAYMENT-PANIC");
                Err(PaymentError::Unavailable)
            }
        }
    }

    /// Says whether a service with a fee may be begun, when that has changed.
    fn tell_ready(&mut self) {
        if self.held.is_some() {
            // Busy with a session that has begun.
            return;
        }
        let ready = self.on_device(Booked::ready).map_err(|error| {
            // Given up is no reason not to be ready.
            fault(error).unwrap_or(PaymentFault::Unavailable)
        });
        let changed = self.told.replace(ready) != Some(ready);
        if changed {
            let code = ready.err().map_or("PAYMENT-READY", PaymentFault::code);
            tracing::info!(hop = "payment", code);
        }
        if mem::take(&mut self.say_again) || changed {
            let event = Event::PaymentDevice(ready);
            self.mailbox.send(Message::Event(event));
        }
    }

    fn collect(&mut self, session: SessionId, price: Price) -> Answer {
        self.hold();
        let (mailbox, wanted) = (self.mailbox.clone(), self.wanted.clone());
        let mut put_in = Yen::ZERO;
        let mut watch = |progress: Progress| {
            if progress.put_in != put_in {
                put_in = progress.put_in;
                mailbox.answer(session, Answer::PutIn(issuance::Yen(put_in.0)));
            }
            wanted.go(session)
        };
        let result = match charge(price) {
            Some(charge) => {
                let reference = Reference::new(session.0);
                self.on_device(|device| device.collect(reference, charge, &mut watch))
            }
            None => Err(PaymentError::Amount),
        };
        match result {
            Ok(collected) => {
                let paid = issuance::Yen(collected.paid().0);
                self.held = Some((session, collected));
                Answer::Collected { paid }
            }
            Err(error) => {
                tracing::info!(hop = "payment", session = %session, code = error.code());
                let broken = self.device.is_none();
                Answer::NotCollected {
                    fault: fault(error),
                    // Whoever panicked has said nothing of what came out.
                    owed: issuance::Yen(if broken { put_in.0 } else { error.owed().0 }),
                }
            }
        }
    }

    /// Nobody said what becomes of what was collected.
    fn hold(&mut self) {
        let Some((session, collected)) = self.held.take() else {
            return;
        };
        tracing::warn!(hop = "payment", session = %session, code = "PAYMENT-HELD");
        if catch_unwind(AssertUnwindSafe(|| collected.hold())).is_err() {
            self.broken(session);
        }
    }

    /// The vendor's code panicked over what it held.
    fn broken(&mut self, session: SessionId) {
        tracing::error!(hop = "payment", session = %session, code = "PAYMENT-PANIC");
        mem::forget(self.device.take());
    }

    fn settle(&mut self, session: SessionId, fate: Fate) -> Answer {
        let held = self.held.take_if(|(owner, _)| *owner == session);
        let Some((_, collected)) = held else {
            // The session machine decides once, and only over what was collected.
            tracing::error!(hop = "payment", session = %session, code = "PAYMENT-NOTHING-HELD");
            let owed = issuance::Yen::ZERO;
            return Answer::MoneySettled { owed };
        };
        let due = match fate {
            Fate::Keep => collected.change(),
            Fate::Refund => collected.paid(),
            Fate::Hold => Yen::ZERO,
        };
        let settled = catch_unwind(AssertUnwindSafe(|| match fate {
            Fate::Keep => collected.keep().owed(),
            Fate::Refund => collected.refund().map_or_else(|e| e.owed(), |()| Yen::ZERO),
            Fate::Hold => {
                collected.hold();
                Yen::ZERO
            }
        }));
        let owed = settled.unwrap_or_else(|_| {
            self.broken(session);
            due
        });
        let code = match fate {
            _ if owed > Yen::ZERO => "PAYMENT-NOT-ALL-RETURNED",
            Fate::Keep => "PAYMENT-KEPT",
            Fate::Refund => "PAYMENT-REFUNDED",
            Fate::Hold => "PAYMENT-HELD",
        };
        tracing::info!(hop = "payment", session = %session, code);
        Answer::MoneySettled {
            owed: issuance::Yen(owed.0),
        }
    }
}

fn charge(price: Price) -> Option<Charge> {
    let copies = NonZeroU8::new(price.copies.get())?;
    Charge::new(Yen(price.each.0), copies).filter(|charge| charge.total().0 == price.total.0)
}

/// What the resident is told; `None` where it was only given up.
const fn fault(error: PaymentError) -> Option<PaymentFault> {
    Some(match error {
        PaymentError::GivenUp | PaymentError::NotAllReturned { .. } => return None,
        PaymentError::Busy => PaymentFault::Busy,
        PaymentError::OutOfChange => PaymentFault::OutOfChange,
        PaymentError::Amount => PaymentFault::Amount,
        PaymentError::Unsettled => PaymentFault::Unsettled,
        PaymentError::Interrupted { .. } => PaymentFault::Interrupted,
        _ => PaymentFault::Unavailable,
    })
}
