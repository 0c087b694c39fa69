//! Slots and transports over PC/SC.

use crate::slot::{Cancel, Presence, Slot, SlotError, Waited};
use crate::transport::Transport;
use std::time::Duration;

/// The readers of the PC/SC service, taken as one slot.
#[derive(Debug)]
pub struct PcscSlot {
    filter: Option<String>,
}

impl PcscSlot {
    /// All readers, or those whose name contains `filter`.
    #[must_use]
    pub fn new(filter: Option<String>) -> Self {
        Self { filter }
    }
}

impl Slot for PcscSlot {
    fn wait_for(
        &mut self,
        _: Presence,
        _: Option<Duration>,
        _: &Cancel,
    ) -> Result<Waited, SlotError> {
        let _ = &self.filter;
        Err(SlotError::NoService)
    }

    fn connect(&mut self) -> Result<Box<dyn Transport>, SlotError> {
        Err(SlotError::NoService)
    }
}
