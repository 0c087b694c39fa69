// SPDX-License-Identifier: GPL-3.0-only
//! What the scripted resident comes for.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::stage::Prints;

/// One visit to the kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What is shown by it.
    pub name: String,
    /// The card's profile.
    pub card: String,
    /// The PINs, one for each time it is asked for.
    pub pins: Vec<String>,
    /// The municipalities, one for each time it is asked for: what is touched on the way, parted by `/`.
    pub municipalities: Vec<String>,
    /// The kinds, one for each time it is asked for, as text keys.
    pub kinds: Vec<String>,
    /// Whether the passport shown is the one held now.
    pub passport_held: bool,
    /// How many copies.
    pub copies: u8,
    /// Switch to this language first, by its BCP 47 tag.
    pub language: Option<String>,
    /// Does not look: everything by the keys of a keypad, and by what is said.
    #[serde(default)]
    pub by_ear: bool,
    /// By ear, and with a headset: plugged in at first, chosen, and pulled out at the end.
    #[serde(default)]
    pub headset: bool,
    /// Take the card off when this screen comes.
    pub removes_card_at: Option<String>,
    /// Stay on the screen that says why nothing was printed until this file is there.
    pub lingers: Option<PathBuf>,
    /// What is put in where a fee is asked for, in yen, a coin or note each; nothing for the fee itself.
    pub coins: Vec<u32>,
    /// Give up when that is in.
    pub gives_up_paying: bool,
    /// What the printer does.
    pub prints: Prints,
    /// What the staff do afterwards with money that is to be settled, by the number on the screen: keep it, or not.
    pub staff_keep: Option<bool>,
    /// Take a picture of each new screen: slow, and the kiosk waits until the picture is read.
    pub pictures: bool,
    /// The code at which the visit ends, or nothing where the certificate is printed.
    pub ends_with: Option<String>,
    /// How often it is made: once each round, after the others of the list.
    pub times: u32,
}

impl Default for Visit {
    /// An ordinary resident: one copy for use in Japan.
    fn default() -> Self {
        let one = |text: &str| vec![text.to_owned()];
        Visit {
            name: "domestic".to_owned(),
            card: "default".to_owned(),
            pins: one("1234"),
            municipalities: one("関東/東京都/か行/清瀬市"),
            kinds: one("kind-domestic"),
            passport_held: true,
            copies: 1,
            language: None,
            by_ear: false,
            headset: false,
            removes_card_at: None,
            lingers: None,
            coins: Vec::new(),
            gives_up_paying: false,
            prints: Prints::Well,
            staff_keep: None,
            pictures: true,
            ends_with: None,
            times: 1,
        }
    }
}

impl Visit {
    fn named(name: &str) -> Visit {
        Visit {
            name: name.to_owned(),
            ..Visit::default()
        }
    }

    fn with_card(self, card: &str) -> Visit {
        Visit {
            card: card.to_owned(),
            ..self
        }
    }

    fn with_choices(self, choices: &[(&str, &str)]) -> Visit {
        let (municipalities, kinds) = choices
            .iter()
            .map(|(municipality, kind)| ((*municipality).to_owned(), (*kind).to_owned()))
            .unzip();
        Visit {
            municipalities,
            kinds,
            ..self
        }
    }

    fn ending_with(self, code: &str) -> Visit {
        Visit {
            ends_with: Some(code.to_owned()),
            ..self
        }
    }
}

/// The visits in the order in which they are made: a round of all of them, then of those that come again.
#[must_use]
pub fn in_rounds(visits: &[Visit]) -> Vec<Visit> {
    let rounds = visits.iter().map(|visit| visit.times).max().unwrap_or(0);
    (0..rounds)
        .flat_map(|round| visits.iter().filter(move |visit| round < visit.times))
        .cloned()
        .collect()
}

/// The visits of the demo, each to show something else.
#[must_use]
pub fn visits() -> Vec<Visit> {
    const DOMESTIC: &str = "kind-domestic";
    const OVERSEAS: &str = "kind-overseas";
    const SAPPORO: &str = "北海道/さ行/さっ～しべつし/札幌市";
    let nowhere = [
        ("清瀬市", DOMESTIC),
        (SAPPORO, DOMESTIC),
        ("近畿/大阪府/あ行/大阪市", DOMESTIC),
    ];
    vec![
        Visit::default(),
        Visit {
            copies: 2,
            language: Some("en".to_owned()),
            ..Visit::named("overseas, in English").with_choices(&[("Kiyose City", OVERSEAS)])
        },
        Visit {
            by_ear: true,
            headset: true,
            ..Visit::named("by ear").with_choices(&[(SAPPORO, DOMESTIC)])
        }
        .with_card("elsewhere"),
        Visit::named("no record, then the right municipality")
            .with_card("elsewhere")
            .with_choices(&[("清瀬市", DOMESTIC), (SAPPORO, DOMESTIC)]),
        Visit {
            kinds: vec![OVERSEAS.to_owned(), DOMESTIC.to_owned()],
            ..Visit::named("overseas data missing")
        }
        .with_card("domestic-only"),
        Visit {
            kinds: vec![OVERSEAS.to_owned(), DOMESTIC.to_owned()],
            passport_held: false,
            ..Visit::named("another passport than in the record")
        },
        Visit {
            municipalities: vec!["関東/東京都/か行/小金井市".to_owned(), "清瀬市".to_owned()],
            ..Visit::named("paused municipality, then another one")
        },
        Visit::named("no record anywhere")
            .with_card("no-record")
            .with_choices(&nowhere)
            .ending_with("REFUSED-NO-RECORD-AGAIN"),
        Visit::named("needs a check")
            .with_card("deceased")
            .ending_with("REFUSED-NEEDS-CHECK"),
        Visit {
            pins: vec!["9999".to_owned(), "8888".to_owned()],
            ..Visit::named("wrong PIN")
        }
        .ending_with("SCREEN-LAST-TRY"),
        Visit::named("blocked PIN")
            .with_card("blocked")
            .ending_with("CARD-PIN-BLOCKED"),
        Visit::named("copied card")
            .with_card("copied")
            .ending_with("CARD-NOT-GENUINE"),
        Visit::named("another card")
            .with_card("not-mynumber")
            .ending_with("CARD-NOT-MYNUMBER"),
    ]
}
