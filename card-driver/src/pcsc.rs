//! Slots and transports over PC/SC.
//!
//! No call to the service is made on the caller's thread: any of them hangs where the service does (S7). One thread
//! watches the readers (`watch`) and tells what it sees; each connection has a thread of its own (`connection`).
//! The caller waits for them with a deadline, and can be called away at any moment. A thread that hangs is left to
//! itself, and there is a bound on how many may be.
//!
//! A context does not outlive its service (S1): it is made anew when the service has gone, and nothing needs a
//! restart.

mod client;
mod connection;
mod watch;

use crate::ap::AID;
use crate::apdu::{self, StatusWord};
use crate::slot::{Cancel, Presence, Slot, SlotError, Waited};
use crate::transport::{Transport, TransportError};
use client::Client;
use connection::{Connection, Hands};
use pcsc::Error;
use std::ffi::CString;
use std::thread;
use std::time::{Duration, Instant};
use watch::{Reader, Watch};

/// How long to wait before a card is connected to once more that was in use, gave no answer to power, or whose reader
/// was not ready (S6, S10). All of it together is short enough to be waited for.
const BACK_OFF: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
];

/// How long to wait before a service is asked once more that refused.
const REFUSED_ONCE: Duration = Duration::from_millis(100);

/// The readers of the PC/SC service, taken as one slot.
///
/// A card lies in the slot if one lies in any of its readers. Which of several is connected to, [`Slot::connect`]
/// says.
#[derive(Debug)]
pub struct PcscSlot {
    watch: Watch,
    hands: Hands,
    connected: Option<Place>,
}

/// The card that was connected to last: a reader's name, and how many cards had come and gone there.
#[derive(Clone, Debug)]
struct Place {
    reader: CString,
    changes: u32,
}

impl PcscSlot {
    /// All readers, or those whose name contains `filter`. Nothing is asked of the service yet.
    #[must_use]
    pub fn new(filter: Option<String>) -> Self {
        Self {
            watch: Watch::new(filter),
            hands: Hands::default(),
            connected: None,
        }
    }

    /// Connects to what lies in `reader`, with patience.
    fn connect_to(&self, reader: &Reader) -> Result<Connection, SlotError> {
        for pause in BACK_OFF {
            match Connection::open(&self.hands, &reader.name) {
                Err(SlotError::InUse | SlotError::NotReady | SlotError::Mute) => {
                    thread::sleep(pause);
                }
                other => return other,
            }
        }
        Connection::open(&self.hands, &reader.name)
    }

    /// The one My Number card among several cards.
    fn choose(&self, readers: &[Reader]) -> Result<(Connection, Place), SlotError> {
        let mut why = SlotError::NoCard;
        let mut other = None;
        let mut chosen = None;
        for reader in readers {
            let mut connection = match Connection::open(&self.hands, &reader.name) {
                Ok(connection) => connection,
                Err(error) => {
                    why = error;
                    continue;
                }
            };
            match is_my_number_card(&mut connection) {
                Ok(true) if chosen.is_some() => return Err(SlotError::Several),
                Ok(true) => chosen = Some((connection, reader.place())),
                Ok(false) => other = Some((connection, reader.place())),
                Err(_) => why = SlotError::Mute,
            }
        }
        chosen.or(other).ok_or(why)
    }
}

impl Slot for PcscSlot {
    fn wait_for(
        &mut self,
        presence: Presence,
        deadline: Option<Duration>,
        cancel: &Cancel,
    ) -> Result<Waited, SlotError> {
        let until = deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        let connected = &self.connected;
        self.watch.wait(until, cancel, |readers| {
            let any = readers.iter().any(|reader| reader.card_present);
            match (presence, connected) {
                (Presence::Present, _) => Ok(any),
                (Presence::Absent, _) | (Presence::Taken, None) => Ok(!any),
                (Presence::Taken, Some(place)) => readers
                    .iter()
                    .find(|reader| reader.name == place.reader)
                    // The reader went, not the card: it may still lie there.
                    .ok_or(SlotError::NoReader)
                    .map(|reader| !reader.card_present || reader.changes != place.changes),
            }
        })
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        self.connected = None;
        let mut readers = self.watch.readers()?;
        readers.retain(|reader| reader.card_present);
        let (connection, place) = match readers.as_slice() {
            [] => return Err(SlotError::NoCard),
            [reader] => (self.connect_to(reader)?, reader.place()),
            several => self.choose(several)?,
        };
        self.connected = Some(place);
        Ok(Box::new(connection))
    }
}

/// SELECT of the text-input-assist AP. Some cards answer 6F00 to whatever comes first after power-up.
fn is_my_number_card(connection: &mut Connection) -> Result<bool, TransportError> {
    let command = apdu::select_application(&AID);
    let mut status = apdu::exchange(connection, &command)?.status;
    if status == StatusWord::NO_DIAGNOSIS {
        status = apdu::exchange(connection, &command)?.status;
    }
    Ok(status == StatusWord::OK)
}

/// One reader, as a maintenance view wants to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReaderStatus {
    /// The name the service gives it.
    pub name: String,
    /// Whether a card lies there.
    pub card_present: bool,
    /// Whether the card that lies there does not answer.
    pub card_mute: bool,
    /// Whether some program holds the card exclusively.
    pub in_use: bool,
}

/// The readers whose name contains `filter`, without touching any card. An empty service is
/// [`SlotError::NoReader`], no service at all [`SlotError::NoService`] (S2: staff must be able to tell them apart).
///
/// # Errors
/// [`SlotError`].
pub fn status(filter: Option<&str>) -> Result<Vec<ReaderStatus>, SlotError> {
    let view = |reader: Reader| ReaderStatus {
        name: reader.name.to_string_lossy().into_owned(),
        card_present: reader.card_present,
        card_mute: reader.card_mute,
        in_use: reader.in_use,
    };
    let readers = Watch::new(filter.map(str::to_owned)).readers()?;
    Ok(readers.into_iter().map(view).collect())
}

/// A context of one's own.
fn establish() -> Result<Client, SlotError> {
    let client = match Client::establish() {
        // A service that dies at this moment breaks the connection off, which pcsc-lite takes for a refusal (S3). A
        // true refusal is one the second time too.
        Err(Error::SecurityViolation) => {
            thread::sleep(REFUSED_ONCE);
            Client::establish()
        }
        other => other,
    };
    client.map_err(slot_error)
}

/// The service is gone, in all the ways it says so (pcsc-rust #21, AusweisApp).
const fn is_service_gone(error: Error) -> bool {
    matches!(
        error,
        Error::NoService
            | Error::ServiceStopped
            | Error::Shutdown
            | Error::SystemCancelled
            | Error::CommError
            | Error::InternalError
    )
}

const fn slot_error(error: Error) -> SlotError {
    match error {
        // A context that nobody knows any more: its service was started again.
        Error::InvalidHandle => SlotError::NoService,
        error if is_service_gone(error) => SlotError::NoService,
        Error::NoReadersAvailable | Error::UnknownReader => SlotError::NoReader,
        Error::ReaderUnavailable | Error::NotReady => SlotError::NotReady,
        Error::NoSmartcard | Error::RemovedCard => SlotError::NoCard,
        Error::SharingViolation => SlotError::InUse,
        Error::UnresponsiveCard | Error::UnpoweredCard | Error::ProtoMismatch => SlotError::Mute,
        _ => SlotError::Refused,
    }
}

const fn transport_error(error: Error) -> TransportError {
    match error {
        error if is_service_gone(error) => TransportError::ServiceGone,
        Error::RemovedCard | Error::NoSmartcard => TransportError::CardRemoved,
        Error::ResetCard => TransportError::CardReset,
        // A card that nobody knows any more: its reader was unplugged.
        Error::ReaderUnavailable | Error::UnknownReader | Error::InvalidHandle => {
            TransportError::ReaderGone
        }
        Error::UnresponsiveCard | Error::Timeout => TransportError::Mute,
        // InsufficientBuffer too: more than the longest extended response is no answer to anything.
        _ => TransportError::Lost,
    }
}
