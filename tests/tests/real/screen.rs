// SPDX-License-Identifier: GPL-3.0-only
//! A display of its own, and a finger.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use crate::process;

/// An X server without a monitor; it ends when this is dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

/// A place on a page that is 540 wide and 960 high, the design's unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(pub(crate) u32, pub(crate) u32);

impl Display {
    pub(crate) fn start() -> Display {
        let mut server = Command::new("Xvfb")
            // It chooses a free number and says so once it listens.
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1080x1920x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        let name = format!(
            ":{}",
            number.trim().parse::<u32>().expect("Xvfb tells its number")
        );
        Display { server, name }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let mut command = process::bounded("xdotool");
        process::output(command.args(arguments).env("DISPLAY", &self.name))
    }

    /// Waits for the kiosk's window; it must fill the display.
    pub(crate) fn wait_for_window(&self) {
        let said = self.xdotool(&[
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "^Kiosk$",
            "getwindowgeometry",
        ]);
        assert!(said.contains("Position: 0,0"), "{said}");
        assert!(said.contains("Geometry: 1080x1920"), "{said}");
    }

    /// Keys of a keypad, one after the other, by the names that X11 has for them.
    pub(crate) fn keys(&self, keys: &[&str]) {
        self.xdotool(&[&["key"], keys].concat());
    }

    pub(crate) fn touch(&self, Place(x, y): Place) {
        let (x, y) = ((2 * x).to_string(), (2 * y).to_string());
        self.xdotool(&["mousemove", &x, &y, "click", "1"]);
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked, not killed: it removes its socket and its lock.
        process::end(&mut self.server);
    }
}
