//! Throw-away certificates for demo and tests: a root, and what it signs. Keys live in memory only.
//!
//! It is no certificate authority for operation: no revocation, no serial register, and the root key is thrown away with
//! the value.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use line::{Identity, Role, Roots};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, SanType,
};
use time::{Duration, OffsetDateTime};

use crate::SetupError;

/// So long that nobody who tries the demo is told that a certificate runs out.
const VALIDITY: Duration = Duration::days(365);

/// Which end a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It calls.
    Client,
    /// It is called, as `localhost`, 127.0.0.1 or ::1.
    Server,
}

/// A certificate with its key, both PEM.
#[derive(Clone)]
pub struct KeyedCertificate {
    /// The certificate.
    pub certificate_pem: String,
    /// PKCS #8.
    pub key_pem: zeroize::Zeroizing<String>,
}

impl std::fmt::Debug for KeyedCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyedCertificate")
    }
}

impl KeyedCertificate {
    /// As an end of a line.
    ///
    /// # Errors
    /// [`SetupError::Line`].
    pub fn identity(&self) -> Result<Identity, SetupError> {
        Ok(Identity::from_pem(
            self.certificate_pem.as_bytes(),
            self.key_pem.as_bytes(),
        )?)
    }
}

/// A root of its own.
pub struct ThrowAwayPki {
    root: CertifiedIssuer<'static, KeyPair>,
}

impl std::fmt::Debug for ThrowAwayPki {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ThrowAwayPki")
    }
}

impl ThrowAwayPki {
    /// Makes a root, good for 365 days.
    ///
    /// # Errors
    /// [`SetupError::Pki`].
    pub fn new() -> Result<Self, SetupError> {
        let mut params = params("throw-away root")?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().map_err(SetupError::Pki)?;
        Ok(Self {
            root: CertifiedIssuer::self_signed(params, key).map_err(SetupError::Pki)?,
        })
    }

    /// The root's certificate, PEM.
    #[must_use]
    pub fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// The root as what a line trusts.
    ///
    /// # Errors
    /// [`SetupError::Line`].
    pub fn roots(&self) -> Result<Roots, SetupError> {
        Ok(Roots::from_pem(self.root_pem().as_bytes())?)
    }

    /// A certificate for one unit of a role, good for 365 days.
    ///
    /// # Errors
    /// [`SetupError::Pki`].
    pub fn issue(&self, role: Role, unit: &str, end: End) -> Result<KeyedCertificate, SetupError> {
        let now = OffsetDateTime::now_utc();
        self.issue_between(role, unit, end, now - Duration::hours(1), now + VALIDITY)
    }

    /// A certificate with a validity of one's own, e.g. one that has ended.
    ///
    /// # Errors
    /// [`SetupError::Pki`].
    pub fn issue_between(
        &self,
        role: Role,
        unit: &str,
        end: End,
        from: OffsetDateTime,
        to: OffsetDateTime,
    ) -> Result<KeyedCertificate, SetupError> {
        let name = format!("{unit}.{}.internal", role.label());
        let mut params = params(&name)?;
        params.not_before = from;
        params.not_after = to;
        params.subject_alt_names =
            vec![SanType::DnsName(name.try_into().map_err(SetupError::Pki)?)];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        match end {
            End::Client => params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth],
            End::Server => {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
                params.subject_alt_names.extend([
                    SanType::DnsName("localhost".try_into().map_err(SetupError::Pki)?),
                    SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)),
                    SanType::IpAddress(IpAddr::V6(Ipv6Addr::LOCALHOST)),
                ]);
            }
        }
        let key = KeyPair::generate().map_err(SetupError::Pki)?;
        let certificate = params
            .signed_by(&key, &self.root)
            .map_err(SetupError::Pki)?;
        Ok(KeyedCertificate {
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem().into(),
        })
    }
}

fn params(common_name: &str) -> Result<CertificateParams, SetupError> {
    let mut params = CertificateParams::new(Vec::new()).map_err(SetupError::Pki)?;
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    let now = OffsetDateTime::now_utc();
    params.not_before = now - Duration::hours(1);
    params.not_after = now + VALIDITY;
    Ok(params)
}
