//! Certificates: X.509 chains of SMART Health Card issuers and VDS-NC signers, and key sets.

use crate::bytes::Bytes;
use crate::codes::{base64url, data, seal_of, sound_card};
use crate::keys::{coordinates, one, sha256};
use crate::{Target, Verdict};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certificate::shc::{self, Jwks};
use certificate::vds_nc::{self, VerifiedVdsNc};
use certificate::{Authority, ChainError, IssuerTrust, RevocationList};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CustomExtension,
    DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair,
    KeyUsagePurpose, RevokedCertParams, SanType, SerialNumber, date_time_ymd,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The issuer of every SMART Health Card here.
pub(crate) const ISSUER: &str = "https://vc.example.jp/issuer";

/// The RFC 7638 thumbprint of the key 1.
pub(crate) fn key_id() -> String {
    let (x, y) = coordinates();
    let (x, y) = (base64url(x), base64url(y));
    base64url(sha256(
        format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#).as_bytes(),
    ))
}

/// The key set of the key 1 with these certificates.
pub(crate) fn jwks(chain: &[&[u8]]) -> Vec<u8> {
    let (x, y) = coordinates();
    let mut key = json!({
        "kty": "EC", "kid": key_id(), "use": "sig", "alg": "ES256", "crv": "P-256",
        "x": base64url(x), "y": base64url(y),
    });
    if let (false, Some(members)) = (chain.is_empty(), key.as_object_mut()) {
        let chain = chain
            .iter()
            .map(|der| json!(STANDARD.encode(der)))
            .collect();
        members.insert("x5c".to_owned(), chain);
    }
    json!({ "keys": [key] }).to_string().into_bytes()
}

/// The certificates of the targets, all of the key 1.
struct Certificates {
    root: Vec<u8>,
    intermediate: Vec<u8>,
    issuer: Vec<u8>,
    deep_issuer: Vec<u8>,
    seal_signer: Vec<u8>,
    /// A list that does not have the signer of seals, and one that has.
    standing: Vec<u8>,
    revoked: Vec<u8>,
}

static CERTIFICATES: LazyLock<Certificates> = LazyLock::new(|| make().expect("certificates"));

fn make() -> Result<Certificates, rcgen::Error> {
    let key = KeyPair::try_from(one())?;
    let params = |name: &str, serial: u64| {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from(serial));
        params
    };
    let authority = |name: &str, serial: u64| {
        let mut params = params(name, serial);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params
    };
    let issuer = |serial: u64| {
        let mut params = params("Issuer", serial);
        params.subject_alt_names = vec![SanType::URI(ISSUER.try_into()?)];
        Ok::<_, rcgen::Error>(params)
    };
    let mut seal_signer = params("Signer", 5);
    let seals = ExtendedKeyUsagePurpose::Other(vec![2, 23, 136, 1, 1, 14, 2]);
    seal_signer.extended_key_usages = vec![seals];
    // DocumentTypeList (Doc 9303-12): version 0, the one type NV.
    let types = vec![
        0x30, 0x09, 0x02, 0x01, 0x00, 0x31, 0x04, 0x13, 0x02, b'N', b'V',
    ];
    seal_signer.custom_extensions = vec![CustomExtension::from_oid_content(
        &[2, 23, 136, 1, 1, 6, 2],
        types,
    )];

    let root = authority("Root", 1);
    let intermediate = authority("Intermediate", 2);
    let by_root = Issuer::from_params(&root, &key);
    let by_intermediate = Issuer::from_params(&intermediate, &key);
    let list = |number: u64, serial: u64| {
        let revoked = RevokedCertParams {
            serial_number: SerialNumber::from(serial),
            revocation_time: date_time_ymd(2021, 2, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2021, 3, 1),
            next_update: date_time_ymd(2031, 3, 1),
            crl_number: SerialNumber::from(number),
            issuing_distribution_point: None,
            revoked_certs: vec![revoked],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        Ok::<_, rcgen::Error>(list.signed_by(&by_root)?.der().to_vec())
    };
    let der = |certificate: rcgen::Certificate| certificate.der().to_vec();
    Ok(Certificates {
        intermediate: der(intermediate.signed_by(&key, &by_root)?),
        issuer: der(issuer(3)?.signed_by(&key, &by_root)?),
        deep_issuer: der(issuer(4)?.signed_by(&key, &by_intermediate)?),
        seal_signer: der(seal_signer.signed_by(&key, &by_root)?),
        root: der(root.self_signed(&key)?),
        standing: list(1, 99)?,
        revoked: list(2, 5)?,
    })
}

/// The one trusted authority.
pub(crate) fn trusted_root() -> &'static Authority {
    static ROOT: LazyLock<Authority> =
        LazyLock::new(|| Authority::from_der_or_pem(&CERTIFICATES.root).expect("the root"));
    &ROOT
}

/// The certificate of a signer of seals under that authority.
pub(crate) fn seal_signer() -> &'static [u8] {
    &CERTIFICATES.seal_signer
}

/// What of a certificate is signed.
fn signed_part(der: &[u8]) -> Option<&[u8]> {
    fn element(der: &[u8]) -> Option<(&[u8], &[u8])> {
        let (head, length) = match *der.get(1..4)? {
            [0x82, hi, lo] => (4, usize::from(u16::from_be_bytes([hi, lo]))),
            [0x81, length, _] => (3, usize::from(length)),
            [length @ 0..=0x7F, _, _] => (2, usize::from(length)),
            _ => return None,
        };
        Some((der.get(head..head + length)?, der.get(..head + length)?))
    }
    let (content, _) = element(der)?;
    element(content).map(|(_, whole)| whole)
}

pub(crate) const X509: Target = Target {
    name: "x509_chain",
    run: run_x509,
    seeds: || {
        let all = &*CERTIFICATES;
        let chain = |ders: &[&Vec<u8>]| {
            let frame = |der: &&Vec<u8>| {
                let length = u16::try_from(der.len()).unwrap_or_default().to_be_bytes();
                [&length, der.as_slice()].concat()
            };
            ders.iter().flat_map(frame).collect::<Vec<u8>>()
        };
        vec![
            chain(&[&all.issuer]),
            chain(&[&all.issuer, &all.root]),
            chain(&[&all.deep_issuer, &all.intermediate]),
            chain(&[&all.seal_signer]),
            chain(&[&all.root]),
            chain(&[&all.deep_issuer]),
        ]
    },
};

/// A chain of certificates, as they come with a key set, and the first of them as they come in a seal. A chain that is
/// believed begins with something that an authority here has signed, to the letter.
fn run_x509(input: &[u8]) -> Verdict {
    static CARD: LazyLock<String> = LazyLock::new(sound_card);
    static DATA: LazyLock<String> = LazyLock::new(|| data().to_string());
    let mut input = Bytes::new(input);
    let mut chain = Vec::new();
    while !input.is_empty() && chain.len() < 8 {
        let length = usize::from(input.word());
        chain.push(input.take(length));
    }
    let [first, ..] = chain.as_slice() else {
        return Verdict::Refused;
    };
    let mut verdict = Verdict::Refused;

    let keys = Jwks::from_json(&jwks(&chain)).expect("certificates are not looked at yet");
    let card = shc::verify(&CARD, &keys).expect("a sound card");
    let all = &*CERTIFICATES;
    if let Ok(validity) = card.key().check_chain(ISSUER, trusted_root()) {
        verdict = Verdict::Taken;
        let known = [&all.issuer, &all.deep_issuer].map(|der| signed_part(der));
        assert!(
            known.contains(&signed_part(first)),
            "nobody signed this issuer"
        );
        assert!(validity.first() <= validity.last());
    }

    let seal = seal_of(&DATA, DATA.as_bytes(), first);
    if let Ok(seal) = vds_nc::verify(&seal, std::slice::from_ref(trusted_root())) {
        verdict = Verdict::Taken;
        assert_eq!(
            signed_part(first),
            signed_part(&all.seal_signer),
            "nobody signed this signer"
        );
        assert!(!seal.signer().is_empty());
    }

    // Pinned is trusted as it is, so this may be anything; it must only be an authority and end.
    for der in &chain {
        if let Ok(authority) = Authority::from_der_or_pem(der) {
            verdict = Verdict::Taken;
            let _ = authority.subject();
            let _ = card.key().check_chain(ISSUER, &authority);
        }
    }
    verdict
}

pub(crate) const CRL: Target = Target {
    name: "crl",
    run: run_crl,
    seeds: || {
        let all = &*CERTIFICATES;
        let text = STANDARD.encode(&all.revoked);
        let pem = format!("-----BEGIN X509 CRL-----\n{text}\n-----END X509 CRL-----\n");
        vec![
            all.standing.clone(),
            all.revoked.clone(),
            pem.into_bytes(),
            b"x".to_vec(),
        ]
    },
};

/// A revocation list: it leaves the signer standing, or revokes it, only by what the authority here has signed.
fn run_crl(input: &[u8]) -> Verdict {
    static SEAL: LazyLock<VerifiedVdsNc> = LazyLock::new(|| {
        let data = data().to_string();
        let seal = seal_of(&data, data.as_bytes(), seal_signer());
        vds_nc::verify(&seal, std::slice::from_ref(trusted_root())).expect("a sound seal")
    });
    let Ok(lists) = RevocationList::all_from_der_or_pem(input) else {
        return Verdict::Refused;
    };
    let today = SEAL.content().latest_dose().expect("two doses");
    let authorities = std::slice::from_ref(trusted_root());
    let all = &*CERTIFICATES;
    let is_der = !input.trim_ascii_start().starts_with(b"-----");
    match SEAL.check_revocation(&lists, authorities, today) {
        Ok(()) if is_der => assert_eq!(signed_part(input), signed_part(&all.standing)),
        Err(vds_nc::VdsNcError::Chain(ChainError::Revoked)) if is_der => {
            assert_eq!(signed_part(input), signed_part(&all.revoked));
        }
        Ok(()) => {}
        Err(_) => return Verdict::Refused,
    }
    Verdict::Taken
}

pub(crate) const JWKS: Target = Target {
    name: "jwks",
    run: run_jwks,
    seeds: || {
        let other = jwks(&[]);
        let many = String::from_utf8_lossy(&other).replace("[", r#"[{"kty":"RSA","n":"AQAB"},"#);
        vec![
            other,
            many.into_bytes(),
            jwks(&[&[0x30, 0x00]]),
            b"{\"keys\":[]}".to_vec(),
            b"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\"}]}".to_vec(),
        ]
    },
};

/// A key set: a key that is found in it has its own thumbprint for a name.
fn run_jwks(input: &[u8]) -> Verdict {
    static CARD: LazyLock<String> = LazyLock::new(sound_card);
    let keys = Jwks::from_json(input);
    let trust = IssuerTrust::builder().shc_issuer(ISSUER, input);
    let usable = keys.as_ref().is_ok_and(|keys| keys.check().is_ok());
    assert_eq!(usable, trust.is_ok());
    let Ok(keys) = keys else {
        return Verdict::Refused;
    };
    let tree: Value = serde_json::from_slice(input).expect("JSON");
    let listed = tree
        .get("keys")
        .and_then(Value::as_array)
        .map_or(0, |list| {
            list.iter()
                .filter(|key| key.get("kid").and_then(Value::as_str) == Some(&key_id()))
                .count()
        });
    match shc::verify(&CARD, &keys) {
        Ok(card) => {
            assert_eq!(card.key().kid(), key_id());
            assert!(listed > 0);
            let _ = card.key().check_chain(ISSUER, trusted_root());
        }
        // The list may have it as another type of key, which is passed over, or not as it must be.
        Err(shc::ShcError::UnknownKey) => {}
        Err(error) => assert!(matches!(error, shc::ShcError::Key(_)), "{error}"),
    }
    if usable {
        Verdict::Taken
    } else {
        Verdict::Refused
    }
}
