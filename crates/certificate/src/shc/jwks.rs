use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest;
use x509_parser::extensions::GeneralName;

use super::ShcError;
use crate::json::Json;
use crate::{Authority, ChainError, TrustError, Validity, x509};

/// One P-256 key of an issuer.
#[derive(Clone)]
pub struct Jwk {
    kid: String,
    point: Vec<u8>,
    x5c: Vec<Vec<u8>>,
}

impl Jwk {
    fn read(key: &Json) -> Result<Option<Self>, TrustError> {
        let member = |name| key.get(name).and_then(Json::as_str);
        // RFC 7517, 5: keys of types not understood are passed over.
        if member("kty") != Some("EC") || member("crv") != Some("P-256") {
            return Ok(None);
        }
        let (Some(x), Some(y), Some(kid)) = (member("x"), member("y"), member("kid")) else {
            return Err(TrustError::Jwks);
        };
        let mut point = vec![0x04];
        for coordinate in [x, y] {
            let bytes = URL_SAFE_NO_PAD.decode(coordinate);
            let bytes = bytes.map_err(|_| TrustError::Jwks)?;
            if bytes.len() != 32 {
                return Err(TrustError::Jwks);
            }
            point.extend(bytes);
        }
        // RFC 7638, 3: the required members in this order, without spaces.
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let thumbprint = digest::digest(&digest::SHA256, canonical.as_bytes());
        if URL_SAFE_NO_PAD.encode(thumbprint) != kid {
            return Err(TrustError::KeyId);
        }
        let mut x5c = Vec::new();
        if let Some(chain) = key.get("x5c") {
            for certificate in chain.as_array().ok_or(TrustError::Jwks)? {
                // RFC 7517, 4.7: base64 here, not base64url.
                let text = certificate.as_str().ok_or(TrustError::Jwks)?;
                x5c.push(STANDARD.decode(text).map_err(|_| TrustError::Jwks)?);
            }
        }
        let kid = kid.to_owned();
        Ok(Some(Self { kid, point, x5c }))
    }

    /// The key's id: its RFC 7638 thumbprint.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public key as an uncompressed point.
    pub(super) fn point(&self) -> &[u8] {
        &self.point
    }

    /// Checks the key's certificates (`x5c`) up to a pinned root, that the first is of this key,
    /// and that it names the issuer, as the framework asks of issuers that use certificates.
    ///
    /// # Errors
    /// What is wrong with the chain.
    pub fn check_chain(&self, issuer: &str, root: &Authority) -> Result<Validity, ChainError> {
        let first = self.x5c.first().ok_or(ChainError::Missing)?;
        let certificate = x509::parse(first)?;
        x509::check_signer(&certificate)?;
        if certificate.public_key().subject_public_key.data.as_ref() != self.point {
            return Err(ChainError::Key);
        }
        let names = certificate.subject_alternative_name();
        let names = names.map_err(|_| ChainError::Malformed)?;
        let is_issuer =
            |name: &GeneralName<'_>| matches!(name, GeneralName::URI(uri) if *uri == issuer);
        if !names.is_some_and(|names| names.value.general_names.iter().any(is_issuer)) {
            return Err(ChainError::Subject);
        }
        x509::follow(&self.x5c, std::slice::from_ref(root))
    }
}

impl fmt::Debug for Jwk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Jwk").field(&self.kid).finish()
    }
}

/// The public keys of one or more issuers (RFC 7517).
#[derive(Clone, Debug, Default)]
pub struct Jwks {
    keys: Vec<Jwk>,
}

impl Jwks {
    /// Reads a JWKS. Keys that are not for ES256 are passed over.
    ///
    /// # Errors
    /// [`TrustError::Jwks`] or [`TrustError::KeyId`].
    pub fn from_json(text: &[u8]) -> Result<Self, TrustError> {
        let tree = Json::parse(text).map_err(|_| TrustError::Jwks)?;
        let list = tree.get("keys").and_then(Json::as_array);
        let mut keys = Vec::new();
        for key in list.ok_or(TrustError::Jwks)? {
            keys.extend(Jwk::read(key)?);
        }
        Ok(Self { keys })
    }

    /// Adds the keys of another set.
    pub fn extend(&mut self, other: Self) {
        self.keys.extend(other.keys);
    }

    pub(super) fn find(&self, kid: &str) -> Result<&Jwk, ShcError> {
        let mut found = self.keys.iter().filter(|key| key.kid == kid);
        found.next().ok_or(ShcError::UnknownKey)
    }
}
