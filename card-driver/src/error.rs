//! What can go wrong between a card and its holder.

use crate::evidence::{EvidenceError, File};
use crate::slot::SlotError;
use crate::transport::TransportError;

/// Why a card could not be read and believed. Each has its own stable [`CardError::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// There was no connection to begin with.
    #[error(transparent)]
    Slot(#[from] SlotError),
    /// The exchange with the card failed.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The card knows no text-input-assist AP.
    #[error("this is not a My Number card that this program knows")]
    NotMyNumberCard,
    /// The PIN is blocked. Only the municipality's counter can reset it.
    #[error("the PIN is blocked")]
    PinBlocked,
    /// Somebody else's verified PIN was still in force, and stayed so without power: the PIN typed now would
    /// prove nothing, so it was not sent.
    #[error("the card was left open by somebody else")]
    LeftOpen,
    /// A file could not be read.
    #[error("{file} cannot be read (status {status:04X})")]
    Unreadable {
        /// Which.
        file: File,
        /// The status word the card gave.
        status: u16,
    },
    /// The card answered a PIN command in a way that means nothing.
    #[error("the card answers the PIN command with status {0:04X}")]
    PinStatus(u16),
    /// Files or genuineness do not stand the checks.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
}

impl CardError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Slot(error) => error.code(),
            Self::Transport(error) => error.code(),
            Self::NotMyNumberCard => "CARD-NOT-MYNUMBER",
            Self::PinBlocked => "CARD-PIN-BLOCKED",
            Self::LeftOpen => "CARD-LEFT-OPEN",
            Self::Unreadable { .. } => "CARD-FILE-UNREADABLE",
            Self::PinStatus(_) => "CARD-PIN-STATUS",
            Self::Evidence(error) => error.code(),
        }
    }
}
