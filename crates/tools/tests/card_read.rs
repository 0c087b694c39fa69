//! `card-read` over a real, private pcscd with vpcd and the virtual card.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use virtual_card::pcscd::{PrivatePcscd, SOCKET_VARIABLE};
use virtual_card::{Profile, VirtualCard};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

fn profile(name: &str, more: &str) -> Profile {
    let text =
        std::fs::read_to_string(assets().join("cards").join(format!("{name}.toml"))).unwrap();
    Profile::from_toml(&format!("{text}\n{more}")).unwrap()
}

fn started(service: Option<&PrivatePcscd>, arguments: &[&str], pin: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_card-read"));
    command
        .arg("--trust")
        .arg(assets().join("trust/demo.toml"))
        .args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    match service {
        Some(service) => service.tell(&mut command),
        None => command.env(SOCKET_VARIABLE, "/nonexistent/pcscd.comm"),
    };
    let mut child = command.spawn().unwrap();
    // It may have ended without reading: wrong arguments.
    let _ = child.stdin.take().unwrap().write_all(pin.as_bytes());
    child
}

/// Exit code and the one JSON object.
fn ended(child: Child) -> (i32, Value) {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let said: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text.lines().count(), 1);
    let code = output.status.code().unwrap();
    assert_eq!(said["exit"], code);
    assert_eq!(
        said["holder"].is_object(),
        code == 0,
        "personal fields only when all is right"
    );
    let errors = String::from_utf8(output.stderr).unwrap();
    for secret in ["123456789018", "1234567", "PIN 1234"] {
        assert!(
            !text.contains(secret) && !errors.contains(secret),
            "{text}{errors}"
        );
    }
    (code, said)
}

fn read(service: &PrivatePcscd, more: &[&str], pin: &str) -> (i32, Value) {
    ended(started(
        Some(service),
        &[&["--test-hierarchy"], more].concat(),
        pin,
    ))
}

#[test]
fn one_service_and_every_ready_made_card_in_turn() {
    let mut service = PrivatePcscd::start_empty().unwrap();
    for (name, pin, exit, code) in [
        ("default", "1234", 0, "OK"),
        ("short-only", "1234\n", 0, "OK"),
        ("left-open", "1234\r\n", 0, "OK"),
        ("default", "4321", 2, "CARD-WRONG-PIN"),
        ("blocked", "1234", 3, "CARD-PIN-BLOCKED"),
        ("bad-signature", "1234", 4, "CARD-SIGNATURE-WRONG"),
        ("copied", "1234", 6, "CARD-NOT-GENUINE"),
        ("copied", "4321", 2, "CARD-WRONG-PIN"),
        ("not-mynumber", "1234", 8, "CARD-NOT-MYNUMBER"),
        ("last-try", "1234", 9, "CARD-LAST-TRY"),
        ("stays-open", "1234", 10, "CARD-LEFT-OPEN"),
    ] {
        service.insert(VirtualCard::new(profile(name, ""))).unwrap();
        assert!(service.wait_until_seen());
        let (exited, said) = read(&service, &[], pin);
        assert_eq!(
            (exited, &said["code"]),
            (exit, &Value::from(code)),
            "{name}: {said}"
        );
        let verified = matches!(exit, 0 | 2 | 4 | 6);
        assert_eq!(
            service.with_card(|card| card.verify_count()),
            Some(u64::from(verified)),
            "{name}"
        );
        assert_eq!(
            service.with_card(|card| card.is_open()),
            Some(name == "stays-open"),
            "{name} is left locked"
        );
        if exit == 0 {
            assert_eq!(said["holder"]["name"], "見本　花子");
            assert_eq!(said["holder"]["birth_date"], "1985-04-12");
            assert_eq!(said["hierarchy"], "test");
        }
        service.remove();
    }
}

#[test]
fn a_card_of_the_test_hierarchy_is_refused_without_the_flag() {
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let (exit, said) = ended(started(Some(&service), &[], "1234"));
    assert_eq!(
        (exit, &said["code"]),
        (4, &Value::from("CARD-TEST-REFUSED"))
    );
    assert_eq!(service.with_card(|card| card.verify_count()), Some(0));
}

#[test]
fn a_card_that_comes_while_waiting_is_read() {
    let mut service = PrivatePcscd::start_empty().unwrap();
    let waiting = started(
        Some(&service),
        &["--test-hierarchy", "--reader", "Virtual"],
        "1234",
    );
    service
        .insert(VirtualCard::new(profile("default", "")))
        .unwrap();
    assert_eq!(ended(waiting).0, 0);
}

#[test]
fn a_card_taken_away_at_any_command_ends_it() {
    // A service each: pcscd looks once in 400 ms, and would not see one card gone before the next lies there.
    for at in [1, 3, 6, 8, 10, 12] {
        let fault = format!("[[fault]]\napdu = {at}\ndo = \"remove\"");
        let mut service = PrivatePcscd::start(profile("default", &fault)).unwrap();
        assert!(service.wait_until_seen());
        let (exit, said) = read(&service, &[], "1234");
        assert_eq!(
            (exit, &said["code"]),
            (5, &Value::from("CARD-REMOVED")),
            "at command {at}"
        );
        let card = service.remove().unwrap();
        assert!(card.verify_count() <= 1);
    }
}

#[test]
fn s13_a_mute_card_does_not_outlast_the_time() {
    let mute = profile("default", "[[fault]]\napdu = 8\ndo = \"mute\"");
    let service = PrivatePcscd::start(mute).unwrap();
    // It ends by itself: a card that never answers would otherwise keep this test for ever.
    let (exit, said) = read(&service, &["--timeout", "1"], "1234");
    assert_eq!(exit, 5, "{said}");
}

#[test]
fn s2_no_service_no_reader_and_no_card_are_told_apart() {
    let arguments = ["--test-hierarchy", "--timeout", "0"];
    let (exit, said) = ended(started(None, &arguments, "1234"));
    assert_eq!((exit, &said["code"]), (7, &Value::from("SLOT-NO-SERVICE")));
    let service = PrivatePcscd::start_empty().unwrap();
    let (exit, said) = read(&service, &["--reader", "no such reader"], "1234");
    assert_eq!((exit, &said["code"]), (7, &Value::from("SLOT-NO-READER")));
    let (exit, said) = ended(started(Some(&service), &arguments, "1234"));
    assert_eq!((exit, &said["code"]), (5, &Value::from("CARD-ABSENT")));
}

#[test]
fn s1_a_service_that_was_killed_and_started_again_serves() {
    let mut service = PrivatePcscd::start(profile("default", "")).unwrap();
    assert_eq!(read(&service, &[], "1234").0, 0);
    let waiting = {
        let card = service.stop_service().unwrap().unwrap();
        assert_eq!(read(&service, &["--timeout", "0"], "1234").0, 7);
        service.start_service().unwrap();
        service.insert(card).unwrap();
        started(Some(&service), &["--test-hierarchy"], "1234")
    };
    assert_eq!(ended(waiting).0, 0);
}

#[test]
fn wrong_usage_is_said_as_json_too() {
    for (arguments, pin) in [
        (&["--test-hierarchy"][..], "123"),
        (&[], "12345"),
        (&[], ""),
        (&[], "12a4"),
        (&["--timeout", "soon"], "1234"),
        (&["--no-such-flag"], "1234"),
    ] {
        let (exit, said) = ended(started(None, arguments, pin));
        assert_eq!(
            (exit, &said["code"]),
            (64, &Value::from("USAGE")),
            "{arguments:?}"
        );
    }
}

#[test]
fn nothing_of_a_service_stays_behind() {
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let directory = service.socket().parent().unwrap().to_owned();
    let mark = directory.to_str().unwrap().to_owned();
    let running = || {
        let processes = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.ok());
        processes
            .filter(|entry| {
                std::fs::read(entry.path().join("cmdline"))
                    .is_ok_and(|line| String::from_utf8_lossy(&line).contains(&mark))
            })
            .count()
    };
    assert!(running() >= 2, "the test would see them");
    drop(service);
    assert_eq!(running(), 0);
    assert!(!directory.exists());
}
