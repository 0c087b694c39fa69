//! `card-read`: reads one My Number card over PC/SC, verifies all of it, and says what it found as JSON.
//!
//! The object is described in docs/testers.md; a test holds the two together.
#![forbid(unsafe_code)]

use card_driver::ap::{Entry, ProbedCard};
use card_driver::pcsc::PcscSlot;
use card_driver::secret::SecretBytes;
use card_driver::slot::{Cancel, Presence, Slot as _, SlotError, Waited};
use card_driver::transport::{Metered, Step, Trace, Traced, Traffic, Transport, TransportError};
use card_driver::{
    AskAgainReason, CardError, Challenge, EvidenceError, Hierarchy, LastTry, Pin, Sex,
    TestHierarchy, TrustAnchors,
};
use clap::Parser;
use serde::Serialize;
use std::io::{Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Read and verify one My Number card (マイナンバーカードを読み、署名と真正性を確かめる).
///
/// The PIN (four digits) is read from standard input; one VERIFY is sent at most, and the last try is never used.
/// One JSON object is always written to standard output; name, address, birth date and sex only when everything is
/// right, the My Number never.
///
/// Exit codes: 0 verified and genuine; 2 wrong PIN; 3 PIN blocked; 4 a file malformed, inconsistent, unsigned or
/// wrongly signed; 5 card removed, communication lost, or no card in time; 6 not genuine (a copied card); 7 no
/// reader or no PC/SC service; 8 not a My Number card; 9 only one try is left, not used; 10 left open by somebody
/// else; 64 wrong usage. docs/testers.md has every field and code.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Trust anchors (TOML), such as assets/trust/demo.toml.
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// Only readers whose name contains this.
    #[arg(long, value_name = "SUBSTRING")]
    reader: Option<String>,
    /// How long to wait for a card, and at most 5 seconds longer for all of it.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(0..=86_400))]
    timeout: u64,
    /// Take cards of the test hierarchy. Without it they are refused.
    #[arg(long)]
    test_hierarchy: bool,
}

/// How long beyond the timeout a card that came late may be spoken to. Then it is left.
const TALK: Duration = Duration::from_millis(3500);
/// And how long that may take, where card or service hangs. Both together stay below the five seconds.
const LEAVING: Duration = Duration::from_millis(1000);
/// Asked again after this where there is no service, no reader, or a card that cannot be connected to yet.
const RETRY: Duration = Duration::from_millis(250);

#[derive(Serialize)]
struct Report {
    exit: u8,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tries_left: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hierarchy: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<Holder>,
    apdus: u64,
    bytes_sent: u64,
    bytes_received: u64,
    elapsed_ms: u64,
    trace: Vec<TracedStep>,
}

#[derive(Serialize)]
struct Holder {
    name: String,
    address: String,
    birth_date: String,
    sex: &'static str,
}

/// One step with the card: what a [`Step`] says, which has no place for anything personal.
#[derive(Serialize)]
struct TracedStep {
    step: String,
    extended: bool,
    sent: usize,
    received: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
    elapsed_us: u64,
}

impl From<&Step> for TracedStep {
    fn from(step: &Step) -> Self {
        Self {
            step: step.name().to_string(),
            extended: step.is_extended(),
            sent: step.sent(),
            received: step.received(),
            status: step.status().map(|status| status.to_string()),
            failure: step.failure().map(|failure| failure.code()),
            elapsed_us: u64::try_from(step.elapsed().as_micros()).unwrap_or(u64::MAX),
        }
    }
}

/// What was found out, however far it went.
struct Finding {
    exit: u8,
    code: &'static str,
    message: String,
    tries_left: Option<u8>,
    hierarchy: Option<Hierarchy>,
    holder: Option<Holder>,
}

impl Finding {
    fn new(exit: u8, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            code,
            message: message.into(),
            tries_left: None,
            hierarchy: None,
            holder: None,
        }
    }

    fn usage(message: impl Into<String>) -> Self {
        Self::new(64, "USAGE", message)
    }

    fn timeout() -> Self {
        Self::new(5, "CARD-TIMEOUT", "the card did not answer in time")
    }

    fn last_try() -> Self {
        let mut finding = Self::new(9, "CARD-LAST-TRY", "one try is left; it was not used");
        finding.tries_left = Some(1);
        finding
    }
}

impl From<SlotError> for Finding {
    fn from(error: SlotError) -> Self {
        let exit = match error {
            SlotError::NoService
            | SlotError::NoReader
            | SlotError::NotReady
            | SlotError::Hung
            | SlotError::Refused => 7,
            _ => 5,
        };
        Self::new(exit, error.code(), error.to_string())
    }
}

impl From<CardError> for Finding {
    fn from(error: CardError) -> Self {
        let exit = match error {
            CardError::Slot(error) => return error.into(),
            CardError::Transport(TransportError::ServiceGone | TransportError::ReaderGone) => 7,
            CardError::Transport(_) => 5,
            CardError::NotMyNumberCard => 8,
            CardError::PinBlocked => 3,
            CardError::LeftOpen => 10,
            CardError::Evidence(EvidenceError::NotGenuine) => 6,
            _ => 4,
        };
        let mut finding = Self::new(exit, error.code(), error.to_string());
        finding.tries_left = (exit == 3).then_some(0);
        finding
    }
}

/// What is counted from outside, whatever becomes of the session.
#[derive(Clone, Default)]
struct Observed {
    traffic: Traffic,
    trace: Trace,
}

fn main() -> ExitCode {
    let started = Instant::now();
    let observed = Observed::default();
    let finding = match Arguments::try_parse() {
        Ok(arguments) => run(arguments, &observed, started),
        // --help and --version: the one case without an object.
        Err(error) if !error.use_stderr() => error.exit(),
        Err(error) => {
            // What was typed may be anything; only that it is wrong is said here, the rest on standard error.
            let _ = error.print();
            Finding::usage("wrong arguments; see --help")
        }
    };
    let report = Report {
        exit: finding.exit,
        code: finding.code,
        message: finding.message,
        tries_left: finding.tries_left,
        hierarchy: finding.hierarchy.map(|hierarchy| match hierarchy {
            Hierarchy::Production => "production",
            Hierarchy::Test => "test",
        }),
        holder: finding.holder,
        apdus: observed.traffic.apdus(),
        bytes_sent: observed.traffic.bytes_sent(),
        bytes_received: observed.traffic.bytes_received(),
        elapsed_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        trace: observed
            .trace
            .steps()
            .iter()
            .map(TracedStep::from)
            .collect(),
    };
    let mut out = std::io::stdout().lock();
    // A reader of the output that has gone cannot be told anything; the exit code still can.
    let _ = serde_json::to_writer(&mut out, &report);
    let _ = writeln!(out);
    let _ = out.flush();
    ExitCode::from(report.exit)
}

/// The whole of it on a thread, so that neither card, reader, service nor standard input can hold the program longer
/// than it may run.
fn run(arguments: Arguments, observed: &Observed, started: Instant) -> Finding {
    let timeout = Duration::from_secs(arguments.timeout);
    let times = Times {
        card: started.checked_add(timeout),
        talk: started.checked_add(timeout.saturating_add(TALK)),
    };
    let (found, finding) = channel();
    let observing = observed.clone();
    std::thread::spawn(move || {
        let finding = read(&arguments, &observing, times).unwrap_or_else(|finding| *finding);
        // Nobody listens any more once the time is over.
        let _ = found.send(finding);
    });
    let left = timeout
        .saturating_add(TALK)
        .saturating_add(LEAVING)
        .saturating_sub(started.elapsed());
    match finding.recv_timeout(left) {
        Ok(finding) => finding,
        Err(RecvTimeoutError::Timeout) if observed.traffic.apdus() == 0 => Finding::new(
            5,
            "TIMEOUT",
            "neither the PIN nor a card could be had in time",
        ),
        Err(RecvTimeoutError::Timeout) => Finding::timeout(),
        Err(RecvTimeoutError::Disconnected) => {
            Finding::new(5, "INTERNAL", "this program has failed")
        }
    }
}

/// When what has to be over.
#[derive(Clone, Copy)]
struct Times {
    /// A card is waited for until then.
    card: Option<Instant>,
    /// A card is spoken to until then.
    talk: Option<Instant>,
}

fn is_over(time: Option<Instant>) -> bool {
    time.is_some_and(|time| Instant::now() >= time)
}

fn trust(arguments: &Arguments) -> Result<TrustAnchors, String> {
    let test = if arguments.test_hierarchy {
        TestHierarchy::Allowed
    } else {
        TestHierarchy::Refused
    };
    let name = arguments.trust.display();
    let text =
        std::fs::read_to_string(&arguments.trust).map_err(|error| format!("{name}: {error}"))?;
    TrustAnchors::from_toml(&text, test).map_err(|error| format!("{name}: {error}"))
}

/// Four digits, and a line end or not. From the descriptor, byte by byte: a buffered reader would keep a copy that
/// nobody wipes, and `/dev/stdin` cannot be opened where it is a socket.
fn read_pin() -> Option<Pin> {
    // One more than a PIN with a carriage return has: what is longer is seen to be.
    let mut typed = Zeroizing::new([0; 6]);
    let mut length = 0;
    let mut stdin = std::fs::File::from(std::io::stdin().as_fd().try_clone_to_owned().ok()?);
    while let Some(place) = typed.get_mut(length..=length) {
        match stdin.read(place) {
            Ok(0) => break,
            Ok(_) if place == b"\n" => break,
            Ok(_) => length += 1,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
    let typed = typed.get(..length)?;
    Pin::from_ascii(typed.strip_suffix(b"\r").unwrap_or(typed))
}

/// A transport that is spoken to until a certain time. Then the driver is told that there is no answer, and leaves.
struct Until<T> {
    transport: T,
    time: Option<Instant>,
}

impl<T: Transport> Transport for Until<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        if is_over(self.time) {
            return Err(TransportError::Mute);
        }
        self.transport.transmit(command)
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.transport.power_cycle()
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.transport.leave()
    }
}

/// Waits for a card and connects to it. No service, no reader, and a card that somebody else holds or that does not
/// come to life may all change while there is time.
fn connect(
    slot: &mut PcscSlot,
    until: Option<Instant>,
) -> Result<Box<dyn Transport>, Box<Finding>> {
    let mut told = false;
    loop {
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let error = match slot.wait_for(Presence::Present, left, &Cancel::new()) {
            Ok(Waited::Reached) => match slot.connect() {
                Ok(transport) => return Ok(transport),
                // It was taken away again, before anything was said to it.
                Err(SlotError::NoCard) if !is_over(until) => continue,
                // Time does not change this.
                Err(error @ SlotError::Several) => return Err(Box::new(error.into())),
                Err(error) => error,
            },
            Ok(_) => {
                let absent = "no card was put on the reader in time";
                return Err(Box::new(Finding::new(5, "CARD-ABSENT", absent)));
            }
            Err(error) => error,
        };
        if is_over(until) {
            return Err(Box::new(error.into()));
        }
        if !std::mem::replace(&mut told, true) {
            // For who sits before it; where nobody does, it is lost.
            let _ = writeln!(std::io::stderr(), "card-read: {error}; still waiting");
        }
        std::thread::sleep(RETRY);
    }
}

fn read(arguments: &Arguments, observed: &Observed, times: Times) -> Result<Finding, Box<Finding>> {
    let anchors = trust(arguments).map_err(Finding::usage)?;
    let pin =
        read_pin().ok_or_else(|| Finding::usage("the PIN on standard input is not four digits"))?;
    let challenge =
        challenge().ok_or_else(|| Finding::new(64, "NO-RANDOM", "no random numbers to be had"))?;
    let transport = connect(&mut PcscSlot::new(arguments.reader.clone()), times.card)?;
    let transport = Until {
        transport,
        time: times.talk,
    };
    let transport = Metered::new(transport, observed.traffic.clone());
    let transport = Traced::new(transport, observed.trace.clone());
    session(transport, &anchors, challenge, pin).map_err(|finding| {
        // What the driver could not know: there was no answer because none was waited for any more.
        if finding.exit == 5 && is_over(times.talk) {
            Box::new(Finding::timeout())
        } else {
            finding
        }
    })
}

/// One session with the card. Of several findings the first of 8, 5, 10, 9, 3, 2, 4, 6 is given.
fn session(
    transport: impl Transport + 'static,
    anchors: &TrustAnchors,
    challenge: Challenge,
    pin: Pin,
) -> Result<Finding, Box<Finding>> {
    let card = ProbedCard::probe(transport, anchors, challenge).map_err(Finding::from)?;
    // Before a bad file is: the last try is a finding of its own, and is never used here.
    if card.tries_left().is_last() {
        let mut finding = Finding::last_try();
        finding.hierarchy = card.accept().ok().map(|card| card.hierarchy());
        return Ok(finding);
    }
    let card = card.accept().map_err(Finding::from)?;
    let hierarchy = card.hierarchy();
    card.verify(pin, LastTry::NotConfirmed)
        .and_then(entry)
        .map(|mut finding| {
            finding.hierarchy = Some(hierarchy);
            finding
        })
        .map_err(|error| {
            let mut finding = Finding::from(error);
            finding.hierarchy = Some(hierarchy);
            Box::new(finding)
        })
}

fn entry(entry: Entry) -> Result<Finding, CardError> {
    match entry {
        Entry::Right(card) => {
            let holder = card.read()?.check()?;
            let mut finding = Finding::new(0, "OK", "verified and genuine");
            finding.holder = holder
                .address()
                .zip(holder.sex())
                .map(|(address, sex)| Holder {
                    name: holder.name().expose().to_owned(),
                    address: address.expose().to_owned(),
                    birth_date: holder.birth_date().date().to_string(),
                    sex: match sex {
                        Sex::Male => "male",
                        Sex::Female => "female",
                        Sex::NotApplicable => "not-applicable",
                        Sex::Unknown => "unknown",
                    },
                });
            Ok(finding)
        }
        Entry::AskAgain { card, reason } => {
            let mut finding = match reason {
                AskAgainReason::WrongPin => Finding::new(2, "CARD-WRONG-PIN", "the PIN is wrong"),
                AskAgainReason::LastTryNotConfirmed => Finding::last_try(),
                AskAgainReason::AnswerLost => Finding::new(
                    5,
                    "CARD-ANSWER-LOST",
                    "the answer to the PIN was lost; it was not sent again",
                ),
                AskAgainReason::TriesChanged => Finding::new(
                    5,
                    "CARD-TRIES-CHANGED",
                    "somebody else has been at the card; the PIN was not sent",
                ),
            };
            finding.tries_left = Some(card.tries_left().get());
            Ok(finding)
        }
    }
}

/// 32 random bytes from the kernel. This program is its own center.
fn challenge() -> Option<Challenge> {
    let mut bytes = [0; 32];
    std::fs::File::open("/dev/urandom")
        .ok()?
        .read_exact(&mut bytes)
        .ok()?;
    Some(Challenge::from_bytes(bytes))
}
