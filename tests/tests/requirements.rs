// SPDX-License-Identifier: GPL-3.0-only
//! `docs/requirements.md` and `SECURITY.md` are held against the code: what is met or claimed names a test that exists.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every requirement of the source documents that is tagged K, I, E, C or V.
const REQUIREMENTS: [u16; 83] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 37, 38, 39, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 70, 71, 72, 82, 83, 84, 85,
    86, 90, 91, 92, 93, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 113, 115, 116,
    126, 130, 131, 132, 133, 134, 135, 136, 137, 140, 141, 142, 145,
];

#[derive(Debug)]
struct Row {
    number: u16,
    requirement: String,
    tests: Vec<String>,
    status: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rows of the table; what is no row of it is passed over, what is a broken row is an error.
fn rows(text: &str) -> Result<Vec<Row>, String> {
    let is_row = |line: &&str| {
        line.strip_prefix("| R")
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    text.lines()
        .filter(is_row)
        .map(|line| {
            let cells: Vec<&str> = line
                .trim()
                .trim_matches('|')
                .split('|')
                .map(str::trim)
                .collect();
            let [number, _tag, requirement, _place, tests, status] = cells[..] else {
                return Err(format!("{} cells instead of 6: {line}", cells.len()));
            };
            Ok(Row {
                number: number
                    .trim_start_matches('R')
                    .parse()
                    .map_err(|_| format!("no number: {line}"))?,
                requirement: requirement.to_owned(),
                tests: tests
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect(),
                status: status.to_owned(),
            })
        })
        .collect()
}

/// What is wrong with the rows, given the tests that exist.
fn faults(rows: &[Row], existing: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for Row {
        number,
        requirement,
        tests,
        status,
    } in rows
    {
        let mut fault = |text: String| faults.push(format!("R{number}: {text}"));
        if !seen.insert(*number) {
            fault("stands twice".to_owned());
        }
        if !REQUIREMENTS.contains(number) {
            fault("is no requirement of the list".to_owned());
        }
        if requirement.is_empty() {
            fault("says nothing".to_owned());
        }
        match status.split_once(": ") {
            None if status == "met" => {
                if tests.is_empty() {
                    fault("is met by no test".to_owned());
                }
            }
            Some(("not yet" | "operator", reason)) if !reason.is_empty() => {}
            _ => fault(format!(
                "has an unknown status, or one without its reason: {status}"
            )),
        }
        for test in tests {
            let exists = test.split_once("::").is_some_and(|(package, name)| {
                existing
                    .get(package)
                    .is_some_and(|tests| tests.contains(name))
            });
            if !exists {
                fault(format!("names a test that does not exist: {test}"));
            }
        }
    }
    let missing = REQUIREMENTS.iter().filter(|number| !seen.contains(number));
    faults.extend(missing.map(|number| format!("R{number}: is missing")));
    faults
}

/// Test functions of a source text: `fn` lines that stand under a test attribute.
fn tests_of(source: &str) -> impl Iterator<Item = String> {
    let mut under_attribute = false;
    source.lines().map(str::trim).filter_map(move |line| {
        if line.starts_with("#[") {
            under_attribute |= line == "#[test]" || line.starts_with("#[tokio::test");
            return None;
        }
        let declared = line
            .strip_prefix("async ")
            .unwrap_or(line)
            .strip_prefix("fn ")?;
        let name = declared.split(['(', '<']).next()?;
        std::mem::take(&mut under_attribute).then(|| name.to_owned())
    })
}

/// All Rust files beneath `folder`, build results aside.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                sources(&path, found);
            }
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// The package that a file belongs to: the name in the nearest `Cargo.toml` above it.
fn package_of(file: &Path) -> Option<String> {
    file.ancestors().skip(1).find_map(|folder| {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = \""))?;
        Some(name.trim_end_matches('"').to_owned())
    })
}

fn existing_tests() -> BTreeMap<String, BTreeSet<String>> {
    let mut files = Vec::new();
    sources(&root(), &mut files);
    let mut existing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        if let Some(package) = package_of(&file) {
            existing
                .entry(package)
                .or_default()
                .extend(tests_of(&fs::read_to_string(&file).unwrap()));
        }
    }
    existing
}

#[test]
fn every_requirement_has_its_row_and_every_test_named_exists() {
    let rows = rows(&fs::read_to_string(root().join("docs/requirements.md")).unwrap()).unwrap();
    let faults = faults(&rows, &existing_tests());
    assert!(
        faults.is_empty(),
        "docs/requirements.md:\n{}",
        faults.join("\n")
    );
}

/// Whatever stands in backticks and is `package::function`, of a package that is there.
fn named<'a>(text: &'a str, existing: &BTreeMap<String, BTreeSet<String>>) -> Vec<&'a str> {
    let is_name = |name: &str| {
        let mut letters = name.bytes();
        letters.all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| {
            name.split_once("::")
                .is_some_and(|(package, test)| existing.contains_key(package) && is_name(test))
        })
        .collect()
}

#[test]
fn every_test_that_a_claim_of_security_names_exists() {
    let existing = existing_tests();
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let named = named(&text, &existing);
    assert!(named.len() > 80, "only {} tests are named", named.len());
    let gone: Vec<&&str> = named
        .iter()
        .filter(|name| {
            let (package, test) = name.split_once("::").unwrap();
            !existing[package].contains(test)
        })
        .collect();
    assert!(
        gone.is_empty(),
        "SECURITY.md names tests that do not exist: {gone:?}"
    );
    // A row of the table names one, or is a heading.
    let table = text.split("| Claim | Tests |").nth(1).unwrap();
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        assert!(row.contains('`') || row.starts_with("| **"), "{row}");
    }
}

#[test]
fn every_fault_of_the_table_is_found() {
    let existing = BTreeMap::from([("a".to_owned(), BTreeSet::from(["r1_is_so".to_owned()]))]);
    let table = |row: &str| {
        let all = REQUIREMENTS.iter().filter(|number| **number != 1);
        let others: String = all
            .map(|n| format!("| R{n} | V | what | none | none | operator: why |\n"))
            .collect();
        format!(
            "# Title\n\n| R | Tag | Requirement | Where | Test | Status |\n|---|---|---|---|---|---|\n{row}\n{others}"
        )
    };
    let check = |row: &str| faults(&rows(&table(row)).unwrap(), &existing);

    assert_eq!(
        check("| R1 | K V | what | `x` | `a::r1_is_so` | met |"),
        Vec::<String>::new()
    );
    for (row, expected) in [
        (
            "| R1 | K V | what | `x` | `a::r1_was_so` | met |",
            "R1: names a test that does not exist: a::r1_was_so",
        ),
        (
            "| R1 | K V | what | `x` | `b::r1_is_so` | met |",
            "R1: names a test that does not exist: b::r1_is_so",
        ),
        (
            "| R1 | K V | what | `x` | `r1_is_so` | met |",
            "R1: names a test that does not exist: r1_is_so",
        ),
        (
            "| R1 | K V | what | `x` | none | met |",
            "R1: is met by no test",
        ),
        (
            "| R1 | K V | what | `x` | none | nearly |",
            "R1: has an unknown status, or one without its reason: nearly",
        ),
        (
            "| R1 | K V | what | `x` | none | operator |",
            "R1: has an unknown status, or one without its reason: operator",
        ),
        (
            "| R1 | K V |  | `x` | `a::r1_is_so` | met |",
            "R1: says nothing",
        ),
        (
            "| R18 | A | what | none | none | not yet: why |",
            "R18: is no requirement of the list",
        ),
        ("", "R1: is missing"),
    ] {
        assert!(
            check(row).contains(&expected.to_owned()),
            "{row}: {:?}",
            check(row)
        );
    }
    let once = "| R1 | K V | what | `x` | `a::r1_is_so` | met |";
    assert_eq!(check(&format!("{once}\n{once}")), ["R1: stands twice"]);
    assert!(rows("| R1 | K | too few |").is_err());
}

#[test]
fn only_what_stands_under_a_test_attribute_is_a_test() {
    let source = "fn help() {}\n#[test]\nfn one() {}\n#[allow(x)]\nfn two() {}\n#[tokio::test(flavor = \"x\")]\n\
                  async fn three() {}\nproptest! {\n    #[test]\n    fn four(a in any::<u8>()) {}\n}\n// fn five() {}";
    assert_eq!(
        tests_of(source).collect::<Vec<_>>(),
        ["one", "three", "four"]
    );
}
