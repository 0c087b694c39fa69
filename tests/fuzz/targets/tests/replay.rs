//! The committed corpora through the same entry points as the fuzzers, on stable.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use fuzz_targets::{TARGETS, Verdict};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = fuzz().join("corpus").join(target);
    let read = |name: String| {
        let bytes = fs::read(folder.join(&name)).unwrap();
        (name, bytes)
    };
    names(&folder).into_iter().map(read).collect()
}

/// A finding names its target and file: `target` is printed where a test fails.
#[test]
fn every_committed_input_is_taken_or_refused_and_both_happen() {
    let mut one_sided = Vec::new();
    for target in TARGETS {
        println!("{}", target.name);
        let mut verdicts = Vec::new();
        for (name, input) in corpus(target.name) {
            println!("  {name}");
            verdicts.push((target.run)(&input));
        }
        if !verdicts.contains(&Verdict::Taken) || !verdicts.contains(&Verdict::Refused) {
            one_sided.push(target.name);
        }
    }
    assert!(
        one_sided.is_empty(),
        "all taken or all refused: {one_sided:?}"
    );
}

#[test]
fn the_first_seed_of_every_target_reaches_its_end() {
    let refused = TARGETS.iter().filter(|target| {
        let seeds = (target.seeds)();
        (target.run)(&seeds[0]) == Verdict::Refused
    });
    let refused: Vec<&str> = refused.map(|target| target.name).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn every_target_takes_nothing_at_all() {
    for target in TARGETS {
        let _ = (target.run)(&[]);
    }
}

#[test]
fn the_corpora_are_small_and_no_target_is_without_one() {
    let targets: BTreeSet<String> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    assert_eq!(targets.len(), TARGETS.len());
    assert_eq!(names(&fuzz().join("corpus")), targets);
    let mut whole = 0;
    for target in &targets {
        for (name, input) in corpus(target) {
            assert!(input.len() < 4096, "{target}/{name}");
            whole += input.len();
        }
    }
    assert!(whole < 500_000, "{whole} bytes");
}

#[test]
fn every_target_has_its_fuzzer() {
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for target in TARGETS {
        let bin = format!(
            "[[bin]]\nname = \"{0}\"\npath = \"fuzz_targets/{0}.rs\"\n",
            target.name
        );
        assert!(manifest.contains(&bin), "{}", target.name);
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
    assert_eq!(names(&fuzz().join("fuzz_targets")).len(), TARGETS.len());
}

/// What is fuzzed is what is shipped: the fuzzers' lock file has no other version of anything.
#[test]
fn the_fuzzers_have_the_versions_of_the_project() {
    let packages = |lock: PathBuf| -> BTreeSet<String> {
        let text = fs::read_to_string(lock).unwrap();
        let parts = text.split("[[package]]").skip(1);
        parts
            .map(|part| part.lines().skip(1).take(2).collect())
            .collect()
    };
    let ours = packages(fuzz().join("../../Cargo.lock"));
    let theirs = packages(fuzz().join("Cargo.lock"));
    let others: Vec<&String> = theirs.difference(&ours).collect();
    let own = ["arbitrary", "fuzz", "libfuzzer-sys"];
    assert_eq!(others.len(), own.len(), "{others:?}");
    for name in own {
        assert!(
            others
                .iter()
                .any(|other| other.contains(&format!("\"{name}\""))),
            "{name}"
        );
    }
}
