//! QR symbols: which size, and their outline.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use crate::DocumentError;
use crate::page::{Length, PIXEL, Point, mm};

/// A QR symbol and how large it is printed.
pub(crate) struct Symbol {
    code: QrCode,
    pixels_per_module: u8,
}

impl Symbol {
    /// Light modules around a symbol (ISO/IEC 18004, 9.1).
    pub(crate) const QUIET: u8 = 4;
    /// The room of a SMART Health Card: the largest symbol there is of it, version 22, with its quiet
    /// zone, at 6 pixels a module.
    pub(crate) const SHC_ROOM: Length = mm(113.0 * 6.0 * 25.4 / 300.0);

    /// The room of a VDS-NC of at most so many bytes: level L at the smallest module.
    pub(crate) fn vds_nc_room(bytes: usize) -> Length {
        let dummy = vec![0; bytes.min(Self::LONGEST_BYTES)];
        let modules = match smallest(&[QrSegment::make_bytes(&dummy)], QrCodeEcc::Low, 40) {
            Some(code) => code.size(),
            None => 177,
        };
        side(modules, Self::VDS_NC_PIXELS)
    }

    /// What version 40, level L takes in byte mode.
    const LONGEST_BYTES: usize = 2953;
    /// 0.508 mm.
    const SHC_PIXELS: u8 = 6;
    /// 0.423 mm, the fewest pixels that are not below 0.4 mm.
    const VDS_NC_PIXELS: u8 = 5;
    /// 0.677 mm: larger ones are read no better.
    const MOST_PIXELS: u8 = 8;

    /// A SMART Health Card: `shc:/` as bytes and the digits as digits, in one symbol of at most
    /// version 22 (spec.smarthealth.cards, "Encoding Chunks as QR Codes"), at 6 pixels = 0.508 mm
    /// a module, larger where its room allows. Level M where it fits, else L.
    pub(crate) fn shc(text: &str) -> Result<Self, DocumentError> {
        let digits = text
            .strip_prefix("shc:/")
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .ok_or(DocumentError::CodeTooLarge)?;
        let segments = [
            QrSegment::make_bytes(b"shc:/"),
            QrSegment::make_numeric(digits),
        ];
        Self::largest_modules(&segments, 22, Self::SHC_PIXELS, Self::SHC_ROOM)
    }

    /// A VDS-NC: the JSON text as bytes, with the largest modules that its room allows, from 5
    /// pixels = 0.423 mm. A text longer than the room was made for takes more than the room.
    pub(crate) fn vds_nc(json: &str, room: Length) -> Result<Self, DocumentError> {
        let segments = [QrSegment::make_bytes(json.as_bytes())];
        Self::largest_modules(&segments, 40, Self::VDS_NC_PIXELS, room)
    }

    /// Of the symbols of level M and L that fit the room, the one with the larger modules: on a bad
    /// scan that counts for more than error correction. Of equal ones, level M.
    fn largest_modules(
        segments: &[QrSegment],
        highest: u8,
        fewest_pixels: u8,
        room: Length,
    ) -> Result<Self, DocumentError> {
        let mut best: Option<Self> = None;
        let mut smallest_at_all = None;
        for level in [QrCodeEcc::Medium, QrCodeEcc::Low] {
            let Some(code) = smallest(segments, level, highest) else {
                continue;
            };
            let fitting = (fewest_pixels..=Self::MOST_PIXELS)
                .rev()
                .find(|pixels| side(code.size(), *pixels) <= room + PIXEL / 2.0);
            match fitting {
                Some(pixels)
                    if best
                        .as_ref()
                        .is_none_or(|one| one.pixels_per_module < pixels) =>
                {
                    best = Some(Self {
                        code,
                        pixels_per_module: pixels,
                    });
                }
                Some(_) => {}
                None => smallest_at_all = Some(code),
            }
        }
        let beyond = smallest_at_all.map(|code| Self {
            code,
            pixels_per_module: fewest_pixels,
        });
        best.or(beyond).ok_or(DocumentError::CodeTooLarge)
    }

    /// The side with the quiet zone.
    pub(crate) fn side(&self) -> Length {
        side(self.code.size(), self.pixels_per_module)
    }

    /// How many modules a side has, without the quiet zone.
    pub(crate) fn modules(&self) -> i32 {
        self.code.size()
    }

    /// Whether a module is dark; outside the symbol none is.
    pub(crate) fn dark(&self, x: i32, y: i32) -> bool {
        self.code.get_module(x, y)
    }

    /// Printer pixels at 300 dpi.
    pub(crate) const fn pixels_per_module(&self) -> u8 {
        self.pixels_per_module
    }

    fn module(&self) -> Length {
        PIXEL * f32::from(self.pixels_per_module)
    }

    /// The borders between dark and light, to be filled by the even-odd rule as one path; the corner
    /// of the quiet zone at `left`, `top`, or at most half a printer pixel from there, so that every
    /// edge lies on the grid of 300 and 600 dpi. Tracing borders instead of filling squares leaves no seams
    /// between neighbouring modules, whatever the rasteriser's rounding.
    pub(crate) fn outline(&self, left: Length, top: Length) -> Vec<Vec<Point>> {
        let module = self.module();
        let on_grid = |length: Length| PIXEL * (length / PIXEL).round();
        let (left, top) = (on_grid(left), on_grid(top));
        let at = |(x, y): (i32, i32)| Point {
            x: left + module * (x as f32 + f32::from(Self::QUIET)),
            y: top + module * (y as f32 + f32::from(Self::QUIET)),
        };
        self.borders()
            .into_iter()
            .map(|ring| ring.into_iter().map(at).collect())
            .collect()
    }

    /// The borders as closed rings of corners in modules, dark on the right hand.
    fn borders(&self) -> Vec<Vec<(i32, i32)>> {
        let dark = |x, y| self.dark(x, y);
        let size = self.code.size();
        // Steps still to be walked, by the corner that they leave: right, down, left, up.
        let mut steps = std::collections::BTreeMap::<(i32, i32), Vec<(i32, i32)>>::new();
        for y in 0..size {
            for x in 0..size {
                if !dark(x, y) {
                    continue;
                }
                let sides = [
                    (dark(x, y - 1), (x, y), (x + 1, y)),
                    (dark(x + 1, y), (x + 1, y), (x + 1, y + 1)),
                    (dark(x, y + 1), (x + 1, y + 1), (x, y + 1)),
                    (dark(x - 1, y), (x, y + 1), (x, y)),
                ];
                for (neighbour, from, to) in sides {
                    if !neighbour {
                        steps.entry(from).or_default().push(to);
                    }
                }
            }
        }
        let mut rings = Vec::new();
        while let Some((&start, _)) = steps.first_key_value() {
            let mut ring: Vec<(i32, i32)> = Vec::new();
            let mut here = start;
            // Every corner has as many steps leaving as arriving: the walk ends where it began. Which
            // of two steps is taken at a corner where dark modules touch makes no difference to the
            // even-odd rule.
            while let Some(next) = steps.get_mut(&here).and_then(Vec::pop) {
                if steps.get(&here).is_some_and(Vec::is_empty) {
                    steps.remove(&here);
                }
                let straight = ring.last().is_some_and(|before| {
                    (before.0 == here.0 && here.0 == next.0)
                        || (before.1 == here.1 && here.1 == next.1)
                });
                if !straight {
                    ring.push(here);
                }
                here = next;
            }
            rings.push(ring);
        }
        rings
    }
}

/// The side of so many modules and the quiet zone.
fn side(modules: i32, pixels_per_module: u8) -> Length {
    PIXEL * (f32::from(pixels_per_module) * (modules as f32 + 2.0 * f32::from(Symbol::QUIET)))
}

fn smallest(segments: &[QrSegment], level: QrCodeEcc, highest: u8) -> Option<QrCode> {
    let (lowest, highest) = (Version::new(1), Version::new(highest));
    QrCode::encode_segments_advanced(segments, level, lowest, highest, None, true).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shc(jws_characters: usize) -> Result<Symbol, DocumentError> {
        Symbol::shc(&format!("shc:/{}", "56".repeat(jws_characters)))
    }

    #[test]
    fn the_longest_shc_takes_version_22_and_not_a_character_more() {
        let symbol = shc(1195).unwrap();
        assert_eq!(symbol.code.version().value(), 22);
        assert_eq!(symbol.pixels_per_module, 6);
        assert!((symbol.side().mm() - Symbol::SHC_ROOM.mm()).abs() < 1e-3);
        assert!(matches!(shc(1196), Err(DocumentError::CodeTooLarge)));
    }

    #[test]
    fn an_shc_has_the_largest_modules_of_6_pixels_or_more_then_level_m() {
        for (characters, pixels, level) in [
            (600, 7, QrCodeEcc::Low),
            (785, 6, QrCodeEcc::Medium),
            (927, 6, QrCodeEcc::Medium),
            (928, 6, QrCodeEcc::Low),
        ] {
            let symbol = shc(characters).unwrap();
            assert_eq!(symbol.pixels_per_module, pixels, "{characters}");
            assert_eq!(symbol.code.error_correction_level(), level, "{characters}");
            assert!(symbol.side() <= Symbol::SHC_ROOM + PIXEL / 2.0);
        }
    }

    #[test]
    fn modules_of_a_vds_nc_are_never_below_0_4_mm_and_stay_in_their_room() {
        for (bytes, room_for) in [
            (400, 400),
            (991, 1900),
            (1418, 1900),
            (2331, 2331),
            (2953, 2953),
        ] {
            let room = Symbol::vds_nc_room(room_for);
            let symbol = Symbol::vds_nc(&"x".repeat(bytes), room).unwrap();
            assert!(symbol.module().mm() >= 0.4, "{bytes}");
            assert!(symbol.side() <= room + PIXEL / 2.0, "{bytes}");
        }
        assert!(Symbol::vds_nc(&"x".repeat(2954), mm(100.0)).is_err());
    }

    #[test]
    fn a_vds_nc_longer_than_thought_keeps_its_modules_and_takes_more_room() {
        let room = Symbol::vds_nc_room(1500);
        let symbol = Symbol::vds_nc(&"x".repeat(2000), room).unwrap();
        assert!(symbol.module().mm() >= 0.4);
        assert!(symbol.side() > room);
    }

    #[test]
    fn a_text_that_is_no_shc_is_refused() {
        assert!(Symbol::shc("56").is_err());
        assert!(Symbol::shc("shc:/5x").is_err());
    }

    #[test]
    fn the_borders_filled_even_odd_are_the_modules() {
        let symbol = shc(700).unwrap();
        let rings = symbol.borders();
        let size = symbol.code.size();
        for y in 0..size {
            // The vertical borders that a ray from the left crosses on this row.
            let mut crossings = Vec::new();
            for ring in &rings {
                for (index, from) in ring.iter().enumerate() {
                    let to = ring[(index + 1) % ring.len()];
                    assert!(from.0 == to.0 || from.1 == to.1);
                    if from.0 == to.0 && from.1.min(to.1) <= y && y < from.1.max(to.1) {
                        crossings.push(from.0);
                    }
                }
            }
            for x in 0..size {
                let inside = crossings.iter().filter(|at| **at <= x).count() % 2 == 1;
                assert_eq!(inside, symbol.code.get_module(x, y), "{x} {y}");
            }
        }
    }
}
