// SPDX-License-Identifier: GPL-3.0-only
//! The kiosk's card thread on a slot without PC/SC: what reaches the card, and when its removal is noticed.

use card_driver::{AskAgainReason, Challenge, LastTry, Pin, TestHierarchy, TrustAnchors};
use issuance::{Answer, Event, SessionId};
use kiosk_app::adapters::{
    Mailbox, Message,
    card::{CardAdapter, Task},
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use virtual_card::{Profile, SlotControl, VirtualCard, VirtualSlot};

const PROFILE: &str = include_str!("../../../assets/cards/default.toml");
const TRUST: &str = include_str!("../../../assets/trust/demo.toml");
const SESSION: SessionId = SessionId([1; 16]);
const NEXT: SessionId = SessionId([2; 16]);

struct Bench {
    adapter: CardAdapter,
    slot: SlotControl,
    mail: UnboundedReceiver<Message>,
}

impl Bench {
    fn new() -> Bench {
        let anchors = TrustAnchors::from_toml(TRUST, TestHierarchy::Allowed).unwrap();
        let (slot, control) = VirtualSlot::new();
        let (sender, mail) = unbounded_channel();
        let adapter = CardAdapter::start(Box::new(slot), anchors, Mailbox::new(sender)).unwrap();
        Bench {
            adapter,
            slot: control,
            mail,
        }
    }

    fn with_card(profile: &str) -> Bench {
        let bench = Bench::new();
        bench.slot.insert(card(profile));
        bench
    }

    fn ask(&self, task: Task) {
        self.adapter.run(SESSION, task);
    }

    fn open(&self) {
        self.ask(Task::Open(Challenge::from_bytes([7; 32])));
    }

    fn read(&self, pin: [u8; 4]) {
        self.ask(Task::Read(Pin::new(pin).unwrap(), LastTry::NotConfirmed));
    }

    /// The next answer, which is of this session.
    fn answer_of(&mut self, of: SessionId) -> Answer {
        match self.mail.blocking_recv().expect("the card thread lives") {
            Message::Event(Event::Answer { session, answer }) => {
                assert_eq!(session, of);
                answer
            }
            other => panic!("{other:?}"),
        }
    }

    fn answer(&mut self) -> Answer {
        self.answer_of(SESSION)
    }

    fn assert_silent(&mut self) {
        assert!(self.mail.try_recv().is_err());
    }
}

fn card(profile: &str) -> VirtualCard {
    VirtualCard::new(Profile::from_toml(profile).unwrap())
}

macro_rules! assert_answer {
    ($answer:expr, $pattern:pat $(if $guard:expr)?) => {
        let answer = $answer;
        assert!(matches!(answer, $pattern $(if $guard)?), "{answer:?}");
    };
}

#[test]
fn r14_a_card_on_the_reader_gets_no_command_before_consent() {
    let mut bench = Bench::with_card(PROFILE);
    // Everything that happens before consent and card screen, and the wait for the card itself.
    bench.ask(Task::Leave);
    bench.ask(Task::Leave);
    bench.ask(Task::WaitForCard);
    assert_answer!(bench.answer(), Answer::CardPresent);
    assert_eq!(bench.slot.apdu_count(), 0);
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { tries_left: 3 });
    assert!(bench.slot.apdu_count() > 0, "the count counts");
    assert_eq!(bench.slot.verify_count(), 0);
}

#[test]
fn r23_a_card_that_arrives_during_the_wait_gets_no_command() {
    let mut bench = Bench::new();
    bench.ask(Task::WaitForCard);
    bench.slot.insert(card(PROFILE));
    assert_answer!(bench.answer(), Answer::CardPresent);
    assert_eq!(bench.slot.apdu_count(), 0);
    bench.ask(Task::WaitForRemoval);
    bench.slot.remove();
    assert_answer!(bench.answer(), Answer::CardRemoved);
    assert_eq!(bench.slot.apdu_count(), 0);
}

#[test]
fn a_removal_while_the_pin_is_typed_is_noticed_and_the_pin_reaches_no_other_card() {
    let mut bench = Bench::with_card(PROFILE);
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { .. });
    bench.slot.remove();
    assert_answer!(bench.answer(), Answer::CardRemoved);
    // Somebody else's card is laid there, and then the PIN is entered.
    bench.slot.insert(card(PROFILE));
    bench.read([1, 2, 3, 4]);
    assert_answer!(bench.answer(), Answer::CardFailed(error) if error.code() == "CARD-REMOVED");
    assert_eq!(bench.slot.verify_count(), 0);
}

#[test]
fn a_card_exchanged_at_once_while_the_pin_is_typed_gets_no_pin() {
    let mut bench = Bench::with_card(PROFILE);
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { .. });
    // So fast that nobody sees the empty reader.
    bench.slot.insert(card(PROFILE));
    bench.read([1, 2, 3, 4]);
    assert_answer!(bench.answer(), Answer::CardRemoved | Answer::CardFailed(_));
    assert_eq!(bench.slot.verify_count(), 0);
}

#[test]
fn a_task_during_a_wait_ends_the_wait() {
    let mut bench = Bench::new();
    // No card comes: were the wait not ended, nothing would ever answer.
    bench.ask(Task::WaitForCard);
    bench.ask(Task::WaitForRemoval);
    assert_answer!(bench.answer(), Answer::CardRemoved);
    bench.ask(Task::WaitForCard);
    bench.ask(Task::Leave);
    bench.slot.insert(card(PROFILE));
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { .. });
    bench.assert_silent();
}

#[test]
fn an_answer_bears_the_session_that_asked() {
    let mut bench = Bench::new();
    bench.ask(Task::WaitForCard);
    bench.adapter.run(NEXT, Task::WaitForCard);
    bench.slot.insert(card(PROFILE));
    assert_answer!(bench.answer_of(NEXT), Answer::CardPresent);
    bench.assert_silent();
}

#[test]
fn one_entry_is_one_verify_and_the_last_try_is_kept() {
    let mut bench = Bench::with_card(PROFILE);
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { tries_left: 3 });
    for left in [2, 1] {
        bench.read([9, 9, 9, 9]);
        assert_answer!(
            bench.answer(),
            Answer::CardAskAgain { reason: AskAgainReason::WrongPin, tries_left } if tries_left == left
        );
    }
    assert_eq!(bench.slot.verify_count(), 2);
    // Not confirmed, so not used; even the right PIN is not tried.
    bench.read([1, 2, 3, 4]);
    assert_answer!(
        bench.answer(),
        Answer::CardAskAgain {
            reason: AskAgainReason::LastTryNotConfirmed,
            tries_left: 1
        }
    );
    assert_eq!(bench.slot.verify_count(), 2);
    let pin = Pin::new([1, 2, 3, 4]).unwrap();
    bench.ask(Task::Read(pin, LastTry::Confirmed));
    assert_answer!(bench.answer(), Answer::HolderVerified(_));
    assert_eq!(bench.slot.verify_count(), 3);
}

#[test]
fn a_removal_at_any_command_gives_no_holder() {
    let mut bench = Bench::with_card(PROFILE);
    bench.open();
    assert_answer!(bench.answer(), Answer::CardReady { .. });
    let opening = bench.slot.apdu_count();
    bench.read([1, 2, 3, 4]);
    assert_answer!(bench.answer(), Answer::HolderVerified(_));
    let all = bench.slot.apdu_count();
    assert!(opening > 2 && all > opening + 5, "{opening}, {all}");

    for number in 1..=all {
        let fault = format!("{PROFILE}\n[[fault]]\napdu = {number}\ndo = \"remove\"\n");
        let mut bench = Bench::with_card(&fault);
        bench.open();
        let mut answer = bench.answer();
        assert_eq!(matches!(answer, Answer::CardReady { .. }), number > opening);
        if number > opening {
            bench.read([1, 2, 3, 4]);
            answer = bench.answer();
        }
        assert_answer!(answer, Answer::CardFailed(error) if error.code() == "CARD-REMOVED");
        assert!(bench.slot.verify_count() <= 1);
    }
}
