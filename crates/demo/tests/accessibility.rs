// SPDX-License-Identifier: GPL-3.0-only
//! What somebody is told who does not see the screen: the accessibility tree of every screen, walked. A file of its
//! own: a process has one screen.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use demo::{
    gallery::{Gallery, exhibits},
    headless::Headless,
    stage,
};
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery};
use kiosk_app::{
    modes::{Mode, Modes},
    present::offer_languages,
    texts::{Language, Texts},
    ui::{AppWindow, Kiosk, Overlay, Staff, StaffPlace},
    view::Sheet,
};
use slint::{ComponentHandle as _, Global as _};

/// Half a pixel: what rounding does.
const SLACK: f32 = 0.6;

/// One element, as an assistive technology finds it.
struct Node {
    element: ElementHandle,
    role: AccessibleRole,
    label: String,
    description: String,
    enabled: bool,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Node {
    /// `None` for what no assistive technology is told of.
    fn of(element: ElementHandle) -> Option<Node> {
        let role = element.accessible_role()?;
        if role == AccessibleRole::None {
            return None;
        }
        let (at, size) = (element.absolute_position(), element.size());
        Some(Node {
            role,
            label: element.accessible_label()?.into(),
            description: element.accessible_description().unwrap_or_default().into(),
            enabled: element.accessible_enabled().unwrap_or(true),
            left: at.x,
            top: at.y,
            right: at.x + size.width,
            bottom: at.y + size.height,
            element,
        })
    }

    fn is_control(&self) -> bool {
        matches!(self.role, AccessibleRole::Button | AccessibleRole::Switch)
    }

    fn is_a(&self, name: &str) -> bool {
        let mut bases = self.element.bases().into_iter().flatten();
        self.element.type_name().is_some_and(|own| own == name) || bases.any(|base| base == name)
    }

    fn is_above(&self, other: &Node) -> bool {
        self.bottom <= other.top + SLACK
            && self.left < other.right - SLACK
            && other.left < self.right - SLACK
    }

    fn is_left_of(&self, other: &Node) -> bool {
        self.right <= other.left + SLACK
            && self.top < other.bottom - SLACK
            && other.top < self.bottom - SLACK
    }
}

/// Without whatever is not shown now, in its order.
fn tree(window: &AppWindow) -> Vec<Node> {
    let all = ElementQuery::from_root(window).find_all();
    all.into_iter().filter_map(Node::of).collect()
}

/// What an action can change that stays on the page: what is seen of it, and what can be pressed.
fn look(nodes: &[Node]) -> Vec<(String, bool, i32)> {
    let look = |node: &Node| (node.label.clone(), node.enabled, node.top.round() as i32);
    nodes.iter().map(look).collect()
}

type Calls = Rc<RefCell<Vec<String>>>;

/// Writes down what the pages ask the program for.
fn listen(window: &AppWindow) -> Calls {
    let calls = Calls::default();
    let (kiosk, staff) = (Kiosk::get(window), Staff::get(window));
    macro_rules! plain {
        ($($of:ident.$on:ident)*) => {$({
            let calls = Rc::clone(&calls);
            $of.$on(move || calls.borrow_mut().push(stringify!($on).to_owned()));
        })*};
    }
    macro_rules! with_argument {
        ($($of:ident.$on:ident)*) => {$({
            let calls = Rc::clone(&calls);
            $of.$on(move |what| calls.borrow_mut().push(format!("{} {what:?}", stringify!($on))));
        })*};
    }
    plain!(
        kiosk.on_primary_pressed kiosk.on_secondary_pressed kiosk.on_tertiary_pressed kiosk.on_erase_one
        kiosk.on_erase_all kiosk.on_close kiosk.on_begin_again kiosk.on_louder kiosk.on_say_again kiosk.on_hush
        kiosk.on_still_here kiosk.on_leave staff.on_erase_one staff.on_erase_all staff.on_enter staff.on_confirm
        staff.on_to_actions staff.on_to_log staff.on_back staff.on_again staff.on_switch_language staff.on_leave
    );
    with_argument!(
        kiosk.on_chosen kiosk.on_digit kiosk.on_open kiosk.on_language_chosen kiosk.on_mode_toggled kiosk.on_key
        kiosk.on_listen staff.on_digit staff.on_chosen
    );
    calls
}

/// What must never be in the tree: it would be read aloud. The municipality of the address is there by design, as the
/// first choice.
fn personal() -> Vec<String> {
    let profile = |name: &str| {
        let found = stage::PROFILES.iter().find(|(own, _)| *own == name);
        found.map(|(_, text)| *text).unwrap()
    };
    let value = |key: &str| {
        let lines = profile("default").lines();
        let mut values = lines
            .filter_map(move |line| line.strip_prefix(&format!("{key} = \""))?.split('"').next());
        values.next().unwrap().to_owned()
    };
    let (name, born, address) = (value("name"), value("birth_date"), value("address"));
    let (year, month, day) = (&born[..4], &born[4..6], &born[6..]);
    let plain = |part: &str| part.trim_start_matches('0').to_owned();
    // Their surname is the word for a specimen, which stands on every page.
    let mut all: Vec<String> = name.split_whitespace().skip(1).map(str::to_owned).collect();
    all.extend([
        name.clone(),
        value("number"),
        address.split_once('市').unwrap().1.to_owned(),
        format!("{year}{month}{day}"),
        format!("{year}-{month}-{day}"),
        format!("{year}年"),
        format!("{}月{}日", plain(month), plain(day)),
        format!("{month}月{day}日"),
    ]);
    let residents = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../assets/residents/demo.toml"
    ))
    .unwrap();
    let secret = ["roman_name", "lot", "number"];
    for line in residents.lines() {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        let value = value.trim_matches('"');
        if secret.contains(&key) && value.len() > 4 {
            all.push(value.to_owned());
        }
    }
    assert!(all.len() > 12, "{all:?}");
    all
}

/// Everything that the sheet says and that stands on the page (not below what is seen of it).
fn said(sheet: &Sheet, by_ear: bool) -> Vec<String> {
    let mut said = vec![sheet.title.clone()];
    if by_ear {
        said.extend(
            sheet
                .ways_on()
                .into_iter()
                .map(|way| way.label.replace('\n', " "))
                .take(1),
        );
        return said;
    }
    said.push(sheet.body.clone());
    said.extend((sheet.step > 0).then(|| sheet.step_label.clone()));
    said.extend(
        [&sheet.primary, &sheet.secondary, &sheet.tertiary]
            .into_iter()
            .flatten()
            .map(|button| button.label.clone()),
    );
    said.extend(sheet.choices.first().map(|choice| choice.label.clone()));
    said.extend(
        sheet
            .paragraphs
            .first()
            .filter(|_| sheet.page == kiosk_app::ui::Page::Text)
            .cloned(),
    );
    said.retain(|text| !text.is_empty());
    said
}

/// What is wrong in the tree of the screen that stands on the window.
fn problems(nodes: &[Node], personal: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let (role, label) = (node.role, &node.label);
        if label.trim().is_empty() {
            found.push(format!(
                "a {role:?} without a label ({:?})",
                node.element.type_name()
            ));
        }
        let roles = [AccessibleRole::Text, AccessibleRole::Image];
        if !node.is_control() && !roles.contains(&role) {
            found.push(format!("\"{label}\" is a {role:?}"));
        }
        if node.is_control() && node.element.accessible_enabled().is_none() {
            found.push(format!(
                "\"{label}\" does not say whether it can be pressed"
            ));
        }
        if node.role == AccessibleRole::Switch && node.element.accessible_checkable() != Some(true)
        {
            found.push(format!(
                "the switch \"{label}\" does not say whether it is on"
            ));
        }
        // A mark is read as its name, or not at all.
        if !label.chars().any(char::is_alphanumeric) {
            found.push(format!("\"{label}\" is no word"));
        }
        for secret in personal {
            if label.contains(secret) || node.description.contains(secret) {
                found.push(format!("\"{label}\" says {secret}"));
            }
        }
        for later in &nodes[index + 1..] {
            // A row that is cut by the end of its shelf goes on below the paddles.
            let cut = later.is_a("Paddle");
            if later.is_above(node) || (later.is_left_of(node) && !cut) {
                found.push(format!("\"{}\" is read before \"{}\"", label, later.label));
            }
            if node.is_control() && later.is_control() && node.label == later.label {
                found.push(format!("two controls \"{label}\""));
            }
        }
    }
    found
}

/// Presses everything there is, as an assistive technology does.
fn press_all(window: &AppWindow, calls: &Calls) -> Vec<String> {
    let mut found = Vec::new();
    let mut does: BTreeMap<String, String> = BTreeMap::new();
    for node in tree(window).into_iter().filter(Node::is_control) {
        calls.borrow_mut().clear();
        let before = look(&tree(window));
        node.element.invoke_accessible_default_action();
        slint::platform::update_timers_and_animations();
        let after = look(&tree(window));
        let label = node.label.clone();
        // A paddle may have been the last that is enabled, or have become enabled by the one before.
        let enabled = before
            .iter()
            .any(|(own, enabled, _)| *own == label && *enabled);
        let calls = calls.borrow();
        let does_now = if node.is_a("Paddle") && before != after {
            "scrolls".to_owned()
        } else {
            calls.join(", ")
        };
        if enabled == does_now.is_empty() || calls.len() > 1 {
            found.push(format!(
                "\"{label}\" (enabled {enabled}) does \"{does_now}\""
            ));
        }
        does.insert(label, does_now);
    }
    found
}

#[test]
fn every_screen_can_be_read_and_used_by_an_assistive_technology() {
    let gallery = Gallery::open().unwrap();
    let canvas = Headless::install(1080, 1920).unwrap();
    let personal = personal();
    let usual = Modes::default();
    let (ear, low) = (usual.toggled(Mode::ByEar), usual.toggled(Mode::LowReach));
    let mut looks = Vec::new();
    for size in [(1080, 1920), (1280, 800)] {
        for language in [Language::Japanese, Language::English] {
            looks.extend([usual, ear].map(|modes| (size, language, modes)));
        }
        looks.push((size, Language::Japanese, low));
    }
    let (mut found, mut controls) = (Vec::new(), 0);
    for (size, language, modes) in looks {
        canvas.resize(size.0, size.1);
        let window = AppWindow::new().unwrap();
        window.show().unwrap();
        offer_languages(&window);
        let calls = listen(&window);
        let texts = Texts::new(language);
        for exhibit in exhibits() {
            let sheet = gallery.show(&window, &exhibit, &texts, modes).unwrap();
            // What follows from the change (the unit from the size) needs a turn, and no picture.
            for _ in 0..2 {
                let _ = tree(&window);
                slint::platform::update_timers_and_animations();
            }
            let nodes = tree(&window);
            let mut wrong = problems(&nodes, &personal);
            let covered = Kiosk::get(&window).get_overlay() != Overlay::None
                || Staff::get(&window).get_place() != StaffPlace::Closed
                || (Kiosk::get(&window).get_warning() && !modes.has(Mode::ByEar));
            // Where a line ends is for the eye.
            let flat = |text: &str| text.replace('\n', " ");
            let missing = |text: &String| !nodes.iter().any(|node| flat(&node.label) == flat(text));
            for text in said(&sheet, modes.has(Mode::ByEar)) {
                if missing(&text) != covered {
                    wrong.push(format!("\"{text}\" is in the tree: {}", covered));
                }
            }
            controls += nodes.iter().filter(|node| node.is_control()).count();
            wrong.extend(press_all(&window, &calls));
            let (tag, name) = (language.tag(), &exhibit.name);
            found.extend(
                wrong
                    .into_iter()
                    .map(|problem| format!("{size:?} {tag} {modes:?} {name}: {problem}")),
            );
        }
    }
    assert!(
        found.is_empty(),
        "{} problems\n{}",
        found.len(),
        found.join("\n")
    );
    assert!(controls > 5000, "only {controls} controls were found");
}
