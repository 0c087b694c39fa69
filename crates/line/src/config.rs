//! The one place where rustls configurations are made.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    ClientConfig, DigitallySignedStruct, DistinguishedName, Error as TlsError, ServerConfig,
    SignatureScheme,
};

use crate::peer::{End, admit};
use crate::{Identity, LineError, Role, Roots};

/// No HTTP/2: a kiosk makes five calls a session, one at a time, and h2 turns an I/O error into its text, so that a
/// refused certificate could no longer be told from a line that is down ([`crate::is_wrong_peer`]).
const PROTOCOL: &[u8] = b"http/1.1";

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn alpn() -> Vec<Vec<u8>> {
    vec![PROTOCOL.to_vec()]
}

/// The client end: shows `identity`, and talks only to a server that one of `roots` vouches for, by its name or
/// address AND in the role `expects`.
///
/// Resumption is off: each connection authenticates both ends anew, and nothing of an earlier one is kept.
///
/// # Errors
/// [`LineError::Setup`] when key and certificate do not fit or a root is unusable.
pub fn client_config(
    identity: Identity,
    roots: &Roots,
    expects: Role,
) -> Result<ClientConfig, LineError> {
    let provider = provider();
    let inner =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots.0.clone()), provider.clone())
            .build()
            .map_err(|error| LineError::Setup(TlsError::General(error.to_string())))?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(LineError::Setup)?
        .dangerous()
        // Not less than webpki's verifier: that one, and then the role.
        .with_custom_certificate_verifier(Arc::new(RoleOfServer { inner, expects }))
        .with_client_auth_cert(identity.chain, identity.key)
        .map_err(LineError::Setup)?;
    config.alpn_protocols = alpn();
    config.resumption = rustls::client::Resumption::disabled();
    config.enable_early_data = false;
    Ok(config)
}

/// The server end: shows `identity`, and serves only clients that one of `roots` vouches for, in a role of `admits`.
///
/// # Errors
/// [`LineError::Setup`] when key and certificate do not fit or a root is unusable.
pub fn server_config(
    identity: Identity,
    roots: &Roots,
    admits: &[Role],
) -> Result<ServerConfig, LineError> {
    let provider = provider();
    let inner =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots.0.clone()), provider.clone())
            .build()
            .map_err(|error| LineError::Setup(TlsError::General(error.to_string())))?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(LineError::Setup)?
        .with_client_cert_verifier(Arc::new(RoleOfClient {
            inner,
            admits: admits.to_vec(),
        }))
        .with_single_cert(identity.chain, identity.key)
        .map_err(LineError::Setup)?;
    config.alpn_protocols = alpn();
    config.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

#[derive(Debug)]
struct RoleOfServer {
    inner: Arc<WebPkiServerVerifier>,
    expects: Role,
}

impl ServerCertVerifier for RoleOfServer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let verified = self.inner.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )?;
        admit(end_entity, &[self.expects], End::Server)?;
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

#[derive(Debug)]
struct RoleOfClient {
    inner: Arc<dyn ClientCertVerifier>,
    admits: Vec<Role>,
}

impl ClientCertVerifier for RoleOfClient {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.inner.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, TlsError> {
        let verified = self
            .inner
            .verify_client_cert(end_entity, intermediates, now)?;
        admit(end_entity, &self.admits, End::Client)?;
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
