// SPDX-License-Identifier: GPL-3.0-only
//! Those who carry out the session machine's commands, each on a thread of its own, and send the answers back.

pub mod card;
pub mod center;
pub mod paper;
pub mod voice;

use issuance::{Answer, Event, SessionId};
use slint::{Rgba8Pixel, SharedPixelBuffer};
use tokio::sync::mpsc::UnboundedSender;

/// What reaches the UI thread.
pub enum Message {
    /// For the session machine.
    Event(Event),
    /// The picture of the page, for this session only.
    Picture(SessionId, SharedPixelBuffer<Rgba8Pixel>),
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
