//! What a card says: TLV, the files and their signatures, and the file of the CAs that are believed.
//!
//! Most files are signed, so plain mutation would never get past the first signature. Here what a fuzzer writes is
//! signed with the test hierarchy's own keys, one file at a time, and the other files are those of a sound card.

use crate::bytes::Bytes;
use crate::keys::{CA, SIGNER, sha256};
use crate::session::{CHALLENGE, anchors, sound};
use crate::{Target, Verdict};
use card_driver::evidence::{self, MAX_FILE, VerifiedEvidence};
use card_driver::secret::SecretBytes;
use card_driver::{Evidence, EvidenceError, Hierarchy, RawFiles, TestHierarchy, TrustAnchors, tlv};
use iso7816_tlv::ber::{Tlv, Value};

pub(crate) const TLV: Target = Target {
    name: "card_tlv",
    run: run_tlv,
    seeds: || {
        let files = sound().files();
        let short =
            [&files.ef0001, &files.ef0002, &files.ef0003].map(|file| file.expose().to_vec());
        [
            short.to_vec(),
            vec![
                vec![0x90, 0x81, 0x01, 0xAA, 0x91, 0x00],
                vec![0x70, 0x80, 0x00, 0x00],
            ],
        ]
        .concat()
    },
};

/// Where our reader and `iso7816-tlv` both read a TLV, they read the same one.
fn run_tlv(input: &[u8]) -> Verdict {
    let ours = tlv::take(input);
    match (tlv::header(input), &ours) {
        (Ok((tag, head, total)), Ok((tlv, rest))) => {
            assert_eq!(tag, tlv.tag);
            assert_eq!(tlv.whole.len(), total);
            assert_eq!(tlv.value.len() + head, total);
            assert_eq!([tlv.whole, rest].concat(), input);
            assert!(tlv.whole.ends_with(tlv.value));
            assert!(tlv::exactly(tlv.whole, [tag]).is_some());
            assert_eq!(tlv::exactly(input, [tag]).is_some(), rest.is_empty());
        }
        (Ok((_, _, total)), Err(_)) => assert!(total > input.len()),
        (Err(_), Ok(_)) => panic!("a TLV without a header"),
        (Err(_), Err(_)) => {}
    }
    // The other reader recurses: deep nesting in a long input ends the process.
    if input.len() <= MAX_FILE
        && let (Ok((ours, our_rest)), (Ok(theirs), their_rest)) = (&ours, Tlv::parse(input))
    {
        let tag = theirs
            .tag()
            .to_bytes()
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        assert_eq!(tag, u32::from(ours.tag));
        // Of a constructed one, theirs counts the parts as it would write them, not as they stand.
        if let Value::Primitive(value) = theirs.value() {
            assert_eq!(value, ours.value);
            assert_eq!(*our_rest, their_rest);
        }
    }
    Verdict::of(&ours)
}

/// `tag`, the shortest length, `value`.
fn tlv(tag: u16, value: &[u8]) -> Vec<u8> {
    let [hi, lo] = tag.to_be_bytes();
    let tag = if hi == 0 { vec![lo] } else { vec![hi, lo] };
    let [.., b, a] = value.len().to_be_bytes();
    let length = match value.len() {
        0..=0x7F => vec![a],
        0x80..=0xFF => vec![0x81, a],
        _ => vec![0x82, b, a],
    };
    [tag, length, value.to_vec()].concat()
}

fn verify(files: RawFiles, signature: &[u8]) -> Result<VerifiedEvidence, EvidenceError> {
    let evidence = Evidence::new(files, CHALLENGE, signature.to_vec());
    evidence::verify(&evidence, anchors())
}

/// The sound card's evidence with some of its files replaced.
fn with(change: impl FnOnce(&mut RawFiles)) -> Result<VerifiedEvidence, EvidenceError> {
    let mut files = sound().files().clone();
    change(&mut files);
    verify(files, sound().challenge_signature())
}

fn secret(bytes: &[u8]) -> SecretBytes {
    SecretBytes::new(bytes.to_vec())
}

/// The value at a path of tags, by what this crate knows of the files, not by the reader under test.
fn part(file: &SecretBytes, range: std::ops::Range<usize>) -> Vec<u8> {
    file.expose()
        .get(range)
        .expect("a file of the sound card")
        .to_vec()
}

pub(crate) const EVIDENCE: Target = Target {
    name: "card_evidence",
    run: run_evidence,
    seeds: || {
        vec![
            vec![],
            vec![0x04, 5, 0, 0, 0xFF],
            vec![0x01, 0, 0, 20, 0x01],
            vec![0x26, 6, 3, 0, 0],
        ]
    },
};

/// Any number of changes to a sound card's files, none of them signed: whatever is still believed says what the sound
/// card says.
fn run_evidence(input: &[u8]) -> Verdict {
    let sound = sound();
    let original = sound.files();
    let originals = [
        original.ef0001.expose(),
        original.ef0002.expose(),
        original.ef0003.expose(),
        original.ef0004.expose(),
        original.ef0007.expose(),
        sound.challenge_signature(),
    ];
    let mut parts = originals.map(<[u8]>::to_vec);
    let mut program = Bytes::new(input);
    for _ in 0..64 {
        if program.is_empty() {
            break;
        }
        let which = usize::from(program.byte());
        let (kind, at, value) = (
            program.byte() % 8,
            usize::from(program.word()),
            program.byte(),
        );
        let other = originals
            .get(which / 8)
            .map_or_else(Vec::new, |part| part.to_vec());
        let Some(part) = parts.get_mut(which % 8) else {
            continue;
        };
        let at = at.min(part.len());
        match (kind, part.get_mut(at)) {
            (0, Some(byte)) => *byte ^= value,
            (1, Some(byte)) => *byte = value,
            (2, _) => part.insert(at, value),
            (3, Some(_)) => drop(part.remove(at)),
            (4, _) => part.truncate(at),
            (5, _) => part.extend(vec![value; at % 64 + 1]),
            (6, _) => *part = other,
            (7, _) => part.extend_from_slice(program.take(usize::from(value))),
            _ => {}
        }
    }
    let [ef0001, ef0002, ef0003, ef0004, ef0007, signature] = parts.map(SecretBytes::new);
    let files = RawFiles {
        ef0001,
        ef0002,
        ef0003,
        ef0004,
        ef0007,
    };
    let verdict = verify(files, signature.expose());
    if let Ok(said) = &verdict {
        let meant = with(|_| {}).expect("a sound card");
        assert_eq!(said.my_number().expose(), meant.my_number().expose());
        assert_eq!(said.name().expose(), meant.name().expose());
        assert_eq!(said.address().expose(), meant.address().expose());
        assert!(said.birth_date() == meant.birth_date() && said.sex() == meant.sex());
        assert_eq!(said.hierarchy(), Hierarchy::Test);
    }
    Verdict::of(&verdict)
}

pub(crate) const NUMBER_AND_ATTRIBUTES: Target = Target {
    name: "card_attributes",
    run: run_attributes,
    seeds: || {
        let attributes = |name: &str, address: &str, date: &str, sex: &str| {
            let items = [
                (0xDF22, name),
                (0xDF23, address),
                (0xDF24, date),
                (0xDF25, sex),
            ]
            .map(|(tag, text)| tlv(tag, text.as_bytes()));
            let inner = items.concat().len() + 11;
            let mut offset = tlv(0xFF20, &vec![0; inner]).len() - inner + 11;
            let mut offsets = Vec::new();
            for item in &items {
                offsets.extend(u16::try_from(offset).unwrap_or_default().to_be_bytes());
                offset += item.len();
            }
            [
                vec![0],
                tlv(0xFF20, &[tlv(0xDF21, &offsets), items.concat()].concat()),
            ]
            .concat()
        };
        vec![
            [
                &[17],
                sound().files().ef0001.expose(),
                sound().files().ef0002.expose(),
            ]
            .concat(),
            attributes(
                "見本　花子",
                "例示県見本市例示町１－２－３",
                "20000229",
                "1",
            ),
            attributes("MIHON ANNA MARIA", "例示県", "19850400", "2"),
            attributes("葛\u{E0100}城　𠮷男", "見本市", "19010101", "9"),
            attributes("", "", "", ""),
        ]
    },
};

/// EF 0001 and EF 0002 of a fuzzer's making, properly signed: what is believed is what stands there.
fn run_attributes(input: &[u8]) -> Verdict {
    let mut input = Bytes::new(input);
    let length = usize::from(input.byte());
    let number = match input.take(length) {
        [] => sound().files().ef0001.expose(),
        number => number,
    };
    let attributes = input.rest();
    // What DF32 covers: everything behind DF21, which has eleven bytes, to the end of FF20.
    let covered = tlv::header(attributes)
        .ok()
        .and_then(|(_, head, total)| attributes.get(head + 11..total))
        .unwrap_or_default();
    let digests = [tlv(0xDF31, &sha256(number)), tlv(0xDF32, &sha256(covered))].concat();
    let signed = [digests.clone(), tlv(0xDF33, &SIGNER.sign(&digests))].concat();
    let verdict = with(|files| {
        files.ef0001 = secret(number);
        files.ef0002 = secret(attributes);
        files.ef0003 = SecretBytes::new(tlv(0xFF30, &signed));
    });
    if let Ok(said) = &verdict {
        assert_eq!(
            number.get(3..15),
            Some(said.my_number().expose().as_bytes())
        );
        assert_eq!(number.len(), 17);
        let date = said.birth_date().date().to_string().replace('-', "");
        let sex = (said.sex().code() % 10).to_string();
        let mut rest = attributes;
        for text in [said.name().expose(), said.address().expose(), &date, &sex] {
            assert!(!text.is_empty() && !text.chars().any(char::is_control));
            let mut places = rest.windows(text.len());
            let place = places.position(|place| place == text.as_bytes());
            rest = place
                .and_then(|at| rest.get(at + text.len()..))
                .expect("it stands there, in this order");
        }
    }
    Verdict::of(&verdict)
}

pub(crate) const DIGESTS: Target = Target {
    name: "card_digests",
    run: run_digests,
    seeds: || {
        let digests = part(&sound().files().ef0003, 5..75);
        let swapped = digests.iter().rev().copied().collect();
        vec![digests, swapped, tlv(0xDF31, &[0; 32])]
    },
};

/// EF 0003 with digests of a fuzzer's making, properly signed.
fn run_digests(input: &[u8]) -> Verdict {
    let signed = [input, &tlv(0xDF33, &SIGNER.sign(input))].concat();
    let verdict = with(|files| files.ef0003 = SecretBytes::new(tlv(0xFF30, &signed)));
    if verdict.is_ok() {
        assert_eq!(input, part(&sound().files().ef0003, 5..75));
    }
    Verdict::of(&verdict)
}

pub(crate) const CERTIFICATE: Target = Target {
    name: "card_certificate",
    run: run_certificate,
    seeds: || {
        let body = part(&sound().files().ef0004, 10..307);
        let mut subject = body.clone();
        subject.swap(16, 30);
        let mut issuer = body.clone();
        issuer.swap(0, 15);
        vec![body, subject, issuer]
    },
};

/// EF 0004 with a body of a fuzzer's making, signed by the CA: only the key that signed the rest can be believed.
fn run_certificate(input: &[u8]) -> Verdict {
    let signed = [tlv(0x5F4E, input), tlv(0x5F37, &CA.sign(input))].concat();
    let verdict = with(|files| files.ef0004 = SecretBytes::new(tlv(0x7F21, &signed)));
    if verdict.is_ok() {
        assert!(input.ends_with(&part(&sound().files().ef0004, 51..307)));
    }
    Verdict::of(&verdict)
}

pub(crate) const KEY: Target = Target {
    name: "card_key",
    run: run_key,
    seeds: || {
        let key = part(&sound().files().ef0007, 10..275);
        let mut even = key.clone();
        even.pop();
        even.push(0);
        vec![key, even]
    },
};

/// EF 0007 with a key of a fuzzer's making, properly signed: only the card's own key makes it genuine.
fn run_key(input: &[u8]) -> Verdict {
    let key = tlv(0xDF51, input);
    let signed = [key.clone(), tlv(0xDF52, &SIGNER.sign(&key))].concat();
    let verdict = with(|files| files.ef0007 = SecretBytes::new(tlv(0xFF50, &signed)));
    if verdict.is_ok() {
        assert!(input.ends_with(&part(&sound().files().ef0007, 19..275)));
    }
    Verdict::of(&verdict)
}

pub(crate) const TRUST: Target = Target {
    name: "card_trust",
    run: run_trust,
    seeds: || {
        let demo = include_str!("../../../../assets/trust/demo.toml");
        let other = demo
            .replace("36393939", "35393939")
            .replace("\"test\"", "\"production\"");
        vec![
            demo.as_bytes().to_vec(),
            other.into_bytes(),
            b"[[ca]]\nkey_id = \"\"".to_vec(),
        ]
    },
};

/// The trust file: what is taken has an anchor, and test anchors count for production nowhere.
fn run_trust(input: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let anchors = TrustAnchors::from_toml(text, TestHierarchy::Refused);
    if let Ok(anchors) = &anchors {
        assert!(anchors.count(Hierarchy::Production) + anchors.count(Hierarchy::Test) > 0);
        if anchors.count(Hierarchy::Production) == 0 {
            let evidence = evidence::verify(sound(), anchors);
            assert!(evidence.is_err(), "a test card without leave");
        }
    }
    Verdict::of(&anchors)
}
