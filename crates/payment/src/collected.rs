use std::fmt;

use crate::{Charge, PaymentError, Reference, Yen};

/// What a vendor's device does with the money that it holds for one payment.
///
/// Exactly one of the three is called, once, and perhaps on another thread than
/// [`collect`](crate::Payment::collect).
///
/// # Contract
/// - Each returns when it is known what came out, or when it is known that this will not be known.
/// - What is not certain to have come out is not in [`Returned`].
/// - Each leaves the device ready for the next payment, or out of order and saying so.
pub trait Escrow: Send {
    /// Printed: the money is taken and `change` given.
    fn keep(self: Box<Self>, change: Yen) -> Returned;

    /// Not printed: all that was `paid` is given back.
    fn refund(self: Box<Self>, paid: Yen) -> Returned;

    /// Not known: the money stays in the machine, where staff find it.
    fn hold(self: Box<Self>);
}

/// How much of what was to come out did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Returned {
    /// All of it, and the device has seen it come out.
    All,
    /// So much, and no more is certain.
    Only(Yen),
}

impl Returned {
    /// What is missing of `due`.
    const fn missing(self, due: Yen) -> Yen {
        match self {
            Self::All => Yen::ZERO,
            Self::Only(out) => due.less(out),
        }
    }
}

/// Money that was put in for one payment, at least the charge, held until it is known what was printed.
///
/// It ends as exactly one of [`keep`](Self::keep), [`refund`](Self::refund) and [`hold`](Self::hold).
/// Who drops it, by a fault of the program or on its way out, holds it: the safe end.
///
/// It cannot be both kept and refunded:
///
/// ```compile_fail,E0382
/// fn twice(collected: payment::Collected) {
///     let _receipt = collected.keep();
///     let _ = collected.refund();
/// }
/// ```
///
/// nor kept twice, since there are no two of it:
///
/// ```compile_fail,E0599
/// fn twice(collected: payment::Collected) -> [payment::Receipt; 2] {
///     [collected.clone().keep(), collected.keep()]
/// }
/// ```
///
/// nor passed over in silence:
///
/// ```compile_fail
/// #![deny(unused_must_use)]
/// fn forget(device: &mut dyn payment::Payment, at: payment::Reference, charge: payment::Charge)
///     -> Result<(), payment::PaymentError>
/// {
///     device.collect(at, charge, &mut |_| payment::Go::On)?;
///     Ok(())
/// }
/// ```
///
/// This is how it goes:
///
/// ```
/// fn once(collected: payment::Collected, printed: Option<bool>) -> Option<payment::Receipt> {
///     match printed {
///         Some(true) => Some(collected.keep()),
///         Some(false) => {
///             let _owed = collected.refund();
///             None
///         }
///         None => {
///             collected.hold();
///             None
///         }
///     }
/// }
/// ```
#[must_use = "money is held: keep, refund or hold it"]
pub struct Collected {
    reference: Reference,
    charge: Charge,
    paid: Yen,
    /// `None` once it has ended.
    escrow: Option<Box<dyn Escrow>>,
}

impl Collected {
    /// For a vendor's [`collect`](crate::Payment::collect): so much was `paid`, and the device holds it
    /// in `escrow`.
    ///
    /// # Errors
    /// [`PaymentError::Interrupted`] if that is less than the charge: it was given back at once.
    pub fn new(
        reference: Reference,
        charge: Charge,
        paid: Yen,
        escrow: Box<dyn Escrow>,
    ) -> Result<Self, PaymentError> {
        if paid < charge.total() {
            let owed = escrow.refund(paid).missing(paid);
            return Err(PaymentError::Interrupted { owed });
        }
        Ok(Self {
            reference,
            charge,
            paid,
            escrow: Some(escrow),
        })
    }

    /// Whose session.
    #[must_use]
    pub const fn reference(&self) -> Reference {
        self.reference
    }

    /// What was asked for.
    #[must_use]
    pub const fn charge(&self) -> Charge {
        self.charge
    }

    /// What was put in, never less than the charge.
    #[must_use]
    pub const fn paid(&self) -> Yen {
        self.paid
    }

    /// What goes back if the rest is kept.
    #[must_use]
    pub const fn change(&self) -> Yen {
        self.paid.less(self.charge.total())
    }

    /// Everything was printed: the money is taken and the change given.
    ///
    /// There is a receipt also when change got stuck: [`Receipt::owed`] says how much.
    pub fn keep(mut self) -> Receipt {
        let change = self.change();
        let owed = match self.escrow.take() {
            Some(escrow) => escrow.keep(change).missing(change),
            None => change,
        };
        Receipt {
            reference: self.reference,
            charge: self.charge,
            paid: self.paid,
            owed,
        }
    }

    /// Nothing was printed: everything is given back.
    ///
    /// # Errors
    /// [`PaymentError::NotAllReturned`]: what staff must settle.
    pub fn refund(mut self) -> Result<(), PaymentError> {
        let owed = match self.escrow.take() {
            Some(escrow) => escrow.refund(self.paid).missing(self.paid),
            None => self.paid,
        };
        match owed {
            Yen::ZERO => Ok(()),
            owed => Err(PaymentError::NotAllReturned { owed }),
        }
    }

    /// It is not known what was printed: the money stays, and staff settle it by the reference.
    pub fn hold(self) {
        drop(self);
    }
}

impl Drop for Collected {
    fn drop(&mut self) {
        if let Some(escrow) = self.escrow.take() {
            escrow.hold();
        }
    }
}

impl fmt::Debug for Collected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collected")
            .field("reference", &self.reference)
            .field("charge", &self.charge)
            .field("paid", &self.paid)
            .finish_non_exhaustive()
    }
}

/// What was paid and what went back: the numbers of a receipt. It comes only from money that was kept.
///
/// ```compile_fail,E0451
/// fn forge(reference: payment::Reference, charge: payment::Charge) -> payment::Receipt {
///     payment::Receipt { reference, charge, paid: charge.total(), owed: payment::Yen::ZERO }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Receipt {
    reference: Reference,
    charge: Charge,
    paid: Yen,
    owed: Yen,
}

impl Receipt {
    /// Whose session.
    #[must_use]
    pub const fn reference(&self) -> Reference {
        self.reference
    }

    /// The fee for all copies: what was kept.
    #[must_use]
    pub const fn amount(&self) -> Yen {
        self.charge.total()
    }

    /// The fee for one copy.
    #[must_use]
    pub const fn unit(&self) -> Yen {
        self.charge.unit()
    }

    /// How many copies.
    #[must_use]
    pub const fn copies(&self) -> std::num::NonZeroU8 {
        self.charge.copies()
    }

    /// What was put in.
    #[must_use]
    pub const fn paid(&self) -> Yen {
        self.paid
    }

    /// What the resident gets back, from the machine or from staff.
    #[must_use]
    pub const fn change(&self) -> Yen {
        self.paid.less(self.amount())
    }

    /// What of the change did not come out, for staff to settle; mostly nothing.
    #[must_use]
    pub const fn owed(&self) -> Yen {
        self.owed
    }

    /// Whether all change came out.
    ///
    /// # Errors
    /// [`PaymentError::NotAllReturned`]: what staff must settle.
    pub const fn change_given(&self) -> Result<(), PaymentError> {
        match self.owed {
            Yen(0) => Ok(()),
            owed => Err(PaymentError::NotAllReturned { owed }),
        }
    }
}
