//! Rows of cells.

use super::lines::Paragraph;
use super::words::Label;
use super::{Align, LEFT, QUIET, Sheet, Style};
use crate::DocumentError;
use crate::page::{Area, Colour, Length, mm};

/// Between a cell's border and its text.
const PADDING: Length = mm(2.2);

/// Paragraphs below one another, in the middle of a cell's height.
pub(super) struct Cell {
    width: Length,
    paragraphs: Vec<Paragraph>,
    align: Align,
    fill: Option<Colour>,
}

impl Cell {
    pub(super) const fn new(width: Length, align: Align) -> Self {
        Self {
            width,
            paragraphs: Vec::new(),
            align,
            fill: None,
        }
    }

    pub(super) const fn filled(mut self, colour: Colour) -> Self {
        self.fill = Some(colour);
        self
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
        label: Label,
        align: Align,
    ) -> Result<Self, DocumentError> {
        let (japanese, english) = label;
        Self::new(width, align)
            .filled(sheet.palette.tint)
            .text(sheet, japanese, Style::text(9.5), 8.0)?
            .text(sheet, english, Style::text(7.0).coloured(QUIET), 6.0)
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
    pub(super) cells: Vec<Cell>,
    /// The row is at least this high.
    pub(super) least: Length,
}

impl Row {
    pub(super) fn height(&self) -> Length {
        self.cells.iter().fold(self.least, |height, cell| {
            height.max(cell.text_height() + mm(2.4))
        })
    }

    /// Paints the row at the sheet's place and moves on below it.
    pub(super) fn paint(&self, sheet: &mut Sheet<'_>) {
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
