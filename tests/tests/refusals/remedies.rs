// SPDX-License-Identifier: GPL-3.0-only
//! A refusal that has a remedy leads back to the choice, without card and PIN again, three applications at the most.

use demo::visits::Visit;
use vrs::OperationKind;

use super::kiosk::{self, Seen};

fn choosing(visit: Visit, municipalities: &[&str], kinds: &[&str]) -> Visit {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Visit {
        municipalities: owned(municipalities),
        kinds: owned(kinds),
        ..visit
    }
}

fn assert_card_and_pin_once(visit: &Visit, seen: &Seen) {
    for screen in ["place-card", "pin", "take-card"] {
        let times = seen.times(screen);
        assert_eq!(times, 1, "{}, {screen}: {:?}", visit.name, seen.screens);
    }
}

#[test]
fn r131_another_passport_than_the_one_shown_gets_the_domestic_kind_and_no_other() {
    let abroad = |visit| choosing(visit, &["清瀬市"], &["kind-overseas", "kind-domestic"]);
    let held = abroad(kiosk::printing("the passport held now", "default"));
    let other = Visit {
        passport_held: false,
        ..abroad(kiosk::printing("another passport", "default"))
    };
    let visits = [held, other];
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    for (visit, seen) in visits.iter().zip(&seen) {
        assert_card_and_pin_once(visit, seen);
        seen.assert_printed_once();
        for screen in ["passport", "confirm"] {
            assert_eq!(seen.times(screen), 1, "{screen}: {:?}", seen.screens);
        }
    }
    let [held, other] = seen.as_slice() else {
        panic!("two visits");
    };
    let codes = |seen: &Seen| document::scan::file(&seen.papers[0]).unwrap().len();
    // SHC and VDS-NC; SHC alone.
    assert_eq!((codes(held), codes(other)), (2, 1));
    assert_eq!(held.times("applying"), 1);
    assert_eq!(other.times("kind-resident-passport-not-held"), 1);
    assert_eq!(other.times("applying"), 2);
    let operations = world.vrs().unwrap().operations().unwrap();
    let certified = operations
        .iter()
        .filter(|line| line.operation == OperationKind::Certify)
        .count();
    assert_eq!(certified, 2, "nothing was issued for the passport not held");
}

#[test]
fn a_remedy_asks_for_neither_card_nor_pin_again() {
    const DOMESTIC: &str = "kind-domestic";
    const KOGANEI: &str = "関東/東京都/か行/小金井市";
    const SAPPORO: &str = "北海道/さ行/さっ～しべつし/札幌市";
    const OSAKA: &str = "近畿/大阪府/あ行/大阪市";
    let paused_then_right = choosing(
        kiosk::printing("paused, no record, then the right one", "elsewhere"),
        &[KOGANEI, "清瀬市", SAPPORO],
        &[DOMESTIC; 3],
    );
    let lesser_kind = choosing(
        kiosk::printing("no passport items, then the domestic kind", "domestic-only"),
        &["清瀬市"],
        &["kind-overseas", DOMESTIC],
    );
    let too_old = choosing(
        kiosk::printing(
            "passport items too old, then the domestic kind",
            "elsewhere",
        ),
        &[SAPPORO],
        &["kind-overseas", DOMESTIC],
    );
    let nowhere = choosing(
        kiosk::visit("nowhere", "no-record", "REFUSED-NO-RECORD-AGAIN"),
        &["清瀬市", SAPPORO, OSAKA],
        &[DOMESTIC; 3],
    );
    let deceased = kiosk::visit("deceased", "deceased", "REFUSED-NEEDS-CHECK");
    let protected = kiosk::visit("protected", "protected", "REFUSED-NEEDS-CHECK");
    let visits = [
        paused_then_right,
        lesser_kind,
        too_old,
        nowhere,
        deceased,
        protected,
    ];

    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    for (visit, seen) in visits.iter().zip(&seen) {
        assert_card_and_pin_once(visit, seen);
    }
    let [paused, lesser, too_old, nowhere, deceased, protected] = seen.as_slice() else {
        panic!("six visits");
    };

    paused.assert_printed_once();
    assert_eq!(paused.times("municipality"), 1);
    assert_eq!(paused.times("municipality-refused-paused"), 1);
    assert_eq!(paused.times("municipality-refused-no-record"), 1);
    for lesser in [lesser, too_old] {
        lesser.assert_printed_once();
        assert_eq!(lesser.times("kind-refused-overseas-data-missing"), 1);
        assert_eq!(lesser.times("passport"), 0, "{:?}", lesser.screens);
        assert_eq!(lesser.times("confirm"), 1);
    }

    // The third is the last.
    nowhere.assert_stopped("nowhere", "REFUSED-NO-RECORD-AGAIN");
    assert_eq!(nowhere.times("applying"), 3);

    // Nobody who looks on can tell the two apart (R114).
    deceased.assert_stopped("deceased", "REFUSED-NEEDS-CHECK");
    assert_eq!(deceased.screens, protected.screens);
    let operations = world.vrs().unwrap().operations().unwrap();
    let certified = operations
        .iter()
        .filter(|line| line.operation == OperationKind::Certify)
        .count();
    assert_eq!(certified, 3);
}
