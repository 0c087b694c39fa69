//! Readings come from the center. Whatever is taken for one can be said.
#![allow(missing_docs, clippy::unwrap_used)]

use guidance::{Tongue, Utterance, Voice, reading::Reading};

/// Every row of `length` of these.
fn rows(of: &[&str], length: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for _ in 0..length {
        rows = rows
            .iter()
            .flat_map(|row| of.iter().map(move |next| format!("{row}{next}")))
            .collect();
    }
    rows
}

#[test]
fn what_is_taken_for_a_reading_can_be_said() {
    let voice = Voice::load().unwrap();
    let mut said = 0;
    let letters = ["カ", "ー", "ッ", " ", "　", "/", "？", "_", "'"];
    for text in (1..=3).flat_map(|length| rows(&letters, length)) {
        if Reading::parse(&text).is_err() {
            continue;
        }
        // Alone, and as a choice among others.
        let script = format!("{text} 。 イチバン' {text} ワ");
        for script in [text.clone(), script] {
            let spoken = voice.synthesize(&Utterance::new(Tongue::Japanese, script.as_str()));
            assert!(spoken.is_ok(), "{script:?}: {spoken:?}");
        }
        said += 1;
    }
    assert!(said > 200, "{said}");
}

#[test]
fn what_would_never_end_is_not_begun() {
    let voice = Voice::load().unwrap();
    let minutes = |script: String| {
        let spoken = voice.synthesize(&Utterance::new(Tongue::Japanese, script));
        spoken.unwrap().samples().len() as f64 / f64::from(guidance::SAMPLE_RATE) / 60.0
    };
    // One sentence of eleven hours, and a row of short ones.
    assert!(minutes("カ".repeat(300_000)) < 15.0);
    let row = minutes("アリガトーゴザイマ'ス。".repeat(3_000));
    assert!((1.0..20.0).contains(&row), "{row}");
}
