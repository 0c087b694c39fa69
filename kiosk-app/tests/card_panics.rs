// SPDX-License-Identifier: GPL-3.0-only
//! The card thread outlives a panic below it: the next resident is served.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use card_driver::{
    Challenge, TestHierarchy, TrustAnchors,
    slot::{Cancel, Presence, Slot, SlotError, Waited},
    transport::Transport,
};
use issuance::{Answer, Event, SessionId};
use kiosk_app::adapters::{
    Mailbox, Message,
    card::{CardAdapter, Task},
};
use tokio::sync::mpsc::unbounded_channel;

const TRUST: &str = include_str!("../../assets/trust/demo.toml");
const SESSION: SessionId = SessionId([1; 16]);

/// Panics the first time it is asked, and then there is no card.
struct Panics {
    waits: VecDeque<bool>,
    connects: VecDeque<bool>,
}

impl Slot for Panics {
    fn wait_for(
        &mut self,
        _: Presence,
        _: Option<Duration>,
        _: &Cancel,
    ) -> Result<Waited, SlotError> {
        assert!(!self.waits.pop_front().unwrap_or_default(), "a fault");
        Ok(Waited::Reached)
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        assert!(!self.connects.pop_front().unwrap_or_default(), "a fault");
        Err(SlotError::NoCard)
    }
}

#[test]
fn a_panic_below_it_is_one_sessions_and_not_the_threads() {
    let anchors = TrustAnchors::from_toml(TRUST, TestHierarchy::Allowed).unwrap();
    let (sender, mut heard) = unbounded_channel();
    let slot = Panics {
        waits: VecDeque::from([true]),
        connects: VecDeque::from([true]),
    };
    let card = CardAdapter::start(Box::new(slot), anchors, Mailbox::new(sender)).unwrap();
    let mut answer = |task| {
        card.run(SESSION, task);
        let started = Instant::now();
        loop {
            match heard.try_recv() {
                Ok(Message::Event(Event::Answer { answer, .. })) => return answer,
                _ => assert!(
                    started.elapsed() < Duration::from_secs(10),
                    "the card thread says nothing"
                ),
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    let open = || Task::Open(Challenge::from_bytes([7; 32]));
    let failed = |answer: Answer, code: &str| match answer {
        Answer::CardFailed(error) => assert_eq!(error.code(), code),
        answer => panic!("{answer:?}"),
    };
    failed(answer(open()), "CARD-LOST");
    failed(answer(open()), "SLOT-NO-CARD");
    failed(answer(Task::WaitForCard), "SLOT-SERVICE-HUNG");
    assert!(matches!(answer(Task::WaitForCard), Answer::CardPresent));
}
