//! Making the files of the card.

use crate::keys::{Key, Keys};
use iso7816_tlv::ber::{Tag, Tlv, Value};

/// What stands on the card.
pub(crate) struct Holder<'a> {
    pub(crate) number: &'a str,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) birth_date: &'a str,
    pub(crate) sex: &'a str,
}

/// The files with content.
#[derive(Clone)]
pub(crate) struct Files {
    pub(crate) ef0001: Vec<u8>,
    pub(crate) ef0002: Vec<u8>,
    pub(crate) ef0003: Vec<u8>,
    pub(crate) ef0004: Vec<u8>,
    pub(crate) ef0005: Vec<u8>,
    pub(crate) ef0006: Vec<u8>,
    pub(crate) ef0007: Vec<u8>,
    pub(crate) ef0008: Vec<u8>,
}

/// Key id: seven ASCII digits, `08 05`, three ASCII digits, four bytes.
pub(crate) const ISSUER: &[u8; 16] = b"6999933\x08\x05001\x00\x00\x00\x01";
const SUBJECT: &[u8; 16] = b"1322131\x08\x05001\x00\x00\x00\x01";

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

impl Files {
    /// `None` where a signature cannot be made, which a sound key rules out.
    pub(crate) fn make(holder: &Holder<'_>, extended: bool, keys: &Keys) -> Option<Self> {
        // The file is one block of 17 bytes; the TLV fills 15 of them.
        let ef0001 = [tlv(0xFF10, holder.number.as_bytes()), vec![0xFF, 0xFF]].concat();

        let items = [
            tlv(0xDF22, holder.name.as_bytes()),
            tlv(0xDF23, holder.address.as_bytes()),
            tlv(0xDF24, holder.birth_date.as_bytes()),
            tlv(0xDF25, holder.sex.as_bytes()),
        ];
        let attributes = items.concat();
        // DF21 has 11 bytes whatever it says, so the header's length is known before the offsets are.
        let inner = attributes.len() + 11;
        let head = tlv(0xFF20, &vec![0; inner]).len() - inner;
        let mut offset = head + 11;
        let mut offsets = Vec::new();
        for item in &items {
            offsets.extend(u16::try_from(offset).ok()?.to_be_bytes());
            offset += item.len();
        }
        let ef0002 = tlv(
            0xFF20,
            &[tlv(0xDF21, &offsets), attributes.clone()].concat(),
        );

        let digests = [
            tlv(0xDF31, &sha256(&ef0001)),
            tlv(0xDF32, &sha256(&attributes)),
        ]
        .concat();
        let ef0003 = tlv(
            0xFF30,
            &[
                digests.clone(),
                tlv(0xDF33, &keys.signer.sign_sha256(&digests)?),
            ]
            .concat(),
        );

        let body = [ISSUER.as_slice(), SUBJECT, &public_key(&keys.signer)].concat();
        let signature = keys.ca.sign_sha256(&body)?;
        let ef0004 = tlv(
            0x7F21,
            &[tlv(0x5F4E, &body), tlv(0x5F37, &signature)].concat(),
        );

        // DF41: specification version, extended lengths, vendor, vendor's own. DF42 and DF43 are not read by anybody
        // here; they have their sizes.
        let ef0005 = tlv(
            0xFF40,
            &[
                tlv(0xDF41, &[1, u8::from(extended), 0, 0]),
                tlv(0xDF42, SUBJECT),
                tlv(0xDF43, &[0x5A; 128]),
            ]
            .concat(),
        );
        let ef0006 = tlv(0xA1, &public_key(&keys.card));
        let card_key = tlv(0xDF51, &public_key(&keys.card));
        let ef0007 = tlv(
            0xFF50,
            &[
                card_key.clone(),
                tlv(0xDF52, &keys.signer.sign_sha256(&card_key)?),
            ]
            .concat(),
        );
        Some(Self {
            ef0001,
            ef0002,
            ef0003,
            ef0004,
            ef0005,
            ef0006,
            ef0007,
            ef0008: vec![0xFF; 16],
        })
    }

    pub(crate) fn get(&self, id: u16) -> Option<&Vec<u8>> {
        Some(match id {
            1 => &self.ef0001,
            2 => &self.ef0002,
            3 => &self.ef0003,
            4 => &self.ef0004,
            5 => &self.ef0005,
            6 => &self.ef0006,
            7 => &self.ef0007,
            8 => &self.ef0008,
            _ => return None,
        })
    }

    pub(crate) fn get_mut(&mut self, id: u16) -> Option<&mut Vec<u8>> {
        Some(match id {
            1 => &mut self.ef0001,
            2 => &mut self.ef0002,
            3 => &mut self.ef0003,
            4 => &mut self.ef0004,
            5 => &mut self.ef0005,
            6 => &mut self.ef0006,
            7 => &mut self.ef0007,
            8 => &mut self.ef0008,
            _ => return None,
        })
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}
