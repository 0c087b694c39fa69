//! The three calls of the link, as HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Router};
use line::Peer;
use relay_api::vrs::{CERTIFICATES_PATH, Certify, LOOKUPS_PATH, Lookup, OUTCOME_PATH, Outcome};
use relay_api::{PROBLEM_CONTENT_TYPE, Problem, ProblemCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::operations::{Operation, OperationKind};
use crate::service::{Failure, Service};

pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route(LOOKUPS_PATH, post(lookups))
        .route(CERTIFICATES_PATH, post(certificates))
        .route(OUTCOME_PATH, post(outcomes))
        .fallback(nothing_else)
        .method_not_allowed_fallback(nothing_else)
        .with_state(service)
}

async fn lookups(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    body: Bytes,
) -> Response {
    answer(
        service,
        OperationKind::Lookup,
        peer,
        body,
        |service, request: &Lookup| body_of(&service.lookup(request)?),
    )
    .await
}

async fn certificates(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    body: Bytes,
) -> Response {
    answer(
        service,
        OperationKind::Certify,
        peer,
        body,
        |service, request: &Certify| body_of(&service.certify(request)?),
    )
    .await
}

async fn outcomes(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    answer(
        service,
        OperationKind::Outcome,
        peer,
        body,
        move |service, request: &Outcome| service.outcome(&id, request).map(|()| None),
    )
    .await
}

/// Another path or method: refused and logged like everything else (R120).
async fn nothing_else(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
) -> Response {
    log(
        &service,
        OperationKind::Other,
        &peer,
        Thread::default(),
        ProblemCode::BadRequest.as_str(),
    );
    problem(ProblemCode::BadRequest)
}

/// A body that was made, or none.
type Body = Option<Zeroizing<Vec<u8>>>;

fn body_of(answer: &impl Serialize) -> Result<Body, Failure> {
    // The room is made beforehand: a buffer that grows leaves its former copies unwiped.
    let mut body = Zeroizing::new(Vec::with_capacity(16 * 1024));
    serde_json::to_writer(&mut *body, answer).map_err(|_| ProblemCode::Internal)?;
    Ok(Some(body))
}

/// One road for every call: parse, do, log, answer.
async fn answer<Request: About + DeserializeOwned>(
    service: Arc<Service>,
    operation: OperationKind,
    peer: Peer,
    body: Bytes,
    act: impl FnOnce(&Service, &Request) -> Result<Body, Failure> + Send + 'static,
) -> Response {
    // SQLite blocks: off the threads that serve connections.
    let work = tokio::task::spawn_blocking(move || {
        // The parser's message would quote the body: it is dropped.
        let request = serde_json::from_slice::<Request>(&body).ok();
        let Some((request, thread)) = request.and_then(|it| it.thread().map(|thread| (it, thread)))
        else {
            log(
                &service,
                operation,
                &peer,
                Thread::default(),
                ProblemCode::BadRequest.as_str(),
            );
            return problem(ProblemCode::BadRequest);
        };
        let done = act(&service, &request);
        let result = done
            .as_ref()
            .map_or_else(|failure| failure.problem().as_str(), |_| "ok");
        if let Err(Failure::Fault(code)) = &done {
            tracing::error!(hop = "vrs", operation = operation.as_str(), code, "fault");
        }
        // Nothing is given out that is not on record (R115).
        if !log(&service, operation, &peer, thread, result) {
            return problem(ProblemCode::Internal);
        }
        match done {
            Ok(Some(body)) => {
                // The last holder of the bytes wipes them.
                json(StatusCode::OK, "application/json", Bytes::from_owner(body))
            }
            Ok(None) => StatusCode::NO_CONTENT.into_response(),
            Err(failure) => problem(failure.problem()),
        }
    });
    work.await
        .unwrap_or_else(|_| problem(ProblemCode::Internal))
}

/// What a log line may say of a request.
#[derive(Default)]
struct Thread {
    session: String,
    application: u8,
    area: String,
}

impl Thread {
    /// `None` if the texts are more than they should be. A session id is random text of 16 to 64 characters: the
    /// bound keeps a 12-digit number out of the log even if the center should confuse two fields.
    fn new(session: &str, application: u8, area: &str) -> Option<Self> {
        let plain = session
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let fits = (16..=64).contains(&session.len())
            && plain
            && area.parse::<certificate::MunicipalityCode>().is_ok();
        fits.then(|| Self {
            session: session.to_owned(),
            application,
            area: area.to_owned(),
        })
    }
}

/// A request that tells what of it may be logged.
trait About {
    fn thread(&self) -> Option<Thread>;
}

impl About for Lookup {
    fn thread(&self) -> Option<Thread> {
        Thread::new(
            &self.session_id,
            self.application,
            &self.subject.municipality,
        )
    }
}

impl About for Certify {
    fn thread(&self) -> Option<Thread> {
        Thread::new(&self.session_id, 0, &self.subject.municipality)
    }
}

impl About for Outcome {
    fn thread(&self) -> Option<Thread> {
        Thread::new(&self.session_id, 0, &self.municipality)
    }
}

fn log(
    service: &Service,
    operation: OperationKind,
    peer: &Peer,
    thread: Thread,
    result: &str,
) -> bool {
    let entry = Operation {
        at: (service.clock)(),
        who: format!("{}.{}", peer.unit(), peer.role().label()),
        session: thread.session,
        application: thread.application,
        area: thread.area,
        operation,
        result: result.to_owned(),
    };
    tracing::info!(
        hop = "vrs",
        operation = operation.as_str(),
        session = entry.session,
        result,
        "answered"
    );
    match service.log.write(&entry) {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(hop = "vrs", code = error.code(), "the operation log failed");
            false
        }
    }
}

fn problem(code: ProblemCode) -> Response {
    let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(&Problem::new(code)).unwrap_or_default();
    json(status, PROBLEM_CONTENT_TYPE, body.into())
}

fn json(status: StatusCode, content_type: &'static str, body: Bytes) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
