//! Breaking text into lines.

use super::{Align, Sheet, Style};
use crate::DocumentError;
use crate::fonts::{Fonts, Glyph, Glyphs, width};
use crate::page::{Item, Length, Point, pt};

/// Distance of base lines, in ems.
const LEADING: f32 = 1.28;
/// How far the middle of an ideograph is above the base line, in ems.
const MIDDLE: f32 = 0.38;

/// A text broken into lines of one size.
pub(super) struct Paragraph {
    lines: Vec<Glyphs>,
    style: Style,
}

impl Paragraph {
    /// Sets `text` within `limit`: on one line at the style's size, or down to `smallest` points;
    /// where even that is too wide, on as many lines as it takes at that size.
    pub(super) fn fit(
        fonts: &Fonts,
        text: &str,
        style: Style,
        smallest: f32,
        limit: Length,
    ) -> Result<Self, DocumentError> {
        let glyphs = fonts.set(text, style.face)?;
        let ems = glyphs.width();
        let mut points = style.size.pt();
        while points > smallest && pt(points) * ems > limit {
            points = (points - 0.5).max(smallest);
        }
        let size = pt(points);
        let lines = if size * ems <= limit {
            vec![glyphs]
        } else {
            wrap(glyphs.as_slice(), limit.mm() / size.mm())?
        };
        Ok(Self {
            lines,
            style: Style { size, ..style },
        })
    }

    pub(super) fn height(&self) -> Length {
        self.style.size * (LEADING * self.lines.len() as f32)
    }

    /// Paints it, the first line's top at `top`, its end or middle at `x`.
    pub(super) fn paint(&self, sheet: &mut Sheet<'_>, x: Length, top: Length, align: Align) {
        let style = self.style;
        for (index, line) in self.lines.iter().enumerate() {
            let width = style.size * line.width();
            let middle = top + style.size * (LEADING * (index as f32 + 0.5));
            sheet.last.push(Item::Text {
                glyphs: line.clone(),
                at: Point {
                    x: match align {
                        Align::Left => x,
                        Align::Middle => x - width / 2.0,
                        Align::Right => x - width,
                    },
                    y: middle + style.size * MIDDLE,
                },
                size: style.size,
                tracking: style.tracking,
                colour: style.colour,
            });
        }
    }
}

/// Breaks glyphs into lines of at most `limit` ems. Every glyph comes back, in order.
fn wrap(glyphs: &[Glyph], limit: f32) -> Result<Vec<Glyphs>, DocumentError> {
    let mut lines = Vec::new();
    let mut rest = glyphs;
    while width(rest) > limit {
        let mut ems = 0.0;
        let fitting = rest
            .iter()
            .take_while(|glyph| {
                ems += glyph.advance;
                ems <= limit
            })
            .count();
        if fitting == 0 {
            return Err(DocumentError::TooLong);
        }
        let at = (1..=fitting)
            .rev()
            .find(|at| may_break(rest, *at))
            // One word longer than the line.
            .unwrap_or(fitting);
        let (line, after) = rest.split_at_checked(at).ok_or(DocumentError::TooLong)?;
        lines.push(Glyphs::from(line));
        rest = after;
    }
    if !rest.is_empty() {
        lines.push(Glyphs::from(rest));
    }
    Ok(lines)
}

/// Whether a line may end before `at`: after a space, a hyphen or an ideograph, but never before what
/// closes nor after what opens (JIS X 4051, 行頭禁則 and 行末禁則).
fn may_break(glyphs: &[Glyph], at: usize) -> bool {
    const NOT_FIRST: &str =
        "、。，．・：；？！）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}";
    const NOT_LAST: &str = "（「『【〈《〔［｛([{";
    let before = at.checked_sub(1).and_then(|index| glyphs.get(index));
    let (Some(before), Some(after)) = (before, glyphs.get(at)) else {
        return false;
    };
    if NOT_LAST.contains(before.base) || NOT_FIRST.contains(after.base) || after.base == ' ' {
        return false;
    }
    let wide = |glyph: &Glyph| glyph.base >= '\u{2E80}';
    matches!(before.base, ' ' | '-' | '/') || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FaceId;

    fn lines(text: &str, limit: f32) -> Vec<String> {
        let fonts = crate::fonts::tests::fonts();
        let glyphs = fonts.set(text, FaceId::Text).unwrap();
        wrap(glyphs.as_slice(), limit)
            .unwrap()
            .iter()
            .map(|line| line.iter().map(|glyph| glyph.base).collect())
            .collect()
    }

    #[test]
    fn japanese_breaks_anywhere_but_at_forbidden_places() {
        assert_eq!(
            lines("新型コロナウイルス", 4.0),
            ["新型コロ", "ナウイル", "ス"]
        );
        // 「）」 and 「、」 never begin a line, 「（」 never ends one.
        assert_eq!(lines("接種（市）、海外", 4.0), ["接種", "（市）、", "海外"]);
    }

    #[test]
    fn words_stay_whole_unless_longer_than_the_line() {
        assert_eq!(lines("mRNA vaccine", 5.0), ["mRNA ", "vaccine"]);
        assert_eq!(lines("ABCDEFGHIJKLMNOP", 4.0).concat(), "ABCDEFGHIJKLMNOP");
    }

    #[test]
    fn nothing_is_lost_at_any_width() {
        let text = "スパイクバックス (COVID-19 Vaccine Moderna)、2価：オミクロン株対応（BA.4-5）";
        for tenths in 12..400 {
            assert_eq!(lines(text, tenths as f32 / 10.0).concat(), text);
        }
    }
}
