//! Where sound goes.

use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{DeviceId, FromSample, SampleFormat, SizedSample, Stream, StreamConfig};

use crate::voice::{SAMPLE_RATE, Speech};

/// Nothing can be played now: no sound device, or it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no sound device plays")]
pub struct Unplayable;

/// Something that plays sound.
///
/// A [`Speaker`](crate::Speaker) makes and uses it on its own thread only.
pub trait Output {
    /// Plays from the beginning, in place of what is being played, and returns at once with how long
    /// it takes.
    ///
    /// # Errors
    /// [`Unplayable`]; the next call may succeed.
    fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable>;

    /// Is quiet at once.
    fn stop(&mut self);
}

/// No sound at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Output for Silent {
    fn play(&mut self, _: Speech) -> Result<Duration, Unplayable> {
        Err(Unplayable)
    }

    fn stop(&mut self) {}
}

/// A sound device of the system. It is opened anew for each prompt: one that was plugged in later, or
/// came back, is found.
#[derive(Default)]
pub struct Device {
    /// Without one the system's default.
    name: Option<String>,
    stream: Option<Stream>,
}

impl Device {
    /// The system's default device; nothing is opened yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The device that ALSA has by this name and no other, such as `plughw:CARD=Headset,DEV=0`; nothing is opened yet.
    #[must_use]
    pub fn named(name: String) -> Self {
        Self {
            name: Some(name),
            stream: None,
        }
    }

    fn find(&self) -> Option<cpal::Device> {
        let host = cpal::default_host();
        match &self.name {
            None => host.default_output_device(),
            Some(name) => host.device_by_id(&DeviceId::new(host.id(), name)),
        }
    }
}

/// Keeps ALSA's own words to itself, on this thread: where there is no sound card it has a dozen lines for each prompt,
/// on standard error, between the lines of the log. Taken anew each time: what was written into the one before goes
/// with it, and would grow for as long as the program runs.
pub(crate) fn silence_alsa() {
    let _ = alsa::Output::local_error_handler();
}

impl Output for Device {
    fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable> {
        self.stop();
        silence_alsa();
        let device = self.find().ok_or(Unplayable)?;
        // Where no sound card is, ALSA still names a default device; this is what fails then.
        let supported = device.default_output_config().map_err(|_| Unplayable)?;
        let format = supported.sample_format();
        let config = supported.config();
        let length = Duration::from_secs(1) * u32::try_from(speech.samples().len()).unwrap_or(0)
            / SAMPLE_RATE;
        let stream = match format {
            SampleFormat::F32 => stream::<f32>(&device, config, speech),
            SampleFormat::I16 => stream::<i16>(&device, config, speech),
            SampleFormat::I32 => stream::<i32>(&device, config, speech),
            SampleFormat::U8 => stream::<u8>(&device, config, speech),
            SampleFormat::U16 => stream::<u16>(&device, config, speech),
            _ => Err(Unplayable),
        }?;
        stream.play().map_err(|_| Unplayable)?;
        self.stream = Some(stream);
        Ok(length)
    }

    fn stop(&mut self) {
        self.stream = None;
    }
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Device")
    }
}

fn stream<T>(
    device: &cpal::Device,
    config: StreamConfig,
    speech: Speech,
) -> Result<Stream, Unplayable>
where
    T: SizedSample + FromSample<f32>,
{
    let channels = usize::from(config.channels).max(1);
    let mut reader = Resampled::new(speech, config.sample_rate);
    let fill = move |data: &mut [T], _: &cpal::OutputCallbackInfo| {
        for frame in data.chunks_mut(channels) {
            frame.fill(T::from_sample(reader.next_sample()));
        }
    };
    // A device that fails while it plays is silent; the next prompt opens it anew.
    let on_error = |error| tracing::warn!(%error, code = "VOICE-DEVICE", "the sound device failed");
    device
        .build_output_stream(config, fill, on_error, None)
        .map_err(|_| Unplayable)
}

/// The speech at another rate, by straight lines between samples; silence after its end.
struct Resampled {
    speech: Speech,
    position: f64,
    step: f64,
}

impl Resampled {
    fn new(speech: Speech, rate: u32) -> Self {
        let step = f64::from(SAMPLE_RATE) / f64::from(rate.max(1));
        Self {
            speech,
            position: 0.0,
            step,
        }
    }

    fn next_sample(&mut self) -> f32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and far below the end of the range"
        )]
        let (at, part) = (self.position as usize, self.position.fract() as f32);
        let samples = self.speech.samples();
        let Some(first) = samples.get(at) else {
            return 0.0;
        };
        let second = samples.get(at + 1).unwrap_or(&0.0);
        self.position += self.step;
        first + (second - first) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tongue, Utterance, Voice};

    fn speech() -> Speech {
        let utterance = Utterance::new(Tongue::Japanese, "リョ'ーキンオ/オイレクダサ'イ。");
        Voice::load().unwrap().synthesize(&utterance).unwrap()
    }

    #[test]
    fn speech_takes_as_long_at_every_rate_and_ends_in_silence() {
        let speech = speech();
        let length = speech.samples().len();
        for rate in [8_000, 44_100, 48_000, 96_000] {
            let mut reader = Resampled::new(speech.clone(), rate);
            let expected = length as f64 * f64::from(rate) / f64::from(SAMPLE_RATE);
            let loud = (0..expected as usize)
                .filter(|_| reader.next_sample().abs() > 0.01)
                .count();
            assert!(
                loud * 10 > expected as usize,
                "{rate}: {loud} of {expected}"
            );
            let after: Vec<_> = (0..rate).map(|_| reader.next_sample()).skip(2).collect();
            assert!(after.iter().all(|sample| *sample == 0.0), "{rate}");
        }
    }

    #[test]
    fn at_its_own_rate_it_is_the_speech_itself() {
        let speech = speech();
        let mut reader = Resampled::new(speech.clone(), SAMPLE_RATE);
        assert!(
            speech
                .samples()
                .iter()
                .all(|sample| *sample == reader.next_sample())
        );
    }
}
