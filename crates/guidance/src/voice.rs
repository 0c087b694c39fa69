//! From labels to sound, in memory.

use std::sync::Arc;

use issuance::Prompt;
use jbonsai::{Engine, EngineError};

use crate::labels;

/// Samples a second of all speech made here.
pub const SAMPLE_RATE: u32 = 48_000;

/// The voice's samples lie in the range of 16 bits.
const FULL_SCALE: f64 = 32_768.0;

static MODEL: &[u8] = include_bytes!("../../../assets/voice/nitech_jp_atr503_m001.htsvoice");

/// Mono sound at [`SAMPLE_RATE`], each sample from -1 to 1.
#[derive(Clone)]
pub struct Speech {
    samples: Arc<[f32]>,
}

impl Speech {
    /// The samples.
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VoiceError {
    /// The embedded voice is not usable.
    #[error("the embedded voice cannot be loaded")]
    Model(#[source] EngineError),
    /// The labels of a prompt are not.
    #[error("the labels of {0:?} cannot be spoken")]
    Labels(Prompt, #[source] EngineError),
}

impl VoiceError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Model(_) => "VOICE-MODEL",
            Self::Labels(..) => "VOICE-LABELS",
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

    /// Makes the sound of a prompt; about ten milliseconds for each second of it.
    ///
    /// # Errors
    /// [`VoiceError::Labels`].
    pub fn synthesize(&self, prompt: Prompt) -> Result<Speech, VoiceError> {
        let lines = labels::of(prompt).lines();
        let samples = self
            .engine
            .synthesize(lines.as_slice())
            .map_err(|error| VoiceError::Labels(prompt, error))?;
        #[expect(clippy::cast_possible_truncation, reason = "sound has no use for more")]
        let samples = samples
            .into_iter()
            .map(|s| (s / FULL_SCALE).clamp(-1.0, 1.0) as f32);
        Ok(Speech {
            samples: samples.collect(),
        })
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

    #[test]
    fn r91_every_prompt_has_a_sound_that_can_be_heard() {
        let voice = Voice::load().unwrap();
        for prompt in Prompt::ALL {
            let speech = voice.synthesize(prompt).unwrap();
            let samples = speech.samples();
            let seconds = samples.len() as f64 / f64::from(SAMPLE_RATE);
            assert!((1.0..12.0).contains(&seconds), "{prompt:?}: {seconds} s");
            let power: f32 = samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32;
            let peak = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!(
                power.sqrt() > 0.01,
                "{prompt:?} is silent: {}",
                power.sqrt()
            );
            let clipped = samples.iter().filter(|s| s.abs() >= 1.0).count();
            assert!(
                clipped * 1000 < samples.len(),
                "{prompt:?} is clipped, peak {peak}"
            );
        }
    }
}
