// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk`: found, started under a trace, and its log read while it runs.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    os::unix::{net::UnixDatagram, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use demo::world::World;

use crate::{
    process::{self, descendants, signal},
    screen::Display,
    trace,
};

/// For one step, on a slow machine, unoptimised, and traced.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program beside this test. `cargo test --workspace` has built it: a package's own integration tests need its
/// programs.
pub(crate) fn program(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let program = folder.join(name);
    assert!(
        program.exists(),
        "build it first: cargo build --workspace --bin {name}"
    );
    program
}

/// The configuration that the kiosk of these tests is started with.
pub(crate) fn config(world: &World) -> PathBuf {
    end_to_end::at_once(&world.kiosk_config()).unwrap()
}

#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    ended: bool,
}

/// A running kiosk; it ends when this is dropped.
pub(crate) struct Kiosk {
    tracer: Child,
    lines: Arc<(Mutex<Lines>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    /// Lines of the log that were waited for already.
    read: usize,
    home: PathBuf,
    trace: PathBuf,
    /// In the place of systemd.
    manager: UnixDatagram,
}

impl Kiosk {
    /// In this world, on this display. `folder` is empty: it gets the trace, and a folder that is everything the
    /// kiosk may call its own: home, working directory, temporary files.
    pub(crate) fn start(world: &mut World, display: &Display, folder: &Path) -> Kiosk {
        let config = config(world);
        Kiosk::start_with(world, display, folder, &config, &[])
    }

    /// With this configuration, and more in its environment.
    pub(crate) fn start_with(
        world: &mut World,
        display: &Display,
        folder: &Path,
        config: &Path,
        environment: &[(&str, &Path)],
    ) -> Kiosk {
        let (home, trace) = (folder.join("home"), folder.join("trace"));
        fs::create_dir(&home).unwrap();
        let notify = folder.join("notify");
        let manager = UnixDatagram::bind(&notify).unwrap();
        manager.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut command = trace::command(&program("kiosk"), &trace);
        command
            .arg("--config")
            .arg(config)
            .arg("--test-hierarchy")
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("DISPLAY", display.name())
            .env("SLINT_BACKEND", "winit-software")
            .env("NOTIFY_SOCKET", &notify)
            .env("WATCHDOG_USEC", "200000")
            .envs(environment.iter().copied())
            .current_dir(&home)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        for folder in [
            "HOME",
            "TMPDIR",
            "XDG_RUNTIME_DIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
        ] {
            command.env(folder, &home);
        }
        if let Some(pcscd) = world.pcscd() {
            pcscd.tell(&mut command);
        }
        let mut tracer = command.spawn().expect("strace is installed");
        let log = BufReader::new(tracer.stderr.take().unwrap());
        let lines = Arc::new((Mutex::new(Lines::default()), Condvar::new()));
        let sink = Arc::clone(&lines);
        let reader = thread::spawn(move || {
            for line in log.lines() {
                let line = line.unwrap_or_else(|error| format!("the log cannot be read: {error}"));
                // For whoever has to find out why the test failed; shown only then.
                println!("kiosk: {line}");
                sink.0.lock().unwrap().lines.push(line);
                sink.1.notify_all();
            }
            sink.0.lock().unwrap().ended = true;
            sink.1.notify_all();
        });
        Kiosk {
            tracer,
            lines,
            reader: Some(reader),
            read: 0,
            home,
            trace,
            manager,
        }
    }

    /// Waits for the next words to the service manager.
    pub(crate) fn tells_the_manager(&self) -> String {
        let mut words = [0; 64];
        let length = self.manager.recv(&mut words).expect("the manager is told");
        String::from_utf8(words[..length].to_vec()).unwrap()
    }

    /// Waits for a line of the log, after the last one that was waited for.
    pub(crate) fn wait_for(&mut self, part: &str) -> String {
        self.found_within(part, PATIENCE)
            .unwrap_or_else(|| panic!("waited for {part} in vain"))
    }

    fn found_within(&mut self, part: &str, patience: Duration) -> Option<String> {
        let until = Instant::now() + patience;
        let (lines, news) = &*self.lines;
        let mut lines = lines.lock().unwrap();
        loop {
            while let Some(line) = lines.lines.get(self.read) {
                self.read += 1;
                if line.contains(part) {
                    return Some(line.clone());
                }
                assert!(
                    !line.contains("screen=\"stopped\""),
                    "waiting for {part}, the session was stopped"
                );
            }
            assert!(!lines.ended, "waiting for {part}, the kiosk ended");
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            lines = news.wait_timeout(lines, left).unwrap().0;
        }
    }

    pub(crate) fn wait_for_screen(&mut self, name: &str) {
        self.wait_for(&format!("screen=\"{name}\""));
    }

    pub(crate) fn shows_within(&mut self, name: &str, patience: Duration) -> bool {
        self.found_within(&format!("screen=\"{name}\""), patience)
            .is_some()
    }

    /// The screens so far, in their order, each once.
    pub(crate) fn screens(&self) -> Vec<String> {
        let log = self.log();
        let names = log
            .lines()
            .filter_map(|line| line.split_once("screen=\"")?.1.split('"').next());
        let mut screens: Vec<String> = names.map(str::to_owned).collect();
        screens.dedup();
        screens
    }

    pub(crate) fn log(&self) -> String {
        self.lines.0.lock().unwrap().lines.join("\n")
    }

    /// The number of the kiosk's process.
    pub(crate) fn number(&self) -> u32 {
        let traced = descendants(self.tracer.id());
        let kiosk = traced.iter().find(|process| process.name == "kiosk");
        kiosk.expect("the kiosk runs").number
    }

    /// The numbers of the tracer and of all that it traces.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let traced = descendants(self.tracer.id());
        traced
            .iter()
            .map(|process| process.number)
            .chain([self.tracer.id()])
            .collect()
    }

    /// What the kiosk could call its own.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Ends the kiosk and gives the trace, which is complete then.
    pub(crate) fn end(&mut self) -> PathBuf {
        for number in descendants(self.tracer.id()) {
            signal("-TERM", &number.number.to_string());
        }
        let tracer = &mut self.tracer;
        process::eventually(|| !matches!(tracer.try_wait(), Ok(None)));
        // Whatever is left of it; nothing where all went well.
        signal("-KILL", &format!("-{}", tracer.id()));
        let ended = tracer.wait().unwrap();
        // Not killed: what is in a payment device has to go back first.
        assert!(ended.success() || thread::panicking(), "{ended}");
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        self.trace.clone()
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        if self.reader.is_some() {
            self.end();
        }
    }
}
