// SPDX-License-Identifier: GPL-3.0-only
//! A sheet becomes the properties of the pages.

use guidance::Volume;
use issuance::{Prompt, Screen};
use slint::{Global, Image, ModelRc, SharedString, VecModel};

use crate::{
    adapters::Pictures,
    ear::Ear,
    modes::{Mode, Modes},
    phrases::phrased,
    texts::{Language, Texts},
    ui::{self, AppWindow, Kiosk, Overlay, Theme},
    view::{Button, Choice, Headset, Sheet, places::Browse, sheet},
};

/// A page as somebody would see it, without a session: for pictures of every screen and for what is tested on them.
#[derive(Debug)]
pub struct Still<'a> {
    /// What the session machine would say.
    pub screen: &'a Screen<'a>,
    /// Where among the municipalities one looks.
    pub browse: &'a Browse,
    /// The language.
    pub texts: &'a Texts,
    /// How the pages are shown.
    pub modes: Modes,
    /// What lies over the page.
    pub overlay: Overlay,
    /// Digits entered.
    pub pin_count: usize,
    /// What is being said.
    pub spoken: Option<Prompt>,
    /// The pictures of what was applied for.
    pub pictures: Option<&'a Pictures>,
    /// Whether somebody can be spoken to alone.
    pub headset: Headset,
}

/// Puts a still on the window, and says what stands on it. [`offer_languages`] comes first, once a window.
pub fn show(window: &AppWindow, still: &Still<'_>) -> Sheet {
    let sheet = sheet(
        still.screen,
        still.texts,
        still.browse,
        still.pin_count == 4,
        still.headset,
    );
    let around = Around {
        texts: still.texts,
        modes: still.modes,
        overlay: still.overlay,
        serial: Kiosk::get(window).get_serial().wrapping_add(1),
        specimen: true,
        spoken: still.spoken,
        pin_count: still.pin_count,
        pictures: still.pictures,
        warning: still.screen.warning,
        card_on_reader: still.screen.card_on_reader,
        can_cancel: still.screen.can_cancel,
        ear: &Ear::default(),
        volume: Volume::default(),
        headset: still.headset,
    };
    present(window, &sheet, &around);
    sheet
}

/// What stands on the window besides the sheet.
pub(crate) struct Around<'a> {
    /// The language.
    pub(crate) texts: &'a Texts,
    /// How the pages are shown.
    pub(crate) modes: Modes,
    /// What lies over the page.
    pub(crate) overlay: Overlay,
    /// The number of this page.
    pub(crate) serial: i32,
    /// Test cards are served.
    pub(crate) specimen: bool,
    /// What is being said.
    pub(crate) spoken: Option<Prompt>,
    /// Digits entered.
    pub(crate) pin_count: usize,
    /// The pictures of what was applied for.
    pub(crate) pictures: Option<&'a Pictures>,
    /// The session will end soon.
    pub(crate) warning: bool,
    /// A card lies on the reader.
    pub(crate) card_on_reader: bool,
    /// The resident can end it.
    pub(crate) can_cancel: bool,
    /// Where somebody is who listens.
    pub(crate) ear: &'a Ear,
    /// How loud it is said.
    pub(crate) volume: Volume,
    /// Whether it is said to one person alone.
    pub(crate) headset: Headset,
}

/// A text as it is laid out in this mode.
///
/// The texts are broken at phrases for the usual size. In large letters those lines are too long and would leave a
/// syllable alone on the next one: what is one sentence becomes one line, and the page breaks it where it must. So it
/// does at any size where words are parted by spaces: any break between them is as good.
fn flowing(text: &str, around: &Around<'_>) -> SharedString {
    let language = around.texts.language();
    if around.modes.has(Mode::LargeText) || language.parts_words_by_spaces() {
        reflowed(text, language).into()
    } else {
        text.into()
    }
}

fn reflowed(text: &str, language: Language) -> String {
    let spaced = language.parts_words_by_spaces();
    let mut flowing = String::with_capacity(text.len());
    for line in text.lines() {
        let ends = |mark: &char| {
            matches!(
                mark,
                '。' | '.' | '．' | '！' | '？' | '!' | '?' | ':' | '：'
            )
        };
        match flowing.chars().next_back() {
            None => {}
            Some('\n') => flowing.push('\n'),
            Some(last) if ends(&last) || line.is_empty() => flowing.push('\n'),
            Some(_) if spaced => flowing.push(' '),
            Some(_) => {}
        }
        flowing.push_str(line);
    }
    flowing
}

/// Puts what never changes on the window: each language by its own name, in its own font, and where lines may end.
pub fn offer_languages(window: &AppWindow) {
    let languages: Vec<ui::LanguageName> = Language::ALL
        .into_iter()
        .map(|language| ui::LanguageName {
            name: Texts::new(language).get("language-name").into(),
            family: language.font_family().into(),
        })
        .collect();
    let kiosk = Kiosk::get(window);
    kiosk.set_languages(ModelRc::new(VecModel::from(languages)));
    kiosk.on_phrased(|text| phrased(&text).into());
}

/// Puts a sheet on the window.
pub(crate) fn present(window: &AppWindow, sheet: &Sheet, around: &Around<'_>) {
    let kiosk = Kiosk::get(window);
    let texts = around.texts;
    let label = |button: &Option<Button>| {
        button
            .as_ref()
            .map(|b| SharedString::from(&b.label))
            .unwrap_or_default()
    };
    let on_attract = sheet.step == 0 && sheet.page == ui::Page::Attract;

    kiosk.set_service(
        texts
            .get(if on_attract {
                "kiosk-name"
            } else {
                "service-name"
            })
            .into(),
    );
    present_around(window, sheet, around);
    kiosk.set_specimen(around.specimen);
    kiosk.set_specimen_label(texts.get("specimen").into());

    kiosk.set_step(sheet.step);
    kiosk.set_step_label(sheet.step_label.as_str().into());
    kiosk.set_title(sheet.title.as_str().into());
    kiosk.set_body(flowing(&sheet.body, around));
    kiosk.set_note(flowing(&sheet.note, around));
    kiosk.set_tone(sheet.tone);
    kiosk.set_code(sheet.code.as_str().into());
    let spoken = around
        .spoken
        .map(|prompt| texts.get(&format!("say-{}", prompt.name())))
        // What the note says already need not stand there twice.
        .filter(|spoken| *spoken != sheet.note);
    kiosk.set_spoken(spoken.unwrap_or_default().into());

    kiosk.set_primary(label(&sheet.primary));
    kiosk.set_primary_enabled(sheet.primary.as_ref().is_some_and(|button| button.enabled));
    kiosk.set_primary_tone(sheet.weight);
    kiosk.set_secondary(label(&sheet.secondary));
    kiosk.set_tertiary(label(&sheet.tertiary));

    let choices: Vec<ui::Choice> = sheet
        .choices
        .iter()
        .map(|choice| ui::Choice {
            label: choice.label.as_str().into(),
            hint: choice.hint.as_str().into(),
        })
        .collect();
    kiosk.set_choices(ModelRc::new(VecModel::from(choices)));
    let flow = |texts: &[String]| -> Vec<SharedString> {
        texts.iter().map(|text| flowing(text, around)).collect()
    };
    let paragraphs = flow(&sheet.paragraphs);
    kiosk.set_paragraphs(ModelRc::new(VecModel::from(paragraphs)));
    let amounts: Vec<ui::Amount> = sheet
        .amounts
        .iter()
        .map(|line| ui::Amount {
            label: line.label.as_str().into(),
            amount: line.amount.as_str().into(),
        })
        .collect();
    kiosk.set_amounts(ModelRc::new(VecModel::from(amounts)));
    kiosk.set_card_motion(sheet.card);
    kiosk.set_papers_out(sheet.papers_out);

    kiosk.set_pin_count(i32::try_from(around.pin_count).unwrap_or_default());
    kiosk.set_pin_tries(sheet.tries.as_str().into());
    kiosk.set_erase_one_label(texts.get("pin-erase-one").into());
    kiosk.set_erase_all_label(texts.get("pin-erase-all").into());
    kiosk.set_pin_count_label(
        texts
            .with("pin-count", &[("count", around.pin_count.to_string())])
            .into(),
    );

    let picture = around.pictures.and_then(|pictures| match sheet.page {
        ui::Page::Confirm => Some(&pictures.page),
        ui::Page::Passport => pictures.passport.as_ref(),
        _ => None,
    });
    kiosk.set_picture(
        picture
            .map(|pixels| Image::from_rgba8(pixels.clone()))
            .unwrap_or_default(),
    );
    kiosk.set_enlarge_label(texts.get("confirm-enlarge").into());
    let picture_label = match sheet.page {
        ui::Page::Passport => "passport-picture",
        _ => "confirm-picture",
    };
    kiosk.set_picture_label(texts.get(picture_label).into());
    kiosk.set_left_figure(sheet.copies.as_str().into());
    kiosk.set_right_figure(sheet.price.as_str().into());

    kiosk.set_warning(around.warning);
    kiosk.set_warning_title(texts.get("warning-title").into());
    // With a card there the session does not end on the first page, but by way of the card.
    let warning = texts.get(if around.card_on_reader {
        "warning-card"
    } else {
        "warning-body"
    });
    kiosk.set_warning_body(flowing(&warning, around));
    kiosk.set_warning_stay(texts.get("warning-stay").into());
    kiosk.set_warning_leave(if around.can_cancel {
        texts.get("warning-leave").into()
    } else {
        SharedString::default()
    });
    // Last: the page comes with everything on it.
    kiosk.set_page(sheet.page);
}

/// The bar, what lies over the page, and the modes.
fn present_around(window: &AppWindow, sheet: &Sheet, around: &Around<'_>) {
    let (kiosk, theme, texts) = (Kiosk::get(window), Theme::get(window), around.texts);
    theme.set_family(texts.language().font_family().into());
    theme.set_large(around.modes.has(Mode::LargeText));
    theme.set_contrast(around.modes.has(Mode::HighContrast));
    theme.set_reversed(around.modes.has(Mode::Reversed));
    theme.set_low(around.modes.has(Mode::LowReach));

    let language = Language::ALL
        .iter()
        .position(|one| *one == texts.language());
    kiosk.set_language(language.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1));
    kiosk.set_language_label(texts.get("language-button").into());
    kiosk.set_modes_label(texts.get("modes-button").into());
    kiosk.set_help_label(texts.get("help-button").into());
    kiosk.set_scroll_up_label(texts.get("scroll-up").into());
    kiosk.set_scroll_down_label(texts.get("scroll-down").into());
    kiosk.set_lead_up_label(texts.get("lead-up").into());
    kiosk.set_lead_down_label(texts.get("lead-down").into());

    let title = match around.overlay {
        Overlay::Languages => texts.get("language-title"),
        Overlay::Modes => texts.get("modes-title"),
        Overlay::Help => texts.get("help-title"),
        Overlay::Picture => texts.get("confirm-picture"),
        Overlay::None => String::new(),
    };
    kiosk.set_overlay_title(title.into());
    kiosk.set_overlay_close(texts.get("overlay-close").into());
    let modes: Vec<ui::Mode> = Mode::ALL
        .into_iter()
        .map(|mode| {
            let (label, hint) = mode.keys();
            ui::Mode {
                choice: ui::Choice {
                    label: texts.get(label).into(),
                    hint: texts.get(hint).into(),
                },
                on: around.modes.has(mode),
            }
        })
        .collect();
    kiosk.set_modes(ModelRc::new(VecModel::from(modes)));
    let help: Vec<SharedString> = sheet
        .help
        .iter()
        .map(|text| flowing(text, around))
        .collect();
    kiosk.set_help(ModelRc::new(VecModel::from(help)));
    present_sound(&kiosk, sheet, around);
    let start_over = around.can_cancel.then(|| texts.get("start-over"));
    kiosk.set_start_over(start_over.unwrap_or_default().into());
    kiosk.set_overlay(around.overlay);
    kiosk.set_serial(around.serial);
}

/// What is for the ear: the voice's controls, and the page of those who listen.
fn present_sound(kiosk: &Kiosk<'_>, sheet: &Sheet, around: &Around<'_>) {
    let texts = around.texts;
    let level = texts.get(match around.volume {
        Volume::Low => "sound-low",
        Volume::Usual => "sound-usual",
        Volume::High => "sound-high",
    });
    kiosk.set_sound_volume(texts.with("sound-volume", &[("level", level)]).into());
    kiosk.set_sound_repeat(texts.get("sound-repeat").into());
    kiosk.set_sound_stop(texts.get("sound-stop").into());

    let listens = around.modes.has(Mode::ByEar);
    kiosk.set_by_ear(listens);
    kiosk.set_ear_leave(texts.get("ear-leave").into());
    let on_pad = sheet.page == ui::Page::Pin;
    let keys = texts.get(if on_pad { "ear-pin" } else { "ear-started" });
    let alone = (around.headset == Headset::Chosen).then(|| texts.get("headset-listening"));
    let keys: Vec<String> = alone.into_iter().chain([keys]).collect();
    kiosk.set_ear_keys(keys.join("\n").into());
    kiosk.set_ear_star(texts.get("ear-star").into());
    kiosk.set_ear_hash(texts.get("ear-hash").into());
    let ways = sheet.ways_on();
    let named = around.ear.named();
    let label = |choice: &Choice| SharedString::from(choice.label.replace('\n', " "));
    let offered = around.ear.offered(&ways);
    let named_at = offered
        .iter()
        .position(|way| Some(&way.action) == named)
        .and_then(|at| i32::try_from(at).ok());
    kiosk.set_ear_named(named_at.unwrap_or(-1));
    let offered: Vec<SharedString> = offered.iter().map(label).collect();
    kiosk.set_ear_ways(ModelRc::new(VecModel::from(offered)));
    let out = sheet.way_out();
    let star = if on_pad && around.pin_count > 0 {
        Some(texts.get("pin-erase-one"))
    } else {
        out.map(|button| button.label.clone())
    };
    kiosk.set_ear_out(star.unwrap_or_default().into());
    kiosk.set_ear_out_named(out.is_some_and(|button| Some(&button.action) == named));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_a_line_and_two_stay_two() {
        let japanese = reflowed(
            "カードを平らに置き、\n動かさないで。\n終わります。",
            Language::Japanese,
        );
        assert_eq!(japanese, "カードを平らに置き、動かさないで。\n終わります。");
        let english = reflowed("Lay it flat\non the reader.\nWait.", Language::English);
        assert_eq!(english, "Lay it flat on the reader.\nWait.");
        assert_eq!(reflowed("a\n\nb", Language::English), "a\n\nb");
    }
}
