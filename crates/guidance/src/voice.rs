//! From labels to sound, in memory.

use std::sync::Arc;

use jbonsai::{Engine, EngineError};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    chime,
    confidence::Confidence,
    english,
    reading::NotAReading,
    script::{Part, Tongue, Utterance, parts},
    speaker::Volume,
};

/// Samples a second of all speech made here.
pub const SAMPLE_RATE: u32 = 48_000;

/// The voice's samples lie in the range of 16 bits.
const FULL_SCALE: f64 = 32_768.0;

/// So many labels of an utterance are said, and what follows is not: about ten minutes. It is made as a whole, in
/// memory, and may come from elsewhere.
const MOST_LABELS: usize = 8_000;

/// Samples between two parts.
const PAUSE: usize = SAMPLE_RATE as usize / 8;

static MODEL: &[u8] = include_bytes!("../../../assets/voice/nitech_jp_atr503_m001.htsvoice");

/// Mono sound at [`SAMPLE_RATE`], each sample from -1 to 1. Wiped when the last clone is dropped.
#[derive(Clone)]
pub struct Speech {
    samples: Arc<Zeroizing<Vec<f32>>>,
}

impl Speech {
    /// The samples.
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// As loud as this; what would be too loud for the device is bent, not cut.
    pub(crate) fn at(self, volume: Volume) -> Speech {
        let gain = volume.gain();
        if volume == Volume::Usual {
            return self;
        }
        Speech {
            samples: Arc::new(Zeroizing::new(
                self.samples.iter().map(|s| (s * gain).tanh()).collect(),
            )),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VoiceError {
    /// The embedded voice is not usable.
    #[error("the embedded voice cannot be loaded")]
    Model(#[source] EngineError),
    /// The labels of a reading are not.
    #[error("the labels of a reading cannot be spoken")]
    Labels(#[source] EngineError),
    /// A part of a script is none.
    #[error("the script cannot be spoken: {0}")]
    Script(#[from] NotAReading),
}

impl VoiceError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Model(_) => "VOICE-MODEL",
            Self::Labels(_) => "VOICE-LABELS",
            Self::Script(_) => "VOICE-SCRIPT",
        }
    }
}

/// The embedded voice, loaded.
pub struct Voice {
    engine: Engine,
}

impl Voice {
    /// Loads it; about ten milliseconds.
    ///
    /// # Errors
    /// [`VoiceError::Model`].
    pub fn load() -> Result<Self, VoiceError> {
        let mut engine = Engine::load_from_bytes([MODEL]).map_err(VoiceError::Model)?;
        engine
            .condition
            .set_sampling_frequency(SAMPLE_RATE as usize);
        Ok(Self { engine })
    }

    /// Makes the sound of an utterance; about ten milliseconds for each second of it.
    ///
    /// # Errors
    /// [`VoiceError::Script`], [`VoiceError::Labels`].
    pub fn synthesize(&self, utterance: &Utterance) -> Result<Speech, VoiceError> {
        let mut sound = Sound::default();
        if let Some(chime) = utterance.chime {
            chime::sound(chime, &mut sound.samples);
        }
        self.add(utterance.tongue, &utterance.script, &mut sound)?;
        Ok(sound.into())
    }

    /// Makes the sound of what one person alone may hear.
    ///
    /// # Errors
    /// As above; what they quote is personal.
    pub(crate) fn synthesize_confidence(
        &self,
        confidence: &Confidence,
    ) -> Result<Speech, VoiceError> {
        let mut sound = Sound::default();
        for (tongue, script) in confidence.parts() {
            self.add(tongue, script, &mut sound)?;
        }
        Ok(sound.into())
    }

    fn add(&self, tongue: Tongue, script: &str, sound: &mut Sound) -> Result<(), VoiceError> {
        for part in parts(tongue, script)? {
            match part {
                Part::Clip(clip) => english::clip(clip, &mut sound.samples),
                Part::Reading(reading) => {
                    for sentence in reading.labels() {
                        sound.left = sound.left.saturating_sub(sentence.len());
                        if sound.left == 0 {
                            break;
                        }
                        self.say(&sentence, &mut sound.samples)?;
                    }
                }
            }
            sound.samples.extend(std::iter::repeat_n(0.0, PAUSE));
        }
        Ok(())
    }

    fn say(&self, labels: &[String], samples: &mut Vec<f32>) -> Result<(), VoiceError> {
        let mut spoken = self.engine.synthesize(labels).map_err(VoiceError::Labels)?;
        #[expect(clippy::cast_possible_truncation, reason = "sound has no use for more")]
        let level = |s: f64| (s / FULL_SCALE).clamp(-1.0, 1.0) as f32;
        samples.extend(spoken.iter().copied().map(level));
        spoken.zeroize();
        Ok(())
    }
}

/// Sound that is being made.
struct Sound {
    samples: Zeroizing<Vec<f32>>,
    /// Labels that may still be said.
    left: usize,
}

impl Default for Sound {
    fn default() -> Sound {
        Sound {
            samples: Zeroizing::new(Vec::new()),
            left: MOST_LABELS,
        }
    }
}

impl From<Sound> for Speech {
    fn from(sound: Sound) -> Speech {
        Speech {
            samples: Arc::new(sound.samples),
        }
    }
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Voice")
    }
}

impl std::fmt::Debug for Speech {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Speech({} samples)", self.samples.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    /// The scripts of what is said without being asked for.
    fn prompts(tongue: Tongue) -> impl Iterator<Item = (&'static str, &'static str)> {
        let line = |line: &'static str| line.strip_prefix("say-")?.split_once(" = ");
        tongue.scripts().lines().filter_map(line)
    }

    #[test]
    fn r91_every_prompt_has_a_sound_that_can_be_heard() {
        let voice = Voice::load().unwrap();
        for tongue in [Tongue::Japanese, Tongue::English] {
            assert!(prompts(tongue).count() > 20);
            for (name, script) in prompts(tongue) {
                let speech = voice.synthesize(&Utterance::new(tongue, script)).unwrap();
                let samples = speech.samples();
                let seconds = samples.len() as f64 / f64::from(SAMPLE_RATE);
                assert!((1.0..12.0).contains(&seconds), "{name}: {seconds} s");
                let power: f32 = samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32;
                assert!(power.sqrt() > 0.01, "{name}: {}", power.sqrt());
                let clipped = samples.iter().filter(|s| s.abs() >= 1.0).count();
                assert!(clipped * 1000 < samples.len(), "{name} is clipped");
            }
        }
    }

    #[test]
    fn louder_is_louder_and_never_too_loud() {
        let voice = Voice::load().unwrap();
        let utterance = Utterance::new(Tongue::Japanese, "カ'ードオ/オトリクダサ'イ。");
        let power = |volume| {
            let speech = voice.synthesize(&utterance).unwrap().at(volume);
            assert!(speech.samples().iter().all(|s| s.abs() <= 1.0));
            speech.samples().iter().map(|s| s * s).sum::<f32>()
        };
        let [low, usual, high] = [Volume::Low, Volume::Usual, Volume::High].map(power);
        assert!(
            2.0 * low < usual && 2.0 * usual < high,
            "{low} {usual} {high}"
        );
        assert_eq!(Volume::High.next().next(), Volume::Usual);
    }
}
