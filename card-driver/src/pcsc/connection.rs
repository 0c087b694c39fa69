//! An exclusive connection over PC/SC, on a thread of its own.

use super::client::disconnect;
use super::{establish, slot_error, transport_error};
use crate::secret::SecretBytes;
use crate::slot::SlotError;
use crate::transport::{Transport, TransportError};
use pcsc::{
    Card, Context, Disposition, MAX_BUFFER_SIZE_EXTENDED, Protocols, ReaderState, ShareMode, State,
};
use std::ffi::CStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};
use zeroize::{Zeroize as _, Zeroizing};

/// The longest the service may take to admit a client.
const SERVICE_DEADLINE: Duration = Duration::from_secs(3);
/// The longest any one exchange with a card may take (S13). An RSA signature on a weak field takes about a second.
const EXCHANGE_DEADLINE: Duration = Duration::from_secs(8);
/// The longest all exchanges of one connection may take together: a card that is merely slow must not keep a kiosk
/// either. A whole session on a weak field takes about three seconds.
const ALL_EXCHANGES: Duration = Duration::from_secs(30);
/// The longest to wait for a reader to take the card's power away.
const LEAVE_DEADLINE: Duration = Duration::from_secs(3);
/// How long a failed exchange waits for word that the card was taken away. vpcd says so once in 400 ms.
const REMOVAL_WORD: Duration = Duration::from_millis(500);
/// How many connections may have a thread at once, those that hang included.
const MOST_HANDS: usize = 8;

/// Counts the threads that hold a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Hands(Arc<AtomicUsize>);

/// One of them; counted until dropped.
struct Hand(Hands);

impl Hands {
    fn take(&self) -> Result<Hand, SlotError> {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| {
                (count < MOST_HANDS).then_some(count.saturating_add(1))
            })
            .map_err(|_| SlotError::Hung)?;
        Ok(Hand(self.clone()))
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

enum Job {
    Transmit(
        Zeroizing<Vec<u8>>,
        Sender<Result<SecretBytes, TransportError>>,
    ),
    PowerCycle(Sender<Result<(), TransportError>>),
    Leave(Sender<Result<(), TransportError>>),
}

/// The end of the connection that waits no longer than its deadlines. After one of them the thread is left to itself
/// until the service lets it go; it takes the card's power then.
#[derive(Debug)]
pub(super) struct Connection {
    jobs: Option<Sender<Job>>,
    left: Duration,
    gone: TransportError,
}

impl Connection {
    /// Connects to the card in `reader`.
    pub(super) fn open(hands: &Hands, reader: &CStr) -> Result<Self, SlotError> {
        let hand = hands.take()?;
        let (jobs, work) = channel();
        let (said, connected) = channel();
        let reader = reader.to_owned();
        let spawned = thread::Builder::new()
            .name("card".to_owned())
            .spawn(move || {
                let _hand = hand;
                if let Err(error) = hold(&reader, &said, &work) {
                    let _ = said.send(Err(error));
                }
            });
        spawned.map_err(|_| SlotError::Refused)?;
        // The service first, then the card in it: which of them hangs is not the same to whom it is told.
        for (deadline, hangs) in [
            (SERVICE_DEADLINE, SlotError::Hung),
            (EXCHANGE_DEADLINE, SlotError::Mute),
        ] {
            connected.recv_timeout(deadline).unwrap_or(Err(hangs))?;
        }
        Ok(Self {
            jobs: Some(jobs),
            left: ALL_EXCHANGES,
            gone: TransportError::CardRemoved,
        })
    }

    fn ask<R>(
        &mut self,
        deadline: Duration,
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
        answered.recv_timeout(deadline).unwrap_or_else(|_| {
            // Whatever it still says is not an answer to anything that is asked later.
            self.jobs = None;
            self.gone = TransportError::Mute;
            Err(TransportError::Mute)
        })
    }

    /// An exchange, on the account of all of them.
    fn exchange<R>(
        &mut self,
        job: impl FnOnce(Sender<Result<R, TransportError>>) -> Job,
    ) -> Result<R, TransportError> {
        let started = Instant::now();
        let result = self.ask(EXCHANGE_DEADLINE.min(self.left), job);
        self.left = self.left.saturating_sub(started.elapsed());
        result
    }
}

impl Transport for Connection {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let command = Zeroizing::new(command.to_vec());
        self.exchange(|answer| Job::Transmit(command, answer))
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.exchange(Job::PowerCycle)
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        if self.jobs.is_none() {
            return Ok(());
        }
        let result = self.ask(LEAVE_DEADLINE, Job::Leave);
        self.jobs = None;
        result
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.leave();
    }
}

/// The thread of one connection, from beginning to end. `said` is told of the service and then of the card.
///
/// The context is its own: pcsc-lite locks a context for as long as a call on it lasts, so that a card that hangs would
/// hold up everything else on the same one.
fn hold(
    reader: &CStr,
    said: &Sender<Result<(), SlotError>>,
    work: &Receiver<Job>,
) -> Result<(), SlotError> {
    let context = establish()?;
    if said.send(Ok(())).is_err() {
        return Ok(());
    }
    let card = context
        .connect(reader, ShareMode::Exclusive, Protocols::ANY)
        .map_err(slot_error)?;
    if said.send(Ok(())).is_ok() {
        serve(&context, reader, card, work);
    } else {
        // Too late: nobody waits for it any more.
        let _ = disconnect(card);
    }
    Ok(())
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
    let left = match disconnect(card).map_err(transport_error) {
        Err(TransportError::Lost) => Err(TransportError::Lost),
        // Gone is gone: no power, nothing open.
        Ok(()) | Err(_) => Ok(()),
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
    let error = match card.transmit(command, buffer) {
        // A card that died mid-way comes back from vpcd as an empty success.
        Ok(response) if response.len() < 2 => TransportError::Empty,
        Ok(response) => {
            let length = response.len();
            let secret = SecretBytes::new(response.to_vec());
            if let Some(used) = buffer.get_mut(..length) {
                used.zeroize();
            }
            return Ok(secret);
        }
        Err(error) => transport_error(error),
    };
    match error {
        TransportError::Lost | TransportError::Empty if was_removed(context, reader) => {
            Err(TransportError::CardRemoved)
        }
        error => Err(error),
    }
}

/// After a failed exchange: gives the service a moment to notice that the card is not there any more.
fn was_removed(context: &Context, reader: &CStr) -> bool {
    let mut states = [ReaderState::new(reader, State::UNAWARE)];
    let Some(until) = Instant::now().checked_add(REMOVAL_WORD) else {
        return false;
    };
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if context.get_status_change(left, &mut states).is_err() {
            return false;
        }
        if !states
            .iter()
            .any(|state| state.event_state().contains(State::PRESENT))
        {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_threads_that_hang_do_not_pile_up_without_bound() {
        let hands = Hands::default();
        let mut taken: Vec<_> = std::iter::from_fn(|| hands.take().ok()).collect();
        assert_eq!(taken.len(), MOST_HANDS);
        assert_eq!(hands.take().err(), Some(SlotError::Hung));
        let nowhere = Connection::open(&hands, c"no such reader");
        assert_eq!(nowhere.err(), Some(SlotError::Hung));
        taken.pop();
        assert!(hands.take().is_ok(), "one that comes back makes room");
    }
}
