//! The pages in their order, and every way off it.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::transport::TransportError;
use card_driver::{AskAgainReason, CardError, LastTry};
use certificate::{Kind, Mismatch};
use common::*;
use issuance::*;

fn stop_code(kiosk: &Kiosk) -> &'static str {
    match kiosk.machine.screen().view {
        View::Stopped { stop, .. } => stop.code(),
        view => panic!("not stopped: {view:?}"),
    }
}

fn outcome(kiosk: &Kiosk) -> Option<(PrintOutcome, u32)> {
    kiosk.last.iter().find_map(|command| match command.task {
        Task::ReportOutcome { outcome, pages } => Some((outcome, pages)),
        _ => None,
    })
}

fn says(kiosk: &Kiosk) -> Vec<Prompt> {
    let prompts = kiosk.last.iter().filter_map(|command| match command.task {
        Task::Say(prompt) => Some(prompt),
        _ => None,
    });
    prompts.collect()
}

fn removed() -> Answer {
    Answer::CardFailed(CardError::Transport(TransportError::CardRemoved))
}

#[test]
fn r1_the_whole_way_prints_once_and_ends_wiped() {
    let mut kiosk = Kiosk::new();
    assert_eq!(kiosk.page(), "Attract");
    kiosk.at_take_papers();
    assert!(matches!(
        kiosk.machine.screen().view,
        View::TakePapers {
            pages: 2,
            forgotten: false
        }
    ));
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Printed, 2)));
    assert_eq!(kiosk.did(), ["ReportOutcome", "Wipe", "Say"]);
    kiosk.touch(Touch::PapersTaken);
    assert_eq!(kiosk.page(), "Thanks");
    kiosk.expire();
    assert_eq!(kiosk.page(), "Attract");
    assert_eq!(kiosk.did(), ["Log", "Hush", "Wipe"]);
    assert_eq!(kiosk.count("Print"), 1);
    assert_eq!(kiosk.machine.unexpected_answers(), 0);
}

#[test]
fn r3_the_overseas_kind_goes_the_same_way() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_municipality()
        .apply(KIYOSE, Kind::OverseasAndDomestic);
    kiosk.answer(Answer::PreviewArrived(preview(
        code(KIYOSE),
        Kind::OverseasAndDomestic,
    )));
    kiosk.draw().touch(Touch::ConfirmContent);
    let certificate = certificate(code(KIYOSE), Kind::OverseasAndDomestic);
    kiosk.answer(Answer::CertificateArrived {
        certificate,
        today: TODAY,
    });
    assert_eq!(kiosk.did(), ["Compose"]);
}

#[test]
fn r14_nothing_is_asked_of_card_or_center_before_consent() {
    let mut kiosk = Kiosk::new();
    kiosk.at_terms();
    assert_eq!(kiosk.page(), "Terms");
    // A card that lies there, or a center that answers unasked, changes nothing.
    kiosk.answer(Answer::CardPresent);
    kiosk.answer(Answer::SessionOpened {
        challenge: challenge_of(kiosk.id),
    });
    assert_eq!(kiosk.page(), "Terms");
    // Terms that were not shown cannot be agreed to.
    kiosk.touch(Touch::AgreeTerms {
        language: Language("tlh".to_owned()),
    });
    assert_eq!(kiosk.page(), "Terms");
    for task in ["OpenCenterSession", "WaitForCard", "OpenCard", "ReadCard"] {
        assert_eq!(kiosk.count(task), 0, "{task}");
    }
    kiosk.touch(Touch::AgreeTerms { language: ja() });
    assert_eq!(kiosk.did(), ["OpenCenterSession", "WaitForCard", "Say"]);
}

#[test]
fn r14_declining_the_terms_ends_it() {
    let mut kiosk = Kiosk::new();
    kiosk.at_terms().touch(Touch::DeclineTerms);
    assert_eq!(kiosk.page(), "Attract");
    assert_eq!(kiosk.count("WaitForCard"), 0);
}

#[test]
fn r23_the_card_is_opened_when_both_center_and_card_are_there() {
    for card_first in [false, true] {
        let mut kiosk = Kiosk::new();
        kiosk.at_place_card();
        let challenge = challenge_of(kiosk.id);
        if card_first {
            kiosk.answer(Answer::CardPresent);
            assert!(kiosk.machine.screen().card_on_reader);
        } else {
            kiosk.answer(Answer::SessionOpened { challenge });
        }
        assert_eq!(kiosk.count("OpenCard"), 0);
        if card_first {
            kiosk.answer(Answer::SessionOpened { challenge });
        } else {
            kiosk.answer(Answer::CardPresent);
        }
        assert_eq!(kiosk.count("OpenCard"), 1);
    }
}

#[test]
fn r23_a_card_put_right_before_it_was_spoken_to_is_waited_for_again() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_place_card()
        .answer(Answer::CardPresent)
        .answer(Answer::CardRemoved);
    assert_eq!(kiosk.page(), "PlaceCard");
    assert_eq!(kiosk.did(), ["WaitForCard", "Say"]);
}

#[test]
fn s31_a_wrong_pin_is_asked_for_again_with_the_tries_left() {
    let mut kiosk = Kiosk::new();
    kiosk.at_reading();
    kiosk.answer(Answer::CardAskAgain {
        reason: AskAgainReason::WrongPin,
        tries_left: 2,
    });
    let view = kiosk.machine.screen();
    assert!(matches!(
        view.view,
        View::Pin {
            tries_left: 2,
            ask_again: Some(AskAgainReason::WrongPin)
        }
    ));
    assert_eq!(says(&kiosk), [Prompt::WrongPin]);
    kiosk.touch(Touch::PinEntered { pin: pin() });
    assert_eq!(kiosk.count("ReadCard"), 2);
}

#[test]
fn s31_the_last_try_needs_its_own_confirmation() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_opening()
        .answer(Answer::CardReady { tries_left: 1 });
    assert_eq!(kiosk.page(), "LastTry");
    kiosk.touch(Touch::PinEntered { pin: pin() });
    assert_eq!(kiosk.page(), "LastTry");
    assert_eq!(kiosk.count("ReadCard"), 0);
    kiosk.touch(Touch::LastTryConfirmed);
    assert_eq!(kiosk.page(), "Pin");
    kiosk.touch(Touch::PinEntered { pin: pin() });
    let confirmed = kiosk.last.iter().any(|command| {
        matches!(
            command.task,
            Task::ReadCard {
                last_try: LastTry::Confirmed,
                ..
            }
        )
    });
    assert!(confirmed);
}

#[test]
fn s31_no_try_left_is_blocked_and_the_card_goes_back() {
    let mut kiosk = Kiosk::new();
    kiosk.at_reading();
    kiosk.answer(Answer::CardAskAgain {
        reason: AskAgainReason::WrongPin,
        tries_left: 0,
    });
    assert_eq!(stop_code(&kiosk), "CARD-PIN-BLOCKED");
    assert_eq!(
        kiosk.did(),
        ["LeaveCard", "WaitForCardRemoval", "Wipe", "Log", "Say"]
    );
    assert_eq!(says(&kiosk), [Prompt::StoppedTakeCard]);
    kiosk.touch(Touch::StartOver);
    assert_eq!(kiosk.page(), "TakeCard");
    kiosk.answer(Answer::CardRemoved);
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn a_pin_on_any_other_page_goes_nowhere() {
    let mut kiosk = Kiosk::new();
    kiosk.at_reading();
    kiosk.touch(Touch::PinEntered { pin: pin() });
    assert_eq!(kiosk.count("ReadCard"), 1);
}

#[test]
fn a_card_taken_off_while_it_is_needed_stops_with_nothing_kept() {
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 3] =
        [Kiosk::at_opening, Kiosk::at_pin, Kiosk::at_reading];
    for way in ways {
        for answer in [|| Answer::CardRemoved, removed] {
            let mut kiosk = Kiosk::new();
            way(&mut kiosk).answer(answer());
            assert_eq!(stop_code(&kiosk), "CARD-REMOVED");
            assert_eq!(kiosk.machine.held(), Held::Nothing);
            assert!(!kiosk.machine.screen().card_on_reader);
            kiosk.touch(Touch::StartOver);
            assert_eq!(kiosk.page(), "Attract");
        }
    }
}

#[test]
fn every_card_fault_stops_and_has_the_card_taken() {
    for error in [
        CardError::NotMyNumberCard,
        CardError::PinBlocked,
        CardError::LeftOpen,
        CardError::Transport(TransportError::Lost),
        CardError::Evidence(card_driver::EvidenceError::NotGenuine),
        CardError::Evidence(card_driver::EvidenceError::TestCard),
    ] {
        let mut kiosk = Kiosk::new();
        kiosk.at_opening().answer(Answer::CardFailed(error));
        assert_eq!(stop_code(&kiosk), error.code());
        assert!(kiosk.machine.screen().card_on_reader, "{error:?}");
        kiosk.answer(Answer::CardRemoved);
        assert_eq!(kiosk.page(), "Stopped");
        assert!(!kiosk.machine.screen().card_on_reader);
        kiosk.expire();
        assert_eq!(kiosk.page(), "Attract");
    }
}

#[test]
fn a_late_answer_of_the_card_does_not_let_a_forgotten_card_lie() {
    let mut kiosk = Kiosk::new();
    kiosk.at_opening().touch(Touch::Cancel);
    assert_eq!(kiosk.page(), "TakeCard");
    kiosk.answer(Answer::CardFailed(CardError::NotMyNumberCard));
    assert_eq!(kiosk.page(), "TakeCard");
    kiosk.answer(Answer::CardRemoved);
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn r25_a_holder_of_another_session_is_refused() {
    let mut kiosk = Kiosk::new();
    kiosk.at_reading();
    let other = challenge_of(SessionId([0xEE; 16]));
    kiosk.answer(Answer::HolderVerified(holder(other)));
    assert_eq!(stop_code(&kiosk), "KIOSK-INTERNAL");
    assert_eq!(kiosk.machine.held(), Held::Nothing);
}

#[test]
fn r91_nothing_goes_on_before_the_card_is_off() {
    let mut kiosk = Kiosk::new();
    kiosk.at_take_card();
    assert_eq!(kiosk.did(), ["LeaveCard", "WaitForCardRemoval", "Say"]);
    assert_eq!(says(&kiosk), [Prompt::TakeCard]);
    kiosk
        .touch(Touch::ChooseMunicipality(code(KIYOSE)))
        .touch(Touch::StillHere);
    assert_eq!(kiosk.page(), "TakeCard");
    kiosk.answer(Answer::CardRemoved);
    assert_eq!(kiosk.page(), "Municipality");
}

#[test]
fn r91_a_forgotten_card_is_an_alarm_that_does_not_end() {
    let mut kiosk = Kiosk::new();
    kiosk.at_take_card().expire();
    for _ in 0..5 {
        assert!(matches!(
            kiosk.machine.screen().view,
            View::TakeCard {
                ending: Some(Ending::Abandoned),
                forgotten: true
            }
        ));
        assert_eq!(says(&kiosk), [Prompt::CardForgotten]);
        assert_eq!(kiosk.machine.held(), Held::Nothing);
        kiosk.expire();
    }
    kiosk.answer(Answer::CardRemoved);
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn r91_forgotten_papers_are_an_alarm_and_then_attract() {
    let mut kiosk = Kiosk::new();
    kiosk.at_take_papers().expire();
    assert_eq!(says(&kiosk), [Prompt::PapersForgotten]);
    assert!(matches!(
        kiosk.machine.screen().view,
        View::TakePapers {
            forgotten: true,
            ..
        }
    ));
    kiosk.expire();
    assert_eq!(kiosk.page(), "Attract");
}

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
fn r42_somebody_elses_preview_is_never_shown() {
    let mut fields = preview_fields(code(KIYOSE), Kind::Domestic);
    fields.name = card_driver::secret::PersonalText::new("例示　一郎".to_owned());
    let mut kiosk = Kiosk::new();
    let other = certificate::Preview::new(fields).unwrap();
    kiosk
        .at_applying()
        .answer(Answer::PreviewArrived(Box::new(other)));
    assert_eq!(stop_code(&kiosk), Mismatch::Name.code());
    assert_eq!(kiosk.count("ComposePreview"), 0);
    assert_eq!(kiosk.machine.held(), Held::Nothing);
}

#[test]
fn r42_something_other_than_the_confirmed_is_never_printed_and_its_id_is_voided() {
    let mut fields = preview_fields(code(KIYOSE), Kind::Domestic);
    fields.doses[1].lot = "OTHER".to_owned();
    let mut kiosk = Kiosk::new();
    let certificate = certificate_of(fields);
    kiosk.at_issuing().answer(Answer::CertificateArrived {
        certificate,
        today: TODAY,
    });
    assert_eq!(stop_code(&kiosk), Mismatch::Lot.code());
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    assert_eq!((kiosk.count("Compose"), kiosk.count("Print")), (0, 0));
}

#[test]
fn s25_a_page_that_cannot_be_proved_is_voided() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_composing()
        .answer(Answer::ComposeFailed(DocumentFault::ProofFailed));
    assert_eq!(stop_code(&kiosk), "DOCUMENT-PROOF-FAILED");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    let mut kiosk = Kiosk::new();
    kiosk.at_applying();
    kiosk.answer(Answer::PreviewArrived(preview(
        code(KIYOSE),
        Kind::Domestic,
    )));
    kiosk.answer(Answer::PictureFailed(DocumentFault::GlyphMissing));
    assert_eq!(stop_code(&kiosk), "DOCUMENT-GLYPH-MISSING");
    assert_eq!(kiosk.count("Issue"), 0);
}

#[test]
fn r141_a_center_that_fails_stops_with_the_hop() {
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 3] =
        [Kiosk::at_place_card, Kiosk::at_applying, Kiosk::at_issuing];
    for way in ways {
        let mut kiosk = Kiosk::new();
        way(&mut kiosk).answer(Answer::CenterFailed(CenterFault::VrsUnreachable));
        assert_eq!(stop_code(&kiosk), "CENTER-VRS-UNREACHABLE");
        assert_eq!(kiosk.machine.held(), Held::Nothing);
        kiosk.expire();
        assert_eq!(kiosk.page(), "Attract");
    }
}

#[test]
fn s22_an_unknown_outcome_is_said_so_and_never_printed_again() {
    let mut kiosk = Kiosk::new();
    let fault = PrintFault::Unreachable;
    kiosk.at_printing().answer(Answer::PrintFailed {
        delivered: Delivered::Unknown,
        fault,
    });
    assert_eq!(stop_code(&kiosk), "PRINTER-OUTCOME-UNKNOWN");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Unknown, 0)));
    kiosk
        .answer(Answer::Composed { pages: 1 })
        .answer(Answer::Paid)
        .answer(Answer::Printed);
    assert_eq!((kiosk.count("Print"), kiosk.count("ReportOutcome")), (1, 1));
    let mut kiosk = Kiosk::new();
    kiosk.at_printing().expire();
    assert_eq!(stop_code(&kiosk), "PRINTER-OUTCOME-UNKNOWN");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Unknown, 0)));
}

#[test]
fn s21_a_printer_that_needs_paper_is_shown_and_nothing_printed_is_voided() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_printing()
        .answer(Answer::PrinterProgress(Some(Attention::MediaEmpty)));
    assert!(matches!(
        kiosk.machine.screen().view,
        View::Printing {
            attention: Some(Attention::MediaEmpty),
            ..
        }
    ));
    assert_eq!(says(&kiosk), [Prompt::PrinterAttention]);
    kiosk.touch(Touch::Cancel);
    assert_eq!(kiosk.page(), "Printing");
    let fault = PrintFault::NeedsAttention;
    kiosk.answer(Answer::PrintFailed {
        delivered: Delivered::NotPrinted,
        fault,
    });
    assert_eq!(stop_code(&kiosk), "PRINTER-ATTENTION");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
}

fn with_fee() -> Kiosk {
    Kiosk::with(catalogue_with(Service {
        fee: Yen(120),
        ..service()
    }))
}

#[test]
fn a_fee_is_paid_after_the_proof_and_before_print() {
    let mut kiosk = with_fee();
    kiosk.at_printing();
    let View::Pay { price } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page())
    };
    assert_eq!(price.total, Yen(240));
    assert_eq!(kiosk.count("Print"), 0);
    kiosk.answer(Answer::Paid);
    assert_eq!(kiosk.page(), "Printing");
    let fault = PrintFault::Refused;
    kiosk.answer(Answer::PrintFailed {
        delivered: Delivered::NotPrinted,
        fault,
    });
    assert!(matches!(
        kiosk.machine.screen().view,
        View::Stopped { paid: true, .. }
    ));
}

#[test]
fn a_payment_given_up_voids_the_id() {
    for touch in [Touch::GiveUpPaying, Touch::Cancel] {
        let mut kiosk = with_fee();
        kiosk.at_printing().touch(touch);
        assert_eq!(stop_code(&kiosk), "RESIDENT-PAYMENT-GIVEN-UP");
        assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
        assert_eq!(kiosk.count("Print"), 0);
    }
    let mut kiosk = with_fee();
    kiosk.at_printing().expire();
    assert_eq!(kiosk.page(), "Attract");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
}

#[test]
fn s29_an_answer_of_another_session_is_dropped() {
    let mut kiosk = Kiosk::new();
    kiosk.at_reading();
    let old = kiosk.id;
    kiosk.touch(Touch::Cancel).answer(Answer::CardRemoved);
    kiosk.touch(Touch::StartOver);
    kiosk.at_reading();
    let answer = Answer::HolderVerified(holder(challenge_of(old)));
    kiosk.send(Event::Answer {
        session: old,
        answer,
    });
    assert_eq!(kiosk.page(), "Reading");
    assert!(kiosk.last.is_empty());
    assert_eq!(kiosk.machine.stale_answers(), 1);
}

#[test]
fn s29_a_session_id_is_not_taken_twice() {
    let mut kiosk = Kiosk::new();
    kiosk.start().touch(Touch::Cancel);
    let session = kiosk.id;
    kiosk.send(Event::Start { session });
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn s29_a_certificate_that_arrives_too_late_is_voided_once() {
    for still_stopped in [true, false] {
        let mut kiosk = Kiosk::new();
        kiosk.at_issuing().expire();
        assert_eq!(stop_code(&kiosk), "KIOSK-NO-ANSWER");
        if !still_stopped {
            kiosk.expire();
            assert_eq!(kiosk.page(), "Attract");
        }
        let late = || Answer::CertificateArrived {
            certificate: certificate(code(KIYOSE), Kind::Domestic),
            today: TODAY,
        };
        kiosk.answer(late());
        assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
        assert!(kiosk.last.iter().all(|command| command.session == kiosk.id));
        kiosk.answer(late());
        assert_eq!(kiosk.count("ReportOutcome"), 1);
        assert_eq!(kiosk.count("Compose"), 0);
    }
}

#[test]
fn s29_a_certificate_after_a_failed_answer_is_voided_too() {
    for answer in [
        Answer::CenterFailed(CenterFault::TimedOut),
        Answer::Refused(Refusal::PreviewChanged),
    ] {
        let mut kiosk = Kiosk::new();
        kiosk.at_issuing().answer(answer);
        assert_eq!(kiosk.count("ReportOutcome"), 0);
        let certificate = certificate(code(KIYOSE), Kind::Domestic);
        kiosk.answer(Answer::CertificateArrived {
            certificate,
            today: TODAY,
        });
        assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    }
}

#[test]
fn r73_every_page_has_an_end_that_wipes() {
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 15] = [
        Kiosk::start,
        Kiosk::at_terms,
        Kiosk::at_place_card,
        Kiosk::at_opening,
        Kiosk::at_pin,
        Kiosk::at_reading,
        Kiosk::at_take_card,
        Kiosk::at_municipality,
        Kiosk::at_applying,
        Kiosk::at_confirm,
        Kiosk::at_issuing,
        Kiosk::at_composing,
        Kiosk::at_printing,
        Kiosk::at_take_papers,
        |kiosk| kiosk.at_take_papers().touch(Touch::PapersTaken),
    ];
    for way in ways {
        let mut kiosk = Kiosk::new();
        way(&mut kiosk);
        let page = kiosk.page();
        kiosk.expire();
        if page != "TakePapers" {
            assert_eq!(kiosk.machine.held(), Held::Nothing, "{page}");
            assert!(kiosk.did().contains(&"Wipe"), "{page}");
        }
        for _ in 0..3 {
            if kiosk.page() == "TakeCard" {
                kiosk.answer(Answer::CardRemoved);
            } else if kiosk.page() != "Attract" {
                kiosk.expire();
            }
        }
        assert_eq!(kiosk.page(), "Attract", "{page}");
    }
}

#[test]
fn r73_a_warning_comes_first_and_being_there_takes_it_back() {
    let mut kiosk = Kiosk::new();
    kiosk.at_municipality().warn();
    assert!(kiosk.machine.screen().warning);
    assert_eq!(says(&kiosk), [Prompt::StillThere]);
    let old = kiosk.machine.screen().epoch;
    kiosk.touch(Touch::StillHere);
    assert!(!kiosk.machine.screen().warning);
    kiosk
        .send(Event::TimerExpired { epoch: old })
        .send(Event::TimerWarned { epoch: old });
    assert_eq!(kiosk.page(), "Municipality");
    assert!(!kiosk.machine.screen().warning);
    kiosk.expire();
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn work_of_others_is_not_given_more_time_by_touching_the_screen() {
    let mut kiosk = Kiosk::new();
    kiosk.at_issuing().touch(Touch::StillHere);
    assert!(kiosk.last.is_empty());
}

#[test]
fn r70_a_wipe_of_a_waiting_card_leaves_it_untouched() {
    let mut kiosk = Kiosk::new();
    kiosk.at_place_card().touch(Touch::Cancel);
    assert_eq!(kiosk.did(), ["CancelCard", "Log", "Hush", "Wipe"]);
    assert_eq!(kiosk.page(), "Attract");
}
