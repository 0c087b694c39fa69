// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk-demo` as somebody calls it. (Its being here also makes `cargo test` build the program, which
//! the end-to-end tests run.)
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{os::unix::fs::PermissionsExt as _, process::Command};

use card_driver::TestHierarchy;
use demo::deployment::DEMO_STAFF_CODE;
use kiosk_app::staff::Digits;

fn kiosk_demo() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kiosk-demo"))
}

#[test]
fn help_tells_a_newcomer_what_happens() {
    let output = kiosk_demo().arg("--help").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for word in ["--auto", "--real", "--write-config", "target/demo", "1234"] {
        assert!(text.contains(word), "{word} is not in the help");
    }
    assert!(!text.contains("--kiosk-part"), "what is internal is shown");
}

#[test]
fn written_configurations_are_the_programs_own() {
    let folder = tempfile::tempdir().unwrap();
    let output = kiosk_demo()
        .arg("--write-config")
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    vrs::Config::load(&folder.path().join("vrs.toml")).unwrap();
    relay_center::Config::from_file(&folder.path().join("center.toml")).unwrap();
    let kiosk = kiosk_app::config::Config::load(&folder.path().join("kiosk.toml")).unwrap();
    kiosk.trust_anchors(TestHierarchy::Allowed).unwrap();
    kiosk.issuer_trust().unwrap();
    kiosk_app::setup::center(&kiosk).unwrap();
    kiosk_app::setup::printer(&kiosk).unwrap();
    let digits = Digits::parse(DEMO_STAFF_CODE).unwrap();
    assert!(kiosk.staff_code().unwrap().unwrap().is(&digits));
    // Only test anchors: without the flag the kiosk must not start.
    assert!(kiosk.trust_anchors(TestHierarchy::Refused).is_err());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "key")
        {
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
        }
    }
}

#[test]
fn what_kiosk_screens_cannot_draw_it_refuses_and_says_what_it_can() {
    for (arguments, known) in [
        (["--sizes", "1920x1080"], "1080x1920, 1280x800, 800x480"),
        (["--modes", "sideways"], "usual, large, contrast"),
        (["--languages", "xx"], "ja, en"),
        (["--only", "nothing-of-the-kind"], "--only"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_kiosk-screens"))
            .args(arguments)
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(known), "{told}");
    }
}
