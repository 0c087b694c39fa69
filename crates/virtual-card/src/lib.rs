//! A My Number card in software: the text-input-assist AP (券面事項入力補助AP) with its files, access rules, PIN
//! counter, status words and real signatures of an own test hierarchy.
//!
//! What the card is and how it misbehaves stands in a [`Profile`], a TOML file; `assets/cards` has fifty, and
//! `docs/testers.md` lists every key. There are four ways to use a card:
//!
//! - [`VirtualCard`] alone: bytes in, bytes out.
//! - [`InProcess`], a card under the driver without any reader, below a microsecond an APDU:
//!
//! ```
//! use card_driver::{Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, TrustAnchors};
//! use virtual_card::{InProcess, Profile, VirtualCard};
//! # let profile = include_str!("../../../assets/cards/default.toml");
//! # let trust = include_str!("../../../assets/trust/demo.toml");
//! let card = InProcess::new(VirtualCard::new(Profile::from_toml(profile)?));
//! let anchors = TrustAnchors::from_toml(trust, TestHierarchy::Allowed)?;
//! let selected = SelectedCard::open(card.clone(), &anchors, Challenge::from_bytes([7; 32]))?;
//! let pin = Pin::from_ascii(b"1234").ok_or("four digits")?;
//! let outcome = selected.verify_and_read(pin, LastTry::NotConfirmed)?;
//! assert!(matches!(outcome, Outcome::Verified(_)));
//! // The test keeps its hand on the card.
//! assert_eq!(card.with_card(|card| (card.verify_count(), card.is_open())), (1, false));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`VirtualSlot`], a place that cards come to and go from, with [`SlotControl`] as the hand that moves them.
//! - A real PC/SC reader, for any program: [`pcscd::PrivatePcscd`] brings up a service of its own and needs no root
//!   rights, [`vpcd`] lays a card into a reader that is there already. The program `virtual-card` does both from the
//!   command line.
//!
//! ```no_run
//! use virtual_card::{Profile, pcscd::PrivatePcscd};
//! # let profile = "";
//! let service = PrivatePcscd::start(Profile::from_toml(profile)?)?;
//! let mut command = std::process::Command::new("pcsc_scan");
//! service.tell(command.arg("-r")).status()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
