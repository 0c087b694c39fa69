//! The kiosk's client of the certificate issuance center.
//!
//! Five calls over TLS 1.3 with both ends authenticated: see [`CenterClient`]. No proxy, no redirect, no retry, bounded
//! in time and size; an answer that is not as agreed is one clear error ([`CenterError::Garbage`]), and nothing of a
//! body is logged or kept.
//!
//! What it is not: it decides nothing. Whether an answer is this resident's is for `certificate`'s match, whether to
//! ask again for the session.
#![forbid(unsafe_code)]

mod error;
mod token;

pub use error::{CenterError, Refusal};
pub use line::client::Timeouts;
pub use relay_api::center::{Catalogue, Municipality, Notice, Service, Terms, TermsText};
pub use relay_api::{CertificateKind, Language, LocalText, PrintOutcome};
pub use token::{ApplicationToken, IdempotencyKey, IssueToken, SessionToken};

use card_driver::{Challenge, Evidence};
use certificate::{Certificate, Kind, MunicipalityCode, Preview};
use line::client::{Answer, CallError, Caller};
use line::{Identity, LineError, Role, Roots};
use relay_api::center as wire;
use relay_api::{Base64Url, PROBLEM_CONTENT_TYPE, Problem};

const JSON: &str = "application/json";

/// Where the center is and who we are to it.
#[derive(Debug)]
pub struct CenterConfig {
    /// `https://host[:port]`; the host is a name or address in the center's certificate.
    pub url: String,
    /// The kiosk's certificate and key, role kiosk.
    pub identity: Identity,
    /// Who vouches for the center. The system's roots never do.
    pub roots: Roots,
    /// How long a call may take.
    pub timeouts: Timeouts,
}

/// What is sent to open a session: the resident has consented to these terms (R14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Id of the service chosen.
    pub service: String,
    /// Version of the terms that were shown and agreed to.
    pub terms_version: String,
    /// Language they were shown in.
    pub language: Language,
}

/// A session with the center.
#[derive(Debug)]
pub struct OpenedSession {
    /// Random id for log lines; names nobody.
    pub session_id: String,
    /// Needed to apply.
    pub token: SessionToken,
    /// What the card has to sign. It identifies the session.
    pub challenge: Challenge,
}

/// An application that can be issued.
#[derive(Debug)]
pub struct Applied {
    /// Needed to issue.
    pub token: ApplicationToken,
    /// What the center says would be printed. Nothing is believed of it yet.
    pub preview: Preview,
}

/// An issued certificate.
#[derive(Debug)]
pub struct Issued {
    /// Needed to report the outcome.
    pub token: IssueToken,
    /// The certificate. Nothing is believed of it yet.
    pub certificate: Certificate,
}

/// The center, as a kiosk sees it. Cheap to clone; calls need a tokio runtime with I/O and time.
#[derive(Debug, Clone)]
pub struct CenterClient {
    caller: Caller,
}

impl CenterClient {
    /// Sets the line up; nothing is sent yet.
    ///
    /// # Errors
    /// [`LineError`] when certificate, key, roots or address cannot be used.
    pub fn new(config: CenterConfig) -> Result<Self, LineError> {
        let tls = line::client_config(config.identity, &config.roots, Role::Center)?;
        Ok(Self {
            caller: Caller::new(&config.url, tls, config.timeouts)?,
        })
    }

    /// What the center offers just now. Whether it is complete is for who uses it: no valid catalogue, no service
    /// (R49).
    ///
    /// # Errors
    /// [`CenterError`].
    pub async fn catalogue(&self) -> Result<Catalogue, CenterError> {
        let answer = self.caller.get(wire::CATALOGUE_PATH).await?;
        Ok(expect(&answer, 200)?.json(JSON)?)
    }

    /// Opens a session after consent.
    ///
    /// # Errors
    /// [`CenterError`]; refused with [`Refusal::TermsOutdated`] or [`Refusal::OutOfHours`].
    pub async fn open_session(&self, open: &OpenSession) -> Result<OpenedSession, CenterError> {
        let request = wire::OpenSession {
            service: open.service.clone(),
            terms_version: open.terms_version.clone(),
            consent: true,
            language: open.language.clone(),
        };
        let answer = self.caller.post(wire::SESSIONS_PATH, &request).await?;
        let opened: wire::OpenedSession = expect(&answer, 201)?.json(JSON)?;
        let challenge = opened
            .challenge
            .to_array()
            .map(Challenge::from_bytes)
            .ok_or(CenterError::Garbage)?;
        // The id goes into log lines: only what is surely one.
        let id_fits = opened.session_id.len() <= 64
            && opened.session_id.bytes().all(|b| b.is_ascii_alphanumeric());
        if !id_fits {
            return Err(CenterError::Garbage);
        }
        Ok(OpenedSession {
            session_id: opened.session_id,
            token: SessionToken::new(opened.session_token),
            challenge,
        })
    }

    /// Applies with what the card gave in this session. The session's token counts applications: it is replaced
    /// in place, on success and on a refusal after which another application may follow.
    ///
    /// # Errors
    /// [`CenterError`].
    pub async fn apply(
        &self,
        session: &mut SessionToken,
        municipality: MunicipalityCode,
        kind: Kind,
        evidence: &Evidence,
    ) -> Result<Applied, CenterError> {
        let request = wire::Apply {
            session_token: session.to_wire(),
            municipality: municipality.to_string(),
            kind: kind.into(),
            card: evidence.into(),
        };
        let answer = self.caller.post(wire::APPLICATIONS_PATH, &request).await?;
        if answer.status() != 200 {
            let problem = problem(&answer)?;
            if let Some(token) = problem.session_token {
                *session = SessionToken::new(token);
            }
            return Err(CenterError::Refused(problem.code.into()));
        }
        let applied: wire::Applied = answer.json(JSON)?;
        let preview = Preview::try_from(&applied.preview).map_err(|_| CenterError::Garbage)?;
        *session = SessionToken::new(applied.session_token);
        Ok(Applied {
            token: ApplicationToken::new(applied.application_token),
            preview,
        })
    }

    /// Has an application issued. Asking again with the same key gives the same certificate.
    ///
    /// # Errors
    /// [`CenterError`].
    pub async fn issue(
        &self,
        application: &ApplicationToken,
        copies: u8,
        key: IdempotencyKey,
    ) -> Result<Issued, CenterError> {
        let request = wire::Issue {
            application_token: application.to_wire(),
            copies,
            idempotency_key: Base64Url::from(key.as_bytes().as_slice()),
        };
        let answer = self.caller.post(wire::ISSUES_PATH, &request).await?;
        let issued: wire::Issued = expect(&answer, 200)?.json(JSON)?;
        let certificate =
            Certificate::try_from(&issued.certificate).map_err(|_| CenterError::Garbage)?;
        Ok(Issued {
            token: IssueToken::new(issued.issue_token),
            certificate,
        })
    }

    /// Says what became of an issued certificate at the printer, so that VRS can void one that never was printed.
    ///
    /// # Errors
    /// [`CenterError`].
    pub async fn report(
        &self,
        issue: IssueToken,
        outcome: PrintOutcome,
        pages: u16,
    ) -> Result<(), CenterError> {
        let request = wire::Report {
            issue_token: issue.to_wire(),
            outcome,
            pages,
        };
        let answer = self.caller.post(wire::OUTCOMES_PATH, &request).await?;
        if expect(&answer, 204)?.is_empty() {
            Ok(())
        } else {
            Err(CenterError::Garbage)
        }
    }
}

fn expect(answer: &Answer, status: u16) -> Result<&Answer, CenterError> {
    if answer.status() == status {
        Ok(answer)
    } else {
        Err(CenterError::Refused(problem(answer)?.code.into()))
    }
}

/// The problem document of an answer that is no success. It must say the same status as the answer.
fn problem(answer: &Answer) -> Result<Problem, CenterError> {
    let problem: Problem = answer.json(PROBLEM_CONTENT_TYPE)?;
    let fits = problem.status == answer.status() && answer.status() >= 400;
    if fits {
        Ok(problem)
    } else {
        Err(CenterError::Garbage)
    }
}

impl From<CallError> for CenterError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::TimedOut => Self::TimedOut,
            CallError::WrongPeer => Self::WrongPeer,
            CallError::Garbage => Self::Garbage,
            _ => Self::Unreachable,
        }
    }
}
