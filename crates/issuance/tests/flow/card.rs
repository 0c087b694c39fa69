//! Terms, card and PIN, up to the card that is off again.

use card_driver::transport::TransportError;
use card_driver::{AskAgainReason, CardError, LastTry};
use issuance::*;

use crate::common::*;
use crate::{removed, says, stop_code};

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
fn r70_a_wipe_of_a_waiting_card_leaves_it_untouched() {
    let mut kiosk = Kiosk::new();
    kiosk.at_place_card().touch(Touch::Cancel);
    assert_eq!(kiosk.did(), ["CancelCard", "Log", "Hush", "Wipe"]);
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn a_card_that_lies_there_is_not_asked_for_any_more() {
    let mut kiosk = Kiosk::new();
    kiosk.at_place_card();
    assert_eq!(says(&kiosk), [Prompt::PlaceCard]);
    kiosk.answer(Answer::CardPresent);
    assert_eq!(says(&kiosk), [Prompt::KeepCard]);
    kiosk.answer(Answer::CardRemoved);
    assert_eq!(says(&kiosk), [Prompt::PlaceCard]);
}
