// SPDX-License-Identifier: GPL-3.0-only
//! A page that has only just come takes no touch, and what was only just named is not taken.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{cell::RefCell, rc::Rc, time::Duration};

use card_driver::TestHierarchy;
use demo::{
    headless::Headless,
    resident::button_position,
    stage::Silent,
    world::{Plan, World},
};
use kiosk_app::{
    KioskApp,
    config::Config,
    setup,
    texts::{Language, Texts},
};
use slint::{
    ComponentHandle as _,
    platform::{PointerEventButton, WindowEvent},
};

#[test]
fn the_second_tap_of_a_hasty_finger_does_nothing() {
    let world = World::start(Plan::default()).unwrap();
    let config = Config::load(&world.kiosk_config()).unwrap();
    let voice = Box::new(Silent);
    let mut parts = setup::parts(&config, TestHierarchy::Allowed, voice).unwrap();
    // So long that no slowness of the test's makes it pass.
    parts.settle = Duration::from_secs(3600);
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
    assert_eq!(shown.borrow().last(), Some(&"attract"));

    let start = Texts::new(Language::Japanese).get("attract-start");
    let position = button_position(app.window(), &start).expect("the way to begin");
    let button = PointerEventButton::Left;
    for event in [
        WindowEvent::PointerMoved { position },
        WindowEvent::PointerPressed { position, button },
        WindowEvent::PointerReleased { position, button },
    ] {
        app.window().window().dispatch_event(event);
    }
    assert_eq!(shown.borrow().last(), Some(&"attract"), "it began");
    // By the same finger, once the page has settled, it would have begun: every other test of the screens does so.

    // By the keys nobody can be too early on a page, but the key that decides names first: pressed twice at once it would
    // take what was not heard.
    for key in ["5", "1", "#"] {
        let text = key.into();
        app.window()
            .window()
            .dispatch_event(WindowEvent::KeyPressed { text });
    }
    assert_eq!(shown.borrow().last(), Some(&"service"));
    for _ in 0..3 {
        let text = "#".into();
        app.window()
            .window()
            .dispatch_event(WindowEvent::KeyPressed { text });
    }
    assert_eq!(shown.borrow().last(), Some(&"service"), "it was not heard");
}
