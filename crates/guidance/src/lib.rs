//! What is said aloud, and how.
//!
//! A [`Prompt`] is a spoken occasion. It has no text of its own: what it says comes from labels made
//! beforehand of fixed texts (`assets/voice`), so that nothing personal can be said. [`Voice`]
//! synthesises it in memory; [`Speaker`] says it on a thread of its own, through the sound device if
//! there is one, and tells in any case what is being said, so that it can be shown too (R91).
//!
//! What it is not: it does not decide when to speak (the session machine does), reads no text that
//! was not there when the program was built, and writes no file.
//!
//! The voice's licence asks for the attribution in [`NOTICE`].
#![forbid(unsafe_code)]

mod labels;
mod output;
mod speaker;
mod voice;

pub use issuance::Prompt;
pub use output::{Device, Output, Silent, Unplayable};
pub use speaker::{Speaker, Spoken};
pub use voice::{SAMPLE_RATE, Speech, Voice, VoiceError};

/// Who made the voice, to be shown where the product names its parts.
pub const NOTICE: &str = include_str!("../NOTICE");

/// The Japanese text of a prompt, as it is said.
#[must_use]
pub fn text(prompt: Prompt) -> &'static str {
    labels::of(prompt).text
}
