//! Whatever happens, in whatever order: the book balances, and no yen is lost or invented.
//!
//! The judge counts what went into the slot, what lies in the tray and what staff handed over. It knows
//! nothing of the box's or the book's insides.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::num::NonZeroU8;

use payment::coin_box::{CoinBox, Fault, Piece, Pieces, Slot};
use payment::{
    Book, Booked, Charge, Collected, Go, Open, Payment, PaymentError, Reference, Settled, Why, Yen,
};
use proptest::prelude::*;

/// What happens while a payment is collected.
#[derive(Clone, Debug)]
enum Act {
    PutIn(Piece),
    Fault(Fault),
    GiveUp,
}

#[derive(Clone, Copy, Debug)]
enum End {
    Keep,
    Refund,
    Hold,
    Drop,
}

#[derive(Clone, Debug)]
enum Step {
    /// For one of a few references, so that they come again.
    Collect {
        reference: u8,
        tens: u32,
        copies: u8,
        acts: Vec<Act>,
    },
    /// Of the payment that is undecided, if there is one.
    End(End),
    /// On another thread.
    EndElsewhere(End),
    Fault(Fault),
    /// One of what is open, whichever; or one of which nothing is.
    Settle(usize, bool),
    SettleUnknown(bool),
    Repair,
    Fill(u32),
    /// A coin while nothing is collected.
    PutIn(Piece),
}

fn piece() -> impl Strategy<Value = Piece> {
    (0..Piece::ALL.len()).prop_map(|place| Piece::ALL[place])
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (1_u32..4).prop_map(|at| Fault::CoinJam { at }),
        (0_u32..4).prop_map(|after| Fault::PowerLost { after }),
        (0_u32..6).prop_map(|after| Fault::PayoutJam { after }),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        20 => piece().prop_map(Act::PutIn),
        1 => fault().prop_map(Act::Fault),
        1 => Just(Act::GiveUp),
    ]
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        4 => Just(End::Keep),
        2 => Just(End::Refund),
        1 => Just(End::Hold),
        1 => Just(End::Drop),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0_u8..6, 1_u32..60, 1_u8..5, prop::collection::vec(act(), 0..12)).prop_map(
            |(reference, tens, copies, acts)| Step::Collect { reference, tens, copies, acts }
        ),
        8 => end().prop_map(Step::End),
        1 => end().prop_map(Step::EndElsewhere),
        2 => fault().prop_map(Step::Fault),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(which, keep)| Step::Settle(which, keep)),
        1 => any::<bool>().prop_map(Step::SettleUnknown),
        4 => Just(Step::Repair),
        2 => (0_u32..20).prop_map(Step::Fill),
        1 => piece().prop_map(Step::PutIn),
    ]
}

/// What can be seen from outside.
struct Judge {
    slot: Slot,
    book: Book,
    /// Went into the slot.
    put_in: i64,
    /// Came out of the tray before now.
    out: i64,
    /// Handed over by staff, of the office's money.
    handed: i64,
    filled: i64,
    /// Fees of what was printed, as far as is known.
    fees: i64,
}

impl Judge {
    fn put_in(&mut self, piece: Piece) {
        self.slot.put_in(piece);
        self.put_in += i64::from(piece.yen().0);
    }

    /// What must be true at any moment.
    fn look(&self, escrow: Yen) {
        let tray = i64::try_from(self.slot.contents().tray.total()).unwrap();
        let inside = i64::try_from(self.slot.contents().inside()).unwrap();
        // The box: what is inside is what came in.
        assert_eq!(inside, self.filled + self.put_in - self.out - tray);
        // The book: every account is what it should be, so none of a resident's yen is in two places.
        let balance = self.book.balance();
        assert_eq!(balance.sum(), 0);
        assert_eq!(balance.hand, self.out + tray + self.handed - self.put_in);
        assert_eq!(balance.escrow, i64::from(escrow.0));
        assert_eq!(balance.kept(), self.fees, "what is kept is fee x copies");
        let open: i64 = self
            .book
            .open()
            .iter()
            .map(|open| i64::from(open.amount.0))
            .sum();
        assert_eq!(balance.owed, open);
        assert!(balance.till >= 0 && balance.owed >= 0 && balance.float <= 0);
    }
}

struct World {
    device: Booked<CoinBox>,
    judge: Judge,
    undecided: Option<Collected>,
}

impl World {
    fn new(float: Pieces) -> Self {
        let (device, slot) = CoinBox::new(float);
        let book = Book::new();
        Self {
            device: Booked::new(device, book.clone()),
            judge: Judge {
                slot,
                book,
                put_in: 0,
                out: 0,
                handed: 0,
                filled: i64::try_from(float.total()).unwrap(),
                fees: 0,
            },
            undecided: None,
        }
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Collect {
                reference,
                tens,
                copies,
                acts,
            } => self.collect(Reference::new([reference; 16]), tens, copies, acts),
            Step::End(end) => self.end(end, false),
            Step::EndElsewhere(end) => self.end(end, true),
            Step::Fault(fault) => self.judge.slot.fault(fault),
            Step::Settle(which, keep) => {
                let open = self.judge.book.open();
                if !open.is_empty() {
                    self.settle(open[which % open.len()], keep);
                }
            }
            Step::SettleUnknown(keep) => {
                let settled = if keep {
                    Settled::Kept
                } else {
                    Settled::Refunded
                };
                let nobody = Open {
                    reference: Reference::new([0xff; 16]),
                    amount: Yen(100),
                    why: Why::PrintUnknown { fee: Yen(100) },
                };
                assert!(self.judge.book.settle(nobody, settled).is_err());
            }
            Step::Repair => self.judge.slot.repair(),
            Step::Fill(count) => {
                let pieces = Pieces::each(count);
                self.judge.slot.fill(pieces);
                self.judge.filled += i64::try_from(pieces.total()).unwrap();
            }
            Step::PutIn(piece) => self.judge.put_in(piece),
        }
        self.look();
        self.judge.out += i64::try_from(self.judge.slot.take_tray().total()).unwrap();
        self.look();
    }

    fn look(&self) {
        let held = self.undecided.as_ref().map_or(Yen::ZERO, Collected::paid);
        self.judge.look(held);
        let escrow = self.judge.slot.contents().escrow.total();
        assert_eq!(escrow, u64::from(held.0));
    }

    fn collect(&mut self, reference: Reference, tens: u32, copies: u8, acts: Vec<Act>) {
        let charge = Charge::new(Yen(tens * 10), NonZeroU8::new(copies).unwrap()).unwrap();
        let Self {
            device,
            judge,
            undecided,
        } = self;
        let unsettled = judge
            .book
            .open()
            .iter()
            .any(|open| open.reference == reference);
        let mut acts = acts.into_iter();
        let mut gave_up = false;
        let mut last = None;
        let before = judge.slot.contents();
        let result = device.collect(reference, charge, &mut |progress| {
            judge.look(progress.put_in);
            assert!(last <= Some(progress.put_in) && !gave_up);
            last = Some(progress.put_in);
            match acts.next() {
                Some(Act::PutIn(piece)) => judge.put_in(piece),
                Some(Act::Fault(fault)) => judge.slot.fault(fault),
                Some(Act::GiveUp) | None => {
                    gave_up = true;
                    return Go::GiveUp;
                }
            }
            Go::On
        });
        match result {
            Ok(collected) => {
                assert!(undecided.is_none() && !gave_up && !unsettled);
                assert!(collected.paid() >= charge.total());
                assert_eq!(last, Some(collected.paid()));
                *undecided = Some(collected);
            }
            Err(PaymentError::GivenUp) => {
                assert!(gave_up);
                let after = judge.slot.contents();
                assert_eq!(after.inside(), before.inside());
            }
            Err(error) => {
                let open = judge.book.open();
                let open = open.iter().find(|open| open.reference == reference);
                match error {
                    PaymentError::NotAllReturned { owed } | PaymentError::Interrupted { owed } => {
                        assert!(last.is_some());
                        assert_eq!(open.map_or(Yen::ZERO, |open| open.amount), owed);
                        assert!(open.is_none_or(|open| open.why == Why::Unreturned));
                    }
                    PaymentError::Unsettled => assert!(unsettled && last.is_none()),
                    // Refused before it began.
                    _ => assert!(last.is_none() && judge.slot.contents() == before),
                }
            }
        }
    }

    fn end(&mut self, end: End, elsewhere: bool) {
        let Some(collected) = self.undecided.take() else {
            return;
        };
        let charge = collected.charge();
        let (reference, paid) = (collected.reference(), collected.paid());
        let decide = move || match end {
            End::Keep => {
                let receipt = collected.keep();
                assert_eq!(receipt.amount(), charge.total());
                assert_eq!(receipt.paid(), paid);
                assert_eq!(
                    receipt.paid().minus(receipt.amount()),
                    Some(receipt.change())
                );
                receipt.owed()
            }
            End::Refund => collected
                .refund()
                .err()
                .map_or(Yen::ZERO, |error| error.owed()),
            End::Hold => {
                collected.hold();
                paid
            }
            End::Drop => {
                drop(collected);
                paid
            }
        };
        let owed = if elsewhere {
            std::thread::spawn(decide).join().unwrap()
        } else {
            decide()
        };
        if matches!(end, End::Keep) {
            self.judge.fees += i64::from(charge.total().0);
        }
        let open = self.judge.book.open();
        let open = open.iter().find(|open| open.reference == reference);
        assert_eq!(open.map_or(Yen::ZERO, |open| open.amount), owed);
        let unknown = open.is_some_and(|open| open.why != Why::Unreturned);
        assert_eq!(unknown, matches!(end, End::Hold | End::Drop));
    }

    fn settle(&mut self, open: Open, keep: bool) {
        let settled = if keep {
            Settled::Kept
        } else {
            Settled::Refunded
        };
        let fee = match (keep, open.why) {
            (false, _) => Yen::ZERO,
            (true, Why::PrintUnknown { fee }) => fee,
            (true, Why::Unreturned) => {
                assert!(self.judge.book.settle(open, settled).is_err());
                return;
            }
        };
        let back = self.judge.book.settle(open, settled).unwrap();
        assert_eq!(Some(back), open.amount.minus(fee));
        self.judge.handed += i64::from(back.0);
        self.judge.fees += i64::from(fee.0);
    }

    /// At closing time: nothing undecided, everything settled.
    fn close(&mut self) {
        self.end(End::Hold, false);
        self.look();
        for open in self.judge.book.open() {
            self.settle(open, open.why != Why::Unreturned);
            self.look();
        }
        assert_eq!(self.judge.book.open(), []);
        let balance = self.judge.book.balance();
        assert_eq!((balance.escrow, balance.owed), (0, 0));
        // All that residents have not got back is fees.
        assert_eq!(-balance.hand, self.judge.fees);
    }
}

fn float() -> impl Strategy<Value = Pieces> {
    let sparse =
        (0_u32..8, 0_u32..3, 0_u32..8, 0_u32..3).prop_map(|(ten, fifty, hundred, five_hundred)| {
            Pieces {
                ten,
                fifty,
                hundred,
                five_hundred,
                thousand: 0,
            }
        });
    prop_oneof![1 => sparse, 3 => (5_u32..30).prop_map(Pieces::each)]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn no_yen_is_lost_or_invented_in_any_order(
        float in float(),
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut world = World::new(float);
        for step in steps {
            world.run(step);
        }
        world.close();
    }

    /// Where the box begins, no faults: whatever is put in, exactly the fee stays.
    #[test]
    fn without_faults_exactly_the_fee_stays_or_nothing_begins(
        float in float(),
        tens in 1_u32..200,
        pieces in prop::collection::vec(piece(), 0..40),
    ) {
        let (device, slot) = CoinBox::new(float);
        let mut device = Booked::new(device, Book::new());
        let charge = Charge::new(Yen(tens * 10), NonZeroU8::MIN).unwrap();
        let mut pieces = pieces.into_iter();
        let mut put_in = 0;
        let result = device.collect(Reference::new([0; 16]), charge, &mut |_| {
            match pieces.next() {
                Some(piece) => {
                    slot.put_in(piece);
                    put_in += u64::from(piece.yen().0);
                    Go::On
                }
                None => Go::GiveUp,
            }
        });
        match result {
            Ok(collected) => {
                prop_assert_eq!(collected.keep().owed(), Yen::ZERO);
                prop_assert_eq!(slot.take_tray().total(), put_in - u64::from(tens) * 10);
            }
            Err(PaymentError::GivenUp) => prop_assert_eq!(slot.take_tray().total(), put_in),
            Err(error) => {
                prop_assert_eq!(error, PaymentError::OutOfChange);
                prop_assert_eq!(put_in, 0);
            }
        }
    }

    /// Greedy with what is there finds change exactly where there is any way to make it.
    #[test]
    fn change_is_found_wherever_there_is_some(
        ten in 0_u32..8, fifty in 0_u32..4, hundred in 0_u32..7, five_hundred in 0_u32..3,
        tens in 0_u32..100,
    ) {
        let float = Pieces { ten, fifty, hundred, five_hundred, thousand: 0 };
        let mut sums = std::collections::BTreeSet::new();
        for a in 0..=ten {
            for b in 0..=fifty {
                for c in 0..=hundred {
                    for d in 0..=five_hundred {
                        sums.insert(a * 10 + b * 50 + c * 100 + d * 500);
                    }
                }
            }
        }
        prop_assert_eq!(float.makes(Yen(tens * 10)), sums.contains(&(tens * 10)));
    }
}
