use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{Dose, Kind, OverseasFields, Preview, PreviewFields};
use time::Month;

use super::*;
use crate::content::Issued;
use crate::fonts::tests::fonts;
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
    });
    Preview::new(PreviewFields {
        kind: person.kind,
        municipality: "132217".parse().unwrap(),
        issuer: person.issuer.to_owned(),
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

#[test]
fn dump() {
    for (file, person) in [
        ("domestic", HANAKO),
        (
            "overseas",
            Person {
                kind: Kind::OverseasAndDomestic,
                ..HANAKO
            },
        ),
        (
            "eight",
            Person {
                numbers: &[1, 2, 3, 4, 5, 6, 7, 8],
                ..HANAKO
            },
        ),
        (
            "long",
            Person {
                kind: Kind::OverseasAndDomestic,
                numbers: &[1, 2, 3, 4, 5, 6, 7, 8],
                long: true,
                name: &"寿限無".repeat(60),
                issuer: &"長".repeat(40),
            },
        ),
    ] {
        for (suffix, issued, specimen) in [
            ("issued", true, false),
            ("specimen", true, true),
            ("preview", false, true),
        ] {
            let pdf = crate::pdf::write(pages(&person, issued, specimen).unwrap(), fonts(), None)
                .unwrap();
            std::fs::write(format!("/tmp/t/pressman/out-{file}-{suffix}.pdf"), &*pdf).unwrap();
        }
    }
}
