//! `card-read`: reads one My Number card over PC/SC, verifies all of it, and says what it found as JSON.
#![forbid(unsafe_code)]

use card_driver::pcsc::PcscSlot;
use card_driver::slot::{Cancel, Presence, Slot as _, SlotError, Waited};
use card_driver::transport::{Metered, Traffic, TransportError};
use card_driver::{
    AskAgainReason, CardError, Challenge, EvidenceError, Hierarchy, LastTry, Outcome, Pin,
    SelectedCard, Sex, TestHierarchy, TrustAnchors,
};
use clap::Parser;
use serde::Serialize;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::channel;
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
/// else; 64 wrong usage.
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

/// What is beyond the timeout for the exchange with a card that came late.
const GRACE: Duration = Duration::from_millis(4500);

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
}

#[derive(Serialize)]
struct Holder {
    name: String,
    address: String,
    birth_date: String,
    sex: &'static str,
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

    fn slot(error: SlotError) -> Self {
        let exit = match error {
            SlotError::NoService | SlotError::NoReader | SlotError::Refused => 7,
            _ => 5,
        };
        Self::new(exit, error.code(), error.to_string())
    }

    fn card(error: CardError) -> Self {
        let exit = match error {
            CardError::Slot(error) => return Self::slot(error),
            CardError::Transport(TransportError::ServiceGone | TransportError::ReaderGone) => 7,
            CardError::Transport(_) => 5,
            CardError::NotMyNumberCard => 8,
            CardError::PinBlocked => 3,
            CardError::LeftOpen => 10,
            CardError::Evidence(EvidenceError::NotGenuine) => 6,
            _ => 4,
        };
        Self::new(exit, error.code(), error.to_string())
    }
}

fn main() -> ExitCode {
    let started = Instant::now();
    let traffic = Traffic::default();
    let finding = match prepare() {
        Ok((arguments, anchors, pin)) => run(arguments, anchors, pin, &traffic, started),
        Err(finding) => *finding,
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
        apdus: traffic.apdus(),
        bytes_sent: traffic.bytes_sent(),
        bytes_received: traffic.bytes_received(),
        elapsed_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
    };
    let mut out = std::io::stdout().lock();
    // A reader of the output that has gone cannot be told anything; the exit code still can.
    let _ = serde_json::to_writer(&mut out, &report);
    let _ = writeln!(out);
    let _ = out.flush();
    ExitCode::from(report.exit)
}

fn prepare() -> Result<(Arguments, TrustAnchors, Pin), Box<Finding>> {
    let usage = |message: String| Box::new(Finding::new(64, "USAGE", message));
    let arguments = Arguments::try_parse().map_err(|error| {
        if !error.use_stderr() {
            // --help and --version.
            error.exit();
        }
        // What was typed may be anything; only what is wrong with it is said here, the rest on standard error.
        let _ = error.print();
        usage("wrong arguments; see --help".to_owned())
    })?;
    let text = std::fs::read_to_string(&arguments.trust)
        .map_err(|error| usage(format!("{}: {error}", arguments.trust.display())))?;
    let test = if arguments.test_hierarchy {
        TestHierarchy::Allowed
    } else {
        TestHierarchy::Refused
    };
    let anchors = TrustAnchors::from_toml(&text, test)
        .map_err(|error| usage(format!("{}: {error}", arguments.trust.display())))?;
    let pin = read_pin()
        .ok_or_else(|| usage("the PIN on standard input is not four digits".to_owned()))?;
    Ok((arguments, anchors, pin))
}

/// Four digits, and a line end or not. Byte by byte: a buffered reader would keep a copy that nobody wipes.
fn read_pin() -> Option<Pin> {
    let mut typed = Zeroizing::new([0; 5]);
    let mut length = 0;
    let mut stdin = std::fs::File::open("/dev/stdin").ok()?;
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

/// The whole of it on a thread, so that no reader can hold the program longer than it may run.
fn run(
    arguments: Arguments,
    anchors: TrustAnchors,
    pin: Pin,
    traffic: &Traffic,
    started: Instant,
) -> Finding {
    let timeout = Duration::from_secs(arguments.timeout);
    let cancel = Cancel::new();
    let (found, finding) = channel();
    let (traffic, waiting) = (traffic.clone(), cancel.clone());
    std::thread::spawn(move || {
        // Nobody listens any more once the time is over.
        let _ = found.send(read(&arguments, &anchors, pin, &traffic, timeout, &waiting));
    });
    let left = timeout
        .saturating_add(GRACE)
        .saturating_sub(started.elapsed());
    finding.recv_timeout(left).unwrap_or_else(|_| {
        cancel.cancel();
        Finding::new(5, "CARD-TIMEOUT", "the card did not answer in time")
    })
}

fn read(
    arguments: &Arguments,
    anchors: &TrustAnchors,
    pin: Pin,
    traffic: &Traffic,
    timeout: Duration,
    cancel: &Cancel,
) -> Finding {
    let mut slot = PcscSlot::new(arguments.reader.clone());
    let started = Instant::now();
    let transport = loop {
        match slot.wait_for(
            Presence::Present,
            Some(timeout.saturating_sub(started.elapsed())),
            cancel,
        ) {
            Ok(Waited::Reached) => {}
            Ok(_) => {
                return Finding::new(5, "CARD-ABSENT", "no card was put on the reader in time");
            }
            Err(error) => return Finding::slot(error),
        }
        match slot.connect() {
            Ok(transport) => break transport,
            // It was taken away again, before anything was said to it: the time is not over.
            Err(SlotError::NoCard) if started.elapsed() < timeout => {}
            Err(error) => return Finding::slot(error),
        }
    };
    let Some(challenge) = challenge() else {
        return Finding::new(64, "NO-RANDOM", "no random numbers to be had");
    };
    let card =
        match SelectedCard::open(Metered::new(transport, traffic.clone()), anchors, challenge) {
            Ok(card) => card,
            Err(error) => return Finding::card(error),
        };
    let hierarchy = card.hierarchy();
    let mut finding = match card.verify_and_read(pin, LastTry::NotConfirmed) {
        Ok(Outcome::Verified(holder)) => {
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
            finding
        }
        Ok(Outcome::AskAgain { card, reason }) => {
            let mut finding = match reason {
                AskAgainReason::WrongPin => Finding::new(2, "CARD-WRONG-PIN", "the PIN is wrong"),
                AskAgainReason::LastTryNotConfirmed => {
                    Finding::new(9, "CARD-LAST-TRY", "one try is left; it was not used")
                }
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
            finding
        }
        Err(error) => {
            let mut finding = Finding::card(error);
            finding.tries_left = (finding.exit == 3).then_some(0);
            finding
        }
    };
    finding.hierarchy = Some(hierarchy);
    finding
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
