//! A page as a list of things to paint. Lengths count from the top left corner.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use crate::fonts::Glyphs;
use crate::symbol::Symbol;

/// A length on paper.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Length(f32);

/// A length in millimetres.
pub(crate) const fn mm(value: f32) -> Length {
    Length(value)
}

/// A length in points of 1/72 inch.
pub(crate) const fn pt(value: f32) -> Length {
    Length(value * 25.4 / 72.0)
}

impl Length {
    pub(crate) const ZERO: Self = Self(0.0);

    pub(crate) const fn mm(self) -> f32 {
        self.0
    }

    pub(crate) const fn pt(self) -> f32 {
        self.0 * 72.0 / 25.4
    }

    pub(crate) const fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    pub(crate) const fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

/// One printer pixel at 300 dpi. What is a whole number of these is a whole number of pixels at 600
/// and 1200 dpi too.
pub(crate) const PIXEL: Length = mm(25.4 / 300.0);

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f32> for Length {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<f32> for Length {
    type Output = Self;
    fn div(self, divisor: f32) -> Self {
        Self(self.0 / divisor)
    }
}

impl Div for Length {
    type Output = f32;
    fn div(self, divisor: Self) -> f32 {
        self.0 / divisor.0
    }
}

/// A4 (ISO 216).
pub(crate) const WIDTH: Length = mm(210.0);
/// A4 (ISO 216).
pub(crate) const HEIGHT: Length = mm(297.0);

/// A place on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) x: Length,
    pub(crate) y: Length,
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) left: Length,
    pub(crate) top: Length,
    pub(crate) width: Length,
    pub(crate) height: Length,
}

impl Area {
    pub(crate) fn bottom(&self) -> Length {
        self.top + self.height
    }

    pub(crate) fn right(&self) -> Length {
        self.left + self.width
    }

    pub(crate) fn middle(&self) -> Length {
        self.top + self.height / 2.0
    }
}

/// Red, green, blue, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Colour(pub(crate) f32, pub(crate) f32, pub(crate) f32);

impl Colour {
    pub(crate) const BLACK: Self = Self(0.0, 0.0, 0.0);
    pub(crate) const WHITE: Self = Self(1.0, 1.0, 1.0);
}

/// What an outline is made of: corners, and pairs of cubic control points before a corner.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Corner(Point),
    Control(Point),
}

/// One thing to paint.
pub(crate) enum Item {
    Fill {
        area: Area,
        colour: Colour,
    },
    Line {
        from: Point,
        to: Point,
        width: Length,
        colour: Colour,
    },
    Text {
        glyphs: Glyphs,
        /// The left end of the base line.
        at: Point,
        size: Length,
        /// Extra space after each glyph, in ems.
        tracking: f32,
        colour: Colour,
    },
    Shape {
        rings: Vec<Vec<Step>>,
        even_odd: bool,
        colour: Colour,
        opacity: f32,
    },
}

impl Item {
    /// A QR symbol, its quiet zone's corner at `left`, `top`.
    pub(crate) fn symbol(symbol: &Symbol, left: Length, top: Length) -> Self {
        Self::Shape {
            rings: symbol
                .outline(left, top)
                .into_iter()
                .map(|ring| ring.into_iter().map(Step::Corner).collect())
                .collect(),
            even_odd: true,
            colour: Colour::BLACK,
            opacity: 1.0,
        }
    }
}

/// The things on one A4 side, in three layers: what is behind the watermark, the watermark, and what
/// is before it.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) behind: Vec<Item>,
    pub(crate) watermark: Vec<Item>,
    pub(crate) before: Vec<Item>,
}

impl Page {
    pub(crate) fn push(&mut self, item: Item) {
        self.before.push(item);
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        self.behind
            .iter()
            .chain(&self.watermark)
            .chain(&self.before)
    }
}
