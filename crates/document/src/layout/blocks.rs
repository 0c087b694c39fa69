//! The blocks of a certificate, from its head to its foot.

use certificate::Dose;

use super::cell::{Cell, Row, table};
use super::lines::Paragraph;
use super::words::{self, Label};
use super::{Align, BOTTOM, COLUMN, LEFT, PLACEHOLDER, QUIET, RIGHT, Sheet, Style};
use crate::DocumentError;
use crate::content::Content;
use crate::page::{Area, Colour, Item, Length, WIDTH, mm};
use crate::symbol::Symbol;

const LABEL: Length = mm(36.0);

pub(super) fn heading(sheet: &mut Sheet<'_>, content: &Content<'_>) -> Result<(), DocumentError> {
    let middle = WIDTH / 2.0;
    let accent = sheet.palette.accent;
    let kind = content.printed.kind();
    let title = Style::names(21.0).tracked(0.02);
    sheet.line(words::TITLE, title, middle, mm(31.0), Align::Middle)?;
    let english = Style::text(12.0).coloured(QUIET);
    sheet.line(
        words::TITLE_ENGLISH,
        english,
        middle,
        mm(38.0),
        Align::Middle,
    )?;
    let chip = Area {
        left: middle - mm(48.0),
        top: mm(42.5),
        width: mm(96.0),
        height: mm(11.0),
    };
    sheet.fill(chip, accent);
    let white = Style::text(12.5).coloured(Colour::WHITE).tracked(0.06);
    sheet.line(kind.japanese(), white, middle, mm(47.6), Align::Middle)?;
    let small = Style::text(7.5).coloured(Colour::WHITE);
    sheet.line(
        words::kind_english(kind),
        small,
        middle,
        mm(51.8),
        Align::Middle,
    )?;
    sheet.line(
        words::STATEMENT,
        Style::text(10.0),
        LEFT,
        mm(61.0),
        Align::Left,
    )?;
    let small = Style::text(7.5).coloured(QUIET);
    sheet.line(words::STATEMENT_ENGLISH, small, LEFT, mm(65.2), Align::Left)?;
    sheet.y = mm(69.0);
    Ok(())
}

pub(super) fn person(sheet: &mut Sheet<'_>, content: &Content<'_>) -> Result<(), DocumentError> {
    let printed = content.printed;
    let born = printed.birth_date().date();
    let japanese = words::japanese(born);
    let count = format!("{}回", printed.dose_number());
    let value = Style::text(12.0);
    let english = Style::text(8.0).coloured(QUIET);
    let mut rows = vec![one(sheet, words::NAME, mm(15.0), |sheet, cell| {
        cell.text(sheet, printed.name().expose(), Style::names(21.0), 13.0)
    })?];
    if let Some(overseas) = printed.overseas() {
        let roman = overseas.roman_name.expose();
        rows.push(one(sheet, words::ROMAN_NAME, mm(10.0), |sheet, cell| {
            cell.text(sheet, roman, Style::text(13.0), 10.0)
        })?);
        if let Some(other) = &overseas.other_surname {
            rows.push(one(
                sheet,
                words::OTHER_SURNAME,
                mm(10.0),
                |sheet, cell| cell.text(sheet, other.expose(), Style::names(12.0), 9.0),
            )?);
        }
    }
    let overseas = printed.kind().is_overseas();
    let mut birth =
        Cell::new(COLUMN / 2.0 - LABEL, Align::Left).text(sheet, &japanese, value, 9.0)?;
    if overseas {
        birth = birth.text(sheet, &words::iso(born), english, 7.0)?;
    }
    rows.push(two(
        sheet,
        (words::BIRTH_DATE, birth),
        (
            words::DOSES,
            Cell::new(COLUMN / 2.0 - LABEL, Align::Left).text(sheet, &count, value, 9.0)?,
        ),
    )?);
    if let Some(overseas) = printed.overseas() {
        let half = COLUMN / 2.0 - LABEL;
        let nationality = words::country(overseas.nationality.expose());
        rows.push(two(
            sheet,
            (
                words::NATIONALITY,
                Cell::new(half, Align::Left).text(sheet, &nationality, value, 9.0)?,
            ),
            (
                words::PASSPORT,
                Cell::new(half, Align::Left).text(
                    sheet,
                    overseas.passport_number.expose(),
                    value,
                    9.0,
                )?,
            ),
        )?);
    }
    table(sheet, None, &rows)?;
    sheet.y += mm(5.0);
    Ok(())
}

/// A row of a label and one value over the whole column.
fn one(
    sheet: &Sheet<'_>,
    label: Label,
    least: Length,
    fill: impl FnOnce(&Sheet<'_>, Cell) -> Result<Cell, DocumentError>,
) -> Result<Row, DocumentError> {
    Ok(Row {
        cells: vec![
            Cell::label(sheet, LABEL, label, Align::Left)?,
            fill(sheet, Cell::new(COLUMN - LABEL, Align::Left))?,
        ],
        least,
    })
}

/// A row of two labels and two values.
fn two(
    sheet: &Sheet<'_>,
    (first, first_value): (Label, Cell),
    (second, second_value): (Label, Cell),
) -> Result<Row, DocumentError> {
    Ok(Row {
        cells: vec![
            Cell::label(sheet, LABEL, first, Align::Left)?,
            first_value,
            Cell::label(sheet, LABEL, second, Align::Left)?,
            second_value,
        ],
        least: mm(10.0),
    })
}

/// A column of the table of doses.
struct Column {
    label: Label,
    width: f32,
    align: Align,
}

const fn column(label: Label, width: f32, align: Align) -> Column {
    Column {
        label,
        width,
        align,
    }
}

const DOMESTIC: [Column; 6] = [
    column(words::NUMBER, 13.0, Align::Middle),
    column(words::DATE, 33.0, Align::Middle),
    column(words::TYPE, 35.0, Align::Left),
    column(words::MANUFACTURER, 30.0, Align::Left),
    column(words::PRODUCT, 35.0, Align::Left),
    column(words::LOT, 24.0, Align::Left),
];

const OVERSEAS: [Column; 7] = [
    column(words::NUMBER, 11.0, Align::Middle),
    column(words::DATE, 31.0, Align::Middle),
    column(words::TYPE, 31.0, Align::Left),
    column(words::MANUFACTURER, 28.0, Align::Left),
    column(words::PRODUCT, 31.0, Align::Left),
    column(words::LOT, 21.0, Align::Left),
    column(words::COUNTRY, 17.0, Align::Middle),
];

pub(super) fn doses(sheet: &mut Sheet<'_>, content: &Content<'_>) -> Result<(), DocumentError> {
    let overseas = content.printed.kind().is_overseas();
    let columns: &[Column] = if overseas { &OVERSEAS } else { &DOMESTIC };
    let head = Row {
        cells: columns
            .iter()
            .map(|column| Cell::label(sheet, mm(column.width), column.label, Align::Middle))
            .collect::<Result<_, _>>()?,
        least: mm(9.0),
    };
    let rows = content
        .printed
        .doses()
        .iter()
        .map(|dose| dose_row(sheet, columns, dose, overseas))
        .collect::<Result<Vec<_>, _>>()?;
    table(sheet, Some(&head), &rows)
}

fn dose_row(
    sheet: &Sheet<'_>,
    columns: &[Column],
    dose: &Dose,
    overseas: bool,
) -> Result<Row, DocumentError> {
    let style = Style::text(10.0);
    let country = dose.country.as_deref().map(words::country);
    let values = [
        dose.number.to_string(),
        words::japanese(dose.date),
        dose.vaccine_type.clone(),
        dose.manufacturer.clone(),
        dose.product.clone(),
        dose.lot.clone(),
        country.unwrap_or_default(),
    ];
    let mut cells = Vec::with_capacity(columns.len());
    for (index, (column, value)) in columns.iter().zip(&values).enumerate() {
        let mut cell = Cell::new(mm(column.width), column.align).text(sheet, value, style, 8.5)?;
        if overseas && index == 1 {
            let iso = words::iso(dose.date);
            cell = cell.text(sheet, &iso, Style::text(7.5).coloured(QUIET), 7.0)?;
        }
        cells.push(cell);
    }
    let mut values = values;
    zeroize::Zeroize::zeroize(&mut values);
    Ok(Row {
        cells,
        least: mm(9.0),
    })
}

/// A code, or the place that it will take.
enum Code<'a> {
    Issued(&'a Symbol),
    Placeholder(Length),
}

impl Code<'_> {
    fn side(&self) -> Length {
        match self {
            Self::Issued(symbol) => symbol.side(),
            Self::Placeholder(side) => *side,
        }
    }
}

const CAPTION: Length = mm(5.0);

/// The issuer, the codes and the notes, together at the foot of a side.
pub(super) fn foot(sheet: &mut Sheet<'_>, content: &Content<'_>) -> Result<(), DocumentError> {
    let overseas = content.printed.kind().is_overseas();
    let shc = content
        .issued
        .as_ref()
        .map_or(Code::Placeholder(Symbol::SHC_SIDE), |issued| {
            Code::Issued(&issued.shc)
        });
    let vds_nc = match &content.issued {
        Some(issued) => issued.vds_nc.as_ref().map(Code::Issued),
        None => overseas.then_some(Code::Placeholder(mm(64.0))),
    };
    let notes = notes(sheet, overseas)?;
    let notes_height = notes.iter().fold(mm(2.5), |sum, note| sum + note.height());
    let side = vds_nc
        .as_ref()
        .map_or(shc.side(), |code| code.side().max(shc.side()));
    // With one code the issuer stands beside it, with two above them.
    let issuer_height = if vds_nc.is_some() {
        mm(19.0)
    } else {
        Length::ZERO
    };
    let height = issuer_height + side + CAPTION + notes_height;
    if !sheet.fits(height + mm(4.0)) {
        sheet.turn()?;
        if !sheet.fits(height) {
            return Err(DocumentError::TooLong);
        }
    }
    let top = BOTTOM - height;
    let codes_top = top + issuer_height;
    let beside = LEFT + shc.side();
    code(sheet, &shc, LEFT, codes_top, words::SHC_CAPTION)?;
    if let Some(vds_nc) = &vds_nc {
        issuer_above(sheet, content, top)?;
        let left = RIGHT - vds_nc.side();
        if left < beside {
            return Err(DocumentError::TooLong);
        }
        code(sheet, vds_nc, left, codes_top, words::VDS_NC_CAPTION)?;
    } else {
        issuer_beside(sheet, content, beside + mm(6.0), codes_top + mm(2.0))?;
    }
    let mut y = BOTTOM - notes_height + mm(2.5);
    let (line, rule) = (y - mm(1.2), sheet.palette.rule);
    sheet.rule((LEFT, line), (RIGHT, line), mm(0.15), rule);
    for note in &notes {
        note.paint(sheet, LEFT, y, Align::Left);
        y += note.height();
    }
    sheet.y = BOTTOM;
    Ok(())
}

fn code(
    sheet: &mut Sheet<'_>,
    code: &Code<'_>,
    left: Length,
    top: Length,
    caption: &str,
) -> Result<(), DocumentError> {
    let side = code.side();
    let area = Area {
        left,
        top,
        width: side,
        height: side,
    };
    match code {
        Code::Issued(symbol) => {
            // Over the watermark: nothing grey within the symbol or its quiet zone.
            sheet.last.push(Item::Fill {
                area,
                colour: Colour::WHITE,
            });
            sheet.last.push(Item::symbol(symbol, left, top));
        }
        Code::Placeholder(_) => {
            sheet.last.push(Item::Fill {
                area,
                colour: PLACEHOLDER,
            });
            let x = left + side / 2.0;
            let style = Style::text(11.0).coloured(QUIET);
            sheet.line(
                words::CODE_PLACEHOLDER,
                style,
                x,
                area.middle(),
                Align::Middle,
            )?;
            let style = Style::text(8.0).coloured(QUIET);
            let below = area.middle() + mm(5.0);
            sheet.line(words::CODE_PLACEHOLDER_NOTE, style, x, below, Align::Middle)?;
        }
    }
    let style = Style::text(7.5).coloured(QUIET);
    let base = area.bottom() + mm(2.4);
    sheet.line(caption, style, left + side / 2.0, base, Align::Middle)
}

/// A label and its value on one line; a grey box where there is no value yet.
fn pair(
    sheet: &mut Sheet<'_>,
    label: Label,
    value: Option<&str>,
    left: Length,
    base: Length,
) -> Result<(), DocumentError> {
    let (japanese, english) = label;
    sheet.line(japanese, Style::text(9.5), left, base, Align::Left)?;
    let small = Style::text(7.0).coloured(QUIET);
    sheet.line(english, small, left, base + mm(3.4), Align::Left)?;
    let left = left + mm(27.0);
    if let Some(value) = value {
        return sheet.line(value, Style::text(13.0), left, base + mm(1.2), Align::Left);
    }
    let area = Area {
        left,
        top: base - mm(3.4),
        width: mm(42.0),
        height: mm(6.0),
    };
    sheet.last.push(Item::Fill {
        area,
        colour: PLACEHOLDER,
    });
    Ok(())
}

fn issuer_beside(
    sheet: &mut Sheet<'_>,
    content: &Content<'_>,
    left: Length,
    top: Length,
) -> Result<(), DocumentError> {
    let date = content
        .issued
        .as_ref()
        .map(|issued| words::japanese(issued.date));
    let id = content.issued.as_ref().map(|issued| issued.id);
    pair(sheet, words::CERTIFICATE_ID, id, left, top + mm(5.0))?;
    pair(
        sheet,
        words::ISSUE_DATE,
        date.as_deref(),
        left,
        top + mm(16.0),
    )?;
    let (line, rule) = (top + mm(23.5), sheet.palette.rule);
    sheet.rule((left, line), (RIGHT, line), mm(0.15), rule);
    let (japanese, english) = words::ISSUER;
    sheet.line(
        japanese,
        Style::text(9.5),
        left,
        top + mm(30.0),
        Align::Left,
    )?;
    let small = Style::text(7.0).coloured(QUIET);
    sheet.line(english, small, left, top + mm(33.4), Align::Left)?;
    let style = Style::names(24.0);
    let issuer = Paragraph::fit(
        sheet.fonts,
        content.printed.issuer(),
        style,
        13.0,
        RIGHT - left,
    )?;
    issuer.paint(sheet, RIGHT, top + mm(36.0), Align::Right);
    Ok(())
}

fn issuer_above(
    sheet: &mut Sheet<'_>,
    content: &Content<'_>,
    top: Length,
) -> Result<(), DocumentError> {
    let date = content.issued.as_ref().map(|issued| {
        let (japanese, iso) = (words::japanese(issued.date), words::iso(issued.date));
        format!("{japanese} ({iso})")
    });
    let id = content.issued.as_ref().map(|issued| issued.id);
    pair(sheet, words::CERTIFICATE_ID, id, LEFT, top + mm(4.0))?;
    pair(
        sheet,
        words::ISSUE_DATE,
        date.as_deref(),
        LEFT,
        top + mm(12.5),
    )?;
    let middle = LEFT + COLUMN * 0.58;
    let (japanese, english) = words::ISSUER;
    sheet.line(
        japanese,
        Style::text(9.5),
        middle,
        top + mm(4.0),
        Align::Left,
    )?;
    let small = Style::text(7.0).coloured(QUIET);
    sheet.line(english, small, middle, top + mm(7.4), Align::Left)?;
    let room = RIGHT - middle - mm(13.0);
    let style = Style::names(20.0);
    let issuer = Paragraph::fit(sheet.fonts, content.printed.issuer(), style, 11.0, room)?;
    let from_top = (mm(16.0) - issuer.height()) / 2.0;
    issuer.paint(sheet, RIGHT, top + from_top, Align::Right);
    Ok(())
}

fn notes(sheet: &Sheet<'_>, overseas: bool) -> Result<Vec<Paragraph>, DocumentError> {
    let last = if overseas {
        words::NOTE_OVERSEAS
    } else {
        words::NOTE_DOMESTIC
    };
    let mut notes = Vec::new();
    for (index, (japanese, english)) in words::NOTES.iter().chain([&last]).enumerate() {
        let japanese = format!("{}. {japanese}", index + 1);
        for (text, style) in [
            (japanese.as_str(), Style::text(8.0)),
            (english, Style::text(6.8).coloured(QUIET)),
        ] {
            notes.push(Paragraph::fit(sheet.fonts, text, style, 6.8, COLUMN)?);
        }
    }
    Ok(notes)
}
