// SPDX-License-Identifier: GPL-3.0-only
//! Everything that goes wrong around a kiosk, on its real screens: a center that lies, cards that are none, lines and
//! printers that are gone. Nothing is shown, said or printed that is not the resident's own; each visit ends on a
//! screen with its code.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "refusals/bad_cards.rs"]
mod bad_cards;
#[path = "refusals/broken_lines.rs"]
mod broken_lines;
#[path = "refusals/by_ear.rs"]
mod by_ear;
#[path = "refusals/card_thread.rs"]
mod card_thread;
#[path = "refusals/kiosk.rs"]
mod kiosk;
#[path = "refusals/lies.rs"]
mod lies;
#[path = "refusals/lying_certificate.rs"]
mod lying_certificate;
#[path = "refusals/lying_preview.rs"]
mod lying_preview;
#[path = "refusals/paper.rs"]
mod paper;
#[path = "refusals/remedies.rs"]
mod remedies;
