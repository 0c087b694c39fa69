//! The English voice: clips that were rendered when the program was built.

use crate::voice::SAMPLE_RATE;

include!(concat!(env!("OUT_DIR"), "/en.rs"));

/// ITU-T G.711 mu-law, 16000 samples a second.
static SOUND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/en.ulaw"));

/// Which clips each English message is made of, as a Fluent file: `pin-tries = #12 { $tries } #13`.
pub(crate) const SCRIPTS: &str = concat!(
    include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
    include_str!("../../../assets/voice/ja-names.ftl"),
);

const CLIP_RATE: u32 = 16_000;

/// Where the words stand among the clips, as `build.rs` lists them. It writes where each kind begins; the numbers do
/// so at 0, each below twenty at its value.
const TENS: usize = NUMBERS + 20;
const HUNDRED: usize = NUMBERS + 28;
const THOUSAND: usize = NUMBERS + 29;
const O_CLOCK: usize = NUMBERS + 30;
const OH: usize = NUMBERS + 31;

/// Adds a clip at [`SAMPLE_RATE`]; one that is not there is silence.
pub(crate) fn clip(number: usize, samples: &mut Vec<f32>) {
    let sound = SPANS
        .get(number)
        .and_then(|(start, end)| SOUND.get(*start..*end))
        .unwrap_or_default();
    let steps = SAMPLE_RATE / CLIP_RATE;
    let mut last = 0.0;
    for code in sound {
        let next = linear(*code);
        for step in 1..=steps {
            #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
            let part = step as f32 / steps as f32;
            samples.push(last + (next - last) * part);
        }
        last = next;
    }
}

/// The clips that say a number.
pub(crate) fn number(value: u32) -> Vec<usize> {
    let mut clips = Vec::new();
    let (thousands, rest) = (value / 1000, value % 1000);
    if thousands > 0 {
        clips.extend(number(thousands));
        clips.push(THOUSAND);
    }
    let (hundreds, rest) = (rest / 100, rest % 100);
    if hundreds > 0 {
        clips.extend([hundreds as usize, HUNDRED]);
    }
    match rest as usize {
        0 if value > 0 => {}
        small @ 0..20 => clips.push(small),
        rest => {
            clips.push(TENS + rest / 10 - 2);
            clips.extend((rest % 10 > 0).then_some(rest % 10));
        }
    }
    clips
}

/// The clips that say a time of day.
pub(crate) fn clock(hour: u32, minute: u32) -> Vec<usize> {
    let mut clips = number(hour);
    match minute {
        0 => clips.push(O_CLOCK),
        1..10 => {
            clips.push(OH);
            clips.extend(number(minute));
        }
        _ => clips.extend(number(minute)),
    }
    clips
}

/// The clips that say a date; `None` for a month or day that there is not.
pub(crate) fn date(year: u32, month: u32, day: u32) -> Option<Vec<usize>> {
    let at = |value: u32, most| (value as usize).checked_sub(1).filter(|at| *at < most);
    let mut clips = vec![MONTHS + at(month, 12)?, ORDINALS + at(day, 31)?];
    match (year / 100, year % 100) {
        // Nineteen eighty five; two thousand twenty one.
        (century @ 11..20, rest) => {
            clips.extend(number(century));
            match rest {
                0 => clips.push(HUNDRED),
                1..10 => {
                    clips.push(OH);
                    clips.extend(number(rest));
                }
                _ => clips.extend(number(rest)),
            }
        }
        _ => clips.extend(number(year)),
    }
    Some(clips)
}

/// The clip that names a Latin letter of either case; `None` for anything else.
pub(crate) fn letter(letter: &str) -> Option<usize> {
    let [letter @ (b'A'..=b'Z' | b'a'..=b'z')] = letter.as_bytes() else {
        return None;
    };
    Some(LETTERS + usize::from(letter.to_ascii_uppercase() - b'A'))
}

/// The clip that names a sign, in the order of `build.rs`.
pub(crate) const fn sign(at: usize) -> usize {
    SIGNS + at
}

/// From -1 to 1.
fn linear(code: u8) -> f32 {
    let code = i32::from(!code);
    let magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
    #[expect(clippy::cast_precision_loss, reason = "15 bits")]
    let level = magnitude as f32 / 32_768.0;
    if code & 0x80 == 0 { level } else { -level }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_said_in_words() {
        assert_eq!(number(0), [0]);
        assert_eq!(number(19), [19]);
        assert_eq!(number(40), [22]);
        assert_eq!(number(350), [3, HUNDRED, 23]);
        assert_eq!(number(1_208), [1, THOUSAND, 2, HUNDRED, 8]);
        assert_eq!(number(12_000), [12, THOUSAND]);
        assert_eq!(clock(6, 30), [6, 21]);
        assert_eq!(clock(23, 0), [20, 3, O_CLOCK]);
        assert_eq!(clock(9, 5), [9, OH, 5]);
    }

    #[test]
    fn a_date_is_said_as_it_is_told() {
        let said = |year, month, day| date(year, month, day).unwrap();
        assert_eq!(
            said(2021, 6, 1),
            [MONTHS + 5, ORDINALS, 2, THOUSAND, 20, 1],
            "June first, two thousand twenty one"
        );
        assert_eq!(
            said(1985, 12, 31),
            [MONTHS + 11, ORDINALS + 30, 19, 26, 5],
            "December thirty-first, nineteen eighty five"
        );
        assert_eq!(said(1900, 1, 20).split_off(2), [19, HUNDRED]);
        assert_eq!(said(1905, 1, 20).split_off(2), [19, OH, 5]);
        assert_eq!(said(1999, 1, 20).split_off(2), [19, 27, 9]);
        assert_eq!(said(2000, 1, 20).split_off(2), [2, THOUSAND]);
        for (month, day) in [(0, 1), (13, 1), (1, 0), (1, 32), (u32::MAX, u32::MAX)] {
            assert_eq!(date(2021, month, day), None, "{month} {day}");
        }
    }

    #[test]
    fn a_letter_has_its_clip_in_either_case() {
        assert_eq!(letter("A"), Some(LETTERS));
        assert_eq!(letter("z"), Some(LETTERS + 25));
        assert_eq!(LETTERS + 26, SIGNS);
        for none in ["", "AB", "[", "@", "1", "É"] {
            assert_eq!(letter(none), None, "{none}");
        }
    }

    #[test]
    fn every_clip_can_be_heard_and_none_is_clipped() {
        for at in 0..SPANS.len() {
            let mut samples = Vec::new();
            clip(at, &mut samples);
            let peak = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!((0.05..1.0).contains(&peak), "clip {at}: {peak}");
        }
        let mut nothing = Vec::new();
        clip(SPANS.len(), &mut nothing);
        assert!(nothing.is_empty());
    }
}
