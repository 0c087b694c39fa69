//! Pages to PDF.

use printpdf::{
    Codepoint, Color, DictItem, ExtendedGraphicsState, FontId, Line, LinePoint, Mm, Op, PaintMode,
    PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point as PdfPoint, Polygon, PolygonRing,
    Pt, Rgb, TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};
use time::Date;
use zeroize::Zeroizing;

use crate::DocumentError;
use crate::fonts::{FaceId, Fonts, Glyph, width};
use crate::outline::Outline;
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
    for (id, font) in fonts.embedded() {
        let resources = &mut document.resources.fonts.map;
        resources.insert(id.clone(), font.clone());
    }
    for page in &pages {
        let mut ops = Vec::new();
        for item in page.items() {
            draw(item, fonts, &mut document, &mut ops)?;
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

fn draw(
    item: &Item,
    fonts: &Fonts,
    document: &mut PdfDocument,
    ops: &mut Vec<Op>,
) -> Result<(), DocumentError> {
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
            ops.push(actual_text(glyphs.as_slice()));
            text(glyphs.as_slice(), *at, *size, *tracking, fonts, ops)?;
            ops.push(Op::EndMarkedContent);
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
            let winding_order = if *even_odd {
                WindingOrder::EvenOdd
            } else {
                WindingOrder::NonZero
            };
            ops.push(shape(rings, winding_order));
            if translucent {
                ops.push(Op::RestoreGraphicsState);
            }
        }
    }
    Ok(())
}

/// Says what the glyphs up to the end of the marked content mean (ISO 32000-1, 14.9.4). A ToUnicode
/// map alone cannot: two sequences may share one glyph, and readers part words at wide spaces.
fn actual_text(glyphs: &[Glyph]) -> Op {
    let mut data = vec![0xFE, 0xFF];
    let characters = glyphs
        .iter()
        .flat_map(|glyph| [Some(glyph.base), glyph.selector]);
    for character in characters.flatten() {
        let mut units = [0; 2];
        for unit in character.encode_utf16(&mut units) {
            data.extend(unit.to_be_bytes());
        }
    }
    let text = DictItem::String {
        data,
        literal: false,
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: [("ActualText".to_owned(), text)].into(),
        },
    }
}

/// One text object for each run of glyphs of the same font. Glyphs go in by id: the writer knows
/// nothing of variation selectors. Each carries the text it stands for, selector included, for
/// extraction. Glyphs of a font that cannot be embedded are drawn, below invisible ones of the name
/// font for a reader's cursor.
fn text(
    glyphs: &[Glyph],
    at: Point,
    size: Length,
    tracking: f32,
    fonts: &Fonts,
    ops: &mut Vec<Op>,
) -> Result<(), DocumentError> {
    let mut x = at.x;
    for run in glyphs.chunk_by(|one, next| one.face == next.face) {
        let Some(first) = run.first() else { continue };
        let here = Point { x, y: at.y };
        if let Some((font, _)) = fonts.face(first.face)?.embedded() {
            let mode = TextRenderingMode::Fill;
            show(run, here, size, tracking, (font.clone(), mode), ops);
        } else {
            let place = |(right, up): (f32, f32)| Point {
                x: here.x + size * right,
                y: here.y - size * up,
            };
            let rings = Outline::of(run, tracking, fonts)?.placed(place);
            ops.push(shape(&rings, WindingOrder::NonZero));
            let stand_in = fonts.set(&"\u{3000}".repeat(run.len()), FaceId::Names)?;
            if let Some((font, _)) = fonts.face(FaceId::Names)?.embedded() {
                let mode = TextRenderingMode::Invisible;
                let font = (font.clone(), mode);
                show(stand_in.as_slice(), here, size, tracking, font, ops);
            }
        }
        x += size * (width(run) + tracking * run.len() as f32);
    }
    Ok(())
}

fn show(
    run: &[Glyph],
    at: Point,
    size: Length,
    tracking: f32,
    (font, mode): (FontId, TextRenderingMode),
    ops: &mut Vec<Op>,
) {
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
        Op::SetTextRenderingMode { mode },
        Op::SetFont {
            font: PdfFontHandle::External(font),
            size: Pt(size.pt()),
        },
        Op::SetTextMatrix {
            matrix: TextMatrix::Translate(Pt(at.x.pt()), Pt((HEIGHT - at.y).pt())),
        },
        Op::ShowText {
            items: vec![TextItem::GlyphIds(items)],
        },
        Op::EndTextSection,
    ]);
}

fn shape(rings: &[Vec<Step>], winding_order: WindingOrder) -> Op {
    Op::DrawPolygon {
        polygon: Polygon {
            rings: rings.iter().map(|steps| ring(steps)).collect(),
            mode: PaintMode::Fill,
            winding_order,
        },
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

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::fonts::tests::fonts;
    use crate::page::{mm, pt};
    use crate::raster::Raster;

    /// A page with these texts, one below the other, 12 mm apart.
    fn page(texts: &[&str]) -> Zeroizing<Vec<u8>> {
        let mut page = Page::default();
        for (index, text) in texts.iter().enumerate() {
            page.push(Item::Text {
                glyphs: fonts().set(text, FaceId::Names).unwrap(),
                at: Point {
                    x: mm(20.0),
                    y: mm(20.0 + 12.0 * index as f32),
                },
                size: pt(16.0),
                tracking: 0.0,
                colour: Colour::BLACK,
            });
        }
        write(vec![page], fonts(), None).unwrap()
    }

    /// The lines that poppler's pdftotext finds.
    fn extracted(pdf: &[u8]) -> Vec<String> {
        let mut child = Command::new("pdftotext")
            .args(["-", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("poppler-utils is installed by `make`");
        child.stdin.take().unwrap().write_all(pdf).unwrap();
        let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let lines = text.split(['\n', '\u{C}']).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn extracted_text_is_the_data_with_wide_spaces_and_variation_selectors() {
        let texts = [
            "見本　花子",
            "𠮷田　髙﨑",
            "渡邉　花子",
            "渡邉\u{E010F}　花子",
            "葛\u{E0102}　葛\u{E0103}　葛",
            "葛\u{E0100}城　辻\u{E0100}子",
            "渡邉\u{E0100}　花子",
            "邉\u{E010F}葛\u{E0100}邉\u{E0100}",
            "O'BRIEN-D’ARCY SEÁN",
            "NGUYỄN THỊ HẠNH",
            "ヴァン・デル・ヷルト　ー",
            "ｶﾞｲｼﾞﾝ　ﾊﾟｰﾄ",
            "2021年7月3日 (2021-07-03)",
        ];
        assert_eq!(extracted(&page(&texts)), texts);
    }

    #[test]
    fn what_cannot_be_embedded_is_drawn_like_what_can() {
        // The same name from IPAmj Mincho and, for its sequence, from Noto Serif CJK.
        let pdf = page(&["渡邉　花子", "渡邉\u{E0100}　花子"]);
        let grey = Raster::new(&pdf).unwrap().grey(0, 150).unwrap();
        let dark = |millimetres: f32| {
            let row = |mm: f32| (mm / 25.4 * 150.0) as u32;
            (row(millimetres - 6.0)..row(millimetres + 2.0))
                .map(|y| {
                    let xs = row(20.0)..row(20.0 + 5.0 * 5.65);
                    xs.filter(|x| {
                        let at = (y * grey.width() + x) as usize;
                        grey.pixels()[at] < 128
                    })
                    .count()
                })
                .sum::<usize>()
        };
        let (embedded, drawn) = (dark(20.0), dark(32.0));
        assert!(embedded > 300, "{embedded}");
        assert!(
            drawn * 3 > embedded * 2 && drawn * 2 < embedded * 3,
            "{embedded} {drawn}"
        );
    }
}
