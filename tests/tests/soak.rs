// SPDX-License-Identifier: GPL-3.0-only
//! Many residents in a row, each with another end, on the screens of one kiosk: it does not grow. A few dozen in
//! `make test`, five hundred by `make soak`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "real/process.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod process;

use std::{fs, path::PathBuf};

use demo::{
    frames::Frame,
    kiosk_part::Mode,
    outside,
    visits::{Visit, visits},
    world::{Plan, World},
};
use process::descendants;

/// What is allowed between the first look and the last, in kB.
const GROWTH: u64 = 5 * 1024;

/// `kiosk-demo`, which `make test` builds before the tests run.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().unwrap().with_file_name("kiosk-demo");
    assert!(
        program.exists(),
        "build it first: cargo build -p demo --bin kiosk-demo"
    );
    program
}

/// What the kiosk's process has.
#[derive(Debug, Clone, Copy)]
struct Held {
    sessions: u32,
    resident_kb: u64,
    /// Of it what is its own, and no page of a file that the kernel can take back.
    own_kb: u64,
    threads: u64,
    /// Nothing where an ordinary user may not look: the process cannot be traced.
    descriptors: Option<usize>,
}

impl Held {
    fn now(sessions: u32) -> Held {
        let kiosk = descendants(std::process::id())
            .into_iter()
            .find(|process| process.name == "kiosk-demo")
            .expect("the kiosk's process runs");
        let status = fs::read_to_string(format!("/proc/{}/status", kiosk.number)).unwrap();
        let value = |key: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(key));
            let value = line.and_then(|line| line.split_whitespace().next());
            value.unwrap().parse().unwrap()
        };
        let descriptors = fs::read_dir(format!("/proc/{}/fd", kiosk.number));
        Held {
            sessions,
            resident_kb: value("VmRSS:"),
            own_kb: value("RssAnon:"),
            threads: value("Threads:"),
            descriptors: descriptors.ok().map(Iterator::count),
        }
    }
}

#[test]
fn sessions_in_a_row_leave_no_memory_thread_or_descriptor_behind() {
    let visits = visits();
    let kinds = u32::try_from(visits.len()).unwrap();
    let wanted = std::env::var("SOAK_SESSIONS").map_or(4 * kinds, |text| text.parse().unwrap());
    let rounds = wanted.div_ceil(kinds);
    let visits: Vec<Visit> = visits
        .into_iter()
        .map(|visit| Visit {
            pictures: false,
            times: rounds,
            ..visit
        })
        .collect();
    let sessions = rounds * kinds;
    // Looked at after whole rounds only: what was printed last decides by 24 MB what the allocator has given back.
    // By the first look every kind has been there, and what is made once has been made.
    let early = if sessions > 100 { 4 * kinds } else { 2 * kinds };
    assert!(early < sessions, "too few");

    let mut world = World::start(Plan::default()).unwrap();
    let mode = Mode {
        visits,
        real: false,
        fee: 0,
    };
    let (mut begun, mut papers) = (0_u32, 0_u32);
    let mut held: Vec<Held> = Vec::new();
    let status = outside::watch(&program(), &mut world, &mode, |_, frame| match frame {
        Frame::Paper(..) => papers += 1,
        Frame::Shown(name) if name == "attract" => {
            let ended = begun;
            begun += 1;
            if (ended >= early && ended.is_multiple_of(early)) || ended == sessions {
                let now = Held::now(ended);
                println!("{now:?}");
                held.push(now);
            }
        }
        _ => {}
    });
    assert!(status.unwrap().success(), "a visit went wrong");
    assert_eq!(begun, sessions + 1);
    assert!(papers >= rounds, "{papers} papers");

    let (first, last) = (held[0], held[held.len() - 1]);
    assert_eq!((first.sessions, last.sessions), (early, sessions));
    for (what, before, after) in [
        ("resident", first.resident_kb, last.resident_kb),
        ("its own", first.own_kb, last.own_kb),
    ] {
        println!("{what}: {before} kB after {early} sessions, {after} kB after {sessions}");
        assert!(after < before + GROWTH, "{held:#?}");
    }
    // The catalogue may be asked for just now, and a name looked up on a thread of its own; one session left behind would
    // show many more.
    assert!(last.threads <= first.threads + 1, "{held:#?}");
    // The line to the center may be open just now, or not.
    let more = last
        .descriptors
        .zip(first.descriptors)
        .map_or(0, |(after, before)| after.saturating_sub(before));
    assert!(more < 4, "{held:#?}");
}
