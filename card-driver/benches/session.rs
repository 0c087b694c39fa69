//! What a session costs: commands, bytes and the modelled wait, asserted; the driver's own time and that of the
//! signature checks, measured. `cargo bench -p card-driver`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../tests/common/mod.rs"]
mod common;

use card_driver::secret::SecretBytes;
use card_driver::transport::{
    Step, StepName, Trace, Traced, TracedFile, Transport, TransportError,
};
use card_driver::{Entry, Evidence, LastTry, ReadCard, SelectedCard, TrustAnchors, evidence};
use common::{Between, CHALLENGE, Session, anchors, pin, plain, profile_of, wait};
use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use virtual_card::{InProcess, VirtualCard};

const ORDINARY: &str = include_str!("../../assets/cards/default.toml");

fn main() {
    commands_bytes_and_wait();
    own_time();
    signature_checks();
}

fn card(variant: &str, long_address: bool) -> InProcess {
    let address = if long_address { 90 } else { 3 };
    let base = ORDINARY.replace("例示町", &"長".repeat(address));
    InProcess::new(VirtualCard::new(profile_of(&format!(
        "{base}\n[card]\n{variant}"
    ))))
}

fn plain_steps(card: InProcess) -> Vec<Step> {
    let trace = Trace::default();
    plain::read(&mut Traced::new(card, trace.clone()), b"1234");
    trace.steps()
}

/// A: counted and computed from the trace, so that it is the same on every machine.
fn commands_bytes_and_wait() {
    let ordinary = plain_steps(card("", false));
    let reference = wait::modelled(&ordinary);
    println!(
        "Commands, bytes, and the wait at 106 kbit/s and 15 ms a command, computed from the trace."
    );
    println!(
        "A plain client: {} commands after the PIN, {:.0} ms on the wire, {:.0} ms in all.\n",
        ordinary.len(),
        wait::on_the_wire(&ordinary).as_secs_f64() * 1e3,
        reference.as_secs_f64() * 1e3
    );
    println!(
        "{:<54} {:>9} {:>6} {:>8} {:>8} {:>9}",
        "card", "after PIN", "whole", "bytes", "wait", "of plain"
    );
    let select = "verify_by_short_id = false\n";
    let short = "extended_length = false\n";
    let no_ids = "short_file_ids = false\n";
    // After the PIN, in all, bytes over payload, wait over the plain client's.
    let extended_goal = Some((8, 14, 1.10, 0.45));
    let short_goal = |after| Some((after, 20, 1.10, 0.55));
    for (name, variant, long, goal) in [
        ("extended", String::new(), false, extended_goal),
        (
            "extended, EF 0002 above 256 bytes",
            String::new(),
            true,
            extended_goal,
        ),
        (
            "extended, PIN by SELECT",
            select.to_owned(),
            false,
            extended_goal,
        ),
        (
            "extended, PIN by SELECT, EF 0002 above 256 bytes",
            select.to_owned(),
            true,
            extended_goal,
        ),
        ("short", short.to_owned(), false, short_goal(11)),
        (
            "short, EF 0002 above 256 bytes",
            short.to_owned(),
            true,
            short_goal(12),
        ),
        (
            "short, PIN by SELECT",
            format!("{short}{select}"),
            false,
            short_goal(11),
        ),
        (
            "short, PIN by SELECT, EF 0002 above 256 bytes",
            format!("{short}{select}"),
            true,
            short_goal(12),
        ),
        (
            "no short file ids, extended",
            no_ids.to_owned(),
            false,
            None,
        ),
        (
            "no short file ids, short",
            format!("{no_ids}{short}"),
            false,
            None,
        ),
        (
            "no short file ids, short, EF 0002 above 256 bytes",
            format!("{no_ids}{short}"),
            true,
            None,
        ),
    ] {
        let session = Session::run(card(&variant, long));
        let after = session.after_entry();
        let bytes = session.bytes() as f64 / payload(&session) as f64;
        let time = wait::modelled(&after);
        let of_plain = time.as_secs_f64() / reference.as_secs_f64();
        println!(
            "{name:<54} {:>9} {:>6} {bytes:>8.3} {:>5.0} ms {of_plain:>9.3}",
            after.len(),
            session.apdus(),
            time.as_secs_f64() * 1e3,
        );
        if let Some((most_after, most, most_bytes, most_of_plain)) = goal {
            assert!(
                after.len() <= most_after && session.apdus() <= most,
                "{name}"
            );
            assert!(bytes <= most_bytes && of_plain <= most_of_plain, "{name}");
        }
    }
    println!(
        "Goals: 8 / 14 / 1.10 / 0.45 extended; 11 (12) / 20 / 1.10 / 0.55 short. Leaving takes the power, no command.\n"
    );
}

/// The contents of the files read, the challenge and its signature.
fn payload(session: &Session) -> usize {
    let files = session.holder().evidence().unwrap().files();
    let is_ef0005 = |step: &&Step| step.name() == StepName::Read(TracedFile::Ef0005);
    // Without short file ids the first READ is refused, the second brings it.
    let ef0005 = session
        .steps
        .iter()
        .filter(is_ef0005)
        .map(|step| step.received() - 2)
        .max();
    let files = [
        &files.ef0001,
        &files.ef0002,
        &files.ef0003,
        &files.ef0004,
        &files.ef0007,
    ];
    files.iter().map(|file| file.len()).sum::<usize>() + ef0005.unwrap() + 32 + 256
}

type Said = Vec<(Vec<u8>, SecretBytes)>;

/// A card that gives the answers of a recorded session, each after the same time.
struct Replay {
    said: Arc<Said>,
    at: usize,
    cost: Duration,
}

impl Transport for Replay {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let started = Instant::now();
        let (expected, answer) = &self.said[self.at];
        assert_eq!(command, expected);
        self.at += 1;
        let answer = answer.clone();
        // Waits without sleeping: a sleep is longer than this by an unknown amount.
        while started.elapsed() < self.cost {
            std::hint::spin_loop();
        }
        Ok(answer)
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        Err(TransportError::Lost)
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        Ok(())
    }
}

fn read(transport: impl Transport + 'static, anchors: &TrustAnchors) -> ReadCard {
    let card = SelectedCard::open(transport, anchors, CHALLENGE).unwrap();
    match card.verify(pin("1234"), LastTry::NotConfirmed).unwrap() {
        Entry::Right(card) => card.read().unwrap(),
        Entry::AskAgain { reason, .. } => panic!("{reason:?}"),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed<R>(work: impl FnOnce() -> R) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// B: what the driver adds to the commands themselves. Measured on a recorded session that is played back, once by a
/// loop that sends the same commands and looks at nothing, once by the driver, in turn. The card's part is a wait of
/// 0.1 ms a command, which is what pcscd with a virtual card takes: no real card is as fast, and against a slower one
/// the driver's part is smaller. The signature checks are measured for themselves below; here the one check that
/// comes before the PIN is taken off again.
fn own_time() {
    const COST: Duration = Duration::from_micros(100);
    const ROUNDS: usize = 500;
    let said = Arc::new(Mutex::new(Said::new()));
    let recorder = Arc::clone(&said);
    let session = Session::run(Between {
        card: card("", false),
        transmit: move |card: &mut InProcess, command: &[u8]| {
            let answer = card.transmit(command)?;
            recorder
                .lock()
                .unwrap()
                .push((command.to_vec(), answer.clone()));
            Ok(answer)
        },
    });
    let evidence = session.holder().evidence().unwrap();
    let said = Arc::new(said.lock().unwrap().clone());
    let anchors = anchors();
    let replay = |cost| Replay {
        said: Arc::clone(&said),
        at: 0,
        cost,
    };
    // Ends after the certificate: EF 0003 is none.
    let mut files = evidence.files().clone();
    files.ef0003 = SecretBytes::default();
    let only_certificate = Evidence::new(files, CHALLENGE, Vec::new());

    println!(
        "The driver's own time over {} commands, median of {ROUNDS} rounds.",
        said.len()
    );
    let mut rows = Vec::new();
    for cost in [Duration::ZERO, COST] {
        let (mut bare, mut driven, mut certificate) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let mut card = replay(cost);
            bare.push(timed(|| {
                for (command, _) in said.iter() {
                    black_box(card.transmit(command).unwrap());
                }
            }));
            let card = replay(cost);
            driven.push(timed(|| read(card, &anchors)));
            certificate.push(timed(|| {
                evidence::verify(&only_certificate, &anchors).is_err()
            }));
        }
        rows.push((median(bare), median(driven), median(certificate)));
    }
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let part = |time: Duration| 100.0 * micros(time) / (micros(COST) * said.len() as f64);
    for ((bare, driven, certificate), cost) in rows.into_iter().zip(["no wait", "0.1 ms"]) {
        let own = driven.saturating_sub(bare).saturating_sub(certificate);
        println!(
            "{cost:>8} a command: commands alone {:>7.1} µs, driver {:>7.1} µs (of it the certificate {:>4.1} µs), own {:>5.1} µs = {:.1} %, with the certificate {:.1} %",
            micros(bare),
            micros(driven),
            micros(certificate),
            micros(own),
            part(own),
            part(driven.saturating_sub(bare)),
        );
    }
    println!("Per cent of the commands at 0.1 ms each. Goal: below 5 %.\n");
}

/// C: all signature checks of a card together: certificate, digests, the card's key, the challenge.
fn signature_checks() {
    const ROUNDS: usize = 2000;
    let session = Session::run(card("", false));
    let evidence = session.holder().evidence().unwrap();
    let anchors = anchors();
    let rounds = (0..ROUNDS).map(|_| timed(|| evidence::verify(evidence, &anchors).unwrap()));
    println!(
        "All signature checks together: {:.3} ms, median of {ROUNDS} rounds. Goal: below 0.5 ms.",
        median(rounds.collect()).as_secs_f64() * 1e3
    );
}
