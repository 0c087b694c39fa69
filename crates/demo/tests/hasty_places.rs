// SPDX-License-Identifier: GPL-3.0-only
//! The second tap of a hasty finger chooses no municipality. A file of its own: a process has one screen.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};

use card_driver::{TestHierarchy, slot::Slot};
use demo::{
    headless::Headless,
    resident::button_position,
    stage::{self, Silent},
    world::{Plan, World},
};
use kiosk_app::{
    KioskApp,
    config::Config,
    setup,
    ui::{AppWindow, Kiosk, Page},
};
use slint::{
    ComponentHandle as _, Global as _, Model as _, Timer, TimerMode,
    platform::{PointerEventButton, WindowEvent},
};
use virtual_card::VirtualSlot;

const SETTLE: Duration = Duration::from_secs(3);

/// Lets the kiosk go on until it is so.
fn until(window: &AppWindow, what: &str, there: impl Fn(Kiosk<'_>) -> bool + 'static) {
    let (found, started) = (Rc::new(Cell::new(false)), Instant::now());
    let timer = Timer::default();
    let (weak, seen) = (window.as_weak(), Rc::clone(&found));
    timer.start(TimerMode::Repeated, Duration::from_millis(10), move || {
        seen.set(there(Kiosk::get(&weak.unwrap())));
        if seen.get() || started.elapsed() > Duration::from_secs(60) {
            slint::quit_event_loop().unwrap();
        }
    });
    slint::run_event_loop_until_quit().unwrap();
    assert!(found.get(), "{what}");
}

fn choices(window: &AppWindow) -> Vec<String> {
    let choices = Kiosk::get(window).get_choices();
    choices.iter().map(|choice| choice.label.into()).collect()
}

#[test]
fn the_second_tap_of_a_hasty_finger_chooses_nothing_among_the_places_that_have_just_come() {
    let world = World::start(Plan::default()).unwrap();
    let config = Config::load(&world.kiosk_config()).unwrap();
    let mut parts = setup::parts(&config, TestHierarchy::Allowed).unwrap();
    parts.voice = Silent::make();
    let (slot, control) = VirtualSlot::new();
    let slot: Box<dyn Slot> = Box::new(slot);
    parts.slot = slot;
    parts.settle = SETTLE;
    let canvas = Headless::install(1080, 1920).unwrap();
    let app = KioskApp::new(parts).unwrap();
    let window = app.window().clone_strong();
    window.show().unwrap();
    // As an assistive technology does it, which is never hasty.
    let kiosk = || Kiosk::get(&window);
    until(&window, "the first page", |kiosk| {
        kiosk.get_page() == Page::Attract
    });
    for _ in 0..3 {
        kiosk().invoke_primary_pressed();
    }
    control.insert(stage::card("default").unwrap());
    until(&window, "the PIN", |kiosk| kiosk.get_page() == Page::Pin);
    for digit in [1, 2, 3, 4] {
        kiosk().invoke_digit(digit);
    }
    kiosk().invoke_primary_pressed();
    until(&window, "the card is read", |kiosk| {
        kiosk.get_page() == Page::Card && kiosk.get_step() == 3
    });
    let taken = control.clone();
    until(&window, "the places", move |kiosk| {
        if !kiosk.get_note().is_empty() {
            taken.remove();
        }
        kiosk.get_page() == Page::Choice
    });
    let _ = canvas.settled();
    std::thread::sleep(SETTLE);

    let regions = choices(&window);
    let label = regions.get(2).cloned().unwrap();
    let position = button_position(&window, &label).expect("a region");
    let button = PointerEventButton::Left;
    let tap = || {
        for event in [
            WindowEvent::PointerMoved { position },
            WindowEvent::PointerPressed { position, button },
            WindowEvent::PointerReleased { position, button },
        ] {
            window.window().dispatch_event(event);
        }
    };
    tap();
    let prefectures = choices(&window);
    assert_ne!(prefectures, regions, "the first tap counts");
    let _ = canvas.settled();
    tap();
    assert_eq!(kiosk().get_page(), Page::Choice);
    assert_eq!(choices(&window), prefectures, "the second does not");
}
