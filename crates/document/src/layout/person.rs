//! Whose certificate it is.

use super::cell::{Cell, Row};
use super::words::{self, Label};
use super::{Align, COLUMN, QUIET, SMALLEST, Sheet, Style};
use crate::DocumentError;
use crate::content::Content;
use crate::page::{Length, mm};

const LABEL: Length = mm(36.0);
const WIDE: Length = mm(170.0 - 36.0);
const HALF: Length = mm(85.0 - 36.0);

/// The block of the first side.
pub(super) fn rows(sheet: &Sheet<'_>, content: &Content<'_>) -> Result<Vec<Row>, DocumentError> {
    let printed = content.printed;
    let value = Style::text(13.0);
    let name = printed.name().expose();
    let name = Cell::new(WIDE, Align::Left).text(sheet, name, Style::names(22.0), 13.0)?;
    let mut rows = vec![one(sheet, words::NAME, name, mm(13.5))?];
    if let Some(overseas) = printed.overseas() {
        let roman = overseas.roman_name.expose();
        let roman = Cell::new(WIDE, Align::Left).text(sheet, roman, Style::text(15.0), 10.0)?;
        rows.push(one(sheet, words::ROMAN_NAME, roman, mm(10.5))?);
        if let Some(other) = &overseas.other_surname {
            let style = Style::names(13.0);
            let other = Cell::new(WIDE, Align::Left).text(sheet, other.expose(), style, 9.0)?;
            rows.push(one(sheet, words::OTHER_SURNAME, other, mm(10.0))?);
        }
    }
    let count = format!("{}回", printed.dose_number());
    let count = Cell::new(HALF, Align::Left).text(sheet, &count, value, SMALLEST)?;
    let birth = birth_date(sheet, content, value)?;
    rows.push(two(
        sheet,
        (words::BIRTH_DATE, birth),
        (words::DOSES, count),
    )?);
    if let Some(overseas) = printed.overseas() {
        let code = overseas.nationality.expose();
        let text = words::country_name(code)
            .map_or_else(|| code.to_owned(), |name| format!("{name} {code}"));
        let nationality = Cell::new(HALF, Align::Left).text(sheet, &text, value, SMALLEST)?;
        let number = overseas.passport_number.expose();
        let number = Cell::new(HALF, Align::Left).text(sheet, number, value, SMALLEST)?;
        rows.push(two(
            sheet,
            (words::NATIONALITY, nationality),
            (words::PASSPORT, number),
        )?);
    }
    Ok(rows)
}

/// The head of each further side: whose it is, which certificate, and who says so.
pub(super) fn strip(sheet: &Sheet<'_>, content: &Content<'_>) -> Result<Vec<Row>, DocumentError> {
    let printed = content.printed;
    let value = Style::text(10.0);
    let name = printed.name().expose();
    let mut name = Cell::new(WIDE, Align::Left).text(sheet, name, Style::names(14.0), 9.0)?;
    if let Some(overseas) = printed.overseas() {
        name = name.text(sheet, overseas.roman_name.expose(), value, SMALLEST)?;
    }
    let mut issuer =
        Cell::new(WIDE, Align::Left).text(sheet, printed.issuer(), Style::names(11.0), 9.0)?;
    if let Some(english) = printed.issuer_english() {
        let style = Style::text(8.5).coloured(QUIET);
        issuer = issuer.text(sheet, english, style, SMALLEST)?;
    }
    let birth = birth_date(sheet, content, value)?;
    let id = certificate_id(sheet, content, value)?;
    Ok(vec![
        one(sheet, words::NAME, name, mm(9.5))?,
        two(
            sheet,
            (words::BIRTH_DATE, birth),
            (words::CERTIFICATE_ID, id),
        )?,
        one(sheet, words::ISSUER, issuer, mm(9.5))?,
    ])
}

/// The row that the issue fills.
pub(super) fn certificate(sheet: &Sheet<'_>, content: &Content<'_>) -> Result<Row, DocumentError> {
    let value = Style::text(13.0);
    let id = certificate_id(sheet, content, value)?;
    let date = match &content.issued {
        Some(issued) => date(sheet, content, issued.date, value)?,
        None => Cell::empty(sheet, HALF)?,
    };
    let mut row = two(
        sheet,
        (words::CERTIFICATE_ID, id),
        (words::ISSUE_DATE, date),
    )?;
    // As high before the issue as after it.
    row.at_least(mm(12.0));
    Ok(row)
}

fn certificate_id(
    sheet: &Sheet<'_>,
    content: &Content<'_>,
    style: Style,
) -> Result<Cell, DocumentError> {
    match &content.issued {
        Some(issued) => Cell::new(HALF, Align::Left).text(sheet, issued.id, style, SMALLEST),
        None => Cell::empty(sheet, HALF),
    }
}

fn birth_date(
    sheet: &Sheet<'_>,
    content: &Content<'_>,
    style: Style,
) -> Result<Cell, DocumentError> {
    date(sheet, content, content.printed.birth_date().date(), style)
}

/// A date, for use abroad in figures too.
fn date(
    sheet: &Sheet<'_>,
    content: &Content<'_>,
    date: time::Date,
    style: Style,
) -> Result<Cell, DocumentError> {
    let japanese = zeroize::Zeroizing::new(words::japanese(date));
    let cell = Cell::new(HALF, Align::Left).text(sheet, &japanese, style, SMALLEST)?;
    if !content.printed.kind().is_overseas() {
        return Ok(cell);
    }
    let figures = zeroize::Zeroizing::new(words::iso(date));
    cell.text(sheet, &figures, Style::text(8.5), SMALLEST)
}

/// A row of a label and one value over the whole column.
fn one(sheet: &Sheet<'_>, label: Label, value: Cell, least: Length) -> Result<Row, DocumentError> {
    let label = Cell::label(sheet, LABEL, label, Align::Left)?;
    Ok(Row::new(vec![label, value], least))
}

/// A row of two labels and two values.
fn two(
    sheet: &Sheet<'_>,
    (first, first_value): (Label, Cell),
    (second, second_value): (Label, Cell),
) -> Result<Row, DocumentError> {
    let cells = vec![
        Cell::label(sheet, LABEL, first, Align::Left)?,
        first_value,
        Cell::label(sheet, LABEL, second, Align::Left)?,
        second_value,
    ];
    debug_assert!((LABEL * 2.0 + HALF * 2.0 - COLUMN).mm().abs() < 0.01);
    Ok(Row::new(cells, mm(10.0)))
}
