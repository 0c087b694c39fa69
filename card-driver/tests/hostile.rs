//! A card is untrusted input: whatever it answers, nothing panics, hangs, or is believed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::tlv;
use card_driver::transport::{Transport, TransportError};
use card_driver::{Evidence, LastTry, Outcome, RawFiles, SelectedCard, evidence};
use common::{CHALLENGE, anchors, pin};
use iso7816_tlv::ber::{Tag, Tlv, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use virtual_card::{InProcess, VirtualCard};

/// Answers from a script, for ever round and round; or, at the places not scripted, as the real card.
struct Scripted {
    card: InProcess,
    script: Vec<Option<Vec<u8>>>,
    sent: Arc<AtomicUsize>,
    verifies: Arc<AtomicUsize>,
}

impl Transport for Scripted {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let at = self.sent.fetch_add(1, Ordering::Relaxed);
        if command[1] == 0x20 && command.len() > 4 {
            self.verifies.fetch_add(1, Ordering::Relaxed);
        }
        match &self.script[at % self.script.len()] {
            Some(answer) => Ok(SecretBytes::new(answer.clone())),
            None => self.card.transmit(command),
        }
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.card.power_cycle()
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        self.card.leave()
    }
}

fn status() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => Just(vec![0x90, 0x00]),
        1 => prop::sample::select(vec![0x6282_u16, 0x6982, 0x63C3, 0x63C0, 0x6984, 0x6B00, 0x6F00, 0x6100, 0x6C00])
            .prop_map(|status| status.to_be_bytes().to_vec()),
        1 => vec(any::<u8>(), 2),
    ]
}

fn answer() -> impl Strategy<Value = Option<Vec<u8>>> {
    let opening = prop::sample::select(vec![
        vec![],
        vec![0xFF, 0x40],
        vec![0x7F, 0x21],
        vec![0xFF, 0x20],
        vec![0xFF, 0x10],
        vec![0xFF, 0x30],
    ]);
    prop_oneof![
        2 => Just(None),
        2 => (opening, vec(any::<u8>(), 0..300), status())
            .prop_map(|(opening, body, status)| Some([opening, body, status].concat())),
        1 => vec(any::<u8>(), 0..3).prop_map(Some),
    ]
}

fn real_card() -> VirtualCard {
    static CARD: std::sync::OnceLock<VirtualCard> = std::sync::OnceLock::new();
    CARD.get_or_init(|| VirtualCard::new(common::profile("")))
        .clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_answers_never_panic_never_hang_and_get_one_pin_at_most(script in vec(answer(), 1..14)) {
        let (sent, verifies) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let card = Scripted {
            card: InProcess::new(real_card()), script, sent: Arc::clone(&sent), verifies: Arc::clone(&verifies),
        };
        if let Ok(opened) = SelectedCard::open(card, &anchors(), CHALLENGE) {
            prop_assert_eq!(verifies.load(Ordering::Relaxed), 0);
            if let Ok(Outcome::Verified(holder)) = opened.verify_and_read(pin("1234"), LastTry::Confirmed) {
                prop_assert_eq!(holder.name().expose(), "見本　花子");
            }
        }
        prop_assert!(verifies.load(Ordering::Relaxed) <= 1);
        // Bounded: no file takes more than 32 READs, no answer more than 20 parts.
        prop_assert!(sent.load(Ordering::Relaxed) < 6 * 32 * 22);
    }

    #[test]
    fn arbitrary_files_never_panic(files in [(); 5].map(|()| vec(any::<u8>(), 0..700)), signature in vec(any::<u8>(), 0..300)) {
        let [a, b, c, d, e] = files.map(SecretBytes::new);
        let files = RawFiles { ef0001: a, ef0002: b, ef0003: c, ef0004: d, ef0007: e };
        prop_assert!(evidence::verify(&Evidence::new(files, CHALLENGE, signature), &anchors()).is_err());
    }

    #[test]
    fn tlv_agrees_with_iso7816_tlv_on_arbitrary_bytes(bytes in vec(any::<u8>(), 0..400)) {
        agree(&bytes)?;
    }

    #[test]
    fn tlv_agrees_with_iso7816_tlv_on_what_it_wrote_and_somebody_changed(
        tree in tree(), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..3), cut in any::<prop::sample::Index>(), is_cut in any::<bool>(),
    ) {
        let mut bytes = tree.to_vec();
        agree(&bytes)?;
        for (at, to) in changes {
            let at = at.index(bytes.len());
            bytes[at] = to;
            agree(&bytes)?;
        }
        if is_cut {
            agree(&bytes[..cut.index(bytes.len())])?;
        }
    }

    #[test]
    fn tlv_reads_what_iso7816_tlv_wrote(
        tag in prop::sample::select(vec![0x90_u16, 0x91, 0x5F4E, 0x5F37, 0xDF21, 0xDF22, 0xDF31, 0xDF52]),
        value in vec(any::<u8>(), 0..600),
        behind in vec(any::<u8>(), 0..4),
    ) {
        let written = Tlv::new(Tag::try_from(tag).unwrap(), Value::Primitive(value.clone())).unwrap().to_vec();
        let input = [written.clone(), behind.clone()].concat();
        let (read, rest) = tlv::take(&input).unwrap();
        prop_assert_eq!((read.tag, read.value, read.whole, rest), (tag, value.as_slice(), written.as_slice(), behind.as_slice()));
        agree(&input)?;
        for cut in 0..written.len() {
            prop_assert!(tlv::take(&written[..cut]).is_err());
        }
    }
}

/// TLVs in TLVs, with the tags of this card and others.
fn tree() -> impl Strategy<Value = Tlv> {
    let primitive = prop::sample::select(vec![
        0x90_u16, 0x91, 0x04, 0x5F4E, 0x5F37, 0xDF21, 0xDF33, 0xDF7F,
    ]);
    let constructed = prop::sample::select(vec![0x30_u16, 0x7F21, 0xFF20, 0xFF30, 0xFF50, 0xA1]);
    let leaf = (primitive, vec(any::<u8>(), 0..300)).prop_map(|(tag, value)| {
        Tlv::new(Tag::try_from(tag).unwrap(), Value::Primitive(value)).unwrap()
    });
    leaf.prop_recursive(4, 24, 6, move |inner| {
        (constructed.clone(), vec(inner, 0..6)).prop_map(|(tag, parts)| {
            Tlv::new(Tag::try_from(tag).unwrap(), Value::Constructed(parts)).unwrap()
        })
    })
}

/// Both read the same TLV or both read none. Where they differ is known, and each such place is named here.
fn agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (ours, (theirs, rest)) = (tlv::take(bytes), Tlv::parse(bytes));
    match (ours, theirs) {
        // They count inner lengths as if each were written in its shortest form, and so read on too far where one is not:
        // then their own count is not what they took.
        (Ok((ours, _)), Ok(theirs)) if theirs.length() != bytes.len() - rest.len() => {
            prop_assert!(ours.whole[0] & 0x20 != 0 || ours.whole.len() > theirs.length());
        }
        (Ok((ours, behind)), Ok(theirs)) => {
            prop_assert_eq!(rest, behind);
            same(ours, &theirs)?;
        }
        // They look into what has the constructed bit, and refuse it if there are no TLVs in it: `FF10` with digits.
        (Ok((ours, _)), Err(_)) => prop_assert!(ours.whole[0] & 0x20 != 0, "{:02X?}", bytes),
        (Err(_), Ok(_)) => prop_assert!(is_beyond_this_card(bytes), "{:02X?}", bytes),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

/// What they take and we do not: a tag of three bytes, a tag number of 0 in the long form, the indefinite length (which
/// they take for 0), and lengths of four and five bytes.
fn is_beyond_this_card(bytes: &[u8]) -> bool {
    let long = bytes[0] & 0x1F == 0x1F;
    let beyond_tag = long && (bytes[1] & 0x80 != 0 || bytes[1] == 0);
    let length = bytes.get(1 + usize::from(long));
    beyond_tag || matches!(length, Some(0x80 | 0x83 | 0x84))
}

/// The same tag and value, and the same inside.
fn same(ours: tlv::Tlv<'_>, theirs: &Tlv) -> Result<(), TestCaseError> {
    let tag = theirs.tag().to_bytes().iter();
    let tag = tag.fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    prop_assert_eq!(u32::from(ours.tag), tag);
    match theirs.value() {
        Value::Primitive(value) => prop_assert_eq!(value.as_slice(), ours.value),
        Value::Constructed(parts) => {
            let mut rest = ours.value;
            for part in parts {
                let Ok((inner, behind)) = tlv::take(rest) else {
                    prop_assert!(is_beyond_this_card(rest), "{:02X?}", rest);
                    return Ok(());
                };
                same(inner, part)?;
                rest = behind;
            }
            prop_assert!(rest.is_empty());
        }
    }
    Ok(())
}

#[test]
fn deep_nesting_and_absurd_lengths_are_nothing_to_the_reader() {
    let nested = [0x70, 0x82, 0xFF, 0xFC].repeat(16_384);
    // One level at a time, and only if asked: the other reader overflows the stack here and aborts.
    assert_eq!(tlv::take(&nested).unwrap().0.value.len(), 65_532);
    for absurd in [
        &[0x90, 0x84, 0xFF, 0xFF, 0xFF, 0xFF][..],
        &[0x90, 0x88, 0xFF, 0xFF],
        &[0x90, 0x80],
        &[0x90, 0xFF],
    ] {
        assert!(tlv::take(absurd).is_err());
    }
    assert!(tlv::exactly(&[0x90, 0x00, 0x91], [0x90, 0x91]).is_none());
}

#[test]
fn a_file_that_says_it_is_long_is_not_believed() {
    // EF 0005 opens with a length of 65535: refused by its header, not read to the bound and beyond.
    let (sent, verifies) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let long = [
        vec![0xFF, 0x40, 0x82, 0xFF, 0xFF],
        vec![0x00; 251],
        vec![0x90, 0x00],
    ]
    .concat();
    let script = vec![None, Some(long), None, None];
    let card = Scripted {
        card: InProcess::new(real_card()),
        script,
        sent: Arc::clone(&sent),
        verifies,
    };
    let error = SelectedCard::open(card, &anchors(), CHALLENGE).unwrap_err();
    assert_eq!(error.code(), "CARD-FILE-MALFORMED");
    // SELECT, EF 0005, the lock probe, the tries.
    assert_eq!(sent.load(Ordering::Relaxed), 4);
}

/// A card that gives a byte at a time is not waited for: 32 READs are enough for the longest file.
#[test]
fn a_card_that_dribbles_is_given_up() {
    let (sent, verifies) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let ok = [0x90, 0x00];
    let begins = [&[0xFF, 0x40, 0x82, 0x07, 0x00], ok.as_slice()].concat();
    let dribbles = [&[0x00], ok.as_slice()].concat();
    let card = Scripted {
        card: InProcess::new(real_card()),
        script: [
            vec![Some(ok.to_vec()), Some(begins)],
            vec![Some(dribbles); 80],
        ]
        .concat(),
        sent: Arc::clone(&sent),
        verifies,
    };
    assert!(SelectedCard::open(card, &anchors(), CHALLENGE).is_err());
    // SELECT, 32 for EF 0005, the lock probe that finds it open, SELECT and the probe again.
    assert!(sent.load(Ordering::Relaxed) <= 1 + 32 + 3);
}

#[test]
fn a_card_that_always_has_more_is_given_up() {
    for more in [
        vec![0x61, 0x10],
        vec![0xAA; 200].into_iter().chain([0x61, 0x00]).collect(),
    ] {
        let (sent, verifies) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let card = Scripted {
            card: InProcess::new(real_card()),
            script: vec![Some(more)],
            sent: Arc::clone(&sent),
            verifies,
        };
        assert!(SelectedCard::open(card, &anchors(), CHALLENGE).is_err());
        assert!(sent.load(Ordering::Relaxed) < 50);
    }
}
