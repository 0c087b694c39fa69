// SPDX-License-Identifier: GPL-3.0-only
//! A headset that is plugged in, chosen and pulled out.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attract;

use std::{cell::RefCell, rc::Rc, time::Duration};

use attract::Attract;
use demo::world::{Plan, World};
use guidance::{Tongue, Utterance, Volume};
use kiosk_app::{
    adapters::{Message, voice::Voice},
    texts::{Language, Texts},
    ui::Kiosk,
};
use slint::{ComponentHandle as _, Global as _, platform::WindowEvent};

/// What a voice was asked for.
#[derive(Debug, PartialEq)]
enum Asked {
    Say(String),
    UseHeadset(bool),
}

/// A voice with a socket that tells what it is asked for.
#[derive(Debug, Clone, Default)]
struct Witness(Rc<RefCell<Vec<Asked>>>);

impl Witness {
    fn told(&self) -> Vec<Asked> {
        self.0.take()
    }
}

impl Voice for Witness {
    fn say(&self, utterance: Utterance) {
        self.0.borrow_mut().push(Asked::Say(utterance.script));
    }

    fn set_volume(&self, _: Volume) {}

    fn hush(&self) {}

    fn has_socket(&self) -> bool {
        true
    }

    fn use_headset(&self, chosen: bool) {
        self.0.borrow_mut().push(Asked::UseHeadset(chosen));
    }
}

#[test]
fn plugging_in_begins_to_speak_choosing_is_said_and_pulling_out_ends_it() {
    let world = World::start(Plan::default()).unwrap();
    let witness = Witness::default();
    let voice = witness.clone();
    let attract = Attract::open(
        &world,
        Duration::ZERO,
        Rc::new(move |_| Ok(Box::new(voice.clone()))),
    );
    let (controller, window) = (attract.app.controller(), attract.app.window());
    let by_ear = || Kiosk::get(window).get_by_ear();
    let listen = Texts::new(Language::Japanese).get("headset-listen");
    let offered = || controller.ways_on().contains(&listen);
    let scripts = Texts::spoken(Tongue::Japanese);
    let begins = |asked: &Asked, key: &str| matches!(asked, Asked::Say(script) if script.starts_with(&scripts.get(key)));
    let press = |keys: [&str; 2]| {
        for key in keys {
            let text = key.into();
            window
                .window()
                .dispatch_event(WindowEvent::KeyPressed { text });
        }
    };
    let choose = || {
        let at = controller.ways_on().iter().position(|way| *way == listen);
        press([&format!("{}", at.unwrap() + 1), "#"]);
    };

    assert!(!by_ear() && !offered());
    witness.told();
    controller.receive(Message::Headset(true));
    assert!(by_ear() && offered());
    let told = witness.told();
    assert!(begins(told.last().unwrap(), "ear-started"), "{told:?}");

    choose();
    assert!(!offered());
    let told = witness.told();
    let [.., used, said] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(*used, Asked::UseHeadset(true));
    assert!(begins(said, "headset-listening"), "{told:?}");
    // Who looks on sees where the voice has gone.
    let keys = Kiosk::get(window).get_ear_keys();
    assert!(keys.starts_with(&Texts::new(Language::Japanese).get("headset-listening")));

    controller.receive(Message::Headset(false));
    assert!(by_ear(), "who listened still does");
    assert!(!offered());
    let told = witness.told();
    assert!(begins(told.last().unwrap(), "headset-gone"), "{told:?}");

    // Who leaves the spoken way sees nothing that would tell where the voice is.
    controller.receive(Message::Headset(true));
    choose();
    Kiosk::get(window).invoke_listen(false);
    assert!(!by_ear());
    assert!(witness.told().contains(&Asked::UseHeadset(false)));

    // Chosen, and then left plugged in: to the next resident it is only offered.
    controller.receive(Message::Headset(true));
    choose();
    witness.told();
    press(["1", "#"]);
    assert_eq!(attract.page(), Some("service"));
    press(["*", "#"]);
    assert_eq!(attract.page(), Some("attract"));
    assert!(witness.told().contains(&Asked::UseHeadset(false)));
    assert!(offered() && !by_ear());
}
