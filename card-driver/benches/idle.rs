//! What waiting for a card costs, and how soon one is seen: a process that does nothing but wait, against a real
//! pcscd. `cargo bench -p card-driver --bench idle`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use card_driver::pcsc::PcscSlot;
use card_driver::slot::{Cancel, Presence, Slot as _, Waited};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use virtual_card::pcscd::PrivatePcscd;
use virtual_card::{Profile, VirtualCard};

/// Says to a process of this program that it is the one that waits, and for what.
const WAITS: &str = "CARD_DRIVER_IDLE";
const SECONDS: u64 = 20;
const INSERTIONS: usize = 10;

fn main() {
    match std::env::var(WAITS).as_deref() {
        Ok("present") => stay(Presence::Present),
        Ok("absent") => stay(Presence::Absent),
        Ok(_) => announce(),
        Err(_) => measure(),
    }
}

fn measure() {
    let card = || {
        let profile = include_str!("../../assets/cards/default.toml");
        VirtualCard::new(Profile::from_toml(profile).unwrap())
    };
    let mut service = PrivatePcscd::start_empty().unwrap();
    println!("waiting {SECONDS} s            CPU time      voluntary switches a second");
    label("reader empty");
    assert!(waiting(&service, "present").wait().unwrap().success());
    service.insert(card()).unwrap();
    assert!(service.wait_until_seen());
    label("a card lies untouched");
    assert!(waiting(&service, "absent").wait().unwrap().success());
    service.remove();

    let mut announcing = waiting(&service, "announce");
    let mut lines = BufReader::new(announcing.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "absent");
    let mut times: Vec<_> = (0..INSERTIONS)
        .map(|_| {
            let started = Instant::now();
            service.insert(card()).unwrap();
            assert_eq!(lines.next().unwrap().unwrap(), "present");
            let elapsed = started.elapsed();
            service.remove();
            assert_eq!(lines.next().unwrap().unwrap(), "absent");
            elapsed
        })
        .collect();
    times.sort();
    println!(
        "a card is seen (pcscd looks every 400 ms): {:?} at least, {:?} in the middle, {:?} at most",
        times[0],
        times[INSERTIONS / 2],
        times[INSERTIONS - 1]
    );
    assert!(announcing.wait().unwrap().success());
}

/// Begins a line that the waiting process ends.
fn label(text: &str) {
    print!("{text:<25}");
    std::io::stdout().flush().unwrap();
}

fn waiting(service: &PrivatePcscd, what: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    service.tell(command.env(WAITS, what));
    if what == "announce" {
        command.stdout(Stdio::piped());
    }
    command.spawn().unwrap()
}

/// Waits, in a thread as a kiosk does, for what does not come, and tells what that cost.
fn stay(presence: Presence) {
    let cancel = Cancel::new();
    let waiting = cancel.clone();
    let wait = thread::spawn(move || PcscSlot::new(None).wait_for(presence, None, &waiting));
    // What starting costs is not what is asked.
    thread::sleep(Duration::from_secs(1));
    let before = spent();
    thread::sleep(Duration::from_secs(SECONDS));
    let after = spent();
    cancel.cancel();
    assert_eq!(wait.join().unwrap(), Ok(Waited::Cancelled));
    let share = Duration::from_nanos(after.0 - before.0).as_secs_f64() / 0.01 / SECONDS as f64;
    println!(
        "{:>7} µs = {share:.4} %     {:.1}",
        (after.0 - before.0) / 1000,
        (after.1 - before.1) as f64 / SECONDS as f64
    );
}

/// Nanoseconds on a processor and voluntary switches, of all threads.
fn spent() -> (u64, u64) {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    tasks
        .map(|task| {
            let path = task.unwrap().path();
            let read = |name| std::fs::read_to_string(path.join(name)).unwrap();
            let time = read("schedstat");
            let time = time.split(' ').next().unwrap().parse::<u64>().unwrap();
            let status = read("status");
            let switches = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))
                .unwrap();
            (time, switches.trim().parse::<u64>().unwrap())
        })
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// Says of every card that it came, and that it went.
fn announce() {
    let mut slot = PcscSlot::new(None);
    let both = [(Presence::Absent, "absent"), (Presence::Present, "present")];
    // Empty at first and at last.
    for (presence, word) in both.into_iter().cycle().take(2 * INSERTIONS + 1) {
        slot.wait_for(presence, None, &Cancel::new()).unwrap();
        println!("{word}");
    }
}
