// SPDX-License-Identifier: GPL-3.0-only
//! A resident who does not look: keys and what is said are enough for the certificate.

use demo::visits::Visit;

use super::kiosk;

#[test]
fn r91_a_certificate_by_ear_and_every_screen_is_said() {
    let by_ear = Visit {
        by_ear: true,
        municipalities: vec!["北海道/さ行/さっ～しべつし/札幌市".to_owned()],
        ..kiosk::printing("by ear", "elsewhere")
    };
    // Who comes next is not spoken to as the one before.
    let looking = kiosk::printing("looking", "default");
    let mut world = kiosk::world(None);
    let seen = kiosk::run(&mut world, false, &[by_ear, looking], |_, _, _| {});
    let [ear, looking] = seen.as_slice() else {
        panic!("two visits");
    };
    ear.assert_printed_once();
    looking.assert_printed_once();
    for (at, screen) in ear.screens.iter().enumerate() {
        let said = ear.said.iter().filter(|(screens, _)| *screens == at + 1);
        assert!(said.count() >= 1, "{screen} is silent: {:?}", ear.said);
    }
    let words: Vec<&str> = ear.said.iter().map(|(_, script)| script.as_str()).collect();
    let all = words.join(" ");
    // The place that was looked for, and what is on the paper as far as it may be said.
    for word in ["さっぽろし", "セ'ッシュ", "ホッカ'イドオ"] {
        assert!(all.contains(word), "{word}: {all}");
    }
    // 例示　四郎, in no way of writing it.
    for name in ["例示", "四郎", "レエジ", "レイジ", "シロオ", "シロウ"] {
        assert!(!all.contains(name), "{name} was said: {all}");
    }
    assert!(
        words.len() > 2 * looking.said.len(),
        "who looks is told {} things, who listens {}",
        looking.said.len(),
        words.len()
    );
}
