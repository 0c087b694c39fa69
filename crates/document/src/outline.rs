//! Glyphs as outlines instead of text: for the watermark, and for fonts that cannot be embedded.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::{GlyphId, MetadataProvider};

use crate::DocumentError;
use crate::fonts::{Fonts, Glyph, width};
use crate::page::{Point, Step};

/// Corners and control points of closed rings, in ems from the first glyph's origin, y upwards. To be
/// filled by the non-zero rule.
pub(crate) struct Outline {
    rings: Vec<Vec<Ems>>,
}

enum Ems {
    Corner((f32, f32)),
    Control((f32, f32)),
}

impl Outline {
    /// The outlines of glyphs side by side, with extra space after each.
    pub(crate) fn of(
        glyphs: &[Glyph],
        tracking: f32,
        fonts: &Fonts,
    ) -> Result<Self, DocumentError> {
        let mut pen = Pen::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            let font = fonts.face(glyph.face)?.font()?;
            let head = font.head().map_err(|_| DocumentError::NameFont)?;
            pen.units_per_em = f32::from(head.units_per_em());
            pen.x = width(glyphs.get(..index).unwrap_or_default()) + tracking * index as f32;
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            font.outline_glyphs()
                .get(GlyphId::from(glyph.id))
                .and_then(|outline| outline.draw(settings, &mut pen).ok())
                .ok_or(DocumentError::NameFont)?;
        }
        Ok(Self { rings: pen.rings })
    }

    /// The rings on the page.
    pub(crate) fn placed(self, place: impl Fn((f32, f32)) -> Point) -> Vec<Vec<Step>> {
        let step = |ems| match ems {
            Ems::Corner(at) => Step::Corner(place(at)),
            Ems::Control(at) => Step::Control(place(at)),
        };
        let rings = self.rings.into_iter();
        rings
            .map(|ring| ring.into_iter().map(step).collect())
            .collect()
    }
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
