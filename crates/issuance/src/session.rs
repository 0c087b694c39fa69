//! The machine.

use std::sync::Arc;

use certificate::{IssuerTrust, MatchedPreview};

use crate::{Catalogue, Command, Event, Limits, OutOfService, Screen, View};

/// The machine. One for the life of the kiosk.
pub struct Session {
    limits: Limits,
    trust: Arc<IssuerTrust>,
}

impl Session {
    /// Without a catalogue: nothing is served until one has come.
    #[must_use]
    pub fn new(limits: Limits, trust: Arc<IssuerTrust>) -> Self {
        Self { limits, trust }
    }

    /// Takes one event; the commands are to be carried out in their order.
    pub fn handle(&mut self, event: Event) -> Vec<Command> {
        let _ = (event, &self.limits, &self.trust);
        Vec::new()
    }

    /// What stands on the screen now.
    #[must_use]
    pub fn screen(&self) -> Screen<'_> {
        Screen {
            view: View::OutOfService(OutOfService::NoCatalogue),
            session: None,
            epoch: crate::Epoch(0),
            warning: false,
            card_on_reader: false,
            can_go_back: false,
            can_cancel: false,
            catalogue: None,
            applications_left: 0,
        }
    }

    /// The preview to be confirmed, while the screen is Confirm: to draw its picture again in
    /// another size.
    #[must_use]
    pub fn matched_preview(&self) -> Option<&MatchedPreview> {
        None
    }

    /// The catalogue in force: the running session's, else the latest.
    #[must_use]
    pub fn catalogue(&self) -> Option<&Catalogue> {
        None
    }

    /// Answers of other sessions that were dropped since the start.
    #[must_use]
    pub fn stale_answers(&self) -> u64 {
        0
    }
}
