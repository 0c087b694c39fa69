//! Municipality, kind, copies, and what the center says to them.

use certificate::Kind;
use issuance::*;

use crate::common::*;
use crate::{says, stop_code};

#[test]
fn r49_without_a_catalogue_nothing_can_be_started() {
    let mut kiosk = Kiosk::new();
    kiosk.send(Event::Catalogue(CatalogueNews::Lost));
    assert!(matches!(
        kiosk.machine.screen().view,
        View::OutOfService(OutOfService::NoCatalogue)
    ));
    kiosk.start();
    assert_eq!(kiosk.page(), "OutOfService");
    assert!(kiosk.last.is_empty());
    let closed = Service {
        open: false,
        ..service()
    };
    let mut kiosk = Kiosk::with(catalogue_with(closed));
    assert!(matches!(
        kiosk.machine.screen().view,
        View::OutOfService(OutOfService::Closed)
    ));
    kiosk.start();
    assert_eq!(kiosk.page(), "OutOfService");
}

#[test]
fn r49_a_catalogue_lost_on_the_way_ends_what_is_not_yet_issued() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_confirm()
        .send(Event::Catalogue(CatalogueNews::Lost));
    assert_eq!(stop_code(&kiosk), "CATALOGUE-LOST");
    assert_eq!(kiosk.machine.held(), Held::Nothing);
    let mut kiosk = Kiosk::new();
    kiosk
        .at_issuing()
        .send(Event::Catalogue(CatalogueNews::Lost));
    assert_eq!(kiosk.page(), "Issuing");
}

#[test]
fn r49_only_what_the_catalogue_offers_can_be_chosen() {
    let mut kiosk = Kiosk::new();
    kiosk
        .start()
        .touch(Touch::ChooseService(ServiceId("other".to_owned())));
    assert_eq!(kiosk.page(), "Service");
    kiosk.touch(Touch::Cancel).at_municipality();
    kiosk.touch(Touch::ChooseMunicipality(code("134015")));
    assert_eq!(kiosk.page(), "Municipality");
    kiosk.touch(Touch::ChooseMunicipality(code(KIYOSE)));
    kiosk.touch(Touch::ChooseKind(Kind::Domestic));
    kiosk.touch(Touch::ChooseCopies(Copies::new(4).unwrap()));
    assert_eq!(kiosk.page(), "Copies");
    assert_eq!(kiosk.count("Apply"), 0);
}

#[test]
fn r50_nothing_is_sent_to_a_municipality_known_to_have_paused() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_municipality()
        .touch(Touch::ChooseMunicipality(code(KOGANEI_PAUSED)));
    let View::Municipality {
        refused: Some(refused),
        ..
    } = kiosk.machine.screen().view
    else {
        panic!("{}", kiosk.page());
    };
    assert_eq!(refused.code(), "REFUSED-PAUSED");
    assert_eq!(kiosk.machine.screen().applications_left, 3);
    assert_eq!(kiosk.count("Apply"), 0);
}

#[test]
fn the_municipality_of_the_address_is_suggested() {
    let mut kiosk = Kiosk::new();
    kiosk.at_municipality();
    let View::Municipality { suggested, .. } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page());
    };
    assert_eq!(suggested, Some(code(KIYOSE)));
}

#[test]
fn r114_refusals_with_a_remedy_lead_back_without_card_and_pin() {
    for (refusal, page) in [
        (Refusal::NoRecord, "Municipality"),
        (Refusal::NotParticipating, "Municipality"),
        (Refusal::Paused, "Municipality"),
        (Refusal::OverseasDataMissing, "Kind"),
    ] {
        let mut kiosk = Kiosk::new();
        kiosk.at_applying().answer(Answer::Refused(refusal));
        assert_eq!(kiosk.page(), page, "{refusal:?}");
        assert_eq!(kiosk.machine.screen().applications_left, 2);
        assert_eq!(kiosk.count("ReadCard"), 1);
    }
}

#[test]
fn r114_refusals_without_a_remedy_stop() {
    for (refusal, code) in [
        (Refusal::NeedsMunicipalityCheck, "REFUSED-NEEDS-CHECK"),
        (Refusal::OutOfHours, "REFUSED-OUT-OF-HOURS"),
        (
            Refusal::TooManyApplications,
            "REFUSED-TOO-MANY-APPLICATIONS",
        ),
        (Refusal::CardRefused, "REFUSED-CARD"),
    ] {
        let mut kiosk = Kiosk::new();
        kiosk.at_applying().answer(Answer::Refused(refusal));
        assert_eq!(stop_code(&kiosk), code);
        assert_eq!(kiosk.machine.held(), Held::Nothing);
    }
}

#[test]
fn r39_the_second_no_record_has_its_own_words_and_the_third_ends_it() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_applying()
        .answer(Answer::Refused(Refusal::NoRecord));
    let View::Municipality {
        refused: Some(first),
        ..
    } = kiosk.machine.screen().view
    else {
        panic!("{}", kiosk.page());
    };
    assert_eq!(first.code(), "REFUSED-NO-RECORD");
    assert_eq!(first.municipality, Some(code(KIYOSE)));
    kiosk
        .apply(SAPPORO, Kind::Domestic)
        .answer(Answer::Refused(Refusal::NoRecord));
    let View::Municipality {
        refused: Some(second),
        ..
    } = kiosk.machine.screen().view
    else {
        panic!("{}", kiosk.page());
    };
    assert_eq!(second.code(), "REFUSED-NO-RECORD-AGAIN");
    assert_eq!(second.municipality, Some(code(SAPPORO)));
    assert_eq!(kiosk.machine.held(), Held::ApplicationData);
    kiosk
        .apply(KIYOSE, Kind::Domestic)
        .answer(Answer::Refused(Refusal::NoRecord));
    assert_eq!(stop_code(&kiosk), "REFUSED-NO-RECORD-AGAIN");
    assert_eq!(kiosk.count("Apply"), 3);
    assert_eq!(kiosk.machine.held(), Held::Nothing);
}

#[test]
fn r74_application_data_are_gone_once_no_application_can_follow() {
    let mut kiosk = Kiosk::new();
    kiosk.at_confirm();
    assert_eq!(kiosk.machine.held(), Held::ApplicationData);
    kiosk.touch(Touch::ConfirmContent);
    assert_eq!(kiosk.machine.held(), Held::Identity);
    let mut kiosk = Kiosk::new();
    kiosk
        .at_applying()
        .answer(Answer::Refused(Refusal::NoRecord));
    kiosk
        .apply(SAPPORO, Kind::Domestic)
        .answer(Answer::Refused(Refusal::NoRecord));
    kiosk.apply(KIYOSE, Kind::Domestic);
    kiosk.answer(Answer::PreviewArrived(preview(
        code(KIYOSE),
        Kind::Domestic,
    )));
    assert_eq!(kiosk.machine.held(), Held::Identity);
    // The copies can still be changed, the application cannot.
    kiosk.draw().touch(Touch::Back);
    assert_eq!(kiosk.page(), "Copies");
    assert!(!kiosk.machine.screen().can_go_back);
    kiosk
        .touch(Touch::Back)
        .touch(Touch::ChooseCopies(Copies::ONE));
    assert_eq!(kiosk.page(), "Confirm");
    assert_eq!(kiosk.count("Apply"), 3);
}

#[test]
fn r40_going_back_from_confirm_asks_the_center_again_only_for_another_choice() {
    let mut kiosk = Kiosk::new();
    kiosk.at_confirm().touch(Touch::Back).touch(Touch::Back);
    kiosk.touch(Touch::ChooseKind(Kind::Domestic));
    kiosk.touch(Touch::ChooseCopies(Copies::ONE));
    assert_eq!(kiosk.page(), "Confirm");
    assert_eq!((kiosk.count("Apply"), kiosk.count("DropPicture")), (1, 0));
    kiosk.touch(Touch::Back).touch(Touch::Back);
    kiosk.touch(Touch::ChooseKind(Kind::OverseasAndDomestic));
    assert_eq!(kiosk.did(), ["DropPicture", "Say"]);
    kiosk.touch(Touch::ChooseCopies(Copies::ONE));
    assert_eq!(kiosk.page(), "Applying");
    assert_eq!(kiosk.count("Apply"), 2);
}

#[test]
fn r41_wrong_content_is_never_issued() {
    let mut kiosk = Kiosk::new();
    kiosk.at_confirm().touch(Touch::ContentWrong);
    assert_eq!(stop_code(&kiosk), "RESIDENT-CONTENT-WRONG");
    assert_eq!(kiosk.count("Issue"), 0);
}

#[test]
fn what_is_needed_is_read_first_where_one_service_leaves_no_choice() {
    let mut kiosk = Kiosk::new();
    kiosk.start();
    assert_eq!(says(&kiosk), [Prompt::ReadFirst]);
    let mut kiosk = Kiosk::new();
    kiosk.at_terms().touch(Touch::Back);
    assert_eq!(says(&kiosk), [Prompt::ReadFirst]);
}
