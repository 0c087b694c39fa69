//! The PIN: how many tries are left, and the one VERIFY of an entry.

use crate::apdu::{self, StatusWord};
use crate::error::CardError;
use crate::transport::Transport;
use crate::values::Pin;

/// EF 0011, the PIN, by short id in P2.
const PIN_BY_SHORT_ID: u8 = 0x91;
/// The current EF, in P2.
const PIN_BY_SELECTION: u8 = 0x80;
const PIN_FILE: u16 = 0x0011;

/// How many tries the PIN has left, at least one: a blocked card never gets this far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TriesLeft(u8);

impl TriesLeft {
    /// The number, 1 to 15 (3 on a fresh card).
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether a wrong PIN now would block the card.
    #[must_use]
    pub const fn is_last(self) -> bool {
        self.0 == 1
    }
}

/// The card answered 9000 to a VERIFY of this connection. Reading what the PIN opens asks for it, and
/// [`PinForm::verify`] is the only place that makes one.
pub(crate) struct PinVerified(());

/// What one VERIFY led to.
pub(crate) enum Verified {
    Right(PinVerified),
    Wrong(TriesLeft),
}

/// How VERIFY names the PIN on this card.
#[derive(Clone, Copy)]
pub(crate) enum PinForm {
    /// By short id.
    ShortId,
    /// By selection: EF 0011 is the current file, and stays so until another file is named.
    Selection,
}

impl PinForm {
    /// The form whose empty VERIFY answers, and its answer.
    pub(crate) fn find(transport: &mut dyn Transport) -> Result<(Self, TriesLeft), CardError> {
        let status = apdu::once(transport, &apdu::tries_query(PIN_BY_SHORT_ID))?.status;
        if status.is_blocked() {
            return Err(CardError::PinBlocked);
        }
        if let Some(tries) = status.tries_left() {
            return Ok((Self::ShortId, TriesLeft(tries)));
        }
        let status = apdu::exchange(transport, &apdu::select_file(PIN_FILE))?.status;
        if status.is_blocked() {
            return Err(CardError::PinBlocked);
        }
        if status != StatusWord::OK {
            return Err(CardError::PinStatus(status.0));
        }
        Ok((Self::Selection, Self::Selection.tries(transport)?))
    }

    const fn p2(self) -> u8 {
        match self {
            Self::ShortId => PIN_BY_SHORT_ID,
            Self::Selection => PIN_BY_SELECTION,
        }
    }

    /// Asks for the tries left, using none.
    pub(crate) fn tries(self, transport: &mut dyn Transport) -> Result<TriesLeft, CardError> {
        let status = apdu::once(transport, &apdu::tries_query(self.p2()))?.status;
        if status.is_blocked() {
            return Err(CardError::PinBlocked);
        }
        status
            .tries_left()
            .map(TriesLeft)
            .ok_or(CardError::PinStatus(status.0))
    }

    /// Sends VERIFY, once. The entry is used up, whatever comes of it.
    pub(crate) fn verify(
        self,
        transport: &mut dyn Transport,
        pin: Pin,
    ) -> Result<Verified, CardError> {
        let command = apdu::verify(self.p2(), pin.ascii());
        drop(pin);
        let status = apdu::once(transport, &command)?.status;
        drop(command);
        match (status, status.tries_left()) {
            (StatusWord::OK, _) => Ok(Verified::Right(PinVerified(()))),
            (status, _) if status.is_blocked() => Err(CardError::PinBlocked),
            (_, Some(tries)) => Ok(Verified::Wrong(TriesLeft(tries))),
            // Wrong, and not said how many are left.
            (StatusWord(0x6300), None) => Ok(Verified::Wrong(self.tries(transport)?)),
            (StatusWord(status), None) => Err(CardError::PinStatus(status)),
        }
    }
}
