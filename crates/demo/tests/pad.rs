// SPDX-License-Identifier: GPL-3.0-only
//! Who looks over a shoulder sees no key of the pad change.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use demo::{
    gallery::{Gallery, exhibits},
    headless::Headless,
    resident::button_position,
};
use kiosk_app::{
    modes::Modes,
    texts::{Language, Texts},
    ui::AppWindow,
};
use slint::{
    ComponentHandle as _,
    platform::{PointerEventButton, WindowEvent},
};

#[test]
fn a_key_of_the_pin_pad_looks_the_same_pressed_or_not() {
    let gallery = Gallery::open().unwrap();
    let canvas = Headless::install(1080, 1920).unwrap();
    let window = AppWindow::new().unwrap();
    window.show().unwrap();
    let texts = Texts::new(Language::Japanese);
    let exhibits = exhibits();
    let pin = exhibits.iter().find(|one| one.name == "pin").unwrap();
    gallery
        .show(&window, pin, &texts, Modes::default())
        .unwrap();
    let button = PointerEventButton::Left;
    let down = |label: &str| {
        let position = button_position(&window, label).unwrap();
        let before = canvas.settled();
        window
            .window()
            .dispatch_event(WindowEvent::PointerPressed { position, button });
        let pressed = canvas.settled();
        // Off the key again: nothing is to be entered.
        window.window().dispatch_event(WindowEvent::PointerExited);
        (before.as_bytes() == pressed.as_bytes(), label.to_owned())
    };
    for figure in '0'..='9' {
        let (same, label) = down(&figure.to_string());
        assert!(same, "{label} shows that it is pressed");
    }
    // A button that may show it does, so the pictures can tell.
    let (same, label) = down(&texts.get("language-button"));
    assert!(!same, "{label} shows nothing");
}
