//! The OpenAPI files and the code say the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;

use relay_api::center::{
    APPLICATIONS_PATH, CATALOGUE_PATH, ISSUES_PATH, OUTCOMES_PATH, SESSIONS_PATH,
};
use relay_api::vrs::{CERTIFICATES_PATH, LOOKUPS_PATH, OUTCOME_PATH};
use relay_api::{CertificateKind, PrintOutcome, Problem, ProblemCode};

const CENTER: &str = include_str!("../openapi/center.yaml");
const VRS: &str = include_str!("../openapi/vrs.yaml");

/// Keys under `paths:`: two spaces, a slash, a colon at the end.
fn paths(file: &str) -> BTreeSet<&str> {
    file.lines()
        .filter_map(|line| line.strip_prefix("  /")?.strip_suffix(':'))
        .collect()
}

/// The list under `Code:`.
fn codes(file: &str) -> BTreeSet<&str> {
    let list = file
        .split_once("\n    Code:\n")
        .unwrap()
        .1
        .split_once("enum:\n")
        .unwrap()
        .1;
    list.lines()
        .map_while(|line| line.strip_prefix("        - "))
        .collect()
}

/// The one-line `enum: [a, b]` under this schema.
fn one_line_enum(file: &str, schema: &str) -> BTreeSet<String> {
    let schema = file.split_once(&format!("\n    {schema}:\n")).unwrap().1;
    let list = schema
        .split_once("enum: [")
        .unwrap()
        .1
        .split_once(']')
        .unwrap()
        .0;
    list.split(", ").map(str::to_owned).collect()
}

fn of(paths: &[&'static str]) -> BTreeSet<&'static str> {
    paths
        .iter()
        .map(|path| path.strip_prefix('/').unwrap())
        .collect()
}

fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_paths_are_the_same() {
    let center = of(&[
        CATALOGUE_PATH,
        SESSIONS_PATH,
        APPLICATIONS_PATH,
        ISSUES_PATH,
        OUTCOMES_PATH,
    ]);
    assert_eq!(paths(CENTER), center);
    assert_eq!(
        paths(VRS),
        of(&[LOOKUPS_PATH, CERTIFICATES_PATH, OUTCOME_PATH])
    );
}

#[test]
fn the_codes_are_the_same() {
    let all: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(all.len(), ProblemCode::ALL.len());
    assert_eq!(codes(CENTER), all);
    assert!(codes(VRS).is_subset(&all));
}

#[test]
fn each_code_stands_at_its_status() {
    for file in [CENTER, VRS] {
        let mut status = "";
        let mut seen = BTreeSet::new();
        for line in file.lines() {
            if let Some(found) = line
                .strip_prefix("        \"")
                .and_then(|line| line.strip_suffix("\":"))
            {
                status = found;
            } else if let Some(found) = line.strip_prefix("          description: ")
                && !status.starts_with('2')
                && !status.is_empty()
            {
                for code in found.split(", ") {
                    let known = ProblemCode::ALL.iter().find(|known| known.as_str() == code);
                    let known = known.unwrap_or_else(|| panic!("{code} is no code"));
                    assert_eq!(known.status().to_string(), status, "{code}");
                    seen.insert(code);
                }
                status = "";
            }
        }
        assert_eq!(seen, codes(file));
    }
}

#[test]
fn kinds_and_outcomes_are_the_same() {
    let kinds = [
        CertificateKind::Domestic,
        CertificateKind::OverseasAndDomestic,
    ];
    for file in [CENTER, VRS] {
        assert_eq!(
            one_line_enum(file, "Kind"),
            kinds.iter().map(text).collect()
        );
        assert_eq!(
            one_line_enum(file, "Outcome"),
            PrintOutcome::ALL.iter().map(text).collect()
        );
    }
}

#[test]
fn a_problem_document_is_as_rfc_9457_has_it() {
    for &code in ProblemCode::ALL {
        assert_eq!(text(&code), code.as_str());
        let problem = serde_json::to_value(Problem::new(code)).unwrap();
        assert_eq!(problem["type"], "about:blank");
        assert_eq!(problem["status"], code.status());
        assert_eq!(problem["code"], code.as_str());
        assert_eq!(problem.as_object().unwrap().len(), 5);
    }
}
