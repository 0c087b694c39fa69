//! The pages in their order, and every way off it.
#![allow(missing_docs, unreachable_pub)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod card;
mod choices;
#[path = "../common/mod.rs"]
mod common;
mod ends;
mod issue;
mod money;
mod passport;

use card_driver::CardError;
use card_driver::transport::TransportError;
use common::Kiosk;
use issuance::{Answer, PrintOutcome, Prompt, Task, View};

pub fn stop_code(kiosk: &Kiosk) -> &'static str {
    match kiosk.machine.screen().view {
        View::Stopped { stop, .. } => stop.code(),
        view => panic!("not stopped: {view:?}"),
    }
}

pub fn outcome(kiosk: &Kiosk) -> Option<(PrintOutcome, u32)> {
    kiosk.last.iter().find_map(|command| match command.task {
        Task::ReportOutcome { outcome, pages } => Some((outcome, pages)),
        _ => None,
    })
}

pub fn says(kiosk: &Kiosk) -> Vec<Prompt> {
    let prompts = kiosk.last.iter().filter_map(|command| match command.task {
        Task::Say(prompt) => Some(prompt),
        _ => None,
    });
    prompts.collect()
}

pub fn removed() -> Answer {
    Answer::CardFailed(CardError::Transport(TransportError::CardRemoved))
}
