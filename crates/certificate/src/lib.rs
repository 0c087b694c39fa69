//! The vaccination certificate: what a resident asks for, what the center answers, the two signed
//! codes on the paper (SMART Health Card, ICAO VDS-NC), and the comparison that lets a certificate
//! go on to a page.
//!
//! The gravest failure of this trade is to show or print somebody else's certificate. Here the rule
//! against it is a pair of types with one constructor each:
//!
//! - [`MatchedPreview`]: only from the holder whose PIN was verified in this session, the request of
//!   the same session, and a preview that agrees with both.
//! - [`MatchedCertificate`]: only from a `MatchedPreview`, which it consumes, and a certificate of
//!   which every printed field equals the confirmed preview and every code verifies and agrees.
//!
//! There is no other road, not even for tests:
//!
//! ```compile_fail,E0451
//! fn forge(preview: certificate::Preview) -> certificate::MatchedPreview {
//!     certificate::MatchedPreview { preview }
//! }
//! ```
//!
//! What this crate is not: it does not talk to the center, lays out no page, draws no QR code and
//! holds no trust anchor of its own. It does no input or output and has no clock.
#![forbid(unsafe_code)]

mod agreement;
mod country;
mod curve;
mod date;
mod dose;
mod issued;
mod json;
mod kind;
mod matching;
mod mismatch;
mod municipality;
mod preview;
mod request;
mod revocation;
pub mod shc;
mod signature;
mod text;
mod trust;
pub mod vds_nc;
mod x509;

pub use dose::{Dose, EnglishNames};
pub use issued::{Certificate, CertificateFields, CertificateId};
pub use kind::Kind;
pub use matching::{MatchedCertificate, MatchedPreview};
pub use mismatch::Mismatch;
pub use municipality::{Municipality, MunicipalityCode};
pub use preview::{OverseasFields, Preview, PreviewFields};
pub use request::Request;
pub use revocation::RevocationList;
pub use text::FieldError;
pub use trust::{IssuerTrust, IssuerTrustBuilder, TrustError};
pub use x509::{Authority, ChainError, Validity};
