// SPDX-License-Identifier: GPL-3.0-only
//! A sheet becomes the properties of the pages.

use issuance::Prompt;
use slint::{Global, Image, ModelRc, SharedString, VecModel};

use crate::{
    adapters::Pictures,
    texts::{Language, Texts},
    ui::{self, AppWindow, Kiosk, Theme},
    view::{Button, Sheet},
};

/// What stands on the window besides the sheet.
pub(crate) struct Around<'a> {
    /// The language.
    pub(crate) texts: &'a Texts,
    /// The languages are offered, over the page.
    pub(crate) choosing_language: bool,
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
    /// The resident can end it.
    pub(crate) can_cancel: bool,
}

/// Puts what never changes on the window: each language by its own name, in its own font.
pub(crate) fn offer_languages(window: &AppWindow) {
    let languages: Vec<ui::LanguageName> = Language::ALL
        .into_iter()
        .map(|language| ui::LanguageName {
            name: Texts::new(language).get("language-name").into(),
            family: language.font_family().into(),
        })
        .collect();
    Kiosk::get(window).set_languages(ModelRc::new(VecModel::from(languages)));
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
    Theme::get(window).set_family(texts.language().font_family().into());
    kiosk.set_language_label(texts.get("language-button").into());
    kiosk.set_languages_open(around.choosing_language);
    kiosk.set_languages_title(texts.get("language-title").into());
    kiosk.set_languages_close(texts.get("back").into());
    kiosk.set_specimen(around.specimen);
    kiosk.set_specimen_label(texts.get("specimen").into());

    kiosk.set_step(sheet.step);
    kiosk.set_step_label(sheet.step_label.as_str().into());
    kiosk.set_title(sheet.title.as_str().into());
    kiosk.set_body(sheet.body.as_str().into());
    kiosk.set_note(sheet.note.as_str().into());
    kiosk.set_tone(sheet.tone);
    kiosk.set_code(sheet.code.as_str().into());
    let spoken = around
        .spoken
        .map(|prompt| texts.get(&format!("say-{}", prompt.name())));
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
            enabled: true,
        })
        .collect();
    kiosk.set_choices(ModelRc::new(VecModel::from(choices)));
    let paragraphs: Vec<SharedString> = sheet.paragraphs.iter().map(SharedString::from).collect();
    kiosk.set_paragraphs(ModelRc::new(VecModel::from(paragraphs)));
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
    let picture_label = match sheet.page {
        ui::Page::Passport => "passport-picture",
        _ => "confirm-picture",
    };
    kiosk.set_picture_label(texts.get(picture_label).into());
    kiosk.set_left_figure(sheet.copies.as_str().into());
    kiosk.set_right_figure(sheet.price.as_str().into());

    kiosk.set_warning(around.warning);
    kiosk.set_warning_title(texts.get("warning-title").into());
    kiosk.set_warning_body(texts.get("warning-body").into());
    kiosk.set_warning_stay(texts.get("warning-stay").into());
    kiosk.set_warning_leave(if around.can_cancel {
        texts.get("warning-leave").into()
    } else {
        SharedString::default()
    });
    // Last: the page comes with everything on it.
    kiosk.set_page(sheet.page);
}
