//! What a session may do: consent, hours, tokens, bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::sync::atomic::Ordering;

use certificate::Kind;
use common::{HANAKO, World, apply, code, consent, holder, problem};
use relay_api::ProblemCode;
use relay_api::center::{
    APPLICATIONS_PATH, Apply, CardEvidence, ISSUES_PATH, OUTCOMES_PATH, SESSIONS_PATH,
};
use relay_api::{CertificateKind, Language, PersonalString};
use relay_client::{CenterError, IdempotencyKey, OpenSession, Refusal};
use serde_json::{Value, json};

fn refused(refusal: Refusal) -> CenterError {
    CenterError::Refused(refusal)
}

fn good_session() -> Value {
    json!({"service": common::SERVICE, "terms_version": common::TERMS, "consent": true, "language": "ja"})
}

#[tokio::test]
async fn r14_no_session_without_consent_to_the_terms_in_force() {
    let world = World::new().await;
    let caller = world.caller(&world.kiosk("0001"));
    let mut session = good_session();
    session["consent"] = json!(false);
    let answer = caller.post(SESSIONS_PATH, &session).await.unwrap();
    assert_eq!(problem(&answer), ProblemCode::TermsOutdated);

    let old = OpenSession {
        terms_version: "2021-01-01".to_owned(),
        ..consent()
    };
    let found = world
        .client(&world.kiosk("0001"))
        .open_session(&old)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TermsOutdated));
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn no_session_that_could_not_end_within_the_hours() {
    let catalogue = relay_center::DEMO_CATALOGUE
        .replace("opens = \"00:00\"", "opens = \"06:30\"")
        .replace("closes = \"24:00\"", "closes = \"23:00\"");
    let world = World::with(&catalogue, Box::new(relay_center::Honest)).await;
    let client = world.client(&world.kiosk("0001"));
    // 2026-11-20T22:44:59 and 22:45:00 in Japan: a session lasts 15 minutes at the most.
    for (now, open) in [(1_795_182_299, true), (1_795_182_300, false)] {
        world.now.store(now, Ordering::SeqCst);
        assert_eq!(client.catalogue().await.unwrap().services[0].open_now, open);
        let found = client.open_session(&consent()).await.err();
        assert_eq!(
            found,
            (!open).then_some(refused(Refusal::OutOfHours)),
            "{now}"
        );
    }
}

#[tokio::test]
async fn r79_unknown_fields_and_malformed_requests_are_refused() {
    let world = World::new().await;
    let caller = world.caller(&world.kiosk("0001"));
    let mut extra = good_session();
    extra["remarks"] = json!("free text");
    let mut missing = good_session();
    missing.as_object_mut().unwrap().remove("consent");
    let mut language = good_session();
    language["language"] = json!("<script>");
    let mut service = good_session();
    service["service"] = json!("something-else");
    let large = json!({"service": "x".repeat(100_000)});
    for request in [
        extra,
        missing,
        language,
        service,
        large,
        json!([]),
        json!(null),
    ] {
        let answer = caller.post(SESSIONS_PATH, &request).await.unwrap();
        assert_eq!(
            (answer.status(), problem(&answer)),
            (400, ProblemCode::BadRequest)
        );
    }
    assert_eq!(
        caller
            .post(SESSIONS_PATH, &good_session())
            .await
            .unwrap()
            .status(),
        201
    );
    for path in ["/", "/v1/unknown", "/v1/catalogue"] {
        assert_eq!(
            problem(&caller.post(path, &json!({})).await.unwrap()),
            ProblemCode::BadRequest,
            "{path}"
        );
    }
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn r79_an_application_with_an_unknown_field_is_refused() {
    let world = World::new().await;
    let kiosk = world.kiosk("0001");
    let caller = world.caller(&kiosk);
    let opened = caller.post(SESSIONS_PATH, &good_session()).await.unwrap();
    let opened: relay_api::center::OpenedSession = opened.json("application/json").unwrap();
    let challenge = card_driver::Challenge::from_bytes(opened.challenge.to_array().unwrap());
    let holder = holder(HANAKO, challenge);
    let good = Apply {
        session_token: opened.session_token,
        municipality: "132217".to_owned(),
        kind: CertificateKind::Domestic,
        card: CardEvidence::from(holder.evidence().unwrap()),
    };
    let good = serde_json::to_value(&good).unwrap();
    let spoils: [fn(&mut Value); 4] = [
        |apply| apply["name"] = json!("見本"),
        |apply| apply["card"]["ef_0005"] = json!(""),
        |apply| apply["municipality"] = json!("132218"),
        |apply| apply["card"]["ef_0001"] = json!("not base64!"),
    ];
    for (number, spoil) in spoils.iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad);
        let answer = caller.post(APPLICATIONS_PATH, &bad).await.unwrap();
        assert_eq!(problem(&answer), ProblemCode::BadRequest, "spoil {number}");
    }
    assert_eq!(world.questions(), 0);
    assert_eq!(
        caller
            .post(APPLICATIONS_PATH, &good)
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn a_token_is_good_for_its_own_step_only() {
    let world = World::new().await;
    let kiosk = world.kiosk("0001");
    let caller = world.caller(&kiosk);
    let opened = caller.post(SESSIONS_PATH, &good_session()).await.unwrap();
    let opened: Value = opened.json("application/json").unwrap();
    let token = &opened["session_token"];
    let issue = json!({"application_token": token, "copies": 1, "idempotency_key": "AAAAAAAAAAAAAAAAAAAAAA"});
    let report = json!({"issue_token": token, "outcome": "printed", "pages": 1});
    for (path, request) in [(ISSUES_PATH, issue), (OUTCOMES_PATH, report)] {
        let answer = caller.post(path, &request).await.unwrap();
        assert_eq!(problem(&answer), ProblemCode::TokenRefused, "{path}");
    }
    assert_eq!(world.questions(), 0);
}

#[tokio::test]
async fn a_token_of_another_kiosk_or_one_bit_off_is_refused() {
    let world = World::new().await;
    let one = world.client(&world.kiosk("0001"));
    let other = world.client(&world.kiosk("0002"));
    let mut session = one.open_session(&consent()).await.unwrap();
    let found = apply(&other, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TokenRefused));
    assert_eq!(world.questions(), 0);
    // The same token from its own kiosk is good: it was the kiosk that was wrong.
    apply(&one, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    world.now.fetch_add(899, Ordering::SeqCst);
    let applied = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
    world.now.fetch_add(1, Ordering::SeqCst);
    let found = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TokenRefused));
    let found = client
        .issue(&applied.token, 1, IdempotencyKey::from_bytes([1; 16]))
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TokenRefused));
    assert_eq!(world.questions(), 1);
}

#[tokio::test]
async fn the_fourth_application_of_a_session_is_refused() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    // A refusal before VRS, one by VRS, and a success: each counts.
    let found = apply(&client, &mut session, HANAKO, "011011", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::NotParticipating));
    let found = apply(&client, &mut session, HANAKO, "141003", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::NoRecord));
    apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
    let before = world.questions();
    let found = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TooManyApplications));
    assert_eq!(world.questions(), before);
}

#[tokio::test]
async fn a_replica_with_the_same_key_serves_the_next_call() {
    let world = World::new().await;
    let kiosk = world.kiosk("0001");
    let config = common::center_config(
        &world.pki,
        world.vrs.addr(),
        relay_center::DEMO_CATALOGUE,
        &world.now,
    );
    let replica = relay_center::serve(config).unwrap();
    let mut session = world.client(&kiosk).open_session(&consent()).await.unwrap();
    let there = common::client(
        &format!("https://{}", replica.addr()),
        &kiosk,
        &world.pki.root_pem(),
    );
    apply(&there, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();

    let mut config = common::center_config(
        &world.pki,
        world.vrs.addr(),
        relay_center::DEMO_CATALOGUE,
        &world.now,
    );
    config.token_key = relay_center::TokenKey::random().unwrap();
    let stranger = relay_center::serve(config).unwrap();
    let there = common::client(
        &format!("https://{}", stranger.addr()),
        &kiosk,
        &world.pki.root_pem(),
    );
    let found = apply(&there, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap_err();
    assert_eq!(found, refused(Refusal::TokenRefused));
}

#[tokio::test]
async fn copies_are_bounded_by_the_catalogue() {
    let world = World::new().await;
    let client = world.client(&world.kiosk("0001"));
    let mut session = client.open_session(&consent()).await.unwrap();
    let applied = apply(&client, &mut session, HANAKO, "132217", Kind::Domestic)
        .await
        .unwrap();
    let before = world.questions();
    for copies in [0, 6, 255] {
        let found = client
            .issue(&applied.token, copies, IdempotencyKey::from_bytes([1; 16]))
            .await
            .unwrap_err();
        assert_eq!(found, refused(Refusal::BadRequest), "{copies}");
    }
    assert_eq!(world.questions(), before);
    client
        .issue(&applied.token, 5, IdempotencyKey::from_bytes([1; 16]))
        .await
        .unwrap();
}

#[test]
fn languages_and_codes_are_plain() {
    assert!(Language::try_from("pt-BR".to_owned()).is_ok());
    for text in ["", "j", "JA", "ja-", "ja_JP", "日本"] {
        assert!(Language::try_from(text.to_owned()).is_err(), "{text}");
    }
    assert_eq!(code("132217").to_string(), "132217");
    assert_eq!(
        format!("{:?}", PersonalString::from("見本")),
        "PersonalString"
    );
}
