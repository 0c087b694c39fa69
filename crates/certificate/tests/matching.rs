//! The comparison before the preview and again before print. Every holder here comes from the
//! in-process virtual card through the driver: there is no other way to have one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod common;

use std::sync::LazyLock;

use card_driver::secret::PersonalText;
use card_driver::{
    BirthDate, Challenge, Hierarchy, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors, VerifiedHolder,
};
use certificate::shc::ShcError;
use certificate::vds_nc::VdsNcError;
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, IssuerTrust, Kind,
    MatchedCertificate, MatchedPreview, Mismatch, MunicipalityCode, OverseasFields, Preview,
    PreviewFields, Request,
};
use common::{SealSigner, ShcSigner, change, roman_shc_payload, seal_data, shc_payload, trust};
use serde_json::{Value, json};
use time::Date;
use time::macros::date;
use virtual_card::{InProcess, Profile, VirtualCard};

const TODAY: Date = date!(2021 - 12 - 20);
const BUNDLE: &str = "/vc/credentialSubject/fhirBundle";

const CARD: &str = r#"
[holder]
number = "123456789018"
name = "見本　花子"
address = "東京都清瀬市見本町一丁目１番１号"
birth_date = "19850412"
sex = "2"
[pin]
value = "1234"
"#;

/// Signers whose keys are made once per test process.
static SIGNERS: LazyLock<(ShcSigner, SealSigner)> =
    LazyLock::new(|| (ShcSigner::new(), SealSigner::new()));

fn session(number: u8) -> Challenge {
    Challenge::from_bytes([number; 32])
}

fn holder_of(card: &str, session: Challenge) -> VerifiedHolder {
    let anchors = include_str!("../../../assets/trust/demo.toml");
    let anchors = TrustAnchors::from_toml(anchors, TestHierarchy::Allowed).unwrap();
    let card = VirtualCard::new(Profile::from_toml(card).unwrap());
    let card = SelectedCard::open(InProcess::new(card), &anchors, session).unwrap();
    let pin = Pin::new([1, 2, 3, 4]).unwrap();
    match card.verify_and_read(pin, LastTry::NotConfirmed).unwrap() {
        Outcome::Verified(holder) => holder,
        Outcome::AskAgain { .. } => panic!("the PIN is right"),
    }
}

fn holder() -> VerifiedHolder {
    holder_of(CARD, session(1))
}

fn text(text: &str) -> PersonalText {
    PersonalText::from(text.to_owned())
}

fn kiyose() -> MunicipalityCode {
    "132217".parse().unwrap()
}

fn dose(number: u8, date: Date, lot: &str) -> Dose {
    Dose {
        number,
        date,
        vaccine_type: "mRNAワクチン".to_owned(),
        manufacturer: "ファイザー社".to_owned(),
        product: "コミナティ".to_owned(),
        lot: lot.to_owned(),
        country: None,
        english: None,
    }
}

fn domestic() -> PreviewFields {
    PreviewFields {
        kind: Kind::Domestic,
        municipality: kiyose(),
        issuer: "清瀬市長".to_owned(),
        issuer_english: None,
        name: text("見本　花子"),
        birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
        overseas: None,
        doses: vec![
            dose(1, date!(2021 - 07 - 03), "EY5420"),
            dose(2, date!(2021 - 07 - 24), "FC3661"),
        ],
    }
}

fn overseas() -> PreviewFields {
    let mut fields = domestic();
    fields.kind = Kind::OverseasAndDomestic;
    fields.overseas = Some(OverseasFields {
        roman_name: text("MIHON HANAKO"),
        nationality: text("JPN"),
        passport_number: text("TK0000001"),
        other_surname: Some(text("例示")),
    });
    for dose in &mut fields.doses {
        dose.country = Some("JPN".to_owned());
        dose.english = Some(EnglishNames {
            vaccine_type: "mRNA vaccine".to_owned(),
            manufacturer: "Pfizer".to_owned(),
            product: "COMIRNATY".to_owned(),
        });
    }
    fields.issuer_english = Some("Mayor of Kiyose City".to_owned());
    fields
}

fn fields_of(kind: Kind) -> PreviewFields {
    match kind {
        Kind::Domestic => domestic(),
        Kind::OverseasAndDomestic => overseas(),
    }
}

fn preview_matches(kind: Kind, fields: PreviewFields) -> Result<MatchedPreview, Mismatch> {
    let holder = holder();
    let request = Request::new(&holder, kiyose(), kind);
    MatchedPreview::new(&holder, &request, Preview::new(fields).unwrap())
}

/// An issued certificate, still to be changed.
struct Issue {
    printed: PreviewFields,
    id: &'static str,
    issue_date: Date,
    shc: Value,
    vds_nc: Option<Value>,
}

impl Issue {
    fn of(kind: Kind) -> Self {
        let overseas = kind == Kind::OverseasAndDomestic;
        Self {
            printed: fields_of(kind),
            id: "VC0000000001",
            issue_date: TODAY,
            shc: if overseas {
                roman_shc_payload()
            } else {
                shc_payload()
            },
            vds_nc: overseas.then(seal_data),
        }
    }

    fn made(self) -> Certificate {
        let (card, seal) = &*SIGNERS;
        Certificate::new(CertificateFields {
            printed: Preview::new(self.printed).unwrap(),
            id: CertificateId::new(self.id).unwrap(),
            issue_date: self.issue_date,
            shc: text(&card.card(&self.shc)),
            vds_nc: self.vds_nc.map(|data| text(&seal.seal(&data).to_string())),
        })
        .unwrap()
    }
}

fn good_trust() -> IssuerTrust {
    let (card, seal) = &*SIGNERS;
    trust(card, seal)
}

fn certificate_matches(
    kind: Kind,
    adjust: impl FnOnce(&mut Issue),
) -> Result<MatchedCertificate, Mismatch> {
    let mut issue = Issue::of(kind);
    adjust(&mut issue);
    let confirmed = preview_matches(kind, fields_of(kind)).unwrap();
    MatchedCertificate::new(confirmed, issue.made(), &good_trust(), TODAY)
}

#[test]
fn what_agrees_in_all_goes_on_and_keeps_its_session() {
    for kind in Kind::ALL {
        let preview = preview_matches(kind, fields_of(kind)).unwrap();
        assert_eq!(preview.session(), session(1));
        assert_eq!(preview.hierarchy(), Hierarchy::Test);
        assert_eq!(preview.preview().dose_number(), 2);
        let trust = good_trust();
        let matched = MatchedCertificate::new(preview, Issue::of(kind).made(), &trust, TODAY);
        let matched = matched.unwrap();
        assert_eq!(matched.session(), session(1));
        assert_eq!(matched.hierarchy(), Hierarchy::Test);
        assert_eq!(matched.id().expose(), "VC0000000001");
        assert_eq!(matched.certificate().printed().kind(), kind);
        assert_eq!(format!("{matched:?}"), "MatchedCertificate");
    }
}

#[test]
fn a_request_of_another_session_gives_no_preview() {
    let holder = holder();
    let earlier = holder_of(CARD, session(2));
    let request = Request::new(&earlier, kiyose(), Kind::Domestic);
    let preview = Preview::new(domestic()).unwrap();
    assert_eq!(
        MatchedPreview::new(&holder, &request, preview).unwrap_err(),
        Mismatch::Session
    );
}

#[test]
fn r34_nothing_of_somebody_else_becomes_a_preview() {
    type Change = fn(&mut PreviewFields);
    let rows: [(Kind, Change, Mismatch); 15] = [
        (
            Kind::Domestic,
            |it| it.name = text("例示　一郎"),
            Mismatch::Name,
        ),
        // A space of another width, a trailing space, another form of the same kanji.
        (
            Kind::Domestic,
            |it| it.name = text("見本 花子"),
            Mismatch::Name,
        ),
        (
            Kind::Domestic,
            |it| it.name = text("見本　花子　"),
            Mismatch::Name,
        ),
        (
            Kind::Domestic,
            |it| it.name = text("見本　花子\u{E0100}"),
            Mismatch::Name,
        ),
        (
            Kind::Domestic,
            |it| it.birth_date = BirthDate::from_date(date!(1985 - 04 - 13)),
            Mismatch::BirthDate,
        ),
        (
            Kind::Domestic,
            |it| it.kind = Kind::OverseasAndDomestic,
            Mismatch::Kind,
        ),
        (
            Kind::Domestic,
            |it| it.municipality = "011002".parse().unwrap(),
            Mismatch::Municipality,
        ),
        (
            Kind::Domestic,
            |it| it.overseas = overseas().overseas,
            Mismatch::OverseasUnexpected,
        ),
        (
            Kind::Domestic,
            |it| it.doses[1].country = Some("JPN".to_owned()),
            Mismatch::CountryUnexpected,
        ),
        (
            Kind::OverseasAndDomestic,
            |it| it.overseas = None,
            Mismatch::OverseasMissing,
        ),
        (
            Kind::OverseasAndDomestic,
            |it| it.doses[0].country = None,
            Mismatch::CountryMissing,
        ),
        (
            Kind::OverseasAndDomestic,
            |it| it.doses[0].english = None,
            Mismatch::EnglishMissing,
        ),
        (
            Kind::OverseasAndDomestic,
            |it| it.issuer_english = None,
            Mismatch::EnglishMissing,
        ),
        (
            Kind::Domestic,
            |it| it.doses[1].english = overseas().doses[1].english.clone(),
            Mismatch::EnglishUnexpected,
        ),
        (
            Kind::Domestic,
            |it| it.issuer_english = Some("Mayor of Kiyose City".to_owned()),
            Mismatch::EnglishUnexpected,
        ),
    ];
    for (index, (kind, change, expected)) in rows.into_iter().enumerate() {
        let mut fields = fields_of(kind);
        change(&mut fields);
        assert_eq!(
            preview_matches(kind, fields).unwrap_err(),
            expected,
            "row {index}"
        );
    }
}

#[test]
fn every_printed_field_must_be_the_confirmed_one() {
    type Change = fn(&mut PreviewFields);
    fn passport(fields: &mut PreviewFields) -> &mut OverseasFields {
        fields.overseas.as_mut().unwrap()
    }
    fn english(fields: &mut PreviewFields) -> &mut EnglishNames {
        fields.doses[1].english.as_mut().unwrap()
    }
    let rows: [(Change, Mismatch); 28] = [
        (|it| it.kind = Kind::Domestic, Mismatch::Kind),
        (
            |it| it.municipality = "011002".parse().unwrap(),
            Mismatch::Municipality,
        ),
        (|it| it.issuer = "札幌市長".to_owned(), Mismatch::Issuer),
        (|it| it.name = text("見本　太郎"), Mismatch::Name),
        (
            |it| it.birth_date = BirthDate::from_date(date!(1985 - 04 - 11)),
            Mismatch::BirthDate,
        ),
        (|it| it.overseas = None, Mismatch::OverseasMissing),
        (
            |it| passport(it).roman_name = text("MIHON TARO"),
            Mismatch::RomanName,
        ),
        (
            |it| passport(it).nationality = text("USA"),
            Mismatch::Nationality,
        ),
        (
            |it| passport(it).passport_number = text("TK0000002"),
            Mismatch::PassportNumber,
        ),
        (
            |it| passport(it).other_surname = None,
            Mismatch::OtherSurname,
        ),
        (
            |it| passport(it).other_surname = Some(text("見本")),
            Mismatch::OtherSurname,
        ),
        (|it| it.doses.truncate(1), Mismatch::DoseCount),
        (
            |it| {
                let mut third = it.doses[1].clone();
                third.number = 3;
                it.doses.push(third);
            },
            Mismatch::DoseCount,
        ),
        (|it| it.doses[1].number = 3, Mismatch::DoseNumber),
        (
            |it| it.doses[1].date = date!(2021 - 07 - 25),
            Mismatch::DoseDate,
        ),
        (
            |it| it.doses[0].vaccine_type = "別".to_owned(),
            Mismatch::VaccineType,
        ),
        (
            |it| it.doses[0].manufacturer = "モデルナ社".to_owned(),
            Mismatch::Manufacturer,
        ),
        (
            |it| it.doses[1].product = "スパイクバックス".to_owned(),
            Mismatch::Product,
        ),
        (|it| it.doses[1].lot = "FC3662".to_owned(), Mismatch::Lot),
        (
            |it| it.doses[1].country = Some("USA".to_owned()),
            Mismatch::Country,
        ),
        (|it| it.doses[1].country = None, Mismatch::Country),
        (
            |it| it.issuer_english = Some("Mayor of Sapporo City".to_owned()),
            Mismatch::Issuer,
        ),
        (|it| it.issuer_english = None, Mismatch::Issuer),
        (
            |it| english(it).vaccine_type = "another".to_owned(),
            Mismatch::VaccineType,
        ),
        (
            |it| english(it).manufacturer = "Moderna".to_owned(),
            Mismatch::Manufacturer,
        ),
        (
            |it| english(it).product = "COMIRNATY (BA.1)".to_owned(),
            Mismatch::Product,
        ),
        (|it| it.doses[1].english = None, Mismatch::EnglishMissing),
        (|it| it.doses.swap_remove(0).number = 1, Mismatch::DoseCount),
    ];
    for (index, (change, expected)) in rows.into_iter().enumerate() {
        let error = certificate_matches(Kind::OverseasAndDomestic, |it| change(&mut it.printed));
        assert_eq!(error.unwrap_err(), expected, "row {index}");
    }
    let error = certificate_matches(Kind::Domestic, |it| {
        it.printed.overseas = overseas().overseas
    });
    assert_eq!(error.unwrap_err(), Mismatch::OverseasUnexpected);
}

#[test]
fn the_issue_date_is_todays_within_a_day_and_after_the_doses() {
    let with = |day| certificate_matches(Kind::Domestic, move |it| it.issue_date = day);
    assert!(with(date!(2021 - 12 - 21)).is_ok());
    assert!(with(date!(2021 - 12 - 19)).is_ok());
    assert_eq!(
        with(date!(2021 - 12 - 22)).unwrap_err(),
        Mismatch::IssueDate
    );
    assert_eq!(
        with(date!(2021 - 12 - 18)).unwrap_err(),
        Mismatch::IssueDate
    );

    let mut fields = domestic();
    fields.doses[1].date = date!(2021 - 12 - 21);
    let confirmed = preview_matches(Kind::Domestic, fields).unwrap();
    let mut issue = Issue::of(Kind::Domestic);
    issue.printed.doses[1].date = date!(2021 - 12 - 21);
    let error = MatchedCertificate::new(confirmed, issue.made(), &good_trust(), TODAY);
    assert_eq!(error.unwrap_err(), Mismatch::IssueDate);
}

#[test]
fn the_shc_must_be_trusted_and_say_what_is_printed() {
    let entry = |index: usize, member: &str| format!("{BUNDLE}/entry/{index}/resource/{member}");
    let rows: Vec<(String, Option<Value>, Mismatch)> = vec![
        (
            "/iss".into(),
            Some(json!("https://other.example.jp")),
            Mismatch::ShcIssuer,
        ),
        ("/nbf".into(), None, Mismatch::Shc(ShcError::NotBefore)),
        // Two days after today, and two before.
        (
            "/nbf".into(),
            Some(json!(1_640_131_200)),
            Mismatch::ShcValidity,
        ),
        (
            "/nbf".into(),
            Some(json!(1_639_871_999)),
            Mismatch::ShcValidity,
        ),
        (
            "/exp".into(),
            Some(json!(1_639_958_399)),
            Mismatch::Shc(ShcError::Expiry),
        ),
        (
            entry(0, "name/0/family"),
            Some(json!("例示")),
            Mismatch::ShcName,
        ),
        (
            entry(0, "name/0/given"),
            Some(json!(["太郎"])),
            Mismatch::ShcName,
        ),
        (
            entry(0, "name/0/given"),
            Some(json!(["花子", "例示"])),
            Mismatch::ShcName,
        ),
        (
            entry(0, "name"),
            Some(json!([{ "family": "見本", "given": ["花子"] }, { "family": "例示" }])),
            Mismatch::ShcName,
        ),
        (
            entry(0, "birthDate"),
            Some(json!("1985-04-13")),
            Mismatch::ShcBirthDate,
        ),
        (format!("{BUNDLE}/entry/2"), None, Mismatch::ShcDoseCount),
        (
            entry(2, "occurrenceDateTime"),
            Some(json!("2021-07-25")),
            Mismatch::ShcDoseDate,
        ),
        (
            entry(1, "lotNumber"),
            Some(json!("EY5421")),
            Mismatch::ShcLot,
        ),
        (entry(1, "lotNumber"), None, Mismatch::ShcLot),
    ];
    for (pointer, new, expected) in rows {
        let result = certificate_matches(Kind::Domestic, |it| {
            change(&mut it.shc, &pointer, new.clone());
        });
        assert_eq!(result.unwrap_err(), expected, "{pointer} {new:?}");
    }
}

#[test]
fn an_expired_shc_is_refused() {
    let error = certificate_matches(Kind::Domestic, |it| {
        it.shc["nbf"] = json!(1_639_900_800);
        it.shc["exp"] = json!(1_639_950_000);
    });
    assert_eq!(error.unwrap_err(), Mismatch::ShcValidity);
}

#[test]
fn an_shc_of_another_key_or_issuer_is_refused() {
    let (card, seal) = &*SIGNERS;
    let match_under = |trust: IssuerTrust| {
        let confirmed = preview_matches(Kind::Domestic, domestic()).unwrap();
        let certificate = Issue::of(Kind::Domestic).made();
        MatchedCertificate::new(confirmed, certificate, &trust, TODAY).unwrap_err()
    };
    let another = trust(&ShcSigner::new(), seal);
    assert_eq!(match_under(another), Mismatch::Shc(ShcError::UnknownKey));
    let builder = IssuerTrust::builder();
    let elsewhere = builder
        .shc_issuer("https://other.example.jp", &card.jwks())
        .unwrap();
    assert_eq!(match_under(elsewhere.build()), Mismatch::ShcIssuer);
    assert_eq!(match_under(IssuerTrust::default()), Mismatch::ShcIssuer);
}

#[test]
fn doses_of_an_shc_may_stand_in_any_order() {
    let result = certificate_matches(Kind::Domestic, |it| {
        let entries = common::at(&mut it.shc, &format!("{BUNDLE}/entry"));
        entries.as_array_mut().unwrap().swap(1, 2);
    });
    assert!(result.is_ok());
}

#[test]
fn a_latin_name_may_be_one_part() {
    let card = CARD.replace("見本　花子", "MIHON HANAKO");
    let holder = holder_of(&card, session(1));
    let mut fields = domestic();
    fields.name = text("MIHON HANAKO");
    let request = Request::new(&holder, kiyose(), Kind::Domestic);
    let preview = Preview::new(fields).unwrap();
    let confirmed = MatchedPreview::new(&holder, &request, preview).unwrap();
    let mut issue = Issue::of(Kind::Domestic);
    issue.printed.name = text("MIHON HANAKO");
    let name = format!("{BUNDLE}/entry/0/resource/name");
    change(
        &mut issue.shc,
        &name,
        Some(json!([{ "family": "MIHON HANAKO" }])),
    );
    assert!(MatchedCertificate::new(confirmed, issue.made(), &good_trust(), TODAY).is_ok());
}

#[test]
fn the_overseas_shc_has_the_roman_name() {
    let error = certificate_matches(Kind::OverseasAndDomestic, |it| it.shc = shc_payload());
    assert_eq!(error.unwrap_err(), Mismatch::ShcName);
}

#[test]
fn the_vds_nc_must_say_what_is_printed() {
    let rows: Vec<(&str, Option<Value>, Mismatch)> = vec![
        ("/hdr/is", Some(json!("AUS")), Mismatch::VdsNcIssuer),
        (
            "/hdr/t",
            Some(json!("icao.test")),
            Mismatch::VdsNc(VdsNcError::Type),
        ),
        ("/msg/uvci", Some(json!("VC0000000002")), Mismatch::VdsNcId),
        (
            "/msg/pid/n",
            Some(json!("MIHON  TARO")),
            Mismatch::VdsNcName,
        ),
        (
            "/msg/pid/n",
            Some(json!("MIHON  HANAKO  A")),
            Mismatch::VdsNcName,
        ),
        (
            "/msg/pid/dob",
            Some(json!("1985-04-13")),
            Mismatch::VdsNcBirthDate,
        ),
        ("/msg/pid/dob", None, Mismatch::VdsNcBirthDate),
        (
            "/msg/pid/i",
            Some(json!("TK0000002")),
            Mismatch::VdsNcPassportNumber,
        ),
        ("/msg/pid/i", None, Mismatch::VdsNcPassportNumber),
        ("/msg/ve/0/vd/1", None, Mismatch::VdsNcDoseCount),
        (
            "/msg/ve/0/vd/1/seq",
            Some(json!(3)),
            Mismatch::VdsNcDoseNumber,
        ),
        (
            "/msg/ve/0/vd/1/dvc",
            Some(json!("2021-07-25")),
            Mismatch::VdsNcDoseDate,
        ),
        (
            "/msg/ve/0/nam",
            Some(json!("Spikevax")),
            Mismatch::VdsNcBrand,
        ),
        (
            "/msg/ve/0/vd/0/lot",
            Some(json!("EY5421")),
            Mismatch::VdsNcLot,
        ),
        (
            "/msg/ve/0/vd/0/lot",
            None,
            Mismatch::VdsNc(VdsNcError::DoseLot),
        ),
        (
            "/msg/ve/0/vd/0/ctr",
            Some(json!("USA")),
            Mismatch::VdsNcCountry,
        ),
    ];
    for (pointer, new, expected) in rows {
        let result = certificate_matches(Kind::OverseasAndDomestic, |it| {
            change(it.vds_nc.as_mut().unwrap(), pointer, new.clone());
        });
        assert_eq!(result.unwrap_err(), expected, "{pointer} {new:?}");
    }
}

#[test]
fn a_vds_nc_stands_exactly_on_the_overseas_kind() {
    let missing = certificate_matches(Kind::OverseasAndDomestic, |it| it.vds_nc = None);
    assert_eq!(missing.unwrap_err(), Mismatch::VdsNcMissing);
    let unexpected = certificate_matches(Kind::Domestic, |it| it.vds_nc = Some(seal_data()));
    assert_eq!(unexpected.unwrap_err(), Mismatch::VdsNcUnexpected);
}

#[test]
fn a_vds_nc_of_an_untrusted_or_stale_signer_is_refused() {
    let (card, _) = &*SIGNERS;
    let match_at = |trust: &IssuerTrust, today: Date, last_dose: Date| {
        let mut fields = overseas();
        fields.doses[1].date = last_dose;
        let confirmed = preview_matches(Kind::OverseasAndDomestic, fields).unwrap();
        let mut issue = Issue::of(Kind::OverseasAndDomestic);
        issue.issue_date = today;
        issue.printed.doses[1].date = last_dose;
        issue.shc["nbf"] = json!(today.midnight().assume_utc().unix_timestamp());
        let day = json!(last_dose.to_string());
        let shc_day = format!("{BUNDLE}/entry/2/resource/occurrenceDateTime");
        change(&mut issue.shc, &shc_day, Some(day.clone()));
        change(
            issue.vds_nc.as_mut().unwrap(),
            "/msg/ve/0/vd/1/dvc",
            Some(day),
        );
        MatchedCertificate::new(confirmed, issue.made(), trust, today)
    };
    let usual = date!(2021 - 07 - 24);
    let another = trust(card, &SealSigner::new());
    let error = match_at(&another, TODAY, usual).unwrap_err();
    assert!(
        matches!(error, Mismatch::VdsNc(VdsNcError::Chain(_))),
        "{error}"
    );
    // The signer ends with 2025: valid at the dose, valid today, or neither.
    assert!(match_at(&good_trust(), date!(2026 - 01 - 10), usual).is_ok());
    let late = match_at(&good_trust(), date!(2026 - 01 - 10), date!(2026 - 01 - 05));
    assert_eq!(late.unwrap_err(), Mismatch::VdsNcValidity);
}

/// The pointers of a value and of all that is in it.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                pointers(member, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// What can be done to one value of a code: taken away, made another, said twice, added to.
fn changes_of(code: &Value, pointer: &str) -> Vec<(String, Value)> {
    let mut changed = Vec::new();
    let mut with = |what: &str, new: Option<Value>| {
        let mut code = code.clone();
        change(&mut code, pointer, new);
        changed.push((format!("{what} {pointer}"), code));
    };
    let value = code.pointer(pointer).unwrap().clone();
    with("without", None);
    with("null for", Some(Value::Null));
    match value {
        Value::String(text) => {
            with("longer", Some(json!(format!("{text}X"))));
            with(
                "shorter",
                Some(json!(text[..text.floor_char_boundary(text.len() - 1)])),
            );
            with("wrapped", Some(json!([text])));
        }
        Value::Number(number) => {
            with("greater", Some(json!(number.as_f64().unwrap() + 1e6)));
            with("quoted", Some(json!(number.to_string())));
        }
        Value::Array(mut items) => {
            items.push(items[0].clone());
            with("twice in", Some(json!(items)));
            with("empty", Some(json!([])));
        }
        Value::Object(mut members) => {
            members.insert("more".to_owned(), json!("more"));
            with("more in", Some(json!(members)));
        }
        Value::Null | Value::Bool(_) => panic!("no code has one"),
    }
    changed
}

/// A trusted signer signs each of them: nothing but the comparison stands between it and the paper.
#[test]
fn no_code_that_differs_anywhere_from_what_is_printed_becomes_a_certificate() {
    // The name's use, which says nothing of the person, and the CVX code, which print is never
    // derived from: another code may stand there, though nothing that is none.
    let free = |what: &str| {
        let (kind, pointer) = what.rsplit_once(' ').unwrap();
        pointer.ends_with("/name/0/use")
            || (pointer.ends_with("/coding/0/code") && ["longer", "shorter"].contains(&kind))
            // The disease may be left out, and named less closely.
            || what == "without /msg/ve/0/dis"
            // A set of types.
            || what == "twice in /vc/type"
    };
    let (holder, trust) = (holder(), good_trust());
    for kind in Kind::ALL {
        let request = Request::new(&holder, kiyose(), kind);
        let check = |issue: Issue| {
            let preview = Preview::new(fields_of(kind)).unwrap();
            let confirmed = MatchedPreview::new(&holder, &request, preview).unwrap();
            MatchedCertificate::new(confirmed, issue.made(), &trust, TODAY)
        };
        assert!(check(Issue::of(kind)).is_ok());
        let (mut count, mut accepted) = (0, Vec::new());
        let mut refused = |what: String, issue: Issue| {
            count += 1;
            if !free(&what) && check(issue).is_ok() {
                accepted.push(what);
            }
        };
        let codes = [
            Some(("card", Issue::of(kind).shc)),
            Issue::of(kind).vds_nc.map(|data| ("seal", data)),
        ];
        for (name, code) in codes.into_iter().flatten() {
            let mut all = Vec::new();
            pointers(&code, "", &mut all);
            for pointer in &all[1..] {
                for (what, changed) in changes_of(&code, pointer) {
                    let mut issue = Issue::of(kind);
                    match name {
                        "card" => issue.shc = changed,
                        _ => issue.vds_nc = Some(changed),
                    }
                    refused(what, issue);
                }
            }
        }
        assert_eq!(accepted, [""; 0], "{kind:?}");
        assert!(count > 150, "{count}");
    }
}

#[test]
fn a_mismatch_tells_what_and_never_whose() {
    let error = certificate_matches(Kind::Domestic, |it| it.printed.name = text("例示　一郎"));
    let error = error.unwrap_err();
    assert_eq!(error.code(), "MATCH-NAME");
    let told = format!("{error} {error:?}");
    assert!(!told.contains("例示") && !told.contains("見本"), "{told}");
    assert_eq!(Mismatch::Shc(ShcError::Signature).code(), "SHC-SIGNATURE");
}
