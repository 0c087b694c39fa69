//! What becomes of the fee.

use issuance::*;

use crate::common::*;
use crate::{outcome, says, stop_code};

const FEE: Yen = Yen(120);

fn with_fee() -> Kiosk {
    Kiosk::with(catalogue_with(Service {
        fee: FEE,
        ..service()
    }))
}

fn fate(kiosk: &Kiosk) -> Option<Fate> {
    kiosk.last.iter().find_map(|command| match command.task {
        Task::SettleMoney { fate } => Some(fate),
        _ => None,
    })
}

fn money(kiosk: &Kiosk) -> Money {
    match kiosk.machine.screen().view {
        View::Stopped { money, .. } => money,
        view => panic!("not stopped: {view:?}"),
    }
}

fn receipt(kiosk: &Kiosk) -> Option<Receipt> {
    match kiosk.machine.screen().view {
        View::TakePapers { receipt, .. } | View::Thanks { receipt } => receipt,
        view => panic!("nothing was printed: {view:?}"),
    }
}

fn paid() -> Kiosk {
    let mut kiosk = with_fee();
    kiosk
        .at_printing()
        .answer(Answer::Collected { paid: Yen(500) });
    kiosk
}

#[test]
fn a_fee_is_paid_after_the_proof_and_before_print() {
    let mut kiosk = with_fee();
    kiosk.at_composing();
    assert_eq!(kiosk.count("Collect"), 0);
    kiosk.answer(Answer::Composed { pages: 1 });
    assert_eq!(kiosk.did(), ["Collect", "Say"]);
    assert!(kiosk.last.iter().any(|command| matches!(
        command.task,
        Task::Collect { price } if price.total == Yen(240) && price.each == FEE
    )));
    let old = kiosk.machine.screen().epoch;
    kiosk.answer(Answer::PutIn(Yen(100)));
    assert_ne!(kiosk.machine.screen().epoch, old, "the resident is there");
    let View::Pay { price, put_in } = kiosk.machine.screen().view else {
        panic!("{}", kiosk.page())
    };
    assert_eq!((price.total, put_in), (Yen(240), Yen(100)));
    // A device that says the same again is not the resident.
    let old = kiosk.machine.screen().epoch;
    kiosk.answer(Answer::PutIn(Yen(100)));
    assert_eq!(kiosk.machine.screen().epoch, old);
    assert_eq!(kiosk.count("Print"), 0);
    kiosk.answer(Answer::Collected { paid: Yen(240) });
    assert_eq!(kiosk.page(), "Printing");
    assert_eq!(kiosk.did(), ["Print", "Say"]);
}

#[test]
fn printed_money_is_kept_and_there_is_a_receipt() {
    let mut kiosk = paid();
    kiosk.answer(Answer::Printed);
    assert_eq!(fate(&kiosk), Some(Fate::Keep));
    let expected = Receipt {
        date: TODAY,
        price: Price {
            each: FEE,
            copies: Copies::new(2).unwrap(),
            total: Yen(240),
        },
        paid: Yen(500),
        change: Yen(260),
        owed: Yen::ZERO,
    };
    assert_eq!(receipt(&kiosk), Some(expected));
    kiosk.touch(Touch::PapersTaken);
    // The payout jams: the receipt says so as soon as it is known.
    kiosk.answer(Answer::MoneySettled { owed: Yen(100) });
    let owed = Yen(100);
    assert_eq!(receipt(&kiosk), Some(Receipt { owed, ..expected }));
}

#[test]
fn what_costs_nothing_moves_no_money_and_has_no_receipt() {
    let mut kiosk = Kiosk::new();
    kiosk.at_take_papers();
    assert_eq!(receipt(&kiosk), None);
    kiosk.touch(Touch::PapersTaken);
    assert_eq!(receipt(&kiosk), None);
    for task in ["Collect", "StopCollecting", "SettleMoney"] {
        assert_eq!(kiosk.count(task), 0, "{task}");
    }
}

#[test]
fn a_payment_given_up_voids_the_id_and_all_comes_back() {
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 3] = [
        |kiosk| kiosk.touch(Touch::GiveUpPaying),
        |kiosk| kiosk.touch(Touch::Cancel),
        Kiosk::expire,
    ];
    for way in ways {
        let mut kiosk = with_fee();
        kiosk.at_printing().answer(Answer::PutIn(Yen(100)));
        way(&mut kiosk);
        assert_eq!(stop_code(&kiosk), "RESIDENT-PAYMENT-GIVEN-UP");
        assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
        assert_eq!(kiosk.count("StopCollecting"), 1);
        assert_eq!(kiosk.count("Print"), 0);
        assert_eq!(money(&kiosk), Money::GivingBack(Yen(100)));
        // One more fell in meanwhile.
        kiosk.answer(Answer::PutIn(Yen(150)));
        kiosk.answer(Answer::NotCollected {
            fault: None,
            owed: Yen::ZERO,
        });
        assert_eq!(money(&kiosk), Money::GivenBack(Yen(150)));
        assert_eq!(kiosk.count("SettleMoney"), 0);
    }
}

#[test]
fn nothing_is_said_of_money_that_was_not_put_in() {
    let mut kiosk = with_fee();
    kiosk.at_printing().touch(Touch::GiveUpPaying);
    assert_eq!(money(&kiosk), Money::None);
    kiosk.answer(Answer::NotCollected {
        fault: None,
        owed: Yen::ZERO,
    });
    assert_eq!(money(&kiosk), Money::None);
}

#[test]
fn what_did_not_come_back_is_said_again_for_the_staff() {
    let mut kiosk = with_fee();
    kiosk.at_printing().answer(Answer::PutIn(Yen(100)));
    kiosk.touch(Touch::GiveUpPaying);
    kiosk.answer(Answer::NotCollected {
        fault: None,
        owed: Yen(50),
    });
    assert_eq!(money(&kiosk), Money::Owed(Yen(50)));
    assert_eq!(says(&kiosk), [Prompt::Stopped]);
}

#[test]
fn all_in_after_giving_up_is_given_back_though_the_session_may_be_over() {
    for over in [false, true] {
        let mut kiosk = with_fee();
        kiosk.at_printing().touch(Touch::GiveUpPaying);
        if over {
            kiosk.touch(Touch::StartOver);
            assert_eq!(kiosk.page(), "Attract");
        }
        kiosk.answer(Answer::Collected { paid: Yen(240) });
        assert_eq!(fate(&kiosk), Some(Fate::Refund));
        assert!(kiosk.last.iter().all(|command| command.session == kiosk.id));
        kiosk.answer(Answer::Collected { paid: Yen(240) });
        assert_eq!((kiosk.count("SettleMoney"), kiosk.count("Print")), (1, 0));
    }
}

/// Money of a session that was given up, and left before the device had said that it all came back.
fn left(kiosk: &mut Kiosk) -> SessionId {
    kiosk.at_printing().touch(Touch::GiveUpPaying);
    kiosk.touch(Touch::StartOver);
    assert_eq!(kiosk.page(), "Attract");
    kiosk.id
}

#[test]
fn money_of_several_that_left_is_given_back_each_once_and_none_takes_their_names() {
    let mut kiosk = with_fee();
    let left: Vec<SessionId> = (0..16).map(|_| left(&mut kiosk)).collect();
    for session in left.iter().copied() {
        kiosk.send(Event::Start { session });
        assert_eq!(kiosk.machine.session(), None, "two would share a name");
    }
    for session in left {
        for settled in [1, 0] {
            let answer = Answer::Collected { paid: Yen(240) };
            kiosk.send(Event::Answer { session, answer });
            let refunded = kiosk.last.iter().filter(|command| {
                let refund = Task::SettleMoney { fate: Fate::Refund };
                command.session == session && name(&command.task) == name(&refund)
            });
            assert_eq!(refunded.count(), settled);
            assert_eq!(fate(&kiosk), (settled == 1).then_some(Fate::Refund));
        }
    }
}

#[test]
fn what_was_not_printed_for_certain_is_given_back() {
    let mut kiosk = paid();
    kiosk.answer(Answer::PrintFailed {
        delivered: Delivered::NotPrinted,
        fault: PrintFault::Refused,
    });
    assert_eq!(fate(&kiosk), Some(Fate::Refund));
    assert_eq!(money(&kiosk), Money::GivingBack(Yen(500)));
    kiosk.answer(Answer::MoneySettled { owed: Yen::ZERO });
    assert_eq!(money(&kiosk), Money::GivenBack(Yen(500)));
    let mut kiosk = paid();
    kiosk.answer(Answer::PrintFailed {
        delivered: Delivered::NotPrinted,
        fault: PrintFault::Refused,
    });
    kiosk.answer(Answer::MoneySettled { owed: Yen(500) });
    assert_eq!(money(&kiosk), Money::Owed(Yen(500)));
    assert_eq!(says(&kiosk), [Prompt::Stopped]);
}

#[test]
fn what_may_be_printed_is_held_for_the_staff() {
    let unknown = Answer::PrintFailed {
        delivered: Delivered::Unknown,
        fault: PrintFault::Unreachable,
    };
    let mut kiosk = paid();
    kiosk.answer(unknown);
    assert_eq!(fate(&kiosk), Some(Fate::Hold));
    assert_eq!(money(&kiosk), Money::Held(Yen(500)));
    kiosk.answer(Answer::MoneySettled { owed: Yen::ZERO });
    assert_eq!(money(&kiosk), Money::Held(Yen(500)));
    // Whatever a device says of it: all of it is held, not some of it.
    let mut kiosk = paid();
    kiosk.expire();
    kiosk.answer(Answer::MoneySettled { owed: Yen(100) });
    assert_eq!(money(&kiosk), Money::Held(Yen(500)));
    let mut kiosk = paid();
    kiosk.expire();
    assert_eq!(fate(&kiosk), Some(Fate::Hold));
    assert_eq!(money(&kiosk), Money::Held(Yen(500)));
}

#[test]
fn a_device_that_takes_nothing_ends_the_session_unprinted() {
    let mut kiosk = with_fee();
    kiosk.at_printing().answer(Answer::NotCollected {
        fault: Some(PaymentFault::OutOfChange),
        owed: Yen::ZERO,
    });
    assert_eq!(stop_code(&kiosk), "PAYMENT-OUT-OF-CHANGE");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    assert_eq!(money(&kiosk), Money::None);
    // The lever at the device.
    let mut kiosk = with_fee();
    kiosk.at_printing().answer(Answer::PutIn(Yen(10)));
    kiosk.answer(Answer::NotCollected {
        fault: None,
        owed: Yen::ZERO,
    });
    assert_eq!(stop_code(&kiosk), "RESIDENT-PAYMENT-GIVEN-UP");
    assert_eq!(money(&kiosk), Money::GivenBack(Yen(10)));
    assert_eq!(kiosk.count("StopCollecting"), 0);
}

#[test]
fn less_than_the_fee_prints_nothing_and_goes_back() {
    let mut kiosk = with_fee();
    kiosk
        .at_printing()
        .answer(Answer::Collected { paid: Yen(120) });
    assert_eq!(fate(&kiosk), Some(Fate::Refund));
    assert_eq!(stop_code(&kiosk), "KIOSK-INTERNAL");
    assert_eq!(kiosk.count("Print"), 0);
}

#[test]
fn a_device_that_is_not_ready_is_found_before_the_pin() {
    let not_ready = || Event::PaymentDevice(Err(PaymentFault::OutOfChange));
    let mut kiosk = with_fee();
    kiosk.send(not_ready());
    let expected = OutOfService::NoPayment(PaymentFault::OutOfChange);
    assert!(matches!(kiosk.machine.screen().view, View::OutOfService(why) if why == expected));
    kiosk.start();
    assert_eq!(kiosk.machine.session(), None);
    kiosk.send(Event::PaymentDevice(Ok(())));
    assert_eq!(kiosk.page(), "Attract");

    // It cannot be chosen any more.
    kiosk.start().send(not_ready());
    kiosk.touch(Touch::ChooseService(service().id));
    assert_eq!(kiosk.page(), "Service");

    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 4] = [
        Kiosk::at_terms,
        Kiosk::at_place_card,
        Kiosk::at_opening,
        Kiosk::at_pin,
    ];
    for way in ways {
        let mut kiosk = with_fee();
        way(&mut kiosk).send(not_ready());
        assert_eq!(stop_code(&kiosk), "PAYMENT-OUT-OF-CHANGE");
        let mut free = Kiosk::new();
        let page = way(&mut free).page();
        free.send(not_ready());
        assert_eq!(free.page(), page, "what is free goes on");
    }
}

#[test]
fn nothing_is_issued_that_could_not_be_paid() {
    let mut kiosk = with_fee();
    kiosk.at_confirm();
    kiosk.send(Event::PaymentDevice(Err(PaymentFault::Unavailable)));
    assert_eq!(kiosk.page(), "Confirm");
    kiosk.touch(Touch::ConfirmContent);
    assert_eq!(stop_code(&kiosk), "PAYMENT-UNAVAILABLE");
    assert_eq!(kiosk.count("Issue"), 0);
}

#[test]
fn a_fee_is_not_offered_before_the_device_has_spoken() {
    let mut machine = new_machine();
    let catalogue = catalogue_with(Service {
        fee: FEE,
        ..service()
    });
    let news = CatalogueNews::Arrived(Box::new(catalogue));
    assert!(machine.handle(Event::Catalogue(news)).is_empty());
    assert!(matches!(
        machine.screen().view,
        View::OutOfService(OutOfService::NoPayment(_))
    ));
}

#[test]
fn the_short_name_of_a_session_is_the_beginning_of_its_name() {
    let mut id = SessionId([0; 16]);
    id.0[..5].copy_from_slice(&[0x3f, 0xa1, 0x00, 0x9c, 0xff]);
    assert_eq!(id.short(), "3FA1-009C");
    assert!(id.to_string().starts_with("3fa1009c"));
}
