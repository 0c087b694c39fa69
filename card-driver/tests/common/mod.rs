//! What the tests share: cards, anchors, one whole session.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use card_driver::{
    CardError, Challenge, Evidence, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors, VerifiedHolder,
};
use virtual_card::{InProcess, Profile, VirtualCard};

pub(crate) const CHALLENGE: Challenge = Challenge::from_bytes([0x5A; 32]);

pub(crate) fn anchors() -> TrustAnchors {
    TrustAnchors::from_toml(
        include_str!("../../../assets/trust/demo.toml"),
        TestHierarchy::Allowed,
    )
    .unwrap()
}

/// The ordinary resident, with `more` appended to the profile.
pub(crate) fn profile(more: &str) -> Profile {
    profile_with("", more)
}

/// The ordinary resident, with more about the PIN, and more behind it.
pub(crate) fn profile_with(pin: &str, more: &str) -> Profile {
    let base = include_str!("../../../assets/cards/default.toml");
    Profile::from_toml(&format!("{base}{pin}\n{more}")).unwrap()
}

pub(crate) fn card(more: &str) -> InProcess {
    InProcess::new(VirtualCard::new(profile(more)))
}

pub(crate) fn pin(text: &str) -> Pin {
    Pin::from_ascii(text.as_bytes()).unwrap()
}

pub(crate) fn open(card: &InProcess) -> Result<SelectedCard, CardError> {
    SelectedCard::open(card.clone(), &anchors(), CHALLENGE)
}

pub(crate) fn read(card: &InProcess, typed: &str) -> Result<Outcome, CardError> {
    open(card)?.verify_and_read(pin(typed), LastTry::NotConfirmed)
}

pub(crate) fn holder(card: &InProcess) -> VerifiedHolder {
    match read(card, "1234").unwrap() {
        Outcome::Verified(holder) => holder,
        Outcome::AskAgain { reason, .. } => panic!("{reason:?}"),
    }
}

pub(crate) fn evidence() -> Evidence {
    holder(&card("")).evidence().unwrap().clone()
}

pub(crate) fn verifies(card: &InProcess) -> u64 {
    card.with_card(|card| card.verify_count())
}

pub(crate) fn tries(card: &InProcess) -> u8 {
    card.with_card(|card| card.pin_tries())
}
