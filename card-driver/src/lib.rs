//! Reads the My Number card's text-input-assist application (券面事項入力補助AP) and proves what it read.
//!
//! The way through it: a [`slot::Slot`] waits for a card and connects to it; the connection is a
//! [`transport::Transport`]; [`SelectedCard::open`] does everything that needs no PIN, checks included;
//! [`SelectedCard::verify_and_read`] sends one VERIFY, reads the files and verifies every signature. Only then
//! is there a [`VerifiedHolder`], and there is no other way to get one.
//!
//! [`evidence`] is the verification alone, on raw file contents: a back end that is sent the files repeats it
//! without trusting the reader's side.
//!
//! What this crate is not: it does not read the JPKI application, makes no electronic signature, and says
//! nothing about whether a card has been revoked (its certificates carry no date and no revocation).
//!
//! Nothing personal is printable here: the types that hold personal data have no `Display`, a `Debug` that says
//! the type's name only, and are wiped when dropped.
#![forbid(unsafe_code)]

pub mod ap;
pub mod apdu;
pub mod error;
pub mod evidence;
mod files;
pub mod holder;
#[cfg(feature = "pcsc")]
pub mod pcsc;
mod pin;
pub mod secret;
pub mod slot;
pub mod tlv;
pub mod transport;
pub mod trust;
pub mod values;

pub use ap::{
    AskAgainReason, Entry, LastTry, Outcome, ProbedCard, ReadCard, SelectedCard, TriesLeft,
    VerifiedCard,
};
pub use error::CardError;
pub use evidence::{Evidence, EvidenceError, RawFiles};
pub use holder::VerifiedHolder;
pub use trust::{Hierarchy, TestHierarchy, TrustAnchors, TrustError};
pub use values::{BirthDate, Challenge, MyNumber, Pin, Sex};
