//! A card in a virtual reader of vpcd (the PC/SC driver of the vsmartcard project).
//!
//! The protocol: two bytes of length, big-endian, then as many bytes. One byte from the reader is a control code
//! (0 power off, 1 power on, 2 reset, 4 ATR, the last of which is answered), anything longer an APDU, which is
//! answered. A connection is an inserted card; ending it takes the card away.

use crate::card::{ATR, Answer, Exchange, VirtualCard};
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::os::linux::net::TcpStreamExt as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Where vpcd listens by default: its first reader.
pub const DEFAULT_ADDRESS: &str = "127.0.0.1:35963";

struct State {
    card: VirtualCard,
    /// The reader has given it power since it was inserted.
    powered: bool,
    /// How often the reader has asked for the ATR since.
    polls: u8,
    /// It is being taken out: nothing more is waited for.
    leaving: bool,
    ended: Option<Ending>,
}

/// Once with the power, before the service has taken note, and once with the next poll.
const POLLS_TO_BE_SEEN: u8 = 2;

/// How a card came out of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was taken out, or the reader went.
    TakenOut,
    /// A fault of its profile took it away.
    Removed,
    /// A fault of its profile broke the contact: it should be put in again.
    Reset,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits as long as the card takes for its answer. `false` where it is taken out meanwhile.
    fn outlast(&self, delay: Duration) -> bool {
        let due = Instant::now().checked_add(delay);
        let mut state = self.lock();
        while !state.leaving {
            let left = due.map_or(delay, |due| due.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return true;
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        false
    }
}

/// A card that lies in a virtual reader until it is taken out, or dropped.
pub struct Inserted {
    shared: Arc<Shared>,
    stream: TcpStream,
    thread: Option<JoinHandle<()>>,
}

impl Inserted {
    /// Lays `card` into the reader at the other end of `stream`.
    ///
    /// # Errors
    /// Where the stream cannot be set up.
    pub fn new(stream: TcpStream, mut card: VirtualCard) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        card.put_in();
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                card,
                powered: false,
                polls: 0,
                leaving: false,
                ended: None,
            }),
            changed: Condvar::new(),
        });
        let (answering, ends) = (stream.try_clone()?, Arc::clone(&shared));
        let thread = thread::Builder::new()
            .name("virtual-card".to_owned())
            .spawn(move || {
                // However it ends, the card is out; only a fault of its own ends it without an error.
                let ending = answer(&answering, &ends).unwrap_or(Ending::TakenOut);
                let _ = answering.shutdown(Shutdown::Both);
                ends.change(|state| {
                    state.card.power_off();
                    state.ended = Some(ending);
                });
            })?;
        Ok(Self {
            shared,
            stream,
            thread: Some(thread),
        })
    }

    /// Waits until the service has given the card power and polled the reader with the card in it: every program
    /// sees it from then on, one that does not wait for cards too. `false` where that has not happened by `deadline`,
    /// or the card is out already.
    #[must_use]
    pub fn wait_until_seen(&self, deadline: Duration) -> bool {
        let until = Instant::now().checked_add(deadline);
        let mut state = self.shared.lock();
        while state.polls < POLLS_TO_BE_SEEN {
            if state.ended.is_some() {
                return false;
            }
            let left = until.map_or(deadline, |until| {
                until.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                return false;
            }
            state = self
                .shared
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }

    /// For another thread: waits until the card is out, and says how that came.
    pub fn ending(&self) -> impl FnOnce() -> Ending + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            let mut state = shared.lock();
            loop {
                if let Some(ending) = state.ended {
                    return ending;
                }
                state = shared
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Whether the card is out already.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.shared.lock().ended.is_some()
    }

    /// Looks at the card while it lies there.
    pub fn with_card<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> R {
        look(&mut self.shared.lock().card)
    }

    /// Takes the card out, its counters as they are.
    #[must_use]
    pub fn remove(mut self) -> VirtualCard {
        self.end();
        let mut card = self.shared.lock().card.clone();
        card.power_off();
        card
    }

    fn end(&mut self) {
        self.shared.change(|state| state.leaving = true);
        // Already gone is as good.
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        self.end();
    }
}

impl std::fmt::Debug for Inserted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inserted")
    }
}

fn answer(stream: &TcpStream, shared: &Shared) -> io::Result<Ending> {
    loop {
        let message = receive(stream)?;
        match message.as_slice() {
            [0] => shared.change(|state| state.card.power_off()),
            [1] => shared.change(|state| {
                state.card.reset();
                state.powered = true;
            }),
            [2] => shared.change(|state| state.card.reset()),
            [4] => {
                send(stream, &ATR)?;
                shared.change(|state| {
                    state.polls = state.polls.saturating_add(u8::from(state.powered));
                });
            }
            [] | [_] => {}
            apdu => {
                let Exchange { answer, delay } = shared.lock().card.exchange(apdu);
                if !delay.is_zero() && !shared.outlast(delay) {
                    return Ok(Ending::TakenOut);
                }
                match answer {
                    Answer::Response(response) => send(stream, &response)?,
                    Answer::Removed => return Ok(Ending::Removed),
                    Answer::Reset => return Ok(Ending::Reset),
                    // The reader waits. Power, reset and removal still reach the card.
                    Answer::Mute => {}
                }
            }
        }
    }
}

/// Debian's vpcd sends length and content in two packets, so that its Nagle waits for our delayed
/// acknowledgement: 44 ms for every APDU. TCP_QUICKACK ends that, but is not sticky: before and after each read.
fn receive(stream: &TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    read_exact(stream, &mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    read_exact(stream, &mut message)?;
    Ok(message)
}

fn read_exact(mut stream: &TcpStream, mut buffer: &mut [u8]) -> io::Result<()> {
    while !buffer.is_empty() {
        stream.set_quickack(true)?;
        let count = match stream.read(buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        stream.set_quickack(true)?;
        buffer = std::mem::take(&mut buffer)
            .get_mut(count..)
            .unwrap_or_default();
    }
    Ok(())
}

fn send(mut stream: &TcpStream, message: &[u8]) -> io::Result<()> {
    let length = u16::try_from(message.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    stream.write_all(&[&length.to_be_bytes(), message].concat())
}

/// Connects to a vpcd, waiting up to `patience` for it to listen: it does so a moment after its pcscd has started.
///
/// # Errors
/// The last attempt's.
pub fn connect(address: &str, patience: Duration) -> io::Result<TcpStream> {
    let until = Instant::now().checked_add(patience);
    loop {
        match TcpStream::connect(address) {
            Ok(stream) => return Ok(stream),
            Err(error) if until.is_none_or(|until| Instant::now() >= until) => return Err(error),
            Err(_) => thread::park_timeout(Duration::from_millis(20)),
        }
    }
}
