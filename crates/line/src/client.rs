//! The client end: one JSON call at a time, bounded in time and size.
//!
//! No proxy, no redirect, no retry, no cookie, no cache; `https` only. Bodies are held in memory that is wiped; what
//! hyper and rustls hold of them on their way is freed, not wiped. Nothing of a body is ever logged.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, Url};
use rustls::ClientConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{LineError, is_wrong_peer};

/// The largest answer that is read, in bytes.
pub const MAX_ANSWER: usize = 1024 * 1024;
/// Room for a request, so that the buffer does not grow and leave copies behind.
const REQUEST_ROOM: usize = 16 * 1024;

/// How long a call may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// TCP and TLS.
    pub connect: Duration,
    /// The whole call, from connecting to the last byte of the answer.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The line or the other end is down.
    #[error("the other end cannot be reached")]
    Unreachable,
    /// Nothing in time. Whether the other end acted on the request is not known.
    #[error("the other end did not answer in time")]
    TimedOut,
    /// The other end is not who it should be, or does not accept us.
    #[error("the other end is not the one expected, or refuses this certificate")]
    WrongPeer,
    /// An answer that is none: broken off, too large, of another type, not as agreed.
    #[error("the answer is malformed")]
    Garbage,
}

/// An answer, of whatever status.
pub struct Answer {
    status: u16,
    content_type: String,
    body: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether there is no body.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// The body, which must be of this content type (parameters aside) and fit `T`.
    ///
    /// # Errors
    /// [`CallError::Garbage`].
    pub fn json<T: DeserializeOwned>(&self, content_type: &str) -> Result<T, CallError> {
        let found = self
            .content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        if !found.eq_ignore_ascii_case(content_type) {
            return Err(CallError::Garbage);
        }
        // serde's message may quote the value it stumbled over: it is dropped here.
        serde_json::from_slice(&self.body).map_err(|_| CallError::Garbage)
    }
}

/// Calls one other end.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    base: Url,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Caller")
    }
}

impl Caller {
    /// For the other end at `base`, which is `https://host[:port]`; `config` comes from [`crate::client_config`].
    ///
    /// # Errors
    /// [`LineError::Address`].
    pub fn new(base: &str, config: ClientConfig, timeouts: Timeouts) -> Result<Self, LineError> {
        let base = Url::parse(base).map_err(|_| LineError::Address)?;
        let plain = base.scheme() == "https"
            && base.has_host()
            && base.path() == "/"
            && base.query().is_none()
            && base.fragment().is_none()
            && base.username().is_empty()
            && base.password().is_none();
        if !plain {
            return Err(LineError::Address);
        }
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .https_only(true)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .build()
            .map_err(|_| LineError::Address)?;
        Ok(Self { http, base })
    }

    /// `GET path`.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn get(&self, path: &str) -> Result<Answer, CallError> {
        self.call(Method::GET, path, None).await
    }

    /// `POST path` with a JSON body.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn post<T: Serialize>(&self, path: &str, body: &T) -> Result<Answer, CallError> {
        let mut json = Zeroizing::new(Vec::with_capacity(REQUEST_ROOM));
        serde_json::to_writer(&mut *json, body).map_err(|_| CallError::Garbage)?;
        // The last holder of the bytes wipes them: `Bytes` drops the owner, not a copy.
        self.call(Method::POST, path, Some(Bytes::from_owner(json)))
            .await
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Bytes>,
    ) -> Result<Answer, CallError> {
        let url = self.base.join(path).map_err(|_| CallError::Garbage)?;
        if url.origin() != self.base.origin() {
            return Err(CallError::Garbage);
        }
        let mut request = self
            .http
            .request(method, url)
            .header(ACCEPT, "application/json, application/problem+json");
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let mut response = request.send().await.map_err(|error| cause(&error))?;
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if response
            .content_length()
            .is_some_and(|length| length > MAX_ANSWER as u64)
        {
            return Err(CallError::Garbage);
        }
        let mut body = Zeroizing::new(Vec::with_capacity(REQUEST_ROOM));
        while let Some(chunk) = response.chunk().await.map_err(|error| cause(&error))? {
            append(&mut body, &chunk)?;
        }
        Ok(Answer {
            status: response.status().as_u16(),
            content_type,
            body,
        })
    }
}

/// Appends, and when the buffer must grow, wipes the old one: `Vec` itself would only free it.
fn append(body: &mut Zeroizing<Vec<u8>>, chunk: &[u8]) -> Result<(), CallError> {
    let length = body.len().saturating_add(chunk.len());
    if length > MAX_ANSWER {
        return Err(CallError::Garbage);
    }
    if length > body.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(length.saturating_mul(2)));
        larger.extend_from_slice(body);
        *body = larger;
    }
    body.extend_from_slice(chunk);
    Ok(())
}

fn cause(error: &reqwest::Error) -> CallError {
    if error.source().is_some_and(is_wrong_peer) {
        CallError::WrongPeer
    } else if error.is_connect() {
        // Also when connecting took too long: nothing has been asked yet.
        CallError::Unreachable
    } else if error.is_timeout() {
        CallError::TimedOut
    } else if error.is_request() {
        CallError::Unreachable
    } else {
        // The connection was there and the answer had begun.
        CallError::Garbage
    }
}
