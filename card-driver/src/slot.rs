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
    /// No card lies in the slot.
    Absent,
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
    /// dropped. A wait registers first and looks at [`Cancel::is_cancelled`] after, so that no call is missed.
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
