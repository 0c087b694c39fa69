//! What is found is told, and of several findings the first of: not a My Number card (8), communication lost (5), left
//! open (10), last try refused (9), blocked (3), wrong PIN (2), a bad file (4), a copy (6).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::transport::{StepName, Trace, Traced, Transport, TransportError};
use card_driver::{AskAgainReason, CardError, EvidenceError, LastTry, Outcome, ProbedCard};
use common::{
    Between, CHALLENGE, Session, anchors, card, is_verify, pin, profile_with, verifies,
    with_signature_made_once,
};
use virtual_card::{InProcess, VirtualCard};

/// What `card-read` says: it asks about the last try before it asks whether the files are sound.
fn exit_code(transport: impl Transport + 'static, typed: &str) -> u8 {
    let of = |error: CardError| match error {
        CardError::Transport(_) => 5,
        CardError::NotMyNumberCard => 8,
        CardError::PinBlocked => 3,
        CardError::LeftOpen => 10,
        CardError::Evidence(EvidenceError::NotGenuine) => 6,
        _ => 4,
    };
    let probed = match ProbedCard::probe(transport, &anchors(), CHALLENGE) {
        Ok(probed) if probed.tries_left().is_last() => return 9,
        Ok(probed) => probed,
        Err(error) => return of(error),
    };
    let read = probed
        .accept()
        .and_then(|card| card.verify_and_read(pin(typed), LastTry::NotConfirmed));
    match read {
        Ok(Outcome::Verified(_)) => 0,
        Ok(Outcome::AskAgain {
            reason: AskAgainReason::WrongPin,
            ..
        }) => 2,
        Ok(Outcome::AskAgain { reason, .. }) => panic!("{reason:?}"),
        Err(error) => of(error),
    }
}

#[test]
fn of_several_findings_the_first_is_told() {
    #[derive(Clone, Copy)]
    struct Faults {
        other_card: bool,
        lost: bool,
        open: bool,
        tries: u8,
        wrong_pin: bool,
        bad_0004: bool,
        bad_0003: bool,
        copy: bool,
    }
    let expected = |faults: Faults| match faults {
        _ if faults.other_card => 8,
        _ if faults.lost => 5,
        _ if faults.open => 10,
        _ if faults.tries == 1 => 9,
        _ if faults.tries == 0 => 3,
        // A bad EF 0004 ends it before the PIN, so that a wrong one is never found out.
        _ if faults.bad_0004 => 4,
        _ if faults.wrong_pin => 2,
        _ if faults.bad_0003 => 4,
        _ if faults.copy => 6,
        _ => 0,
    };
    for bits in 0..128_u8 {
        for tries in [0, 1, 3] {
            let has = |bit: u8| bits >> bit & 1 == 1;
            let faults = Faults {
                other_card: has(0),
                lost: has(1),
                open: has(2),
                tries,
                wrong_pin: has(3),
                bad_0004: has(4),
                bad_0003: has(5),
                copy: has(6),
            };
            let flip = |file: &str| format!("[[flip]]\nfile = \"{file}\"\nbyte = 60\n");
            let more = format!(
                "[card]\nmy_number_card = {}\nstays_open = {}\nown_key = {}\n{}{}{}",
                !faults.other_card,
                faults.open,
                !faults.copy,
                if faults.bad_0004 {
                    flip("0004")
                } else {
                    String::new()
                },
                if faults.bad_0003 {
                    flip("0003")
                } else {
                    String::new()
                },
                // Lost at the fourth command: later than that, other findings may have come first.
                if faults.lost {
                    "[[fault]]\napdu = 4\ndo = \"remove\"\n"
                } else {
                    ""
                },
            );
            let card = InProcess::new(VirtualCard::new(profile_with(
                &format!("tries = {tries}"),
                &more,
            )));
            let typed = if faults.wrong_pin { "4321" } else { "1234" };
            let told = exit_code(card.clone(), typed);
            assert_eq!(told, expected(faults), "{typed}, {tries} tries, {more}");
            let sent = matches!(told, 0 | 2 | 6) || (told == 4 && !faults.bad_0004);
            assert_eq!(
                verifies(&card),
                u64::from(sent),
                "{typed}, {tries} tries, {more}"
            );
            assert!(faults.open || !card.with_card(|card| card.is_open()));
        }
    }
}

/// A step of a session, as its command is recognised.
fn step(command: &[u8]) -> &'static str {
    match *command {
        [_, 0xA4, 0x04, ..] => "select",
        [_, 0xB0, 0x85, ..] => "0005",
        [_, 0xB0, 0x84, _, 0, _, _] => "0004 extended",
        [_, 0xB0, 0x84, ..] => "0004",
        [_, 0x2A, ..] => "challenge",
        [_, 0xB0, 0x82, 0, 1] => "probe",
        [_, 0xB0, 0x81, ..] => "0001",
        [_, 0xB0, 0x82, ..] => "0002",
        [_, 0xB0, 0x83, ..] => "0003",
        [_, 0xB0, 0x87, ..] => "0007",
        [_, 0x20, _, 0x91] => "tries",
        [_, 0x20, _, 0x91, _, ..] => "verify",
        [_, 0xA4, 0x02, _, _, _, 0x11] => "select pin",
        [_, 0xB0, ..] => "more",
        _ => "other",
    }
}

/// Every status word of the card, wherever it may come instead of the answer: what is said then.
#[test]
fn every_status_word_wherever_it_comes() {
    const WORDS: [u16; 30] = [
        0x6100, 0x6281, 0x6282, 0x6283, 0x6300, 0x63C0, 0x63C1, 0x63C2, 0x63C3, 0x6700, 0x6881,
        0x6882, 0x6900, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6A80, 0x6A82, 0x6A86,
        0x6A88, 0x6B00, 0x6C00, 0x6D00, 0x6E00, 0x6F00, 0x9000, 0x1234,
    ];
    let blocked = [0x63C0, 0x6983, 0x6984];
    let expected = |at: &str, word: u16| match (at, word) {
        // Anything but 9000 to SELECT is no My Number card (61xx: what GET RESPONSE says to it); 6F00 is asked twice.
        ("select", 0x9000) => "CARD-FILE-UNREADABLE",
        ("select", _) => "CARD-NOT-MYNUMBER",
        // Refused by short id: had by SELECT. An empty answer is no file.
        ("0005", _) => "OK",
        // Whatever it is, the file is read by short lengths.
        ("0004 extended", _) => "OK",
        ("challenge", _) => "CARD-NOT-GENUINE",
        // The card is powered anew, is still open, and gets no PIN. By SELECT, it is seen that it is locked.
        ("probe", 0x9000 | 0x6282 | 0x6100 | 0x6C00) => "CARD-LEFT-OPEN",
        ("probe", 0x6982 | 0x6981 | 0x6986 | 0x6A80 | 0x6A82 | 0x6A86 | 0x6A88 | 0x6B00) => "OK",
        ("probe", _) => "CARD-FILE-UNREADABLE",
        ("tries" | "verify", word) if blocked.contains(&word) => "CARD-PIN-BLOCKED",
        // Only 63Cx is an answer to the count of tries by short id; with any other, EF 0011 is selected.
        ("tries", 0x63C1) => "AGAIN",
        ("tries", _) => "OK",
        ("verify", 0x63C1..=0x63C3 | 0x6300) => "AGAIN",
        ("verify", 0x9000) => "CARD-FILE-UNREADABLE",
        ("verify", _) => "CARD-PIN-STATUS",
        // The PIN is verified: refused by short id, it is had by SELECT.
        (_, 0x6981 | 0x6986 | 0x6A80 | 0x6A82 | 0x6A86 | 0x6A88 | 0x6B00) => "OK",
        // An empty answer is no file.
        (_, 0x9000 | 0x6282) => "CARD-FILE-MALFORMED",
        (_, _) => "CARD-FILE-UNREADABLE",
    };
    for at in [
        "select",
        "0005",
        "0004 extended",
        "challenge",
        "probe",
        "tries",
        "verify",
        "0001",
        "0002",
        "0003",
        "0007",
    ] {
        for word in WORDS {
            let card = card("");
            let session = Session::run(Between {
                card: card.clone(),
                transmit: move |card: &mut InProcess, command: &[u8]| {
                    if step(command) == at {
                        return Ok(SecretBytes::new(word.to_be_bytes().to_vec()));
                    }
                    with_signature_made_once(card, command)
                },
            });
            assert_eq!(
                session.code(),
                expected(at, word),
                "{word:04X} at {at}{}",
                session.told()
            );
            assert!(session.count(StepName::Verify) <= 1);
            // Where a fresh entry is asked for, the card is still held.
            let left = session.steps.last().unwrap().name() == StepName::Leave;
            assert_eq!(left, session.code() != "AGAIN");
        }
    }
}

/// Blocked is blocked wherever it is said: before the entry, after it, for the PIN that was wrong once too often, and
/// by the selection of EF 0011.
#[test]
fn blocked_wherever_it_is_said() {
    for word in [0x63C0_u16, 0x6983, 0x6984] {
        for (at, nth, variant) in [
            ("tries", 1, ""),
            ("tries", 2, ""),
            ("verify", 1, ""),
            ("select pin", 1, "[card]\nverify_by_short_id = false"),
        ] {
            let mut seen = 0;
            let session = Session::run(Between {
                card: card(variant),
                transmit: move |card: &mut InProcess, command: &[u8]| {
                    if step(command) == at {
                        seen += 1;
                        if seen == nth {
                            return Ok(SecretBytes::new(word.to_be_bytes().to_vec()));
                        }
                    }
                    card.transmit(command)
                },
            });
            assert_eq!(
                session.code(),
                "CARD-PIN-BLOCKED",
                "{word:04X} at {at} {nth}"
            );
            assert_eq!(session.count(StepName::Verify), usize::from(at == "verify"));
        }
    }
}

/// 6F00 as the first answer after power-up, and after the card was powered anew.
#[test]
fn the_first_answer_after_power_up_may_be_6f00() {
    let left_open = profile_with("left_open = true", "[card]\nfirst_command_fails = true");
    let session = Session::run(InProcess::new(VirtualCard::new(left_open)));
    session.holder();
    assert_eq!(session.count(StepName::PowerCycle), 1);
    assert_eq!(session.count(StepName::SelectAp), 4);
    // Not more often: a card that always says so is none.
    let always = card("[[fault]]\nins = \"A4\"\ndo = \"status\"\nstatus = \"6F00\"");
    let session = Session::run(always);
    assert_eq!((session.code(), session.apdus()), ("CARD-NOT-MYNUMBER", 2));
}

/// 6B00 behind the end is the end of the file.
#[test]
fn an_offset_behind_the_end_is_the_end() {
    // EF 0003 that is 256 bytes long and says it is longer: read on, told 6B00, and found malformed.
    let session = Session::run(Between {
        card: card("[card]\nextended_length = false"),
        transmit: |card: &mut InProcess, command: &[u8]| {
            let reads_on = command[1] == 0xB0 && command[2] == 0x01;
            if reads_on && card.with_card(|card| card.is_open()) {
                return Ok(SecretBytes::new(vec![0x6B, 0x00]));
            }
            card.transmit(command)
        },
    });
    assert_eq!(session.code(), "CARD-FILE-MALFORMED");
}

/// A lost connection is told before a bad file, also when it is lost at the very end.
#[test]
fn a_card_that_cannot_be_left_is_a_lost_connection() {
    struct CannotLeave(InProcess);
    impl Transport for CannotLeave {
        fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
            self.0.transmit(command)
        }
        fn power_cycle(&mut self) -> Result<(), TransportError> {
            self.0.power_cycle()
        }
        fn leave(&mut self) -> Result<(), TransportError> {
            self.0.leave()?;
            Err(TransportError::Lost)
        }
    }
    for more in [
        "",
        "[[flip]]\nfile = \"0003\"\nbyte = 60",
        "[[fault]]\napdu = 11\ndo = \"status\"\nstatus = \"6A82\"",
    ] {
        assert_eq!(exit_code(CannotLeave(card(more)), "1234"), 5);
    }
}

/// S12: the answer to VERIFY is lost. It is not sent again; the card is powered anew and asked for its tries.
#[test]
fn s12_a_lost_answer_to_verify_is_asked_about_and_never_sent_again() {
    // The command arrived, or it did not; it was right, or wrong, or wrong for the last time.
    for error in [TransportError::Lost, TransportError::Empty] {
        for (tries, arrived, typed, expected) in [
            (3, true, "1234", Ok((AskAgainReason::AnswerLost, 3))),
            (2, true, "1234", Ok((AskAgainReason::AnswerLost, 3))),
            (3, false, "1234", Ok((AskAgainReason::AnswerLost, 3))),
            (2, false, "4321", Ok((AskAgainReason::AnswerLost, 2))),
            (3, true, "4321", Ok((AskAgainReason::WrongPin, 2))),
            (1, true, "4321", Err("CARD-PIN-BLOCKED")),
        ] {
            let card = InProcess::new(VirtualCard::new(profile_with(
                &format!("tries = {tries}"),
                "",
            )));
            let trace = Trace::default();
            let loses = Between {
                card: card.clone(),
                transmit: move |card: &mut InProcess, command: &[u8]| {
                    if is_verify(command) {
                        if arrived {
                            card.transmit(command)?;
                        }
                        return Err(error);
                    }
                    card.transmit(command)
                },
            };
            let loses = Traced::new(loses, trace.clone());
            let opened = card_driver::SelectedCard::open(loses, &anchors(), CHALLENGE).unwrap();
            let told = match opened.verify_and_read(pin(typed), LastTry::Confirmed) {
                Ok(Outcome::AskAgain { card, reason }) => Ok((reason, card.tries_left().get())),
                Ok(Outcome::Verified(_)) => panic!("believed"),
                Err(error) => Err(error.code()),
            };
            assert_eq!(told, expected, "{tries} {arrived} {typed}");
            let steps: Vec<_> = trace.steps().iter().map(|step| step.name()).collect();
            let verify = steps
                .iter()
                .position(|name| *name == StepName::Verify)
                .unwrap();
            assert_eq!(
                steps[verify + 1],
                StepName::PowerCycle,
                "nothing is asked of a card that may be open"
            );
            assert!(!steps[verify + 1..].contains(&StepName::Verify));
            assert_eq!(steps.last(), Some(&StepName::Leave));
            assert!(!card.with_card(|card| card.is_open()));
        }
    }
}
