//! The heart: one resident's issuance as a state machine.
//!
//! [`Session`] takes an [`Event`] and gives [`Command`]s; [`Screen`] is a pure function of its state.
//! Adapters (card, center, document, printer, voice, touchscreen) carry the commands out and send
//! back events. One machine lives as long as the kiosk: Attract, a session, Attract again.
//!
//! ```text
//! Attract -> Service -> Terms -> PlaceCard -> (LastTry ->) Pin -> Reading -> TakeCard -> Municipality -> Kind
//!   -> Copies -> Applying -> (Passport ->) Confirm -> Issuing -> (Pay ->) Printing -> TakePapers -> Thanks -> Attract
//! ```
//!
//! What it holds to, whatever comes in whatever order:
//! - terms and consent before the first byte to the card (R14);
//! - one PIN entry, at most one VERIFY; the last try only after its own confirmation;
//! - no question about a person without an application of this session (R6, R7);
//! - no certificate for use abroad before the resident has said that its passport is the one held now;
//! - nothing printed that was not matched with the card and the confirmed preview in this session;
//! - a fee collected once, after the confirmation and before the printing, and then kept, given back or held for the
//!   staff as was printed, for certain not, or not known;
//! - number, address and sex gone as soon as no further application can follow;
//! - every end wipes (R70, R73), and an answer of another session is dropped (S29).
//!
//! What it is not: it has no I/O, no clock, no random numbers, no threads, no text for residents, and
//! knows no document, printer or network.
#![forbid(unsafe_code)]

mod catalogue;
mod command;
mod event;
mod fault;
mod limits;
mod money;
mod prompt;
mod screen;
mod session;

pub use catalogue::{
    Catalogue, CatalogueError, Copies, Language, LocalText, Municipality, Service, ServiceId,
    Terms, Yen,
};
pub use command::{Command, PrintOutcome, Task};
pub use event::{Answer, Attention, CatalogueNews, Delivered, Epoch, Event, SessionId, Touch};
pub use fault::{
    CardFault, CenterFault, DocumentFault, Ending, PrintFault, Refusal, Refused, Remedy, Stop,
};
pub use limits::{Limits, MAX_APPLICATIONS, Pace, Span};
pub use money::{Fate, Money, PaymentFault, Receipt};
pub use prompt::Prompt;
pub use screen::{Applying, Held, Issuing, OutOfService, Placing, Price, Screen, View};
pub use session::Session;
