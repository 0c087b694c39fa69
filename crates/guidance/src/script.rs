//! What is to be said, as the speaker takes it.

use zeroize::Zeroizing;

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
/// voice, `n120` for a number, `c6:30` for a time of day, `d2021-06-01` for a date, `lA` for a Latin letter. They come
/// from the program's own texts, from the catalogue's readings and from counts; an utterance is never made of anything
/// read from a card or a certificate.
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

/// What a word stands for that is not written as it sounds.
enum Said {
    Clips(Vec<usize>),
    Kana(Zeroizing<String>),
}

/// The parts of a script. Readings that follow one another become one, so that a sentence stays a sentence.
pub(crate) fn parts(tongue: Tongue, script: &str) -> Result<Vec<Part>, NotAReading> {
    let mut parts = Vec::new();
    // No word becomes longer than this, so that the text never moves and leaves a copy.
    let mut kana = Zeroizing::new(String::with_capacity(16 * script.len()));
    for word in script.split_whitespace() {
        match said(tongue, word) {
            None => join(&mut kana, word),
            Some(Said::Kana(said)) => join(&mut kana, &said),
            Some(Said::Clips(clips)) => {
                end(&mut kana, &mut parts)?;
                parts.extend(clips.into_iter().map(Part::Clip));
            }
        }
    }
    end(&mut kana, &mut parts)?;
    Ok(parts)
}

/// `None` for what is no such word, or one with a value that there is not: as a reading it will be an error.
fn said(tongue: Tongue, word: &str) -> Option<Said> {
    let value = |text: &str| text.parse::<u32>().ok();
    let (kind, rest) = word.split_at_checked(1)?;
    let kana = |said: String| Said::Kana(Zeroizing::new(said));
    Some(match (kind, tongue) {
        ("#", _) => Said::Clips(vec![value(rest)? as usize]),
        ("n", Tongue::English) => Said::Clips(english::number(value(rest)?)),
        ("n", Tongue::Japanese) => kana(japanese::number(value(rest)?)),
        ("c", _) => {
            let (hour, minute) = rest.split_once(':')?;
            let (hour, minute) = (value(hour)?, value(minute)?);
            match tongue {
                Tongue::English => Said::Clips(english::clock(hour, minute)),
                Tongue::Japanese => kana(japanese::clock(hour, minute)),
            }
        }
        ("d", _) => {
            let (year, month, day) = date(rest)?;
            match tongue {
                Tongue::English => Said::Clips(english::date(year, month, day)?),
                Tongue::Japanese => kana(japanese::date(year, month, day)?),
            }
        }
        ("l", Tongue::English) => Said::Clips(vec![english::letter(rest)?]),
        ("l", Tongue::Japanese) => kana(japanese::letter(rest)?.to_owned()),
        _ => return None,
    })
}

/// Year, month and day of a date that the calendar has, as ISO 8601 writes it.
fn date(text: &str) -> Option<(u32, u32, u32)> {
    let mut fields = text.splitn(3, '-');
    let mut field = |length: usize| {
        let digits = fields.next()?;
        let is_one = digits.len() == length && digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_one)
    };
    let (year, month, day) = (field(4)?, field(2)?, field(2)?);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (year > 0 && (1..=days).contains(&day)).then_some((year, month, day))
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
        parts.push(Part::Reading(Reading::parse(kana)?));
        kana.clear();
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
    fn a_date_and_a_letter_are_said_in_either_tongue() {
        let japanese = parts(Tongue::Japanese, "d2021-06-01 ニ lA 。").unwrap();
        assert!(matches!(japanese.as_slice(), [Part::Reading(_)]));
        let english = parts(Tongue::English, "d2021-06-01 lA lz").unwrap();
        // June, first, two thousand twenty one, A, Z.
        let is_clip = |part: &Part| matches!(part, Part::Clip(_));
        assert_eq!(english.len(), 8);
        assert!(english.iter().all(is_clip), "{english:?}");
    }

    #[test]
    fn a_date_is_one_of_the_calendar() {
        for text in [
            "d2021-13-01",
            "d2021-00-01",
            "d2021-06-31",
            "d2021-06-00",
            "d2021-02-29",
            "d1900-02-29",
            "d0000-01-01",
            "d2021-6-1",
            "d21-06-01",
            "d2021-06",
            "d2021-06-01-01",
            "d2021-06-+1",
            "d20210601",
            "d",
            "l",
            "lAB",
            "l1",
            "lア",
        ] {
            for tongue in [Tongue::Japanese, Tongue::English] {
                assert!(parts(tongue, text).is_err(), "{text}");
            }
        }
        for text in ["d2020-02-29", "d2000-02-29", "d1900-02-28", "d9999-12-31"] {
            for tongue in [Tongue::Japanese, Tongue::English] {
                assert!(parts(tongue, text).is_ok(), "{text}");
            }
        }
    }

    #[test]
    fn no_word_is_said_longer_than_is_reserved_for_it() {
        let numbers = (0..20_000)
            .chain([77_777_777, u32::MAX])
            .map(|number| format!("n{number}"));
        let dates = (1..=9_999).map(|year| format!("d{year:04}-12-27"));
        let letters = ('A'..='Z').map(|letter| format!("l{letter}"));
        let clocks = (0..24 * 60).map(|at| format!("c{}:{}", at / 60, at % 60));
        for word in numbers.chain(dates).chain(letters).chain(clocks) {
            let Some(Said::Kana(said)) = said(Tongue::Japanese, &word) else {
                panic!("{word}");
            };
            // And what joins it to the word before.
            assert!(said.len() < 16 * word.len(), "{word}: {}", *said);
        }
    }

    #[test]
    fn what_cannot_be_said_is_an_error() {
        assert!(parts(Tongue::English, "card").is_err());
        assert!(parts(Tongue::Japanese, "#99999999999999999999").is_err());
        assert!(parts(Tongue::Japanese, "").unwrap().is_empty());
    }
}
