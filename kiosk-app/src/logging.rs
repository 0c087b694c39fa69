// SPDX-License-Identifier: GPL-3.0-only
//! The log: to standard error, one line an event, with the hop, the code and the session's random id. There is no
//! personal data in it because no type that holds any can be formatted.

use tracing::Level;

/// Starts the log of this process.
pub fn start() {
    // Never below INFO: a library's debug line could show bytes on the wire.
    let result = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_max_level(Level::INFO)
        .try_init();
    if result.is_err() {
        eprintln!("the log was already started");
    }
}
