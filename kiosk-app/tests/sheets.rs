// SPDX-License-Identifier: GPL-3.0-only
//! What a page promises is true of that page.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use certificate::{Kind, MunicipalityCode};
use guidance::Tongue;
use issuance::{
    Catalogue, Copies, Ending, Epoch, LocalText, Money, Municipality, Price, Receipt, Refusal,
    Refused, Screen, Service, ServiceId, Stop, Terms, View, Yen,
};
use kiosk_app::{
    texts::{Language, Texts},
    view::{Action, Headset, Sheet, places::Browse, sheet},
};
use time::macros::date;

const YOKOSUKA: &str = "142018";

fn code() -> MunicipalityCode {
    YOKOSUKA.parse().unwrap()
}

fn catalogue(fee: Yen, (opens, closes): (&str, &str)) -> Catalogue {
    let text = |text: &str| LocalText(vec![(issuance::Language("ja".to_owned()), text.to_owned())]);
    let service = Service {
        id: ServiceId("vaccination-certificate".to_owned()),
        label: text("接種証明書"),
        opens: opens.to_owned(),
        closes: closes.to_owned(),
        open: true,
        fee,
        max_copies: Copies::ONE,
        kinds: Kind::ALL.to_vec(),
    };
    let terms = Terms {
        version: "1".to_owned(),
        text: text("利用規約"),
    };
    let municipality = Municipality {
        code: code(),
        name: "横須賀市".to_owned(),
        reading: "よこすかし".to_owned(),
        roman: "Yokosuka City".to_owned(),
        prefecture: "神奈川県".to_owned(),
        prefecture_roman: "Kanagawa".to_owned(),
        paused: false,
    };
    Catalogue::new(vec![service], terms, vec![municipality], Vec::new()).unwrap()
}

fn draw(view: View<'_>, can_cancel: bool, catalogue: &Catalogue, texts: &Texts) -> Sheet {
    draw_with(Headset::None, view, can_cancel, catalogue, texts)
}

fn draw_with(
    headset: Headset,
    view: View<'_>,
    can_cancel: bool,
    catalogue: &Catalogue,
    texts: &Texts,
) -> Sheet {
    let screen = Screen {
        view,
        session: None,
        epoch: Epoch::default(),
        warning: false,
        card_on_reader: false,
        can_go_back: false,
        can_cancel,
        catalogue: Some(catalogue),
        applications_left: 2,
        payment: None,
    };
    sheet(&screen, texts, &Browse::default(), false, headset)
}

fn whole_day() -> Catalogue {
    catalogue(Yen::ZERO, ("00:00", "24:00"))
}

fn receipt(change: Yen, owed: Yen) -> Receipt {
    Receipt {
        date: date!(2022 - 07 - 26),
        price: price(),
        paid: Yen(500),
        change,
        owed,
    }
}

fn price() -> Price {
    Price {
        each: Yen(120),
        copies: Copies::ONE,
        total: Yen(120),
    }
}

#[test]
fn a_headset_is_offered_where_it_is_plugged_in_and_a_key_is_waited_for() {
    let catalogue = whole_day();
    let texts = Texts::new(Language::Japanese);
    let offers = |headset, view| {
        let sheet = draw_with(headset, view, true, &catalogue, &texts);
        let ways = sheet.ways_on();
        ways.iter().any(|way| way.action == Action::UseHeadset)
    };
    let pin = || View::Pin {
        tries_left: 3,
        ask_again: None,
    };
    for headset in [Headset::None, Headset::Out, Headset::In, Headset::Chosen] {
        let plugged = headset == Headset::In;
        assert_eq!(offers(headset, View::Attract), plugged, "{headset:?}");
        assert_eq!(offers(headset, View::Service), plugged, "{headset:?}");
        // There figures are figures, and there nobody waits for a key.
        assert!(!offers(headset, pin()));
        assert!(!offers(headset, View::Reading));
    }
}

#[test]
fn nobody_is_told_that_they_can_stop_or_need_not_pay_where_it_is_not_so() {
    let catalogue = whole_day();
    for language in Language::ALL {
        let texts = Texts::new(language);
        let promise = texts.get("help-cancel");
        let promises = |view, can_cancel| {
            let help = draw(view, can_cancel, &catalogue, &texts).help;
            assert_eq!(help.last(), Some(&texts.get("help-always")));
            help.contains(&promise)
        };
        assert!(promises(View::Service, true));
        let copies = View::Copies {
            max: Copies::ONE,
            fee: Yen(120),
        };
        assert!(promises(copies, true));
        let pay = View::Pay {
            price: price(),
            put_in: Yen::ZERO,
        };
        assert!(!promises(pay, true));
        assert!(!promises(View::Thanks { receipt: None }, true));
        let stopped = View::Stopped {
            stop: Stop::Internal,
            money: Money::None,
        };
        assert!(!promises(stopped, true));
        assert!(!promises(View::Reading, false));
        let printing = View::Printing {
            attention: None,
            copies: Copies::ONE,
        };
        assert!(!promises(printing, false));
    }
}

#[test]
fn papers_that_are_out_have_a_help_of_their_own_with_the_change_that_is() {
    let (catalogue, texts) = (whole_day(), Texts::new(Language::Japanese));
    let help = |receipt| {
        let view = View::TakePapers {
            pages: 1,
            forgotten: false,
            receipt,
        };
        draw(view, false, &catalogue, &texts).help
    };
    let papers = texts.get("help-take-papers");
    let change = texts.get("help-take-change");
    let always = texts.get("help-always");
    assert_eq!(help(None), [papers.clone(), always.clone()]);
    let nothing_came = Some(receipt(Yen(380), Yen(380)));
    assert_eq!(help(nothing_came), [papers.clone(), always.clone()]);
    let some_came = Some(receipt(Yen(380), Yen(100)));
    assert_eq!(help(some_came), [papers, change, always]);
}

#[test]
fn a_card_left_at_the_end_leads_nowhere_on() {
    let (catalogue, texts) = (whole_day(), Texts::new(Language::Japanese));
    let of = |ending| {
        let view = View::TakeCard {
            ending,
            forgotten: false,
        };
        draw(view, ending.is_none(), &catalogue, &texts)
    };
    let (on, end) = (of(None), of(Some(Ending::Cancelled)));
    assert_eq!(on.note, texts.get("take-card-note"));
    assert_eq!(end.note, texts.get("take-card-forgotten-note"));
    assert!(end.help.contains(&texts.get("help-take-card-ending")));
    assert!(!end.help.contains(&texts.get("help-take-card")));
}

#[test]
fn a_refusal_begins_with_what_was_found_and_where() {
    let catalogue = whole_day();
    let looks = [
        (Texts::new(Language::Japanese), "横須賀市"),
        (Texts::new(Language::English), "Yokosuka City"),
        (Texts::new(Language::SimplifiedChinese), "横須賀市"),
        (Texts::spoken(Tongue::Japanese), "よこすかし"),
        (Texts::spoken(Tongue::English), "よこすかし"),
    ];
    for (texts, name) in looks {
        for (refusal, again, key, official) in [
            (Refusal::NoRecord, false, "no-record", "no-record"),
            (Refusal::NoRecord, true, "no-record", "no-record-again"),
            (Refusal::Paused, false, "paused", "paused"),
            (
                Refusal::NotParticipating,
                false,
                "not-participating",
                "not-participating",
            ),
        ] {
            let view = View::Municipality {
                refused: Some(Refused {
                    refusal,
                    again,
                    municipality: Some(code()),
                }),
                suggested: None,
            };
            let note = draw(view, true, &catalogue, &texts).note;
            let name = [("name", name.to_owned())];
            let begin = texts.with(&format!("refused-{key}"), &name);
            let official = texts.get(&format!("stop-{official}-body"));
            assert!(
                note.starts_with(&format!("{begin}\n{official}\n")),
                "{note}"
            );
        }
    }
}

#[test]
fn what_is_free_is_not_free_a_copy_and_a_whole_day_has_no_hours() {
    let texts = Texts::new(Language::Japanese);
    let of = |catalogue: &Catalogue| {
        let before = draw(View::Service, true, catalogue, &texts).paragraphs;
        let attract = draw(View::Attract, false, catalogue, &texts);
        let hint = attract.choices.first().unwrap().hint.clone();
        (before.join("\n"), hint)
    };
    let (before, hint) = of(&whole_day());
    assert!(before.contains("料金は無料です。"), "{before}");
    assert!(before.contains("受付時間は24時間です。"), "{before}");
    assert_eq!(hint, "無料　24時間");
    let (before, hint) = of(&catalogue(Yen(120), ("06:30", "23:00")));
    assert!(before.contains("料金は１通 120円です。"), "{before}");
    assert_eq!(hint, "１通 120円　6:30～23:00");
}
