//! SMART Health Cards (<https://spec.smarthealth.cards>): the code that both kinds carry.
//!
//! A card is a compact JWS: ES256 with a raw `r‖s`, payload minified JSON under raw DEFLATE, its
//! key named by thumbprint. [`decode`] reads one, [`verify`] also checks the signature.
//! [`to_qr_text`] and [`from_qr_text`] go between the JWS and the text of its QR code.

mod content;
mod error;
mod jwks;
mod qr;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use zeroize::Zeroizing;

pub use content::{Immunization, ShcContent, ShcName};
pub use error::ShcError;
pub use jwks::{Jwk, Jwks};
pub use qr::{QR_PREFIX, from_qr_text, from_qr_texts, to_qr_text};

use crate::curve::Curve;
use crate::json::{Json, JsonError};
use crate::signature::{self, RawFault};

/// The longest JWS read, in characters. One code holds 1,195; cards in files or chunks are longer.
pub const MAX_JWS: usize = 64 * 1024;

/// The longest payload read, in bytes after DEFLATE.
pub const MAX_PAYLOAD: usize = 256 * 1024;

/// A card as decoded, its signature not yet checked.
pub struct UnverifiedShc {
    kid: String,
    signed: Zeroizing<String>,
    signature: Vec<u8>,
    content: ShcContent,
}

impl UnverifiedShc {
    /// The issuer that the card claims.
    #[must_use]
    pub fn claimed_issuer(&self) -> &str {
        self.content.issuer()
    }

    /// What the card claims.
    #[must_use]
    pub const fn claimed_content(&self) -> &ShcContent {
        &self.content
    }

    /// Checks the signature by the key that the card names.
    ///
    /// # Errors
    /// [`ShcError::UnknownKey`], [`ShcError::Key`] or [`ShcError::Signature`].
    pub fn verify(self, keys: &Jwks) -> Result<VerifiedShc, ShcError> {
        let key = keys.find(&self.kid)?;
        signature::verify_raw(key.public(), self.signed.as_bytes(), &self.signature)
            .map_err(fault)?;
        Ok(VerifiedShc {
            key: key.clone(),
            content: self.content,
        })
    }
}

impl fmt::Debug for UnverifiedShc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnverifiedShc")
    }
}

/// A card of which the signature is by a key of the set given. Whether that key is this issuer's,
/// and whether the card is valid today, is the caller's to ask.
pub struct VerifiedShc {
    key: Jwk,
    content: ShcContent,
}

impl VerifiedShc {
    /// The key that signed.
    #[must_use]
    pub const fn key(&self) -> &Jwk {
        &self.key
    }

    /// What the card says.
    #[must_use]
    pub const fn content(&self) -> &ShcContent {
        &self.content
    }
}

impl fmt::Debug for VerifiedShc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedShc")
    }
}

/// Reads a compact JWS without checking its signature.
///
/// # Errors
/// What is malformed: each malformation has its own.
pub fn decode(jws: &str) -> Result<UnverifiedShc, ShcError> {
    if jws.is_empty() || jws.len() > MAX_JWS {
        return Err(ShcError::Length);
    }
    let mut parts = jws.split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(ShcError::Shape);
    };
    let kid = read_header(&base64url(header)?)?;
    let packed = base64url(payload)?;
    let signature = base64url(signature)?.to_vec();
    signature::check_raw_form(Curve::P256, &signature).map_err(fault)?;
    let payload = inflate(&packed)?;
    let payload = Json::parse(&payload).map_err(|error| match error {
        JsonError::Syntax => ShcError::PayloadJson,
        JsonError::DuplicateMember => ShcError::PayloadDuplicate,
    })?;
    if payload.members().is_none() {
        return Err(ShcError::PayloadJson);
    }
    let content = ShcContent::read(&payload)?;
    let signed = jws.rsplit_once('.').map_or("", |(signed, _)| signed);
    Ok(UnverifiedShc {
        kid,
        signed: Zeroizing::new(signed.to_owned()),
        signature,
        content,
    })
}

/// Reads a compact JWS and checks its signature.
///
/// # Errors
/// As [`decode`] and [`UnverifiedShc::verify`].
pub fn verify(jws: &str, keys: &Jwks) -> Result<VerifiedShc, ShcError> {
    decode(jws)?.verify(keys)
}

/// Whether a text can be an issuer: an `https` URL without a trailing slash.
pub(crate) fn is_issuer_url(text: &str) -> bool {
    text.len() <= 512
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && !text.ends_with('/')
        && text
            .strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty())
}

const fn fault(fault: RawFault) -> ShcError {
    match fault {
        RawFault::Der => ShcError::SignatureDer,
        RawFault::Length => ShcError::SignatureLength,
        RawFault::Range => ShcError::SignatureRange,
        RawFault::Wrong => ShcError::Signature,
    }
}

fn base64url(text: &str) -> Result<Zeroizing<Vec<u8>>, ShcError> {
    // RFC 7515, 2: no padding, no line breaks; the engine also refuses stray trailing bits.
    let bytes = URL_SAFE_NO_PAD.decode(text);
    bytes.map(Zeroizing::new).map_err(|_| ShcError::Base64)
}

/// `zip`, `alg` and `kid` as they must be; gives the `kid`.
fn read_header(text: &[u8]) -> Result<String, ShcError> {
    let header = Json::parse(text).map_err(|error| match error {
        JsonError::Syntax => ShcError::HeaderJson,
        JsonError::DuplicateMember => ShcError::HeaderDuplicate,
    })?;
    let members = header.members().ok_or(ShcError::HeaderJson)?;
    // RFC 7515, 4: other members are passed over, unless `crit` forbids it.
    if members.iter().any(|(name, _)| name.as_str() == "crit") {
        return Err(ShcError::HeaderCritical);
    }
    let member = |name| header.get(name).and_then(Json::as_str);
    if member("alg") != Some("ES256") {
        return Err(ShcError::Algorithm);
    }
    if member("zip") != Some("DEF") {
        return Err(ShcError::Compression);
    }
    match member("kid") {
        Some(kid) if kid.len() == 43 => Ok(kid.to_owned()),
        _ => Err(ShcError::KeyId),
    }
}

/// Raw DEFLATE (RFC 1951), at most [`MAX_PAYLOAD`] bytes, nothing after its end.
fn inflate(packed: &[u8]) -> Result<Zeroizing<Vec<u8>>, ShcError> {
    // One byte more than allowed, so that a payload of the very limit is told from a longer one.
    let mut payload = Zeroizing::new(vec![0; MAX_PAYLOAD + 1]);
    let (status, read, written) = decompress(
        &mut DecompressorOxide::new(),
        packed,
        &mut payload,
        0,
        TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    );
    if status == TINFLStatus::HasMoreOutput || written > MAX_PAYLOAD {
        return Err(ShcError::PayloadTooLarge);
    }
    if status != TINFLStatus::Done {
        return Err(if is_wrapped(packed) {
            ShcError::DeflateWrapped
        } else {
            ShcError::Deflate
        });
    }
    if read != packed.len() {
        return Err(ShcError::DeflateTrailing);
    }
    // Shortening leaves only zeros behind: nothing was written past this point.
    payload.truncate(written);
    Ok(payload)
}

/// Whether this begins as a zlib stream (RFC 1950, 2.2) or a gzip file (RFC 1952, 2.3.1).
fn is_wrapped(packed: &[u8]) -> bool {
    match packed {
        [method, flags, ..] => {
            let check = u16::from_be_bytes([*method, *flags]);
            (method & 0x0F == 8 && check.is_multiple_of(31)) || check == 0x1F8B
        }
        _ => false,
    }
}
