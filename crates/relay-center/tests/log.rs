//! The center's log: hop, code and session id of each call, and nothing of a person.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use certificate::Kind;
use common::{HANAKO, World, apply, consent};
use relay_client::{IdempotencyKey, PrintOutcome};

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

// Alone in its file: the subscriber is the process's own, and it takes every level of every crate.
#[tokio::test]
async fn r70_r117_the_log_has_hop_and_code_and_nothing_of_a_person() {
    let captured = Captured::default();
    let writer = captured.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();

    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    apply(&client, &mut session, HANAKO, "011011", Kind::Domestic)
        .await
        .unwrap_err();
    let applied = apply(
        &client,
        &mut session,
        HANAKO,
        "132217",
        Kind::OverseasAndDomestic,
    )
    .await
    .unwrap();
    let issued = client
        .issue(&applied.token, 1, IdempotencyKey::from_bytes([5; 16]))
        .await
        .unwrap();
    let id = issued.certificate.id().expose().to_owned();
    client
        .report(issued.token, PrintOutcome::Printed, 1)
        .await
        .unwrap();

    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    for wanted in [
        "kiosk-center",
        "center-vrs",
        "not-participating",
        "/v1/issues",
        session.session_id.as_str(),
    ] {
        assert!(log.contains(wanted), "{wanted} is missing");
    }
    let lot = applied.preview.doses()[0].lot.clone();
    for personal in [
        HANAKO.number,
        HANAKO.name,
        "見本",
        "花子",
        "HANAKO",
        "TK0000001",
        "1985-04-12",
        "19850412",
        "見本町",
        "eyJ",
        lot.as_str(),
    ] {
        let found = log.lines().find(|line| line.contains(personal));
        assert_eq!(found, None, "{personal} is in the log");
    }
    // VRS's own operation log may name the certificate; the center's lines may not.
    let center_lines = log.lines().filter(|line| line.contains("relay_center"));
    assert!(center_lines.clone().count() >= 8);
    assert!(center_lines.into_iter().all(|line| !line.contains(&id)));
}
