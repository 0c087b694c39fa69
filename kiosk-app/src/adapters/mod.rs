// SPDX-License-Identifier: GPL-3.0-only
//! Those who carry out the session machine's commands, each on a thread of its own, and send the answers back.

pub mod card;
pub mod center;
pub mod paper;
pub mod payment;
pub mod voice;

use issuance::{Answer, Event, SessionId};
use slint::{Rgba8Pixel, SharedPixelBuffer};
use tokio::sync::mpsc::UnboundedSender;

use crate::staff::News;

/// What reaches the UI thread.
pub enum Message {
    /// For the session machine.
    Event(Event),
    /// The pictures of what was applied for, for this session only.
    Pictures(SessionId, Pictures),
    /// For the staff screen.
    Staff(News),
    /// A headset can be listened to, or not any more.
    Headset(bool),
}

/// Personal data as pixels, which is how they reach the screen.
pub struct Pictures {
    /// The page.
    pub page: SharedPixelBuffer<Rgba8Pixel>,
    /// The passport number, where the certificate has one.
    pub passport: Option<SharedPixelBuffer<Rgba8Pixel>>,
}

impl Pictures {
    /// Does something to each picture.
    pub fn each(&mut self, change: impl FnMut(&mut SharedPixelBuffer<Rgba8Pixel>)) {
        std::iter::once(&mut self.page)
            .chain(&mut self.passport)
            .for_each(change);
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pictures")
    }
}

impl std::fmt::Debug for Message {
    // Written by hand: a picture's own would print its pixels.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message")
    }
}

/// The way back to the UI thread.
#[derive(Debug, Clone)]
pub struct Mailbox(UnboundedSender<Message>);

impl Mailbox {
    /// A mailbox that ends in `sender`.
    #[must_use]
    pub const fn new(sender: UnboundedSender<Message>) -> Mailbox {
        Mailbox(sender)
    }

    /// Sends a message. Where the window is gone nobody waits for it any more.
    pub fn send(&self, message: Message) {
        let _ = self.0.send(message);
    }

    /// Sends an answer of one session.
    pub fn answer(&self, session: SessionId, answer: Answer) {
        self.send(Message::Event(Event::Answer { session, answer }));
    }
}
