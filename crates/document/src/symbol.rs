//! QR symbols: which size, and their outline.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use crate::DocumentError;
use crate::page::{Length, Point, mm};

/// One printer pixel at 300 dpi. A module is a whole number of these, so that it is a whole number of
/// pixels at 300, 600 and 1200 dpi too.
const PIXEL: f32 = 25.4 / 300.0;

/// A QR symbol and how large it is printed.
pub(crate) struct Symbol {
    code: QrCode,
    pixels_per_module: u8,
}

impl Symbol {
    /// Light modules around a symbol (ISO/IEC 18004, 9.1).
    pub(crate) const QUIET: u8 = 4;
    /// The largest side of a SMART Health Card's symbol with its quiet zone: version 22.
    pub(crate) const SHC_SIDE: Length = mm(113.0 * 6.0 * PIXEL);
    /// The largest side of a VDS-NC's symbol with its quiet zone: version 40.
    #[cfg(test)]
    pub(crate) const VDS_NC_SIDE: Length = mm(185.0 * 5.0 * PIXEL);

    /// A SMART Health Card: `shc:/` as bytes and the digits as digits, in one symbol of at most
    /// version 22 (spec.smarthealth.cards, "Encoding Chunks as QR Codes"), at 6 pixels = 0.508 mm
    /// a module. Level M where it fits, else L.
    pub(crate) fn shc(text: &str) -> Result<Self, DocumentError> {
        let digits = text
            .strip_prefix("shc:/")
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .ok_or(DocumentError::CodeTooLarge)?;
        let segments = [
            QrSegment::make_bytes(b"shc:/"),
            QrSegment::make_numeric(digits),
        ];
        Ok(Self {
            code: smallest(&segments, 22)?,
            pixels_per_module: 6,
        })
    }

    /// A VDS-NC: the JSON text as bytes, at 5 to 7 pixels (0.42 to 0.59 mm) a module, as large as
    /// its place allows. Level M where it fits, else L.
    pub(crate) fn vds_nc(json: &str) -> Result<Self, DocumentError> {
        let code = smallest(&[QrSegment::make_bytes(json.as_bytes())], 40)?;
        let modules = code.size() as f32 + 2.0 * f32::from(Self::QUIET);
        let pixels_per_module = [7_u8, 6]
            .into_iter()
            .find(|pixels| modules * f32::from(*pixels) * PIXEL <= 64.0)
            .unwrap_or(5);
        Ok(Self {
            code,
            pixels_per_module,
        })
    }

    /// The side with the quiet zone.
    pub(crate) fn side(&self) -> Length {
        self.module() * (self.code.size() as f32 + 2.0 * f32::from(Self::QUIET))
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
        mm(f32::from(self.pixels_per_module) * PIXEL)
    }

    /// The borders between dark and light, to be filled by the even-odd rule as one path; the corner
    /// of the quiet zone at `left`, `top`, or at most half a printer pixel from there, so that every
    /// edge lies on the grid of 300 and 600 dpi. Tracing borders instead of filling squares leaves no seams
    /// between neighbouring modules, whatever the rasteriser's rounding.
    pub(crate) fn outline(&self, left: Length, top: Length) -> Vec<Vec<Point>> {
        let module = self.module();
        let on_grid = |length: Length| mm((length.mm() / PIXEL).round() * PIXEL);
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

fn smallest(segments: &[QrSegment], highest: u8) -> Result<QrCode, DocumentError> {
    [QrCodeEcc::Medium, QrCodeEcc::Low]
        .into_iter()
        .find_map(|level| {
            QrCode::encode_segments_advanced(
                segments,
                level,
                Version::new(1),
                Version::new(highest),
                None,
                true,
            )
            .ok()
        })
        .ok_or(DocumentError::CodeTooLarge)
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
        assert!((symbol.side().mm() - Symbol::SHC_SIDE.mm()).abs() < 1e-3);
        assert!(matches!(shc(1196), Err(DocumentError::CodeTooLarge)));
    }

    #[test]
    fn up_to_927_characters_have_level_m() {
        assert_eq!(
            shc(927).unwrap().code.error_correction_level(),
            QrCodeEcc::Medium
        );
        assert_eq!(
            shc(928).unwrap().code.error_correction_level(),
            QrCodeEcc::Low
        );
    }

    #[test]
    fn modules_of_a_vds_nc_are_never_below_0_4_mm_and_stay_in_their_box() {
        for bytes in [400, 991, 1418, 1799, 2331, 2953] {
            let symbol = Symbol::vds_nc(&"x".repeat(bytes)).unwrap();
            assert!(symbol.module().mm() >= 0.4, "{bytes}");
            assert!(
                symbol.side().mm() <= Symbol::VDS_NC_SIDE.mm() + 1e-3,
                "{bytes}"
            );
        }
        assert!(Symbol::vds_nc(&"x".repeat(2954)).is_err());
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
