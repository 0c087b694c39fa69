// SPDX-License-Identifier: GPL-3.0-only
//! What the service manager is told (sd_notify(3)): the screen is there, the UI thread lives, the end has come.
//!
//! It is told by the UI thread alone: one that hangs falls silent, and the manager ends the program. Without a manager
//! nobody is told. Refused words are a line in the log and nothing more; the manager draws its own conclusion.

use std::{
    ffi::{OsStr, OsString},
    io,
    os::{
        linux::net::SocketAddrExt as _,
        unix::{
            ffi::OsStrExt as _,
            net::{SocketAddr, UnixDatagram},
        },
    },
    rc::Rc,
    time::Duration,
};

use slint::{Timer, TimerMode};

/// Where the manager listens, and how often it wants a sign of life.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `NOTIFY_SOCKET`: a path, or `@` and an abstract name.
    pub socket: Option<OsString>,
    /// `WATCHDOG_USEC`, in microseconds.
    pub watchdog: Option<OsString>,
    /// `WATCHDOG_PID`: whom the watchdog watches.
    pub watched: Option<OsString>,
}

impl Wishes {
    /// Those of the environment.
    #[must_use]
    pub fn from_environment() -> Wishes {
        Wishes {
            socket: std::env::var_os("NOTIFY_SOCKET"),
            watchdog: std::env::var_os("WATCHDOG_USEC"),
            watched: std::env::var_os("WATCHDOG_PID"),
        }
    }

    /// After how long without a sign of life the manager ends the process `number`.
    fn patience(&self, number: u32) -> Option<Duration> {
        let parsed = |text: &OsString| text.to_str().and_then(|text| text.parse::<u64>().ok());
        let watched = self.watched.as_ref();
        if watched.is_some_and(|watched| parsed(watched) != Some(number.into())) {
            return None;
        }
        let microseconds = self.watchdog.as_ref().and_then(parsed)?;
        (microseconds > 0).then_some(Duration::from_micros(microseconds))
    }
}

/// The service manager.
#[derive(Debug, Default)]
pub struct Manager {
    socket: Option<UnixDatagram>,
    patience: Option<Duration>,
}

impl Manager {
    /// Connects to the manager, if there is one. To be called before the sandbox is entered: what is connected then
    /// needs no right afterwards.
    ///
    /// # Errors
    /// Where a manager is named and cannot be reached.
    pub fn connect(wishes: &Wishes) -> io::Result<Manager> {
        let Some(address) = &wishes.socket else {
            return Ok(Manager::default());
        };
        let socket = UnixDatagram::unbound()?;
        // A manager whose queue is full must not hold the screen up.
        socket.set_nonblocking(true)?;
        socket.connect_addr(&parse(address)?)?;
        Ok(Manager {
            socket: Some(socket),
            patience: wishes.patience(std::process::id()),
        })
    }

    /// Twice within the manager's patience, as sd_watchdog_enabled(3) recommends.
    fn interval(&self) -> Option<Duration> {
        self.patience.map(|patience| patience / 2)
    }

    fn tell(&self, words: &str) {
        let Some(socket) = &self.socket else { return };
        if let Err(error) = socket.send(words.as_bytes()) {
            tracing::warn!(hop = "kiosk", code = "KIOSK-MANAGER-UNTOLD", kind = %error.kind());
        }
    }

    /// The first picture stands on the screen. From now on the manager is given signs of life by the event loop of
    /// this thread, until the value is dropped.
    #[must_use]
    pub fn ready(self: Rc<Manager>) -> SignsOfLife {
        self.tell("READY=1");
        let timer = Timer::default();
        if let Some(interval) = self.interval() {
            // READY again, where the first was lost: said twice it means nothing more.
            timer.start(TimerMode::Repeated, interval, move || {
                self.tell("READY=1\nWATCHDOG=1");
            });
        }
        SignsOfLife { _timer: timer }
    }

    /// The program ends by itself.
    pub fn stopping(&self) {
        self.tell("STOPPING=1");
    }
}

/// While it lives, so does the watchdog's patience.
pub struct SignsOfLife {
    _timer: Timer,
}

impl std::fmt::Debug for SignsOfLife {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignsOfLife")
    }
}

/// sd_notify(3): an absolute path, or an abstract name behind `@`.
fn parse(address: &OsStr) -> io::Result<SocketAddr> {
    match address.as_bytes() {
        [b'@', name @ ..] if !name.is_empty() => SocketAddr::from_abstract_name(name),
        [b'/', ..] => SocketAddr::from_pathname(address),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(socket: &str) -> Wishes {
        Wishes {
            socket: Some(socket.into()),
            ..Wishes::default()
        }
    }

    fn heard(manager: &UnixDatagram) -> String {
        let mut words = [0; 64];
        let length = manager.recv(&mut words).unwrap();
        String::from_utf8(words[..length].to_vec()).unwrap()
    }

    #[test]
    fn a_manager_at_a_path_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let listening = UnixDatagram::bind(&path).unwrap();
        let manager = Rc::new(Manager::connect(&wishes(path.to_str().unwrap())).unwrap());
        // Connected before: that the name is gone, or may not be opened any more, changes nothing.
        std::fs::remove_file(&path).unwrap();
        let _life = Rc::clone(&manager).ready();
        manager.stopping();
        assert_eq!(heard(&listening), "READY=1");
        assert_eq!(heard(&listening), "STOPPING=1");
    }

    #[test]
    fn a_manager_with_an_abstract_name_is_told() {
        let name = format!("kiosk-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        let listening = UnixDatagram::bind_addr(&address).unwrap();
        let manager = Manager::connect(&wishes(&format!("@{name}"))).unwrap();
        manager.stopping();
        assert_eq!(heard(&listening), "STOPPING=1");
    }

    #[test]
    fn a_manager_that_does_not_listen_holds_nothing_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let listening = UnixDatagram::bind(&path).unwrap();
        let manager = Manager::connect(&wishes(path.to_str().unwrap())).unwrap();
        // More than a queue takes (net.unix.max_dgram_qlen).
        for _ in 0..10_000 {
            manager.tell("WATCHDOG=1");
        }
        drop(listening);
        manager.tell("WATCHDOG=1");
    }

    #[test]
    fn without_a_manager_nobody_is_told_and_a_false_one_is_an_error() {
        let none = Rc::new(Manager::connect(&Wishes::default()).unwrap());
        let _life = Rc::clone(&none).ready();
        none.stopping();
        for address in ["", "@", "relative", "/no/such/socket"] {
            assert!(Manager::connect(&wishes(address)).is_err(), "{address}");
        }
    }

    #[test]
    fn signs_of_life_are_given_twice_within_the_managers_patience() {
        let own = std::process::id();
        let patience = |watchdog: &str, watched: Option<u32>| {
            let wishes = Wishes {
                socket: None,
                watchdog: Some(watchdog.into()),
                watched: watched.map(|number| number.to_string().into()),
            };
            wishes.patience(own)
        };
        let minute = Some(Duration::from_secs(60));
        assert_eq!(patience("60000000", None), minute);
        assert_eq!(patience("60000000", Some(own)), minute);
        // Somebody else's watchdog, as under a shell that was started by a manager.
        assert_eq!(patience("60000000", Some(own + 1)), None);
        for senseless in ["", "0", "-1", "soon"] {
            assert_eq!(patience(senseless, None), None, "{senseless}");
        }
        let manager = Manager {
            socket: None,
            patience: minute,
        };
        assert_eq!(manager.interval(), Some(Duration::from_secs(30)));
    }
}
