//! A real IPP printer, `ippeveprinter` of the CUPS project, for tests and for `kiosk-demo --real`.
//!
//! It runs beside whatever the machine has: without root rights, without CUPS, without avahi. It
//! insists on a system D-Bus, so it gets one of its own.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long bus and printer may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// How to run the printer.
#[derive(Clone, Debug)]
pub struct Options {
    /// The tray: each job's document stays here.
    pub spool: PathBuf,
    /// Run for each job with the document's path as its argument. What it prints on standard error
    /// (`STATE: +media-empty-error`, `ATTR: job-impressions-completed=1`) sets the printer's state;
    /// exit 0 completes the job. Without it a job takes 5 to 15 seconds.
    pub command: Option<PathBuf>,
    /// Where `localhost.crt` and `localhost.key` are, for IPPS. Without it the printer makes its own.
    pub keys: Option<PathBuf>,
}

/// A running printer; it ends, with everything it started, when this is dropped.
#[derive(Debug)]
pub struct IppEvePrinter {
    port: u16,
    // In the order in which they must end.
    printer: Group,
    _bus: Group,
    _folder: TempDir,
}

impl IppEvePrinter {
    /// Starts a printer and waits until it takes connections.
    ///
    /// # Errors
    /// The programs `dbus-daemon` and `ippeveprinter` are not installed, or do not answer in time.
    pub fn start(options: &Options) -> io::Result<Self> {
        let folder = TempDir::new()?;
        let socket = folder.path().join("bus");
        let bus = start_bus(folder.path(), &socket)?;
        // The port is free when it is chosen; should somebody else take it, another one is tried.
        let mut attempt = 0;
        let (printer, port) = loop {
            match start_printer(options, folder.path(), &socket) {
                Ok(started) => break started,
                Err(error) if attempt >= 2 => return Err(error),
                Err(_) => attempt += 1,
            }
        };
        Ok(Self {
            port,
            printer,
            _bus: bus,
            _folder: folder,
        })
    }

    /// `ipp://localhost:PORT/ipp/print`.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// `ipps://localhost:PORT/ipp/print`, on the same port.
    #[must_use]
    pub fn secure_uri(&self) -> String {
        format!("ipps://localhost:{}/ipp/print", self.port)
    }

    /// The port, on loopback.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Ends the printer at once, as a power cut does.
    pub fn kill(&mut self) {
        self.printer.end();
    }
}

fn start_bus(folder: &Path, socket: &Path) -> io::Result<Group> {
    let config = folder.join("bus.conf");
    std::fs::write(
        &config,
        format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n\
             <busconfig><type>custom</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n",
            socket.display()
        ),
    )?;
    let mut command = Command::new("dbus-daemon");
    command
        .arg(format!("--config-file={}", config.display()))
        .args(["--nofork", "--nopidfile"]);
    let mut bus = Group::spawn(&command)?;
    bus.wait_until(|| UnixStream::connect(socket).is_ok())?;
    Ok(bus)
}

fn start_printer(options: &Options, folder: &Path, bus: &Path) -> io::Result<(Group, u16)> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    // Debian has it in /usr/sbin, which is not on everybody's path.
    let program = Path::new("/usr/sbin/ippeveprinter");
    let mut command = Command::new(if program.exists() {
        program
    } else {
        Path::new("ippeveprinter")
    });
    command
        .args([
            "-r",
            "off",
            "-k",
            "-n",
            "localhost",
            "-p",
            &port.to_string(),
        ])
        .arg("-d")
        .arg(&options.spool)
        .arg("-K")
        .arg(options.keys.as_deref().unwrap_or(folder));
    if let Some(each) = &options.command {
        command.arg("-c").arg(each);
    }
    command.args(["-f", "application/pdf", "Kiosk"]).env(
        "DBUS_SYSTEM_BUS_ADDRESS",
        format!("unix:path={}", bus.display()),
    );
    let mut printer = Group::spawn(&command)?;
    printer.wait_until(|| TcpStream::connect(("127.0.0.1", port)).is_ok())?;
    Ok((printer, port))
}

/// A child and all that it starts.
#[derive(Debug)]
struct Group {
    child: Child,
}

impl Group {
    /// It also ends when the thread that starts it ends: a demo that is killed leaves nothing behind.
    fn spawn(command: &Command) -> io::Result<Self> {
        let set = command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL"])
            .arg(command.get_program())
            .args(command.get_args())
            .envs(set)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        Ok(Self { child })
    }

    fn wait_until(&mut self, ready: impl Fn() -> bool) -> io::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !ready() {
            if let Some(status) = self.child.try_wait()? {
                return Err(io::Error::other(format!("it ended at once: {status}")));
            }
            if Instant::now() > deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            // The group, not only the child: a job's command may be running.
            let group = format!("-{}", self.child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}
