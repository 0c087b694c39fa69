//! The program: help, configuration, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use line::Role;
use relay_center::Config;
use relay_center::pki::{End, ThrowAwayPki};

const EXAMPLE: &str = include_str!("../center.example.toml");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relay-center"))
        .args(arguments)
        .output()
        .unwrap()
}

/// A folder with everything that the example configuration names.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pki = ThrowAwayPki::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for (name, end) in [
        ("center-server", End::Server),
        ("center-client", End::Client),
    ] {
        let pair = pki.issue(Role::Center, "main", end).unwrap();
        write(&format!("{name}.pem"), &pair.certificate_pem);
        write(&format!("{name}.key"), &pair.key_pem);
    }
    write("root.pem", &pki.root_pem());
    write(
        "trust.toml",
        include_str!("../../../assets/trust/demo.toml"),
    );
    write("catalogue.toml", relay_center::DEMO_CATALOGUE);
    write("token.key", &format!("{}\n", "0f".repeat(32)));
    write("center.toml", EXAMPLE);
    folder
}

fn code(folder: &Path, text: &str) -> Option<&'static str> {
    let path = folder.join("changed.toml");
    fs::write(&path, text).unwrap();
    Config::from_file(&path).err().map(|error| error.code())
}

#[test]
fn the_example_configuration_works() {
    let folder = folder();
    assert_eq!(code(folder.path(), EXAMPLE), None);
    let with_key = EXAMPLE.replace("# token_key", "token_key");
    assert_ne!(with_key, EXAMPLE);
    assert_eq!(code(folder.path(), &with_key), None);
}

#[test]
fn a_wrong_configuration_says_so() {
    let folder = folder();
    let missing = EXAMPLE.replace("root.pem", "nowhere.pem");
    assert_eq!(code(folder.path(), &missing), Some("CENTER-FILE"));
    assert_eq!(
        code(folder.path(), &format!("surprise = 1\n{EXAMPLE}")),
        Some("CENTER-CONFIG")
    );
    let no_key = EXAMPLE.replace("key = \"center-server.key\"", "key = \"center-server.pem\"");
    assert_eq!(code(folder.path(), &no_key), Some("LINE-NO-KEY"));
    let short = EXAMPLE.replace("# token_key = \"token.key\"", "token_key = \"root.pem\"");
    assert_eq!(code(folder.path(), &short), Some("CENTER-CONFIG"));
}

#[test]
fn help_tells_what_it_is_and_what_it_needs() {
    let help = run(&["--help"]);
    let text = String::from_utf8(help.stdout).unwrap();
    assert!(help.status.success());
    for wanted in [
        "--config",
        "証明書交付センター",
        "catalogue",
        "[tls]",
        "[vrs]",
        "[cards]",
        "Exit codes",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing");
    }
}

#[test]
fn exit_codes_tell_usage_from_configuration() {
    assert_eq!(run(&[]).status.code(), Some(64));
    let nowhere = run(&["--config", "/nonexistent/center.toml"]);
    assert_eq!(nowhere.status.code(), Some(78));
    assert!(
        String::from_utf8(nowhere.stderr)
            .unwrap()
            .contains("CENTER-FILE")
    );
}
