// SPDX-License-Identifier: GPL-3.0-only
//! A refusal that has a remedy leads back to the choice, without card and PIN again, three applications at the most.

use demo::visits::Visit;
use vrs::OperationKind;

use super::kiosk;

fn choosing(visit: Visit, municipalities: &[&str], kinds: &[&str]) -> Visit {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Visit {
        municipalities: owned(municipalities),
        kinds: owned(kinds),
        ..visit
    }
}

#[test]
fn a_remedy_asks_for_neither_card_nor_pin_again() {
    const DOMESTIC: &str = "kind-domestic";
    let paused_then_right = choosing(
        kiosk::printing("paused, no record, then the right one", "elsewhere"),
        &["小金井市", "清瀬市", "札幌市"],
        &[DOMESTIC; 3],
    );
    let lesser_kind = choosing(
        kiosk::printing("no passport items, then the domestic kind", "domestic-only"),
        &["清瀬市"],
        &["kind-overseas", DOMESTIC],
    );
    let nowhere = choosing(
        kiosk::visit("nowhere", "no-record", "REFUSED-NO-RECORD-AGAIN"),
        &["清瀬市", "札幌市", "大阪市"],
        &[DOMESTIC; 3],
    );
    let deceased = kiosk::visit("deceased", "deceased", "REFUSED-NEEDS-CHECK");
    let protected = kiosk::visit("protected", "protected", "REFUSED-NEEDS-CHECK");
    let visits = [paused_then_right, lesser_kind, nowhere, deceased, protected];

    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    for (visit, seen) in visits.iter().zip(&seen) {
        for screen in ["place-card", "pin", "take-card"] {
            let name = &visit.name;
            assert_eq!(
                seen.times(screen),
                1,
                "{name}, {screen}: {:?}",
                seen.screens
            );
        }
    }
    let [paused, lesser, nowhere, deceased, protected] = seen.as_slice() else {
        panic!("five visits");
    };

    paused.assert_printed_once();
    assert_eq!(paused.times("municipality"), 1);
    assert_eq!(paused.times("municipality-refused-paused"), 1);
    assert_eq!(paused.times("municipality-refused-no-record"), 1);
    lesser.assert_printed_once();
    assert_eq!(lesser.times("kind-refused-overseas-data-missing"), 1);
    assert_eq!(lesser.times("confirm"), 1);

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
    assert_eq!(certified, 2);
}
