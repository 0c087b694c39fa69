//! Reading this application's files, by whichever way the card takes.

use crate::apdu::{self, Expected, Response, StatusWord};
use crate::error::CardError;
use crate::evidence::{EvidenceError, File, MAX_FILE};
use crate::secret::SecretBytes;
use crate::tlv;
use crate::transport::{Transport, TransportError};

/// What has been found out about the card and its reader: all of it before the PIN.
#[derive(Clone, Copy)]
pub(crate) struct Ways {
    pub(crate) short_file_ids: bool,
    pub(crate) extended: bool,
}

/// The extended length that is asked for. Not the largest there is: no file is longer than this.
const EXTENDED: Expected = Expected::Extended(2048);
const SHORT: Expected = Expected::Short(256);

impl Ways {
    /// Nothing known yet: the short forms, and short file ids until the card refuses them.
    pub(crate) const fn unknown() -> Self {
        Self {
            short_file_ids: true,
            extended: false,
        }
    }

    /// Reads EF 0005, which is free, and finds out whether the card takes short file ids.
    pub(crate) fn read_ability_file(
        &mut self,
        transport: &mut dyn Transport,
    ) -> Result<SecretBytes, CardError> {
        let file = File::Ef0005;
        let response = by_short_id(transport, file, SHORT)?;
        // A card that knows no short file ids may take P1 for an offset, and answer from another file.
        if response.status.is_ok() && response.data.expose().starts_with(&[0xFF, 0x40]) {
            return self.go_on(transport, file, response);
        }
        self.short_file_ids = false;
        self.read(transport, file)
    }

    /// Reads EF 0004, which is free, and finds out whether card and reader take extended lengths. What a card says
    /// about that in EF 0005 is not relied on: sources differ, and the reader has a say too.
    pub(crate) fn read_certificate_file(
        &mut self,
        transport: &mut dyn Transport,
    ) -> Result<SecretBytes, CardError> {
        self.extended = true;
        match self.read(transport, File::Ef0004) {
            Ok(bytes) => return Ok(bytes),
            // A reader that cannot carry the command says so in one of these two ways. Anything else is final.
            Err(CardError::Transport(TransportError::Lost)) | Err(CardError::Unreadable { .. }) => {
            }
            Err(other) => return Err(other),
        }
        self.extended = false;
        self.read(transport, File::Ef0004)
    }

    /// Whether EF 0002 is locked, by asking for one byte and looking at the status only.
    pub(crate) fn is_locked(self, transport: &mut dyn Transport) -> Result<bool, CardError> {
        let file = File::Ef0002;
        let response = self.first(transport, file, Expected::Short(1))?;
        match response.status {
            StatusWord::LOCKED => Ok(true),
            status if status.is_ok() => Ok(false),
            StatusWord(status) => Err(CardError::Unreadable { file, status }),
        }
    }

    /// Reads a whole file, filler and all.
    pub(crate) fn read(
        self,
        transport: &mut dyn Transport,
        file: File,
    ) -> Result<SecretBytes, CardError> {
        let expected = if self.extended { EXTENDED } else { SHORT };
        let response = self.first(transport, file, expected)?;
        self.go_on(transport, file, response)
    }

    /// The rest of a file whose first part is `first`, and which is the current file.
    fn go_on(
        self,
        transport: &mut dyn Transport,
        file: File,
        first: Response,
    ) -> Result<SecretBytes, CardError> {
        let Response { data, status } = first;
        if !status.is_ok() {
            return Err(CardError::Unreadable {
                file,
                status: status.0,
            });
        }
        let mut bytes = data;
        // The header says how far to go on. It is compared with the bound before it is believed.
        let Ok((_, _, total)) = tlv::header(bytes.expose()) else {
            return Ok(bytes);
        };
        if total > MAX_FILE || bytes.len() > MAX_FILE {
            return Err(EvidenceError::Malformed(file).into());
        }
        while bytes.len() < total {
            let left = total.saturating_sub(bytes.len());
            let [hi, lo] = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
            let response =
                apdu::exchange(transport, &apdu::read_binary(hi, lo, Expected::Short(left)))?;
            match response.status {
                StatusWord::PAST_END => break,
                status if !status.is_ok() => {
                    return Err(CardError::Unreadable {
                        file,
                        status: status.0,
                    });
                }
                _ if response.data.is_empty() || response.data.len() > left => break,
                _ => bytes.append(response.data.expose()),
            }
        }
        Ok(bytes)
    }

    /// The first READ of a file, by short file id where the card takes it, else after SELECT.
    fn first(
        self,
        transport: &mut dyn Transport,
        file: File,
        expected: Expected,
    ) -> Result<Response, CardError> {
        if self.short_file_ids {
            let response = by_short_id(transport, file, expected)?;
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
        Ok(apdu::exchange(
            transport,
            &apdu::read_binary(0x00, 0x00, expected),
        )?)
    }
}

/// READ from the start of a file named by its short id, which is the low five bits of its long one.
fn by_short_id(
    transport: &mut dyn Transport,
    file: File,
    expected: Expected,
) -> Result<Response, TransportError> {
    let sfi = 0x80 | file.id().to_be_bytes()[1];
    apdu::exchange(transport, &apdu::read_binary(sfi, 0x00, expected))
}
