//! Throw-away issuers and what they sign. Keys are made anew in each test process.
#![allow(dead_code, reason = "each test file uses a part")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use certificate::{Authority, IssuerTrust};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CustomExtension, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, RevocationReason, RevokedCertParams, SanType,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime};

pub const ISSUER: &str = "https://vc.example.jp/issuer";

pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn sign_with(pkcs8: &[u8], message: &[u8]) -> Vec<u8> {
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random).unwrap();
    key.sign(&random, message).unwrap().as_ref().to_vec()
}

fn point_of(key: &KeyPair) -> Vec<u8> {
    let random = SystemRandom::new();
    let der = key.serialize_der();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der, &random).unwrap();
    pair.public_key().as_ref().to_vec()
}

/// A SMART Health Card issuer.
pub struct ShcSigner {
    pub key: KeyPair,
    pub kid: String,
    jwk: Value,
}

impl ShcSigner {
    pub fn new() -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let point = point_of(&key);
        let (x, y) = (b64(&point[1..33]), b64(&point[33..]));
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let kid = b64(ring::digest::digest(
            &ring::digest::SHA256,
            canonical.as_bytes(),
        ));
        let jwk = json!({
            "kty": "EC", "kid": kid, "use": "sig", "alg": "ES256", "crv": "P-256", "x": x, "y": y,
        });
        Self { key, kid, jwk }
    }

    /// The public key as an uncompressed point.
    pub fn point(&self) -> Vec<u8> {
        point_of(&self.key)
    }

    pub fn jwk(&self) -> Value {
        self.jwk.clone()
    }

    pub fn jwks(&self) -> Vec<u8> {
        json!({ "keys": [self.jwk] }).to_string().into_bytes()
    }

    pub fn jwks_with_x5c(&self, chain: &[Vec<u8>]) -> Vec<u8> {
        let mut jwk = self.jwk();
        jwk["x5c"] = chain
            .iter()
            .map(|der| json!(STANDARD.encode(der)))
            .collect();
        json!({ "keys": [jwk] }).to_string().into_bytes()
    }

    pub fn header(&self) -> String {
        format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, self.kid)
    }

    /// A card of this payload.
    pub fn card(&self, payload: &Value) -> String {
        self.card_of_text(&payload.to_string())
    }

    pub fn card_of_text(&self, payload: &str) -> String {
        let packed = miniz_oxide::deflate::compress_to_vec(payload.as_bytes(), 9);
        self.card_of_parts(&self.header(), &packed)
    }

    pub fn card_of_parts(&self, header: &str, packed: &[u8]) -> String {
        let signed = format!("{}.{}", b64(header), b64(packed));
        let signature = sign_with(&self.key.serialize_der(), signed.as_bytes());
        format!("{signed}.{}", b64(signature))
    }
}

/// The payload of a card of 見本　花子 with her two doses.
pub fn shc_payload() -> Value {
    let dose = |number: usize, date: &str, lot: &str| {
        json!({
            "fullUrl": format!("resource:{number}"),
            "resource": {
                "resourceType": "Immunization",
                "status": "completed",
                "vaccineCode": { "coding": [{ "system": "http://hl7.org/fhir/sid/cvx", "code": "208" }] },
                "patient": { "reference": "resource:0" },
                "occurrenceDateTime": date,
                "lotNumber": lot,
                "performer": [{ "actor": { "display": "MHLW_Gov_of_JAPAN" } }],
            },
        })
    };
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
                        {
                            "fullUrl": "resource:0",
                            "resource": {
                                "resourceType": "Patient",
                                "name": [{ "use": "usual", "family": "見本", "given": ["花子"] }],
                                "birthDate": "1985-04-12",
                            },
                        },
                        dose(1, "2021-07-03", "EY5420"),
                        dose(2, "2021-07-24", "FC3661"),
                    ],
                },
            },
        },
    })
}

/// The same card with the Roman name.
pub fn roman_shc_payload() -> Value {
    let mut payload = shc_payload();
    *at(
        &mut payload,
        "/vc/credentialSubject/fhirBundle/entry/0/resource/name",
    ) = json!([{ "family": "MIHON", "given": ["HANAKO"] }]);
    payload
}

/// The value at a JSON pointer, to change it.
pub fn at<'a>(value: &'a mut Value, pointer: &str) -> &'a mut Value {
    value
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("no {pointer}"))
}

/// Sets or, with `None`, removes the member at a JSON pointer.
pub fn change(value: &mut Value, pointer: &str, new: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = at(value, parent);
    match (parent, new) {
        (Value::Array(items), Some(new)) => items[name.parse::<usize>().unwrap()] = new,
        (Value::Array(items), None) => {
            items.remove(name.parse().unwrap());
        }
        (Value::Object(members), Some(new)) => {
            members.insert(name.to_owned(), new);
        }
        (Value::Object(members), None) => {
            members.remove(name).unwrap();
        }
        _ => panic!("no member {pointer}"),
    }
}

fn day(text: &str) -> OffsetDateTime {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().unwrap());
    let year = i32::from(parts.next().unwrap());
    let month = u8::try_from(parts.next().unwrap()).unwrap();
    let day = u8::try_from(parts.next().unwrap()).unwrap();
    let month = time::Month::try_from(month).unwrap();
    Date::from_calendar_date(year, month, day)
        .unwrap()
        .midnight()
        .assume_utc()
}

/// A certificate authority.
pub struct Ca {
    params: CertificateParams,
    key: KeyPair,
    pub der: Vec<u8>,
}

impl Ca {
    pub fn new(name: &str, from: &str, to: &str) -> Self {
        Self::made(name, from, to, |_| {}, None)
    }

    pub fn made(
        name: &str,
        from: &str,
        to: &str,
        adjust: impl FnOnce(&mut CertificateParams),
        parent: Option<&Self>,
    ) -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.not_before = day(from);
        params.not_after = day(to);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        adjust(&mut params);
        let certificate = match parent {
            None => params.self_signed(&key).unwrap(),
            Some(parent) => params.signed_by(&key, &parent.issuer()).unwrap(),
        };
        let der = certificate.der().to_vec();
        Self { params, key, der }
    }

    fn issuer(&self) -> Issuer<'_, &KeyPair> {
        Issuer::from_params(&self.params, &self.key)
    }

    /// A certificate of this key, from 2021-01-01 to 2025-12-31 unless adjusted.
    pub fn issue(&self, key: &KeyPair, adjust: impl FnOnce(&mut CertificateParams)) -> Vec<u8> {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Signer");
        params.not_before = day("2021-01-01");
        params.not_after = day("2025-12-31");
        adjust(&mut params);
        params
            .signed_by(key, &self.issuer())
            .unwrap()
            .der()
            .to_vec()
    }

    /// Signs revocation lists, whatever its certificate says.
    pub fn that_signs_lists(mut self) -> Self {
        self.params.key_usages.push(KeyUsagePurpose::CrlSign);
        self
    }

    /// A list, current between these days, that revokes the certificate of this serial number.
    pub fn revocation_list(&self, serial: u8, from: &str, to: &str) -> Vec<u8> {
        let revoked = RevokedCertParams {
            serial_number: vec![serial].into(),
            revocation_time: day(from),
            reason_code: Some(RevocationReason::KeyCompromise),
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: day(from),
            next_update: day(to),
            crl_number: vec![1].into(),
            issuing_distribution_point: None,
            revoked_certs: vec![revoked],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer()).unwrap().der().to_vec()
    }

    pub fn pem(&self) -> String {
        let text = STANDARD.encode(&self.der);
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }

    pub fn authority(&self) -> Authority {
        Authority::from_der_or_pem(&self.der).unwrap()
    }
}

/// The document type extension with one type of two letters.
pub fn document_type(letters: [u8; 2]) -> CustomExtension {
    let [a, b] = letters;
    let list = vec![0x30, 0x09, 0x02, 0x01, 0x00, 0x31, 0x04, 0x13, 0x02, a, b];
    CustomExtension::from_oid_content(&[2, 23, 136, 1, 1, 6, 2], list)
}

/// What a signer of seals has in its certificate.
pub fn seal_signer(params: &mut CertificateParams) {
    let seals = ExtendedKeyUsagePurpose::Other(vec![2, 23, 136, 1, 1, 14, 2]);
    params.extended_key_usages = vec![seals];
    params.custom_extensions = vec![document_type(*b"NV")];
}

pub fn issuer_uri(params: &mut CertificateParams) {
    params.subject_alt_names = vec![SanType::URI(ISSUER.try_into().unwrap())];
}

/// A signer of VDS-NC under a CSCA of its own.
pub struct SealSigner {
    pub csca: Ca,
    pub key: KeyPair,
    pub certificate: Vec<u8>,
}

impl SealSigner {
    pub fn new() -> Self {
        Self::with(seal_signer)
    }

    pub fn with(adjust: impl FnOnce(&mut CertificateParams)) -> Self {
        let csca = Ca::new("Country Signing", "2019-01-01", "2035-12-31");
        Self::under(csca, adjust)
    }

    pub fn under(csca: Ca, adjust: impl FnOnce(&mut CertificateParams)) -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let certificate = csca.issue(&key, adjust);
        Self {
            csca,
            key,
            certificate,
        }
    }

    pub fn seal(&self, data: &Value) -> Value {
        // What is tested has its own canonical form; `serde_json` writes sorted keys without
        // spaces, which is the same for these texts.
        self.seal_of(data, data.to_string().as_bytes())
    }

    /// A seal of this data, of which this is the canonical form.
    pub fn seal_of(&self, data: &Value, canonical: &[u8]) -> Value {
        let signature = sign_with(&self.key.serialize_der(), canonical);
        json!({
            "data": data,
            "sig": { "alg": "ES256", "cer": b64(&self.certificate), "sigvl": b64(signature) },
        })
    }
}

/// The data of a seal of MIHON HANAKO with her two doses.
pub fn seal_data() -> Value {
    let dose = |number: u8, date: &str, lot: &str| json!({ "dvc": date, "seq": number, "ctr": "JPN", "adm": "MHLW_Gov_of_Japan", "lot": lot });
    json!({
        "hdr": { "t": "icao.vacc", "v": 1, "is": "JPN" },
        "msg": {
            "uvci": "VC0000000001",
            "pid": { "n": "MIHON  HANAKO", "dob": "1985-04-12", "i": "TK0000001" },
            "ve": [{
                "des": "XM68M6", "dis": "RA01.0", "nam": "COMIRNATY",
                "vd": [dose(1, "2021-07-03", "EY5420"), dose(2, "2021-07-24", "FC3661")],
            }],
        },
    })
}

/// Trust in exactly these two.
pub fn trust(card: &ShcSigner, seal: &SealSigner) -> IssuerTrust {
    let builder = IssuerTrust::builder();
    let builder = builder.shc_issuer(ISSUER, &card.jwks()).unwrap();
    builder.csca(&seal.csca.der).unwrap().build()
}
