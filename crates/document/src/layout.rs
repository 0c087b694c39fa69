//! Where everything stands on the paper.
//!
//! The page is a column of blocks: heading, person, doses, and the foot of certificate ID, issuer,
//! codes and notes. Texts wrap and rows grow; what does not fit a side goes on the next one, below a
//! strip that says whose it is; nothing is cut, nothing shrinks below a readable size. Where a side
//! has room to spare, its rows are higher.
//!
//! What the preview does not have yet takes the same room as on the paper, so both are the same page.

mod cell;
mod doses;
mod foot;
mod heading;
mod lines;
mod person;
mod watermark;
mod words;

#[cfg(test)]
mod tests;

use cell::{Row, table};
use foot::Foot;
use lines::Paragraph;

use crate::DocumentError;
use crate::content::Content;
use crate::fonts::{FaceId, Fonts};
use crate::page::{Area, Colour, HEIGHT, Item, Length, Page, Point, WIDTH, mm, pt};

/// The pages of a certificate.
///
/// # Errors
/// [`DocumentError::NoGlyph`], [`DocumentError::TooLong`].
pub(crate) fn lay_out(content: &Content<'_>, fonts: &Fonts) -> Result<Vec<Page>, DocumentError> {
    let mut sheet = Sheet::new(fonts, Palette::of(content));
    sheet.strip = person::strip(&sheet, content)?;
    let mut person = person::rows(&sheet, content)?;
    let foot = Foot::new(&sheet, content)?;
    let head = doses::head(&sheet, content)?;
    let above = heading::HEIGHT + cell::height(&person) + GAP + head.height();
    let spare = |rows: &[Row], below| BOTTOM - TOP - above - cell::height(rows) - GAP - below;
    let (below, closing) = (foot.height(), foot.closing_height());
    // Smaller text is better than another side, larger text is better on as many sides.
    let large = doses::rows(&sheet, content, doses::LARGE)?;
    let (mut doses, one_side) = if spare(&large, below) >= Length::ZERO {
        (large, true)
    } else {
        let small = doses::rows(&sheet, content, doses::SMALL)?;
        if spare(&small, below) >= Length::ZERO {
            (small, true)
        } else if spare(&large, closing) >= Length::ZERO {
            (large, false)
        } else {
            (small, false)
        }
    };
    let below = if one_side { below } else { closing };
    let spare = spare(&doses, below).max(Length::ZERO);
    let rows = (person.len() + doses.len()) as f32;
    let higher = (spare * 0.6 / rows).min(mm(3.0));
    for row in person.iter_mut().chain(&mut doses) {
        row.grow(higher);
    }
    let spare = spare - higher * rows;
    let gap = GAP + (spare * 0.3).min(mm(5.0));

    heading::paint(&mut sheet, content)?;
    table(&mut sheet, None, &person)?;
    sheet.y += gap;
    table(&mut sheet, Some(&head), &doses)?;
    doses::paint_end(&mut sheet, below)?;
    if one_side {
        foot.paint(&mut sheet, content)?;
    } else {
        foot.paint_apart(&mut sheet, content)?;
    }
    sheet.finish(content)
}

/// The column that text stands in.
const LEFT: Length = mm(20.0);
const RIGHT: Length = mm(190.0);
const COLUMN: Length = mm(170.0);
const TOP: Length = mm(20.0);
const BOTTOM: Length = mm(278.5);
/// The frame's distance from the edge: inside what any office printer can reach.
const FRAME: Length = mm(10.0);
/// Between blocks, at least.
const GAP: Length = mm(4.0);

/// The smallest text of the certificate itself, in points.
const SMALLEST: f32 = 8.0;
/// The smallest text of the form: labels in English and notes, in points.
const LABEL_TEXT: f32 = 7.0;

/// The colours of one kind of certificate. Everything is also told apart without colour.
#[derive(Clone, Copy)]
struct Palette {
    accent: Colour,
    tint: Colour,
    rule: Colour,
}

impl Palette {
    /// Blue for 日本国内用, red for 海外用及び日本国内用, as the app's cards had it.
    const fn of(content: &Content<'_>) -> Self {
        if content.printed.kind().is_overseas() {
            Self {
                accent: Colour(0.48, 0.10, 0.15),
                tint: Colour(0.972, 0.948, 0.948),
                rule: Colour(0.74, 0.62, 0.63),
            }
        } else {
            Self {
                accent: Colour(0.09, 0.21, 0.42),
                tint: Colour(0.942, 0.955, 0.975),
                rule: Colour(0.62, 0.67, 0.75),
            }
        }
    }
}

/// Secondary text: labels in English, notes.
const QUIET: Colour = Colour(0.30, 0.32, 0.36);
/// Where something will stand that the preview does not have yet.
const PLACEHOLDER: Colour = Colour(0.86, 0.87, 0.89);

/// Which end of a text is at the given place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Middle,
    Right,
}

/// How a text looks.
#[derive(Clone, Copy)]
struct Style {
    face: FaceId,
    size: Length,
    tracking: f32,
    colour: Colour,
}

impl Style {
    const fn text(points: f32) -> Self {
        Self {
            face: FaceId::Text,
            size: pt(points),
            tracking: 0.0,
            colour: Colour::BLACK,
        }
    }

    const fn names(points: f32) -> Self {
        Self {
            face: FaceId::Names,
            ..Self::text(points)
        }
    }

    const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    const fn tracked(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }
}

/// The pages being made, and how far down the last one is filled.
struct Sheet<'f> {
    fonts: &'f Fonts,
    palette: Palette,
    /// Whose certificate it is, for the head of each further side.
    strip: Vec<Row>,
    pages: Vec<Page>,
    last: Page,
    y: Length,
}

impl<'f> Sheet<'f> {
    fn new(fonts: &'f Fonts, palette: Palette) -> Self {
        Self {
            fonts,
            palette,
            strip: Vec::new(),
            pages: Vec::new(),
            last: Page::default(),
            y: TOP,
        }
    }

    fn fits(&self, height: Length) -> bool {
        // Sums of lengths are rounded.
        self.y + height <= BOTTOM + mm(0.01)
    }

    /// Begins the next side.
    fn turn(&mut self) -> Result<(), DocumentError> {
        let full = std::mem::take(&mut self.last);
        self.pages.push(full);
        // Eight doses of the longest texts there can be take four.
        if self.pages.len() >= 6 {
            return Err(DocumentError::TooLong);
        }
        self.y = TOP;
        heading::paint_continued(self)?;
        let strip = std::mem::take(&mut self.strip);
        cell::block(self, &strip);
        self.strip = strip;
        self.y += GAP;
        Ok(())
    }

    /// Paints one line of text, its base line at `base`.
    fn line(
        &mut self,
        text: &str,
        style: Style,
        x: Length,
        base: Length,
        align: Align,
    ) -> Result<(), DocumentError> {
        let glyphs = self.fonts.set(text, style.face)?;
        let count = glyphs.as_slice().len() as f32;
        let width = style.size * (glyphs.width() + style.tracking * (count - 1.0).max(0.0));
        let left = match align {
            Align::Left => x,
            Align::Middle => x - width / 2.0,
            Align::Right => x - width,
        };
        self.last.push(Item::Text {
            glyphs,
            at: Point { x: left, y: base },
            size: style.size,
            tracking: style.tracking,
            colour: style.colour,
        });
        Ok(())
    }

    fn rule(
        &mut self,
        from: (Length, Length),
        to: (Length, Length),
        width: Length,
        colour: Colour,
    ) {
        let [from, to] = [from, to].map(|(x, y)| Point { x, y });
        self.last.push(Item::Line {
            from,
            to,
            width,
            colour,
        });
    }

    fn outline(&mut self, area: &Area, width: Length, colour: Colour) {
        outline(&mut self.last, area, width, colour);
    }

    fn fill(&mut self, area: Area, colour: Colour) {
        self.last.behind.push(Item::Fill { area, colour });
    }

    /// Adds what every side has: the frame, the foot line and, from a test hierarchy, the watermark.
    fn finish(self, content: &Content<'_>) -> Result<Vec<Page>, DocumentError> {
        let Self {
            fonts,
            palette,
            mut pages,
            last,
            ..
        } = self;
        pages.push(last);
        let count = pages.len();
        let mut finished = Vec::with_capacity(count);
        for (index, page) in pages.into_iter().enumerate() {
            let mut side = Sheet::new(fonts, palette);
            side.last = page;
            for (inset, width) in [(FRAME, mm(0.7)), (FRAME + mm(1.3), mm(0.2))] {
                let frame = Area {
                    left: inset,
                    top: inset,
                    width: WIDTH - inset * 2.0,
                    height: HEIGHT - inset * 2.0,
                };
                side.outline(&frame, width, palette.accent);
            }
            side.edges(content, index + 1, count)?;
            if content.specimen {
                let style = Style::text(11.0).coloured(watermark::INK).tracked(0.05);
                side.line(words::SPECIMEN, style, RIGHT, mm(17.5), Align::Right)?;
                watermark::paint(&mut side.last, fonts)?;
            }
            finished.push(side.last);
        }
        Ok(finished)
    }

    /// Below the column: the certificate's ID and the page. Where it has several, above the column
    /// who issued it.
    fn edges(
        &mut self,
        content: &Content<'_>,
        number: usize,
        count: usize,
    ) -> Result<(), DocumentError> {
        let style = Style::text(7.5).coloured(QUIET);
        let base = mm(283.6);
        if let Some(issued) = &content.issued {
            let id = format!("証明書ID {}", issued.id);
            self.line(&id, style, LEFT, base, Align::Left)?;
        }
        let more = if number < count { words::CONTINUES } else { "" };
        let page = format!("{more}{number} / {count}");
        self.line(&page, style, RIGHT, base, Align::Right)?;
        if count > 1 {
            let issuer = content.printed.issuer();
            let room = COLUMN - mm(34.0);
            let issuer = Paragraph::fit(self.fonts, issuer, style, LABEL_TEXT, room)?;
            issuer.paint(self, LEFT, mm(14.4), Align::Left);
        }
        Ok(())
    }
}

fn outline(page: &mut Page, area: &Area, width: Length, colour: Colour) {
    // Half a line's width over each corner, so that the corners are closed.
    let half = width / 2.0;
    let horizontal = |y| {
        (
            Point {
                x: area.left - half,
                y,
            },
            Point {
                x: area.right() + half,
                y,
            },
        )
    };
    let vertical = |x| {
        (
            Point { x, y: area.top },
            Point {
                x,
                y: area.bottom(),
            },
        )
    };
    for (from, to) in [
        horizontal(area.top),
        horizontal(area.bottom()),
        vertical(area.left),
        vertical(area.right()),
    ] {
        page.push(Item::Line {
            from,
            to,
            width,
            colour,
        });
    }
}
