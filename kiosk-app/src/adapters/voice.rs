// SPDX-License-Identifier: GPL-3.0-only
//! The voice, as the controller needs it.

use issuance::Prompt;

/// Says what the session machine wants said; never waits.
pub trait Voice: std::fmt::Debug {
    /// Says this, in place of what is being said.
    fn say(&self, prompt: Prompt);
    /// Stops speaking and repeating.
    fn hush(&self);
}

/// No voice: what would be said still stands on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Voice for Silent {
    fn say(&self, _: Prompt) {}
    fn hush(&self) {}
}
