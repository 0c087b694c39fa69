//! Whatever comes, in whatever order: what the machine holds to.
//!
//! A sequence is made of symbols, not of secrets: what fails can be shown. The monitor knows nothing
//! of the machine's states; it judges by the events that went in and the commands that came out.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../common/mod.rs"]
mod common;
mod drive;
mod monitor;
mod symbols;

use certificate::Kind;
use issuance::{Fate, Held};
use monitor::World;
use proptest::prelude::*;
use symbols::step;

proptest! {
    #![proptest_config(ProptestConfig {
            cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn r14_r23_r70_r74_r91_hold_in_any_order(
        fee in any::<bool>(),
        abroad in any::<bool>(),
        steps in prop::collection::vec(step(), 1..120),
        dice in any::<u32>(),
    ) {
        let kind = if abroad { Kind::OverseasAndDomestic } else { Kind::Domestic };
        let mut world = World::new(fee, kind);
        for step in steps {
            world.run(step);
        }
        world.walk_away(dice);
        prop_assert_eq!(world.machine.held(), Held::Nothing);
        // Whatever the device says late: what was collected has its one end.
        while !world.due.is_empty() {
            world.deliver(0, 0);
        }
        for seen in world.seen.values() {
            prop_assert_eq!(seen.fates.len(), usize::from(seen.collected));
            prop_assert_eq!(seen.fates.contains(&Fate::Keep), seen.collected && seen.printed);
        }
        // And the next resident is served.
        world.arrived();
        for _ in 0..25 {
            world.forward();
            if world.page() == "TakePapers" {
                break;
            }
        }
        prop_assert_eq!(world.page(), "TakePapers");
    }
}
