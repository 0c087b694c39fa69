//! A My Number card in software: the text-input-assist AP (券面事項入力補助AP) with its files, access rules, PIN
//! counter, status words and real signatures of an own test hierarchy.
//!
//! Use it in-process ([`InProcess`], [`VirtualSlot`]), in a real PC/SC reader ([`vpcd`]), or with a private
//! PC/SC service of its own ([`pcscd::PrivatePcscd`]). What the card is and how it misbehaves stands in a
//! [`Profile`].
//!
//! What this crate is not: it is no other application of the card (no JPKI), and nothing of it belongs into a
//! production program. Its keys are public, and its residents are invented.
#![forbid(unsafe_code)]

mod card;
mod command;
mod encode;
mod fault;
mod in_process;
mod keys;
pub mod pcscd;
mod profile;
mod slot;
pub mod vpcd;

pub use card::{ATR, Answer, Exchange, VirtualCard};
pub use in_process::InProcess;
pub use profile::{Expected, Profile, ProfileError};
pub use slot::{SlotControl, VirtualSlot};
