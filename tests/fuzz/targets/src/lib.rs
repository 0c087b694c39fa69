//! What of this project is fed with hostile bytes, and what must hold whatever they are.
//!
//! Each [`Target`] is one entry point and its oracle: a panic here is a finding. The fuzzers in the folder above call
//! them with bytes of their own making (nightly, `make fuzz`); a plain test replays the committed corpora through the
//! same functions on stable. A target says whether its input was taken or refused, so that the test can see that the
//! corpus still reaches what lies behind the first check.
//!
//! What this crate is not: it finds nothing by itself, and nothing that is shipped depends on it.
#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "an oracle that does not hold is a panic, and so is a broken set-up"
)]

mod bytes;
mod card;
mod chain;
mod codes;
mod emulator;
mod keys;
mod printer;
mod relay;
mod session;

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Believed, parsed, or carried out to the end.
    Taken,
    /// An error, as it should be for most of what a fuzzer writes.
    Refused,
}

impl Verdict {
    fn of<T, E>(result: &Result<T, E>) -> Self {
        if result.is_ok() {
            Self::Taken
        } else {
            Self::Refused
        }
    }
}

/// One entry point for hostile bytes.
#[derive(Clone, Copy)]
pub struct Target {
    /// The fuzzer's and the corpus's name.
    pub name: &'static str,
    /// Feeds the bytes in, and panics where an oracle does not hold.
    pub run: fn(&[u8]) -> Verdict,
    /// Inputs to begin with: invented, small, and taken, most of them.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All there are.
pub const TARGETS: &[Target] = &[
    card::TLV,
    card::EVIDENCE,
    card::NUMBER_AND_ATTRIBUTES,
    card::DIGESTS,
    card::CERTIFICATE,
    card::KEY,
    card::TRUST,
    session::ABILITY,
    session::RESPONSE,
    session::SESSION,
    emulator::PROFILE,
    emulator::APDUS,
    codes::SHC_JWS,
    codes::SHC_QR,
    codes::SHC_DEFLATE,
    codes::SHC_PAYLOAD,
    codes::VDS_NC,
    codes::VDS_NC_SIGNED,
    codes::JCS,
    chain::X509,
    chain::CRL,
    chain::JWKS,
    printer::IPP,
    relay::RELAY,
];

/// Feeds the target of this name. For the fuzzers, whose binaries have the targets' names.
///
/// # Panics
/// If there is no such target, or an oracle does not hold.
pub fn run(name: &str, input: &[u8]) -> Verdict {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of this name").run)(input)
}
