// SPDX-License-Identifier: GPL-3.0-only
//! `docs/screens` is held against the screens. A file of its own: a process has one screen.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{fs, path::PathBuf};

use demo::{
    catalogue::{self, for_residents},
    gallery::Gallery,
    headless::Headless,
};
use issuance::Stop;
use kiosk_app::{texts::Language, ui::AppWindow};

#[test]
fn the_catalogue_has_every_screen_and_its_words() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/screens");
    let gallery = Gallery::open().unwrap();
    Headless::install(1080, 1920).unwrap();
    let window = AppWindow::new().unwrap();
    let texts = catalogue::texts(&gallery, &window);
    if std::env::var_os("CATALOGUE_RECORD").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &texts {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let mut stale = Vec::new();
    for (name, text) in &texts {
        let own = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let lines = text.lines().zip(own.lines().chain(std::iter::repeat("")));
        let differs = lines
            .filter(|(now, then)| now != then)
            .map(|(now, _)| now)
            .next();
        stale.extend(differs.map(|line| format!("{name}: {line}")));
        if own.lines().count() != text.lines().count() {
            stale.push(format!("{name}: another number of screens"));
        }
    }
    assert!(
        stale.is_empty(),
        "CATALOGUE_RECORD=1 cargo test -p demo --test catalogue writes the words anew, make catalogue the pictures \
         too:\n{}",
        stale.join("\n")
    );

    let index = &texts
        .iter()
        .find(|(name, _)| name == "README.md")
        .unwrap()
        .1;
    for stop in Stop::each() {
        let code = format!("| `{}` |", stop.code());
        assert!(index.contains(&code), "{code} is not in the catalogue");
    }
    let mut missing = Vec::new();
    for language in Language::ALL {
        let own = folder.join(language.tag());
        let mut names: Vec<String> = for_residents()
            .map(|exhibit| exhibit.name + ".png")
            .collect();
        names.retain(|name| !own.join(name).exists());
        missing.extend(names.into_iter().map(|name| own.join(name)));
        let pictures = fs::read_dir(&own).unwrap().count();
        if pictures + missing.len() > for_residents().count() {
            missing.push(own.join("is a picture of a screen that there is no more"));
        }
    }
    assert!(missing.is_empty(), "make catalogue: {missing:#?}");
}
