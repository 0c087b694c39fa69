// SPDX-License-Identifier: GPL-3.0-only
//! What an authenticated center can send and a kiosk must bear.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kiosk_app::menu::{self, MenuError};
use relay_client::{
    Catalogue, CertificateKind, Language, LocalText, Municipality, Notice, Service, Terms,
    TermsText,
};

fn text(ja: &str) -> LocalText {
    LocalText {
        ja: ja.to_owned(),
        en: "text".to_owned(),
        reading: None,
    }
}

fn catalogue() -> Catalogue {
    Catalogue {
        now: "2026-04-01T10:00:00+09:00".to_owned(),
        services: vec![Service {
            id: "vaccination-certificate".to_owned(),
            label: text("接種証明書"),
            opens: "06:30".to_owned(),
            closes: "24:00".to_owned(),
            open_now: true,
            fee_yen: 0,
            max_copies: 3,
            kinds: vec![CertificateKind::Domestic],
        }],
        terms: Terms {
            version: "1".to_owned(),
            texts: vec![TermsText {
                language: Language::japanese(),
                text: "利用規約".to_owned(),
                reading: Some("リヨーキヤク".to_owned()),
            }],
        },
        municipalities: vec![Municipality {
            code: "132217".to_owned(),
            name: "清瀬市".to_owned(),
            kana: "きよせし".to_owned(),
            roman: "Kiyose City".to_owned(),
            prefecture: "東京都".to_owned(),
            prefecture_roman: "Tokyo".to_owned(),
            paused: false,
        }],
        notices: vec![Notice {
            id: "one".to_owned(),
            text: text("お知らせ"),
        }],
    }
}

#[test]
fn hours_that_are_no_time_of_day_are_refused() {
    assert!(menu::read(catalogue(), false).is_ok());
    for good in ["0:00", "6:30", "06:30", "23:59", "24:00"] {
        let mut wire = catalogue();
        wire.services[0].opens = good.to_owned();
        assert!(menu::read(wire, false).is_ok(), "{good}");
    }
    // Said, they would silence the page; shown, they would say nonsense.
    for bad in [
        "",
        "6",
        "6:3",
        "99:99",
        "24:01",
        "25:00",
        "12:60",
        "+6:30",
        "06:+3",
        "６:３０",
        "6:30 n1",
        "-1:00",
        "06:30:00",
        "006:30",
        "いつでも",
    ] {
        for opens in [true, false] {
            let mut wire = catalogue();
            let service = &mut wire.services[0];
            let hours = if opens {
                &mut service.opens
            } else {
                &mut service.closes
            };
            *hours = bad.to_owned();
            assert_eq!(
                menu::read(wire, false).unwrap_err().code(),
                "CATALOGUE-HOURS",
                "{bad}"
            );
        }
    }
}

#[test]
fn a_reading_that_nobody_would_hear_to_its_end_is_not_said() {
    let long = "カ".repeat(300_000);
    let mut wire = catalogue();
    wire.terms.texts[0].reading = Some(long.clone());
    let read = menu::read(wire, false).unwrap();
    let said = read
        .terms()
        .text
        .get(&issuance::Language("ja-Hrkt".to_owned()));
    assert_eq!(said.map(str::len), None);
    let mut wire = catalogue();
    wire.municipalities[0].kana = long;
    assert_eq!(menu::read(wire, false).unwrap_err(), MenuError::Reading);
}

#[test]
fn a_text_that_no_screen_can_draw_is_refused() {
    let long = |most: usize| "あ".repeat(most + 1);
    let code = |change: &dyn Fn(&mut Catalogue)| {
        let mut wire = catalogue();
        change(&mut wire);
        menu::read(wire, false).map_err(|error| error.code())
    };
    let too_long = Err("CATALOGUE-TEXT-TOO-LONG");
    let terms = |text: String| code(&|wire| wire.terms.texts[0].text = text.clone());
    assert_eq!(terms(long(menu::MOST_OF_TERMS)).map(|_| ()), too_long);
    assert_eq!(
        terms("あ\n".repeat(menu::MOST_OF_TERMS / 10)).map(|_| ()),
        too_long
    );
    assert!(terms("あ".repeat(menu::MOST_OF_TERMS - 100)).is_ok());
    let label = long(menu::MOST_OF_A_LABEL);
    for field in 0..6 {
        let read = code(&|wire| {
            let (service, municipality) = (&mut wire.services[0], &mut wire.municipalities[0]);
            let place = match field {
                0 => &mut service.label.ja,
                1 => &mut service.label.en,
                2 => &mut municipality.name,
                3 => &mut municipality.roman,
                4 => &mut municipality.prefecture,
                _ => &mut municipality.prefecture_roman,
            };
            place.clone_from(&label);
        });
        assert_eq!(read.map(|_| ()), too_long, "{field}");
    }
    // What is only to be known is left out, and what has room stays.
    let read = code(&|wire| {
        let notice = wire.notices[0].clone();
        let mut longest = notice.clone();
        longest.text.ja = long(menu::MOST_OF_NOTICES);
        wire.notices = vec![longest, notice];
        wire.notices.extend(vec![wire.notices[1].clone(); 1000]);
    });
    let read = read.unwrap();
    let shown: usize = read
        .notices()
        .iter()
        .filter_map(|notice| notice.get(&issuance::Language("ja".to_owned())))
        .map(|text| text.chars().count())
        .sum();
    assert!((4..=menu::MOST_OF_NOTICES).contains(&shown), "{shown}");
}
