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

#[test]
fn every_flipped_bit_of_every_file_is_detected() {
    let evidence = sound();
    let anchors = anchors();
    for (name, field) in FILES {
        let length = field(&mut evidence.files().clone()).len();
        assert!(length >= 17);
        for at in 0..length {
            for bit in 0..8 {
                let changed = with(&evidence, |files| {
                    let file = field(files);
                    let mut bytes = file.expose().to_vec();
                    bytes[at] ^= 1 << bit;
                    *file = SecretBytes::new(bytes);
                });
                let verdict = evidence::verify(&changed, &anchors);
                assert!(verdict.is_err(), "EF {name}, byte {at}, bit {bit}");
            }
        }
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

#[test]
fn another_challenge_or_signature_is_not_genuine() {
    let evidence = sound();
    let not_genuine = Some(EvidenceError::NotGenuine);
    let verdict = |challenge, signature| {
        evidence::verify(
            &Evidence::new(evidence.files().clone(), challenge, signature),
            &anchors(),
        )
        .err()
    };
    let signature = evidence.challenge_signature().to_vec();
    assert_eq!(verdict(evidence.challenge(), signature.clone()), None);
    assert_eq!(
        verdict(Challenge::from_bytes([0; 32]), signature.clone()),
        not_genuine
    );
    assert_eq!(verdict(evidence.challenge(), Vec::new()), not_genuine);
    assert_eq!(verdict(evidence.challenge(), vec![0; 256]), not_genuine);
    for at in 0..signature.len() {
        let mut flipped = signature.clone();
        flipped[at] ^= 1;
        assert_eq!(verdict(evidence.challenge(), flipped), not_genuine);
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
        ("19850412", "19850230", "CARD-FILE-INCONSISTENT"),
        ("19850412", "1985041 ", "CARD-FILE-INCONSISTENT"),
        ("sex = \"2\"", "sex = \"3\"", "CARD-FILE-INCONSISTENT"),
        ("見本　花子", "", "CARD-FILE-INCONSISTENT"),
        ("見本　花子", "見本\\n花子", "CARD-FILE-INCONSISTENT"),
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
