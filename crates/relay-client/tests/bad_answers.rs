//! A center that answers badly: each answer is one clear error, in bounded time and memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use line::Role;
use line::server::Running;
use relay_center::pki::{End, ThrowAwayPki};
use relay_client::{
    CenterClient, CenterConfig, CenterError, Language, OpenSession, Refusal, Timeouts,
};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// A center that gives one answer to everything, and counts the requests.
struct Fake {
    running: Running,
    pki: ThrowAwayPki,
    requests: Arc<AtomicUsize>,
}

impl Fake {
    fn new(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Self {
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = requests.clone();
        let router = Router::new().fallback(move |_: Request<Body>| {
            counted.fetch_add(1, Ordering::SeqCst);
            std::future::ready(answer())
        });
        Self {
            requests,
            ..Self::serving(router)
        }
    }

    fn serving(router: Router) -> Self {
        let pki = ThrowAwayPki::new().unwrap();
        let shown = pki.issue(Role::Center, "main", End::Server).unwrap();
        let tls = line::server_config(
            shown.identity().unwrap(),
            &pki.roots().unwrap(),
            &[Role::Kiosk],
        );
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let running = line::server::serve(listener, tls.unwrap(), router).unwrap();
        Self {
            running,
            pki,
            requests: Arc::default(),
        }
    }

    fn of(status: u16, content_type: &'static str, body: &str) -> Self {
        let body = body.to_owned();
        Self::new(move || answer(status, content_type, body.clone().into()))
    }

    fn client(&self, total: Duration) -> CenterClient {
        let shown = self.pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
        CenterClient::new(CenterConfig {
            url: format!("https://{}", self.running.addr()),
            identity: shown.identity().unwrap(),
            roots: self.pki.roots().unwrap(),
            timeouts: Timeouts {
                connect: Duration::from_secs(10),
                total,
            },
        })
        .unwrap()
    }

    async fn open(&self) -> CenterError {
        let open = OpenSession {
            service: "vaccination-certificate".to_owned(),
            terms_version: "1".to_owned(),
            language: Language::japanese(),
        };
        self.client(Duration::from_secs(30))
            .open_session(&open)
            .await
            .unwrap_err()
    }
}

fn answer(status: u16, content_type: &'static str, body: Body) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(body)
        .unwrap()
}

#[tokio::test]
async fn r47_what_is_no_answer_is_garbage() {
    let challenge = "A".repeat(43);
    let opened = format!(r#"{{"session_id":"ab","session_token":"t","challenge":"{challenge}"}}"#);
    let unsafe_id = opened.replace("\"ab\"", "\"見本\\n\"");
    let short = opened.replace(&challenge, "AAAA");
    let half = &opened[..opened.len() / 2];
    let problem =
        r#"{"type":"about:blank","title":"x","status":422,"detail":"x","code":"no-record"}"#;
    let unknown = problem.replace("no-record", "something-new");
    let cases = [
        ("nothing", 201, JSON, ""),
        ("text", 201, JSON, "<html>"),
        ("half an answer", 201, JSON, half),
        ("another content type", 201, "text/html", opened.as_str()),
        ("another success", 200, JSON, opened.as_str()),
        ("a session id that is none", 201, JSON, unsafe_id.as_str()),
        ("a challenge that is too short", 201, JSON, short.as_str()),
        ("a problem that is no problem document", 422, JSON, problem),
        ("a problem with another status", 500, PROBLEM, problem),
        (
            "a problem with an unknown code",
            422,
            PROBLEM,
            unknown.as_str(),
        ),
        ("an error page", 502, "text/html", "<html>"),
        ("a redirect", 307, JSON, opened.as_str()),
    ];
    for (what, status, content_type, body) in cases {
        assert_eq!(
            Fake::of(status, content_type, body).open().await,
            CenterError::Garbage,
            "{what}"
        );
    }
    // The same, whole and right, is an answer: the cases above fail for their own reason.
    let refused = Fake::of(422, PROBLEM, problem).open().await;
    assert_eq!(refused, CenterError::Refused(Refusal::NoRecord));
    let right = Fake::of(201, JSON, &opened);
    let open = OpenSession {
        service: "s".into(),
        terms_version: "1".into(),
        language: Language::english(),
    };
    assert!(
        right
            .client(Duration::from_secs(30))
            .open_session(&open)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let large = Fake::new(|| answer(200, JSON, vec![b' '; 2 * 1024 * 1024].into()));
    let found = large
        .client(Duration::from_secs(30))
        .catalogue()
        .await
        .unwrap_err();
    assert_eq!(found, CenterError::Garbage);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_nothing_is_asked_twice() {
    let fake = Fake::new(|| {
        let mut redirect = answer(308, JSON, Body::empty());
        redirect
            .headers_mut()
            .insert("location", "/v1/elsewhere".parse().unwrap());
        redirect
    });
    let found = fake
        .client(Duration::from_secs(30))
        .catalogue()
        .await
        .unwrap_err();
    assert_eq!(
        (found, fake.requests.load(Ordering::SeqCst)),
        (CenterError::Garbage, 1)
    );
}

#[tokio::test]
async fn r141_no_answer_in_time_is_told_from_a_line_that_is_down() {
    // A socket that accepts connections into its queue and never speaks.
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
    let pki = ThrowAwayPki::new().unwrap();
    let shown = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let client = |connect: u64, total: u64| {
        CenterClient::new(CenterConfig {
            url: format!("https://{}", listener.local_addr().unwrap()),
            identity: shown.identity().unwrap(),
            roots: pki.roots().unwrap(),
            timeouts: Timeouts {
                connect: Duration::from_millis(connect),
                total: Duration::from_millis(total),
            },
        })
        .unwrap()
    };
    let found = client(50, 60_000).catalogue().await.unwrap_err();
    assert_eq!(found, CenterError::Unreachable);

    // Connected, authenticated, and then silence.
    let silent = Fake::serving(Router::new().fallback(std::future::pending::<Response>));
    let found = silent
        .client(Duration::from_secs(2))
        .catalogue()
        .await
        .unwrap_err();
    assert_eq!(found, CenterError::TimedOut);
}

#[test]
fn an_address_that_is_not_https_alone_is_refused() {
    let pki = ThrowAwayPki::new().unwrap();
    let shown = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    for url in [
        "http://127.0.0.1",
        "https://user:secret@127.0.0.1",
        "https://127.0.0.1/v1",
        "127.0.0.1",
        "",
    ] {
        let client = CenterClient::new(CenterConfig {
            url: url.to_owned(),
            identity: shown.identity().unwrap(),
            roots: pki.roots().unwrap(),
            timeouts: Timeouts::default(),
        });
        assert_eq!(
            client.err().map(|error| error.code()),
            Some("LINE-ADDRESS"),
            "{url}"
        );
    }
}
