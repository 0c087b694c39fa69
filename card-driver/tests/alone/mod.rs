//! Tests of a program's own use of PC/SC, each in a process of its own.
//!
//! pcsc-lite finds its service by an environment variable, once for a whole process. In a process of this kind that
//! variable names a link to the service that the test started last.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::process::Command;
use virtual_card::pcscd::{PrivatePcscd, SOCKET_VARIABLE};

/// Names the test that a process is to run.
const CHILD: &str = "TEST_ALONE";

/// Runs `body` in a process of its own. `test` is the path of the test that calls this.
pub(crate) fn alone(test: &str, body: impl FnOnce(&World)) {
    if std::env::var(CHILD).is_ok_and(|name| name == test) {
        let link = PathBuf::from(std::env::var_os(SOCKET_VARIABLE).unwrap());
        return body(&World { link });
    }
    let directory = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(CHILD, test)
        .env(SOCKET_VARIABLE, directory.path().join("service"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    let status = output.status;
    assert!(status.success(), "{status}\n{said}{failed}");
    assert!(said.contains("1 passed"), "the name is wrong: {said}");
}

/// What a test in a process of its own has for itself.
pub(crate) struct World {
    link: PathBuf,
}

impl World {
    /// Starts a service, its readers empty, and makes it the one that this process finds.
    pub(crate) fn start(&self) -> PrivatePcscd {
        let service = PrivatePcscd::start_empty().unwrap();
        let _ = std::fs::remove_file(&self.link);
        std::os::unix::fs::symlink(service.socket(), &self.link).unwrap();
        service
    }
}
