//! Gives up, for good, what a kiosk must never do: writing to files, leaving core dumps, being
//! traced, and if so configured starting programs or connecting to other ports (R70).
//!
//! [`Sandbox::enter`] comes first in `main`, before any thread and before the first resident. It
//! holds for the calling thread, the threads it starts and their children; nothing takes it back.
//! A [`Sandbox`] value is the proof that it holds: what must not run without it asks for one.
//!
//! ```no_run
//! use lockdown::{Sandbox, SandboxConfig};
//!
//! fn serve(_confined: &Sandbox) {}
//!
//! let config = SandboxConfig {
//!     devices: vec!["/dev/null".into(), "/dev/dri".into(), "/dev/input".into()],
//!     tcp_ports: Some(vec![8443, 631]),
//!     deny_execution: true,
//! };
//! match Sandbox::enter(&config) {
//!     Ok(sandbox) => serve(&sandbox),
//!     Err(error) => eprintln!("{}: {error}", error.code()),
//! }
//! ```
//!
//! What it is not: it does not clear memory (secrets do that themselves, where they are dropped), it
//! does not limit addresses (Landlock knows ports only; addresses are the firewall's), it does not
//! forbid reading, and it cannot keep the system from swapping: see [`Report::swap`].
#![forbid(unsafe_code)]

mod process;
mod rules;

use std::path::PathBuf;

use rustix::fs::Mode;
use rustix::io::Errno;

/// What a confined process may still do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SandboxConfig {
    /// Device files, or folders of them, beneath `/dev`, that may be written to and take ioctls.
    /// Those that do not exist are left out, see [`Report::absent_devices`].
    pub devices: Vec<PathBuf>,
    /// TCP ports that may be connected to; listening is denied altogether. `None`: not limited.
    pub tcp_ports: Option<Vec<u16>>,
    /// No program can be started. Shared libraries can still be loaded.
    pub deny_execution: bool,
}

/// What is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Landlock's version in this kernel, as far as this program knows versions.
    pub abi: u32,
    /// No file, folder, link or socket file can be created, written, cut, renamed or removed. Always
    /// true: there is no sandbox without it.
    pub files: bool,
    /// Devices other than the listed ones take no ioctl (ABI 5).
    pub device_ioctls: bool,
    /// TCP connections are limited to the listed ports (ABI 4); false too where not asked for.
    pub tcp_ports: bool,
    /// No program can be started; false too where not asked for.
    pub execution: bool,
    /// Core dumps and tracing by others of the same user are off. Always true.
    pub dumps: bool,
    /// Listed devices that do not exist here.
    pub absent_devices: Vec<PathBuf>,
    /// The system has swap: what is in memory can reach a disk there. For the operator to turn off
    /// or to encrypt (R70). `None`: it could not be seen.
    pub swap: Option<bool>,
}

/// Why the process is not confined. It must not serve then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockdownError {
    /// There are threads already; the sandbox would not hold for them.
    #[error("{0} threads are running already; the sandbox must be entered before any is started")]
    Threads(usize),
    /// The kernel has no Landlock, or an older one than ABI 3, which cannot keep files from being cut.
    #[error(
        "the kernel's Landlock is missing or older than ABI 3 (Linux 6.2); on Debian 12 use the backports kernel"
    )]
    KernelTooOld,
    /// A file that is open for writing would stay so.
    #[error("file descriptor {0} is a file open for writing")]
    OpenForWriting(u32),
    /// Not a device beneath `/dev`.
    #[error("{} is not a device beneath /dev", .0.display())]
    NotADevice(PathBuf),
    /// `/proc` cannot be read, so nothing of the above can be told.
    #[error("/proc cannot be read")]
    Proc(#[source] std::io::Error),
    /// The kernel refused the rules.
    #[error("the kernel refused the rules")]
    Rules(#[source] landlock::RulesetError),
    /// A device cannot be opened for its rule.
    #[error("a device cannot be opened for its rule")]
    Device(#[source] landlock::PathFdError),
    /// Core dumps or tracing cannot be turned off.
    #[error("core dumps cannot be turned off")]
    Dumps(#[source] Errno),
}

impl LockdownError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Threads(_) => "LOCKDOWN-THREADS",
            Self::KernelTooOld => "LOCKDOWN-KERNEL-TOO-OLD",
            Self::OpenForWriting(_) => "LOCKDOWN-OPEN-FOR-WRITING",
            Self::NotADevice(_) => "LOCKDOWN-NOT-A-DEVICE",
            Self::Proc(_) => "LOCKDOWN-PROC",
            Self::Rules(_) => "LOCKDOWN-RULES",
            Self::Device(_) => "LOCKDOWN-DEVICE",
            Self::Dumps(_) => "LOCKDOWN-DUMPS",
        }
    }
}

/// The proof that this process is confined.
#[derive(Debug)]
pub struct Sandbox {
    report: Report,
}

impl Sandbox {
    /// Confines this process for good.
    ///
    /// Afterwards `/proc/self` belongs to root, so that an ordinary user's process cannot read all
    /// of its own entries there any more: open what is needed before.
    ///
    /// # Errors
    /// [`LockdownError`]. Part of it may be in force then; the process is to end.
    pub fn enter(config: &SandboxConfig) -> Result<Self, LockdownError> {
        // In this order: what is checked through /proc comes before /proc is closed.
        process::is_single_threaded()?;
        process::has_no_file_open_for_writing()?;
        let swap = process::has_swap();
        process::forbid_dumps()?;
        rustix::process::umask(Mode::RWXG | Mode::RWXO);
        let mut report = rules::restrict(config)?;
        report.swap = swap;
        Ok(Self { report })
    }

    /// What is in force.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}
