// SPDX-License-Identifier: GPL-3.0-only
//! Every sentence that the program asks for exists, and every sentence that exists is asked for.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{collections::BTreeSet, fs, path::Path};

use guidance::{Tongue, Utterance, Voice};
use issuance::{Prompt, Stop};
use kiosk_app::{
    texts::{Language, Texts},
    view::stop_key,
};
use skrifa::{FontRef, MetadataProvider};

fn keys(language: Language) -> BTreeSet<String> {
    language
        .source()
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// The sentences of every ending: what happened, what to do now.
fn of_stops() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for stop in Stop::each() {
        let key = stop_key(stop);
        keys.insert(format!("stop-{key}-body"));
        // The second "no record" has the first one's heading.
        keys.insert(format!("stop-{}-title", key.trim_end_matches("-again")));
    }
    keys
}

#[test]
fn every_ending_has_its_words_in_every_language() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        let known = keys(language);
        for key in of_stops() {
            assert!(known.contains(&key), "{}: {key}", language.tag());
            assert!(
                texts.find(&key).is_some(),
                "{}: {key} cannot be read",
                language.tag()
            );
        }
    }
}

#[test]
fn r91_every_prompt_stands_on_the_screen_too() {
    for language in Language::ALL {
        for prompt in Prompt::ALL {
            let key = format!("say-{}", prompt.name());
            assert!(keys(language).contains(&key), "{}: {key}", language.tag());
        }
    }
}

#[test]
fn every_sentence_is_asked_for_and_every_question_answered() {
    let mut source = String::new();
    for name in [
        "view/draw.rs",
        "view/money.rs",
        "view/places.rs",
        "view/words.rs",
        "present.rs",
        "modes.rs",
        "controller.rs",
        "ear/mod.rs",
        "ear/confidence.rs",
        "speech.rs",
    ] {
        source += &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name))
            .unwrap();
    }
    let literals: BTreeSet<&str> = source.split('"').skip(1).step_by(2).collect();
    let known = keys(Language::Japanese);
    let computed = of_stops();
    for key in &known {
        let page = key
            .strip_suffix("-title")
            .or_else(|| key.strip_suffix("-body"));
        let asked = literals.contains(key.as_str())
            || page.is_some_and(|page| literals.contains(page))
            || computed.contains(key)
            || key.starts_with("say-");
        assert!(asked, "nobody asks for {key}");
    }
    // Pages are named in `self.page(…, "NAME", …)` and must have a heading.
    for page in source.split("self.page(").skip(1) {
        let name = page.split('"').nth(1).unwrap();
        assert!(
            known.contains(&format!("{name}-title")),
            "the page {name} has no heading"
        );
    }
    for call in [
        ".text(\"",
        "texts.get(\"",
        "texts.with(\"",
        "scripts.get(\"",
        ".button(\"",
    ]
    .iter()
    .flat_map(|call| source.split(call).skip(1))
    {
        let key = call.split('"').next().unwrap();
        assert!(known.contains(key), "{key} is asked for and does not exist");
    }
}

/// The screen's fonts, from the packages that the README names: family, file, index in a collection.
const FONTS: [(&str, &str, u32); 6] = [
    (
        "Noto Sans CJK JP",
        "opentype/noto/NotoSansCJK-Regular.ttc",
        0,
    ),
    (
        "Noto Sans CJK KR",
        "opentype/noto/NotoSansCJK-Regular.ttc",
        1,
    ),
    (
        "Noto Sans CJK SC",
        "opentype/noto/NotoSansCJK-Regular.ttc",
        2,
    ),
    (
        "Noto Sans CJK TC",
        "opentype/noto/NotoSansCJK-Regular.ttc",
        3,
    ),
    ("Noto Sans", "truetype/noto/NotoSans-Regular.ttf", 0),
    (
        "Noto Sans Thai",
        "truetype/noto/NotoSansThai-Regular.ttf",
        0,
    ),
];

/// Slint draws a character that no font has as nothing at all.
#[test]
fn every_character_of_every_language_is_in_a_font() {
    let files = FONTS.map(|(family, file, index)| {
        let file = fs::read(Path::new("/usr/share/fonts").join(file)).unwrap();
        (family, file, index)
    });
    let fonts: Vec<_> = files
        .iter()
        .map(|(family, file, index)| (*family, FontRef::from_index(file, *index).unwrap()))
        .collect();
    for language in Language::ALL {
        let of_family = |(family, _): &&(&str, FontRef<'_>)| *family == language.font_family();
        let own = &fonts.iter().find(of_family).unwrap().1;
        for letter in language.source().chars().filter(|c| !c.is_control()) {
            let in_own = own.charmap().map(letter).is_some();
            let in_any = fonts
                .iter()
                .any(|(_, font)| font.charmap().map(letter).is_some());
            assert!(in_any, "{}: {letter:?} is in no font", language.tag());
            // Its own letters must not come from another font, which would look like a ransom note: only the
            // official Japanese names in brackets may.
            let foreign = is_japanese_name(letter) || letter.is_ascii() || is_punctuation(letter);
            assert!(in_own || foreign, "{}: {letter:?}", language.tag());
        }
    }
}

/// Han and kana, which stand in every language as the names of PIN and kinds.
const fn is_japanese_name(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Quotation marks, which the Thai font leaves to the Latin one.
const fn is_punctuation(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{201f}')
}

/// The voice would say something else than what stands on the screen.
#[test]
fn r91_every_sentence_is_said_as_it_stands_on_the_screen() {
    let scripts = Tongue::Japanese.scripts();
    let mut known = BTreeSet::new();
    let mut source = Vec::new();
    for line in Language::Japanese.source().lines() {
        if let Some((key, text)) = line
            .split_once(" =")
            .filter(|_| !line.starts_with(['#', ' ']))
        {
            source.push((key.to_owned(), text.trim().to_owned()));
        } else if let Some((_, text)) = source.last_mut().filter(|_| line.starts_with(' ')) {
            text.push_str(line.trim());
        }
    }
    for (key, text) in source {
        let said = format!("# {text}\n{key} = ");
        assert!(scripts.contains(&said), "{key} changed: make voice");
        known.insert(key);
    }
    for line in scripts.lines() {
        let key = line.split_once(" = ").map(|(key, _)| key);
        let key = key.filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()));
        if let Some(key) = key.filter(|key| !key.starts_with("prefecture-")) {
            assert!(known.contains(key), "{key} is said and stands nowhere");
        }
    }
}

/// Every message in both tongues, with every count: nothing is left silent.
#[test]
fn r91_every_sentence_can_be_said_with_every_count() {
    let voice = Voice::load().unwrap();
    let names = [
        "kind", "label", "name", "row", "from", "to", "fee", "price", "hours", "level", "code",
    ];
    for tongue in [Tongue::Japanese, Tongue::English] {
        let scripts = Texts::spoken(tongue);
        for key in keys(Language::Japanese) {
            for count in ["n0", "n1", "n3", "n12", "n120"] {
                let counts = [
                    "tries", "copies", "pages", "left", "count", "doses", "number", "step", "yen",
                ]
                .map(|name| (name, count.to_owned()));
                let all: Vec<(&str, String)> = names
                    .map(|name| (name, "ナマエ".to_owned()))
                    .into_iter()
                    .chain(counts)
                    .collect();
                let script = scripts.with(&key, &all);
                assert_ne!(script, key, "{tongue:?} has no {key}");
                assert!(!script.contains('$'), "{key}: {script}");
                if key.starts_with("ear-") || count == "n3" {
                    let said = voice.synthesize(&Utterance::new(tongue, script.as_str()));
                    assert!(said.is_ok(), "{key}: {script}");
                }
            }
        }
    }
}
