//! Who may talk to whom: the mutual TLS matrix, from both ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::net::TcpListener;
use std::sync::Arc;

use common::{ANY, World, client, millis};
use line::client::{CallError, Caller};
use line::{Identity, Role, Roots};
use relay_center::pki::{End, KeyedCertificate, ThrowAwayPki};
use relay_client::CenterError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use time::{Duration, OffsetDateTime};

async fn verdict(world: &World, shown: &KeyedCertificate) -> Result<(), CenterError> {
    world.client(shown).catalogue().await.map(drop)
}

#[tokio::test]
async fn r56_r62_only_enrolled_kiosks_are_served() {
    let world = World::new().await;
    assert_eq!(verdict(&world, &world.kiosk("0001")).await, Ok(()));

    let rogue = ThrowAwayPki::new().unwrap();
    let now = OffsetDateTime::now_utc();
    let (yesterday, hour) = (now - Duration::days(1), now - Duration::hours(1));
    let refused = [
        (
            "another root",
            rogue.issue(Role::Kiosk, "0001", End::Client).unwrap(),
        ),
        (
            "the center's own client certificate",
            world.pki.issue(Role::Center, "main", End::Client).unwrap(),
        ),
        (
            "VRS",
            world.pki.issue(Role::Vrs, "main", End::Client).unwrap(),
        ),
        (
            "a kiosk's server certificate",
            world.pki.issue(Role::Kiosk, "0001", End::Server).unwrap(),
        ),
        (
            "ended",
            world
                .pki
                .issue_between(Role::Kiosk, "0001", End::Client, yesterday, hour)
                .unwrap(),
        ),
        (
            "not yet begun",
            world
                .pki
                .issue_between(
                    Role::Kiosk,
                    "0001",
                    End::Client,
                    now + Duration::days(1),
                    now + Duration::days(2),
                )
                .unwrap(),
        ),
    ];
    for (what, shown) in refused {
        assert_eq!(
            verdict(&world, &shown).await,
            Err(CenterError::WrongPeer),
            "{what}"
        );
    }
}

#[tokio::test]
async fn r62_a_kiosk_without_certificate_is_refused() {
    let world = World::new().await;
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(world.pki.root_pem().as_bytes()).unwrap())
        .unwrap();
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_protocol_versions(&[&rustls::version::TLS13])
    .unwrap()
    .with_root_certificates(roots)
    .with_no_client_auth();
    let caller = Caller::new(&world.url(), config, millis()).unwrap();
    assert_eq!(
        caller.get("/v1/catalogue").await.err(),
        Some(CallError::WrongPeer)
    );
}

#[tokio::test]
async fn r63_a_kiosk_talks_to_the_center_only() {
    let pki = ThrowAwayPki::new().unwrap();
    let rogue = ThrowAwayPki::new().unwrap();
    let kiosk = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let right = pki.issue(Role::Center, "main", End::Server).unwrap();
    let servers = [
        ("the right one", right, None),
        (
            "another root",
            rogue.issue(Role::Center, "main", End::Server).unwrap(),
            Some(CenterError::WrongPeer),
        ),
        (
            "VRS",
            pki.issue(Role::Vrs, "main", End::Server).unwrap(),
            Some(CenterError::WrongPeer),
        ),
        // A client certificate names no address either.
        (
            "wrong name",
            pki.issue(Role::Center, "main", End::Client).unwrap(),
            Some(CenterError::WrongPeer),
        ),
    ];
    for (what, shown, verdict) in servers {
        let config = line::server_config(
            shown.identity().unwrap(),
            &pki.roots().unwrap(),
            &[Role::Kiosk],
        )
        .unwrap();
        let router = axum::Router::new();
        let server = line::server::serve(TcpListener::bind(ANY).unwrap(), config, router).unwrap();
        let client = client(
            &format!("https://{}", server.addr()),
            &kiosk,
            &pki.root_pem(),
        );
        let found = client.catalogue().await.unwrap_err();
        // The right one has nothing to say, which is no answer.
        assert_eq!(found, verdict.unwrap_or(CenterError::Garbage), "{what}");
    }
}

#[tokio::test]
async fn r141_a_line_that_is_down_is_no_wrong_peer() {
    let pki = ThrowAwayPki::new().unwrap();
    let kiosk = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let listener = TcpListener::bind(ANY).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    drop(listener);
    let found = client(&url, &kiosk, &pki.root_pem())
        .catalogue()
        .await
        .unwrap_err();
    assert_eq!(found, CenterError::Unreachable);
}

#[tokio::test]
async fn r56_nothing_older_than_tls_1_3_is_spoken() {
    let world = World::new().await;
    let kiosk = world.kiosk("0001");
    let chain = vec![CertificateDer::from_pem_slice(kiosk.certificate_pem.as_bytes()).unwrap()];
    let key = rustls::pki_types::PrivateKeyDer::from_pem_slice(kiosk.key_pem.as_bytes()).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(world.pki.root_pem().as_bytes()).unwrap())
        .unwrap();
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_protocol_versions(&[&rustls::version::TLS12])
    .unwrap()
    .with_root_certificates(roots)
    .with_client_auth_cert(chain, key)
    .unwrap();
    let caller = Caller::new(&world.url(), config, millis()).unwrap();
    assert_eq!(
        caller.get("/v1/catalogue").await.err(),
        Some(CallError::WrongPeer)
    );
}

#[test]
fn a_key_of_another_certificate_is_refused_at_set_up() {
    let pki = ThrowAwayPki::new().unwrap();
    let one = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let two = pki.issue(Role::Kiosk, "0002", End::Client).unwrap();
    let mixed = Identity::from_pem(one.certificate_pem.as_bytes(), two.key_pem.as_bytes()).unwrap();
    let roots = Roots::from_pem(pki.root_pem().as_bytes()).unwrap();
    assert!(line::client_config(mixed, &roots, Role::Center).is_err());
}

#[test]
fn days_left_counts_whole_days() {
    let pki = ThrowAwayPki::new().unwrap();
    let now = OffsetDateTime::now_utc();
    let to = now + Duration::days(10) + Duration::hours(1);
    let shown = pki
        .issue_between(
            Role::Kiosk,
            "0001",
            End::Client,
            now - Duration::days(1),
            to,
        )
        .unwrap();
    let pem = shown.certificate_pem.as_bytes();
    let at = |time: OffsetDateTime| line::days_left(pem, time.unix_timestamp()).unwrap();
    assert_eq!(
        (
            at(now),
            at(now + Duration::days(10)),
            at(now + Duration::days(11))
        ),
        (10, 0, -1)
    );
}
