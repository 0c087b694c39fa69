//! Tries what a confined process must not be able to do, and says what came of it.
//!
//! `lockdown-probe DIR [--unconfined] [--thread] [--leak] [--deny-execution] [--device PATH]...
//! [--port PORT]... [--connect PORT]...` works in DIR, which has a file `existing`, and prints lines
//! `name: ok` or `name: ERROR`. The first line is the report, or the code of the refusal, with which
//! it exits 1.
#![forbid(unsafe_code)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;

use lockdown::{Sandbox, SandboxConfig};

#[derive(Default)]
struct Arguments {
    dir: PathBuf,
    unconfined: bool,
    thread: bool,
    leak: bool,
    config: SandboxConfig,
    connect: Vec<u16>,
}

fn arguments() -> Option<Arguments> {
    let mut found = Arguments::default();
    let mut rest = std::env::args().skip(1);
    found.dir = rest.next()?.into();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--unconfined" => found.unconfined = true,
            "--thread" => found.thread = true,
            "--leak" => found.leak = true,
            "--deny-execution" => found.config.deny_execution = true,
            "--device" => found.config.devices.push(rest.next()?.into()),
            "--port" => {
                let port = rest.next()?.parse().ok()?;
                found
                    .config
                    .tcp_ports
                    .get_or_insert_with(Vec::new)
                    .push(port);
            }
            "--connect" => found.connect.push(rest.next()?.parse().ok()?),
            _ => return None,
        }
    }
    Some(found)
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!(
            "usage: lockdown-probe DIR [--unconfined] [--thread] [--leak] [--deny-execution] [--device PATH]... [--port PORT]... [--connect PORT]..."
        );
        return ExitCode::from(64);
    };
    let leaked = arguments
        .leak
        .then(|| File::create(arguments.dir.join("leaked")));
    if arguments.thread {
        thread::spawn(thread::park);
    }
    if arguments.unconfined {
        say("unconfined");
    } else {
        match Sandbox::enter(&arguments.config) {
            Ok(sandbox) => say(&format!("{:?}", sandbox.report())),
            Err(error) => {
                say(error.code());
                return ExitCode::FAILURE;
            }
        }
    }
    drop(leaked);
    attempt_all(&arguments, "");
    // What is started later is confined too.
    let outcome = thread::scope(|scope| scope.spawn(|| attempt_all(&arguments, "thread-")).join());
    if outcome.is_err() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn attempt_all(arguments: &Arguments, prefix: &str) {
    let dir = &arguments.dir;
    let existing = dir.join("existing");
    let new = |name: &str| dir.join(format!("{prefix}{name}"));
    let tell = |name: &str, result: io::Result<()>| {
        let text = match result {
            Ok(()) => "ok".to_owned(),
            Err(error) => error
                .raw_os_error()
                .map_or("other".to_owned(), |n| format!("errno {n}")),
        };
        say(&format!("{prefix}{name}: {text}"));
    };
    tell("read", read(&existing));
    tell("list", fs::read_dir(dir).map(drop));
    tell("create", File::create_new(new("created")).map(drop));
    tell(
        "write",
        OpenOptions::new().write(true).open(&existing).map(drop),
    );
    tell(
        "append",
        OpenOptions::new().append(true).open(&existing).map(drop),
    );
    tell(
        "read-write",
        OpenOptions::new()
            .read(true)
            .write(true)
            .open(&existing)
            .map(drop),
    );
    tell("truncate", cut(&existing));
    tell("mkdir", fs::create_dir(new("folder")));
    tell("symlink", symlink(&existing, new("symlink")));
    tell("hard-link", fs::hard_link(&existing, new("hard-link")));
    tell("socket-file", UnixListener::bind(new("socket")).map(drop));
    tell(
        "rename",
        fs::rename(dir.join(format!("{prefix}old")), new("renamed")),
    );
    tell(
        "unlink",
        fs::remove_file(dir.join(format!("{prefix}doomed"))),
    );
    tell(
        "rmdir",
        fs::remove_dir(dir.join(format!("{prefix}doomed-folder"))),
    );
    tell("shared-memory", shared_memory(prefix));
    tell(
        "null",
        OpenOptions::new().write(true).open("/dev/null").map(drop),
    );
    tell(
        "zero",
        OpenOptions::new().write(true).open("/dev/zero").map(drop),
    );
    tell("execute", Command::new("/bin/true").status().map(drop));
    tell(
        "listen",
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map(drop),
    );
    for (place, port) in arguments.connect.iter().enumerate() {
        let connected = TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).map(drop);
        tell(&format!("connect-{place}"), connected);
    }
    let dumpable = rustix::process::dumpable_behavior();
    let off = matches!(dumpable, Ok(rustix::process::DumpableBehavior::NotDumpable));
    say(&format!(
        "{prefix}dumpable: {}",
        if off { "no" } else { "yes" }
    ));
    let core = rustix::process::getrlimit(rustix::process::Resource::Core);
    say(&format!(
        "{prefix}core-limit: {:?} {:?}",
        core.current, core.maximum
    ));
}

fn say(line: &str) {
    // Nobody listens any more: nothing to tell.
    let _ = writeln!(io::stdout(), "{line}");
}

fn read(path: &Path) -> io::Result<()> {
    File::open(path)?.read_to_end(&mut Vec::new()).map(drop)
}

/// What ABI 3 brought under control: before it, this was no write.
fn cut(path: &Path) -> io::Result<()> {
    // O_TRUNC cuts with read-only access too (open(2) calls that unspecified; Linux does it).
    let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::TRUNC;
    rustix::fs::open(path, flags, rustix::fs::Mode::empty())
        .map(drop)
        .map_err(io::Error::from)
}

fn shared_memory(prefix: &str) -> io::Result<()> {
    let path = format!("/dev/shm/{prefix}lockdown-probe-{}", std::process::id());
    File::create_new(&path)?;
    fs::remove_file(path)
}
