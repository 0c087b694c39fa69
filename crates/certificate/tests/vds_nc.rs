//! VDS-NC: what is read, whose signature is believed, and that each malformation is refused.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod common;

use certificate::vds_nc::{self, VdsNcError};
use certificate::{Authority, ChainError, RevocationList, TrustError};
use common::{Ca, SealSigner, change, document_type, seal_data, seal_signer};
use proptest::prelude::*;
use rcgen::{CertificateParams, CustomExtension, DnType, ExtendedKeyUsagePurpose, KeyUsagePurpose};
use serde_json::{Value, json};
use time::macros::date;

fn verify(signer: &SealSigner, seal: &Value) -> Result<vds_nc::VerifiedVdsNc, VdsNcError> {
    vds_nc::verify(&seal.to_string(), &[signer.csca.authority()])
}

#[test]
fn a_good_seal_verifies_and_tells_all_it_says() {
    let signer = SealSigner::new();
    let seal = verify(&signer, &signer.seal(&seal_data())).unwrap();
    assert_eq!(seal.signer(), "CN=Signer");
    assert_eq!(seal.validity().first(), date!(2021 - 01 - 01));
    assert_eq!(seal.validity().last(), date!(2025 - 12 - 31));
    let content = seal.content();
    assert_eq!(content.issuer(), "JPN");
    assert_eq!(content.uvci(), "VC0000000001");
    assert_eq!(content.name(), "MIHON  HANAKO");
    assert_eq!(content.birth_date(), Some(date!(1985 - 04 - 12)));
    assert_eq!(content.travel_document(), Some("TK0000001"));
    assert_eq!(content.latest_dose(), Some(date!(2021 - 07 - 24)));
    let [first, second] = content.doses() else {
        panic!("two doses")
    };
    assert_eq!((first.number(), first.date()), (1, date!(2021 - 07 - 03)));
    assert_eq!(first.brand(), "COMIRNATY");
    assert_eq!(first.country(), "JPN");
    assert_eq!(first.lot(), "EY5420");
    assert_eq!(first.centre(), "MHLW_Gov_of_Japan");
    assert_eq!((second.number(), second.lot()), (2, "FC3661"));
}

#[test]
fn debug_tells_nothing_of_the_person() {
    let signer = SealSigner::new();
    let seal = verify(&signer, &signer.seal(&seal_data())).unwrap();
    assert_eq!(format!("{seal:?}"), "VerifiedVdsNc");
    assert_eq!(format!("{:?}", seal.content()), "VdsNcContent");
    assert_eq!(
        format!("{:?}", seal.content().doses()),
        "[VdsNcDose, VdsNcDose]"
    );
}

#[test]
fn doses_of_several_vaccines_come_in_the_order_of_their_numbers() {
    let signer = SealSigner::new();
    let mut data = seal_data();
    let third = json!({ "dvc": "2022-02-01", "seq": 3, "ctr": "JPN", "adm": "A", "lot": "L3" });
    let other = json!({ "des": "XM68M6", "nam": "Spikevax", "vd": [third] });
    change(&mut data, "/msg/ve/0/vd/0/seq", Some(json!(4)));
    data["msg"]["ve"].as_array_mut().unwrap().push(other);
    let seal = verify(&signer, &signer.seal(&data)).unwrap();
    let doses: Vec<_> = seal
        .content()
        .doses()
        .iter()
        .map(|it| (it.number(), it.brand()))
        .collect();
    assert_eq!(doses, [(2, "COMIRNATY"), (3, "Spikevax"), (4, "COMIRNATY")]);
}

#[test]
fn each_malformed_seal_has_its_own_error() {
    let signer = SealSigner::new();
    let rows: Vec<(&str, Option<Value>, VdsNcError)> = vec![
        ("/hdr", None, VdsNcError::Shape),
        ("/hdr/t", Some(json!("icao.test")), VdsNcError::Type),
        ("/hdr/v", Some(json!(2)), VdsNcError::Version),
        ("/hdr/v", Some(json!("1")), VdsNcError::Version),
        ("/hdr/is", Some(json!("JP")), VdsNcError::Issuer),
        ("/hdr/is", None, VdsNcError::Issuer),
        ("/msg", None, VdsNcError::Shape),
        ("/msg/uvci", None, VdsNcError::Uvci),
        ("/msg/uvci", Some(json!("")), VdsNcError::Uvci),
        ("/msg/uvci", Some(json!("1234567890123")), VdsNcError::Uvci),
        ("/msg/pid", None, VdsNcError::Name),
        ("/msg/pid/n", None, VdsNcError::Name),
        ("/msg/pid/n", Some(json!("A".repeat(40))), VdsNcError::Name),
        ("/msg/pid/dob", Some(json!("850412")), VdsNcError::BirthDate),
        (
            "/msg/pid/dob",
            Some(json!("1985-13-01")),
            VdsNcError::BirthDate,
        ),
        ("/msg/pid/sex", Some(json!("f")), VdsNcError::Sex),
        (
            "/msg/pid/i",
            Some(json!("123456789012")),
            VdsNcError::TravelDocument,
        ),
        (
            "/msg/pid/ai",
            Some(json!("1".repeat(25))),
            VdsNcError::AdditionalIdentifier,
        ),
        (
            "/msg/pid",
            Some(json!({ "n": "A" })),
            VdsNcError::Identifier,
        ),
        ("/msg/ve", None, VdsNcError::Event),
        ("/msg/ve", Some(json!([])), VdsNcError::Event),
        ("/msg/ve/0/des", None, VdsNcError::Event),
        ("/msg/ve/0/nam", Some(json!(1)), VdsNcError::Event),
        ("/msg/ve/0/vd", Some(json!([])), VdsNcError::Dose),
        (
            "/msg/ve/0/vd/0/dvc",
            Some(json!("2021-07-3")),
            VdsNcError::DoseDate,
        ),
        (
            "/msg/ve/0/vd/0/dvc",
            Some(json!("２021-07")),
            VdsNcError::DoseDate,
        ),
        ("/msg/ve/0/vd/0/seq", Some(json!(0)), VdsNcError::DoseNumber),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(100)),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(257)),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(1.5)),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(2)),
            VdsNcError::DoseNumberTwice,
        ),
        (
            "/msg/ve/0/vd/0/ctr",
            Some(json!("jpn")),
            VdsNcError::DoseCountry,
        ),
        (
            "/msg/ve/0/vd/0/adm",
            Some(json!("A".repeat(21))),
            VdsNcError::DoseCentre,
        ),
        (
            "/msg/ve/0/vd/0/lot",
            Some(json!("1".repeat(21))),
            VdsNcError::DoseLot,
        ),
        ("/msg/ve/0/vd/0/lot", Some(json!(5420)), VdsNcError::DoseLot),
        ("/msg/ve/0/vd/0/lot", Some(json!("")), VdsNcError::DoseLot),
        ("/msg/ve/0/vd/0/lot", None, VdsNcError::DoseLot),
        ("/msg/ve/0/vd/0/adm", None, VdsNcError::DoseCentre),
        (
            "/msg/ve/0/vd/0/adm",
            Some(json!("A\u{9b}")),
            VdsNcError::DoseCentre,
        ),
        ("/msg/ve/0/vd/0/ctr", None, VdsNcError::DoseCountry),
        (
            "/msg/ve/0/vd/0/ctr",
            Some(json!("JP")),
            VdsNcError::DoseCountry,
        ),
        ("/msg/ve/0/vd/0/seq", None, VdsNcError::DoseNumber),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!("1")),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(-1)),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(1e300)),
            VdsNcError::DoseNumber,
        ),
        (
            "/msg/ve/0/vd/0/seq",
            Some(json!(u64::MAX)),
            VdsNcError::DoseNumber,
        ),
        ("/msg/ve/0/vd/0/dvc", None, VdsNcError::DoseDate),
        (
            "/msg/ve/0/vd/0/dvc",
            Some(json!("2021-02-29")),
            VdsNcError::DoseDate,
        ),
        (
            "/msg/ve/0/vd/0/dvc",
            Some(json!("2021-07-03T00:00:00Z")),
            VdsNcError::DoseDate,
        ),
        ("/msg/ve/0/vd/0", Some(json!("dose")), VdsNcError::DoseDate),
        ("/msg/ve/0/vd", Some(json!({})), VdsNcError::Dose),
        ("/msg/ve/0/vd", None, VdsNcError::Dose),
        ("/msg/ve/0/des", Some(json!("")), VdsNcError::Event),
        ("/msg/ve/0/nam", Some(json!("")), VdsNcError::Event),
        ("/msg/ve/0/nam", None, VdsNcError::Event),
        ("/msg/ve/0/dis", Some(json!(1)), VdsNcError::Event),
        ("/msg/ve", Some(json!({ "0": {} })), VdsNcError::Event),
        ("/hdr/v", Some(json!(true)), VdsNcError::Version),
        ("/hdr/v", None, VdsNcError::Version),
        ("/hdr/t", None, VdsNcError::Type),
        ("/hdr/t", Some(json!("ICAO.VACC")), VdsNcError::Type),
        ("/hdr/is", Some(json!("jpn")), VdsNcError::Issuer),
        ("/hdr/is", Some(json!("J<<")), VdsNcError::Issuer),
        ("/hdr/is", Some(json!("ＪＰＮ")), VdsNcError::Issuer),
        ("/hdr", Some(json!([])), VdsNcError::Type),
        ("/msg/uvci", Some(json!(1)), VdsNcError::Uvci),
        ("/msg/uvci", Some(json!("A\tB")), VdsNcError::Uvci),
        ("/msg/pid/n", Some(json!("")), VdsNcError::Name),
        ("/msg/pid/n", Some(json!(["A"])), VdsNcError::Name),
        ("/msg/pid/n", Some(json!("A\u{7f}B")), VdsNcError::Name),
        ("/msg/pid/i", Some(json!("")), VdsNcError::TravelDocument),
        ("/msg/pid/i", Some(Value::Null), VdsNcError::TravelDocument),
        ("/msg/pid/dob", Some(Value::Null), VdsNcError::BirthDate),
        ("/msg/pid/sex", Some(json!("")), VdsNcError::Sex),
        (
            "/msg/ve/0/vd/0/dvn",
            Some(json!("soon")),
            VdsNcError::NextDose,
        ),
    ];
    for (pointer, new, expected) in rows {
        let mut data = seal_data();
        change(&mut data, pointer, new.clone());
        let error = verify(&signer, &signer.seal(&data)).unwrap_err();
        assert_eq!(error, expected, "{pointer} {new:?}");
    }
}

#[test]
fn each_malformed_signature_has_its_own_error() {
    let signer = SealSigner::new();
    let good = signer.seal(&seal_data());
    let rows: Vec<(&str, Option<Value>, VdsNcError)> = vec![
        ("/sig", None, VdsNcError::Shape),
        ("/data", None, VdsNcError::Shape),
        ("/more", Some(json!(1)), VdsNcError::Shape),
        ("/sig", Some(json!([])), VdsNcError::Seal),
        ("/sig/alg", None, VdsNcError::Seal),
        ("/sig/alg", Some(json!(["ES256"])), VdsNcError::Seal),
        ("/sig/cer", None, VdsNcError::Seal),
        ("/sig/sigvl", None, VdsNcError::Seal),
        // Nothing covers it.
        ("/sig/note", Some(json!(1)), VdsNcError::Seal),
        ("/sig/alg", Some(json!("none")), VdsNcError::Algorithm),
        ("/sig/sigvl", Some(json!("")), VdsNcError::SignatureLength),
        ("/sig/cer", Some(json!("a/b+")), VdsNcError::Base64),
        (
            "/sig/cer",
            Some(json!("")),
            VdsNcError::Chain(ChainError::Malformed),
        ),
        (
            "/sig/cer",
            Some(json!("AAAA")),
            VdsNcError::Chain(ChainError::Malformed),
        ),
        (
            "/sig/sigvl",
            Some(json!("AAAA")),
            VdsNcError::SignatureLength,
        ),
        (
            "/sig/sigvl",
            Some(json!("A".repeat(86))),
            VdsNcError::SignatureRange,
        ),
        (
            "/sig/sigvl",
            Some(json!(common::b64([1; 64]))),
            VdsNcError::Signature,
        ),
        (
            "/data/msg/pid/n",
            Some(json!("MIHON  TARO")),
            VdsNcError::Signature,
        ),
        ("/data/extra", Some(json!(1)), VdsNcError::Signature),
    ];
    for (pointer, new, expected) in rows {
        let mut seal = good.clone();
        change(&mut seal, pointer, new.clone());
        assert_eq!(
            verify(&signer, &seal).unwrap_err(),
            expected,
            "{pointer} {new:?}"
        );
    }
}

#[test]
fn a_text_that_is_no_seal_or_says_a_thing_twice_is_refused() {
    let good = SealSigner::new().seal(&seal_data()).to_string();
    let twice = good.replacen(r#""seq":1"#, r#""seq":1,"s\u0065q":1"#, 1);
    assert_ne!(twice, good);
    for (text, expected) in [
        ("", VdsNcError::Length),
        ("[]", VdsNcError::Shape),
        ("{", VdsNcError::Json),
        (&format!("{good}x"), VdsNcError::Json),
        (&"[".repeat(5000), VdsNcError::Json),
        (&" ".repeat(vds_nc::MAX_SEAL + 1), VdsNcError::Length),
        (&twice, VdsNcError::DuplicateMember),
    ] {
        assert_eq!(
            vds_nc::decode(text).unwrap_err(),
            expected,
            "{}",
            &text[..text.len().min(40)]
        );
    }
}

#[test]
fn order_and_spaces_of_the_text_do_not_matter_but_its_values_do() {
    let signer = SealSigner::new();
    let seal = signer.seal(&seal_data());
    let spaced = format!("{seal:#}");
    assert!(vds_nc::verify(&spaced, &[signer.csca.authority()]).is_ok());
    // `sig` before `data`, and an escape that means the same.
    let sig = &seal["sig"];
    let data_text = seal["data"].to_string().replace("HANAKO", r"\u0048ANAKO");
    let turned = format!(r#"{{"sig":{sig},"data":{data_text}}}"#);
    assert!(vds_nc::verify(&turned, &[signer.csca.authority()]).is_ok());
}

#[test]
fn base64url_is_taken_with_padding_and_without() {
    let signer = SealSigner::new();
    let mut seal = signer.seal(&seal_data());
    let bare = seal["sig"]["sigvl"].as_str().unwrap().to_owned();
    assert_eq!(bare.len(), 86);
    seal["sig"]["sigvl"] = json!(format!("{bare}=="));
    assert!(verify(&signer, &seal).is_ok());
    let stray_bits = format!(
        "{}{}",
        &bare[..85],
        if bare.ends_with('A') { 'B' } else { 'z' }
    );
    for wrong in [
        format!("{bare}="),
        format!("{bare}==="),
        format!("{bare}==\n"),
        format!(" {bare}"),
        format!("{}+/", &bare[..84]),
        stray_bits,
    ] {
        seal["sig"]["sigvl"] = json!(wrong);
        let error = verify(&signer, &seal).unwrap_err();
        assert_eq!(error, VdsNcError::Base64, "{wrong}");
    }
}

/// RFC 8785, 3.2.4 and appendix B.
#[test]
fn canonical_form_is_rfc_8785s() {
    let text = r#"{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"#;
    let expected = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
    let canonical = |text: &str| String::from_utf8(vds_nc::canonical(text).unwrap().to_vec());
    assert_eq!(canonical(text).unwrap(), expected);

    // 3.2.3: by UTF-16 code units, so that an emoji comes before a letter of the private use area's end.
    let text = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
      "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let canonical_text = canonical(text).unwrap();
    let places: Vec<usize> = ["\\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"]
        .iter()
        .map(|name| canonical_text.find(&format!("\"{name}\":")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{canonical_text}");

    for (bits, expected) in [
        (0x0000_0000_0000_0000_u64, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        let written = format!("{:e}", f64::from_bits(bits));
        assert_eq!(canonical(&written).unwrap(), expected, "{written}");
    }
    // Whole numbers are doubles too.
    assert_eq!(canonical("9007199254740993").unwrap(), "9007199254740992");
    assert_eq!(
        canonical("18446744073709551615").unwrap(),
        "18446744073709552000"
    );
    assert_eq!(canonical("1.0").unwrap(), "1");

    for wrong in [
        r#""\ud83d""#,
        r#""\udead""#,
        "1e400",
        "NaN",
        "'a'",
        "\u{FEFF}1",
        "01",
        "[1,]",
    ] {
        assert_eq!(
            vds_nc::canonical(wrong).unwrap_err(),
            VdsNcError::Json,
            "{wrong}"
        );
    }
    for twice in [r#"{"a":1,"\u0061":2}"#, r#"[{"b":{"":0,"":0}}]"#] {
        assert_eq!(
            vds_nc::canonical(twice).unwrap_err(),
            VdsNcError::DuplicateMember
        );
    }
}

/// What the issuer signed beyond what this reader knows, or wrote otherwise, does not stand against a seal.
#[test]
fn what_the_type_leaves_open_is_read() {
    let signer = SealSigner::new();
    let rows: Vec<(&str, Option<Value>)> = vec![
        ("/hdr/extra", Some(json!({ "a": [1.5, 1e30, "\u{20ac}"] }))),
        ("/msg/pid/n", Some(json!("A".repeat(39)))),
        ("/msg/pid/n", Some(json!("MIHON<<HANAKO"))),
        ("/msg/pid/dob", None),
        ("/msg/pid/i", None),
        ("/msg/pid/sex", Some(json!("X"))),
        ("/msg/pid/ai", Some(json!("1".repeat(24)))),
        ("/msg/uvci", Some(json!("A"))),
        ("/msg/ve/0/dis", None),
        ("/msg/ve/0/vd/0/seq", Some(json!(99))),
        ("/msg/ve/0/vd/0/ctr", Some(json!("D<<"))),
        ("/msg/ve/0/vd/0/dvn", Some(json!("2021-07-24"))),
        ("/msg/ve/0/vd/0/adm", Some(json!("接".repeat(20)))),
    ];
    for (pointer, new) in rows {
        let mut data = seal_data();
        change(&mut data, pointer, new);
        // Its floating-point numbers are written otherwise by `serde_json`.
        let canonical = vds_nc::canonical(&data.to_string()).unwrap();
        let seal = signer.seal_of(&data, &canonical);
        let read = verify(&signer, &seal);
        assert!(read.is_ok(), "{pointer}: {:?}", read.unwrap_err());
    }
    // Two vaccines, each counted from one.
    let mut data = seal_data();
    let mut other = data["msg"]["ve"][0].clone();
    other["nam"] = json!("OTHER");
    data["msg"]["ve"].as_array_mut().unwrap().push(other);
    let seal = verify(&signer, &signer.seal(&data)).unwrap();
    assert_eq!(seal.content().doses().len(), 4);
}

#[test]
fn only_a_signer_of_seals_under_a_pinned_csca_is_believed() {
    let rows: Vec<(SealSigner, ChainError)> = vec![
        (SealSigner::with(|_| {}), ChainError::ExtendedKeyUsage),
        (
            SealSigner::with(|params| {
                seal_signer(params);
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            }),
            ChainError::ExtendedKeyUsage,
        ),
        (
            SealSigner::with(|params| {
                seal_signer(params);
                params.custom_extensions = vec![];
            }),
            ChainError::DocumentType,
        ),
        (
            SealSigner::with(|params| {
                seal_signer(params);
                params.custom_extensions = vec![document_type(*b"NT")];
            }),
            ChainError::DocumentType,
        ),
        (
            SealSigner::with(|params| {
                seal_signer(params);
                params.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
            }),
            ChainError::KeyUsage,
        ),
    ];
    for (signer, expected) in rows {
        let error = verify(&signer, &signer.seal(&seal_data())).unwrap_err();
        assert_eq!(error, VdsNcError::Chain(expected));
    }
    let usual = SealSigner::with(|params| {
        seal_signer(params);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    });
    assert!(verify(&usual, &usual.seal(&seal_data())).is_ok());
}

#[test]
fn another_csca_is_not_believed_even_by_the_same_name() {
    let signer = SealSigner::new();
    let text = signer.seal(&seal_data()).to_string();
    let error = |pinned: &[Authority]| vds_nc::verify(&text, pinned).unwrap_err();
    let unknown = VdsNcError::Chain(ChainError::UnknownIssuer);
    assert_eq!(error(&[]), unknown);
    let stranger = Ca::new("Another Country", "2019-01-01", "2035-12-31").authority();
    assert_eq!(error(std::slice::from_ref(&stranger)), unknown);
    let namesake = Ca::new("Country Signing", "2019-01-01", "2035-12-31").authority();
    let wrong = VdsNcError::Chain(ChainError::Signature);
    assert_eq!(error(std::slice::from_ref(&namesake)), wrong);
    // An authority renews its key under its name: both are pinned then.
    assert!(vds_nc::verify(&text, &[namesake, stranger, signer.csca.authority()]).is_ok());
}

#[test]
fn an_authority_is_read_from_der_and_pem_and_nothing_else() {
    let signer = SealSigner::new();
    let subject = signer.csca.authority().subject();
    assert_eq!(subject, "CN=Country Signing");
    let pem = Authority::from_der_or_pem(signer.csca.pem().as_bytes()).unwrap();
    assert_eq!(pem.subject(), subject);
    for wrong in [
        b"".as_slice(),
        b"PEM",
        b"-----BEGIN CERTIFICATE-----\n",
        &signer.certificate,
    ] {
        assert_eq!(
            Authority::from_der_or_pem(wrong).unwrap_err(),
            TrustError::Certificate
        );
    }
}

/// A signer whose certificate is of this country, under an authority of that one.
fn of_countries(signer: Option<&str>, authority: Option<&str>) -> SealSigner {
    let country = |params: &mut CertificateParams, code: Option<&str>| {
        if let Some(code) = code {
            params.distinguished_name.push(DnType::CountryName, code);
        }
    };
    let csca = Ca::made(
        "Country Signing",
        "2019-01-01",
        "2035-12-31",
        |params| country(params, authority),
        None,
    );
    SealSigner::under(csca, |params| {
        seal_signer(params);
        country(params, signer);
    })
}

#[test]
fn the_signer_and_its_authority_are_of_the_issuing_country() {
    let mut of_utopia = seal_data();
    change(&mut of_utopia, "/hdr/is", Some(json!("UTO")));
    let mut of_germany = seal_data();
    change(&mut of_germany, "/hdr/is", Some(json!("D<<")));
    let japan = seal_data();
    for (signer, authority, data) in [
        (Some("JP"), Some("JP"), &japan),
        (Some("jp"), Some("JPN"), &japan),
        (None, Some("JP"), &japan),
        (Some("JP"), None, &japan),
        (Some("UT"), Some("UT"), &of_utopia),
        (Some("UTO"), Some("UTO"), &of_utopia),
        (Some("DE"), Some("de"), &of_germany),
    ] {
        let signer = of_countries(signer, authority);
        assert!(verify(&signer, &signer.seal(data)).is_ok());
    }
    for (signer, authority, data) in [
        (Some("AU"), Some("AU"), &japan),
        (Some("JP"), Some("AU"), &japan),
        (Some("AU"), Some("JP"), &japan),
        (None, Some("AU"), &japan),
        (Some("JP"), Some("JP"), &of_utopia),
        (Some("DK"), Some("DK"), &of_germany),
    ] {
        let signer = of_countries(signer, authority);
        let error = verify(&signer, &signer.seal(data)).unwrap_err();
        assert_eq!(error, VdsNcError::Chain(ChainError::Country));
    }
}

/// RFC 5280, 4.2.1.1.
fn authority_key(identifier: &[u8]) -> CustomExtension {
    let length = u8::try_from(identifier.len()).unwrap();
    let value = [&[0x30, length + 2, 0x80, length], identifier].concat();
    CustomExtension::from_oid_content(&[2, 5, 29, 35], value)
}

#[test]
fn each_certificate_that_is_not_a_signers_has_its_own_error() {
    type Adjust = fn(&mut CertificateParams);
    let rows: Vec<(Adjust, Result<(), ChainError>)> = vec![
        (
            |it| {
                let mut extension = CustomExtension::from_oid_content(&[1, 2, 3], vec![5, 0]);
                extension.set_criticality(true);
                it.custom_extensions.push(extension);
            },
            Err(ChainError::CriticalExtension),
        ),
        (
            |it| {
                let extension = CustomExtension::from_oid_content(&[1, 2, 3], vec![5, 0]);
                it.custom_extensions.push(extension);
            },
            Ok(()),
        ),
        (
            |it| it.custom_extensions.push(document_type(*b"NV")),
            Err(ChainError::Malformed),
        ),
        (
            |it| it.custom_extensions.push(authority_key(&[7; 20])),
            Err(ChainError::AuthorityKey),
        ),
        (
            |it| it.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained),
            Err(ChainError::KeyUsage),
        ),
        (
            |it| it.key_usages = vec![KeyUsagePurpose::KeyCertSign],
            Err(ChainError::KeyUsage),
        ),
        (
            |it| it.use_authority_key_identifier_extension = true,
            Ok(()),
        ),
    ];
    for (index, (adjust, expected)) in rows.into_iter().enumerate() {
        let signer = SealSigner::with(|params| {
            seal_signer(params);
            adjust(params);
        });
        let read = verify(&signer, &signer.seal(&seal_data())).map(|_| ());
        assert_eq!(read, expected.map_err(VdsNcError::Chain), "row {index}");
    }
    // A key that is not the certificate's.
    let (signer, other) = (SealSigner::new(), SealSigner::new());
    let mut seal = signer.seal(&seal_data());
    seal["sig"]["sigvl"] = other.seal(&seal_data())["sig"]["sigvl"].clone();
    assert_eq!(verify(&signer, &seal).unwrap_err(), VdsNcError::Signature);
}

#[test]
fn a_revoked_signer_is_refused_and_a_list_that_cannot_tell_is_no_answer() {
    let signer = SealSigner::with(|params| {
        seal_signer(params);
        params.serial_number = Some(vec![7].into());
    });
    let read = verify(&signer, &signer.seal(&seal_data())).unwrap();
    let pinned = [signer.csca.authority()];
    let today = date!(2026 - 11 - 21);
    let list = |csca: &Ca, serial: u8, from: &str, to: &str| {
        let der = csca.revocation_list(serial, from, to);
        RevocationList::all_from_der_or_pem(&der).unwrap()
    };
    let check = |lists: &[RevocationList], pinned: &[Authority]| {
        read.check_revocation(lists, pinned, today)
            .map_err(|error| match error {
                VdsNcError::Chain(error) => error,
                other => panic!("{other}"),
            })
    };
    let (from, to) = ("2026-11-01", "2027-01-31");
    let standing = list(&signer.csca, 8, from, to);
    let revoking = list(&signer.csca, 7, from, to);
    assert_eq!(check(&standing, &pinned), Ok(()));
    assert_eq!(check(&revoking, &pinned), Err(ChainError::Revoked));
    let old = list(&signer.csca, 8, "2026-01-01", "2026-03-31");
    assert_eq!(check(&old, &pinned), Err(ChainError::RevocationStale));
    let future = list(&signer.csca, 8, "2026-12-01", "2027-03-31");
    assert_eq!(check(&future, &pinned), Err(ChainError::RevocationStale));
    // A revocation is never taken back by age.
    let long_revoked = list(&signer.csca, 7, "2026-01-01", "2026-03-31");
    assert_eq!(check(&long_revoked, &pinned), Err(ChainError::Revoked));
    let both = [old.clone(), standing.clone()].concat();
    assert_eq!(check(&both, &pinned), Ok(()));

    assert_eq!(check(&[], &pinned), Err(ChainError::RevocationMissing));
    let stranger = Ca::new("Another Country", "2019-01-01", "2035-12-31");
    let strange = list(&stranger, 7, from, to);
    assert_eq!(check(&strange, &pinned), Err(ChainError::RevocationMissing));
    let namesake = Ca::new("Country Signing", "2019-01-01", "2035-12-31");
    let forged = list(&namesake, 8, from, to);
    assert_eq!(
        check(&forged, &pinned),
        Err(ChainError::RevocationSignature)
    );
    // The authority has a new key, pinned as well, and signs its lists with that.
    let renewed = [signer.csca.authority(), namesake.authority()];
    assert_eq!(check(&forged, &renewed), Ok(()));
    let no_lists = Ca::made(
        "Country Signing",
        "2019-01-01",
        "2035-12-31",
        |params| params.key_usages = vec![KeyUsagePurpose::KeyCertSign],
        None,
    );
    let not_allowed = [signer.csca.authority(), no_lists.authority()];
    let by_it = no_lists.that_signs_lists().revocation_list(8, from, to);
    let by_it = RevocationList::all_from_der_or_pem(&by_it).unwrap();
    assert_eq!(
        check(&by_it, &not_allowed),
        Err(ChainError::RevocationSignature)
    );

    for wrong in [
        b"".as_slice(),
        b"-----BEGIN",
        &signer.csca.der,
        signer.csca.pem().as_bytes(),
    ] {
        assert_eq!(
            RevocationList::all_from_der_or_pem(wrong).unwrap_err(),
            TrustError::RevocationList
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,400}") {
        let _ = vds_nc::decode(&text);
        let _ = vds_nc::canonical(&text);
        let _ = Authority::from_der_or_pem(text.as_bytes());
    }

    #[test]
    fn no_bytes_as_certificate_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut seal = json!({ "data": seal_data() });
        seal["sig"] = json!({ "alg": "ES256", "cer": common::b64(&bytes), "sigvl": common::b64([0; 64]) });
        let _ = vds_nc::verify(&seal.to_string(), &[]);
        let _ = Authority::from_der_or_pem(&bytes);
    }

    #[test]
    fn a_seal_with_one_byte_changed_never_verifies(at in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        // One signer for all cases: making keys is slow.
        static SIGNER: std::sync::LazyLock<(Authority, String)> = std::sync::LazyLock::new(|| {
            let signer = SealSigner::new();
            (signer.csca.authority(), signer.seal(&seal_data()).to_string())
        });
        let (authority, text) = &*SIGNER;
        let mut bytes = text.clone().into_bytes();
        let index = at.index(bytes.len());
        bytes[index] ^= flip;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert!(vds_nc::verify(text, std::slice::from_ref(authority)).is_err());
        }
    }
}
