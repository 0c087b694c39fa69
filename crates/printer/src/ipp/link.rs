//! The connection: HTTP to one printer, one request at a time.

use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio::runtime::{Builder, Runtime};

use super::wire::{Answer, MAX_ANSWER};
use super::{IppConfig, Plain};
use crate::PrinterError;

/// How a request failed, as far as the job's fate is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Nothing reached the printer's IPP, or it refused by HTTP.
    NotTaken(PrinterError),
    /// The request may have been taken.
    Lost,
}

impl Failure {
    /// What it means for a mere question.
    pub(super) const fn of_question(self) -> PrinterError {
        match self {
            Self::NotTaken(error) => error,
            Self::Lost => PrinterError::Unreachable,
        }
    }
}

/// A printer's address and the client for it.
pub(super) struct Link {
    runtime: Runtime,
    client: Client,
    url: Url,
    /// The printer-uri attribute.
    pub(super) uri: String,
}

impl Link {
    pub(super) fn new(config: &IppConfig) -> Result<Self, PrinterError> {
        let bad = PrinterError::Configuration;
        let uri = Url::parse(&config.uri).map_err(|_| bad)?;
        let scheme = match uri.scheme() {
            "ipps" => "https",
            "ipp" if config.plain == Plain::Allowed || is_loopback(&uri) => "http",
            _ => return Err(bad),
        };
        let host = uri.host_str().filter(|host| !host.is_empty()).ok_or(bad)?;
        let port = uri.port().unwrap_or(631);
        let url =
            Url::parse(&format!("{scheme}://{host}:{port}{}", uri.path())).map_err(|_| bad)?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls(config, scheme == "https")?)
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            // A request that may have been taken is never sent again by the client itself, and a
            // connection that the printer has closed meanwhile is never picked for a job.
            .retry(reqwest::retry::never())
            .pool_max_idle_per_host(0)
            .connect_timeout(config.timing.connect)
            .timeout(config.timing.answer)
            .build()
            .map_err(|_| bad)?;
        Ok(Self {
            runtime: Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|_| bad)?,
            client,
            url,
            uri: config.uri.clone(),
        })
    }

    /// Sends a request and reads the answer.
    pub(super) fn send(&self, request: Bytes) -> Result<Answer, Failure> {
        self.runtime.block_on(self.exchange(request))
    }

    /// Waits without the processor.
    pub(super) fn pause(&self, time: std::time::Duration) {
        // The timer must be made within the runtime.
        self.runtime
            .block_on(async { tokio::time::sleep(time).await });
    }

    async fn exchange(&self, request: Bytes) -> Result<Answer, Failure> {
        let mut response = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/ipp"))
            .body(request)
            .send()
            .await
            .map_err(|error| failure(&error))?;
        let status = response.status();
        if !status.is_success() {
            // A 4xx or a redirection was answered instead of handing the request to IPP.
            return Err(if status.is_server_error() {
                Failure::Lost
            } else {
                Failure::NotTaken(PrinterError::Refused)
            });
        }
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|_| Failure::Lost)? {
            if answer.len() + part.len() > MAX_ANSWER {
                return Err(Failure::Lost);
            }
            answer.extend_from_slice(&part);
        }
        Answer::parse(&answer).map_err(|_| Failure::Lost)
    }
}

fn is_loopback(uri: &Url) -> bool {
    let host = uri.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Only the pinned root is trusted; without one, nobody is. Office printers still speak TLS 1.2.
fn tls(config: &IppConfig, secured: bool) -> Result<rustls::ClientConfig, PrinterError> {
    let bad = |_| PrinterError::Configuration;
    let mut roots = rustls::RootCertStore::empty();
    if let Some(pem) = &config.root_pem {
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let certificate = certificate.map_err(|_| PrinterError::Configuration)?;
            roots.add(certificate).map_err(bad)?;
        }
    }
    if secured && roots.is_empty() {
        return Err(PrinterError::Configuration);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(bad)?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

fn failure(error: &reqwest::Error) -> Failure {
    if !error.is_connect() {
        return Failure::Lost;
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return Failure::NotTaken(PrinterError::Untrusted);
        }
        // `source` of an I/O error passes over the very error that it wraps.
        cause = match error.downcast_ref::<std::io::Error>() {
            Some(wrapping) => wrapping
                .get_ref()
                .map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    Failure::NotTaken(PrinterError::Unreachable)
}
