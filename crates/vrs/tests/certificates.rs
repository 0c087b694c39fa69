//! Issuing, issuing again, voiding.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::sync::atomic::Ordering;

use certificate::{Authority, CertificateId, MunicipalityCode, shc, vds_nc};
use common::*;
use relay_api::{PrintOutcome, ProblemCode};
use vrs::CertificateState;

fn kiyose() -> MunicipalityCode {
    KIYOSE.parse().unwrap()
}

#[tokio::test]
async fn r130_domestic_certificate_is_signed_with_the_cards_name_and_has_no_vds_nc() {
    let world = world().await;
    let issued = world
        .center
        .certify(&MARRIED.domestic(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    let found = world
        .center
        .lookup(&MARRIED.domestic(KIYOSE))
        .await
        .unwrap()
        .preview;
    assert!(issued.preview == found);
    assert!(issued.vds_nc.is_none());
    let jwks = shc::Jwks::from_json(world.keys.jwks_json.as_bytes()).unwrap();
    let verified = shc::verify(issued.shc.expose(), &jwks).unwrap();
    assert_eq!(*verified.content().names()[0].joined("　"), *"例示　梅子");
    assert_eq!(verified.content().immunizations().len(), 4);
}

#[tokio::test]
async fn r131_overseas_certificate_has_two_codes_and_the_passport_items_in_them() {
    let world = world().await;
    let issued = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    let jwks = shc::Jwks::from_json(world.keys.jwks_json.as_bytes()).unwrap();
    let card = shc::verify(issued.shc.expose(), &jwks).unwrap();
    let name: Vec<_> = card.content().names()[0].parts().collect();
    assert_eq!(name, ["MIHON", "HANAKO"]);
    let csca = Authority::from_der_or_pem(world.keys.csca_pem.as_bytes()).unwrap();
    let seal = vds_nc::verify(issued.vds_nc.unwrap().expose(), &[csca]).unwrap();
    assert_eq!(seal.content().uvci(), issued.id.expose());
    assert_eq!(seal.content().travel_document(), Some("TK0000001"));
}

#[tokio::test]
async fn r132_r133_id_and_date_are_kept_and_the_same_key_gives_them_again() {
    let world = world().await;
    let first = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    assert!(CertificateId::new(first.id.expose()).is_ok());
    assert_eq!(first.id.expose().len(), 12);
    assert_eq!(first.issue_date.expose(), "2026-11-21");
    // Three days on.
    world.clock.fetch_add(3 * 86_400, Ordering::SeqCst);
    let again = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    assert!(again.id == first.id && again.issue_date == first.issue_date);
    assert!(again.preview == first.preview);
    let other = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 2)
        .await
        .unwrap()
        .certificate;
    assert!(other.id != first.id);
    assert_eq!(other.issue_date.expose(), "2026-11-24");
}

#[tokio::test]
async fn r133_the_issue_date_is_japans() {
    let world = world().await;
    // 2026-11-20 15:00:00 UTC is midnight in Japan.
    world.clock.store(1_795_186_800, Ordering::SeqCst);
    let issued = world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap();
    assert_eq!(issued.certificate.issue_date.expose(), "2026-11-21");
    world.clock.store(1_795_186_799, Ordering::SeqCst);
    let issued = world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 2)
        .await
        .unwrap();
    assert_eq!(issued.certificate.issue_date.expose(), "2026-11-20");
}

#[tokio::test]
async fn r38_a_key_is_of_one_application() {
    let world = world().await;
    world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap();
    let bad = Some(ProblemCode::BadRequest);
    assert_eq!(
        world
            .center
            .certify(&MARRIED.domestic(KIYOSE), 1)
            .await
            .err(),
        bad
    );
    assert_eq!(
        world
            .center
            .certify(&DEFAULT.overseas(KIYOSE), 1)
            .await
            .err(),
        bad
    );
    assert_eq!(
        world
            .center
            .certify_copies(&DEFAULT.domestic(KIYOSE), 1, 2)
            .await
            .err(),
        bad
    );
    let renamed = Card(DEFAULT.0, "見本　華子", DEFAULT.2);
    assert_eq!(
        world
            .center
            .certify(&renamed.domestic(KIYOSE), 1)
            .await
            .err(),
        bad
    );
    let other_birth = Card(DEFAULT.0, DEFAULT.1, "1985-04-13");
    assert_eq!(
        world
            .center
            .certify(&other_birth.domestic(KIYOSE), 1)
            .await
            .err(),
        bad
    );
    // The rightful one is served as before.
    assert!(
        world
            .center
            .certify(&DEFAULT.domestic(KIYOSE), 1)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn many_requests_with_one_key_at_once_give_one_id() {
    let world = world().await;
    let subject = DEFAULT.domestic(KIYOSE);
    let one = || world.center.certify(&subject, 7);
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    let ids: Vec<_> = [a, b, c, d]
        .into_iter()
        .map(|issued| issued.unwrap().certificate.id.expose().to_owned())
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
}

#[tokio::test]
async fn r13_what_a_lookup_refuses_is_not_issued_either() {
    let world = world().await;
    let cases = [
        (DECEASED.domestic(KIYOSE), ProblemCode::NeedsCheck),
        (PROTECTED.domestic(KIYOSE), ProblemCode::NeedsCheck),
        (NO_RECORD.domestic(KIYOSE), ProblemCode::NoRecord),
        (ELSEWHERE.domestic(KIYOSE), ProblemCode::NoRecord),
        (
            DOMESTIC_ONLY.overseas(KIYOSE),
            ProblemCode::OverseasDataMissing,
        ),
        (DEFAULT.domestic("134015"), ProblemCode::NotParticipating),
    ];
    for (subject, code) in cases {
        assert_eq!(world.center.certify(&subject, 1).await.err(), Some(code));
    }
    // Nothing was taken down under the key.
    assert!(
        world
            .center
            .certify(&DEFAULT.domestic(KIYOSE), 1)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_id_that_was_not_printed_is_void_for_good() {
    let world = world().await;
    let issued = world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap();
    let id = issued.certificate.id.expose();
    let state = || world.vrs.certificate_state(kiyose(), id).unwrap();
    assert_eq!(state(), Some(CertificateState::Issued));
    world
        .center
        .outcome(KIYOSE, id, PrintOutcome::NotPrinted)
        .await
        .unwrap();
    assert_eq!(state(), Some(CertificateState::Void));
    // The report may come twice, and no other report revives it; nor does its key.
    world
        .center
        .outcome(KIYOSE, id, PrintOutcome::NotPrinted)
        .await
        .unwrap();
    let bad = Some(ProblemCode::BadRequest);
    assert_eq!(
        world
            .center
            .outcome(KIYOSE, id, PrintOutcome::Printed)
            .await
            .err(),
        bad
    );
    assert_eq!(
        world
            .center
            .certify(&DEFAULT.domestic(KIYOSE), 1)
            .await
            .err(),
        bad
    );
    assert_eq!(state(), Some(CertificateState::Void));
}

#[tokio::test]
async fn what_was_printed_is_never_voided() {
    let world = world().await;
    let issued = world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap();
    let id = issued.certificate.id.expose();
    world
        .center
        .outcome(KIYOSE, id, PrintOutcome::Unknown)
        .await
        .unwrap();
    world
        .center
        .outcome(KIYOSE, id, PrintOutcome::Printed)
        .await
        .unwrap();
    let refused = world
        .center
        .outcome(KIYOSE, id, PrintOutcome::NotPrinted)
        .await
        .err();
    assert_eq!(refused, Some(ProblemCode::BadRequest));
    let state = world.vrs.certificate_state(kiyose(), id).unwrap();
    assert_eq!(state, Some(CertificateState::Printed));
}

#[tokio::test]
async fn r51_r84_another_municipality_cannot_touch_a_certificate() {
    let world = world().await;
    let issued = world
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap();
    let id = issued.certificate.id.expose();
    let bad = Some(ProblemCode::BadRequest);
    assert_eq!(
        world
            .center
            .outcome(SAPPORO, id, PrintOutcome::NotPrinted)
            .await
            .err(),
        bad
    );
    assert_eq!(
        world
            .vrs
            .certificate_state(SAPPORO.parse().unwrap(), id)
            .unwrap(),
        None
    );
    let state = world.vrs.certificate_state(kiyose(), id).unwrap();
    assert_eq!(state, Some(CertificateState::Issued));
    // An ID that nobody has is answered likewise.
    assert_eq!(
        world
            .center
            .outcome(KIYOSE, "ZZZZZZZZZZZZ", PrintOutcome::NotPrinted)
            .await
            .err(),
        bad
    );
}

#[tokio::test]
async fn a_record_whose_code_would_not_fit_needs_the_municipality_and_spends_no_id() {
    let world = world().await;
    let long: String = ('\u{4E00}'..).step_by(37).take(200).collect();
    let card = Card(MARRIED.0, Box::leak(long.into_boxed_str()), MARRIED.2);
    let refused = world.center.certify(&card.domestic(KIYOSE), 1).await.err();
    assert_eq!(refused, Some(ProblemCode::NeedsCheck));
    assert!(
        world
            .center
            .certify(&MARRIED.domestic(KIYOSE), 1)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn r131_a_roman_name_that_does_not_come_apart_is_signed_as_it_is_printed() {
    let residents = vrs::demo::RESIDENTS.replace("MIHON HANAKO", "MIHON  HANAKO");
    let world = world_with(&residents, |_| {}).await;
    let issued = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    let jwks = shc::Jwks::from_json(world.keys.jwks_json.as_bytes()).unwrap();
    let card = shc::verify(issued.shc.expose(), &jwks).unwrap();
    let name: Vec<_> = card.content().names()[0].parts().collect();
    assert_eq!(name, ["MIHON  HANAKO"]);
}
