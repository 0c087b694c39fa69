// SPDX-License-Identifier: GPL-3.0-only
//! The catalogue of all screens in `docs/screens`: what each says, in every language, with its code and its picture.

use kiosk_app::{
    modes::Modes,
    texts::{Language, Texts},
    ui::AppWindow,
    view::Sheet,
};
use slint::{Rgb8Pixel, SharedPixelBuffer};

use crate::gallery::{Exhibit, Gallery, exhibits};

/// The size of a picture in the catalogue: two fifths of the screen, and the smallest letters can be read.
pub const SIZE: (u32, u32) = (432, 768);
/// Colours of a picture.
const COLOURS: usize = 32;

/// The files of words: the name in `docs/screens` and the text. The pictures are `LANGUAGE/SCREEN.png`.
#[must_use]
pub fn texts(gallery: &Gallery, window: &AppWindow) -> Vec<(String, String)> {
    let mut files = vec![("README.md".to_owned(), index(gallery, window))];
    for language in Language::ALL {
        let name = format!("{}.md", language.tag());
        files.push((name, page(gallery, window, language)));
    }
    files
}

const GENERATED: &str =
    "<!-- Written by `make catalogue`; a test holds it against the screens. -->\n";

/// The screens that a resident can meet.
pub fn for_residents() -> impl Iterator<Item = Exhibit> {
    exhibits()
        .into_iter()
        .filter(|exhibit| !exhibit.is_for_staff())
}

fn index(gallery: &Gallery, window: &AppWindow) -> String {
    let mut text = format!(
        "{GENERATED}\n# All screens\n\n\
         Every page, refusal and fault that a resident can meet, in the order of a session: what happened, what to do\n\
         now and whom to ask, in the words of the screen. The code stands on the screen and in the log; it is stable,\n\
         and all that the staff need to know.\n\n\
         In every language, with pictures:\n\n"
    );
    for language in Language::ALL {
        let name = Texts::new(language).get("language-name");
        text.push_str(&format!("- [{name}]({}.md)\n", language.tag()));
    }
    text.push_str("\n| Screen | Code | Japanese | English |\n|---|---|---|---|\n");
    let both = [Language::Japanese, Language::English].map(Texts::new);
    for exhibit in for_residents() {
        let [japanese, english] = [&both[0], &both[1]]
            .map(|texts| gallery.show(window, &exhibit, texts, Modes::default()));
        let (Some(japanese), Some(english)) = (japanese, english) else {
            continue;
        };
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            exhibit.name,
            code(&japanese),
            cell([japanese.title.as_str()]),
            cell([english.title.as_str()]),
        ));
    }
    text
}

fn page(gallery: &Gallery, window: &AppWindow, language: Language) -> String {
    let texts = Texts::new(language);
    let (name, tag) = (texts.get("language-name"), language.tag());
    let mut text = format!(
        "{GENERATED}\n# {name}\n\n[All screens](README.md)\n\n\
         | Screen, code | What happened | What the resident does now | Whom to ask; what Help says |\n|---|---|---|---|\n"
    );
    for exhibit in for_residents() {
        let Some(sheet) = gallery.show(window, &exhibit, &texts, Modes::default()) else {
            continue;
        };
        let screen = &exhibit.name;
        let now = [&sheet.body, &sheet.note, &sheet.tries]
            .into_iter()
            .chain(&sheet.paragraphs);
        text.push_str(&format!(
            "| <img src=\"{tag}/{screen}.png\" width=\"180\" alt=\"{screen}\"><br>`{screen}`<br>{} | {} | {} | {} |\n",
            code(&sheet),
            cell([sheet.title.as_str()]),
            cell(now.map(String::as_str)),
            cell(sheet.help.iter().map(String::as_str)),
        ));
    }
    text
}

fn code(sheet: &Sheet) -> String {
    if sheet.reason.is_empty() {
        String::new()
    } else {
        format!("`{}`", sheet.reason)
    }
}

/// Texts one below the other, in one cell of a table.
fn cell<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let lines = texts.into_iter().filter(|text| !text.is_empty());
    let joined = lines.collect::<Vec<_>>().join("\n");
    joined.replace('|', "\\|").replace('\n', "<br>")
}

/// The picture of a screen, as PNG with few colours.
///
/// # Errors
/// The encoder's.
pub fn picture(screen: &SharedPixelBuffer<Rgb8Pixel>) -> Result<Vec<u8>, png::EncodingError> {
    let pixels: Vec<[u8; 3]> = screen
        .as_slice()
        .iter()
        .map(|pixel| [pixel.r, pixel.g, pixel.b])
        .collect();
    let palette = palette(&pixels);
    let nearest = |pixel: &[u8; 3]| {
        let distance = |colour: &[u8; 3]| -> u32 {
            let parts = pixel.iter().zip(colour);
            parts.map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
        };
        let best = (0_u8..)
            .zip(&palette)
            .min_by_key(|(_, colour)| distance(colour));
        best.map_or(0, |(index, _)| index)
    };
    let mut known = std::collections::HashMap::new();
    let indices: Vec<u8> = pixels
        .iter()
        .map(|pixel| *known.entry(*pixel).or_insert_with(|| nearest(pixel)))
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, screen.width(), screen.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // The neighbours of an index say nothing about it.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours that stand for all: the box of colours that says most about the picture is cut in two until there are
/// enough (median cut).
fn palette(pixels: &[[u8; 3]]) -> Vec<[u8; 3]> {
    let mut counts = std::collections::BTreeMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_insert(0_u64) += 1;
    }
    let mut boxes: Vec<Vec<([u8; 3], u64)>> = vec![counts.into_iter().collect()];
    while boxes.len() < COLOURS {
        let spread = |colours: &[([u8; 3], u64)], part: usize| -> u64 {
            let parts = || colours.iter().filter_map(|(colour, _)| colour.get(part));
            let (least, most) = (parts().min().copied(), parts().max().copied());
            u64::from(most.unwrap_or(0) - least.unwrap_or(0))
        };
        let widest = |colours: &[([u8; 3], u64)]| {
            let parts = (0..3).map(|part| (spread(colours, part), part));
            parts.max().unwrap_or((0, 0))
        };
        // By its width first: a rare colour is seen too.
        let next = boxes.iter().enumerate().max_by_key(|(_, colours)| {
            let many: u64 = colours.iter().map(|(_, count)| *count).sum();
            widest(colours).0.pow(2) * u64::from(many.max(1).ilog2() + 1)
        });
        let Some((index, _)) = next else { break };
        let mut colours = boxes.swap_remove(index);
        let (width, part) = widest(&colours);
        if width == 0 {
            boxes.push(colours);
            break;
        }
        colours.sort_by_key(|(colour, _)| colour.get(part).copied());
        let middle = colours.first().and_then(|(colour, _)| colour.get(part));
        let middle = u64::from(middle.copied().unwrap_or(0)) + width / 2;
        let at = colours.partition_point(|(colour, _)| {
            colour
                .get(part)
                .is_some_and(|part| u64::from(*part) <= middle)
        });
        let upper = colours.split_off(at);
        boxes.extend([colours, upper]);
    }
    // The most frequent of a box, not its mean: a plain ground stays exactly as it is.
    let most = |colours: Vec<([u8; 3], u64)>| colours.into_iter().max_by_key(|(_, count)| *count);
    boxes
        .into_iter()
        .filter_map(most)
        .map(|(colour, _)| colour)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_few_colours_keeps_them() {
        let mut screen = SharedPixelBuffer::<Rgb8Pixel>::new(90, 60);
        for (index, pixel) in screen.make_mut_slice().iter_mut().enumerate() {
            let part = if index % 90 < 45 { 10 } else { 250 };
            *pixel = Rgb8Pixel::new(part, 0, 99);
        }
        let bytes = picture(&screen).unwrap_or_default();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .ok();
        let info = reader.as_mut().map(|reader| reader.info().clone());
        let palette = info.and_then(|info| info.palette.map(|palette| palette.into_owned()));
        let palette = palette.unwrap_or_default();
        let mut colours: Vec<&[u8]> = palette.chunks(3).collect();
        colours.sort_unstable();
        assert_eq!(colours, [[10, 0, 99], [250, 0, 99]]);
    }
}
