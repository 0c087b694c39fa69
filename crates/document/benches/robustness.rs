//! How often the codes of our page are read after what happens to paper.
//!
//! `cargo bench -p document --bench robustness`. Each cell: how many of 8 scans were read by rxing, and
//! by zbar where `zbarimg` is installed. The same every time: chance comes from seeds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../tests/degrade/mod.rs"]
mod degrade;
#[path = "../tests/residents/mod.rs"]
mod residents;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use degrade::{Chance, HARMS, Scan, reads};
use document::scan::Grey;
use residents::Resident;

const SCANS: u64 = 8;
const RESOLUTIONS: [u16; 3] = [150, 200, 300];

fn main() {
    let (document, _) = Resident::of("overseas-two-doses").document();
    let zbar = Command::new("zbarimg")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    // In the order of their length: SMART Health Card, VDS-NC.
    let columns: Vec<_> = RESOLUTIONS
        .into_iter()
        .map(|dpi| {
            let mut codes = Scan::codes(document.pdf(), dpi);
            codes.sort_by_key(|(_, text)| !text.starts_with("shc:/"));
            assert_eq!(codes.len(), 2);
            codes
        })
        .collect();
    let readers = if zbar { "rxing zbar" } else { "rxing" };
    println!("of {SCANS} scans read by: {readers}");
    print!("{:<22}", "");
    for dpi in RESOLUTIONS {
        print!(
            " |{:>14}{:>14}",
            format!("SHC {dpi}"),
            format!("VDS-NC {dpi}")
        );
    }
    println!(" dpi");
    let mut total = [[0; 2]; 2];
    for (name, harm) in HARMS {
        print!("{name:<22}");
        for codes in &columns {
            print!(" |");
            for (index, (scan, text)) in codes.iter().enumerate() {
                let mut read = [0; 2];
                for seed in 0..SCANS {
                    let harmed = harm(scan, &mut Chance::new(seed));
                    read[0] += u32::from(reads(&harmed, text));
                    read[1] += u32::from(zbar && zbar_reads(&harmed.grey(), text));
                }
                let shown = if zbar {
                    format!("{} {}", read[0], read[1])
                } else {
                    read[0].to_string()
                };
                print!("{shown:>14}");
                total[index][0] += read[0];
                total[index][1] += read[1];
            }
        }
        println!();
    }
    let all = u32::try_from(HARMS.len() * RESOLUTIONS.len()).unwrap() * SCANS as u32;
    for (name, [rxing, zbars]) in ["SHC", "VDS-NC"].into_iter().zip(total) {
        println!("{name}: rxing {rxing}, zbar {zbars} of {all}");
    }
}

fn zbar_reads(grey: &Grey, text: &str) -> bool {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("robustness.pgm");
    let mut pgm = format!("P5 {} {} 255\n", grey.width(), grey.height()).into_bytes();
    pgm.extend_from_slice(grey.pixels());
    std::fs::write(&file, pgm).unwrap();
    let output = Command::new("zbarimg")
        .args([
            "--quiet",
            "--raw",
            "--nodbus",
            "-Sdisable",
            "-Sqrcode.enable",
        ])
        .arg(&file)
        .output()
        .unwrap();
    let read = String::from_utf8_lossy(&output.stdout);
    read.lines().any(|line| line == text)
}
