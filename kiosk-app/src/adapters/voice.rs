// SPDX-License-Identifier: GPL-3.0-only
//! The voice, as the controller needs it.

use guidance::{Speaker, Utterance, Volume};

/// Says what the session machine wants said; never waits.
pub trait Voice: std::fmt::Debug {
    /// Says this, in place of what is being said.
    fn say(&self, utterance: Utterance);
    /// How loud from now on.
    fn set_volume(&self, volume: Volume);
    /// Stops speaking and repeating.
    fn hush(&self);
}

impl Voice for Speaker {
    fn say(&self, utterance: Utterance) {
        Speaker::say(self, utterance);
    }

    fn set_volume(&self, volume: Volume) {
        Speaker::set_volume(self, volume);
    }

    fn hush(&self) {
        Speaker::hush(self);
    }
}

/// The voice through the system's sound device, if there is one. To be called after the sandbox has been entered:
/// it starts a thread.
///
/// # Errors
/// Where the system has no thread to give.
pub fn loudspeaker() -> std::io::Result<Box<dyn Voice>> {
    let speaker = Speaker::start(|| Box::new(guidance::Device::new()), |_| {})?;
    Ok(Box::new(speaker))
}
