//! The keys VRS signs certificates with: one for SMART Health Cards, one for VDS-NC.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use serde::Serialize;

/// Why signing keys cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not PEM, or PEM of something else.
    #[error("{0}: no usable PEM block")]
    Pem(&'static str),
    /// Not a P-256 key in PKCS #8 form with its public key.
    #[error("{0}: not a P-256 PKCS#8 key")]
    Key(&'static str),
    /// The barcode signer certificate belongs to another key.
    #[error("the VDS-NC signer certificate and key do not belong together")]
    Unmatched,
    /// A demo key or certificate could not be made.
    #[error("making a demo key failed")]
    Generate,
}

impl KeyError {
    /// Stable code for logs and scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pem(_) => "VRS-KEY-PEM",
            Self::Key(_) => "VRS-KEY-FORM",
            Self::Unmatched => "VRS-KEY-UNMATCHED",
            Self::Generate => "VRS-KEY-GENERATE",
        }
    }
}

/// What VRS signs with. Holds private keys: no `Debug` of them, no `Clone`.
pub struct SigningKeys {
    pub(crate) rng: SystemRandom,
    pub(crate) shc_issuer: String,
    pub(crate) shc_kid: String,
    pub(crate) shc_key: EcdsaKeyPair,
    pub(crate) vds_nc_key: EcdsaKeyPair,
    pub(crate) vds_nc_certificate: Vec<u8>,
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys")
    }
}

impl SigningKeys {
    /// Reads keys as the configuration names them.
    ///
    /// `shc_issuer` is the `iss` URL, under which verifiers look for `/.well-known/jwks.json`.
    /// Keys are PKCS #8 PEM on P-256; the certificate is the PEM of the VDS-NC barcode signer.
    ///
    /// # Errors
    /// [`KeyError`] says which of the three is unusable.
    pub fn from_pem(
        shc_issuer: &str,
        shc_key_pem: &str,
        vds_nc_key_pem: &str,
        vds_nc_certificate_pem: &str,
    ) -> Result<Self, KeyError> {
        let rng = SystemRandom::new();
        let shc_key = p256("SHC key", shc_key_pem, &rng)?;
        let vds_nc_key = p256("VDS-NC key", vds_nc_key_pem, &rng)?;
        let certificate = CertificateDer::from_pem_slice(vds_nc_certificate_pem.as_bytes())
            .map_err(|_| KeyError::Pem("VDS-NC certificate"))?;
        let (_, parsed) = x509_parser::parse_x509_certificate(&certificate)
            .map_err(|_| KeyError::Pem("VDS-NC certificate"))?;
        if parsed.public_key().subject_public_key.data.as_ref() != vds_nc_key.public_key().as_ref()
        {
            return Err(KeyError::Unmatched);
        }
        Ok(Self {
            shc_kid: Jwk::of(&shc_key).kid,
            rng,
            shc_issuer: shc_issuer.to_owned(),
            shc_key,
            vds_nc_key,
            vds_nc_certificate: certificate.to_vec(),
        })
    }

    /// The issuer's `iss` URL.
    #[must_use]
    pub fn shc_issuer(&self) -> &str {
        &self.shc_issuer
    }

    /// The public half of the SMART Health Card key as a JWK set, for verifiers.
    #[must_use]
    pub fn jwks_json(&self) -> String {
        let jwk = Jwk::of(&self.shc_key);
        serde_json::json!({ "keys": [jwk] }).to_string()
    }
}

fn p256(what: &'static str, pem: &str, rng: &SystemRandom) -> Result<EcdsaKeyPair, KeyError> {
    let key =
        PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| KeyError::Pem(what))?;
    EcdsaKeyPair::from_pkcs8(
        &ECDSA_P256_SHA256_FIXED_SIGNING,
        key.secret_pkcs8_der(),
        rng,
    )
    .map_err(|_| KeyError::Key(what))
}

/// A public key as SMART Health Cards want it (spec.smarthealth.cards, "Key Management").
#[derive(Serialize)]
struct Jwk {
    kty: &'static str,
    kid: String,
    #[serde(rename = "use")]
    usage: &'static str,
    alg: &'static str,
    crv: &'static str,
    x: String,
    y: String,
}

impl Jwk {
    fn of(key: &EcdsaKeyPair) -> Self {
        // Uncompressed point: 04 | x (32) | y (32).
        let point = key.public_key().as_ref();
        let (x, y) = point
            .get(1..)
            .unwrap_or_default()
            .split_at_checked(32)
            .unwrap_or_default();
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        // RFC 7638: the required members alone, in lexical order, without spaces.
        let thumbprint = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let kid = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, thumbprint.as_bytes()));
        Self {
            kty: "EC",
            kid,
            usage: "sig",
            alg: "ES256",
            crv: "P-256",
            x,
            y,
        }
    }
}
