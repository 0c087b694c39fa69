// SPDX-License-Identifier: GPL-3.0-only
//! The staff screen's sentences: each in both languages, each asked for, each a sentence.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{collections::BTreeSet, fs, path::Path};

use kiosk_app::{
    staff::Action,
    texts::{Language, Texts},
};

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn keys(tag: &str) -> Vec<String> {
    file(&format!("../assets/staff/{tag}.ftl"))
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// The printer's troubles, from the crate that names them.
fn troubles() -> Vec<String> {
    let source = file("../crates/printer/src/status.rs");
    let code = source.split("const fn code").nth(1).unwrap();
    let code = code.split("fn of_keyword").next().unwrap();
    code.split('"')
        .skip(1)
        .step_by(2)
        .map(|code| format!("trouble-{code}"))
        .collect()
}

#[test]
fn staff_reads_every_sentence_in_both_languages_and_none_is_left_over() {
    let (japanese, english) = (keys("ja"), keys("en"));
    assert_eq!(japanese, english);
    let known: BTreeSet<_> = japanese.iter().cloned().collect();
    assert_eq!(known.len(), japanese.len(), "a sentence stands twice");

    let board = file("src/staff/board.rs");
    let mut asked: BTreeSet<String> = board
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| known.contains(*text))
        .map(str::to_owned)
        .collect();
    for action in Action::ALL {
        for ending in ["", "-hint", "-confirm"] {
            asked.insert(format!("{}{ending}", action.key()));
        }
    }
    let troubles = troubles();
    assert!(troubles.len() > 9);
    asked.extend(troubles);
    assert_eq!(asked, known);

    for language in [Language::Japanese, Language::English] {
        let texts = Texts::staff(language);
        for key in &known {
            assert!(
                texts.find(key).is_some_and(|text| !text.is_empty()),
                "{key}"
            );
        }
    }
    for part in board.split("text(\"").skip(1) {
        let key = part.split('"').next().unwrap();
        assert!(known.contains(key), "{key} is asked for and does not exist");
    }
}

#[test]
fn residents_have_none_of_it() {
    for language in Language::ALL {
        for key in keys("ja") {
            let line = format!("\n{key} =");
            assert!(
                !language.source().contains(&line),
                "{}: {key}",
                language.tag()
            );
        }
    }
}
