//! A card without any reader.

use crate::card::{Answer, VirtualCard};
use card_driver::secret::SecretBytes;
use card_driver::transport::{Transport, TransportError};
use std::sync::{Arc, Mutex, PoisonError};

/// A [`Transport`] straight into a [`VirtualCard`]. Clones speak to the same card, so that a test can look at it
/// while the driver has the connection.
#[derive(Clone, Debug)]
pub struct InProcess {
    card: Arc<Mutex<VirtualCard>>,
    gone: bool,
}

impl InProcess {
    /// Connects to `card`.
    #[must_use]
    pub fn new(mut card: VirtualCard) -> Self {
        card.put_in();
        Self {
            card: Arc::new(Mutex::new(card)),
            gone: false,
        }
    }

    /// Looks at the card, or changes it, between two commands.
    pub fn with_card<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> R {
        look(&mut self.card.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for InProcess {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        if self.gone {
            return Err(TransportError::CardRemoved);
        }
        let exchange = self.with_card(|card| card.exchange(command));
        if !exchange.delay.is_zero() {
            std::thread::sleep(exchange.delay);
        }
        match exchange.answer {
            Answer::Response(response) => Ok(SecretBytes::new(response)),
            Answer::Mute => Err(TransportError::Mute),
            Answer::Reset => Err(TransportError::CardReset),
            Answer::Removed => {
                self.gone = true;
                Err(TransportError::CardRemoved)
            }
        }
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        if self.gone {
            return Err(TransportError::CardRemoved);
        }
        self.with_card(VirtualCard::power_off);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.gone = true;
        self.with_card(VirtualCard::power_off);
        Ok(())
    }
}
