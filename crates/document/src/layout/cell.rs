//! Rows of cells.

use super::lines::Paragraph;
use super::words::{self, Label};
use super::{Align, LABEL_TEXT, LEFT, PLACEHOLDER, QUIET, Sheet, Style};
use crate::DocumentError;
use crate::page::{Area, Colour, Item, Length, mm};

/// Between a cell's border and its text.
const PADDING: Length = mm(2.0);
/// Above and below a row's text together.
const AIR: Length = mm(2.0);

/// Paragraphs below one another, in the middle of a cell's height.
pub(super) struct Cell {
    width: Length,
    paragraphs: Vec<Paragraph>,
    align: Align,
    fill: Option<Colour>,
    /// Nothing yet: a grey box says what will stand there.
    empty: bool,
}

impl Cell {
    pub(super) const fn new(width: Length, align: Align) -> Self {
        Self {
            width,
            paragraphs: Vec::new(),
            align,
            fill: None,
            empty: false,
        }
    }

    /// A cell for what only the issue makes.
    pub(super) fn empty(sheet: &Sheet<'_>, width: Length) -> Result<Self, DocumentError> {
        let style = Style::text(9.0).coloured(QUIET);
        let mut cell = Self::new(width, Align::Left).text(sheet, words::AT_ISSUE, style, 7.0)?;
        cell.empty = true;
        Ok(cell)
    }

    /// Adds a text that may shrink to `smallest` points before it wraps.
    pub(super) fn text(
        mut self,
        sheet: &Sheet<'_>,
        text: &str,
        style: Style,
        smallest: f32,
    ) -> Result<Self, DocumentError> {
        let limit = self.width - PADDING * 2.0;
        let paragraph = Paragraph::fit(sheet.fonts, text, style, smallest, limit)?;
        self.paragraphs.push(paragraph);
        Ok(self)
    }

    /// A cell with a label in Japanese above its English.
    pub(super) fn label(
        sheet: &Sheet<'_>,
        width: Length,
        (japanese, english): Label,
        align: Align,
    ) -> Result<Self, DocumentError> {
        let small = Style::text(7.5).coloured(QUIET);
        let mut cell = Self::new(width, align)
            .text(sheet, japanese, Style::text(10.0), 8.0)?
            .text(sheet, english, small, LABEL_TEXT)?;
        cell.fill = Some(sheet.palette.tint);
        Ok(cell)
    }

    /// The size that each paragraph is set at.
    pub(super) fn sizes(&self) -> impl Iterator<Item = Length> {
        self.paragraphs.iter().map(Paragraph::size)
    }

    fn text_height(&self) -> Length {
        self.paragraphs
            .iter()
            .fold(Length::ZERO, |sum, paragraph| sum + paragraph.height())
    }

    fn paint(&self, sheet: &mut Sheet<'_>, left: Length, height: Length) {
        if let Some(colour) = self.fill {
            let area = Area {
                left,
                top: sheet.y,
                width: self.width,
                height,
            };
            sheet.fill(area, colour);
        }
        if self.empty {
            let area = Area {
                left: left + mm(1.2),
                top: sheet.y + mm(1.2),
                width: self.width - mm(2.4),
                height: height - mm(2.4),
            };
            let colour = PLACEHOLDER;
            sheet.last.push(Item::Fill { area, colour });
        }
        let x = match self.align {
            Align::Left => left + PADDING,
            Align::Middle => left + self.width / 2.0,
            Align::Right => left + self.width - PADDING,
        };
        let mut top = sheet.y + (height - self.text_height()) / 2.0;
        for paragraph in &self.paragraphs {
            paragraph.paint(sheet, x, top, self.align);
            top += paragraph.height();
        }
    }
}

/// Cells side by side, from the column's left edge.
pub(super) struct Row {
    cells: Vec<Cell>,
    /// The row is at least this high.
    least: Length,
}

impl Row {
    pub(super) const fn new(cells: Vec<Cell>, least: Length) -> Self {
        Self { cells, least }
    }

    pub(super) fn height(&self) -> Length {
        self.cells.iter().fold(self.least, |height, cell| {
            height.max(cell.text_height() + AIR)
        })
    }

    pub(super) fn at_least(&mut self, height: Length) {
        self.least = self.least.max(height);
    }

    /// Makes the row higher.
    pub(super) fn grow(&mut self, by: Length) {
        self.least = self.height() + by;
    }

    /// Paints the row at the sheet's place and moves on below it.
    fn paint(&self, sheet: &mut Sheet<'_>) {
        let height = self.height();
        let (top, bottom) = (sheet.y, sheet.y + height);
        let rule = sheet.palette.rule;
        let mut left = LEFT;
        for (index, cell) in self.cells.iter().enumerate() {
            cell.paint(sheet, left, height);
            if index > 0 {
                sheet.rule((left, top), (left, bottom), mm(0.15), rule);
            }
            left += cell.width;
        }
        sheet.rule((LEFT, bottom), (left, bottom), mm(0.15), rule);
        sheet.y = bottom;
    }
}

pub(super) fn height(rows: &[Row]) -> Length {
    rows.iter()
        .fold(Length::ZERO, |sum, row| sum + row.height())
}

/// Paints rows as one table with a strong border. A row that does not fit the side goes on the next,
/// below the head again.
pub(super) fn table(
    sheet: &mut Sheet<'_>,
    head: Option<&Row>,
    rows: &[Row],
) -> Result<(), DocumentError> {
    let mut top = sheet.y;
    if let Some(head) = head {
        head.paint(sheet);
    }
    for row in rows {
        if !sheet.fits(row.height()) {
            close(sheet, top);
            sheet.turn()?;
            top = sheet.y;
            if let Some(head) = head {
                head.paint(sheet);
            }
            if !sheet.fits(row.height()) {
                return Err(DocumentError::TooLong);
            }
        }
        row.paint(sheet);
    }
    close(sheet, top);
    Ok(())
}

/// Paints rows of which it is known that they fit.
pub(super) fn block(sheet: &mut Sheet<'_>, rows: &[Row]) {
    let top = sheet.y;
    for row in rows {
        row.paint(sheet);
    }
    close(sheet, top);
}

fn close(sheet: &mut Sheet<'_>, top: Length) {
    let area = Area {
        left: LEFT,
        top,
        width: super::COLUMN,
        height: sheet.y - top,
    };
    let accent = sheet.palette.accent;
    sheet.outline(&area, mm(0.4), accent);
}
