// SPDX-License-Identifier: GPL-3.0-only
//! The longest texts that a center may send can be drawn in large letters. A file of its own: a process has one screen.
#![allow(missing_docs, clippy::unwrap_used)]

use demo::headless::Headless;
use kiosk_app::{
    menu::{MOST_OF_A_LABEL, MOST_OF_NOTICES, MOST_OF_TERMS},
    ui::{AppWindow, Choice, Kiosk, Page, Theme},
};
use slint::{ComponentHandle as _, Global as _, ModelRc, SharedString, VecModel};

#[test]
fn the_longest_texts_of_a_center_can_be_drawn() {
    let canvas = Headless::install(1080, 1920).unwrap();
    let window = AppWindow::new().unwrap();
    window.show().unwrap();
    let kiosk = Kiosk::get(&window);
    Theme::get(&window).set_family("Noto Sans CJK JP".into());
    Theme::get(&window).set_large(true);
    let text = |characters| "あ".repeat(characters);
    // Without a line, and with as many as there is room for.
    let lines = |characters: usize| "あ\n".repeat(characters / 17);
    for (width, height) in [(1080, 1920), (1920, 1080)] {
        canvas.resize(width, height);
        for make in [text, lines] {
            kiosk.set_page(Page::Text);
            let terms = make(MOST_OF_TERMS);
            let paragraphs: Vec<SharedString> = terms.lines().map(Into::into).collect();
            kiosk.set_paragraphs(ModelRc::new(VecModel::from(paragraphs)));
            let _ = canvas.settled();
            kiosk.set_page(Page::Attract);
            kiosk.set_note(make(MOST_OF_NOTICES).into());
            let _ = canvas.settled();
            kiosk.set_note("".into());
            kiosk.set_page(Page::Choice);
            let label: SharedString = make(MOST_OF_A_LABEL).into();
            let choice = Choice {
                hint: label.clone(),
                label,
            };
            kiosk.set_choices(ModelRc::new(VecModel::from(vec![choice; 12])));
            let _ = canvas.settled();
        }
    }
}
