//! The verification alone: every bit of every signed file, and what a center is sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::{Challenge, Evidence, EvidenceError, MyNumber, Pin, RawFiles, evidence};
use common::{anchors, evidence as sound};

type Field = fn(&mut RawFiles) -> &mut SecretBytes;
const FILES: [(&str, Field); 5] = [
    ("0001", |files| &mut files.ef0001),
    ("0002", |files| &mut files.ef0002),
    ("0003", |files| &mut files.ef0003),
    ("0004", |files| &mut files.ef0004),
    ("0007", |files| &mut files.ef0007),
];

fn with(evidence: &Evidence, change: impl FnOnce(&mut RawFiles)) -> Evidence {
    let mut files = evidence.files().clone();
    change(&mut files);
    Evidence::new(
        files,
        evidence.challenge(),
        evidence.challenge_signature().to_vec(),
    )
}

#[test]
fn a_center_that_is_sent_the_files_verifies_the_same() {
    let sent = sound();
    let files = sent.files().clone();
    let received = Evidence::new(files, sent.challenge(), sent.challenge_signature().to_vec());
    let verified = evidence::verify(&received, &anchors()).unwrap();
    assert_eq!(verified.my_number().expose(), "123456789018");
    assert_eq!(verified.name().expose(), "見本　花子");
    assert_eq!(
        verified.address().expose(),
        "東京都清瀬市例示町１丁目２番３号"
    );
}

/// `evidence` with this file changed.
fn with_file(evidence: &Evidence, field: Field, bytes: Vec<u8>) -> Evidence {
    with(evidence, |files| *field(files) = SecretBytes::new(bytes))
}

/// What a change of one bit may be called, by file. All of these are "a file malformed, inconsistent, unsigned or
/// wrongly signed"; none is "a copy", which a sound card could be accused of.
fn allowed(name: &str) -> &'static [&'static str] {
    match name {
        "0001" => &["CARD-FILE-MALFORMED", "CARD-DIGEST-WRONG"],
        "0002" => &[
            "CARD-FILE-MALFORMED",
            "CARD-FILE-INCONSISTENT",
            "CARD-DIGEST-WRONG",
        ],
        "0004" => &[
            "CARD-FILE-MALFORMED",
            "CARD-SIGNATURE-WRONG",
            "CARD-CA-UNKNOWN",
        ],
        _ => &["CARD-FILE-MALFORMED", "CARD-SIGNATURE-WRONG"],
    }
}

#[test]
fn every_flipped_bit_of_every_file_is_detected() {
    let evidence = sound();
    let anchors = anchors();
    for (name, field) in FILES {
        let file = field(&mut evidence.files().clone()).expose().to_vec();
        assert!(file.len() >= 17);
        for at in 0..file.len() * 8 {
            let mut bytes = file.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            let verdict = evidence::verify(&with_file(&evidence, field, bytes), &anchors);
            let code = verdict.err().map(|error| error.code());
            let is_allowed = code.is_some_and(|code| allowed(name).contains(&code));
            assert!(is_allowed, "EF {name}, bit {at}: {code:?}");
        }
    }
}

/// Bytes behind the TLV of EF 0002, 0003, 0004 and 0007 are under no signature. Filler (all 00 or all FF) says nothing
/// and is taken; anything else there is refused, so that no card can carry a message in it. EF 0001 has exactly two
/// bytes of filler, and they are signed.
#[test]
fn filler_is_taken_and_every_flipped_bit_of_it_is_detected() {
    let evidence = sound();
    let anchors = anchors();
    for (name, field) in FILES {
        let file = field(&mut evidence.files().clone()).expose().to_vec();
        for filling in [0x00, 0xFF] {
            for length in [1, 2, 40] {
                let filled = [file.clone(), vec![filling; length]].concat();
                let verdict =
                    evidence::verify(&with_file(&evidence, field, filled.clone()), &anchors);
                if name == "0001" {
                    assert_eq!(verdict.err().unwrap().code(), "CARD-FILE-MALFORMED");
                    continue;
                }
                assert_eq!(verdict.unwrap().name().expose(), "見本　花子", "EF {name}");
                for at in file.len() * 8..filled.len() * 8 {
                    let mut bytes = filled.clone();
                    bytes[at / 8] ^= 1 << (at % 8);
                    let verdict = evidence::verify(&with_file(&evidence, field, bytes), &anchors);
                    let code = verdict.err().map(|error| error.code());
                    assert_eq!(code, Some("CARD-FILE-MALFORMED"), "EF {name}, bit {at}");
                }
            }
        }
        let too_long = [file.clone(), vec![0xFF; evidence::MAX_FILE]].concat();
        let verdict = evidence::verify(&with_file(&evidence, field, too_long), &anchors);
        assert_eq!(verdict.err().unwrap().code(), "CARD-FILE-MALFORMED");
    }
}

#[test]
fn every_flipped_bit_of_challenge_and_signature_is_not_genuine() {
    let evidence = sound();
    let anchors = anchors();
    let verdict = |challenge, signature| {
        let changed = Evidence::new(evidence.files().clone(), challenge, signature);
        evidence::verify(&changed, &anchors).err()
    };
    let signature = evidence.challenge_signature().to_vec();
    assert_eq!(verdict(evidence.challenge(), signature.clone()), None);
    for at in 0..signature.len() * 8 {
        let mut flipped = signature.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        assert_eq!(
            verdict(evidence.challenge(), flipped),
            Some(EvidenceError::NotGenuine)
        );
    }
    for at in 0..256 {
        let mut flipped = *evidence.challenge().as_bytes();
        flipped[at / 8] ^= 1 << (at % 8);
        let flipped = Challenge::from_bytes(flipped);
        assert_eq!(
            verdict(flipped, signature.clone()),
            Some(EvidenceError::NotGenuine)
        );
    }
    for wrong in [
        vec![],
        vec![0; 256],
        [signature.clone(), vec![0]].concat(),
        signature[1..].to_vec(),
    ] {
        assert_eq!(
            verdict(evidence.challenge(), wrong),
            Some(EvidenceError::NotGenuine)
        );
    }
}

#[test]
fn every_file_cut_short_or_with_bytes_behind_it_is_detected() {
    let evidence = sound();
    let anchors = anchors();
    for (name, field) in FILES {
        let length = field(&mut evidence.files().clone()).len();
        for keep in 0..length {
            let cut = with(&evidence, |files| {
                let file = field(files);
                *file = SecretBytes::new(file.expose()[..keep].to_vec());
            });
            assert!(
                evidence::verify(&cut, &anchors).is_err(),
                "EF {name} of {keep} bytes"
            );
        }
        let longer = with(&evidence, |files| {
            let file = field(files);
            *file = SecretBytes::new([file.expose(), &[0x12, 0x34]].concat());
        });
        assert!(
            evidence::verify(&longer, &anchors).is_err(),
            "EF {name} with two bytes more"
        );
    }
}

/// Signed by the issuer, and still wrong: each its own finding.
#[test]
fn signed_mistakes_have_their_own_codes() {
    let text = include_str!("../../assets/cards/default.toml");
    for (from, to, expected) in [
        ("123456789018", "123456789019", "CARD-FILE-INCONSISTENT"),
        ("19850412", "19850400", "CARD-BIRTH-DATE-UNKNOWN"),
        ("19850412", "19850012", "CARD-BIRTH-DATE-UNKNOWN"),
        ("19850412", "19850000", "CARD-BIRTH-DATE-UNKNOWN"),
        ("19850412", "00000412", "CARD-BIRTH-DATE-UNKNOWN"),
        ("19850412", "00000000", "CARD-BIRTH-DATE-UNKNOWN"),
        ("19850412", "19850032", "CARD-FILE-INCONSISTENT"),
        ("19850412", "19851300", "CARD-FILE-INCONSISTENT"),
        ("19850412", "19000229", "CARD-FILE-INCONSISTENT"),
        ("19850412", "19850230", "CARD-FILE-INCONSISTENT"),
        ("19850412", "1985041 ", "CARD-FILE-INCONSISTENT"),
        ("sex = \"2\"", "sex = \"3\"", "CARD-FILE-INCONSISTENT"),
        ("見本　花子", "", "CARD-FILE-INCONSISTENT"),
        ("見本　花子", "見本\\n花子", "CARD-FILE-INCONSISTENT"),
        ("見本　花子", "見本\\u202E花子", "CARD-FILE-INCONSISTENT"),
    ] {
        assert!(text.contains(from));
        let profile = virtual_card::Profile::from_toml(&text.replace(from, to)).unwrap();
        let card = virtual_card::InProcess::new(virtual_card::VirtualCard::new(profile));
        assert_eq!(
            common::read(&card, "1234").unwrap_err().code(),
            expected,
            "{from} -> {to}"
        );
    }
    let leap = virtual_card::Profile::from_toml(&text.replace("19850412", "20000229")).unwrap();
    common::holder(&virtual_card::InProcess::new(
        virtual_card::VirtualCard::new(leap),
    ));
}

#[test]
fn the_trust_file_holds_the_committed_key() {
    // The card's certificate verifies by it only if modulus and key are one pair.
    assert!(evidence::verify(&sound(), &anchors()).is_ok());
}

#[test]
fn pins_and_numbers_are_parsed_not_guessed() {
    assert!(Pin::from_ascii(b"0000").is_some() && Pin::new([9, 9, 9, 9]).is_some());
    for wrong in [&b"123"[..], b"12345", b"12a4", b" 123", b"\xEF\xBC\x91"] {
        assert!(Pin::from_ascii(wrong).is_none());
    }
    assert!(Pin::new([1, 2, 3, 10]).is_none());
    assert!(MyNumber::from_ascii(b"123456789018").is_some());
    for check in b'0'..=b'9' {
        let number = [b"12345678901".as_slice(), &[check]].concat();
        assert_eq!(MyNumber::from_ascii(&number).is_some(), check == b'8');
    }
    assert!(
        MyNumber::from_ascii(b"12345678901").is_none()
            && MyNumber::check_digit(b"1234567890").is_none()
    );
    // Sums of 0 and 1 modulo 11 both give 0.
    assert_eq!(MyNumber::check_digit(b"00000000000"), Some(0));
    assert_eq!(
        format!("{:?}", MyNumber::from_ascii(b"123456789018").unwrap()),
        "MyNumber"
    );
}
