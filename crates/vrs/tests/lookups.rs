//! What VRS finds, and what it does not say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use relay_api::{CertificateKind, ProblemCode};
use vrs::OperationKind;

#[tokio::test]
async fn r2_finds_by_number_and_confirms_by_birth_date() {
    let world = world().await;
    let found = world
        .center
        .lookup(&DEFAULT.domestic(KIYOSE))
        .await
        .unwrap()
        .preview;
    assert_eq!(found.kind, CertificateKind::Domestic);
    assert_eq!(found.municipality, KIYOSE);
    assert_eq!(found.issuer, "清瀬市長");
    assert_eq!(found.name.expose(), "見本　花子");
    assert_eq!(found.birth_date.expose(), "1985-04-12");
    assert!(found.overseas.is_none());
    assert_eq!(found.doses.len(), 2);
    assert_eq!(found.doses[0].number, 1);
    assert_eq!(found.doses[0].product.expose(), "コミナティ");
    assert_eq!(found.doses[0].lot.expose(), "EY5420");
    assert!(found.doses[0].country.is_none());
    assert!(found.doses[0].english.is_none() && found.issuer_english.is_none());

    let other_birth = Card(DEFAULT.0, DEFAULT.1, "1985-04-13");
    let refused = world
        .center
        .lookup(&other_birth.domestic(KIYOSE))
        .await
        .err();
    assert_eq!(refused, Some(ProblemCode::NoRecord));
}

#[tokio::test]
async fn r131_overseas_kind_has_the_passport_items_and_the_country_of_each_dose() {
    let world = world().await;
    let found = world
        .center
        .lookup(&DEFAULT.overseas(KIYOSE))
        .await
        .unwrap()
        .preview;
    let items = found.overseas.unwrap();
    assert_eq!(items.roman_name.expose(), "MIHON HANAKO");
    assert_eq!(items.nationality.expose(), "JPN");
    assert_eq!(items.passport_number.expose(), "TK0000001");
    assert_eq!(found.issuer_english.unwrap(), "Mayor of Kiyose City");
    let english = found.doses[0].english.as_ref().unwrap();
    assert_eq!(english.vaccine_type.expose(), "mRNA vaccine");
    assert_eq!(english.manufacturer.expose(), "Pfizer");
    assert_eq!(english.product.expose(), "COMIRNATY");
    assert!(
        found
            .doses
            .iter()
            .all(|dose| dose.country.as_ref().unwrap().expose() == "JPN")
    );
}

#[tokio::test]
async fn r131_overseas_kind_without_passport_items_is_a_refusal_with_a_remedy() {
    let world = world().await;
    let refused = world
        .center
        .lookup(&DOMESTIC_ONLY.overseas(KIYOSE))
        .await
        .err();
    assert_eq!(refused, Some(ProblemCode::OverseasDataMissing));
    assert!(
        world
            .center
            .lookup(&DOMESTIC_ONLY.domestic(KIYOSE))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn r131_passport_items_come_from_an_issue_since_2022_07_21_and_not_from_the_future() {
    let missing = Some(ProblemCode::OverseasDataMissing);
    let own_day = "issued_on = \"2022-08-05\"";
    // The clock stands at 2026-11-21 in Japan, where it is not that day everywhere.
    for (day, refused) in [
        ("2022-07-21", None),
        ("2026-11-21", None),
        ("2022-07-20", missing),
        ("2026-11-22", missing),
    ] {
        let residents = vrs::demo::RESIDENTS.replace(own_day, &format!("issued_on = \"{day}\""));
        assert_ne!(residents, vrs::demo::RESIDENTS);
        let world = world_with(&residents, |_| {}).await;
        let overseas = DEFAULT.overseas(KIYOSE);
        assert_eq!(world.center.lookup(&overseas).await.err(), refused, "{day}");
        assert_eq!(
            world.center.certify(&overseas, 1).await.err(),
            refused,
            "{day}"
        );
        let domestic = world.center.lookup(&DEFAULT.domestic(KIYOSE)).await;
        assert!(domestic.is_ok(), "{day}");
    }
}

#[tokio::test]
async fn r51_r131_the_passport_items_of_another_municipality_are_not_seen() {
    let world = world().await;
    let kiyose = world.center.lookup(&MOVED.overseas(KIYOSE)).await;
    assert!(kiyose.unwrap().preview.overseas.is_some());
    let sapporo = world.center.lookup(&MOVED.overseas(SAPPORO)).await;
    assert_eq!(sapporo.err(), Some(ProblemCode::OverseasDataMissing));
}

#[tokio::test]
async fn r13_moved_out_is_no_refusal_and_r135_other_municipalities_doses_are_left_out() {
    let world = world().await;
    let kiyose = world
        .center
        .lookup(&MOVED.domestic(KIYOSE))
        .await
        .unwrap()
        .preview;
    assert_eq!(
        kiyose
            .doses
            .iter()
            .map(|dose| dose.number)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    let sapporo = world
        .center
        .lookup(&MOVED.domestic(SAPPORO))
        .await
        .unwrap()
        .preview;
    assert_eq!(
        sapporo
            .doses
            .iter()
            .map(|dose| dose.number)
            .collect::<Vec<_>>(),
        [3]
    );
    assert_eq!(sapporo.issuer, "札幌市長");
}

#[tokio::test]
async fn r13_r114_deceased_and_protected_answer_with_the_same_bytes() {
    let world = world().await;
    let deceased = world.center.lookup_raw(&DECEASED.domestic(KIYOSE)).await;
    let protected = world.center.lookup_raw(&PROTECTED.domestic(KIYOSE)).await;
    assert_eq!(deceased, protected);
    // No kind tells more than the other: the flag is judged before the passport items.
    let overseas = world.center.lookup_raw(&PROTECTED.overseas(KIYOSE)).await;
    assert_eq!(deceased, overseas);
    assert!(
        String::from_utf8(deceased.body)
            .unwrap()
            .contains("\"needs-check\"")
    );
}

#[tokio::test]
async fn r51_no_record_has_one_answer_whoever_has_the_person() {
    let world = world().await;
    let nobody = world.center.lookup_raw(&NO_RECORD.domestic(KIYOSE)).await;
    let elsewhere = world.center.lookup_raw(&ELSEWHERE.domestic(KIYOSE)).await;
    let other_birth = world
        .center
        .lookup_raw(&Card(DEFAULT.0, DEFAULT.1, "1985-04-13").domestic(KIYOSE))
        .await;
    // Nor does a wrong birth date learn of a flag.
    let flagged = world
        .center
        .lookup_raw(&Card(DECEASED.0, DECEASED.1, "1935-02-04").domestic(KIYOSE))
        .await;
    assert!(
        String::from_utf8(nobody.body.clone())
            .unwrap()
            .contains("\"no-record\"")
    );
    assert_eq!(nobody, elsewhere);
    assert_eq!(nobody, other_birth);
    assert_eq!(nobody, flagged);
    // The same person where the record is: found.
    assert!(
        world
            .center
            .lookup(&ELSEWHERE.domestic(SAPPORO))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn r34_another_name_in_the_record_does_not_refuse_and_the_cards_name_is_printed() {
    let world = world().await;
    let found = world
        .center
        .lookup(&MARRIED.domestic(KIYOSE))
        .await
        .unwrap()
        .preview;
    assert_eq!(found.name.expose().as_bytes(), "例示　梅子".as_bytes());
    // Byte for byte: a variation selector comes back as it went in.
    let variant = Card(MARRIED.0, "例示　梅\u{E0100}子", MARRIED.2);
    let found = world
        .center
        .lookup(&variant.domestic(KIYOSE))
        .await
        .unwrap()
        .preview;
    assert_eq!(found.name.expose(), "例示　梅\u{E0100}子");
}

#[tokio::test]
async fn r49_a_municipality_without_an_area_is_not_participating() {
    let world = world().await;
    let refused = world.center.lookup(&DEFAULT.domestic("134015")).await.err();
    assert_eq!(refused, Some(ProblemCode::NotParticipating));
}

#[tokio::test]
async fn r79_malformed_and_unknown_fields_are_refused() {
    let world = world().await;
    let number = Card("123456789012", DEFAULT.1, DEFAULT.2).domestic(KIYOSE);
    let date = Card(DEFAULT.0, DEFAULT.1, "1985-02-30").domestic(KIYOSE);
    let code = DEFAULT.domestic("132218");
    for subject in [number, date, code] {
        assert_eq!(
            world.center.lookup(&subject).await.err(),
            Some(ProblemCode::BadRequest)
        );
    }
    let good = serde_json::json!({
        "session_id": SESSION, "application": 1, "subject": {
            "municipality": KIYOSE, "kind": "domestic", "number": DEFAULT.0, "name": DEFAULT.1,
            "birth_date": DEFAULT.2,
        }
    });
    assert_eq!(world.center.post("/v1/lookups", &good).await.status, 200);
    let mut unknown = good.clone();
    unknown["subject"]["address"] = "x".into();
    assert_eq!(world.center.post("/v1/lookups", &unknown).await.status, 400);
    // A session id that could be a number is none.
    let mut confused = good.clone();
    confused["session_id"] = DEFAULT.0.into();
    assert_eq!(
        world.center.post("/v1/lookups", &confused).await.status,
        400
    );
    assert_eq!(
        world
            .center
            .send("/v1/lookups", b"{".to_vec())
            .await
            .unwrap()
            .status,
        400
    );
    // R84: there is no erasing, nor anything else than the three calls.
    assert_eq!(world.center.post("/v1/residents", &good).await.status, 400);
}

#[tokio::test]
async fn r115_r120_every_call_is_logged_also_refused_ones_and_without_personal_data() {
    let world = world().await;
    let _ = world.center.lookup(&DEFAULT.overseas(KIYOSE)).await;
    let _ = world.center.lookup(&NO_RECORD.domestic(KIYOSE)).await;
    let _ = world.center.lookup(&PROTECTED.domestic(KIYOSE)).await;
    let issued = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap();
    let id = issued.certificate.id.expose().to_owned();
    world
        .center
        .outcome(KIYOSE, &id, relay_api::PrintOutcome::Printed)
        .await
        .unwrap();
    let _ = world
        .center
        .send(
            "/v1/lookups",
            format!("{{\"{}\":1}}", DEFAULT.0).into_bytes(),
        )
        .await;

    let log = world.vrs.operations().unwrap();
    let lines: Vec<_> = log
        .iter()
        .map(|line| (line.operation, line.area.as_str(), line.result.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (OperationKind::Lookup, KIYOSE, "ok"),
            (OperationKind::Lookup, KIYOSE, "no-record"),
            (OperationKind::Lookup, KIYOSE, "needs-check"),
            (OperationKind::Certify, KIYOSE, "ok"),
            (OperationKind::Outcome, KIYOSE, "ok"),
            (OperationKind::Lookup, "", "bad-request"),
        ]
    );
    assert!(log.iter().all(|line| line.who == "main.center"));
    assert!(log[..5].iter().all(|line| line.session == SESSION));
    assert_eq!(log[0].application, 1);
    let text = format!("{log:?}");
    for personal in [DEFAULT, NO_RECORD, PROTECTED]
        .iter()
        .flat_map(|card| [card.0, card.1, card.2])
        .chain(["MIHON", "TK0000001", "EY5420", id.as_str()])
    {
        assert!(!text.contains(personal), "the log has {personal}");
    }
}

#[tokio::test]
async fn r6_a_lookup_issues_nothing() {
    let world = world().await;
    for _ in 0..3 {
        world
            .center
            .lookup(&DEFAULT.overseas(KIYOSE))
            .await
            .unwrap();
    }
    let log = world.vrs.operations().unwrap();
    assert_eq!(log.len(), 3);
    assert!(
        log.iter()
            .all(|line| line.operation == OperationKind::Lookup)
    );
}

#[tokio::test]
async fn r46_r81_an_answer_has_the_printed_fields_and_no_more() {
    let world = world().await;
    let raw = world.center.lookup_raw(&DEFAULT.overseas(KIYOSE)).await;
    let answer: serde_json::Value = serde_json::from_slice(&raw.body).unwrap();
    let members = |value: &serde_json::Value| {
        let mut names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        names.sort_unstable();
        names.join(" ")
    };
    let preview = &answer["preview"];
    assert_eq!(members(&answer), "preview");
    assert_eq!(
        members(preview),
        "birth_date doses issuer issuer_english kind municipality name overseas"
    );
    assert_eq!(
        members(&preview["doses"][0]),
        "country date english lot manufacturer number product vaccine_type"
    );
    let text = String::from_utf8(raw.body).unwrap();
    for kept in [DEFAULT.0, "見本会場", "医師", "1322100001", "0001000001"] {
        assert!(
            vrs::demo::RESIDENTS.contains(kept) && !text.contains(kept),
            "{kept}"
        );
    }
}
