//! The peer: krilla writes what stands on our pages, the same glyphs and paths at the same places.
//!
//! What stands there is read from our PDF with an interpreter, so that the peer's work begins with a
//! finished layout: what it does without, ours does within the time measured.

use std::collections::HashMap;
use std::sync::Arc;

use document::FontBytes;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use krilla::color::rgb;
use krilla::geom::PathBuilder;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::MapVariant;
use skrifa::{FontRef, MetadataProvider};

/// Text font and name font, parsed.
pub(crate) struct Fonts {
    fonts: [Font; 2],
    bytes: [Arc<Vec<u8>>; 2],
}

impl Fonts {
    pub(crate) fn new(bytes: FontBytes) -> Self {
        let bytes = [Arc::new(bytes.text), Arc::new(bytes.names)];
        let fonts = [0, 1].map(|face| Font::new(Arc::clone(&bytes[face]).into(), 0).unwrap());
        Self { fonts, bytes }
    }

    fn glyph(&self, face: usize, text: &str) -> u32 {
        let font = FontRef::new(&self.bytes[face]).unwrap();
        let mut characters = text.chars();
        let base = characters.next().unwrap();
        let glyph = match characters.next() {
            None => font.charmap().map(base),
            Some(selector) => match font.charmap().map_variant(base, selector) {
                Some(MapVariant::Variant(glyph)) => Some(glyph),
                Some(MapVariant::UseDefault) => font.charmap().map(base),
                None => None,
            },
        };
        glyph.unwrap().to_u32()
    }
}

enum Piece {
    Text {
        at: Point,
        size: f64,
        face: usize,
        colour: [f32; 4],
        text: String,
        glyphs: Vec<KrillaGlyph>,
    },
    Path {
        path: krilla::geom::Path,
        /// `None`: filled.
        stroke: Option<f32>,
        even_odd: bool,
        colour: [f32; 4],
    },
}

/// What stands on the pages of a document.
pub(crate) struct Content {
    pages: Vec<Vec<Piece>>,
}

impl Content {
    pub(crate) fn of(pdf: &[u8], fonts: &Fonts) -> Self {
        let pdf = Pdf::new(pdf.to_vec()).unwrap();
        let pages = pdf.pages().iter().map(|page| {
            let (width, height) = page.render_dimensions();
            let cache = InterpreterCache::new();
            let mut context = Context::new(
                page.initial_transform(true).to_kurbo(),
                Rect::new(0.0, 0.0, width.into(), height.into()),
                &cache,
                page.xref(),
                InterpreterSettings::default(),
            );
            let mut reader = Reader {
                fonts,
                faces: HashMap::new(),
                pieces: Vec::new(),
            };
            interpret_page(page, &mut context, &mut reader);
            reader.pieces
        });
        Self {
            pages: pages.collect(),
        }
    }

    /// How many glyphs and paths there are.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let pieces = self.pages.iter().flatten();
        pieces.fold((0, 0), |(glyphs, paths), piece| match piece {
            Piece::Text { glyphs: more, .. } => (glyphs + more.len(), paths),
            Piece::Path { .. } => (glyphs, paths + 1),
        })
    }

    /// The document as krilla writes it.
    pub(crate) fn write(&self, fonts: &Fonts) -> Vec<u8> {
        let mut document = krilla::Document::new();
        for pieces in &self.pages {
            let settings = PageSettings::from_wh(595.276, 841.89).unwrap();
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for piece in pieces {
                match piece {
                    Piece::Text {
                        at,
                        size,
                        face,
                        colour,
                        text,
                        glyphs,
                    } => {
                        surface.set_stroke(None);
                        surface.set_fill(Some(fill(*colour, false)));
                        surface.draw_glyphs(
                            krilla::geom::Point::from_xy(at.x as f32, at.y as f32),
                            glyphs,
                            fonts.fonts[*face].clone(),
                            text,
                            *size as f32,
                            false,
                        );
                    }
                    Piece::Path {
                        path,
                        stroke,
                        even_odd,
                        colour,
                    } => {
                        surface.set_stroke(stroke.map(|width| Stroke {
                            paint: paint(*colour),
                            width,
                            ..Stroke::default()
                        }));
                        let filled = stroke.is_none();
                        surface.set_fill(filled.then(|| fill(*colour, *even_odd)));
                        surface.draw_path(path);
                    }
                }
            }
            surface.finish();
            page.finish();
        }
        document.finish().unwrap()
    }
}

fn paint([r, g, b, _]: [f32; 4]) -> krilla::paint::Paint {
    let [r, g, b] = [r, g, b].map(|part| (part * 255.0).round() as u8);
    rgb::Color::new(r, g, b).into()
}

fn fill(colour: [f32; 4], even_odd: bool) -> Fill {
    Fill {
        paint: paint(colour),
        opacity: NormalizedF32::new(colour[3]).unwrap(),
        rule: if even_odd {
            krilla::paint::FillRule::EvenOdd
        } else {
            krilla::paint::FillRule::NonZero
        },
    }
}

struct Reader<'f> {
    fonts: &'f Fonts,
    /// By the interpreter's key of the embedded font.
    faces: HashMap<u128, usize>,
    pieces: Vec<Piece>,
}

fn colour(props: &DrawProps<'_>) -> [f32; 4] {
    match &props.paint {
        Paint::Color(colour) => colour.to_rgba().components(),
        Paint::Pattern(_) => panic!("our pages have no patterns"),
    }
}

impl<'a> Device<'a> for Reader<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let mut builder = PathBuilder::new();
        let xy = |point: Point| (point.x as f32, point.y as f32);
        for element in (props.transform * path.clone()).elements() {
            match *element {
                PathEl::MoveTo(to) => builder.move_to(xy(to).0, xy(to).1),
                PathEl::LineTo(to) => builder.line_to(xy(to).0, xy(to).1),
                PathEl::QuadTo(a, to) => builder.quad_to(xy(a).0, xy(a).1, xy(to).0, xy(to).1),
                PathEl::CurveTo(a, b, to) => {
                    builder.cubic_to(xy(a).0, xy(a).1, xy(b).0, xy(b).1, xy(to).0, xy(to).1);
                }
                PathEl::ClosePath => builder.close(),
            }
        }
        let Some(path) = builder.finish() else { return };
        let (stroke, even_odd) = match mode {
            DrawMode::Fill(rule) => (None, *rule == FillRule::EvenOdd),
            DrawMode::Stroke(stroke) => (Some(stroke.line_width), false),
            DrawMode::FillAndStroke(..) | DrawMode::Invisible => panic!("our pages have none"),
        };
        self.pieces.push(Piece::Path {
            path,
            stroke,
            even_odd,
            colour: colour(&props),
        });
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let mut text = String::new();
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        let mut first: Option<(Point, f64, usize)> = None;
        let mut last = 0.0;
        for positioned in run.glyphs() {
            let Glyph::Outline(glyph) = &**positioned else {
                panic!("our fonts have outlines");
            };
            let place: Affine = props.transform * positioned.transform();
            let at = place * Point::ORIGIN;
            // Outlines are handed over in thousandths of an em.
            let size = (place * Point::new(1000.0, 0.0) - at).hypot();
            let cluster = match glyph.as_unicode() {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                None => panic!("every glyph stands for a text"),
            };
            let data = glyph.font_data().unwrap();
            let face = *self.faces.entry(data.cache_key).or_insert_with(|| {
                usize::from(data.postscript_name.unwrap_or_default().contains("Mincho"))
            });
            let begin = *first.get_or_insert((at, size, face));
            if let Some(before) = glyphs.last_mut() {
                before.x_advance = ((at.x - last) / size) as f32;
            }
            last = at.x;
            let range = text.len()..text.len() + cluster.len();
            let id = GlyphId::new(self.fonts.glyph(begin.2, &cluster));
            text.push_str(&cluster);
            glyphs.push(KrillaGlyph::new(id, 1.0, 0.0, 0.0, 0.0, range, None));
        }
        if let Some((at, size, face)) = first {
            self.pieces.push(Piece::Text {
                at,
                size,
                face,
                colour: colour(&props),
                text,
                glyphs,
            });
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        panic!("our pages have no images");
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
