//! The resident's money, as far as the machine has to do with it: how much is in, what becomes of it, what is said of it.

use time::Date;

use crate::catalogue::Yen;
use crate::screen::Price;

/// What becomes of money that was collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Printed: it is taken, and the change given.
    Keep,
    /// For certain nothing was printed: all of it goes back.
    Refund,
    /// Nobody knows what was printed: it stays in the machine, and staff settle it by the session's id.
    Hold,
}

/// Why no money can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentFault {
    /// The device cannot be reached, or is out of order.
    Unavailable,
    /// It still holds money of another payment.
    Busy,
    /// Change might not be enough.
    OutOfChange,
    /// It cannot collect this amount.
    Amount,
    /// Staff have not settled this session's money yet.
    Unsettled,
    /// It failed while it collected.
    Interrupted,
}

impl PaymentFault {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::Unavailable,
        Self::Busy,
        Self::OutOfChange,
        Self::Amount,
        Self::Unsettled,
        Self::Interrupted,
    ];

    /// The stable code, by which the staff know what to see to.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "PAYMENT-UNAVAILABLE",
            Self::Busy => "PAYMENT-BUSY",
            Self::OutOfChange => "PAYMENT-OUT-OF-CHANGE",
            Self::Amount => "PAYMENT-AMOUNT",
            Self::Unsettled => "PAYMENT-UNSETTLED",
            Self::Interrupted => "PAYMENT-INTERRUPTED",
        }
    }
}

/// What happened to the money of a session in which nothing was printed for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// None was put in.
    None,
    /// This goes back; that it has come out is not known yet.
    GivingBack(Yen),
    /// All of this came out.
    GivenBack(Yen),
    /// So much did not come out: staff give it back.
    Owed(Yen),
    /// All of this stays in the machine until staff have seen what was printed.
    Held(Yen),
}

/// What was paid for what was printed. Nothing in it says who paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The day in Japan.
    pub date: Date,
    /// What it cost.
    pub price: Price,
    /// What was put in.
    pub paid: Yen,
    /// What of it goes back.
    pub change: Yen,
    /// What of the change did not come out, for staff to settle; mostly nothing.
    pub owed: Yen,
}

/// The money of one session, from the outside: what the device was told and what it said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Purse {
    /// Nothing was asked for.
    #[default]
    Closed,
    /// Being collected; so much is in.
    Open(Yen),
    /// Was to stop: all of this comes back.
    Closing(Yen),
    /// All is in.
    Full(Yen),
    /// The device was told what becomes of it.
    Deciding(Fate, Yen),
    /// And has done it, but for what is owed.
    Decided { fate: Fate, paid: Yen, owed: Yen },
}

impl Purse {
    /// What is in, or was.
    pub(crate) const fn put_in(self) -> Yen {
        match self {
            Self::Closed => Yen::ZERO,
            Self::Open(paid)
            | Self::Closing(paid)
            | Self::Full(paid)
            | Self::Deciding(_, paid)
            | Self::Decided { paid, .. } => paid,
        }
    }

    /// What is to be said where nothing was printed for certain.
    pub(crate) const fn money(self) -> Money {
        match self {
            Self::Decided { owed, fate, .. } if owed.0 > 0 && !matches!(fate, Fate::Hold) => {
                Money::Owed(owed)
            }
            _ if self.put_in().0 == 0 => Money::None,
            Self::Closed => Money::None,
            Self::Open(paid) | Self::Closing(paid) | Self::Deciding(Fate::Refund, paid) => {
                Money::GivingBack(paid)
            }
            Self::Decided {
                fate: Fate::Refund,
                paid,
                ..
            } => Money::GivenBack(paid),
            Self::Full(paid) | Self::Deciding(_, paid) | Self::Decided { paid, .. } => {
                Money::Held(paid)
            }
        }
    }

    /// What was paid, if it was kept.
    pub(crate) fn receipt(self, price: Price, date: Date) -> Option<Receipt> {
        let (paid, owed) = match self {
            Self::Deciding(Fate::Keep, paid) => (paid, Yen::ZERO),
            Self::Decided {
                fate: Fate::Keep,
                paid,
                owed,
            } => (paid, owed),
            _ => return None,
        };
        Some(Receipt {
            date,
            price,
            paid,
            change: Yen(paid.0.saturating_sub(price.total.0)),
            owed,
        })
    }
}
