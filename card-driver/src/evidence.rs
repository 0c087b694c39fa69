//! Verifying what was read from a card: raw files and the answer to the challenge, against pinned CA keys.
//!
//! No I/O, no clock, nothing kept. The driver runs it before it says who the holder is; the center runs the same
//! on the files it is sent.
//!
//! What proves what, all RSASSA-PKCS1-v1_5 with SHA-256 and RSA-2048:
//!
//! | Signature | by | over |
//! |---|---|---|
//! | EF 0004 `5F37` | the pinned CA named in `5F4E[0..16]` | the 297-byte value of `5F4E` |
//! | EF 0003 `DF33` | the key in EF 0004 | `DF31` TLV and `DF32` TLV, tags and lengths included |
//! | EF 0007 `DF52` | the key in EF 0004 | `DF51` TLV |
//! | challenge | the key in EF 0007 | the 32 bytes of the challenge |
//!
//! `DF31` is SHA-256 over the 17 physical bytes of EF 0001, filler included; `DF32` over the TLVs `DF22` to `DF25`
//! of EF 0002 as they stand. The card is given a `DigestInfo` with the SHA-256 of the challenge and pads and signs
//! just that, so that the result is an ordinary PKCS#1 v1.5 signature over the challenge itself.
//!
//! What no signature covers: the offsets in `DF21`, which are believed only where they say what is there anyway; the
//! outer tags and lengths, which have one right reading each; and what stands behind the TLV of EF 0002, 0003, 0004
//! and 0007. That may be filler, all 00 or all FF, which says nothing; anything else is refused. So a change of any one
//! bit of a file is found, and the files go to the center as they were read, filler included.

use crate::secret::{PersonalText, SecretBytes};
use crate::tlv;
use crate::trust::{Hierarchy, NoAnchor, TrustAnchors};
use crate::values::{BirthDate, BirthDateFault, Challenge, MyNumber, Sex};
use ring::digest::{SHA256, digest};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use std::fmt;

/// No file of this application is longer than this.
pub const MAX_FILE: usize = 2048;

/// The elementary files the evidence is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum File {
    /// EF 0001: My Number.
    Ef0001,
    /// EF 0002: name, address, birth date, sex.
    Ef0002,
    /// EF 0003: digests of the two above, signed.
    Ef0003,
    /// EF 0004: certificate of the signing key.
    Ef0004,
    /// EF 0005: what the card can do. Not part of the evidence.
    Ef0005,
    /// EF 0007: the card's own public key, signed.
    Ef0007,
}

impl File {
    /// The file identifier.
    #[must_use]
    pub const fn id(self) -> u16 {
        match self {
            Self::Ef0001 => 1,
            Self::Ef0002 => 2,
            Self::Ef0003 => 3,
            Self::Ef0004 => 4,
            Self::Ef0005 => 5,
            Self::Ef0007 => 7,
        }
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EF {:04X}", self.id())
    }
}

/// The files as the card gave them, byte for byte.
#[derive(Clone, PartialEq, Eq)]
pub struct RawFiles {
    /// EF 0001, all 17 bytes.
    pub ef0001: SecretBytes,
    /// EF 0002.
    pub ef0002: SecretBytes,
    /// EF 0003.
    pub ef0003: SecretBytes,
    /// EF 0004.
    pub ef0004: SecretBytes,
    /// EF 0007.
    pub ef0007: SecretBytes,
}

impl fmt::Debug for RawFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawFiles")
    }
}

/// What a card said in one session: its files and its signature over the session's challenge. Not yet verified.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    files: RawFiles,
    challenge: Challenge,
    challenge_signature: SecretBytes,
}

impl Evidence {
    /// Puts together what is to be verified. An empty signature means that the card gave none.
    #[must_use]
    pub fn new(
        files: RawFiles,
        challenge: Challenge,
        challenge_signature: impl Into<SecretBytes>,
    ) -> Self {
        Self {
            files,
            challenge,
            challenge_signature: challenge_signature.into(),
        }
    }

    /// The raw files.
    #[must_use]
    pub const fn files(&self) -> &RawFiles {
        &self.files
    }

    /// The challenge the card was given.
    #[must_use]
    pub const fn challenge(&self) -> Challenge {
        self.challenge
    }

    /// The card's signature over the challenge.
    #[must_use]
    pub fn challenge_signature(&self) -> &[u8] {
        self.challenge_signature.expose()
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evidence")
    }
}

/// Evidence that stood every check.
pub struct VerifiedEvidence {
    my_number: MyNumber,
    name: PersonalText,
    address: PersonalText,
    birth_date: BirthDate,
    sex: Sex,
    hierarchy: Hierarchy,
}

impl VerifiedEvidence {
    /// The My Number.
    #[must_use]
    pub const fn my_number(&self) -> &MyNumber {
        &self.my_number
    }

    /// The name, byte for byte.
    #[must_use]
    pub const fn name(&self) -> &PersonalText {
        &self.name
    }

    /// The address.
    #[must_use]
    pub const fn address(&self) -> &PersonalText {
        &self.address
    }

    /// The date of birth.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// The sex.
    #[must_use]
    pub const fn sex(&self) -> Sex {
        self.sex
    }

    /// Real or test card.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }
}

impl fmt::Debug for VerifiedEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedEvidence")
    }
}

/// Why evidence is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// A file has not the form it must have.
    #[error("{0} is malformed")]
    Malformed(File),
    /// A file contradicts itself: offsets, check digit, date, sex code.
    #[error("{0} is inconsistent")]
    Inconsistent(File),
    /// The signed digest of a file is another one.
    #[error("the signed digest does not fit {0}")]
    Digest(File),
    /// The signature in a file is wrong.
    #[error("the signature in {0} is wrong")]
    Signature(File),
    /// The certificate is by a CA that is not pinned.
    #[error("the card's certificate is by an unknown authority")]
    UnknownCa,
    /// A test card, and test cards are refused.
    #[error("this is a test card")]
    TestCard,
    /// Year, month or day of birth is recorded as unknown. Signed and genuine as far as checked, but no date.
    #[error("the birth date on the card is incomplete")]
    BirthDateUnknown,
    /// The card did not prove that it holds its own key: a copy.
    #[error("the card is a copy")]
    NotGenuine,
}

impl EvidenceError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "CARD-FILE-MALFORMED",
            Self::Inconsistent(_) => "CARD-FILE-INCONSISTENT",
            Self::Digest(_) => "CARD-DIGEST-WRONG",
            Self::Signature(_) => "CARD-SIGNATURE-WRONG",
            Self::UnknownCa => "CARD-CA-UNKNOWN",
            Self::TestCard => "CARD-TEST-REFUSED",
            Self::BirthDateUnknown => "CARD-BIRTH-DATE-UNKNOWN",
            Self::NotGenuine => "CARD-NOT-GENUINE",
        }
    }
}

/// Verifies all of it. Genuineness is judged last, so that a copied card with a forged file is called forged.
///
/// # Errors
/// The first [`EvidenceError`] found.
pub fn verify(
    evidence: &Evidence,
    anchors: &TrustAnchors,
) -> Result<VerifiedEvidence, EvidenceError> {
    let files = &evidence.files;
    let signer = certificate(files.ef0004.expose(), anchors)?;
    let digests = Digests::read(files.ef0003.expose())?;
    let number = NumberFile::read(files.ef0001.expose())?;
    let attributes = Attributes::read(files.ef0002.expose())?;
    let card_key = card_key(files.ef0007.expose(), &signer.key)?;

    if !signer.key.verifies(&digests.signed, digests.signature) {
        return Err(EvidenceError::Signature(File::Ef0003));
    }
    if digest(&SHA256, number.physical).as_ref() != digests.number {
        return Err(EvidenceError::Digest(File::Ef0001));
    }
    if digest(&SHA256, attributes.signed).as_ref() != digests.attributes {
        return Err(EvidenceError::Digest(File::Ef0002));
    }

    // Signed from here on: what does not fit now is the issuer's mistake, not a forger's.
    let my_number =
        MyNumber::from_ascii(number.digits).ok_or(EvidenceError::Inconsistent(File::Ef0001))?;
    let inconsistent = EvidenceError::Inconsistent(File::Ef0002);
    let sex = Sex::from_ascii(attributes.sex).ok_or(inconsistent)?;
    let name = text(attributes.name).ok_or(inconsistent)?;
    let address = text(attributes.address).ok_or(inconsistent)?;
    let birth_date = BirthDate::from_ascii(attributes.birth_date).map_err(|fault| match fault {
        BirthDateFault::Unknown => EvidenceError::BirthDateUnknown,
        BirthDateFault::NotADate => inconsistent,
    })?;

    if !card_key.verifies(
        evidence.challenge.as_bytes(),
        evidence.challenge_signature.expose(),
    ) {
        return Err(EvidenceError::NotGenuine);
    }
    Ok(VerifiedEvidence {
        my_number,
        name,
        address,
        birth_date,
        sex,
        hierarchy: signer.hierarchy,
    })
}

/// A non-empty text without control characters: a name with a line feed, an escape or a change of direction could fake
/// a layout.
fn text(bytes: &[u8]) -> Option<PersonalText> {
    let text = std::str::from_utf8(bytes).ok()?;
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    (!text.is_empty() && !text.chars().any(|c| c.is_control() || turns(c)))
        .then(|| PersonalText::new(text.to_owned()))
}

/// EF 0004 alone, before the PIN: a card that fails here never sees one.
pub(crate) fn verify_certificate(
    ef0004: &[u8],
    anchors: &TrustAnchors,
) -> Result<Hierarchy, EvidenceError> {
    certificate(ef0004, anchors).map(|signer| signer.hierarchy)
}

struct PublicKey<'a> {
    modulus: &'a [u8],
    exponent: &'a [u8],
}

impl PublicKey<'_> {
    /// From `90 03 exponent 91 820100 modulus`.
    fn read(value: &[u8]) -> Option<PublicKey<'_>> {
        let [exponent, modulus] = tlv::exactly(value, [0x90, 0x91])?;
        (modulus.value.len() == 256).then_some(PublicKey {
            modulus: modulus.value,
            exponent: exponent.value,
        })
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        RsaPublicKeyComponents {
            n: self.modulus,
            e: self.exponent,
        }
        .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
        .is_ok()
    }
}

struct Signer<'a> {
    key: PublicKey<'a>,
    hierarchy: Hierarchy,
}

/// `7F21{ 5F4E 297, 5F37 256 }`; `5F4E` = issuer key id 16, subject key id 16, key 265.
fn certificate<'a>(ef0004: &'a [u8], anchors: &TrustAnchors) -> Result<Signer<'a>, EvidenceError> {
    let malformed = EvidenceError::Malformed(File::Ef0004);
    let outer = file(ef0004, 0x7F21).ok_or(malformed)?;
    let [body, signature] = tlv::exactly(outer, [0x5F4E, 0x5F37]).ok_or(malformed)?;
    if body.value.len() != 297 {
        return Err(malformed);
    }
    let (issuer, rest) = body.value.split_first_chunk::<16>().ok_or(malformed)?;
    let (_subject, key) = rest.split_first_chunk::<16>().ok_or(malformed)?;
    let key = PublicKey::read(key).ok_or(malformed)?;
    let anchor = anchors.find(issuer).map_err(|missing| match missing {
        NoAnchor::Unknown => EvidenceError::UnknownCa,
        NoAnchor::TestRefused => EvidenceError::TestCard,
    })?;
    let ca = PublicKey {
        modulus: &anchor.modulus,
        exponent: &anchor.exponent,
    };
    if !ca.verifies(body.value, signature.value) {
        return Err(EvidenceError::Signature(File::Ef0004));
    }
    Ok(Signer {
        key,
        hierarchy: anchor.hierarchy,
    })
}

/// `FF50{ DF51 265, DF52 256 }`.
fn card_key<'a>(ef0007: &'a [u8], signer: &PublicKey<'_>) -> Result<PublicKey<'a>, EvidenceError> {
    let malformed = EvidenceError::Malformed(File::Ef0007);
    let outer = file(ef0007, 0xFF50).ok_or(malformed)?;
    let [key, signature] = tlv::exactly(outer, [0xDF51, 0xDF52]).ok_or(malformed)?;
    let card_key = PublicKey::read(key.value).ok_or(malformed)?;
    if !signer.verifies(key.whole, signature.value) {
        return Err(EvidenceError::Signature(File::Ef0007));
    }
    Ok(card_key)
}

struct Digests<'a> {
    number: &'a [u8],
    attributes: &'a [u8],
    signed: Vec<u8>,
    signature: &'a [u8],
}

impl<'a> Digests<'a> {
    /// `FF30{ DF31 32, DF32 32, DF33 256 }`.
    fn read(ef0003: &'a [u8]) -> Result<Self, EvidenceError> {
        let malformed = EvidenceError::Malformed(File::Ef0003);
        let outer = file(ef0003, 0xFF30).ok_or(malformed)?;
        let [number, attributes, signature] =
            tlv::exactly(outer, [0xDF31, 0xDF32, 0xDF33]).ok_or(malformed)?;
        if number.value.len() != 32 || attributes.value.len() != 32 {
            return Err(malformed);
        }
        Ok(Self {
            number: number.value,
            attributes: attributes.value,
            signed: [number.whole, attributes.whole].concat(),
            signature: signature.value,
        })
    }
}

struct NumberFile<'a> {
    physical: &'a [u8],
    digits: &'a [u8],
}

impl<'a> NumberFile<'a> {
    /// `FF10 0C` and twelve digits, then two bytes of filler. The digest covers all 17.
    fn read(ef0001: &'a [u8]) -> Result<Self, EvidenceError> {
        let malformed = EvidenceError::Malformed(File::Ef0001);
        let (number, filler) = tlv::take(ef0001).map_err(|_| malformed)?;
        if number.tag != 0xFF10 || number.value.len() != 12 || filler.len() != 2 {
            return Err(malformed);
        }
        Ok(Self {
            physical: ef0001,
            digits: number.value,
        })
    }
}

struct Attributes<'a> {
    name: &'a [u8],
    address: &'a [u8],
    birth_date: &'a [u8],
    sex: &'a [u8],
    signed: &'a [u8],
}

impl<'a> Attributes<'a> {
    /// `FF20{ DF21 8, DF22, DF23, DF24 8, DF25 1 }`; `DF21` = four big-endian offsets of the others from the
    /// start of the file. `DF21` is not signed, so it is believed only where it says what is there anyway.
    fn read(ef0002: &'a [u8]) -> Result<Self, EvidenceError> {
        let malformed = EvidenceError::Malformed(File::Ef0002);
        let inconsistent = EvidenceError::Inconsistent(File::Ef0002);
        let (_, head, total) = tlv::header(ef0002).map_err(|_| malformed)?;
        let outer = file(ef0002, 0xFF20).ok_or(malformed)?;
        let [offsets, name, address, birth_date, sex] =
            tlv::exactly(outer, [0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25]).ok_or(malformed)?;
        let mut expected = head.saturating_add(offsets.whole.len());
        let signed = ef0002.get(expected..total).ok_or(malformed)?;
        if offsets.value.len() != 8 {
            return Err(malformed);
        }
        for (said, item) in offsets
            .value
            .chunks_exact(2)
            .zip([name, address, birth_date, sex])
        {
            let said = said
                .iter()
                .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            if said != expected {
                return Err(inconsistent);
            }
            expected = expected.saturating_add(item.whole.len());
        }
        Ok(Self {
            name: name.value,
            address: address.value,
            birth_date: birth_date.value,
            sex: sex.value,
            signed,
        })
    }
}

/// The value of the one TLV that is this file. What stands behind it may only be filler, all 00 or all FF.
fn file(bytes: &[u8], tag: u16) -> Option<&[u8]> {
    if bytes.len() > MAX_FILE {
        return None;
    }
    let (outer, filler) = tlv::take(bytes).ok()?;
    let is_filler = |filling: u8| filler.iter().all(|byte| *byte == filling);
    (outer.tag == tag && (is_filler(0x00) || is_filler(0xFF))).then_some(outer.value)
}
