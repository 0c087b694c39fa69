//! The seam to the card: one exclusive connection that carries command and response APDUs.

use crate::secret::SecretBytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

mod trace;
pub use trace::{KnownStatus, Step, StepName, Trace, Traced, TracedFile};

/// An exclusive connection to one card, from connecting to leaving.
///
/// Dropping a transport leaves the card as [`Transport::leave`] does, as far as it still can.
pub trait Transport: Send {
    /// Sends one command APDU and gives the whole response: data and two status bytes, never fewer than two
    /// bytes. A command that was lost on the way is never sent again here.
    ///
    /// # Errors
    /// [`TransportError`]; after one the card may or may not have carried the command out.
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError>;

    /// Takes the card's power away and gives it back. A verified PIN does not survive this; it does survive
    /// a mere reset (JICSAP 2.0 5.1.3).
    ///
    /// # Errors
    /// [`TransportError`] where the card did not come back.
    fn power_cycle(&mut self) -> Result<(), TransportError>;

    /// Ends the connection and takes the card's power away, so that nothing stays readable. Later calls fail.
    ///
    /// # Errors
    /// [`TransportError`] where the reader could not be told; a card that is gone is no error.
    fn leave(&mut self) -> Result<(), TransportError>;
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        (**self).transmit(command)
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        (**self).power_cycle()
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        (**self).leave()
    }
}

/// Why an exchange with the card failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The PC/SC service went away.
    #[error("the smart-card service is gone")]
    ServiceGone,
    /// The reader went away.
    #[error("the reader is gone")]
    ReaderGone,
    /// The card was taken away.
    #[error("the card was taken away")]
    CardRemoved,
    /// Somebody else reset the card, or it was taken away and put back.
    #[error("the card was reset")]
    CardReset,
    /// The exchange failed; the card may still lie there.
    #[error("the exchange with the card was lost")]
    Lost,
    /// The card did not answer in time.
    #[error("the card does not answer")]
    Mute,
    /// The card lies there and answered fewer than two bytes, which is no response APDU.
    #[error("the card gave an empty answer")]
    Empty,
}

impl TransportError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ServiceGone => "CARD-SERVICE-GONE",
            Self::ReaderGone => "CARD-READER-GONE",
            Self::CardRemoved => "CARD-REMOVED",
            Self::CardReset => "CARD-RESET",
            Self::Lost => "CARD-LOST",
            Self::Mute => "CARD-MUTE",
            Self::Empty => "CARD-EMPTY-ANSWER",
        }
    }
}

/// Counts what goes over a transport, from outside. Contents are neither kept nor looked at.
#[derive(Clone, Debug, Default)]
pub struct Traffic(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    apdus: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

impl Traffic {
    /// Command APDUs sent.
    #[must_use]
    pub fn apdus(&self) -> u64 {
        self.0.apdus.load(Ordering::Relaxed)
    }

    /// Bytes of the commands.
    #[must_use]
    pub fn bytes_sent(&self) -> u64 {
        self.0.sent.load(Ordering::Relaxed)
    }

    /// Bytes of the responses, status words included.
    #[must_use]
    pub fn bytes_received(&self) -> u64 {
        self.0.received.load(Ordering::Relaxed)
    }
}

/// A transport that is counted.
#[derive(Debug)]
pub struct Metered<T> {
    transport: T,
    traffic: Traffic,
}

impl<T: Transport> Metered<T> {
    /// Counts what goes over `transport` into `traffic`.
    #[must_use]
    pub const fn new(transport: T, traffic: Traffic) -> Self {
        Self { transport, traffic }
    }
}

impl<T: Transport> Transport for Metered<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let add = |count: &AtomicU64, more: usize| {
            count.fetch_add(u64::try_from(more).unwrap_or(0), Ordering::Relaxed)
        };
        add(&self.traffic.0.apdus, 1);
        add(&self.traffic.0.sent, command.len());
        let response = self.transport.transmit(command)?;
        add(&self.traffic.0.received, response.len());
        Ok(response)
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.transport.power_cycle()
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.transport.leave()
    }
}
