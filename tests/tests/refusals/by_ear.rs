// SPDX-License-Identifier: GPL-3.0-only
//! A resident who does not look: keys and what is said are enough for the certificate.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use demo::visits::Visit;

use super::kiosk;

/// What can be read on a paper.
fn text_of(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed by `make`");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn r91_a_certificate_by_ear_and_every_screen_is_said() {
    let by_ear = Visit {
        by_ear: true,
        headset: true,
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
    // The headset was chosen: what nobody else may hear is said into it, once, where it is to be confirmed.
    assert_eq!(ear.confided, ["confirm"]);
    assert!(looking.confided.is_empty());
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
    // The number on the card, in figures of either width and as it would be read: not said, and not on the paper.
    let number = "890123456780";
    let wide: String = number
        .chars()
        .filter_map(|figure| char::from_u32(figure as u32 - '0' as u32 + '０' as u32))
        .collect();
    let raw = text_of(&ear.papers[0]);
    let paper: String = raw.split_whitespace().collect();
    assert!(paper.contains("例示"), "{paper}");
    for way in [number, &wide, "8901", "8 9 0 1", "ハチキュウゼロイチ"] {
        assert!(!all.contains(way), "{way} was said: {all}");
        assert!(!paper.contains(way), "{way} is on the paper: {paper}");
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
