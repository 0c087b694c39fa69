//! The text-input-assist AP (券面事項入力補助AP), its states as types.

use crate::error::CardError;
use crate::holder::VerifiedHolder;
use crate::transport::Transport;
use crate::trust::TrustAnchors;
use crate::values::{Challenge, Pin};

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

/// Whether the holder confirmed, on screen, that the last try shall be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastTry {
    /// Not asked, or not confirmed: the last try is not used.
    NotConfirmed,
    /// Confirmed for this entry.
    Confirmed,
}

/// What one PIN entry led to.
#[derive(Debug)]
pub enum Outcome {
    /// PIN right, files and genuineness verified. The card has been left.
    Verified(VerifiedHolder),
    /// A fresh entry is needed; nothing of the last one is kept.
    AskAgain {
        /// The card, still connected.
        card: SelectedCard,
        /// Why.
        reason: AskAgainReason,
    },
}

/// Why a fresh entry is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskAgainReason {
    /// The PIN was wrong; one try is used.
    WrongPin,
    /// The count of tries is another than when the entry began: no VERIFY was sent.
    TriesChanged,
    /// One try is left and its use was not confirmed: no VERIFY was sent.
    LastTryNotConfirmed,
}

/// A card on which everything that needs no PIN has been done and found right.
pub struct SelectedCard {
    transport: Box<dyn Transport>,
    tries: TriesLeft,
}

impl SelectedCard {
    /// Does everything that needs no PIN.
    ///
    /// # Errors
    /// [`CardError`].
    pub fn open(
        transport: impl Transport + 'static,
        _anchors: &TrustAnchors,
        _challenge: Challenge,
    ) -> Result<Self, CardError> {
        let _ = Self {
            transport: Box::new(transport),
            tries: TriesLeft(3),
        };
        Err(CardError::NotMyNumberCard)
    }

    /// Tries left.
    #[must_use]
    pub const fn tries_left(&self) -> TriesLeft {
        self.tries
    }

    /// One VERIFY at most.
    ///
    /// # Errors
    /// [`CardError`].
    pub fn verify_and_read(mut self, _pin: Pin, _last_try: LastTry) -> Result<Outcome, CardError> {
        self.transport.leave()?;
        Err(CardError::NotMyNumberCard)
    }
}

impl std::fmt::Debug for SelectedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SelectedCard")
    }
}
