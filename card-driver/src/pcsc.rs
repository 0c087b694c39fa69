//! Slots and transports over PC/SC.
//!
//! Every call that talks to a card runs on a thread of its own with a deadline (S7, S13): a reader that hangs costs
//! that thread, not the program. A context does not outlive its service (S1): it is made anew when the service has
//! gone, and nothing needs a restart.

use crate::secret::SecretBytes;
use crate::slot::{Cancel, Presence, Slot, SlotError, Waited};
use crate::transport::{Transport, TransportError};
use pcsc::{
    Card, Context, Disposition, Error, MAX_BUFFER_SIZE_EXTENDED, Protocols, ReaderState, Scope,
    ShareMode, State,
};
use std::ffi::{CStr, CString};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};
use zeroize::{Zeroize as _, Zeroizing};

/// The longest one wait for a change lasts before presence is looked at anew (S4: events of a replugged reader may
/// never arrive).
const SLICE: Duration = Duration::from_millis(500);
/// The longest any one exchange with a card may take. An RSA signature on a weak field takes about a second.
const EXCHANGE_DEADLINE: Duration = Duration::from_secs(8);
/// How long a failed exchange waits for word that the card was taken away. vpcd says so once in 400 ms.
const REMOVAL_WORD: Duration = Duration::from_millis(500);

/// The readers of the PC/SC service, taken as one slot.
pub struct PcscSlot {
    filter: Option<String>,
    context: Option<Context>,
}

impl PcscSlot {
    /// All readers, or those whose name contains `filter`. Nothing is asked of the service yet.
    #[must_use]
    pub fn new(filter: Option<String>) -> Self {
        Self {
            filter,
            context: None,
        }
    }

    fn context(&mut self) -> Result<Context, SlotError> {
        if let Some(context) = &self.context {
            return Ok(context.clone());
        }
        let context = Context::establish(Scope::System).map_err(slot_error)?;
        self.context = Some(context.clone());
        Ok(context)
    }

    /// Runs `call`, and once more with a new context where the service had gone meanwhile.
    fn with_service<R>(
        &mut self,
        mut call: impl FnMut(&Self, &Context) -> Result<R, SlotError>,
    ) -> Result<R, SlotError> {
        let had_context = self.context.is_some();
        let context = self.context()?;
        match call(self, &context) {
            Err(SlotError::NoService) => self.context = None,
            other => return other,
        }
        if !had_context {
            return Err(SlotError::NoService);
        }
        let context = self.context()?;
        let result = call(self, &context);
        if let Err(SlotError::NoService) = result {
            self.context = None;
        }
        result
    }

    /// The readers that may be used, with their states now.
    fn readers(&self, context: &Context) -> Result<Vec<ReaderState>, SlotError> {
        let names = context.list_readers_owned().map_err(slot_error)?;
        let wanted = |name: &CString| {
            self.filter
                .as_ref()
                .is_none_or(|filter| name.to_string_lossy().contains(filter.as_str()))
        };
        let mut states: Vec<_> = names
            .into_iter()
            .filter(wanted)
            .map(|name| ReaderState::new(name, State::UNAWARE))
            .collect();
        if states.is_empty() {
            return Err(SlotError::NoReader);
        }
        // UNAWARE is answered at once.
        match context.get_status_change(Duration::ZERO, &mut states) {
            Ok(()) | Err(Error::Timeout) => Ok(states),
            Err(error) => Err(slot_error(error)),
        }
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
        loop {
            let step = self.with_service(|slot, context| {
                let waker = context.clone();
                let _guard = cancel.on_cancel(move || {
                    // A service that is gone has nobody to wake.
                    let _ = waker.cancel();
                });
                if cancel.is_cancelled() {
                    return Ok(Some(Waited::Cancelled));
                }
                let mut states = slot.readers(context)?;
                if states.iter().any(has_card) == (presence == Presence::Present) {
                    return Ok(Some(Waited::Reached));
                }
                let left = until.map_or(SLICE, |until| {
                    until.saturating_duration_since(Instant::now())
                });
                if left.is_zero() {
                    return Ok(Some(Waited::TimedOut));
                }
                for state in &mut states {
                    state.sync_current_state();
                }
                states.push(ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE));
                match context.get_status_change(left.min(SLICE), &mut states) {
                    // Cancelled: the flag is looked at in the next round, and tells whether it was for us.
                    Ok(()) | Err(Error::Timeout | Error::Cancelled | Error::UnknownReader) => {
                        Ok(None)
                    }
                    Err(error) => Err(slot_error(error)),
                }
            })?;
            if let Some(waited) = step {
                return Ok(waited);
            }
        }
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        self.with_service(|slot, context| {
            let mut why = SlotError::NoCard;
            for state in slot
                .readers(context)?
                .iter()
                .filter(|state| has_card(state))
            {
                match PcscTransport::connect(context, state.name()) {
                    Ok(transport) => return Ok(Box::new(transport) as Box<dyn Transport>),
                    Err(error) => why = error,
                }
            }
            Err(why)
        })
    }
}

impl std::fmt::Debug for PcscSlot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PcscSlot")
            .field("filter", &self.filter)
            .finish_non_exhaustive()
    }
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
    let mut slot = PcscSlot::new(filter.map(str::to_owned));
    let states = slot.with_service(PcscSlot::readers)?;
    let view = |state: &ReaderState| ReaderStatus {
        name: state.name().to_string_lossy().into_owned(),
        card_present: has_card(state),
        card_mute: state.event_state().contains(State::MUTE),
        in_use: state.event_state().contains(State::EXCLUSIVE),
    };
    Ok(states.iter().map(view).collect())
}

fn has_card(state: &ReaderState) -> bool {
    state.event_state().contains(State::PRESENT)
}

enum Job {
    Transmit(
        Zeroizing<Vec<u8>>,
        Sender<Result<SecretBytes, TransportError>>,
    ),
    PowerCycle(Sender<Result<(), TransportError>>),
    Leave(Sender<Result<(), TransportError>>),
}

/// An exclusive connection over PC/SC. The card lives on a thread of its own; this end waits no longer than the
/// deadline, and after that the thread is left to itself until the service lets it go.
#[derive(Debug)]
struct PcscTransport {
    jobs: Option<Sender<Job>>,
    gone: TransportError,
}

impl PcscTransport {
    fn connect(context: &Context, reader: &CStr) -> Result<Self, SlotError> {
        let (jobs, work) = channel();
        let (said, connected) = channel();
        let context = context.clone();
        let reader = reader.to_owned();
        let spawned = thread::Builder::new()
            .name("card".to_owned())
            .spawn(move || {
                match context.connect(&reader, ShareMode::Exclusive, Protocols::ANY) {
                    Ok(card) => {
                        if said.send(Ok(())).is_ok() {
                            serve(&context, &reader, card, &work);
                        } else {
                            // Too late: nobody waits for it any more.
                            let _ = card.disconnect(Disposition::UnpowerCard);
                        }
                    }
                    Err(error) => {
                        let _ = said.send(Err(slot_error(error)));
                    }
                }
            });
        spawned.map_err(|_| SlotError::Refused)?;
        match connected.recv_timeout(EXCHANGE_DEADLINE) {
            Ok(result) => result.map(|()| Self {
                jobs: Some(jobs),
                gone: TransportError::CardRemoved,
            }),
            Err(_) => Err(SlotError::Mute),
        }
    }

    fn ask<R>(
        &mut self,
        job: impl FnOnce(Sender<Result<R, TransportError>>) -> Job,
    ) -> Result<R, TransportError> {
        let Some(jobs) = &self.jobs else {
            return Err(self.gone);
        };
        let (answer, answered) = channel();
        if jobs.send(job(answer)).is_err() {
            self.jobs = None;
            return Err(self.gone);
        }
        match answered.recv_timeout(EXCHANGE_DEADLINE) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                // Whatever it still says is not an answer to anything that is asked later.
                self.jobs = None;
                self.gone = TransportError::Mute;
                Err(TransportError::Mute)
            }
        }
    }
}

impl Transport for PcscTransport {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let command = Zeroizing::new(command.to_vec());
        self.ask(|answer| Job::Transmit(command, answer))
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.ask(Job::PowerCycle)
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        if self.jobs.is_none() {
            return Ok(());
        }
        let result = self.ask(Job::Leave);
        self.jobs = None;
        result
    }
}

impl Drop for PcscTransport {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.leave();
    }
}

/// The card's thread: until it is told to leave, or its owner is gone.
fn serve(context: &Context, reader: &CStr, mut card: Card, work: &Receiver<Job>) {
    let mut buffer = Zeroizing::new(vec![0; MAX_BUFFER_SIZE_EXTENDED]);
    let mut answer_to = None;
    while let Ok(job) = work.recv() {
        match job {
            Job::Transmit(command, answer) => {
                let result = transmit(context, reader, &card, &command, &mut buffer);
                let _ = answer.send(result);
            }
            Job::PowerCycle(answer) => {
                let result = card.reconnect(
                    ShareMode::Exclusive,
                    Protocols::ANY,
                    Disposition::UnpowerCard,
                );
                let _ = answer.send(result.map_err(transport_error));
            }
            Job::Leave(answer) => {
                answer_to = Some(answer);
                break;
            }
        }
    }
    let left = match card.disconnect(Disposition::UnpowerCard) {
        Ok(()) => Ok(()),
        Err((card, error)) => {
            // The handle is of no more use, whatever the reason; dropping it would only try the same again.
            drop(card);
            match transport_error(error) {
                TransportError::Lost => Err(TransportError::Lost),
                // Gone is gone: no power, nothing open.
                _ => Ok(()),
            }
        }
    };
    if let Some(answer) = answer_to {
        let _ = answer.send(left);
    }
}

fn transmit(
    context: &Context,
    reader: &CStr,
    card: &Card,
    command: &[u8],
    buffer: &mut [u8],
) -> Result<SecretBytes, TransportError> {
    let result = match card.transmit(command, buffer) {
        // A card that died mid-way comes back from vpcd as an empty success.
        Ok(response) if response.len() < 2 => Err(TransportError::CardRemoved),
        Ok(response) => {
            let length = response.len();
            let secret = SecretBytes::new(response.to_vec());
            if let Some(used) = buffer.get_mut(..length) {
                used.zeroize();
            }
            return Ok(secret);
        }
        Err(error) => Err(transport_error(error)),
    };
    if result == Err(TransportError::Lost) && was_removed(context, reader) {
        return Err(TransportError::CardRemoved);
    }
    result
}

/// After a failed exchange: gives the service a moment to notice that the card is not there any more.
fn was_removed(context: &Context, reader: &CStr) -> bool {
    let mut states = [ReaderState::new(reader, State::UNAWARE)];
    let Some(until) = Instant::now().checked_add(REMOVAL_WORD) else {
        return false;
    };
    loop {
        match context
            .get_status_change(until.saturating_duration_since(Instant::now()), &mut states)
        {
            Ok(()) => {}
            Err(_) => return false,
        }
        if !states.iter().any(has_card) {
            return true;
        }
        for state in &mut states {
            state.sync_current_state();
        }
        if Instant::now() >= until {
            return false;
        }
    }
}

/// The service is gone, in all the ways it says so (pcsc-rust #21, AusweisApp).
fn is_service_gone(error: Error) -> bool {
    matches!(
        error,
        Error::NoService
            | Error::ServiceStopped
            | Error::Shutdown
            | Error::SystemCancelled
            | Error::InvalidHandle
            | Error::CommError
            | Error::InternalError
    )
}

fn slot_error(error: Error) -> SlotError {
    match error {
        error if is_service_gone(error) => SlotError::NoService,
        Error::NoReadersAvailable | Error::UnknownReader | Error::ReaderUnavailable => {
            SlotError::NoReader
        }
        Error::NoSmartcard | Error::RemovedCard => SlotError::NoCard,
        Error::SharingViolation => SlotError::InUse,
        Error::UnresponsiveCard | Error::UnpoweredCard | Error::ProtoMismatch | Error::NotReady => {
            SlotError::Mute
        }
        _ => SlotError::Refused,
    }
}

fn transport_error(error: Error) -> TransportError {
    match error {
        error if is_service_gone(error) => TransportError::ServiceGone,
        Error::RemovedCard | Error::NoSmartcard => TransportError::CardRemoved,
        Error::ResetCard => TransportError::CardReset,
        Error::ReaderUnavailable | Error::UnknownReader => TransportError::ReaderGone,
        Error::UnresponsiveCard | Error::Timeout => TransportError::Mute,
        _ => TransportError::Lost,
    }
}
