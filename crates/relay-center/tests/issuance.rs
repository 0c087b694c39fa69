//! From application to outcome, with a real VRS behind the center.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::{Evidence, RawFiles};
use certificate::{IssuerTrust, Kind, MatchedCertificate, MatchedPreview, Request};
use common::{HANAKO, Person, World, apply, code, consent, holder, problem};
use line::client::Answer;
use relay_api::center::{APPLICATIONS_PATH, Apply, CardEvidence, SESSIONS_PATH};
use relay_api::{CertificateData, CertificateKind, PreviewData, ProblemCode};
use relay_center::Tamper;
use relay_client::{CenterError, IdempotencyKey, PrintOutcome, Refusal};
use serde_json::{Value, json};

const KEY: [u8; 16] = [9; 16];

fn refused(refusal: Refusal) -> CenterError {
    CenterError::Refused(refusal)
}

/// Number, name and birth date of a demo resident, by name.
fn resident(name: &'static str, number: &'static str, birth_date: &'static str) -> Person {
    Person {
        number,
        name,
        birth_date,
    }
}

#[tokio::test]
async fn a_certificate_is_issued_and_its_outcome_reported() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let catalogue = client.catalogue().await.unwrap();
    assert!(catalogue.services[0].open_now);
    let mut session = client.open_session(&consent()).await.unwrap();
    let applied = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
    assert_eq!(applied.preview.name().expose(), HANAKO.name);
    assert_eq!(applied.preview.doses().len(), 2);

    let issued = client
        .issue(&applied.token, 2, IdempotencyKey::from_bytes(KEY))
        .await
        .unwrap();
    assert!(*issued.certificate.printed() == applied.preview);
    let id = issued.certificate.id().expose().to_owned();
    // S: an answer was lost. The same key gives the same certificate, another key another one.
    let again = client
        .issue(&applied.token, 2, IdempotencyKey::from_bytes(KEY))
        .await
        .unwrap();
    assert_eq!(again.certificate.id().expose(), id);
    assert_eq!(
        again.certificate.issue_date(),
        issued.certificate.issue_date()
    );
    let other = client
        .issue(&applied.token, 2, IdempotencyKey::from_bytes([1; 16]))
        .await
        .unwrap();
    assert_ne!(other.certificate.id().expose(), id);

    client
        .report(issued.token, PrintOutcome::Printed, 2)
        .await
        .unwrap();
    client
        .report(other.token, PrintOutcome::NotPrinted, 0)
        .await
        .unwrap();
    let state = |id: &str| {
        format!(
            "{:?}",
            world
                .vrs
                .certificate_state(code("132217"), id)
                .unwrap()
                .unwrap()
        )
    };
    assert_ne!(state(&id), state(other.certificate.id().expose()));
}

#[tokio::test]
async fn one_key_in_two_sessions_never_meets_one_certificate() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut ids = Vec::new();
    for person in [HANAKO, resident("見本　太郎", "234567890121", "19700101")] {
        let mut session = client.open_session(&consent()).await.unwrap();
        let applied = apply(&client, &mut session, person, "132217", Kind::Domestic)
            .await
            .unwrap();
        let issued = client
            .issue(&applied.token, 1, IdempotencyKey::from_bytes(KEY))
            .await
            .unwrap();
        assert_eq!(issued.certificate.printed().name().expose(), person.name);
        ids.push(issued.certificate.id().expose().to_owned());
    }
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn r49_no_question_to_vrs_for_a_municipality_that_is_not_served() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    for (municipality, refusal) in [
        ("011011", Refusal::NotParticipating),
        ("132101", Refusal::Paused),
    ] {
        let found = apply(&client, &mut session, HANAKO, municipality, Kind::Domestic)
            .await
            .unwrap_err();
        assert_eq!(found, refused(refusal));
    }
    assert_eq!(world.questions(), 0);
    // Both have a remedy: the session goes on.
    apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
}

/// The evidence with one byte of one part changed.
fn spoilt(evidence: &Evidence, part: usize) -> Evidence {
    let flip = |bytes: &[u8], this: usize| {
        let mut bytes = bytes.to_vec();
        if this == part {
            // Near the end of each part stands a signature, a digest or a datum: never framing only.
            let place = bytes.len() - 3;
            bytes[place] ^= 1;
        }
        bytes
    };
    let files = evidence.files();
    let files = RawFiles {
        ef0001: SecretBytes::new(flip(files.ef0001.expose(), 0)),
        ef0002: SecretBytes::new(flip(files.ef0002.expose(), 1)),
        ef0003: SecretBytes::new(flip(files.ef0003.expose(), 2)),
        ef0004: SecretBytes::new(flip(files.ef0004.expose(), 3)),
        ef0007: SecretBytes::new(flip(files.ef0007.expose(), 4)),
    };
    Evidence::new(
        files,
        evidence.challenge(),
        flip(evidence.challenge_signature(), 5),
    )
}

#[tokio::test]
async fn r30_no_question_to_vrs_for_a_card_that_does_not_verify() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    for part in 0..6 {
        let mut session = client.open_session(&consent()).await.unwrap();
        let holder = holder(HANAKO, session.challenge);
        let bad = spoilt(holder.evidence().unwrap(), part);
        let found = client
            .apply(&mut session.token, code("132217"), Kind::Domestic, &bad)
            .await
            .unwrap_err();
        assert_eq!(found, refused(Refusal::CardRefused), "part {part}");
    }
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn r30_evidence_of_another_session_is_refused() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let earlier = client.open_session(&consent()).await.unwrap();
    let mut session = client.open_session(&consent()).await.unwrap();
    assert_ne!(earlier.challenge.as_bytes(), session.challenge.as_bytes());
    let holder = holder(HANAKO, earlier.challenge);
    let evidence = holder.evidence().unwrap();
    let found = client
        .apply(&mut session.token, code("132217"), Kind::Domestic, evidence)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::CardRefused));
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn a_test_card_is_refused_where_only_real_ones_are_served() {
    let world = World::new().await;
    let mut config = common::center_config(
        &world.pki,
        world.vrs.addr(),
        relay_center::DEMO_CATALOGUE,
        &world.now,
    );
    let refusing =
        card_driver::TrustAnchors::from_toml(common::TRUST, card_driver::TestHierarchy::Refused);
    config.card_trust = refusing.unwrap();
    let center = relay_center::serve(config).unwrap();
    let url = format!("https://{}", center.addr());
    let client = common::client(&url, &world.kiosk("0001"), &world.pki.root_pem());
    let mut session = client.open_session(&consent()).await.unwrap();
    let found = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::CardRefused));
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn r39_r51_no_record_is_one_answer_wherever_the_record_is() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    // Nobody has this person's record; another municipality has the other one's.
    let nobody = resident("例示　一郎", "456789012346", "19600615");
    let mut found = Vec::new();
    for person in [nobody, HANAKO] {
        let mut session = client.open_session(&consent()).await.unwrap();
        found.push(
            apply(&client, &mut session, person, "271004", Kind::Domestic)
                .await
                .unwrap_err(),
        );
    }
    assert_eq!(
        found,
        [refused(Refusal::NoRecord), refused(Refusal::NoRecord)]
    );
}

/// One raw application of this person at 清瀬市.
async fn raw(world: &World, person: Person, kind: CertificateKind) -> Answer {
    let caller = world.caller(&world.kiosk("0001"));
    let request = json!({"service": common::SERVICE, "terms_version": common::TERMS, "consent": true, "language": "ja"});
    let opened = caller.post(SESSIONS_PATH, &request).await.unwrap();
    let opened: relay_api::center::OpenedSession = opened.json("application/json").unwrap();
    let challenge = card_driver::Challenge::from_bytes(opened.challenge.to_array().unwrap());
    let holder = holder(person, challenge);
    let apply = Apply {
        session_token: opened.session_token,
        municipality: "132217".to_owned(),
        kind,
        card: CardEvidence::from(holder.evidence().unwrap()),
    };
    caller.post(APPLICATIONS_PATH, &apply).await.unwrap()
}

/// Every resident of 清瀬市 in the demo's file: number, name, birth date, deceased or protected, passport.
fn residents() -> Vec<(Person, bool, bool)> {
    let file: toml::Table = vrs::demo::RESIDENTS.parse().unwrap();
    let leak = |value: &toml::Value| -> &'static str { value.as_str().unwrap().to_owned().leak() };
    file["resident"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|resident| resident["municipality"].as_str() == Some("132217"))
        .map(|resident| {
            let person = Person {
                number: leak(&resident["number"]),
                name: leak(&resident["name"]),
                birth_date: resident["birth_date"]
                    .as_str()
                    .unwrap()
                    .replace('-', "")
                    .leak(),
            };
            let flag = |name: &str| {
                resident
                    .get(name)
                    .and_then(toml::Value::as_bool)
                    .unwrap_or(false)
            };
            (
                person,
                flag("deceased") || flag("protected"),
                resident.get("passport").is_some(),
            )
        })
        .collect()
}

#[tokio::test]
async fn r13_r114_deceased_and_protected_get_the_same_bytes() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for (person, _, _) in residents().into_iter().filter(|(_, flagged, _)| *flagged) {
        let answer = raw(&world, person, CertificateKind::Domestic).await;
        assert_eq!(problem(&answer), ProblemCode::NeedsCheck);
        let body: Value = answer.json(relay_api::PROBLEM_CONTENT_TYPE).unwrap();
        answers.push(body.to_string());
    }
    assert!(answers.len() >= 2);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn every_other_resident_of_the_demo_gets_what_the_record_has() {
    let world = World::new().await;
    for (person, _, passport) in residents().into_iter().filter(|(_, flagged, _)| !*flagged) {
        let answer = raw(&world, person, CertificateKind::Domestic).await;
        assert_eq!(answer.status(), 200);
        let answer = raw(&world, person, CertificateKind::OverseasAndDomestic).await;
        if passport {
            assert_eq!(answer.status(), 200);
        } else {
            assert_eq!(problem(&answer), ProblemCode::OverseasDataMissing);
        }
    }
}

#[tokio::test]
async fn r141_a_vrs_that_is_down_is_named() {
    let World { pki, vrs, now, .. } = World::new().await;
    let addr = vrs.addr();
    vrs.shutdown().await;
    let config = common::center_config(&pki, addr, relay_center::DEMO_CATALOGUE, &now);
    let center = relay_center::serve(config).unwrap();
    let kiosk = pki
        .issue(line::Role::Kiosk, "0001", relay_center::pki::End::Client)
        .unwrap();
    let client = common::client(
        &format!("https://{}", center.addr()),
        &kiosk,
        &pki.root_pem(),
    );
    let mut session = client.open_session(&consent()).await.unwrap();
    let found = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::VrsUnreachable));
}

struct SomebodyElse;

impl Tamper for SomebodyElse {
    fn preview(&self, preview: &mut PreviewData) {
        preview.name = "例示　さくら".into();
    }

    fn certificate(&self, certificate: &mut CertificateData) {
        certificate.id = "SOMEBODYELSE".into();
    }
}

struct Garbage;

impl Tamper for Garbage {
    fn body(&self, path: &str, body: &mut Vec<u8>) {
        if path == APPLICATIONS_PATH {
            body.truncate(body.len() / 2);
        }
    }
}

#[tokio::test]
async fn the_hand_of_the_tests_reaches_what_goes_to_the_kiosk() {
    let world = World::with(relay_center::DEMO_CATALOGUE, Box::new(SomebodyElse)).await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    let applied = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
    assert_eq!(applied.preview.name().expose(), "例示　さくら");
    let issued = client
        .issue(&applied.token, 1, IdempotencyKey::from_bytes(KEY))
        .await
        .unwrap();
    assert_eq!(issued.certificate.id().expose(), "SOMEBODYELSE");

    let world = World::with(relay_center::DEMO_CATALOGUE, Box::new(Garbage)).await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    let found = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, CenterError::Garbage);
}

/// The whole road of the four crates: card, center, VRS, match. Every resident that is served, every kind.
#[tokio::test]
async fn what_comes_through_the_center_matches_card_and_preview() {
    let world = World::new().await;
    let keys = &world.keys;
    let trust = IssuerTrust::builder()
        .shc_issuer(&keys.shc_issuer, keys.jwks_json.as_bytes())
        .unwrap()
        .csca(keys.csca_pem.as_bytes())
        .unwrap()
        .build();
    let client = world.client(&world.kiosk("0001"));
    let today = relay_center::Clock::system().now().date();
    let mut matched = 0;
    for (person, _, passport) in residents().into_iter().filter(|(_, flagged, _)| !*flagged) {
        for kind in [Kind::Domestic, Kind::OverseasAndDomestic] {
            if kind.is_overseas() && !passport {
                continue;
            }
            let mut session = client.open_session(&consent()).await.unwrap();
            let holder = holder(person, session.challenge);
            let request = Request::new(&holder, code("132217"), kind);
            let evidence = holder.evidence().unwrap();
            let applied = client
                .apply(&mut session.token, code("132217"), kind, evidence)
                .await
                .unwrap();
            let preview = MatchedPreview::new(&holder, &request, applied.preview).unwrap();
            let issued = client
                .issue(&applied.token, 1, IdempotencyKey::from_bytes(KEY))
                .await
                .unwrap();
            let certificate =
                MatchedCertificate::new(preview, issued.certificate, &trust, today).unwrap();
            assert_eq!(certificate.session(), session.challenge);
            matched += 1;
        }
    }
    assert!(matched >= 4, "{matched}");
}
