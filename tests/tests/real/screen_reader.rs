// SPDX-License-Identifier: GPL-3.0-only
//! The kiosk as a screen reader sees and uses it: AT-SPI over a bus of its own.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use zbus::{
    blocking::{Connection, Proxy, connection::Builder, fdo::PropertiesProxy},
    zvariant::{OwnedObjectPath, Value},
};

use kiosk_app::texts::{Language, Texts};

use crate::{
    alone,
    kiosk::program,
    process::{self, descendants, left_behind},
    screen::Display,
};

/// For one step, on a slow machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(120);

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const ACTION: &str = "org.a11y.atspi.Action";

/// A session's bus, with the accessibility bus that it starts when somebody asks for it.
pub(crate) struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    /// `folder` is empty: what the bus calls its own.
    pub(crate) fn start(display: &Display, folder: &Path) -> Bus {
        let mut command = Command::new("dbus-daemon");
        command
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--address=unix:dir={}", folder.display()))
            .env("DISPLAY", display.name())
            .env("GSETTINGS_BACKEND", "memory")
            .env_remove("XDG_SESSION_ID")
            // What it starts is ended with it.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for own in [
            "HOME",
            "XDG_RUNTIME_DIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
        ] {
            command.env(own, folder);
        }
        let mut daemon = command.spawn().expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Bus {
            daemon,
            address: address.trim().to_owned(),
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let group = format!("-{}", self.daemon.id());
        process::signal("-TERM", &group);
        process::end(&mut self.daemon);
        process::signal("-KILL", &group);
    }
}

/// An element of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    at: (String, OwnedObjectPath),
    pub(crate) name: String,
    pub(crate) description: String,
    /// AT-SPI's number of it.
    role: u32,
    state: u64,
}

impl Node {
    /// AT-SPI's states, by their place.
    fn is(&self, state: u32) -> bool {
        self.state & (1 << state) != 0
    }

    pub(crate) fn is_enabled(&self) -> bool {
        const ENABLED: u32 = 8;
        const SENSITIVE: u32 = 24;
        self.is(ENABLED) && self.is(SENSITIVE)
    }

    pub(crate) fn is_button(&self) -> bool {
        const PUSH_BUTTON: u32 = 43;
        self.role == PUSH_BUTTON
    }
}

/// What a screen reader knows and can do.
pub(crate) struct Reader {
    bus: Connection,
    /// Where the whole flow was: everything that could have been read aloud.
    pub(crate) read: BTreeSet<String>,
}

impl Reader {
    /// Says that somebody uses a screen reader, which is what makes programs tell their tree.
    pub(crate) fn start(session: &Bus) -> Reader {
        let session = Builder::address(session.address())
            .unwrap()
            .build()
            .unwrap();
        let status = PropertiesProxy::builder(&session)
            .destination("org.a11y.Bus")
            .and_then(|proxy| proxy.path("/org/a11y/bus"))
            .unwrap()
            .build()
            .unwrap();
        let interface = "org.a11y.Status".try_into().unwrap();
        for property in ["IsEnabled", "ScreenReaderEnabled"] {
            status
                .set(
                    zbus::names::InterfaceName::clone(&interface),
                    property,
                    Value::from(true),
                )
                .expect("at-spi2-core is installed");
        }
        let launcher =
            Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus").unwrap();
        let address: String = launcher.call("GetAddress", &()).unwrap();
        Reader {
            bus: Builder::address(address.as_str()).unwrap().build().unwrap(),
            read: BTreeSet::new(),
        }
    }

    fn proxy<'a>(
        &'a self,
        (name, path): &'a (String, OwnedObjectPath),
        interface: &'static str,
    ) -> zbus::Result<Proxy<'a>> {
        zbus::blocking::proxy::Builder::new(&self.bus)
            .destination(name.as_str())?
            .path(path)?
            .interface(interface)?
            // What was is of no use: it is asked anew each time.
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build()
    }

    fn children(
        &self,
        of: &(String, OwnedObjectPath),
    ) -> zbus::Result<Vec<(String, OwnedObjectPath)>> {
        self.proxy(of, ACCESSIBLE)?.call("GetChildren", &())
    }

    fn node(&self, at: (String, OwnedObjectPath)) -> zbus::Result<Node> {
        let proxy = self.proxy(&at, ACCESSIBLE)?;
        let state: Vec<u32> = proxy.call("GetState", &())?;
        Ok(Node {
            name: proxy.get_property("Name")?,
            description: proxy.get_property("Description")?,
            role: proxy.call("GetRole", &())?,
            state: state
                .iter()
                .rev()
                .fold(0, |all, part| (all << 32) | u64::from(*part)),
            at: at.clone(),
        })
    }

    /// All that stands in the windows of this title, in its order. A page that goes while it is read is an error.
    fn window(&self, title: &str) -> zbus::Result<Vec<Node>> {
        let desktop = (
            "org.a11y.atspi.Registry".to_owned(),
            OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root")?,
        );
        let mut found = Vec::new();
        for program in self.children(&desktop)? {
            for window in self.children(&program)? {
                if self.node(window.clone())?.name == title {
                    self.descend(&window, &mut found)?;
                }
            }
        }
        Ok(found)
    }

    fn descend(&self, at: &(String, OwnedObjectPath), found: &mut Vec<Node>) -> zbus::Result<()> {
        for child in self.children(at)? {
            found.push(self.node(child.clone())?);
            self.descend(&child, found)?;
        }
        Ok(())
    }

    /// Looks until something stands in the window that is as asked.
    pub(crate) fn find(&mut self, title: &str, what: &str, is_it: impl Fn(&Node) -> bool) -> Node {
        let until = Instant::now() + PATIENCE;
        loop {
            let nodes = self.window(title);
            for node in nodes.iter().flatten() {
                self.read
                    .extend([node.name.clone(), node.description.clone()]);
            }
            if let Some(node) = nodes.iter().flatten().find(|node| is_it(node)) {
                return node.clone();
            }
            if Instant::now() > until {
                let seen = nodes.map(|nodes| {
                    let seen = nodes
                        .iter()
                        .map(|node| format!("{} \"{}\"", node.role, node.name));
                    seen.collect::<Vec<_>>().join("\n")
                });
                panic!("waited for {what} in vain; there is {seen:?}");
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Waits until this is to be read.
    pub(crate) fn wait_for(&mut self, title: &str, text: &str) {
        self.find(title, text, |node| node.name == text);
    }

    /// Waits for a button that can be pressed, and does what it is for. A page that has just come takes no press: as
    /// anybody would, it is pressed again where nothing happens.
    pub(crate) fn press(&mut self, title: &str, name: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let button = self.find(title, name, |node| {
                node.is_button() && node.name == name && node.is_enabled()
            });
            let before = self.sight(title);
            self.act(&button);
            if self.changes(title, &before, Duration::from_secs(5)) {
                return;
            }
            assert!(Instant::now() < until, "\"{name}\" does nothing");
        }
    }

    /// What stands in a window, and how; nothing while it changes.
    fn sight(&self, title: &str) -> Option<Vec<(String, u64)>> {
        let nodes = self.window(title).ok()?;
        Some(
            nodes
                .into_iter()
                .map(|node| (node.name, node.state))
                .collect(),
        )
    }

    fn changes(
        &self,
        title: &str,
        before: &Option<Vec<(String, u64)>>,
        patience: Duration,
    ) -> bool {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if self.sight(title) != *before {
                return true;
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
        false
    }

    pub(crate) fn act(&self, node: &Node) {
        let action = self.proxy(&node.at, ACTION).unwrap();
        let done: bool = action.call("DoAction", &0_i32).unwrap();
        assert!(done, "\"{}\" does nothing", node.name);
    }
}

/// `kiosk-demo` with its two windows; it ends when this is dropped.
struct Demo(Child);

impl Demo {
    fn start(display: &Display, bus: &Bus, folder: &Path) -> Demo {
        let demo = Command::new(program("kiosk-demo"))
            .arg("--output")
            .arg(folder)
            .env("DISPLAY", display.name())
            .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
            .env("SLINT_BACKEND", "winit-software")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Demo(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        process::end(&mut self.0);
    }
}

/// The touchscreen, and the tester's hand beside it.
const KIOSK: &str = "Kiosk";
const PANEL: &str = "Virtual cards";

#[test]
fn a_screen_reader_alone_gets_a_certificate() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let (own, output) = (folder.path().join("bus"), folder.path().join("demo"));
    fs::create_dir(&own).unwrap();
    let display = Display::start();
    let bus = Bus::start(&display, &own);
    let mut reader = Reader::start(&bus);
    let demo = Demo::start(&display, &bus, &output);

    let japanese = Texts::new(Language::Japanese);
    // What is opened over the page before, which has the same button, goes when this one comes.
    reader.wait_for(KIOSK, &japanese.get("attract-title"));
    reader.press(KIOSK, &japanese.get("language-button"));
    reader.press(KIOSK, "English");
    let texts = Texts::new(Language::English);
    let text = |key: &str| texts.get(key);
    // An overlay covers the page: it is not to be found behind it.
    reader.press(KIOSK, &text("help-button"));
    reader.wait_for(KIOSK, &text("help-title"));
    let behind = reader.window(KIOSK).unwrap();
    assert!(behind.iter().all(|node| node.name != text("attract-start")));
    reader.press(KIOSK, &text("overlay-close"));

    reader.press(KIOSK, &text("attract-start"));
    reader.wait_for(KIOSK, &text("before-title"));
    reader.press(KIOSK, &text("before-next"));
    reader.press(KIOSK, &text("terms-agree"));
    reader.wait_for(KIOSK, &text("place-card-title"));
    reader.press(PANEL, "default");
    reader.wait_for(KIOSK, &text("pin-title"));
    for (count, digit) in ["1", "2", "3", "4"].into_iter().enumerate() {
        reader.press(KIOSK, digit);
        let entered = [("count", (count + 1).to_string())];
        reader.wait_for(KIOSK, &texts.with("pin-count", &entered));
    }
    reader.press(KIOSK, &text("pin-enter"));
    reader.wait_for(KIOSK, &text("take-card-title"));
    reader.press(PANEL, "カードを取る / take the card");
    let suggested = text("municipality-suggested");
    let municipality = reader.find(KIOSK, &suggested, |node| {
        node.is_button() && node.description == suggested
    });
    reader.act(&municipality);
    reader.press(KIOSK, &text("kind-domestic"));
    let one = [("copies", "1".to_owned())];
    reader.press(KIOSK, &texts.with("copies-choice", &one));
    reader.wait_for(KIOSK, &text("confirm-picture"));
    reader.press(KIOSK, &text("confirm-print"));
    reader.press(KIOSK, &text("yes-printed"));
    reader.press(KIOSK, &text("stop-done"));
    reader.wait_for(KIOSK, &japanese.get("attract-title"));

    let printed = fs::read_dir(output.join("printed")).unwrap().count();
    assert_eq!(printed, 1, "papers in the tray");
    // Everything that could be heard on the way.
    assert!(reader.read.len() > 60, "{:?}", reader.read);
    for secret in [
        "花子",
        "HANAKO",
        "123456789018",
        "19850412",
        "1985",
        "例示町",
    ] {
        let told: Vec<&String> = reader
            .read
            .iter()
            .filter(|text| text.contains(secret))
            .collect();
        assert!(told.is_empty(), "{secret} is told: {told:?}");
    }

    let running = descendants(std::process::id());
    drop((reader, demo, bus, display));
    assert_eq!(left_behind(&running), []);
}
