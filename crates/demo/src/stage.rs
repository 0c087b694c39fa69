// SPDX-License-Identifier: GPL-3.0-only
//! The demo's hardware inside the kiosk's process: cards that come and go, and a printer whose tray is the pipe.

use std::{
    cell::{Cell, OnceCell},
    io::{Stdout, Write as _},
    rc::Rc,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use guidance::{Confidence, Jack, Utterance, Volume};
use kiosk_app::{
    adapters::{
        Mailbox, Message,
        voice::{MakeVoice, Voice},
    },
    config::Config,
    staff::StaffParts,
};
use payment::{
    Book,
    coin_box::{Piece, Slot},
};
use printer::{Copies, Job, JobKind, Printed, Printer, PrinterError, Progress, Status};
use serde::{Deserialize, Serialize};
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

/// A voice that nobody hears.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Silent {
    /// As the kiosk makes it.
    #[must_use]
    pub fn make() -> MakeVoice {
        Rc::new(|_| Ok(Box::new(Silent)))
    }
}

impl Voice for Silent {
    fn say(&self, _: Utterance) {}

    fn set_volume(&self, _: Volume) {}

    fn hush(&self) {}
}

/// The plug of a headset in a tester's hand; a clone is the same one.
#[derive(Debug, Clone, Default)]
pub struct Plug(Arc<AtomicBool>);

impl Plug {
    /// Puts it into the socket, or pulls it out.
    pub fn put(&self, plugged: bool) {
        self.0.store(plugged, Ordering::SeqCst);
    }
}

impl Jack for Plug {
    fn is_plugged(&mut self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// A voice whose words go to the outside world instead of into the air; of what is confided only that it was.
#[derive(Debug)]
pub struct Told {
    pipe: Pipe,
    chosen: Cell<bool>,
}

impl Told {
    /// A voice that has said nothing yet.
    #[must_use]
    pub const fn new(pipe: Pipe) -> Told {
        Told {
            pipe,
            chosen: Cell::new(false),
        }
    }
}

impl Voice for Told {
    fn say(&self, utterance: Utterance) {
        self.pipe.send(&Frame::Said(utterance.script));
    }

    fn set_volume(&self, _: Volume) {}

    fn hush(&self) {}

    fn has_socket(&self) -> bool {
        true
    }

    fn use_headset(&self, chosen: bool) {
        self.chosen.set(chosen);
    }

    fn confide(&self, _: Confidence) {
        if self.chosen.get() {
            self.pipe.send(&Frame::Confided);
        }
    }
}

/// The hand of a scripted resident with a headset: what the kiosk is told when it moves.
#[derive(Debug, Clone, Default)]
pub struct ScriptedPlug(Rc<OnceCell<Mailbox>>);

impl ScriptedPlug {
    /// From now on it is told by this way.
    pub fn connect(&self, mailbox: &Mailbox) {
        // The voice is made once in a demo; staff's making anew keeps the way.
        let _ = self.0.set(mailbox.clone());
    }

    /// Puts it into the socket, or pulls it out.
    pub fn put(&self, plugged: bool) {
        if let Some(mailbox) = self.0.get() {
            mailbox.send(Message::Headset(plugged));
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

/// All that a scripted resident has to do with beside the screen.
#[derive(Debug)]
pub struct Stage {
    /// The reader.
    pub cards: Cards,
    /// The outside world.
    pub pipe: Pipe,
    /// The resident's own headset.
    pub plug: ScriptedPlug,
    /// What the printer does.
    pub trouble: Trouble,
    /// Coin box and book, where there is a fee.
    pub purse: Option<Purse>,
}

/// What a resident's hand and the staff have to do with money.
#[derive(Debug, Clone)]
pub struct Purse {
    /// Slot and tray.
    pub slot: Slot,
    /// The kiosk's book.
    pub book: Book,
    /// For one copy, in yen.
    pub fee: u32,
}

/// What is in the coin box and in its tray after a visit, in yen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Till {
    /// What the book has as fees.
    pub kept: i64,
    /// What it has as undecided: nothing, after a visit.
    pub escrow: i64,
    /// What it has for the staff to settle.
    pub owed: i64,
    /// Its sum over all accounts.
    pub sum: i64,
    /// What residents have put in and not got back, after the book.
    pub hand: i64,
    /// What is to be settled: the beginning of the session's name as on the screen, and how much.
    pub open: Vec<(String, u32)>,
    /// What came out, and was taken by the resident.
    pub tray: u64,
    /// What is in the machine more than its change was.
    pub inside: i64,
}

impl Purse {
    /// The pieces that make this amount.
    #[must_use]
    pub fn pieces(amount: u32) -> Vec<Piece> {
        let mut missing = amount;
        let mut pieces = Vec::new();
        for piece in Piece::ALL {
            while let Some(less) = missing.checked_sub(piece.yen().0) {
                missing = less;
                pieces.push(piece);
            }
        }
        pieces
    }

    /// Takes what is in the tray, and says what is where.
    #[must_use]
    pub fn till(&self, float: u64) -> Till {
        let balance = self.book.balance();
        let tray = self.slot.take_tray().total();
        let inside = self.slot.contents().inside();
        let signed = |yen: u64| i64::try_from(yen).unwrap_or(i64::MAX);
        let open = self.book.open().into_iter().map(|open| {
            let number = issuance::SessionId(*open.reference.as_bytes()).short();
            (number, open.amount.0)
        });
        Till {
            kept: balance.kept(),
            escrow: balance.escrow,
            owed: balance.owed,
            sum: balance.sum(),
            hand: balance.hand,
            open: open.collect(),
            tray,
            inside: signed(inside) - signed(float),
        }
    }
}

/// What the printer does with the next job.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prints {
    /// It prints it.
    #[default]
    Well,
    /// It ends it, and says that nothing came out.
    Nothing,
    /// It cannot say what came out.
    Unknown,
}

/// The trouble that a printer has; a clone is the same printer's.
#[derive(Debug, Clone, Default)]
pub struct Trouble(Arc<Mutex<Prints>>);

impl Trouble {
    /// From now on.
    pub fn set(&self, prints: Prints) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = prints;
    }

    fn now(&self) -> Prints {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has the staff screen look at, and make anew, the demo's reader and printer in place of real ones.
pub fn stand_in(
    staff: &mut StaffParts,
    config: &Config,
    control: &SlotControl,
    pipe: &Pipe,
    trouble: &Trouble,
) {
    let (real, lies) = (Arc::clone(&staff.check), control.clone());
    staff.check = Arc::new(move || {
        let reader = json!({ "name": "virtual reader", "card_present": lies.is_present() });
        real()
            .with("reader", json!({ "ok": true, "readers": [reader] }))
            .with("printer", json!({ "ok": true }))
            .with("payment", json!({ "ok": true }))
    });
    let (reader, slot) = (Arc::clone(&staff.factories.reader), control.clone());
    staff.factories.reader = Arc::new(move || {
        let (_, anchors) = reader()?;
        let slot: Box<dyn card_driver::slot::Slot> = Box::new(slot.slot());
        Ok((slot, anchors))
    });
    let (config, pipe, trouble) = (config.clone(), pipe.clone(), trouble.clone());
    staff.factories.printer = Arc::new(move || {
        let fonts = config.load_fonts().map_err(|error| error.code())?;
        let printer: Box<dyn Printer> = Box::new(Tray::new(pipe.clone(), trouble.clone()));
        Ok((Box::new(fonts), printer))
    });
}

/// A printer whose paper goes through the pipe.
#[derive(Debug)]
pub struct Tray {
    pipe: Pipe,
    trouble: Trouble,
    papers: u32,
}

impl Tray {
    /// An empty tray.
    #[must_use]
    pub const fn new(pipe: Pipe, trouble: Trouble) -> Tray {
        Tray {
            pipe,
            trouble,
            papers: 0,
        }
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
        match self.trouble.now() {
            Prints::Well => {}
            Prints::Nothing => return Err(PrinterError::NothingOut),
            Prints::Unknown => return Err(PrinterError::Unknown),
        }
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
