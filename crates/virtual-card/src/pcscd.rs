//! A private PC/SC service with two virtual readers: a `pcscd` and a vpcd of their own, in namespaces of their own,
//! so that neither a system pcscd, nor a port, nor a reader of this machine is touched, and many run side by side.
//!
//! No root rights are needed where the kernel allows user namespaces. Programs outside reach it with
//! `PCSCLITE_CSOCK_NAME` set to [`PrivatePcscd::socket`]. Needed: `pcscd`, `vsmartcard-vpcd`, `iproute2`, `bash`,
//! `util-linux`.

use crate::card::VirtualCard;
use crate::profile::Profile;
use crate::vpcd::Inserted;
use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The environment variable by which a PC/SC client finds its service.
pub const SOCKET_VARIABLE: &str = "PCSCLITE_CSOCK_NAME";

const SCRIPT: &str = include_str!("pcscd.sh");
const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const DAEMON: &str = "/usr/sbin/pcscd";
const PATIENCE: Duration = Duration::from_secs(20);

/// Why there is no private service.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PcscdError {
    /// A Debian package is missing.
    #[error("{file} is missing: apt-get install {package}")]
    Missing {
        /// What is looked for.
        file: &'static str,
        /// The package that brings it.
        package: &'static str,
    },
    /// The namespaces could not be made, or something in them did not start.
    #[error("the private service did not start; are user namespaces allowed? {0}")]
    NotStarted(String),
    /// A command to the namespaces failed.
    #[error("the private service does not follow")]
    Control,
    /// The operating system refused something.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl PcscdError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "PCSCD-MISSING",
            Self::NotStarted(_) => "PCSCD-NOT-STARTED",
            Self::Control => "PCSCD-CONTROL",
            Self::Io(_) => "PCSCD-IO",
        }
    }
}

/// The readers of a private service. Most tests need the first only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// "Virtual PCD 00 00".
    First,
    /// "Virtual PCD 00 01".
    Second,
}

impl Reader {
    /// Where its vpcd listens, inside.
    const fn port(self) -> u16 {
        match self {
            Self::First => 35_963,
            Self::Second => 35_964,
        }
    }
}

/// A running private service. Dropping it ends every process of it and removes its files; so does the death of the
/// program that started it.
#[derive(Debug)]
pub struct PrivatePcscd {
    // Dropped in this order: card, then processes, then files.
    inserted: Option<Inserted>,
    second: Option<Inserted>,
    inside: Inside,
    socket: PathBuf,
    _directory: TempDir,
}

impl PrivatePcscd {
    /// A service with a card of this profile in its reader.
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn start(profile: Profile) -> Result<Self, PcscdError> {
        let mut service = Self::start_empty()?;
        service.insert(VirtualCard::new(profile))?;
        Ok(service)
    }

    /// A service whose reader is empty.
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn start_empty() -> Result<Self, PcscdError> {
        for (file, package) in [
            (DAEMON, "pcscd"),
            (DRIVER, "vsmartcard-vpcd"),
            ("/bin/bash", "bash"),
            ("/usr/bin/unshare", "util-linux"),
        ] {
            if !Path::new(file).exists() {
                return Err(PcscdError::Missing { file, package });
            }
        }
        let directory = tempfile::Builder::new().prefix("virtual-card-").tempdir()?;
        let run = directory.path().join("run");
        fs::create_dir(&run)?;
        let configuration = directory.path().join("reader.conf");
        fs::write(
            &configuration,
            format!(
                "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x8C7B\nLIBPATH {DRIVER}\nCHANNELID 0x8C7B\n"
            ),
        )?;
        let inside = Inside::start(directory.path(), &run, &configuration)?;
        let service = Self {
            inserted: None,
            second: None,
            inside,
            socket: run.join("pcscd.comm"),
            _directory: directory,
        };
        service.wait_until_listening()?;
        Ok(service)
    }

    /// The socket: what [`SOCKET_VARIABLE`] must name.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Prepares `command` to use this service.
    pub fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env(SOCKET_VARIABLE, &self.socket)
    }

    /// A command that runs `program` in the network of the service, where its vpcd listens on 127.0.0.1:35963 and
    /// 35964: another emulator of cards, for example.
    #[must_use]
    pub fn beside(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("/usr/bin/nsenter");
        command.args(["--target", &self.inside.pid.to_string(), "--net"]);
        if !rustix::process::geteuid().is_root() {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg("--").arg(program);
        command
    }

    /// Lays a card into the reader; one that lay there is taken out and given back. Programs see it once pcscd has
    /// looked: see [`PrivatePcscd::wait_until_seen`].
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn insert(&mut self, card: VirtualCard) -> Result<Option<VirtualCard>, PcscdError> {
        self.insert_into(Reader::First, card)
    }

    /// [`PrivatePcscd::insert`], into either reader.
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn insert_into(
        &mut self,
        reader: Reader,
        card: VirtualCard,
    ) -> Result<Option<VirtualCard>, PcscdError> {
        let before = self.remove_from(reader);
        let stream = self.connect(reader)?;
        *self.place(reader) = Some(Inserted::new(stream, card)?);
        Ok(before)
    }

    /// Takes the card out, its counters as they are.
    pub fn remove(&mut self) -> Option<VirtualCard> {
        self.remove_from(Reader::First)
    }

    /// [`PrivatePcscd::remove`], from either reader.
    pub fn remove_from(&mut self, reader: Reader) -> Option<VirtualCard> {
        self.place(reader).take().map(Inserted::remove)
    }

    /// What lies in a reader.
    #[must_use]
    pub const fn inserted(&self, reader: Reader) -> Option<&Inserted> {
        match reader {
            Reader::First => self.inserted.as_ref(),
            Reader::Second => self.second.as_ref(),
        }
    }

    const fn place(&mut self, reader: Reader) -> &mut Option<Inserted> {
        match reader {
            Reader::First => &mut self.inserted,
            Reader::Second => &mut self.second,
        }
    }

    /// A bare connection to a reader's vpcd, for a card of the caller's own making: [`crate::vpcd`] has the protocol.
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn connect(&mut self, reader: Reader) -> Result<TcpStream, PcscdError> {
        self.inside.connect(reader.port())
    }

    /// Waits until the service has noticed the card. `false` where there is none, or it took too long.
    #[must_use]
    pub fn wait_until_seen(&self) -> bool {
        self.inserted
            .as_ref()
            .is_some_and(|inserted| inserted.wait_until_seen(PATIENCE))
    }

    /// Looks at the card while it lies there.
    pub fn with_card<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> Option<R> {
        self.inserted
            .as_ref()
            .map(|inserted| inserted.with_card(look))
    }

    /// Kills the service, as a crash would. The card falls out with its reader and is given back.
    ///
    /// # Errors
    /// [`PcscdError::Control`].
    pub fn stop_service(&mut self) -> Result<Option<VirtualCard>, PcscdError> {
        self.inside.tell("stop")?;
        self.remove_from(Reader::Second);
        Ok(self.remove())
    }

    /// Stops the service where it stands (SIGSTOP): it is there, and answers nothing.
    ///
    /// # Errors
    /// [`PcscdError::Control`].
    pub fn freeze_service(&mut self) -> Result<(), PcscdError> {
        self.inside.tell("freeze").map(drop)
    }

    /// Lets it go on after [`PrivatePcscd::freeze_service`].
    ///
    /// # Errors
    /// [`PcscdError::Control`].
    pub fn thaw_service(&mut self) -> Result<(), PcscdError> {
        self.inside.tell("thaw").map(drop)
    }

    /// Starts the service again after [`PrivatePcscd::stop_service`].
    ///
    /// # Errors
    /// [`PcscdError`].
    pub fn start_service(&mut self) -> Result<(), PcscdError> {
        self.inside.tell("start")?;
        self.wait_until_listening()
    }

    fn wait_until_listening(&self) -> Result<(), PcscdError> {
        let until = Instant::now().checked_add(PATIENCE);
        loop {
            match UnixStream::connect(&self.socket) {
                Ok(_) => return Ok(()),
                Err(error) if until.is_none_or(|until| Instant::now() >= until) => {
                    return Err(PcscdError::NotStarted(error.to_string()));
                }
                Err(_) => thread::park_timeout(Duration::from_millis(1)),
            }
        }
    }
}

/// The process that holds the namespaces, and the talk with it.
#[derive(Debug)]
struct Inside {
    process: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Its number out here.
    pid: i32,
}

impl Inside {
    fn start(directory: &Path, run: &Path, configuration: &Path) -> Result<Self, PcscdError> {
        let mut unshare = Command::new("/usr/bin/unshare");
        if !rustix::process::geteuid().is_root() {
            unshare.args(["--user", "--map-root-user"]);
        }
        unshare.args([
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child=KILL",
            "/bin/bash",
            "-c",
            SCRIPT,
            "pcscd",
        ]);
        unshare.arg(run).arg(configuration).arg(directory);
        // A terminal's Ctrl-C is for the program that uses the service, not for the service.
        unshare.process_group(0);
        unshare
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = unshare.spawn()?;
        let (Some(commands), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(PcscdError::Control);
        };
        let errors = process.stderr.take();
        let mut inside = Self {
            process,
            commands: Some(commands),
            answers: BufReader::new(answers),
            pid: 0,
        };
        match inside.answer().ok().and_then(|pid| pid.parse().ok()) {
            Some(pid) => inside.pid = pid,
            None => {
                let mut said = String::new();
                inside.commands = None;
                if let Some(mut errors) = errors {
                    // Only to say more about the failure.
                    let _ = io::Read::read_to_string(&mut errors, &mut said);
                }
                return Err(PcscdError::NotStarted(said.trim().to_owned()));
            }
        }
        Ok(inside)
    }

    fn answer(&mut self) -> Result<String, PcscdError> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer = line.trim().strip_prefix("ok").ok_or(PcscdError::Control)?;
        Ok(answer.trim().to_owned())
    }

    fn tell(&mut self, command: &str) -> Result<String, PcscdError> {
        let commands = self.commands.as_mut().ok_or(PcscdError::Control)?;
        writeln!(commands, "{command}")?;
        self.answer()
    }

    /// A connection to the vpcd in the namespaces: made inside, and fetched out from there.
    fn connect(&mut self, port: u16) -> Result<TcpStream, PcscdError> {
        let number = self
            .tell(&format!("connect {port}"))?
            .parse()
            .map_err(|_| PcscdError::Control)?;
        let pid = Pid::from_raw(self.pid).ok_or(PcscdError::Control)?;
        let process = pidfd_open(pid, PidfdFlags::empty()).map_err(io::Error::from)?;
        let socket =
            pidfd_getfd(&process, number, PidfdGetfdFlags::empty()).map_err(io::Error::from);
        self.tell("connected")?;
        Ok(TcpStream::from(socket?))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // The end of its input is the end of process 1 in there, and the kernel ends the others before that is
        // reaped: when the wait is over, nothing is left.
        self.commands = None;
        let _ = self.process.wait();
    }
}
