// SPDX-License-Identifier: GPL-3.0-only
//! The log: to standard error, one line an event, with the hop, the code and the session's random id. There is no
//! personal data in it because no type that holds any can be formatted.

use tracing::Level;
use tracing_subscriber::{
    Layer as _, filter::LevelFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::staff::Journal;

/// Starts the log of this process, and what the staff screen keeps of it.
pub fn start() -> Journal {
    let journal = Journal::default();
    // Never below INFO: a library's debug line could show bytes on the wire.
    let level = LevelFilter::from_level(Level::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false);
    let result = tracing_subscriber::registry()
        .with(lines.with_filter(level))
        .with(journal.clone().with_filter(level))
        .try_init();
    if result.is_err() {
        eprintln!("the log was already started");
    }
    journal
}
