//! `virtual-card`: a My Number card in software, in a virtual PC/SC reader.
#![forbid(unsafe_code)]

use clap::{Parser, Subcommand};
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};
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
enum Place {
    In(Inserted),
    Out(Option<VirtualCard>),
}

impl Place {
    fn take_out(&mut self) {
        if let Self::In(_) = self
            && let Self::In(inserted) = std::mem::replace(self, Self::Out(None))
        {
            *self = Self::Out(Some(inserted.remove()));
        }
    }

    fn put_in(&mut self, address: &str) -> Result<(), Failure> {
        if let Self::Out(card) = self {
            let stream = vpcd::connect(address, PATIENCE)
                .map_err(|error| format!("no vpcd at {address}: {error}"))?;
            let card = card.take().ok_or("there is no card")?;
            *self = Self::In(Inserted::new(stream, card)?);
        }
        Ok(())
    }
}

fn serve(profile: &Path, address: &str) -> Result<ExitCode, Failure> {
    let mut first = Place::Out(Some(load(profile)?));
    first.put_in(address)?;
    println!("inserted");
    let place = Arc::new(Mutex::new(first));
    // The commands have their own end: `quit`. The end of standard input is none.
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let done = match word {
            "" => continue,
            "quit" => return Ok(ExitCode::SUCCESS),
            "remove" => {
                place.take_out();
                Ok("removed")
            }
            "insert" => place.put_in(address).map(|()| "inserted"),
            "swap" => load(Path::new(rest.trim())).and_then(|card| {
                *place = Place::Out(Some(card));
                place.put_in(address).map(|()| "swapped")
            }),
            _ => Err("commands: remove, insert, swap FILE, quit".into()),
        };
        match done {
            Ok(done) => println!("{done}"),
            Err(error) => println!("error: {error}"),
        }
    }
    let place = std::mem::replace(
        &mut *place.lock().unwrap_or_else(PoisonError::into_inner),
        Place::Out(None),
    );
    match place {
        Place::In(mut inserted) => loop {
            inserted.wait_until_ended();
            // The service was restarted, perhaps; a card that a fault took away comes back too, as if laid down anew.
            let mut again = Place::Out(Some(inserted.remove()));
            again.put_in(address)?;
            let Place::In(next) = again else {
                return Ok(ExitCode::SUCCESS);
            };
            inserted = next;
        },
        Place::Out(_) => Ok(ExitCode::SUCCESS),
    }
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
