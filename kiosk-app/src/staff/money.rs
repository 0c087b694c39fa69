// SPDX-License-Identifier: GPL-3.0-only
//! What staff does about money: what a fault left open, and a fee that was kept for a bad print. It goes by the number of
//! the session, which the resident tells; it knows nobody.

use issuance::SessionId;
use payment::{Book, Open, Reference, Settled, Why, Yen};

use super::Code;

/// So many of the last fees are offered: who finds a print bad comes back at once.
const LAST_FEES: usize = 8;

/// What staff did with a session's money, to be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settlement {
    /// All that was open was given back.
    Returned(Open),
    /// It had been printed: the fee stays, and what is over was given back.
    Kept {
        /// What is open.
        open: Open,
        /// The fee.
        fee: Yen,
    },
    /// The print was bad: the fee that was kept was given back.
    BadPrint {
        /// Whose session.
        reference: Reference,
        /// The fee.
        fee: Yen,
    },
}

impl Settlement {
    /// The session.
    #[must_use]
    pub fn session(self) -> SessionId {
        let reference = match self {
            Settlement::Returned(open) | Settlement::Kept { open, .. } => open.reference,
            Settlement::BadPrint { reference, .. } => reference,
        };
        SessionId(*reference.as_bytes())
    }

    /// What the resident got, or gets.
    #[must_use]
    pub const fn back(self) -> Yen {
        match self {
            Settlement::Returned(open) => open.amount,
            Settlement::Kept { open, fee } => open.amount.less(fee),
            Settlement::BadPrint { fee, .. } => fee,
        }
    }

    /// The stable code, for the log.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Settlement::Returned(_) => "STAFF-MONEY-RETURNED",
            Settlement::Kept { .. } => "STAFF-MONEY-KEPT",
            Settlement::BadPrint { .. } => "STAFF-MONEY-BAD-PRINT",
        }
    }

    /// Posts it.
    ///
    /// # Errors
    /// A stable code; nothing was posted. What is in the book may be another than what staff saw: then they look again.
    pub(crate) fn post(self, book: &Book) -> Result<Yen, Code> {
        let posted = match self {
            Settlement::Returned(open) => book.settle(open, Settled::Refunded),
            Settlement::Kept { open, .. } => book.settle(open, Settled::Kept),
            Settlement::BadPrint { reference, fee } => book.give_back(reference, fee),
        };
        posted.map_err(|error| error.code())
    }
}

/// What the book says, as staff sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What is open.
    pub open: Vec<Open>,
    /// The last fees that were kept, the newest first.
    pub fees: Vec<(Reference, Yen)>,
}

impl Ledger {
    /// As it is now.
    #[must_use]
    pub fn of(book: &Book) -> Ledger {
        let mut fees = book.fees();
        fees.truncate(LAST_FEES);
        Ledger {
            open: book.open(),
            fees,
        }
    }

    /// All that is open.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.open.iter().map(|open| u64::from(open.amount.0)).sum()
    }

    /// Everything that can be posted, what is open first.
    #[must_use]
    pub fn settlements(&self) -> Vec<Settlement> {
        let open = self.open.iter().flat_map(|open| {
            let kept = match open.why {
                Why::PrintUnknown { fee } => Some(Settlement::Kept { open: *open, fee }),
                Why::Unreturned => None,
            };
            [Some(Settlement::Returned(*open)), kept]
                .into_iter()
                .flatten()
        });
        let bad = self.fees.iter().map(|(reference, fee)| {
            let (reference, fee) = (*reference, *fee);
            Settlement::BadPrint { reference, fee }
        });
        open.chain(bad).collect()
    }
}
