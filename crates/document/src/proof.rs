//! The proof before paper: the very PDF, read again as a verifier would.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::DocumentError;
use crate::raster::{Grey, Raster};
use crate::scan::{self, Code};
use crate::symbol::Symbol;

/// The resolution of the proof, in dots per inch. Symbols are set on this grid.
pub(crate) const DPI: u16 = 300;

/// How far the decoder's estimate of a corner may be off, in pixels.
const SLACK: i32 = 2;

/// A code that must be on the page: its text as the issuer signed it, and the symbol that was set.
pub(crate) struct Signed<'a> {
    pub(crate) text: &'a str,
    pub(crate) symbol: &'a Symbol,
}

/// Rasterises every page of `pdf` and demands that the codes found on them are exactly `signed`: each
/// one once and nothing more, each with the signed text, each with all of its modules and its quiet
/// zone as they were set. The last part is why a symbol that still decodes can fail: error correction
/// is there for folds and stains, and is handed over whole.
///
/// # Errors
/// [`DocumentError::Raster`], [`DocumentError::CodeUnreadable`], [`DocumentError::CodeDiffers`],
/// [`DocumentError::CodeDamaged`].
pub(crate) fn prove(pdf: &[u8], pages: u32, signed: Vec<Signed<'_>>) -> Result<(), DocumentError> {
    // A fault of the rasteriser ends the issue, not the program.
    catch_unwind(AssertUnwindSafe(|| look(pdf, pages, signed)))
        .unwrap_or(Err(DocumentError::Raster))
}

fn look(pdf: &[u8], pages: u32, mut missing: Vec<Signed<'_>>) -> Result<(), DocumentError> {
    let raster = Raster::new(pdf)?;
    if u32::try_from(raster.pages()) != Ok(pages) {
        return Err(DocumentError::Raster);
    }
    // One page in memory at a time.
    for page in 0..raster.pages() {
        let grey = raster.grey(page, DPI)?;
        let found = scan::find(&grey).map_err(|_| DocumentError::CodeUnreadable)?;
        for code in &found {
            if missing.is_empty() {
                return Err(DocumentError::CodeUnreadable);
            }
            let place = missing
                .iter()
                .position(|signed| signed.text == code.text())
                .ok_or(DocumentError::CodeDiffers)?;
            let signed = missing.swap_remove(place);
            if !intact(&grey, code, signed.symbol) {
                return Err(DocumentError::CodeDamaged);
            }
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(DocumentError::CodeUnreadable)
    }
}

/// Whether every pixel of the symbol and of its quiet zone is as it was set: black or white. Nothing in
/// between can be rounding, for symbols are set on the grid of these pixels.
fn intact(grey: &Grey, code: &Code, symbol: &Symbol) -> bool {
    let (x, y) = code.corners()[0];
    let (x, y) = (x.round() as i32, y.round() as i32);
    let pitch = i32::from(symbol.pixels_per_module());
    let quiet = i32::from(Symbol::QUIET);
    let modules = -quiet..symbol.modules() + quiet;
    let same = |left: i32, top: i32| {
        (modules.start * pitch..modules.end * pitch).all(|dy| {
            let my = dy.div_euclid(pitch);
            (modules.start * pitch..modules.end * pitch).all(|dx| {
                let dark = symbol.dark(dx.div_euclid(pitch), my);
                grey.at(left + dx, top + dy)
                    .is_some_and(|value| if dark { value < 8 } else { value > 247 })
            })
        })
    };
    (-SLACK..=SLACK).any(|dy| (-SLACK..=SLACK).any(|dx| same(x + dx, y + dy)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::fonts;
    use crate::page::{Area, Colour, Item, Length, Page, Point, mm, pt};
    use crate::pdf;

    const SHC: &str = "shc:/56762909524320603460292437404460312229595326546034602925";
    const OTHERS: &str = "shc:/56772909524320603460292437404460312229595326546034602925";
    /// Where the quiet zone of the first symbol begins.
    const LEFT: Length = mm(25.0);
    const TOP: Length = mm(60.0);

    /// About as long as a certificate's.
    fn long() -> String {
        format!("shc:/{}", "5667".repeat(415))
    }

    fn symbol(text: &str) -> Symbol {
        Symbol::shc(text).unwrap()
    }

    fn written(pages: Vec<Page>) -> Vec<u8> {
        pdf::write(pages, fonts(), None).unwrap().to_vec()
    }

    /// A page with these codes below one another.
    fn page(codes: &[&str]) -> Page {
        let mut page = Page::default();
        for (index, code) in codes.iter().enumerate() {
            page.push(Item::symbol(
                &symbol(code),
                LEFT,
                TOP + mm(60.0) * index as f32,
            ));
        }
        page
    }

    fn proved(pages: Vec<Page>, signed: &[&str]) -> Result<(), DocumentError> {
        let count = u32::try_from(pages.len()).unwrap();
        let symbols: Vec<_> = signed.iter().map(|text| symbol(text)).collect();
        let signed = signed.iter().zip(&symbols);
        prove(
            &written(pages),
            count,
            signed
                .map(|(text, symbol)| Signed { text, symbol })
                .collect(),
        )
    }

    /// Covers the square of modules from `from` up to `to`.
    fn cover(page: &mut Page, text: &str, from: i32, to: i32, colour: Colour) {
        let module = symbol(text).side() / (symbol(text).modules() as f32 + 8.0);
        let side = module * (to - from) as f32;
        page.push(Item::Fill {
            area: Area {
                left: LEFT + module * (from as f32 + 4.0),
                top: TOP + module * (from as f32 + 4.0),
                width: side,
                height: side,
            },
            colour,
        });
    }

    #[test]
    fn k46_a_page_whose_codes_are_those_signed_is_proved() {
        assert_eq!(proved(vec![page(&[SHC])], &[SHC]), Ok(()));
        assert_eq!(proved(vec![page(&[&long(), SHC])], &[SHC, &long()]), Ok(()));
    }

    #[test]
    fn every_side_is_looked_at() {
        let sides = || vec![page(&[SHC]), Page::default(), page(&[&long()])];
        assert_eq!(proved(sides(), &[SHC, &long()]), Ok(()));
        // A stranger's code on another side.
        assert!(proved(sides(), &[SHC]).is_err());
        assert!(proved(sides(), &[&long()]).is_err());
        let pdf = written(sides());
        assert_eq!(prove(&pdf, 2, Vec::new()), Err(DocumentError::Raster));
        assert_eq!(
            prove(&pdf[..100], 1, Vec::new()),
            Err(DocumentError::Raster)
        );
    }

    #[test]
    fn somebody_elses_code_is_refused() {
        assert_eq!(
            proved(vec![page(&[OTHERS])], &[SHC]),
            Err(DocumentError::CodeDiffers)
        );
    }

    #[test]
    fn a_code_missing_or_one_too_many_is_refused() {
        let unreadable = Err(DocumentError::CodeUnreadable);
        assert_eq!(proved(vec![Page::default()], &[SHC]), unreadable);
        assert_eq!(proved(vec![page(&[SHC])], &[SHC, &long()]), unreadable);
        assert_eq!(proved(vec![page(&[SHC, SHC])], &[SHC]), unreadable);
        assert_eq!(proved(vec![page(&[SHC])], &[]), unreadable);
    }

    #[test]
    fn the_same_code_twice_does_not_stand_for_two() {
        assert_eq!(
            proved(vec![page(&[SHC, SHC])], &[SHC, &long()]),
            Err(DocumentError::CodeDiffers)
        );
    }

    #[test]
    fn a_symbol_damaged_beyond_correction_is_refused() {
        let text = long();
        let mut side = page(&[&text]);
        cover(&mut side, &text, 20, 60, Colour::BLACK);
        assert_eq!(
            proved(vec![side], &[&text]),
            Err(DocumentError::CodeUnreadable)
        );
    }

    #[test]
    fn a_single_wrong_module_is_refused_although_the_code_still_reads() {
        let text = long();
        for at in [12, 41] {
            let colour = if symbol(&text).dark(at, at) {
                Colour::WHITE
            } else {
                Colour::BLACK
            };
            let mut side = page(&[&text]);
            cover(&mut side, &text, at, at + 1, colour);
            let pdf = written(vec![side]);
            let grey = Raster::new(&pdf).unwrap().grey(0, DPI).unwrap();
            assert_eq!(scan::find(&grey).unwrap()[0].text(), text, "{at}");
            let symbol = symbol(&text);
            let signed = Signed {
                text: &text,
                symbol: &symbol,
            };
            assert_eq!(
                prove(&pdf, 1, vec![signed]),
                Err(DocumentError::CodeDamaged),
                "{at}"
            );
        }
    }

    #[test]
    fn text_or_a_line_over_a_code_or_its_quiet_zone_is_refused() {
        let text = long();
        let side = symbol(&text).side();
        // Into the symbol; into the quiet zone only.
        for x in [side / 2.0, side - mm(1.2)] {
            let mut overprinted = page(&[&text]);
            overprinted.push(Item::Text {
                glyphs: fonts().set("見本", crate::fonts::FaceId::Text).unwrap(),
                at: Point {
                    x: LEFT + x,
                    y: TOP + side / 2.0,
                },
                size: pt(9.0),
                tracking: 0.0,
                colour: Colour::BLACK,
            });
            let refused = proved(vec![overprinted], &[&text]);
            assert_eq!(refused, Err(DocumentError::CodeDamaged), "{x:?}");
        }
        let mut ruled = page(&[&text]);
        let across = |x| Point {
            x,
            y: TOP + side / 3.0,
        };
        ruled.push(Item::Line {
            from: across(LEFT - mm(5.0)),
            to: across(LEFT + side),
            width: mm(0.15),
            colour: Colour::BLACK,
        });
        assert_eq!(
            proved(vec![ruled], &[&text]),
            Err(DocumentError::CodeDamaged)
        );
    }

    #[test]
    fn every_module_is_a_whole_number_of_pixels_on_the_grid_of_300_and_600_dpi() {
        let shc = long();
        let vds_nc = "x".repeat(1300);
        let symbols = [
            symbol(&shc),
            Symbol::vds_nc(&vds_nc, Symbol::vds_nc_room(vds_nc.len())).unwrap(),
        ];
        let mut side = Page::default();
        // Places that are on no grid.
        side.push(Item::symbol(&symbols[0], mm(20.0), mm(31.41)));
        side.push(Item::symbol(&symbols[1], mm(100.7), mm(131.7)));
        let raster_of = Raster::new(&written(vec![side])).unwrap();
        for (dpi, factor) in [(300, 1), (600, 2)] {
            let grey = raster_of.grey(0, dpi).unwrap();
            let codes = scan::find(&grey).unwrap();
            assert_eq!(codes.len(), 2);
            for (text, symbol) in [shc.as_str(), &vds_nc].iter().zip(&symbols) {
                let code = codes.iter().find(|code| code.text() == *text).unwrap();
                let pitch = i32::from(symbol.pixels_per_module()) * factor;
                assert!(pitch >= 5 * factor);
                let (x, y) = code.corners()[0];
                let (x, y) = (x.round() as i32, y.round() as i32);
                let side = symbol.modules() * pitch;
                let (right, bottom) = code.corners()[2];
                assert!((right - x as f32 - side as f32).abs() < 2.0);
                assert!((bottom - y as f32 - side as f32).abs() < 2.0);
                // Dark or light, nothing between: no edge within a pixel.
                for dy in -pitch..side + pitch {
                    for dx in -pitch..side + pitch {
                        let value = grey.at(x + dx, y + dy).unwrap();
                        assert!(!(5..=250).contains(&value), "{dpi} dpi: {value}");
                    }
                }
                // The top left finder pattern's first row: seven modules, then a light one.
                let row = (-3..=3)
                    .find(|dy| grey.at(x + pitch, y + dy).unwrap() < 5)
                    .unwrap();
                let begin = (-3..=3)
                    .find(|dx| grey.at(x + dx, y + row).unwrap() < 5)
                    .unwrap();
                let run = (0..)
                    .take_while(|dx| grey.at(x + begin + dx, y + row).unwrap() < 5)
                    .count();
                assert_eq!(i32::try_from(run), Ok(7 * pitch), "{dpi} dpi");
            }
        }
    }

    #[test]
    fn a_watermark_over_a_code_is_refused() {
        let text = long();
        let mut side = page(&[&text]);
        side.push(Item::Shape {
            rings: vec![
                [(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)]
                    .map(|(x, y)| {
                        crate::page::Step::Corner(Point {
                            x: LEFT + mm(x),
                            y: TOP + mm(y),
                        })
                    })
                    .into(),
            ],
            even_odd: false,
            colour: Colour::BLACK,
            opacity: 0.1,
        });
        assert_eq!(
            proved(vec![side], &[&text]),
            Err(DocumentError::CodeDamaged)
        );
    }
}
