// SPDX-License-Identifier: GPL-3.0-only
//! A municipality without typing: 1,741 of them behind at most four touches, and never more than twelve choices a
//! screen, so that a ten-key pad or an ear can follow.
//!
//! Region, prefecture, kana rows, name. A step with one choice is skipped; where there are few municipalities their
//! names come at once.

use certificate::MunicipalityCode;
use issuance::Municipality;

/// The most choices on one screen.
pub const WIDTH: usize = 12;

/// What stands on a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A region, as the key of its text.
    Region(&'static str),
    /// A prefecture.
    Prefecture {
        /// 13 (JIS X 0401)
        number: u8,
        /// 「東京都」
        name: String,
        /// `Tokyo`
        roman: String,
    },
    /// A whole row of the kana table (あ行, か行 …).
    Row {
        /// 「か」
        head: char,
        /// The first and the last name in it.
        ends: Box<[Municipality; 2]>,
    },
    /// Names that begin so, from the first to the last.
    Initials {
        /// 「か」
        from: String,
        /// 「こ」
        to: String,
        /// The first and the last name.
        ends: Box<[Municipality; 2]>,
    },
    /// A municipality.
    Name(Box<Municipality>),
}

/// A choice, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What stands on it.
    pub label: Label,
    /// What can be chosen next; empty behind a name.
    pub next: Vec<Place>,
}

impl Place {
    /// The municipality, where this choice is one.
    #[must_use]
    pub fn code(&self) -> Option<MunicipalityCode> {
        match &self.label {
            Label::Name(municipality) => Some(municipality.code),
            _ => None,
        }
    }
}

/// Where among the places a resident looks.
#[derive(Debug, Default)]
pub struct Browse {
    places: Vec<Place>,
    path: Vec<usize>,
}

impl Browse {
    /// At the first screen, over the municipalities that take part.
    #[must_use]
    pub fn over(all: &[Municipality]) -> Browse {
        Browse {
            places: places(all),
            path: Vec::new(),
        }
    }

    /// What can be chosen here.
    #[must_use]
    pub fn here(&self) -> &[Place] {
        let mut here = self.places.as_slice();
        for step in &self.path {
            here = here.get(*step).map_or(here, |place| &place.next);
        }
        here
    }

    /// Whether this is the first screen.
    #[must_use]
    pub fn is_at_start(&self) -> bool {
        self.path.is_empty()
    }

    /// Goes on to what lies behind a choice; a name leads nowhere.
    pub fn enter(&mut self, choice: usize) {
        if self
            .here()
            .get(choice)
            .is_some_and(|place| !place.next.is_empty())
        {
            self.path.push(choice);
        }
    }

    /// One step back.
    pub fn leave(&mut self) {
        self.path.pop();
    }
}

/// The regions of Japan by the prefecture's number (JIS X 0401).
const REGIONS: [(&str, std::ops::RangeInclusive<u8>); 8] = [
    ("region-hokkaido", 1..=1),
    ("region-tohoku", 2..=7),
    ("region-kanto", 8..=14),
    ("region-chubu", 15..=23),
    ("region-kinki", 24..=30),
    ("region-chugoku", 31..=35),
    ("region-shikoku", 36..=39),
    ("region-kyushu", 40..=47),
];

/// The first screen's choices over all municipalities that take part.
#[must_use]
pub fn places(all: &[Municipality]) -> Vec<Place> {
    if all.len() <= WIDTH {
        return all.iter().map(name).collect();
    }
    let regions: Vec<Place> = REGIONS
        .into_iter()
        .filter_map(|(key, prefectures)| {
            let inside = |m: &&Municipality| prefectures.contains(&m.code.prefecture());
            let members: Vec<&Municipality> = all.iter().filter(inside).collect();
            (!members.is_empty()).then(|| Place {
                label: Label::Region(key),
                next: region(&members),
            })
        })
        .collect();
    only(regions)
}

/// A step with one choice is no choice.
fn only(mut places: Vec<Place>) -> Vec<Place> {
    match places.as_mut_slice() {
        [one] if !one.next.is_empty() => std::mem::take(&mut one.next),
        _ => places,
    }
}

fn region(members: &[&Municipality]) -> Vec<Place> {
    let mut prefectures: Vec<(u8, Vec<&Municipality>)> = Vec::new();
    for municipality in members {
        let number = municipality.code.prefecture();
        match prefectures.iter_mut().find(|(known, _)| *known == number) {
            Some((_, members)) => members.push(municipality),
            None => prefectures.push((number, vec![municipality])),
        }
    }
    prefectures.sort_by_key(|(number, _)| *number);
    // Where the region is one prefecture, the step that is saved goes to its many names.
    let steps = if prefectures.len() == 1 { 3 } else { 2 };
    let places = prefectures
        .into_iter()
        .filter_map(|(number, mut members)| {
            members.sort_by_cached_key(|municipality| sound(&municipality.reading));
            let first = members.first()?;
            Some(Place {
                label: Label::Prefecture {
                    number,
                    name: first.prefecture.clone(),
                    roman: first.prefecture_roman.clone(),
                },
                next: names(&members, steps),
            })
        })
        .collect();
    only(places)
}

/// Sorted names, behind as many steps as it takes, `steps` at most.
fn names(members: &[&Municipality], steps: u32) -> Vec<Place> {
    if members.len() <= WIDTH || steps <= 1 {
        return members.iter().copied().map(name).collect();
    }
    let most = WIDTH.saturating_pow(steps - 1);
    let groups = groups(members, most);
    let mut before: Option<&Municipality> = None;
    let mut places = Vec::with_capacity(groups.len());
    let mut groups = groups.into_iter().peekable();
    while let Some(group) = groups.next() {
        let after = groups.peek().and_then(|next| next.first()).copied();
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        if group.len() == 1 {
            places.push(name(first));
        } else {
            places.push(Place {
                label: group_label(before, first, last, after),
                next: names(group, steps - 1),
            });
        }
        before = Some(last);
    }
    places
}

/// Cuts sorted names into at most [`WIDTH`] groups of at most `most`: between kana rows (あ, か, さ …) where that
/// does, within a row where it is too long, and short neighbours together where there are too many.
fn groups<'a, 'm>(members: &'a [&'m Municipality], most: usize) -> Vec<&'a [&'m Municipality]> {
    let row_of = |m: &&Municipality| row(&m.reading);
    let mut cuts: Vec<usize> = vec![0];
    for chunk in members.chunk_by(|a, b| row_of(a) == row_of(b)) {
        let start = cuts.last().copied().unwrap_or_default();
        let pieces = chunk.len().div_ceil(most).max(1);
        for piece in 1..=pieces {
            cuts.push(start + chunk.len() * piece / pieces);
        }
    }
    while cuts.len() - 1 > WIDTH {
        // The pair of neighbours that is shortest together becomes one group.
        let shortest = (1..cuts.len() - 1).min_by_key(|at| {
            let edge = |at: usize| cuts.get(at).copied().unwrap_or_default();
            edge(at + 1) - edge(at - 1)
        });
        match shortest {
            Some(at) => cuts.remove(at),
            None => break,
        };
    }
    cuts.windows(2)
        .filter_map(|cut| match cut {
            [start, end] => members.get(*start..*end),
            _ => None,
        })
        .filter(|group| !group.is_empty())
        .collect()
}

/// What a group from `first` to `last` is called, between its neighbours.
fn group_label(
    before: Option<&Municipality>,
    first: &Municipality,
    last: &Municipality,
    after: Option<&Municipality>,
) -> Label {
    let ends = Box::new([first.clone(), last.clone()]);
    let head = row(&first.reading);
    let elsewhere =
        |other: Option<&Municipality>| other.is_none_or(|other| row(&other.reading) != head);
    if row(&last.reading) == head && elsewhere(before) && elsewhere(after) {
        return Label::Row { head, ends };
    }
    Label::Initials {
        from: initials(first, before),
        to: initials(last, after),
        ends,
    }
}

/// As many letters as tell this name from its neighbour over the cut, at least one.
fn initials(of: &Municipality, neighbour: Option<&Municipality>) -> String {
    let same = neighbour.map_or(0, |neighbour| {
        let pairs = of.reading.chars().zip(neighbour.reading.chars());
        pairs.take_while(|(a, b)| plain(*a) == plain(*b)).count()
    });
    // A small kana or a long vowel belongs to the letter before it.
    let letters = of.reading.chars().enumerate();
    letters
        .take_while(|(at, letter)| *at <= same || is_small(*letter))
        .map(|(_, letter)| letter)
        .collect()
}

fn name(municipality: &Municipality) -> Place {
    Place {
        label: Label::Name(Box::new(municipality.clone())),
        next: Vec::new(),
    }
}

/// The order of a Japanese index: が stands with か, っ with つ.
fn sound(reading: &str) -> (Vec<char>, String) {
    (reading.chars().map(plain).collect(), reading.to_owned())
}

/// A kana without its marks and in full size.
const fn plain(kana: char) -> char {
    match kana {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'が' => 'か',
        'ぎ' => 'き',
        'ぐ' => 'く',
        'げ' => 'け',
        'ご' => 'こ',
        'ざ' => 'さ',
        'じ' => 'し',
        'ず' => 'す',
        'ぜ' => 'せ',
        'ぞ' => 'そ',
        'だ' => 'た',
        'ぢ' => 'ち',
        'っ' | 'づ' => 'つ',
        'で' => 'て',
        'ど' => 'と',
        'ば' | 'ぱ' => 'は',
        'び' | 'ぴ' => 'ひ',
        'ぶ' | 'ぷ' => 'ふ',
        'べ' | 'ぺ' => 'へ',
        'ぼ' | 'ぽ' => 'ほ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        other => other,
    }
}

const fn is_small(kana: char) -> bool {
    matches!(
        kana,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ー'
    )
}

/// The row of the kana table in which a reading begins, by its first letter.
fn row(reading: &str) -> char {
    let first = reading.chars().next().map_or(' ', plain);
    let rows = ['あ', 'か', 'さ', 'た', 'な', 'は', 'ま', 'や', 'ら', 'わ'];
    rows.into_iter()
        .rev()
        .find(|head| *head <= first)
        .unwrap_or(' ')
}
