//! A command with a private PC/SC service around it.

use crate::{Failure, load};
use rustix::process::{Pid, Signal, getpgrp, kill_process, kill_process_group};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use virtual_card::pcscd::{PrivatePcscd, Reader};
use virtual_card::vpcd::Ending;

/// Between a broken contact and the next: longer than pcscd's poll (400 ms), so that it sees both.
const BREAK: Duration = Duration::from_millis(500);

enum Event {
    Signal(i32),
    Exited(io::Result<ExitStatus>),
    CardEnded(Ending),
}

pub(crate) fn run(profile: Option<&Path>, command: &[OsString]) -> Result<ExitCode, Failure> {
    let (events, happening) = channel();
    // From here on no signal ends this process before it has cleaned up.
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    let heard = events.clone();
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if heard.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    });
    let card = profile.map(load).transpose()?;
    let mut service = PrivatePcscd::start_empty()?;
    if let Some(card) = card {
        service.insert(card)?;
        // COMMAND may be a program that does not wait for cards.
        if !service.wait_until_seen() {
            return Err("the private pcscd does not see the card".into());
        }
        watch(&service, &events);
    }
    if let Ok(Event::Signal(signal)) = happening.try_recv() {
        return Ok(by_signal(signal));
    }
    let (program, arguments) = command.split_first().ok_or("no command")?;
    // Where a terminal sends its keys to us it sends them to COMMAND too, which stays in our group. Elsewhere COMMAND
    // has a group of its own, so that all of it can be signalled.
    let shared = in_foreground();
    let mut child = Command::new(program);
    service.tell(child.args(arguments));
    if !shared {
        child.process_group(0);
    }
    let mut child = match child.spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("virtual-card: {}: {error}", program.to_string_lossy());
            let missing = error.kind() == io::ErrorKind::NotFound;
            return Ok(ExitCode::from(if missing { 127 } else { 126 }));
        }
    };
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let exits = events.clone();
    std::thread::spawn(move || {
        // Nobody listens once the program ends.
        let _ = exits.send(Event::Exited(child.wait()));
    });
    let mut told = false;
    for event in happening {
        match event {
            Event::Exited(status) => {
                drop(service);
                let status = status?;
                let code = status.code().and_then(|code| u8::try_from(code).ok());
                return Ok(match (code, status.signal()) {
                    (Some(code), _) => ExitCode::from(code),
                    (None, Some(signal)) => by_signal(signal),
                    (None, None) => ExitCode::FAILURE,
                });
            }
            // The terminal has told COMMAND itself.
            Event::Signal(SIGINT | SIGQUIT) if shared => {}
            Event::Signal(signal) => {
                let signal = if told {
                    Some(Signal::KILL)
                } else {
                    named(signal)
                };
                told = true;
                if let (Some(pid), Some(signal)) = (pid, signal) {
                    // It may have ended already: that is the next event.
                    let _ = if shared {
                        kill_process(pid, signal)
                    } else {
                        kill_process_group(pid, signal)
                    };
                }
            }
            Event::CardEnded(Ending::Reset) => {
                let card = service.remove();
                std::thread::sleep(BREAK);
                if let Some(card) = card {
                    service.insert(card)?;
                    watch(&service, &events);
                }
            }
            // Taken away by its profile, or the service died: COMMAND shall see that.
            Event::CardEnded(Ending::Removed | Ending::TakenOut) => {}
        }
    }
    Ok(ExitCode::FAILURE)
}

fn watch(service: &PrivatePcscd, events: &Sender<Event>) {
    if let Some(inserted) = service.inserted(Reader::First) {
        let (ending, events) = (inserted.ending(), events.clone());
        std::thread::spawn(move || {
            // Nobody listens once the program ends.
            let _ = events.send(Event::CardEnded(ending()));
        });
    }
}

/// Whether this process is one of those to which a terminal sends its keys.
fn in_foreground() -> bool {
    std::fs::File::open("/dev/tty")
        .is_ok_and(|terminal| tcgetpgrp(terminal).is_ok_and(|group| group == getpgrp()))
}

const fn named(signal: i32) -> Option<Signal> {
    match signal {
        SIGHUP => Some(Signal::HUP),
        SIGINT => Some(Signal::INT),
        SIGQUIT => Some(Signal::QUIT),
        SIGTERM => Some(Signal::TERM),
        _ => None,
    }
}

fn by_signal(signal: i32) -> ExitCode {
    u8::try_from(signal)
        .ok()
        .and_then(|signal| signal.checked_add(128))
        .map_or(ExitCode::FAILURE, ExitCode::from)
}
