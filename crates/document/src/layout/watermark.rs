//! 見本 / SPECIMEN across a side.

use skrifa::outline::OutlinePen;

use super::words;
use crate::DocumentError;
use crate::fonts::{FaceId, Fonts, OutlinePenAt};
use crate::page::{Colour, HEIGHT, Item, Length, Page, Point, Step, WIDTH, mm};

/// The colour of everything that says 見本.
pub(super) const INK: Colour = Colour(0.78, 0.10, 0.12);

const OPACITY: f32 = 0.10;
const SIZE: Length = mm(25.0);
/// Rising to the right.
const DEGREES: f32 = 38.0;

/// Paints the word three times over the whole side, as outlines: as text it would stand in the middle
/// of what is extracted from the page.
pub(super) fn paint(page: &mut Page, fonts: &Fonts) -> Result<(), DocumentError> {
    for row in [-1.0, 0.0, 1.0] {
        let mut pen = Pen::default();
        let width = fonts.outlines(words::SPECIMEN, FaceId::Text, &mut pen)?;
        let middle = Point {
            x: WIDTH / 2.0,
            y: HEIGHT / 2.0 + mm(88.0) * row,
        };
        let (sin, cos) = DEGREES.to_radians().sin_cos();
        let place = |(x, y): (f32, f32)| {
            let (x, y) = (x - width / 2.0, y - 0.38);
            Point {
                x: middle.x + SIZE * (x * cos - y * sin),
                y: middle.y - SIZE * (x * sin + y * cos),
            }
        };
        page.watermark.push(Item::Shape {
            rings: pen
                .rings
                .into_iter()
                .map(|ring| {
                    ring.into_iter()
                        .map(|step| match step {
                            Ems::Corner(at) => Step::Corner(place(at)),
                            Ems::Control(at) => Step::Control(place(at)),
                        })
                        .collect()
                })
                .collect(),
            even_odd: false,
            colour: INK,
            opacity: OPACITY,
        });
    }
    Ok(())
}

enum Ems {
    Corner((f32, f32)),
    Control((f32, f32)),
}

/// Collects outlines in ems.
#[derive(Default)]
struct Pen {
    x: f32,
    units_per_em: f32,
    here: (f32, f32),
    rings: Vec<Vec<Ems>>,
}

impl Pen {
    fn ems(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x / self.units_per_em, y / self.units_per_em)
    }

    fn add(&mut self, steps: impl IntoIterator<Item = Ems>) {
        if let Some(ring) = self.rings.last_mut() {
            ring.extend(steps);
        }
    }
}

impl OutlinePenAt for Pen {
    fn origin(&mut self, x: f32, units_per_em: f32) {
        self.x = x;
        self.units_per_em = units_per_em;
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.here = self.ems(x, y);
        self.rings.push(vec![Ems::Corner(self.here)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.here = self.ems(x, y);
        self.add([Ems::Corner(self.here)]);
    }

    // PDF has cubic curves only: each control point lies two thirds of the way to the quadratic one.
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.here, self.ems(cx, cy), self.ems(x, y));
        let toward = |end: (f32, f32)| {
            (
                end.0 + (control.0 - end.0) * 2.0 / 3.0,
                end.1 + (control.1 - end.1) * 2.0 / 3.0,
            )
        };
        self.here = to;
        self.add([
            Ems::Control(toward(from)),
            Ems::Control(toward(to)),
            Ems::Corner(to),
        ]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.here = self.ems(x, y);
        let controls = [self.ems(cx0, cy0), self.ems(cx1, cy1)];
        self.add(controls.map(Ems::Control));
        self.add([Ems::Corner(self.here)]);
    }

    fn close(&mut self) {}
}
