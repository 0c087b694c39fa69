// SPDX-License-Identifier: GPL-3.0-only
//! What people see: every screen without text that lies over another or beside the screen, without a control that is
//! too small for a finger or has no name, and with colours that can be told apart.
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
    ui::{AppWindow, Theme},
};
use slint::{Color, ComponentHandle as _, Global as _};

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

/// WCAG 2.1, relative luminance.
fn luminance(colour: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.039_28 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) + 0.0722 * linear(colour.blue())
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_stands_out_seven_to_one_in_every_mode() {
    assert!(
        (contrast(
            Color::from_rgb_u8(0, 0, 0),
            Color::from_rgb_u8(255, 255, 255)
        ) - 21.0)
            .abs()
            < 0.01
    );
    let canvas = Headless::install(1080, 1920).unwrap();
    let window = window(&canvas, (1080, 1920));
    let theme = Theme::get(&window);
    for (contrasty, reversed) in [(false, false), (true, false), (false, true)] {
        theme.set_contrast(contrasty);
        theme.set_reversed(reversed);
        let white = Color::from_rgb_u8(255, 255, 255);
        let black = Color::from_rgb_u8(0, 0, 0);
        let pairs = [
            ("ink on paper", theme.get_ink(), theme.get_paper()),
            ("ink on surface", theme.get_ink(), theme.get_surface()),
            ("ink on a press", theme.get_ink(), theme.get_primary_faint()),
            ("soft ink on paper", theme.get_ink_soft(), theme.get_paper()),
            (
                "soft ink on surface",
                theme.get_ink_soft(),
                theme.get_surface(),
            ),
            (
                "soft ink on a press",
                theme.get_ink_soft(),
                theme.get_primary_faint(),
            ),
            ("seal", theme.get_primary(), theme.get_primary_faint()),
            ("main action", theme.get_on_primary(), theme.get_primary()),
            (
                "main action pressed",
                theme.get_on_primary(),
                theme.get_primary_pressed(),
            ),
            ("done action", theme.get_on_done(), theme.get_done()),
            ("done", theme.get_done_ink(), theme.get_done_faint()),
            ("caution", theme.get_caution(), theme.get_caution_faint()),
            ("fault", theme.get_fault(), theme.get_fault_faint()),
            ("disabled", theme.get_disabled_ink(), theme.get_disabled()),
            (
                "specimen",
                if reversed { black } else { white },
                theme.get_accent_ink(),
            ),
        ];
        for (what, front, back) in pairs {
            let ratio = contrast(front, back);
            assert!(ratio >= 7.0, "{what}: {ratio:.2} ({contrasty} {reversed})");
        }
    }
}
