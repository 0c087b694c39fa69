//! What the card answers to commands that a driver should not send, and to those it should: status words of ISO/IEC
//! 7816-4 and of the real card, faults by number, command and file, latency, memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use card_driver::slot::{Cancel, Presence, Slot as _, Waited};
use card_driver::transport::{Transport as _, TransportError};
use std::time::Duration;
use virtual_card::{Answer, InProcess, Profile, VirtualCard, VirtualSlot};

const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08";
const SELECT_COMMON: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x01\x00";
const TRIES: &[u8] = b"\x00\x20\x00\x91";
const VERIFY: &[u8] = b"\x00\x20\x00\x91\x041234";
const NUMBER: &[u8] = b"\x00\xB0\x81\x00\x00";
const ATTRIBUTES: &[u8] = b"\x00\xB0\x82\x00\x00";
const CERTIFICATE: &[u8] = b"\x00\xB0\x84\x00\x00";

fn card_with(more: &str) -> VirtualCard {
    let base = include_str!("../../../assets/cards/default.toml");
    VirtualCard::new(Profile::from_toml(&format!("{base}\n{more}")).unwrap())
}

fn selected(more: &str) -> VirtualCard {
    let mut card = card_with(more);
    assert_eq!(status(&card.transmit(SELECT)), 0x9000);
    card
}

fn status(response: &[u8]) -> u16 {
    let (_, status) = response.split_last_chunk::<2>().expect("an answer");
    u16::from_be_bytes(*status)
}

/// Sends all, and gives the status of each.
fn statuses(card: &mut VirtualCard, commands: &[&[u8]]) -> Vec<u16> {
    commands
        .iter()
        .map(|command| status(&card.transmit(command)))
        .collect()
}

#[test]
fn commands_that_make_no_sense_are_told_apart() {
    let long = |lc: usize| {
        [
            &[0x00, 0xA4, 0x04, 0x0C, 0x00],
            &lc.to_be_bytes()[6..],
            &vec![1; lc],
        ]
        .concat()
    };
    for (command, expected) in [
        (b"".as_slice(), 0x6700),
        (b"\x00", 0x6700),
        (b"\x00\xA4", 0x6700),
        (b"\x00\xA4\x04", 0x6700),
        // Lc and Le that do not add up.
        (b"\x00\xA4\x04\x0C\x0A\xD3", 0x6700),
        (b"\x00\xA4\x04\x0C\x01\xD3\x00\x00", 0x6700),
        (b"\x00\xA4\x02\x0C\x01\x00", 0x6700),
        (b"\x00\xA4\x02\x0C\x03\x00\x01\x02", 0x6700),
        (b"\x00\xB0\x84\x00", 0x6700),
        (b"\x00\xB0\x84\x00\x01\x00\x00", 0x6700),
        (b"\x00\x84\x00\x00", 0x6700),
        // Extended GET CHALLENGE, as real cards.
        (b"\x00\x84\x00\x00\x00\x00\x10", 0x6985),
        // Chaining, logical channels, secure messaging.
        (b"\x10\x20\x00\x91\x041234", 0x6884),
        (b"\x01\xB0\x84\x00\x00", 0x6881),
        (b"\x03\xA4\x00\x00", 0x6881),
        (b"\x0C\xB0\x84\x00\x00", 0x6882),
        (b"\x84\xB0\x84\x00\x00", 0x6882),
        // Unknown instruction, unknown class.
        (b"\x00\xFF\x00\x00", 0x6D00),
        (b"\x80\xB0\x84\x00\x00", 0x6D00),
        (b"\x00\xC0\x00\x00\x00", 0x6D00),
        (b"\x90\xB0\x84\x00\x00", 0x6E00),
        (b"\xFF\xCA\x00\x00\x00", 0x6E00),
        // Wrong parameters.
        (b"\x00\xA4\x09\x00\x02\x00\x01", 0x6A86),
        (b"\x00\x20\x01\x91", 0x6A86),
        (b"\x00\x20\x00\x11", 0x6A86),
        (b"\x00\xB0\xE4\x00\x00", 0x6A86),
        (b"\x80\x2A\x06\x00\x01\x00\x00", 0x6A86),
        (b"\x80\x2A\x00\x00\x00", 0x6700),
        // No such file, file of another kind, another application.
        (b"\x00\xA4\x02\x0C\x02\x00\x09", 0x6A82),
        (b"\x00\xB0\x89\x00\x00", 0x6A82),
        (b"\x00\xB0\x91\x00\x00", 0x6981),
        (b"\x00\xB2\x01\x24\x00", 0x6981),
        (b"\x00\x88\x00\x93\x01\x00\x00", 0x6985),
        (b"\x00\xA4\x04\x0C\x05\xD3\x92\xF0\x00\x26", 0x6A82),
        // Past the end.
        (b"\x00\xA4\x02\x0C\x02\x00\x04", 0x9000),
        (b"\x00\xB0\x02\x38\x00", 0x6B00),
        (b"\x00\xB0\x7F\xFF\x00", 0x6B00),
        (b"\x00\xB0\x02\x37\x00", 0x9000),
    ] {
        let mut card = selected("");
        if command.starts_with(b"\x00\xB0\x02") || command.starts_with(b"\x00\xB0\x7F") {
            card.transmit(b"\x00\xA4\x02\x0C\x02\x00\x04");
        }
        assert_eq!(status(&card.transmit(command)), expected, "{command:02X?}");
        assert_eq!(card.pin_tries(), 3, "{command:02X?}");
        assert_eq!(status(&card.transmit(TRIES)), 0x63C3, "still sound");
    }
    for length in [255, 256, 65_528, 65_535] {
        assert_eq!(
            status(&selected("").transmit(&long(length))),
            0x6A82,
            "{length}"
        );
    }
    assert_eq!(status(&selected("").transmit(&vec![0; 65_538])), 0x6700);
    assert_eq!(
        status(&card_with("").transmit(b"\x00\xB0\x84\x00\x00")),
        0x6986
    );
    assert_eq!(status(&card_with("").transmit(TRIES)), 0x6986);
}

#[test]
fn whatever_is_not_the_pin_uses_one_try_and_a_wrong_length_none() {
    for secret in [
        b"123".as_slice(),
        b"12345",
        b"1234\xFF\xFF\xFF\xFF",
        b"abcd",
        &[0; 16],
        b"0",
    ] {
        let mut card = selected("");
        let lc = u8::try_from(secret.len()).unwrap();
        let verify = [b"\x00\x20\x00\x91".as_slice(), &[lc], secret].concat();
        let said = statuses(
            &mut card,
            &[&verify, TRIES, &verify, &verify, TRIES, VERIFY],
        );
        assert_eq!(
            said,
            [0x63C2, 0x63C2, 0x63C1, 0x63C0, 0x6984, 0x6984],
            "{secret:?}"
        );
        assert_eq!(card.verify_count(), 4);
    }
    let mut card = selected("");
    let long = [b"\x00\x20\x00\x91\x11".as_slice(), &[b'1'; 17]].concat();
    assert_eq!(statuses(&mut card, &[&long, TRIES]), [0x6700, 0x63C3]);
    // A right entry gives the tries back.
    let wrong = b"\x00\x20\x00\x91\x049999";
    assert_eq!(
        statuses(&mut card, &[wrong, VERIFY, TRIES]),
        [0x63C2, 0x9000, 0x63C3]
    );
}

#[test]
fn the_pin_is_changed_only_by_whoever_gave_it() {
    let mut card = selected("");
    let change = b"\x00\x24\x01\x91\x045678";
    let new = b"\x00\x20\x00\x91\x045678";
    assert_eq!(statuses(&mut card, &[change, new]), [0x6982, 0x63C2]);
    let short = b"\x00\x24\x01\x91\x03567";
    let other_form = b"\x00\x24\x00\x91\x045678";
    let said = statuses(&mut card, &[VERIFY, short, other_form, change, VERIFY, new]);
    assert_eq!(said, [0x9000, 0x6700, 0x6A86, 0x9000, 0x63C2, 0x9000]);
}

#[test]
fn what_was_verified_lasts_through_reset_and_reselection_and_ends_with_the_application_and_the_power()
 {
    let mut card = selected("");
    assert_eq!(
        statuses(&mut card, &[ATTRIBUTES, VERIFY, ATTRIBUTES]),
        [0x6982, 0x9000, 0x9000]
    );
    card.reset();
    assert_eq!(
        statuses(&mut card, &[ATTRIBUTES, SELECT, ATTRIBUTES]),
        [0x6986, 0x9000, 0x9000]
    );
    let no_such = b"\x00\xA4\x04\x0C\x05\xD3\x92\xF0\x00\x26";
    assert_eq!(
        statuses(&mut card, &[no_such, ATTRIBUTES]),
        [0x6A82, 0x9000]
    );
    assert_eq!(
        statuses(&mut card, &[SELECT_COMMON, SELECT, ATTRIBUTES]),
        [0x9000, 0x9000, 0x6982]
    );
    assert_eq!(statuses(&mut card, &[VERIFY, NUMBER]), [0x9000, 0x9000]);
    card.power_off();
    assert_eq!(statuses(&mut card, &[SELECT, NUMBER]), [0x9000, 0x6982]);
}

#[test]
fn variants_answer_as_their_profiles_say() {
    let extended = b"\x00\xB0\x84\x00\x00\x00\x00".as_slice();
    for refused in ["6700", "6985", "6E00"] {
        let mut card = selected(&format!(
            "[card]\nextended_length = false\nextended_refused_status = \"{refused}\""
        ));
        let expected = u16::from_str_radix(refused, 16).unwrap();
        assert_eq!(
            statuses(&mut card, &[extended, CERTIFICATE]),
            [expected, 0x9000]
        );
    }
    assert_eq!(selected("").transmit(extended).len(), 570);
    for blocked in ["6984", "6983", "63C0"] {
        let text = format!("tries = 0\n[card]\nblocked_status = \"{blocked}\"");
        let base = include_str!("../../../assets/cards/default.toml");
        let mut card = VirtualCard::new(Profile::from_toml(&format!("{base}{text}")).unwrap());
        let expected = u16::from_str_radix(blocked, 16).unwrap();
        assert_eq!(
            statuses(&mut card, &[SELECT, TRIES, VERIFY]),
            [0x9000, expected, expected]
        );
    }
    let mut card = selected("[card]\nempty_verify_ok_after_login = true");
    assert_eq!(
        statuses(&mut card, &[TRIES, VERIFY, TRIES]),
        [0x63C3, 0x9000, 0x9000]
    );
    assert_eq!(
        statuses(&mut selected(""), &[VERIFY, TRIES]),
        [0x9000, 0x63C3]
    );
    let mut card = selected("[card]\nshort_file_ids = false\nverify_by_short_id = false");
    assert_eq!(statuses(&mut card, &[CERTIFICATE, TRIES]), [0x6A86, 0x6A86]);
    let mut card = card_with("[card]\nfirst_command_fails = true");
    assert_eq!(statuses(&mut card, &[SELECT, SELECT]), [0x6F00, 0x9000]);
    card.power_off();
    assert_eq!(statuses(&mut card, &[SELECT, SELECT]), [0x6F00, 0x9000]);
    let mut card = selected("[card]\nwarns_at_end = true");
    assert_eq!(
        statuses(
            &mut card,
            &[b"\x00\xB0\x88\x00\x11", b"\x00\xB0\x88\x00\x10"]
        ),
        [0x6282, 0x9000]
    );
    let mut card = selected("[card]\nexact_length = true");
    assert_eq!(
        statuses(
            &mut card,
            &[b"\x00\xB0\x88\x00\x00", b"\x00\xB0\x88\x00\x10"]
        ),
        [0x6C10, 0x9000]
    );
}

#[test]
fn get_response_gives_the_answer_in_parts_and_only_once() {
    let mut card = selected("[card]\nget_response = true");
    assert_eq!(card.transmit(CERTIFICATE), [0x61, 0x00]);
    let first = card.transmit(b"\x00\xC0\x00\x00\xC8");
    assert_eq!((first.len(), status(&first)), (202, 0x6138));
    let second = card.transmit(b"\x00\xC0\x00\x00\x38");
    assert_eq!((second.len(), status(&second)), (58, 0x9000));
    assert_eq!(card.transmit(b"\x00\xC0\x00\x00\x00"), [0x69, 0x85]);
    // Another command in between: what was pending is gone.
    let said = statuses(&mut card, &[CERTIFICATE, TRIES, b"\x00\xC0\x00\x00\x00"]);
    assert_eq!(said, [0x6100, 0x63C3, 0x6985]);
    let whole = selected("").transmit(CERTIFICATE);
    assert_eq!([&first[..200], &second].concat(), whole);
}

#[test]
fn faults_strike_at_the_number_of_the_command() {
    let mut card = card_with("[[fault]]\napdu = 2\ndo = \"status\"\nstatus = \"6F00\"");
    assert_eq!(
        statuses(&mut card, &[SELECT, TRIES, TRIES]),
        [0x9000, 0x6F00, 0x63C3]
    );
    // Over the card's whole life, whatever happens to its power.
    card.power_off();
    assert_eq!(statuses(&mut card, &[SELECT, TRIES]), [0x9000, 0x63C3]);
}

#[test]
fn faults_strike_at_commands_and_files() {
    let of = |fault: &str| selected(&format!("[[fault]]\n{fault}"));
    let mut card = of("ins = \"B0\"\nnth = 2\ntimes = 2\ndo = \"status\"\nstatus = \"6F00\"");
    let said = statuses(
        &mut card,
        &[CERTIFICATE, CERTIFICATE, TRIES, CERTIFICATE, CERTIFICATE],
    );
    assert_eq!(said, [0x9000, 0x6F00, 0x63C3, 0x6F00, 0x9000]);

    // By short id and by selection, and no other file.
    let mut card = of("file = \"0004\"\ndo = \"status\"\nstatus = \"6F00\"");
    let select = b"\x00\xA4\x02\x0C\x02\x00\x04";
    let read = b"\x00\xB0\x00\x00\x00";
    let said = statuses(
        &mut card,
        &[CERTIFICATE, b"\x00\xB0\x85\x00\x00", select, read],
    );
    assert_eq!(said, [0x6F00, 0x9000, 0x9000, 0x6F00]);

    let mut card = of("ins = \"20\"\nfile = \"0011\"\ndo = \"status\"\nstatus = \"6581\"");
    assert_eq!(
        statuses(&mut card, &[b"\x00\x20\x00\x94", TRIES]),
        [0x63CA, 0x6581]
    );

    let whole = selected("").transmit(CERTIFICATE);
    let cut = of("file = \"0004\"\ndo = \"truncate\"\nbyte = 3").transmit(CERTIFICATE);
    assert_eq!(cut, [&whole[..3], &[0x90, 0x00]].concat());
    let more = of("file = \"0004\"\ndo = \"extra\"\nbytes = \"AABB\"").transmit(CERTIFICATE);
    assert_eq!(more, [&whole[..256], &[0xAA, 0xBB, 0x90, 0x00]].concat());
    let flipped = of("file = \"0004\"\ndo = \"flip-bit\"\nbyte = 9\nbit = 7").transmit(CERTIFICATE);
    assert_eq!(flipped[9], whole[9] ^ 0x80);
    assert_eq!(flipped[10..], whole[10..]);
    // Both of two.
    let both = of(
        "file = \"0004\"\ndo = \"truncate\"\nbyte = 1\n[[fault]]\nfile = \"0004\"\ndo = \"flip-bit\"",
    );
    assert_eq!({ both }.transmit(CERTIFICATE), [whole[0] ^ 1, 0x90, 0x00]);
}

#[test]
fn a_card_that_goes_is_told_apart_from_one_that_says_nothing() {
    for (what, expected) in [
        ("remove", TransportError::CardRemoved),
        ("reset", TransportError::CardReset),
        ("mute", TransportError::Mute),
    ] {
        let fault = format!("[[fault]]\nins = \"20\"\ntimes = 1\ndo = \"{what}\"");
        let (mut slot, control) = VirtualSlot::new();
        control.insert(card_with(&fault));
        let mut transport = slot.connect().unwrap();
        transport.transmit(SELECT).unwrap();
        assert_eq!(transport.transmit(VERIFY).err(), Some(expected));
        assert_eq!(control.is_present(), what != "remove");
        let mut alone = InProcess::new(card_with(&fault));
        alone.transmit(SELECT).unwrap();
        assert_eq!(alone.transmit(VERIFY).err(), Some(expected));
        if what == "reset" {
            // It is there again, and knows nothing of the selection.
            let answer = alone.transmit(TRIES).unwrap();
            assert_eq!(status(answer.expose()), 0x6986);
        }
        // The command was not carried out.
        assert_eq!(alone.with_card(|card| card.verify_count()), 0);
    }
}

#[test]
fn a_lost_answer_has_used_its_try() {
    let mut card = selected("[[fault]]\nins = \"20\"\ntimes = 1\ndo = \"mute\"\nexecuted = true");
    let wrong = b"\x00\x20\x00\x91\x049999";
    assert!(card.exchange(wrong).answer == Answer::Mute);
    assert_eq!(card.verify_count(), 1);
    assert_eq!(status(&card.transmit(TRIES)), 0x63C2);
}

#[test]
fn latency_counts_commands_and_bytes_and_the_card_itself_never_waits() {
    let mut card = card_with(
        "[latency]\napdu_ms = 15\nbyte_us = 76\n[[fault]]\nfile = \"0004\"\ndo = \"slow\"\nms = 5000",
    );
    let select = card.exchange(SELECT);
    assert_eq!(select.delay, Duration::from_micros(15_000 + 76 * (15 + 2)));
    let read = card.exchange(CERTIFICATE);
    assert_eq!(
        read.delay,
        Duration::from_micros(5_015_000 + 76 * (5 + 258))
    );
    // As great as can be written, and nothing overflows.
    let mut card = card_with(
        "[latency]\napdu_ms = 4294967295\nbyte_us = 4294967295\n[[fault]]\napdu = 1\ndo = \"slow\"\nms = 9223372036854775807",
    );
    assert!(card.exchange(SELECT).delay > Duration::from_secs(1_000_000));
}

#[test]
fn taking_a_slow_card_away_ends_the_wait_for_it() {
    let (mut slot, control) = VirtualSlot::new();
    // A day: whoever waited for it would not end.
    control.insert(card_with(
        "[[fault]]\napdu = 1\ndo = \"slow\"\nms = 86400000",
    ));
    let mut transport = slot.connect().unwrap();
    let waiting = std::thread::spawn(move || transport.transmit(SELECT).err());
    while control.apdu_count() == 0 {
        std::thread::yield_now();
    }
    control.remove().unwrap();
    assert_eq!(waiting.join().unwrap(), Some(TransportError::CardRemoved));
    let absent = slot.wait_for(Presence::Absent, None, &Cancel::new());
    assert_eq!(absent, Ok(Waited::Reached));
}

#[test]
fn a_card_keeps_its_counter_out_of_the_reader_unless_its_profile_forgets() {
    for (memory, left) in [("kept", 2), ("fresh", 3)] {
        let (mut slot, control) = VirtualSlot::new();
        control.insert(card_with(&format!("[card]\nmemory = \"{memory}\"")));
        let mut transport = slot.connect().unwrap();
        transport.transmit(SELECT).unwrap();
        transport.transmit(b"\x00\x20\x00\x91\x049999").unwrap();
        let out = control.remove().unwrap();
        assert_eq!(out.pin_tries(), 2);
        control.insert(out);
        assert_eq!(control.remove().unwrap().pin_tries(), left, "{memory}");
    }
}
