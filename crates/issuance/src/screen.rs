//! What stands on the screen: a pure function of the state.

use card_driver::AskAgainReason;
use certificate::{Kind, MatchedPreview, MunicipalityCode};

use crate::catalogue::{Catalogue, Copies, Service, Yen};
use crate::event::{Attention, Epoch, SessionId};
use crate::fault::{Ending, Refused, Stop};
use crate::money::{Money, PaymentFault, Receipt};

/// The screen of this moment. It borrows from the session and can be asked for after every event.
///
/// The only personal data in it is what [`View::Passport`] and [`View::Confirm`] borrow.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'a> {
    /// The page.
    pub view: View<'a>,
    /// The running session; `None` on Attract and OutOfService.
    pub session: Option<SessionId>,
    /// Changes with every page, and when the timer starts anew.
    pub epoch: Epoch,
    /// The session will end soon unless somebody touches the screen.
    pub warning: bool,
    /// A card lies on the reader as far as is known.
    pub card_on_reader: bool,
    /// [`Touch::Back`](crate::Touch::Back) does something.
    pub can_go_back: bool,
    /// [`Touch::Cancel`](crate::Touch::Cancel) does something.
    pub can_cancel: bool,
    /// The catalogue that this page is to be drawn from.
    pub catalogue: Option<&'a Catalogue>,
    /// Applications that can still be made in this session.
    pub applications_left: u8,
    /// Why a service with a fee cannot be chosen now.
    pub payment: Option<PaymentFault>,
}

/// Why the kiosk serves nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfService {
    /// The center has not said what may be served (R49).
    NoCatalogue,
    /// Every service is closed now.
    Closed,
    /// What is open costs something, and no money can be taken now.
    NoPayment(PaymentFault),
}

/// Where PlaceCard stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// No card yet.
    Waiting,
    /// A card lies there; the center is still being asked.
    Connecting,
    /// The card is being opened: it must lie still.
    Opening,
}

/// Where Applying stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applying {
    /// The center is asked.
    Asking,
    /// The picture is drawn.
    Drawing,
}

/// Where Issuing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuing {
    /// The center is asked.
    Asking,
    /// The page is made and proved.
    Composing,
}

/// What the machine still holds of a resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// The preview, or name and birth date to compare with.
    Identity,
    /// Also number, address, sex and the raw files, for an application that can still follow.
    ApplicationData,
}

/// What the amount at hand is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// One copy.
    pub each: Yen,
    /// How many.
    pub copies: Copies,
    /// All together.
    pub total: Yen,
}

/// The pages, in the order of a session.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// Nothing can be started.
    OutOfService(OutOfService),
    /// Waiting for a resident.
    Attract,
    /// Choose a service; they stand in the catalogue.
    Service,
    /// Read and agree; the terms stand in the catalogue.
    Terms {
        /// What they are for.
        service: &'a Service,
    },
    /// Put the card on the reader.
    PlaceCard {
        /// How far it is.
        stage: Placing,
    },
    /// Enter the PIN.
    Pin {
        /// Of this one PIN.
        tries_left: u8,
        /// Set when it is not the first time.
        ask_again: Option<AskAgainReason>,
    },
    /// One try is left: confirm that it may be used.
    LastTry {
        /// Set when it is not the first time.
        ask_again: Option<AskAgainReason>,
    },
    /// The card is read.
    Reading,
    /// Take the card off: nothing goes on before.
    TakeCard {
        /// `None`: the session goes on after it. `Some`: it is over.
        ending: Option<Ending>,
        /// Time is up and it is still there: alarm.
        forgotten: bool,
    },
    /// Choose the municipality of the vaccination; they stand in the catalogue.
    Municipality {
        /// What the center said to the last one.
        refused: Option<Refused>,
        /// The one of the card's address, if it takes part.
        suggested: Option<MunicipalityCode>,
    },
    /// Choose the kind.
    Kind {
        /// Those on offer: after a refusal for want of passport items, those that need none.
        kinds: &'a [Kind],
        /// What was said to the last one.
        refused: Option<Refused>,
    },
    /// Choose how many copies.
    Copies {
        /// The most there can be.
        max: Copies,
        /// For one.
        fee: Yen,
    },
    /// The center is asked.
    Applying {
        /// How far it is.
        stage: Applying,
    },
    /// Is this number that of the passport held now, and is it valid?
    Passport {
        /// What was matched with the card; the picture of its passport number is with the adapter.
        preview: &'a MatchedPreview,
    },
    /// Check the content.
    Confirm {
        /// What was matched with the card; its picture is with the adapter.
        preview: &'a MatchedPreview,
        /// What it will cost.
        price: Price,
    },
    /// The certificate is issued.
    Issuing {
        /// How far it is.
        stage: Issuing,
    },
    /// Pay.
    Pay {
        /// How much.
        price: Price,
        /// So much is in.
        put_in: Yen,
    },
    /// It is printing.
    Printing {
        /// Somebody has to see to the printer.
        attention: Option<Attention>,
        /// Copies that are printed.
        copies: Copies,
    },
    /// Take the papers.
    TakePapers {
        /// Sheets in the tray.
        pages: u32,
        /// Time is up and nobody has said that they were taken: alarm.
        forgotten: bool,
        /// What was paid, if anything was.
        receipt: Option<Receipt>,
    },
    /// Finished.
    Thanks {
        /// What was paid, if anything was.
        receipt: Option<Receipt>,
    },
    /// It stopped: what happened, what to do now. With
    /// [`card_on_reader`](Screen::card_on_reader), also: take the card.
    Stopped {
        /// Why.
        stop: Stop,
        /// What happened to what the resident put in.
        money: Money,
    },
}
