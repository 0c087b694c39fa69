use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest;
use x509_parser::extensions::GeneralName;

use super::ShcError;
use crate::curve::{Curve, EcKey};
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
    /// Reads a key for ES256; [`None`] if it is for something else.
    fn read(key: &Json) -> Result<Option<Self>, TrustError> {
        let member = |name| key.get(name).and_then(Json::as_str);
        // RFC 7517, 5: keys of types and uses not understood are passed over.
        let of = |name, value: &str| key.get(name).is_none() || member(name) == Some(value);
        if member("kty") != Some("EC")
            || member("crv") != Some("P-256")
            || !of("use", "sig")
            || !of("alg", "ES256")
        {
            return Ok(None);
        }
        if key.get("d").is_some() {
            return Err(TrustError::PrivateKey);
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

    pub(super) fn public(&self) -> EcKey<'_> {
        EcKey {
            curve: Curve::P256,
            point: &self.point,
        }
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
        let certified = EcKey::read(certificate.public_key());
        if !certified.is_some_and(|key| key.curve == Curve::P256 && key.point == self.point) {
            return Err(ChainError::Key);
        }
        let names = certificate.subject_alternative_name();
        let names = names.map_err(|_| ChainError::Malformed)?;
        let is_issuer =
            |name: &GeneralName<'_>| matches!(name, GeneralName::URI(uri) if *uri == issuer);
        if !names.is_some_and(|names| names.value.general_names.iter().any(is_issuer)) {
            return Err(ChainError::Subject);
        }
        let (_, validity) = x509::follow(&self.x5c, std::slice::from_ref(root))?;
        Ok(validity)
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
    unusable: Vec<(String, TrustError)>,
}

impl Jwks {
    /// Reads a JWKS. Keys that are not for ES256 are passed over, and so are those that are not as
    /// they must be: a card that names one of these is told why, and [`Jwks::check`] finds them.
    ///
    /// # Errors
    /// [`TrustError::Jwks`] if it is no key set.
    pub fn from_json(text: &[u8]) -> Result<Self, TrustError> {
        let tree = Json::parse(text).map_err(|_| TrustError::Jwks)?;
        let list = tree.get("keys").and_then(Json::as_array);
        let mut set = Self::default();
        for key in list.ok_or(TrustError::Jwks)? {
            match Jwk::read(key) {
                Ok(key) => set.keys.extend(key),
                Err(error) => {
                    let kid = key.get("kid").and_then(Json::as_str).unwrap_or_default();
                    set.unusable.push((kid.to_owned(), error));
                }
            }
        }
        Ok(set)
    }

    /// Whether all keys for ES256 are as they must be.
    ///
    /// # Errors
    /// [`TrustError::Jwks`], [`TrustError::KeyId`] or [`TrustError::PrivateKey`]: what is wrong
    /// with the first that is not.
    pub fn check(&self) -> Result<(), TrustError> {
        self.unusable
            .first()
            .map_or(Ok(()), |(_, error)| Err(*error))
    }

    /// Adds the keys of another set.
    pub fn extend(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.unusable.extend(other.unusable);
    }

    pub(super) fn find(&self, kid: &str) -> Result<&Jwk, ShcError> {
        if let Some(key) = self.keys.iter().find(|key| key.kid == kid) {
            return Ok(key);
        }
        let unusable = self.unusable.iter().find(|(known, _)| known == kid);
        Err(unusable.map_or(ShcError::UnknownKey, |(_, error)| ShcError::Key(*error)))
    }
}
