//! The bounds of each printed field.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, FieldError, Kind,
    OverseasFields, Preview, PreviewFields,
};
use time::macros::date;

fn text(text: &str) -> PersonalText {
    PersonalText::from(text.to_owned())
}

fn fields() -> PreviewFields {
    PreviewFields {
        kind: Kind::OverseasAndDomestic,
        municipality: "132217".parse().unwrap(),
        issuer: "清瀬市長".to_owned(),
        issuer_english: Some("Mayor of Kiyose City".to_owned()),
        name: text("見本　花子"),
        birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
        overseas: Some(OverseasFields {
            roman_name: text("MIHON HANAKO"),
            nationality: text("JPN"),
            passport_number: text("TK0000001"),
            other_surname: Some(text("例示")),
        }),
        doses: vec![Dose {
            number: 3,
            date: date!(2021 - 07 - 03),
            vaccine_type: "mRNAワクチン".to_owned(),
            manufacturer: "ファイザー社".to_owned(),
            product: "コミナティ(5〜11歳用)".to_owned(),
            lot: "EY5420".to_owned(),
            country: Some("JPN".to_owned()),
            english: Some(EnglishNames {
                vaccine_type: "mRNA vaccine".to_owned(),
                manufacturer: "Pfizer".to_owned(),
                product: "COMIRNATY".to_owned(),
            }),
        }],
    }
}

fn passport(fields: &mut PreviewFields) -> &mut OverseasFields {
    fields.overseas.as_mut().unwrap()
}

#[test]
fn each_field_out_of_its_bounds_is_refused_by_name() {
    type Change = fn(&mut PreviewFields);
    let rows: Vec<(Change, FieldError)> = vec![
        (|it| it.issuer.clear(), FieldError::Issuer),
        (|it| it.issuer = "市".repeat(41), FieldError::Issuer),
        (|it| it.name = text(""), FieldError::Name),
        (|it| it.name = text("　"), FieldError::Name),
        (|it| it.name = text("見本\n花子"), FieldError::Name),
        (|it| it.name = text("見本\u{202E}花子"), FieldError::Name),
        (|it| it.name = text(&"見".repeat(201)), FieldError::Name),
        (
            |it| passport(it).roman_name = text("みほん"),
            FieldError::RomanName,
        ),
        (
            |it| passport(it).roman_name = text(" MIHON"),
            FieldError::RomanName,
        ),
        (
            |it| passport(it).roman_name = text(&"A".repeat(40)),
            FieldError::RomanName,
        ),
        (
            |it| passport(it).nationality = text("jpn"),
            FieldError::Nationality,
        ),
        (
            |it| passport(it).nationality = text(""),
            FieldError::Nationality,
        ),
        (
            |it| passport(it).passport_number = text("TK-000001"),
            FieldError::PassportNumber,
        ),
        (
            |it| passport(it).passport_number = text("TK0000000001"),
            FieldError::PassportNumber,
        ),
        (
            |it| passport(it).other_surname = Some(text("")),
            FieldError::OtherSurname,
        ),
        (|it| it.doses.clear(), FieldError::DoseCount),
        (
            |it| {
                it.doses = (1..=9)
                    .map(|number| {
                        let mut dose = it.doses[0].clone();
                        dose.number = number;
                        dose
                    })
                    .collect();
            },
            FieldError::DoseCount,
        ),
        (|it| it.doses[0].number = 0, FieldError::DoseNumber),
        (|it| it.doses[0].number = 100, FieldError::DoseNumber),
        (
            |it| it.doses.push(it.doses[0].clone()),
            FieldError::DoseNumber,
        ),
        (
            |it| it.doses[0].date = date!(1985 - 04 - 11),
            FieldError::DoseDate,
        ),
        (
            |it| it.doses[0].vaccine_type.clear(),
            FieldError::VaccineType,
        ),
        (
            |it| it.doses[0].manufacturer = "a\tb".to_owned(),
            FieldError::Manufacturer,
        ),
        (
            |it| it.doses[0].product = "あ".repeat(65),
            FieldError::Product,
        ),
        (
            |it| it.doses[0].lot = "ＥＹ5420".to_owned(),
            FieldError::Lot,
        ),
        (|it| it.doses[0].lot = "1".repeat(21), FieldError::Lot),
        (
            |it| it.doses[0].country = Some("JP".to_owned()),
            FieldError::Country,
        ),
        (
            |it| it.issuer_english = Some("清瀬市長".to_owned()),
            FieldError::Issuer,
        ),
        (
            |it| it.doses[0].english.as_mut().unwrap().vaccine_type.clear(),
            FieldError::VaccineType,
        ),
        (
            |it| it.doses[0].english.as_mut().unwrap().manufacturer = "ファイザー社".to_owned(),
            FieldError::Manufacturer,
        ),
        (
            |it| it.doses[0].english.as_mut().unwrap().product = "A".repeat(65),
            FieldError::Product,
        ),
    ];
    assert!(Preview::new(fields()).is_ok());
    for (index, (change, expected)) in rows.into_iter().enumerate() {
        let mut fields = fields();
        change(&mut fields);
        assert_eq!(Preview::new(fields).unwrap_err(), expected, "row {index}");
    }
}

#[test]
fn doses_may_begin_at_three_and_skip_and_the_last_number_counts() {
    let mut fields = fields();
    let mut fifth = fields.doses[0].clone();
    fifth.number = 5;
    fields.doses.push(fifth);
    let preview = Preview::new(fields).unwrap();
    assert_eq!(preview.doses().len(), 2);
    assert_eq!(preview.dose_number(), 5);
}

#[test]
fn variation_selectors_are_part_of_a_name() {
    let mut fields = fields();
    fields.name = text("渡邉󠄀　花子");
    let preview = Preview::new(fields).unwrap();
    assert_eq!(preview.name().expose(), "渡邉󠄀　花子");
}

#[test]
fn certificate_ids_are_one_to_twelve_letters_and_digits() {
    for good in ["1", "VC0000000001"] {
        assert_eq!(CertificateId::new(good).unwrap().expose(), good);
    }
    for wrong in ["", "VC00000000012", "VC 1", "ＶＣ1", "VC-1"] {
        assert_eq!(
            CertificateId::new(wrong).unwrap_err(),
            FieldError::CertificateId
        );
    }
}

#[test]
fn codes_longer_than_a_symbol_are_refused() {
    let certificate = |shc: usize, vds_nc: Option<usize>| {
        Certificate::new(CertificateFields {
            printed: Preview::new(fields()).unwrap(),
            id: CertificateId::new("1").unwrap(),
            issue_date: date!(2021 - 12 - 20),
            shc: text(&"a".repeat(shc)),
            vds_nc: vds_nc.map(|length| text(&"a".repeat(length))),
        })
        .map(|_| ())
    };
    assert_eq!(certificate(1195, Some(2953)), Ok(()));
    assert_eq!(certificate(1196, None), Err(FieldError::ShcLength));
    assert_eq!(certificate(0, None), Err(FieldError::ShcLength));
    assert_eq!(certificate(1, Some(2954)), Err(FieldError::VdsNcLength));
    assert_eq!(certificate(1, Some(0)), Err(FieldError::VdsNcLength));
}

#[test]
fn debug_tells_the_type_and_nothing_else() {
    let told = format!("{:?} {:?}", fields(), fields().doses);
    assert_eq!(told, "PreviewFields [Dose]");
    assert_eq!(format!("{:?}", fields().overseas), "Some(OverseasFields)");
    assert_eq!(format!("{:?}", Preview::new(fields()).unwrap()), "Preview");
    assert_eq!(format!("{:?}", fields().municipality), "MunicipalityCode");
}
