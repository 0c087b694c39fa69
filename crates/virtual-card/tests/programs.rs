//! The program `virtual-card` itself, with a real pcscd: a card in a reader driven from standard input, and a command
//! with a service around it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::with_service;
use pcsc::{Context, Protocols, ReaderState, Scope, ShareMode, State};
use std::ffi::{CStr, OsStr};
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::ops::Not as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::Duration;
use virtual_card::pcscd::PrivatePcscd;

const PROGRAM: &str = env!("CARGO_BIN_EXE_virtual-card");
const FIRST: &CStr = c"Virtual PCD 00 00";
const PATIENCE: Duration = Duration::from_secs(60);

const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08";
const WRONG_PIN: &[u8] = b"\x00\x20\x00\x91\x049999";
const TRIES: &[u8] = b"\x00\x20\x00\x91";

fn profile(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../assets/cards")
        .join(format!("{name}.toml"))
}

/// `virtual-card serve`, and the talk with it.
struct Serve {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Serve {
    fn start(service: &PrivatePcscd, name: &str) -> Self {
        let mut process = service
            .beside(PROGRAM)
            .args([
                "serve".as_ref(),
                "--profile".as_ref(),
                profile(name).as_os_str(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut serve = Self {
            process,
            input,
            output,
        };
        assert_eq!(serve.line(), "inserted");
        serve
    }

    fn line(&mut self) -> String {
        self.output.next().expect("serve has ended").unwrap()
    }

    fn tell(&mut self, command: impl AsRef<[u8]>) -> String {
        self.input.write_all(command.as_ref()).unwrap();
        self.input.write_all(b"\n").unwrap();
        self.line()
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until PC/SC says so of the first reader.
fn wait_for(context: &Context, wanted: State) {
    let mut states = [ReaderState::new(FIRST, State::UNAWARE)];
    while !states[0].event_state().contains(wanted) {
        states[0].sync_current_state();
        context.get_status_change(PATIENCE, &mut states).unwrap();
    }
}

fn transmit(card: &pcsc::Card, command: &[u8]) -> Vec<u8> {
    let mut buffer = vec![0; pcsc::MAX_BUFFER_SIZE_EXTENDED];
    card.transmit(command, &mut buffer).unwrap().to_vec()
}

/// An error, or an answer without a status word: how vpcd says that the card went.
fn gets_nothing(card: &pcsc::Card, command: &[u8]) -> bool {
    let mut buffer = vec![0; pcsc::MAX_BUFFER_SIZE_EXTENDED];
    card.transmit(command, &mut buffer)
        .is_ok_and(|answer| answer.len() >= 2)
        .not()
}

fn connected(context: &Context) -> pcsc::Card {
    context
        .connect(FIRST, ShareMode::Exclusive, Protocols::ANY)
        .unwrap()
}

#[test]
fn a_served_card_is_put_in_taken_out_and_swapped_from_standard_input() {
    let test = "a_served_card_is_put_in_taken_out_and_swapped_from_standard_input";
    with_service(test, |service| {
        let context = Context::establish(Scope::User).unwrap();
        let mut serve = Serve::start(&service, "default");
        wait_for(&context, State::PRESENT);
        assert_eq!(serve.tell("status"), "inserted tries=3 apdus=0 verifies=0");
        {
            let card = connected(&context);
            assert_eq!(transmit(&card, SELECT), [0x90, 0x00]);
            assert_eq!(transmit(&card, WRONG_PIN), [0x63, 0xC2]);
        }
        assert_eq!(serve.tell("remove"), "removed");
        wait_for(&context, State::EMPTY);
        assert_eq!(serve.tell("remove"), "removed");
        assert_eq!(serve.tell("status"), "removed tries=2 apdus=2 verifies=1");
        // The counter has outlived the removal.
        assert_eq!(serve.tell("insert"), "inserted");
        {
            let card = connected(&context);
            assert_eq!(transmit(&card, SELECT), [0x90, 0x00]);
            assert_eq!(transmit(&card, TRIES), [0x63, 0xC2]);
        }
        assert_eq!(serve.tell("insert"), "inserted");
        let swap = |name: &str| format!("swap {}", profile(name).display());
        assert_eq!(serve.tell(swap("not-mynumber")), "swapped");
        assert_eq!(transmit(&connected(&context), SELECT), [0x6A, 0x82]);
        assert_eq!(serve.tell(swap("forgetful")), "swapped");
        for _ in 0..2 {
            {
                let card = connected(&context);
                assert_eq!(transmit(&card, SELECT), [0x90, 0x00]);
                assert_eq!(transmit(&card, WRONG_PIN), [0x63, 0xC2]);
            }
            assert_eq!(serve.tell("remove"), "removed");
            assert_eq!(serve.tell("insert"), "inserted");
        }
        assert_eq!(serve.tell("quit"), "quit");
        assert_eq!(serve.process.wait().unwrap().code(), Some(0));
        wait_for(&context, State::EMPTY);
    });
}

#[test]
fn nonsense_on_standard_input_changes_nothing_and_its_end_neither() {
    let test = "nonsense_on_standard_input_changes_nothing_and_its_end_neither";
    with_service(test, |service| {
        let context = Context::establish(Scope::User).unwrap();
        let mut serve = Serve::start(&service, "default");
        let long = vec![b'a'; 1_000_000];
        for nonsense in [
            b"eject".as_slice(),
            b"remove now",
            b"INSERT",
            b"swap",
            b"swap /nonexistent.toml",
            b"swap /",
            b"swap /dev/null",
            b"\xFF\xFE\x00\x01",
            b"remove\x00",
            &long,
        ] {
            let said = serve.tell(nonsense);
            assert!(said.starts_with("error: "), "{said}");
        }
        let bad = tempfile::NamedTempFile::new().unwrap();
        fs::write(bad.path(), "[holder]\nnumbr = \"1\"\n").unwrap();
        let said = serve.tell(format!("swap {}", bad.path().display()));
        assert!(said.contains("line 2") && said.contains("numbr"), "{said}");
        serve.input.write_all(b"\n   \n\r\n").unwrap();
        assert_eq!(
            serve.tell("status\r"),
            "inserted tries=3 apdus=0 verifies=0"
        );
        // The end of input is no command.
        drop(std::mem::replace(&mut serve.input, replacement()));
        wait_for(&context, State::PRESENT);
        assert_eq!(transmit(&connected(&context), SELECT), [0x90, 0x00]);
    });
}

/// Somewhere to write to, for a child whose own input has been closed.
fn replacement() -> ChildStdin {
    let mut child = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
    let input = child.stdin.take().unwrap();
    child.wait().unwrap();
    input
}

#[test]
fn a_second_card_in_one_reader_is_refused_and_the_first_stays() {
    let test = "a_second_card_in_one_reader_is_refused_and_the_first_stays";
    with_service(test, |service| {
        let context = Context::establish(Scope::User).unwrap();
        let serve = Serve::start(&service, "default");
        let output = service
            .beside(PROGRAM)
            .args([
                "serve".as_ref(),
                "--profile".as_ref(),
                profile("copied").as_os_str(),
            ])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("another card"), "{said}");
        assert_eq!(transmit(&connected(&context), SELECT), [0x90, 0x00]);
        drop(serve);
    });
}

#[test]
fn a_served_card_comes_back_with_its_service_and_after_a_broken_contact() {
    let test = "a_served_card_comes_back_with_its_service_and_after_a_broken_contact";
    with_service(test, |mut service| {
        let context = Context::establish(Scope::User).unwrap();
        let mut serve = Serve::start(&service, "flaky");
        {
            let card = connected(&context);
            transmit(&card, SELECT);
            transmit(&card, b"\x00\x20\x00\x91\x041234");
            // EF 0003.
            assert!(gets_nothing(&card, b"\x00\xB0\x83\x00\x00"));
        }
        assert_eq!(serve.line(), "reset by its profile");
        assert_eq!(serve.line(), "inserted");
        assert_eq!(transmit(&connected(&context), SELECT), [0x90, 0x00]);

        service.stop_service().unwrap();
        assert_eq!(serve.line(), "reader lost");
        assert!(serve.tell("status").starts_with("removed tries=3"));
        // What cannot be done changes nothing: this card is still the one, and still waits for its reader.
        let other = format!("swap {}", profile("last-try").display());
        assert!(serve.tell(&other).starts_with("error: "));
        assert!(serve.tell("status").starts_with("removed tries=3"));
        service.start_service().unwrap();
        assert_eq!(serve.line(), "inserted");
        let context = Context::establish(Scope::User).unwrap();
        assert_eq!(transmit(&connected(&context), SELECT), [0x90, 0x00]);
    });
}

#[test]
fn a_mute_card_can_be_taken_out_while_a_program_waits_for_it_and_another_put_in() {
    let test = "a_mute_card_can_be_taken_out_while_a_program_waits_for_it_and_another_put_in";
    with_service(test, |service| {
        let context = Context::establish(Scope::User).unwrap();
        let mut serve = Serve::start(&service, "mute");
        let card = connected(&context);
        transmit(&card, SELECT);
        transmit(&card, b"\x00\x20\x00\x91\x041234");
        let (asks, asking) = std::sync::mpsc::channel();
        let waiting = std::thread::spawn(move || {
            asks.send(()).unwrap();
            gets_nothing(&card, b"\x00\xB0\x83\x00\x00")
        });
        asking.recv().unwrap();
        // The card has been asked, and says nothing.
        while !serve.tell("status").contains("apdus=3") {
            std::thread::yield_now();
        }
        assert_eq!(serve.tell("remove"), "removed");
        assert!(waiting.join().unwrap());
        let swap = format!("swap {}", profile("default").display());
        assert_eq!(serve.tell(swap), "swapped");
        wait_for(&context, State::PRESENT);
        assert_eq!(transmit(&connected(&context), SELECT), [0x90, 0x00]);
    });
}

#[test]
fn serve_without_a_reader_says_what_to_do() {
    // A port of which nobody else knows, and where nobody listens once it is closed.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let output = Command::new(PROGRAM)
        .args(["serve", "--vpcd", &format!("127.0.0.1:{port}"), "--profile"])
        .arg(profile("default"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("vsmartcard-vpcd") && said.contains("virtual-card pcscd"),
        "{said}"
    );
}

/// `virtual-card pcscd`, its files in a folder of their own.
fn around(folder: &Path, card: Option<&str>, command: &[&str]) -> Command {
    let mut around = Command::new(PROGRAM);
    around.env("TMPDIR", folder).arg("pcscd");
    if let Some(name) = card {
        around.arg("--profile").arg(profile(name));
    }
    around.arg("--").args(command);
    around
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

/// Whether a process has `mark` among its arguments or its environment.
fn anybody_with(mark: &OsStr) -> bool {
    let mark = mark.as_encoded_bytes();
    let ours = std::process::id().to_string();
    fs::read_dir("/proc").unwrap().flatten().any(|entry| {
        let number = entry.file_name();
        number != *ours
            && ["cmdline", "environ"].iter().any(|file| {
                let said = fs::read(entry.path().join(file)).unwrap_or_default();
                said.windows(mark.len()).any(|part| part == mark)
            })
    })
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap().trim()
}

#[test]
fn a_command_gets_its_input_its_reader_and_its_exit_code_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = around(
        folder.path(),
        Some("default"),
        &[
            "sh",
            "-c",
            "cat; test -S \"$PCSCLITE_CSOCK_NAME\" && exit 42",
        ],
    )
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    child.stdin.take().unwrap().write_all(b"1234\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(42));
    assert_eq!(text(&output), "1234");
    assert!(is_empty(folder.path()));
    assert!(!anybody_with(folder.path().as_os_str()));
    for (command, code) in [
        (["true", ""].as_slice(), 0),
        (&["sh", "-c", "kill -KILL $$"], 137),
        (&["sh", "-c", "kill -TERM $$"], 143),
        (&["/nonexistent"], 127),
        (&["/"], 126),
    ] {
        let output = around(folder.path(), None, command).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{command:?}");
        assert!(is_empty(folder.path()), "{command:?}");
    }
    let mut bad = around(folder.path(), None, &["true"]);
    bad.env("PATH", "/nonexistent");
    assert_eq!(bad.output().unwrap().status.code(), Some(127));
    let missing = around(folder.path(), Some("no-such-card"), &["true"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(125));
    assert!(is_empty(folder.path()));
    assert!(!anybody_with(folder.path().as_os_str()));
}

#[test]
fn a_signal_reaches_the_command_and_everything_is_taken_down() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let folder = tempfile::tempdir().unwrap();
        // A shell with a child: both have to go.
        let script = "trap - INT TERM HUP; echo ready; sleep 86400; true";
        let mut child = around(folder.path(), Some("default"), &["sh", "-c", script])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = [0; 6];
        let mut output = child.stdout.take().unwrap();
        output.read_exact(&mut ready).unwrap();
        assert!(!is_empty(folder.path()));
        let pid = child.id().to_string();
        Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status()
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(code), "{signal} {:?}", status.signal());
        assert!(is_empty(folder.path()), "{signal}");
        // Whoever holds the other end of the pipe has gone too.
        output.read_to_end(&mut Vec::new()).unwrap();
        assert!(!anybody_with(folder.path().as_os_str()), "{signal}");
    }
}

#[test]
fn a_command_that_will_not_end_is_killed_by_the_second_signal() {
    let folder = tempfile::tempdir().unwrap();
    let script = "trap 'echo no' TERM; echo ready; while :; do sleep 1; done";
    let mut child = around(folder.path(), None, &["sh", "-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = child.id().to_string();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    for said in ["ready", "no"] {
        assert_eq!(output.next().unwrap().unwrap(), said);
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    }
    assert_eq!(child.wait().unwrap().code(), Some(137));
    assert!(is_empty(folder.path()));
}

#[test]
fn killed_itself_it_leaves_no_service_and_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let script = "echo ready; read -r end; exit 0";
    let mut child = around(folder.path(), Some("default"), &["sh", "-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = [0; 6];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut ready)
        .unwrap();
    let input = child.stdin.take();
    child.kill().unwrap();
    child.wait().unwrap();
    // COMMAND is not our child and ends with its input.
    drop(input);
    while !is_empty(folder.path()) || anybody_with(folder.path().as_os_str()) {
        std::thread::yield_now();
    }
}

#[test]
fn nobody_has_to_be_root() {
    if !rustix::process::geteuid().is_root() {
        // Every other test has shown it.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let everybody =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    everybody(folder.path(), 0o777);
    let (program, card) = (
        folder.path().join("virtual-card"),
        folder.path().join("card.toml"),
    );
    fs::copy(PROGRAM, &program).unwrap();
    fs::copy(profile("default"), &card).unwrap();
    everybody(&program, 0o755);
    everybody(&card, 0o644);
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    everybody(&files, 0o777);
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
        .arg(&program)
        .args(["pcscd", "--profile"])
        .arg(&card)
        .args([
            "--",
            "sh",
            "-c",
            "id -u; test -S \"$PCSCLITE_CSOCK_NAME\" && exit 42",
        ])
        .env("TMPDIR", &files)
        .current_dir("/")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        (output.status.code(), text(&output)),
        (Some(42), "65534"),
        "{errors}"
    );
    assert!(is_empty(&files));
}
