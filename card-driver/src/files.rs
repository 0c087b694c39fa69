//! Reading this application's files, by whichever way card and reader take.

use crate::apdu::{self, Command, Expected, Response, StatusWord};
use crate::error::CardError;
use crate::evidence::{EvidenceError, File, MAX_FILE};
use crate::pin::PinVerified;
use crate::secret::SecretBytes;
use crate::tlv;
use crate::transport::{Transport, TransportError};

/// The extended length that is tried on EF 0004. Not the largest there is: no file is longer than this, and a
/// response of 64 KiB is more than some readers survive.
const TRIED: Expected = Expected::Extended(2048);
/// How many READ BINARY one file may take. The longest file in the parts of the smallest reader; a card that gives a
/// byte at a time is not waited for.
const MAX_READS: usize = 32;

/// What has been found out about the card and its reader: all of it before the PIN, on files that are free to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ways {
    short_file_ids: bool,
    /// The most that one READ has been seen to bring. Nothing longer is asked for later, so that no step after the PIN
    /// fails because of what the reader can carry.
    proven: Expected,
}

/// What the lock probe on EF 0002 found. Its content is not in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    Locked,
    Open,
}

impl Ways {
    /// Nothing known yet: the short forms, and short file ids until the card refuses them.
    pub(crate) const fn unknown() -> Self {
        Self {
            short_file_ids: true,
            proven: Expected::FULL,
        }
    }

    /// Reads EF 0005, which is free, and finds out whether the card takes short file ids. Gives the card's own word
    /// on extended lengths.
    ///
    /// EF 0005 is `FF40{ DF41 4, … }`, and only the form of this much is looked at.
    pub(crate) fn read_abilities(
        &mut self,
        transport: &mut dyn Transport,
    ) -> Result<bool, CardError> {
        let file = File::Ef0005;
        let response = apdu::exchange(transport, &by_short_id(file, Expected::FULL))?;
        // A card that knows no short file ids may take P1 for an offset, and answer from another file.
        let ef0005 = if response.status.is_ok() && response.data.expose().starts_with(&[0xFF, 0x40])
        {
            self.go_on(transport, file, response)?
        } else {
            self.short_file_ids = false;
            self.whole(transport, file)?
        };
        let extended = || {
            let (outer, _filler) = tlv::take(ef0005.expose()).ok()?;
            let (abilities, _rest) = tlv::take(outer.value).ok()?;
            // DF41: specification version, extended lengths, vendor, vendor's own.
            match *abilities.value {
                [_, extended, _, _] if outer.tag == 0xFF40 && abilities.tag == 0xDF41 => {
                    Some(extended != 0)
                }
                _ => None,
            }
        };
        extended().ok_or(EvidenceError::Malformed(file).into())
    }

    /// Reads EF 0004, which is free, by an extended length, and learns how much one READ brings. That the card says it
    /// takes one may be wrong, and the reader has a say too: whatever is wrong with the answer, the file is read again
    /// by short lengths, which every reader carries.
    ///
    /// After [`TransportError::Lost`], `Empty` and `CardReset` the card has to be powered and selected anew before
    /// [`Ways::read_certificate`].
    pub(crate) fn try_extended(
        &mut self,
        transport: &mut dyn Transport,
    ) -> Result<SecretBytes, CardError> {
        let file = File::Ef0004;
        let response = self.first(transport, file, TRIED, apdu::exchange)?;
        // A response that a reader cut short ends in data instead of a status word, or is a part of the file only.
        let brought = response.data.len();
        let is_file = tlv::header(response.data.expose()).is_ok_and(|(tag, _, _)| tag == 0x7F21);
        if let Ok(brought) = u16::try_from(brought)
            && usize::from(brought) > Expected::FULL.bytes()
            && response.status.is_ok()
            && is_file
        {
            let able = Self {
                proven: Expected::Extended(brought),
                ..*self
            };
            match able.go_on(transport, file, response) {
                Ok(bytes) => {
                    *self = able;
                    return Ok(bytes);
                }
                Err(CardError::Unreadable { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        if self.short_file_ids {
            return self.read_certificate(transport);
        }
        // It is the current file already.
        let response = apdu::exchange(transport, &apdu::read_binary(0x00, 0x00, Expected::FULL))?;
        self.go_on(transport, file, response)
    }

    /// Reads EF 0004, which is free, by what is known by now.
    pub(crate) fn read_certificate(
        self,
        transport: &mut dyn Transport,
    ) -> Result<SecretBytes, CardError> {
        self.whole(transport, File::Ef0004)
    }

    /// Whether EF 0002 is locked, by asking for one byte and looking at the status only. What a card left open gives
    /// is wiped here, and where it has more to give, or at another length, it is not asked for it: it is open.
    pub(crate) fn probe_lock(self, transport: &mut dyn Transport) -> Result<Lock, CardError> {
        let file = File::Ef0002;
        let status = self
            .first(transport, file, Expected::Short(1), apdu::once)?
            .status;
        match status.0 {
            _ if status == StatusWord::LOCKED => Ok(Lock::Locked),
            _ if status.is_ok() => Ok(Lock::Open),
            0x6100..=0x61FF | 0x6C00..=0x6CFF => Ok(Lock::Open),
            _ => Err(unreadable(file, status)),
        }
    }

    /// Reads a file that the PIN opens, filler and all.
    pub(crate) fn read(
        self,
        transport: &mut dyn Transport,
        file: File,
        _opened: &PinVerified,
    ) -> Result<SecretBytes, CardError> {
        self.whole(transport, file)
    }

    fn whole(self, transport: &mut dyn Transport, file: File) -> Result<SecretBytes, CardError> {
        let response = self.first(transport, file, self.proven, apdu::exchange)?;
        self.go_on(transport, file, response)
    }

    /// The rest of a file whose first part is `first`, and which is the current file.
    fn go_on(
        self,
        transport: &mut dyn Transport,
        file: File,
        first: Response,
    ) -> Result<SecretBytes, CardError> {
        if !first.status.is_ok() {
            return Err(unreadable(file, first.status));
        }
        let mut bytes = first.data;
        if bytes.len() > MAX_FILE {
            return Err(EvidenceError::Malformed(file).into());
        }
        // The header says how far to go on. It is compared with the bound before it is believed.
        let Ok((_, _, total)) = tlv::header(bytes.expose()) else {
            return Ok(bytes);
        };
        if total > MAX_FILE {
            return Err(EvidenceError::Malformed(file).into());
        }
        for _ in 1..MAX_READS {
            let left = total.saturating_sub(bytes.len());
            let offset = match u16::try_from(bytes.len()) {
                Ok(offset) if left > 0 => offset,
                _ => break,
            };
            let [hi, lo] = offset.to_be_bytes();
            let expected = self.proven.at_most(left);
            let response = apdu::exchange(transport, &apdu::read_binary(hi, lo, expected))?;
            match response.status {
                StatusWord::PAST_END => break,
                status if !status.is_ok() => return Err(unreadable(file, status)),
                _ if response.data.is_empty() || response.data.len() > left => break,
                _ => bytes.append(response.data.expose()),
            }
        }
        Ok(bytes)
    }

    /// The first READ of a file, by short file id where the card takes it, else after SELECT; `say` is how.
    fn first(
        self,
        transport: &mut dyn Transport,
        file: File,
        expected: Expected,
        say: fn(&mut dyn Transport, &Command) -> Result<Response, TransportError>,
    ) -> Result<Response, CardError> {
        if self.short_file_ids {
            let response = say(transport, &by_short_id(file, expected))?;
            // Wrong parameters, file not found by this id, no current file: this file may still be had by SELECT.
            if !matches!(
                response.status.0,
                0x6981 | 0x6986 | 0x6A80..=0x6A88 | 0x6B00
            ) {
                return Ok(response);
            }
        }
        let selected = apdu::exchange(transport, &apdu::select_file(file.id()))?;
        if selected.status != StatusWord::OK {
            return Ok(selected);
        }
        Ok(say(transport, &apdu::read_binary(0x00, 0x00, expected))?)
    }
}

/// READ from the start of a file named by its short id, which is the low five bits of its long one.
fn by_short_id(file: File, expected: Expected) -> Command {
    let [_, low] = file.id().to_be_bytes();
    apdu::read_binary(0x80 | low, 0x00, expected)
}

fn unreadable(file: File, status: StatusWord) -> CardError {
    CardError::Unreadable {
        file,
        status: status.0,
    }
}
