//! A coin box without metal, for the demo and for tests.
//!
//! A resident's hand is a [`Slot`], which any thread may hold. The device has an escrow, from which
//! a payment's own pieces are given back; tubes with a float of change, filled by staff; and a cash box,
//! into which everything kept or held falls. Nothing comes back out of the cash box, so the float falls
//! until staff fill it.
//!
//! ```
//! use payment::coin_box::{CoinBox, Piece, Pieces};
//! use payment::{Book, Booked, Charge, Go, Payment, Reference, Yen};
//!
//! let (device, slot) = CoinBox::new(Pieces::each(20));
//! let mut device = Booked::new(device, Book::new());
//! let two = std::num::NonZeroU8::MIN.saturating_add(1);
//! let charge = Charge::new(Yen(120), two).expect("a fee");
//! let collected = device.collect(Reference::new([7; 16]), charge, &mut |progress| {
//!     if progress.put_in == Yen::ZERO {
//!         slot.put_in(Piece::FiveHundred);
//!     }
//!     Go::On
//! })?;
//! assert_eq!(collected.change(), Yen(260));
//! let receipt = collected.keep();
//! assert_eq!(receipt.owed(), Yen::ZERO);
//! assert_eq!(slot.take_tray().total(), 260);
//! assert_eq!(device.book().balance().kept(), 240);
//! # Ok::<(), payment::PaymentError>(())
//! ```

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::{
    Charge, Collected, Escrow, Go, Method, Payment, PaymentError, Progress, Reference, Returned,
    Yen,
};

/// The caller is asked at least this often; the contract allows 200 ms.
const BEAT: Duration = Duration::from_millis(100);

/// The largest charge that is collected in coins and notes.
const MOST: Yen = Yen(100_000);

/// A coin or a note that the box takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// 10 yen.
    Ten,
    /// 50 yen.
    Fifty,
    /// 100 yen.
    Hundred,
    /// 500 yen.
    FiveHundred,
    /// 1000 yen, a note.
    Thousand,
}

impl Piece {
    /// All, the largest first. Each is a multiple of the next, so that change taken greedily in this
    /// order comes out exactly wherever it can.
    pub const ALL: [Self; 5] = [
        Self::Thousand,
        Self::FiveHundred,
        Self::Hundred,
        Self::Fifty,
        Self::Ten,
    ];

    /// What it is worth.
    #[must_use]
    pub const fn yen(self) -> Yen {
        Yen(match self {
            Self::Ten => 10,
            Self::Fifty => 50,
            Self::Hundred => 100,
            Self::FiveHundred => 500,
            Self::Thousand => 1000,
        })
    }
}

/// A number of pieces of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Of 10 yen.
    pub ten: u32,
    /// Of 50 yen.
    pub fifty: u32,
    /// Of 100 yen.
    pub hundred: u32,
    /// Of 500 yen.
    pub five_hundred: u32,
    /// Of 1000 yen.
    pub thousand: u32,
}

impl Pieces {
    /// So many of each coin, and no notes: a float of change.
    #[must_use]
    pub const fn each(count: u32) -> Self {
        Self {
            ten: count,
            fifty: count,
            hundred: count,
            five_hundred: count,
            thousand: 0,
        }
    }

    /// What they are worth together, in yen.
    #[must_use]
    pub fn total(&self) -> u64 {
        let worth = |piece: Piece| u64::from(self.count(piece)) * u64::from(piece.yen().0);
        Piece::ALL.into_iter().map(worth).sum()
    }

    /// How many of this kind.
    #[must_use]
    pub const fn count(&self, piece: Piece) -> u32 {
        match piece {
            Piece::Ten => self.ten,
            Piece::Fifty => self.fifty,
            Piece::Hundred => self.hundred,
            Piece::FiveHundred => self.five_hundred,
            Piece::Thousand => self.thousand,
        }
    }

    const fn count_mut(&mut self, piece: Piece) -> &mut u32 {
        match piece {
            Piece::Ten => &mut self.ten,
            Piece::Fifty => &mut self.fifty,
            Piece::Hundred => &mut self.hundred,
            Piece::FiveHundred => &mut self.five_hundred,
            Piece::Thousand => &mut self.thousand,
        }
    }

    const fn add(&mut self, piece: Piece) {
        let count = self.count_mut(piece);
        *count = count.saturating_add(1);
    }

    fn add_all(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        pieces.into_iter().for_each(|piece| self.add(piece));
    }

    /// The pieces for this amount, or as near below it as there are pieces for; they stay where they are.
    #[must_use]
    fn pick(&self, amount: Yen) -> (Vec<Piece>, Yen) {
        let (mut picked, mut missing) = (Vec::new(), amount);
        for piece in Piece::ALL {
            for _ in 0..self.count(piece) {
                let Some(less) = missing.minus(piece.yen()) else {
                    break;
                };
                missing = less;
                picked.push(piece);
            }
        }
        (picked, missing)
    }

    /// Whether these pieces make this amount exactly.
    #[must_use]
    pub fn makes(&self, amount: Yen) -> bool {
        self.pick(amount).1 == Yen::ZERO
    }

    fn take(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let count = self.count_mut(*piece);
            *count = count.saturating_sub(1);
        }
    }
}

/// What goes wrong, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A piece jams on its way in: it was counted and cannot come out. The device gives back the others
    /// and is out of order.
    CoinJam {
        /// Which one that is taken from now, 1 for the next.
        at: u32,
    },
    /// The power goes. What is inside stays inside.
    PowerLost {
        /// When so many more were taken, 0 for now.
        after: u32,
    },
    /// The payout jams: nothing more comes out, and the device is out of order.
    PayoutJam {
        /// When so many more came out.
        after: u32,
    },
}

/// What became of a piece at the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is inside.
    In,
    /// It fell through into the tray.
    Through,
}

/// What is where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Of the payment under way.
    pub escrow: Pieces,
    /// Change to be given.
    pub float: Pieces,
    /// Kept or held.
    pub cash_box: Pieces,
    /// Jammed somewhere, until the device is repaired.
    pub stuck: Pieces,
    /// Given back, and not yet taken.
    pub tray: Pieces,
}

impl Contents {
    /// All that is inside, in yen: everything but the tray.
    #[must_use]
    pub fn inside(&self) -> u64 {
        [self.escrow, self.float, self.cash_box, self.stuck]
            .iter()
            .map(Pieces::total)
            .sum()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Idle,
    Collecting {
        charge: Yen,
    },
    /// A `Collected` is out.
    Held,
}

#[derive(Debug, Default)]
struct Works {
    phase: Phase,
    /// In the order they came.
    escrow: Vec<Piece>,
    /// Jammed in the payment under way.
    jammed: Option<Piece>,
    float: Pieces,
    cash_box: Pieces,
    stuck: Pieces,
    tray: Pieces,
    out_of_order: bool,
    dark: bool,
    /// Counts what was done from outside, so that nothing done before a wait is waited for.
    touched: u64,
    coin_jam: Option<u32>,
    power: Option<u32>,
    payout_jam: Option<u32>,
}

impl Works {
    fn put_in(&self) -> Yen {
        let pieces = self.escrow.iter().chain(&self.jammed);
        Yen(pieces.map(|piece| piece.yen().0).sum())
    }

    fn accept(&mut self, piece: Piece) -> Taken {
        let open = match self.phase {
            Phase::Collecting { charge } => self.put_in() < charge,
            _ => false,
        };
        if !open || self.out_of_order {
            self.tray.add(piece);
            return Taken::Through;
        }
        if count_down(&mut self.coin_jam) {
            self.jammed = Some(piece);
            self.out_of_order = true;
        } else {
            self.escrow.push(piece);
        }
        if count_down(&mut self.power) {
            self.lose_power();
        }
        Taken::In
    }

    const fn lose_power(&mut self) {
        self.dark = true;
        self.out_of_order = true;
    }

    /// Answers what did not come out.
    fn pay_out(&mut self, pieces: Vec<Piece>) -> Yen {
        let mut owed = 0;
        for piece in pieces {
            if self.payout_jam == Some(0) {
                self.out_of_order = true;
            }
            if self.dark || self.payout_jam == Some(0) {
                self.stuck.add(piece);
                owed += piece.yen().0;
            } else {
                self.payout_jam = self.payout_jam.map(|left| left.saturating_sub(1));
                self.tray.add(piece);
            }
        }
        Yen(owed)
    }

    /// Gives back what the payment under way put in, and answers what did not come out.
    fn give_back(&mut self) -> Yen {
        let escrow = std::mem::take(&mut self.escrow);
        let owed = self.pay_out(escrow);
        self.phase = Phase::Idle;
        match self.jammed.take() {
            Some(piece) => {
                self.stuck.add(piece);
                owed.plus(piece.yen()).unwrap_or(owed)
            }
            None => owed,
        }
    }

    fn sweep(&mut self) {
        let escrow = std::mem::take(&mut self.escrow);
        self.cash_box.add_all(escrow);
        self.stuck.add_all(self.jammed.take());
        self.phase = Phase::Idle;
    }

    /// Whether the float gives change for whatever could be put in for this charge.
    ///
    /// The last piece comes when at least 10 yen are missing and at most all of it.
    fn change_for(&self, charge: Yen) -> bool {
        Piece::ALL.into_iter().all(|last| {
            let least = last.yen().less(charge).0;
            let most = last.yen().less(Yen(10)).0;
            (least..=most)
                .step_by(10)
                .all(|change| self.float.makes(Yen(change)))
        })
    }
}

/// True when the last of the count is gone, and the count with it.
const fn count_down(count: &mut Option<u32>) -> bool {
    match count {
        None => false,
        Some(0 | 1) => {
            *count = None;
            true
        }
        Some(left) => {
            *left -= 1;
            false
        }
    }
}

#[derive(Debug, Default)]
struct Shared {
    works: Mutex<Works>,
    moved: Condvar,
}

impl Shared {
    fn works(&self) -> MutexGuard<'_, Works> {
        self.works.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn touch(&self, mut works: MutexGuard<'_, Works>) {
        works.touched = works.touched.wrapping_add(1);
        drop(works);
        self.moved.notify_all();
    }
}

/// The simulated coin box.
#[derive(Debug)]
pub struct CoinBox(Arc<Shared>);

impl CoinBox {
    /// A coin box with this change in it, and its slot.
    #[must_use]
    pub fn new(float: Pieces) -> (Self, Slot) {
        let shared = Arc::new(Shared {
            works: Mutex::new(Works {
                float,
                ..Works::default()
            }),
            moved: Condvar::new(),
        });
        (Self(Arc::clone(&shared)), Slot(shared))
    }
}

impl Payment for CoinBox {
    fn method(&self) -> Method {
        Method::Cash
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        let works = self.0.works();
        if works.out_of_order {
            Err(PaymentError::Unavailable)
        } else if works.phase != Phase::Idle {
            Err(PaymentError::Busy)
        } else if works.change_for(Piece::Thousand.yen()) {
            Ok(())
        } else {
            Err(PaymentError::OutOfChange)
        }
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        let due = charge.total();
        {
            let mut works = self.0.works();
            if works.out_of_order {
                return Err(PaymentError::Unavailable);
            } else if works.phase != Phase::Idle {
                return Err(PaymentError::Busy);
            } else if due > MOST || !due.0.is_multiple_of(Piece::Ten.yen().0) {
                return Err(PaymentError::Amount);
            } else if !works.change_for(due) {
                return Err(PaymentError::OutOfChange);
            }
            works.phase = Phase::Collecting { charge: due };
        }
        let _collecting = Collecting(&self.0);
        loop {
            let (put_in, touched) = {
                let works = self.0.works();
                (works.put_in(), works.touched)
            };
            let go = watch(Progress { put_in });
            let mut works = self.0.works();
            if works.out_of_order {
                let owed = works.give_back();
                return Err(PaymentError::Interrupted { owed });
            }
            if go == Go::GiveUp {
                return Err(match works.give_back() {
                    Yen::ZERO => PaymentError::GivenUp,
                    owed => PaymentError::NotAllReturned { owed },
                });
            }
            if put_in >= due {
                works.phase = Phase::Held;
                drop(works);
                let inside = Box::new(Inside(Arc::clone(&self.0)));
                return Collected::new(reference, charge, put_in, inside);
            }
            if works.touched == touched {
                drop(self.0.moved.wait_timeout(works, BEAT));
            }
        }
    }
}

/// If the caller's closure panics, what was put in falls into the cash box.
struct Collecting<'a>(&'a Shared);

impl Drop for Collecting<'_> {
    fn drop(&mut self) {
        let mut works = self.0.works();
        if matches!(works.phase, Phase::Collecting { .. }) {
            works.sweep();
        }
    }
}

/// The pieces in the escrow.
struct Inside(Arc<Shared>);

impl Inside {
    fn returned(due: Yen, owed: Yen) -> Returned {
        if owed == Yen::ZERO {
            Returned::All
        } else {
            Returned::Only(due.less(owed))
        }
    }
}

impl Escrow for Inside {
    fn keep(self: Box<Self>, change: Yen) -> Returned {
        let mut works = self.0.works();
        works.sweep();
        let (pieces, missing) = works.float.pick(change);
        works.float.take(&pieces);
        let owed = works.pay_out(pieces);
        Self::returned(change, owed.plus(missing).unwrap_or(change))
    }

    fn refund(self: Box<Self>, paid: Yen) -> Returned {
        let owed = self.0.works().give_back();
        Self::returned(paid, owed)
    }

    fn hold(self: Box<Self>) {
        self.0.works().sweep();
    }
}

/// The outside of a [`CoinBox`]: slot and tray for residents, the key for staff, and faults to come. A
/// clone belongs to the same box.
#[derive(Clone, Debug)]
pub struct Slot(Arc<Shared>);

impl Slot {
    /// Puts in a coin or a note.
    pub fn put_in(&self, piece: Piece) -> Taken {
        let mut works = self.0.works();
        let taken = works.accept(piece);
        self.0.touch(works);
        taken
    }

    /// Takes what lies in the tray.
    #[must_use = "it is somebody's money"]
    pub fn take_tray(&self) -> Pieces {
        std::mem::take(&mut self.0.works().tray)
    }

    /// What is where.
    #[must_use]
    pub fn contents(&self) -> Contents {
        let works = self.0.works();
        let mut escrow = Pieces::default();
        escrow.add_all(works.escrow.iter().copied());
        let mut stuck = works.stuck;
        stuck.add_all(works.jammed);
        Contents {
            escrow,
            float: works.float,
            cash_box: works.cash_box,
            stuck,
            tray: works.tray,
        }
    }

    /// Makes something go wrong; a fault of the same kind that has not happened yet is forgotten.
    pub fn fault(&self, fault: Fault) {
        let mut works = self.0.works();
        match fault {
            Fault::CoinJam { at } => works.coin_jam = Some(at),
            Fault::PowerLost { after: 0 } => works.lose_power(),
            Fault::PowerLost { after } => works.power = Some(after),
            Fault::PayoutJam { after } => works.payout_jam = Some(after),
        }
        self.0.touch(works);
    }

    /// Staff see to the device: it is in order again, faults to come are forgotten, and what was stuck
    /// is in the cash box.
    pub fn repair(&self) {
        let mut works = self.0.works();
        works.out_of_order = false;
        works.dark = false;
        (works.coin_jam, works.power, works.payout_jam) = (None, None, None);
        let stuck = std::mem::take(&mut works.stuck);
        for piece in Piece::ALL {
            let count = works.cash_box.count_mut(piece);
            *count = count.saturating_add(stuck.count(piece));
        }
    }

    /// Staff fill in change.
    pub fn fill(&self, pieces: Pieces) {
        let mut works = self.0.works();
        for piece in Piece::ALL {
            let count = works.float.count_mut(piece);
            *count = count.saturating_add(pieces.count(piece));
        }
    }
}
