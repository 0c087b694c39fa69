// SPDX-License-Identifier: GPL-3.0-only
//! The voice, as the controller needs it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use guidance::{Device, Output, Speaker, Speech, Unplayable, Utterance, Volume};

/// Says what the session machine wants said; never waits.
pub trait Voice: std::fmt::Debug {
    /// Says this, in place of what is being said.
    fn say(&self, utterance: Utterance);
    /// How loud from now on.
    fn set_volume(&self, volume: Volume);
    /// Stops speaking and repeating.
    fn hush(&self);
    /// Whether a sound device played what was said last; nothing where nothing was said yet.
    fn is_audible(&self) -> Option<bool> {
        None
    }
}

/// The voice through a speaker, and what became of the last utterance.
#[derive(Debug)]
struct Loudspeaker {
    speaker: Speaker,
    heard: Arc<AtomicU8>,
}

/// Nothing was said yet, it could not be heard, it could.
const NOT_YET: u8 = 0;
const SILENT: u8 = 1;
const HEARD: u8 = 2;

impl Voice for Loudspeaker {
    fn say(&self, utterance: Utterance) {
        self.speaker.say(utterance);
    }

    fn set_volume(&self, volume: Volume) {
        self.speaker.set_volume(volume);
    }

    fn hush(&self) {
        self.speaker.hush();
    }

    fn is_audible(&self) -> Option<bool> {
        match self.heard.load(Ordering::Relaxed) {
            NOT_YET => None,
            heard => Some(heard == HEARD),
        }
    }
}

/// The sound device without ALSA's own words: where there is no sound card it has a dozen lines for each prompt, on standard
/// error, between the lines of the log. That nothing is heard is told as `VOICE-SILENT`.
#[derive(Debug, Default)]
struct Quiet(Device);

impl Output for Quiet {
    fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable> {
        // It is the calling thread's, on which the device is opened. Taken anew each time: what was written into the one
        // before goes with it, and would grow for as long as the kiosk runs.
        let _ = alsa::Output::local_error_handler();
        self.0.play(speech)
    }

    fn stop(&mut self) {
        self.0.stop();
    }
}

/// The voice through the system's sound device, if there is one. To be called after the sandbox has been entered:
/// it starts a thread.
///
/// # Errors
/// Where the system has no thread to give.
pub fn loudspeaker() -> std::io::Result<Box<dyn Voice>> {
    let heard = Arc::new(AtomicU8::new(NOT_YET));
    let told = Arc::clone(&heard);
    let speaker = Speaker::start(
        || Box::new(Quiet::default()),
        move |spoken| {
            let audible = if spoken.audible { HEARD } else { SILENT };
            told.store(audible, Ordering::Relaxed);
        },
    )?;
    Ok(Box::new(Loudspeaker { speaker, heard }))
}
