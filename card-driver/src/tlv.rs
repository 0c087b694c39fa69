//! A bounded reader for the BER-TLV of this card.
//!
//! A card is untrusted input. Nothing here recurses, allocates or believes a length before it has compared it
//! with what is there; tags have at most two bytes and lengths at most three (ISO/IEC 7816-4 5.2.2), which is all
//! this application uses. Whether a value holds further TLVs is the caller's knowledge, not the tag's: `FF10` has
//! the constructed bit and holds plain digits.

/// One TLV inside a longer input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// One or two tag bytes, as a number (`0x5F4E`, `0x90`).
    pub tag: u16,
    /// The value.
    pub value: &'a [u8],
    /// Tag, length and value as they stand.
    pub whole: &'a [u8],
}

/// Why bytes are not a TLV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlvError {
    /// The input ends before the TLV does.
    Truncated,
    /// A tag of more than two bytes, or the tag 00, which is filler.
    Tag,
    /// A length of the indefinite form or of more than three bytes.
    Length,
}

/// The length of the header and of the whole TLV that begins `input`, as far as the header says; the value need
/// not be there yet.
///
/// # Errors
/// [`TlvError`]; [`TlvError::Truncated`] where the header itself is not complete.
pub fn header(input: &[u8]) -> Result<(u16, usize, usize), TlvError> {
    let (&first, rest) = input.split_first().ok_or(TlvError::Truncated)?;
    let (tag, rest) = if first & 0x1F == 0x1F {
        let (&second, rest) = rest.split_first().ok_or(TlvError::Truncated)?;
        // A third tag byte would follow; a second byte below 0x1F is reserved for tag numbers that fit in one.
        if second & 0x80 != 0 || second == 0 {
            return Err(TlvError::Tag);
        }
        (u16::from_be_bytes([first, second]), rest)
    } else if first == 0 {
        return Err(TlvError::Tag);
    } else {
        (u16::from(first), rest)
    };
    let (&length, rest) = rest.split_first().ok_or(TlvError::Truncated)?;
    let (length, rest) = match (length, rest) {
        (0..=0x7F, rest) => (usize::from(length), rest),
        (0x81, [a, rest @ ..]) => (usize::from(*a), rest),
        (0x82, [a, b, rest @ ..]) => (usize::from(u16::from_be_bytes([*a, *b])), rest),
        (0x81 | 0x82, _) => return Err(TlvError::Truncated),
        _ => return Err(TlvError::Length),
    };
    let head = input.len().saturating_sub(rest.len());
    Ok((tag, head, head.saturating_add(length)))
}

/// The first TLV of `input` and what stands behind it.
///
/// # Errors
/// [`TlvError`].
pub fn take(input: &[u8]) -> Result<(Tlv<'_>, &[u8]), TlvError> {
    let (tag, head, total) = header(input)?;
    let (whole, rest) = input.split_at_checked(total).ok_or(TlvError::Truncated)?;
    let value = whole.get(head..).ok_or(TlvError::Truncated)?;
    Ok((Tlv { tag, value, whole }, rest))
}

/// Exactly the TLVs with these `tags`, in this order, and nothing else.
#[must_use]
pub fn exactly<'a, const N: usize>(input: &'a [u8], tags: [u16; N]) -> Option<[Tlv<'a>; N]> {
    let mut rest = input;
    let mut found = [Tlv {
        tag: 0,
        value: &[],
        whole: &[],
    }; N];
    for (place, tag) in found.iter_mut().zip(tags) {
        let (tlv, behind) = take(rest).ok()?;
        if tlv.tag != tag {
            return None;
        }
        *place = tlv;
        rest = behind;
    }
    rest.is_empty().then_some(found)
}
