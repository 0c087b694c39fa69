//! Whole pages, held against pictures of themselves and read by programs not of ours.
//!
//! The pictures are `tests/pages/*.png`. Who changes the layout on purpose looks at the pages
//! (`cargo run -p document --example contact_sheet`), records them anew with
//! `PAGES_RECORD=1 cargo test -p document --test pages` and commits them with the change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod residents;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use document::scan::{Pages, find};
use document::{CertificateDocument, PreviewPicture};
use residents::{CERTIFICATE_ID, ISSUE_DATE, RESIDENTS, Resident, fonts};

/// The resolution of the recorded pictures, in dots per inch.
const DPI: u16 = 100;
/// They have 16 shades of grey. This is the step between two of them where they are shown in 256.
const SHADE: u8 = 17;
/// How many pixels of a page may differ by one shade, for rounding differs with the processor; none may
/// by more. A watermark that is moved a little changes thousands.
const FAINT: usize = 500;
/// The shade of what is not compared: the modules of codes, for no two signatures are the same.
const MASK: u8 = 10;
/// The most bytes of a recorded picture.
const MOST_BYTES: usize = 60_000;

struct Composed {
    resident: &'static Resident,
    document: CertificateDocument,
    codes: Vec<String>,
}

/// Everybody's certificate, composed once.
static COMPOSED: LazyLock<Vec<Composed>> = LazyLock::new(|| {
    std::thread::scope(|scope| {
        let halves = RESIDENTS.chunks(RESIDENTS.len().div_ceil(2));
        let threads: Vec<_> = halves
            .map(|half| {
                let compose = |resident: &'static Resident| {
                    let (document, codes) = resident.document();
                    Composed {
                        resident,
                        document,
                        codes,
                    }
                };
                scope.spawn(move || half.iter().map(compose).collect::<Vec<_>>())
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
});

/// A picture in 16 shades of grey.
#[derive(Clone, PartialEq)]
struct Picture {
    width: u32,
    height: u32,
    shades: Vec<u8>,
}

impl Picture {
    fn of(pixels: &[u8], width: u32, height: u32) -> Self {
        let shades = pixels.iter().map(|pixel| pixel >> 4);
        Self {
            width,
            height,
            shades: shades.collect(),
        }
    }

    fn mask(&mut self, corners: [(f32, f32); 4], scale: f32) {
        let [xs, ys] = [
            corners.map(|corner| corner.0),
            corners.map(|corner| corner.1),
        ];
        let range = |along: [f32; 4], end: u32| {
            let from = along.into_iter().fold(f32::MAX, f32::min) * scale;
            let to = along.into_iter().fold(0.0, f32::max) * scale;
            // The decoder's corners are off by a pixel of 300 dpi at most.
            (from.round() as u32).saturating_sub(1)..(to.round() as u32 + 1).min(end)
        };
        let (columns, rows) = (range(xs, self.width), range(ys, self.height));
        for y in rows {
            for x in columns.clone() {
                self.shades[(y * self.width + x) as usize] = MASK;
            }
        }
    }

    fn to_png(&self) -> Vec<u8> {
        let packed: Vec<u8> = self
            .shades
            .chunks(self.width as usize)
            .flat_map(|row| {
                row.chunks(2)
                    .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
            })
            .collect();
        png(
            &packed,
            self.width,
            self.height,
            png::ColorType::Grayscale,
            png::BitDepth::Four,
        )
    }

    fn from_png(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let info = reader.info();
        let (width, height) = (info.width, info.height);
        assert_eq!(
            (info.color_type, info.bit_depth),
            (png::ColorType::Grayscale, png::BitDepth::Four)
        );
        let mut packed = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut packed).unwrap();
        let shades = packed
            .chunks((width as usize).div_ceil(2))
            .flat_map(|row| {
                row.iter()
                    .flat_map(|pair| [pair >> 4, pair & 15])
                    .take(width as usize)
            })
            .collect();
        Self {
            width,
            height,
            shades,
        }
    }

    fn at(&self, x: u32, y: u32) -> Option<u8> {
        (x < self.width && y < self.height).then(|| self.shades[(y * self.width + x) as usize])
    }

    /// How many pixels differ by more than a shade, and how many by one.
    fn differing(&self, other: &Self) -> (usize, usize) {
        if (self.width, self.height) != (other.width, other.height) {
            return (self.shades.len().max(other.shades.len()), 0);
        }
        let pairs = self.shades.iter().zip(&other.shades);
        pairs.fold((0, 0), |(much, little), (one, other)| {
            match one.abs_diff(*other) {
                0 => (much, little),
                1 => (much, little + 1),
                _ => (much + 1, little),
            }
        })
    }

    fn same(&self, other: &Self) -> bool {
        let (much, little) = self.differing(other);
        much == 0 && little <= FAINT
    }

    /// The old picture, the new one, and the new one with the differences in red, side by side.
    fn beside(&self, new: &Self) -> Vec<u8> {
        let (width, height) = (self.width.max(new.width), self.height.max(new.height));
        let mut rgb = Vec::new();
        for y in 0..height {
            for part in 0..3 {
                for x in 0..width {
                    let (old, new) = (self.at(x, y), new.at(x, y));
                    let grey = |shade: Option<u8>| shade.unwrap_or(8) * SHADE;
                    rgb.extend(match part {
                        0 => [grey(old); 3],
                        1 => [grey(new); 3],
                        _ if old != new => [220, 0, 0],
                        // Pale, so that red stands out.
                        _ => [192 + grey(new) / 4; 3],
                    });
                }
            }
        }
        png(
            &rgb,
            width * 3,
            height,
            png::ColorType::Rgb,
            png::BitDepth::Eight,
        )
    }
}

fn png(
    data: &[u8],
    width: u32,
    height: u32,
    colour: png::ColorType,
    depth: png::BitDepth,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::High);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(data)
        .unwrap();
    bytes
}

/// A document's pages as they are compared.
fn pictures(composed: &Composed) -> Vec<Picture> {
    let pages = Pages::open(composed.document.pdf()).unwrap();
    (0..pages.count())
        .map(|page| {
            let grey = pages.grey(page, DPI).unwrap();
            let mut picture = Picture::of(grey.pixels(), grey.width(), grey.height());
            let fine = pages.grey(page, CertificateDocument::PROOF_DPI).unwrap();
            let scale = f32::from(DPI) / f32::from(CertificateDocument::PROOF_DPI);
            for code in find(&fine).unwrap() {
                picture.mask(code.corners(), scale);
            }
            picture
        })
        .collect()
}

fn preview(resident: &Resident) -> Picture {
    let preview = PreviewPicture::compose(&resident.matched_preview(), fonts(), 827).unwrap();
    let preview = preview.picture();
    let grey: Vec<u8> = preview
        .rgba()
        .chunks(4)
        .map(|pixel| {
            let [r, g, b] = [0, 1, 2].map(|index| u32::from(pixel[index]));
            ((r * 2 + g * 7 + b) / 10) as u8
        })
        .collect();
    Picture::of(&grey, preview.width(), preview.height())
}

fn recorded() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

#[test]
fn every_page_looks_as_recorded() {
    let mut pages = Vec::new();
    for composed in &*COMPOSED {
        for (index, picture) in pictures(composed).into_iter().enumerate() {
            let name = format!("{}-{}.png", composed.resident.slug, index + 1);
            pages.push((name, picture));
        }
    }
    for slug in ["domestic-two-doses", "overseas-two-doses"] {
        pages.push((format!("preview-{slug}.png"), preview(Resident::of(slug))));
    }

    let folder = recorded();
    let record = std::env::var_os("PAGES_RECORD").is_some();
    if record {
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
    }
    let looked_at = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pages");
    fs::create_dir_all(&looked_at).unwrap();
    let mut complaints = String::new();
    for (name, picture) in &pages {
        if record {
            let png = picture.to_png();
            assert!(png.len() < MOST_BYTES, "{name} has {} bytes", png.len());
            assert!(Picture::from_png(&png) == *picture);
            fs::write(folder.join(name), png).unwrap();
            continue;
        }
        let Ok(old) = fs::read(folder.join(name)) else {
            writeln!(complaints, "{name} was never recorded").unwrap();
            continue;
        };
        let old = Picture::from_png(&old);
        if !old.same(picture) {
            let (much, little) = old.differing(picture);
            let differing = much + little;
            let file = looked_at.join(name);
            fs::write(&file, old.beside(picture)).unwrap();
            let file = file.display();
            writeln!(complaints, "{name}: {differing} pixels differ, see {file}").unwrap();
        }
    }
    let known: BTreeSet<_> = pages.iter().map(|(name, _)| name.clone()).collect();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !known.contains(&name) {
            writeln!(complaints, "{name} is recorded and no page").unwrap();
        }
    }
    assert!(
        complaints.is_empty(),
        "{complaints}If that is meant: PAGES_RECORD=1 cargo test -p document --test pages"
    );
}

#[test]
fn a_difference_is_seen() {
    let picture = |slug| pictures_of(slug).remove(0);
    let hanako = picture("domestic-two-doses");
    assert!(hanako.same(&hanako));
    assert!(!hanako.same(&picture("domestic-latin-name")));
    let mut dot = hanako.clone();
    dot.shades[300_000] ^= 15;
    assert_eq!(hanako.differing(&dot), (1, 0));
    assert!(!hanako.same(&dot));
    let mut paler = hanako.clone();
    for shade in &mut paler.shades {
        // As without the watermark.
        *shade += u8::from(*shade == 14);
    }
    assert!(!hanako.same(&paler));
    assert!(hanako.beside(&dot).len() > 1000);
}

fn pictures_of(slug: &str) -> Vec<Picture> {
    let composed = COMPOSED
        .iter()
        .find(|composed| composed.resident.slug == slug);
    pictures(composed.unwrap())
}

/// What a program not of ours makes of the PDF.
fn output(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils and qpdf are installed by `make`");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}");
    String::from_utf8(output.stdout).unwrap()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_field_can_be_extracted_exactly() {
    for composed in &*COMPOSED {
        let resident = composed.resident;
        let raw = output("pdftotext", &["-raw", "-", "-"], composed.document.pdf());
        let all = without_spaces(&raw);
        let date = |date: time::Date| {
            let (year, month, day) = date.to_calendar_date();
            format!("{year}年{}月{day}日", u8::from(month))
        };
        let mut fields = vec![
            resident.name.to_owned(),
            date(resident.birth_date),
            resident.issuer.to_owned(),
            date(ISSUE_DATE),
            CERTIFICATE_ID.to_owned(),
            resident.kind().japanese().to_owned(),
        ];
        for dose in resident.doses() {
            fields.extend([
                date(dose.date),
                dose.vaccine_type.clone(),
                dose.manufacturer.clone(),
                dose.product.clone(),
                dose.lot.clone(),
            ]);
            if let Some(english) = &dose.english {
                fields.extend([
                    english.vaccine_type.clone(),
                    english.manufacturer.clone(),
                    english.product.clone(),
                ]);
            }
        }
        if let Some(passport) = &resident.passport {
            fields.extend([
                passport.roman_name.to_owned(),
                passport.nationality.to_owned(),
                passport.number.to_owned(),
                passport.issuer.to_owned(),
            ]);
            fields.extend(passport.other_surname.map(str::to_owned));
        }
        for field in fields {
            let field = without_spaces(&field);
            assert!(
                all.contains(&field),
                "{}: {field} is not in {all}",
                resident.slug
            );
        }
    }
}

#[test]
fn every_file_is_sound_small_and_embeds_subsets_of_its_fonts() {
    for composed in &*COMPOSED {
        let slug = composed.resident.slug;
        let pdf = composed.document.pdf();
        let most = 200_000 * composed.document.pages() as usize;
        assert!(pdf.len() < most, "{slug}: {} bytes", pdf.len());

        let fonts = output("pdffonts", &["-"], pdf);
        let rows: Vec<_> = fonts.lines().skip(2).collect();
        assert!((1..=3).contains(&rows.len()), "{slug}: {fonts}");
        for row in rows {
            let words: Vec<_> = row.split_whitespace().collect();
            let (_, name) = words[0].split_once('+').unwrap_or_default();
            let known = ["IPAexGothic", "IPAmjMincho", "IPAexMincho"];
            assert!(known.contains(&name), "{slug}: {row}");
            // Embedded, a subset, with a table to Unicode.
            assert!(row.contains(" yes yes yes "), "{slug}: {row}");
        }

        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{slug}.pdf"));
        fs::write(&file, pdf).unwrap();
        let checked = output("qpdf", &["--check", file.to_str().unwrap()], &[]);
        fs::remove_file(&file).unwrap();
        assert!(
            checked.contains("No syntax or stream encoding errors"),
            "{slug}: {checked}"
        );
    }
}

#[test]
fn the_files_own_data_name_nobody_and_are_dated_by_the_issue() {
    for composed in &*COMPOSED {
        let slug = composed.resident.slug;
        let pdf = composed.document.pdf();
        let info = output("pdfinfo", &["-isodates", "-"], pdf);
        let value = |key: &str| {
            let line = info.lines().find(|line| line.starts_with(key));
            line.and_then(|line| line.split_once(':'))
                .map(|(_, value)| value.trim())
        };
        assert_eq!(value("Title:"), Some("Vaccination Certificate of COVID-19"));
        assert_eq!(value("Producer:"), Some("vaccination-certificate-kiosk"));
        for empty in ["Author:", "Subject:", "Keywords:", "Creator:"] {
            assert!(value(empty).is_none_or(str::is_empty), "{slug}: {info}");
        }
        // Midnight of the issue date: the minute of somebody's visit is nobody's business.
        for date in ["CreationDate:", "ModDate:"] {
            assert_eq!(value(date), Some("2024-03-29T00:00:00Z"), "{slug}: {info}");
        }
        // Whatever XMP there may be.
        let xmp = output("pdfinfo", &["-meta", "-"], pdf);
        for field in [composed.resident.name, CERTIFICATE_ID, "1322"] {
            assert!(!info.contains(field) && !xmp.contains(field), "{slug}");
        }
    }
}

#[test]
fn the_codes_of_everybody_are_there_for_other_rasterisers_too() {
    for composed in &*COMPOSED {
        let slug = composed.resident.slug;
        let mut expected = composed.codes.clone();
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{slug}-codes"));
        let source = file.with_extension("pdf");
        fs::write(&source, composed.document.pdf()).unwrap();
        let status = Command::new("pdftoppm")
            .args(["-png", "-gray", "-r", "150"])
            .args([&source, &file])
            .status();
        assert!(status.unwrap().success());
        fs::remove_file(&source).unwrap();
        let mut found = Vec::new();
        for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with(&format!("{slug}-codes-")) {
                let codes = document::scan::file(&fs::read(&path).unwrap()).unwrap();
                found.extend(codes.iter().map(|code| code.to_string()));
                fs::remove_file(&path).unwrap();
            }
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{slug}");
    }
}
