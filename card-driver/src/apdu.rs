//! Command APDUs and response APDUs (ISO/IEC 7816-4), and the status words of this card.

use crate::secret::SecretBytes;
use crate::transport::{Transport, TransportError};
use zeroize::Zeroizing;

/// The longest response that is put together from parts.
const MAX_RESPONSE: usize = 4096;
/// How many GET RESPONSE one command may lead to: the longest file in the smallest parts that make sense.
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
pub(crate) fn exchange(
    transport: &mut dyn Transport,
    command: &Command,
) -> Result<Response, TransportError> {
    let mut response = once(transport, command)?;
    // Only where a length was asked for: in a command without one, the last byte is data.
    if let ([0x6C, exact], Some(_)) = (response.status.0.to_be_bytes(), command.expected) {
        response = once(transport, &command.expecting(exact))?;
    }
    let mut rounds = 0;
    while let [0x61, more] = response.status.0.to_be_bytes() {
        rounds += 1;
        // A card that always has more is no card to listen to.
        if rounds > MAX_ROUNDS || response.data.len() > MAX_RESPONSE {
            return Err(TransportError::Lost);
        }
        let part = once(
            transport,
            &Command::new([0x00, 0xC0, 0x00, 0x00], &[]).expecting(more),
        )?;
        response.data.append(part.data.expose());
        response.status = part.status;
    }
    Ok(response)
}

/// Sends `command` exactly once, and takes whatever comes as the answer.
pub(crate) fn once(
    transport: &mut dyn Transport,
    command: &Command,
) -> Result<Response, TransportError> {
    let bytes = transport.transmit(&command.encode())?;
    let (_, status) = bytes
        .expose()
        .split_last_chunk::<2>()
        .ok_or(TransportError::Empty)?;
    let status = StatusWord(u16::from_be_bytes(*status));
    Ok(Response {
        data: bytes.without_last(2),
        status,
    })
}

/// How much a command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// 1 to 256 bytes, a short length field; 0 is written for 256.
    Short(u8),
    /// 1 to 65535 bytes, an extended length field.
    Extended(u16),
}

impl Expected {
    /// As many as a short length can ask for.
    pub(crate) const FULL: Self = Self::Short(0);

    /// How many bytes this asks for.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Short(0) => 256,
            Self::Short(length) => usize::from(length),
            Self::Extended(length) => usize::from(length),
        }
    }

    /// No more than `most` bytes, in a form no longer than this one.
    pub(crate) fn at_most(self, most: usize) -> Self {
        match (u8::try_from(most), u16::try_from(most)) {
            _ if most >= self.bytes() => self,
            (Ok(most), _) => Self::Short(most),
            (_, Ok(most)) => Self::Extended(most),
            _ => self,
        }
    }
}

/// A command APDU. What it carries may be a PIN, so that it is wiped on drop and has no `Debug`.
pub(crate) struct Command {
    header: [u8; 4],
    body: Zeroizing<Vec<u8>>,
    expected: Option<Expected>,
}

impl Command {
    /// A command without expected response data. `body` has 255 bytes at most.
    fn new(header: [u8; 4], body: &[u8]) -> Self {
        Self {
            header,
            body: Zeroizing::new(body.to_vec()),
            expected: None,
        }
    }

    /// The same, asking for `length` bytes; 0 for 256.
    fn expecting(&self, length: u8) -> Self {
        Self {
            header: self.header,
            body: self.body.clone(),
            expected: Some(Expected::Short(length)),
        }
    }

    /// ISO/IEC 7816-3 12.1: cases 1 to 4 short, and case 2 extended. No command with a body is extended.
    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let length = [self.body.len().to_le_bytes()[0]];
        let length = if self.body.is_empty() {
            &[][..]
        } else {
            &length
        };
        let (short, extended);
        let expected = match self.expected {
            None => &[][..],
            Some(Expected::Short(length)) => {
                short = [length];
                &short
            }
            Some(Expected::Extended(length)) => {
                let [hi, lo] = length.to_be_bytes();
                extended = [0x00, hi, lo];
                &extended
            }
        };
        Zeroizing::new([&self.header, length, self.body.as_slice(), expected].concat())
    }
}

/// SELECT by application identifier, first or only occurrence, no response data.
pub(crate) fn select_application(aid: &[u8]) -> Command {
    Command::new([0x00, 0xA4, 0x04, 0x0C], aid)
}

/// SELECT of an elementary file under the current application, no response data.
pub(crate) fn select_file(id: u16) -> Command {
    Command::new([0x00, 0xA4, 0x02, 0x0C], &id.to_be_bytes())
}

/// READ BINARY with these P1 and P2.
pub(crate) fn read_binary(p1: u8, p2: u8, expected: Expected) -> Command {
    Command {
        expected: Some(expected),
        ..Command::new([0x00, 0xB0, p1, p2], &[])
    }
}

/// VERIFY with no body, which asks for the tries left and uses none. A body of padding would use one.
pub(crate) fn tries_query(p2: u8) -> Command {
    Command::new([0x00, 0x20, 0x00, p2], &[])
}

/// VERIFY with the PIN.
pub(crate) fn verify(p2: u8, pin: &[u8; 4]) -> Command {
    Command::new([0x00, 0x20, 0x00, p2], pin)
}

/// PSO of this application: the card pads the `DigestInfo` by PKCS#1 v1.5 and signs it with its own key. No PIN.
pub(crate) fn sign_digest(digest: &[u8; 32]) -> Command {
    // DigestInfo for SHA-256: RFC 8017 9.2, note 1.
    const SHA256_INFO: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    let body = [SHA256_INFO.as_slice(), digest].concat();
    Command::new([0x80, 0x2A, 0x00, 0x00], &body).expecting(0)
}
