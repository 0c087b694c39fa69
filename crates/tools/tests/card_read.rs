//! `card-read` over a real, private pcscd with vpcd and the virtual card.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};
use virtual_card::pcscd::{PrivatePcscd, Reader, SOCKET_VARIABLE};
use virtual_card::{ATR, Profile, VirtualCard};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

fn profile(name: &str, more: &str) -> Profile {
    let text =
        std::fs::read_to_string(assets().join("cards").join(format!("{name}.toml"))).unwrap();
    Profile::from_toml(&format!("{text}\n{more}")).unwrap()
}

fn command(service: Option<&PrivatePcscd>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_card-read"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    match service {
        Some(service) => service.tell(&mut command),
        None => command.env(SOCKET_VARIABLE, "/nonexistent/pcscd.comm"),
    };
    command
}

fn started(service: Option<&PrivatePcscd>, arguments: &[&str], pin: &str) -> Child {
    let trust = assets().join("trust/demo.toml");
    let arguments = [&["--trust", trust.to_str().unwrap()], arguments].concat();
    let mut child = command(service, &arguments).spawn().unwrap();
    // It may have ended without reading: wrong arguments.
    let _ = child.stdin.take().unwrap().write_all(pin.as_bytes());
    child
}

/// Exit code and the one JSON object, which is held against docs/testers.md.
fn ended(child: Child) -> (i32, Value) {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let said: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text.lines().count(), 1);
    let code = output.status.code().unwrap();
    assert_eq!(said["exit"], code);
    assert_as_documented(&said);
    let errors = String::from_utf8(output.stderr).unwrap();
    for secret in ["123456789018", "1234567", "PIN 1234"] {
        assert!(
            !text.contains(secret) && !errors.contains(secret),
            "{text}{errors}"
        );
    }
    (code, said)
}

/// The rows of the table in docs/testers.md that begins with `head`, by cells.
fn table(head: &str, nth: usize) -> Vec<Vec<String>> {
    let guide = include_str!("../../../docs/testers.md");
    let (_, rest) = guide.split_once("## What card-read says").unwrap();
    let table = rest.split(head).nth(nth).unwrap();
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

/// What stands in backquotes in a cell.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Names, and which of them must be there.
fn fields(nth: usize) -> Vec<(String, bool)> {
    table("| Field | Type | When |", nth)
        .iter()
        .flat_map(|row| {
            let always = row[2].starts_with("always");
            quoted(&row[0]).into_iter().map(move |name| (name, always))
        })
        .collect()
}

fn assert_fields(object: &Value, fields: &[(String, bool)]) {
    for (name, always) in fields {
        assert!(!always || object.get(name).is_some(), "{name}: {object}");
    }
    for name in object.as_object().unwrap().keys() {
        assert!(fields.iter().any(|(known, _)| known == name), "{name}");
    }
}

fn assert_as_documented(said: &Value) {
    assert_fields(said, &fields(1));
    let steps = said["trace"].as_array().unwrap();
    for step in steps {
        assert_fields(step, &fields(2));
    }
    let (exit, code) = (said["exit"].to_string(), said["code"].as_str().unwrap());
    let known = |row: &Vec<String>| row[0] == exit && quoted(&row[1]).iter().any(|c| c == code);
    let codes = table("| Exit | Code | Meaning |", 1);
    assert!(codes.iter().any(known), "{exit} {code} is not documented");
    let has = |name: &str| said.get(name).is_some();
    assert_eq!(has("holder"), exit == "0", "personal fields only at exit 0");
    let tells_tries = matches!(exit.as_str(), "2" | "3" | "9")
        || matches!(code, "CARD-TRIES-CHANGED" | "CARD-ANSWER-LOST");
    assert_eq!(has("tries_left"), tells_tries, "{said}");
    assert!(has("hierarchy") || !matches!(exit.as_str(), "0" | "2" | "6"));
    assert_eq!(said["apdus"] == 0, steps.is_empty(), "{said}");
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
        // vpcd does not answer a loss of power: it is done a moment after it was ordered.
        let until = Instant::now() + Duration::from_secs(20);
        let left_open = || service.with_card(|card| card.is_open()).unwrap();
        while left_open() && name != "stays-open" {
            assert!(Instant::now() < until, "{name} is left locked");
            thread::yield_now();
        }
        if exit == 0 {
            assert_eq!(said["holder"]["name"], "見本　花子");
            assert_eq!(said["holder"]["birth_date"], "1985-04-12");
            assert_eq!(said["hierarchy"], "test");
        }
        service.remove();
    }
}

#[test]
fn every_ready_made_card_is_found_to_be_what_its_profile_says() {
    let cards = std::fs::read_dir(assets().join("cards")).unwrap();
    let names: Vec<String> = cards
        .map(|card| card.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(names.len() >= 25);
    let next = AtomicUsize::new(0);
    // A service each, as one would not see one card gone before the next lies there; most of the time is waiting.
    let one_after_another = || {
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let card = profile(name, "");
            let expected = card.expected().cloned().unwrap();
            let pin = String::from_utf8(card.pin().to_vec()).unwrap();
            let service = PrivatePcscd::start(card).unwrap();
            let (exit, said) = read(&service, &[], &pin);
            assert_eq!(exit, i32::from(expected.exit), "{name}: {said}");
            // A card that resets itself: pcscd may not notice, and then has only an exchange that failed.
            if expected.code != "CARD-RESET" {
                assert_eq!(said["code"], expected.code, "{name}: {said}");
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(one_after_another);
        }
    });
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
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let (_, said) = read(&service, &[], "1234");
    let commands = said["apdus"].as_u64().unwrap();
    assert!(commands > 10);
    // A service each: pcscd looks once in 400 ms, and would not see one card gone before the next lies there.
    for at in 1..=commands {
        let fault = format!("[[fault]]\napdu = {at}\ndo = \"remove\"");
        let mut service = PrivatePcscd::start(profile("default", &fault)).unwrap();
        assert!(service.wait_until_seen());
        let (exit, said) = read(&service, &[], "1234");
        assert_eq!(
            (exit, &said["code"]),
            (5, &Value::from("CARD-REMOVED")),
            "at command {at}"
        );
        // It ended there: nothing was tried again.
        assert_eq!(said["apdus"], at);
        let card = service.remove().unwrap();
        assert!(card.verify_count() <= 1);
    }
}

#[test]
fn s8_a_card_that_resets_itself_at_any_command_is_lost_and_then_read() {
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let (_, said) = read(&service, &[], "1234");
    for at in 1..=said["apdus"].as_u64().unwrap() {
        let fault = format!("[[fault]]\napdu = {at}\ndo = \"reset\"");
        let mut service = PrivatePcscd::start(profile("default", &fault)).unwrap();
        assert!(service.wait_until_seen());
        let (exit, said) = read(&service, &[], "1234");
        assert_eq!(exit, 5, "at command {at}: {said}");
        assert_eq!(said["apdus"], at, "nothing is sent after it");
        // It does so once, and is put there again.
        let card = service.remove().unwrap();
        service.insert(card).unwrap();
        let (exit, said) = read(&service, &[], "1234");
        assert_eq!(exit, 0, "after command {at}: {said}");
    }
}

#[test]
fn s13_a_card_that_is_too_slow_is_left_in_time() {
    let slow = profile("default", "[latency]\napdu_ms = 1000");
    let service = PrivatePcscd::start(slow).unwrap();
    assert!(service.wait_until_seen());
    let (exit, said) = read(&service, &["--timeout", "0"], "1234");
    assert_eq!((exit, &said["code"]), (5, &Value::from("CARD-TIMEOUT")));
    // It was not torn away from it: the power is off.
    let last = said["trace"].as_array().unwrap().last().unwrap();
    assert_eq!(last["step"], "leave");
    assert!(last.get("failure").is_none());
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
    let other = ["--timeout", "0", "--reader", "no such reader"];
    let (exit, said) = read(&service, &other, "1234");
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
fn s1_service_and_card_may_come_while_the_time_runs() {
    let mut service = PrivatePcscd::start_empty().unwrap();
    service.stop_service().unwrap();
    let arguments = ["--test-hierarchy", "--timeout", "60"];
    let mut waiting = started(Some(&service), &arguments, "1234");
    // It says so when it meets no service, and only then is one started.
    let mut said = [0; 9];
    let errors = waiting.stderr.as_mut().unwrap();
    errors.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"card-read");
    service.start_service().unwrap();
    service
        .insert(VirtualCard::new(profile("default", "")))
        .unwrap();
    assert_eq!(ended(waiting).0, 0);
}

#[test]
fn s7_a_service_that_hangs_does_not_outlast_the_time() {
    let mut service = PrivatePcscd::start(profile("default", "")).unwrap();
    service.freeze_service().unwrap();
    // It ends by itself: a service that never answers would otherwise keep this test for ever.
    let (exit, said) = read(&service, &["--timeout", "0"], "1234");
    let code = Value::from("SLOT-SERVICE-HUNG");
    assert_eq!((exit, &said["code"]), (7, &code));
    service.thaw_service().unwrap();
    assert_eq!(read(&service, &[], "1234").0, 0);
}

#[test]
fn s10_a_card_that_another_program_holds_is_not_read() {
    let mute = profile("default", "[[fault]]\napdu = 3\ndo = \"mute\"");
    let service = PrivatePcscd::start(mute).unwrap();
    assert!(service.wait_until_seen());
    // The one waits for a card that does not answer, and has it for itself.
    let arguments = ["--test-hierarchy", "--timeout", "60"];
    let mut one = started(Some(&service), &arguments, "1234");
    while service.with_card(|card| card.apdu_count()).unwrap() < 3 {
        thread::yield_now();
    }
    let (exit, said) = read(&service, &["--timeout", "0"], "1234");
    assert_eq!((exit, &said["code"]), (5, &Value::from("SLOT-IN-USE")));
    assert_eq!(service.with_card(|card| card.apdu_count()), Some(3));
    one.kill().unwrap();
    one.wait().unwrap();
}

#[test]
fn of_two_cards_the_my_number_card_is_read_and_of_two_of_those_none() {
    for (first, second, exit, code) in [
        ("not-mynumber", "default", 0, "OK"),
        ("default", "not-mynumber", 0, "OK"),
        ("not-mynumber", "not-mynumber", 8, "CARD-NOT-MYNUMBER"),
        ("default", "default", 5, "SLOT-SEVERAL-CARDS"),
    ] {
        let mut service = PrivatePcscd::start_empty().unwrap();
        let verifies = |service: &PrivatePcscd| {
            [Reader::First, Reader::Second]
                .map(|reader| service.inserted(reader).unwrap())
                .map(|inserted| inserted.with_card(|card| card.verify_count()))
        };
        // Each by its name, which also shows that the service has seen it.
        let both = [
            (Reader::First, "00 00", first),
            (Reader::Second, "00 01", second),
        ];
        for (reader, name, card) in both {
            service
                .insert_into(reader, VirtualCard::new(profile(card, "")))
                .unwrap();
            let (exited, said) = read(&service, &["--reader", name], "1234");
            assert_eq!(exited, if card == "default" { 0 } else { 8 }, "{said}");
        }
        let before = verifies(&service);
        let (exited, said) = read(&service, &[], "1234");
        assert_eq!((exited, &said["code"]), (exit, &Value::from(code)));
        let after = verifies(&service);
        let sent = after.iter().sum::<u64>() - before.iter().sum::<u64>();
        assert_eq!(sent, u64::from(exit == 0));
    }
}

/// Lays a card into the reader that stops before it answers its n-th command, says so, and goes on when told.
fn hesitating_card(
    service: &mut PrivatePcscd,
    mut card: VirtualCard,
    at: u64,
) -> (Receiver<()>, Sender<()>) {
    let mut stream = service.connect(Reader::First).unwrap();
    let (stops, stopped) = channel();
    let (go_on, told) = channel();
    thread::spawn(move || {
        let mut length = [0; 2];
        while stream.read_exact(&mut length).is_ok() {
            let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut message).unwrap();
            let answer = match message.as_slice() {
                [4] => ATR.to_vec(),
                [0] => {
                    card.power_off();
                    continue;
                }
                [_] => {
                    card.reset();
                    continue;
                }
                command => {
                    let answer = card.transmit(command);
                    if card.apdu_count() == at {
                        stops.send(()).unwrap();
                        told.recv().unwrap();
                    }
                    answer
                }
            };
            let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
            if stream
                .write_all(&[&length, answer.as_slice()].concat())
                .is_err()
            {
                break;
            }
        }
    });
    (stopped, go_on)
}

#[test]
fn a_reading_killed_in_the_middle_leaves_nothing_to_the_next() {
    let mut service = PrivatePcscd::start(profile("default", "")).unwrap();
    let (_, said) = read(&service, &[], "1234");
    let steps = said["trace"].as_array().unwrap().clone();
    let verify = steps
        .iter()
        .position(|step| step["step"] == "VERIFY")
        .unwrap();
    service.stop_service().unwrap();
    service.start_service().unwrap();
    // The command after VERIFY: the card is open.
    let at = u64::try_from(verify).unwrap() + 2;
    let card = VirtualCard::new(profile("default", ""));
    let (stopped, go_on) = hesitating_card(&mut service, card, at);
    let mut killed = started(Some(&service), &["--test-hierarchy"], "1234");
    stopped.recv().unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    go_on.send(()).unwrap();
    let (exit, said) = read(&service, &[], "4321");
    assert_eq!((exit, &said["code"]), (2, &Value::from("CARD-WRONG-PIN")));
    let steps = said["trace"].as_array().unwrap();
    let place = |name: &str| steps.iter().position(|step| step["step"] == name);
    assert!(place("power cycle").unwrap() < place("VERIFY").unwrap());
}

#[test]
fn an_empty_answer_has_its_code() {
    let mut service = PrivatePcscd::start_empty().unwrap();
    let mut card = service.connect(Reader::First).unwrap();
    thread::spawn(move || {
        let mut length = [0; 2];
        while card.read_exact(&mut length).is_ok() {
            let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
            card.read_exact(&mut message).unwrap();
            match message.as_slice() {
                [4] => card.write_all(&[&[0, 9], ATR.as_slice()].concat()),
                [_] => Ok(()),
                _ => card.write_all(&[0, 1, 0x90]),
            }
            .unwrap();
        }
    });
    let (exit, said) = read(&service, &[], "1234");
    assert_eq!(
        (exit, &said["code"]),
        (5, &Value::from("CARD-EMPTY-ANSWER"))
    );
}

#[test]
fn the_last_try_is_told_before_a_bad_file_and_a_block_too() {
    let flip = "[[flip]]\nfile = \"0004\"\nbyte = 200";
    for (name, exit) in [("last-try", 9), ("blocked", 3), ("default", 4)] {
        let service = PrivatePcscd::start(profile(name, flip)).unwrap();
        assert_eq!(read(&service, &[], "4321").0, exit, "{name}");
        assert_eq!(service.with_card(|card| card.verify_count()), Some(0));
    }
}

#[test]
fn wrong_usage_is_said_as_json_too() {
    for (arguments, pin) in [
        (&["--test-hierarchy"][..], "123"),
        (&[], "12345"),
        (&[], ""),
        (&[], "\n1234"),
        (&[], " 1234"),
        (&[], "1234 "),
        (&[], "1234\r5"),
        (&[], "123456789018"),
        (&[], "12a4"),
        (&[], "１２３４"),
        (&["--timeout", "soon"], "1234"),
        (&["--timeout", "-1"], "1234"),
        (&["--no-such-flag"], "1234"),
        (&["--trust", "twice"], "1234"),
    ] {
        let (exit, said) = ended(started(None, arguments, pin));
        assert_eq!(
            (exit, &said["code"]),
            (64, &Value::from("USAGE")),
            "{arguments:?}"
        );
    }
    // Trust files that are none, and no arguments at all.
    let card = assets().join("cards/default.toml");
    for arguments in [
        &["--trust", "/nonexistent/trust.toml"][..],
        &["--trust", "/proc"],
        &["--trust", card.to_str().unwrap()],
        &["--trust", "/dev/null"],
        &[],
    ] {
        let mut child = command(None, arguments).spawn().unwrap();
        drop(child.stdin.take());
        assert_eq!(ended(child).0, 64, "{arguments:?}");
    }
}

#[test]
fn the_pin_may_come_by_any_kind_of_descriptor_or_not_at_all() {
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let trust = assets().join("trust/demo.toml");
    let arguments = ["--test-hierarchy", "--trust", trust.to_str().unwrap()];
    // A socket, which cannot be opened by a name.
    let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    (&ours).write_all(b"1234\n").unwrap();
    let mut by_socket = command(Some(&service), &arguments);
    by_socket.stdin(std::os::fd::OwnedFd::from(theirs));
    assert_eq!(ended(by_socket.spawn().unwrap()).0, 0);
    // A pipe that stays open without a word: it ends by itself.
    let arguments = [&arguments[..], &["--timeout", "0"]].concat();
    let mut silent = command(Some(&service), &arguments).spawn().unwrap();
    let open = silent.stdin.take();
    let (exit, said) = ended(silent);
    assert_eq!((exit, &said["code"]), (5, &Value::from("TIMEOUT")));
    drop(open);
}

#[test]
fn nobody_who_listens_is_no_failure() {
    let service = PrivatePcscd::start(profile("default", "")).unwrap();
    let mut child = started(Some(&service), &["--test-hierarchy"], "1234");
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
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
