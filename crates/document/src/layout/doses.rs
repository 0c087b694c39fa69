//! The table of doses.

use certificate::Dose;
use zeroize::Zeroizing;

use super::cell::{Cell, Row};
use super::words::{self, Label};
use super::{Align, QUIET, RIGHT, SMALLEST, Sheet, Style};
use crate::DocumentError;
use crate::content::Content;
use crate::page::{Length, mm};

/// What a column shows of a dose: in Japanese, and for use abroad in English too.
type Texts = (Zeroizing<String>, Option<Zeroizing<String>>);

/// A column of the table.
struct Column {
    label: Label,
    width: f32,
    align: Align,
    texts: fn(&Dose) -> Texts,
}

const fn column(label: Label, width: f32, align: Align, texts: fn(&Dose) -> Texts) -> Column {
    Column {
        label,
        width,
        align,
        texts,
    }
}

const DOMESTIC: [Column; 6] = [
    column(words::NUMBER, 13.0, Align::Middle, number),
    column(words::DATE, 33.0, Align::Middle, date),
    column(words::TYPE, 35.0, Align::Left, vaccine_type),
    column(words::MANUFACTURER, 31.0, Align::Left, manufacturer),
    column(words::PRODUCT, 34.0, Align::Left, product),
    column(words::LOT, 24.0, Align::Left, lot),
];

const OVERSEAS: [Column; 7] = [
    column(words::NUMBER, 10.0, Align::Middle, number),
    column(words::DATE, 29.0, Align::Middle, date),
    column(words::TYPE, 33.0, Align::Left, vaccine_type),
    column(words::MANUFACTURER, 29.0, Align::Left, manufacturer),
    column(words::PRODUCT, 33.0, Align::Left, product),
    column(words::LOT, 22.0, Align::Left, lot),
    column(words::COUNTRY, 14.0, Align::Middle, country),
];

/// The sizes of text in the table in points, of Japanese and of English.
pub(super) type Sizes = [f32; 2];
pub(super) const LARGE: Sizes = [10.5, 8.5];
pub(super) const SMALL: Sizes = [9.0, 8.0];

fn columns(content: &Content<'_>) -> &'static [Column] {
    if content.printed.kind().is_overseas() {
        &OVERSEAS
    } else {
        &DOMESTIC
    }
}

/// The table's head.
pub(super) fn head(sheet: &Sheet<'_>, content: &Content<'_>) -> Result<Row, DocumentError> {
    let label = |column: &Column| Cell::label(sheet, mm(column.width), column.label, Align::Middle);
    let cells = columns(content).iter().map(label);
    Ok(Row::new(cells.collect::<Result<_, _>>()?, mm(9.5)))
}

/// The table's rows.
pub(super) fn rows(
    sheet: &Sheet<'_>,
    content: &Content<'_>,
    sizes: Sizes,
) -> Result<Vec<Row>, DocumentError> {
    let doses = content.printed.doses();
    let mut rows: Vec<Vec<Cell>> = doses.iter().map(|_| Vec::new()).collect();
    for column in columns(content) {
        let cells = of_one_size(sheet, column, doses, sizes)?;
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    let rows = rows.into_iter().map(|row| Row::new(row, mm(8.8)));
    Ok(rows.collect())
}

/// Says below the table that it ends there, so that nothing can be added. Where there is no room
/// before what stands at the bottom, nothing can.
pub(super) fn paint_end(sheet: &mut Sheet<'_>, below: Length) -> Result<(), DocumentError> {
    if sheet.fits(below + mm(9.0)) {
        let style = Style::text(8.5).coloured(QUIET);
        let base = sheet.y + mm(5.0);
        sheet.line(words::NO_MORE, style, RIGHT, base, Align::Right)?;
    }
    Ok(())
}

/// The cells of a column. Where one text is set smaller, all of the column are.
fn of_one_size(
    sheet: &Sheet<'_>,
    column: &Column,
    doses: &[Dose],
    mut sizes: Sizes,
) -> Result<Vec<Cell>, DocumentError> {
    let set = |dose: &Dose, sizes: Sizes| {
        let (japanese, english) = (column.texts)(dose);
        let [size, small] = sizes;
        let cell = Cell::new(mm(column.width), column.align);
        let cell = cell.text(sheet, &japanese, Style::text(size), SMALLEST)?;
        match english {
            Some(text) => cell.text(sheet, &text, Style::text(small), SMALLEST),
            None => Ok(cell),
        }
    };
    let wanted = sizes;
    let cells = doses.iter().map(|dose| set(dose, wanted));
    let cells = cells.collect::<Result<Vec<_>, _>>()?;
    for cell in &cells {
        for (size, found) in sizes.iter_mut().zip(cell.sizes().map(Length::pt)) {
            *size = size.min(found);
        }
    }
    if sizes == wanted {
        return Ok(cells);
    }
    doses.iter().map(|dose| set(dose, sizes)).collect()
}

fn text(japanese: &str, english: Option<&str>) -> Texts {
    let owned = |text: &str| Zeroizing::new(text.to_owned());
    (owned(japanese), english.map(owned))
}

fn number(dose: &Dose) -> Texts {
    (Zeroizing::new(dose.number.to_string()), None)
}

fn date(dose: &Dose) -> Texts {
    let japanese = Zeroizing::new(words::japanese(dose.date));
    // What has a country is for use abroad.
    let figures = dose.country.as_ref().map(|_| words::iso(dose.date));
    (japanese, figures.map(Zeroizing::new))
}

fn vaccine_type(dose: &Dose) -> Texts {
    let english = dose.english.as_ref();
    text(
        &dose.vaccine_type,
        english.map(|it| it.vaccine_type.as_str()),
    )
}

fn manufacturer(dose: &Dose) -> Texts {
    let english = dose.english.as_ref();
    text(
        &dose.manufacturer,
        english.map(|it| it.manufacturer.as_str()),
    )
}

fn product(dose: &Dose) -> Texts {
    let english = dose.english.as_ref();
    text(&dose.product, english.map(|it| it.product.as_str()))
}

fn lot(dose: &Dose) -> Texts {
    text(&dose.lot, None)
}

fn country(dose: &Dose) -> Texts {
    let code = dose.country.as_deref().unwrap_or_default();
    match words::country_name(code) {
        Some(name) => text(name, Some(code)),
        None => text(code, None),
    }
}
