//! Own certificate and key, roots, and how long they last.

use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::LineError;

/// Who we are on a link: certificate chain and private key. Nothing of the key is ever printed.
pub struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

impl Clone for Identity {
    fn clone(&self) -> Self {
        Self {
            chain: self.chain.clone(),
            key: self.key.clone_key(),
        }
    }
}

impl Identity {
    /// Certificate chain (own certificate first) and private key, both PEM. They may be the same text.
    ///
    /// # Errors
    /// [`LineError::NoCertificate`], [`LineError::NoKey`].
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, LineError> {
        let chain = certificates(chain)?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| LineError::NoKey)?;
        Ok(Self { chain, key })
    }
}

/// The private roots that a link trusts. The system's roots are never among them.
#[derive(Debug, Clone)]
pub struct Roots(pub(crate) RootCertStore);

impl Roots {
    /// One or more root certificates, PEM.
    ///
    /// # Errors
    /// [`LineError::NoCertificate`] for none, [`LineError::Setup`] for an unusable one.
    pub fn from_pem(pem: &[u8]) -> Result<Self, LineError> {
        let mut store = RootCertStore::empty();
        for certificate in certificates(pem)? {
            store.add(certificate).map_err(LineError::Setup)?;
        }
        Ok(Self(store))
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, LineError> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| LineError::NoCertificate)?;
    if found.is_empty() {
        Err(LineError::NoCertificate)
    } else {
        Ok(found)
    }
}

/// Whole days until the first of these certificates (PEM) ends, counted from `unix_now` (seconds since 1970 UTC);
/// negative once one has ended.
///
/// # Errors
/// [`LineError::NoCertificate`], [`LineError::MalformedCertificate`].
pub fn days_left(pem: &[u8], unix_now: i64) -> Result<i64, LineError> {
    let mut first_end = i64::MAX;
    for der in certificates(pem)? {
        let (_, certificate) = x509_parser::parse_x509_certificate(&der)
            .map_err(|_| LineError::MalformedCertificate)?;
        first_end = first_end.min(certificate.validity().not_after.timestamp());
    }
    Ok(first_end.saturating_sub(unix_now).div_euclid(86_400))
}
