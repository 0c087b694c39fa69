//! Command APDUs and response APDUs (ISO/IEC 7816-4), and the status words of this card.

use crate::secret::SecretBytes;
use crate::transport::{Transport, TransportError};
use zeroize::Zeroizing;

/// The longest response that is put together from parts.
const MAX_RESPONSE: usize = 4096;
/// How many GET RESPONSE (or 6Cxx repeats) one command may lead to.
const MAX_ROUNDS: usize = 20;

/// The two status bytes of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusWord(pub u16);

impl StatusWord {
    /// Done.
    pub const OK: Self = Self(0x9000);
    /// The file ended before the expected length; the data is there.
    pub const END_OF_FILE: Self = Self(0x6282);
    /// Security status not satisfied.
    pub const LOCKED: Self = Self(0x6982);
    /// The offset lies past the end of the file.
    pub const PAST_END: Self = Self(0x6B00);
    /// No precise diagnosis; the usual first answer of some cards after power-up.
    pub const NO_DIAGNOSIS: Self = Self(0x6F00);

    /// Whether the command was carried out, with or without a warning about the end of the file.
    #[must_use]
    pub const fn is_ok(self) -> bool {
        matches!(self, Self::OK | Self::END_OF_FILE)
    }

    /// Whether the PIN is blocked: `63C0` when it has just become so, `6984` (or `6983`) later.
    #[must_use]
    pub const fn is_blocked(self) -> bool {
        matches!(self.0, 0x63C0 | 0x6983 | 0x6984)
    }

    /// The tries left that `63Cx` tells.
    #[must_use]
    pub const fn tries_left(self) -> Option<u8> {
        match self.0.to_be_bytes() {
            [0x63, low] if low & 0xF0 == 0xC0 => Some(low & 0x0F),
            _ => None,
        }
    }
}

/// A whole response: what the card gave, in one part or several.
pub(crate) struct Response {
    pub(crate) data: SecretBytes,
    pub(crate) status: StatusWord,
}

/// Sends `command` and puts the response together: `61xx` is followed by GET RESPONSE, `6Cxx` by the same command
/// with the length the card names. Only for commands that may be repeated, which VERIFY is not.
pub(crate) fn exchange<T: Transport + ?Sized>(
    transport: &mut T,
    command: &[u8],
) -> Result<Response, TransportError> {
    let mut response = once(transport, command)?;
    if let [0x6C, exact] = response.status.0.to_be_bytes() {
        let command = with_length(command, exact);
        response = once(transport, &command)?;
    }
    let mut rounds = 0;
    while let [0x61, more] = response.status.0.to_be_bytes() {
        rounds += 1;
        // A card that always has more is no card to listen to.
        if rounds > MAX_ROUNDS || response.data.len() > MAX_RESPONSE {
            return Err(TransportError::Lost);
        }
        let part = once(transport, &[0x00, 0xC0, 0x00, 0x00, more])?;
        response.data.append(part.data.expose());
        response.status = part.status;
    }
    Ok(response)
}

/// Sends `command` exactly once, and takes whatever comes as the answer.
pub(crate) fn once<T: Transport + ?Sized>(
    transport: &mut T,
    command: &[u8],
) -> Result<Response, TransportError> {
    let bytes = transport.transmit(command)?;
    let (_, status) = bytes
        .expose()
        .split_last_chunk::<2>()
        .ok_or(TransportError::CardRemoved)?;
    let status = StatusWord(u16::from_be_bytes(*status));
    Ok(Response {
        data: bytes.without_last(2),
        status,
    })
}

/// The command with its expected length replaced, in the short form.
fn with_length(command: &[u8], length: u8) -> Vec<u8> {
    let mut out = command.to_vec();
    match command {
        // Case 2 extended: CLA INS P1 P2 00 hi lo.
        [_, _, _, _, 0, _, _] => out.truncate(5),
        [_, _, _, _] => out.push(0),
        _ => {}
    }
    if let Some(last) = out.last_mut() {
        *last = length;
    }
    out
}

/// SELECT by application identifier, first or only occurrence, no response data.
pub(crate) fn select_application(aid: &[u8]) -> Vec<u8> {
    [&[0x00, 0xA4, 0x04, 0x0C, aid.len().to_le_bytes()[0]], aid].concat()
}

/// SELECT of an elementary file under the current application, no response data.
pub(crate) fn select_file(id: u16) -> [u8; 7] {
    let [hi, lo] = id.to_be_bytes();
    [0x00, 0xA4, 0x02, 0x0C, 0x02, hi, lo]
}

/// How much a READ BINARY asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// 1 to 256 bytes, short length.
    Short(usize),
    /// Up to 65535 bytes, extended length.
    Extended(u16),
}

/// READ BINARY with these P1 and P2.
pub(crate) fn read_binary(p1: u8, p2: u8, expected: Expected) -> Vec<u8> {
    let mut command = vec![0x00, 0xB0, p1, p2];
    match expected {
        // 256 is written as 00, which is what the low byte of 256 is.
        Expected::Short(length) => command.push(length.min(256).to_le_bytes()[0]),
        Expected::Extended(length) => {
            let [hi, lo] = length.to_be_bytes();
            command.extend([0x00, hi, lo]);
        }
    }
    command
}

/// VERIFY with no body, which asks for the tries left and uses none. A body of padding would use one.
pub(crate) fn tries_query(p2: u8) -> [u8; 4] {
    [0x00, 0x20, 0x00, p2]
}

/// VERIFY with the PIN.
pub(crate) fn verify(p2: u8, pin: &[u8; 4]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([&[0x00, 0x20, 0x00, p2, 0x04], pin.as_slice()].concat())
}

/// PSO of this application: the card pads the `DigestInfo` by PKCS#1 v1.5 and signs it with its own key. No PIN.
pub(crate) fn sign_digest(digest: &[u8; 32]) -> Vec<u8> {
    // DigestInfo for SHA-256: RFC 8017 9.2, note 1.
    const SHA256_INFO: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    [
        &[0x80, 0x2A, 0x00, 0x00, 0x33],
        SHA256_INFO.as_slice(),
        digest,
        &[0x00],
    ]
    .concat()
}
