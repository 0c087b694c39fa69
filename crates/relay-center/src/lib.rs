//! Stand-in for the certificate issuance center system (証明書交付センターシステム), for demo and tests.
//!
//! It speaks the API of `relay-api` to kiosks and to VRS. It controls the kiosks' screens by its catalogue (R49),
//! takes no application without consent to the terms in force (R14), verifies the card's signatures itself (R30), and
//! keeps nothing (R70): what must live between two calls travels in a token that only a center with the same key
//! can open, bound to the kiosk's certificate, the session, the step, the count of applications and an expiry. Its log
//! has the hop, the code and the session's random id.
//!
//! One limit of keeping nothing: a kiosk that plays back an older token of its own gets an older count. The count binds
//! an honest kiosk; what a rogue one could do is bounded by the token's expiry, by the card's signature over this
//! session's challenge, and by VRS's operation log, which has session and application number.
//!
//! What it is not: the real center, whose interface is not public. [`pki`] makes throw-away keys and belongs to the
//! stand-in only. The production kiosk does not link this crate.
//!
//! # Configuration file
//!
//! Paths are relative to the configuration file's folder.
//!
//! ```toml
#![doc = include_str!("../center.example.toml")]
//! ```
//!
//! The catalogue is a file of its own; `catalogue/demo.toml` ([`DEMO_CATALOGUE`]) shows every field.
#![forbid(unsafe_code)]

mod api;
mod catalogue;
mod clock;
mod config;
pub mod pki;
mod tamper;
mod token;
mod vrs_link;

use std::net::TcpListener;

pub use catalogue::CatalogueConfig;
pub use clock::Clock;
pub use config::{Config, TokenKey, VrsLinkConfig};
pub use line::server::Running as RunningCenter;
pub use tamper::{Honest, Tamper};

use line::{LineError, Role};

/// The demo's catalogue: always open, six municipalities that take part, one that has paused.
pub const DEMO_CATALOGUE: &str = include_str!("../catalogue/demo.toml");

/// Why the center could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// A file that the configuration names cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The configuration or the catalogue is not TOML of the right shape.
    #[error("{file}: {reason}")]
    Malformed {
        /// Which file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A certificate, a key, an address or the listening socket.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The card trust file.
    #[error("card trust anchors")]
    CardTrust(#[source] card_driver::TrustError),
    /// The random source gave nothing.
    #[error("no randomness")]
    Random,
    /// Throw-away keys could not be made.
    #[error("throw-away keys")]
    Pki(#[source] rcgen::Error),
}

impl SetupError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "CENTER-FILE",
            Self::Malformed { .. } => "CENTER-CONFIG",
            Self::Line(error) => error.code(),
            Self::CardTrust(_) => "CENTER-CARD-TRUST",
            Self::Random => "CENTER-RANDOM",
            Self::Pki(_) => "CENTER-PKI",
        }
    }
}

/// Serves until the returned value is shut down or dropped. Call it inside a tokio runtime.
///
/// # Errors
/// [`SetupError`].
pub fn serve(config: Config) -> Result<RunningCenter, SetupError> {
    serve_with(config, Box::new(Honest))
}

/// [`serve`] with a hand in what goes out to the kiosk: for tests that show what a kiosk does about a lying center.
/// The program never calls it with anything but [`Honest`].
///
/// # Errors
/// [`SetupError`].
pub fn serve_with(config: Config, tamper: Box<dyn Tamper>) -> Result<RunningCenter, SetupError> {
    let tls = line::server_config(config.identity.clone(), &config.roots, &[Role::Kiosk])?;
    let listener = TcpListener::bind(config.listen).map_err(LineError::Socket)?;
    let router = api::router(api::Center::new(config, tamper)?);
    Ok(line::server::serve(listener, tls, router)?)
}
