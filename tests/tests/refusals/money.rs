// SPDX-License-Identifier: GPL-3.0-only
//! A fee, on the real screens and with a coin box: what is kept, what comes back, and what waits for the staff. After
//! every visit the book balances, and the machine has in it what the book says.

use demo::{
    stage::{Prints, Till},
    visits::Visit,
    world::{Plan, World},
};

use super::kiosk::{self, Seen};

const FEE: u32 = 120;

fn world() -> World {
    World::start(Plan {
        fee: FEE,
        ..Plan::default()
    })
    .unwrap()
}

/// The last count of a visit; in every count each yen is somewhere once.
fn counted(seen: &Seen) -> &Till {
    for till in &seen.tills {
        assert_eq!((till.sum, till.escrow), (0, 0), "{till:?}");
        assert_eq!(till.inside, till.kept + till.owed, "{till:?}");
        assert_eq!(till.hand, -till.inside, "{till:?}");
    }
    seen.tills.last().unwrap()
}

#[test]
fn the_fee_is_kept_where_it_is_printed_given_back_where_not_and_held_where_nobody_knows() {
    let exact = kiosk::printing("the exact fee", "default");
    let more = Visit {
        coins: vec![500],
        copies: 2,
        ..kiosk::printing("more than the fee", "default")
    };
    let given_up = Visit {
        coins: vec![100],
        gives_up_paying: true,
        ..kiosk::visit("given up", "default", "RESIDENT-PAYMENT-GIVEN-UP")
    };
    let untouched = Visit {
        gives_up_paying: true,
        ..kiosk::visit("nothing put in", "default", "RESIDENT-PAYMENT-GIVEN-UP")
    };
    let refused = Visit {
        coins: vec![1000],
        prints: Prints::Nothing,
        ..kiosk::visit("nothing came out", "default", "PRINTER-ABORTED")
    };
    let unknown = Visit {
        coins: vec![100, 50],
        prints: Prints::Unknown,
        staff_keep: Some(false),
        ..kiosk::visit("nobody knows", "default", "PRINTER-OUTCOME-UNKNOWN")
    };
    let after_all = Visit {
        name: "it was printed after all".to_owned(),
        staff_keep: Some(true),
        ..unknown.clone()
    };
    let visits = [
        exact, more, given_up, untouched, refused, unknown, after_all,
    ];
    let mut world = world();
    let seen = kiosk::run(&mut world, false, &visits, |_, _, _| {});
    let [
        exact,
        more,
        given_up,
        untouched,
        refused,
        unknown,
        after_all,
    ] = seen.as_slice()
    else {
        panic!("seven visits");
    };

    exact.assert_printed_once();
    let at = |seen: &Seen, name: &str| seen.screens.iter().position(|screen| screen == name);
    assert!(at(exact, "confirm") < at(exact, "preparing"));
    assert!(at(exact, "preparing") < at(exact, "pay"));
    assert!(
        at(exact, "pay") < at(exact, "printing"),
        "{:?}",
        exact.screens
    );
    let till = counted(exact);
    assert_eq!((till.kept, till.tray), (120, 0));

    assert_eq!(more.papers.len(), 2);
    let till = counted(more);
    assert_eq!((till.kept, till.tray), (360, 260), "change");

    for (seen, back) in [(given_up, 100), (untouched, 0), (refused, 1000)] {
        assert_eq!(seen.papers.len(), 0, "{:?}", seen.screens);
        let till = counted(seen);
        assert_eq!((till.kept, till.owed, till.tray), (360, 0, back));
    }
    assert_eq!(given_up.times("printing"), 0);

    for (seen, before, after) in [(unknown, 360, 360), (after_all, 360, 480)] {
        assert_eq!(seen.papers.len(), 0);
        let settled = counted(seen);
        let [held, _] = seen.tills.as_slice() else {
            panic!("before and after the staff: {:?}", seen.tills);
        };
        assert_eq!((held.kept, held.owed, held.tray), (before, 150, 0));
        let [(number, 150)] = held.open.as_slice() else {
            panic!("{held:?}");
        };
        assert_eq!(number.len(), 9);
        assert_eq!((settled.kept, settled.owed), (after, 0));
        assert_eq!(settled.open, []);
    }
}
