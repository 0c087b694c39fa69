// SPDX-License-Identifier: GPL-3.0-only
//! A key of the keypad on which something rests.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attract;

use std::time::Duration;

use attract::Attract;
use demo::{
    stage::Silent,
    world::{Plan, World},
};
use slint::{
    ComponentHandle as _,
    platform::{Key, WindowEvent},
};

#[test]
fn a_key_that_is_held_down_is_one_press() {
    let world = World::start(Plan::default()).unwrap();
    let attract = Attract::open(&world, Duration::ZERO, Silent::make());
    let page = || attract.page();

    let window = attract.app.window().window();
    let press = |text: &str| {
        window.dispatch_event(WindowEvent::KeyPressed { text: text.into() });
    };
    let hold = |text: &str| {
        press(text);
        for _ in 0..20 {
            window.dispatch_event(WindowEvent::KeyPressRepeated { text: text.into() });
        }
        window.dispatch_event(WindowEvent::KeyReleased { text: text.into() });
    };
    // No other key leads anywhere, nor takes the keypad's place.
    for key in [
        Key::Tab,
        Key::Backtab,
        Key::Escape,
        Key::F1,
        Key::F4,
        Key::F12,
        Key::Menu,
        Key::Home,
        Key::Delete,
        Key::UpArrow,
        Key::DownArrow,
        Key::PageDown,
        Key::Alt,
        Key::Control,
        Key::Meta,
    ] {
        let text: slint::SharedString = char::from(key).into();
        press(&text);
        window.dispatch_event(WindowEvent::KeyReleased { text });
    }
    for text in ["a", " ", "q", "５", "12", "\u{0}", "…", ""] {
        press(text);
    }
    assert_eq!(page(), Some("attract"));
    // The first key begins to speak, the next ones name a way and take it.
    for key in ["5", "1", "#"] {
        press(key);
    }
    assert_eq!(page(), Some("service"));
    // Here is one way on, and on the terms behind it another: held down, the key names the first and takes none.
    hold("#");
    assert_eq!(
        page(),
        Some("service"),
        "consent was given by a resting arm"
    );
    press("#");
    assert_eq!(page(), Some("terms"));
    hold("#");
    assert_eq!(page(), Some("terms"));
}
