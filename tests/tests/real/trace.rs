// SPDX-License-Identifier: GPL-3.0-only
//! What a process did to files, by `strace`, and what of it is a write.

use std::{
    collections::HashMap,
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::Command,
};

/// Every call that opens, makes, changes the name of, cuts or removes a file. The question mark: architectures differ
/// in what they have.
const CALLS: &str = "trace=?open,?openat,?openat2,?creat,?unlink,?unlinkat,?rmdir,?rename,?renameat,?renameat2,\
    ?mkdir,?mkdirat,?mknod,?mknodat,?truncate,?link,?linkat,?symlink,?symlinkat,?memfd_create,?memfd_secret";

/// Opened for writing, or made.
const WRITES: [&str; 6] = [
    "O_WRONLY",
    "O_RDWR",
    "O_CREAT",
    "O_TRUNC",
    "O_APPEND",
    "O_TMPFILE",
];

/// Beneath `/dev`, but memory or disk, no device.
const KEEPERS: [&str; 3] = ["/dev/shm/", "/dev/mqueue/", "/dev/hugepages/"];

/// What the display library tries, and does without: the screen's pixels in memory shared with the X server
/// (softbuffer), and the cache of the font list (fontconfig).
const TRIED: [&str; 4] = [
    "/dev/shm/softbuffer-x11-",
    "/fontconfig/",
    "/fontconfig\"",
    "/.fontconfig",
];

/// `program` under `strace`; the trace goes to `trace`.
///
/// For an ordinary user `strace` cannot read the paths of a process that has switched dumps off: it prints pointers.
/// In a user namespace of its own it can.
pub(crate) fn command(program: &Path, trace: &Path) -> Command {
    let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    let mut command = if is_root {
        Command::new("strace")
    } else {
        let mut unshare = Command::new("unshare");
        unshare.args(["--map-root-user", "strace"]);
        unshare
    };
    command
        .args(["-f", "-y", "-qq", "-e", CALLS, "-o"])
        .arg(trace)
        .arg(program);
    command
}

/// One call, put together again where another thread's came in between.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) thread: u32,
    pub(crate) text: String,
}

impl Call {
    pub(crate) fn name(&self) -> &str {
        self.text.split('(').next().unwrap_or_default()
    }

    /// `3</path>` or `-1 EACCES (Permission denied)`; nothing where the process ended within the call.
    fn result(&self) -> Option<&str> {
        self.text
            .rsplit_once(") = ")
            .map(|(_, result)| result.trim())
    }

    pub(crate) fn succeeded(&self) -> bool {
        self.result()
            .is_some_and(|result| !result.starts_with(['-', '?']))
    }

    pub(crate) fn was_denied(&self) -> bool {
        self.result().is_some_and(|result| result.starts_with('-'))
    }

    /// Where a file was opened: the file itself, whatever the name it was called by.
    pub(crate) fn opened(&self) -> Option<&str> {
        self.result()?.split_once('<')?.1.strip_suffix('>')
    }

    /// Whether it is a write, if it succeeded.
    pub(crate) fn is_write(&self) -> bool {
        match self.name() {
            "open" | "openat" | "openat2" => {
                let words = || {
                    self.text
                        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                };
                words().any(|word| WRITES.contains(&word))
            }
            _ => true,
        }
    }

    /// Screen, sound, nothing: no place to keep anything.
    fn is_device(&self) -> bool {
        let kept = |path: &str| KEEPERS.iter().any(|keeper| path.starts_with(keeper));
        self.opened()
            .is_some_and(|path| path.starts_with("/dev/") && !kept(path))
    }

    fn is_known_try(&self) -> bool {
        TRIED.iter().any(|path| self.text.contains(path))
    }
}

pub(crate) struct Trace(Vec<Call>);

impl Trace {
    pub(crate) fn read(path: &Path) -> Trace {
        let text = fs::read(path).expect("the trace is there");
        let text = String::from_utf8_lossy(&text);
        let mut calls = Vec::new();
        let mut begun: HashMap<u32, String> = HashMap::new();
        for line in text.lines() {
            let (thread, rest) = line.split_once(' ').expect("a line begins with its thread");
            let thread: u32 = thread.parse().expect("a line begins with its thread");
            let rest = rest.trim_start();
            if rest.starts_with("---") || rest.starts_with("+++") {
                continue;
            }
            if let Some(part) = rest.strip_suffix("<unfinished ...>") {
                begun.insert(thread, part.trim_end().to_owned());
            } else if let Some(part) = rest.strip_prefix("<... ") {
                let (_, end) = part.split_once(" resumed>").expect("the rest of a call");
                let text = begun.remove(&thread).expect("the begin of a call") + end;
                calls.push(Call { thread, text });
            } else {
                calls.push(Call {
                    thread,
                    text: rest.to_owned(),
                });
            }
        }
        calls.extend(
            begun
                .into_iter()
                .map(|(thread, text)| Call { thread, text }),
        );
        Trace(calls)
    }

    pub(crate) fn calls(&self) -> &[Call] {
        &self.0
    }

    /// Whether this file was opened for reading only.
    pub(crate) fn has_read(&self, path: &Path) -> bool {
        let opened = |call: &Call| call.opened().map(PathBuf::from).as_deref() == Some(path);
        self.0
            .iter()
            .any(|call| call.succeeded() && !call.is_write() && opened(call))
    }

    /// The writes that the kernel let pass, devices aside. One that never came back counts.
    pub(crate) fn writes(&self) -> Vec<&Call> {
        let writes = self.0.iter().filter(|call| call.is_write());
        writes
            .filter(|call| !call.was_denied() && !call.is_device())
            .collect()
    }

    /// The writes that the kernel refused, but for those of the display library.
    pub(crate) fn denied(&self) -> Vec<&Call> {
        let writes = self.0.iter().filter(|call| call.is_write());
        writes
            .filter(|call| call.was_denied() && !call.is_known_try())
            .collect()
    }
}
