//! A hand in what goes out to the kiosk, for tests only.

use relay_api::{CertificateData, PreviewData};

/// Alters answers just before they go out to the kiosk. Each method does nothing unless it is written.
pub trait Tamper: Send + Sync + 'static {
    /// The preview in the answer to an application.
    fn preview(&self, preview: &mut PreviewData) {
        let _ = preview;
    }

    /// The certificate in the answer to an issue.
    fn certificate(&self, certificate: &mut CertificateData) {
        let _ = certificate;
    }

    /// The body of any successful answer, by request path.
    fn body(&self, path: &str, body: &mut Vec<u8>) {
        let _ = (path, body);
    }
}

/// Alters nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Honest;

impl Tamper for Honest {}
