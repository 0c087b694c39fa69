//! A place where a card can lie: waiting for one, and connecting to it.

use crate::transport::Transport;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A place where a card can lie.
///
/// Waiting watches presence only: no APDU leaves before the caller uses the connection.
pub trait Slot: Send {
    /// Waits until a card lies here, or none does. `deadline` is counted from the call; `None` waits for ever.
    ///
    /// # Errors
    /// [`SlotError`] where there is no service or no reader to wait at. Ask again later; nothing needs a restart.
    fn wait_for(
        &mut self,
        presence: Presence,
        deadline: Option<Duration>,
        cancel: &Cancel,
    ) -> Result<Waited, SlotError>;

    /// Connects to the card that lies here, exclusively.
    ///
    /// Where several cards lie in several readers, SELECT decides: the one My Number card among them is connected
    /// to. Where none of them is one, it is one of them, and the driver's own SELECT says so. Two My Number cards
    /// are refused: nobody can tell whose PIN will be typed, and a wrong one costs its holder a try.
    ///
    /// # Errors
    /// [`SlotError`].
    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError>;
}

impl<S: Slot + ?Sized> Slot for Box<S> {
    fn wait_for(
        &mut self,
        presence: Presence,
        deadline: Option<Duration>,
        cancel: &Cancel,
    ) -> Result<Waited, SlotError> {
        (**self).wait_for(presence, deadline, cancel)
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        (**self).connect()
    }
}

/// What to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A card lies in the slot.
    Present,
    /// No card lies in the slot, nor in any other reader that belongs to it.
    Absent,
    /// The card that was connected to last does not lie there any more, or not without having been away. Where there
    /// was no connection yet, this is [`Presence::Absent`].
    Taken,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// It is as asked.
    Reached,
    /// The deadline came first.
    TimedOut,
    /// [`Cancel::cancel`] came first.
    Cancelled,
}

/// Why a slot cannot be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SlotError {
    /// No PC/SC service answers (PC/SC 8010001D, 8010001E).
    #[error("no smart-card service")]
    NoService,
    /// The service runs, but has no such reader (PC/SC 8010002E, 80100009).
    #[error("no card reader")]
    NoReader,
    /// No card lies there now.
    #[error("no card")]
    NoCard,
    /// Another program holds the card.
    #[error("the card is in use by another program")]
    InUse,
    /// A card lies there and does not answer.
    #[error("the card does not answer")]
    Mute,
    /// The reader is there and cannot be used yet, as some cannot for a moment after they were plugged in.
    #[error("the card reader is not ready")]
    NotReady,
    /// Several My Number cards lie in several readers.
    #[error("more than one My Number card")]
    Several,
    /// The service is there and does not answer, or calls to it that were given up still hang.
    #[error("the smart-card service does not answer")]
    Hung,
    /// The service refused (rights, resources).
    #[error("the smart-card service refused")]
    Refused,
}

impl SlotError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoService => "SLOT-NO-SERVICE",
            Self::NoReader => "SLOT-NO-READER",
            Self::NoCard => "SLOT-NO-CARD",
            Self::InUse => "SLOT-IN-USE",
            Self::Mute => "SLOT-CARD-MUTE",
            Self::NotReady => "SLOT-NOT-READY",
            Self::Several => "SLOT-SEVERAL-CARDS",
            Self::Hung => "SLOT-SERVICE-HUNG",
            Self::Refused => "SLOT-REFUSED",
        }
    }
}

type Waker = Arc<dyn Fn() + Send + Sync>;

#[derive(Default)]
struct CancelState {
    cancelled: bool,
    next: u64,
    wakers: Vec<(u64, Waker)>,
}

/// A handle that ends a wait from another thread. Once cancelled it stays so: use a new one for the next wait.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Mutex<CancelState>>);

impl Cancel {
    /// A handle nobody has cancelled yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the waits that use this handle, now and later.
    pub fn cancel(&self) {
        let wakers = {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.cancelled = true;
            state.wakers.clone()
        };
        for (_, wake) in wakers {
            wake();
        }
    }

    /// Whether [`Cancel::cancel`] was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancelled
    }

    /// For implementors of [`Slot`]: `wake` is called by [`Cancel::cancel`], on its thread, until the guard is
    /// dropped. It must not block: that thread may be the one that draws the screen. A wait registers first and looks at [`Cancel::is_cancelled`] after, so that no call is missed.
    #[must_use]
    pub fn on_cancel(&self, wake: impl Fn() + Send + Sync + 'static) -> CancelGuard {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = state.next;
        state.next = state.next.wrapping_add(1);
        state.wakers.push((id, Arc::new(wake)));
        CancelGuard {
            cancel: self.clone(),
            id,
        }
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancel").field(&self.is_cancelled()).finish()
    }
}

/// Takes a waker out again when dropped.
#[derive(Debug)]
pub struct CancelGuard {
    cancel: Cancel,
    id: u64,
}

impl Drop for CancelGuard {
    fn drop(&mut self) {
        let mut state = self.cancel.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.wakers.retain(|(id, _)| *id != self.id);
    }
}
