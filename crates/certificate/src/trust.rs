use std::fmt;

use thiserror::Error;

use crate::Authority;
use crate::shc::Jwks;

/// Trust material that cannot be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrustError {
    /// A JWKS that is no JSON, has no key set, or holds a malformed P-256 key.
    #[error("the key set is malformed")]
    Jwks,
    /// A key whose `kid` is not its RFC 7638 thumbprint.
    #[error("a key's id is not its thumbprint")]
    KeyId,
    /// An issuer that is not an `https` URL without a trailing slash.
    #[error("the issuer is not an https URL without a trailing slash")]
    Issuer,
    /// Neither a DER nor a PEM certificate of an authority.
    #[error("the file is not the certificate of an authority")]
    Certificate,
    /// A key set that holds the private half of a key.
    #[error("the key set holds a private key")]
    PrivateKey,
    /// Neither a DER nor a PEM revocation list of version 2.
    #[error("the file is not a certificate revocation list")]
    RevocationList,
}

impl TrustError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jwks => "TRUST-JWKS",
            Self::KeyId => "TRUST-KEY-ID",
            Self::Issuer => "TRUST-ISSUER",
            Self::Certificate => "TRUST-CERTIFICATE",
            Self::PrivateKey => "TRUST-PRIVATE-KEY",
            Self::RevocationList => "TRUST-REVOCATION-LIST",
        }
    }
}

/// Whose signatures on a certificate's codes are believed: SMART Health Card issuers with their
/// keys, and the country signing authorities (CSCA) of VDS-NC signers. Public data.
#[derive(Clone, Default)]
pub struct IssuerTrust {
    issuers: Vec<(String, Jwks)>,
    cscas: Vec<Authority>,
}

impl IssuerTrust {
    /// A builder that trusts nobody yet.
    #[must_use]
    pub fn builder() -> IssuerTrustBuilder {
        IssuerTrustBuilder(Self::default())
    }

    /// The keys of the SMART Health Card issuer with this `iss`.
    pub(crate) fn shc_keys(&self, issuer: &str) -> Option<&Jwks> {
        let mut found = self.issuers.iter().filter(|(url, _)| url == issuer);
        found.next().map(|(_, keys)| keys)
    }

    /// The authorities for VDS-NC.
    pub(crate) fn cscas(&self) -> &[Authority] {
        &self.cscas
    }
}

impl fmt::Debug for IssuerTrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuerTrust")
            .field("issuers", &self.issuers.len())
            .field("cscas", &self.cscas.len())
            .finish()
    }
}

/// Collects an [`IssuerTrust`].
#[derive(Debug)]
pub struct IssuerTrustBuilder(IssuerTrust);

impl IssuerTrustBuilder {
    /// Trusts the keys of this JWKS for cards of this issuer: its `iss` to the letter.
    ///
    /// # Errors
    /// [`TrustError::Issuer`], [`TrustError::Jwks`] or [`TrustError::KeyId`].
    pub fn shc_issuer(mut self, issuer: &str, jwks: &[u8]) -> Result<Self, TrustError> {
        if !crate::shc::is_issuer_url(issuer) {
            return Err(TrustError::Issuer);
        }
        let keys = Jwks::from_json(jwks)?;
        keys.check()?;
        self.0.issuers.push((issuer.to_owned(), keys));
        Ok(self)
    }

    /// Trusts this country signing authority, DER or PEM, for VDS-NC signers.
    ///
    /// # Errors
    /// [`TrustError::Certificate`].
    pub fn csca(mut self, certificate: &[u8]) -> Result<Self, TrustError> {
        self.0.cscas.push(Authority::from_der_or_pem(certificate)?);
        Ok(self)
    }

    /// The trust collected.
    #[must_use]
    pub fn build(self) -> IssuerTrust {
        self.0
    }
}
