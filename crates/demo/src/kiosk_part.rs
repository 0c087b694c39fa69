// SPDX-License-Identifier: GPL-3.0-only
//! The kiosk's process of the demo: the product's own screens, adapters and sandbox, with a virtual card and a tray.

use std::{error::Error, path::Path, rc::Rc, time::Duration};

use card_driver::{TestHierarchy, slot::Slot};
use guidance::{Device, Headset, Outputs};
use kiosk_app::{KioskApp, adapters::voice, config::Config, setup, staff::Journal};
use lockdown::Sandbox;
use payment::coin_box::{CoinBox, Pieces};
use slint::ComponentHandle as _;
use virtual_card::VirtualSlot;

use crate::{
    headless::Headless,
    panel::Panel,
    resident,
    stage::{self, Cards, Pipe, Plug, Purse, ScriptedPlug, Stage, Told, Tray, Trouble},
    visits::Visit,
};

/// Coins of each kind in the coin box, for change.
const FLOAT: u32 = 50;

/// How the kiosk's process is run.
#[derive(Debug, Clone)]
pub struct Mode {
    /// What a scripted resident does on a screen in memory; without any, a window and a person.
    pub visits: Vec<Visit>,
    /// PC/SC and IPP of the outside world, instead of the virtual slot and the tray.
    pub real: bool,
    /// The fee for one copy, in yen. Where it is none there is no coin box.
    pub fee: u32,
}

/// Runs the kiosk until the scripted resident has done, or the window is closed.
///
/// # Errors
/// Whatever keeps the kiosk from running, and what the scripted resident found wrong.
pub fn run(path: &Path, mode: &Mode, journal: Journal) -> Result<(), Box<dyn Error>> {
    let config = Config::load(path)?;
    let pipe = Pipe::default();
    // The same order as in the product: the sandbox before any thread.
    let sandbox = Sandbox::enter(&setup::sandbox(&config)?)
        .map_err(|error| format!("{}: {error}", error.code()))?;

    let mut parts = setup::parts(&config, TestHierarchy::Allowed)?;
    let (plug, scripted_plug) = (Plug::default(), ScriptedPlug::default());
    parts.voice = if mode.visits.is_empty() {
        let jack = plug.clone();
        // A tester has one device for both, and nobody's name.
        voice::speaking(true, move |told| Outputs {
            loudspeaker: Box::new(Device::new()),
            headset: Some(Headset {
                output: Box::new(Device::new()),
                jack: Box::new(jack.clone()),
                told,
            }),
        })
    } else {
        // What a scripted resident hears is told outside.
        let (pipe, plug) = (pipe.clone(), scripted_plug.clone());
        Rc::new(move |mailbox| {
            plug.connect(mailbox);
            Ok(Box::new(Told::new(pipe.clone())))
        })
    };
    let coins = (mode.fee > 0).then(|| {
        let (device, slot) = CoinBox::new(Pieces::each(FLOAT));
        parts.payment = Some(Box::new(device));
        slot
    });
    let trouble = Trouble::default();
    parts.staff = setup::staff(&config, path, sandbox, TestHierarchy::Allowed, journal)?;
    let cards = if mode.real {
        Cards::Outside(pipe.clone())
    } else {
        let (slot, control) = VirtualSlot::new();
        let slot: Box<dyn Slot> = Box::new(slot);
        parts.slot = slot;
        parts.printer = Box::new(Tray::new(pipe.clone(), trouble.clone()));
        if let Some(staff) = &mut parts.staff {
            stage::stand_in(staff, &config, &control, &pipe, &trouble);
        }
        Cards::Virtual(control)
    };
    if mode.visits.is_empty() {
        let app = KioskApp::new(parts)?;
        app.window().set_framed(true);
        let _panel = Panel::show(cards, plug, coins)?;
        app.window()
            .window()
            .set_size(slint::LogicalSize::new(540.0, 960.0));
        app.run()?;
    } else {
        // A script is never hasty.
        parts.settle = Duration::ZERO;
        let canvas = Headless::install(1080, 1920)?;
        let app = Rc::new(KioskApp::new(parts)?);
        app.window().show()?;
        let purse = coins.zip(app.book()).map(|(slot, book)| Purse {
            slot,
            book,
            fee: mode.fee,
        });
        let stage = Stage {
            cards,
            pipe,
            plug: scripted_plug,
            trouble,
            purse,
        };
        let (timer, verdict) = resident::send(&app, canvas, stage, mode.visits.clone());
        slint::run_event_loop_until_quit()?;
        drop(timer);
        let verdict = verdict.borrow_mut().take();
        verdict.unwrap_or_else(|| Err("the demo ended before its last visit".to_owned()))?;
    }
    Ok(())
}
