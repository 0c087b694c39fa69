//! What one APDU costs: in-process, and in a real reader (private pcscd, vpcd, the virtual card).
//!
//! `cargo bench -p virtual-card`. Debian's vpcd sends length and content apart, which costs 44 ms an APDU with a card
//! that does nothing about it; the limit held here is 1 ms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use pcsc::{Context, Protocols, Scope, ShareMode};
use std::time::{Duration, Instant};
use virtual_card::pcscd::{PrivatePcscd, SOCKET_VARIABLE};
use virtual_card::{Profile, VirtualCard};

const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08";
const ROUNDS: usize = 1000;

/// Name, command, and how long its answer is.
const COMMANDS: [(&str, &[u8], usize); 4] = [
    ("tries query, 2 bytes back", b"\x00\x20\x00\x91", 2),
    ("READ BINARY, 166 bytes back", b"\x00\xB0\x85\x00\x00", 166),
    ("READ BINARY, 258 bytes back", b"\x00\xB0\x84\x00\x00", 258),
    (
        "READ BINARY, 570 bytes back",
        b"\x00\xB0\x84\x00\x00\x00\x00",
        570,
    ),
];

fn card() -> VirtualCard {
    let profile = include_str!("../../../assets/cards/default.toml");
    VirtualCard::new(Profile::from_toml(profile).unwrap())
}

fn measure(mut once: impl FnMut()) -> Vec<Duration> {
    for _ in 0..ROUNDS / 10 {
        once();
    }
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            once();
            started.elapsed()
        })
        .collect();
    times.sort();
    times
}

fn row(way: &str, name: &str, times: &[Duration]) {
    let micros = |at: usize| times[at].as_secs_f64() * 1e6;
    println!(
        "{way:<12} {name:<30} {:>10.1} {:>10.1} {:>10.1}",
        micros(ROUNDS / 2),
        micros(ROUNDS * 99 / 100),
        micros(ROUNDS - 1)
    );
}

fn main() {
    if std::env::var_os(SOCKET_VARIABLE).is_none() {
        // The client library reads the variable, and this process cannot set its own without `unsafe`: once more,
        // with a service around.
        let mut service = PrivatePcscd::start_empty().expect("a private pcscd");
        service.insert(card()).expect("a card in the reader");
        assert!(service.wait_until_seen());
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        assert!(service.tell(&mut again).status().unwrap().success());
        return;
    }
    println!(
        "{:<12} {:<30} {:>10} {:>10} {:>10}",
        "", "microseconds an APDU", "p50", "p99", "worst"
    );
    let mut in_process = card();
    in_process.transmit(SELECT);
    for (name, command, length) in COMMANDS {
        let times = measure(|| assert_eq!(in_process.transmit(command).len(), length));
        row("in-process", name, &times);
    }
    let context = Context::establish(Scope::User).unwrap();
    let reader = context.list_readers_owned().unwrap().remove(0);
    let card = context
        .connect(&reader, ShareMode::Exclusive, Protocols::ANY)
        .unwrap();
    let mut buffer = vec![0; pcsc::MAX_BUFFER_SIZE_EXTENDED];
    card.transmit(SELECT, &mut buffer).unwrap();
    for (name, command, length) in COMMANDS {
        let times =
            measure(|| assert_eq!(card.transmit(command, &mut buffer).unwrap().len(), length));
        row("pcscd+vpcd", name, &times);
        assert!(
            times[ROUNDS / 2] < Duration::from_millis(1),
            "half of them take longer than 1 ms"
        );
    }
}
