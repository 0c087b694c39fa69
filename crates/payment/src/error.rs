use crate::Yen;

/// Why nothing was collected, or not everything given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaymentError {
    /// The device cannot be reached, or is out of order. Nothing was taken.
    #[error("the payment device is not available")]
    Unavailable,
    /// The device holds money of which it is not decided yet what becomes of it. Nothing was taken.
    #[error("the payment device still holds money of another payment")]
    Busy,
    /// Change might not be enough. Nothing was taken.
    #[error("the payment device has not enough change")]
    OutOfChange,
    /// The device cannot collect this amount: too large, or no coins make it. Nothing was taken.
    #[error("the payment device cannot collect this amount")]
    Amount,
    /// Staff have not settled what is owed for this reference yet. Nothing was taken.
    #[error("money of this reference is still to be settled by staff")]
    Unsettled,
    /// Given up by the resident or by the caller; all was given back.
    #[error("the payment was given up and all given back")]
    GivenUp,
    /// The money was to go back, and not all of it did. Staff must settle the rest.
    #[error("{owed} yen could not be given back; staff must settle it")]
    NotAllReturned {
        /// So much is still in the device.
        owed: Yen,
    },
    /// The device failed while it collected. What is owed, if anything, staff must settle.
    #[error("the payment was interrupted; {owed} yen are still in the device")]
    Interrupted {
        /// So much is still in the device; all else was given back.
        owed: Yen,
    },
}

impl PaymentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unavailable => "PAYMENT-UNAVAILABLE",
            Self::Busy => "PAYMENT-BUSY",
            Self::OutOfChange => "PAYMENT-OUT-OF-CHANGE",
            Self::Amount => "PAYMENT-AMOUNT",
            Self::Unsettled => "PAYMENT-UNSETTLED",
            Self::GivenUp => "PAYMENT-GIVEN-UP",
            Self::NotAllReturned { .. } => "PAYMENT-NOT-ALL-RETURNED",
            Self::Interrupted { .. } => "PAYMENT-INTERRUPTED",
        }
    }

    /// How much of what the resident put in is still in the device, for staff to settle.
    #[must_use]
    pub const fn owed(&self) -> Yen {
        match self {
            Self::NotAllReturned { owed } | Self::Interrupted { owed } => *owed,
            _ => Yen::ZERO,
        }
    }
}
