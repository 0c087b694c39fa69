//! A VRS on a throw-away private root, and the center that talks to it.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use certificate::IssuerTrust;
use line::{Identity, Role, Roots};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use relay_api::vrs::{Certified, Certify, Found, Lookup, Outcome, Subject};
use relay_api::{Base64Url, CertificateKind, PersonalString, PrintOutcome, Problem, ProblemCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use vrs::demo_keys::DemoKeys;
use vrs::{Config, RunningVrs};
use zeroize::Zeroizing;

pub const KIYOSE: &str = "132217";
pub const SAPPORO: &str = "011002";
pub const SESSION: &str = "session-0123456789abcdef";

/// A private root and what it signs.
pub struct Pki {
    key: KeyPair,
    params: CertificateParams,
    pem: String,
}

impl Pki {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let pem = params.self_signed(&key).unwrap().pem();
        Self { key, params, pem }
    }

    pub fn roots(&self) -> Roots {
        Roots::from_pem(self.pem.as_bytes()).unwrap()
    }

    pub fn root_pem(&self) -> &str {
        &self.pem
    }

    pub fn identity_pem(&self, role: Role) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let names = vec![
            format!("main.{}.internal", role.label()),
            "localhost".to_owned(),
        ];
        let mut params = CertificateParams::new(names).unwrap();
        params.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ServerAuth,
            ExtendedKeyUsagePurpose::ClientAuth,
        ];
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = params.signed_by(&key, &issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }

    pub fn identity(&self, role: Role) -> Identity {
        let (chain, key) = self.identity_pem(role);
        Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap()
    }
}

/// What went over the line, but for the `date` header.
#[derive(Debug, PartialEq, Eq)]
pub struct Raw {
    pub status: u16,
    pub headers: BTreeMap<String, Vec<u8>>,
    pub body: Vec<u8>,
}

pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    pub fn new(pki: &Pki, identity: Identity, addr: SocketAddr) -> Self {
        let tls = line::client_config(identity, &pki.roots(), Role::Vrs).unwrap();
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            base: format!("https://localhost:{}", addr.port()),
        }
    }

    pub async fn send(&self, path: &str, body: Vec<u8>) -> Result<Raw, reqwest::Error> {
        let url = format!("{}{path}", self.base);
        let response = self.http.post(url).body(body).send().await?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        let body = response.bytes().await?.to_vec();
        Ok(Raw {
            status,
            headers,
            body,
        })
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Raw {
        self.send(path, serde_json::to_vec(body).unwrap())
            .await
            .unwrap()
    }

    pub async fn lookup(&self, subject: &Subject) -> Result<Found, ProblemCode> {
        read(&self.lookup_raw(subject).await)
    }

    pub async fn lookup_raw(&self, subject: &Subject) -> Raw {
        let lookup = Lookup {
            session_id: SESSION.to_owned(),
            application: 1,
            subject: subject.clone(),
        };
        self.post("/v1/lookups", &lookup).await
    }

    pub async fn certify(&self, subject: &Subject, key: u8) -> Result<Certified, ProblemCode> {
        self.certify_copies(subject, key, 1).await
    }

    pub async fn certify_copies(
        &self,
        subject: &Subject,
        key: u8,
        copies: u8,
    ) -> Result<Certified, ProblemCode> {
        let certify = Certify {
            session_id: SESSION.to_owned(),
            idempotency_key: Base64Url::new(vec![key; 32]),
            subject: subject.clone(),
            copies,
        };
        read(&self.post("/v1/certificates", &certify).await)
    }

    pub async fn outcome(
        &self,
        municipality: &str,
        id: &str,
        outcome: PrintOutcome,
    ) -> Result<(), ProblemCode> {
        let report = Outcome {
            session_id: SESSION.to_owned(),
            municipality: municipality.to_owned(),
            outcome,
            pages: 1,
        };
        let raw = self.post(&relay_api::vrs::outcome_path(id), &report).await;
        if raw.status == 204 {
            assert!(raw.body.is_empty());
            return Ok(());
        }
        Err(read::<Found>(&raw).err().unwrap())
    }
}

fn read<T: DeserializeOwned>(raw: &Raw) -> Result<T, ProblemCode> {
    if raw.status == 200 {
        return Ok(serde_json::from_slice(&raw.body).unwrap());
    }
    let problem: Problem = serde_json::from_slice(&raw.body).unwrap();
    assert_eq!(raw.headers["content-type"], b"application/problem+json");
    assert_eq!(problem.status, raw.status);
    Err(problem.code)
}

pub struct World {
    pub pki: Pki,
    pub keys: DemoKeys,
    pub vrs: RunningVrs,
    pub center: Client,
    pub clock: Arc<AtomicI64>,
}

/// The demo's VRS. Its clock stands at 2026-11-21, 12:00 in Japan, until it is moved.
pub async fn world() -> World {
    world_with(vrs::demo::RESIDENTS, |_| {}).await
}

pub async fn world_with(residents: &str, change: impl FnOnce(&mut Config)) -> World {
    let pki = Pki::new();
    let keys = DemoKeys::generate().unwrap();
    let clock = Arc::new(AtomicI64::new(1_795_230_000));
    let mut config = Config::new(
        "127.0.0.1:0".parse().unwrap(),
        pki.identity(Role::Vrs),
        pki.roots(),
        keys.signing_keys().unwrap(),
    );
    config.municipalities = vrs::demo::municipalities();
    config.residents = Some(Zeroizing::new(residents.to_owned()));
    let told = Arc::clone(&clock);
    config.clock =
        Arc::new(move || OffsetDateTime::from_unix_timestamp(told.load(Ordering::SeqCst)).unwrap());
    change(&mut config);
    let vrs = vrs::serve(config).await.unwrap();
    let center = Client::new(&pki, pki.identity(Role::Center), vrs.addr());
    World {
        pki,
        keys,
        vrs,
        center,
        clock,
    }
}

impl World {
    pub fn trust(&self) -> IssuerTrust {
        IssuerTrust::builder()
            .shc_issuer(&self.keys.shc_issuer, self.keys.jwks_json.as_bytes())
            .unwrap()
            .csca(self.keys.csca_pem.as_bytes())
            .unwrap()
            .build()
    }
}

/// The cards of the demo: number, name, birth date.
#[derive(Clone, Copy)]
pub struct Card(pub &'static str, pub &'static str, pub &'static str);

pub const DEFAULT: Card = Card("123456789018", "見本　花子", "1985-04-12");
pub const MOVED: Card = Card("234567890121", "見本　太郎", "1970-01-01");
pub const DOMESTIC_ONLY: Card = Card("345678901234", "例示　さくら", "2001-12-31");
pub const NO_RECORD: Card = Card("456789012346", "例示　一郎", "1960-06-15");
pub const DECEASED: Card = Card("567890123457", "例示　二郎", "1935-02-03");
pub const PROTECTED: Card = Card("678901234562", "例示　三子", "1990-09-09");
pub const MARRIED: Card = Card("789012345677", "例示　梅子", "1992-07-07");
pub const ELSEWHERE: Card = Card("890123456780", "例示　四郎", "1955-11-11");

impl Card {
    pub fn at(self, municipality: &str, kind: CertificateKind) -> Subject {
        Subject {
            municipality: municipality.to_owned(),
            kind,
            number: PersonalString::from(self.0),
            name: PersonalString::from(self.1),
            birth_date: PersonalString::from(self.2),
        }
    }

    pub fn domestic(self, municipality: &str) -> Subject {
        self.at(municipality, CertificateKind::Domestic)
    }

    pub fn overseas(self, municipality: &str) -> Subject {
        self.at(municipality, CertificateKind::OverseasAndDomestic)
    }
}
