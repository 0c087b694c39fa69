// SPDX-License-Identifier: GPL-3.0-only
//! The log: to standard error, one line an event, with the hop, the code and the session's random id. There is no
//! personal data in it because no type that holds any can be formatted.

use tracing::Level;
use tracing_subscriber::{
    Layer as _, filter::LevelFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::staff::Journal;

/// From now on a panic is logged by its place alone, and not by what it says: a slice out of bounds quotes the text it is
/// of, a library whatever it likes.
pub fn say_where_it_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let thread = std::thread::current();
        let (file, line) = panic
            .location()
            .map_or(("", 0), |at| (at.file(), at.line()));
        tracing::error!(
            hop = "kiosk",
            code = "KIOSK-PANIC",
            thread = thread.name().unwrap_or_default(),
            file,
            line
        );
    }));
}

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
    say_where_it_panics();
    journal
}
