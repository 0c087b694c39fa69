// SPDX-License-Identifier: GPL-3.0-only
//! What is said into a headset alone: what stands in the picture of the page, and of the passport number.

use certificate::{MatchedPreview, Preview};
use guidance::{Confidence, Tongue};
use time::Date;

use crate::texts::Texts;

/// What can be told.
trait Told {
    /// The program's own words.
    fn words(&mut self, script: &str);
    /// Character by character.
    fn spell(&mut self, text: &str);
    /// A date.
    fn date(&mut self, date: Date);
}

/// A confidence in one tongue.
struct Whisper {
    tongue: Tongue,
    confidence: Confidence,
}

impl Whisper {
    fn new(tongue: Tongue) -> Whisper {
        Whisper {
            tongue,
            confidence: Confidence::new(),
        }
    }
}

impl Told for Whisper {
    fn words(&mut self, script: &str) {
        self.confidence.words(self.tongue, script);
    }

    fn spell(&mut self, text: &str) {
        self.confidence.spell(self.tongue, text);
    }

    fn date(&mut self, date: Date) {
        // A certificate's dates lie between its holder's birth and today.
        let year = u16::try_from(date.year()).unwrap_or_default();
        self.confidence
            .date(self.tongue, year, date.month().into(), date.day());
    }
}

/// Name, dates, and of a passport the name in it: what a resident confirms, and is not said to everybody.
pub(crate) fn certificate(preview: &MatchedPreview, tongue: Tongue, scripts: &Texts) -> Confidence {
    let mut whisper = Whisper::new(tongue);
    tell_certificate(preview.preview(), scripts, &mut whisper);
    whisper.confidence
}

/// The passport number, to be compared with the passport in hand.
pub(crate) fn passport(preview: &MatchedPreview, tongue: Tongue, scripts: &Texts) -> Confidence {
    let mut whisper = Whisper::new(tongue);
    tell_passport(preview.preview(), scripts, &mut whisper);
    whisper.confidence
}

fn tell_certificate(preview: &Preview, scripts: &Texts, told: &mut impl Told) {
    told.words(&scripts.get("told-name"));
    told.spell(preview.name().expose());
    if let Some(overseas) = preview.overseas() {
        told.words(&scripts.get("told-roman-name"));
        told.spell(overseas.roman_name.expose());
    }
    told.words(&scripts.get("told-birth-date"));
    told.date(preview.birth_date().date());
    for dose in preview.doses() {
        let number = [("number", format!("n{}", dose.number))];
        told.words(&scripts.with("told-dose", &number));
        told.date(dose.date);
    }
    told.words(&scripts.get("told-end"));
}

fn tell_passport(preview: &Preview, scripts: &Texts, told: &mut impl Told) {
    if let Some(overseas) = preview.overseas() {
        told.words(&scripts.get("told-passport"));
        told.spell(overseas.passport_number.expose());
    }
    told.words(&scripts.get("told-end"));
}

#[cfg(test)]
mod tests {
    use card_driver::BirthDate;
    use certificate::{Dose, EnglishNames, Kind, MunicipalityCode, OverseasFields, PreviewFields};
    use time::macros::date;

    use super::*;

    /// What was told, in words that a test can read.
    #[derive(Default)]
    struct Heard(Vec<String>);

    impl Told for Heard {
        fn words(&mut self, script: &str) {
            self.0.push(script.to_owned());
        }

        fn spell(&mut self, text: &str) {
            self.0.push(format!("spelled {text}"));
        }

        fn date(&mut self, date: Date) {
            self.0.push(format!("dated {date}"));
        }
    }

    fn dose(number: u8, date: Date, abroad: bool) -> Dose {
        let english = EnglishNames {
            vaccine_type: "mRNA vaccine".to_owned(),
            manufacturer: "Example".to_owned(),
            product: "Example".to_owned(),
        };
        Dose {
            number,
            date,
            vaccine_type: "mRNAワクチン".to_owned(),
            manufacturer: "例示社".to_owned(),
            product: "例示筋注".to_owned(),
            lot: "EX0001".to_owned(),
            country: abroad.then(|| "JPN".to_owned()),
            english: abroad.then_some(english),
        }
    }

    fn preview(abroad: bool) -> Preview {
        let overseas = OverseasFields {
            roman_name: "MIHON HANAKO".to_owned().into(),
            nationality: "JPN".to_owned().into(),
            passport_number: "XX0000000".to_owned().into(),
            other_surname: None,
        };
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.is_overseas() == abroad);
        Preview::new(PreviewFields {
            kind: kind.unwrap(),
            municipality: "132217".parse::<MunicipalityCode>().unwrap(),
            issuer: "清瀬市長".to_owned(),
            issuer_english: abroad.then(|| "Mayor of Kiyose City".to_owned()),
            name: "見本　花子".to_owned().into(),
            birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
            overseas: abroad.then_some(overseas),
            doses: vec![
                dose(1, date!(2021 - 06 - 15), abroad),
                dose(2, date!(2021 - 07 - 06), abroad),
            ],
        })
        .unwrap()
    }

    #[test]
    fn who_wears_the_headset_hears_name_and_every_date() {
        for tongue in [Tongue::Japanese, Tongue::English] {
            let scripts = Texts::spoken(tongue);
            let heard = |abroad| {
                let mut heard = Heard::default();
                tell_certificate(&preview(abroad), &scripts, &mut heard);
                heard.0
            };
            let dose = |number: u8| scripts.with("told-dose", &[("number", format!("n{number}"))]);
            let name = [scripts.get("told-name"), "spelled 見本　花子".to_owned()];
            let roman = [
                scripts.get("told-roman-name"),
                "spelled MIHON HANAKO".to_owned(),
            ];
            let rest = [
                scripts.get("told-birth-date"),
                "dated 1985-04-12".to_owned(),
                dose(1),
                "dated 2021-06-15".to_owned(),
                dose(2),
                "dated 2021-07-06".to_owned(),
                scripts.get("told-end"),
            ];
            assert_eq!(heard(false), [&name[..], &rest].concat());
            assert_eq!(heard(true), [&name[..], &roman, &rest].concat());
        }
    }

    #[test]
    fn the_passport_number_is_spelled_where_there_is_one() {
        let scripts = Texts::spoken(Tongue::Japanese);
        let heard = |abroad| {
            let mut heard = Heard::default();
            tell_passport(&preview(abroad), &scripts, &mut heard);
            heard.0
        };
        let end = scripts.get("told-end");
        let number = scripts.get("told-passport");
        assert_eq!(heard(true), [&number, "spelled XX0000000", &end]);
        assert_eq!(heard(false), [end]);
    }
}
