//! The two codes on the paper: SMART Health Card and VDS-NC, as text, and as signed content of a fuzzer's making.

use crate::chain::{ISSUER, jwks, seal_signer, trusted_root};
use crate::keys::es256;
use crate::{Target, Verdict};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use certificate::shc::{self, Jwks, ShcContent};
use certificate::vds_nc::{self, VdsNcContent};
use serde_json::{Value, json};
use std::sync::LazyLock;

pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The one trusted key.
fn keys() -> &'static Jwks {
    static KEYS: LazyLock<Jwks> =
        LazyLock::new(|| Jwks::from_json(&jwks(&[])).expect("the key set of the key 1"));
    &KEYS
}

/// A card of this packed payload, signed by the trusted key.
fn card_of(packed: &[u8]) -> String {
    let header = format!(
        r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#,
        crate::chain::key_id()
    );
    let signed = format!("{}.{}", base64url(header), base64url(packed));
    let signature = base64url(es256(signed.as_bytes()));
    format!("{signed}.{signature}")
}

fn deflate(payload: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(payload, 6)
}

/// The payload of a card of 見本　花子.
fn payload() -> Value {
    json!({
        "iss": ISSUER,
        "nbf": 1_639_970_498.349_618,
        "vc": {
            "type": ["https://smarthealth.cards#health-card"],
            "credentialSubject": {
                "fhirVersion": "4.0.1",
                "fhirBundle": {
                    "resourceType": "Bundle",
                    "type": "collection",
                    "entry": [
                        { "fullUrl": "resource:0", "resource": {
                            "resourceType": "Patient",
                            "name": [{ "use": "usual", "family": "見本", "given": ["花子"] }],
                            "birthDate": "1985-04-12",
                        } },
                        { "fullUrl": "resource:1", "resource": {
                            "resourceType": "Immunization",
                            "status": "completed",
                            "vaccineCode": { "coding": [{ "system": "http://hl7.org/fhir/sid/cvx", "code": "208" }] },
                            "patient": { "reference": "resource:0" },
                            "occurrenceDateTime": "2021-07-03",
                            "lotNumber": "MIHON1",
                            "performer": [{ "actor": { "display": "MHLW_Gov_of_JAPAN" } }],
                        } },
                    ],
                },
            },
        },
    })
}

pub(crate) fn sound_card() -> String {
    card_of(&deflate(payload().to_string().as_bytes()))
}

pub(crate) const SHC_JWS: Target = Target {
    name: "shc_jws",
    run: run_jws,
    seeds: || {
        let sound = sound_card();
        let unsigned = sound
            .rsplit_once('.')
            .map(|(signed, _)| format!("{signed}.{}", base64url([1; 64])));
        vec![
            sound.into_bytes(),
            unsigned.unwrap_or_default().into_bytes(),
            b"e30.AwA.AA".to_vec(),
        ]
    },
};

/// A JWS: one that is read goes into a code and comes out of it as it was.
fn run_jws(input: &[u8]) -> Verdict {
    let Ok(jws) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let decoded = shc::decode(jws);
    let verdict = Verdict::of(&decoded);
    if let Ok(decoded) = decoded {
        check_shc(decoded.claimed_content());
        let code = shc::to_qr_text(jws).expect("a JWS");
        assert_eq!(
            shc::from_qr_text(&code).expect("our own text").as_str(),
            jws
        );
        let _ = decoded.verify(keys());
    }
    verdict
}

fn check_shc(content: &ShcContent) {
    assert!(content.issuer().starts_with("https://"));
    assert!(!content.names().is_empty());
    for name in content.names() {
        assert!(name.parts().count() > 0 && name.parts().all(|part| !part.is_empty()));
        let joined = name.joined("\u{3000}");
        assert_eq!(
            joined.as_str(),
            name.parts().collect::<Vec<_>>().join("\u{3000}")
        );
    }
    assert!(
        content
            .expires()
            .is_none_or(|end| end > content.not_before())
    );
    assert!(content.is_valid_at(content.not_before()));
}

pub(crate) const SHC_QR: Target = Target {
    name: "shc_qr",
    run: run_qr,
    seeds: || {
        let whole = shc::to_qr_text(&sound_card()).expect("a JWS").to_string();
        let digits = whole.trim_start_matches("shc:/");
        let (first, second) = digits.split_at(digits.len() / 4 * 2);
        let chunks = format!("shc:/2/2/{second}\nshc:/1/2/{first}");
        vec![
            whole.clone().into_bytes(),
            chunks.into_bytes(),
            b"shc:/56".to_vec(),
            b"shc:/1/1/0102".to_vec(),
        ]
    },
};

/// The texts of one or more codes, a line each: they say the same JWS as their digits, in order.
fn run_qr(input: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let texts: Vec<&str> = text.split('\n').collect();
    let jws = shc::from_qr_texts(&texts);
    if let Ok(jws) = &jws {
        let again = shc::to_qr_text(jws).expect("a JWS");
        let mut chunks = texts.clone();
        chunks.sort_by_key(|chunk| {
            let number = chunk.split('/').nth(1).unwrap_or_default();
            if texts.len() == 1 {
                0
            } else {
                number.parse().unwrap_or(0_u8)
            }
        });
        let digits = chunks.iter().filter_map(|chunk| chunk.rsplit('/').next());
        assert_eq!(
            again.trim_start_matches("shc:/"),
            digits.collect::<String>()
        );
        let _ = shc::verify(jws, keys());
    }
    Verdict::of(&jws)
}

pub(crate) const SHC_DEFLATE: Target = Target {
    name: "shc_deflate",
    run: run_deflate,
    seeds: || {
        let stored = |text: &[u8]| {
            let [lo, hi, ..] = text.len().to_le_bytes();
            [&[0x01, lo, hi, !lo, !hi], text].concat()
        };
        vec![
            deflate(payload().to_string().as_bytes()),
            stored(payload().to_string().as_bytes()),
            deflate(&[b' '; 4000]),
            [deflate(b"{}"), vec![0]].concat(),
        ]
    },
};

/// A properly signed card of which the packed payload is a fuzzer's: it is what its own inflating gives, and no more
/// than the bound.
fn run_deflate(input: &[u8]) -> Verdict {
    let card = shc::verify(&card_of(input), keys());
    if let Ok(card) = &card {
        check_shc(card.content());
        let payload = miniz_oxide::inflate::decompress_to_vec_with_limit(input, shc::MAX_PAYLOAD);
        let payload = payload.expect("what was inflated already");
        check_payload(&payload, card.content());
    }
    Verdict::of(&card)
}

/// What another JSON reader finds in a payload that was taken.
fn check_payload(payload: &[u8], content: &ShcContent) {
    let tree: Value = serde_json::from_slice(payload).expect("JSON");
    assert_eq!(
        tree.pointer("/iss").and_then(Value::as_str),
        Some(content.issuer())
    );
    let entries = tree
        .pointer("/vc/credentialSubject/fhirBundle/entry")
        .and_then(Value::as_array);
    let resources = |name: &'static str| {
        entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.get("resource"))
            .filter(move |resource| {
                resource.get("resourceType").and_then(Value::as_str) == Some(name)
            })
    };
    let dates: Vec<_> = resources("Patient")
        .filter_map(|patient| patient.get("birthDate")?.as_str())
        .collect();
    assert_eq!(dates, [content.birth_date().date().to_string()]);
    assert_eq!(
        resources("Immunization").count(),
        content.immunizations().len()
    );
    for (resource, read) in resources("Immunization").zip(content.immunizations()) {
        assert_eq!(
            resource.get("lotNumber").and_then(Value::as_str),
            read.lot()
        );
        let date = resource
            .get("occurrenceDateTime")
            .and_then(Value::as_str)
            .unwrap_or_default();
        assert!(date.starts_with(&read.date().to_string()));
    }
}

pub(crate) const SHC_PAYLOAD: Target = Target {
    name: "shc_payload",
    run: run_payload,
    seeds: || {
        let mut roman = payload();
        let name = "/vc/credentialSubject/fhirBundle/entry/0/resource/name";
        *roman.pointer_mut(name).expect("a name") =
            json!([{ "given": ["MIHON", "ANNA"] }, { "family": "見本" }]);
        let mut ending = payload();
        *ending.pointer_mut("/nbf").expect("a date") = json!(1_639_970_498);
        ending
            .as_object_mut()
            .expect("an object")
            .insert("exp".to_owned(), json!(1e11));
        let twice = payload()
            .to_string()
            .replacen("\"iss\"", "\"vc\":1,\"iss\"", 1);
        vec![
            payload().to_string().into_bytes(),
            roman.to_string().into_bytes(),
            ending.to_string().into_bytes(),
            twice.into_bytes(),
        ]
    },
};

/// A properly signed card of a fuzzer's payload.
fn run_payload(input: &[u8]) -> Verdict {
    let card = shc::verify(&card_of(&deflate(input)), keys());
    if let Ok(card) = &card {
        check_shc(card.content());
        check_payload(input, card.content());
    }
    Verdict::of(&card)
}

/// The data of a seal of MIHON HANAKO.
pub(crate) fn data() -> Value {
    json!({
        "hdr": { "t": "icao.vacc", "v": 1, "is": "JPN" },
        "msg": {
            "uvci": "VC0000000001",
            "pid": { "n": "MIHON  HANAKO", "dob": "1985-04-12", "i": "TK0000001" },
            "ve": [{ "des": "XM68M6", "dis": "RA01.0", "nam": "COMIRNATY", "vd": [
                { "dvc": "2021-07-03", "seq": 1, "ctr": "JPN", "adm": "MHLW_Gov_of_Japan", "lot": "MIHON1" },
                { "dvc": "2021-07-24", "seq": 2, "ctr": "JPN", "adm": "MHLW_Gov_of_Japan", "lot": "MIHON2" },
            ] }],
        },
    })
}

/// A seal with this text of `data`, signed by the key 1.
pub(crate) fn seal_of(data: &str, canonical: &[u8], certificate: &[u8]) -> String {
    let (certificate, signature) = (base64url(certificate), base64url(es256(canonical)));
    format!(
        r#"{{"data":{data},"sig":{{"alg":"ES256","cer":"{certificate}","sigvl":"{signature}"}}}}"#
    )
}

pub(crate) const VDS_NC: Target = Target {
    name: "vds_nc",
    run: run_vds_nc,
    seeds: || {
        let data = data().to_string();
        let sound = seal_of(&data, data.as_bytes(), seal_signer());
        let padded = sound.replace("\"}}", "==\"}}");
        vec![
            sound.into_bytes(),
            padded.into_bytes(),
            b"{\"data\":{},\"sig\":{}}".to_vec(),
        ]
    },
};

/// A seal: one that is read says the same when another writer has written it anew.
fn run_vds_nc(input: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let seal = vds_nc::decode(text);
    let verdict = Verdict::of(&seal);
    if let Ok(seal) = seal {
        check_seal(text, seal.claimed_content());
        let _ = seal.verify(std::slice::from_ref(trusted_root()));
    }
    verdict
}

fn check_seal(text: &str, content: &VdsNcContent) {
    let tree: Value = serde_json::from_str(text).expect("JSON");
    let again = vds_nc::decode(&tree.to_string()).expect("the same seal");
    let again = again.claimed_content();
    assert_eq!(content.uvci(), again.uvci());
    assert_eq!(content.name(), again.name());
    assert_eq!(content.birth_date(), again.birth_date());
    assert_eq!(content.travel_document(), again.travel_document());
    assert_eq!(content.issuer(), again.issuer());
    assert!(!content.doses().is_empty());
    assert_eq!(content.doses().len(), again.doses().len());
    assert!(
        content
            .doses()
            .is_sorted_by(|one, next| one.number() <= next.number())
    );
    for (one, other) in content.doses().iter().zip(again.doses()) {
        assert_eq!(
            (one.number(), one.date(), one.brand()),
            (other.number(), other.date(), other.brand())
        );
        assert_eq!(
            (one.country(), one.lot(), one.centre()),
            (other.country(), other.lot(), other.centre())
        );
    }
    let name = tree.pointer("/data/msg/pid/n").and_then(Value::as_str);
    assert_eq!(name, Some(content.name()));
}

pub(crate) const VDS_NC_SIGNED: Target = Target {
    name: "vds_nc_signed",
    run: run_vds_nc_signed,
    seeds: || {
        let data = data();
        let spread = serde_json::to_string_pretty(&data).unwrap_or_default();
        let mut other = data.clone();
        *other.pointer_mut("/msg/pid").expect("a person") =
            json!({ "n": "M", "i": "A1", "ai": "X\u{20AC}\u{10348}", "sex": "X" });
        let float =
            data.to_string()
                .replacen("\"v\":1", "\"v\":1,\"x\":[1e30,-0.0,4.5,null,true]", 1);
        let undated = data.to_string().replace("2021-07-24", "2021-07-32");
        vec![
            data.to_string().into_bytes(),
            undated.into_bytes(),
            spread.into_bytes(),
            other.to_string().into_bytes(),
            float.into_bytes(),
        ]
    },
};

/// A properly signed seal with data of a fuzzer's making: what is well-formed verifies, however it was written.
fn run_vds_nc_signed(input: &[u8]) -> Verdict {
    let Ok(data) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let Ok(canonical) = vds_nc::canonical(data) else {
        return Verdict::Refused;
    };
    let text = seal_of(data, &canonical, seal_signer());
    let seal = vds_nc::decode(&text);
    let verdict = Verdict::of(&seal);
    if let Ok(seal) = seal {
        check_seal(&text, seal.claimed_content());
        let authorities = std::slice::from_ref(trusted_root());
        assert!(
            seal.verify(authorities).is_ok(),
            "a right signature is refused"
        );
        let other = canonical.iter().rev().copied().collect::<Vec<u8>>();
        let forged = seal_of(data, &other, seal_signer());
        assert!(
            vds_nc::verify(&forged, authorities).is_err(),
            "a wrong signature is taken"
        );
    }
    verdict
}

pub(crate) const JCS: Target = Target {
    name: "jcs",
    run: run_jcs,
    seeds: || {
        [
            r#"{"b":[1,2.50,-0,1e21,1E-7,9007199254740993,0.000001],"a":"\u20ac$\u000F\nA'\u0042\"\\\/"}"#,
            "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\u{1F600}\":5,\"\\u0080\":6,\"\u{F6}\":7}",
            r#"[null,true,false,{},[],"",{"a":{"a":{"a":{}}}}]"#,
            r#"{"a":1,"a":2}"#,
            r#"[5e-324,1.7976931348623157e308,333333333.33333329,-18446744073709551615,18446744073709551616]"#,
        ]
        .map(|text| text.as_bytes().to_vec())
        .to_vec()
    },
};

/// RFC 8785: the canonical form is its own, means the same to another reader, and is what the canonicalizer makes of
/// that reader's tree.
fn run_jcs(input: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let canonical = vds_nc::canonical(text);
    if let Ok(canonical) = &canonical {
        let canonical = std::str::from_utf8(canonical).expect("UTF-8");
        let again = vds_nc::canonical(canonical).expect("the canonical form of a canonical form");
        assert_eq!(canonical.as_bytes(), again.as_slice());
        let tree: Value = serde_json::from_str(text).expect("JSON");
        let theirs = serde_json_canonicalizer::to_vec(&tree).expect("a canonical form");
        assert_eq!(canonical.as_bytes(), theirs);
    }
    Verdict::of(&canonical)
}
