//! Stand-in for the vaccination-record system (VRS): per-municipality areas of vaccination records, answered
//! to the certificate issuance center only, and the signing of certificates.
//!
//! What it is not: the real VRS, whose interfaces are not public. It registers no doses, talks to no
//! municipality's terminal and to no kiosk; its only peer is the center.
#![forbid(unsafe_code)]

mod api;
mod area;
mod config;
pub mod demo;
pub mod demo_keys;
pub mod keys;
mod operations;
mod record;
mod seal;
mod service;
pub mod signing;

use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use certificate::{Municipality, MunicipalityCode};
use line::{Identity, LineError, Role, Roots};
use time::OffsetDateTime;
use zeroize::Zeroizing;

pub use area::{CertificateState, Storage, StoreError};
pub use config::{ConfigError, EXAMPLE_CONFIG};
pub use keys::{KeyError, SigningKeys};
pub use operations::{Operation, OperationKind};
pub use record::RecordError;
pub use seal::{MasterKey, SealError};

use area::Areas;
use operations::OperationLog;
use service::Service;

/// Tells the time. Tests put their own in.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// What VRS runs with.
#[non_exhaustive]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its own certificate and key on the link.
    pub identity: Identity,
    /// Who vouches for the center's certificate.
    pub roots: Roots,
    /// What it signs certificates with.
    pub keys: SigningKeys,
    /// The municipalities that have an area. None at first.
    pub municipalities: Vec<Municipality>,
    /// A residents' file (TOML) to register at start.
    pub residents: Option<Zeroizing<String>>,
    /// Where the areas are kept. In memory at first.
    pub storage: Storage,
    /// The time of log lines and issue dates. The system's at first.
    pub clock: Clock,
}

impl Config {
    /// A VRS without municipalities and residents, in memory, by the system's clock.
    #[must_use]
    pub fn new(listen: SocketAddr, identity: Identity, roots: Roots, keys: SigningKeys) -> Self {
        Self {
            listen,
            identity,
            roots,
            keys,
            municipalities: Vec::new(),
            residents: None,
            storage: Storage::Memory,
            clock: Arc::new(OffsetDateTime::now_utc),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

/// Why VRS does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The link.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The residents' file.
    #[error(transparent)]
    Residents(#[from] RecordError),
    /// A resident belongs to a municipality that has no area.
    #[error("resident {0} of the file: its municipality has no area")]
    NoArea(usize),
}

impl ServeError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Line(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Residents(error) => error.code(),
            Self::NoArea(_) => "VRS-RESIDENTS-NO-AREA",
        }
    }
}

/// A VRS that runs until it is shut down or dropped.
pub struct RunningVrs {
    running: line::server::Running,
    service: Arc<Service>,
}

impl fmt::Debug for RunningVrs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningVrs")
            .field("addr", &self.addr())
            .finish_non_exhaustive()
    }
}

impl RunningVrs {
    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.running.addr()
    }

    /// The operation log so far (R115), oldest line first.
    ///
    /// # Errors
    /// [`StoreError`] if the log cannot be read.
    pub fn operations(&self) -> Result<Vec<Operation>, StoreError> {
        self.service.log.all()
    }

    /// What became of a certificate that this municipality issued; `None` if it issued none with this ID.
    ///
    /// # Errors
    /// [`StoreError`] if the area cannot be read.
    pub fn certificate_state(
        &self,
        municipality: MunicipalityCode,
        id: &str,
    ) -> Result<Option<CertificateState>, StoreError> {
        self.service
            .areas
            .area(municipality)
            .map_or(Ok(None), |area| area.state(id))
    }

    /// Takes no more connections, lets running requests end, and ends.
    pub async fn shutdown(self) {
        self.running.shutdown().await;
    }

    /// Waits until the server ends of itself, which it does only on an error of the socket.
    ///
    /// # Errors
    /// [`LineError::Socket`].
    pub async fn wait(self) -> Result<(), LineError> {
        self.running.wait().await
    }
}

/// Opens the areas, registers the residents and serves the center, on the current tokio runtime. Only a client
/// certificate in the role of a center gets past the handshake.
///
/// # Errors
/// [`ServeError`] with the first thing that cannot be used.
pub async fn serve(config: Config) -> Result<RunningVrs, ServeError> {
    let areas = Areas::open(&config.storage, config.municipalities)?;
    if let Some(toml) = &config.residents {
        for (index, record) in record::residents(toml)?.iter().enumerate() {
            let area = record.area().and_then(|code| areas.area(code));
            let (Some(area), Some(number)) = (area, record.my_number()) else {
                return Err(ServeError::NoArea(index + 1));
            };
            area.put(&number, record)?;
        }
    }
    let log = match &config.storage {
        Storage::Memory => OperationLog::open(None)?,
        Storage::Directory { path, .. } => {
            OperationLog::open(Some(&path.join("operations.sqlite")))?
        }
    };
    let service = Arc::new(Service {
        areas,
        log,
        keys: config.keys,
        clock: config.clock,
    });
    let tls = line::server_config(config.identity, &config.roots, &[Role::Center])?;
    let listener = TcpListener::bind(config.listen).map_err(LineError::Socket)?;
    let running = line::server::serve(listener, tls, api::router(Arc::clone(&service)))?;
    Ok(RunningVrs { running, service })
}
