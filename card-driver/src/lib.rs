//! Reads the My Number card's text-input-assist application (券面事項入力補助AP) and proves what it read: the holder's
//! name, address, birth date, sex and number, that the municipality signed them, and that the card is no copy.
//!
//! # A card in ten lines
//!
//! ```no_run
//! # #[cfg(feature = "pcsc")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use card_driver::slot::{Cancel, Presence, Slot};
//! use card_driver::{Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, TrustAnchors};
//!
//! # let (random_bytes_from_your_back_end, typed) = ([0; 32], b"1234");
//! let anchors = TrustAnchors::from_toml(&std::fs::read_to_string("anchors.toml")?, TestHierarchy::Refused)?;
//! let mut slot = card_driver::pcsc::PcscSlot::new(None);
//! slot.wait_for(Presence::Present, None, &Cancel::new())?;
//! let card = SelectedCard::open(slot.connect()?, &anchors, Challenge::from_bytes(random_bytes_from_your_back_end))?;
//! println!("{} tries left", card.tries_left().get());
//! let pin = Pin::from_ascii(typed).ok_or("four digits")?;
//! match card.verify_and_read(pin, LastTry::NotConfirmed)? {
//!     Outcome::Verified(holder) => println!("{}", holder.name().expose()),
//!     Outcome::AskAgain { card, reason } => println!("{reason:?}, {} tries left", card.tries_left().get()),
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "pcsc"))]
//! # fn main() {}
//! ```
//!
//! The same without a reader, with the emulator of the crate `virtual-card` as the [`transport::Transport`]:
//!
//! ```
//! # use card_driver::{Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, TrustAnchors};
//! use virtual_card::{InProcess, Profile, VirtualCard};
//!
//! let profile = Profile::from_toml(include_str!("../../assets/cards/default.toml"))?;
//! let anchors = include_str!("../../assets/trust/demo.toml");
//! let anchors = TrustAnchors::from_toml(anchors, TestHierarchy::Allowed)?;
//! let card = InProcess::new(VirtualCard::new(profile));
//! let card = SelectedCard::open(card, &anchors, Challenge::from_bytes([7; 32]))?;
//! let pin = Pin::from_ascii(b"1234").ok_or("four digits")?;
//! let Outcome::Verified(holder) = card.verify_and_read(pin, LastTry::NotConfirmed)? else {
//!     return Err("ask again".into());
//! };
//! assert_eq!(holder.name().expose(), "見本　花子");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way through it
//!
//! Two seams. [`slot::Slot`] and [`transport::Transport`] are the reader: a slot waits for a card without saying anything
//! to it, and gives an exclusive connection that carries APDUs. PC/SC is one of them (feature `pcsc`, on by default).
//! Above it stands the application, its states as types ([`ap`]): [`SelectedCard`] when everything that needs no PIN is
//! done and found right, [`VerifiedCard`] after the one VERIFY of an entry, [`ReadCard`] when the files are read and the
//! card is left, [`VerifiedHolder`] when every signature has been verified. There is no other way to get one, and what
//! the PIN protects cannot be read by a program that has not verified it: that does not compile.
//!
//! [`evidence`] is the verification alone, on raw file contents: a back end that is sent the files repeats it without
//! trusting the reader's side.
//!
//! # What it promises
//!
//! - One entry, one VERIFY. The tries are asked before it, without using one; the last is used only if that was
//!   confirmed; a count that changed, or an answer that was lost, asks for a fresh entry. Nothing is ever sent again.
//! - Somebody else's PIN, still in force on the card, is ended before VERIFY, or the card is refused. Whatever comes of a
//!   session, the card is left without power.
//! - What the reader can carry is found out before the PIN, on files that are free to read: nothing after it asks for
//!   more than has been seen to work.
//! - What a card says is never believed for its length, depth or count; no answer makes the driver panic or go on for
//!   ever.
//! - Nothing personal is printable: the types that hold personal data have no `Display`, a `Debug` that says the type's
//!   name only, and are wiped when dropped. [`transport::Trace`] tells what was said to a card, step by step, and has no
//!   place for what was said.
//! - Errors have stable codes ([`CardError::code`]). Of several findings the first is told in this order: not this
//!   card, communication lost, left open, blocked, wrong PIN, a bad file, a copy.
//!
//! # What it is not
//!
//! It does not read the JPKI application, makes no electronic signature, and says nothing about whether a card has been
//! revoked (its certificates carry no date and no revocation). It ships no trust anchor for real cards.
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
