// SPDX-License-Identifier: GPL-3.0-only
//! The touchscreen program: pages (`ui/*.slint`), adapters for reader, center, printer and voice, and the wiring
//! between them and the session machine of `issuance`.
//!
//! What it is not: it decides nothing about a session (`issuance` does), compares nothing (`certificate` does) and
//! draws no paper (`document` does). It is a library so that the demo can run the same screens with a virtual card.

pub mod adapters;
pub mod check;
pub mod config;
mod controller;
mod ear;
pub mod logging;
pub mod menu;
pub mod modes;
mod phrases;
mod pin_pad;
pub mod present;
pub mod screen;
pub mod service;
pub mod setup;
mod speech;
pub mod staff;
pub mod texts;
pub mod view;

/// The pages, as Slint generated them. The lints are off for generated code only.
#[allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unsafe_code,
    clippy::all,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo,
    clippy::unreachable,
    clippy::unwrap_used,
    rustdoc::all
)]
pub mod ui {
    slint::include_modules!();
}

use std::{cell::Cell, sync::Arc, time::Duration};

use adapters::{
    Mailbox, Message, card::CardAdapter, center::CenterAdapter, paper::PaperAdapter,
    payment::PaymentAdapter, voice::MakeVoice,
};
use card_driver::{TrustAnchors, slot::Slot};
use certificate::IssuerTrust;
pub use controller::{Adapters, Controller, Observer};
use document::Fonts;
use issuance::{Limits, Terms};
use payment::{Book, Payment};
use printer::Printer;
use relay_client::CenterClient;
use slint::ComponentHandle;
use staff::{Staff, StaffParts};
use texts::Language;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use ui::AppWindow;

/// So long at most the end waits for the payment device to give back what is in it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything a kiosk is made of, each part real or a stand-in.
pub struct Parts {
    /// Where a card can lie.
    pub slot: Box<dyn Slot>,
    /// Whom the card's signatures are trusted from.
    pub anchors: TrustAnchors,
    /// The line to the center.
    pub center: CenterClient,
    /// Whose signatures on certificates are good.
    pub issuer: IssuerTrust,
    /// The printer.
    pub printer: Box<dyn Printer>,
    /// What takes the fee. Without one a catalogue with a fee is refused.
    pub payment: Option<Box<dyn Payment>>,
    /// The fonts of the paper.
    pub fonts: Fonts,
    /// Makes the voice.
    pub voice: MakeVoice,
    /// How long each screen waits.
    pub limits: Limits,
    /// How long a new page takes no touch.
    pub settle: Duration,
    /// Test cards are served, and everything is marked as a specimen.
    pub specimen: bool,
    /// The staff screen, if there is one.
    pub staff: Option<StaffParts>,
}

/// Why a kiosk does not run any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The window was closed.
    Closed,
    /// Staff wants it to begin anew.
    Restart,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parts")
    }
}

/// Why the kiosk cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// No window.
    #[error("the screen cannot be opened: {0}")]
    Screen(#[from] slint::PlatformError),
    /// No event loop.
    #[error("the screen's event loop: {0}")]
    EventLoop(#[from] slint::EventLoopError),
    /// No thread.
    #[error("a thread cannot be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// A kiosk with its window; nothing is shown before [`KioskApp::run`].
pub struct KioskApp {
    window: AppWindow,
    controller: Controller,
    staff: Option<Staff>,
}

impl std::fmt::Debug for KioskApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KioskApp")
    }
}

impl KioskApp {
    /// Makes the window and starts the adapters.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn new(parts: Parts) -> Result<KioskApp, StartError> {
        let window = AppWindow::new()?;
        let (sender, receiver) = unbounded_channel();
        let mailbox = Mailbox::new(sender);
        let adapters = Adapters {
            card: CardAdapter::start(parts.slot, parts.anchors, mailbox.clone())?,
            center: CenterAdapter::start(parts.center, parts.payment.is_some(), mailbox.clone())?,
            paper: PaperAdapter::start(parts.fonts, parts.printer, mailbox.clone())?,
            payment: PaymentAdapter::start(parts.payment, mailbox.clone())?,
        };
        let controller = Controller::new(
            &window,
            adapters,
            (parts.voice)(&mailbox)?,
            Arc::new(parts.issuer),
            parts.limits,
            parts.settle,
            parts.specimen,
        );
        let staff = parts
            .staff
            .map(|parts| Staff::new(&window, controller.clone(), mailbox, parts));
        slint::spawn_local(deliver(receiver, controller.clone(), staff.clone()))?;
        Ok(KioskApp {
            window,
            controller,
            staff,
        })
    }

    /// The window.
    #[must_use]
    pub const fn window(&self) -> &AppWindow {
        &self.window
    }

    /// The controller.
    #[must_use]
    pub const fn controller(&self) -> &Controller {
        &self.controller
    }

    /// Calls `told` once, on this thread, when the first frame stands on the screen.
    ///
    /// Not by Slint's rendering notifier: the software renderer has none.
    pub fn on_first_frame(&self, told: impl FnOnce() + 'static) {
        let told = Cell::new(Some(told));
        self.window.on_being_drawn(move || {
            if let Some(told) = told.take() {
                // The frame is being drawn now; the event loop's next turn comes when it has been handed over.
                slint::Timer::single_shot(Duration::ZERO, told);
            }
            slint::Color::default()
        });
    }

    /// Makes the window one that has no way out: who asks for its end (Alt-F4, a window manager) is not heard.
    pub fn keep_open(&self) {
        self.window
            .window()
            .on_close_requested(|| slint::CloseRequestResponse::KeepWindowShown);
    }

    /// Where every yen is that was put in, for the staff; nothing where the kiosk has no payment device.
    #[must_use]
    pub fn book(&self) -> Option<Book> {
        self.controller.book()
    }

    /// Shows the window and serves residents until it is closed, or staff wants everything to begin anew.
    ///
    /// # Errors
    /// [`StartError::Screen`].
    pub fn run(self) -> Result<Ended, StartError> {
        let ended = self.window.run();
        // However it ended: a screen that is gone is no reason to keep money.
        self.controller.end_payment(PATIENCE);
        ended?;
        let restart = self.staff.as_ref().is_some_and(Staff::wants_restart);
        Ok(if restart {
            Ended::Restart
        } else {
            Ended::Closed
        })
    }
}

async fn deliver(
    mut receiver: UnboundedReceiver<Message>,
    controller: Controller,
    staff: Option<Staff>,
) {
    while let Some(message) = receiver.recv().await {
        match (message, &staff) {
            (Message::Staff(news), Some(staff)) => staff.receive(news),
            (message, _) => controller.receive(message),
        }
    }
}

/// The language in which these terms are shown to somebody who reads `language`. Consent is to the text that was
/// shown, so both must come from here.
#[must_use]
pub fn terms_language(terms: &Terms, language: Language) -> Option<issuance::Language> {
    language
        .fallbacks()
        .into_iter()
        .map(|language| issuance::Language(language.tag().to_owned()))
        .find(|language| terms.text.get(language).is_some())
}

/// Today in Japan, which has no summer time.
#[must_use]
pub fn japan_today() -> time::Date {
    time::OffsetDateTime::now_utc()
        .to_offset(time::macros::offset!(+9))
        .date()
}
