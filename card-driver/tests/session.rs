//! Whole sessions against the virtual card, without PC/SC.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::slot::{Cancel, Presence, Slot as _, SlotError, Waited};
use card_driver::transport::TransportError;
use card_driver::{
    AskAgainReason, CardError, Challenge, EvidenceError, Hierarchy, LastTry, Outcome, SelectedCard,
    Sex, TestHierarchy, TrustAnchors,
};
use common::{
    CHALLENGE, Session, anchors, card, holder, open, pin, profile, profile_with, read, tries,
    verifies,
};
use std::time::Duration;
use virtual_card::{InProcess, Profile, VirtualCard, VirtualSlot};

fn refused(result: Result<Outcome, CardError>) -> CardError {
    match result {
        Err(error) => error,
        Ok(Outcome::Verified(_)) => panic!("the card was believed"),
        Ok(Outcome::AskAgain { reason, .. }) => panic!("{reason:?}"),
    }
}

fn asked_again(result: Result<Outcome, CardError>) -> (SelectedCard, AskAgainReason) {
    match result.unwrap() {
        Outcome::AskAgain { card, reason } => (card, reason),
        Outcome::Verified(_) => panic!("the card was believed"),
    }
}

#[test]
fn reads_and_verifies_the_ordinary_card() {
    let card = card("");
    let mut holder = holder(&card);
    assert_eq!(holder.name().expose(), "見本　花子");
    assert_eq!(holder.birth_date().date().to_string(), "1985-04-12");
    assert_eq!(
        holder.address().unwrap().expose(),
        "東京都清瀬市例示町１丁目２番３号"
    );
    assert!(holder.sex() == Some(Sex::Female));
    assert_eq!(holder.hierarchy(), Hierarchy::Test);
    assert!(holder.session() == CHALLENGE);
    assert_eq!(holder.evidence().unwrap().files().ef0001.len(), 17);
    assert!(
        !card.with_card(|card| card.is_open()),
        "the card is left locked"
    );

    holder.forget_application_data();
    assert!(holder.address().is_none() && holder.sex().is_none() && holder.evidence().is_none());
    assert_eq!(holder.name().expose(), "見本　花子");
    assert_eq!(
        format!("{holder:?} {:?}", holder.name()),
        "VerifiedHolder PersonalText"
    );
}

#[test]
fn every_way_of_speaking_reads_the_same_card() {
    for variant in 0..32_u8 {
        let toml = [
            "extended_length = false\n",
            "short_file_ids = false\n",
            "verify_by_short_id = false\n",
            "warns_at_end = true\n",
            "first_command_fails = true\nempty_verify_ok_after_login = true\n",
        ];
        let chosen = toml
            .iter()
            .enumerate()
            .filter(|(bit, _)| variant >> bit & 1 == 1);
        let chosen: String = chosen.map(|(_, line)| *line).collect();
        for address in ["例示町".to_owned(), "長".repeat(90), "長".repeat(400)] {
            let base = include_str!("../../assets/cards/default.toml").replace("例示町", &address);
            let profile = Profile::from_toml(&format!("{base}\n[card]\n{chosen}")).unwrap();
            let card = InProcess::new(VirtualCard::new(profile));
            let session = Session::run(card.clone());
            let read = session.holder().address().unwrap();
            assert_eq!(
                read.expose(),
                format!("東京都清瀬市{address}１丁目２番３号"),
                "{chosen}"
            );
            assert_eq!(verifies(&card), 1, "{chosen}");
        }
    }
}

#[test]
fn a_wrong_pin_counts_down_by_one_and_is_sent_once() {
    let card = card("");
    let opened = open(&card).unwrap();
    assert_eq!(opened.tries_left().get(), 3);
    assert_eq!(verifies(&card), 0, "nothing is verified before the entry");
    let (opened, reason) = asked_again(opened.verify_and_read(pin("9999"), LastTry::NotConfirmed));
    assert_eq!(
        (
            reason,
            opened.tries_left().get(),
            verifies(&card),
            tries(&card)
        ),
        (AskAgainReason::WrongPin, 2, 1, 2)
    );
    let (opened, reason) = asked_again(opened.verify_and_read(pin("9998"), LastTry::NotConfirmed));
    assert_eq!(
        (reason, opened.tries_left().get(), verifies(&card)),
        (AskAgainReason::WrongPin, 1, 2)
    );
    assert!(opened.tries_left().is_last());
    let (opened, reason) = asked_again(opened.verify_and_read(pin("9997"), LastTry::NotConfirmed));
    assert_eq!(
        (reason, verifies(&card), tries(&card)),
        (AskAgainReason::LastTryNotConfirmed, 2, 1)
    );
    assert_eq!(
        refused(opened.verify_and_read(pin("9997"), LastTry::Confirmed)),
        CardError::PinBlocked
    );
    assert_eq!((verifies(&card), tries(&card)), (3, 0));
    assert_eq!(
        open(&card.with_card(|card| InProcess::new(card.clone()))).unwrap_err(),
        CardError::PinBlocked
    );
}

#[test]
fn the_right_pin_after_a_wrong_one_is_taken_and_the_confirmed_last_try_too() {
    let wrong_first = card("");
    let (opened, _) = asked_again(read(&wrong_first, "0000"));
    assert!(matches!(
        opened.verify_and_read(pin("1234"), LastTry::NotConfirmed),
        Ok(Outcome::Verified(_))
    ));
    assert_eq!(tries(&wrong_first), 3);

    let last = InProcess::new(VirtualCard::new(profile_with("tries = 1", "")));
    let opened = open(&last).unwrap();
    assert!(matches!(
        opened.verify_and_read(pin("1234"), LastTry::Confirmed),
        Ok(Outcome::Verified(_))
    ));
}

#[test]
fn a_blocked_pin_is_known_before_any_entry() {
    for variant in ["", "[card]\nverify_by_short_id = false"] {
        let blocked = InProcess::new(VirtualCard::new(profile_with("tries = 0", variant)));
        assert_eq!(open(&blocked).unwrap_err(), CardError::PinBlocked);
        assert_eq!(verifies(&blocked), 0);
    }
    // What other cards say when blocked.
    for status in ["63C0", "6983", "6984"] {
        let blocked = card(&format!(
            "[[fault]]\nins = \"20\"\ndo = \"status\"\nstatus = \"{status}\""
        ));
        assert_eq!(open(&blocked).unwrap_err(), CardError::PinBlocked);
    }
}

#[test]
fn a_count_that_changed_during_the_entry_asks_again_without_verify() {
    let card = card("");
    let opened = open(&card).unwrap();
    card.with_card(|card| {
        let wrong = [0x00, 0x20, 0x00, 0x91, 0x04, 0x30, 0x30, 0x30, 0x30];
        assert_eq!(card.transmit(&wrong), [0x63, 0xC2]);
    });
    let (opened, reason) = asked_again(opened.verify_and_read(pin("1234"), LastTry::NotConfirmed));
    assert_eq!(
        (reason, opened.tries_left().get(), verifies(&card)),
        (AskAgainReason::TriesChanged, 2, 1)
    );
}

#[test]
fn s8_a_state_left_open_is_ended_and_else_refused_without_verify() {
    let left_open = InProcess::new(VirtualCard::new(profile_with("left_open = true", "")));
    // It was left open, and the wrong PIN does not read it.
    let (_, reason) = asked_again(read(&left_open, "9999"));
    assert_eq!(reason, AskAgainReason::WrongPin);

    let stays_open = card("[card]\nstays_open = true");
    assert_eq!(refused(read(&stays_open, "9999")), CardError::LeftOpen);
    assert_eq!(verifies(&stays_open), 0);
}

#[test]
fn s16_what_a_card_is_is_decided_by_select() {
    let other = card("[card]\nmy_number_card = false");
    assert_eq!(open(&other).unwrap_err(), CardError::NotMyNumberCard);
    assert_eq!(other.with_card(|card| card.apdu_count()), 1);
}

#[test]
fn a_copied_card_is_found_out_last() {
    let copied = card("[card]\nown_key = false");
    assert_eq!(
        refused(read(&copied, "1234")),
        CardError::Evidence(EvidenceError::NotGenuine)
    );
    let wrong_pin = card("[card]\nown_key = false");
    assert_eq!(
        asked_again(read(&wrong_pin, "4321")).1,
        AskAgainReason::WrongPin
    );
    // A signature from another session, cut short, or too long.
    for fault in [
        "do = \"flip-bit\"\nbyte = 9",
        "do = \"truncate\"\nbyte = 255",
        "do = \"extra\"",
    ] {
        let fault = card(&format!("[[fault]]\nins = \"2A\"\n{fault}"));
        assert_eq!(
            refused(read(&fault, "1234")),
            CardError::Evidence(EvidenceError::NotGenuine)
        );
    }
    // A copy with a forged file is called forged.
    let forged = card("[card]\nown_key = false\n[[flip]]\nfile = \"0002\"\nbyte = 20");
    assert_eq!(refused(read(&forged, "1234")).code(), "CARD-DIGEST-WRONG");
}

#[test]
fn a_bad_certificate_ends_it_before_any_pin() {
    for byte in [3, 10, 30, 100, 320, 567] {
        let forged = card(&format!("[[flip]]\nfile = \"0004\"\nbyte = {byte}"));
        let error = open(&forged).unwrap_err();
        assert!(matches!(error, CardError::Evidence(_)), "{byte}: {error:?}");
        assert_eq!(verifies(&forged), 0);
        assert!(
            !forged.with_card(|card| card.instructions().contains(&0x2A)),
            "it is not given the challenge"
        );
    }
}

#[test]
fn test_cards_are_refused_unless_allowed() {
    let toml = include_str!("../../assets/trust/demo.toml");
    let refusing = TrustAnchors::from_toml(toml, TestHierarchy::Refused).unwrap();
    let card = card("");
    let error = SelectedCard::open(card.clone(), &refusing, CHALLENGE).unwrap_err();
    assert_eq!(error, CardError::Evidence(EvidenceError::TestCard));
    assert_eq!(verifies(&card), 0);
    // A CA that is not pinned.
    let other = toml.replace("36393939393333", "36393939393334");
    let other = TrustAnchors::from_toml(&other, TestHierarchy::Allowed).unwrap();
    let error = SelectedCard::open(card, &other, CHALLENGE).unwrap_err();
    assert_eq!(error, CardError::Evidence(EvidenceError::UnknownCa));
    // A test CA is never production.
    let disguised = toml.replace("\"test\"", "\"production\"");
    let error = TrustAnchors::from_toml(&disguised, TestHierarchy::Allowed).unwrap_err();
    assert_eq!(error.code(), "TRUST-TEST-AS-PRODUCTION");
}

#[test]
fn a_card_taken_away_or_mute_at_any_command_is_an_error_and_never_verified_twice() {
    let commands = {
        let card = card("");
        holder(&card);
        card.with_card(|card| card.apdu_count())
    };
    assert!(commands > 8);
    for at in 1..=commands {
        for (what, error) in [
            ("remove", TransportError::CardRemoved),
            ("mute", TransportError::Mute),
        ] {
            let faulty = card(&format!("[[fault]]\napdu = {at}\ndo = \"{what}\""));
            assert_eq!(
                refused(read(&faulty, "1234")),
                CardError::Transport(error),
                "at command {at}"
            );
            assert!(verifies(&faulty) <= 1, "at command {at}");
            assert!(!faulty.with_card(|card| card.is_open()), "at command {at}");
        }
    }
}

#[test]
fn every_status_word_at_every_command_ends_without_a_holder_or_with_the_right_one() {
    for at in 1..=12 {
        for status in [
            "6283", "6300", "6700", "6982", "6985", "6A82", "6B00", "6C00", "6C05", "6D00", "6F00",
            "9000",
        ] {
            let odd = card(&format!(
                "[[fault]]\napdu = {at}\ndo = \"status\"\nstatus = \"{status}\""
            ));
            if let Ok(Outcome::Verified(holder)) = read(&odd, "1234") {
                assert_eq!(holder.name().expose(), "見本　花子");
            }
            assert!(verifies(&odd) <= 1, "{status} at command {at}");
        }
    }
}

#[test]
fn the_challenge_decides_which_session_a_holder_belongs_to() {
    let other = Challenge::from_bytes([7; 32]);
    let opened = SelectedCard::open(card(""), &anchors(), other).unwrap();
    let Ok(Outcome::Verified(holder)) = opened.verify_and_read(pin("1234"), LastTry::NotConfirmed)
    else {
        panic!("not verified")
    };
    assert!(holder.session() == other && holder.session() != CHALLENGE);
}

#[test]
fn the_committed_residents_are_sound() {
    for (text, name) in [
        (include_str!("../../assets/cards/moved.toml"), "見本　太郎"),
        (
            include_str!("../../assets/cards/domestic-only.toml"),
            "例示　さくら",
        ),
        (
            include_str!("../../assets/cards/no-record.toml"),
            "例示　一郎",
        ),
        (
            include_str!("../../assets/cards/deceased.toml"),
            "例示　二郎",
        ),
        (
            include_str!("../../assets/cards/protected.toml"),
            "例示　三子",
        ),
        (
            include_str!("../../assets/cards/married.toml"),
            "例示　梅子",
        ),
        (
            include_str!("../../assets/cards/elsewhere.toml"),
            "例示　四郎",
        ),
        (
            include_str!("../../assets/cards/short-only.toml"),
            "見本　花子",
        ),
        (
            include_str!("../../assets/cards/left-open.toml"),
            "見本　花子",
        ),
    ] {
        let profile = virtual_card::Profile::from_toml(text).unwrap();
        assert_eq!(
            holder(&InProcess::new(VirtualCard::new(profile)))
                .name()
                .expose(),
            name
        );
    }
}

#[test]
fn a_slot_waits_connects_and_counts() {
    let (mut slot, control) = VirtualSlot::new();
    let cancel = Cancel::new();
    let now = Some(Duration::ZERO);
    assert_eq!(
        slot.wait_for(Presence::Present, now, &cancel),
        Ok(Waited::TimedOut)
    );
    assert_eq!(slot.connect().err(), Some(SlotError::NoCard));
    let hand = control.clone();
    let inserting = std::thread::spawn(move || hand.insert(VirtualCard::new(profile(""))));
    assert_eq!(
        slot.wait_for(Presence::Present, None, &cancel),
        Ok(Waited::Reached)
    );
    assert!(inserting.join().unwrap().is_none());
    assert_eq!(control.apdu_count(), 0, "waiting says nothing to the card");

    let transport = slot.connect().unwrap();
    assert_eq!(slot.connect().err(), Some(SlotError::InUse));
    let opened = SelectedCard::open(transport, &anchors(), CHALLENGE).unwrap();
    let before = control.apdu_count();
    assert!(before > 0);
    let taken = control.remove().unwrap();
    let error = refused(opened.verify_and_read(pin("1234"), LastTry::NotConfirmed));
    assert_eq!(error, CardError::Transport(TransportError::CardRemoved));
    control.insert(taken);
    let opened = SelectedCard::open(slot.connect().unwrap(), &anchors(), CHALLENGE).unwrap();
    assert!(matches!(
        opened.verify_and_read(pin("1234"), LastTry::NotConfirmed),
        Ok(Outcome::Verified(_))
    ));
    assert_eq!(
        (control.verify_count(), control.instructions().len() as u64),
        (1, control.apdu_count())
    );

    let canceller = cancel.clone();
    let cancelling = std::thread::spawn(move || canceller.cancel());
    assert_eq!(
        slot.wait_for(Presence::Absent, None, &cancel),
        Ok(Waited::Cancelled)
    );
    cancelling.join().unwrap();
}
