// SPDX-License-Identifier: GPL-3.0-only
//! The center issues something else than the resident confirmed: not a page comes out, and the ID is void.

use std::sync::LazyLock;

use demo::visits::Visit;
use relay_api::{CertificateData, CertificateKind, PreviewData, center::ISSUES_PATH};
use vrs::{CertificateState, Operation, OperationKind};

use super::{
    kiosk,
    lies::{Keys, Lie, Tell, shc_of, tell, vds_nc_of},
    lying_preview::{overseas, passport},
};

type Alter = fn(&mut CertificateData, &Keys);

fn domestic(lies: &[(&str, &str, Alter)]) -> Vec<Lie> {
    lies.iter()
        .map(|(name, code, alter)| {
            Lie::new(
                kiosk::visit(name, "default", code),
                Tell::Certificate(*alter),
            )
        })
        .collect()
}

fn abroad(lies: &[(&str, &str, Alter)]) -> Vec<Lie> {
    let mut lies = domestic(lies);
    for lie in &mut lies {
        lie.visit = overseas(lie.visit.clone());
    }
    lies
}

/// The same certificate, truly signed, of somebody else.
fn of_somebody_else(certificate: &CertificateData) -> CertificateData {
    let mut other = certificate.clone();
    other.preview.name = "見本　太郎".into();
    other.preview.birth_date = "1970-01-01".into();
    if let Some(overseas) = &mut other.preview.overseas {
        overseas.roman_name = "MIHON TARO".into();
        overseas.passport_number = "TK0000002".into();
    }
    other
}

fn with(certificate: &CertificateData, change: fn(&mut CertificateData)) -> CertificateData {
    let mut other = certificate.clone();
    change(&mut other);
    other
}

/// Another letter in the middle of the last part of a JWS.
fn break_signature(jws: &str) -> String {
    let middle = (jws.rfind('.').unwrap() + jws.len()) / 2;
    let other = if jws.as_bytes()[middle] == b'A' {
        "B"
    } else {
        "A"
    };
    format!("{}{other}{}", &jws[..middle], &jws[middle + 1..])
}

/// Tells the lies, then the truth in these visits, which print.
fn assert_refused(mut lies: Vec<Lie>, truths: Vec<Visit>) {
    let refused = lies.len();
    lies.extend(truths.into_iter().map(|visit| Lie::new(visit, Tell::Truth)));
    let honest = lies.len();
    // Asks the center and VRS once more, so that the outcome of the visit before has reached them.
    let last = kiosk::visit("the last", "deceased", "REFUSED-NEEDS-CHECK");
    lies.push(Lie::new(last, Tell::Truth));
    let (_world, told) = tell(lies);
    for told in &told[..refused] {
        let (name, code) = (&told.visit.name, told.visit.ends_with.as_ref().unwrap());
        told.seen.assert_stopped(name, code);
        let confirmed = told.seen.times("confirm");
        assert_eq!(confirmed, 1, "{name}: the preview was right");
        assert_eq!(told.state, Some(CertificateState::Void), "{name}");
    }
    for told in &told[refused..honest] {
        told.seen.assert_printed_once();
        assert_eq!(told.state, Some(CertificateState::Printed));
    }
}

#[test]
fn a_printed_field_other_than_confirmed_is_not_printed() {
    assert_refused(
        domestic(&[
            ("name", "MATCH-NAME", |c, _| {
                c.preview.name = "見本　太郎".into()
            }),
            ("birth date", "MATCH-BIRTH-DATE", |c, _| {
                c.preview.birth_date = "1970-01-01".into();
            }),
            ("somebody else's, well signed", "MATCH-NAME", |c, keys| {
                *c = of_somebody_else(c);
                c.shc = shc_of(c, &keys.issuer).as_str().into();
            }),
            ("municipality", "MATCH-MUNICIPALITY", |c, _| {
                c.preview.municipality = "011002".to_owned();
            }),
            ("issuer", "MATCH-ISSUER", |c, _| {
                c.preview.issuer = "札幌市長".to_owned()
            }),
            ("kind", "MATCH-KIND", |c, _| {
                c.preview.kind = CertificateKind::OverseasAndDomestic;
                c.preview.overseas = Some(passport());
            }),
            ("passport", "MATCH-OVERSEAS-UNEXPECTED", |c, _| {
                c.preview.overseas = Some(passport());
            }),
            ("doses", "MATCH-DOSE-COUNT", |c, _| {
                c.preview.doses.pop();
            }),
            ("dose number", "MATCH-DOSE-NUMBER", |c, _| {
                c.preview.doses[1].number = 3
            }),
            ("dose date", "MATCH-DOSE-DATE", |c, _| {
                c.preview.doses[1].date = "2021-07-25".into();
            }),
            ("vaccine type", "MATCH-VACCINE-TYPE", |c, _| {
                c.preview.doses[0].vaccine_type = "組換えタンパクワクチン".into();
            }),
            ("manufacturer", "MATCH-MANUFACTURER", |c, _| {
                c.preview.doses[0].manufacturer = "モデルナ社".into();
            }),
            ("product", "MATCH-PRODUCT", |c, _| {
                c.preview.doses[0].product = "スパイクバックス".into();
            }),
            ("lot", "MATCH-LOT", |c, _| {
                c.preview.doses[1].lot = "FC3662".into()
            }),
            ("country", "MATCH-COUNTRY", |c, _| {
                c.preview.doses[1].country = Some("JPN".into());
            }),
            ("issue date", "MATCH-ISSUE-DATE", |c, _| {
                c.issue_date = "2021-07-25".into()
            }),
            ("no date", "CENTER-GARBAGE", |c, _| {
                c.issue_date = "2021-02-30".into()
            }),
        ]),
        vec![kiosk::printing("the truth", "default")],
    );
}

/// What the first resident of the next test got, as the center sent it.
static EARLIER: LazyLock<std::sync::Mutex<Option<String>>> = LazyLock::new(Default::default);

#[test]
fn a_health_card_of_somebody_else_or_of_no_issuer_is_not_printed() {
    let mut lies = vec![Lie::new(
        kiosk::visit("a resident before", "moved", "MATCH-ISSUE-DATE"),
        Tell::Certificate(|c, _| {
            *EARLIER.lock().unwrap() = Some(c.shc.expose().to_owned());
            c.issue_date = "2021-09-05".into();
        }),
    )];
    lies.extend(domestic(&[
        ("of the resident before", "MATCH-SHC-NAME", |c, _| {
            let earlier = EARLIER.lock().unwrap();
            c.shc = earlier.as_deref().unwrap().into();
        }),
        ("of another name", "MATCH-SHC-NAME", |c, keys| {
            let other = with(c, |c| c.preview.name = "見本　太郎".into());
            c.shc = shc_of(&other, &keys.issuer).as_str().into();
        }),
        ("of a namesake", "MATCH-SHC-BIRTH-DATE", |c, keys| {
            let other = with(c, |c| c.preview.birth_date = "1970-01-01".into());
            c.shc = shc_of(&other, &keys.issuer).as_str().into();
        }),
        ("with fewer doses", "MATCH-SHC-DOSE-COUNT", |c, keys| {
            let other = with(c, |c| drop(c.preview.doses.pop()));
            c.shc = shc_of(&other, &keys.issuer).as_str().into();
        }),
        ("of another day", "MATCH-SHC-DOSE-DATE", |c, keys| {
            let other = with(c, |c| c.preview.doses[1].date = "2021-07-25".into());
            c.shc = shc_of(&other, &keys.issuer).as_str().into();
        }),
        ("of another lot", "MATCH-SHC-LOT", |c, keys| {
            let other = with(c, |c| c.preview.doses[1].lot = "FC3662".into());
            c.shc = shc_of(&other, &keys.issuer).as_str().into();
        }),
        ("of an unknown key", "SHC-UNKNOWN-KEY", |c, keys| {
            c.shc = shc_of(c, &keys.stranger).as_str().into();
        }),
        ("with a broken signature", "SHC-SIGNATURE", |c, _| {
            c.shc = break_signature(c.shc.expose()).as_str().into();
        }),
        ("that is none", "SHC-SHAPE", |c, _| {
            c.shc = "shc:/5676".into()
        }),
        ("with a VDS-NC", "MATCH-VDS-NC-UNEXPECTED", |c, _| {
            c.vds_nc = Some("{}".into());
        }),
    ]));
    assert_refused(lies, Vec::new());
}

/// Whoever loses the answer does not know whether there is an ID. It is asked for again with the same key, which
/// comes too late for the resident; what arrives is voided and never printed.
#[test]
fn a_lost_answer_to_an_issue_is_asked_for_again_and_its_id_is_void() {
    let lost = |name, times, lie| {
        let visit = kiosk::visit(name, "default", "CENTER-GARBAGE");
        Lie::new(visit, Tell::Body(ISSUES_PATH, times, lie))
    };
    let lies = vec![
        lost("cut off", 1, |body| body.truncate(body.len() - 1)),
        lost("garbled, and again", 2, |body| *body = b"[]".to_vec()),
        Lie::truth(),
    ];
    let (world, told) = tell(lies);
    let [cut, garbled, truth] = told.as_slice() else {
        panic!("three visits");
    };
    for told in [cut, garbled] {
        told.seen.assert_stopped(&told.visit.name, "CENTER-GARBAGE");
        assert_eq!(told.seen.times("preparing"), 1, "{:?}", told.seen.screens);
        assert_eq!(told.state, Some(CertificateState::Void));
    }
    truth.seen.assert_printed_once();
    let operations = world.vrs().unwrap().operations().unwrap();
    let certified = |line: &&Operation| line.operation == OperationKind::Certify;
    assert_eq!(operations.iter().filter(certified).count(), 2 + 3 + 1);
}

#[test]
fn a_certificate_for_use_abroad_other_than_confirmed_is_not_printed() {
    let mut lies = abroad(&[
        ("roman name", "MATCH-ROMAN-NAME", |c, _| {
            c.preview.overseas.as_mut().unwrap().roman_name = "MIHON TARO".into();
        }),
        ("nationality", "MATCH-NATIONALITY", |c, _| {
            c.preview.overseas.as_mut().unwrap().nationality = "KOR".into();
        }),
        ("passport number", "MATCH-PASSPORT-NUMBER", |c, _| {
            c.preview.overseas.as_mut().unwrap().passport_number = "TK0000002".into();
        }),
        ("other surname", "MATCH-OTHER-SURNAME", |c, _| {
            c.preview.overseas.as_mut().unwrap().other_surname = Some("REIJI".into());
        }),
        ("no passport", "MATCH-OVERSEAS-MISSING", |c, _| {
            c.preview.overseas = None
        }),
        ("country", "MATCH-COUNTRY", |c, _| {
            c.preview.doses[0].country = Some("KOR".into());
        }),
        ("somebody else's, well signed", "MATCH-NAME", |c, keys| {
            *c = of_somebody_else(c);
            c.vds_nc = Some(vds_nc_of(c, &keys.issuer).as_str().into());
        }),
        ("VDS-NC missing", "MATCH-VDS-NC-MISSING", |c, _| {
            c.vds_nc = None
        }),
        ("VDS-NC of somebody else", "MATCH-VDS-NC-NAME", |c, keys| {
            let other = of_somebody_else(c);
            c.vds_nc = Some(vds_nc_of(&other, &keys.issuer).as_str().into());
        }),
        (
            "VDS-NC of a namesake",
            "MATCH-VDS-NC-BIRTH-DATE",
            |c, keys| {
                let other = with(c, |c| c.preview.birth_date = "1970-01-01".into());
                c.vds_nc = Some(vds_nc_of(&other, &keys.issuer).as_str().into());
            },
        ),
        (
            "VDS-NC of another passport",
            "MATCH-VDS-NC-PASSPORT-NUMBER",
            |c, keys| {
                let other = with(c, |c| {
                    c.preview.overseas.as_mut().unwrap().passport_number = "TK0000002".into();
                });
                c.vds_nc = Some(vds_nc_of(&other, &keys.issuer).as_str().into());
            },
        ),
        (
            "VDS-NC of another certificate",
            "MATCH-VDS-NC-ID",
            |c, keys| {
                let other = with(c, |c| c.id = "000000000001".into());
                c.vds_nc = Some(vds_nc_of(&other, &keys.issuer).as_str().into());
            },
        ),
        ("VDS-NC of another lot", "MATCH-VDS-NC-LOT", |c, keys| {
            let other = with(c, |c| c.preview.doses[0].lot = "EY5421".into());
            c.vds_nc = Some(vds_nc_of(&other, &keys.issuer).as_str().into());
        }),
        (
            "VDS-NC of an unknown signer",
            "CHAIN-AUTHORITY-KEY",
            |c, keys| {
                c.vds_nc = Some(vds_nc_of(c, &keys.stranger).as_str().into());
            },
        ),
    ]);
    // The resident is asked for a number that the code does not have.
    let shown = kiosk::visit(
        "the passport that was shown",
        "default",
        "MATCH-VDS-NC-PASSPORT-NUMBER",
    );
    let lie = |preview: &mut PreviewData| {
        preview.overseas.as_mut().unwrap().passport_number = "TK0000002".into();
    };
    lies.push(Lie::new(overseas(shown), Tell::Both(lie)));
    assert_refused(
        lies,
        vec![overseas(kiosk::printing("the truth", "default"))],
    );
}
