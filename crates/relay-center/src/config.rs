//! The center's configuration.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use card_driver::{TestHierarchy, TrustAnchors};
use line::client::Timeouts;
use line::{Identity, Roots};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{CatalogueConfig, Clock, SetupError};

/// All that a center needs to know.
pub struct Config {
    /// Where it listens; port 0 for any.
    pub listen: SocketAddr,
    /// Its server certificate and key, role center.
    pub identity: Identity,
    /// Who vouches for kiosks.
    pub roots: Roots,
    /// The line to VRS.
    pub vrs: VrsLinkConfig,
    /// Who vouches for cards.
    pub card_trust: TrustAnchors,
    /// What residents can choose.
    pub catalogue: CatalogueConfig,
    /// Seals tokens; replicas share one.
    pub token_key: TokenKey,
    /// How long a session's tokens are good; the last session of a day begins so long before closing.
    pub session: Duration,
    /// The time.
    pub clock: Clock,
}

/// The line to VRS, of which the center is a client.
#[derive(Debug)]
pub struct VrsLinkConfig {
    /// `https://host[:port]`.
    pub url: String,
    /// The center's client certificate and key, role center.
    pub identity: Identity,
    /// Who vouches for VRS.
    pub roots: Roots,
    /// How long a question may take.
    pub timeouts: Timeouts,
}

/// 32 bytes that seal tokens.
pub struct TokenKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenKey")
    }
}

impl TokenKey {
    /// A fresh one: tokens of an earlier start no longer open.
    ///
    /// # Errors
    /// [`SetupError::Random`].
    pub fn random() -> Result<Self, SetupError> {
        let mut bytes = Zeroizing::new([0; 32]);
        SystemRandom::new()
            .fill(bytes.as_mut_slice())
            .map_err(|_| SetupError::Random)?;
        Ok(Self(bytes))
    }

    /// A given one, for replicas behind one load balancer.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: SocketAddr,
    catalogue: PathBuf,
    #[serde(default)]
    token_key: Option<PathBuf>,
    #[serde(default = "session_seconds")]
    session_seconds: u32,
    tls: FileTls,
    vrs: FileVrs,
    cards: FileCards,
}

fn session_seconds() -> u32 {
    900
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTls {
    certificate: PathBuf,
    key: PathBuf,
    roots: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileVrs {
    url: String,
    certificate: PathBuf,
    key: PathBuf,
    roots: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCards {
    trust: PathBuf,
    #[serde(default)]
    test_hierarchy: bool,
}

impl Config {
    /// Reads a configuration file and the files it names; the format is in the crate's documentation.
    ///
    /// # Errors
    /// [`SetupError`].
    pub fn from_file(path: &Path) -> Result<Self, SetupError> {
        let malformed = |reason: String| SetupError::Malformed {
            file: path.display().to_string(),
            reason,
        };
        let text = String::from_utf8(read(path)?.to_vec())
            .map_err(|error| malformed(error.to_string()))?;
        let file: File = toml::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let read = |name: &Path| read(&folder.join(name));
        let read_text = |name: &Path| {
            String::from_utf8(read(name)?.to_vec())
                .map_err(|_| malformed(format!("{} is no text", name.display())))
        };
        let token_key = match &file.token_key {
            None => TokenKey::random()?,
            Some(name) => {
                let text = Zeroizing::new(read_text(name)?);
                let mut bytes = Zeroizing::new([0; 32]);
                hex::decode_to_slice(text.trim(), bytes.as_mut_slice()).map_err(|_| {
                    malformed("token_key: 64 hexadecimal digits are needed".to_owned())
                })?;
                TokenKey(bytes)
            }
        };
        let test = if file.cards.test_hierarchy {
            TestHierarchy::Allowed
        } else {
            TestHierarchy::Refused
        };
        Ok(Self {
            listen: file.listen,
            identity: Identity::from_pem(&read(&file.tls.certificate)?, &read(&file.tls.key)?)?,
            roots: Roots::from_pem(&read(&file.tls.roots)?)?,
            vrs: VrsLinkConfig {
                url: file.vrs.url,
                identity: Identity::from_pem(&read(&file.vrs.certificate)?, &read(&file.vrs.key)?)?,
                roots: Roots::from_pem(&read(&file.vrs.roots)?)?,
                timeouts: Timeouts {
                    connect: Duration::from_secs(3),
                    total: Duration::from_secs(10),
                },
            },
            card_trust: TrustAnchors::from_toml(&read_text(&file.cards.trust)?, test)
                .map_err(SetupError::CardTrust)?,
            catalogue: CatalogueConfig::from_toml(&read_text(&file.catalogue)?)?,
            token_key,
            session: Duration::from_secs(file.session_seconds.into()),
            clock: Clock::system(),
        })
    }
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, SetupError> {
    fs::read(path)
        .map(Zeroizing::new)
        .map_err(|source| SetupError::File {
            path: path.display().to_string(),
            source,
        })
}
