//! How long a certificate's pages take, beside what krilla takes to write the same; and their proof.
//!
//! `cargo bench -p document --bench page`. Fonts are parsed before the clock starts, as in the kiosk.
//! The goal: written in below 60 ms, below 200 kB a side.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod peer;
#[path = "../../tests/residents/mod.rs"]
mod residents;

use std::time::{Duration, Instant};

use document::{CertificateDocument, Fonts, PreviewPicture, UnprovedDocument};
use residents::{Resident, font_bytes, fonts};

const ROUNDS: usize = 40;

/// One thing's times.
#[derive(Default)]
struct Times {
    wall: Vec<Duration>,
    processor: Vec<Duration>,
}

/// How long this thread has had a processor: whatever else the machine does is not in it.
fn processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split_whitespace().next().unwrap().parse().unwrap())
}

impl Times {
    fn add<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (start, had) = (Instant::now(), processor());
        let result = work();
        self.processor.push(processor() - had);
        self.wall.push(start.elapsed());
        result
    }

    fn print(&mut self, what: &str, bytes: Option<usize>) {
        let of = |times: &mut Vec<Duration>, share: usize| {
            times.sort();
            times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3
        };
        let bytes = bytes.map_or(String::new(), |bytes| bytes.to_string());
        println!(
            "  {what:<34} {:>8.1} {:>8.1} {:>9.1} {:>9.1} {bytes:>9}",
            of(&mut self.wall, 50),
            of(&mut self.wall, 95),
            of(&mut self.processor, 50),
            of(&mut self.processor, 95),
        );
    }
}

fn main() {
    let mut parse = Times::default();
    let bytes = font_bytes();
    parse.add(|| Fonts::new(bytes).unwrap());
    let ours = fonts();
    let peers = peer::Fonts::new(font_bytes());
    println!(
        "{:<36} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "milliseconds", "p50", "p95", "cpu p50", "cpu p95", "bytes"
    );
    parse.print("fonts parsed, once", None);

    for slug in [
        "domestic-two-doses",
        "domestic-eight-doses",
        "overseas-two-doses",
        "overseas-eight-doses",
    ] {
        let resident = Resident::of(slug);
        let (document, _) = resident.document();
        let content = peer::Content::of(document.pdf(), &peers);
        let (glyphs, paths) = content.counts();
        println!(
            "{slug}: {} side(s), {glyphs} glyphs, {paths} paths",
            document.pages()
        );
        let [mut written, mut peer, mut proved, mut preview] = [(); 4].map(|()| Times::default());
        // In turn, so that whatever else the machine does falls on all of them.
        for _ in 0..ROUNDS {
            let (matched, _) = resident.matched_certificate();
            let unproved = written.add(|| UnprovedDocument::compose(matched, ours).unwrap());
            peer.add(|| content.write(&peers));
            let proof: CertificateDocument = proved.add(|| unproved.prove().unwrap());
            drop(proof);
            let matched = resident.matched_preview();
            preview.add(|| PreviewPicture::compose(&matched, ours, 800).unwrap());
        }
        written.print(
            "ours: laid out, written (printpdf)",
            Some(document.pdf().len()),
        );
        peer.print("peer: written (krilla)", Some(content.write(&peers).len()));
        proved.print("proof: rasterised, read, compared", None);
        preview.print("preview, 800 pixels wide", None);
    }
}
