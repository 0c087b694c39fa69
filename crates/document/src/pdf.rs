//! Pages to PDF.

use printpdf::{
    Codepoint, Color, ExtendedGraphicsState, FontId, Line, LinePoint, Mm, Op, PaintMode,
    PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point as PdfPoint, Polygon, PolygonRing,
    Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};
use time::Date;
use zeroize::Zeroizing;

use crate::DocumentError;
use crate::fonts::{FaceId, Fonts, Glyph, width};
use crate::page::{Area, Colour, HEIGHT, Item, Length, Page, Point, Step, WIDTH};

/// Writes the pages. The document's own metadata say what kind of paper it is and nothing about
/// anybody.
pub(crate) fn write(
    pages: Vec<Page>,
    fonts: &Fonts,
    date: Option<Date>,
) -> Result<Zeroizing<Vec<u8>>, DocumentError> {
    let mut document = PdfDocument::new("Vaccination Certificate of COVID-19");
    let info = &mut document.metadata.info;
    "vaccination-certificate-kiosk".clone_into(&mut info.producer);
    if let Some(at) = date.map(|date| date.midnight().assume_utc().unix_timestamp())
        && let Ok(at) = printpdf::OffsetDateTime::from_unix_timestamp(at)
    {
        info.creation_date = at;
        info.modification_date = at;
        info.metadata_date = at;
    }
    for id in FaceId::ALL {
        let face = fonts.face(id);
        document
            .resources
            .fonts
            .map
            .insert(face.id().clone(), face.embeddable().clone());
    }
    for page in &pages {
        let mut ops = Vec::new();
        for item in page.items() {
            draw(item, fonts, &mut document, &mut ops);
        }
        document
            .pages
            .push(PdfPage::new(Mm(WIDTH.mm()), Mm(HEIGHT.mm()), ops));
    }
    let options = PdfSaveOptions {
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let mut pdf = Zeroizing::new(document.save(&options, &mut warnings));
    // The writer falls back to whole fonts, or to none, with a mere warning.
    if !warnings.is_empty() {
        return Err(DocumentError::Pdf);
    }
    // It also always writes "1.3", while opacity (of the watermark) came with 1.4.
    match pdf.get_mut(..8) {
        Some(header) if header == b"%PDF-1.3" => header.copy_from_slice(b"%PDF-1.7"),
        _ => return Err(DocumentError::Pdf),
    }
    Ok(pdf)
}

fn draw(item: &Item, fonts: &Fonts, document: &mut PdfDocument, ops: &mut Vec<Op>) {
    match item {
        Item::Fill { area, colour } => {
            ops.push(fill(*colour));
            ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings: vec![ring(&corners(area))],
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::NonZero,
                },
            });
        }
        Item::Line {
            from,
            to,
            width,
            colour,
        } => {
            ops.push(Op::SetOutlineColor { col: rgb(*colour) });
            ops.push(Op::SetOutlineThickness { pt: Pt(width.pt()) });
            ops.push(Op::DrawLine {
                line: Line {
                    points: vec![point(*from, false), point(*to, false)],
                    is_closed: false,
                },
            });
        }
        Item::Text {
            glyphs,
            at,
            size,
            tracking,
            colour,
        } => {
            ops.push(fill(*colour));
            text(glyphs.as_slice(), *at, *size, *tracking, fonts, ops);
        }
        Item::Shape {
            rings,
            even_odd,
            colour,
            opacity,
        } => {
            let translucent = *opacity < 1.0;
            if translucent {
                let state = ExtendedGraphicsState::default().with_current_fill_alpha(*opacity);
                let gs = document.add_graphics_state(state);
                ops.push(Op::SaveGraphicsState);
                ops.push(Op::LoadGraphicsState { gs });
            }
            ops.push(fill(*colour));
            ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings: rings.iter().map(|steps| ring(steps)).collect(),
                    mode: PaintMode::Fill,
                    winding_order: if *even_odd {
                        WindingOrder::EvenOdd
                    } else {
                        WindingOrder::NonZero
                    },
                },
            });
            if translucent {
                ops.push(Op::RestoreGraphicsState);
            }
        }
    }
}

/// One text object for each run of glyphs of the same font. Glyphs go in by id: the writer knows
/// nothing of variation selectors. Each carries the text it stands for, selector included, for
/// extraction.
fn text(
    glyphs: &[Glyph],
    at: Point,
    size: Length,
    tracking: f32,
    fonts: &Fonts,
    ops: &mut Vec<Op>,
) {
    let mut x = at.x;
    for run in glyphs.chunk_by(|one, next| one.face == next.face) {
        let Some(first) = run.first() else { continue };
        let font: FontId = fonts.face(first.face).id().clone();
        let items = run
            .iter()
            .map(|glyph| {
                let cluster = [Some(glyph.base), glyph.selector];
                Codepoint::with_cid(
                    glyph.id,
                    -tracking * 1000.0,
                    cluster.into_iter().flatten().collect(),
                )
            })
            .collect();
        ops.extend([
            Op::StartTextSection,
            Op::SetFont {
                font: PdfFontHandle::External(font),
                size: Pt(size.pt()),
            },
            Op::SetTextMatrix {
                matrix: TextMatrix::Translate(Pt(x.pt()), Pt((HEIGHT - at.y).pt())),
            },
            Op::ShowText {
                items: vec![TextItem::GlyphIds(items)],
            },
            Op::EndTextSection,
        ]);
        x += size * (width(run) + tracking * run.len() as f32);
    }
}

fn corners(area: &Area) -> [Step; 4] {
    [
        (area.left, area.top),
        (area.right(), area.top),
        (area.right(), area.bottom()),
        (area.left, area.bottom()),
    ]
    .map(|(x, y)| Step::Corner(Point { x, y }))
}

fn ring(steps: &[Step]) -> PolygonRing {
    PolygonRing {
        points: steps
            .iter()
            .map(|step| match step {
                Step::Corner(at) => point(*at, false),
                Step::Control(at) => point(*at, true),
            })
            .collect(),
    }
}

fn point(at: Point, bezier: bool) -> LinePoint {
    LinePoint {
        p: PdfPoint {
            x: Pt(at.x.pt()),
            y: Pt((HEIGHT - at.y).pt()),
        },
        bezier,
    }
}

fn rgb(colour: Colour) -> Color {
    let Colour(r, g, b) = colour;
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

fn fill(colour: Colour) -> Op {
    Op::SetFillColor { col: rgb(colour) }
}
