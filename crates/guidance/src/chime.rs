//! Sounds that are no words, made of plain tones.

use crate::{script::Chime, voice::SAMPLE_RATE};

/// Frequency in hertz and length in milliseconds; 0 hertz is silence.
const fn notes(chime: Chime) -> &'static [(f32, u32)] {
    match chime {
        Chime::Attention => &[(784.0, 180), (1046.5, 320), (0.0, 150)],
        Chime::Alarm => &[
            (988.0, 140),
            (0.0, 60),
            (988.0, 140),
            (0.0, 60),
            (988.0, 280),
            (0.0, 200),
        ],
        Chime::Figure => &[(880.0, 70)],
        Chime::Erased => &[(440.0, 110)],
    }
}

/// Adds the sound of a chime at [`SAMPLE_RATE`].
#[expect(clippy::cast_precision_loss, reason = "a handful of samples")]
pub(crate) fn sound(chime: Chime, samples: &mut Vec<f32>) {
    for (frequency, milliseconds) in notes(chime) {
        let count = SAMPLE_RATE * milliseconds / 1000;
        // Both ends are soft: a tone that begins at once clicks.
        let soft = (SAMPLE_RATE / 100) as f32;
        samples.extend((0..count).map(|at| {
            let edge = (at.min(count - at) as f32 / soft).min(1.0);
            let turns = frequency * at as f32 / SAMPLE_RATE as f32;
            0.35 * edge * (turns * std::f32::consts::TAU).sin()
        }));
    }
}
