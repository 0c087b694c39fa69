// SPDX-License-Identifier: GPL-3.0-only
//! The kiosk's card thread on a real pcscd: what hangs or goes away below it is told, holds up nobody, and the next
//! resident is served without a restart.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../card-driver/tests/alone/mod.rs"]
mod alone;

use std::time::Duration;

use alone::alone;
use card_driver::{Challenge, LastTry, Pin, TestHierarchy, TrustAnchors, pcsc::PcscSlot};
use issuance::{Answer, Event, SessionId};
use kiosk_app::adapters::{
    Mailbox, Message,
    card::{CardAdapter, Task},
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use virtual_card::{
    Profile, VirtualCard,
    pcscd::{PrivatePcscd, Reader},
};

const PROFILE: &str = include_str!("../../assets/cards/default.toml");
const OTHER_CARD: &str = include_str!("../../assets/cards/not-mynumber.toml");
const TRUST: &str = include_str!("../../assets/trust/demo.toml");

/// A card thread, and the sessions that use it in turn.
struct Bench {
    adapter: CardAdapter,
    mail: UnboundedReceiver<Message>,
    session: u8,
}

impl Bench {
    fn new() -> Bench {
        let anchors = TrustAnchors::from_toml(TRUST, TestHierarchy::Allowed).unwrap();
        let (sender, mail) = unbounded_channel();
        let slot = Box::new(PcscSlot::new(None));
        let adapter = CardAdapter::start(slot, anchors, Mailbox::new(sender)).unwrap();
        Bench {
            adapter,
            mail,
            session: 1,
        }
    }

    fn ask(&self, task: Task) {
        self.adapter.run(SessionId([self.session; 16]), task);
    }

    /// The next answer, in short.
    fn answer(&mut self) -> String {
        let Message::Event(Event::Answer { session, answer }) =
            self.mail.blocking_recv().expect("the card thread lives")
        else {
            panic!("not an answer");
        };
        assert_eq!(session, SessionId([self.session; 16]));
        match answer {
            Answer::CardPresent => "present".to_owned(),
            Answer::CardRemoved => "removed".to_owned(),
            Answer::CardReady { tries_left } => format!("{tries_left} tries"),
            Answer::HolderVerified(_) => "verified".to_owned(),
            Answer::CardFailed(error) => error.code().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    fn asked(&mut self, task: Task) -> String {
        self.ask(task);
        self.answer()
    }

    fn open(&mut self) -> String {
        self.asked(Task::Open(Challenge::from_bytes([self.session; 32])))
    }

    fn read(&mut self) -> String {
        let pin = Pin::new([1, 2, 3, 4]).unwrap();
        self.asked(Task::Read(pin, LastTry::NotConfirmed))
    }

    /// The next resident, whose card is laid down and taken again.
    fn serves_the_next(&mut self, service: &mut PrivatePcscd) {
        self.session += 1;
        lay(service, Reader::First, PROFILE);
        assert_eq!(self.asked(Task::WaitForCard), "present");
        assert_eq!(self.open(), "3 tries");
        assert_eq!(self.read(), "verified");
        service.remove();
        assert_eq!(self.asked(Task::WaitForRemoval), "removed");
    }
}

fn lay(service: &mut PrivatePcscd, reader: Reader, profile: &str) {
    let card = VirtualCard::new(Profile::from_toml(profile).unwrap());
    service.insert_into(reader, card).unwrap();
    let inserted = service.inserted(reader).unwrap();
    assert!(inserted.wait_until_seen(Duration::from_secs(20)));
}

#[test]
fn s7_a_card_that_hangs_is_told_and_the_next_resident_is_served() {
    alone(
        "s7_a_card_that_hangs_is_told_and_the_next_resident_is_served",
        |world| {
            let mut service = world.start();
            let mut bench = Bench::new();
            bench.serves_the_next(&mut service);
            let mute = format!("{PROFILE}\n[[fault]]\napdu = 3\ndo = \"mute\"");
            lay(&mut service, Reader::First, &mute);
            bench.session += 1;
            assert_eq!(bench.asked(Task::WaitForCard), "present");
            assert_eq!(bench.open(), "CARD-MUTE");
            // The service still waits for that card. It is asked for back, and taken.
            bench.ask(Task::WaitForRemoval);
            service.remove();
            assert_eq!(bench.answer(), "removed");
            bench.serves_the_next(&mut service);
        },
    );
}

#[test]
fn s1_a_service_that_ends_or_hangs_is_told_and_the_next_resident_is_served() {
    alone(
        "s1_a_service_that_ends_or_hangs_is_told_and_the_next_resident_is_served",
        |world| {
            let mut service = world.start();
            let mut bench = Bench::new();
            bench.serves_the_next(&mut service);
            // It ends while a card is waited for.
            bench.ask(Task::WaitForCard);
            service.stop_service().unwrap();
            assert_eq!(bench.answer(), "SLOT-NO-SERVICE");
            service.start_service().unwrap();
            bench.serves_the_next(&mut service);
            // It ends while the PIN is typed.
            lay(&mut service, Reader::First, PROFILE);
            bench.session += 1;
            assert_eq!(bench.asked(Task::WaitForCard), "present");
            assert_eq!(bench.open(), "3 tries");
            service.stop_service().unwrap();
            assert_eq!(bench.answer(), "SLOT-NO-SERVICE");
            service.start_service().unwrap();
            bench.serves_the_next(&mut service);
            // It hangs. Giving the thread another task, as the one that draws the screen does, does not hang with it.
            bench.ask(Task::WaitForCard);
            service.freeze_service().unwrap();
            bench.ask(Task::Leave);
            bench.ask(Task::WaitForCard);
            assert_eq!(bench.answer(), "SLOT-SERVICE-HUNG");
            service.thaw_service().unwrap();
            bench.serves_the_next(&mut service);
        },
    );
}

#[test]
fn a_taken_card_is_noticed_beside_a_forgotten_one() {
    alone("a_taken_card_is_noticed_beside_a_forgotten_one", |world| {
        let mut service = world.start();
        let mut bench = Bench::new();
        lay(&mut service, Reader::First, OTHER_CARD);
        lay(&mut service, Reader::Second, PROFILE);
        assert_eq!(bench.asked(Task::WaitForCard), "present");
        assert_eq!(bench.open(), "3 tries");
        service.remove_from(Reader::Second);
        // Nothing is asked: it is noticed.
        assert_eq!(bench.answer(), "removed");
        // The other one must go too before the next resident comes.
        bench.ask(Task::WaitForRemoval);
        service.remove();
        assert_eq!(bench.answer(), "removed");
    });
}
