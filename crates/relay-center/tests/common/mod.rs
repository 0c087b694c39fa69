//! A center with a real VRS behind it, kiosks before it, and cards.
#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use card_driver::ap::{Outcome, SelectedCard};
use card_driver::{Challenge, LastTry, Pin, TestHierarchy, TrustAnchors, VerifiedHolder};
use certificate::{Kind, MunicipalityCode};
use line::Role;
use line::client::{Caller, Timeouts};
use relay_api::{Language, Problem, ProblemCode};
use relay_center::pki::{End, KeyedCertificate, ThrowAwayPki};
use relay_center::{
    CatalogueConfig, Clock, Config, Honest, RunningCenter, Tamper, TokenKey, VrsLinkConfig,
};
use relay_client::{Applied, CenterClient, CenterConfig, CenterError, OpenSession, OpenedSession};
use time::OffsetDateTime;
use virtual_card::{InProcess, Profile, VirtualCard};
use vrs::RunningVrs;
use vrs::demo_keys::DemoKeys;

pub const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);
pub const TRUST: &str = include_str!("../../../../assets/trust/demo.toml");
pub const SERVICE: &str = "vaccination-certificate";
pub const TERMS: &str = "2026-11-01";

pub const HANAKO: Person = Person {
    number: "123456789018",
    name: "見本　花子",
    birth_date: "19850412",
};

#[derive(Clone, Copy)]
pub struct Person {
    pub number: &'static str,
    pub name: &'static str,
    pub birth_date: &'static str,
}

pub struct World {
    pub pki: ThrowAwayPki,
    pub keys: DemoKeys,
    pub vrs: RunningVrs,
    pub center: RunningCenter,
    /// Unix seconds.
    pub now: Arc<AtomicI64>,
}

pub fn millis() -> Timeouts {
    Timeouts {
        connect: Duration::from_secs(10),
        total: Duration::from_secs(30),
    }
}

pub fn anchors() -> TrustAnchors {
    TrustAnchors::from_toml(TRUST, TestHierarchy::Allowed).unwrap()
}

pub fn center_config(
    pki: &ThrowAwayPki,
    vrs: SocketAddr,
    catalogue: &str,
    now: &Arc<AtomicI64>,
) -> Config {
    let now = now.clone();
    Config {
        listen: ANY,
        identity: pki
            .issue(Role::Center, "main", End::Server)
            .unwrap()
            .identity()
            .unwrap(),
        roots: pki.roots().unwrap(),
        vrs: VrsLinkConfig {
            url: format!("https://{vrs}"),
            identity: pki
                .issue(Role::Center, "main", End::Client)
                .unwrap()
                .identity()
                .unwrap(),
            roots: pki.roots().unwrap(),
            timeouts: millis(),
        },
        card_trust: anchors(),
        catalogue: CatalogueConfig::from_toml(catalogue).unwrap(),
        token_key: TokenKey::from_bytes([7; 32]),
        session: Duration::from_secs(900),
        clock: Clock::from_fn(move || {
            OffsetDateTime::from_unix_timestamp(now.load(Ordering::SeqCst)).unwrap()
        }),
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(relay_center::DEMO_CATALOGUE, Box::new(Honest)).await
    }

    pub async fn with(catalogue: &str, tamper: Box<dyn Tamper>) -> Self {
        let pki = ThrowAwayPki::new().unwrap();
        let keys = DemoKeys::generate().unwrap();
        let identity = pki
            .issue(Role::Vrs, "main", End::Server)
            .unwrap()
            .identity()
            .unwrap();
        let mut config = vrs::Config::new(
            ANY,
            identity,
            pki.roots().unwrap(),
            keys.signing_keys().unwrap(),
        );
        config.municipalities = vrs::demo::municipalities();
        config.residents = Some(vrs::demo::RESIDENTS.to_owned().into());
        let vrs = vrs::serve(config).await.unwrap();
        let now = Arc::new(AtomicI64::new(OffsetDateTime::now_utc().unix_timestamp()));
        let config = center_config(&pki, vrs.addr(), catalogue, &now);
        let center = relay_center::serve_with(config, tamper).unwrap();
        Self {
            pki,
            keys,
            vrs,
            center,
            now,
        }
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.center.addr())
    }

    pub fn kiosk(&self, unit: &str) -> KeyedCertificate {
        self.pki.issue(Role::Kiosk, unit, End::Client).unwrap()
    }

    pub fn client(&self, shown: &KeyedCertificate) -> CenterClient {
        client(&self.url(), shown, &self.pki.root_pem())
    }

    /// Raw calls, for requests that the client would never make.
    pub fn caller(&self, shown: &KeyedCertificate) -> Caller {
        let config = line::client_config(
            shown.identity().unwrap(),
            &self.pki.roots().unwrap(),
            Role::Center,
        )
        .unwrap();
        Caller::new(&self.url(), config, millis()).unwrap()
    }

    /// How often VRS was asked anything at all.
    pub fn questions(&self) -> usize {
        self.vrs.operations().unwrap().len()
    }
}

pub fn client(url: &str, shown: &KeyedCertificate, root_pem: &str) -> CenterClient {
    CenterClient::new(CenterConfig {
        url: url.to_owned(),
        identity: shown.identity().unwrap(),
        roots: line::Roots::from_pem(root_pem.as_bytes()).unwrap(),
        timeouts: millis(),
    })
    .unwrap()
}

pub fn consent() -> OpenSession {
    OpenSession {
        service: SERVICE.to_owned(),
        terms_version: TERMS.to_owned(),
        language: Language::japanese(),
    }
}

pub fn code(text: &str) -> MunicipalityCode {
    text.parse().unwrap()
}

/// What the driver says of this person's card in a session.
pub fn holder(person: Person, challenge: Challenge) -> VerifiedHolder {
    let Person {
        number,
        name,
        birth_date,
    } = person;
    let profile = format!(
        "[holder]\nnumber = \"{number}\"\nname = \"{name}\"\naddress = \"東京都清瀬市見本町１丁目\"\n\
         birth_date = \"{birth_date}\"\nsex = \"2\"\n[pin]\nvalue = \"1234\"\n"
    );
    let card = VirtualCard::new(Profile::from_toml(&profile).unwrap());
    let card = SelectedCard::open(InProcess::new(card), &anchors(), challenge).unwrap();
    match card
        .verify_and_read(Pin::from_ascii(b"1234").unwrap(), LastTry::NotConfirmed)
        .unwrap()
    {
        Outcome::Verified(holder) => holder,
        Outcome::AskAgain { .. } => panic!("the PIN is right"),
    }
}

pub async fn apply(
    client: &CenterClient,
    session: &mut OpenedSession,
    person: Person,
    municipality: &str,
    kind: Kind,
) -> Result<Applied, CenterError> {
    let holder = holder(person, session.challenge);
    client
        .apply(
            &mut session.token,
            code(municipality),
            kind,
            holder.evidence().unwrap(),
        )
        .await
}

/// The code of a problem document, whose own status must be right.
pub fn problem(answer: &line::client::Answer) -> ProblemCode {
    let problem: Problem = answer.json(relay_api::PROBLEM_CONTENT_TYPE).unwrap();
    assert_eq!(problem.status, answer.status());
    assert_eq!(problem.status, problem.code.status());
    assert_eq!(problem.type_uri, "about:blank");
    problem.code
}
