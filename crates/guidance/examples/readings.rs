//! Writes `assets/voice/ja.ftl`: how each Japanese text is read. `make voice` runs it, after a text was changed.
//!
//! It needs the Debian packages `open-jtalk` and `open-jtalk-mecab-naist-jdic`. Its output is committed, so only who
//! changes a text runs it. What is read wrongly is put right in [`WRITTEN`], not in the file.
#![allow(clippy::expect_used, clippy::panic, reason = "a maintainer's tool")]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use guidance::reading::{Reading, transcribe};

/// Where the dictionary reads a word wrongly, or a sign is meant for the eye: how it is written for the reading.
const WRITTEN: &[(&str, &str)] = &[
    ("１通", "一通"),
    ("けた", "桁"),
    ("～", "から"),
    ("♪", ""),
    ("＊", "米印"),
    ("＃", "シャープ"),
    ("右上", "右うえ"),
    ("方は", "かたは"),
    ("方だけ", "かただけ"),
    ("ての方、", "てのかた、"),
    ("使える方", "使えるかた"),
    ("とり口", "とりぐち"),
    ("（", "、"),
    ("）", "、"),
    ("「", "、"),
    ("」", ""),
    ("・", "、"),
    ("／", "、"),
    ("　", "、"),
    (" ", ""),
];

/// Arguments that are counts, and how far they are read with their counter (いっかい, にかい): a count beyond it is
/// said as a bare number.
const COUNTS: &[(&str, u32)] = &[
    ("tries", 10),
    ("copies", 10),
    ("pages", 20),
    ("left", 3),
    ("count", 4),
    ("doses", 20),
    ("number", 12),
    ("step", 6),
];

struct Reader {
    scratch: PathBuf,
    dictionary: PathBuf,
    voice: PathBuf,
    known: HashMap<String, String>,
}

fn main() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let scratch = std::env::temp_dir().join(format!("readings-{}", std::process::id()));
    let mut reader = Reader {
        scratch: scratch.clone(),
        dictionary: "/var/lib/mecab/dic/open-jtalk/naist-jdic".into(),
        voice: assets.join("voice/nitech_jp_atr503_m001.htsvoice"),
        known: HashMap::new(),
    };
    let mut files: Vec<PathBuf> = fs::read_dir(assets.join("text/ja"))
        .expect("assets/text/ja")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut written = String::from(
        "# Made by `make voice`. Each message: the text it was made of, and how it is read (crates/guidance/src/reading.rs).\n",
    );
    for file in files {
        let source = fs::read_to_string(&file).expect("a text");
        let resource = fluent_syntax::parser::parse(source).expect("a Fluent file");
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let pattern = message.value.expect("a value");
            let text = text_of(&pattern);
            let said = reader.script(&pattern);
            written += &format!("# {text}\n{} = {said}\n", message.id.name);
        }
    }
    let _ = fs::remove_file(scratch);
    fs::write(assets.join("voice/ja.ftl"), written).expect("assets/voice/ja.ftl");
}

/// The message on one line, arguments as they stand.
fn text_of(pattern: &Pattern<String>) -> String {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => value.replace('\n', ""),
            PatternElement::Placeable { expression } => format!("{{ ${} }}", name_of(expression)),
        })
        .collect()
}

fn name_of(expression: &Expression<String>) -> &str {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => &id.name,
        other => panic!("no text for the ear is made of {other:?}"),
    }
}

impl Reader {
    fn script(&mut self, pattern: &Pattern<String>) -> String {
        let names: Vec<&str> = pattern
            .elements
            .iter()
            .filter_map(|element| match element {
                PatternElement::Placeable { expression } => Some(name_of(expression)),
                PatternElement::TextElement { .. } => None,
            })
            .collect();
        let count = COUNTS.iter().find(|(name, _)| names.contains(name));
        let Some((name, most)) = count else {
            return self.fragments(pattern, None);
        };
        let mut select = format!("{{ ${name} ->\n");
        for value in 0..=*most {
            let said = self.fragments(pattern, Some((name, value)));
            select += &format!("    [n{value}] {said}\n");
        }
        select + &format!("   *[other] {}\n }}", self.fragments(pattern, None))
    }

    /// The runs of words between the arguments, one of which may be a known count.
    fn fragments(&mut self, pattern: &Pattern<String>, count: Option<(&str, u32)>) -> String {
        let mut words = String::new();
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => words += value,
                PatternElement::Placeable { expression } => match (name_of(expression), count) {
                    (name, Some((counted, value))) if name == counted => {
                        words += &value.to_string()
                    }
                    (name, _) => {
                        parts.push(self.read(&std::mem::take(&mut words)));
                        parts.push(format!("{{ ${name} }}"));
                    }
                },
            }
        }
        parts.push(self.read(&words));
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            "{\"\"}".to_owned()
        } else {
            parts.join(" ")
        }
    }

    fn read(&mut self, text: &str) -> String {
        let mut text: String = text.lines().map(str::trim).collect::<Vec<_>>().concat();
        for (sign, written) in WRITTEN {
            text = text.replace(sign, written);
        }
        let mut reading = String::new();
        for sentence in text.split_inclusive(['。', '？', '！']) {
            let ends = sentence.ends_with(['。', '？', '！']);
            let sentence = sentence.trim_matches(['、', '。', '！', ' ']);
            if sentence.is_empty() {
                continue;
            }
            reading += &self.sentence(sentence);
            if ends && !reading.ends_with('？') {
                reading.push('。');
            }
        }
        // The mark that tells Fluent's syntax from a text's own: a brace never stands in a reading.
        Reading::parse(&reading).unwrap_or_else(|error| panic!("{text}: {reading}: {error}"));
        reading
    }

    fn sentence(&mut self, sentence: &str) -> String {
        if let Some(known) = self.known.get(sentence) {
            return known.clone();
        }
        let input = self.scratch.with_extension("txt");
        fs::write(&input, sentence).expect("a scratch file");
        let status = Command::new("open_jtalk")
            .arg("-x")
            .arg(&self.dictionary)
            .arg("-m")
            .arg(&self.voice)
            .arg("-ot")
            .arg(&self.scratch)
            .arg(&input)
            .status()
            .unwrap_or_else(|error| panic!("open_jtalk (Debian package open-jtalk): {error}"));
        assert!(status.success(), "{sentence}: {status}");
        let trace = fs::read_to_string(&self.scratch).expect("open_jtalk's trace");
        let _ = fs::remove_file(input);
        let (_, labels) = trace.split_once("[Output label]").expect("labels");
        // "start end label": the times are left to the voice.
        let labels: Vec<&str> = labels
            .lines()
            .filter_map(|line| line.split(' ').nth(2))
            .take_while(|label| label.contains("/A:"))
            .collect();
        let reading = transcribe(&labels).unwrap_or_else(|| panic!("{sentence}: {labels:?}"));
        self.known.insert(sentence.to_owned(), reading.clone());
        reading
    }
}
