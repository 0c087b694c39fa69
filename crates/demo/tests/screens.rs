// SPDX-License-Identifier: GPL-3.0-only
//! What people see: every screen without text that lies over another or beside the screen, and without a control that
//! is too small for a finger or has no name.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use demo::{
    gallery::{Gallery, exhibits},
    headless::{Canvas, Headless},
    inspect,
};
use kiosk_app::{
    modes::{Mode, Modes},
    present::offer_languages,
    texts::{Language, Texts},
    ui::AppWindow,
};
use slint::ComponentHandle as _;

fn window(canvas: &Canvas, (width, height): (u32, u32)) -> AppWindow {
    canvas.resize(width, height);
    let window = AppWindow::new().unwrap();
    window.show().unwrap();
    offer_languages(&window);
    window
}

/// The longest words, another script, the smallest screen, the largest letters, the fewest places: each with all
/// screens. `make screens` looks at all of them.
#[test]
fn nothing_lies_over_anything_and_every_control_is_large_enough() {
    let gallery = Gallery::open().unwrap();
    let canvas = Headless::install(1080, 1920).unwrap();
    let usual = Modes::default();
    let large = usual.toggled(Mode::LargeText);
    let low = usual.toggled(Mode::LowReach);
    let looks = [
        ((1080, 1920), Language::Japanese, large),
        ((1080, 1920), Language::Portuguese, low),
        (
            (1080, 1920),
            Language::Japanese,
            low.toggled(Mode::LargeText),
        ),
        ((1280, 800), Language::Japanese, usual),
        ((800, 480), Language::Thai, usual),
    ];
    let mut problems = Vec::new();
    for (size, language, modes) in looks {
        let window = window(&canvas, size);
        let texts = Texts::new(language);
        for exhibit in exhibits() {
            gallery.show(&window, &exhibit, &texts, modes).unwrap();
            let _ = canvas.settled();
            for problem in inspect::problems(&window) {
                let (tag, name) = (language.tag(), &exhibit.name);
                problems.push(format!("{size:?} {tag} {modes:?} {name}: {problem}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_exhibit_has_its_own_name() {
    let all = exhibits();
    let names: BTreeSet<_> = all.iter().map(|exhibit| &exhibit.name).collect();
    assert_eq!(names.len(), all.len());
}
