//! Breaking text into lines.
//!
//! The breaks of a paragraph are chosen together: the fewest lines, at sensible places, of like
//! width. Where a line may not be broken at all is JIS X 4051's 行頭禁則 and 行末禁則; what is a bad
//! place is a matter of degree: inside a word of katakana or Latin letters only if nothing else is
//! left.

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
    /// Sets `text` within `limit`, at the style's size or as small as `smallest` points, whichever
    /// reads best: a little smaller is better than another line, another line is better than a torn
    /// word.
    pub(super) fn fit(
        fonts: &Fonts,
        text: &str,
        style: Style,
        smallest: f32,
        limit: Length,
    ) -> Result<Self, DocumentError> {
        let glyphs = fonts.set(text, style.face)?;
        let places = Places::new(glyphs.as_slice());
        let largest = style.size.pt();
        let mut best: Option<(f32, f32, Vec<usize>)> = None;
        let mut points = largest;
        loop {
            let ems = limit.mm() / pt(points).mm();
            if let Some((cost, ends)) = places.breaks(ems) {
                let cost = cost + (1.0 - points / largest) * cost::SHRINKING;
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, points, ends));
                }
            }
            // Smaller still would be no better than one line.
            let whole = best.as_ref().is_some_and(|(_, _, ends)| ends.len() == 1);
            if whole || points <= smallest {
                break;
            }
            points = (points - 0.5).max(smallest);
        }
        let (_, points, ends) = best.ok_or(DocumentError::TooLong)?;
        let mut rest = glyphs.as_slice();
        let mut lines = Vec::with_capacity(ends.len());
        let mut start = 0;
        for end in ends {
            let (line, after) = rest
                .split_at_checked(end - start)
                .ok_or(DocumentError::TooLong)?;
            lines.push(Glyphs::from(line));
            (rest, start) = (after, end);
        }
        Ok(Self {
            lines,
            style: Style {
                size: pt(points),
                ..style
            },
        })
    }

    pub(super) fn height(&self) -> Length {
        self.style.size * (LEADING * self.lines.len() as f32)
    }

    /// The size that the text is set at.
    pub(super) const fn size(&self) -> Length {
        self.style.size
    }

    /// Paints it, the first line's top at `top`, its end or middle at `x`.
    pub(super) fn paint(&self, sheet: &mut Sheet<'_>, x: Length, top: Length, align: Align) {
        let style = self.style;
        for (index, line) in self.lines.iter().enumerate() {
            let width = style.size * width(without_last_spaces(line.as_slice()));
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

/// What makes a paragraph worse, in one currency.
mod cost {
    /// One line more.
    pub(super) const LINE: f32 = 14.0;
    /// Half the size.
    pub(super) const SHRINKING: f32 = 30.0;
    /// An empty line's worth of white space.
    pub(super) const WHITE: f32 = 4.0;
    /// Between two kinds of writing, or the parts of a compound.
    pub(super) const SEAM: f32 = 1.0;
    /// Between two ideographs.
    pub(super) const IDEOGRAPHS: f32 = 4.0;
    /// Between an ideograph and its kana, or two hiragana.
    pub(super) const KANA: f32 = 6.0;
    /// Inside a word.
    pub(super) const WORD: f32 = 60.0;
    /// Where JIS X 4051 has none: left to texts that have no other place at all.
    pub(super) const FORBIDDEN: f32 = 1000.0;
}

/// A text's places to break, measured once for all sizes and widths.
struct Places {
    /// Of each place: how many ems the text before it has.
    ems: Vec<f32>,
    /// Of each place: the same without the spaces that would stand in the margin.
    seen: Vec<f32>,
    /// Of each place: how bad it is to break there.
    tearing: Vec<f32>,
}

impl Places {
    fn new(glyphs: &[Glyph]) -> Self {
        let mut ems = vec![0.0];
        let mut seen = vec![0.0];
        let (mut all, mut without_spaces) = (0.0, 0.0);
        for glyph in glyphs {
            all += glyph.advance;
            if !is_space(glyph.base) {
                without_spaces = all;
            }
            ems.push(all);
            seen.push(without_spaces);
        }
        let tearing = (0..=glyphs.len()).map(|at| match at {
            0 => cost::FORBIDDEN,
            at if at == glyphs.len() => 0.0,
            at => tearing(glyphs, at),
        });
        Self {
            ems,
            seen,
            tearing: tearing.collect(),
        }
    }

    /// Where the lines end so that none is wider than `limit` ems, at the least cost; `None` if a
    /// single glyph is.
    fn breaks(&self, limit: f32) -> Option<(f32, Vec<usize>)> {
        let count = self.tearing.len() - 1;
        // Of each place: the cost of the best lines up to it, and where the last of them begins.
        let mut best: Vec<Option<(f32, usize)>> = Vec::with_capacity(count + 1);
        best.push(Some((0.0, 0)));
        for end in 1..=count {
            let (until, here) = (*self.seen.get(end)?, *self.tearing.get(end)?);
            let mut choice: Option<(f32, usize)> = None;
            for start in (0..end).rev() {
                let wide = until - *self.ems.get(start)?;
                // Rounding of sums must not tear a text that just fits.
                if wide > limit + 1e-4 {
                    break;
                }
                let Some((before, _)) = best.get(start).copied().flatten() else {
                    continue;
                };
                let white = if start == 0 && end == count {
                    0.0
                } else {
                    (1.0 - wide / limit).clamp(0.0, 1.0)
                };
                let total = before + cost::LINE + here + white * white * cost::WHITE;
                if choice.is_none_or(|(least, _)| total < least) {
                    choice = Some((total, start));
                }
            }
            best.push(choice);
        }
        let (total, _) = best.last().copied().flatten()?;
        let mut ends = Vec::new();
        let mut end = count;
        while end > 0 {
            ends.push(end);
            end = best.get(end).copied().flatten()?.1;
        }
        ends.reverse();
        Some((total, ends))
    }
}

/// Spaces at the end of a line stand in the margin.
fn without_last_spaces(glyphs: &[Glyph]) -> &[Glyph] {
    let spaces = glyphs.iter().rev().take_while(|glyph| is_space(glyph.base));
    let seen = glyphs.len() - spaces.count();
    glyphs.get(..seen).unwrap_or(glyphs)
}

const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}')
}

/// What is written how.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Space,
    Hyphen,
    Ideograph,
    Hiragana,
    Katakana,
    /// Latin, Greek and Cyrillic letters, digits, and whatever is written in words.
    Letter,
    /// Signs of full width.
    Sign,
}

impl Writing {
    const fn of(character: char) -> Self {
        match character {
            ' ' | '\u{3000}' => Self::Space,
            '-' | '/' | '・' | '／' | '･' => Self::Hyphen,
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => Self::Hiragana,
            'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Self::Katakana,
            '\u{3005}'
            | '\u{3007}'
            | '\u{303B}'
            | '\u{2E80}'..='\u{2FFF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Self::Ideograph,
            '\u{3001}'..='\u{303F}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}' => Self::Sign,
            _ => Self::Letter,
        }
    }
}

/// JIS X 4051, 行頭禁則: closing brackets, hyphens, points and commas, marks of repetition and length,
/// small kana.
const NOT_FIRST: &str = "、。，．・：；？！‼⁇⁈⁉）」』】〉》〕］｝〙〗”’»ー‐゠–〜～々〻ゝゞヽヾ\
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ\
    ｡､･ｰｧｨｩｪｫｬｭｮｯﾞﾟ,.:;?!)]}%";
/// JIS X 4051, 行末禁則: opening brackets.
const NOT_LAST: &str = "（「『【〈《〔［｛〘〖“‘«([{";

/// The words that vaccines' names and types are put together from: a seam before each.
const PARTS: [&str; 6] = [
    "ワクチン",
    "ウイルス",
    "ベクター",
    "タンパク",
    "メッセンジャー",
    "モデルナ",
];

/// How bad it is to end a line before `at`.
fn tearing(glyphs: &[Glyph], at: usize) -> f32 {
    use Writing::{Hiragana, Hyphen, Ideograph, Katakana, Letter, Sign, Space};
    let before = at.checked_sub(1).and_then(|index| glyphs.get(index));
    let (Some(before), Some(after)) = (before, glyphs.get(at)) else {
        return cost::FORBIDDEN;
    };
    if NOT_LAST.contains(before.base) || NOT_FIRST.contains(after.base) || is_space(after.base) {
        return cost::FORBIDDEN;
    }
    // A number keeps its counter: 2021年, 3回.
    if before.base.is_ascii_digit() && matches!(after.base, '年' | '月' | '日' | '回') {
        return cost::WORD;
    }
    let opens = NOT_LAST.contains(after.base);
    match (Writing::of(before.base), Writing::of(after.base)) {
        (Space, _) => 0.0,
        // A name in Latin letters is no word before a bracket that clings to it.
        (_, _) if opens => cost::SEAM,
        (Hyphen, _) | (Sign, _) => cost::SEAM,
        (Letter, Letter | Hyphen) | (_, Hyphen) => cost::WORD,
        (Katakana, Katakana) => {
            let part = PARTS.iter().any(|part| begins(glyphs, at, part));
            if part { cost::SEAM } else { cost::WORD }
        }
        (Ideograph, Ideograph) => cost::IDEOGRAPHS,
        (Ideograph | Hiragana, Hiragana) => cost::KANA,
        _ => cost::SEAM,
    }
}

fn begins(glyphs: &[Glyph], at: usize, word: &str) -> bool {
    let mut rest = glyphs.iter().skip(at);
    word.chars()
        .all(|letter| rest.next().is_some_and(|glyph| glyph.base == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FaceId;

    fn lines(text: &str, limit: f32) -> Vec<String> {
        let fonts = crate::fonts::tests::fonts();
        let glyphs = fonts.set(text, FaceId::Text).unwrap();
        let mut start = 0;
        let (_, ends) = Places::new(glyphs.as_slice()).breaks(limit).unwrap();
        ends.into_iter()
            .map(|end| {
                let line = &glyphs.as_slice()[start..end];
                start = end;
                line.iter().map(|glyph| glyph.base).collect()
            })
            .collect()
    }

    #[test]
    fn words_of_vaccines_break_at_their_seams() {
        for (text, limit, expected) in [
            ("組換えタンパクワクチン", 8.0, "組換えタンパク|ワクチン"),
            ("組換えタンパクワクチン", 10.5, "組換えタンパク|ワクチン"),
            ("武田(ノババックス)社", 8.0, "武田|(ノババックス)社"),
            ("武田/モデルナ社", 6.0, "武田/|モデルナ社"),
            (
                "スパイクバックス（BA.4-5）",
                9.0,
                "スパイクバックス|（BA.4-5）",
            ),
            ("スパイクバックス(BA.4-5)", 9.0, "スパイクバックス|(BA.4-5)"),
            ("メッセンジャーRNA", 8.0, "メッセンジャー|RNA"),
            ("ウイルスベクターワクチン", 8.0, "ウイルスベクター|ワクチン"),
            (
                "Recombinant protein vaccine",
                9.0,
                "Recombinant |protein vaccine",
            ),
        ] {
            assert_eq!(lines(text, limit).join("|"), expected, "{limit}");
        }
    }

    #[test]
    fn jis_x_4051_no_line_begins_with_what_closes_nor_ends_with_what_opens() {
        assert_eq!(lines("接種（市）、海外", 4.0), ["接種", "（市）、", "海外"]);
        let text = "佐々木（旧姓：小山内）っょー、「見本」。第２回ヶ月々ーッ";
        for limit in 6..12 {
            for line in lines(text, limit as f32) {
                let first = line.chars().next().unwrap();
                let last = line.chars().last().unwrap();
                assert!(!NOT_FIRST.contains(first), "{limit} {line}");
                assert!(!NOT_LAST.contains(last), "{limit} {line}");
            }
        }
    }

    #[test]
    fn words_stay_whole_unless_longer_than_the_line() {
        assert_eq!(lines("mRNA vaccine", 5.0), ["mRNA ", "vaccine"]);
        assert_eq!(lines("ABCDEFGHIJKLMNOP", 4.0).concat(), "ABCDEFGHIJKLMNOP");
        assert_eq!(lines("ーーーーーーーー", 3.0).concat(), "ーーーーーーーー");
    }

    #[test]
    fn nothing_is_lost_and_nothing_too_wide_at_any_width() {
        let text = "スパイクバックス (COVID-19 Vaccine Moderna)、2価：オミクロン株対応（BA.4-5）";
        let fonts = crate::fonts::tests::fonts();
        for tenths in 12..400 {
            let limit = tenths as f32 / 10.0;
            let lines = lines(text, limit);
            assert_eq!(lines.concat(), text);
            for line in lines {
                let glyphs = fonts.set(line.trim_end(), FaceId::Text).unwrap();
                assert!(glyphs.width() <= limit + 1e-3, "{line} in {limit}");
            }
        }
    }

    #[test]
    fn a_word_is_set_smaller_before_it_is_torn() {
        let fonts = crate::fonts::tests::fonts();
        let fit = |text, width| {
            let limit = crate::page::mm(width);
            Paragraph::fit(fonts, text, Style::text(10.0), 8.0, limit).unwrap()
        };
        let one = fit("ヌバキソビッド", 20.5);
        assert_eq!(one.lines.len(), 1);
        assert!(one.style.size.pt() >= 8.0 && one.style.size.pt() < 10.0);
        let two = fit("ABCDEFGHIJ1234567890", 20.0);
        assert_eq!(two.lines.len(), 2);
    }
}
