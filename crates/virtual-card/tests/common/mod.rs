//! A private service that this process itself is a client of.

use std::path::PathBuf;
use std::process::Command;
use virtual_card::pcscd::{PrivatePcscd, SOCKET_VARIABLE};

/// Names the test that a process is to run.
const CHILD: &str = "VIRTUAL_CARD_TEST";

/// Runs `body` with a service, its readers empty, in a process of its own: the client library reads its variable
/// from the environment, which a process cannot change for itself without `unsafe`.
pub(crate) fn with_service(test: &str, body: impl FnOnce(PrivatePcscd)) {
    if std::env::var(CHILD).is_ok_and(|name| name == test) {
        let service = PrivatePcscd::start_empty().unwrap();
        let link = PathBuf::from(std::env::var_os(SOCKET_VARIABLE).unwrap());
        std::os::unix::fs::symlink(service.socket(), link).unwrap();
        return body(service);
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
    assert!(output.status.success(), "{said}{failed}");
    assert!(said.contains("1 passed"), "the name is wrong: {said}");
}
