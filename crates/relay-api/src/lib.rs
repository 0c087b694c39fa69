//! Wire types and errors of the two links: kiosk to center ([`center`]) and center to VRS ([`vrs`]).
//!
//! JSON over HTTP; requests refuse unknown fields (R79), bytes are base64url without padding, dates are
//! `YYYY-MM-DD`, errors are RFC 9457 problem documents with a stable [`ProblemCode`]. No public specification of
//! these links exists: this one is ours and stands in `openapi/`.
//!
//! What it is not: no client, no server, no transport. What comes over a link is text until [`convert`] has turned
//! it into a domain type.
#![forbid(unsafe_code)]

pub mod center;
pub mod convert;
mod problem;
mod text;
pub mod vrs;
mod wire;

pub use problem::{PROBLEM_CONTENT_TYPE, Problem, ProblemCode};
pub use text::{Base64Url, Language, LocalText, MalformedText, PersonalString};
pub use wire::{
    CertificateData, CertificateKind, DoseData, EnglishData, OverseasData, PreviewData,
    PrintOutcome,
};

/// Gives each type a `Debug` that prints the type's name and nothing else: what the type holds is personal.
macro_rules! opaque_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}
pub(crate) use opaque_debug;
