//! What is to be said, as the speaker takes it.

use crate::{
    english, japanese,
    reading::{NotAReading, Reading},
};

/// The language that something is said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// 日本語.
    Japanese,
    /// English.
    English,
}

impl Tongue {
    /// What each message of the screens sounds like: the Fluent file of their scripts, with the messages and
    /// arguments of the screen's own. An argument is a script itself.
    #[must_use]
    pub const fn scripts(self) -> &'static str {
        match self {
            Tongue::Japanese => japanese::SCRIPTS,
            Tongue::English => english::SCRIPTS,
        }
    }
}

/// A sound that is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chime {
    /// Something is to be taken: a card, papers.
    Attention,
    /// It has been forgotten.
    Alarm,
    /// A figure was taken. It is the same for all: nobody hears which one.
    Figure,
    /// One figure less.
    Erased,
}

/// Something to say.
///
/// A script is a row of parts between spaces: a [reading](crate::reading) in kana, `#12` for a clip of the English
/// voice, `n120` for a number, `c6:30` for a time of day. They come from the program's own texts, from the catalogue's
/// readings and from counts; a script is never made of anything read from a card or a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Whose numbers.
    pub tongue: Tongue,
    /// The parts.
    pub script: String,
    /// Sounded before it.
    pub chime: Option<Chime>,
    /// Said again and again until something else is said, or nothing.
    pub repeats: bool,
}

impl Utterance {
    /// Said once, without a chime.
    #[must_use]
    pub fn new(tongue: Tongue, script: impl Into<String>) -> Utterance {
        Utterance {
            tongue,
            script: script.into(),
            chime: None,
            repeats: false,
        }
    }

    /// A chime alone.
    #[must_use]
    pub fn chime(chime: Chime) -> Utterance {
        Utterance {
            chime: Some(chime),
            ..Utterance::new(Tongue::Japanese, "")
        }
    }
}

/// Said with one voice, without a break.
#[derive(Debug)]
pub(crate) enum Part {
    Reading(Reading),
    Clip(usize),
}

/// The parts of a script. Readings that follow one another become one, so that a sentence stays a sentence.
pub(crate) fn parts(tongue: Tongue, script: &str) -> Result<Vec<Part>, NotAReading> {
    let mut parts = Vec::new();
    let mut kana = String::new();
    for word in script.split_whitespace() {
        let value = |text: &str| text.parse::<u32>().ok();
        let clock = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            Some((value(hour)?, value(minute)?))
        };
        let clips = if let Some(clip) = word.strip_prefix('#').and_then(value) {
            vec![clip as usize]
        } else if let Some(number) = word.strip_prefix('n').and_then(value) {
            match tongue {
                Tongue::English => english::number(number),
                Tongue::Japanese => {
                    join(&mut kana, &japanese::number(number));
                    continue;
                }
            }
        } else if let Some((hour, minute)) = word.strip_prefix('c').and_then(clock) {
            match tongue {
                Tongue::English => english::clock(hour, minute),
                Tongue::Japanese => {
                    join(&mut kana, &japanese::clock(hour, minute));
                    continue;
                }
            }
        } else {
            join(&mut kana, word);
            continue;
        };
        end(&mut kana, &mut parts)?;
        parts.extend(clips.into_iter().map(Part::Clip));
    }
    end(&mut kana, &mut parts)?;
    Ok(parts)
}

fn join(kana: &mut String, word: &str) {
    // A space means nothing before what lengthens the vowel there.
    if !kana.is_empty() && !word.starts_with('ー') {
        kana.push('/');
    }
    kana.push_str(word);
}

fn end(kana: &mut String, parts: &mut Vec<Part>) -> Result<(), NotAReading> {
    if !kana.is_empty() {
        parts.push(Part::Reading(Reading::parse(&std::mem::take(kana))?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stay_together_and_clips_part_them() {
        let parts = parts(Tongue::Japanese, "アト n120 エンデ_ス #3 キヨセシ").unwrap();
        let [Part::Reading(first), Part::Clip(3), Part::Reading(_)] = parts.as_slice() else {
            panic!("{parts:?}");
        };
        assert_eq!(first.labels().len(), 1, "one sentence");
    }

    #[test]
    fn what_cannot_be_said_is_an_error() {
        assert!(parts(Tongue::English, "card").is_err());
        assert!(parts(Tongue::Japanese, "#99999999999999999999").is_err());
        assert!(parts(Tongue::Japanese, "").unwrap().is_empty());
    }
}
