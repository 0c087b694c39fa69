//! Every resident's pages side by side, to be looked at: `target/pages/contact-sheet.png`, and each page
//! larger beside it.
//!
//! `cargo run -p document --example contact_sheet`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../tests/residents/mod.rs"]
mod residents;

use std::fs::{self, File};
use std::path::Path;

use document::scan::{Grey, Pages};
use residents::RESIDENTS;

const COLUMNS: usize = 6;
const GAP: usize = 12;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pages");
    fs::create_dir_all(&folder).unwrap();
    let mut small = Vec::new();
    for resident in RESIDENTS {
        let (document, _) = resident.document();
        let pages = Pages::open(document.pdf()).unwrap();
        for page in 0..pages.count() {
            let file = folder.join(format!("look-{}-{}.png", resident.slug, page + 1));
            let large = pages.grey(page, 130).unwrap();
            save(&file, large.pixels(), large.width(), large.height());
            small.push(pages.grey(page, 50).unwrap());
        }
    }
    let file = folder.join("contact-sheet.png");
    let (pixels, width, height) = sheet(&small);
    save(&file, &pixels, width as u32, height as u32);
    println!("{}", file.display());
}

/// The pictures in rows, on grey.
fn sheet(pictures: &[Grey]) -> (Vec<u8>, usize, usize) {
    let (width, height) = (pictures[0].width() as usize, pictures[0].height() as usize);
    let rows = pictures.len().div_ceil(COLUMNS);
    let whole_width = COLUMNS * (width + GAP) + GAP;
    let whole_height = rows * (height + GAP) + GAP;
    let mut pixels = vec![120; whole_width * whole_height];
    for (index, picture) in pictures.iter().enumerate() {
        let left = GAP + (index % COLUMNS) * (width + GAP);
        let top = GAP + (index / COLUMNS) * (height + GAP);
        for (y, row) in picture.pixels().chunks(width).enumerate() {
            let start = (top + y) * whole_width + left;
            pixels[start..start + width].copy_from_slice(row);
        }
    }
    (pixels, whole_width, whole_height)
}

fn save(file: &Path, pixels: &[u8], width: u32, height: u32) {
    let mut encoder = png::Encoder::new(File::create(file).unwrap(), width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(pixels)
        .unwrap();
}
