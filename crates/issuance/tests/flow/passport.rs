//! The question for the passport of a certificate for use abroad.

use certificate::Kind;
use issuance::*;

use crate::common::*;
use crate::{says, stop_code};

#[test]
fn r131_only_the_passport_that_is_held_now_leads_on() {
    let mut kiosk = Kiosk::new();
    kiosk.at_passport();
    assert_eq!(kiosk.page(), "Passport");
    assert_eq!(says(&kiosk), [Prompt::CheckPassport]);
    let View::Passport { preview } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page());
    };
    let shown = preview.preview().overseas().unwrap();
    assert_eq!(shown.passport_number.expose(), "TK0000001");
    // Nothing but the answer leads on.
    kiosk
        .touch(Touch::ConfirmContent)
        .answer(Answer::Composed { pages: 1 });
    assert_eq!(
        (kiosk.page().as_str(), kiosk.count("Issue")),
        ("Passport", 0)
    );
    kiosk.touch(Touch::PassportIsHeld);
    assert_eq!(kiosk.page(), "Confirm");
    assert_eq!(says(&kiosk), [Prompt::CheckContent]);
    kiosk.touch(Touch::ConfirmContent);
    assert_eq!(
        (kiosk.page().as_str(), kiosk.count("Issue")),
        ("Issuing", 1)
    );
}

#[test]
fn r131_the_domestic_kind_is_asked_for_no_passport() {
    let mut kiosk = Kiosk::new();
    kiosk.at_confirm();
    assert_eq!(kiosk.page(), "Confirm");
    kiosk
        .touch(Touch::PassportIsNotHeld)
        .touch(Touch::PassportIsHeld);
    assert_eq!(
        (kiosk.page().as_str(), kiosk.count("Issue")),
        ("Confirm", 0)
    );
}

#[test]
fn r131_another_passport_leads_to_the_domestic_kind_without_card_and_pin() {
    let mut kiosk = Kiosk::new();
    kiosk.at_passport().touch(Touch::PassportIsNotHeld);
    assert_eq!(kiosk.did(), ["DropPicture", "Log", "Say"]);
    let View::Kind { kinds, refused } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page());
    };
    assert_eq!(kinds, [Kind::Domestic]);
    assert_eq!(refused.unwrap().code(), "RESIDENT-PASSPORT-NOT-HELD");
    assert_eq!(kiosk.machine.screen().applications_left, 2);
    // Not by a finger that is too quick, either.
    kiosk.touch(Touch::ChooseKind(Kind::OverseasAndDomestic));
    assert_eq!(kiosk.page(), "Kind");
    kiosk.touch(Touch::ChooseKind(Kind::Domestic));
    kiosk.touch(Touch::ChooseCopies(Copies::ONE));
    kiosk.answer(Answer::PreviewArrived(preview(
        code(KIYOSE),
        Kind::Domestic,
    )));
    kiosk.draw().touch(Touch::ConfirmContent);
    assert_eq!(kiosk.page(), "Issuing");
    assert_eq!((kiosk.count("Apply"), kiosk.count("ReadCard")), (2, 1));
}

#[test]
fn r131_another_municipality_may_have_the_passport_that_is_held() {
    let mut kiosk = Kiosk::new();
    kiosk.at_passport().touch(Touch::PassportIsNotHeld);
    kiosk.touch(Touch::Back);
    kiosk.touch(Touch::ChooseMunicipality(code(SAPPORO)));
    let View::Kind { kinds, refused } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page());
    };
    assert_eq!((kinds, refused), (Kind::ALL.as_slice(), None));
}

#[test]
fn r131_the_answer_is_taken_back_by_going_back_and_not_kept_for_another_application() {
    let mut kiosk = Kiosk::new();
    kiosk.at_passport().touch(Touch::PassportIsHeld);
    kiosk.touch(Touch::Back);
    assert_eq!(kiosk.page(), "Passport");
    kiosk.touch(Touch::Back);
    assert_eq!(kiosk.page(), "Copies");
    kiosk.touch(Touch::ChooseCopies(Copies::ONE));
    assert_eq!(
        (kiosk.page().as_str(), kiosk.count("Apply")),
        ("Passport", 1)
    );
    kiosk.touch(Touch::PassportIsHeld);
    assert_eq!(kiosk.page(), "Confirm");
    for _ in 0..3 {
        kiosk.touch(Touch::Back);
    }
    kiosk.touch(Touch::Back).apply_abroad();
    assert_eq!(kiosk.page(), "Passport");
    for _ in 0..3 {
        kiosk.touch(Touch::Back);
    }
    kiosk.apply(SAPPORO, Kind::OverseasAndDomestic);
    assert_eq!(
        (kiosk.page().as_str(), kiosk.count("Apply")),
        ("Applying", 2)
    );
    kiosk.answer(Answer::PreviewArrived(preview(
        code(SAPPORO),
        Kind::OverseasAndDomestic,
    )));
    assert_eq!(kiosk.draw().page(), "Passport");
}

#[test]
fn r131_where_no_application_is_left_or_no_lesser_kind_it_ends() {
    let mut kiosk = Kiosk::new();
    kiosk.at_municipality();
    for _ in 0..2 {
        kiosk
            .apply_abroad()
            .answer(Answer::Refused(Refusal::NoRecord));
    }
    kiosk.apply_abroad().preview_abroad();
    assert_eq!(kiosk.page(), "Passport");
    assert_eq!(kiosk.machine.held(), Held::Identity);
    kiosk.touch(Touch::PassportIsNotHeld);
    assert_eq!(stop_code(&kiosk), "RESIDENT-PASSPORT-NOT-HELD");
    assert_eq!(kiosk.machine.held(), Held::Nothing);

    let mut only_abroad = service();
    only_abroad.kinds = vec![Kind::OverseasAndDomestic];
    let mut kiosk = Kiosk::with(catalogue_with(only_abroad));
    kiosk.at_passport().touch(Touch::PassportIsNotHeld);
    assert_eq!(stop_code(&kiosk), "RESIDENT-PASSPORT-NOT-HELD");
}
