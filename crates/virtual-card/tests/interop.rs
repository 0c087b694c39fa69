//! Card software that is not ours reads our card through pcscd: the crate `myna-card`, all its checks included.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::with_service;
use myna_card::ap::common::CommonAp;
use myna_card::ap::jpki::SignatureScheme;
use myna_card::ap::text::{Attributes, TextAp, ef};
use myna_card::data::{KeyId, sha256, sha256_digest_info};
use myna_card::mf::{MasterFile, tag};
use myna_card::transport::pcsc::{PcscTransport, Sharing, connect};
use myna_card::{
    Card, Date, Error, Pin, Retries, RsaPublicKey, Sex, StatusWord, verification_code_b,
};
use virtual_card::pcscd::PrivatePcscd;
use virtual_card::{ATR, Profile, VirtualCard};

const DEFAULT: &str = include_str!("../../../assets/cards/default.toml");

fn with_card(test: &str, profile: &str, body: impl FnOnce(&mut Card<PcscTransport>)) {
    with_service(test, |mut service: PrivatePcscd| {
        let profile = Profile::from_toml(profile).unwrap();
        service.insert(VirtualCard::new(profile)).unwrap();
        assert!(service.wait_until_seen());
        body(&mut connect("Virtual PCD 00 00", Sharing::Exclusive).unwrap());
    });
}

/// The anchor of assets/trust/demo.toml.
fn ca() -> (Vec<u8>, RsaPublicKey) {
    let trust: toml::Table =
        toml::from_str(include_str!("../../../assets/trust/demo.toml")).unwrap();
    let anchor = &trust["ca"][0];
    let bytes = |key: &str| hex::decode(anchor[key].as_str().unwrap()).unwrap();
    let exponent = anchor["exponent"].as_integer().unwrap().to_be_bytes();
    let key = RsaPublicKey {
        exponent: exponent.into_iter().skip_while(|byte| *byte == 0).collect(),
        modulus: bytes("modulus"),
    };
    (bytes("key_id"), key)
}

fn pin(text: &str) -> Pin {
    Pin::numeric(text).unwrap()
}

fn status(result: Result<impl Sized, Error>) -> Option<u16> {
    match result {
        Ok(_) => None,
        Err(Error::Status(status)) => Some(status.value()),
        Err(error) => panic!("{error:?}"),
    }
}

/// Number, attributes and every signature, from the free files to the challenge.
fn reads_everything(card: &mut Card<PcscTransport>) {
    let (ca_id, ca) = ca();
    let mut text = TextAp::select(card).unwrap();
    let certificate = text.read_certificate().unwrap();
    assert_eq!(certificate.issuer_key_id, KeyId::parse(&ca_id).unwrap());
    certificate.verify_with(&ca).unwrap();
    assert!(matches!(
        certificate.verify(),
        Err(Error::UnknownCertificateAuthority(_))
    ));
    let basic = text.read_ap_basic_data().unwrap();
    assert!(basic.digest().is_some());
    assert_ne!(basic.public_key_id, certificate.subject_key_id);

    assert_eq!(status(text.read_my_number()), Some(0x6982));
    assert_eq!(text.retries(ef::PIN).unwrap(), Retries::Remaining(3));
    text.verify_pin(&pin("1234")).unwrap();

    assert_eq!(text.read_my_number().unwrap().as_str(), "123456789018");
    let attributes = text.read_attributes().unwrap();
    assert_eq!(attributes.split_name(), Some(("見本", "花子")));
    assert_eq!(attributes.address, "東京都清瀬市例示町１丁目２番３号");
    assert_eq!(attributes.birth_date.to_string(), "1985-04-12");
    assert_eq!(attributes.sex, Sex::Female);

    let record = text.read_integrity_record().unwrap();
    record.verify(&certificate.public_key).unwrap();
    let number_file = text.read_my_number_file().unwrap();
    assert_eq!(number_file.len(), 17);
    assert!(record.matches_my_number_file(&number_file));
    let attributes_file = text.read_ef(ef::ATTRIBUTES).unwrap();
    assert_eq!(Attributes::parse(&attributes_file).unwrap(), attributes);
    assert!(record.matches_attributes_file(&attributes_file).unwrap());

    let card_key = text.read_signed_public_key().unwrap();
    card_key.verify(&certificate.public_key).unwrap();
    assert_eq!(
        text.read_session_key_public_key()
            .unwrap()
            .public_key
            .bits(),
        2048
    );
    assert_eq!(text.read_ef(ef::UNKNOWN_0008).unwrap(), [0xFF; 16]);

    let challenge = text.card().get_challenge(32).unwrap();
    assert_ne!(challenge, text.card().get_challenge(32).unwrap());
    let signature = text.sign(&challenge).unwrap();
    card_key
        .public_key
        .verify_pkcs1_sha256(&challenge, &signature)
        .unwrap();
    assert!(
        card_key
            .public_key
            .verify_pkcs1_sha256(b"another", &signature)
            .is_err()
    );
}

#[test]
fn myna_card_reads_number_and_attributes_and_finds_every_signature_right() {
    with_card(
        "myna_card_reads_number_and_attributes_and_finds_every_signature_right",
        DEFAULT,
        reads_everything,
    );
}

#[test]
fn myna_card_reads_a_card_that_speaks_in_the_older_way() {
    with_card(
        "myna_card_reads_a_card_that_speaks_in_the_older_way",
        &format!(
            "{DEFAULT}\n[card]\nextended_length = false\nwarns_at_end = true\nexact_length = true"
        ),
        reads_everything,
    );
}

#[test]
fn myna_card_opens_files_by_the_printed_codes_and_sees_each_counter() {
    let test = "myna_card_opens_files_by_the_printed_codes_and_sees_each_counter";
    with_card(test, DEFAULT, |card| {
        let mut text = TextAp::select(card).unwrap();
        assert_eq!(text.retries(ef::CODE_A).unwrap(), Retries::Remaining(10));
        assert_eq!(text.retries(ef::CODE_B).unwrap(), Retries::Remaining(10));
        assert_eq!(text.retries(ef::BLOCKED_0012).unwrap(), Retries::Blocked);

        text.verify_code_a(&pin("123456789018")).unwrap();
        assert!(text.read_my_number().is_ok());
        assert_eq!(status(text.read_attributes()), Some(0x6982));
        assert!(text.read_integrity_record().is_ok());

        // The card manager's selection ends it.
        MasterFile::select(text.card()).unwrap();
        let mut text = TextAp::select(text.card()).unwrap();
        assert_eq!(status(text.read_my_number()), Some(0x6982));

        let birth = Date {
            year: 1985,
            month: 4,
            day: 12,
        };
        let code = verification_code_b(birth, 2035, b"0000").unwrap();
        assert_eq!(code.as_bytes(), b"60041220350000");
        text.verify_code_b(&code).unwrap();
        assert!(text.read_attributes().is_ok());
        assert_eq!(status(text.read_my_number()), Some(0x6982));
        assert!(text.read_signed_public_key().is_ok());

        assert!(text.verify_code_b(&pin("60041220350001")).is_err());
        assert_eq!(text.retries(ef::CODE_B).unwrap(), Retries::Remaining(9));
        assert_eq!(text.retries(ef::PIN).unwrap(), Retries::Remaining(3));

        text.change_pin(&pin("1234"), &pin("9999")).unwrap();
        for left in [2, 1] {
            assert!(text.verify_pin(&pin("1234")).is_err());
            assert_eq!(text.retries(ef::PIN).unwrap(), Retries::Remaining(left));
        }
        text.verify_pin(&pin("9999")).unwrap();
        assert_eq!(text.retries(ef::PIN).unwrap(), Retries::Remaining(3));
    });
}

#[test]
fn myna_card_finds_the_common_application_and_the_card_manager() {
    let test = "myna_card_finds_the_common_application_and_the_card_manager";
    with_card(test, DEFAULT, |card| {
        let mut manager = MasterFile::select(card).unwrap();
        assert_eq!(
            manager.data_object(tag::MUNICIPALITY_CODE).unwrap(),
            b"13221"
        );
        assert_eq!(manager.data_object(tag::EXPIRY).unwrap(), b"20350412");
        assert_eq!(status(manager.data_object(tag::CHAIN_UPPER)), Some(0x6A88));
        let mut common = CommonAp::select(card).unwrap();
        assert_eq!(common.card().contact_atr().unwrap(), ATR);
        let info = common.read_card_info().unwrap();
        assert_eq!(info.serial, "690000000000001");
        assert_eq!(info.municipality_code, "13221");
        assert_eq!(info.expiry.to_string(), "2035-04-12");
        assert_eq!(common.internal_authenticate(&[7; 32]).unwrap().len(), 256);
        // JICSAP 6.4.8: SELECT MF changes nothing, and says it did.
        let select_mf = myna_card::Command::new(0x00, 0xA4, 0x00, 0x00);
        assert_eq!(
            common.card().call(&select_mf).unwrap().status,
            StatusWord::new(0x9000)
        );
        assert!(common.read_card_info().is_ok());
    });
}

#[test]
fn myna_card_verifies_every_signature_scheme() {
    with_card(
        "myna_card_verifies_every_signature_scheme",
        DEFAULT,
        |card| {
            let mut text = TextAp::select(card).unwrap();
            text.verify_pin(&pin("1234")).unwrap();
            let key = text.read_signed_public_key().unwrap().public_key;
            let hash = sha256(b"challenge");
            let info = sha256_digest_info(&hash);
            for (scheme, data) in [
                (SignatureScheme::Verbatim, info.as_slice()),
                (SignatureScheme::Sha256Bare, b"challenge"),
                (SignatureScheme::PreHashedDigestInfo, &hash),
                (SignatureScheme::Sha256DigestInfo, b"challenge"),
                (SignatureScheme::PreHashedPss, &hash),
                (SignatureScheme::Sha256Pss, b"challenge"),
            ] {
                let command =
                    myna_card::Command::with_data_le(0x80, 0x2A, scheme.p1(), 0x00, data, 256);
                let signature = text.card().call_ok(&command).unwrap();
                scheme.verify(&key, data, &signature).unwrap();
                assert!(
                    scheme.verify(&key, &[0x55; 32], &signature).is_err(),
                    "{scheme:?}"
                );
            }
        },
    );
}

#[test]
fn myna_card_is_not_deceived_by_a_copied_card() {
    let copied = include_str!("../../../assets/cards/copied.toml");
    with_card(
        "myna_card_is_not_deceived_by_a_copied_card",
        copied,
        |card| {
            let mut text = TextAp::select(card).unwrap();
            assert_eq!(status(text.sign(b"challenge")), Some(0x6A88));
        },
    );
}
