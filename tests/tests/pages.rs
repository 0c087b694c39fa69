// SPDX-License-Identifier: GPL-3.0-only
//! What the sources of the pages must never have, and what the sentences must always have.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
}

/// Everything of Slint and of its widgets that takes text or keys.
const TAKES_TEXT: [&str; 5] = [
    "TextInput",
    "LineEdit",
    "TextEdit",
    "SpinBox",
    "DatePickerPopup",
];

/// What takes keys: the window alone, for the twelve of a keypad.
const TAKES_KEYS: [&str; 2] = ["FocusScope", "key-pressed"];

fn takes(what: &[&'static str], source: &str) -> Option<&'static str> {
    let code = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let code = code.collect::<Vec<_>>().join("\n");
    what.iter().copied().find(|element| code.contains(element))
}

#[test]
fn r28_no_page_takes_text_and_only_the_window_takes_keys() {
    let mut pages = Vec::new();
    files(&root().join("kiosk-app/ui"), "slint", &mut pages);
    assert!(
        pages.iter().any(|page| page.ends_with("app.slint")),
        "no pages found"
    );
    for page in pages {
        let source = fs::read_to_string(&page).unwrap();
        let mut found = takes(&TAKES_TEXT, &source);
        if !page.ends_with("app.slint") {
            found = found.or(takes(&TAKES_KEYS, &source));
        }
        assert_eq!(found, None, "{}", page.display());
    }
    assert_eq!(
        takes(&TAKES_TEXT, "Rectangle { entry := LineEdit { } }"),
        Some("LineEdit")
    );
    assert_eq!(takes(&TAKES_TEXT, "// no TextInput here\nText { }"), None);
}

/// The messages of a Fluent file: identifiers at the beginning of a line. Twice the same is an error.
fn messages(text: &str) -> BTreeSet<String> {
    let mut messages = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with(|first: char| first.is_ascii_lowercase())
            && let Some((name, _)) = line.split_once(" =")
        {
            assert!(messages.insert(name.to_owned()), "{name} stands twice");
        }
    }
    messages
}

#[test]
fn every_sentence_stands_in_every_language() {
    let mut texts = Vec::new();
    files(&root().join("assets/text"), "ftl", &mut texts);
    assert!(texts.len() >= 2, "no languages found");
    let japanese = root().join("assets/text/ja");
    let terms = messages(&fs::read_to_string(japanese.join("screens.ftl")).unwrap());
    assert!(terms.contains("terms-agree"), "nothing was read");
    for text in texts {
        let same = japanese.join(text.file_name().unwrap());
        let expected = messages(&fs::read_to_string(same).unwrap());
        let other = messages(&fs::read_to_string(&text).unwrap());
        let differing: Vec<_> = expected.symmetric_difference(&other).collect();
        assert!(differing.is_empty(), "{}: {differing:?}", text.display());
    }
    for language in fs::read_dir(root().join("assets/text")).unwrap() {
        let rooms = |folder: PathBuf| -> BTreeSet<_> {
            let entries = fs::read_dir(folder).unwrap();
            entries.map(|file| file.unwrap().file_name()).collect()
        };
        let language = language.unwrap().path();
        assert_eq!(
            rooms(japanese.clone()),
            rooms(language.clone()),
            "{}",
            language.display()
        );
    }
}
