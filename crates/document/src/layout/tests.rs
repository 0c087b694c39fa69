use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{Dose, EnglishNames, Kind, OverseasFields, Preview, PreviewFields};
use time::{Date, Month};

use super::*;
use crate::content::Issued;
use crate::fonts::tests::fonts;
use crate::page::Step;
use crate::symbol::Symbol;

struct Person<'a> {
    kind: Kind,
    name: &'a str,
    issuer: &'a str,
    numbers: &'a [u8],
    long: bool,
}

const HANAKO: Person<'_> = Person {
    kind: Kind::Domestic,
    name: "見本　花子",
    issuer: "清瀬市長",
    numbers: &[1, 2],
    long: false,
};

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap()
}

fn preview(person: &Person<'_>) -> Preview {
    let overseas = person.kind.is_overseas();
    let doses = person.numbers.iter().map(|number| Dose {
        number: *number,
        date: date(2021 + i32::from(*number) / 4, 7, 3 + *number),
        vaccine_type: if person.long {
            "不活化ウイルス、メッセンジャーRNA又は組換えタンパクによる予防接種用ワクチンで、名称のとても長いもの（見本）".to_owned()
        } else {
            "メッセンジャーRNA".to_owned()
        },
        manufacturer: if number % 2 == 1 { "ファイザー社" } else { "武田/モデルナ社" }.to_owned(),
        product: if number % 2 == 1 { "コミナティ" } else { "スパイクバックス（BA.4-5）" }.to_owned(),
        lot: if person.long { "ABCDEFGHIJ1234567890".to_owned() } else { format!("EY{number}124") },
        country: overseas.then(|| "JPN".to_owned()),
        english: overseas.then(|| EnglishNames {
            vaccine_type: "mRNA vaccine".to_owned(),
            manufacturer: if number % 2 == 1 { "Pfizer" } else { "Takeda/Moderna" }.to_owned(),
            product: if number % 2 == 1 { "COMIRNATY" } else { "Spikevax (BA.4-5)" }.to_owned(),
        }),
    });
    Preview::new(PreviewFields {
        kind: person.kind,
        municipality: "132217".parse().unwrap(),
        issuer: person.issuer.to_owned(),
        issuer_english: overseas.then(|| "Mayor of Kiyose City".to_owned()),
        name: PersonalText::new(person.name.to_owned()),
        birth_date: BirthDate::from_date(date(1985, 4, 12)),
        overseas: overseas.then(|| OverseasFields {
            roman_name: PersonalText::new(
                if person.long {
                    "WWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMM"
                } else {
                    "MIHON HANAKO"
                }
                .to_owned(),
            ),
            nationality: PersonalText::new("JPN".to_owned()),
            passport_number: PersonalText::new("TK0000001".to_owned()),
            other_surname: person.long.then(|| PersonalText::new("例示".repeat(40))),
        }),
        doses: doses.collect(),
    })
    .unwrap()
}

fn pages(person: &Person<'_>, issued: bool, specimen: bool) -> Result<Vec<Page>, DocumentError> {
    let preview = preview(person);
    let bytes = if person.long { 2953 } else { 1300 };
    let content = Content {
        printed: &preview,
        issued: issued.then(|| Issued {
            id: "A1B2C3D4E5F6",
            date: date(2026, 11, 21),
            shc: Symbol::shc(&format!(
                "shc:/{}",
                "56".repeat(if person.long { 1195 } else { 830 })
            ))
            .unwrap(),
            vds_nc: person
                .kind
                .is_overseas()
                .then(|| Symbol::vds_nc(&"x".repeat(bytes)).unwrap()),
        }),
        specimen,
    };
    lay_out(&content, fonts())
}

const LONG: Person<'_> = Person {
    kind: Kind::OverseasAndDomestic,
    name: "寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無寿限無",
    issuer: "見本県見本郡見本町長見本県見本郡見本町長見本県見本郡見本町長見本県見本郡見本町長",
    numbers: &[1, 2, 3, 4, 5, 6, 7, 8],
    long: true,
};

/// The extents of everything but the frame and the watermark.
fn extents(item: &Item) -> Option<(f32, f32, f32, f32)> {
    match item {
        Item::Fill { area, .. } => Some((
            area.left.mm(),
            area.top.mm(),
            area.right().mm(),
            area.bottom().mm(),
        )),
        Item::Text {
            glyphs,
            at,
            size,
            tracking,
            ..
        } => {
            let count = glyphs.as_slice().len() as f32;
            let width = *size * (glyphs.width() + tracking * (count - 1.0).max(0.0));
            Some((
                at.x.mm(),
                (at.y - *size * 0.88).mm(),
                (at.x + width).mm(),
                (at.y + *size * 0.12).mm(),
            ))
        }
        Item::Shape { rings, .. } => {
            let points = rings.iter().flatten().map(|step| match step {
                Step::Corner(at) | Step::Control(at) => (at.x.mm(), at.y.mm()),
            });
            points.fold(None, |all, (x, y)| {
                let (left, top, right, bottom) = all.unwrap_or((x, y, x, y));
                Some((left.min(x), top.min(y), right.max(x), bottom.max(y)))
            })
        }
        Item::Line { .. } => None,
    }
}

fn texts(pages: &[Page]) -> String {
    let mut all = String::new();
    for item in pages.iter().flat_map(Page::items) {
        if let Item::Text { glyphs, .. } = item {
            for glyph in glyphs.iter() {
                all.push(glyph.base);
                all.extend(glyph.selector);
            }
        }
    }
    all
}

#[test]
fn s32_nothing_leaves_the_frame_and_no_texts_or_codes_overlap() {
    for person in [
        HANAKO,
        Person {
            kind: Kind::OverseasAndDomestic,
            ..HANAKO
        },
        Person {
            numbers: &[1, 2, 3, 4, 5, 6, 7, 8],
            ..HANAKO
        },
        Person {
            kind: Kind::OverseasAndDomestic,
            numbers: &[3, 4, 5, 6],
            ..HANAKO
        },
        LONG,
    ] {
        for issued in [false, true] {
            for page in pages(&person, issued, false).unwrap() {
                let boxes: Vec<_> = page.before.iter().filter_map(extents).collect();
                for (left, top, right, bottom) in &boxes {
                    assert!(*left >= 19.9 && *right <= 190.1, "{left} {right}");
                    assert!(*top >= 11.5 && *bottom <= 285.5, "{top} {bottom}");
                }
                let marks: Vec<_> = page
                    .before
                    .iter()
                    .filter(|item| matches!(item, Item::Text { .. } | Item::Shape { .. }))
                    .filter_map(extents)
                    .collect();
                for (index, one) in marks.iter().enumerate() {
                    for other in &marks[index + 1..] {
                        let apart = one.2 <= other.0 + 0.05
                            || other.2 <= one.0 + 0.05
                            || one.3 <= other.1 + 0.25
                            || other.3 <= one.1 + 0.25;
                        assert!(apart, "{one:?} {other:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn s32_a_long_name_is_whole_and_readable() {
    let pages = pages(&LONG, true, false).unwrap();
    let all = texts(&pages);
    assert!(all.contains(LONG.name));
    assert!(all.contains(LONG.issuer));
    assert!(all.contains("WWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMM"));
    for item in pages.iter().flat_map(Page::items) {
        if let Item::Text { size, .. } = item {
            assert!(size.pt() > 5.9);
        }
    }
}

#[test]
fn an_ordinary_certificate_is_one_side() {
    for kind in Kind::ALL {
        let person = Person { kind, ..HANAKO };
        assert_eq!(pages(&person, true, false).unwrap().len(), 1);
        assert_eq!(pages(&person, false, false).unwrap().len(), 1);
    }
}

#[test]
fn the_number_of_doses_is_the_last_doses_number() {
    let pages = pages(
        &Person {
            numbers: &[3, 4],
            ..HANAKO
        },
        true,
        false,
    )
    .unwrap();
    assert!(texts(&pages).contains("接種回数Number of doses4回"));
}

#[test]
fn a_preview_has_grey_boxes_and_neither_code_nor_id_nor_date() {
    let pages = pages(&HANAKO, false, false).unwrap();
    let placeholders = pages[0]
        .items()
        .filter(|item| matches!(item, Item::Fill { colour, .. } if *colour == PLACEHOLDER))
        .count();
    assert_eq!(placeholders, 3);
    assert!(
        !pages[0]
            .items()
            .any(|item| matches!(item, Item::Shape { .. }))
    );
    let all = texts(&pages);
    assert!(!all.contains("A1B2C3D4E5F6") && !all.contains("2026"));
}

#[test]
fn every_side_from_a_test_hierarchy_is_marked_and_no_other_is() {
    for (specimen, expected) in [(true, 3), (false, 0)] {
        let pages = pages(&LONG, true, specimen).unwrap();
        assert!(pages.len() > 1);
        for page in &pages {
            assert_eq!(page.watermark.len(), expected);
            assert_eq!(
                texts(std::slice::from_ref(page)).contains("見本 SPECIMEN"),
                specimen
            );
        }
    }
}

#[test]
fn a_name_with_a_character_that_no_font_has_is_refused() {
    let person = Person {
        name: "見本　\u{E000}子",
        ..HANAKO
    };
    assert_eq!(
        pages(&person, false, false).err(),
        Some(DocumentError::NoGlyph)
    );
}

#[test]
fn a_side_is_below_200_kb() {
    for specimen in [false, true] {
        for person in [
            HANAKO,
            Person {
                kind: Kind::OverseasAndDomestic,
                ..HANAKO
            },
        ] {
            let pages = pages(&person, true, specimen).unwrap();
            let pdf = crate::pdf::write(pages, fonts(), None).unwrap();
            assert!(pdf.len() < 200_000, "{}", pdf.len());
            if let Some(folder) = std::env::var_os("DOCUMENT_SAMPLES") {
                let name = format!("{:?}-{specimen}.pdf", person.kind);
                std::fs::write(std::path::Path::new(&folder).join(name), &*pdf).unwrap();
            }
        }
    }
}
