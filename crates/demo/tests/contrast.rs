// SPDX-License-Identifier: GPL-3.0-only
//! Colours that can be told apart, in every mode. A file of its own: a process has one screen.
#![allow(missing_docs, clippy::unwrap_used)]

use demo::headless::Headless;
use kiosk_app::ui::{AppWindow, Theme};
use slint::{Color, Global as _};

/// WCAG 2.1, relative luminance.
fn luminance(colour: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.039_28 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) + 0.0722 * linear(colour.blue())
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_stands_out_seven_to_one_in_every_mode() {
    assert!(
        (contrast(
            Color::from_rgb_u8(0, 0, 0),
            Color::from_rgb_u8(255, 255, 255)
        ) - 21.0)
            .abs()
            < 0.01
    );
    Headless::install(1080, 1920).unwrap();
    let window = AppWindow::new().unwrap();
    let theme = Theme::get(&window);
    for (contrasty, reversed) in [(false, false), (true, false), (false, true)] {
        theme.set_contrast(contrasty);
        theme.set_reversed(reversed);
        let white = Color::from_rgb_u8(255, 255, 255);
        let black = Color::from_rgb_u8(0, 0, 0);
        let pairs = [
            ("ink on paper", theme.get_ink(), theme.get_paper()),
            ("ink on surface", theme.get_ink(), theme.get_surface()),
            ("ink on a press", theme.get_ink(), theme.get_primary_faint()),
            ("soft ink on paper", theme.get_ink_soft(), theme.get_paper()),
            (
                "soft ink on surface",
                theme.get_ink_soft(),
                theme.get_surface(),
            ),
            (
                "soft ink on a press",
                theme.get_ink_soft(),
                theme.get_primary_faint(),
            ),
            ("seal", theme.get_primary(), theme.get_primary_faint()),
            ("main action", theme.get_on_primary(), theme.get_primary()),
            (
                "main action pressed",
                theme.get_on_primary(),
                theme.get_primary_pressed(),
            ),
            ("done action", theme.get_on_done(), theme.get_done()),
            ("done", theme.get_done_ink(), theme.get_done_faint()),
            ("caution", theme.get_caution(), theme.get_caution_faint()),
            ("fault", theme.get_fault(), theme.get_fault_faint()),
            ("disabled", theme.get_disabled_ink(), theme.get_disabled()),
            (
                "specimen",
                if reversed { black } else { white },
                theme.get_accent_ink(),
            ),
        ];
        for (what, front, back) in pairs {
            let ratio = contrast(front, back);
            assert!(ratio >= 7.0, "{what}: {ratio:.2} ({contrasty} {reversed})");
        }
    }
}
