use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Charge, PaymentError, Reference, Yen};

/// So many postings are remembered. What is open is remembered whatever its age.
const JOURNAL: usize = 1024;

/// A place where money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// With residents. It falls below zero by what they have put in and not got back.
    Hand,
    /// Held by a device until it is known what was printed.
    Escrow,
    /// Taken.
    Till,
    /// The change that staff filled in. It falls below zero by what was given from it and is in the till.
    Float,
    /// In the machine, and to be settled by staff.
    Owed,
}

/// What is on each account, in yen, since the book was opened. All accounts begin at zero, the change
/// float too, and the sum over them stays zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// [`Account::Hand`].
    pub hand: i64,
    /// [`Account::Escrow`].
    pub escrow: i64,
    /// [`Account::Till`].
    pub till: i64,
    /// [`Account::Float`].
    pub float: i64,
    /// [`Account::Owed`].
    pub owed: i64,
}

impl Balance {
    /// Over all accounts. Zero.
    #[must_use]
    pub const fn sum(&self) -> i64 {
        self.hand + self.escrow + self.till + self.float + self.owed
    }

    /// The fees: what was taken, less the change that was given for it.
    #[must_use]
    pub const fn kept(&self) -> i64 {
        self.till + self.float
    }

    const fn of(&mut self, account: Account) -> &mut i64 {
        match account {
            Account::Hand => &mut self.hand,
            Account::Escrow => &mut self.escrow,
            Account::Till => &mut self.till,
            Account::Float => &mut self.float,
            Account::Owed => &mut self.owed,
        }
    }
}

/// One entry: an amount leaves one account and comes to another, so none is ever half an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Whose session.
    pub reference: Reference,
    /// The account it leaves.
    pub from: Account,
    /// The account it comes to.
    pub to: Account,
    /// Never zero.
    pub amount: Yen,
}

impl Posting {
    /// How much more is kept by it.
    fn kept(&self) -> i64 {
        let is = |account| i64::from(matches!(account, Account::Till | Account::Float));
        (is(self.to) - is(self.from)) * i64::from(self.amount.0)
    }
}

/// Money that staff must settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Whose session.
    pub reference: Reference,
    /// So much of this session's money is in the machine.
    pub amount: Yen,
    /// Why it is.
    pub why: Why,
}

/// Why money is to be settled by staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not known what was printed.
    PrintUnknown {
        /// What is kept of it if it was printed after all; the rest is change.
        fee: Yen,
    },
    /// It is the resident's: it was to come out, and did not.
    Unreturned,
}

/// What staff decided, and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The resident got everything that was owed.
    Refunded,
    /// It had been printed: the fee is kept, and the resident got the change.
    Kept,
}

/// Why nothing was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettleError {
    /// Nothing is open under this reference; it may be settled already.
    #[error("nothing is to be settled for this reference")]
    NothingOpen,
    /// All that is open is the resident's, so it can only be refunded.
    #[error("nothing of this may be kept")]
    NothingToKeep,
    /// The book says something else than what staff saw.
    #[error("it has changed since it was looked at")]
    Changed,
}

impl SettleError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingOpen => "SETTLE-NOTHING-OPEN",
            Self::NothingToKeep => "SETTLE-NOTHING-TO-KEEP",
            Self::Changed => "SETTLE-CHANGED",
        }
    }
}

/// The book: where every yen is that a resident put in. A clone is the same book.
///
/// Only [`Booked`](crate::Booked) posts payments, and only [`settle`](Self::settle) what staff did.
/// It is in memory, and ends with the process.
#[derive(Clone, Debug, Default)]
pub struct Book(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    balance: Balance,
    open: BTreeMap<Reference, Open>,
    /// Payments under way.
    under_way: BTreeSet<Reference>,
    journal: VecDeque<Posting>,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is on the accounts.
    #[must_use]
    pub fn balance(&self) -> Balance {
        self.pages().balance
    }

    /// What staff must settle, in the order of the references.
    #[must_use]
    pub fn open(&self) -> Vec<Open> {
        self.pages().open.values().copied().collect()
    }

    /// The last postings, oldest first; of older ones the balance remains.
    #[must_use]
    pub fn journal(&self) -> Vec<Posting> {
        self.pages().journal.iter().copied().collect()
    }

    /// The fees that were kept and not given back since, the newest first, as far back as the journal goes.
    #[must_use]
    pub fn fees(&self) -> Vec<(Reference, Yen)> {
        let pages = self.pages();
        let mut fees: Vec<(Reference, i64)> = Vec::new();
        for posting in pages.journal.iter().rev() {
            match fees
                .iter_mut()
                .find(|(reference, _)| *reference == posting.reference)
            {
                Some((_, kept)) => *kept += posting.kept(),
                None => fees.push((posting.reference, posting.kept())),
            }
        }
        fees.into_iter()
            .filter_map(|(reference, kept)| Some((reference, Yen(u32::try_from(kept).ok()?))))
            .filter(|(_, kept)| *kept > Yen::ZERO)
            .collect()
    }

    /// Posts what staff did with what it saw open, and answers how much of it the resident got.
    ///
    /// # Errors
    /// [`SettleError`]; nothing was posted.
    pub fn settle(&self, seen: Open, settled: Settled) -> Result<Yen, SettleError> {
        let Open {
            reference,
            amount,
            why,
        } = seen;
        let mut pages = self.pages();
        let open = pages.open.get(&reference).ok_or(SettleError::NothingOpen)?;
        if *open != seen {
            return Err(SettleError::Changed);
        }
        let kept = match (settled, why) {
            (Settled::Refunded, _) => Yen::ZERO,
            (Settled::Kept, Why::PrintUnknown { fee }) => fee,
            (Settled::Kept, Why::Unreturned) => return Err(SettleError::NothingToKeep),
        };
        let back = amount.less(kept);
        pages.open.remove(&reference);
        pages.post(reference, Account::Owed, Account::Till, amount.less(back));
        pages.post(reference, Account::Owed, Account::Hand, back);
        Ok(back)
    }

    /// Posts that staff gave back a fee that it saw kept, because the print was bad, and answers how much. The change was
    /// given before.
    ///
    /// It goes by the journal, so by the sessions of the last days, and for each of them once.
    ///
    /// # Errors
    /// [`SettleError::NothingOpen`]: nothing was kept under this reference, or it was given back;
    /// [`SettleError::Changed`]. Nothing was posted.
    pub fn give_back(&self, reference: Reference, seen: Yen) -> Result<Yen, SettleError> {
        let mut pages = self.pages();
        let kept: i64 = pages
            .journal
            .iter()
            .filter(|posting| posting.reference == reference)
            .map(Posting::kept)
            .sum();
        let kept = u32::try_from(kept).map_or(Yen::ZERO, Yen);
        if kept == Yen::ZERO {
            return Err(SettleError::NothingOpen);
        }
        if kept != seen {
            return Err(SettleError::Changed);
        }
        pages.post(reference, Account::Till, Account::Hand, kept);
        Ok(kept)
    }

    /// Begins a payment.
    pub(crate) fn begin(
        &self,
        reference: Reference,
        charge: Charge,
    ) -> Result<Entry, PaymentError> {
        let mut pages = self.pages();
        if pages.open.contains_key(&reference) {
            return Err(PaymentError::Unsettled);
        }
        if !pages.under_way.insert(reference) {
            return Err(PaymentError::Busy);
        }
        drop(pages);
        Ok(Entry {
            book: self.clone(),
            reference,
            charge,
            put_in: Yen::ZERO,
            collected: false,
            closed: false,
        })
    }

    /// A panic elsewhere must not lose the book: every posting is whole.
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn post(&mut self, reference: Reference, from: Account, to: Account, amount: Yen) {
        if amount == Yen::ZERO {
            return;
        }
        *self.balance.of(from) -= i64::from(amount.0);
        *self.balance.of(to) += i64::from(amount.0);
        if self.journal.len() >= JOURNAL {
            self.journal.pop_front();
        }
        self.journal.push_back(Posting {
            reference,
            from,
            to,
            amount,
        });
    }
}

/// One payment's side of the book. However it ends, dropped on a panic too, nothing of it stays in
/// [`Account::Escrow`].
#[derive(Debug)]
pub(crate) struct Entry {
    book: Book,
    reference: Reference,
    charge: Charge,
    put_in: Yen,
    /// The whole charge was in.
    collected: bool,
    closed: bool,
}

impl Entry {
    pub(crate) const fn put_in(&self) -> Yen {
        self.put_in
    }

    /// So much is in now, all in all.
    pub(crate) fn put_in_is(&mut self, now: Yen) {
        let mut pages = self.book.pages();
        let more = now.less(self.put_in);
        let fewer = self.put_in.less(now);
        pages.post(self.reference, Account::Hand, Account::Escrow, more);
        pages.post(self.reference, Account::Escrow, Account::Hand, fewer);
        self.put_in = now;
    }

    /// The whole charge is in: from here on it matters what was printed.
    pub(crate) const fn collected(&mut self) {
        self.collected = true;
    }

    /// All is taken, and the change given but for `owed`.
    pub(crate) fn kept(mut self, owed: Yen) {
        let change = self.put_in.less(self.charge.total());
        let owed = owed.min(change);
        self.close(owed, Why::Unreturned, |pages, entry| {
            let reference = entry.reference;
            pages.post(reference, Account::Escrow, Account::Till, entry.put_in);
            pages.post(reference, Account::Float, Account::Hand, change.less(owed));
            pages.post(reference, Account::Float, Account::Owed, owed);
        });
    }

    /// All was given back but for `owed`.
    pub(crate) fn returned(mut self, owed: Yen) {
        if owed > self.put_in {
            self.put_in_is(owed);
        }
        self.close(owed, Why::Unreturned, |pages, entry| {
            let back = entry.put_in.less(owed);
            pages.post(entry.reference, Account::Escrow, Account::Hand, back);
            pages.post(entry.reference, Account::Escrow, Account::Owed, owed);
        });
    }

    /// All stays. Also what happens when the entry is dropped.
    pub(crate) fn held(self) {
        drop(self);
    }

    fn close(&mut self, owed: Yen, why: Why, post: impl FnOnce(&mut Pages, &Self)) {
        let book = self.book.clone();
        let mut pages = book.pages();
        post(&mut pages, self);
        pages.under_way.remove(&self.reference);
        if owed != Yen::ZERO {
            let open = Open {
                reference: self.reference,
                amount: owed,
                why,
            };
            pages.open.insert(self.reference, open);
        }
        self.closed = true;
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.closed {
            return;
        }
        let why = if self.collected {
            Why::PrintUnknown {
                fee: self.charge.total(),
            }
        } else {
            Why::Unreturned
        };
        self.close(self.put_in, why, |pages, entry| {
            pages.post(
                entry.reference,
                Account::Escrow,
                Account::Owed,
                entry.put_in,
            );
        });
    }
}
