// SPDX-License-Identifier: GPL-3.0-only
//! `docs/dependencies.md` is held against the manifests: every dependency has its reason, and its user.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Keys of `[workspace.dependencies]` that are not paths of ours.
fn foreign(manifest: &str) -> BTreeSet<String> {
    let lines = manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#') && !line.contains("path ="))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// First cells of the tables, where they are a name in backticks; twice the same is an error.
fn documented(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if let Some((name, _)) = line
            .strip_prefix("| `")
            .and_then(|rest| rest.split_once("` |"))
        {
            assert!(names.insert(name.to_owned()), "{name} stands twice");
        }
    }
    names
}

/// The members' names of `[workspace] members`.
fn members(manifest: &str) -> Vec<String> {
    let (_, rest) = manifest.split_once("members = [").unwrap();
    let (list, _) = rest.split_once(']').unwrap();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_dependency_is_documented_and_nothing_else() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let text = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let (foreign, documented) = (foreign(&manifest), documented(&text));
    assert!(
        foreign.contains("ring") && documented.contains("ring"),
        "nothing was read"
    );
    let undocumented: Vec<_> = foreign.difference(&documented).collect();
    let gone: Vec<_> = documented.difference(&foreign).collect();
    assert!(
        undocumented.is_empty(),
        "without a reason in docs/dependencies.md: {undocumented:?}"
    );
    assert!(
        gone.is_empty(),
        "in docs/dependencies.md, but no dependency any more: {gone:?}"
    );
}

#[test]
fn every_dependency_is_used_by_a_member() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifests: Vec<String> = members(&manifest)
        .iter()
        .map(|member| fs::read_to_string(root().join(member).join("Cargo.toml")).unwrap())
        .collect();
    let is_used = |name: &String| {
        let forms = [
            format!("{name}.workspace"),
            format!("{name} = {{ workspace"),
        ];
        manifests
            .iter()
            .flat_map(|text| text.lines())
            .any(|line| forms.iter().any(|form| line.starts_with(form)))
    };
    let unused: Vec<String> = foreign(&manifest)
        .into_iter()
        .filter(|name| !is_used(name))
        .collect();
    assert!(
        unused.is_empty(),
        "in [workspace.dependencies], but no member uses it: {unused:?}"
    );
}

/// The words of a variable of the Makefile, the variables that it names put in.
fn packages(makefile: &str, variable: &str) -> BTreeSet<String> {
    let text = makefile.replace("\\\n", " ");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{variable} := ")))
        .unwrap_or_else(|| panic!("no {variable} in the Makefile"));
    line.split_whitespace()
        .flat_map(|word| {
            match word
                .strip_prefix("$(")
                .and_then(|rest| rest.strip_suffix(')'))
            {
                Some(other) => packages(makefile, other),
                None => BTreeSet::from([word.to_owned()]),
            }
        })
        .collect()
}

/// What the first `apt-get install` beneath a heading names.
fn installed(text: &str, heading: &str) -> BTreeSet<String> {
    let text = text.replace("\\\n", " ");
    text.lines()
        .skip_while(|line| *line != heading)
        .find_map(|line| line.strip_prefix("apt-get install --no-install-recommends "))
        .unwrap_or_else(|| panic!("nothing is installed beneath {heading}"))
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

#[test]
fn who_builds_by_hand_installs_what_the_makefile_does() {
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    let text = fs::read_to_string(root().join("docs/install.md")).unwrap();
    let mut expected = packages(&makefile, "PACKAGES_BUILD");
    expected.extend(packages(&makefile, "PACKAGES_KMS"));
    assert!(expected.contains("flite") && expected.contains("libdrm-dev"));
    assert_eq!(installed(&text, "## 3. Build"), expected);
    let recipe = makefile
        .lines()
        .skip_while(|line| !line.starts_with("kiosk-linuxkms:"))
        .nth(1)
        .unwrap();
    assert!(
        recipe.ends_with(" $(PACKAGES_BUILD) $(PACKAGES_KMS)"),
        "{recipe}"
    );
    assert!(
        packages(&makefile, "PACKAGES_RUN").is_superset(&packages(&makefile, "PACKAGES_BUILD"))
    );
}
