//! Making the files of the card.

use crate::keys::{Key, Keys};
use iso7816_tlv::ber::{Tag, Tlv, Value};
use std::collections::BTreeMap;

/// What stands in EF 0001 and EF 0002.
pub(crate) struct Texts<'a> {
    pub(crate) number: &'a [u8],
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) birth_date: &'a [u8],
    pub(crate) sex: &'a [u8],
}

/// Whose keys these are: the names in the CV certificate, and who signed it.
pub(crate) struct Naming {
    pub(crate) issuer: [u8; 16],
    pub(crate) subject: [u8; 16],
    /// `false`: the certificate is signed by its own key, whatever issuer it names.
    pub(crate) by_ca: bool,
}

impl Default for Naming {
    /// Key id: seven ASCII digits, `08 05`, three ASCII digits, four bytes.
    fn default() -> Self {
        Self {
            issuer: *b"6999933\x08\x05001\x00\x00\x00\x01",
            subject: *b"1322131\x08\x05001\x00\x00\x00\x01",
            by_ca: true,
        }
    }
}

/// What the key id in EF 0005 is on test cards: not the key that EF 0004 certifies.
const BASIC_KEY_ID: &[u8; 16] = b"6999934\x08\x05001\x00\x00\x00\x00";

/// The transparent files with content, by their ids.
pub(crate) type Files = BTreeMap<u16, Vec<u8>>;

/// A TLV whose value is plain bytes.
///
/// `iso7816-tlv` encodes what it takes for primitive. It refuses plain bytes under a tag with the constructed bit
/// (`FF10`), and it miscounts a value of exactly 127 bytes; those are written by hand, as are the constructed ones,
/// whose parts are bytes already.
pub(crate) fn tlv(tag: u16, value: &[u8]) -> Vec<u8> {
    if value.len() != 127
        && let Ok(parsed) = Tag::try_from(tag)
        && !parsed.is_constructed()
        && let Ok(tlv) = Tlv::new(parsed, Value::Primitive(value.to_vec()))
    {
        return tlv.to_vec();
    }
    let mut out: Vec<u8> = tag
        .to_be_bytes()
        .into_iter()
        .skip_while(|byte| *byte == 0)
        .collect();
    match value.len() {
        short @ 0..=0x7F => out.push(short.to_le_bytes()[0]),
        mid @ 0x80..=0xFF => out.extend([0x81, mid.to_le_bytes()[0]]),
        long => out.extend([0x82, long.to_le_bytes()[1], long.to_le_bytes()[0]]),
    }
    out.extend_from_slice(value);
    out
}

fn public_key(key: &Key) -> Vec<u8> {
    [tlv(0x90, &key.exponent()), tlv(0x91, &key.modulus())].concat()
}

/// EF 0001: the file is one block of 17 bytes; the TLV fills 15 of them.
fn number_file(texts: &Texts<'_>) -> Vec<u8> {
    [tlv(0xFF10, texts.number), vec![0xFF, 0xFF]].concat()
}

/// EF 0002, and the part of it that is signed.
fn attributes_file(texts: &Texts<'_>) -> Option<(Vec<u8>, Vec<u8>)> {
    let items = [
        tlv(0xDF22, texts.name.as_bytes()),
        tlv(0xDF23, texts.address.as_bytes()),
        tlv(0xDF24, texts.birth_date),
        tlv(0xDF25, texts.sex),
    ];
    let signed = items.concat();
    // DF21 has 11 bytes whatever it says, so the header's length is known before the offsets are.
    let inner = signed.len() + 11;
    let head = tlv(0xFF20, &vec![0; inner]).len() - inner;
    let mut offset = head + 11;
    let mut offsets = Vec::new();
    for item in &items {
        offsets.extend(u16::try_from(offset).ok()?.to_be_bytes());
        offset += item.len();
    }
    let file = tlv(0xFF20, &[tlv(0xDF21, &offsets), signed.clone()].concat());
    Some((file, signed))
}

/// Makes and signs all files. `shown`, where given, is what EF 0001 and EF 0002 say instead of what was signed: a
/// forgery. `None` where a signature cannot be made, which a sound key rules out.
pub(crate) fn files(
    signed: &Texts<'_>,
    shown: Option<&Texts<'_>>,
    naming: &Naming,
    announces_extended: bool,
    keys: &Keys,
) -> Option<Files> {
    let ef0001 = number_file(signed);
    let (ef0002, attributes) = attributes_file(signed)?;
    let digests = [
        tlv(0xDF31, &sha256(&ef0001)),
        tlv(0xDF32, &sha256(&attributes)),
    ]
    .concat();
    let signature = keys.signer.sign_sha256(&digests)?;
    let ef0003 = tlv(0xFF30, &[digests, tlv(0xDF33, &signature)].concat());

    let body = [
        naming.issuer.as_slice(),
        &naming.subject,
        &public_key(&keys.signer),
    ]
    .concat();
    let issuer = if naming.by_ca { &keys.ca } else { &keys.signer };
    let ef0004 = tlv(
        0x7F21,
        &[tlv(0x5F4E, &body), tlv(0x5F37, &issuer.sign_sha256(&body)?)].concat(),
    );

    // DF41: specification version, extended lengths, vendor, vendor's own. DF43 is 32 bytes of unknown meaning and
    // filler. The file has 164 bytes, the TLV 162.
    let mut ef0005 = tlv(
        0xFF40,
        &[
            tlv(
                0xDF41,
                &[1, if announces_extended { 3 } else { 0 }, 0x0E, 1],
            ),
            tlv(0xDF42, BASIC_KEY_ID),
            tlv(0xDF43, &[sha256(BASIC_KEY_ID), vec![0xFF; 96]].concat()),
        ]
        .concat(),
    );
    ef0005.extend([0xFF, 0xFF]);
    let ef0006 = tlv(0xA1, &public_key(&keys.card));
    let card_key = tlv(0xDF51, &public_key(&keys.card));
    let signature = keys.signer.sign_sha256(&card_key)?;
    let ef0007 = tlv(0xFF50, &[card_key, tlv(0xDF52, &signature)].concat());
    let (ef0001, ef0002) = match shown {
        None => (ef0001, ef0002),
        Some(texts) => (number_file(texts), attributes_file(texts)?.0),
    };
    Some(BTreeMap::from([
        (1, ef0001),
        (2, ef0002),
        (3, ef0003),
        (4, ef0004),
        (5, ef0005),
        (6, ef0006),
        (7, ef0007),
        (8, vec![0xFF; 16]),
    ]))
}

pub(crate) fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}
