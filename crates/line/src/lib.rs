//! rustls and ring set up once for both ends of every link.
//!
//! TLS 1.3 only, both ends authenticated, one private root, keys and certificates as PEM in memory (R54 to R56,
//! R62 to R64). The TLS comes on top of the dedicated line, not instead of it. A certificate says what its holder is:
//! its subject alternative names hold exactly one DNS name `<unit>.<role>.internal` ([`Role`]), and both ends
//! admit only the roles they were told to, whatever else the root has signed.
//!
//! What it is not: no protocol (that is `relay-api`), no certificate authority. The feature `client` adds JSON calls
//! over HTTP (reqwest), the feature `server` the server end (axum-server), which the kiosk does not link.
#![forbid(unsafe_code)]

#[cfg(feature = "client")]
pub mod client;
mod config;
mod identity;
mod peer;
#[cfg(feature = "server")]
pub mod server;

pub use config::{client_config, server_config};
pub use identity::{Identity, Roots, days_left};
pub use peer::{Fingerprint, Peer, Role, is_wrong_peer};

/// Why a link could not be set up, or a certificate not be used. Names files of keys never.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// Not PEM, or no certificate in it.
    #[error("no certificate in the PEM text")]
    NoCertificate,
    /// Not PEM, or no private key in it.
    #[error("no private key in the PEM text")]
    NoKey,
    /// The certificate cannot be read.
    #[error("the certificate is malformed")]
    MalformedCertificate,
    /// It names no role, more than one, or lacks the extended key usage for this end.
    #[error("the certificate has no usable role")]
    NoRole,
    /// The key does not belong to the certificate, or a root is unusable.
    #[error("the TLS set-up was refused")]
    Setup(#[source] rustls::Error),
    /// The base address of the other end is not `https://host[:port]`.
    #[error("the address is not https://host[:port]")]
    Address,
    /// The listening socket.
    #[error("the listening socket failed")]
    Socket(#[source] std::io::Error),
}

impl LineError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCertificate => "LINE-NO-CERTIFICATE",
            Self::NoKey => "LINE-NO-KEY",
            Self::MalformedCertificate => "LINE-MALFORMED-CERTIFICATE",
            Self::NoRole => "LINE-NO-ROLE",
            Self::Setup(_) => "LINE-SETUP",
            Self::Address => "LINE-ADDRESS",
            Self::Socket(_) => "LINE-SOCKET",
        }
    }
}
