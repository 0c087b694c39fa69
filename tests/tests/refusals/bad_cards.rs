// SPDX-License-Identifier: GPL-3.0-only
//! Cards that are none, copies, wrong PINs, and cards that are taken away: each on the real screens.

use demo::visits::Visit;

use super::kiosk;

fn taken_at(screen: &str) -> Visit {
    Visit {
        removes_card_at: Some(screen.to_owned()),
        ..kiosk::visit(&format!("taken at {screen}"), "default", "CARD-REMOVED")
    }
}

fn typing(visit: Visit, pins: &[&str]) -> Visit {
    Visit {
        pins: pins.iter().map(|pin| (*pin).to_owned()).collect(),
        ..visit
    }
}

#[test]
fn every_bad_card_ends_with_its_code_and_nothing_is_asked_of_the_center() {
    let visits = [
        kiosk::visit("another card", "not-mynumber", "CARD-NOT-MYNUMBER"),
        kiosk::visit("bad signature", "bad-signature", "CARD-SIGNATURE-WRONG"),
        kiosk::visit("copied", "copied", "CARD-NOT-GENUINE"),
        kiosk::visit("blocked", "blocked", "CARD-PIN-BLOCKED"),
        kiosk::visit("taken at opening", "taken-at-opening", "CARD-REMOVED"),
        taken_at("pin"),
        kiosk::visit("taken at reading", "taken-at-reading", "CARD-REMOVED"),
    ];
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    for (visit, seen) in visits.iter().zip(&seen) {
        seen.assert_stopped(&visit.name, visit.ends_with.as_ref().unwrap());
        assert_eq!(seen.times("municipality"), 0, "{:?}", seen.screens);
    }
    let asked_for_pin: Vec<_> = seen.iter().map(|seen| seen.times("pin")).collect();
    assert_eq!(asked_for_pin, [0, 1, 1, 0, 0, 1, 1]);
    let operations = world.vrs().unwrap().operations().unwrap();
    assert_eq!(operations, [], "VRS was asked without an application");
}

#[test]
fn a_wrong_pin_is_asked_for_again_and_the_last_try_is_nobodys_accident() {
    let visits = [
        // Whoever does not confirm the last try loses nothing.
        typing(
            kiosk::visit("wrong twice", "default", "SCREEN-LAST-TRY"),
            &["9999", "8888"],
        ),
        typing(kiosk::visit("last try", "last-try", "SCREEN-LAST-TRY"), &[]),
        typing(
            kiosk::printing("wrong, then right", "default"),
            &["9999", "1234"],
        ),
    ];
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    let asked_for_pin: Vec<_> = seen.iter().map(|seen| seen.times("pin")).collect();
    assert_eq!(asked_for_pin, [2, 0, 2]);
    for seen in &seen[..2] {
        assert_eq!(seen.times("last-try"), 1, "{:?}", seen.screens);
        assert_eq!(seen.times("municipality"), 0, "{:?}", seen.screens);
        assert_eq!(seen.papers.len(), 0);
    }
    seen[2].assert_printed_once();
}
