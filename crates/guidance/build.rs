//! Renders the English texts to sound with `flite` (Debian package `flite`): a clip for each run of words between two
//! placeables, and a Fluent file that says of each message which clips it is made of.
//!
//! No sound is committed: what is said is always what `assets/text/en` says.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a build that cannot render the voice must stop, and say why"
)]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// Samples a second of this voice.
const RATE: u32 = 16_000;

/// The words that numbers, dates and names are made of; `src/english.rs` looks them up.
const WORDS: [(&str, &[&str]); 5] = [
    ("NUMBERS", &NUMBERS),
    ("MONTHS", &MONTHS),
    ("ORDINALS", &ORDINALS),
    ("LETTERS", &LETTERS),
    ("SIGNS", &SIGNS),
];

const NUMBERS: [&str; 32] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "o'clock",
    "oh",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];

/// A capital alone is said by its name.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
    "T", "U", "V", "W", "X", "Y", "Z",
];

/// In the order of `src/spell.rs`.
const SIGNS: [&str; 8] = [
    "hyphen",
    "apostrophe",
    "comma",
    "full stop",
    "middle dot",
    "opening bracket",
    "closing bracket",
    "a character whose reading is not known",
];

struct Clips {
    scratch: PathBuf,
    sound: Vec<u8>,
    /// Where each clip begins and ends, in samples.
    spans: Vec<(usize, usize)>,
    known: BTreeMap<String, usize>,
}

impl Clips {
    fn of(&mut self, words: &str) -> usize {
        if let Some(known) = self.known.get(words) {
            return *known;
        }
        let start = self.sound.len();
        self.sound
            .extend(render(words, &self.scratch).into_iter().map(mu_law));
        self.spans.push((start, self.sound.len()));
        self.known.insert(words.to_owned(), self.spans.len() - 1);
        self.spans.len() - 1
    }
}

fn main() {
    let texts = Path::new("../../assets/text/en");
    println!("cargo::rerun-if-changed={}", texts.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut clips = Clips {
        scratch: out.join("clip.wav"),
        sound: Vec::new(),
        spans: Vec::new(),
        known: BTreeMap::new(),
    };
    let mut files: Vec<PathBuf> = fs::read_dir(texts)
        .expect("assets/text/en")
        .map(|entry| entry.expect("assets/text/en").path())
        .collect();
    files.sort();
    let mut spoken = String::new();
    let mut places = String::new();
    for (name, words) in WORDS {
        let first = clips.spans.len();
        places += &format!("const {name}: usize = {first};\n");
        for (place, word) in (first..).zip(words) {
            assert_eq!(clips.of(word), place, "{word} stands twice");
        }
    }
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let source = fs::read_to_string(&file).expect("an English text");
        let resource = fluent_syntax::parser::parse(source)
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            if let Some(pattern) = &message.value {
                let said = script(pattern, &mut clips);
                spoken += &format!("{} = {said}\n", message.id.name);
            }
        }
    }
    let _ = fs::remove_file(&clips.scratch);
    let spans: Vec<String> = clips
        .spans
        .iter()
        .map(|(start, end)| format!("({start}, {end})"))
        .collect();
    let table = format!(
        "{places}const SPANS: &[(usize, usize)] = &[{}];\n",
        spans.join(", ")
    );
    fs::write(out.join("en.ftl"), spoken).expect("OUT_DIR");
    fs::write(out.join("en.rs"), table).expect("OUT_DIR");
    fs::write(out.join("en.ulaw"), &clips.sound).expect("OUT_DIR");
}

fn script(pattern: &Pattern<String>, clips: &mut Clips) -> String {
    let mut words = String::new();
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words += value,
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                parts.extend(clip(&std::mem::take(&mut words), clips));
                parts.push(format!("{{ ${} }}", id.name));
            }
            other => panic!("no text for the ear is made of {other:?}"),
        }
    }
    parts.extend(clip(&words, clips));
    if parts.is_empty() {
        // Fluent knows no empty message.
        return "{\"\"}".to_owned();
    }
    parts.join(" ")
}

fn clip(words: &str, clips: &mut Clips) -> Option<String> {
    // What is between brackets in Japanese is for those who read it on a card or a paper.
    let latin: String = words
        .chars()
        .map(|letter| match letter {
            '–' | '—' => ',',
            '’' => '\'',
            letter if letter.is_ascii() => letter,
            _ => ' ',
        })
        .collect();
    let words = latin.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .contains(|letter: char| letter.is_ascii_alphanumeric())
        .then(|| format!("#{}", clips.of(&words)))
}

/// Mono samples of what `flite` makes of these words.
fn render(words: &str, scratch: &Path) -> Vec<i16> {
    let status = Command::new("flite")
        .args(["-voice", "slt", "-t", words, "-o"])
        .arg(scratch)
        .status()
        .unwrap_or_else(|error| {
            panic!("the English voice needs the program flite (Debian package flite): {error}")
        });
    assert!(status.success(), "flite: {status}");
    let wav = fs::read(scratch).expect("flite's sound");
    let field = |at: usize, length: usize| wav.get(at..at + length).expect("a WAV header");
    assert_eq!(field(0, 4), b"RIFF");
    assert_eq!(field(22, 2), [1, 0], "one channel");
    assert_eq!(field(24, 4), RATE.to_le_bytes(), "{RATE} samples a second");
    assert_eq!(field(36, 4), b"data");
    let samples: Vec<i16> = wav
        .get(44..)
        .expect("a WAV header")
        .chunks_exact(2)
        .filter_map(|pair| Some(i16::from_le_bytes(pair.try_into().ok()?)))
        .collect();
    // The voice leaves long silences at both ends; the pauses are ours.
    let loud = |sample: &i16| sample.unsigned_abs() > 250;
    let first = samples.iter().position(loud).unwrap_or_default();
    let last = samples.iter().rposition(loud).unwrap_or_default();
    let lead = (RATE / 50) as usize;
    let spoken = first.saturating_sub(lead)..(last + 2 * lead).min(samples.len());
    samples.get(spoken).unwrap_or_default().to_vec()
}

/// ITU-T G.711.
fn mu_law(sample: i16) -> u8 {
    const BIAS: i32 = 0x84;
    let sign = if sample < 0 { 0x80 } else { 0 };
    let magnitude = (i32::from(sample).abs() + BIAS).min(0x7fff);
    let exponent = (0..8)
        .rev()
        .find(|e| magnitude & (0x80 << e) != 0)
        .unwrap_or(0);
    let mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    !u8::try_from(sign | (exponent << 4) | mantissa).expect("eight bits")
}
