// SPDX-License-Identifier: GPL-3.0-only
//! Center, VRS or printer that is not there, or not who it says.

use std::fs;

use demo::{
    resident::SHUT_OUT,
    world::{Plan, World},
};
use line::Role;
use relay_center::pki::{End, ThrowAwayPki};

use super::kiosk;

/// The kiosk stays out of service: pressed everywhere, with a card on the reader, it does nothing.
pub(crate) fn assert_shut(world: &mut World) {
    let visits = [kiosk::visit("shut", "default", SHUT_OUT)];
    let seen = kiosk::run(world, false, &visits, |_, _, _| {});
    assert!(seen.is_empty(), "{seen:?}");
}

fn replace_in_config(world: &World, from: &str, to: &str) {
    let path = world.kiosk_config();
    let config = fs::read_to_string(&path).unwrap();
    assert_eq!(config.matches(from).count(), 1);
    fs::write(&path, config.replace(from, to)).unwrap();
}

#[test]
fn r49_without_a_center_nothing_can_be_begun() {
    let mut world = kiosk::world(None);
    world.stop_center();
    assert_shut(&mut world);
}

#[test]
fn r63_a_center_under_another_root_is_no_center() {
    let mut world = kiosk::world(None);
    let other = ThrowAwayPki::new().unwrap();
    fs::write(world.folder().join("other.pem"), other.root_pem()).unwrap();
    replace_in_config(&world, "root = \"root.pem\"", "root = \"other.pem\"");
    assert_shut(&mut world);
}

#[test]
fn r63_a_kiosk_with_a_strangers_certificate_is_not_served() {
    let mut world = kiosk::world(None);
    let other = ThrowAwayPki::new().unwrap();
    let pair = other.issue(Role::Kiosk, "demo-kiosk", End::Client).unwrap();
    fs::write(world.folder().join("kiosk.pem"), pair.certificate_pem).unwrap();
    fs::write(world.folder().join("kiosk.key"), &*pair.key_pem).unwrap();
    assert_shut(&mut world);
}

fn assert_stopped_before_the_preview(code: &str, stop: fn(&mut World)) {
    let visits = [kiosk::stepwise(kiosk::visit("line away", "default", code))];
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |world, _, screen| {
        if screen == "municipality" {
            stop(world);
        }
    });
    seen[0].assert_stopped("line away", code);
    assert_eq!(seen[0].times("applying"), 1, "{:?}", seen[0].screens);
    assert_eq!(seen[0].times("confirm"), 0, "{:?}", seen[0].screens);
}

#[test]
fn a_center_that_is_gone_before_the_application_stops_the_visit() {
    assert_stopped_before_the_preview("CENTER-UNREACHABLE", World::stop_center);
}

#[test]
fn vrs_that_is_gone_before_the_application_stops_the_visit() {
    assert_stopped_before_the_preview("CENTER-VRS-UNREACHABLE", World::stop_vrs);
}

#[test]
fn a_center_that_is_gone_after_the_confirmation_prints_nothing() {
    let visits = [kiosk::stepwise(kiosk::visit(
        "center away",
        "default",
        "CENTER-UNREACHABLE",
    ))];
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &visits, |world, _, screen| {
        if screen == "confirm" {
            world.stop_center();
        }
    });
    seen[0].assert_stopped("center away", "CENTER-UNREACHABLE");
    assert_eq!(seen[0].times("confirm"), 1);
}

#[test]
fn a_printer_that_is_gone_prints_nothing_and_the_visit_says_so() {
    let visits = [kiosk::stepwise(kiosk::visit(
        "printer away",
        "default",
        "PRINTER-UNREACHABLE",
    ))];
    let mut world = World::start(Plan {
        real: true,
        ..Plan::default()
    })
    .unwrap();
    let seen = kiosk::run(&mut world, true, &visits, |world, _, screen| {
        if screen == "confirm" {
            world.stop_printer();
        }
    });
    let stopped = "stopped-printer-unreachable";
    assert_eq!(seen[0].times(stopped), 1, "{:?}", seen[0].screens);
    assert_eq!(seen[0].times("take-papers"), 0, "{:?}", seen[0].screens);
    assert_eq!(
        fs::read_dir(world.folder().join("spool")).unwrap().count(),
        0
    );
}
