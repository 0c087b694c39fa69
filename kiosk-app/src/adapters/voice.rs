// SPDX-License-Identifier: GPL-3.0-only
//! The voice, as the controller needs it.

use std::{
    io,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use guidance::{AlsaJack, Confidence, Device, Headset, Outputs, Speaker, Utterance, Volume};

use super::{Mailbox, Message};
use crate::config::SoundConfig;

/// Says what the session machine wants said; never waits.
///
/// A voice without a socket for a headset leaves out what is about one.
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
    /// Whether there is a socket for a headset; what becomes of it comes as [`Message::Headset`].
    fn has_socket(&self) -> bool {
        false
    }
    /// Speaks into the headset that is plugged in, or not any more.
    fn use_headset(&self, _chosen: bool) {}
    /// Says this into the headset that was chosen, in place of what is being said, or not at all.
    fn confide(&self, _confidence: Confidence) {}
}

/// Makes the voice, at the start and when staff wants it anew. To be called after the sandbox has been entered: it
/// starts a thread, and fails where the system has none to give.
pub type MakeVoice = Rc<dyn Fn(&Mailbox) -> io::Result<Box<dyn Voice>>>;

/// Takes what becomes of the plug: there, or not any more.
pub type TellPlug = Box<dyn FnMut(bool)>;

/// The voice through a speaker, and what became of the last utterance.
#[derive(Debug)]
struct Spoken {
    speaker: Speaker,
    heard: Arc<AtomicU8>,
    has_socket: bool,
}

/// Nothing was said yet, it could not be heard, it could.
const NOT_YET: u8 = 0;
const SILENT: u8 = 1;
const HEARD: u8 = 2;

impl Voice for Spoken {
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

    fn has_socket(&self) -> bool {
        self.has_socket
    }

    fn use_headset(&self, chosen: bool) {
        self.speaker.use_headset(chosen);
    }

    fn confide(&self, confidence: Confidence) {
        self.speaker.confide(confidence);
    }
}

/// The voice through the sound devices of the configuration, as far as they are there.
#[must_use]
pub fn from_config(sound: &SoundConfig) -> MakeVoice {
    let sound = sound.clone();
    let has_socket = sound.headset.is_some();
    speaking(has_socket, move |told| {
        let headset = sound.headset.clone().map(|headset| Headset {
            output: Box::new(Device::named(headset.output)),
            jack: Box::new(AlsaJack::new(headset.control, headset.jack)),
            told,
        });
        Outputs {
            loudspeaker: Box::new(match sound.loudspeaker.clone() {
                Some(name) => Device::named(name),
                None => Device::new(),
            }),
            headset,
        }
    })
}

/// The voice through these outputs. They are made on the voice's own thread.
pub fn speaking<O>(has_socket: bool, outputs: O) -> MakeVoice
where
    O: Fn(TellPlug) -> Outputs + Clone + Send + 'static,
{
    Rc::new(move |mailbox| {
        let heard = Arc::new(AtomicU8::new(NOT_YET));
        let (told, mailbox, outputs) = (Arc::clone(&heard), mailbox.clone(), outputs.clone());
        let speaker = Speaker::start(
            move || outputs(Box::new(move |there| mailbox.send(Message::Headset(there)))),
            move |spoken| {
                let audible = if spoken.audible { HEARD } else { SILENT };
                told.store(audible, Ordering::Relaxed);
            },
        )?;
        let voice: Box<dyn Voice> = Box::new(Spoken {
            speaker,
            heard,
            has_socket,
        });
        Ok(voice)
    })
}
