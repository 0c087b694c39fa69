// SPDX-License-Identifier: GPL-3.0-only
//! A page that has only just come takes no touch, and what was only just named is not taken.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attract;

use std::time::Duration;

use attract::Attract;
use demo::{
    resident::button_position,
    stage::Silent,
    world::{Plan, World},
};
use kiosk_app::texts::{Language, Texts};
use slint::{
    ComponentHandle as _,
    platform::{PointerEventButton, WindowEvent},
};

#[test]
fn the_second_tap_of_a_hasty_finger_does_nothing() {
    let world = World::start(Plan::default()).unwrap();
    // So long that no slowness of the test's makes it pass.
    let attract = Attract::open(&world, Duration::from_secs(3600), Silent::make());
    let app = &attract.app;

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
    assert_eq!(attract.page(), Some("attract"), "it began");
    // By the same finger, once the page has settled, it would have begun: every other test of the screens does so.

    // By the keys nobody can be too early on a page, but the key that decides names first: pressed twice at once it would
    // take what was not heard.
    for key in ["5", "1", "#"] {
        let text = key.into();
        app.window()
            .window()
            .dispatch_event(WindowEvent::KeyPressed { text });
    }
    assert_eq!(attract.page(), Some("service"));
    for _ in 0..3 {
        let text = "#".into();
        app.window()
            .window()
            .dispatch_event(WindowEvent::KeyPressed { text });
    }
    assert_eq!(attract.page(), Some("service"), "it was not heard");
}
