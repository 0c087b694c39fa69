//! A VRS that answers wrongly: nothing of it reaches a kiosk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::net::TcpListener;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::routing::post;
use axum::{Json, Router};
use certificate::Kind;
use common::{ANY, HANAKO, apply, consent};
use line::Role;
use relay_api::vrs::{
    CERTIFICATES_PATH, Certified, Certify, Found, LOOKUPS_PATH, Lookup, OUTCOME_PATH, Outcome,
};
use relay_api::{CertificateData, DoseData, PreviewData, PrintOutcome};
use relay_center::pki::{End, ThrowAwayPki};
use relay_client::{CenterClient, CenterError, IdempotencyKey, Refusal};

type Change = fn(&mut PreviewData);

const NOTHING: Change = |_| ();

fn preview(subject: &relay_api::vrs::Subject) -> PreviewData {
    PreviewData {
        kind: subject.kind,
        municipality: subject.municipality.clone(),
        issuer: "清瀬市長".to_owned(),
        issuer_english: None,
        name: subject.name.clone(),
        birth_date: subject.birth_date.clone(),
        overseas: None,
        doses: vec![DoseData {
            number: 1,
            date: "2021-07-03".into(),
            vaccine_type: "mRNA".into(),
            manufacturer: "見本製薬".into(),
            product: "見本".into(),
            lot: "MIHON1".into(),
            country: None,
            english: None,
        }],
    }
}

struct Lying {
    _vrs: line::server::Running,
    _center: relay_center::RunningCenter,
    client: CenterClient,
    outcomes: Arc<Mutex<Vec<(PrintOutcome, String)>>>,
}

/// VRS changes what it found at the lookup, and what it issues.
fn world(at_lookup: Change, at_issue: Change) -> Lying {
    let pki = ThrowAwayPki::new().unwrap();
    let outcomes = Arc::new(Mutex::new(Vec::new()));
    let noted = outcomes.clone();
    let router = Router::new()
        .route(
            LOOKUPS_PATH,
            post(async move |Json(lookup): Json<Lookup>| {
                let mut preview = preview(&lookup.subject);
                at_lookup(&mut preview);
                Json(Found { preview })
            }),
        )
        .route(
            CERTIFICATES_PATH,
            post(async move |Json(certify): Json<Certify>| {
                let mut preview = preview(&certify.subject);
                at_issue(&mut preview);
                let certificate = CertificateData {
                    preview,
                    id: "MIHON0000001".into(),
                    issue_date: "2026-11-21".into(),
                    shc: "a.b.c".into(),
                    vds_nc: None,
                };
                Json(Certified { certificate })
            }),
        )
        .route(
            OUTCOME_PATH,
            post(
                async move |axum::extract::Path(id): axum::extract::Path<String>,
                            Json(outcome): Json<Outcome>| {
                    noted.lock().unwrap().push((outcome.outcome, id));
                    axum::http::StatusCode::NO_CONTENT
                },
            ),
        );
    let shown = pki
        .issue(Role::Vrs, "main", End::Server)
        .unwrap()
        .identity()
        .unwrap();
    let tls = line::server_config(shown, &pki.roots().unwrap(), &[Role::Center]).unwrap();
    let vrs = line::server::serve(TcpListener::bind(ANY).unwrap(), tls, router).unwrap();
    let now = Arc::new(AtomicI64::new(0));
    now.store(1_795_000_000, Ordering::SeqCst);
    let config = common::center_config(&pki, vrs.addr(), relay_center::DEMO_CATALOGUE, &now);
    let center = relay_center::serve(config).unwrap();
    let kiosk = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let client = common::client(
        &format!("https://{}", center.addr()),
        &kiosk,
        &pki.root_pem(),
    );
    Lying {
        _vrs: vrs,
        _center: center,
        client,
        outcomes,
    }
}

#[tokio::test]
async fn r48_a_preview_of_somebody_else_is_stopped_at_the_center() {
    let lies: [Change; 6] = [
        |preview| preview.name = "例示　さくら".into(),
        |preview| preview.birth_date = "1985-04-13".into(),
        |preview| preview.municipality = "011002".to_owned(),
        |preview| preview.kind = relay_api::CertificateKind::OverseasAndDomestic,
        |preview| preview.doses.clear(),
        |preview| preview.issuer = "清瀬市長\n".to_owned(),
    ];
    for (number, lie) in lies.into_iter().enumerate() {
        let world = world(lie, NOTHING);
        let mut session = world.client.open_session(&consent()).await.unwrap();
        let found = apply(
            &world.client,
            &mut session,
            HANAKO,
            "132217",
            Kind::Domestic,
        )
        .await
        .unwrap_err();
        assert_eq!(
            found,
            CenterError::Refused(Refusal::VrsUnreachable),
            "lie {number}"
        );
    }
}

#[tokio::test]
async fn what_was_not_confirmed_is_voided_and_not_handed_out() {
    let changes: [Change; 4] = [
        |preview| preview.doses[0].lot = "ANOTHER".into(),
        |preview| preview.doses[0].date = "2021-07-04".into(),
        |preview| preview.name = "例示　さくら".into(),
        |preview| preview.issuer = "札幌市長".to_owned(),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let world = world(NOTHING, change);
        let mut session = world.client.open_session(&consent()).await.unwrap();
        let applied = apply(
            &world.client,
            &mut session,
            HANAKO,
            "132217",
            Kind::Domestic,
        )
        .await
        .unwrap();
        let key = IdempotencyKey::from_bytes([1; 16]);
        let found = world
            .client
            .issue(&applied.token, 1, key)
            .await
            .unwrap_err();
        assert_eq!(
            found,
            CenterError::Refused(Refusal::PreviewChanged),
            "change {number}"
        );
        let outcomes = world.outcomes.lock().unwrap();
        assert_eq!(
            *outcomes,
            [(PrintOutcome::NotPrinted, "MIHON0000001".to_owned())]
        );
    }
    // And an honest one is handed out: the cases above fail for their own reason.
    let world = world(NOTHING, NOTHING);
    let mut session = world.client.open_session(&consent()).await.unwrap();
    let applied = apply(
        &world.client,
        &mut session,
        HANAKO,
        "132217",
        Kind::Domestic,
    )
    .await
    .unwrap();
    assert!(
        world
            .client
            .issue(&applied.token, 1, IdempotencyKey::from_bytes([1; 16]))
            .await
            .is_ok()
    );
    assert!(world.outcomes.lock().unwrap().is_empty());
}
