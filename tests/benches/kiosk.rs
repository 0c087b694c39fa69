// SPDX-License-Identifier: GPL-3.0-only
//! What the program `kiosk` costs: cold start, idle processor time, memory, and from a touch to the picture. The real
//! program (release) on a display without a monitor, among a real PC/SC service, center, VRS and IPP printer, driven by
//! touches. `make bench-kiosk` builds and runs it; a figure beyond its limit is marked, and fails the run with `--strict`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    env, fs,
    fs::File,
    hash::{DefaultHasher, Hasher as _},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    os::unix::{
        fs::FileExt as _,
        net::{UnixDatagram, UnixStream},
    },
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use demo::{
    stage,
    world::{Plan, World},
};

const PATIENCE: Duration = Duration::from_secs(60);
/// A picture that has not changed for so long is whole.
const QUIET: Duration = Duration::from_millis(150);
/// How long the idle kiosk is watched.
const IDLE: Duration = Duration::from_secs(20);
const STARTS: usize = 5;
const SESSIONS: usize = 5;

const WIDTH: usize = 1080;
const HEIGHT: usize = 1920;

/// Where the buttons are on a page of 540 by 960.
type Place = (i16, i16);
const ONWARD: Place = (375, 889);
const FIRST_MUNICIPALITY: Place = (75, 434);
const FIRST_KIND: Place = (270, 398);
const ONE_COPY: Place = (137, 347);

fn digit(figure: i16) -> Place {
    (
        104 + 166 * ((figure - 1) % 3),
        456 + 98 * ((figure - 1) / 3),
    )
}

/// An X server whose picture lies in a file, so that nobody has to be asked for it.
struct Screen {
    server: Child,
    name: String,
    picture: File,
    start: u64,
    finger: UnixStream,
    xtest: u8,
    _folder: tempfile::TempDir,
}

impl Screen {
    fn start() -> Screen {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &size, "-fbdir"])
            .arg(folder.path())
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        let number = number.trim();
        let picture = File::open(folder.path().join("Xvfb_screen0")).unwrap();
        // XWDFile.h: big-endian words; the first is the header's size, the 20th the number of colours, 12 bytes each.
        let word = |index: u64| {
            let mut bytes = [0; 4];
            picture.read_exact_at(&mut bytes, index * 4).unwrap();
            u64::from(u32::from_be_bytes(bytes))
        };
        let start = word(0) + word(19) * 12;
        let (finger, xtest) = finger(number);
        Screen {
            name: format!(":{number}"),
            server,
            picture,
            start,
            finger,
            xtest,
            _folder: folder,
        }
    }

    /// A digest of every sixth line.
    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let mut line = [0; WIDTH * 4];
        for number in (0..HEIGHT).step_by(6) {
            let at = self.start + (number * WIDTH * 4) as u64;
            self.picture.read_exact_at(&mut line, at).unwrap();
            hasher.write(&line);
        }
        hasher.finish()
    }

    /// Watches until nothing has changed for [`QUIET`]; when the picture first changed, and last.
    fn settle(&self, from: Instant, before: u64) -> Option<(Duration, Duration)> {
        let mut last = before;
        let mut changes: Option<(Instant, Instant)> = None;
        loop {
            let seen = self.digest();
            let now = Instant::now();
            if seen != last {
                last = seen;
                changes = Some((changes.map_or(now, |(first, _)| first), now));
            }
            let since = changes.map_or(from, |(_, last)| last);
            let patience = if changes.is_some() { QUIET } else { 20 * QUIET };
            if now - since > patience {
                return changes.map(|(first, last)| (first - from, last - from));
            }
            thread::sleep(Duration::from_micros(500));
        }
    }

    /// XTEST, FakeInput.
    fn fake(&mut self, kind: u8, detail: u8, (x, y): Place) {
        let mut request = [0; 36];
        request[..6].copy_from_slice(&[self.xtest, 2, 9, 0, kind, detail]);
        request[24..26].copy_from_slice(&(2 * x).to_le_bytes());
        request[26..28].copy_from_slice(&(2 * y).to_le_bytes());
        self.finger.write_all(&request).unwrap();
    }

    fn touch(&mut self, place: Place) {
        self.press(place);
        self.fake(5, 1, place);
    }

    fn press(&mut self, place: Place) {
        self.fake(6, 0, place);
        self.fake(4, 1, place);
    }

    /// From the finger's leaving, which is what a button answers to, until the picture has changed.
    fn timed(&mut self, place: Place) -> (Duration, Duration) {
        self.press(place);
        let _ = self.settle(Instant::now() - 19 * QUIET, self.digest());
        let before = self.digest();
        let from = Instant::now();
        self.fake(5, 1, place);
        self.settle(from, before)
            .expect("the touch changes something")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = Command::new("kill")
            .args(["-TERM", &self.server.id().to_string()])
            .status();
        let _ = self.server.wait();
    }
}

/// A connection to the X server and the number of its extension XTEST: a program that is started for each touch would
/// cost more than what is measured.
fn finger(number: &str) -> (UnixStream, u8) {
    let mut finger = UnixStream::connect(format!("/tmp/.X11-unix/X{number}")).unwrap();
    finger
        .write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        .unwrap();
    let mut head = [0; 8];
    finger.read_exact(&mut head).unwrap();
    assert_eq!(head[0], 1, "the X server refuses");
    let rest = usize::from(u16::from_le_bytes([head[6], head[7]])) * 4;
    finger.read_exact(&mut vec![0; rest]).unwrap();
    finger
        .write_all(b"\x62\0\x04\0\x05\0\0\0XTEST\0\0\0")
        .unwrap();
    let mut reply = [0; 32];
    finger.read_exact(&mut reply).unwrap();
    assert_eq!((reply[0], reply[8]), (1, 1), "the X server has no XTEST");
    (finger, reply[9])
}

/// The running program.
struct Kiosk {
    child: Child,
    started: Instant,
    lines: Receiver<(Instant, String)>,
    manager: UnixDatagram,
    _folder: tempfile::TempDir,
}

impl Kiosk {
    fn start(program: &Path, world: &mut World, screen: &Screen) -> Kiosk {
        let folder = tempfile::tempdir().unwrap();
        let notify = folder.path().join("notify");
        let manager = UnixDatagram::bind(&notify).unwrap();
        manager.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut command = Command::new(program);
        command
            .arg("--config")
            .arg(end_to_end::at_once(&world.kiosk_config()).unwrap())
            .arg("--test-hierarchy")
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("HOME", folder.path())
            .env("DISPLAY", &screen.name)
            .env("SLINT_BACKEND", "winit-software")
            .env("NOTIFY_SOCKET", &notify)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if let Some(pcscd) = world.pcscd() {
            pcscd.tell(&mut command);
        }
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if sender.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        Kiosk {
            child,
            started,
            lines,
            manager,
            _folder: folder,
        }
    }

    fn wait_for_screen(&self, name: &str) -> Instant {
        let wanted = format!("screen=\"{name}\"");
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok((at, line)) if line.contains(&wanted) => return at,
                Ok((_, line)) => {
                    assert!(!line.contains("screen=\"stopped\""), "{line}");
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("waited for {name} in vain")
                }
            }
        }
    }

    /// After how long the manager is told that the first frame is there.
    fn ready(&self) -> Duration {
        let mut words = [0; 64];
        let length = self.manager.recv(&mut words).unwrap();
        assert_eq!(&words[..length], b"READY=1");
        self.started.elapsed()
    }

    fn memory(&self, key: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kb: f64 = line
            .and_then(|line| line.split_whitespace().next())
            .unwrap()
            .parse()
            .unwrap();
        kb / 1024.0
    }

    fn print_memory(&self) {
        println!(
            "    now {:.1} MiB: its own {:.1}, pages of program and fonts {:.1}; peak so far {:.1}",
            self.memory("VmRSS:"),
            self.memory("RssAnon:"),
            self.memory("RssFile:"),
            self.memory("VmHWM:")
        );
    }

    /// What all threads have had of the processor: the first figure of `schedstat`, in nanoseconds.
    fn processor_time(&self) -> Duration {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let had = tasks.flatten().map(|task| {
            let text = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            let had = text.split_whitespace().next().map(str::parse::<u64>);
            had.and_then(Result::ok).unwrap_or(0)
        });
        Duration::from_nanos(had.sum())
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Takes a file's pages out of the kernel's memory, as after switching the machine on.
fn forget(path: &Path) {
    if path.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            forget(&entry.path());
        }
    } else {
        let _ = Command::new("dd")
            .arg(format!("if={}", path.display()))
            .args(["iflag=nocache", "count=0", "status=none"])
            .status();
    }
}

/// Start, first frame, and the first screen that begins something; the kiosk is left running.
fn start(program: &Path, world: &mut World, screen: &Screen) -> (Kiosk, Duration, Duration) {
    let kiosk = Kiosk::start(program, world, screen);
    let first = kiosk.ready();
    let told = kiosk.wait_for_screen("attract");
    // The log is written before the page is drawn; where it was drawn before it was read here, nothing changes any more.
    let before = screen.digest();
    let (_, drawn) = screen.settle(told, before).unwrap_or_default();
    let touchable = told + drawn - kiosk.started;
    (kiosk, first, touchable)
}

fn session(kiosk: &Kiosk, screen: &mut Screen, world: &mut World, paints: &mut Paints) {
    paints.take("begin", screen.timed(ONWARD));
    kiosk.wait_for_screen("service");
    paints.take("next page", screen.timed(ONWARD));
    kiosk.wait_for_screen("terms");
    screen.touch(ONWARD);
    kiosk.wait_for_screen("place-card");
    world
        .pcscd()
        .unwrap()
        .insert(stage::card("default").unwrap())
        .unwrap();
    kiosk.wait_for_screen("pin");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
    for figure in 1..=4 {
        paints.take("digit of the PIN", screen.timed(digit(figure)));
    }
    screen.touch(ONWARD);
    kiosk.wait_for_screen("take-card");
    world.pcscd().unwrap().remove().unwrap();
    kiosk.wait_for_screen("municipality");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
    paints.take("municipality", screen.timed(FIRST_MUNICIPALITY));
    kiosk.wait_for_screen("kind");
    paints.take("kind", screen.timed(FIRST_KIND));
    kiosk.wait_for_screen("copies");
    screen.touch(ONE_COPY);
    kiosk.wait_for_screen("confirm");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
    screen.touch(ONWARD);
    kiosk.wait_for_screen("take-papers");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
    screen.touch(ONWARD);
    kiosk.wait_for_screen("thanks");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
    screen.touch(ONWARD);
    kiosk.wait_for_screen("attract");
    let _ = screen.settle(Instant::now() - 19 * QUIET, screen.digest());
}

#[derive(Default)]
struct Paints(Vec<(&'static str, Duration, Duration)>);

impl Paints {
    fn take(&mut self, name: &'static str, (first, whole): (Duration, Duration)) {
        self.0.push((name, first, whole));
    }

    fn print(&self) -> f64 {
        let mut names: Vec<&str> = self.0.iter().map(|(name, ..)| *name).collect();
        names.dedup();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let of = |pick: fn(&(&str, Duration, Duration)) -> Duration| {
                median(self.0.iter().filter(|paint| paint.0 == name).map(pick))
            };
            println!(
                "    {name:<20} first change {:>5.1} ms, whole {:>5.1} ms",
                of(|paint| paint.1),
                of(|paint| paint.2)
            );
        }
        median(self.0.iter().map(|paint| paint.2))
    }
}

/// In milliseconds.
fn median(durations: impl Iterator<Item = Duration>) -> f64 {
    let mut sorted: Vec<Duration> = durations.collect();
    sorted.sort_unstable();
    sorted[sorted.len() / 2].as_secs_f64() * 1000.0
}

#[derive(Default)]
struct Verdict(bool);

impl Verdict {
    fn tell(&mut self, what: &str, figure: f64, unit: &str, limit: f64) {
        let missed = figure >= limit;
        self.0 |= missed;
        let mark = if missed { "  MISSED" } else { "" };
        println!("{what:<44} {figure:>8.2} {unit:<3} (below {limit}){mark}");
    }
}

fn main() -> ExitCode {
    let strict = env::args().any(|argument| argument == "--strict");
    let program = env::var_os("KIOSK").map_or_else(
        || {
            let bench = env::current_exe().unwrap();
            bench.ancestors().nth(3).unwrap().join("release/kiosk")
        },
        PathBuf::from,
    );
    assert!(
        program.exists(),
        "build it first: cargo build --release -p kiosk-app"
    );
    let mut world = World::start(Plan {
        real: true,
        ..Plan::default()
    })
    .unwrap();
    let mut screen = Screen::start();
    let mut verdict = Verdict::default();
    println!("{}, {WIDTH}x{HEIGHT}, software renderer", program.display());

    let (mut firsts, mut touchables) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        forget(&program);
        forget(Path::new("/usr/share/fonts"));
        let (kiosk, first, touchable) = start(&program, &mut world, &screen);
        firsts.push(first);
        touchables.push(touchable);
        drop(kiosk);
    }
    println!("start, {STARTS} times, program and fonts not in memory:");
    println!("    first frame {:.0} ms", median(firsts.into_iter()));
    let touchable = median(touchables.into_iter());
    verdict.tell("  to the first touchable screen", touchable, "ms", 1000.0);

    let (kiosk, first, touchable) = start(&program, &mut world, &screen);
    println!(
        "    in memory: first frame {:.0} ms, touchable {:.0} ms",
        first.as_secs_f64() * 1000.0,
        touchable.as_secs_f64() * 1000.0
    );
    thread::sleep(Duration::from_secs(3));
    let before = kiosk.processor_time();
    thread::sleep(IDLE);
    let had = kiosk.processor_time() - before;
    let share = 100.0 * had.as_secs_f64() / IDLE.as_secs_f64();
    verdict.tell("idle processor time, 20 s", share, "%", 1.0);
    verdict.tell("memory, idle", kiosk.memory("VmRSS:"), "MiB", 80.0);
    kiosk.print_memory();

    let mut paints = Paints::default();
    for _ in 0..SESSIONS {
        session(&kiosk, &mut screen, &mut world, &mut paints);
    }
    println!("{SESSIONS} sessions to the paper:");
    verdict.tell("memory, peak", kiosk.memory("VmHWM:"), "MiB", 200.0);
    kiosk.print_memory();
    println!("from a touch to the picture:");
    let painted = paints.print();
    verdict.tell("  to the whole picture, median", painted, "ms", 50.0);

    if strict && verdict.0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
