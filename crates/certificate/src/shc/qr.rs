//! The text of a SMART Health Card's QR code: `shc:/` and two digits per character.

use zeroize::Zeroizing;

use super::{MAX_JWS, ShcError};

/// What the text of every SMART Health Card QR code begins with: the byte-mode segment. What
/// follows is digits only, for a numeric segment.
pub const QR_PREFIX: &str = "shc:/";

/// `ord(c) - 45` is written as two digits; the least character of a JWS is `-`, which is 45.
const OFFSET: u8 = b'-';

/// The text of the QR code of a compact JWS, in one piece: chunked codes are deprecated and never
/// made.
///
/// # Errors
/// [`ShcError::Length`] or [`ShcError::Shape`] if the text cannot be a compact JWS.
pub fn to_qr_text(jws: &str) -> Result<Zeroizing<String>, ShcError> {
    if jws.is_empty() || jws.len() > MAX_JWS {
        return Err(ShcError::Length);
    }
    let mut text = Zeroizing::new(String::with_capacity(QR_PREFIX.len() + 2 * jws.len()));
    text.push_str(QR_PREFIX);
    for byte in jws.bytes() {
        if !is_of_jws(byte) {
            return Err(ShcError::Shape);
        }
        let number = byte - OFFSET;
        text.push(char::from(b'0' + number / 10));
        text.push(char::from(b'0' + number % 10));
    }
    Ok(text)
}

/// The compact JWS in the text of one QR code.
///
/// # Errors
/// [`ShcError::QrPrefix`], [`ShcError::QrDigits`]; [`ShcError::QrChunks`] if the code is one of
/// several.
pub fn from_qr_text(text: &str) -> Result<Zeroizing<String>, ShcError> {
    from_qr_texts(&[text])
}

/// The compact JWS in the texts of one or more QR codes, in any order. More than one is the
/// chunked form `shc:/C/N/…` that older issuers made.
///
/// # Errors
/// As [`from_qr_text`]; [`ShcError::QrChunks`] if a chunk is missing, comes twice, or is of
/// another count.
pub fn from_qr_texts(texts: &[&str]) -> Result<Zeroizing<String>, ShcError> {
    let mut chunks = texts
        .iter()
        .map(|text| Chunk::read(text))
        .collect::<Result<Vec<_>, _>>()?;
    chunks.sort_by_key(|chunk| chunk.number);
    let complete = chunks.iter().enumerate().all(|(index, chunk)| {
        chunk.count == chunks.len() && chunk.number == index.saturating_add(1)
    });
    if chunks.is_empty() || !complete {
        return Err(ShcError::QrChunks);
    }
    let length: usize = chunks.iter().map(|chunk| chunk.digits.len() / 2).sum();
    if length == 0 || length > MAX_JWS {
        return Err(ShcError::Length);
    }
    let mut jws = Zeroizing::new(String::with_capacity(length));
    for chunk in &chunks {
        let (pairs, rest) = chunk.digits.as_bytes().as_chunks::<2>();
        if !rest.is_empty() {
            return Err(ShcError::QrDigits);
        }
        for [tens, ones] in pairs {
            let number = (tens - b'0') * 10 + (ones - b'0');
            let byte = number.saturating_add(OFFSET);
            if !is_of_jws(byte) {
                return Err(ShcError::QrDigits);
            }
            jws.push(char::from(byte));
        }
    }
    Ok(jws)
}

struct Chunk<'a> {
    number: usize,
    count: usize,
    digits: &'a str,
}

impl<'a> Chunk<'a> {
    fn read(text: &'a str) -> Result<Self, ShcError> {
        let body = text.strip_prefix(QR_PREFIX).ok_or(ShcError::QrPrefix)?;
        let mut parts = body.split('/');
        let (number, count, digits) = match (parts.next(), parts.next(), parts.next(), parts.next())
        {
            (Some(digits), None, None, None) => (1, 1, digits),
            (Some(number), Some(count), Some(digits), None) => {
                (small(number)?, small(count)?, digits)
            }
            _ => return Err(ShcError::QrChunks),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ShcError::QrDigits);
        }
        Ok(Self {
            number,
            count,
            digits,
        })
    }
}

fn small(text: &str) -> Result<usize, ShcError> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number @ 1..=99) if plain => Ok(number),
        _ => Err(ShcError::QrChunks),
    }
}

fn is_of_jws(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}
