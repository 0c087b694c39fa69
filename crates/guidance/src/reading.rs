//! How Japanese is said: from a reading in kana to the labels that the voice is made to speak from.
//!
//! A reading is written as it sounds, in katakana: `ショーメーショオ/エラ'ンデ/_クダサ'イ。`
//!
//! | mark | meaning |
//! |---|---|
//! | `ア` | one mora; `ー` lengthens the vowel before it, `ッ` and `ン` are moras of their own |
//! | `'` | the pitch falls behind this mora; without one it stays up to the end of the phrase |
//! | `_` | the vowel of the next mora is whispered (無声化) |
//! | `/` | another accent phrase begins |
//! | `、` | a breath |
//! | `。` `？` | the end of a sentence; behind `？` the voice rises |
//!
//! Hiragana is taken too, so that a reading of an index (`さっぽろし`) can be said as it stands. The labels are the
//! full-context labels of HTS for Japanese as Open JTalk writes them, without the parts of speech (B, C, D), which a
//! reading does not have.

use std::fmt::Write as _;

use zeroize::Zeroizing;

/// Moras of two characters, then of one, with their consonant and vowel. Of several that sound alike the first is the
/// one that [`transcribe`] writes.
const MORAS: &[(&str, &str, &str)] = &[
    ("キャ", "ky", "a"),
    ("キュ", "ky", "u"),
    ("キョ", "ky", "o"),
    ("ギャ", "gy", "a"),
    ("ギュ", "gy", "u"),
    ("ギョ", "gy", "o"),
    ("シャ", "sh", "a"),
    ("シュ", "sh", "u"),
    ("シェ", "sh", "e"),
    ("ショ", "sh", "o"),
    ("ジャ", "j", "a"),
    ("ジュ", "j", "u"),
    ("ジェ", "j", "e"),
    ("ジョ", "j", "o"),
    ("チャ", "ch", "a"),
    ("チュ", "ch", "u"),
    ("チェ", "ch", "e"),
    ("チョ", "ch", "o"),
    ("ニャ", "ny", "a"),
    ("ニュ", "ny", "u"),
    ("ニョ", "ny", "o"),
    ("ヒャ", "hy", "a"),
    ("ヒュ", "hy", "u"),
    ("ヒョ", "hy", "o"),
    ("ビャ", "by", "a"),
    ("ビュ", "by", "u"),
    ("ビョ", "by", "o"),
    ("ピャ", "py", "a"),
    ("ピュ", "py", "u"),
    ("ピョ", "py", "o"),
    ("ミャ", "my", "a"),
    ("ミュ", "my", "u"),
    ("ミョ", "my", "o"),
    ("リャ", "ry", "a"),
    ("リュ", "ry", "u"),
    ("リョ", "ry", "o"),
    ("ファ", "f", "a"),
    ("フィ", "f", "i"),
    ("フェ", "f", "e"),
    ("フォ", "f", "o"),
    ("ティ", "t", "i"),
    ("トゥ", "t", "u"),
    ("テュ", "ty", "u"),
    ("ディ", "d", "i"),
    ("ドゥ", "d", "u"),
    ("デュ", "dy", "u"),
    ("ツァ", "ts", "a"),
    ("ツィ", "ts", "i"),
    ("ツェ", "ts", "e"),
    ("ツォ", "ts", "o"),
    ("ウィ", "w", "i"),
    ("ウェ", "w", "e"),
    ("ウォ", "w", "o"),
    ("ヴァ", "v", "a"),
    ("ヴィ", "v", "i"),
    ("ヴェ", "v", "e"),
    ("ヴォ", "v", "o"),
    ("イェ", "y", "e"),
    ("スィ", "s", "i"),
    ("ア", "", "a"),
    ("イ", "", "i"),
    ("ウ", "", "u"),
    ("エ", "", "e"),
    ("オ", "", "o"),
    ("カ", "k", "a"),
    ("キ", "k", "i"),
    ("ク", "k", "u"),
    ("ケ", "k", "e"),
    ("コ", "k", "o"),
    ("ガ", "g", "a"),
    ("ギ", "g", "i"),
    ("グ", "g", "u"),
    ("ゲ", "g", "e"),
    ("ゴ", "g", "o"),
    ("サ", "s", "a"),
    ("シ", "sh", "i"),
    ("ス", "s", "u"),
    ("セ", "s", "e"),
    ("ソ", "s", "o"),
    ("ザ", "z", "a"),
    ("ジ", "j", "i"),
    ("ズ", "z", "u"),
    ("ゼ", "z", "e"),
    ("ゾ", "z", "o"),
    ("タ", "t", "a"),
    ("チ", "ch", "i"),
    ("ツ", "ts", "u"),
    ("テ", "t", "e"),
    ("ト", "t", "o"),
    ("ダ", "d", "a"),
    ("ヂ", "j", "i"),
    ("ヅ", "z", "u"),
    ("デ", "d", "e"),
    ("ド", "d", "o"),
    ("ナ", "n", "a"),
    ("ニ", "n", "i"),
    ("ヌ", "n", "u"),
    ("ネ", "n", "e"),
    ("ノ", "n", "o"),
    ("ハ", "h", "a"),
    ("ヒ", "h", "i"),
    ("フ", "f", "u"),
    ("ヘ", "h", "e"),
    ("ホ", "h", "o"),
    ("バ", "b", "a"),
    ("ビ", "b", "i"),
    ("ブ", "b", "u"),
    ("ベ", "b", "e"),
    ("ボ", "b", "o"),
    ("パ", "p", "a"),
    ("ピ", "p", "i"),
    ("プ", "p", "u"),
    ("ペ", "p", "e"),
    ("ポ", "p", "o"),
    ("マ", "m", "a"),
    ("ミ", "m", "i"),
    ("ム", "m", "u"),
    ("メ", "m", "e"),
    ("モ", "m", "o"),
    ("ヤ", "y", "a"),
    ("ユ", "y", "u"),
    ("ヨ", "y", "o"),
    ("ラ", "r", "a"),
    ("リ", "r", "i"),
    ("ル", "r", "u"),
    ("レ", "r", "e"),
    ("ロ", "r", "o"),
    ("ワ", "w", "a"),
    ("ヲ", "", "o"),
    ("ヴ", "v", "u"),
    ("ッ", "cl", ""),
    ("ン", "N", ""),
];

/// Why a text is no reading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no reading: {found:?} at character {at}")]
pub struct NotAReading {
    /// What stands there.
    pub found: char,
    /// Where, counted from 0.
    pub at: usize,
}

/// The phonemes of one mora: a consonant where it has one, and a vowel where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mora {
    consonant: &'static str,
    vowel: &'static str,
    whispered: bool,
}

impl Mora {
    fn phonemes(self) -> impl Iterator<Item = &'static str> {
        let vowel = match (self.vowel, self.whispered) {
            ("a", true) => "A",
            ("i", true) => "I",
            ("u", true) => "U",
            ("e", true) => "E",
            ("o", true) => "O",
            (vowel, _) => vowel,
        };
        [self.consonant, vowel]
            .into_iter()
            .filter(|phoneme| !phoneme.is_empty())
    }
}

/// Said on one accent.
#[derive(Clone, Debug, Default)]
struct Phrase {
    moras: Vec<Mora>,
    /// Behind which mora the pitch falls, from 1; 0 where no mark stands.
    fall: usize,
    rises: bool,
}

impl Phrase {
    /// Open JTalk writes a phrase without a fall as if it fell behind the last mora.
    const fn accent(&self) -> usize {
        if self.fall == 0 {
            self.moras.len()
        } else {
            self.fall
        }
    }
}

/// Said in one breath.
type Breath = Vec<Phrase>;

/// One sentence or more.
#[derive(Clone, Debug)]
pub struct Reading {
    sentences: Vec<Vec<Breath>>,
}

impl Reading {
    /// Reads the notation; a space means nothing.
    ///
    /// # Errors
    /// [`NotAReading`] at the first character that is neither kana nor a mark.
    pub fn parse(text: &str) -> Result<Reading, NotAReading> {
        let mut kana = Zeroizing::new(Vec::with_capacity(text.len()));
        kana.extend(text.chars().map(katakana));
        let mut build = Build::default();
        let mut rest = kana.as_slice();
        while let [first, after @ ..] = rest {
            let at = kana.len() - rest.len();
            rest = after;
            match first {
                '/' => build.end_phrase(),
                '、' => build.end_breath(),
                '。' => build.end_sentence(false),
                '？' => build.end_sentence(true),
                '_' => build.whisper = true,
                '\'' => build.phrase.fall = build.phrase.moras.len(),
                ' ' | '　' | '\n' => {}
                'ー' => build.lengthen().ok_or(NotAReading { found: 'ー', at })?,
                _ => {
                    let (mora, used) = mora(*first, after.first().copied())
                        .ok_or(NotAReading { found: *first, at })?;
                    build.push(mora);
                    rest = kana.get(at + used..).unwrap_or_default();
                }
            }
        }
        build.end_sentence(false);
        Ok(Reading {
            sentences: build.sentences,
        })
    }

    /// The labels of each sentence.
    #[must_use]
    pub fn labels(&self) -> Vec<Vec<String>> {
        self.sentences.iter().map(|said| labels(said)).collect()
    }

    /// How many moras it has; about seven are said in a second.
    #[must_use]
    pub fn moras(&self) -> usize {
        let breaths = self.sentences.iter().flatten();
        breaths.map(|breath| moras(breath)).sum()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }
}

#[derive(Default)]
struct Build {
    sentences: Vec<Vec<Breath>>,
    breaths: Vec<Breath>,
    phrases: Vec<Phrase>,
    phrase: Phrase,
    whisper: bool,
}

impl Build {
    fn push(&mut self, mora: Mora) {
        self.phrase.moras.push(Mora {
            whispered: std::mem::take(&mut self.whisper),
            ..mora
        });
    }

    fn lengthen(&mut self) -> Option<()> {
        let last = self.phrase.moras.last()?;
        let vowel = Mora {
            consonant: "",
            whispered: false,
            ..*last
        };
        (!vowel.vowel.is_empty()).then(|| self.push(vowel))
    }

    fn end_phrase(&mut self) {
        let phrase = std::mem::take(&mut self.phrase);
        if !phrase.moras.is_empty() {
            self.phrases.push(phrase);
        }
    }

    fn end_breath(&mut self) {
        self.end_phrase();
        let breath = std::mem::take(&mut self.phrases);
        if !breath.is_empty() {
            self.breaths.push(breath);
        }
    }

    fn end_sentence(&mut self, rises: bool) {
        self.end_breath();
        if let Some(last) = self.breaths.last_mut().and_then(|breath| breath.last_mut()) {
            last.rises = rises;
        }
        let sentence = std::mem::take(&mut self.breaths);
        if !sentence.is_empty() {
            self.sentences.push(sentence);
        }
    }
}

/// Hiragana as katakana, the rest as it is.
pub(crate) const fn katakana(letter: char) -> char {
    match letter {
        'ぁ'..='ゔ' => match char::from_u32(letter as u32 + 0x60) {
            Some(letter) => letter,
            None => letter,
        },
        other => other,
    }
}

/// The mora that begins here, and how many characters it takes.
fn mora(first: char, second: Option<char>) -> Option<(Mora, usize)> {
    let found = |letters: &[char]| {
        let is_it = |kana: &str| kana.chars().eq(letters.iter().copied());
        MORAS.iter().find(|(kana, ..)| is_it(kana))
    };
    let ((_, consonant, vowel), used) = match second.and_then(|second| found(&[first, second])) {
        Some(found) => (found, 2),
        None => (found(&[first])?, 1),
    };
    let mora = Mora {
        consonant,
        vowel,
        whispered: false,
    };
    Some((mora, used))
}

/// Whether these two katakana are one mora.
pub(crate) fn is_one(first: char, second: char) -> bool {
    mora(first, Some(second)).is_some_and(|(_, used)| used == 2)
}

const fn least(value: usize, most: usize) -> usize {
    if value < 1 {
        1
    } else if value > most {
        most
    } else {
        value
    }
}

fn moras(phrases: &[Phrase]) -> usize {
    phrases.iter().map(|phrase| phrase.moras.len()).sum()
}

/// `/E`, `/F` and `/G` begin alike.
fn shape(phrase: &Phrase) -> (usize, usize, u8) {
    (
        least(phrase.moras.len(), 49),
        least(phrase.accent(), 49),
        u8::from(phrase.rises),
    )
}

fn before(phrase: Option<&Phrase>, joined: &str) -> String {
    phrase.map_or_else(
        || "/E:xx_xx!xx_xx-xx".to_owned(),
        |phrase| {
            let (count, accent, rises) = shape(phrase);
            format!("/E:{count}_{accent}!{rises}_xx-{joined}")
        },
    )
}

fn after(phrase: Option<&Phrase>, joined: &str) -> String {
    phrase.map_or_else(
        || "/G:xx_xx%xx_xx_xx".to_owned(),
        |phrase| {
            let (count, accent, rises) = shape(phrase);
            format!("/G:{count}_{accent}%{rises}_xx_{joined}")
        },
    )
}

fn group(mark: char, breath: Option<&Breath>) -> String {
    breath.map_or_else(
        || format!("/{mark}:xx_xx"),
        |breath| {
            let (phrases, count) = (least(breath.len(), 49), least(moras(breath), 99));
            format!("/{mark}:{phrases}_{count}")
        },
    )
}

/// A phoneme and what follows it in its label.
struct Sound {
    phoneme: &'static str,
    context: String,
}

/// The labels of one sentence.
fn labels(breaths: &[Breath]) -> Vec<String> {
    let phrases: usize = breaths.iter().map(Vec::len).sum();
    let all: usize = breaths.iter().map(|breath| moras(breath)).sum();
    let whole = format!(
        "/K:{}+{}-{}",
        least(breaths.len(), 19),
        least(phrases, 49),
        least(all, 199)
    );
    let mut sounds = Vec::new();
    let mut done = (0, 0);
    for (at, breath) in breaths.iter().enumerate() {
        let last = at.checked_sub(1).and_then(|at| breaths.get(at));
        sounds.push(silence(last, Some(breath), &whole));
        let next = breaths.get(at + 1);
        let here = Here {
            last,
            breath,
            next,
            place: (at + 1, breaths.len() - at),
            phrases: (done.0 + 1, phrases - done.0),
            moras: (done.1 + 1, all - done.1),
            whole: &whole,
        };
        here.speak(&mut sounds);
        done.0 += breath.len();
        done.1 += moras(breath);
    }
    sounds.push(silence(breaths.last(), None, &whole));

    let phoneme = |at: Option<usize>| {
        at.and_then(|at| sounds.get(at))
            .map_or("xx", |sound| sound.phoneme)
    };
    let label = |(at, sound): (usize, &Sound)| {
        let mut label = format!(
            "{}^{}-{}+{}={}",
            phoneme(at.checked_sub(2)),
            phoneme(at.checked_sub(1)),
            sound.phoneme,
            phoneme(Some(at + 1)),
            phoneme(Some(at + 2)),
        );
        label.push_str(&sound.context);
        label
    };
    sounds.iter().enumerate().map(label).collect()
}

const NO_WORDS: &str = "/B:xx-xx_xx/C:xx_xx+xx/D:xx+xx_xx";

/// Before, between and behind the breaths.
fn silence(last: Option<&Breath>, next: Option<&Breath>, whole: &str) -> Sound {
    let phoneme = if last.is_some() && next.is_some() {
        "pau"
    } else {
        "sil"
    };
    let context = format!(
        "/A:xx+xx+xx{NO_WORDS}{}/F:xx_xx#xx_xx@xx_xx|xx_xx{}{}/I:xx-xx@xx+xx&xx-xx|xx+xx{}{whole}",
        before(last.and_then(|breath| breath.last()), "xx"),
        after(next.and_then(|breath| breath.first()), "xx"),
        group('H', last),
        group('J', next),
    );
    Sound { phoneme, context }
}

/// One breath among the others; each pair is a place counted from the front and from the end, both from 1.
struct Here<'a> {
    last: Option<&'a Breath>,
    breath: &'a Breath,
    next: Option<&'a Breath>,
    place: (usize, usize),
    phrases: (usize, usize),
    moras: (usize, usize),
    whole: &'a str,
}

impl Here<'_> {
    fn speak(&self, sounds: &mut Vec<Sound>) {
        let (count, all) = (self.breath.len(), moras(self.breath));
        let mut ended = format!("{}/I:", group('H', self.last));
        // Writing to a string does not fail.
        let _ = write!(
            ended,
            "{}-{}@{}+{}&{}-{}|{}+{}{}{}",
            least(count, 49),
            least(all, 99),
            least(self.place.0, 19),
            least(self.place.1, 19),
            least(self.phrases.0, 49),
            least(self.phrases.1, 49),
            least(self.moras.0, 199),
            least(self.moras.1, 199),
            group('J', self.next),
            self.whole,
        );
        let mut said = 0;
        for (at, phrase) in self.breath.iter().enumerate() {
            let last = at.checked_sub(1).and_then(|at| self.breath.get(at));
            let ahead = self.breath.get(at + 1);
            // 0: a breath lies between the two phrases; 1: none.
            let lead = last.map_or_else(
                || before(self.last.and_then(|breath| breath.last()), "0"),
                |last| before(Some(last), "1"),
            );
            let tail = ahead.map_or_else(
                || after(self.next.and_then(|breath| breath.first()), "0"),
                |ahead| after(Some(ahead), "1"),
            );
            let (size, accent, rises) = shape(phrase);
            let around = format!(
                "{NO_WORDS}{lead}/F:{size}_{accent}#{rises}_xx@{}_{}|{}_{}{tail}{ended}",
                least(at + 1, 49),
                least(count - at, 49),
                least(said + 1, 99),
                least(all - said, 99),
            );
            for (place, mora) in phrase.moras.iter().enumerate() {
                let (front, back) = (place + 1, phrase.moras.len() - place);
                let fall = i64::try_from(front).unwrap_or(49)
                    - i64::try_from(phrase.accent()).unwrap_or(49);
                let context = format!(
                    "/A:{}+{}+{}{around}",
                    fall.clamp(-49, 49),
                    least(front, 49),
                    least(back, 49)
                );
                sounds.extend(mora.phonemes().map(|phoneme| Sound {
                    phoneme,
                    context: context.clone(),
                }));
            }
            said += phrase.moras.len();
        }
    }
}

/// Writes the labels of one sentence, as Open JTalk gives them, as a reading. `None` where they are no such labels.
#[must_use]
pub fn transcribe(labels: &[&str]) -> Option<String> {
    let mut reading = String::new();
    let mut consonant = "";
    let mut before = "";
    for label in labels {
        let (phonemes, context) = label.split_once("/A:")?;
        let phoneme = phonemes.split_once('-')?.1.split_once('+')?.0;
        if matches!(phoneme, "sil" | "pau") {
            if phoneme == "pau" {
                reading.push('、');
            }
            before = "";
            continue;
        }
        // The place of a phrase in its breath, and of the breath in the sentence, tell one phrase from the next.
        let (accent, context) = context.split_once("/B:")?;
        let phrase = context.split_once("/F:")?.1;
        if !before.is_empty() && before != phrase {
            reading.push('/');
        }
        before = phrase;

        let lower = phoneme.to_ascii_lowercase();
        let sound = match phoneme {
            "N" | "cl" => (phoneme, ""),
            _ if matches!(lower.as_str(), "a" | "i" | "u" | "e" | "o") => {
                (std::mem::take(&mut consonant), lower.as_str())
            }
            _ => {
                consonant = MORAS.iter().find(|(_, known, _)| *known == phoneme)?.1;
                continue;
            }
        };
        let (kana, ..) = MORAS
            .iter()
            .find(|(_, consonant, vowel)| (*consonant, *vowel) == sound)?;
        if phoneme != "N" && phoneme != lower {
            reading.push('_');
        }
        reading.push_str(kana);

        let mut numbers = accent.split('+');
        let (fall, back) = (numbers.next()?, numbers.nth(1)?);
        let rises = phrase.split_once('#')?.1.starts_with('1');
        match (fall, back) {
            (_, "1") if rises => reading.push('？'),
            (_, "1") => {}
            ("0", _) => reading.push('\''),
            _ => {}
        }
    }
    Some(reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels of Open JTalk, of sentences of ours.
    const LABELS: [&str; 3] = [
        include_str!("../tests/labels/place-card.lab"),
        include_str!("../tests/labels/last-try.lab"),
        include_str!("../tests/labels/question.lab"),
    ];

    fn without_words(label: &str) -> String {
        let (front, rest) = label.split_once("/B:").unwrap();
        let (_, back) = rest.split_once("/E:").unwrap();
        format!("{front}{NO_WORDS}/E:{back}")
    }

    #[test]
    fn a_reading_gives_the_labels_that_open_jtalk_gave() {
        for file in LABELS {
            let theirs: Vec<&str> = file.lines().collect();
            let reading = transcribe(&theirs).unwrap();
            let ours = Reading::parse(&reading).unwrap().labels();
            let theirs: Vec<String> = theirs.into_iter().map(without_words).collect();
            assert_eq!(ours, [theirs], "{reading}");
        }
    }

    #[test]
    fn kana_of_an_index_can_be_said() {
        let reading = Reading::parse("おおさかし").unwrap();
        let spoken = transcribe(
            &reading.labels()[0]
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        assert_eq!(spoken.unwrap(), "オオサカシ");
    }

    #[test]
    fn a_long_vowel_is_the_vowel_before_it() {
        let long = Reading::parse("キョートフ、ヨーカイチ").unwrap();
        let written = Reading::parse("キョオトフ、ヨオカイチ").unwrap();
        assert_eq!(long.labels(), written.labels());
    }

    #[test]
    fn what_is_no_reading_is_told_with_its_place() {
        let cases = [
            ("カ漢", '漢', 1),
            ("ー", 'ー', 0),
            ("ンー", 'ー', 1),
            ("ァ", 'ァ', 0),
        ];
        for (text, found, at) in cases {
            assert_eq!(Reading::parse(text).unwrap_err(), NotAReading { found, at });
        }
        assert!(Reading::parse("、。/ '").unwrap().is_empty());
    }

    #[test]
    fn every_mora_is_said_and_written_again() {
        for (kana, consonant, vowel) in MORAS {
            // A vowel between, so that no two marks become one.
            let reading = Reading::parse(&format!("ア{kana}ア")).unwrap().labels();
            let lines: Vec<&str> = reading[0].iter().map(String::as_str).collect();
            let again = transcribe(&lines).unwrap();
            let first = MORAS
                .iter()
                .find(|(_, c, v)| (c, v) == (consonant, vowel))
                .unwrap()
                .0;
            assert_eq!(again, format!("ア{first}ア"));
        }
    }
}
