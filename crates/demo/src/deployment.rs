// SPDX-License-Identifier: GPL-3.0-only
//! Keys, certificates and configuration files for one kiosk, its center and its VRS, all on this machine.
//!
//! The keys are throw-away keys and the card authority is the project's test authority: nothing made here opens a
//! door that anybody uses.

use std::{
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use line::Role;
use relay_center::pki::{End, KeyedCertificate, ThrowAwayPki};
use ring::digest;
use vrs::demo_keys::DemoKeys;

const TRUST: &str = include_str!("../../../assets/trust/demo.toml");
const CATALOGUE: &str = include_str!("../../relay-center/catalogue/demo.toml");

/// What opens the staff screen of the demo.
pub const DEMO_STAFF_CODE: &str = "24681357";

/// The font of the form (package fonts-ipaexfont).
pub const TEXT_FONT: &str = "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf";
/// The font of names (package fonts-ipamj-mincho).
pub const NAME_FONT: &str = "/usr/share/fonts/truetype/ipamj/ipamjm.ttf";
/// Names with variation sequences of JIS X 0213:2004 (package fonts-ipaexfont).
pub const MINCHO_FONT: &str = "/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf";
/// Names with the other sequences of Adobe-Japan1, Noto Serif CJK JP (package fonts-noto-cjk).
pub const NOTO_FONT: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";

/// Who listens where.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// The center.
    pub center: SocketAddr,
    /// VRS.
    pub vrs: SocketAddr,
    /// The printer, `ipp://…`.
    pub printer: String,
}

/// Why the files cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeploymentError {
    /// A file or folder.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The certificates of the lines.
    #[error(transparent)]
    Line(#[from] relay_center::SetupError),
    /// The keys of the issuer.
    #[error(transparent)]
    Issuer(#[from] vrs::KeyError),
}

/// A folder with everything in it.
#[derive(Debug, Clone)]
pub struct Deployment {
    folder: PathBuf,
}

impl Deployment {
    /// Makes new keys and writes everything into `folder`, which is created where it is not there.
    ///
    /// # Errors
    /// [`DeploymentError`].
    pub fn write(folder: &Path, addresses: &Addresses) -> Result<Deployment, DeploymentError> {
        let deployment = Deployment {
            folder: folder.to_owned(),
        };
        fs::create_dir_all(folder).map_err(|source| DeploymentError::File {
            path: folder.to_owned(),
            source,
        })?;

        let pki = ThrowAwayPki::new()?;
        deployment.put("root.pem", &pki.root_pem())?;
        deployment.put_pair("kiosk", &pki.issue(Role::Kiosk, "demo-kiosk", End::Client)?)?;
        deployment.put_pair(
            "center-server",
            &pki.issue(Role::Center, "demo-center", End::Server)?,
        )?;
        deployment.put_pair(
            "center-client",
            &pki.issue(Role::Center, "demo-center", End::Client)?,
        )?;
        deployment.put_pair("vrs", &pki.issue(Role::Vrs, "demo-vrs", End::Server)?)?;

        let issuer = DemoKeys::generate()?;
        deployment.put_secret("shc.key", &issuer.shc_key_pem)?;
        deployment.put("shc-jwks.json", &issuer.jwks_json)?;
        deployment.put("csca.pem", &issuer.csca_pem)?;
        deployment.put_secret("vds-nc.key", &issuer.vds_nc_key_pem)?;
        deployment.put("vds-nc.pem", &issuer.vds_nc_certificate_pem)?;

        deployment.put("trust.toml", TRUST)?;
        deployment.put("catalogue.toml", CATALOGUE)?;
        deployment.put("residents.toml", vrs::demo::RESIDENTS)?;
        deployment.put("vrs.toml", &vrs_toml(addresses, &issuer.shc_issuer))?;
        deployment.put("center.toml", &center_toml(addresses))?;
        deployment.write_kiosk(addresses, &issuer.shc_issuer)?;
        Ok(deployment)
    }

    /// Has the center ask for this fee, in yen, for each copy.
    ///
    /// # Errors
    /// [`DeploymentError::File`].
    pub fn set_fee(&self, yen: u32) -> Result<(), DeploymentError> {
        let catalogue = CATALOGUE.replace("\nfee_yen = 0\n", &format!("\nfee_yen = {yen}\n"));
        self.put("catalogue.toml", &catalogue)
    }

    /// Writes the kiosk's file alone, for addresses that are known only now.
    ///
    /// # Errors
    /// [`DeploymentError`].
    pub fn write_kiosk(
        &self,
        addresses: &Addresses,
        shc_issuer: &str,
    ) -> Result<(), DeploymentError> {
        let text = format!(
            r#"# One kiosk. Relative paths are relative to this file. Try it with: kiosk check --config kiosk.toml
[window]
fullscreen = true

[center]
url = "https://localhost:{center}"
root = "root.pem"
certificate = "kiosk.pem"
key = "kiosk.key"

[card]
trust = "trust.toml"
# reader = "part of the reader's name"

[issuer]
iss = "{shc_issuer}"
jwks = "shc-jwks.json"
csca = ["csca.pem"]

[printer]
uri = "{printer}"

[fonts]
text = {{ path = "{TEXT_FONT}", sha256 = "{text}" }}
names = {{ path = "{NAME_FONT}", sha256 = "{names}" }}
# For names that the name font does not have, in this order.
spare = [
  {{ path = "{MINCHO_FONT}", sha256 = "{mincho}" }},
  {{ path = "{NOTO_FONT}", sha256 = "{noto}", face = 0 }},
]

# The demo's staff code is {DEMO_STAFF_CODE}. A kiosk's own is made with: kiosk staff-code
[staff]
salt = "2a97516c354b68848cdbd8f54a226a0a"
iterations = 600000
hash = "8f5430215bb1d8640f04447d55262e8aabb8cd6dcedfec1f303d5e57d2d1efbb"
"#,
            center = addresses.center.port(),
            printer = addresses.printer,
            text = sha256(Path::new(TEXT_FONT))?,
            names = sha256(Path::new(NAME_FONT))?,
            mincho = sha256(Path::new(MINCHO_FONT))?,
            noto = sha256(Path::new(NOTO_FONT))?,
        );
        self.put("kiosk.toml", &text)
    }

    /// A file of the deployment.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn put(&self, name: &str, text: &str) -> Result<(), DeploymentError> {
        self.put_with_mode(name, text, 0o644)
    }

    fn put_secret(&self, name: &str, text: &str) -> Result<(), DeploymentError> {
        self.put_with_mode(name, text, 0o600)
    }

    fn put_pair(&self, name: &str, pair: &KeyedCertificate) -> Result<(), DeploymentError> {
        self.put(&format!("{name}.pem"), &pair.certificate_pem)?;
        self.put_secret(&format!("{name}.key"), &pair.key_pem)
    }

    fn put_with_mode(&self, name: &str, text: &str, mode: u32) -> Result<(), DeploymentError> {
        let path = self.path(name);
        fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(mode)
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|source| DeploymentError::File { path, source })
    }
}

fn sha256(path: &Path) -> Result<String, DeploymentError> {
    let bytes = fs::read(path).map_err(|source| DeploymentError::File {
        path: path.to_owned(),
        source,
    })?;
    let digest = digest::digest(&digest::SHA256, &bytes);
    Ok(digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn vrs_toml(addresses: &Addresses, shc_issuer: &str) -> String {
    let mut text = format!(
        r#"# The vaccination-record system's stand-in: vrs --config vrs.toml
listen = "{listen}"
residents = "residents.toml"

[tls]
certificate = "vrs.pem"
key = "vrs.key"
root = "root.pem"

[signing]
shc_issuer = "{shc_issuer}"
shc_key = "shc.key"
vds_nc_key = "vds-nc.key"
vds_nc_certificate = "vds-nc.pem"
"#,
        listen = addresses.vrs,
    );
    for municipality in vrs::demo::municipalities() {
        text += &format!(
            "\n[[municipality]]\ncode = \"{}\"\nname = \"{}\"\nmayor_english = \"{}\"\n",
            municipality.code, municipality.name, municipality.mayor_english
        );
    }
    text
}

fn center_toml(addresses: &Addresses) -> String {
    format!(
        r#"# The certificate issuance center's stand-in: relay-center --config center.toml
listen = "{listen}"
catalogue = "catalogue.toml"

[tls]
certificate = "center-server.pem"
key = "center-server.key"
roots = "root.pem"

[vrs]
url = "https://localhost:{vrs}"
certificate = "center-client.pem"
key = "center-client.key"
roots = "root.pem"

[cards]
trust = "trust.toml"
test_hierarchy = true
"#,
        listen = addresses.center,
        vrs = addresses.vrs.port(),
    )
}
