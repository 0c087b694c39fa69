//! What a printer answers (IPP, RFC 8010).

use crate::{Target, Verdict};
use ::printer::{PrinterError, Severity, Status};

pub(crate) const IPP: Target = Target {
    name: "ipp",
    run: run_ipp,
    seeds,
};

/// An attribute with its values, each a tag and bytes (RFC 8010, 3.1.4 and 3.1.5).
fn attribute(name: &str, values: &[(u8, &[u8])]) -> Vec<u8> {
    let field = |bytes: &[u8]| {
        let length = u16::try_from(bytes.len()).unwrap_or_default().to_be_bytes();
        [&length, bytes].concat()
    };
    let names = [name].into_iter().chain(std::iter::repeat(""));
    let values = values.iter().zip(names);
    values
        .flat_map(|((tag, value), name)| {
            [vec![*tag], field(name.as_bytes()), field(value)].concat()
        })
        .collect()
}

fn answer(status: u16, attributes: &[Vec<u8>]) -> Vec<u8> {
    let [hi, lo] = status.to_be_bytes();
    let head = [1, 1, hi, lo, 0, 0, 0, 1, 0x01];
    let operation = [
        attribute("attributes-charset", &[(0x47, b"utf-8")]),
        attribute("attributes-natural-language", &[(0x48, b"en")]),
    ];
    [
        head.to_vec(),
        operation.concat(),
        vec![0x04],
        attributes.concat(),
        vec![0x03],
    ]
    .concat()
}

fn seeds() -> Vec<Vec<u8>> {
    let state = |state: u8| attribute("printer-state", &[(0x23, &[0, 0, 0, state])]);
    let pdf = attribute(
        "document-format-supported",
        &[(0x49, b"application/pdf"), (0x49, b"image/urf")],
    );
    let reasons = |words: &[&[u8]]| {
        let words: Vec<(u8, &[u8])> = words.iter().map(|word| (0x44, *word)).collect();
        attribute("printer-state-reasons", &words)
    };
    let copies = attribute("copies-supported", &[(0x33, &[0, 0, 0, 1, 0, 0, 0, 99])]);
    let accepting = attribute("printer-is-accepting-jobs", &[(0x22, &[0])]);
    // A collection: member name, member value, end.
    let collection = [
        attribute("media-col", &[(0x34, b"")]),
        attribute(
            "",
            &[
                (0x4A, b"x-dimension"),
                (0x21, &[0, 0, 0x52, 0x08]),
                (0x37, b""),
            ],
        ),
    ]
    .concat();
    // S24: a member outside a collection, text that is not UTF-8, no attributes at all.
    let stray = attribute("", &[(0x4A, b"media-type")]);
    let latin = attribute("printer-info", &[(0x41, b"Drucker f\xFCr alle")]);
    vec![
        answer(0, &[state(3), reasons(&[b"none"]), pdf.clone(), copies]),
        answer(
            0,
            &[
                state(5),
                reasons(&[b"media-empty-error", b"toner-low-report"]),
                pdf.clone(),
                accepting,
            ],
        ),
        answer(0, &[state(4), collection, pdf.clone()]),
        answer(0, &[state(3), pdf.clone(), stray]),
        answer(0, &[latin, state(3), pdf]),
        answer(0x0503, &[]),
        vec![2, 0, 0, 0, 0, 0, 0, 1, 0x03],
    ]
}

/// An answer about the printer's state: what is taken says ready only where nothing blocks.
fn run_ipp(input: &[u8]) -> Verdict {
    quiet();
    let status = Status::of_ipp_answer(input);
    match &status {
        Ok(status) => {
            let blocked = status
                .attention
                .iter()
                .any(|one| one.severity == Severity::Blocking);
            assert_eq!(status.ready, !blocked);
            assert!(status.attention.is_sorted());
        }
        Err(error) => assert!(
            matches!(
                error,
                PrinterError::Malformed | PrinterError::Refused | PrinterError::Unsuitable
            ),
            "{error}"
        ),
    }
    Verdict::of(&status)
}

/// The IPP codec may panic; the driver catches that and calls the answer malformed. A fuzzer ends the process in its
/// panic hook, before anything can be caught, so here there is none; an oracle's panic still ends it, at the top.
fn quiet() {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    });
}
