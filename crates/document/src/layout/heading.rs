//! What it is: title and kind.

use super::words;
use super::{Align, LABEL_TEXT, LEFT, QUIET, RIGHT, Sheet, Style, TOP};
use crate::DocumentError;
use crate::content::Content;
use crate::page::{Area, Colour, Length, WIDTH, mm};

/// What the heading of the first side takes of the column.
pub(super) const HEIGHT: Length = mm(43.0);

pub(super) fn paint(sheet: &mut Sheet<'_>, content: &Content<'_>) -> Result<(), DocumentError> {
    let middle = WIDTH / 2.0;
    let accent = sheet.palette.accent;
    let kind = content.printed.kind();
    let title = Style::names(22.0).tracked(0.02);
    sheet.line(words::TITLE, title, middle, mm(29.2), Align::Middle)?;
    let english = Style::text(12.0);
    let base = mm(36.2);
    sheet.line(words::TITLE_ENGLISH, english, middle, base, Align::Middle)?;
    let chip = Area {
        left: middle - mm(50.0),
        top: mm(40.0),
        width: mm(100.0),
        height: mm(11.2),
    };
    sheet.fill(chip, accent);
    let white = Style::text(13.0).coloured(Colour::WHITE).tracked(0.06);
    sheet.line(kind.japanese(), white, middle, mm(45.3), Align::Middle)?;
    let small = Style::text(8.0).coloured(Colour::WHITE);
    let english = words::kind_english(kind);
    sheet.line(english, small, middle, mm(49.5), Align::Middle)?;
    let statement = Style::text(10.0);
    sheet.line(words::STATEMENT, statement, LEFT, mm(56.2), Align::Left)?;
    let small = Style::text(7.5).coloured(QUIET);
    sheet.line(words::STATEMENT_ENGLISH, small, LEFT, mm(59.9), Align::Left)?;
    sheet.y = TOP + HEIGHT;
    Ok(())
}

/// The heading of a further side.
pub(super) fn paint_continued(sheet: &mut Sheet<'_>) -> Result<(), DocumentError> {
    let base = sheet.y + mm(3.5);
    let title = Style::names(13.0).coloured(sheet.palette.accent);
    sheet.line(words::TITLE, title, LEFT, base, Align::Left)?;
    let small = Style::text(LABEL_TEXT + 1.0).coloured(QUIET);
    let below = base + mm(4.4);
    sheet.line(words::TITLE_ENGLISH, small, LEFT, below, Align::Left)?;
    sheet.line(words::CONTINUED, small, RIGHT, below, Align::Right)?;
    sheet.y += mm(10.5);
    Ok(())
}
