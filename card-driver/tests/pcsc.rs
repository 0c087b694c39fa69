//! The driver over a real, private pcscd with vpcd: what readers, services and cards do in the field, and that none of
//! it needs a restart.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod alone;
mod common;

use alone::{World, alone};
use card_driver::pcsc::{PcscSlot, status};
use card_driver::secret::SecretBytes;
use card_driver::slot::{Cancel, Presence, Slot as _, SlotError, Waited};
use card_driver::transport::{Metered, Traffic, Transport, TransportError};
use card_driver::{CardError, LastTry, Outcome, SelectedCard};
use common::{CHALLENGE, anchors, pin, profile};
use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use virtual_card::pcscd::{PrivatePcscd, Reader};
use virtual_card::{ATR, VirtualCard};

/// For what is bound to come.
const PATIENCE: Option<Duration> = Some(Duration::from_secs(60));

fn start_with(world: &World, more: &str) -> PrivatePcscd {
    let mut service = world.start();
    lay(&mut service, Reader::First, more);
    service
}

fn lay(service: &mut PrivatePcscd, reader: Reader, more: &str) {
    service
        .insert_into(reader, VirtualCard::new(profile(more)))
        .unwrap();
    let inserted = service.inserted(reader).unwrap();
    assert!(inserted.wait_until_seen(Duration::from_secs(20)));
    // Power comes first, and the word of it a moment later.
    while !status(None).is_ok_and(|readers| readers[reader as usize].card_present) {
        thread::yield_now();
    }
}

fn slot() -> PcscSlot {
    PcscSlot::new(None)
}

fn wait(slot: &mut PcscSlot, presence: Presence) -> Result<Waited, SlotError> {
    slot.wait_for(presence, PATIENCE, &Cancel::new())
}

fn arrived(slot: &mut PcscSlot) {
    assert_eq!(wait(slot, Presence::Present), Ok(Waited::Reached));
}

fn empty(slot: &mut PcscSlot) {
    assert_eq!(wait(slot, Presence::Absent), Ok(Waited::Reached));
}

/// A whole session with the card that lies there.
fn read(slot: &mut PcscSlot) -> Result<Outcome, CardError> {
    read_over(slot.connect()?)
}

fn read_over(transport: impl Transport + 'static) -> Result<Outcome, CardError> {
    SelectedCard::open(transport, &anchors(), CHALLENGE)?
        .verify_and_read(pin("1234"), LastTry::NotConfirmed)
}

#[track_caller]
fn assert_read(slot: &mut PcscSlot) {
    let outcome = read(slot);
    assert!(matches!(outcome, Ok(Outcome::Verified(_))), "{outcome:?}");
}

fn code(result: Result<Outcome, CardError>) -> &'static str {
    match result {
        Ok(_) => "OK",
        Err(error) => error.code(),
    }
}

/// How many APDUs a whole session with the ordinary card has.
fn session_length(slot: &mut PcscSlot) -> u64 {
    let traffic = Traffic::default();
    let transport = Metered::new(slot.connect().unwrap(), traffic.clone());
    assert!(matches!(read_over(transport), Ok(Outcome::Verified(_))));
    traffic.apdus()
}

/// A transport before whose n-th command something happens.
struct Before {
    transport: Box<dyn Transport>,
    left: u64,
    happens: Box<dyn FnMut() + Send>,
}

impl Transport for Before {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        self.left = self.left.wrapping_sub(1);
        if self.left == 0 {
            (self.happens)();
        }
        self.transport.transmit(command)
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.transport.power_cycle()
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        self.transport.leave()
    }
}

// --- Readers --------------------------------------------------------------------------------------------------------

#[test]
fn s2_no_service_and_no_reader_are_told_apart() {
    alone("s2_no_service_and_no_reader_are_told_apart", |world| {
        let mut all = slot();
        assert_eq!(wait(&mut all, Presence::Present), Err(SlotError::NoService));
        assert_eq!(all.connect().err(), Some(SlotError::NoService));
        assert_eq!(status(None), Err(SlotError::NoService));
        let _service = world.start();
        let mut other = PcscSlot::new(Some("no such reader".to_owned()));
        for presence in [Presence::Present, Presence::Absent, Presence::Taken] {
            // No reader is no removal: the card may still lie on it.
            assert_eq!(wait(&mut other, presence), Err(SlotError::NoReader));
        }
        assert_eq!(other.connect().err(), Some(SlotError::NoReader));
        // The slot that met no service needs nothing done to it.
        empty(&mut all);
        assert_eq!(all.connect().err(), Some(SlotError::NoCard));
        let readers = status(None).unwrap();
        assert_eq!(readers.len(), 2);
        assert!(readers.iter().all(|reader| !reader.card_present));
    });
}

#[test]
fn a_filter_names_the_reader_and_no_other_is_looked_at() {
    alone(
        "a_filter_names_the_reader_and_no_other_is_looked_at",
        |world| {
            let mut service = start_with(world, "");
            let mut second = PcscSlot::new(Some("00 01".to_owned()));
            empty(&mut second);
            assert_eq!(second.connect().err(), Some(SlotError::NoCard));
            lay(&mut service, Reader::Second, "");
            arrived(&mut second);
            assert_read(&mut second);
            let first = service.inserted(Reader::First).unwrap();
            assert_eq!(first.with_card(|card| card.apdu_count()), 0);
        },
    );
}

const OTHER_CARD: &str = "[card]\nmy_number_card = false";
const FIRST_FAILS: &str = "[card]\nfirst_command_fails = true";

#[test]
fn of_several_cards_select_decides_and_none_is_spoken_to_before() {
    alone(
        "of_several_cards_select_decides_and_none_is_spoken_to_before",
        |world| {
            // What lies in the first reader, in the second, and what comes of it.
            for (first, second, expected) in [
                (OTHER_CARD, "", "OK"),
                ("", OTHER_CARD, "OK"),
                (OTHER_CARD, FIRST_FAILS, "OK"),
                (OTHER_CARD, OTHER_CARD, "CARD-NOT-MYNUMBER"),
                ("", "", "SLOT-SEVERAL-CARDS"),
            ] {
                let mut service = world.start();
                lay(&mut service, Reader::First, first);
                lay(&mut service, Reader::Second, second);
                let mut slot = slot();
                arrived(&mut slot);
                let both = [Reader::First, Reader::Second];
                let ask = |service: &PrivatePcscd, ask: fn(&mut VirtualCard) -> u64| {
                    both.map(|reader| service.inserted(reader).unwrap().with_card(ask))
                };
                assert_eq!(ask(&service, |card| card.apdu_count()), [0, 0]);
                assert_eq!(code(read(&mut slot)), expected, "{first} {second}");
                let verifies = ask(&service, |card| card.verify_count());
                let wanted = u64::from(expected == "OK");
                assert_eq!(verifies.iter().sum::<u64>(), wanted, "{first} {second}");
                // Not answered, so not yet done when it returns: whatever is asked next comes after it.
                for (reader, kind) in [(0, first), (1, second)] {
                    let locked = if kind == OTHER_CARD {
                        None
                    } else {
                        Some(0x6982)
                    };
                    assert_eq!(probe(reader), locked);
                }
                assert_eq!(ask(&service, |card| card.is_open().into()), [0, 0]);
            }
        },
    );
}

#[test]
fn a_taken_card_is_noticed_beside_another_that_stays() {
    alone(
        "a_taken_card_is_noticed_beside_another_that_stays",
        |world| {
            let mut service = world.start();
            lay(&mut service, Reader::First, OTHER_CARD);
            lay(&mut service, Reader::Second, "");
            let mut slot = slot();
            arrived(&mut slot);
            let open = SelectedCard::open(slot.connect().unwrap(), &anchors(), CHALLENGE).unwrap();
            // Neither connecting nor what the driver does to the card's power is a removal.
            let now = slot.wait_for(Presence::Taken, Some(Duration::ZERO), &Cancel::new());
            assert_eq!(now, Ok(Waited::TimedOut));
            service.remove_from(Reader::Second);
            assert_eq!(wait(&mut slot, Presence::Taken), Ok(Waited::Reached));
            // Not by a card that is put there afterwards either.
            lay(&mut service, Reader::Second, "");
            assert_eq!(wait(&mut slot, Presence::Taken), Ok(Waited::Reached));
            drop(open);
            let now = slot.wait_for(Presence::Absent, Some(Duration::ZERO), &Cancel::new());
            assert_eq!(now, Ok(Waited::TimedOut), "the other one lies there");
        },
    );
}

// --- The service ----------------------------------------------------------------------------------------------------

#[test]
fn s1_a_service_that_ends_while_one_waits_and_comes_back() {
    alone(
        "s1_a_service_that_ends_while_one_waits_and_comes_back",
        |world| {
            let service = Arc::new(Mutex::new(world.start()));
            let mut slot = slot();
            empty(&mut slot);
            for presence in [Presence::Present, Presence::Absent] {
                if presence == Presence::Absent {
                    lay(&mut service.lock().unwrap(), Reader::First, "");
                    arrived(&mut slot);
                }
                let killer = Arc::clone(&service);
                let killed = thread::spawn(move || killer.lock().unwrap().stop_service().unwrap());
                // Killed before the wait or during it: no removal is made of it.
                assert_eq!(wait(&mut slot, presence), Err(SlotError::NoService));
                killed.join().unwrap();
                assert_eq!(wait(&mut slot, presence), Err(SlotError::NoService));
                service.lock().unwrap().start_service().unwrap();
                empty(&mut slot);
            }
            lay(&mut service.lock().unwrap(), Reader::First, "");
            arrived(&mut slot);
            assert_read(&mut slot);
        },
    );
}

#[test]
fn s1_a_service_that_ends_at_any_command() {
    alone("s1_a_service_that_ends_at_any_command", |world| {
        let service = Arc::new(Mutex::new(start_with(world, "")));
        let mut slot = slot();
        arrived(&mut slot);
        for at in 1..=session_length(&mut slot) {
            let killer = Arc::clone(&service);
            let transport = Before {
                transport: slot.connect().unwrap(),
                left: at,
                happens: Box::new(move || {
                    let card = killer.lock().unwrap().stop_service().unwrap().unwrap();
                    assert!(card.verify_count() <= 1);
                }),
            };
            assert_eq!(code(read_over(transport)), "CARD-SERVICE-GONE", "{at}");
            service.lock().unwrap().start_service().unwrap();
            lay(&mut service.lock().unwrap(), Reader::First, "");
            arrived(&mut slot);
        }
        assert_read(&mut slot);
    });
}

#[test]
fn s7_a_service_that_hangs_holds_up_neither_a_wait_nor_its_end() {
    alone(
        "s7_a_service_that_hangs_holds_up_neither_a_wait_nor_its_end",
        |world| {
            let mut service = world.start();
            let mut slot = slot();
            empty(&mut slot);
            service.freeze_service().unwrap();
            // A wait that has a service to hope for ends when it is cancelled, though the service answers nothing.
            let cancel = Cancel::new();
            cancel.cancel();
            let waited = slot.wait_for(Presence::Present, None, &cancel);
            assert_eq!(waited, Ok(Waited::Cancelled));
            // And by itself, saying why.
            let waited = slot.wait_for(Presence::Present, None, &Cancel::new());
            assert_eq!(waited, Err(SlotError::Hung));
            assert_eq!(slot.connect().err(), Some(SlotError::Hung));
            assert_eq!(status(None), Err(SlotError::Hung));
            service.thaw_service().unwrap();
            lay(&mut service, Reader::First, "");
            while wait(&mut slot, Presence::Present) == Err(SlotError::Hung) {
                // The call that hung is on its way back.
                thread::yield_now();
            }
            assert_read(&mut slot);
        },
    );
}

#[test]
fn a_cancelled_wait_ends_at_once() {
    alone("a_cancelled_wait_ends_at_once", |world| {
        let _service = world.start();
        let mut slot = slot();
        empty(&mut slot);
        for _ in 0..20 {
            let cancel = Cancel::new();
            let waiting = cancel.clone();
            // No card comes, and there is no deadline: were it not ended, this would never end.
            let wait = thread::spawn(move || {
                let waited = slot.wait_for(Presence::Present, None, &waiting);
                (slot, waited)
            });
            cancel.cancel();
            let waited;
            (slot, waited) = wait.join().unwrap();
            assert_eq!(waited, Ok(Waited::Cancelled));
        }
    });
}

// --- The card -------------------------------------------------------------------------------------------------------

#[test]
fn s4_cards_come_and_go() {
    alone("s4_cards_come_and_go", |world| {
        let mut service = world.start();
        let mut slot = slot();
        for _ in 0..3 {
            empty(&mut slot);
            lay(&mut service, Reader::First, "");
            arrived(&mut slot);
            assert_read(&mut slot);
            service.remove();
        }
    });
}

#[test]
fn a_card_taken_away_at_any_command_is_said_to_be() {
    alone("a_card_taken_away_at_any_command_is_said_to_be", |world| {
        let mut service = start_with(world, "");
        let mut slot = slot();
        arrived(&mut slot);
        for at in 1..=session_length(&mut slot) {
            service.remove();
            empty(&mut slot);
            let fault = format!("[[fault]]\napdu = {at}\ndo = \"remove\"");
            lay(&mut service, Reader::First, &fault);
            arrived(&mut slot);
            assert_eq!(code(read(&mut slot)), "CARD-REMOVED", "at command {at}");
            assert!(service.remove().unwrap().verify_count() <= 1);
            empty(&mut slot);
            lay(&mut service, Reader::First, "");
            arrived(&mut slot);
        }
        assert_read(&mut slot);
    });
}

#[test]
fn a_card_is_left_while_others_give_their_contexts_back() {
    // Of all of these, pcsc-lite 1.9 lets none be in two threads at once, and does not see to it.
    alone(
        "a_card_is_left_while_others_give_their_contexts_back",
        |world| {
            let _service = start_with(world, "");
            let mut slot = slot();
            arrived(&mut slot);
            thread::scope(|threads| {
                // Each leaves a thread that gives its context back when the readers change, or some seconds later.
                for _ in 0..100 {
                    threads.spawn(|| assert!(status(None).is_ok()));
                }
                for _ in 0..1600 {
                    assert!(slot.connect().is_ok());
                }
            });
            assert_read(&mut slot);
        },
    );
}

#[test]
fn s8_a_card_taken_away_and_put_back_at_any_command_is_another_card() {
    alone(
        "s8_a_card_taken_away_and_put_back_at_any_command_is_another_card",
        |world| {
            let service = Arc::new(Mutex::new(start_with(world, "")));
            let mut slot = slot();
            arrived(&mut slot);
            for at in 1..=session_length(&mut slot) {
                let count = |card: &mut VirtualCard| card.apdu_count();
                let sent = service.lock().unwrap().with_card(count).unwrap();
                let hand = Arc::clone(&service);
                let transport = Before {
                    transport: slot.connect().unwrap(),
                    left: at,
                    happens: Box::new(move || {
                        let mut service = hand.lock().unwrap();
                        let card = service.remove().unwrap();
                        let mut witness = PcscSlot::new(None);
                        empty(&mut witness);
                        service.insert(card).unwrap();
                        arrived(&mut witness);
                    }),
                };
                let code = code(read_over(transport));
                // pcsc-lite says the one or the other, by how far it is with the card that came.
                let said = ["CARD-REMOVED", "CARD-RESET"];
                assert!(said.contains(&code), "at command {at}: {code}");
                let count = |card: &mut VirtualCard| card.apdu_count();
                let now = service.lock().unwrap().with_card(count).unwrap();
                assert_eq!(now - sent, at - 1, "what came after is sent nothing");
            }
            assert_read(&mut slot);
        },
    );
}

#[test]
fn s10_a_card_that_another_program_holds_can_be_had_when_it_lets_go() {
    alone(
        "s10_a_card_that_another_program_holds_can_be_had_when_it_lets_go",
        |world| {
            let _service = start_with(world, "");
            let mut slot = slot();
            arrived(&mut slot);
            let other = pcsc::Context::establish(pcsc::Scope::System).unwrap();
            let name = other.list_readers_owned().unwrap().remove(0);
            for share in [pcsc::ShareMode::Shared, pcsc::ShareMode::Exclusive] {
                let held = other.connect(&name, share, pcsc::Protocols::ANY).unwrap();
                assert_eq!(slot.connect().err(), Some(SlotError::InUse));
                drop(held);
                let ours = slot.connect().unwrap();
                // And what is ours is nobody else's.
                let theirs = other.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
                assert_eq!(theirs.err(), Some(pcsc::Error::SharingViolation));
                drop(ours);
            }
            assert_read(&mut slot);
        },
    );
}

/// A card of its own making in the first reader: gives its ATR and answers every APDU as told, or not at all.
fn odd_card(service: &mut PrivatePcscd, answer: Option<&'static [u8]>) -> thread::JoinHandle<()> {
    let mut stream = service.connect(Reader::First).unwrap();
    thread::spawn(move || {
        let mut length = [0; 2];
        while stream.read_exact(&mut length).is_ok() {
            let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut message).unwrap();
            let answer = match message.as_slice() {
                [4] => ATR.as_slice(),
                [_] => continue,
                _ => match answer {
                    Some(answer) => answer,
                    None => return,
                },
            };
            let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
            stream.write_all(&[&length, answer].concat()).unwrap();
        }
    })
}

#[test]
fn an_answer_that_is_none_is_said_to_be() {
    alone("an_answer_that_is_none_is_said_to_be", |world| {
        let mut service = world.start();
        let mut slot = slot();
        let card = odd_card(&mut service, Some(&[0x90]));
        arrived(&mut slot);
        assert_eq!(code(read(&mut slot)), "CARD-EMPTY-ANSWER");
        // The reader is as good as before.
        service.stop_service().unwrap();
        card.join().unwrap();
        service.start_service().unwrap();
        lay(&mut service, Reader::First, "");
        arrived(&mut slot);
        assert_read(&mut slot);
    });
}

#[test]
fn s13_a_mute_card_is_given_up_and_the_next_is_read() {
    alone(
        "s13_a_mute_card_is_given_up_and_the_next_is_read",
        |world| {
            let mut service = start_with(world, "[[fault]]\napdu = 8\ndo = \"mute\"");
            let mut slot = slot();
            arrived(&mut slot);
            assert_eq!(code(read(&mut slot)), "CARD-MUTE");
            // The service still waits for the card, and that holds up neither the watch nor the other reader.
            assert_eq!(slot.connect().err(), Some(SlotError::InUse));
            let mut second = PcscSlot::new(Some("00 01".to_owned()));
            lay(&mut service, Reader::Second, "");
            arrived(&mut second);
            assert_read(&mut second);
            service.remove_from(Reader::Second);
            service.remove();
            empty(&mut slot);
            lay(&mut service, Reader::First, "");
            arrived(&mut slot);
            assert_read(&mut slot);
        },
    );
}

// --- What stays behind ----------------------------------------------------------------------------------------------

/// What another program learns of EF 0002 through a connection of its own to the card in the n-th reader. `None`
/// where it has no such file.
fn probe(reader: usize) -> Option<u16> {
    let other = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = other.list_readers_owned().unwrap().remove(reader);
    let card = other
        .connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY)
        .unwrap();
    let mut buffer = [0; pcsc::MAX_BUFFER_SIZE];
    let mut ask = |command: &[u8]| {
        let answer = card.transmit(command, &mut buffer).unwrap();
        u16::from_be_bytes(*answer.last_chunk().unwrap())
    };
    let aid = card_driver::ap::AID.as_slice();
    let select = [&[0x00, 0xA4, 0x04, 0x0C, 10], aid].concat();
    // Twice: the first command after power-up may fail.
    let selected = [ask(&select), ask(&select)];
    selected
        .contains(&0x9000)
        .then(|| ask(&[0x00, 0xB0, 0x82, 0x00, 0x01]))
}

#[test]
fn a_card_is_left_locked_however_the_session_ends() {
    alone("a_card_is_left_locked_however_the_session_ends", |world| {
        let mut service = start_with(world, "");
        let mut slot = slot();
        arrived(&mut slot);
        let commands = session_length(&mut slot);
        assert_eq!(probe(0), Some(0x6982), "after a reading");
        for at in 1..=commands {
            let fault = format!("[[fault]]\napdu = {at}\ndo = \"status\"\nstatus = \"6F01\"");
            service.remove();
            empty(&mut slot);
            lay(&mut service, Reader::First, &fault);
            arrived(&mut slot);
            // The probe's own commands are past the fault: it came in the session.
            assert_ne!(code(read(&mut slot)), "SLOT-NO-CARD");
            assert!(service.with_card(|card| card.apdu_count()).unwrap() >= at);
            assert_eq!(probe(0), Some(0x6982), "after a fault at command {at}");
        }
    });
}
