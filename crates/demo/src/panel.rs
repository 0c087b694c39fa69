// SPDX-License-Identifier: GPL-3.0-only
//! The tester's window beside the touchscreen: puts virtual cards on the reader and takes them off.

use payment::coin_box::{Piece, Slot};
use slint::{ComponentHandle, ModelRc, PlatformError, SharedString, VecModel};

use crate::stage::{Cards, PROFILES, Plug};

/// The panel, as Slint generated it. The lints are off for generated code only.
#[allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unsafe_code,
    clippy::all,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo,
    clippy::unreachable,
    clippy::unwrap_used,
    rustdoc::all
)]
mod ui {
    slint::include_modules!();
}

/// The guide that says what each ready-made card shows.
const GUIDE: &str = include_str!("../../../docs/testers.md");

/// What the card of this name shows, as the guide's table has it.
fn shows(name: &str) -> Option<String> {
    let (_, ready) = GUIDE.split_once("\n## The ready ones\n")?;
    let row = format!("| `{name}` | ");
    let rest = ready.lines().find_map(|line| line.strip_prefix(&row))?;
    Some(rest.split(" | ").next()?.replace('`', ""))
}

/// The tester's window; it is there until dropped.
pub struct Panel {
    _window: ui::PanelWindow,
}

impl std::fmt::Debug for Panel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Panel")
    }
}

impl Panel {
    /// Opens the window.
    ///
    /// # Errors
    /// Slint's.
    pub fn show(cards: Cards, plug: Plug, coins: Option<Slot>) -> Result<Panel, PlatformError> {
        let window = ui::PanelWindow::new()?;
        let cards_there: Vec<ui::Card> = PROFILES
            .iter()
            .map(|(name, _)| ui::Card {
                name: (*name).into(),
                shows: shows(name).unwrap_or_default().into(),
            })
            .collect();
        window.set_cards(ModelRc::new(VecModel::from(cards_there)));
        window.set_help(
            "暗証番号は 1234 です。カードをえらぶと、読み取り台に置かれます。\n\
             The PIN is 1234. Choose a card to lay it on the reader."
                .into(),
        );
        let (weak, hand) = (window.as_weak(), cards.clone());
        window.on_insert(move |index| {
            let name = usize::try_from(index)
                .ok()
                .and_then(|index| PROFILES.get(index))
                .map(|(name, _)| *name);
            if let (Some(name), Some(window)) = (name, weak.upgrade()) {
                hand.insert(name);
                window.set_lying(name.into());
            }
        });
        let weak = window.as_weak();
        window.on_remove(move || {
            cards.remove();
            if let Some(window) = weak.upgrade() {
                window.set_lying(SharedString::default());
            }
        });
        window.on_plug(move |plugged| plug.put(plugged));
        let pieces: Vec<i32> = Piece::ALL
            .iter()
            .filter(|_| coins.is_some())
            .filter_map(|piece| i32::try_from(piece.yen().0).ok())
            .collect();
        window.set_coins(ModelRc::new(VecModel::from(pieces)));
        let weak = window.as_weak();
        window.on_put_in(move |index| {
            let piece = usize::try_from(index)
                .ok()
                .and_then(|index| Piece::ALL.get(index));
            if let (Some(piece), Some(slot)) = (piece, &coins) {
                slot.put_in(*piece);
            }
            if let (Some(window), Some(slot)) = (weak.upgrade(), &coins) {
                window.set_tray(slot.contents().tray.total().to_string().into());
            }
        });
        window.show()?;
        // Beside the touchscreen, where no window manager puts it there.
        window
            .window()
            .set_position(slint::LogicalPosition::new(560.0, 0.0));
        Ok(Panel { _window: window })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_says_what_it_shows() {
        for (name, _) in PROFILES {
            assert!(
                shows(name).is_some_and(|line| !line.is_empty() && !line.contains('|')),
                "{name}"
            );
        }
        assert_eq!(
            shows("no-record").as_deref(),
            Some("no municipality has a record")
        );
    }
}
