//! What is signed verifies by the verifier of the other side.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{Authority, CertificateId, Dose, shc, vds_nc};
use time::macros::{date, datetime};
use vrs::demo_keys::DemoKeys;
use vrs::signing::{
    CodedDose, MAX_SHC_JWS, ShcFields, SigningError, VdsNcFields, sign_shc, sign_vds_nc,
};

fn doses(count: u8) -> Vec<Dose> {
    (1..=count)
        .map(|number| Dose {
            number,
            date: date!(2021 - 07 - 03) + time::Duration::days(91 * i64::from(number)),
            vaccine_type: "mRNAワクチン".to_owned(),
            manufacturer: "ファイザー社".to_owned(),
            product: "コミナティ".to_owned(),
            lot: format!("EY54{number:02}"),
            country: Some("JPN".to_owned()),
            english: None,
        })
        .collect()
}

/// Two products in turn.
fn coded(doses: &[Dose]) -> Vec<CodedDose<'_>> {
    doses
        .iter()
        .map(|dose| match dose.number % 2 {
            1 => CodedDose {
                dose,
                cvx: "208",
                brand: "COMIRNATY",
            },
            _ => CodedDose {
                dose,
                cvx: "207",
                brand: "Spikevax",
            },
        })
        .collect()
}

fn text(text: &str) -> PersonalText {
    PersonalText::new(text.to_owned())
}

fn shc_of(keys: &DemoKeys, name: &str, doses: &[Dose]) -> Result<String, SigningError> {
    sign_shc(
        &keys.signing_keys().unwrap(),
        &ShcFields {
            name: &text(name),
            birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
            doses: &coded(doses),
            issued_at: datetime!(2026-11-21 03:00:00.349618 UTC),
        },
    )
}

fn vds_nc_of(keys: &DemoKeys, name: &str, doses: &[Dose]) -> Result<String, SigningError> {
    sign_vds_nc(
        &keys.signing_keys().unwrap(),
        &VdsNcFields {
            id: &CertificateId::new("ABCDEFGH2345").unwrap(),
            roman_name: &text(name),
            birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
            passport_number: &text("TK0000001"),
            doses: &coded(doses),
        },
    )
}

#[test]
fn a_health_card_verifies_and_says_what_was_signed() {
    let keys = DemoKeys::generate().unwrap();
    let jws = shc_of(&keys, "見本　花子", &doses(2)).unwrap();
    let jwks = shc::Jwks::from_json(keys.jwks_json.as_bytes()).unwrap();
    let verified = shc::verify(&jws, &jwks).unwrap();
    let content = verified.content();
    assert_eq!(content.issuer(), keys.shc_issuer);
    assert_eq!(content.names().len(), 1);
    assert_eq!(
        content.names()[0].parts().collect::<Vec<_>>(),
        ["見本", "花子"]
    );
    assert_eq!(content.birth_date().date(), date!(1985 - 04 - 12));
    let said: Vec<_> = content
        .immunizations()
        .iter()
        .map(|it| {
            (
                it.date(),
                it.cvx().unwrap(),
                it.lot().unwrap(),
                it.performer().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (date!(2021 - 10 - 02), "208", "EY5401", "MHLW_Gov_of_JAPAN"),
            (date!(2022 - 01 - 01), "207", "EY5402", "MHLW_Gov_of_JAPAN"),
        ]
    );
    // To the microsecond but for the last bits of a double.
    let off = content.not_before() - datetime!(2026-11-21 03:00:00.349618 UTC);
    assert!(off.abs() <= time::Duration::microseconds(1));
}

#[test]
fn a_health_card_of_another_issuers_key_does_not_verify() {
    let jws = shc_of(&DemoKeys::generate().unwrap(), "見本　花子", &doses(1)).unwrap();
    let other = DemoKeys::generate().unwrap();
    let jwks = shc::Jwks::from_json(other.jwks_json.as_bytes()).unwrap();
    assert!(shc::verify(&jws, &jwks).is_err());
}

#[test]
fn a_health_card_of_eight_doses_fits_one_code() {
    let keys = DemoKeys::generate().unwrap();
    let jwks = shc::Jwks::from_json(keys.jwks_json.as_bytes()).unwrap();
    let jws = shc_of(&keys, "見本髙橋﨑　花子之助左衛門", &doses(8)).unwrap();
    assert!(jws.len() <= MAX_SHC_JWS, "{}", jws.len());
    assert_eq!(
        shc::verify(&jws, &jwks)
            .unwrap()
            .content()
            .immunizations()
            .len(),
        8
    );
}

#[test]
fn a_name_that_does_not_come_apart_stays_whole() {
    let keys = DemoKeys::generate().unwrap();
    let jwks = shc::Jwks::from_json(keys.jwks_json.as_bytes()).unwrap();
    for name in [
        "見本花子",
        "JOHN SMITH",
        "見本　　花子",
        "　見本",
        "MIHON  HANAKO",
    ] {
        let jws = shc_of(&keys, name, &doses(1)).unwrap();
        let verified = shc::verify(&jws, &jwks).unwrap();
        assert_eq!(
            verified.content().names()[0].parts().collect::<Vec<_>>(),
            [name]
        );
    }
}

#[test]
fn what_does_not_fit_is_refused_and_not_cut() {
    let keys = DemoKeys::generate().unwrap();
    let no_dose = shc_of(&keys, "見本", &[]).unwrap_err();
    assert_eq!(no_dose.code(), "VRS-SIGN-NO-DOSE");
    // Kanji that do not repeat: DEFLATE cannot help.
    let long: String = ('\u{4E00}'..).step_by(37).take(200).collect();
    assert_eq!(
        shc_of(&keys, &long, &doses(8)).unwrap_err().code(),
        "VRS-SIGN-TOO-LONG"
    );
    let error = vds_nc_of(&keys, &"A".repeat(40), &doses(1)).unwrap_err();
    assert!(matches!(error, SigningError::Field("n")));
    let mut countryless = doses(1);
    countryless[0].country = None;
    let error = vds_nc_of(&keys, "MIHON HANAKO", &countryless).unwrap_err();
    assert!(matches!(error, SigningError::Field("ctr")));
}

#[test]
fn a_vds_nc_verifies_under_its_csca_and_says_what_was_signed() {
    let keys = DemoKeys::generate().unwrap();
    let json = vds_nc_of(&keys, "MIHON HANAKO", &doses(3)).unwrap();
    let csca = Authority::from_der_or_pem(keys.csca_pem.as_bytes()).unwrap();
    let verified = vds_nc::verify(&json, &[csca]).unwrap();
    let content = verified.content();
    assert_eq!(content.issuer(), "JPN");
    assert_eq!(content.uvci(), "ABCDEFGH2345");
    assert_eq!(content.name(), "MIHON HANAKO");
    assert_eq!(content.birth_date(), Some(date!(1985 - 04 - 12)));
    assert_eq!(content.travel_document(), Some("TK0000001"));
    let mut said: Vec<_> = content
        .doses()
        .iter()
        .map(|it| (it.number(), it.date(), it.brand(), it.country(), it.lot()))
        .collect();
    said.sort_unstable();
    assert_eq!(
        said,
        [
            (1, date!(2021 - 10 - 02), "COMIRNATY", "JPN", "EY5401"),
            (2, date!(2022 - 01 - 01), "Spikevax", "JPN", "EY5402"),
            (3, date!(2022 - 04 - 02), "COMIRNATY", "JPN", "EY5403"),
        ]
    );
    assert!(verified.validity().covers(date!(2021 - 10 - 02)));
    // One entry per product, canonical as a whole.
    assert_eq!(json.matches("\"des\"").count(), 2);
    assert!(json.starts_with(r#"{"data":{"hdr":{"is":"JPN","t":"icao.vacc","v":1},"msg":{"pid":"#));
    let other = Authority::from_der_or_pem(DemoKeys::generate().unwrap().csca_pem.as_bytes());
    assert!(vds_nc::verify(&json, &[other.unwrap()]).is_err());
}

#[test]
fn signing_keys_that_do_not_belong_together_are_refused() {
    let mut keys = DemoKeys::generate().unwrap();
    keys.vds_nc_certificate_pem = DemoKeys::generate().unwrap().vds_nc_certificate_pem;
    assert_eq!(keys.signing_keys().unwrap_err().code(), "VRS-KEY-UNMATCHED");
    keys.shc_key_pem = "no PEM".to_owned();
    assert_eq!(keys.signing_keys().unwrap_err().code(), "VRS-KEY-PEM");
}
