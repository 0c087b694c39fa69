//! What our page's codes must survive. The whole table: `cargo bench -p document --bench robustness`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod degrade;
mod residents;

use degrade::{Chance, HARMS, Scan, reads};
use residents::Resident;

const SCANS: u64 = 4;

/// How many of [`SCANS`] scans at 200 dpi must be read, each of both codes. The table has all of them read but for stains
/// and copies; keys and signatures are new each time, and with them the codes, so there is room for the unlucky one.
const FLOOR: &[(&str, usize)] = &[
    ("clean", 4),
    ("blur 0.1 mm", 3),
    ("noise 30", 3),
    ("rotation 17°", 3),
    ("upside down", 4),
    ("perspective 5 %", 3),
    ("contrast 115 to 140", 3),
    ("shadow to a third", 3),
    ("fold of 0.8 mm", 2),
    ("stain of 5 mm", 2),
    ("1 copy", 2),
];

#[test]
fn codes_are_read_after_what_happens_to_paper() {
    let (document, _) = Resident::of("overseas-two-doses").document();
    let codes = Scan::codes(document.pdf(), 200);
    assert_eq!(codes.len(), 2);
    for (name, least) in FLOOR {
        let (_, harm) = HARMS.iter().find(|(harm, _)| harm == name).unwrap();
        for (scan, text) in &codes {
            let read = (0..SCANS)
                .filter(|seed| reads(&harm(scan, &mut Chance::new(*seed)), text))
                .count();
            let what = &text[..5];
            assert!(read >= *least, "{name}: {read} of {SCANS} read of {what}");
        }
    }
}

#[test]
fn a_code_that_is_gone_is_not_read() {
    let (document, _) = Resident::of("domestic-two-doses").document();
    let (scan, text) = Scan::codes(document.pdf(), 150).remove(0);
    assert!(reads(&scan, &text));
    assert!(!reads(&scan.blur(2.0), &text));
    assert!(!reads(&scan, "shc:/56"));
}
