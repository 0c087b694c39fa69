//! `virtual-card`: a My Number card in software, in a virtual PC/SC reader.
#![forbid(unsafe_code)]

use clap::{Parser, Subcommand};
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use virtual_card::pcscd::PrivatePcscd;
use virtual_card::vpcd::{self, Inserted};
use virtual_card::{Profile, VirtualCard};

/// A My Number card in software, for testers (マイナンバーカードの模擬カード).
///
/// The card is described by a profile, a TOML file; assets/cards has ready ones. Its keys are public test keys:
/// programs take it only with --test-hierarchy.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Put one card into a virtual reader until stopped.
    ///
    /// Needs a running pcscd with the vsmartcard-vpcd driver. While it runs it reads commands, one a line, from
    /// standard input: `remove`, `insert`, `swap FILE` (another profile), `quit`. Each is answered by a line. When
    /// standard input ends it goes on serving.
    Serve {
        /// The card's profile.
        #[arg(long)]
        profile: PathBuf,
        /// Where vpcd listens.
        #[arg(long, value_name = "HOST:PORT", default_value = vpcd::DEFAULT_ADDRESS)]
        vpcd: String,
    },
    /// Run COMMAND against a private pcscd with one virtual reader; nothing on this machine is touched.
    ///
    /// Needs pcscd, vsmartcard-vpcd and iproute2, and no root rights where user namespaces are allowed. The exit
    /// code is COMMAND's.
    Pcscd {
        /// The card's profile; without it the reader is empty.
        #[arg(long)]
        profile: Option<PathBuf>,
        /// The command and its arguments.
        #[arg(last = true, required = true)]
        command: Vec<std::ffi::OsString>,
    },
}

/// How long serve waits for a vpcd that does not listen yet, or not any more.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let result = match Arguments::parse().what {
        What::Serve { profile, vpcd } => serve(&profile, &vpcd),
        What::Pcscd { profile, command } => pcscd(profile.as_deref(), &command),
    };
    result.unwrap_or_else(|error| {
        eprintln!("virtual-card: {error}");
        ExitCode::FAILURE
    })
}

type Failure = Box<dyn std::error::Error>;

fn load(path: &Path) -> Result<VirtualCard, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let profile =
        Profile::from_toml(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(VirtualCard::new(profile))
}

/// The one place of the reader: a card in it, or one beside it.
struct Place {
    address: String,
    inserted: Option<Inserted>,
    beside: Option<VirtualCard>,
    /// Counts the cards put in, so that the end of one is not taken for the end of the next.
    count: u64,
    events: Sender<Event>,
}

enum Event {
    Line(String),
    Ended { count: u64, by_fault: bool },
}

impl Place {
    fn take_out(&mut self) {
        if let Some(inserted) = self.inserted.take() {
            self.count += 1;
            self.beside = Some(inserted.remove());
        }
    }

    fn put_in(&mut self) -> Result<(), Failure> {
        if self.inserted.is_some() {
            return Ok(());
        }
        let address = &self.address;
        let stream = vpcd::connect(address, PATIENCE)
            .map_err(|error| format!("no vpcd at {address}: {error}"))?;
        let inserted = Inserted::new(stream, self.beside.take().ok_or("there is no card")?)?;
        let (ending, events, count) = (inserted.ending(), self.events.clone(), self.count);
        std::thread::spawn(move || {
            let by_fault = ending();
            // Nobody listens once the program ends.
            let _ = events.send(Event::Ended { count, by_fault });
        });
        self.inserted = Some(inserted);
        Ok(())
    }

    fn follow(&mut self, word: &str, rest: &str) -> Result<&'static str, Failure> {
        match word {
            "remove" => {
                self.take_out();
                Ok("removed")
            }
            "insert" => self.put_in().map(|()| "inserted"),
            "swap" => {
                let card = load(Path::new(rest.trim()))?;
                self.take_out();
                self.beside = Some(card);
                self.put_in().map(|()| "swapped")
            }
            _ => Err("commands: remove, insert, swap FILE, quit".into()),
        }
    }
}

/// Whoever started us may have closed standard output; that is no reason to take the card away.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn serve(profile: &Path, address: &str) -> Result<ExitCode, Failure> {
    let (events, happening) = channel();
    let lines = events.clone();
    let card = load(profile)?;
    let mut place = Place {
        address: address.to_owned(),
        inserted: None,
        beside: Some(card),
        count: 0,
        events,
    };
    place.put_in()?;
    say("inserted");
    std::thread::spawn(move || {
        // The end of standard input is no command: the card goes on lying there.
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if lines.send(Event::Line(line)).is_err() {
                return;
            }
        }
    });
    for event in happening {
        match event {
            Event::Line(line) => {
                let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
                match word {
                    "" => {}
                    "quit" => return Ok(ExitCode::SUCCESS),
                    _ => match place.follow(word, rest) {
                        Ok(done) => say(done),
                        Err(error) => say(&format!("error: {error}")),
                    },
                }
            }
            Event::Ended { count, .. } if count != place.count => {}
            // Taken away by its own fault: it lies beside the reader until `insert`.
            Event::Ended { by_fault: true, .. } => {
                place.take_out();
                say("removed by its profile");
            }
            // The service ended; it may come back.
            Event::Ended {
                by_fault: false, ..
            } => {
                place.take_out();
                say("reader lost");
                place.put_in()?;
                say("inserted");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn pcscd(profile: Option<&Path>, command: &[std::ffi::OsString]) -> Result<ExitCode, Failure> {
    let service = match profile {
        None => PrivatePcscd::start_empty()?,
        Some(path) => {
            let card = load(path)?;
            let mut service = PrivatePcscd::start_empty()?;
            service.insert(card)?;
            if !service.wait_until_seen() {
                return Err("the private pcscd does not see the card".into());
            }
            service
        }
    };
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let mut child = Command::new(program);
    service.tell(child.args(arguments));
    let status = child
        .status()
        .map_err(|error| format!("{}: {error}", program.to_string_lossy()))?;
    drop(service);
    let code = std::os::unix::process::ExitStatusExt::signal(&status)
        .map_or(status.code(), |signal| Some(128 + signal));
    Ok(code
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
