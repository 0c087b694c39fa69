// SPDX-License-Identifier: GPL-3.0-only
//! The demo's hardware inside the kiosk's process: cards that come and go, and a printer whose tray is the pipe.

use std::{
    io::{Stdout, Write as _},
    sync::{Arc, Mutex, PoisonError},
};

use card_driver::slot::Slot;
use kiosk_app::{config::Config, staff::StaffParts};
use printer::{Copies, Job, JobKind, Printed, Printer, PrinterError, Progress, Status};
use serde_json::json;
use virtual_card::{Profile, SlotControl, VirtualCard};

use crate::frames::Frame;

macro_rules! profiles {
    ($($name:literal),+ $(,)?) => {
        /// The cards of the demo, by name: the files of `assets/cards`.
        pub const PROFILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../assets/cards/", $name, ".toml")))),+];
    };
}

profiles!(
    "default",
    "moved",
    "domestic-only",
    "no-record",
    "elsewhere",
    "married",
    "deceased",
    "protected",
    "last-try",
    "blocked",
    "copied",
    "bad-signature",
    "not-mynumber",
    "taken-at-opening",
    "taken-at-reading",
);

/// The card of a profile.
#[must_use]
pub fn card(name: &str) -> Option<VirtualCard> {
    let (_, text) = PROFILES.iter().find(|(profile, _)| *profile == name)?;
    Profile::from_toml(text).ok().map(VirtualCard::new)
}

/// The pipe to the outside world.
#[derive(Clone)]
pub struct Pipe(Arc<Mutex<Stdout>>);

impl std::fmt::Debug for Pipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pipe")
    }
}

impl Default for Pipe {
    fn default() -> Self {
        Pipe(Arc::new(Mutex::new(std::io::stdout())))
    }
}

impl Pipe {
    /// Sends a message. Where the outside world is gone the demo is over anyway.
    pub fn send(&self, frame: &Frame) {
        let mut stdout = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if frame
            .write(&mut *stdout)
            .and_then(|()| stdout.flush())
            .is_err()
        {
            tracing::warn!(hop = "demo", code = "DEMO-OUTSIDE-GONE");
        }
    }
}

/// Cards that come and go.
#[derive(Debug, Clone)]
pub enum Cards {
    /// In a reader of this process.
    Virtual(SlotControl),
    /// In the real virtual reader of the outside world.
    Outside(Pipe),
}

impl Cards {
    /// Lays the card of a profile on the reader.
    pub fn insert(&self, name: &str) {
        match self {
            Cards::Virtual(control) => {
                if let Some(card) = card(name) {
                    control.insert(card);
                }
            }
            Cards::Outside(pipe) => pipe.send(&Frame::InsertCard(name.to_owned())),
        }
    }

    /// Takes the card off the reader.
    pub fn remove(&self) {
        match self {
            Cards::Virtual(control) => {
                control.remove();
            }
            Cards::Outside(pipe) => pipe.send(&Frame::RemoveCard),
        }
    }
}

/// Has the staff screen look at, and make anew, the demo's reader and printer in place of real ones.
pub fn stand_in(staff: &mut StaffParts, config: &Config, control: &SlotControl, pipe: &Pipe) {
    let (real, lies) = (Arc::clone(&staff.check), control.clone());
    staff.check = Arc::new(move || {
        let reader = json!({ "name": "virtual reader", "card_present": lies.is_present() });
        real()
            .with("reader", json!({ "ok": true, "readers": [reader] }))
            .with("printer", json!({ "ok": true }))
    });
    let (reader, slot) = (Arc::clone(&staff.factories.reader), control.clone());
    staff.factories.reader = Arc::new(move || {
        let (_, anchors) = reader()?;
        let slot: Box<dyn Slot> = Box::new(slot.slot());
        Ok((slot, anchors))
    });
    let (config, pipe) = (config.clone(), pipe.clone());
    staff.factories.printer = Arc::new(move || {
        let fonts = config.load_fonts().map_err(|error| error.code())?;
        let printer: Box<dyn Printer> = Box::new(Tray::new(pipe.clone()));
        Ok((fonts, printer))
    });
}

/// A printer whose paper goes through the pipe.
#[derive(Debug)]
pub struct Tray {
    pipe: Pipe,
    papers: u32,
}

impl Tray {
    /// An empty tray.
    #[must_use]
    pub const fn new(pipe: Pipe) -> Tray {
        Tray { pipe, papers: 0 }
    }
}

impl Printer for Tray {
    fn status(&mut self) -> Result<Status, PrinterError> {
        Ok(Status {
            ready: true,
            busy: false,
            attention: Vec::new(),
        })
    }

    fn print(
        &mut self,
        job: Job,
        copies: Copies,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        watch(Progress::Sent);
        for _ in 0..copies.get() {
            self.papers += 1;
            let kind = match job.kind() {
                JobKind::TestPage => "test-page",
                _ => "certificate",
            };
            self.pipe.send(&Frame::Paper(
                format!("{:02}-{kind}", self.papers),
                job.pdf().to_vec(),
            ));
        }
        Ok(Printed {
            pages: job.pages().saturating_mul(u32::from(copies.get())),
        })
    }
}
