//! What is said aloud, and how.
//!
//! An [`Utterance`] is a script in Japanese or English. Its words are the program's own texts, the readings that the
//! center sends along with its own, and counts: [`Tongue::scripts`] says what each message of the screens sounds
//! like. [`Voice`] synthesises it in memory, Japanese from [readings](reading), English from clips that were rendered
//! when the program was built; [`Speaker`] says it on a thread of its own, through the sound device if there is one,
//! and tells in any case what is being said.
//!
//! What nobody else may hear, names and dates, is a [`Confidence`]: no utterance, and played by a [`Headset`] alone,
//! where one is plugged in and was chosen.
//!
//! What it is not: it does not decide when to speak and what (the session machine and the screens do), reads nothing
//! at run time, and writes no file.
//!
//! The voices' licences ask for the attribution in [`NOTICE`].
#![forbid(unsafe_code)]

mod chime;
mod confidence;
mod english;
mod headset;
mod japanese;
mod output;
pub mod reading;
mod script;
mod speaker;
mod spell;
mod voice;

pub use confidence::Confidence;
pub use headset::{AlsaJack, Headset, Jack};
pub use output::{Device, Output, Silent, Unplayable};
pub use script::{Chime, Tongue, Utterance};
pub use speaker::{Outputs, Speaker, Spoken, Volume};
pub use voice::{SAMPLE_RATE, Speech, Voice, VoiceError};

/// Who made the voices, to be shown where the product names its parts.
pub const NOTICE: &str = include_str!("../NOTICE");
