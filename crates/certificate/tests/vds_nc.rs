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
use certificate::{Authority, ChainError, TrustError};
use common::{Ca, SealSigner, change, document_type, seal_data, seal_signer};
use proptest::prelude::*;
use rcgen::{ExtendedKeyUsagePurpose, KeyUsagePurpose};
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
    assert_eq!(first.lot(), Some("EY5420"));
    assert_eq!(first.centre(), Some("MHLW_Gov_of_Japan"));
    assert_eq!((second.number(), second.lot()), (2, Some("FC3661")));
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
        ("/sig/alg", Some(json!("none")), VdsNcError::Algorithm),
        ("/sig/alg", Some(json!("ES384")), VdsNcError::Algorithm),
        ("/sig/cer", None, VdsNcError::Base64),
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
    seal["sig"]["sigvl"] = json!(format!("{bare}==="));
    assert_eq!(verify(&signer, &seal).unwrap_err(), VdsNcError::Base64);
}

#[test]
fn canonical_form_is_rfc_8785s() {
    let text = r#"{"\u20ac":"$","1":{"f":{"f":"hi","F":5},"\n":56.0},"a":1e30,"":[true,null]}"#;
    let expected = "{\"\":[true,null],\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"a\":1e+30,\"€\":\"$\"}";
    let canonical = vds_nc::canonical(text).unwrap();
    assert_eq!(std::str::from_utf8(&canonical).unwrap(), expected);
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
