//! Time-outs, failures and late answers: every way off.

use certificate::Kind;
use issuance::*;

use crate::common::*;
use crate::{outcome, says, stop_code};

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
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 16] = [
        Kiosk::start,
        Kiosk::at_terms,
        Kiosk::at_place_card,
        Kiosk::at_opening,
        Kiosk::at_pin,
        Kiosk::at_reading,
        Kiosk::at_take_card,
        Kiosk::at_municipality,
        Kiosk::at_applying,
        Kiosk::at_passport,
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
fn r73_a_warning_over_a_card_speaks_of_the_card() {
    let mut kiosk = Kiosk::new();
    kiosk.at_pin().warn();
    assert_eq!(says(&kiosk), [Prompt::StillThereCard]);
    kiosk.expire();
    assert_eq!(kiosk.page(), "TakeCard");
}

#[test]
fn work_of_others_is_not_given_more_time_by_touching_the_screen() {
    let mut kiosk = Kiosk::new();
    kiosk.at_issuing().touch(Touch::StillHere);
    assert!(kiosk.last.is_empty());
}

fn expires_after(kiosk: &Kiosk) -> std::time::Duration {
    let timer = kiosk.last.iter().find_map(|command| match command.task {
        Task::StartTimer { expire_after, .. } => Some(expire_after),
        _ => None,
    });
    timer.unwrap()
}

#[test]
fn an_unhurried_resident_is_waited_for_twice_as_long_and_a_machine_is_not() {
    let limits = Limits::default();
    let mut kiosk = Kiosk::new();
    kiosk.at_terms();
    assert_eq!(expires_after(&kiosk), limits.terms.expire_after());
    kiosk.machine.set_pace(Pace::Unhurried);
    kiosk.touch(Touch::StillHere);
    assert_eq!(expires_after(&kiosk), limits.terms.expire_after() * 2);
    let mut kiosk = Kiosk::new();
    kiosk.machine.set_pace(Pace::Unhurried);
    kiosk.at_reading();
    assert_eq!(expires_after(&kiosk), limits.work.expire_after());
}
