// SPDX-License-Identifier: GPL-3.0-only
//! The kiosk's configuration file, and what it names, read and checked before the kernel sandbox closes.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use card_driver::{Hierarchy, TestHierarchy, TrustAnchors, TrustError};
use certificate::{IssuerTrust, TrustError as IssuerTrustError};
use document::{FontFile, Fonts};
use ring::digest;
use serde::Deserialize;

use crate::staff::{CodeError, StaffCode, StaffConfig};

/// The configuration file (TOML). Relative paths are relative to the file's folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The screen.
    #[serde(default)]
    pub window: WindowConfig,
    /// The line to the certificate issuance center.
    pub center: CenterConfig,
    /// The card reader and whom it trusts.
    pub card: CardConfig,
    /// Whose signatures on certificates are good.
    pub issuer: IssuerConfig,
    /// The printer.
    pub printer: PrinterConfig,
    /// What a vendor's payment device wants to know; this product does not look into it. Without a device built in it
    /// is refused.
    pub payment: Option<toml::Table>,
    /// The fonts of the paper.
    pub fonts: FontsConfig,
    /// What the voice is heard from.
    #[serde(default)]
    pub sound: SoundConfig,
    /// What the kernel still lets the process write to.
    #[serde(default)]
    pub sandbox: SandboxConfig,
    /// What opens the staff screen; without it there is none.
    pub staff: Option<StaffConfig>,
}

/// The screen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct WindowConfig {
    /// Fill the screen.
    pub fullscreen: bool,
    /// Width in physical pixels, also of the screen that is filled where there is no window manager.
    pub width: u32,
    /// Height in physical pixels, likewise.
    pub height: u32,
    /// How long a new page takes no touch, in milliseconds: the second tap of a hasty finger was meant for the page
    /// before.
    pub settle_ms: u16,
}

impl Default for WindowConfig {
    fn default() -> Self {
        Self {
            fullscreen: true,
            width: 1080,
            height: 1920,
            settle_ms: 350,
        }
    }
}

/// The line to the certificate issuance center.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CenterConfig {
    /// Base address, `https://…`.
    pub url: String,
    /// The private root of the line (PEM).
    pub root: PathBuf,
    /// This kiosk's certificate chain (PEM).
    pub certificate: PathBuf,
    /// The key of that certificate (PEM).
    pub key: PathBuf,
}

/// The card reader and whom it trusts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardConfig {
    /// Trust anchors (TOML, `[[ca]]`).
    pub trust: PathBuf,
    /// Part of the reader's name; without it the first reader with a card.
    pub reader: Option<String>,
}

/// Whose signatures on certificates are good.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IssuerConfig {
    /// The SMART Health Card issuer's address, as in the claim `iss`.
    pub iss: String,
    /// Its keys (JWKS, JSON).
    pub jwks: PathBuf,
    /// Country signing certificates of the VDS-NC signers (PEM or DER).
    #[serde(default)]
    pub csca: Vec<PathBuf>,
}

/// The printer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PrinterConfig {
    /// `ipps://…`, or `ipp://…` for a printer on this machine. Only a vendor's driver can do without.
    pub uri: Option<String>,
    /// The private root of an `ipps` printer (PEM).
    pub root: Option<PathBuf>,
    /// What a vendor's driver wants to know; this product does not look into it. Without a driver built in it is
    /// refused. Paths in it are the driver's affair.
    pub driver: Option<toml::Table>,
}

/// The fonts of the paper, from the distribution's packages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FontsConfig {
    /// The font of the form.
    pub text: FontConfig,
    /// The font of names (IPAmj Mincho).
    pub names: FontConfig,
    /// Fonts for names that it does not have, in the order in which they are asked.
    #[serde(default)]
    pub spare: Vec<FontConfig>,
}

/// A font file that must be exactly the one that was tested.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FontConfig {
    /// The file.
    pub path: PathBuf,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Which font of a collection, from 0. Only a spare font may be one of a collection.
    #[serde(default)]
    pub face: u32,
}

/// What the voice is heard from. The names are ALSA's.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SoundConfig {
    /// What everybody hears, such as `plughw:CARD=PCH,DEV=0`; without it the system's default device.
    pub loudspeaker: Option<String>,
    /// A headset's socket, from which one person alone hears names and dates as well.
    pub headset: Option<HeadsetConfig>,
}

/// A headset's socket: of a sound card of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadsetConfig {
    /// What plays into it, such as `plughw:CARD=Headset,DEV=0`.
    pub output: String,
    /// The control interface of its card, such as `hw:CARD=Headset`.
    pub control: String,
    /// The control that is on while something is plugged in, such as `Headphone Jack`. Without it something is as long
    /// as the card is there: a headset that is a sound card itself.
    pub jack: Option<String>,
}

impl SoundConfig {
    /// Names and dates must not come from the loudspeaker when the plug is pulled: with a headset's socket the
    /// loudspeaker has a name, and is of another card; and the plug is asked of the card that plays into it. Names without
    /// a card (`headset`, of an `asound.conf`) are whoever wrote them answerable for, but for those that ALSA has itself.
    ///
    /// # Errors
    /// [`ConfigError::Headset`].
    pub fn check(&self) -> Result<(), ConfigError> {
        /// The card in a name of ALSA's (`hw:CARD=PCH,DEV=0`, `hw:1,0`).
        fn card(name: &str) -> Option<&str> {
            let (_, arguments) = name.split_once(':')?;
            let mut arguments = arguments.split(',').map(str::trim);
            let first = arguments
                .clone()
                .next()
                .filter(|first| !first.contains('='));
            arguments
                .find_map(|argument| argument.strip_prefix("CARD="))
                .or(first)
        }
        /// One by its number and the other by its name cannot be told apart.
        fn differ(one: &str, other: &str) -> bool {
            let number = |card: &str| card.bytes().all(|byte| byte.is_ascii_digit());
            match (card(one), card(other)) {
                (Some(one), Some(other)) => one != other && number(one) == number(other),
                (None, None) => one != other,
                _ => true,
            }
        }
        /// Whichever card that is.
        const ANY: [&str; 6] = ["default", "sysdefault", "pulse", "pipewire", "jack", "oss"];
        let named = |name: &str| card(name).is_some() || !ANY.contains(&name);
        let Some(headset) = &self.headset else {
            return Ok(());
        };
        let of_another_card = self.loudspeaker.as_deref().is_some_and(|loudspeaker| {
            named(loudspeaker) && named(&headset.output) && differ(loudspeaker, &headset.output)
        });
        if of_another_card && card(&headset.output) == card(&headset.control) {
            Ok(())
        } else {
            Err(ConfigError::Headset)
        }
    }
}

/// What the kernel still lets the process write to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SandboxConfig {
    /// Device files only (screen, touch, sound). Those that do not exist are left out.
    pub devices: Vec<PathBuf>,
    /// TCP ports that may be called besides those of the center and of `[printer] uri`: a vendor's device in the network.
    pub ports: Vec<u16>,
}

impl Default for SandboxConfig {
    /// The sound devices; on a kiosk without X11 also the screen and the touch panel are to be named.
    fn default() -> Self {
        Self {
            devices: vec![PathBuf::from("/dev/snd")],
            ports: Vec::new(),
        }
    }
}

/// Why the kiosk cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file that cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The configuration file is not what it should be.
    #[error("{path}: {source}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// A font file is another than the one that was tested.
    #[error("{path}: SHA-256 is {found}, the configuration expects {expected}")]
    FontDigest {
        /// The file.
        path: PathBuf,
        /// The digest found.
        found: String,
        /// The digest expected.
        expected: String,
    },
    /// A font file cannot be parsed.
    #[error("a font cannot be used: {0}")]
    Font(#[from] document::DocumentError),
    /// An address without a port that could be called.
    #[error("{0} is no address")]
    Address(String),
    /// The card's trust anchors.
    #[error("trust anchors: {0}")]
    Trust(#[from] TrustError),
    /// No card could be verified: every one would be refused.
    #[error(
        "there is no trust anchor of the production hierarchy (test cards need --test-hierarchy)"
    )]
    NoAnchor,
    /// The certificate issuers' keys.
    #[error("issuer keys: {0}")]
    Issuer(#[from] IssuerTrustError),
    /// What opens the staff screen.
    #[error("[staff]: {0}")]
    Staff(#[from] CodeError),
    /// The line to the center.
    #[error("line to the center: {0}")]
    Line(#[from] line::LineError),
    /// The printer.
    #[error("printer: {0}")]
    Printer(#[from] printer::PrinterError),
    /// The payment device.
    #[error("payment device: {0}")]
    Payment(#[from] payment::PaymentError),
    /// A headset's socket that the loudspeaker may share.
    #[error(
        "[sound.headset] needs output and control of one sound card, and [sound] loudspeaker of another"
    )]
    Headset,
    /// A table for a vendor's driver, and this program has none.
    #[error("[{0}]: this program has no driver that it is for")]
    NoDriver(&'static str),
}

impl ConfigError {
    /// The stable code of the error, for logs and the maintenance view.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ConfigError::Read { .. } => "CONFIG-READ",
            ConfigError::Parse { .. } => "CONFIG-PARSE",
            ConfigError::FontDigest { .. } => "CONFIG-FONT-DIGEST",
            ConfigError::Font(_) => "CONFIG-FONT",
            ConfigError::Address(_) => "CONFIG-ADDRESS",
            ConfigError::Trust(_) => "CONFIG-TRUST",
            ConfigError::NoAnchor => "CONFIG-NO-ANCHOR",
            ConfigError::Issuer(_) => "CONFIG-ISSUER",
            ConfigError::Staff(_) => "CONFIG-STAFF",
            ConfigError::Line(_) => "CONFIG-LINE",
            ConfigError::Printer(_) => "CONFIG-PRINTER",
            ConfigError::Payment(_) => "CONFIG-PAYMENT",
            ConfigError::Headset => "CONFIG-HEADSET",
            ConfigError::NoDriver(_) => "CONFIG-NO-DRIVER",
        }
    }
}

/// Reads `path`.
///
/// # Errors
/// [`ConfigError::Read`].
pub fn read(path: &Path) -> Result<Vec<u8>, ConfigError> {
    fs::read(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Reads `path`, which must be UTF-8.
///
/// # Errors
/// [`ConfigError::Read`].
pub fn read_text(path: &Path) -> Result<String, ConfigError> {
    fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

impl Config {
    /// Reads the file and makes its paths absolute to its folder.
    ///
    /// # Errors
    /// [`ConfigError::Read`], [`ConfigError::Parse`].
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let text = read_text(path)?;
        let mut config: Config = toml::from_str(&text).map_err(|source| ConfigError::Parse {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        let folder = path.parent().unwrap_or(Path::new("."));
        config.resolve(folder);
        Ok(config)
    }

    fn resolve(&mut self, folder: &Path) {
        let paths = [
            &mut self.center.root,
            &mut self.center.certificate,
            &mut self.center.key,
            &mut self.card.trust,
            &mut self.issuer.jwks,
            &mut self.fonts.text.path,
            &mut self.fonts.names.path,
        ];
        for path in paths
            .into_iter()
            .chain(self.fonts.spare.iter_mut().map(|font| &mut font.path))
            .chain(&mut self.issuer.csca)
            .chain(&mut self.printer.root)
        {
            // `join` keeps an absolute path as it is.
            *path = folder.join(&path);
        }
    }

    /// The card's trust anchors.
    ///
    /// # Errors
    /// [`ConfigError::Read`], [`ConfigError::Trust`]; a test anchor is refused unless `test` allows it, and
    /// [`ConfigError::NoAnchor`] where that leaves none.
    pub fn trust_anchors(&self, test: TestHierarchy) -> Result<TrustAnchors, ConfigError> {
        let anchors = TrustAnchors::from_toml(&read_text(&self.card.trust)?, test)?;
        if test == TestHierarchy::Refused && anchors.count(Hierarchy::Production) == 0 {
            return Err(ConfigError::NoAnchor);
        }
        Ok(anchors)
    }

    /// What opens the staff screen, if anything does.
    ///
    /// # Errors
    /// [`ConfigError::Staff`].
    pub fn staff_code(&self) -> Result<Option<StaffCode>, ConfigError> {
        Ok(self.staff.as_ref().map(StaffCode::try_from).transpose()?)
    }

    /// The certificate issuers' keys.
    ///
    /// # Errors
    /// [`ConfigError::Read`], [`ConfigError::Issuer`].
    pub fn issuer_trust(&self) -> Result<IssuerTrust, ConfigError> {
        let mut builder =
            IssuerTrust::builder().shc_issuer(&self.issuer.iss, &read(&self.issuer.jwks)?)?;
        for path in &self.issuer.csca {
            builder = builder.csca(&read(path)?)?;
        }
        Ok(builder.build())
    }

    /// The fonts of the paper, each the exact file that the configuration names.
    ///
    /// # Errors
    /// [`ConfigError::Read`], [`ConfigError::FontDigest`], [`ConfigError::Font`].
    pub fn load_fonts(&self) -> Result<Fonts, ConfigError> {
        let fonts = Fonts::from_files(self.fonts.text.load()?, self.fonts.names.load()?)?;
        self.fonts.spare.iter().try_fold(fonts, |fonts, spare| {
            Ok(fonts.with_spare(spare.load()?, spare.face)?)
        })
    }
}

impl FontConfig {
    /// Mapped, not read: the kiosk looks at a small part of them, and they are larger than all else it has.
    fn load(&self) -> Result<FontFile, ConfigError> {
        let unreadable = |source: io::Error| ConfigError::Read {
            path: self.path.clone(),
            source,
        };
        let file = FontFile::map(&self.path).ok_or_else(|| {
            unreadable(
                fs::metadata(&self.path)
                    .err()
                    .unwrap_or_else(|| io::ErrorKind::InvalidData.into()),
            )
        })?;
        let found = hex::encode(self.digest().map_err(unreadable)?);
        if found.eq_ignore_ascii_case(&self.sha256) {
            Ok(file)
        } else {
            Err(ConfigError::FontDigest {
                path: self.path.clone(),
                found,
                expected: self.sha256.clone(),
            })
        }
    }

    /// Read once more, piece by piece: all of it mapped would be all of it in memory.
    fn digest(&self) -> io::Result<digest::Digest> {
        let mut file = fs::File::open(&self.path)?;
        let mut context = digest::Context::new(&digest::SHA256);
        let mut piece = vec![0; 256 * 1024];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(context.finish()),
                length => context.update(piece.get(..length).unwrap_or_default()),
            }
        }
    }
}
