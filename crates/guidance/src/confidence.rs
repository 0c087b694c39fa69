//! What one person alone may hear.

use std::fmt;

use zeroize::Zeroizing;

use crate::{script::Tongue, spell::spelled};

/// What one person alone may hear: the name, the dates and the numbers of their certificate.
///
/// No road leads from here to the loudspeaker: it is no [`Utterance`](crate::Utterance) and becomes none, and only
/// [`Speaker::confide`](crate::Speaker::confide) takes it, which plays through the headset or not at all.
///
/// ```compile_fail,E0308
/// # fn say(speaker: &guidance::Speaker, confidence: guidance::Confidence) {
/// speaker.say(confidence);
/// # }
/// ```
///
/// What it is made of is wiped when it is dropped, and never written: its `Debug` is its name.
#[derive(Default)]
pub struct Confidence {
    parts: Vec<(Tongue, Zeroizing<String>)>,
}

impl Confidence {
    /// With nothing in it.
    #[must_use]
    pub fn new() -> Confidence {
        Confidence::default()
    }

    /// Words of the program: a script, as an utterance has.
    pub fn words(&mut self, tongue: Tongue, script: &str) {
        self.parts.push((tongue, Zeroizing::new(script.to_owned())));
    }

    /// A text, character by character: Han characters and kana in Japanese, letters and figures in the tongue asked for.
    pub fn spell(&mut self, tongue: Tongue, text: &str) {
        self.parts.extend(spelled(tongue, text));
    }

    /// A date of the Gregorian calendar.
    pub fn date(&mut self, tongue: Tongue, year: u16, month: u8, day: u8) {
        let script = Zeroizing::new(format!("d{year:04}-{month:02}-{day:02}"));
        self.parts.push((tongue, script));
    }

    /// The scripts and their tongues, in the order in which they are said.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Tongue, &str)> {
        self.parts
            .iter()
            .map(|(tongue, script)| (*tongue, script.as_str()))
    }
}

impl fmt::Debug for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Confidence")
    }
}
