// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk` among real neighbours: a PC/SC service with a virtual reader, mutual TLS to center and VRS,
//! an IPP printer, a window and a finger. Then everything is searched for what must not have been kept.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod headset;
mod kiosk;
mod process;
mod screen;
mod screen_reader;
mod secrets;
mod trace;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use certificate::shc::{self, Jwks};
use demo::{
    stage,
    world::{Plan, World},
};
use kiosk::Kiosk;
use process::{bounded, descendants, left_behind, output};
use screen::{Display, Place};
use secrets::{Secret, files, found};
use trace::Trace;
use virtual_card::{Profile, VirtualCard};

/// Not 1234: a number that stands nowhere else.
const PIN: &str = "7391";

/// Where the pages have their buttons. The action that leads on is on every page at the same place.
const ONWARD: Place = Place(375, 889);
const SERVICE_CARD: Place = Place(270, 543);
const FIRST_MUNICIPALITY: Place = Place(75, 434);
const FIRST_KIND: Place = Place(270, 398);
const ONE_COPY: Place = Place(137, 347);
const MIDDLE: Place = Place(270, 480);

const fn pad(digit: u32) -> Place {
    let (column, row) = match digit {
        0 => (1, 3),
        digit => ((digit - 1) % 3, (digit - 1) / 3),
    };
    Place(104 + 166 * column, 456 + 98 * row)
}

/// The tests of this file look at the children of this process: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn real_world() -> World {
    World::start(Plan {
        real: true,
        ..Plan::default()
    })
    .unwrap()
}

/// The ordinary resident of the demo, with a PIN that can be searched for.
fn profile() -> String {
    let (_, text) = stage::PROFILES
        .iter()
        .find(|(name, _)| *name == "default")
        .unwrap();
    let changed = text.replace("value = \"1234\"", &format!("value = \"{PIN}\""));
    assert_ne!(changed, *text);
    changed
}

/// A value of the card's profile.
fn of_card(key: &str) -> String {
    let profile = profile();
    let line = profile
        .lines()
        .find(|line| line.starts_with(&format!("{key} = ")))
        .unwrap();
    line.split('"').nth(1).unwrap().to_owned()
}

fn walk(kiosk: &mut Kiosk, display: &Display, world: &mut World) {
    kiosk.wait_for("landlock_abi=");
    kiosk.wait_for_screen("attract");
    display.wait_for_window();
    // A window that has only just come may miss the first touch, as a person's finger would find.
    let begins = (0..10).any(|_| {
        display.touch(ONWARD);
        kiosk.shows_within("service", Duration::from_secs(5))
    });
    assert!(begins, "nothing begins");
    display.touch(ONWARD);
    kiosk.wait_for_screen("terms");
    display.touch(ONWARD);
    kiosk.wait_for_screen("place-card");
    let card = VirtualCard::new(Profile::from_toml(&profile()).unwrap());
    world.pcscd().unwrap().insert(card).unwrap();
    kiosk.wait_for_screen("pin");
    for digit in PIN.chars() {
        display.touch(pad(digit.to_digit(10).unwrap()));
    }
    display.touch(ONWARD);
    kiosk.wait_for_screen("reading");
    kiosk.wait_for_screen("take-card");
    world.pcscd().unwrap().remove().unwrap();
    kiosk.wait_for_screen("municipality");
    display.touch(FIRST_MUNICIPALITY);
    kiosk.wait_for_screen("kind");
    display.touch(FIRST_KIND);
    kiosk.wait_for_screen("copies");
    display.touch(ONE_COPY);
    kiosk.wait_for_screen("confirm");
    display.touch(ONWARD);
    kiosk.wait_for_screen("take-papers");
}

/// The one paper in the tray, and the text of its QR code, read by programs that are not ours.
fn read_paper(world: &World, folder: &Path) -> (String, String) {
    let papers = world.papers().unwrap();
    let [paper] = &papers[..] else {
        panic!("{} papers in the tray", papers.len())
    };
    let picture = folder.join("page");
    output(
        bounded("pdftoppm")
            .args(["-r", "300", "-png", "-singlefile"])
            .arg(paper)
            .arg(&picture),
    );
    let codes = output(
        bounded("zbarimg")
            .args(["--raw", "-q", "--nodbus"])
            .arg(picture.with_extension("png")),
    );
    let codes: Vec<&str> = codes.lines().collect();
    let [code] = codes[..] else {
        panic!("{} codes on the paper", codes.len())
    };
    let text = output(bounded("pdftotext").arg("-layout").arg(paper).arg("-"));
    (text.split_whitespace().collect(), code.to_owned())
}

/// The JWS in the code, which the issuer of this world must have signed about this resident.
fn check_code(world: &World, code: &str) -> String {
    let keys = Jwks::from_json(&fs::read(world.folder().join("shc-jwks.json")).unwrap()).unwrap();
    let jws = shc::from_qr_text(code).expect("the code is a SMART Health Card");
    let card = shc::verify(&jws, &keys).expect("the issuer signed it");
    let content = card.content();
    let mut names = content.names().iter();
    assert!(
        names.any(|name| name.joined("\u{3000}").as_str() == of_card("name")),
        "somebody else's name"
    );
    let born = content.birth_date().date().to_string().replace('-', "");
    assert_eq!(born, of_card("birth_date"));
    assert_eq!(content.immunizations().len(), 2);
    jws.to_string()
}

/// The same trace around a process that does write: it must be seen.
fn assert_that_writes_are_seen(folder: &Path) {
    let (trace, written) = (folder.join("control-trace"), folder.join("written"));
    let script = "echo 1 >written; mv written moved; mkdir sub; rmdir sub; rm moved; cat /etc/hostname >/dev/null";
    let mut control = trace::command(Path::new("/bin/sh"), &trace);
    let status = control
        .args(["-c", script])
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let trace = Trace::read(&trace);
    assert!(trace.has_read(Path::new("/etc/hostname")));
    let writes = trace.writes();
    // Some of them have two names, of which architectures have one.
    let names: Vec<&str> = writes
        .iter()
        .map(|call| call.name().trim_end_matches("at2").trim_end_matches("at"))
        .collect();
    let removed = if names.contains(&"rmdir") {
        "rmdir"
    } else {
        "unlink"
    };
    assert_eq!(
        names,
        ["open", "rename", "mkdir", removed, "unlink"],
        "{writes:?}"
    );
    assert_eq!(writes[0].opened(), written.to_str());
}

/// Nothing was written, by a trace that is no blind one.
fn check_trace(trace: &Path, config: &Path) {
    let trace = Trace::read(trace);
    assert!(
        trace.has_read(config),
        "the trace does not even show the configuration being read"
    );
    let mut threads: Vec<u32> = trace.calls().iter().map(|call| call.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    assert!(threads.len() > 1, "the trace has one thread only");
    assert!(
        trace.writes().is_empty(),
        "the kiosk wrote: {:#?}",
        trace.writes()
    );
    assert!(
        trace.denied().is_empty(),
        "the kiosk tried to write: {:#?}",
        trace.denied()
    );
}

/// Neither in the log nor in a file at these places that is younger than the test.
fn check_that_nothing_is_kept(
    world: &World,
    secrets: &[Secret],
    places: &[&Path],
    log: &str,
    began: SystemTime,
) {
    // What is looked for can be found: the input that VRS was given has it.
    let input = world.folder().join("residents.toml");
    let seen = found(secrets, &fs::read(&input).unwrap());
    assert!(
        seen.contains(&"name") && seen.contains(&"number"),
        "the search is blind: {seen:?}"
    );

    assert!(log.contains("screen="), "the log is empty");
    assert_eq!(found(secrets, log.as_bytes()), [""; 0], "in the log");
    let spool = world.folder().join("spool");
    let mut searched = 0;
    for file in places.iter().flat_map(|place| files(place)) {
        // Files of others may be there, and go away meanwhile.
        let changed = fs::metadata(&file).and_then(|file| file.modified());
        if file == input
            || file.starts_with(&spool)
            || !changed.is_ok_and(|changed| changed >= began)
        {
            continue;
        }
        let Ok(bytes) = fs::read(&file) else { continue };
        searched += 1;
        assert_eq!(found(secrets, &bytes), [""; 0], "in {}", file.display());
    }
    assert!(searched > 10, "only {searched} files were searched");
}

#[test]
fn r70_a_certificate_through_the_real_parts_and_nothing_is_kept() {
    let _alone = alone();
    // A file's time is coarser than the clock.
    let began = SystemTime::now() - Duration::from_secs(1);
    let folder = tempfile::tempdir().unwrap();
    assert_that_writes_are_seen(folder.path());

    let mut world = real_world();
    let display = Display::start();
    let mut kiosk = Kiosk::start(&mut world, &display, folder.path());
    walk(&mut kiosk, &display, &mut world);

    let limits = fs::read_to_string(format!("/proc/{}/limits", kiosk.number())).unwrap();
    let cores = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max core file size"));
    let cores: Vec<&str> = cores.unwrap().split_whitespace().collect();
    assert_eq!(cores[..2], ["0", "0"], "the kiosk could leave a core dump");

    // While it runs and the certificate is just out: what everybody can see of the process.
    let mut seen = Vec::new();
    for number in kiosk.processes() {
        let process = PathBuf::from(format!("/proc/{number}"));
        let arguments = fs::read(process.join("cmdline")).unwrap();
        assert!(!arguments.is_empty());
        seen.extend(arguments);
        // Closed to an ordinary user, which is as good.
        seen.extend(fs::read(process.join("environ")).unwrap_or_default());
    }
    display.touch(ONWARD);
    kiosk.wait_for_screen("thanks");
    display.touch(ONWARD);
    kiosk.wait_for("SESSION-FINISHED");
    kiosk.wait_for_screen("attract");
    assert_eq!(
        kiosk.screens(),
        [
            "out-of-service",
            "attract",
            "service",
            "terms",
            "place-card",
            "connecting",
            "pin",
            "reading",
            "take-card",
            "municipality",
            "kind",
            "copies",
            "applying",
            "confirm",
            "preparing",
            "printing",
            "take-papers",
            "thanks",
            "attract"
        ]
    );

    let (text, code) = read_paper(&world, folder.path());
    let name: String = of_card("name").split_whitespace().collect();
    assert!(text.contains(&name), "the name is not on the paper: {text}");
    let jws = check_code(&world, &code);

    let running = descendants(std::process::id());
    for name in [
        "kiosk",
        "strace",
        "Xvfb",
        "pcscd",
        "ippeveprinter",
        "dbus-daemon",
    ] {
        assert!(
            running.iter().any(|process| process.name == name),
            "{name} does not run: {running:?}"
        );
    }
    let trace = kiosk.end();
    check_trace(&trace, &kiosk::config(&world));
    assert_eq!(
        fs::read_dir(kiosk.home()).unwrap().count(),
        0,
        "the kiosk left something"
    );

    let parts: Vec<&str> = jws.split('.').collect();
    let secrets = [
        Secret::digits("PIN", PIN),
        Secret::text("number", &of_card("number")),
        Secret::text("name", &of_card("name")),
        Secret::text(
            "given name",
            of_card("name").split_whitespace().nth(1).unwrap(),
        ),
        Secret::text("address", &of_card("address")),
        Secret::text("birth date", &of_card("birth_date")),
        Secret::text("JWS payload", parts[1]),
        Secret::text("JWS signature", parts[2]),
        Secret::text("QR text", &code),
    ];
    assert_eq!(
        found(&secrets, &seen),
        [""; 0],
        "in the arguments or the environment"
    );
    assert!(
        secrets[0].is_in(b"pin=7391 ") && secrets[0].is_in(b"[7, 3, 9, 1]"),
        "the search is blind"
    );
    let pcscd = world
        .pcscd()
        .unwrap()
        .socket()
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .to_owned();
    // The paper read above does not belong to what is searched.
    let kept = folder.path().join("kept");
    fs::create_dir(&kept).unwrap();
    fs::rename(&trace, kept.join("trace")).unwrap();
    let places = [
        world.folder(),
        &pcscd,
        // The trace, and what was the kiosk's own.
        &kept,
        Path::new("/dev/shm"),
        Path::new("/var/tmp"),
    ];
    check_that_nothing_is_kept(&world, &secrets, &places, &kiosk.log(), began);

    drop((kiosk, display, world));
    assert_eq!(left_behind(&running), []);
    assert_eq!(
        descendants(std::process::id())
            .into_iter()
            .collect::<Vec<_>>(),
        []
    );
}

#[test]
fn r49_without_a_catalogue_a_touch_starts_nothing() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let mut world = real_world();
    world.stop_center();
    let display = Display::start();
    let mut kiosk = Kiosk::start(&mut world, &display, folder.path());
    kiosk.wait_for("hop=\"center\"");
    display.wait_for_window();
    // A card that lies there starts nothing either.
    let card = VirtualCard::new(Profile::from_toml(&profile()).unwrap());
    world.pcscd().unwrap().insert(card).unwrap();
    for place in [MIDDLE, ONWARD, SERVICE_CARD] {
        display.touch(place);
    }
    // A kiosk that serves nobody is alive nevertheless. What it said meanwhile is still in the queue.
    assert_eq!(kiosk.tells_the_manager(), "READY=1");
    for _ in 0..3 {
        assert!(kiosk.tells_the_manager().contains("WATCHDOG=1"));
    }
    // The next tries for a catalogue come seconds later: time enough for the touches to have had an effect.
    for _ in 0..2 {
        kiosk.wait_for("hop=\"center\"");
    }
    assert_eq!(kiosk.screens(), ["out-of-service"]);
    kiosk.end();
}
