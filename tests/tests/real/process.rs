// SPDX-License-Identifier: GPL-3.0-only
//! Processes: started with a bound, watched, ended, and looked for afterwards.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(20);

/// A command that is ended where it takes far too long.
pub(crate) fn bounded(program: &str) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", "60", program]);
    command
}

/// What a command says; it must succeed.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {}\n{said}\n{complaint}",
        output.status
    );
    said
}

pub(crate) fn signal(name: &str, target: &str) {
    // It may have ended by itself.
    let _ = Command::new("kill").args([name, "--", target]).output();
}

/// Asks a child to end; kills it where it does not.
pub(crate) fn end(child: &mut Child) {
    if matches!(child.try_wait(), Ok(None)) {
        signal("-TERM", &child.id().to_string());
        if !eventually(|| !matches!(child.try_wait(), Ok(None))) {
            let _ = child.kill();
        }
    }
    let _ = child.wait();
}

/// Looks until it is so; `false` where it never is.
pub(crate) fn eventually(mut is_so: impl FnMut() -> bool) -> bool {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        if Instant::now() > until {
            return false;
        }
        thread::park_timeout(Duration::from_millis(5));
    }
    true
}

/// A process, told from a later one of the same number by its start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Process {
    pub(crate) number: u32,
    start: String,
    pub(crate) name: String,
}

/// All that live, with their parents.
fn all() -> HashMap<u32, (u32, Process)> {
    let mut found = HashMap::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(number) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        // proc(5): "number (name) state parent …", the start at place 22.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        let Some((name, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let (state, parent, start) = (fields[0], fields[1].parse().unwrap(), fields[19].to_owned());
        let name = name.split_once('(').map_or("", |(_, name)| name).to_owned();
        // What nobody has reaped is left behind only where we should have.
        if state == "Z" && parent != std::process::id() {
            continue;
        }
        found.insert(
            number,
            (
                parent,
                Process {
                    number,
                    start,
                    name,
                },
            ),
        );
    }
    found
}

/// Everything that this process and its children started, and that still lives.
pub(crate) fn descendants(of: u32) -> BTreeSet<Process> {
    let all = all();
    let mut found = BTreeSet::new();
    let mut parents = vec![of];
    while let Some(parent) = parents.pop() {
        for (number, (_, process)) in all.iter().filter(|(_, (its, _))| *its == parent) {
            if found.insert(process.clone()) {
                parents.push(*number);
            }
        }
    }
    found
}

/// Those of them that do not go away.
pub(crate) fn left_behind(processes: &BTreeSet<Process>) -> Vec<Process> {
    let alive = || -> Vec<Process> {
        let all = all();
        let lives = |process: &&Process| {
            all.get(&process.number)
                .is_some_and(|(_, now)| now.start == process.start)
        };
        processes.iter().filter(lives).cloned().collect()
    };
    eventually(|| alive().is_empty());
    alive()
}
