// SPDX-License-Identifier: GPL-3.0-only
//! The whole flow without looking: what is said, and what twelve keys do.
//!
//! A figure names a choice, and the hash key takes what was named last: nothing happens that was not said before. The
//! star names the way back or out. Zero says the page again, and once more changes the volume. While a PIN is entered
//! figures are figures, each with the same sound, and none is spoken.

pub(crate) mod confidence;
mod keys;

pub(crate) use keys::Key;

use crate::{
    texts::Texts,
    ui::Page,
    view::{Action, Amount, Choice, Sheet},
};

/// Choices that have a figure of their own; with more, nine leads to the next ones.
const EIGHT: usize = 8;

/// What a key leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Say this script.
    Say(String),
    /// Say the page again.
    Again,
    /// Say the page again, louder or softer.
    Louder,
    /// Do this.
    Act(Action),
    /// A figure of the PIN.
    Figure(u8),
    /// One figure less.
    EraseOne,
}

/// Where somebody is who listens.
#[derive(Debug, Default)]
pub(crate) struct Ear {
    /// What was named last, to be taken with the hash key.
    named: Option<Choice>,
    /// The choices that are offered begin with this one.
    first: usize,
    /// Zero was pressed last.
    again: bool,
}

/// A page for those who listen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aloud<'a> {
    /// The sheet, drawn with the scripts.
    pub(crate) sheet: &'a Sheet,
    /// The scripts.
    pub(crate) scripts: &'a Texts,
    /// Figures of the PIN that are entered.
    pub(crate) pin_count: usize,
}

/// Parts of a script, each a sentence of its own.
pub(crate) fn sentences(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" 。 ")
}

impl Aloud<'_> {
    fn is_pin(self) -> bool {
        self.sheet.page == Page::Pin
    }

    /// Everything that stands on the page, and what can be chosen from here on.
    pub(crate) fn page(self, ear: &Ear) -> String {
        let sheet = self.sheet;
        let words = [&sheet.note, &sheet.title, &sheet.body]
            .into_iter()
            .chain(&sheet.paragraphs)
            .chain([&sheet.tries])
            .cloned()
            .chain(sheet.amounts.iter().map(Amount::sentence));
        let keys = self.is_pin().then(|| self.scripts.get("ear-pin"));
        sentences(words.chain(keys).chain([self.choices(ear)]))
    }

    /// What can be chosen from here on.
    fn choices(self, ear: &Ear) -> String {
        let ways = self.sheet.ways_on();
        let offered = ear.offered(&ways);
        let numbered = offered.iter().enumerate().map(|(at, way)| {
            self.scripts.with(
                "ear-option",
                &[("number", format!("n{}", at + 1)), ("label", sentence(way))],
            )
        });
        let more = (ways.len() > EIGHT).then(|| self.scripts.get("ear-more"));
        let out = self.sheet.way_out().filter(|_| !self.is_pin());
        let out = out.map(|button| {
            let label = [("label", button.label.clone())];
            self.scripts.with("ear-way-out", &label)
        });
        sentences(numbered.chain(more).chain(out))
    }

    fn named(self, label: &str) -> Heard {
        let label = [("label", label.to_owned())];
        Heard::Say(self.scripts.with("ear-named", &label))
    }

    fn say(self, key: &str) -> Heard {
        Heard::Say(self.scripts.get(key))
    }
}

/// A choice with what more is said about it.
fn sentence(way: &Choice) -> String {
    format!("{} {}", way.label, way.hint).trim_end().to_owned()
}

impl Ear {
    /// Another page: nothing is named on it yet.
    pub(crate) fn begin(&mut self) {
        *self = Ear::default();
    }

    /// The choices that have a figure now, the first of them 1.
    pub(crate) fn offered<'a>(&self, ways: &'a [Choice]) -> &'a [Choice] {
        let last = (self.first + EIGHT).min(ways.len());
        ways.get(self.first..last).unwrap_or_default()
    }

    /// The action that the hash key would take now.
    pub(crate) fn named(&self) -> Option<&Action> {
        self.named.as_ref().map(|choice| &choice.action)
    }

    /// A key was pressed.
    pub(crate) fn press(&mut self, key: Key, aloud: Aloud<'_>) -> Heard {
        let again = std::mem::replace(&mut self.again, key == Key::Figure(0));
        match key {
            Key::Figure(figure) if aloud.is_pin() => {
                self.named = None;
                Heard::Figure(figure)
            }
            Key::Figure(0) if again => Heard::Louder,
            Key::Figure(0) => Heard::Again,
            Key::Figure(9) => self.more(aloud),
            Key::Figure(figure) => {
                let ways = aloud.sheet.ways_on();
                let place = usize::from(figure).checked_sub(1);
                match place.and_then(|place| self.offered(&ways).get(place)) {
                    Some(way) => self.name(way.clone(), aloud),
                    None => aloud.say("ear-nothing"),
                }
            }
            Key::Star if aloud.is_pin() && aloud.pin_count > 0 => Heard::EraseOne,
            Key::Star => match aloud.sheet.way_out() {
                Some(button) => {
                    let way = Choice {
                        label: button.label.clone(),
                        hint: String::new(),
                        action: button.action.clone(),
                    };
                    self.name(way, aloud)
                }
                None => aloud.say("ear-nothing"),
            },
            Key::Hash => self.decide(aloud),
        }
    }

    fn name(&mut self, way: Choice, aloud: Aloud<'_>) -> Heard {
        let heard = aloud.named(&sentence(&way));
        self.named = Some(way);
        heard
    }

    fn more(&mut self, aloud: Aloud<'_>) -> Heard {
        let ways = aloud.sheet.ways_on().len();
        if ways <= EIGHT {
            return aloud.say("ear-nothing");
        }
        self.named = None;
        self.first += EIGHT;
        if self.first >= ways {
            self.first = 0;
        }
        Heard::Say(aloud.choices(self))
    }

    fn decide(&mut self, aloud: Aloud<'_>) -> Heard {
        if let Some(way) = self.named.take() {
            return Heard::Act(way.action);
        }
        if aloud.is_pin() {
            let ready = aloud.sheet.primary.as_ref().filter(|button| button.enabled);
            return match ready {
                Some(button) => Heard::Act(button.action.clone()),
                None => {
                    let count = [("count", format!("n{}", aloud.pin_count))];
                    Heard::Say(aloud.scripts.with("pin-count", &count))
                }
            };
        }
        // With one way on there is nothing to choose, but it is said before it is taken.
        match aloud.sheet.ways_on().as_slice() {
            [only] => self.name(only.clone(), aloud),
            [] => aloud.say("ear-nothing"),
            _ => aloud.say("ear-decide"),
        }
    }
}

#[cfg(test)]
mod tests {
    use guidance::Tongue;

    use super::*;
    use crate::view::Button;

    fn sheet(page: Page, choices: usize) -> Sheet {
        let mut sheet = Sheet::new(page, "test");
        sheet.title = "ダ'イ".to_owned();
        sheet.choices = (0..choices)
            .map(|at| Choice {
                label: format!("n{at}"),
                hint: String::new(),
                action: Action::Place(at),
            })
            .collect();
        sheet.secondary = button(Action::Back);
        sheet
    }

    fn button(action: Action) -> Option<Button> {
        Some(Button {
            label: "ボ_タン".to_owned(),
            action,
            enabled: true,
        })
    }

    struct Desk {
        sheet: Sheet,
        scripts: Texts,
        pin_count: usize,
        ear: Ear,
    }

    impl Desk {
        fn new(sheet: Sheet) -> Desk {
            Desk {
                sheet,
                scripts: Texts::spoken(Tongue::Japanese),
                pin_count: 0,
                ear: Ear::default(),
            }
        }

        fn press(&mut self, key: Key) -> Heard {
            let aloud = Aloud {
                sheet: &self.sheet,
                scripts: &self.scripts,
                pin_count: self.pin_count,
            };
            self.ear.press(key, aloud)
        }
    }

    const FIGURES: std::ops::RangeInclusive<u8> = 1..=8;

    #[test]
    fn nothing_is_done_that_was_not_named_before() {
        for choices in [0, 1, 2, 8, 12] {
            let mut page = Desk::new(sheet(Page::Choice, choices));
            for key in FIGURES.map(Key::Figure).chain([Key::Star]) {
                let before = page.ear.named().cloned();
                let heard = page.press(key);
                assert!(matches!(heard, Heard::Say(_)), "{key:?}: {heard:?}");
                let named = page.ear.named().cloned();
                if let (Some(named), Heard::Say(said)) = (named, heard)
                    && before.as_ref() != Some(&named)
                {
                    assert!(
                        said.contains("シャ'アプ") || said.contains("シャアプ"),
                        "{said}"
                    );
                    assert_eq!(page.press(Key::Hash), Heard::Act(named));
                }
            }
        }
    }

    #[test]
    fn every_choice_has_a_figure_however_many_there_are() {
        let mut page = Desk::new(sheet(Page::Choice, 12));
        let mut found = Vec::new();
        for _ in 0..2 {
            for figure in FIGURES {
                page.press(Key::Figure(figure));
                if let Heard::Act(action) = page.press(Key::Hash)
                    && !found.contains(&action)
                {
                    found.push(action);
                }
            }
            assert!(matches!(page.press(Key::Figure(9)), Heard::Say(_)));
        }
        let all: Vec<Action> = (0..12).map(Action::Place).collect();
        assert_eq!(found, all);
        assert_eq!(page.ear.first, 0, "round again");
    }

    #[test]
    fn one_way_on_is_named_and_then_taken() {
        let mut only = sheet(Page::Text, 0);
        only.primary = button(Action::Agree);
        only.secondary = button(Action::Decline);
        let mut page = Desk::new(only);
        assert!(matches!(page.press(Key::Hash), Heard::Say(_)));
        assert_eq!(page.press(Key::Hash), Heard::Act(Action::Agree));
        page.press(Key::Star);
        assert_eq!(page.press(Key::Hash), Heard::Act(Action::Decline));
    }

    #[test]
    fn the_figures_of_a_pin_are_not_spoken_and_not_kept() {
        let mut pin = sheet(Page::Pin, 0);
        pin.primary = button(Action::EnterPin);
        if let Some(primary) = &mut pin.primary {
            primary.enabled = false;
        }
        let mut page = Desk::new(pin);
        for figure in 0..=9 {
            assert_eq!(page.press(Key::Figure(figure)), Heard::Figure(figure));
        }
        assert!(page.ear.named().is_none());
        page.pin_count = 3;
        assert_eq!(page.press(Key::Star), Heard::EraseOne);
        assert!(matches!(page.press(Key::Hash), Heard::Say(_)));
        page.pin_count = 4;
        if let Some(primary) = &mut page.sheet.primary {
            primary.enabled = true;
        }
        assert_eq!(page.press(Key::Hash), Heard::Act(Action::EnterPin));
        page.pin_count = 0;
        page.press(Key::Star);
        assert_eq!(page.press(Key::Hash), Heard::Act(Action::Back));
    }

    #[test]
    fn a_way_out_named_before_a_figure_is_not_taken_with_the_pin() {
        let mut pin = sheet(Page::Pin, 0);
        pin.primary = button(Action::EnterPin);
        let mut page = Desk::new(pin);
        page.press(Key::Star);
        page.press(Key::Figure(1));
        page.pin_count = 4;
        assert_eq!(page.press(Key::Hash), Heard::Act(Action::EnterPin));
    }

    #[test]
    fn zero_says_it_again_and_twice_changes_the_volume() {
        let mut page = Desk::new(sheet(Page::Choice, 2));
        assert_eq!(page.press(Key::Figure(0)), Heard::Again);
        assert_eq!(page.press(Key::Figure(0)), Heard::Louder);
        page.press(Key::Figure(1));
        assert_eq!(page.press(Key::Figure(0)), Heard::Again);
    }
}
