use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{Dose, EnglishNames, Kind, OverseasFields, Preview, PreviewFields};
use proptest::prelude::*;
use time::{Date, Month};

use super::*;
use crate::content::{Issued, vds_nc_room};
use crate::fonts::tests::fonts;
use crate::page::Step;
use crate::symbol::Symbol;

const ID: &str = "A1B2C3D4E5F6";

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap()
}

fn personal(text: &str) -> PersonalText {
    PersonalText::new(text.to_owned())
}

/// Type, maker and product in Japanese and English.
type Vaccine = [&'static str; 6];

const COMIRNATY: Vaccine = [
    "mRNAワクチン",
    "ファイザー社",
    "コミナティ",
    "mRNA vaccine",
    "Pfizer",
    "COMIRNATY",
];
const SPIKEVAX: Vaccine = [
    "メッセンジャーRNAワクチン",
    "武田/モデルナ社",
    "スパイクバックス（BA.4-5）",
    "mRNA vaccine",
    "Takeda/Moderna",
    "Spikevax (BA.4-5)",
];
const NUVAXOVID: Vaccine = [
    "組換えタンパクワクチン",
    "武田(ノババックス)社",
    "ヌバキソビッド",
    "Recombinant protein vaccine",
    "Takeda (Novavax)",
    "Nuvaxovid",
];
const LONGEST: Vaccine = [
    "不活化ウイルス、メッセンジャーRNA又は組換えタンパクによる予防接種用ワクチンで、名称のとても長いもの（見本である）",
    "見本ヤンセンファーマアストラゼネカノババックス武田モデルナファイザー第一三共塩野義連合製造販売株式会社",
    "コミナティスパイクバックスヌバキソビッドバキスゼブリアジェコビデンダイチロナ（XBB.1.5及びBA.4-5）",
    "Inactivated virus, messenger RNA or recombinant protein vaccine",
    "Janssen AstraZeneca Novavax Takeda Moderna Pfizer Daiichi Sankyo",
    "COMIRNATYSPIKEVAXNUVAXOVIDVAXZEVRIAJCOVDENDAICHIRONA XBB.1.5 BA4",
];

fn dose(kind: Kind, number: u8, vaccine: &Vaccine, lot: &str) -> Dose {
    let [vaccine_type, manufacturer, product, ..] = vaccine.map(str::to_owned);
    let [.., type_english, maker_english, product_english] = vaccine.map(str::to_owned);
    Dose {
        number,
        date: date(2021 + i32::from(number.min(9)) / 4, 7, 3 + number.min(9)),
        vaccine_type,
        manufacturer,
        product,
        lot: lot.to_owned(),
        country: kind.is_overseas().then(|| "JPN".to_owned()),
        english: kind.is_overseas().then_some(EnglishNames {
            vaccine_type: type_english,
            manufacturer: maker_english,
            product: product_english,
        }),
    }
}

fn doses(kind: Kind, numbers: impl IntoIterator<Item = u8>) -> Vec<Dose> {
    let vaccines = [COMIRNATY, COMIRNATY, SPIKEVAX, NUVAXOVID];
    let one = |number: u8| {
        let vaccine = &vaccines[usize::from(number - 1) % vaccines.len()];
        dose(kind, number, vaccine, &format!("EY{number}124"))
    };
    numbers.into_iter().map(one).collect()
}

fn fields(kind: Kind, numbers: impl IntoIterator<Item = u8>) -> PreviewFields {
    let overseas = kind.is_overseas();
    PreviewFields {
        kind,
        municipality: "132217".parse().unwrap(),
        issuer: "清瀬市長".to_owned(),
        issuer_english: overseas.then(|| "Mayor of Kiyose City".to_owned()),
        name: personal("見本　花子"),
        birth_date: BirthDate::from_date(date(1985, 4, 12)),
        overseas: overseas.then(|| OverseasFields {
            roman_name: personal("MIHON HANAKO"),
            nationality: personal("JPN"),
            passport_number: personal("TK0000001"),
            other_surname: None,
        }),
        doses: doses(kind, numbers),
    }
}

/// All texts as long as they can be.
fn longest(kind: Kind) -> PreviewFields {
    let mut fields = fields(kind, 1..=8);
    fields.issuer = "見本県見本郡見本町長".repeat(4);
    fields.name = personal(&"寿限無　".repeat(50));
    fields.doses = (92..=99)
        .map(|number| dose(kind, number, &LONGEST, "WWWWWWWWWW1234567890"))
        .map(|mut dose| {
            dose.date = date(2029, 12, 28);
            dose
        })
        .collect();
    if let Some(overseas) = &mut fields.overseas {
        fields.issuer_english = Some("Mayor of Mihon-cho, ".repeat(4).trim_end().to_owned());
        overseas.roman_name = personal("WWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMM");
        overseas.passport_number = personal("WW123456789");
        overseas.other_surname = Some(personal(&"例示・".repeat(26)));
    }
    fields
}

const FOREIGN: &str = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF HUBERT BLAINE ADOLPH CHARLES DAVID EARL FREDERICK GERALD HUBERT IRVIN";

/// Certificates to look at.
fn samples() -> Vec<(&'static str, PreviewFields)> {
    use Kind::{Domestic, OverseasAndDomestic as Overseas};
    let foreign = |kind| {
        let mut fields = fields(kind, 1..=2);
        fields.name = personal(FOREIGN);
        if let Some(overseas) = &mut fields.overseas {
            overseas.roman_name = personal("WOLFESCHLEGELSTEINHAUSENBERGERDORFF HUB");
            overseas.nationality = personal("D");
            overseas.other_surname = Some(personal("山田　太郎"));
        }
        fields
    };
    let mut town = fields(Overseas, 1..=8);
    town.issuer = "見本県見本郡見本町長".to_owned();
    town.issuer_english = Some("Mayor of Mihon Town, Mihon County, Mihon Prefecture".to_owned());
    town.name = personal("勅使河原小路有栖川　左衛門之助五郎");
    vec![
        ("domestic-1", fields(Domestic, 1..=1)),
        ("domestic-2", fields(Domestic, 1..=2)),
        ("domestic-8", fields(Domestic, 1..=8)),
        ("domestic-foreign", foreign(Domestic)),
        ("domestic-longest", longest(Domestic)),
        ("overseas-1", fields(Overseas, 1..=1)),
        ("overseas-3", fields(Overseas, 1..=3)),
        ("overseas-34", fields(Overseas, 3..=4)),
        ("overseas-4", fields(Overseas, 1..=4)),
        ("overseas-8", town),
        ("overseas-foreign", foreign(Overseas)),
        ("overseas-longest", longest(Overseas)),
    ]
}

fn pages_of(
    fields: PreviewFields,
    issued: bool,
    specimen: bool,
) -> Result<Vec<Page>, DocumentError> {
    let preview = Preview::new(fields).unwrap();
    let room = vds_nc_room(&preview);
    let json = "x".repeat(700 + 150 * preview.doses().len());
    let content = Content {
        printed: &preview,
        issued: issued.then(|| Issued {
            id: ID,
            date: date(2029, 12, 30),
            shc: Symbol::shc(&format!("shc:/{}", "5639".repeat(410))).unwrap(),
            vds_nc: room.map(|room| Symbol::vds_nc(&json, room).unwrap()),
        }),
        specimen,
    };
    lay_out(&content, fonts())
}

/// The extents of everything but lines, as left, top, right, bottom in millimetres.
fn extents(item: &Item) -> Option<[f32; 4]> {
    match item {
        Item::Fill { area, .. } => Some([
            area.left.mm(),
            area.top.mm(),
            area.right().mm(),
            area.bottom().mm(),
        ]),
        Item::Text {
            glyphs,
            at,
            size,
            tracking,
            ..
        } => {
            let seen = glyphs
                .as_slice()
                .iter()
                .rev()
                .skip_while(|glyph| matches!(glyph.base, ' ' | '\u{3000}'));
            let (count, ems) = seen.fold((0.0, 0.0), |(count, ems), glyph| {
                (count + 1.0, ems + glyph.advance)
            });
            let width = *size * (ems + tracking * f32::max(count - 1.0, 0.0));
            Some([
                at.x.mm(),
                (at.y - *size * 0.88).mm(),
                (at.x + width).mm(),
                (at.y + *size * 0.12).mm(),
            ])
        }
        Item::Shape { rings, .. } => {
            let points = rings.iter().flatten().map(|step| match step {
                Step::Corner(at) | Step::Control(at) => (at.x.mm(), at.y.mm()),
            });
            points.fold(None, |all, (x, y)| {
                let [left, top, right, bottom] = all.unwrap_or([x, y, x, y]);
                Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
            })
        }
        Item::Line { .. } => None,
    }
}

fn text_of(item: &Item) -> Option<String> {
    let Item::Text { glyphs, .. } = item else {
        return None;
    };
    let mut text = String::new();
    for glyph in glyphs.as_slice() {
        text.push(glyph.base);
        text.extend(glyph.selector);
    }
    Some(text)
}

/// All texts in the order in which they are painted.
fn texts(pages: &[Page]) -> String {
    pages
        .iter()
        .flat_map(Page::items)
        .filter_map(text_of)
        .collect()
}

/// Everything inside the frame and the column, no two texts or codes on one another, no column's rule
/// through a text, and nothing too small to read.
fn assert_sound(pages: &[Page]) {
    for page in pages {
        for item in &page.before {
            let Some([left, top, right, bottom]) = extents(item) else {
                continue;
            };
            let what = || text_of(item).unwrap_or_default();
            assert!(left >= 19.9 && right <= 190.1, "{left} {right} {}", what());
            assert!(top >= 11.5 && bottom <= 285.5, "{top} {bottom} {}", what());
            if let Item::Text { size, .. } = item {
                assert!(size.pt() >= LABEL_TEXT - 0.01, "{} {}", size.pt(), what());
            }
        }
        let marks: Vec<_> = page
            .before
            .iter()
            .filter(|item| matches!(item, Item::Text { .. } | Item::Shape { .. }))
            .filter_map(|item| Some((extents(item)?, text_of(item))))
            .collect();
        for (index, (one, said)) in marks.iter().enumerate() {
            for (other, also) in &marks[index + 1..] {
                let apart = one[2] <= other[0] + 0.05
                    || other[2] <= one[0] + 0.05
                    || one[3] <= other[1] + 0.25
                    || other[3] <= one[1] + 0.25;
                assert!(apart, "{said:?} {one:?} {also:?} {other:?}");
            }
        }
        for item in &page.before {
            let Item::Line { from, to, .. } = item else {
                continue;
            };
            if from.x.mm() != to.x.mm() || from.x.mm() < 19.5 || from.x.mm() > 190.5 {
                continue;
            }
            let x = from.x.mm();
            let crossed = marks.iter().find(|([left, top, right, bottom], _)| {
                let beside = *right <= x + 0.05 || x <= *left + 0.05;
                let above = *bottom <= from.y.mm() + 0.25 || to.y.mm() <= *top + 0.25;
                !beside && !above
            });
            assert!(crossed.is_none(), "{crossed:?} at {x}");
        }
    }
}

/// Every value stands on the pages, whole: on the first side or in the table, broken into lines at
/// most.
fn assert_complete(pages: &[Page], preview: &Preview) {
    let all = texts(pages);
    let mut values = vec![
        preview.issuer().to_owned(),
        preview.name().expose().to_owned(),
        words::japanese(preview.birth_date().date()),
        format!("{}回", preview.dose_number()),
    ];
    values.extend(preview.issuer_english().map(str::to_owned));
    if let Some(overseas) = preview.overseas() {
        values.push(overseas.roman_name.expose().to_owned());
        values.push(overseas.nationality.expose().to_owned());
        values.push(overseas.passport_number.expose().to_owned());
        values.extend(
            overseas
                .other_surname
                .as_ref()
                .map(|it| it.expose().to_owned()),
        );
    }
    for dose in preview.doses() {
        values.push(words::japanese(dose.date));
        values.push(dose.vaccine_type.clone());
        values.push(dose.manufacturer.clone());
        values.push(dose.product.clone());
        values.push(dose.lot.clone());
        values.extend(dose.country.clone());
        if let Some(english) = &dose.english {
            values.push(english.vaccine_type.clone());
            values.push(english.manufacturer.clone());
            values.push(english.product.clone());
        }
    }
    for value in values {
        assert!(all.contains(&value), "{value} is not in {all}");
    }
}

#[test]
fn s32_nothing_leaves_its_place_whatever_its_length() {
    for (_, fields) in samples() {
        let preview = Preview::new(fields).unwrap();
        for issued in [false, true] {
            let content = Content {
                printed: &preview,
                issued: issued.then(|| Issued {
                    id: ID,
                    date: date(2029, 12, 30),
                    shc: Symbol::shc(&format!("shc:/{}", "56".repeat(1195))).unwrap(),
                    vds_nc: vds_nc_room(&preview)
                        .map(|room| Symbol::vds_nc(&"x".repeat(2953), room).unwrap()),
                }),
                specimen: false,
            };
            let pages = lay_out(&content, fonts()).unwrap();
            assert_sound(&pages);
            assert_complete(&pages, &preview);
        }
    }
}

/// Text of the characters that registers have, with places to break and without.
fn text(most: usize) -> impl Strategy<Value = String> {
    let one = prop::sample::select(
        "見本花子太郎髙﨑邉齋々〆ヶーっァ・、（）「」／WMijl.-' \u{3000}あいアイヴＡｱ0189"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(one, 1..=most)
        .prop_map(String::from_iter)
        .prop_filter("more than spaces", |text| !text.trim().is_empty())
}

fn ascii(most: usize) -> impl Strategy<Value = String> {
    let inner = format!("[A-Za-z0-9][ A-Za-z0-9(),.'/-]{{0,{}}}[A-Z0-9]", most - 2);
    proptest::string::string_regex(&inner).unwrap()
}

fn any_dose() -> impl Strategy<Value = (String, String, String, String, EnglishNames)> {
    let english =
        (ascii(64), ascii(64), ascii(64)).prop_map(|(vaccine_type, manufacturer, product)| {
            EnglishNames {
                vaccine_type,
                manufacturer,
                product,
            }
        });
    (text(64), text(64), text(64), ascii(20), english)
}

fn any_fields() -> impl Strategy<Value = PreviewFields> {
    let person = (text(200), ascii(39), proptest::option::of(text(80)));
    let issuer = (text(40), ascii(80));
    let numbers = prop::collection::btree_set(1..=99_u8, 1..=8);
    let doses = prop::collection::vec(any_dose(), 8);
    (any::<bool>(), person, issuer, numbers, doses).prop_map(
        |(overseas, (name, roman, other), (issuer, issuer_english), numbers, texts)| {
            let kind = if overseas {
                Kind::OverseasAndDomestic
            } else {
                Kind::Domestic
            };
            let mut fields = fields(kind, 1..=1);
            fields.name = personal(&name);
            fields.issuer = issuer;
            if let Some(passport) = &mut fields.overseas {
                passport.roman_name = personal(&roman);
                passport.other_surname = other.as_deref().map(personal);
                fields.issuer_english = Some(issuer_english);
            }
            fields.doses = numbers
                .into_iter()
                .zip(texts)
                .map(
                    |(number, (vaccine_type, manufacturer, product, lot, english))| Dose {
                        number,
                        date: date(2029, 12, 28),
                        vaccine_type,
                        manufacturer,
                        product,
                        lot,
                        country: overseas.then(|| "JPN".to_owned()),
                        english: overseas.then_some(english),
                    },
                )
                .collect();
            fields
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn s32_every_text_that_a_certificate_may_have_is_whole_and_in_its_place(fields in any_fields()) {
        let preview = Preview::new(fields).unwrap();
        let content = Content { printed: &preview, issued: None, specimen: false };
        let pages = lay_out(&content, fonts()).unwrap();
        assert_sound(&pages);
        assert_complete(&pages, &preview);
    }
}

#[test]
fn the_certificates_own_texts_are_8_points_or_more() {
    let form = ["証明書ID A1", "清瀬市長", "1 / ", "2 / "];
    for (name, fields) in samples() {
        let preview = Preview::new(fields).unwrap();
        let content = Content {
            printed: &preview,
            issued: None,
            specimen: false,
        };
        let mut own: Vec<String> = Vec::new();
        own.push(preview.name().expose().to_owned());
        for dose in preview.doses() {
            own.extend([
                dose.vaccine_type.clone(),
                dose.manufacturer.clone(),
                dose.product.clone(),
                dose.lot.clone(),
            ]);
            own.extend(dose.english.as_ref().map(|it| it.product.clone()));
        }
        for item in lay_out(&content, fonts())
            .unwrap()
            .iter()
            .flat_map(Page::items)
        {
            let (Item::Text { size, .. }, Some(text)) = (item, text_of(item)) else {
                continue;
            };
            let is_own = own.iter().any(|value| value.contains(text.trim()));
            if is_own && !form.iter().any(|form| text.starts_with(form)) {
                assert!(size.pt() >= SMALLEST - 0.01, "{name}: {text} {}", size.pt());
            }
        }
    }
}

#[test]
fn an_ordinary_certificate_is_one_side() {
    for (kind, most) in [(Kind::Domestic, 8), (Kind::OverseasAndDomestic, 3)] {
        for issued in [false, true] {
            let mut fields = fields(kind, 1..=most);
            fields.doses = (1..=most)
                .map(|number| dose(kind, number, &COMIRNATY, "EY5420"))
                .collect();
            let pages = pages_of(fields, issued, false).unwrap();
            assert_eq!(pages.len(), 1, "{kind:?} {issued}");
        }
    }
}

#[test]
fn every_side_says_whose_it_is_and_which_certificate() {
    let kind = Kind::OverseasAndDomestic;
    for issued in [false, true] {
        let pages = pages_of(fields(kind, 1..=8), issued, true).unwrap();
        assert!(pages.len() > 1);
        for (index, page) in pages.iter().enumerate() {
            let said = texts(std::slice::from_ref(page));
            for expected in [
                "新型コロナウイルス感染症予防接種証明書",
                "見本　花子",
                "MIHON HANAKO",
                "1985年4月12日",
                "1985-04-12",
                "清瀬市長",
                "見本 SPECIMEN",
                &format!("{} / {}", index + 1, pages.len()),
            ] {
                assert!(said.contains(expected), "{expected} on {}", index + 1);
            }
            assert_eq!(said.contains(ID), issued);
            assert_eq!(said.contains(words::CONTINUES), index + 1 < pages.len());
        }
    }
}

#[test]
fn the_overseas_kind_is_in_japanese_and_english() {
    let said = texts(&pages_of(fields(Kind::OverseasAndDomestic, 1..=4), true, false).unwrap());
    for vaccine in [COMIRNATY, SPIKEVAX, NUVAXOVID] {
        for name in vaccine {
            assert!(said.contains(name), "{name} is not in {said}");
        }
    }
    for expected in [
        "Mayor of Kiyose City",
        "2021-07-04",
        "2029-12-30",
        "日本 JPN",
    ] {
        assert!(said.contains(expected), "{expected}");
    }
}

#[test]
fn the_number_of_doses_is_the_last_doses_number() {
    let said = texts(&pages_of(fields(Kind::Domestic, 3..=4), true, false).unwrap());
    assert!(said.contains("接種回数Number of doses4回"), "{said}");
}

/// The preview is the same page: what is missing on it takes the same room.
#[test]
fn a_preview_has_boxes_where_code_id_and_date_will_stand_and_nothing_else_moves() {
    for (name, _) in samples() {
        let of = |issued| {
            let (_, fields) = samples().into_iter().find(|(it, _)| *it == name).unwrap();
            pages_of(fields, issued, false).unwrap()
        };
        let (before, after) = (of(false), of(true));
        assert_eq!(before.len(), after.len(), "{name}");
        let lines = |pages: &[Page]| -> Vec<String> {
            let items = pages.iter().flat_map(Page::items);
            let lines = items.filter_map(|item| match item {
                Item::Line { from, to, .. } => Some(format!("{from:?} {to:?}")),
                _ => None,
            });
            lines.collect()
        };
        assert_eq!(lines(&before), lines(&after), "{name}");
        let placed = |pages: &[Page]| -> Vec<String> {
            let items = pages.iter().flat_map(Page::items);
            let texts = items.filter_map(|item| {
                let Item::Text { at, .. } = item else {
                    return None;
                };
                Some(format!("{} {at:?}", text_of(item)?))
            });
            texts.collect()
        };
        let after_texts = placed(&after);
        let boxes = [words::AT_ISSUE, words::CODE_PLACEHOLDER];
        for text in placed(&before) {
            let of_box = boxes.iter().any(|it| text.starts_with(it));
            assert!(of_box || after_texts.contains(&text), "{name}: {text}");
        }
        let grey = |pages: &[Page]| {
            let items = pages.iter().flat_map(Page::items);
            let grey =
                |item: &&Item| matches!(item, Item::Fill { colour, .. } if *colour == PLACEHOLDER);
            items.filter(grey).count()
        };
        let shapes = |pages: &[Page]| {
            let items = pages.iter().flat_map(Page::items);
            items
                .filter(|item| matches!(item, Item::Shape { .. }))
                .count()
        };
        assert_eq!((grey(&after), shapes(&before)), (0, 0));
        assert!(grey(&before) >= 2 + shapes(&after), "{name}");
        assert!(!texts(&before).contains(ID) && !texts(&before).contains("2029年12月30日"));
    }
}

#[test]
fn every_side_from_a_test_hierarchy_is_marked_and_no_other_is() {
    for (specimen, expected) in [(true, 3), (false, 0)] {
        let pages = pages_of(longest(Kind::OverseasAndDomestic), true, specimen).unwrap();
        assert!(pages.len() > 1);
        for page in &pages {
            assert_eq!(page.watermark.len(), expected);
            let said = texts(std::slice::from_ref(page));
            assert_eq!(said.contains("見本 SPECIMEN"), specimen);
        }
    }
}

#[test]
fn a_name_with_a_character_that_no_font_has_is_refused() {
    let mut fields = fields(Kind::Domestic, 1..=2);
    fields.name = personal("見本　\u{E000}子");
    let refused = pages_of(fields, false, false).err();
    assert!(matches!(refused, Some(DocumentError::NoGlyph(_))));
}

/// With `DOCUMENT_SAMPLES` set to a folder, the pages are put there to be looked at.
#[test]
fn a_side_is_below_200_kb() {
    for (name, _) in samples() {
        for issued in [false, true] {
            let (_, fields) = samples().into_iter().find(|(it, _)| *it == name).unwrap();
            let pages = pages_of(fields, issued, true).unwrap();
            let count = pages.len();
            let pdf = crate::pdf::write(pages, fonts(), None).unwrap();
            assert!(pdf.len() < 200_000 * count, "{name}: {}", pdf.len());
            if let Some(folder) = std::env::var_os("DOCUMENT_SAMPLES") {
                let name = format!("{name}{}.pdf", if issued { "" } else { "-preview" });
                std::fs::write(std::path::Path::new(&folder).join(name), &*pdf).unwrap();
            }
        }
    }
}
