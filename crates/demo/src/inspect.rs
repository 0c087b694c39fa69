// SPDX-License-Identifier: GPL-3.0-only
//! What can be wrong on a screen and can be told without looking at it.

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery};
use kiosk_app::ui::{AppWindow, Theme};
use slint::{ComponentHandle as _, Global as _};

/// The least side of a control in pixels: 20 mm at 21.5 inches and 1080 x 1920, and at 15 inches and 1280 x 800; on
/// anything smaller, which is a tester's window, what a finger needs.
fn least_target(size: slint::LogicalSize) -> f32 {
    if size.width >= 1080.0 && size.height >= 1080.0 {
        81.0
    } else if size.width >= 1280.0 {
        80.0
    } else {
        48.0
    }
}

/// Half a pixel: what rounding does.
const SLACK: f32 = 0.6;

#[derive(Debug, Clone, Copy)]
struct Place {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Place {
    fn of(element: &ElementHandle) -> Place {
        let (at, size) = (element.absolute_position(), element.size());
        Place {
            left: at.x,
            top: at.y,
            right: at.x + size.width,
            bottom: at.y + size.height,
        }
    }

    fn is_within(self, other: Place) -> bool {
        self.left >= other.left - SLACK
            && self.top >= other.top - SLACK
            && self.right <= other.right + SLACK
            && self.bottom <= other.bottom + SLACK
    }

    fn is_over(self, other: Place) -> bool {
        self.left < other.right - SLACK
            && other.left < self.right - SLACK
            && self.top < other.bottom - SLACK
            && other.top < self.bottom - SLACK
    }
}

/// What lies over a page and covers it.
const COVERS: [&str; 6] = [
    "StaffPage",
    "LanguagesSheet",
    "ModesSheet",
    "HelpSheet",
    "PictureSheet",
    "WarningSheet",
];

/// What is wrong with the screen that stands on the window.
#[must_use]
pub fn problems(window: &AppWindow) -> Vec<String> {
    let size = window
        .window()
        .size()
        .to_logical(window.window().scale_factor());
    let screen = Place {
        left: 0.0,
        top: 0.0,
        right: size.width,
        bottom: size.height,
    };
    let cover = COVERS
        .into_iter()
        .find_map(|name| ElementHandle::find_by_element_type_name(window, name).next());
    let all = match &cover {
        Some(cover) => cover.query_descendants(),
        None => ElementQuery::from_root(window),
    }
    .find_all();
    let mut found = controls(&all, screen);
    let theme = Theme::get(window);
    // Staff has no modes.
    let staff = cover.as_ref().is_some_and(|cover| is(cover, "StaffPage"));
    if theme.get_low() && !theme.get_wide() && !staff {
        found.extend(out_of_reach(&all, screen));
    }
    // What is longer than its room is scrolled: it may stand below the screen, but not beside it.
    let texts: Vec<(String, Place)> = all
        .iter()
        .filter(|element| is(element, "Text") && element.computed_opacity() > 0.0)
        .map(|element| (label(element), Place::of(element)))
        .filter(|(_, place)| place.right - place.left > SLACK && place.bottom - place.top > SLACK)
        .collect();
    for (index, (text, place)) in texts.iter().enumerate() {
        if place.left < -SLACK || place.right > screen.right + SLACK {
            found.push(format!("the text \"{text}\" runs out of the screen"));
        }
        for (other, there) in texts.iter().skip(index + 1) {
            if place.is_over(*there) && !text.is_empty() && !other.is_empty() {
                found.push(format!("\"{text}\" and \"{other}\" lie over each other"));
            }
        }
    }
    for room in all.iter().filter(|element| is(element, "Shelf")) {
        let place = Place::of(room);
        if !place.is_within(screen) || place.bottom - place.top < 2.0 * least_target(size) {
            found.push("a page has no room for its content".to_owned());
        }
    }
    found
}

fn controls(all: &[ElementHandle], screen: Place) -> Vec<String> {
    let least = least_target(slint::LogicalSize::new(screen.right, screen.bottom));
    let mut found = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for element in all {
        let (place, label) = (Place::of(element), label(element));
        match element.accessible_role() {
            Some(AccessibleRole::Button) => {
                if label.trim().is_empty() {
                    found.push("a button without a label".to_owned());
                }
                if labels.contains(&label) {
                    found.push(format!("two buttons \"{label}\""));
                }
                let (width, height) = (place.right - place.left, place.bottom - place.top);
                if width + SLACK < least || height + SLACK < least {
                    found.push(format!(
                        "\"{label}\" is only {width:.0} x {height:.0} pixels"
                    ));
                }
                if place.left < -SLACK || place.right > screen.right + SLACK {
                    found.push(format!("\"{label}\" stands beside the screen"));
                }
                labels.push(label);
            }
            Some(AccessibleRole::Image) if label.trim().is_empty() => {
                found.push("a picture without a label".to_owned());
            }
            _ => {}
        }
    }
    found
}

/// What is promised to whoever chose low reach: everything that is touched stands in the lower half.
fn out_of_reach(all: &[ElementHandle], screen: Place) -> Vec<String> {
    all.iter()
        .filter(|element| element.accessible_role() == Some(AccessibleRole::Button))
        .filter(|element| Place::of(element).top + SLACK < screen.bottom / 2.0)
        .map(|element| format!("\"{}\" is out of reach", label(element)))
        .collect()
}

fn is(element: &ElementHandle, name: &str) -> bool {
    element.type_name().is_some_and(|own| own == name)
}

fn label(element: &ElementHandle) -> String {
    let label = element.accessible_label().unwrap_or_default();
    label.replace('\n', " ")
}
