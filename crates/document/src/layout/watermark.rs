//! 見本 / SPECIMEN across a side.

use super::words;
use crate::DocumentError;
use crate::fonts::{FaceId, Fonts};
use crate::outline::Outline;
use crate::page::{Colour, HEIGHT, Item, Length, Page, Point, WIDTH, mm};

/// The colour of everything that says 見本.
pub(super) const INK: Colour = Colour(0.78, 0.10, 0.12);

const OPACITY: f32 = 0.10;
const SIZE: Length = mm(25.0);
/// Rising to the right.
const DEGREES: f32 = 38.0;

/// Paints the word three times over the whole side, as outlines: as text it would stand in the middle
/// of what is extracted from the page.
pub(super) fn paint(page: &mut Page, fonts: &Fonts) -> Result<(), DocumentError> {
    let word = fonts.set(words::SPECIMEN, FaceId::Text)?;
    for row in [-1.0, 0.0, 1.0] {
        let middle = Point {
            x: WIDTH / 2.0,
            y: HEIGHT / 2.0 + mm(88.0) * row,
        };
        let (sin, cos) = DEGREES.to_radians().sin_cos();
        let place = |(x, y): (f32, f32)| {
            let (x, y) = (x - word.width() / 2.0, y - 0.38);
            Point {
                x: middle.x + SIZE * (x * cos - y * sin),
                y: middle.y - SIZE * (x * sin + y * cos),
            }
        };
        page.watermark.push(Item::Shape {
            rings: Outline::of(word.as_slice(), 0.0, fonts)?.placed(place),
            even_odd: false,
            colour: INK,
            opacity: OPACITY,
        });
    }
    Ok(())
}
