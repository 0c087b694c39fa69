//! What a confined process cannot do any more. Each process is a child: the sandbox is for good.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::HashMap;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const EACCES: &str = "errno 13";

const WRITES: [&str; 13] = [
    "create",
    "write",
    "append",
    "read-write",
    "truncate",
    "mkdir",
    "symlink",
    "hard-link",
    "socket-file",
    "rename",
    "unlink",
    "rmdir",
    "shared-memory",
];

struct Outcome {
    first: String,
    lines: HashMap<String, String>,
    success: bool,
    dir: TempDir,
}

impl Outcome {
    fn of(&self, name: &str) -> &str {
        self.lines
            .get(name)
            .unwrap_or_else(|| panic!("no line {name}"))
    }
}

fn probe(arguments: &[&str]) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    for prefix in ["", "thread-"] {
        for name in ["old", "doomed"] {
            fs::write(dir.path().join(format!("{prefix}{name}")), "x").unwrap();
        }
        fs::create_dir(dir.path().join(format!("{prefix}doomed-folder"))).unwrap();
    }
    fs::write(dir.path().join("existing"), "kept").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lockdown-probe"))
        .arg(dir.path())
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let pairs = lines.filter_map(|line| line.split_once(": "));
    let lines = pairs
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    Outcome {
        first,
        lines,
        success: output.status.success(),
        dir,
    }
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Without the sandbox all of it works, so that a denial below is the sandbox's doing.
#[test]
fn r70_the_probe_can_do_everything_while_it_is_not_confined() {
    let outcome = probe(&["--unconfined"]);
    assert!(outcome.success);
    for prefix in ["", "thread-"] {
        for name in WRITES
            .iter()
            .chain(&["read", "list", "null", "zero", "execute", "listen"])
        {
            assert_eq!(
                outcome.of(&format!("{prefix}{name}")),
                "ok",
                "{prefix}{name}"
            );
        }
    }
    assert_eq!(outcome.of("dumpable"), "yes");
    assert_eq!(
        fs::read_to_string(outcome.dir.path().join("existing")).unwrap(),
        ""
    );
}

#[test]
fn r70_no_file_can_be_created_changed_or_removed() {
    let outcome = probe(&["--device", "/dev/null"]);
    assert!(outcome.success, "{}", outcome.first);
    for prefix in ["", "thread-"] {
        for name in WRITES {
            let found = outcome.of(&format!("{prefix}{name}")).to_owned();
            // A hard link or rename that Refer denies answers EXDEV (Landlock, "refer").
            let denied = found == EACCES || (found == "errno 18" && name == "hard-link");
            assert!(denied, "{prefix}{name}: {found}");
        }
        for name in ["read", "list", "null", "execute", "listen"] {
            assert_eq!(
                outcome.of(&format!("{prefix}{name}")),
                "ok",
                "{prefix}{name}"
            );
        }
        assert_eq!(outcome.of(&format!("{prefix}zero")), EACCES);
    }
    assert_eq!(
        fs::read_to_string(outcome.dir.path().join("existing")).unwrap(),
        "kept"
    );
    let left = [
        "doomed",
        "doomed-folder",
        "existing",
        "old",
        "thread-doomed",
        "thread-doomed-folder",
        "thread-old",
    ];
    assert_eq!(names(outcome.dir.path()), left);
}

#[test]
fn r70_no_core_dump_and_no_tracing() {
    let outcome = probe(&[]);
    assert_eq!(outcome.of("dumpable"), "no");
    assert_eq!(outcome.of("core-limit"), "Some(0) Some(0)");
}

#[test]
fn execution_is_denied_where_asked_for() {
    let outcome = probe(&["--deny-execution"]);
    assert_eq!(outcome.of("execute"), EACCES);
    assert_eq!(outcome.of("read"), "ok");
}

#[test]
fn r64_only_listed_ports_can_be_reached_and_none_listened_on() {
    let (one, other) = (
        TcpListener::bind("127.0.0.1:0").unwrap(),
        TcpListener::bind("127.0.0.1:0").unwrap(),
    );
    let port = |listener: &TcpListener| listener.local_addr().unwrap().port().to_string();
    let (one, other) = (port(&one), port(&other));
    let free = probe(&["--connect", &one, "--connect", &other]);
    assert_eq!((free.of("connect-0"), free.of("connect-1")), ("ok", "ok"));
    let limited = probe(&["--port", &one, "--connect", &one, "--connect", &other]);
    assert_eq!(limited.of("connect-0"), "ok");
    if limited.first.contains("tcp_ports: true") {
        assert_eq!(limited.of("connect-1"), EACCES);
        assert_eq!(limited.of("listen"), EACCES);
    } else {
        // Landlock below ABI 4: the report says so, and nothing is limited.
        assert_eq!(limited.of("connect-1"), "ok");
    }
}

#[test]
fn a_process_with_threads_is_refused() {
    let outcome = probe(&["--thread"]);
    assert_eq!(
        (outcome.first.as_str(), outcome.success),
        ("LOCKDOWN-THREADS", false)
    );
}

#[test]
fn r70_a_file_left_open_for_writing_is_refused() {
    let outcome = probe(&["--leak"]);
    assert_eq!(
        (outcome.first.as_str(), outcome.success),
        ("LOCKDOWN-OPEN-FOR-WRITING", false)
    );
}

#[test]
fn storage_is_no_device() {
    for path in ["/tmp", "/dev/shm", "/dev", "/dev/../tmp"] {
        let outcome = probe(&["--device", path]);
        assert_eq!(
            (outcome.first.as_str(), outcome.success),
            ("LOCKDOWN-NOT-A-DEVICE", false)
        );
    }
}

#[test]
fn the_report_tells_what_is_in_force() {
    let outcome = probe(&["--device", "/dev/no-such-device", "--deny-execution"]);
    for text in [
        "files: true",
        "execution: true",
        "dumps: true",
        "/dev/no-such-device",
    ] {
        assert!(outcome.first.contains(text), "{text}: {}", outcome.first);
    }
    assert!(outcome.first.contains("tcp_ports: false"));
}
