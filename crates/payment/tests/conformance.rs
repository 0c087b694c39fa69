//! The kit passes a good device and finds each fault of a bad one.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::cell::RefCell;
use std::num::NonZeroU8;
use std::rc::Rc;

use payment::coin_box::{CoinBox, Fault, Piece, Pieces, Slot};
use payment::conformance::{self, Hand, PutIn, Report};
use payment::{
    Book, Booked, Charge, Collected, Escrow, Go, Method, Payment, PaymentError, Progress,
    Reference, Returned, Yen,
};

/// A rig in front of whichever box is on the bench.
struct Rig(Rc<RefCell<Option<Slot>>>);

impl Hand for Rig {
    fn put_in(&mut self, what: PutIn) {
        let (mut left, extra) = match what {
            PutIn::LessThan(sum) => (sum.0 - 10, None),
            PutIn::Exactly(sum) => (sum.0, None),
            PutIn::MoreThan(sum) => (sum.0 - 10, Some(Piece::FiveHundred)),
        };
        let slot = self.0.borrow();
        let slot = slot.as_ref().unwrap();
        for piece in Piece::ALL {
            while left >= piece.yen().0 {
                left -= piece.yen().0;
                slot.put_in(piece);
            }
        }
        if let Some(piece) = extra {
            slot.put_in(piece);
        }
    }

    fn came_out(&mut self) -> Yen {
        let slot = self.0.borrow();
        let tray = slot.as_ref().map(Slot::take_tray);
        Yen(tray.map_or(0, |tray| u32::try_from(tray.total()).unwrap()))
    }
}

fn charge() -> Charge {
    Charge::new(Yen(120), NonZeroU8::new(2).unwrap()).unwrap()
}

fn run(wrap: impl Fn(CoinBox, &Slot) -> Box<dyn Payment>) -> Report {
    let shared = Rc::new(RefCell::new(None));
    let mut make = || {
        let (device, slot) = CoinBox::new(Pieces::each(20));
        let device = wrap(device, &slot);
        *shared.borrow_mut() = Some(slot);
        device
    };
    conformance::run(&mut make, charge(), &mut Rig(Rc::clone(&shared)))
}

#[test]
fn the_coin_box_passes_alone_and_booked() {
    let report = run(|device, _| Box::new(device));
    assert!(report.passed(), "{report}");
    // Seven checks end with 240 yen inside: five kept, two held.
    assert_eq!(report.inside, 7 * 240);
    let report = run(|device, _| Box::new(Booked::new(device, Book::new())));
    assert!(report.passed(), "{report}");
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bad {
    /// Answers Ok although given up.
    Deaf,
    /// Tells of half of what is in.
    TellsHalf,
    /// Tells of something, and then of nothing.
    Wavers,
    /// Does not tell of the last piece.
    Mute,
    /// Keeps what was to be refunded, and says that all came out.
    Liar,
    /// Gives money back where it was to be held.
    Generous,
    /// Takes a second payment while one is undecided.
    Reckless,
    /// Says that it gave everything back when given up, and does not.
    Thief,
    /// Collects for another reference.
    Confused,
}

const BAD: [Bad; 9] = [
    Bad::Wavers,
    Bad::Thief,
    Bad::Deaf,
    Bad::TellsHalf,
    Bad::Mute,
    Bad::Liar,
    Bad::Generous,
    Bad::Reckless,
    Bad::Confused,
];

/// A vendor's first attempt.
struct Vendor(CoinBox, Bad, Slot);

struct BadEscrow(Option<Collected>, Bad);

impl Payment for Vendor {
    fn method(&self) -> Method {
        self.0.method()
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        self.0.ready()
    }

    fn collect(
        &mut self,
        mut reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        let bad = self.1;
        if bad == Bad::Confused {
            reference = Reference::new([0xcc; 16]);
        }
        let result = self.0.collect(reference, charge, &mut |mut progress| {
            match bad {
                Bad::TellsHalf => progress.put_in = Yen(progress.put_in.0 / 2),
                Bad::Wavers if progress.put_in == Yen::ZERO => {
                    let _ = watch(Progress { put_in: Yen(10) });
                }
                Bad::Mute if progress.put_in >= charge.total() => return Go::On,
                _ => {}
            }
            let go = watch(progress);
            if bad == Bad::Deaf && progress.put_in >= charge.total() {
                Go::On
            } else {
                go
            }
        });
        match result {
            Err(PaymentError::GivenUp) if bad == Bad::Thief => {
                let _ = self.2.take_tray();
                Err(PaymentError::GivenUp)
            }
            Err(PaymentError::Busy) if bad == Bad::Reckless => Err(PaymentError::GivenUp),
            Err(error) => Err(error),
            Ok(collected) => {
                let paid = collected.paid();
                let escrow = Box::new(BadEscrow(Some(collected), bad));
                Collected::new(reference, charge, paid, escrow)
            }
        }
    }
}

impl Escrow for BadEscrow {
    fn keep(mut self: Box<Self>, _change: Yen) -> Returned {
        let _receipt = self.0.take().unwrap().keep();
        Returned::All
    }

    fn refund(mut self: Box<Self>, _paid: Yen) -> Returned {
        let collected = self.0.take().unwrap();
        if self.1 == Bad::Liar {
            collected.hold();
        } else {
            collected.refund().unwrap();
        }
        Returned::All
    }

    fn hold(mut self: Box<Self>) {
        let collected = self.0.take().unwrap();
        if self.1 == Bad::Generous {
            collected.refund().unwrap();
        } else {
            collected.hold();
        }
    }
}

#[test]
fn each_fault_of_a_vendor_is_found() {
    for bad in BAD {
        let report = run(|device, slot| Box::new(Vendor(device, bad, slot.clone())));
        assert!(!report.passed(), "{bad:?}\n{report}");
        let failed = report.checks.iter().filter(|check| check.failure.is_some());
        println!(
            "{bad:?}: {:?}",
            failed.map(|check| check.name).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_device_that_cannot_give_back_fails() {
    for fault in [
        Fault::PayoutJam { after: 0 },
        Fault::PowerLost { after: 0 },
        Fault::CoinJam { at: 1 },
    ] {
        let report = run(|device, slot| {
            slot.fault(fault);
            Box::new(device)
        });
        assert!(!report.passed(), "{fault:?}");
    }
    let report = run(|_, _| Box::new(CoinBox::new(Pieces::each(0)).0));
    assert!(!report.passed());
}

/// What a vendor does wrong must not spoil the book: each promise that `Booked` makes for a device.
#[test]
fn booked_keeps_what_a_bad_device_does_not() {
    // Given up with the whole sum in, the deaf device collects; the book's side gives it back.
    let (device, slot) = CoinBox::new(Pieces::each(20));
    let mut device = Booked::new(Vendor(device, Bad::Deaf, slot.clone()), Book::new());
    let result = device.collect(Reference::new([1; 16]), charge(), &mut |progress| {
        slot.put_in(Piece::Hundred);
        if progress.put_in < charge().total() {
            Go::On
        } else {
            Go::GiveUp
        }
    });
    assert_eq!(result.unwrap_err(), PaymentError::GivenUp);
    assert_eq!(slot.contents().inside(), 20 * 660);
    assert_eq!(device.book().balance(), payment::Balance::default());

    // For another reference than asked.
    let (device, slot) = CoinBox::new(Pieces::each(20));
    let mut device = Booked::new(Vendor(device, Bad::Confused, slot.clone()), Book::new());
    let result = device.collect(Reference::new([1; 16]), charge(), &mut |_| {
        slot.put_in(Piece::FiveHundred);
        Go::On
    });
    let nothing_owed = PaymentError::Interrupted { owed: Yen::ZERO };
    assert_eq!(result.unwrap_err(), nothing_owed);
    assert_eq!(slot.contents().inside(), 20 * 660);
    assert_eq!(device.book().balance(), payment::Balance::default());
}
