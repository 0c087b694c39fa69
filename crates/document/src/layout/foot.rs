//! The foot: certificate ID and date, issuer, codes, notes.
//!
//! Where it fits the first side it stands there, and the ID and the date beside the codes. Where it
//! does not, the first side is closed by ID, date and issuer, and the codes and notes go on a side
//! of their own.

use super::cell::{self, Row};
use super::lines::Paragraph;
use super::words::{self, Label};
use super::{
    Align, BOTTOM, COLUMN, GAP, LABEL_TEXT, LEFT, PLACEHOLDER, QUIET, RIGHT, SMALLEST, Sheet,
    Style, outline, person,
};
use crate::DocumentError;
use crate::content::{self, Content};
use crate::page::{Area, Colour, Item, Length, mm};
use crate::symbol::Symbol;

/// Between a code's room and its border.
const MARGIN: Length = mm(0.6);
const CAPTION: Length = mm(5.2);
/// Between two parts of the foot.
const STEP: Length = mm(3.0);
/// Above the notes, with their rule in the middle.
const ABOVE_NOTES: Length = mm(2.4);
/// Between a code and what stands beside it.
const BESIDE: Length = mm(5.0);

/// A code's box.
struct Code {
    room: Length,
    caption: &'static str,
}

impl Code {
    fn side(&self) -> Length {
        self.room + MARGIN * 2.0
    }
}

/// Everything of the foot, measured.
pub(super) struct Foot {
    certificate: [Row; 1],
    entries: [Entry; 2],
    issuer: Vec<Paragraph>,
    shc: Code,
    vds_nc: Option<Code>,
    notes: Vec<Paragraph>,
}

impl Foot {
    pub(super) fn new(sheet: &Sheet<'_>, content: &Content<'_>) -> Result<Self, DocumentError> {
        let printed = content.printed;
        let issued = content.issued.as_ref();
        let shc = Code {
            room: Symbol::SHC_ROOM,
            caption: words::SHC_CAPTION,
        };
        let symbol = issued.and_then(|it| it.vds_nc.as_ref());
        let vds_nc = content::vds_nc_room(printed).map(|room| Code {
            // A code longer than was reckoned takes what it needs.
            room: symbol.map_or(room, |symbol| room.max(symbol.side())),
            caption: words::VDS_NC_CAPTION,
        });
        let beside = COLUMN - shc.side() - BESIDE;
        let (issuer_room, size, entry_width) = match &vds_nc {
            Some(vds_nc) => (COLUMN - mm(30.0), 20.0, beside - vds_nc.side() - BESIDE),
            None => (beside, 26.0, (beside - BESIDE) / 2.0),
        };
        let style = Style::names(size);
        let fit =
            |text, style, smallest| Paragraph::fit(sheet.fonts, text, style, smallest, issuer_room);
        let mut issuer = vec![fit(printed.issuer(), style, 12.0)?];
        if let Some(english) = printed.issuer_english() {
            issuer.push(fit(english, Style::text(11.0), SMALLEST)?);
        }
        let id = issued.map(|it| vec![it.id.to_owned()]);
        let date = issued.map(|it| {
            let mut texts = vec![words::japanese(it.date)];
            texts.extend(vds_nc.as_ref().map(|_| words::iso(it.date)));
            texts
        });
        Ok(Self {
            certificate: [person::certificate(sheet, content)?],
            entries: [
                Entry::new(sheet, words::CERTIFICATE_ID, id, entry_width)?,
                Entry::new(sheet, words::ISSUE_DATE, date, entry_width)?,
            ],
            issuer,
            shc,
            vds_nc,
            notes: notes(sheet, printed.kind().is_overseas())?,
        })
    }

    fn issuer_height(&self) -> Length {
        sum(&self.issuer).max(mm(8.5))
    }

    fn codes_height(&self) -> Length {
        let shc = self.shc.side();
        let side = self.vds_nc.as_ref().map_or(shc, |it| it.side().max(shc));
        side + CAPTION + ABOVE_NOTES + sum(&self.notes)
    }

    /// All of it on the side of the doses.
    pub(super) fn height(&self) -> Length {
        match self.vds_nc {
            Some(_) => self.issuer_height() + STEP + self.codes_height(),
            None => self.codes_height(),
        }
    }

    /// What closes the side of the doses where the codes have another.
    pub(super) fn closing_height(&self) -> Length {
        cell::height(&self.certificate) + STEP + self.issuer_height()
    }

    /// All of it at the bottom of the first side.
    pub(super) fn paint(
        &self,
        sheet: &mut Sheet<'_>,
        content: &Content<'_>,
    ) -> Result<(), DocumentError> {
        sheet.y = BOTTOM - self.height();
        let beside = LEFT + self.shc.side() + BESIDE;
        let [id, date] = &self.entries;
        if self.vds_nc.is_some() {
            paint_label(sheet, words::ISSUER, LEFT, sheet.y)?;
            self.paint_issuer(sheet, sheet.y);
            sheet.y += self.issuer_height() + STEP;
            let top = sheet.y + mm(6.0);
            id.paint(sheet, beside, top)?;
            date.paint(sheet, beside, top + mm(26.0))?;
        } else {
            id.paint(sheet, beside, sheet.y)?;
            date.paint(sheet, beside + id.width + BESIDE, sheet.y)?;
            let line = sheet.y + Entry::HEIGHT + mm(2.0);
            let rule = sheet.palette.rule;
            sheet.rule((beside, line), (RIGHT, line), mm(0.15), rule);
            let rest = sheet.y + self.shc.side() - line;
            paint_label(sheet, words::ISSUER, beside, line + mm(2.0))?;
            self.paint_issuer(sheet, line + (rest - sum(&self.issuer)) / 2.0);
        }
        self.paint_codes(sheet, content)
    }

    /// ID, date and issuer below the doses, then the codes where there is room for them.
    pub(super) fn paint_apart(
        &self,
        sheet: &mut Sheet<'_>,
        content: &Content<'_>,
    ) -> Result<(), DocumentError> {
        if !sheet.fits(self.closing_height() + GAP) {
            sheet.turn()?;
        }
        if sheet.pages.is_empty() {
            sheet.y = BOTTOM - self.closing_height();
        } else {
            sheet.y += GAP;
        }
        cell::block(sheet, &self.certificate);
        sheet.y += STEP;
        paint_label(sheet, words::ISSUER, LEFT, sheet.y)?;
        self.paint_issuer(sheet, sheet.y);
        sheet.y += self.issuer_height();
        if sheet.fits(self.codes_height() + GAP) {
            sheet.y += GAP;
        } else {
            sheet.turn()?;
        }
        if !sheet.fits(self.codes_height()) {
            return Err(DocumentError::TooLong);
        }
        self.paint_codes(sheet, content)
    }

    /// The codes and below them the notes.
    fn paint_codes(
        &self,
        sheet: &mut Sheet<'_>,
        content: &Content<'_>,
    ) -> Result<(), DocumentError> {
        let issued = content.issued.as_ref();
        let mut side = self.shc.side();
        paint_code(sheet, &self.shc, issued.map(|it| &it.shc), LEFT)?;
        if let Some(vds_nc) = &self.vds_nc {
            let symbol = issued.and_then(|it| it.vds_nc.as_ref());
            paint_code(sheet, vds_nc, symbol, RIGHT - vds_nc.side())?;
            side = side.max(vds_nc.side());
        }
        sheet.y += side + CAPTION;
        let line = sheet.y + ABOVE_NOTES / 2.0;
        let rule = sheet.palette.rule;
        sheet.rule((LEFT, line), (RIGHT, line), mm(0.15), rule);
        sheet.y += ABOVE_NOTES;
        for note in &self.notes {
            let top = sheet.y;
            note.paint(sheet, LEFT, top, Align::Left);
            sheet.y += note.height();
        }
        Ok(())
    }

    /// At the column's right edge.
    fn paint_issuer(&self, sheet: &mut Sheet<'_>, mut top: Length) {
        for paragraph in &self.issuer {
            paragraph.paint(sheet, RIGHT, top, Align::Right);
            top += paragraph.height();
        }
    }
}

/// A label with its value below.
struct Entry {
    label: Label,
    /// Nothing before the issue.
    value: Option<Vec<Paragraph>>,
    /// What stands in the box instead.
    instead: Paragraph,
    width: Length,
}

impl Entry {
    const VALUE: Length = mm(10.4);
    const HEIGHT: Length = mm(19.0);

    fn new(
        sheet: &Sheet<'_>,
        label: Label,
        texts: Option<Vec<String>>,
        width: Length,
    ) -> Result<Self, DocumentError> {
        let style = Style::text(8.5).coloured(QUIET);
        let room = width - mm(2.0);
        let instead = Paragraph::fit(sheet.fonts, words::AT_ISSUE, style, LABEL_TEXT, room)?;
        let mut value = None;
        if let Some(texts) = texts {
            let mut paragraphs = Vec::new();
            for (text, size) in texts.iter().zip([13.0, 9.0]) {
                let style = Style::text(size);
                paragraphs.push(Paragraph::fit(sheet.fonts, text, style, SMALLEST, width)?);
            }
            value = Some(paragraphs);
        }
        Ok(Self {
            label,
            value,
            instead,
            width,
        })
    }

    fn paint(&self, sheet: &mut Sheet<'_>, left: Length, top: Length) -> Result<(), DocumentError> {
        paint_label(sheet, self.label, left, top)?;
        let mut top = top + Self::HEIGHT - Self::VALUE;
        let Some(value) = &self.value else {
            let area = Area {
                left,
                top,
                width: self.width,
                height: Self::VALUE,
            };
            let colour = PLACEHOLDER;
            sheet.last.push(Item::Fill { area, colour });
            let down = (Self::VALUE - self.instead.height()) / 2.0;
            let middle = left + self.width / 2.0;
            self.instead.paint(sheet, middle, top + down, Align::Middle);
            return Ok(());
        };
        for paragraph in value {
            paragraph.paint(sheet, left, top, Align::Left);
            top += paragraph.height();
        }
        Ok(())
    }
}

fn paint_label(
    sheet: &mut Sheet<'_>,
    (japanese, english): Label,
    left: Length,
    top: Length,
) -> Result<(), DocumentError> {
    let style = Style::text(10.0);
    sheet.line(japanese, style, left, top + mm(4.0), Align::Left)?;
    let small = Style::text(7.5).coloured(QUIET);
    sheet.line(english, small, left, top + mm(7.4), Align::Left)
}

/// A code in its box; on the preview the box is grey and says what will stand in it.
fn paint_code(
    sheet: &mut Sheet<'_>,
    code: &Code,
    symbol: Option<&Symbol>,
    left: Length,
) -> Result<(), DocumentError> {
    let area = Area {
        left,
        top: sheet.y,
        width: code.side(),
        height: code.side(),
    };
    let (x, y) = (left + area.width / 2.0, area.middle());
    if let Some(symbol) = symbol {
        // Over the watermark: nothing grey within the symbol or its quiet zone.
        let colour = Colour::WHITE;
        sheet.last.push(Item::Fill { area, colour });
        let corner = |middle: Length| middle - symbol.side() / 2.0;
        sheet.last.push(Item::symbol(symbol, corner(x), corner(y)));
    } else {
        let colour = PLACEHOLDER;
        sheet.last.push(Item::Fill { area, colour });
        let style = Style::text(13.0).coloured(QUIET);
        sheet.line(words::CODE_PLACEHOLDER, style, x, y, Align::Middle)?;
        let style = Style::text(9.0).coloured(QUIET);
        sheet.line(words::AT_ISSUE, style, x, y + mm(6.0), Align::Middle)?;
    }
    let rule = sheet.palette.rule;
    outline(&mut sheet.last, &area, mm(0.2), rule);
    let style = Style::text(8.0).coloured(QUIET);
    let base = area.bottom() + mm(3.6);
    sheet.line(code.caption, style, x, base, Align::Middle)
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
            (english, Style::text(7.0).coloured(QUIET)),
        ] {
            let note = Paragraph::fit(sheet.fonts, text, style, LABEL_TEXT, COLUMN)?;
            notes.push(note);
        }
    }
    Ok(notes)
}

fn sum(paragraphs: &[Paragraph]) -> Length {
    paragraphs
        .iter()
        .fold(Length::ZERO, |sum, paragraph| sum + paragraph.height())
}
