// SPDX-License-Identifier: GPL-3.0-only
//! A panic says where, and nothing of what was at hand. A file of its own: a process has one hook.
#![allow(missing_docs, clippy::unwrap_used, clippy::string_slice)]

use std::{
    io,
    sync::{Arc, Mutex},
};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_panic_is_logged_by_its_place_alone() {
    let written = Written::default();
    let writer = written.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone());
    kiosk_app::logging::say_where_it_panics();
    tracing::subscriber::with_default(lines.with_ansi(false).finish(), || {
        let name = String::from("見本　花子");
        let cut = std::hint::black_box(1);
        assert!(std::panic::catch_unwind(|| name[cut..].len()).is_err());
    });
    let _ = std::panic::take_hook();
    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("KIOSK-PANIC"), "{log}");
    assert!(log.contains("panics.rs"), "{log}");
    assert!(!log.contains("花子"), "{log}");
}
