// SPDX-License-Identifier: GPL-3.0-only
//! Every municipality of the country within four touches and twelve choices a screen.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs
)]

use std::collections::BTreeSet;

use issuance::Municipality;
use kiosk_app::view::places::{Browse, Label, Place, WIDTH, places};

/// The demo center's list.
fn country() -> Vec<Municipality> {
    let catalogue = include_str!("../../crates/relay-center/catalogue/demo.toml");
    let lines = catalogue
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    lines
        .filter(|columns| columns.len() == 6)
        .map(|columns| Municipality {
            code: columns[0].parse().unwrap(),
            prefecture: columns[1].to_owned(),
            name: columns[2].to_owned(),
            reading: columns[3].to_owned(),
            roman: columns[4].to_owned(),
            prefecture_roman: columns[5].to_owned(),
            paused: false,
        })
        .collect()
}

fn label(place: &Place) -> String {
    match &place.label {
        Label::Region(key) => (*key).to_owned(),
        Label::Prefecture { name, .. } => name.clone(),
        Label::Row { head, .. } => format!("{head}行"),
        Label::Initials { from, to, .. } => format!("{from}～{to}"),
        Label::Name(municipality) => municipality.name.clone(),
    }
}

/// Calls `see` with every screen and the touches that lead to it.
fn walk(choices: &[Place], touches: &[String], see: &mut dyn FnMut(&[String], &[Place])) {
    see(touches, choices);
    for choice in choices.iter().filter(|choice| !choice.next.is_empty()) {
        let touches: Vec<_> = touches.iter().cloned().chain([label(choice)]).collect();
        walk(&choice.next, &touches, see);
    }
}

#[test]
fn every_municipality_is_reached_once_within_four_touches_and_twelve_choices() {
    let country = country();
    assert_eq!(country.len(), 1741);
    let mut reached = BTreeSet::new();
    walk(&places(&country), &[], &mut |touches, choices| {
        // The first screen also has the municipality of the card's address.
        let most = if touches.is_empty() { WIDTH - 1 } else { WIDTH };
        assert!(
            choices.len() <= most,
            "{touches:?}: {} choices",
            choices.len()
        );
        assert!(choices.len() > 1, "{touches:?} is no choice");
        let labels: BTreeSet<_> = choices.iter().map(label).collect();
        assert_eq!(
            labels.len(),
            choices.len(),
            "{touches:?}: two look the same"
        );
        for choice in choices {
            if let Some(code) = choice.code() {
                assert!(touches.len() < 4, "{touches:?} and {}", label(choice));
                assert!(reached.insert(code), "{} stands twice", label(choice));
            }
        }
    });
    assert_eq!(reached.len(), country.len());
}

#[test]
fn a_name_stands_behind_its_own_initials_in_the_order_of_an_index() {
    walk(&places(&country()), &[], &mut |touches, choices| {
        let readings: Vec<_> = choices
            .iter()
            .filter_map(|choice| match &choice.label {
                Label::Name(municipality) => Some(&municipality.reading),
                _ => None,
            })
            .collect();
        let Some(range) = touches.last().and_then(|last| last.split_once('～')) else {
            return;
        };
        if let (Some(first), Some(last)) = (readings.first(), readings.last()) {
            assert!(first.starts_with(range.0), "{touches:?}: {first}");
            assert!(last.starts_with(range.1), "{touches:?}: {last}");
        }
    });
}

#[test]
fn few_municipalities_stand_on_one_screen() {
    let few: Vec<_> = country().into_iter().take(WIDTH).collect();
    let choices = places(&few);
    assert_eq!(choices.len(), WIDTH);
    assert!(choices.iter().all(|choice| choice.code().is_some()));
    assert!(places(&[]).is_empty());
}

#[test]
fn one_prefecture_needs_no_region() {
    let tokyo = country().into_iter().filter(|m| m.prefecture == "東京都");
    let choices = places(&tokyo.collect::<Vec<_>>());
    assert!(choices.len() <= WIDTH);
    let upper =
        |choice: &Place| matches!(choice.label, Label::Region(_) | Label::Prefecture { .. });
    assert!(!choices.iter().any(upper));
}

#[test]
fn back_leads_the_way_one_came() {
    let mut browse = Browse::over(&country());
    let first = browse.here().to_vec();
    browse.enter(1);
    assert!(!browse.is_at_start());
    let second = browse.here().to_vec();
    assert_eq!(second, first[1].next);
    browse.enter(usize::MAX);
    assert_eq!(browse.here(), second);
    browse.leave();
    assert_eq!(browse.here(), first);
    browse.leave();
    assert!(browse.is_at_start());
}
