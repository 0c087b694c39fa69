//! The program: help, configuration, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use line::Role;
use relay_center::Config;
use relay_center::pki::{End, ThrowAwayPki};
use relay_client::{CenterClient, CenterConfig, Timeouts};

const EXAMPLE: &str = include_str!("../center.example.toml");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relay-center"))
        .args(arguments)
        .output()
        .unwrap()
}

/// A folder with everything that the example configuration names.
fn folder() -> tempfile::TempDir {
    folder_of(&ThrowAwayPki::new().unwrap())
}

fn folder_of(pki: &ThrowAwayPki) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
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

/// Ends the program whatever becomes of the test.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

#[tokio::test]
async fn the_program_serves_kiosks_and_writes_no_file() {
    let pki = ThrowAwayPki::new().unwrap();
    let folder = folder_of(&pki);
    let path = folder.path().join("center.toml");
    fs::write(&path, EXAMPLE.replace("127.0.0.1:8443", "127.0.0.1:0")).unwrap();
    let before = fs::read_dir(folder.path()).unwrap().count();
    let child = Command::new(env!("CARGO_BIN_EXE_relay-center"))
        .arg("--config")
        .arg(&path)
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut started = Started(child.unwrap());
    let mut line = String::new();
    BufReader::new(started.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line
        .trim()
        .strip_prefix("relay-center: listening on ")
        .unwrap()
        .to_owned();
    let kiosk = pki.issue(Role::Kiosk, "0001", End::Client).unwrap();
    let client = CenterClient::new(CenterConfig {
        url,
        identity: kiosk.identity().unwrap(),
        roots: pki.roots().unwrap(),
        timeouts: Timeouts::default(),
    });
    let catalogue = client.unwrap().catalogue().await.unwrap();
    assert_eq!(catalogue.municipalities.len(), 1741);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
}
