// SPDX-License-Identifier: GPL-3.0-only
//! A key of the keypad on which something rests.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{cell::RefCell, rc::Rc, time::Duration};

use card_driver::TestHierarchy;
use demo::{
    headless::Headless,
    stage::Silent,
    world::{Plan, World},
};
use kiosk_app::{KioskApp, config::Config, setup};
use slint::{
    ComponentHandle as _,
    platform::{Key, WindowEvent},
};

#[test]
fn a_key_that_is_held_down_is_one_press() {
    let world = World::start(Plan::default()).unwrap();
    let config = Config::load(&world.kiosk_config()).unwrap();
    let voice = Box::new(Silent);
    let mut parts = setup::parts(&config, TestHierarchy::Allowed, voice).unwrap();
    parts.settle = Duration::ZERO;
    let _canvas = Headless::install(1080, 1920).unwrap();
    let app = KioskApp::new(parts).unwrap();
    app.window().show().unwrap();
    let shown = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&shown);
    app.controller().observe(Box::new(move |sheet| {
        seen.borrow_mut().push(sheet.name);
        if sheet.name == "attract" {
            // Fails only where the loop is not running any more.
            let _ = slint::quit_event_loop();
        }
    }));
    slint::run_event_loop_until_quit().unwrap();
    let page = || shown.borrow().last().copied();
    assert_eq!(page(), Some("attract"));

    let window = app.window().window();
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
