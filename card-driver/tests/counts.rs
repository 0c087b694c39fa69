//! How many commands and bytes a session takes, and how long a card would take for them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::transport::{Step, StepName, Trace, Traced, TracedFile};
use common::{Session, plain, verifies, wait};
use virtual_card::{InProcess, Profile, VirtualCard};

const ORDINARY: &str = include_str!("../../assets/cards/default.toml");

/// A card of this variant whose EF 0002 has about `address` bytes more than the ordinary one.
fn card(variant: &str, address: usize) -> InProcess {
    let base = ORDINARY.replace("例示町", &"長".repeat(3 + address / 3));
    let profile = Profile::from_toml(&format!("{base}\n[card]\n{variant}")).unwrap();
    InProcess::new(VirtualCard::new(profile))
}

const ORDINARY_ADDRESS: usize = 0;
/// EF 0002 above 256 bytes.
const LONG_ADDRESS: usize = 270;
/// EF 0002 longer than EF 0004, which is what one READ is proven to bring.
const LONGER_THAN_PROVEN: usize = 600;

/// Extended and short: VERIFY by P2=91 or after SELECT of EF 0011, short file ids or not.
const SELECTION: &str = "verify_by_short_id = false\n";
const NO_SHORT_IDS: &str = "short_file_ids = false\n";
const SHORT: &str = "extended_length = false\n";

/// Leaving takes the power and no command, so it is in none of these.
#[test]
fn a_session_takes_exactly_these_commands() {
    for (variant, address, after_entry, whole) in [
        // The goals: 8 after the entry and 14 in all with extended lengths.
        (String::new(), ORDINARY_ADDRESS, 6, 12),
        (String::new(), LONG_ADDRESS, 6, 12),
        (String::new(), LONGER_THAN_PROVEN, 7, 13),
        (SELECTION.to_owned(), ORDINARY_ADDRESS, 6, 14),
        (SELECTION.to_owned(), LONG_ADDRESS, 6, 14),
        (
            "first_command_fails = true\n".to_owned(),
            ORDINARY_ADDRESS,
            6,
            13,
        ),
        ("warns_at_end = true\n".to_owned(), ORDINARY_ADDRESS, 6, 12),
        (
            "empty_verify_ok_after_login = true\n".to_owned(),
            ORDINARY_ADDRESS,
            6,
            12,
        ),
        // The goals: 11, or 12 with a long EF 0002, and 20 in all with short ones.
        (SHORT.to_owned(), ORDINARY_ADDRESS, 9, 17),
        (SHORT.to_owned(), LONG_ADDRESS, 10, 18),
        (format!("{SHORT}{SELECTION}"), ORDINARY_ADDRESS, 9, 19),
        (format!("{SHORT}{SELECTION}"), LONG_ADDRESS, 10, 20),
        // It says that it takes extended lengths, and does not: one command in vain.
        (
            format!("{SHORT}announces_extended_length = true\n"),
            LONG_ADDRESS,
            10,
            19,
        ),
        // Without short file ids: 20 in all with extended lengths, 26 with short ones.
        (NO_SHORT_IDS.to_owned(), ORDINARY_ADDRESS, 10, 20),
        (NO_SHORT_IDS.to_owned(), LONG_ADDRESS, 10, 20),
        (format!("{SHORT}{NO_SHORT_IDS}"), ORDINARY_ADDRESS, 13, 25),
        (format!("{SHORT}{NO_SHORT_IDS}"), LONG_ADDRESS, 14, 26),
        // A card that takes nothing by short id: one command in vain more for each of the two ways.
        (format!("{NO_SHORT_IDS}{SELECTION}"), LONG_ADDRESS, 10, 22),
        (
            format!("{SHORT}{NO_SHORT_IDS}{SELECTION}"),
            LONG_ADDRESS,
            14,
            28,
        ),
    ] {
        let card = card(&variant, address);
        let session = Session::run(card.clone());
        session.holder();
        assert_eq!(
            (session.after_entry().len(), session.apdus()),
            (after_entry, whole),
            "{variant} and {address} bytes:{}",
            session.told()
        );
        assert_eq!(verifies(&card), 1, "{variant}");
    }
}

#[test]
fn with_short_file_ids_the_wire_carries_at_most_a_tenth_more_than_the_payload() {
    for variant in [
        String::new(),
        SELECTION.to_owned(),
        SHORT.to_owned(),
        format!("{SHORT}{SELECTION}"),
    ] {
        for address in [ORDINARY_ADDRESS, LONG_ADDRESS, LONGER_THAN_PROVEN] {
            let session = Session::run(card(&variant, address));
            let files = session.holder().evidence().unwrap().files();
            let is_ef0005 = |step: &&Step| step.name() == StepName::Read(TracedFile::Ef0005);
            let ef0005 = session.steps.iter().find(is_ef0005).unwrap().received() - 2;
            let files = [
                &files.ef0001,
                &files.ef0002,
                &files.ef0003,
                &files.ef0004,
                &files.ef0007,
            ]
            .map(|file| file.len());
            // The challenge goes out as a digest of its size, and 256 bytes of signature come back.
            let payload = files.iter().sum::<usize>() + ef0005 + 32 + 256;
            let ratio = session.bytes() as f64 / payload as f64;
            assert!(ratio <= 1.10, "{variant} and {address} bytes: {ratio:.3}");
        }
    }
}

/// The plain client's steps on a card of this variant.
fn plain_steps(variant: &str, address: usize) -> Vec<Step> {
    let trace = Trace::default();
    let mut traced = Traced::new(card(variant, address), trace.clone());
    assert!(plain::read(&mut traced, b"1234") > 1500);
    trace.steps()
}

#[test]
fn after_the_pin_a_resident_waits_about_half_as_long_as_with_a_plain_client() {
    let plain = plain_steps("", ORDINARY_ADDRESS);
    assert_eq!(plain.len(), 23);
    let plain = wait::modelled(&plain);
    for (variant, most) in [
        (String::new(), 0.45),
        (SELECTION.to_owned(), 0.45),
        (SHORT.to_owned(), 0.55),
        (format!("{SHORT}{SELECTION}"), 0.55),
    ] {
        for address in [ORDINARY_ADDRESS, LONG_ADDRESS] {
            let ours = wait::modelled(&Session::run(card(&variant, address)).after_entry());
            let ratio = ours.as_secs_f64() / plain.as_secs_f64();
            assert!(ratio <= most, "{variant} and {address} bytes: {ratio:.3}");
        }
    }
}
