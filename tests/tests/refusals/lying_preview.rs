// SPDX-License-Identifier: GPL-3.0-only
//! The center shows something else than was asked for: no picture of it ever stands on the screen, and nothing is
//! issued.

use demo::visits::Visit;
use relay_api::{
    CertificateKind, OverseasData, PreviewData,
    center::{APPLICATIONS_PATH, CATALOGUE_PATH, SESSIONS_PATH},
};
use relay_center::Tamper;
use vrs::{CertificateState, OperationKind};

use super::{
    kiosk,
    lies::{Lie, Tell, tell},
};

pub(crate) fn overseas(visit: Visit) -> Visit {
    Visit {
        kinds: vec!["kind-overseas".to_owned()],
        ..visit
    }
}

pub(crate) fn passport() -> OverseasData {
    OverseasData {
        roman_name: "MIHON HANAKO".into(),
        nationality: "JPN".into(),
        passport_number: "TK0000001".into(),
        other_surname: None,
    }
}

fn lie(name: &str, code: &str, lie: fn(&mut PreviewData)) -> Lie {
    Lie::new(kiosk::visit(name, "default", code), Tell::Preview(lie))
}

fn overseas_lie(name: &str, code: &str, tell: fn(&mut PreviewData)) -> Lie {
    let lie = lie(name, code, tell);
    Lie {
        visit: overseas(lie.visit),
        ..lie
    }
}

fn garbage(name: &str, path: &'static str, lie: fn(&mut Vec<u8>)) -> Lie {
    let visit = kiosk::visit(name, "default", "CENTER-GARBAGE");
    Lie::new(visit, Tell::Body(path, 1, lie))
}

fn lies() -> Vec<Lie> {
    vec![
        lie("somebody else", "MATCH-NAME", |p| {
            p.name = "見本　太郎".into();
            p.birth_date = "1970-01-01".into();
        }),
        lie("another name", "MATCH-NAME", |p| {
            p.name = "見本　華子".into()
        }),
        lie("another space", "MATCH-NAME", |p| {
            p.name = "見本 花子".into()
        }),
        lie("another birth date", "MATCH-BIRTH-DATE", |p| {
            p.birth_date = "1985-04-13".into();
        }),
        lie("another municipality", "MATCH-MUNICIPALITY", |p| {
            p.municipality = "011002".to_owned();
        }),
        lie("another kind", "MATCH-KIND", |p| {
            p.kind = CertificateKind::OverseasAndDomestic;
            p.overseas = Some(passport());
            for dose in &mut p.doses {
                dose.country = Some("JPN".into());
            }
        }),
        lie("passport not asked for", "MATCH-OVERSEAS-UNEXPECTED", |p| {
            p.overseas = Some(passport());
        }),
        lie("country not asked for", "MATCH-COUNTRY-UNEXPECTED", |p| {
            p.doses[0].country = Some("JPN".into());
        }),
        overseas_lie("passport missing", "MATCH-OVERSEAS-MISSING", |p| {
            p.overseas = None;
        }),
        overseas_lie("country missing", "MATCH-COUNTRY-MISSING", |p| {
            p.doses[1].country = None;
        }),
        overseas_lie("the lesser kind", "MATCH-KIND", |p| {
            p.kind = CertificateKind::Domestic;
        }),
        // Nobody pays for what could not be printed.
        lie("a sign that no font has", "DOCUMENT-GLYPH-MISSING", |p| {
            p.doses[0].product = "コミナティ\u{13000}".into();
        }),
        lie("no dose", "CENTER-GARBAGE", |p| p.doses.clear()),
        lie("no municipality", "CENTER-GARBAGE", |p| {
            p.municipality = "132218".to_owned();
        }),
        garbage("session cut off", SESSIONS_PATH, |body| {
            body.truncate(body.len() / 2);
        }),
        garbage("session of another form", SESSIONS_PATH, |body| {
            *body = b"[1]".to_vec();
        }),
        garbage("preview is a web page", APPLICATIONS_PATH, |body| {
            *body = b"<!DOCTYPE html><title>Sign in</title>".to_vec();
        }),
        garbage("preview empty", APPLICATIONS_PATH, Vec::clear),
        Lie::truth(),
    ]
}

#[test]
fn a_preview_of_something_else_is_never_shown_and_nothing_is_issued() {
    let (world, told) = tell(lies());
    let (truth, lies) = told.split_last().unwrap();
    for told in lies {
        let (name, code) = (&told.visit.name, told.visit.ends_with.as_ref().unwrap());
        told.seen.assert_stopped(name, code);
        for screen in ["confirm", "preparing"] {
            assert_eq!(
                told.seen.times(screen),
                0,
                "{name}: {:?}",
                told.seen.screens
            );
        }
        assert_eq!(told.state, None, "{name}");
    }
    truth.seen.assert_printed_once();
    assert_eq!(truth.seen.times("confirm"), 1);
    assert_eq!(truth.state, Some(CertificateState::Printed));
    let jwks = std::fs::read(world.folder().join("shc-jwks.json")).unwrap();
    let codes = document::scan::file(&truth.seen.papers[0]).unwrap();
    assert_eq!(codes.len(), 1);
    let jws = certificate::shc::from_qr_text(&codes[0]).unwrap();
    let jwks = certificate::shc::Jwks::from_json(&jwks).unwrap();
    let card = certificate::shc::verify(&jws, &jwks).unwrap();
    assert_eq!(&*card.content().names()[0].joined("　"), "見本　花子");
    let operations = world.vrs().unwrap().operations().unwrap();
    let certified = operations
        .iter()
        .filter(|line| line.operation == OperationKind::Certify)
        .count();
    assert_eq!(certified, 1, "only the truth was issued");
}

struct NoCatalogue;

impl Tamper for NoCatalogue {
    fn body(&self, path: &str, body: &mut Vec<u8>) {
        if path == CATALOGUE_PATH {
            body.truncate(body.len() - 1);
        }
    }
}

#[test]
fn r49_a_garbled_catalogue_serves_nobody() {
    super::broken_lines::assert_shut(&mut kiosk::world(Some(Box::new(NoCatalogue))));
}
