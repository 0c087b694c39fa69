// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk-screens`: a picture of every screen, for people who look at them.

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

use clap::Parser;
use demo::{
    catalogue,
    gallery::{Exhibit, Gallery, exhibits},
    headless::{Headless, to_png},
    inspect,
};
use kiosk_app::{
    modes::{Mode, Modes},
    present::offer_languages,
    texts::{Language, Texts},
    ui::AppWindow,
};
use slint::{ComponentHandle as _, Rgb8Pixel, SharedPixelBuffer};

/// Draws every screen of the kiosk, in each language, way of showing and size, without a display.
///
/// For each of these there is a contact sheet; with --single also a picture of each screen. What is wrong on a screen
/// (text outside the window, controls that are too small, lie over each other or have no label) is told, and the exit
/// status is then 1.
#[derive(Debug, Parser)]
#[command(name = "kiosk-screens", version)]
struct Arguments {
    /// Where the pictures go.
    #[arg(long, value_name = "DIR", default_value = "target/screens")]
    output: PathBuf,
    /// Only these languages, by their BCP 47 tags.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    languages: Vec<String>,
    /// Only these ways of showing: usual, large, contrast, reversed, low, ear.
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    modes: Vec<String>,
    /// Only these sizes: 1080x1920, 1280x800, 800x480.
    #[arg(long, value_name = "WIDTHxHEIGHT", value_delimiter = ',')]
    sizes: Vec<String>,
    /// Only screens whose name begins so.
    #[arg(long, value_name = "NAME", default_value = "")]
    only: String,
    /// Also a picture of each screen.
    #[arg(long)]
    single: bool,
    /// Instead, the catalogue of all screens: words and small pictures in every language.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "modes", "sizes", "only", "single"])]
    catalogue: Option<PathBuf>,
}

/// The sizes that the pages are made for.
const SIZES: [(u32, u32); 3] = [(1080, 1920), (1280, 800), (800, 480)];
/// Screens side by side on a contact sheet.
const COLUMNS: u32 = 8;
/// Between them, in pixels.
const GAP: u32 = 12;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(problems) => {
            eprintln!("kiosk-screens: {problems} problems");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("kiosk-screens: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<usize, Box<dyn Error>> {
    let usual = Modes::default();
    let modes = [
        ("usual", usual),
        ("large", usual.toggled(Mode::LargeText)),
        ("contrast", usual.toggled(Mode::HighContrast)),
        ("reversed", usual.toggled(Mode::Reversed)),
        ("low", usual.toggled(Mode::LowReach)),
        ("ear", usual.toggled(Mode::ByEar)),
    ];
    let sizes = SIZES.map(|(width, height)| format!("{width}x{height}"));
    known("--sizes", &arguments.sizes, &sizes)?;
    known("--modes", &arguments.modes, &modes.map(|(name, _)| name))?;
    let tags = Language::ALL.map(|language| language.tag());
    known("--languages", &arguments.languages, &tags)?;
    let all = exhibits();
    if !all.iter().any(|one| one.name.starts_with(&arguments.only)) {
        return Err(format!(
            "--only: no screen's name begins with \"{}\"",
            arguments.only
        )
        .into());
    }
    let wanted = |list: &[String], name: &str| list.is_empty() || list.iter().any(|l| l == name);
    let gallery = Gallery::open()?;
    let exhibits: Vec<Exhibit> = all
        .into_iter()
        .filter(|exhibit| exhibit.name.starts_with(&arguments.only))
        .collect();
    let canvas = Headless::install(1080, 1920)?;
    let window = AppWindow::new()?;
    window.show()?;
    offer_languages(&window);
    let languages = || {
        let all = Language::ALL.into_iter();
        all.filter(|language| wanted(&arguments.languages, language.tag()))
    };
    if let Some(folder) = &arguments.catalogue {
        let (width, height) = catalogue::SIZE;
        canvas.resize(width, height);
        fs::create_dir_all(folder)?;
        for (name, text) in catalogue::texts(&gallery, &window) {
            fs::write(folder.join(name), text)?;
        }
        for language in languages() {
            let folder = folder.join(language.tag());
            // What is shown no more goes.
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            let texts = Texts::new(language);
            for exhibit in catalogue::for_residents() {
                gallery.show(&window, &exhibit, &texts, usual);
                let picture = catalogue::picture(&canvas.settled())?;
                fs::write(folder.join(format!("{}.png", exhibit.name)), picture)?;
            }
        }
        return Ok(0);
    }
    fs::create_dir_all(&arguments.output)?;
    let mut problems = 0;
    for (width, height) in SIZES {
        let size = format!("{width}x{height}");
        if !wanted(&arguments.sizes, &size) {
            continue;
        }
        canvas.resize(width, height);
        for language in languages() {
            let texts = Texts::new(language);
            for (mode, modes) in modes {
                if !wanted(&arguments.modes, mode) {
                    continue;
                }
                let name = format!("{size}-{}-{mode}", language.tag());
                let mut sheet = Contact::new(exhibits.len(), width, height);
                for exhibit in &exhibits {
                    gallery.show(&window, exhibit, &texts, modes);
                    let picture = canvas.settled();
                    for problem in inspect::problems(&window) {
                        println!("{name} {}: {problem}", exhibit.name);
                        problems += 1;
                    }
                    if arguments.single {
                        let folder = arguments.output.join(&name);
                        fs::create_dir_all(&folder)?;
                        let file = folder.join(format!("{}.png", exhibit.name));
                        fs::write(file, to_png(&picture)?)?;
                    }
                    sheet.add(&picture);
                }
                let file = arguments.output.join(format!("{name}.png"));
                fs::write(file, to_png(&sheet.picture)?)?;
            }
        }
    }
    Ok(problems)
}

/// Refuses what is not among the names that there are: it would draw nothing, and say nothing.
fn known(flag: &str, asked: &[String], names: &[impl AsRef<str>]) -> Result<(), String> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match asked.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(format!(
            "{flag}: there is no \"{name}\", only {}",
            names.join(", ")
        )),
        None => Ok(()),
    }
}

/// Many screens on one picture, each at a quarter of its size.
struct Contact {
    picture: SharedPixelBuffer<Rgb8Pixel>,
    tile: (u32, u32),
    count: u32,
}

impl Contact {
    fn new(screens: usize, width: u32, height: u32) -> Contact {
        let tile = (width / 4, height / 4);
        let rows = u32::try_from(screens).unwrap_or(u32::MAX).div_ceil(COLUMNS);
        let mut picture =
            SharedPixelBuffer::new(COLUMNS * (tile.0 + GAP) + GAP, rows * (tile.1 + GAP) + GAP);
        picture
            .make_mut_slice()
            .fill(Rgb8Pixel::new(0x8d, 0x8d, 0x8d));
        Contact {
            picture,
            tile,
            count: 0,
        }
    }

    fn add(&mut self, screen: &SharedPixelBuffer<Rgb8Pixel>) {
        let (column, row) = (self.count % COLUMNS, self.count / COLUMNS);
        let left = GAP + column * (self.tile.0 + GAP);
        let top = GAP + row * (self.tile.1 + GAP);
        self.count += 1;
        let stride = self.picture.width();
        let (source, across) = (screen.as_slice(), screen.width());
        let pixels = self.picture.make_mut_slice();
        for y in 0..self.tile.1 {
            for x in 0..self.tile.0 {
                let mut sum = [0_u32; 3];
                for place in 0..16 {
                    let at = (4 * y + place / 4) * across + 4 * x + place % 4;
                    if let Some(pixel) = source.get(at as usize) {
                        sum[0] += u32::from(pixel.r);
                        sum[1] += u32::from(pixel.g);
                        sum[2] += u32::from(pixel.b);
                    }
                }
                let [r, g, b] = sum.map(|sum| u8::try_from(sum / 16).unwrap_or(u8::MAX));
                if let Some(pixel) = pixels.get_mut(((top + y) * stride + left + x) as usize) {
                    *pixel = Rgb8Pixel { r, g, b };
                }
            }
        }
    }
}
