use crate::book::Entry;
use crate::{
    Book, Charge, Collected, Escrow, Go, Method, Payment, PaymentError, Progress, Reference,
    Returned, Yen,
};

/// A device whose every yen is posted in a [`Book`]. The device knows nothing of it.
///
/// It also keeps what the caller is promised where a device does not: once given up there is no `Ok`;
/// money for another charge or reference is given back; a device that refuses after it took money owes
/// that money; and if the device panics, what was in it is for staff to settle.
#[derive(Debug)]
pub struct Booked<P> {
    device: P,
    book: Book,
}

impl<P: Payment> Booked<P> {
    /// Wraps the device. Several devices may share a book.
    pub const fn new(device: P, book: Book) -> Self {
        Self { device, book }
    }

    /// The book.
    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }
}

impl<P: Payment> Payment for Booked<P> {
    fn method(&self) -> Method {
        self.device.method()
    }

    fn ready(&mut self) -> Result<(), PaymentError> {
        self.device.ready()
    }

    fn collect(
        &mut self,
        reference: Reference,
        charge: Charge,
        watch: &mut dyn FnMut(Progress) -> Go,
    ) -> Result<Collected, PaymentError> {
        let mut entry = self.book.begin(reference, charge)?;
        let mut given_up = false;
        let result = self.device.collect(reference, charge, &mut |progress| {
            entry.put_in_is(progress.put_in);
            given_up |= watch(progress) == Go::GiveUp;
            if given_up { Go::GiveUp } else { Go::On }
        });
        match result {
            Ok(collected) => {
                entry.put_in_is(collected.paid());
                let asked = (reference, charge) == (collected.reference(), collected.charge());
                if given_up || !asked {
                    return Err(refund(entry, collected, given_up));
                }
                entry.collected();
                let paid = collected.paid();
                let held = Box::new(Held { entry, collected });
                Collected::new(reference, charge, paid, held)
            }
            Err(error) => Err(ended(entry, error)),
        }
    }
}

/// Gives back what should not have been collected.
fn refund(entry: Entry, collected: Collected, given_up: bool) -> PaymentError {
    let owed = match collected.refund() {
        Ok(()) => Yen::ZERO,
        Err(error) => error.owed(),
    };
    entry.returned(owed);
    match (given_up, owed) {
        (true, Yen::ZERO) => PaymentError::GivenUp,
        (true, owed) => PaymentError::NotAllReturned { owed },
        (false, owed) => PaymentError::Interrupted { owed },
    }
}

/// Posts how a payment ended that did not come about.
fn ended(entry: Entry, error: PaymentError) -> PaymentError {
    match error {
        PaymentError::GivenUp
        | PaymentError::NotAllReturned { .. }
        | PaymentError::Interrupted { .. } => {
            entry.returned(error.owed());
            error
        }
        // These say that nothing was taken.
        _ if entry.put_in() == Yen::ZERO => {
            entry.returned(Yen::ZERO);
            error
        }
        // It was, and nothing says that it came back.
        _ => {
            let owed = entry.put_in();
            entry.returned(owed);
            PaymentError::Interrupted { owed }
        }
    }
}

/// Money in the device, and its entry. If the device panics the entry is dropped, and so held.
struct Held {
    entry: Entry,
    collected: Collected,
}

impl Escrow for Held {
    fn keep(self: Box<Self>, change: Yen) -> Returned {
        let Self { entry, collected } = *self;
        let owed = collected.keep().owed();
        entry.kept(owed);
        returned(change, owed)
    }

    fn refund(self: Box<Self>, paid: Yen) -> Returned {
        let Self { entry, collected } = *self;
        let owed = match collected.refund() {
            Ok(()) => Yen::ZERO,
            Err(error) => error.owed(),
        };
        entry.returned(owed);
        returned(paid, owed)
    }

    fn hold(self: Box<Self>) {
        let Self { entry, collected } = *self;
        collected.hold();
        entry.held();
    }
}

const fn returned(due: Yen, owed: Yen) -> Returned {
    match owed {
        Yen(0) => Returned::All,
        owed => Returned::Only(due.less(owed)),
    }
}
