//! The configuration file of the program `vrs`.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use certificate::Municipality;
use line::{Identity, LineError, Roots};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::keys::{KeyError, SigningKeys};
use crate::{Config, MasterKey, Storage};

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not the known form.
    #[error("the configuration is not of the known form: {0}")]
    Form(#[from] toml::de::Error),
    /// A municipality's code is wrong.
    #[error("municipality {0}: no municipality has this code")]
    Municipality(String),
    /// The master key is not 64 hexadecimal digits.
    #[error("the master key is not 64 hexadecimal digits")]
    MasterKey,
    /// TLS certificate, key or root.
    #[error("TLS: {0}")]
    Line(#[from] LineError),
    /// Signing keys.
    #[error("signing keys: {0}")]
    Keys(#[from] KeyError),
}

impl ConfigError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "VRS-CONFIG-READ",
            Self::Form(_) => "VRS-CONFIG-FORM",
            Self::Municipality(_) => "VRS-CONFIG-MUNICIPALITY",
            Self::MasterKey => "VRS-CONFIG-MASTER-KEY",
            Self::Line(error) => error.code(),
            Self::Keys(error) => error.code(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: SocketAddr,
    #[serde(default)]
    residents: Option<PathBuf>,
    tls: Tls,
    signing: Signing,
    #[serde(default)]
    storage: Option<StorageTable>,
    #[serde(default, rename = "municipality")]
    municipalities: Vec<MunicipalityTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    root: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signing {
    shc_issuer: String,
    shc_key: PathBuf,
    vds_nc_key: PathBuf,
    vds_nc_certificate: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StorageTable {
    directory: PathBuf,
    master_key: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MunicipalityTable {
    code: String,
    name: String,
    mayor_english: String,
}

/// A configuration with every entry, as [`Config::load`] reads it.
pub const EXAMPLE_CONFIG: &str = include_str!("../vrs.example.toml");

impl Config {
    /// Reads a configuration file and the files it names. Relative paths start at the file's own directory.
    ///
    /// ```toml
    #[doc = include_str!("../vrs.example.toml")]
    /// ```
    ///
    /// # Errors
    /// [`ConfigError`] with the first thing that cannot be used.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(&text(path)?)?;
        let base = path.parent().unwrap_or(Path::new(""));
        let read = |name: &Path| text(&base.join(name)).map(Zeroizing::new);

        let chain = read(&file.tls.certificate)?;
        let identity = Identity::from_pem(chain.as_bytes(), read(&file.tls.key)?.as_bytes())?;
        let roots = Roots::from_pem(read(&file.tls.root)?.as_bytes())?;
        let keys = SigningKeys::from_pem(
            &file.signing.shc_issuer,
            &read(&file.signing.shc_key)?,
            &read(&file.signing.vds_nc_key)?,
            &read(&file.signing.vds_nc_certificate)?,
        )?;
        let mut config = Self::new(file.listen, identity, roots, keys);
        if let Some(residents) = &file.residents {
            config.residents = Some(read(residents)?);
        }
        if let Some(storage) = &file.storage {
            config.storage = Storage::Directory {
                path: base.join(&storage.directory),
                master_key: MasterKey::from_hex(&read(&storage.master_key)?)
                    .ok_or(ConfigError::MasterKey)?,
            };
        }
        config.municipalities = file
            .municipalities
            .into_iter()
            .map(|table| match table.code.parse() {
                Ok(code) => Ok(Municipality {
                    code,
                    name: table.name,
                    mayor_english: table.mayor_english,
                }),
                Err(_) => Err(ConfigError::Municipality(table.code)),
            })
            .collect::<Result<_, _>>()?;
        Ok(config)
    }
}

fn text(path: &Path) -> Result<String, ConfigError> {
    fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}
