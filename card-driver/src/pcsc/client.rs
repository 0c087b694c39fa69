//! Contexts and handles of pcsc-lite's client library, made and given back one at a time.
//!
//! The library keeps one list of contexts for the whole process, and in each a list of its handles. `SCardDisconnect`
//! of pcsc-lite 1.9 looks the handle up a second time when the service has answered, through the lists of *every*
//! context and without the library's own lock (`SCardRemoveHandle`). A context that another thread releases at that
//! moment is freed under it, and the process dies. The call that disconnects, and those that make and release a
//! context, are therefore never in two threads at once.
//!
//! One that hangs holds up the others. They run on threads that nobody waits for without a deadline.

use pcsc::{Card, Context, Disposition, Error, Scope};
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose turn it is.
static LISTS: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    LISTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A context of the service.
pub(super) struct Client {
    context: Context,
    // After the context: fields are dropped in this order, and the turn lasts until the context is released.
    turn: Option<MutexGuard<'static, ()>>,
}

impl Client {
    pub(super) fn establish() -> Result<Self, Error> {
        let _turn = turn();
        Ok(Self {
            context: Context::establish(Scope::System)?,
            turn: None,
        })
    }
}

impl Deref for Client {
    type Target = Context;
    fn deref(&self) -> &Context {
        &self.context
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.turn = Some(turn());
    }
}

/// Ends a connection and takes the card's power.
pub(super) fn disconnect(card: Card) -> Result<(), Error> {
    let _turn = turn();
    card.disconnect(Disposition::UnpowerCard)
        .map_err(|(card, error)| {
            // The handle is of no more use, whatever the reason; dropping it tries the same again.
            drop(card);
            error
        })
}
