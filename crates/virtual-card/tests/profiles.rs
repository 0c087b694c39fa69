//! The library of profiles: each is read as the kiosk reads a card, and comes out as its file says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use card_driver::{
    AskAgainReason, CardError, Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use virtual_card::{InProcess, Profile, VirtualCard};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Name and text of every profile.
fn library() -> Vec<(String, String)> {
    let mut library: Vec<_> = fs::read_dir(root().join("assets/cards"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    library.sort();
    library
}

fn read(card: &InProcess, pin: [u8; 4]) -> Result<Outcome, CardError> {
    let trust = include_str!("../../../assets/trust/demo.toml");
    let anchors = TrustAnchors::from_toml(trust, TestHierarchy::Allowed).unwrap();
    let challenge = Challenge::from_bytes([0x5A; 32]);
    SelectedCard::open(card.clone(), &anchors, challenge)?
        .verify_and_read(Pin::from_ascii(&pin).unwrap(), LastTry::NotConfirmed)
}

/// The code `card-read` would give.
fn code(outcome: &Result<Outcome, CardError>) -> &'static str {
    match outcome {
        Ok(Outcome::Verified(_)) => "OK",
        Ok(Outcome::AskAgain { reason, .. }) => match reason {
            AskAgainReason::WrongPin => "CARD-WRONG-PIN",
            AskAgainReason::TriesChanged => "CARD-TRIES-CHANGED",
            AskAgainReason::LastTryNotConfirmed => "CARD-LAST-TRY",
            AskAgainReason::AnswerLost => "CARD-ANSWER-LOST",
        },
        Err(error) => error.code(),
    }
}

/// The exit code that belongs to it: the table in docs/testers.md.
fn exit(code: &str) -> u8 {
    match code {
        "OK" => 0,
        "CARD-PIN-BLOCKED" => 3,
        "CARD-REMOVED" | "CARD-MUTE" | "CARD-RESET" => 5,
        "CARD-NOT-GENUINE" => 6,
        "CARD-NOT-MYNUMBER" => 8,
        "CARD-LAST-TRY" => 9,
        "CARD-LEFT-OPEN" => 10,
        _ => 4,
    }
}

#[test]
fn every_profile_comes_out_as_its_file_says() {
    let library = library();
    assert!(library.len() >= 25);
    let mut seen = BTreeSet::new();
    for (name, text) in &library {
        let profile = Profile::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = profile
            .expected()
            .unwrap_or_else(|| panic!("{name} expects nothing"))
            .clone();
        let pin = profile.pin();
        let card = InProcess::new(VirtualCard::new(profile));
        let outcome = read(&card, pin);
        assert_eq!(code(&outcome), expected.code, "{name}");
        assert_eq!(exit(&expected.code), expected.exit, "{name}");
        if let Ok(Outcome::Verified(holder)) = &outcome {
            for shown in [holder.name().expose(), holder.address().unwrap().expose()] {
                assert!(text.contains(&format!("\"{shown}\"")), "{name}");
            }
        }
        seen.insert(expected.code);
        if name == "flaky" {
            assert_eq!(code(&read(&card, pin)), "OK", "the second time");
        }
    }
    assert!(seen.len() >= 12, "{seen:?}");
}

#[test]
fn every_profile_says_what_it_is_for_and_stands_in_the_guide() {
    let guide = fs::read_to_string(root().join("docs/testers.md")).unwrap();
    for (name, text) in library() {
        assert!(text.starts_with("# "), "{name}");
        assert!(text.contains("Invented"), "{name}");
        let profile = Profile::from_toml(&text).unwrap();
        let row = guide
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")))
            .unwrap_or_else(|| panic!("{name} does not stand in docs/testers.md"));
        assert!(
            row.contains(&format!("`{}`", profile.expected().unwrap().code)),
            "{row}"
        );
    }
}

#[test]
fn the_guide_names_every_key() {
    let guide = fs::read_to_string(root().join("docs/testers.md")).unwrap();
    // The error about an unknown key lists those that are known.
    for (table, base) in [
        ("[holder]", ""),
        ("[pin]", ""),
        ("[card]", ""),
        ("[latency]", ""),
        ("[hierarchy]", ""),
        ("[forged]", ""),
        ("[expect]", ""),
        ("[[flip]]", ""),
        ("[[fault]]", "do = \"mute\"\n"),
    ] {
        let error = Profile::from_toml(&format!("{table}\n{base}unheard_of = 1")).unwrap_err();
        let message = error.to_string();
        let (_, known) = message
            .split_once("expected ")
            .unwrap_or_else(|| panic!("{message}"));
        for key in known.split('`').skip(1).step_by(2) {
            assert!(guide.contains(&format!("| `{key}` |")), "{table} {key}");
        }
    }
}

#[test]
fn what_is_wrong_in_a_profile_is_told_with_its_line_and_without_its_values() {
    let base = include_str!("../../../assets/cards/default.toml");
    let line_of = |text: &str, part: &str| {
        let (before, _) = text.split_once(part).unwrap();
        before.matches('\n').count() + 1
    };
    for (from, to) in [
        ("number = \"123456789018\"", "number = \"98765432\""),
        ("number = \"123456789018\"", "number = 98765432"),
        ("birth_date = \"19850412\"", "birth_date = \"98765432１\""),
        ("value = \"1234\"", "value = \"98765\""),
        ("value = \"1234\"", "value = \"98a6\""),
        ("value = \"1234\"", "tries = 9"),
        ("value = \"1234\"", "valve = \"9876\""),
        ("sex = \"2\"", "sex = \"98\""),
        ("[pin]", "[pinn]"),
        ("[pin]", "[pin"),
    ] {
        let text = base.replace(from, to);
        let error = Profile::from_toml(&text).map(drop).unwrap_err();
        assert_eq!(error.line(), Some(line_of(&text, to)), "{to}: {error}");
        assert!(!error.to_string().contains("987"), "{error}");
        assert!(error.to_string().starts_with("line "), "{error}");
        assert_eq!(error.code(), "PROFILE-MALFORMED");
    }
    for more in [
        "[card]\nextended_lenght = true",
        "[card]\nblocked_status = \"698\"",
        "[card]\nblocked_status = \"69é4\"",
        "[card]\nmissing = [\"7\"]",
        "[card]\nmemory = \"some\"",
        "[card]\napplication = \"D392\"",
        "[hierarchy]\nissuer_key_id = \"00\"",
        "[hierarchy]\nsigned_by = \"nobody\"",
        "[latency]\napdu_ms = -1",
        "[[flip]]\nfile = \"0002\"\nbyte = 1\nbit = 8",
        "[[flip]]\nfile = \"0002\"\nbyte = 99999",
        "[[flip]]\nfile = \"0011\"\nbyte = 0",
        "[[fault]]\ndo = \"mute\"",
        "[[fault]]\napdu = 0\ndo = \"mute\"",
        "[[fault]]\napdu = 1\nins = \"20\"\ndo = \"mute\"",
        "[[fault]]\napdu = 1\ntimes = 1\ndo = \"mute\"",
        "[[fault]]\nins = \"20\"\nnth = 0\ndo = \"mute\"",
        "[[fault]]\nins = \"2\"\ndo = \"mute\"",
        "[[fault]]\napdu = 1\ndo = \"vanish\"",
        "[[fault]]\napdu = 1\ndo = \"status\"",
        "[[fault]]\napdu = 1\ndo = \"slow\"",
        "[[fault]]\napdu = 1\ndo = \"mute\"\nms = 1",
        "[[fault]]\napdu = 1\ndo = \"flip-bit\"\nbit = 8",
        "[[fault]]\napdu = 1\ndo = \"extra\"\nbytes = \"A\"",
        "[[fault]]\napdu = 1\ndo = \"slow\"\nms = 1\nexecuted = true",
    ] {
        let error = Profile::from_toml(&format!("{base}\n{more}"))
            .map(drop)
            .unwrap_err();
        assert!(
            !error.to_string().is_empty() && error.code() == "PROFILE-MALFORMED",
            "{more}"
        );
        assert!(
            error.line().is_some() || more.contains("[[flip]]"),
            "{more}: {error}"
        );
    }
    for garbage in [
        "",
        "\0",
        "a",
        "[holder]",
        "= =",
        "[[fault]]\n".repeat(1000).as_str(),
    ] {
        assert!(Profile::from_toml(garbage).is_err());
    }
    let long = base.replace("例示町", &"長".repeat(500));
    assert!(
        Profile::from_toml(&long)
            .unwrap_err()
            .to_string()
            .contains("1500")
    );
}
