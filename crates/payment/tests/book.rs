//! The book, one case at a time.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::num::NonZeroU8;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, mpsc};

use payment::coin_box::{CoinBox, Fault, Piece, Pieces, Slot, Taken};
use payment::{
    Account, Balance, Book, Booked, Charge, Collected, Escrow, Go, Method, Open, Payment,
    PaymentError, Progress, Reference, Returned, SettleError, Settled, Why, Yen,
};

const ONE: Reference = Reference::new([1; 16]);
const TWO: Reference = Reference::new([2; 16]);
const FEE: Yen = Yen(120);

fn charge() -> Charge {
    Charge::new(FEE, NonZeroU8::new(3).unwrap()).unwrap()
}

fn booked() -> (Booked<CoinBox>, Slot, Book) {
    let (device, slot) = CoinBox::new(Pieces::each(20));
    let book = Book::new();
    (Booked::new(device, book.clone()), slot, book)
}

/// Pays 500 of 360.
fn pay(device: &mut impl Payment, slot: &Slot, at: Reference) -> Result<Collected, PaymentError> {
    device.collect(at, charge(), &mut |progress| {
        if progress.put_in == Yen::ZERO {
            slot.put_in(Piece::FiveHundred);
        }
        Go::On
    })
}

/// As staff does it that has just looked; of what is not open, that a sheet of paper says so.
fn settle(book: &Book, reference: Reference, settled: Settled) -> Result<Yen, SettleError> {
    let open = book
        .open()
        .into_iter()
        .find(|open| open.reference == reference);
    let seen = open.unwrap_or(Open {
        reference,
        amount: Yen(100),
        why: Why::Unreturned,
    });
    book.settle(seen, settled)
}

#[test]
fn kept_money_is_fee_times_copies_and_the_change_comes_out() {
    let (mut device, slot, book) = booked();
    let collected = pay(&mut device, &slot, ONE).unwrap();
    let escrow = Balance {
        hand: -500,
        escrow: 500,
        ..Balance::default()
    };
    assert_eq!(book.balance(), escrow);
    let receipt = collected.keep();
    assert_eq!(receipt.reference(), ONE);
    assert_eq!(
        (receipt.unit(), receipt.copies().get(), receipt.amount()),
        (FEE, 3, Yen(360))
    );
    assert_eq!(
        (receipt.paid(), receipt.change(), receipt.owed()),
        (Yen(500), Yen(140), Yen(0))
    );
    assert_eq!(receipt.change_given(), Ok(()));
    assert_eq!(slot.take_tray().total(), 140);
    let kept = Balance {
        hand: -360,
        till: 500,
        float: -140,
        ..Balance::default()
    };
    assert_eq!(book.balance(), kept);
    assert_eq!(book.balance().kept(), 360);
    assert_eq!(book.open(), []);
    let moves: Vec<_> = book
        .journal()
        .iter()
        .map(|p| (p.from, p.to, p.amount.0))
        .collect();
    assert_eq!(
        moves,
        [
            (Account::Hand, Account::Escrow, 500),
            (Account::Escrow, Account::Till, 500),
            (Account::Float, Account::Hand, 140),
        ]
    );
}

#[test]
fn the_fee_of_a_bad_print_is_given_back_once_and_no_other() {
    let (mut device, slot, book) = booked();
    let _receipt = pay(&mut device, &slot, ONE).unwrap().keep();
    let _receipt = pay(&mut device, &slot, TWO).unwrap().keep();
    assert_eq!(book.give_back(ONE, Yen(360)), Ok(Yen(360)));
    assert_eq!(book.give_back(ONE, Yen(360)), Err(SettleError::NothingOpen));
    let balance = book.balance();
    assert_eq!(
        (balance.kept(), balance.hand, balance.sum()),
        (360, -360, 0)
    );

    // What is refunded, held or settled as refunded was never kept.
    let three = Reference::new([3; 16]);
    assert_eq!(pay(&mut device, &slot, three).unwrap().refund(), Ok(()));
    assert_eq!(
        book.give_back(three, Yen(360)),
        Err(SettleError::NothingOpen)
    );
    pay(&mut device, &slot, three).unwrap().hold();
    assert_eq!(
        book.give_back(three, Yen(360)),
        Err(SettleError::NothingOpen)
    );
    assert_eq!(settle(&book, three, Settled::Kept), Ok(Yen(140)));
    assert_eq!(book.give_back(three, Yen(360)), Ok(Yen(360)));
}

#[test]
fn what_of_the_change_is_owed_is_no_part_of_the_fee() {
    let (mut device, slot, book) = booked();
    let collected = pay(&mut device, &slot, ONE).unwrap();
    slot.fault(Fault::PayoutJam { after: 0 });
    assert_eq!(collected.keep().owed(), Yen(140));
    assert_eq!(settle(&book, ONE, Settled::Refunded), Ok(Yen(140)));
    assert_eq!(book.give_back(ONE, Yen(360)), Ok(Yen(360)));
    let balance = book.balance();
    assert_eq!(
        (balance.kept(), balance.hand, balance.owed, balance.sum()),
        (0, 0, 0, 0)
    );
}

#[test]
fn refunded_money_leaves_nothing_behind() {
    let (mut device, slot, book) = booked();
    let collected = pay(&mut device, &slot, ONE).unwrap();
    assert_eq!(collected.refund(), Ok(()));
    assert_eq!(
        slot.take_tray(),
        Pieces {
            five_hundred: 1,
            ..Pieces::default()
        }
    );
    assert_eq!(book.balance(), Balance::default());
    assert_eq!(book.open(), []);
}

#[test]
fn held_and_dropped_money_is_settled_by_staff_either_way() {
    for (settled, back, kept) in [(Settled::Kept, 140, 360), (Settled::Refunded, 500, 0)] {
        for dropped in [false, true] {
            let (mut device, slot, book) = booked();
            let collected = pay(&mut device, &slot, ONE).unwrap();
            if dropped {
                drop(collected)
            } else {
                collected.hold()
            }
            assert_eq!(slot.take_tray().total(), 0);
            let why = Why::PrintUnknown { fee: Yen(360) };
            assert_eq!(
                book.open(),
                [Open {
                    reference: ONE,
                    amount: Yen(500),
                    why
                }]
            );
            assert_eq!(book.balance().owed, 500);
            assert_eq!(settle(&book, TWO, settled), Err(SettleError::NothingOpen));
            assert_eq!(settle(&book, ONE, settled), Ok(Yen(back)));
            assert_eq!(settle(&book, ONE, settled), Err(SettleError::NothingOpen));
            assert_eq!(book.balance().kept(), kept);
            assert_eq!((book.balance().owed, book.balance().sum()), (0, 0));
            assert_eq!(book.open(), []);
        }
    }
}

#[test]
fn change_that_jams_is_owed_and_on_the_receipt_and_cannot_be_kept() {
    let (mut device, slot, book) = booked();
    let collected = pay(&mut device, &slot, ONE).unwrap();
    slot.fault(Fault::PayoutJam { after: 1 });
    let receipt = collected.keep();
    assert_eq!(slot.take_tray().total(), 100);
    assert_eq!(receipt.owed(), Yen(40));
    let error = receipt.change_given().unwrap_err();
    assert_eq!(
        (error.code(), error.owed()),
        ("PAYMENT-NOT-ALL-RETURNED", Yen(40))
    );
    assert_eq!(
        book.open(),
        [Open {
            reference: ONE,
            amount: Yen(40),
            why: Why::Unreturned
        }]
    );
    assert_eq!(
        settle(&book, ONE, Settled::Kept),
        Err(SettleError::NothingToKeep)
    );
    assert_eq!(book.balance().owed, 40);
    assert_eq!(device.ready(), Err(PaymentError::Unavailable));
    assert_eq!(
        pay(&mut device, &slot, ONE).unwrap_err(),
        PaymentError::Unsettled
    );
    assert_eq!(settle(&book, ONE, Settled::Refunded), Ok(Yen(40)));
    assert_eq!(book.balance().kept(), 360);
}

#[test]
fn a_coin_that_jams_and_a_lost_power_name_what_is_owed() {
    let fifties = |device: &mut Booked<CoinBox>, slot: &Slot| {
        device
            .collect(ONE, charge(), &mut |_| {
                slot.put_in(Piece::Fifty);
                Go::On
            })
            .unwrap_err()
    };
    let (mut device, slot, book) = booked();
    slot.fault(Fault::CoinJam { at: 3 });
    let error = fifties(&mut device, &slot);
    assert_eq!(error, PaymentError::Interrupted { owed: Yen(50) });
    assert_eq!(slot.take_tray().total(), 100);
    assert_eq!(
        book.balance(),
        Balance {
            hand: -50,
            owed: 50,
            ..Balance::default()
        }
    );

    let (mut device, slot, book) = booked();
    slot.fault(Fault::PowerLost { after: 3 });
    let error = fifties(&mut device, &slot);
    assert_eq!(error, PaymentError::Interrupted { owed: Yen(150) });
    assert_eq!(slot.take_tray().total(), 0);
    assert_eq!(
        book.open(),
        [Open {
            reference: ONE,
            amount: Yen(150),
            why: Why::Unreturned
        }]
    );
    slot.repair();
    assert_eq!(device.ready(), Ok(()));
}

#[test]
fn what_does_not_come_back_after_giving_up_is_owed() {
    let (mut device, slot, book) = booked();
    slot.fault(Fault::PayoutJam { after: 1 });
    let error = device
        .collect(ONE, charge(), &mut |progress| {
            slot.put_in(Piece::Hundred);
            if progress.put_in < Yen(200) {
                Go::On
            } else {
                Go::GiveUp
            }
        })
        .unwrap_err();
    // The third coin was put in after the last progress, and counts all the same.
    assert_eq!(error, PaymentError::NotAllReturned { owed: Yen(200) });
    assert_eq!(slot.take_tray().total(), 100);
    assert_eq!(
        book.balance(),
        Balance {
            hand: -200,
            owed: 200,
            ..Balance::default()
        }
    );
}

#[test]
fn nothing_begins_where_change_might_not_be_enough() {
    // 380 of change for a 500 at 120, 880 for a note.
    let enough = Pieces {
        ten: 4,
        fifty: 1,
        hundred: 4,
        five_hundred: 1,
        thousand: 0,
    };
    let charge = Charge::new(FEE, NonZeroU8::MIN).unwrap();
    let give_up = &mut |_| Go::GiveUp;
    let (mut device, _) = CoinBox::new(enough);
    assert_eq!(
        device.collect(ONE, charge, give_up).unwrap_err(),
        PaymentError::GivenUp
    );
    assert_eq!(device.ready(), Ok(()));
    for piece in Piece::ALL {
        let mut short = enough;
        let count = match piece {
            Piece::Ten => &mut short.ten,
            Piece::Fifty => &mut short.fifty,
            Piece::Hundred => &mut short.hundred,
            Piece::FiveHundred => &mut short.five_hundred,
            Piece::Thousand => continue,
        };
        *count -= 1;
        let (mut device, slot) = CoinBox::new(short);
        let mut asked = false;
        let error = device.collect(ONE, charge, &mut |_| {
            asked = true;
            Go::GiveUp
        });
        assert_eq!(error.unwrap_err(), PaymentError::OutOfChange, "{piece:?}");
        assert!(!asked);
        assert_eq!(device.ready(), Err(PaymentError::OutOfChange), "{piece:?}");
        slot.fill(Pieces::each(1));
        assert_eq!(device.ready(), Ok(()));
    }
}

#[test]
fn the_smallest_charge_needs_change_for_every_larger_piece() {
    let ten = Charge::new(Yen(10), NonZeroU8::MIN).unwrap();
    let (mut device, _) = CoinBox::new(Pieces::default());
    let error = device.collect(ONE, ten, &mut |_| Go::GiveUp).unwrap_err();
    assert_eq!(error, PaymentError::OutOfChange);
}

#[test]
fn amounts_that_no_coins_make_are_refused() {
    let (mut device, slot, book) = booked();
    for unit in [125, 100_010] {
        let charge = Charge::new(Yen(unit), NonZeroU8::MIN).unwrap();
        let error = device.collect(ONE, charge, &mut |_| Go::On).unwrap_err();
        assert_eq!(error, PaymentError::Amount);
    }
    assert_eq!(slot.put_in(Piece::Ten), Taken::Through);
    assert_eq!(book.balance(), Balance::default());
}

#[test]
fn a_second_payment_waits_for_the_first() {
    let (mut device, slot, _) = booked();
    let first = pay(&mut device, &slot, ONE).unwrap();
    assert_eq!(
        pay(&mut device, &slot, TWO).unwrap_err(),
        PaymentError::Busy
    );
    assert_eq!(device.ready(), Err(PaymentError::Busy));
    assert_eq!(slot.put_in(Piece::Ten), Taken::Through);
    first.hold();
    let second = pay(&mut device, &slot, TWO).unwrap();
    assert_eq!(second.refund(), Ok(()));
}

#[test]
fn a_panic_of_the_caller_loses_no_money() {
    let (mut device, slot, book) = booked();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        device.collect(ONE, charge(), &mut |progress| {
            slot.put_in(Piece::Hundred);
            assert!(progress.put_in < Yen(200), "a fault of the program");
            Go::On
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(
        book.balance(),
        Balance {
            hand: -200,
            owed: 200,
            ..Balance::default()
        }
    );
    assert_eq!(book.open()[0].why, Why::Unreturned);
    assert_eq!(device.ready(), Ok(()));
}

/// A device that takes money and then does something that it may not.
struct Broken(PaymentError);

struct PanicsAtPayout;

impl Escrow for PanicsAtPayout {
    fn keep(self: Box<Self>, _: Yen) -> Returned {
        panic!("a fault of the vendor")
    }

    fn refund(self: Box<Self>, _: Yen) -> Returned {
        panic!("a fault of the vendor")
    }

    fn hold(self: Box<Self>) {}
}

impl Payment for Broken {
    fn method(&self) -> Method {
        Method::Card
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        Ok(())
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        let put_in = Yen(400);
        let _ = watch(Progress { put_in });
        match self.0 {
            PaymentError::Busy => {
                Collected::new(reference, charge, put_in, Box::new(PanicsAtPayout))
            }
            error => Err(error),
        }
    }
}

#[test]
fn a_device_that_refuses_after_it_took_money_owes_it() {
    let book = Book::new();
    let mut device = Booked::new(Broken(PaymentError::Unavailable), book.clone());
    let error = device.collect(ONE, charge(), &mut |_| Go::On).unwrap_err();
    assert_eq!(error, PaymentError::Interrupted { owed: Yen(400) });
    assert_eq!(
        book.open(),
        [Open {
            reference: ONE,
            amount: Yen(400),
            why: Why::Unreturned
        }]
    );
    // More owed than was ever told of.
    let owed = Yen(900);
    let mut device = Booked::new(Broken(PaymentError::NotAllReturned { owed }), book.clone());
    let error = device
        .collect(TWO, charge(), &mut |_| Go::GiveUp)
        .unwrap_err();
    assert_eq!(error.owed(), owed);
    assert_eq!(
        book.balance(),
        Balance {
            hand: -1300,
            owed: 1300,
            ..Balance::default()
        }
    );
}

#[test]
fn a_device_that_panics_at_the_payout_leaves_the_money_to_staff() {
    for keep in [true, false] {
        let book = Book::new();
        let mut device = Booked::new(Broken(PaymentError::Busy), book.clone());
        let collected = device.collect(ONE, charge(), &mut |_| Go::On).unwrap();
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            if keep {
                let _ = collected.keep();
            } else {
                let _ = collected.refund();
            }
        }));
        assert!(panicked.is_err());
        let why = Why::PrintUnknown { fee: Yen(360) };
        assert_eq!(
            book.open(),
            [Open {
                reference: ONE,
                amount: Yen(400),
                why
            }]
        );
        assert_eq!(
            book.balance(),
            Balance {
                hand: -400,
                owed: 400,
                ..Balance::default()
            }
        );
    }
}

#[test]
fn too_little_is_given_back_at_once() {
    struct Back(mpsc::Sender<Yen>);
    impl Escrow for Back {
        fn keep(self: Box<Self>, _: Yen) -> Returned {
            panic!("kept")
        }
        fn refund(self: Box<Self>, paid: Yen) -> Returned {
            self.0.send(paid).unwrap();
            Returned::Only(Yen(300))
        }
        fn hold(self: Box<Self>) {
            panic!("held")
        }
    }
    let (sender, receiver) = mpsc::channel();
    let result = Collected::new(ONE, charge(), Yen(350), Box::new(Back(sender)));
    assert_eq!(
        result.unwrap_err(),
        PaymentError::Interrupted { owed: Yen(50) }
    );
    assert_eq!(receiver.try_recv(), Ok(Yen(350)));
}

#[test]
fn coins_come_from_another_thread_and_staff_look_from_a_third() {
    let (mut device, slot, book) = booked();
    let (open, opened) = mpsc::channel();
    let resident = {
        let slot = slot.clone();
        std::thread::spawn(move || {
            opened.recv().unwrap();
            // Seven hundreds: four are enough, the others fall through.
            (0..7)
                .filter(|_| slot.put_in(Piece::Hundred) == Taken::In)
                .count()
        })
    };
    let (stop, stopped) = mpsc::channel::<()>();
    let staff = std::thread::spawn(move || {
        let mut looked = 0_u32;
        while looked < 10 || stopped.try_recv() == Err(mpsc::TryRecvError::Empty) {
            assert_eq!(book.balance().sum(), 0);
            looked += 1;
        }
    });
    let collected = device
        .collect(ONE, charge(), &mut |_| {
            let _ = open.send(());
            Go::On
        })
        .unwrap();
    assert_eq!(collected.paid(), Yen(400));
    assert_eq!(resident.join().unwrap(), 4);
    assert_eq!(collected.keep().owed(), Yen::ZERO);
    drop(stop);
    staff.join().unwrap();
    assert_eq!(slot.take_tray().total(), 300 + 40);
}

/// It takes this, does not always hear what it is told, and says in the end that it was paid this.
struct Deaf {
    told: [Yen; 2],
    paid: Yen,
    heard: Arc<Mutex<Vec<Go>>>,
}

struct Gives;

impl Escrow for Gives {
    fn keep(self: Box<Self>, _: Yen) -> Returned {
        Returned::All
    }

    fn refund(self: Box<Self>, _: Yen) -> Returned {
        Returned::All
    }

    fn hold(self: Box<Self>) {}
}

impl Payment for Deaf {
    fn method(&self) -> Method {
        Method::Cash
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        Ok(())
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        for put_in in self.told {
            let heard = watch(Progress { put_in });
            self.heard.lock().unwrap().push(heard);
        }
        Collected::new(reference, charge, self.paid, Box::new(Gives))
    }
}

#[test]
fn once_said_it_stays_said_that_it_is_given_up() {
    let book = Book::new();
    let heard = Arc::<Mutex<Vec<Go>>>::default();
    let deaf = Deaf {
        told: [Yen(100), charge().total()],
        paid: charge().total(),
        heard: Arc::clone(&heard),
    };
    let mut device = Booked::new(deaf, book.clone());
    // The caller has another word the second time it is asked.
    let mut words = [Go::GiveUp, Go::On].into_iter();
    let result = device.collect(ONE, charge(), &mut |_| words.next().unwrap());
    assert_eq!(result.unwrap_err(), PaymentError::GivenUp);
    assert_eq!(*heard.lock().unwrap(), [Go::GiveUp, Go::GiveUp]);
    assert_eq!(book.balance(), Balance::default());
}

#[test]
fn the_book_has_what_was_paid_and_a_yen_too_little_is_not_enough() {
    let total = charge().total();
    let device = |paid| Deaf {
        told: [Yen(1), Yen(2)],
        paid,
        heard: Arc::default(),
    };
    // More than it ever told of.
    let book = Book::new();
    let mut more = Booked::new(device(Yen(total.0 + 50)), book.clone());
    let collected = more.collect(ONE, charge(), &mut |_| Go::On).unwrap();
    assert_eq!(book.balance().escrow, i64::from(total.0) + 50);
    let _receipt = collected.keep();
    assert_eq!(book.balance().kept(), i64::from(total.0));
    assert_eq!(book.balance().hand, -i64::from(total.0));
    // One yen less than the charge.
    let book = Book::new();
    let mut less = Booked::new(device(Yen(total.0 - 1)), book.clone());
    let error = less.collect(ONE, charge(), &mut |_| Go::On).unwrap_err();
    assert_eq!(error, PaymentError::Interrupted { owed: Yen::ZERO });
    assert_eq!(book.balance(), Balance::default());
}

#[test]
fn what_has_changed_since_it_was_looked_at_is_not_settled() {
    let (mut device, slot, book) = booked();
    pay(&mut device, &slot, ONE).unwrap().hold();
    let [open] = book.open()[..] else {
        panic!("{:?}", book.open());
    };
    let less = Open {
        amount: Yen(400),
        ..open
    };
    let other = Open {
        why: Why::Unreturned,
        ..open
    };
    for seen in [less, other] {
        assert_eq!(
            book.settle(seen, Settled::Refunded),
            Err(SettleError::Changed)
        );
    }
    assert_eq!(book.open(), [open]);
    assert_eq!(book.settle(open, Settled::Kept), Ok(Yen(140)));
    assert_eq!(book.give_back(ONE, Yen(120)), Err(SettleError::Changed));
    assert_eq!(book.give_back(ONE, Yen(360)), Ok(Yen(360)));
}
