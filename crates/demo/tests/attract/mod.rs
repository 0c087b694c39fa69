// SPDX-License-Identifier: GPL-3.0-only
//! A kiosk on a screen in memory whose first page is shown.

use std::{cell::RefCell, rc::Rc, time::Duration};

use card_driver::TestHierarchy;
use demo::{
    headless::{Canvas, Headless},
    world::World,
};
use kiosk_app::{KioskApp, adapters::voice::MakeVoice, config::Config, setup};
use slint::ComponentHandle as _;

/// The screen, the kiosk, and the names of the pages it has shown.
pub(crate) struct Attract {
    pub(crate) app: KioskApp,
    shown: Rc<RefCell<Vec<&'static str>>>,
    _canvas: Canvas,
}

impl Attract {
    /// A page that has just come takes no touch for so long.
    pub(crate) fn open(world: &World, settle: Duration, voice: MakeVoice) -> Attract {
        let config = Config::load(&world.kiosk_config()).unwrap();
        let mut parts = setup::parts(&config, TestHierarchy::Allowed).unwrap();
        parts.voice = voice;
        parts.settle = settle;
        let canvas = Headless::install(1080, 1920).unwrap();
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
        let attract = Attract {
            app,
            shown,
            _canvas: canvas,
        };
        assert_eq!(attract.page(), Some("attract"));
        attract
    }

    /// The page that is shown.
    pub(crate) fn page(&self) -> Option<&'static str> {
        self.shown.borrow().last().copied()
    }
}
