//! Who is at the other end.

use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, Error as TlsError, OtherError};
use x509_parser::extensions::GeneralName;

use crate::LineError;

/// What the holder of a certificate is. In the certificate: the DNS name `<unit>.<role>.internal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A kiosk: `0001.kiosk.internal`.
    Kiosk,
    /// The certificate issuance center: `main.center.internal`.
    Center,
    /// The vaccination-record system: `main.vrs.internal`.
    Vrs,
}

impl Role {
    /// The middle label of the DNS name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Center => "center",
            Self::Vrs => "vrs",
        }
    }

    fn from_label(label: &str) -> Option<Self> {
        [Self::Kiosk, Self::Center, Self::Vrs]
            .into_iter()
            .find(|role| role.label() == label)
    }
}

/// SHA-256 over the certificate's DER. It identifies one enrolled machine until its certificate is renewed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fingerprint(")?;
        for byte in self.0.iter().take(4) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…)")
    }
}

/// The authenticated other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    role: Role,
    unit: String,
    fingerprint: Fingerprint,
}

impl Peer {
    /// What it is.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The unit within the role, e.g. `0001`.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Which certificate it showed.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Reads role and unit from a certificate. It does not verify the certificate.
    ///
    /// # Errors
    /// [`LineError::MalformedCertificate`], [`LineError::NoRole`].
    pub fn of(der: &CertificateDer<'_>) -> Result<Self, LineError> {
        let (rest, certificate) = x509_parser::parse_x509_certificate(der)
            .map_err(|_| LineError::MalformedCertificate)?;
        if !rest.is_empty() {
            return Err(LineError::MalformedCertificate);
        }
        let names = certificate
            .subject_alternative_name()
            .map_err(|_| LineError::MalformedCertificate)?
            .ok_or(LineError::NoRole)?;
        let mut found = None;
        for name in &names.value.general_names {
            let GeneralName::DNSName(name) = name else {
                continue;
            };
            let Some(parsed) = role_of_name(name) else {
                continue;
            };
            if found.replace(parsed).is_some() {
                // Two roles in one certificate: which one would be a guess.
                return Err(LineError::NoRole);
            }
        }
        let (role, unit) = found.ok_or(LineError::NoRole)?;
        let digest = ring::digest::digest(&ring::digest::SHA256, der);
        let fingerprint = digest
            .as_ref()
            .try_into()
            .map_err(|_| LineError::MalformedCertificate)?;
        Ok(Self {
            role,
            unit: unit.to_owned(),
            fingerprint: Fingerprint(fingerprint),
        })
    }
}

/// Which end of the connection a certificate is shown at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    Client,
    Server,
}

/// Admits a certificate that has already been verified by webpki: role and extended key usage.
pub(crate) fn admit(
    der: &CertificateDer<'_>,
    admitted: &[Role],
    end: End,
) -> Result<Peer, TlsError> {
    let peer = Peer::of(der).map_err(|_| wrong_role())?;
    if !admitted.contains(&peer.role) {
        return Err(wrong_role());
    }
    // webpki lets a certificate without the extension serve any purpose (RFC 5280 §4.2.1.12); our links do not.
    let usage = x509_parser::parse_x509_certificate(der)
        .ok()
        .and_then(|(_, certificate)| {
            let usage = certificate.extended_key_usage().ok()??;
            Some(match end {
                End::Client => usage.value.client_auth,
                End::Server => usage.value.server_auth,
            })
        })
        .unwrap_or(false);
    if usage { Ok(peer) } else { Err(wrong_role()) }
}

fn role_of_name(name: &str) -> Option<(Role, &str)> {
    let mut labels = name.strip_suffix(".internal")?.split('.');
    let (unit, role) = (labels.next()?, labels.next()?);
    let plain = !unit.is_empty() && unit.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if labels.next().is_some() || !plain {
        return None;
    }
    Some((Role::from_label(role)?, unit))
}

#[derive(Debug, thiserror::Error)]
#[error("the certificate's role is not admitted here")]
struct WrongRole;

fn wrong_role() -> TlsError {
    TlsError::InvalidCertificate(CertificateError::Other(OtherError(std::sync::Arc::new(
        WrongRole,
    ))))
}

/// Whether an error (or one of its sources) says that the other end is not who it should be, or that it does not
/// accept us; as against a line that is down.
#[must_use]
pub fn is_wrong_peer(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<TlsError>() {
            return is_authentication(tls);
        }
        // An io::Error hides what it wraps from source(): its own source() is that of the inner error.
        if let Some(inner) = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            && is_wrong_peer(inner)
        {
            return true;
        }
        next = error.source();
    }
    false
}

fn is_authentication(error: &TlsError) -> bool {
    use rustls::AlertDescription as Alert;
    match error {
        TlsError::InvalidCertificate(_)
        | TlsError::InvalidCertRevocationList(_)
        | TlsError::NoCertificatesPresented
        | TlsError::UnsupportedNameType
        | TlsError::PeerIncompatible(_) => true,
        TlsError::AlertReceived(alert) => matches!(
            alert,
            Alert::BadCertificate
                | Alert::UnsupportedCertificate
                | Alert::CertificateRevoked
                | Alert::CertificateExpired
                | Alert::CertificateUnknown
                | Alert::CertificateRequired
                | Alert::UnknownCA
                | Alert::AccessDenied
                | Alert::HandshakeFailure
                | Alert::ProtocolVersion
                | Alert::DecryptError
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, ExtendedKeyUsagePurpose as Usage, KeyPair};

    fn certificate(names: &[&str], usages: &[Usage]) -> CertificateDer<'static> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.extended_key_usages = usages.to_vec();
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().clone()
    }

    #[test]
    fn a_role_is_read_from_exactly_one_name() {
        let peer = Peer::of(&certificate(&["0001.kiosk.internal", "localhost"], &[])).unwrap();
        assert_eq!((peer.role(), peer.unit()), (Role::Kiosk, "0001"));
        for names in [
            &["localhost"] as &[_],
            &["kiosk.internal"],
            &["a.b.kiosk.internal"],
            &["0001.kiosk.internal.example"],
            &["0001.kiosks.internal"],
            &["0001.kiosk.internal", "main.center.internal"],
            &["0001.kiosk.internal", "0002.kiosk.internal"],
        ] {
            let found = Peer::of(&certificate(names, &[]));
            assert!(matches!(found, Err(LineError::NoRole)), "{names:?}");
        }
    }

    #[test]
    fn the_extended_key_usage_must_be_there_and_fit() {
        let names = ["0001.kiosk.internal"];
        let admits = |usages: &[Usage], end| {
            admit(&certificate(&names, usages), &[Role::Kiosk], end).is_ok()
        };
        assert!(admits(&[Usage::ClientAuth], End::Client));
        assert!(!admits(&[Usage::ClientAuth], End::Server));
        assert!(!admits(&[Usage::ServerAuth], End::Client));
        assert!(admits(&[Usage::ServerAuth], End::Server));
        assert!(!admits(&[], End::Client));
        assert!(!admits(&[Usage::Any], End::Client));
        assert!(
            admit(
                &certificate(&names, &[Usage::ClientAuth]),
                &[Role::Center],
                End::Client
            )
            .is_err()
        );
    }

    #[test]
    fn two_certificates_never_have_one_fingerprint() {
        let one = Peer::of(&certificate(&["0001.kiosk.internal"], &[])).unwrap();
        let two = Peer::of(&certificate(&["0001.kiosk.internal"], &[])).unwrap();
        assert_ne!(one.fingerprint(), two.fingerprint());
    }

    #[test]
    fn a_wrong_peer_is_found_however_deep_it_is_wrapped() {
        let deep = std::io::Error::other(std::io::Error::other(wrong_role()));
        assert!(is_wrong_peer(&deep));
        let down = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        assert!(!is_wrong_peer(&down));
        let alert = TlsError::AlertReceived(rustls::AlertDescription::InternalError);
        assert!(!is_wrong_peer(&std::io::Error::other(alert)));
    }
}
