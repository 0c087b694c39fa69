//! SMART Health Cards: what is read, and that each malformation is refused with its own reason.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use certificate::shc::{self, Jwks, MAX_PAYLOAD, ShcError};
use certificate::{ChainError, TrustError};
use common::{Ca, ISSUER, ShcSigner, at, b64, change, issuer_uri, shc_payload};
use proptest::prelude::*;
use rcgen::KeyUsagePurpose;
use serde_json::{Value, json};
use time::macros::{date, datetime};

/// The order of P-256 (SP 800-186, 3.2.1.3).
const P256_ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6,
    0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];
const BUNDLE: &str = "/vc/credentialSubject/fhirBundle";

fn keys(signer: &ShcSigner) -> Jwks {
    Jwks::from_json(&signer.jwks()).unwrap()
}

#[test]
fn a_good_card_verifies_and_tells_all_it_says() {
    let signer = ShcSigner::new();
    let card = shc::verify(&signer.card(&shc_payload()), &keys(&signer)).unwrap();
    assert_eq!(card.key().kid(), signer.kid);
    let content = card.content();
    assert_eq!(content.issuer(), ISSUER);
    assert_eq!(
        content.not_before(),
        datetime!(2021-12-20 03:21:38.349618 UTC)
    );
    assert_eq!(content.expires(), None);
    let [name] = content.names() else {
        panic!("one name")
    };
    assert_eq!(name.parts().collect::<Vec<_>>(), ["見本", "花子"]);
    assert_eq!(name.joined("\u{3000}").as_str(), "見本　花子");
    assert_eq!(content.birth_date().date(), date!(1985 - 04 - 12));
    let [first, second] = content.immunizations() else {
        panic!("two doses")
    };
    assert_eq!(first.date(), date!(2021 - 07 - 03));
    assert_eq!(first.cvx(), Some("208"));
    assert_eq!(first.lot(), Some("EY5420"));
    assert_eq!(first.performer(), Some("MHLW_Gov_of_JAPAN"));
    assert_eq!(second.date(), date!(2021 - 07 - 24));
}

#[test]
fn debug_tells_nothing_of_the_person() {
    let signer = ShcSigner::new();
    let card = shc::verify(&signer.card(&shc_payload()), &keys(&signer)).unwrap();
    let content = card.content();
    assert_eq!(format!("{card:?}"), "VerifiedShc");
    assert_eq!(format!("{content:?}"), "ShcContent");
    assert_eq!(format!("{:?}", content.names()), "[ShcName]");
    assert_eq!(
        format!("{:?}", content.immunizations()),
        "[Immunization, Immunization]"
    );
}

#[test]
fn each_malformed_payload_has_its_own_error() {
    let patient = |member: &str| format!("{BUNDLE}/entry/0/resource/{member}");
    let dose = |member: &str| format!("{BUNDLE}/entry/2/resource/{member}");
    let rows: Vec<(String, Option<Value>, ShcError)> = vec![
        ("/iss".into(), None, ShcError::Issuer),
        (
            "/iss".into(),
            Some(json!("https://vc.example.jp/")),
            ShcError::Issuer,
        ),
        (
            "/iss".into(),
            Some(json!("http://vc.example.jp")),
            ShcError::Issuer,
        ),
        ("/nbf".into(), None, ShcError::NotBefore),
        (
            "/nbf".into(),
            Some(json!("1639970498")),
            ShcError::NotBefore,
        ),
        ("/nbf".into(), Some(json!(-1)), ShcError::NotBefore),
        ("/nbf".into(), Some(json!(1e300)), ShcError::NotBefore),
        ("/exp".into(), Some(json!("never")), ShcError::Expiry),
        ("/exp".into(), Some(json!(1_639_970_498)), ShcError::Expiry),
        ("/vc".into(), None, ShcError::CredentialType),
        (
            "/vc/type".into(),
            Some(json!(["https://example.jp#card"])),
            ShcError::CredentialType,
        ),
        (
            "/vc/credentialSubject/fhirVersion".into(),
            Some(json!("3.0")),
            ShcError::FhirVersion,
        ),
        (BUNDLE.into(), None, ShcError::Bundle),
        (
            format!("{BUNDLE}/type"),
            Some(json!("batch")),
            ShcError::Bundle,
        ),
        (format!("{BUNDLE}/entry"), Some(json!({})), ShcError::Bundle),
        (format!("{BUNDLE}/entry/1/resource"), None, ShcError::Bundle),
        (
            format!("{BUNDLE}/entry/2/fullUrl"),
            Some(json!("resource:1")),
            ShcError::ResourceDuplicate,
        ),
        (format!("{BUNDLE}/entry/0"), None, ShcError::Patient),
        (
            dose("resourceType"),
            Some(json!("Patient")),
            ShcError::Patient,
        ),
        (patient("name"), None, ShcError::PatientName),
        (patient("name"), Some(json!([])), ShcError::PatientName),
        (
            patient("name"),
            Some(json!([{ "use": "usual" }])),
            ShcError::PatientName,
        ),
        (
            patient("name/0/given"),
            Some(json!("花子")),
            ShcError::PatientName,
        ),
        (
            patient("name/0/family"),
            Some(json!("")),
            ShcError::PatientName,
        ),
        (patient("birthDate"), None, ShcError::PatientBirthDate),
        (
            patient("birthDate"),
            Some(json!("1985-04")),
            ShcError::PatientBirthDate,
        ),
        (
            patient("birthDate"),
            Some(json!("1985-02-29")),
            ShcError::PatientBirthDate,
        ),
        (
            dose("status"),
            Some(json!("entered-in-error")),
            ShcError::ImmunizationStatus,
        ),
        (
            dose("patient/reference"),
            Some(json!("resource:9")),
            ShcError::ImmunizationPatient,
        ),
        (
            dose("vaccineCode/coding"),
            Some(json!([])),
            ShcError::VaccineCode,
        ),
        (
            dose("vaccineCode/coding/0/code"),
            Some(json!(208)),
            ShcError::VaccineCode,
        ),
        (
            dose("occurrenceDateTime"),
            Some(json!("2021-07")),
            ShcError::ImmunizationDate,
        ),
        (
            dose("occurrenceDateTime"),
            Some(json!("2021-7-24")),
            ShcError::ImmunizationDate,
        ),
        (
            dose("occurrenceDateTime"),
            Some(json!("2021-07-24Tnoon")),
            ShcError::ImmunizationDate,
        ),
        (
            dose("occurrenceDateTime"),
            Some(json!("2021-07-24T09:30")),
            ShcError::ImmunizationDate,
        ),
        (
            dose("occurrenceDateTime"),
            Some(json!(["2021-07-24"])),
            ShcError::ImmunizationDate,
        ),
        (dose("lotNumber"), Some(json!(3661)), ShcError::LotNumber),
        (dose("lotNumber"), Some(json!("")), ShcError::LotNumber),
        (dose("lotNumber"), Some(Value::Null), ShcError::LotNumber),
        (
            dose("lotNumber"),
            Some(json!("EY\u{1b}5421")),
            ShcError::LotNumber,
        ),
        (
            dose("performer/0/actor/display"),
            Some(json!("")),
            ShcError::Performer,
        ),
        (
            dose("performer/0/actor"),
            Some(json!("MHLW")),
            ShcError::Performer,
        ),
        (
            dose("performer"),
            Some(json!({ "actor": { "display": "MHLW" } })),
            ShcError::Performer,
        ),
        (dose("resourceType"), None, ShcError::ResourceType),
        (dose("resourceType"), Some(json!(7)), ShcError::ResourceType),
        (
            format!("{BUNDLE}/entry/1/fullUrl"),
            Some(json!("https://example.jp/1")),
            ShcError::ResourceUrl,
        ),
        (
            format!("{BUNDLE}/entry/1/fullUrl"),
            Some(json!("resource:")),
            ShcError::ResourceUrl,
        ),
        (
            format!("{BUNDLE}/entry/1/fullUrl"),
            Some(json!("resource:+1")),
            ShcError::ResourceUrl,
        ),
        (format!("{BUNDLE}/entry/1/fullUrl"), None, ShcError::Bundle),
        (
            format!("{BUNDLE}/entry/1"),
            Some(json!("resource:1")),
            ShcError::Bundle,
        ),
        (
            "/vc/type".into(),
            Some(json!("https://smarthealth.cards#health-card")),
            ShcError::CredentialType,
        ),
        (
            "/vc/type".into(),
            Some(json!(["https://smarthealth.cards#health-card", 1])),
            ShcError::CredentialType,
        ),
        ("/vc/rid".into(), Some(json!("")), ShcError::RevocationId),
        ("/vc/rid".into(), Some(json!(5)), ShcError::RevocationId),
        (
            "/vc/rid".into(),
            Some(json!("MKyCxh7p6uQ=")),
            ShcError::RevocationId,
        ),
        (
            "/vc/rid".into(),
            Some(json!("a".repeat(25))),
            ShcError::RevocationId,
        ),
        (
            patient("name/0/given"),
            Some(json!(["花子", 1])),
            ShcError::PatientName,
        ),
        (
            patient("name/0/family"),
            Some(json!("見\u{0}本")),
            ShcError::PatientName,
        ),
    ];
    let signer = ShcSigner::new();
    for (pointer, new, expected) in rows {
        let mut payload = shc_payload();
        change(&mut payload, &pointer, new.clone());
        let error = shc::verify(&signer.card(&payload), &keys(&signer)).unwrap_err();
        assert_eq!(error, expected, "{pointer} {new:?}");
    }
}

#[test]
fn each_malformed_header_has_its_own_error() {
    let signer = ShcSigner::new();
    let kid = &signer.kid;
    let packed = miniz_oxide::deflate::compress_to_vec(shc_payload().to_string().as_bytes(), 9);
    let rows = [
        ("nothing".to_owned(), ShcError::HeaderJson),
        (r#"["zip"]"#.to_owned(), ShcError::HeaderJson),
        (
            format!(r#"{{"zip":"DEF","alg":"none","kid":"{kid}"}}"#),
            ShcError::Algorithm,
        ),
        (
            format!(r#"{{"zip":"DEF","alg":"RS256","kid":"{kid}"}}"#),
            ShcError::Algorithm,
        ),
        (
            format!(r#"{{"zip":"DEF","kid":"{kid}"}}"#),
            ShcError::Algorithm,
        ),
        (
            format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#),
            ShcError::Compression,
        ),
        (
            format!(r#"{{"zip":"GZ","alg":"ES256","kid":"{kid}"}}"#),
            ShcError::Compression,
        ),
        (r#"{"zip":"DEF","alg":"ES256"}"#.to_owned(), ShcError::KeyId),
        (
            r#"{"zip":"DEF","alg":"ES256","kid":"1"}"#.to_owned(),
            ShcError::KeyId,
        ),
        (
            format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{kid}","crit":["exp"]}}"#),
            ShcError::HeaderCritical,
        ),
        (
            format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{kid}","b64":true,"crit":["b64"]}}"#),
            ShcError::HeaderCritical,
        ),
        (
            format!(r#"{{"zip":"DEF","alg":["ES256"],"kid":"{kid}"}}"#),
            ShcError::Algorithm,
        ),
        (
            format!(r#"{{"zip":"DEF","alg":"es256","kid":"{kid}"}}"#),
            ShcError::Algorithm,
        ),
        (
            format!(r#"{{"zip":"def","alg":"ES256","kid":"{kid}"}}"#),
            ShcError::Compression,
        ),
        (
            r#"{"zip":"DEF","alg":"ES256","kid":7}"#.to_owned(),
            ShcError::KeyId,
        ),
        (format!("\u{FEFF}{}", signer.header()), ShcError::HeaderJson),
        (format!("{} x", signer.header()), ShcError::HeaderJson),
        (
            format!(r#"{{"zip":"DEF","alg":"none","\u0061lg":"ES256","kid":"{kid}"}}"#),
            ShcError::HeaderDuplicate,
        ),
    ];
    for (header, expected) in rows {
        let card = signer.card_of_parts(&header, &packed);
        let error = shc::verify(&card, &keys(&signer)).unwrap_err();
        assert_eq!(error, expected, "{header}");
    }
}

#[test]
fn each_malformed_envelope_has_its_own_error() {
    let signer = ShcSigner::new();
    let text = shc_payload().to_string();
    let good = signer.card_of_text(&text);
    let [header, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts")
    };
    let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    let zlib = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 9);
    let trailing = [packed.as_slice(), b"tail"].concat();
    let of_packed = |packed: &[u8]| signer.card_of_parts(&signer.header(), packed);
    let raw = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let of_signature = |bytes: &[u8]| format!("{header}.{payload}.{}", b64(bytes));
    let der = [&[0x30, 0x44, 2, 0x20], &raw[..32], &[2, 0x20], &raw[32..]].concat();
    let zero_r = [&[0; 32], &raw[32..]].concat();
    let zero_s = [&raw[..32], &[0; 32]].concat();
    let order_s = [&raw[..32], &P256_ORDER].concat();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (but_last, last) = good.split_at(good.len() - 1);
    let last = alphabet
        .iter()
        .position(|it| *it == last.as_bytes()[0])
        .unwrap();
    let stray_bits = format!("{but_last}{}", char::from(alphabet[last + 1]));
    let rows = [
        (String::new(), ShcError::Length),
        ("a".repeat(shc::MAX_JWS + 1), ShcError::Length),
        (format!("{header}.{payload}"), ShcError::Shape),
        (format!("{good}.{signature}"), ShcError::Shape),
        (format!("{header}.{payload}.{signature}="), ShcError::Base64),
        (format!("{header}.{payload} .{signature}"), ShcError::Base64),
        (format!("{header}.{payload}."), ShcError::SignatureLength),
        (
            format!("{header}.{payload}.{}", b64([0x30; 70])),
            ShcError::SignatureLength,
        ),
        (
            format!("{header}.{payload}.{}", b64([1; 64])),
            ShcError::Signature,
        ),
        (
            format!("{header}.{payload}.{}", b64(&der)),
            ShcError::SignatureDer,
        ),
        (of_signature(&[0; 64]), ShcError::SignatureRange),
        (of_signature(&zero_r), ShcError::SignatureRange),
        (of_signature(&zero_s), ShcError::SignatureRange),
        (of_signature(&order_s), ShcError::SignatureRange),
        (of_signature(&[0xFF; 64]), ShcError::SignatureRange),
        (of_signature(&[1; 63]), ShcError::SignatureLength),
        (of_signature(&[1; 65]), ShcError::SignatureLength),
        (of_signature(&[1; 96]), ShcError::SignatureLength),
        // The last character stands for 4 bits of the signature and 2 that must be zero.
        (stray_bits, ShcError::Base64),
        (good.replacen('.', "\n.", 1), ShcError::Base64),
        (format!(" {good}"), ShcError::Base64),
        (good.replace(['-', '_'], "+"), ShcError::Base64),
        (of_packed(text.as_bytes()), ShcError::Deflate),
        (of_packed(&[]), ShcError::Deflate),
        (of_packed(&zlib), ShcError::DeflateWrapped),
        (of_packed(&[0x1F, 0x8B, 8, 0]), ShcError::DeflateWrapped),
        (of_packed(&packed[..packed.len() / 2]), ShcError::Deflate),
        (of_packed(&trailing), ShcError::DeflateTrailing),
        (signer.card_of_text("{"), ShcError::PayloadJson),
        (signer.card_of_text("[]"), ShcError::PayloadJson),
        (signer.card_of_text("null"), ShcError::PayloadJson),
        (
            signer.card_of_text(&format!("\u{FEFF}{text}")),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&format!("{text}{text}")),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&text.replace("花子", "\\ud83c")),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&text.replace("EY5420", "EY\n5420")),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&text.replacen('{', r#"{"n":1e999,"#, 1)),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&text.replacen('{', &format!(r#"{{"n":{},"#, "[".repeat(5000)), 1)),
            ShcError::PayloadJson,
        ),
        (
            signer.card_of_text(&text.replacen(r#""system""#, r#""code":"207","system""#, 1)),
            ShcError::PayloadDuplicate,
        ),
        (
            signer.card_of_text(&text.replacen(
                r#""lotNumber""#,
                r#""lotN\u0075mber":"X","lotNumber""#,
                1,
            )),
            ShcError::PayloadDuplicate,
        ),
        (
            signer.card_of_text(&text.replacen("{", r#"{"iss":"https://a.jp","#, 1)),
            ShcError::PayloadDuplicate,
        ),
    ];
    for (card, expected) in rows {
        let error = shc::verify(&card, &keys(&signer)).unwrap_err();
        assert_eq!(error, expected, "{}", &card[..card.len().min(60)]);
    }
}

#[test]
fn a_compression_bomb_is_refused_at_the_limit() {
    let signer = ShcSigner::new();
    let padded = |length: usize| {
        let mut payload = shc_payload();
        payload["pad"] = json!("");
        let room = length - payload.to_string().len();
        payload["pad"] = json!("a".repeat(room));
        signer.card(&payload)
    };
    assert!(shc::verify(&padded(MAX_PAYLOAD), &keys(&signer)).is_ok());
    let error = shc::verify(&padded(MAX_PAYLOAD + 1), &keys(&signer)).unwrap_err();
    assert_eq!(error, ShcError::PayloadTooLarge);
    let error = shc::verify(&padded(20 * MAX_PAYLOAD), &keys(&signer)).unwrap_err();
    assert_eq!(error, ShcError::PayloadTooLarge);
}

#[test]
fn a_changed_card_or_another_key_is_refused() {
    let (signer, other) = (ShcSigner::new(), ShcSigner::new());
    let card = signer.card(&shc_payload());
    assert_eq!(
        shc::verify(&card, &keys(&other)).unwrap_err(),
        ShcError::UnknownKey
    );

    let mut payload = shc_payload();
    *at(
        &mut payload,
        &format!("{BUNDLE}/entry/1/resource/lotNumber"),
    ) = json!("EY5421");
    let changed = signer.card(&payload);
    let head = changed.rsplit_once('.').unwrap().0;
    let signature = card.rsplit_once('.').unwrap().1;
    let error = shc::verify(&format!("{head}.{signature}"), &keys(&signer)).unwrap_err();
    assert_eq!(error, ShcError::Signature);
}

#[test]
fn what_the_framework_leaves_open_is_read() {
    let signer = ShcSigner::new();
    let kid = &signer.kid;
    let text = shc_payload().to_string();
    let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    let stored = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 0);
    // RFC 7515, 4: members not understood are passed over. Order and spaces say nothing.
    let header = format!(r#" {{ "kid": "{kid}", "alg": "ES256", "typ": "JWT", "zip": "DEF" }} "#);
    let with = |pointer: &str, value: Value| {
        let mut payload = shc_payload();
        change(&mut payload, pointer, Some(value));
        signer.card(&payload)
    };
    let dose = |member: &str| format!("{BUNDLE}/entry/1/resource/{member}");
    let rows = [
        signer.card_of_parts(&header, &packed),
        signer.card_of_parts(&signer.header(), &stored),
        signer.card_of_text(&format!("{:#}\n", shc_payload())),
        with("/nbf", json!(1_639_970_498)),
        with("/nbf", json!(0)),
        with("/exp", json!(4_102_444_800.5)),
        with("/jti", json!("1")),
        with("/vc/rid", json!("MKyCxh7p6uQ")),
        with(
            "/vc/type",
            json!([
                "https://smarthealth.cards#health-card",
                "https://smarthealth.cards#covid19"
            ]),
        ),
        with(
            &dose("occurrenceDateTime"),
            json!("2021-07-03T09:30:00+09:00"),
        ),
        with(
            &dose("occurrenceDateTime"),
            json!("2021-07-03T00:30:00.25Z"),
        ),
        with(&dose("isSubpotent"), json!(false)),
        with(
            &dose("performer"),
            json!([{ "actor": { "reference": "resource:3" } }]),
        ),
        with(
            &format!("{BUNDLE}/entry/2/resource"),
            json!({ "resourceType": "Observation" }),
        ),
        with(
            &format!("{BUNDLE}/entry/0/resource/name/0/given"),
            json!(["花子", "カレン"]),
        ),
    ];
    for (index, card) in rows.iter().enumerate() {
        let read = shc::verify(card, &keys(&signer));
        assert!(read.is_ok(), "row {index}: {:?}", read.unwrap_err());
    }
}

#[test]
fn a_card_is_valid_from_its_very_begin_to_before_its_end() {
    let signer = ShcSigner::new();
    let mut payload = shc_payload();
    payload["exp"] = json!(1_700_000_000);
    let card = shc::verify(&signer.card(&payload), &keys(&signer)).unwrap();
    let valid = |moment| card.content().is_valid_at(moment);
    assert!(!valid(datetime!(2021-12-20 03:21:38 UTC)));
    assert!(valid(datetime!(2021-12-20 03:21:38.349618 UTC)));
    assert!(valid(datetime!(2023-11-14 22:13:19.999 UTC)));
    assert!(!valid(datetime!(2023-11-14 22:13:20 UTC)));
}

#[test]
fn key_sets_are_read_strictly_and_other_keys_passed_over() {
    let signer = ShcSigner::new();
    let card = signer.card(&shc_payload());
    let set = |keys: Value| Jwks::from_json(json!({ "keys": keys }).to_string().as_bytes());
    let with = |member: &str, value: Value| {
        let mut jwk = signer.jwk();
        jwk[member] = value;
        set(json!([jwk])).unwrap()
    };
    // A card that names a key which is not as it must be is told why, and who pins keys as well.
    for (member, value, error) in [
        ("x", json!(b64([1; 32])), TrustError::KeyId),
        ("x", json!(b64([1; 31])), TrustError::Jwks),
        ("x", json!("A".repeat(44)), TrustError::Jwks),
        ("y", json!(7), TrustError::Jwks),
        ("d", json!(b64([1; 32])), TrustError::PrivateKey),
        ("x5c", json!("MII"), TrustError::Jwks),
        ("x5c", json!(["_-_-"]), TrustError::Jwks),
    ] {
        let keys = with(member, value);
        assert_eq!(keys.check(), Err(error), "{member}");
        assert_eq!(
            shc::verify(&card, &keys).unwrap_err(),
            ShcError::Key(error),
            "{member}"
        );
    }
    // The right key under another's name, asked for by that name.
    let other = ShcSigner::new();
    let misnamed = with("kid", json!(other.kid));
    assert_eq!(misnamed.check(), Err(TrustError::KeyId));
    assert_eq!(
        shc::verify(&other.card(&shc_payload()), &misnamed).unwrap_err(),
        ShcError::Key(TrustError::KeyId)
    );
    // Keys for something else are passed over.
    for (member, value) in [
        ("use", json!("enc")),
        ("alg", json!("ES384")),
        ("crv", json!("P-384")),
        ("kty", json!("OKP")),
    ] {
        let keys = with(member, value);
        assert_eq!(keys.check(), Ok(()), "{member}");
        assert_eq!(
            shc::verify(&card, &keys).unwrap_err(),
            ShcError::UnknownKey,
            "{member}"
        );
    }
    for wrong in [
        b"{}".as_slice(),
        b"keys",
        b"[]",
        br#"{"keys":{}}"#,
        br#"{"keys":[],"keys":[]}"#,
    ] {
        assert_eq!(Jwks::from_json(wrong).unwrap_err(), TrustError::Jwks);
    }
    let mixed = set(json!([{ "kty": "RSA", "kid": "1", "n": "AQ", "e": "AQAB" }, signer.jwk()]));
    assert!(shc::verify(&card, &mixed.unwrap()).is_ok());
}

#[test]
fn qr_text_goes_there_and_back() {
    let signer = ShcSigner::new();
    let card = signer.card(&shc_payload());
    let text = shc::to_qr_text(&card).unwrap();
    let digits = text.strip_prefix("shc:/").unwrap();
    assert_eq!(digits.len(), 2 * card.len());
    // 'e' is 101, less 45 is 56: every card begins with `eyJ`.
    assert!(digits.starts_with("567629"));
    assert_eq!(shc::from_qr_text(&text).unwrap().as_str(), card);
    assert_eq!(shc::to_qr_text("a b").unwrap_err(), ShcError::Shape);
    assert_eq!(shc::to_qr_text("").unwrap_err(), ShcError::Length);
}

#[test]
fn chunked_codes_are_read_in_any_order_and_only_whole() {
    let whole = shc::to_qr_text("eyJ.aa.bb").unwrap();
    let digits = whole.strip_prefix("shc:/").unwrap();
    let one = format!("shc:/1/2/{}", &digits[..8]);
    let two = format!("shc:/2/2/{}", &digits[8..]);
    assert_eq!(
        shc::from_qr_texts(&[&two, &one]).unwrap().as_str(),
        "eyJ.aa.bb"
    );
    let other = format!("shc:/2/3/{}", &digits[8..]);
    let whole = whole.as_str().to_owned();
    for wrong in [
        vec![],
        vec![&one],
        vec![&one, &one],
        vec![&one, &other],
        vec![&one, &two, &two],
        vec![&two, &two],
        vec![&one, &whole],
        vec![&whole, &whole],
    ] {
        let texts: Vec<&str> = wrong.iter().map(|text| text.as_str()).collect();
        assert_eq!(
            shc::from_qr_texts(&texts).unwrap_err(),
            ShcError::QrChunks,
            "{texts:?}"
        );
    }
}

#[test]
fn each_malformed_qr_text_has_its_own_error() {
    for (text, expected) in [
        ("", ShcError::QrPrefix),
        ("SHC:/5676", ShcError::QrPrefix),
        ("https://example.jp", ShcError::QrPrefix),
        ("shc:/", ShcError::QrDigits),
        ("shc:/567", ShcError::QrDigits),
        ("shc:/56x6", ShcError::QrDigits),
        ("shc:/99", ShcError::QrDigits),
        ("shc:/78", ShcError::QrDigits),
        ("shc:/56 76", ShcError::QrDigits),
        ("shc:/５６", ShcError::QrDigits),
        ("shc:56", ShcError::QrPrefix),
        ("shc://56", ShcError::QrChunks),
        ("shc:/2/1/56", ShcError::QrChunks),
        ("shc:/1/2/56", ShcError::QrChunks),
        ("shc:/1/0/56", ShcError::QrChunks),
        ("shc:/1/1/", ShcError::QrDigits),
        ("shc:/1/100/56", ShcError::QrChunks),
        // 02 is '/', which no JWS has.
        ("shc:/02", ShcError::QrDigits),
        ("shc:/1/56", ShcError::QrChunks),
        ("shc:/0/1/56", ShcError::QrChunks),
        ("shc:/1/01/56", ShcError::QrChunks),
        ("shc:/+1/1/56", ShcError::QrChunks),
        ("shc:/1/1/1/56", ShcError::QrChunks),
    ] {
        assert_eq!(shc::from_qr_text(text).unwrap_err(), expected, "{text}");
    }
}

#[test]
fn a_chain_is_followed_to_the_pinned_root_or_intermediate() {
    let signer = ShcSigner::new();
    let root = Ca::new("Root", "2021-01-01", "2031-12-31");
    let middle = Ca::made("Middle", "2021-01-01", "2024-12-31", |_| {}, Some(&root));
    let leaf = middle.issue(&signer.key, issuer_uri);
    let card = signer.card(&shc_payload());
    let check = |chain: &[Vec<u8>], pinned: &Ca| {
        let keys = Jwks::from_json(&signer.jwks_with_x5c(chain)).unwrap();
        let card = shc::verify(&card, &keys).unwrap();
        card.key()
            .check_chain(card.content().issuer(), &pinned.authority())
    };
    let whole = [leaf.clone(), middle.der.clone(), root.der.clone()];
    let validity = check(&whole, &root).unwrap();
    assert_eq!(validity.last(), date!(2024 - 12 - 31));
    assert!(validity.covers(date!(2021 - 12 - 20)));
    assert!(!validity.covers(date!(2025 - 01 - 01)));
    assert!(!validity.covers(date!(2020 - 12 - 31)));
    assert!(check(&whole[..2], &root).is_ok());
    assert!(check(&whole, &middle).is_ok());
    assert_eq!(check(&whole[..1], &root), Err(ChainError::UnknownIssuer));
    assert_eq!(check(&[], &root), Err(ChainError::Missing));
    assert_eq!(
        check(&[b"no certificate".to_vec()], &root),
        Err(ChainError::Malformed)
    );

    // The same name, another key.
    let impostor = Ca::new("Root", "2021-01-01", "2031-12-31");
    assert_eq!(check(&whole, &impostor), Err(ChainError::Signature));
    // Another name altogether.
    let stranger = Ca::new("Stranger", "2021-01-01", "2031-12-31");
    assert!(check(&whole, &stranger).is_err());
}

#[test]
fn a_leaf_that_is_not_this_issuers_signer_is_refused() {
    let signer = ShcSigner::new();
    let root = Ca::new("Root", "2021-01-01", "2031-12-31");
    let check = |leaf: Vec<u8>| {
        let keys = Jwks::from_json(&signer.jwks_with_x5c(&[leaf])).unwrap();
        let card = shc::verify(&signer.card(&shc_payload()), &keys).unwrap();
        card.key()
            .check_chain(ISSUER, &root.authority())
            .unwrap_err()
    };
    assert_eq!(
        check(root.issue(&ShcSigner::new().key, issuer_uri)),
        ChainError::Key
    );
    assert_eq!(check(root.issue(&signer.key, |_| {})), ChainError::Subject);
    let encipher = root.issue(&signer.key, |params| {
        issuer_uri(params);
        params.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
    });
    assert_eq!(check(encipher), ChainError::KeyUsage);
    let critical = root.issue(&signer.key, |params| {
        issuer_uri(params);
        let mut unknown = rcgen::CustomExtension::from_oid_content(&[1, 2, 3], vec![5, 0]);
        unknown.set_criticality(true);
        params.custom_extensions = vec![unknown];
    });
    assert_eq!(check(critical), ChainError::CriticalExtension);

    // A middle certificate that is no authority.
    let middle = Ca::made(
        "Middle",
        "2021-01-01",
        "2031-12-31",
        |params| {
            params.is_ca = rcgen::IsCa::ExplicitNoCa;
            params.key_usages.clear();
        },
        Some(&root),
    );
    let leaf = middle.issue(&signer.key, issuer_uri);
    let keys = Jwks::from_json(&signer.jwks_with_x5c(&[leaf, middle.der])).unwrap();
    let card = shc::verify(&signer.card(&shc_payload()), &keys).unwrap();
    let error = card
        .key()
        .check_chain(ISSUER, &root.authority())
        .unwrap_err();
    assert_eq!(error, ChainError::NotAuthority);
}

proptest! {
    #[test]
    fn a_card_with_one_byte_changed_never_verifies(at in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        // One signer for all cases: making keys is slow.
        static SIGNER: std::sync::LazyLock<(Jwks, String)> = std::sync::LazyLock::new(|| {
            let signer = ShcSigner::new();
            (keys(&signer), signer.card(&shc_payload()))
        });
        let (keys, card) = &*SIGNER;
        let mut bytes = card.clone().into_bytes();
        let index = at.index(bytes.len());
        bytes[index] ^= flip;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert!(shc::verify(text, keys).is_err());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,400}") {
        let _ = shc::decode(&text);
        let _ = shc::from_qr_text(&text);
        let _ = shc::to_qr_text(&text);
        let _ = Jwks::from_json(text.as_bytes());
    }

    #[test]
    fn no_digits_make_the_reader_panic(text in "shc:/([0-9]/){0,3}[0-9]{0,200}") {
        if let Ok(jws) = shc::from_qr_text(&text) {
            let _ = shc::decode(&jws);
        }
    }

    #[test]
    fn no_compressed_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let header = format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, "a".repeat(43));
        let signature = b64([0; 64]);
        let _ = shc::decode(&format!("{}.{}.{signature}", b64(&header), b64(&bytes)));
        let packed = miniz_oxide::deflate::compress_to_vec(&bytes, 1);
        let _ = shc::decode(&format!("{}.{}.{signature}", b64(&header), b64(&packed)));
    }

    #[test]
    fn a_payload_with_one_byte_changed_never_panics(at in 0_usize..800, new in any::<u8>()) {
        let mut bytes = shc_payload().to_string().into_bytes();
        let index = at % bytes.len();
        bytes[index] = new;
        let header = format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, "a".repeat(43));
        let packed = miniz_oxide::deflate::compress_to_vec(&bytes, 1);
        let _ = shc::decode(&format!("{}.{}.{}", b64(&header), b64(&packed), b64([0; 64])));
    }
}
