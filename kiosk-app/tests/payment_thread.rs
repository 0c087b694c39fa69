// SPDX-License-Identifier: GPL-3.0-only
//! The payment thread alone, with devices that fail, panic, lie, and with a kiosk that ends under them: every yen is
//! where the book says, and the thread lives on.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::{Duration, Instant},
};

use issuance::{Answer, Event, Fate, PaymentFault, Price, SessionId};
use kiosk_app::adapters::{
    Mailbox, Message,
    payment::{PaymentAdapter, Task},
};
use payment::{
    Balance, Charge, Collected, Escrow, Go, Method, Payment, PaymentError, Progress, Reference,
    Returned, Why, Yen,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const FEE: u32 = 300;
const SOON: Duration = Duration::from_secs(10);
const A: SessionId = SessionId([1; 16]);
const B: SessionId = SessionId([2; 16]);

/// What a device does next while it collects, or with what it holds.
#[derive(Debug, Clone, Copy)]
enum Do {
    /// So much is in now; and asks whether to go on.
    PutIn(u32),
    /// Goes on until it is told to give up, and gives all back.
    UntilGivenUp,
    /// All is in.
    Full(u32),
    Fail(PaymentError),
    Panic,
}

/// What the device was told, and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Began(u8),
    GaveUp,
    Kept,
    Refunded,
    Held,
}

struct Script {
    steps: Receiver<Do>,
    done: Sender<Done>,
    settling: Arc<Mutex<Settling>>,
    ready_panics: bool,
    asked: Arc<AtomicU32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Settling {
    panics: bool,
    only: Option<u32>,
}

struct Coins {
    done: Sender<Done>,
    settling: Arc<Mutex<Settling>>,
}

impl Coins {
    fn settle(&self, done: Done) -> Returned {
        let settling = *self.settling.lock().unwrap();
        self.done.send(done).unwrap_or_default();
        assert!(!settling.panics, "the vendor's code panics");
        settling
            .only
            .map_or(Returned::All, |out| Returned::Only(Yen(out)))
    }
}

impl Escrow for Coins {
    fn keep(self: Box<Self>, _: Yen) -> Returned {
        self.settle(Done::Kept)
    }

    fn refund(self: Box<Self>, _: Yen) -> Returned {
        self.settle(Done::Refunded)
    }

    fn hold(self: Box<Self>) {
        let _ = self.settle(Done::Held);
    }
}

impl Payment for Script {
    fn method(&self) -> Method {
        Method::Cash
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        assert!(!self.ready_panics, "the vendor's code panics");
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        let first = reference.as_bytes().first().copied().unwrap();
        self.done.send(Done::Began(first)).unwrap_or_default();
        let mut put_in = Yen::ZERO;
        loop {
            match self.steps.recv().unwrap() {
                Do::PutIn(now) => {
                    put_in = Yen(now);
                    if watch(Progress { put_in }) == Go::GiveUp {
                        self.done.send(Done::GaveUp).unwrap_or_default();
                        return Err(PaymentError::GivenUp);
                    }
                }
                Do::UntilGivenUp => {
                    let started = Instant::now();
                    while watch(Progress { put_in }) == Go::On {
                        std::thread::sleep(Duration::from_millis(5));
                        if started.elapsed() > SOON {
                            return Err(PaymentError::Unavailable);
                        }
                    }
                    self.done.send(Done::GaveUp).unwrap_or_default();
                    return Err(PaymentError::GivenUp);
                }
                Do::Full(paid) => {
                    let held = Box::new(Coins {
                        done: self.done.clone(),
                        settling: Arc::clone(&self.settling),
                    });
                    return Collected::new(reference, charge, Yen(paid), held);
                }
                Do::Fail(error) => return Err(error),
                Do::Panic => panic!("the vendor's code panics"),
            }
        }
    }
}

/// The thread, its device, and who hears its answers.
struct Desk {
    adapter: Option<PaymentAdapter>,
    steps: Sender<Do>,
    done: Receiver<Done>,
    settling: Arc<Mutex<Settling>>,
    asked: Arc<AtomicU32>,
    heard: UnboundedReceiver<Message>,
}

fn desk_with(ready_panics: bool) -> Desk {
    let (steps, received) = mpsc::channel();
    let (told, done) = mpsc::channel();
    let settling = Arc::<Mutex<Settling>>::default();
    let asked = Arc::<AtomicU32>::default();
    let device = Script {
        steps: received,
        done: told,
        settling: Arc::clone(&settling),
        ready_panics,
        asked: Arc::clone(&asked),
    };
    let (sender, heard) = unbounded_channel();
    let adapter = PaymentAdapter::start(Some(Box::new(device)), Mailbox::new(sender)).unwrap();
    Desk {
        adapter: Some(adapter),
        steps,
        done,
        settling,
        asked,
        heard,
    }
}

fn desk() -> Desk {
    desk_with(false)
}

fn price() -> Price {
    Price {
        each: issuance::Yen(FEE),
        copies: issuance::Copies::ONE,
        total: issuance::Yen(FEE),
    }
}

impl Desk {
    fn run(&self, session: SessionId, task: Task) {
        self.adapter.as_ref().unwrap().run(session, task);
    }

    fn collect(&self, session: SessionId) {
        self.run(session, Task::Collect(price()));
    }

    fn does(&self, steps: &[Do]) {
        for step in steps {
            self.steps.send(*step).unwrap();
        }
    }

    /// The next message, which must come soon: a thread that is dead says nothing.
    fn message(&mut self) -> Message {
        let started = Instant::now();
        loop {
            if let Ok(message) = self.heard.try_recv() {
                return message;
            }
            assert!(started.elapsed() < SOON, "the payment thread says nothing");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// The next answer that decides something.
    fn answer(&mut self) -> (SessionId, Answer) {
        loop {
            if let Message::Event(Event::Answer { session, answer }) = self.message()
                && !matches!(answer, Answer::PutIn(_))
            {
                return (session, answer);
            }
        }
    }

    /// Whether the device is said to be ready, when that is next said.
    fn ready(&mut self) -> Result<(), PaymentFault> {
        loop {
            if let Message::Event(Event::PaymentDevice(ready)) = self.message() {
                return ready;
            }
        }
    }

    fn done(&self) -> Done {
        self.done.recv_timeout(SOON).unwrap()
    }

    fn balance(&self) -> Balance {
        let book = self.adapter.as_ref().unwrap().book().unwrap();
        let balance = book.balance();
        assert_eq!(balance.sum(), 0);
        balance
    }

    fn open(&self) -> Vec<(u32, Why)> {
        let book = self.adapter.as_ref().unwrap().book().unwrap();
        let open = book.open();
        open.into_iter().map(|o| (o.amount.0, o.why)).collect()
    }

    /// The money of A is in, and nothing is decided.
    fn full(&mut self, paid: u32) {
        self.collect(A);
        self.does(&[Do::PutIn(paid), Do::Full(paid)]);
        assert_eq!(self.done(), Done::Began(1));
        let (session, answer) = self.answer();
        assert_eq!(session, A);
        assert!(
            matches!(answer, Answer::Collected { paid: p } if p.0 == paid),
            "{answer:?}"
        );
    }
}

const HELD: Why = Why::PrintUnknown { fee: Yen(FEE) };

#[test]
fn a_device_that_panics_while_it_collects_owes_what_was_in_it_and_is_not_asked_again() {
    let mut desk = desk();
    assert_eq!(desk.ready(), Ok(()));
    desk.collect(A);
    desk.does(&[Do::PutIn(100), Do::PutIn(250), Do::Panic]);
    let (session, answer) = desk.answer();
    assert_eq!(session, A);
    assert!(
        matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Unavailable), owed } if owed.0 == 250),
        "{answer:?}"
    );
    assert_eq!(desk.open(), [(250, Why::Unreturned)]);
    assert_eq!((desk.balance().hand, desk.balance().owed), (-250, 250));
    // Nobody is let as far as Pay any more, and who is there already is told.
    assert_eq!(desk.ready(), Err(PaymentFault::Unavailable));
    desk.collect(B);
    let (session, answer) = desk.answer();
    assert_eq!(session, B);
    assert!(
        matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Unavailable), owed } if owed.0 == 0),
        "{answer:?}"
    );
}

#[test]
fn nobody_else_is_let_in_while_money_is_on_its_way_back() {
    for fate in [Fate::Refund, Fate::Keep] {
        let mut desk = desk();
        assert_eq!(desk.ready(), Ok(()));
        desk.full(FEE + 200);
        let settling = Arc::clone(&desk.settling);
        let coins_come_out = settling.lock().unwrap();
        desk.run(A, Task::Settle(fate));
        assert_eq!(desk.ready(), Err(PaymentFault::Busy), "{fate:?}");
        drop(coins_come_out);
        let (session, answer) = desk.answer();
        assert_eq!(session, A);
        assert!(matches!(answer, Answer::MoneySettled { .. }), "{answer:?}");
        assert_eq!(desk.ready(), Ok(()), "{fate:?}");
    }
}

#[test]
fn nobody_else_is_let_in_while_a_payment_is_given_up() {
    let mut desk = desk();
    assert_eq!(desk.ready(), Ok(()));
    desk.collect(A);
    assert_eq!(desk.done(), Done::Began(1));
    desk.run(A, Task::Stop);
    assert_eq!(desk.ready(), Err(PaymentFault::Busy));
    desk.does(&[Do::UntilGivenUp]);
    assert_eq!(desk.done(), Done::GaveUp);
    desk.answer();
    assert_eq!(desk.ready(), Ok(()));
    // All was in before the device heard of it: it is not ready until that is given back.
    desk.full(FEE);
    desk.run(A, Task::Stop);
    assert_eq!(desk.ready(), Err(PaymentFault::Busy));
    desk.run(A, Task::Settle(Fate::Refund));
    desk.answer();
    assert_eq!(desk.ready(), Ok(()));
}

#[test]
fn a_device_that_panics_when_it_is_asked_is_out_of_order() {
    let mut desk = desk_with(true);
    assert_eq!(desk.ready(), Err(PaymentFault::Unavailable));
    desk.collect(A);
    let (_, answer) = desk.answer();
    assert!(
        matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Unavailable), owed } if owed.0 == 0),
        "{answer:?}"
    );
}

#[test]
fn a_device_that_panics_while_it_settles_owes_what_was_to_come_out() {
    for (fate, owed, why) in [
        (Fate::Keep, 200, HELD),
        (Fate::Refund, FEE + 200, HELD),
        (Fate::Hold, 0, HELD),
    ] {
        let mut desk = desk();
        desk.full(FEE + 200);
        desk.settling.lock().unwrap().panics = true;
        desk.run(A, Task::Settle(fate));
        let (_, answer) = desk.answer();
        assert!(
            matches!(answer, Answer::MoneySettled { owed: o } if o.0 == owed),
            "{fate:?}: {answer:?}"
        );
        // Nothing is certain: all of it is the staff's to settle.
        assert_eq!(desk.open(), [(FEE + 200, why)], "{fate:?}");
        assert_eq!(desk.ready(), Err(PaymentFault::Unavailable), "{fate:?}");
    }
}

#[test]
fn money_of_which_nobody_decided_is_held_when_the_next_one_pays() {
    let mut desk = desk();
    desk.full(FEE);
    desk.collect(B);
    assert_eq!(desk.done(), Done::Held);
    assert_eq!(desk.done(), Done::Began(2));
    desk.does(&[Do::Full(FEE)]);
    let (session, answer) = desk.answer();
    assert_eq!(session, B);
    assert!(matches!(answer, Answer::Collected { .. }), "{answer:?}");
    assert_eq!(desk.open(), [(FEE, HELD)]);
    // What is said of A too late moves nothing of B's.
    desk.run(A, Task::Settle(Fate::Refund));
    let (session, answer) = desk.answer();
    assert_eq!(session, A);
    assert!(
        matches!(answer, Answer::MoneySettled { owed } if owed.0 == 0),
        "{answer:?}"
    );
    assert_eq!(desk.balance().escrow, i64::from(FEE));
    desk.run(B, Task::Settle(Fate::Keep));
    desk.answer();
    assert_eq!(desk.balance().kept(), i64::from(FEE));
}

#[test]
fn a_device_that_panics_while_it_holds_does_not_take_the_thread_with_it() {
    let mut desk = desk();
    desk.full(FEE);
    desk.settling.lock().unwrap().panics = true;
    desk.collect(B);
    let (session, answer) = desk.answer();
    assert_eq!(session, B);
    assert!(
        matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Unavailable), owed } if owed.0 == 0),
        "{answer:?}"
    );
    assert_eq!(desk.open(), [(FEE, HELD)]);
}

#[test]
fn a_device_that_holds_money_is_not_asked_whether_it_is_ready() {
    let mut desk = desk();
    desk.full(FEE);
    let before = desk.asked.load(Ordering::SeqCst);
    for _ in 0..3 {
        desk.run(B, Task::Settle(Fate::Keep));
        desk.answer();
    }
    assert_eq!(desk.asked.load(Ordering::SeqCst), before);
}

#[test]
fn money_is_settled_once() {
    for fate in [Fate::Keep, Fate::Refund, Fate::Hold] {
        let mut desk = desk();
        desk.full(FEE);
        desk.run(A, Task::Settle(fate));
        desk.answer();
        let settled = desk.balance();
        for again in [Fate::Refund, Fate::Keep, Fate::Hold] {
            desk.run(A, Task::Settle(again));
            let (_, answer) = desk.answer();
            assert!(
                matches!(answer, Answer::MoneySettled { owed } if owed.0 == 0),
                "{answer:?}"
            );
        }
        assert_eq!(desk.balance(), settled, "{fate:?}");
        desk.done();
        assert!(desk.done.try_recv().is_err(), "{fate:?}: settled twice");
    }
}

#[test]
fn nobody_elses_stop_ends_a_collection_and_its_own_does_though_others_follow() {
    let mut desk = desk();
    desk.collect(A);
    desk.run(B, Task::Stop);
    desk.does(&[Do::PutIn(100)]);
    assert_eq!(desk.done(), Done::Began(1));
    desk.run(A, Task::Stop);
    // Before the device looks up, the next resident has come as far, and given up too.
    desk.collect(B);
    desk.run(B, Task::Stop);
    desk.does(&[Do::UntilGivenUp]);
    assert_eq!(desk.done(), Done::GaveUp, "A was forgotten");
    let (session, answer) = desk.answer();
    assert_eq!(session, A);
    assert!(
        matches!(answer, Answer::NotCollected { fault: None, owed } if owed.0 == 0),
        "{answer:?}"
    );
    desk.does(&[Do::PutIn(0)]);
    let (session, answer) = desk.answer();
    assert_eq!(session, B);
    assert!(
        matches!(answer, Answer::NotCollected { fault: None, .. }),
        "{answer:?}"
    );
    assert_eq!(desk.balance(), Balance::default());
}

#[test]
fn a_stop_that_comes_before_the_collection_begins_is_heard() {
    let mut desk = desk();
    desk.collect(A);
    assert_eq!(desk.done(), Done::Began(1));
    desk.collect(B);
    desk.run(B, Task::Stop);
    desk.does(&[Do::Fail(PaymentError::OutOfChange), Do::PutIn(0)]);
    let (_, answer) = desk.answer();
    assert!(matches!(
        answer,
        Answer::NotCollected {
            fault: Some(PaymentFault::OutOfChange),
            ..
        }
    ));
    let (session, answer) = desk.answer();
    assert_eq!(session, B);
    assert!(matches!(answer, Answer::NotCollected { fault: None, .. }));
}

#[test]
fn a_kiosk_that_ends_gives_back_what_is_being_collected() {
    let mut desk = desk();
    desk.collect(A);
    desk.does(&[Do::PutIn(100), Do::UntilGivenUp]);
    assert_eq!(desk.done(), Done::Began(1));
    let book = desk.adapter.as_ref().unwrap().book().unwrap().clone();
    let mut adapter = desk.adapter.take().unwrap();
    // It is waited for: with the program its money would be nobody's.
    adapter.end(SOON);
    assert_eq!(desk.done.try_recv(), Ok(Done::GaveUp));
    assert_eq!(book.balance(), Balance::default());
    assert!(adapter.book().is_none());
}

#[test]
fn a_device_that_hangs_does_not_keep_the_kiosk_from_its_end() {
    let mut desk = desk();
    desk.collect(A);
    assert_eq!(desk.done(), Done::Began(1));
    let started = Instant::now();
    desk.adapter
        .as_mut()
        .unwrap()
        .end(Duration::from_millis(100));
    assert!(started.elapsed() < SOON);
}

#[test]
fn a_kiosk_that_only_goes_gives_back_too() {
    let mut desk = desk();
    desk.collect(A);
    desk.does(&[Do::PutIn(100), Do::UntilGivenUp]);
    assert_eq!(desk.done(), Done::Began(1));
    desk.adapter = None;
    assert_eq!(desk.done(), Done::GaveUp);
}

#[test]
fn a_kiosk_that_ends_holds_what_is_not_decided() {
    let mut desk = desk();
    desk.full(FEE);
    let book = desk.adapter.as_ref().unwrap().book().unwrap().clone();
    desk.adapter.as_mut().unwrap().end(SOON);
    assert_eq!(desk.done(), Done::Held);
    let open = book.open();
    assert_eq!(
        open.iter().map(|o| (o.amount.0, o.why)).collect::<Vec<_>>(),
        [(FEE, HELD)]
    );
}

#[test]
fn a_kiosk_that_ends_does_first_what_was_decided() {
    let mut desk = desk();
    desk.full(FEE);
    desk.run(A, Task::Settle(Fate::Refund));
    desk.adapter.as_mut().unwrap().end(SOON);
    assert_eq!(desk.done.try_recv(), Ok(Done::Refunded));
}

#[test]
fn a_device_that_lies_costs_no_yen_that_is_not_in_the_book() {
    // It takes less than was asked for and says that this is all.
    let mut desk = desk();
    desk.collect(A);
    desk.does(&[Do::PutIn(FEE), Do::Full(FEE - 1)]);
    let (_, answer) = desk.answer();
    assert!(
        matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Interrupted), owed } if owed.0 == 0),
        "{answer:?}"
    );
    assert_eq!(desk.balance(), Balance::default());
    // It says that it took nothing, after it took something.
    for error in [
        PaymentError::Unavailable,
        PaymentError::Busy,
        PaymentError::OutOfChange,
        PaymentError::Amount,
        PaymentError::Unsettled,
    ] {
        let mut desk = self::desk();
        desk.collect(A);
        desk.does(&[Do::PutIn(200), Do::Fail(error)]);
        let (_, answer) = desk.answer();
        assert!(
            matches!(answer, Answer::NotCollected { fault: Some(PaymentFault::Interrupted), owed } if owed.0 == 200),
            "{error:?}: {answer:?}"
        );
        assert_eq!(desk.open(), [(200, Why::Unreturned)]);
    }
    // It owes more than it ever said was in.
    let mut desk = self::desk();
    desk.collect(A);
    let owed = Yen(u32::MAX);
    desk.does(&[
        Do::PutIn(100),
        Do::Fail(PaymentError::NotAllReturned { owed }),
    ]);
    let (_, answer) = desk.answer();
    assert!(
        matches!(answer, Answer::NotCollected { fault: None, owed } if owed.0 == u32::MAX),
        "{answer:?}"
    );
    assert_eq!(desk.balance().owed, i64::from(u32::MAX));
    // More came out than was in it.
    let mut desk = self::desk();
    desk.full(FEE + 100);
    desk.settling.lock().unwrap().only = Some(u32::MAX);
    desk.run(A, Task::Settle(Fate::Keep));
    let (_, answer) = desk.answer();
    assert!(
        matches!(answer, Answer::MoneySettled { owed } if owed.0 == 0),
        "{answer:?}"
    );
    assert_eq!(desk.balance().kept(), i64::from(FEE));
}

#[test]
fn without_a_device_nobody_waits_for_one() {
    let (sender, mut heard) = unbounded_channel();
    let adapter = PaymentAdapter::start(None, Mailbox::new(sender)).unwrap();
    assert!(adapter.book().is_none());
    adapter.run(A, Task::Stop);
    adapter.run(A, Task::Settle(Fate::Refund));
    adapter.run(A, Task::Collect(price()));
    assert!(matches!(
        heard.try_recv(),
        Ok(Message::Event(Event::Answer {
            session: A,
            answer: Answer::NotCollected {
                fault: Some(PaymentFault::Unavailable),
                ..
            }
        }))
    ));
}
