//! A slot without PC/SC, and the hand that puts cards into it.

use crate::card::{Answer, VirtualCard};
use card_driver::secret::SecretBytes;
use card_driver::slot::{Cancel, Presence, Slot, SlotError, Waited};
use card_driver::transport::{Transport, TransportError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[derive(Default)]
struct State {
    card: Option<VirtualCard>,
    /// Counts insertions, so that a connection to the card before is not one to this card.
    generation: u64,
    connected: bool,
    apdus: u64,
    verifies: u64,
    instructions: Vec<u8>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A [`Slot`] of its own, empty at first.
pub struct VirtualSlot(Arc<Shared>);

/// Puts cards into a [`VirtualSlot`] and takes them away, from any thread.
#[derive(Clone)]
pub struct SlotControl(Arc<Shared>);

impl VirtualSlot {
    /// An empty slot and its control.
    #[must_use]
    pub fn new() -> (Self, SlotControl) {
        let shared = Arc::new(Shared::default());
        (Self(Arc::clone(&shared)), SlotControl(shared))
    }
}

impl SlotControl {
    /// Puts a card down; one that lay there is taken away and given back.
    pub fn insert(&self, mut card: VirtualCard) -> Option<VirtualCard> {
        card.put_in();
        let mut state = self.0.lock();
        let mut before = state.card.replace(card);
        state.generation += 1;
        state.connected = false;
        drop(state);
        self.0.changed.notify_all();
        if let Some(card) = &mut before {
            card.power_off();
        }
        before
    }

    /// Takes the card away and gives it back, without power, its counters as they are.
    pub fn remove(&self) -> Option<VirtualCard> {
        let mut card = self.0.lock().card.take();
        self.0.changed.notify_all();
        if let Some(card) = &mut card {
            card.power_off();
        }
        card
    }

    /// The slot once more, for a program that begins anew with its reader.
    #[must_use]
    pub fn slot(&self) -> VirtualSlot {
        VirtualSlot(Arc::clone(&self.0))
    }

    /// Whether a card lies there.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.0.lock().card.is_some()
    }

    /// How many APDUs went through this slot, whichever the card.
    #[must_use]
    pub fn apdu_count(&self) -> u64 {
        self.0.lock().apdus
    }

    /// How many VERIFY commands with a PIN in them went through this slot.
    #[must_use]
    pub fn verify_count(&self) -> u64 {
        self.0.lock().verifies
    }

    /// The INS byte of every APDU that went through this slot. Nothing else of them is kept.
    #[must_use]
    pub fn instructions(&self) -> Vec<u8> {
        self.0.lock().instructions.clone()
    }
}

impl Slot for VirtualSlot {
    fn wait_for(
        &mut self,
        presence: Presence,
        deadline: Option<Duration>,
        cancel: &Cancel,
    ) -> Result<Waited, SlotError> {
        let until = deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        let waker = Arc::clone(&self.0);
        let _guard = cancel.on_cancel(move || {
            // Under the lock, so that it cannot fall between the look at the flag and the wait.
            drop(waker.lock());
            waker.changed.notify_all();
        });
        let mut state = self.0.lock();
        loop {
            if cancel.is_cancelled() {
                return Ok(Waited::Cancelled);
            }
            if state.card.is_some() == (presence == Presence::Present) {
                return Ok(Waited::Reached);
            }
            state = match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => self
                    .0
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return Ok(Waited::TimedOut),
                Some(left) => {
                    self.0
                        .changed
                        .wait_timeout(state, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
        }
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        let mut state = self.0.lock();
        if state.card.is_none() {
            return Err(SlotError::NoCard);
        }
        if state.connected {
            return Err(SlotError::InUse);
        }
        state.connected = true;
        let generation = state.generation;
        drop(state);
        Ok(Box::new(SlotTransport {
            shared: Arc::clone(&self.0),
            generation,
            left: false,
        }))
    }
}

struct SlotTransport {
    shared: Arc<Shared>,
    generation: u64,
    left: bool,
}

impl Transport for SlotTransport {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let mut guard = self.shared.lock();
        let state = &mut *guard;
        let card = state
            .card
            .as_mut()
            .filter(|_| state.generation == self.generation && !self.left);
        let card = card.ok_or(TransportError::CardRemoved)?;
        let verifies = card.verify_count();
        let exchange = card.exchange(command);
        state.apdus += 1;
        state.verifies += card.verify_count() - verifies;
        state
            .instructions
            .push(command.get(1).copied().unwrap_or_default());
        let due = Instant::now().checked_add(exchange.delay);
        loop {
            // Whoever takes the card away meanwhile ends the wait.
            if guard.card.is_none() || guard.generation != self.generation {
                return Err(TransportError::CardRemoved);
            }
            let left = due.map_or(exchange.delay, |due| {
                due.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                break;
            }
            guard = self
                .shared
                .changed
                .wait_timeout(guard, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        match exchange.answer {
            Answer::Response(response) => Ok(SecretBytes::new(response)),
            Answer::Mute => Err(TransportError::Mute),
            Answer::Reset => Err(TransportError::CardReset),
            Answer::Removed => {
                guard.card = None;
                drop(guard);
                self.shared.changed.notify_all();
                Err(TransportError::CardRemoved)
            }
        }
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        let mut guard = self.shared.lock();
        let state = &mut *guard;
        let card = state
            .card
            .as_mut()
            .filter(|_| state.generation == self.generation && !self.left);
        card.ok_or(TransportError::CardRemoved)?.power_off();
        Ok(())
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        let mut guard = self.shared.lock();
        let state = &mut *guard;
        if !self.left && state.generation == self.generation {
            state.connected = false;
            if let Some(card) = &mut state.card {
                card.power_off();
            }
        }
        self.left = true;
        Ok(())
    }
}

impl Drop for SlotTransport {
    fn drop(&mut self) {
        // Cannot fail.
        let _ = self.leave();
    }
}

impl std::fmt::Debug for VirtualSlot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VirtualSlot")
    }
}

impl std::fmt::Debug for SlotControl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SlotControl")
    }
}
