//! What lies in the readers, watched by one thread.
//!
//! It looks only while somebody waits, and sleeps in the service's own event wait: nothing is polled but once in
//! [`SLOW_POLL`], because the events of a replugged reader may never arrive (S4).

use super::client::Client;
use super::{Place, establish, slot_error};
use crate::slot::{Cancel, SlotError, Waited};
use pcsc::{Context, Error, PNP_NOTIFICATION, ReaderState, State};
use std::ffi::CString;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The longest one wait for an event lasts before the readers are looked at anew.
const SLOW_POLL: Duration = Duration::from_secs(3);
/// The longest a call to the service may take that waits for nothing. The service alone has to answer, no reader and
/// no card; pcsc-lite itself sleeps 0.4 s where a card is just being given power.
const CALL_DEADLINE: Duration = Duration::from_secs(3);
/// How long to pause after an event that changed nothing: a reader may have no end of them.
const PAUSE: Duration = Duration::from_millis(100);
/// pcsc-lite 1.9 takes no more states than this in one call, the pseudo-reader for hot-plug included (S14).
const MOST_STATES: usize = 16;

/// One reader as it was seen.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Reader {
    pub(super) name: CString,
    pub(super) card_present: bool,
    pub(super) card_mute: bool,
    pub(super) in_use: bool,
    /// How many cards have come and gone there, as the service counts.
    pub(super) changes: u32,
}

impl Reader {
    pub(super) fn place(&self) -> Place {
        Place {
            reader: self.name.clone(),
            changes: self.changes,
        }
    }
}

impl From<&ReaderState> for Reader {
    fn from(state: &ReaderState) -> Self {
        let flags = state.event_state();
        Self {
            name: state.name().to_owned(),
            card_present: flags.contains(State::PRESENT),
            card_mute: flags.contains(State::MUTE),
            in_use: flags.contains(State::EXCLUSIVE),
            changes: state.event_count(),
        }
    }
}

/// The watching thread's owner. Nothing is started before the first question.
pub(super) struct Watch {
    filter: Option<String>,
    shared: Option<Arc<Shared>>,
}

struct Shared {
    state: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    readers: Result<Vec<Reader>, SlotError>,
    /// The service holds the thread until something changes: what was seen is how it is.
    current: bool,
    /// How many looks were asked for, and how many of them have been had.
    asked: u64,
    had: u64,
    /// How many wait.
    waiting: usize,
    /// When the call that runs now ought to be over.
    due: Option<Instant>,
    closed: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a call to the service, which may hang, and lets those who wait see for how long it does.
    fn call<R>(&self, longest: Duration, call: impl FnOnce() -> R) -> R {
        self.lock().due = Instant::now().checked_add(longest.saturating_add(CALL_DEADLINE));
        let result = call();
        self.lock().due = None;
        result
    }
}

impl Watch {
    pub(super) const fn new(filter: Option<String>) -> Self {
        Self {
            filter,
            shared: None,
        }
    }

    fn shared(&mut self) -> Result<Arc<Shared>, SlotError> {
        if let Some(shared) = &self.shared {
            return Ok(Arc::clone(shared));
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(Seen {
                readers: Err(SlotError::NoService),
                current: false,
                asked: 0,
                had: 0,
                waiting: 0,
                due: None,
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let (watching, filter) = (Arc::clone(&shared), self.filter.clone());
        thread::Builder::new()
            .name("readers".to_owned())
            .spawn(move || watch(&watching, filter.as_deref()))
            .map_err(|_| SlotError::Refused)?;
        self.shared = Some(Arc::clone(&shared));
        Ok(shared)
    }

    /// The readers as they are now.
    pub(super) fn readers(&mut self) -> Result<Vec<Reader>, SlotError> {
        let mut now = Vec::new();
        self.wait(None, &Cancel::new(), |readers| {
            now = readers.to_vec();
            Ok(true)
        })?;
        Ok(now)
    }

    /// Waits until `reached` says so of the readers. It is asked at least once, however short the time.
    pub(super) fn wait(
        &mut self,
        until: Option<Instant>,
        cancel: &Cancel,
        mut reached: impl FnMut(&[Reader]) -> Result<bool, SlotError>,
    ) -> Result<Waited, SlotError> {
        let shared = self.shared()?;
        let waker = Arc::clone(&shared);
        let _guard = cancel.on_cancel(move || {
            // Under the lock, so that it cannot fall between the look at the flag and the wait.
            drop(waker.lock());
            waker.changed.notify_all();
        });
        let mut seen = shared.lock();
        seen.waiting += 1;
        if !seen.current {
            seen.asked += 1;
            shared.changed.notify_all();
        }
        let wanted = seen.asked;
        let result = loop {
            if cancel.is_cancelled() {
                break Ok(Waited::Cancelled);
            }
            let now = Instant::now();
            // Before what was seen: a service that hangs tells of no change.
            if seen.due.is_some_and(|due| now >= due) {
                break Err(SlotError::Hung);
            }
            let fresh = seen.had >= wanted;
            if fresh {
                match seen.readers.as_deref().map_err(|error| *error) {
                    Err(error) => break Err(error),
                    Ok(readers) => match reached(readers) {
                        Err(error) => break Err(error),
                        Ok(true) => break Ok(Waited::Reached),
                        Ok(false) if until.is_some_and(|until| now >= until) => {
                            break Ok(Waited::TimedOut);
                        }
                        Ok(false) => {}
                    },
                }
            }
            // Looked at again when the running call is overdue, and between two calls soon after.
            let due = seen.due.or_else(|| now.checked_add(CALL_DEADLINE));
            let next = due.into_iter().chain(until.filter(|_| fresh)).min();
            let left = next.map_or(CALL_DEADLINE, |next| next.saturating_duration_since(now));
            seen = shared
                .changed
                .wait_timeout(seen, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        };
        seen.waiting -= 1;
        result
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(shared) = &self.shared {
            // Not waited for: it may hang. It ends with the call that runs.
            shared.lock().closed = true;
            shared.changed.notify_all();
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch")
            .field("filter", &self.filter)
            .finish_non_exhaustive()
    }
}

/// The watching thread.
fn watch(shared: &Shared, filter: Option<&str>) {
    let mut context = None;
    let mut at_once = false;
    loop {
        let asked = {
            let mut seen = shared.lock();
            loop {
                let more = seen.waiting > 0 && seen.readers.is_ok();
                if seen.closed {
                    return;
                }
                if seen.asked != seen.had || more {
                    break seen.asked;
                }
                seen = shared
                    .changed
                    .wait(seen)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        };
        let looked = shared.call(Duration::ZERO, || look(&mut context, filter));
        let readers = looked
            .as_ref()
            .map(|states| states.iter().map(Reader::from).collect())
            .map_err(|error| *error);
        let mut seen = shared.lock();
        let news = seen.readers != readers;
        if news || seen.had != asked {
            shared.changed.notify_all();
        }
        seen.readers = readers;
        seen.had = asked;
        let (Ok(mut states), Some(context)) = (looked, &context) else {
            continue;
        };
        if at_once && !news {
            seen = shared
                .changed
                .wait_timeout(seen, PAUSE)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            at_once = false;
            if seen.asked != seen.had || seen.closed {
                continue;
            }
        }
        seen.current = true;
        drop(seen);
        for state in &mut states {
            state.sync_current_state();
        }
        if states.len() < MOST_STATES {
            states.push(ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE));
        }
        let since = Instant::now();
        // Whatever comes of it, the next look says.
        let _ = shared.call(SLOW_POLL, || {
            context.get_status_change(SLOW_POLL, &mut states)
        });
        at_once = since.elapsed() < PAUSE;
        shared.lock().current = false;
    }
}

/// The readers that may be used, with their states now. Where the service has gone meanwhile, one that is there
/// instead is asked.
fn look(context: &mut Option<Client>, filter: Option<&str>) -> Result<Vec<ReaderState>, SlotError> {
    if let Some(known) = context {
        match states(known, filter) {
            Err(SlotError::NoService) => *context = None,
            other => return other,
        }
    }
    let new = establish()?;
    let states = states(&new, filter);
    if !matches!(states, Err(SlotError::NoService)) {
        *context = Some(new);
    }
    states
}

fn states(context: &Context, filter: Option<&str>) -> Result<Vec<ReaderState>, SlotError> {
    let names = context.list_readers_owned().map_err(slot_error)?;
    let wanted =
        |name: &CString| filter.is_none_or(|filter| name.to_string_lossy().contains(filter));
    let mut states: Vec<_> = names
        .into_iter()
        .filter(wanted)
        .take(MOST_STATES)
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
