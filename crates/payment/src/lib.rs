//! Money for a certificate: a trait that vendors of coin boxes, card terminals and IC-money readers
//! implement, a book that balances in every fault, and a kit that a vendor's implementation is checked
//! with.
//!
//! A device collects a [`Charge`] for a [`Reference`], the session's random id: nothing here knows who
//! pays, or for what. What was put in is a [`Collected`], which is held until it is known what was
//! printed, and then ends one way only:
//!
//! ```text
//!               collect                    keep: printed      -> Receipt, change given
//! resident's ----------> Collected ------- refund: not        -> all given back
//! hand        |             |              hold: not known    -> staff settle it by Reference
//!             |             '------------- dropped            -> as hold
//!             '-> PaymentError: all given back, or it names what staff owe
//! ```
//!
//! The rule of this crate: **money of which it is not certain where it belongs stays in the machine,
//! and the [`Book`] says how much and whose session.** It is neither taken nor given twice.
//!
//! A caller wraps every device in [`Booked`]; the vendor's code then cannot forget to post, since it
//! never posts.
//!
//! # What this crate is not
//! It has no texts: a [`Receipt`] is numbers, what is printed of them is put into words elsewhere. It
//! writes no file: the book is in memory and ends with the process. The simulated coin box
//! (`coin_box`) is behind the feature `coin-box`, for demo and tests.

#![forbid(unsafe_code)]

mod amount;
mod book;
mod booked;
#[cfg(feature = "coin-box")]
pub mod coin_box;
mod collected;
pub mod conformance;
mod error;
mod reference;

pub use amount::{Charge, Yen};
pub use book::{Account, Balance, Book, Open, Posting, SettleError, Settled, Why};
pub use booked::Booked;
pub use collected::{Collected, Escrow, Receipt, Returned};
pub use error::PaymentError;
pub use reference::{NotAReference, Reference};

/// A device that takes money, whoever made it. Calls block; the kiosk makes them from a thread of
/// their own.
///
/// # Contract
/// - [`ready`](Self::ready) moves no money and answers or fails within seconds.
/// - [`collect`](Self::collect) calls `watch` from the same thread, at once and then at least every
///   200 ms, also while nothing happens: this is how the caller gets its word in. What `watch` is told
///   never grows less, and the last before `Ok` is what was paid.
/// - A payment that could not be completed is refused before it begins: where change might not be
///   enough for whatever could be put in, [`PaymentError::OutOfChange`], and nothing is taken.
/// - After an answer [`Go::GiveUp`] there is no `Ok`: all is given back, and if that fails the error
///   says how much is missing. [`PaymentError::owed`] is never less than what is still in the device:
///   in doubt whether a coin came out, it did not.
/// - `Ok` means that the full charge is in the device or captured, and could still be given back. What
///   is put in after that falls through.
/// - While a [`Collected`] is undecided, another `collect` is [`PaymentError::Busy`].
pub trait Payment: Send {
    /// What a resident pays with.
    fn method(&self) -> Method;

    /// Whether a payment could begin now: device in order, change enough.
    ///
    /// # Errors
    /// [`PaymentError`]: why not.
    fn ready(&mut self) -> Result<(), PaymentError>;

    /// Collects the charge, and returns when it is in, when it cannot be, or when `watch` gives up.
    ///
    /// # Errors
    /// [`PaymentError`]; ask [`PaymentError::owed`] how much of the resident's money is in the device.
    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError>;
}

impl<P: Payment + ?Sized> Payment for Box<P> {
    fn method(&self) -> Method {
        (**self).method()
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        (**self).ready()
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        (**self).collect(reference, charge, watch)
    }
}

/// What a resident pays with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Coins and notes.
    Cash,
    /// A credit or debit card.
    Card,
    /// Money on a chip (電子マネー).
    IcMoney,
}

/// How far a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So much has been put in, all in all.
    pub put_in: Yen,
}

/// What the caller of [`Payment::collect`] wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Go {
    /// Go on.
    On,
    /// Stop, and give everything back. Once said it stays said.
    GiveUp,
}
