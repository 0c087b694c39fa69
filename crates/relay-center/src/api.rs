//! The five calls.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, http};
use card_driver::{Challenge, TrustAnchors, evidence};
use certificate::{Certificate, MunicipalityCode, Preview};
use line::{Fingerprint, Peer};
use relay_api::center::{
    APPLICATIONS_PATH, Applied, Apply, CATALOGUE_PATH, ISSUES_PATH, Issue, Issued,
    MAX_APPLICATIONS, OUTCOMES_PATH, OpenSession, OpenedSession, Report, SESSIONS_PATH,
};
use relay_api::convert::date_to_text;
use relay_api::vrs::{Certify, Lookup, Outcome, Subject};
use relay_api::{Base64Url, PROBLEM_CONTENT_TYPE, PreviewData, PrintOutcome, Problem, ProblemCode};
use ring::digest::{Context, SHA256};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::{Zeroize as _, Zeroizing};

use crate::token::{ApplicationClaims, IssueClaims, Sealer, SessionClaims};
use crate::vrs_link::VrsLink;
use crate::{CatalogueConfig, Clock, Config, SetupError, Tamper};

/// Printing takes its time: the outcome may come this much later than the session lasts.
const OUTCOME_GRACE: i64 = 30 * 60;

pub(crate) struct Center {
    catalogue: CatalogueConfig,
    card_trust: TrustAnchors,
    vrs: VrsLink,
    sealer: Sealer,
    session: Duration,
    clock: Clock,
    tamper: Box<dyn Tamper>,
}

/// The session's random id, once it is known, for the log line.
type SessionLabel = Option<String>;

/// A refusal, and the token that counts the application where another may follow.
struct Refused {
    code: ProblemCode,
    session_token: Option<String>,
}

impl From<ProblemCode> for Refused {
    fn from(code: ProblemCode) -> Self {
        Self {
            code,
            session_token: None,
        }
    }
}

pub(crate) fn router(center: Center) -> Router {
    Router::new()
        .route(CATALOGUE_PATH, get(catalogue))
        .route(SESSIONS_PATH, post(sessions))
        .route(APPLICATIONS_PATH, post(applications))
        .route(ISSUES_PATH, post(issues))
        .route(OUTCOMES_PATH, post(outcomes))
        .fallback(no_such_call)
        .method_not_allowed_fallback(no_such_call)
        .with_state(Arc::new(center))
}

async fn no_such_call(State(center): State<Arc<Center>>) -> Response {
    center.refuse("unknown", None, &ProblemCode::BadRequest.into())
}

async fn catalogue(State(center): State<Arc<Center>>) -> Response {
    let catalogue = center.catalogue.at(center.clock.now(), center.session);
    center.answer(CATALOGUE_PATH, StatusCode::OK, None, &catalogue)
}

async fn sessions(
    State(center): State<Arc<Center>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut label = None;
    match center.open(peer.fingerprint(), read(&headers, body), &mut label) {
        Ok(opened) => center.answer(SESSIONS_PATH, StatusCode::CREATED, label.as_ref(), &opened),
        Err(code) => center.refuse(SESSIONS_PATH, label.as_ref(), &code.into()),
    }
}

async fn applications(
    State(center): State<Arc<Center>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut label = None;
    match center
        .apply(peer.fingerprint(), read(&headers, body), &mut label)
        .await
    {
        Ok(applied) => center.answer(APPLICATIONS_PATH, StatusCode::OK, label.as_ref(), &applied),
        Err(refused) => center.refuse(APPLICATIONS_PATH, label.as_ref(), &refused),
    }
}

async fn issues(
    State(center): State<Arc<Center>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut label = None;
    match center
        .issue(peer.fingerprint(), read(&headers, body), &mut label)
        .await
    {
        Ok(issued) => center.answer(ISSUES_PATH, StatusCode::OK, label.as_ref(), &issued),
        Err(code) => center.refuse(ISSUES_PATH, label.as_ref(), &code.into()),
    }
}

async fn outcomes(
    State(center): State<Arc<Center>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut label = None;
    match center
        .report(peer.fingerprint(), read(&headers, body), &mut label)
        .await
    {
        Ok(()) => {
            log(OUTCOMES_PATH, "ok", label.as_ref());
            plain(StatusCode::NO_CONTENT, Body::empty())
        }
        Err(code) => center.refuse(OUTCOMES_PATH, label.as_ref(), &code.into()),
    }
}

impl Center {
    pub(crate) fn new(config: Config, tamper: Box<dyn Tamper>) -> Result<Self, SetupError> {
        Ok(Self {
            catalogue: config.catalogue,
            card_trust: config.card_trust,
            vrs: VrsLink::new(config.vrs)?,
            sealer: Sealer::new(&config.token_key)?,
            session: config.session,
            clock: config.clock,
            tamper,
        })
    }

    fn now(&self) -> i64 {
        self.clock.now().unix_timestamp()
    }

    fn open(
        &self,
        kiosk: Fingerprint,
        request: Result<OpenSession, ProblemCode>,
        label: &mut SessionLabel,
    ) -> Result<OpenedSession, ProblemCode> {
        let request = request?;
        // Consent first (R14): nothing else about the request matters without it.
        if !request.consent || request.terms_version != self.catalogue.terms_version() {
            return Err(ProblemCode::TermsOutdated);
        }
        let service = self
            .catalogue
            .service(&request.service)
            .ok_or(ProblemCode::BadRequest)?;
        let now = self.clock.now();
        if !self.catalogue.open_at(&service.id, now, self.session) {
            return Err(ProblemCode::OutOfHours);
        }
        let session_id = hex::encode(self.sealer.random::<8>()?);
        *label = Some(session_id.clone());
        let challenge = self.sealer.random::<32>()?;
        let lifetime = i64::try_from(self.session.as_secs()).unwrap_or(i64::MAX);
        let claims = SessionClaims {
            session_id: session_id.clone(),
            challenge: challenge.as_slice().into(),
            service: service.id.clone(),
            applications: 0,
            expires: self.now().saturating_add(lifetime),
        };
        let session_token = self.sealer.seal(&claims, kiosk)?;
        Ok(OpenedSession {
            session_id,
            session_token,
            challenge: challenge.as_slice().into(),
        })
    }

    async fn apply(
        &self,
        kiosk: Fingerprint,
        request: Result<Apply, ProblemCode>,
        label: &mut SessionLabel,
    ) -> Result<Applied, Refused> {
        let request = request?;
        let mut session: SessionClaims =
            self.sealer
                .open(&request.session_token, kiosk, self.now())?;
        *label = Some(session.session_id.clone());
        if session.applications >= MAX_APPLICATIONS {
            return Err(ProblemCode::TooManyApplications.into());
        }
        session.applications = session.applications.saturating_add(1);
        let session_token = self.sealer.seal(&session, kiosk)?;
        match self.apply_in(&session, &request).await {
            Ok((claims, mut preview)) => {
                let application_token = self.sealer.seal(&claims, kiosk)?;
                self.tamper.preview(&mut preview);
                Ok(Applied {
                    application_token,
                    session_token,
                    preview,
                })
            }
            // Another municipality or another kind may be right: the session goes on, one application poorer.
            // Needs-check gets no token, so that its bytes are the same whatever the reason (R114).
            Err(
                code @ (ProblemCode::NotParticipating
                | ProblemCode::Paused
                | ProblemCode::NoRecord
                | ProblemCode::OverseasDataMissing),
            ) => Err(Refused {
                code,
                session_token: Some(session_token),
            }),
            Err(code) => Err(code.into()),
        }
    }

    async fn apply_in(
        &self,
        session: &SessionClaims,
        request: &Apply,
    ) -> Result<(ApplicationClaims, PreviewData), ProblemCode> {
        let municipality: MunicipalityCode = request
            .municipality
            .parse()
            .map_err(|_| ProblemCode::BadRequest)?;
        let service = self
            .catalogue
            .service(&session.service)
            .ok_or(ProblemCode::TokenRefused)?;
        if !service.kinds.contains(&request.kind) {
            return Err(ProblemCode::BadRequest);
        }
        self.catalogue.admits(municipality)?;
        let challenge = session
            .challenge
            .to_array()
            .map(Challenge::from_bytes)
            .ok_or(ProblemCode::TokenRefused)?;
        // R30: decided here, whatever the kiosk has checked. A bad card never becomes a question to VRS.
        let card = evidence::verify(&request.card.to_evidence(challenge), &self.card_trust)
            .map_err(|_| ProblemCode::CardRefused)?;
        let subject = Subject {
            municipality: request.municipality.clone(),
            kind: request.kind,
            number: card.my_number().expose().into(),
            name: card.name().into(),
            birth_date: date_to_text(card.birth_date().date()),
        };
        let lookup = Lookup {
            session_id: session.session_id.clone(),
            application: session.applications,
            subject,
        };
        let found = self.vrs.lookup(&lookup).await?;
        let subject = lookup.subject;
        let preview = found.preview;
        // R48: what VRS says must be well formed, and about whom and what was asked.
        Preview::try_from(&preview).map_err(|_| ProblemCode::VrsUnreachable)?;
        if !answers(&preview, &subject) {
            return Err(ProblemCode::VrsUnreachable);
        }
        let claims = ApplicationClaims {
            session_id: session.session_id.clone(),
            challenge: session.challenge.clone(),
            service: session.service.clone(),
            application: session.applications,
            subject,
            preview: digest_of(&preview)?,
            expires: session.expires,
        };
        Ok((claims, preview))
    }

    async fn issue(
        &self,
        kiosk: Fingerprint,
        request: Result<Issue, ProblemCode>,
        label: &mut SessionLabel,
    ) -> Result<Issued, ProblemCode> {
        let request = request?;
        let application: ApplicationClaims =
            self.sealer
                .open(&request.application_token, kiosk, self.now())?;
        *label = Some(application.session_id.clone());
        let service = self
            .catalogue
            .service(&application.service)
            .ok_or(ProblemCode::TokenRefused)?;
        let kiosk_key: [u8; 16] = request
            .idempotency_key
            .to_array()
            .ok_or(ProblemCode::BadRequest)?;
        if !(1..=service.max_copies).contains(&request.copies) {
            return Err(ProblemCode::BadRequest);
        }
        let session_id = application.session_id.clone();
        let municipality = application.subject.municipality.clone();
        let certify = Certify {
            session_id: session_id.clone(),
            idempotency_key: issue_key(kiosk, &application, &kiosk_key),
            copies: request.copies,
            subject: application.subject,
        };
        let mut certificate = self.vrs.certify(&certify).await?.certificate;
        let checked =
            Certificate::try_from(&certificate).map_err(|_| ProblemCode::VrsUnreachable)?;
        if digest_of(&certificate.preview)? != application.preview {
            // The record changed between preview and issue: void what VRS has just issued.
            let outcome = Outcome {
                session_id,
                municipality,
                outcome: PrintOutcome::NotPrinted,
                pages: 0,
            };
            self.vrs.outcome(checked.id().expose(), &outcome).await?;
            return Err(ProblemCode::PreviewChanged);
        }
        let claims = IssueClaims {
            session_id,
            municipality,
            certificate_id: checked.id().expose().into(),
            expires: application.expires.saturating_add(OUTCOME_GRACE),
        };
        let issue_token = self.sealer.seal(&claims, kiosk)?;
        self.tamper.certificate(&mut certificate);
        Ok(Issued {
            issue_token,
            certificate,
        })
    }

    async fn report(
        &self,
        kiosk: Fingerprint,
        request: Result<Report, ProblemCode>,
        label: &mut SessionLabel,
    ) -> Result<(), ProblemCode> {
        let request = request?;
        let issue: IssueClaims = self.sealer.open(&request.issue_token, kiosk, self.now())?;
        *label = Some(issue.session_id.clone());
        let outcome = Outcome {
            session_id: issue.session_id,
            municipality: issue.municipality,
            outcome: request.outcome,
            pages: request.pages,
        };
        self.vrs
            .outcome(issue.certificate_id.expose(), &outcome)
            .await
    }

    fn answer<T: Serialize>(
        &self,
        path: &'static str,
        status: StatusCode,
        label: Option<&String>,
        answer: &T,
    ) -> Response {
        // Room enough that the buffer does not grow and leave copies behind.
        let mut body = Zeroizing::new(Vec::with_capacity(32 * 1024));
        if serde_json::to_writer(&mut *body, answer).is_err() {
            return self.refuse(path, label, &ProblemCode::Internal.into());
        }
        self.tamper.body(path, &mut body);
        log(path, "ok", label);
        let mut response = plain(status, Body::from(Bytes::from_owner(body)));
        set(&mut response, CONTENT_TYPE, "application/json");
        response
    }

    fn refuse(&self, path: &'static str, label: Option<&String>, refused: &Refused) -> Response {
        log(path, refused.code.as_str(), label);
        let mut problem = Problem::new(refused.code);
        problem.session_token.clone_from(&refused.session_token);
        let status = StatusCode::from_u16(refused.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = plain(status, Body::from(body));
        set(&mut response, CONTENT_TYPE, PROBLEM_CONTENT_TYPE);
        response
    }
}

/// Reads a JSON request. The message of serde may quote values: it is dropped. The body's buffer is wiped where
/// nobody else holds it.
fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, ProblemCode> {
    let body = body.map_err(|_| ProblemCode::BadRequest)?;
    let json = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
    let request = if json {
        serde_json::from_slice(&body).ok()
    } else {
        None
    };
    if let Ok(mut body) = body.try_into_mut() {
        body.as_mut().zeroize();
    }
    request.ok_or(ProblemCode::BadRequest)
}

/// Whether a preview is about whom and what was asked. The name is the card's, byte for byte.
fn answers(preview: &PreviewData, subject: &Subject) -> bool {
    preview.kind == subject.kind
        && preview.municipality == subject.municipality
        && preview.name == subject.name
        && preview.birth_date == subject.birth_date
}

fn digest_of(preview: &PreviewData) -> Result<Base64Url, ProblemCode> {
    let mut text = Zeroizing::new(Vec::with_capacity(8 * 1024));
    serde_json::to_writer(&mut *text, preview).map_err(|_| ProblemCode::Internal)?;
    Ok(ring::digest::digest(&SHA256, &text).as_ref().into())
}

/// VRS's idempotency key. It hangs on kiosk, session and application too: a key that a kiosk uses twice by mistake
/// never reaches another resident's certificate.
fn issue_key(
    kiosk: Fingerprint,
    application: &ApplicationClaims,
    kiosk_key: &[u8; 16],
) -> Base64Url {
    let mut context = Context::new(&SHA256);
    context.update(b"relay-center issue v1\0");
    context.update(kiosk.as_bytes());
    context.update(application.challenge.as_bytes());
    context.update(&[application.application]);
    context.update(kiosk_key);
    context.finish().as_ref().into()
}

fn plain(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    set(&mut response, CACHE_CONTROL, "no-store");
    response
}

fn set(response: &mut Response, name: http::HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, http::HeaderValue::from_static(value));
}

/// All that is ever logged of a call.
fn log(path: &'static str, code: &'static str, session: Option<&String>) {
    tracing::info!(
        hop = "kiosk-center",
        call = path,
        code,
        session = session.map_or("-", String::as_str),
        "answered"
    );
}
