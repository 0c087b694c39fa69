// SPDX-License-Identifier: GPL-3.0-only
//! End-to-end tests, and tests that look at the whole source: see the folder `tests`. In here is what several share.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The kiosk configuration `config` with pages that take a touch as soon as they have come: a test's finger waits for
/// nothing but the screen. It is written beside the other, whose paths it shares.
///
/// # Errors
/// Where it cannot be read or written, or has no place for it.
pub fn at_once(config: &Path) -> io::Result<PathBuf> {
    let text = fs::read_to_string(config)?;
    let at_once = text.replace("[window]\n", "[window]\nsettle-ms = 0\n");
    if at_once == text {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let path = config.with_file_name("kiosk-at-once.toml");
    fs::write(&path, at_once)?;
    Ok(path)
}
