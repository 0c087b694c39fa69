//! What comes over the two links, from JSON to domain types.

use crate::session::{CHALLENGE, sound};
use crate::{Target, Verdict};
use card_driver::Evidence;
use certificate::{Certificate, Preview};
use relay_api::center::{
    Applied, Apply, CardEvidence, Catalogue, Issue, Issued, OpenSession, OpenedSession, Report,
};
use relay_api::vrs::{Certified, Certify, Found, Lookup, Outcome};
use relay_api::{CertificateData, PreviewData, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

pub(crate) const RELAY: Target = Target {
    name: "relay_api",
    run: run_relay,
    seeds,
};

/// What is read is written as something that reads as the same.
fn round<T: DeserializeOwned + Serialize + PartialEq>(input: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(input).ok()?;
    let written = serde_json::to_vec(&read).expect("JSON");
    let again: T = serde_json::from_slice(&written).expect("what we wrote");
    assert!(read == again, "{}", std::any::type_name::<T>());
    Some(read)
}

fn preview(wire: &PreviewData) -> Verdict {
    let domain = Preview::try_from(wire);
    if let Ok(domain) = &domain {
        assert!(PreviewData::from(domain) == *wire);
        assert!(!domain.doses().is_empty() && domain.doses().len() <= 8);
    }
    Verdict::of(&domain)
}

fn certificate(wire: &CertificateData) -> Verdict {
    let domain = Certificate::try_from(wire);
    if let Ok(domain) = &domain {
        assert!(CertificateData::from(domain) == *wire);
    }
    Verdict::of(&domain)
}

fn evidence(wire: &CardEvidence) -> Verdict {
    let domain: Evidence = wire.to_evidence(CHALLENGE);
    assert!(CardEvidence::from(&domain) == *wire);
    let verified = card_driver::evidence::verify(&domain, crate::session::anchors());
    if verified.is_ok() {
        assert!(domain.challenge_signature() == sound().challenge_signature());
    }
    Verdict::Taken
}

/// Every message of both links, whichever the input is.
fn run_relay(input: &[u8]) -> Verdict {
    fn plain<T: DeserializeOwned + Serialize + PartialEq>(input: &[u8]) -> Option<Verdict> {
        round::<T>(input).map(|_| Verdict::Taken)
    }
    [
        plain::<Catalogue>(input),
        plain::<OpenSession>(input),
        plain::<OpenedSession>(input),
        plain::<Issue>(input),
        plain::<Report>(input),
        plain::<Lookup>(input),
        plain::<Certify>(input),
        plain::<Outcome>(input),
        plain::<Problem>(input),
        round::<CardEvidence>(input).map(|wire| evidence(&wire)),
        round::<Apply>(input).map(|wire| evidence(&wire.card)),
        round::<PreviewData>(input).map(|wire| preview(&wire)),
        round::<Applied>(input).map(|wire| preview(&wire.preview)),
        round::<Found>(input).map(|wire| preview(&wire.preview)),
        round::<CertificateData>(input).map(|wire| certificate(&wire)),
        round::<Issued>(input).map(|wire| certificate(&wire.certificate)),
        round::<Certified>(input).map(|wire| certificate(&wire.certificate)),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|verdict| *verdict == Verdict::Taken)
    .unwrap_or(Verdict::Refused)
}

fn seeds() -> Vec<Vec<u8>> {
    let text = |ja: &str, en: &str| json!({ "ja": ja, "en": en });
    let catalogue = json!({
        "now": "2026-11-21T10:00:00+09:00",
        "services": [{
            "id": "vaccination-certificate", "label": text("証明書", "Certificate"), "opens": "06:30",
            "closes": "24:00", "open_now": true, "fee_yen": 120, "max_copies": 5,
            "kinds": ["domestic", "overseas-and-domestic"],
        }],
        "terms": { "version": "1", "texts": [{ "language": "ja", "text": "同意", "reading": "どうい" }] },
        "municipalities": [{ "code": "132217", "name": "清瀬市", "kana": "きよせし", "prefecture": "東京都" }],
        "notices": [{ "id": "n1", "text": text("お知らせ", "Notice") }],
    });
    let dose = |number: u8, country: Option<&str>| {
        json!({
            "number": number, "date": "2021-07-03", "vaccine_type": "mRNA", "manufacturer": "見本製薬",
            "product": "見本ワクチン", "lot": "MIHON1", "country": country,
        })
    };
    let domestic = json!({
        "kind": "domestic", "municipality": "132217", "issuer": "清瀬市長", "name": "見本　花子",
        "birth_date": "1985-04-12", "doses": [dose(1, None)],
    });
    let mut no_such_place = domestic.clone();
    if let Some(municipality) = no_such_place.get_mut("municipality") {
        *municipality = json!("132218");
    }
    let overseas = json!({
        "kind": "overseas-and-domestic", "municipality": "132217", "issuer": "清瀬市長", "name": "見本　花子",
        "birth_date": "1985-04-12", "doses": [dose(3, Some("JPN")), dose(5, Some("JPN"))],
        "overseas": { "roman_name": "MIHON HANAKO", "nationality": "JPN", "passport_number": "TK0000001" },
    });
    let certificate = |preview: &serde_json::Value, vds_nc: Option<&str>| json!({ "preview": preview, "id": "ABC123", "issue_date": "2026-11-21", "shc": "a.b.c", "vds_nc": vds_nc });
    let apply = json!({
        "session_token": "t", "municipality": "132217", "kind": "domestic",
        "card": CardEvidence::from(sound()),
    });
    let subject = json!({
        "municipality": "132217", "kind": "domestic", "number": "123456789018", "name": "見本　花子",
        "birth_date": "1985-04-12",
    });
    let problem = Problem::new(relay_api::ProblemCode::BadRequest);
    let messages = [
        catalogue,
        json!({ "service": "s", "terms_version": "1", "consent": true, "language": "pt-BR" }),
        json!({ "session_id": "0a", "session_token": "t", "challenge": "AAAA" }),
        json!({ "application_token": "t", "copies": 1, "idempotency_key": "AA" }),
        json!({ "issue_token": "t", "outcome": "not-printed", "pages": 0 }),
        json!({ "session_id": "0a", "application": 1, "subject": subject }),
        json!({ "session_id": "0a", "idempotency_key": "AAAA", "subject": subject, "copies": 1 }),
        json!({ "session_id": "0a", "municipality": "132217", "outcome": "unknown", "pages": 2 }),
        serde_json::to_value(problem).unwrap_or_default(),
        apply,
        json!({ "application_token": "a", "session_token": "s", "preview": overseas }),
        json!({ "issue_token": "t", "certificate": certificate(&domestic, None) }),
        json!({ "certificate": certificate(&overseas, Some("{}")) }),
        no_such_place,
        domestic,
    ];
    messages
        .iter()
        .map(|message| message.to_string().into_bytes())
        .collect()
}
