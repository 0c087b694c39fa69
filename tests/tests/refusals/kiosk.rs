// SPDX-License-Identifier: GPL-3.0-only
//! A kiosk's process in a world, and what was seen of it.

use std::path::PathBuf;

use demo::{
    frames::Frame,
    kiosk_part::Mode,
    outside,
    stage::Till,
    visits::Visit,
    world::{Plan, World},
};
use relay_center::Tamper;

/// What one visit showed and printed.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The screens in their order, each with its code where it has one: `stopped-match-name`.
    pub(crate) screens: Vec<String>,
    /// What came out of the printer.
    pub(crate) papers: Vec<Vec<u8>>,
    /// What was said, each with the number of screens that had come before it.
    pub(crate) said: Vec<(usize, String)>,
    /// The screens on which something was said into the headset alone.
    pub(crate) confided: Vec<String>,
    /// What was in the coin box afterwards; once more where the staff settled something.
    pub(crate) tills: Vec<Till>,
}

impl Seen {
    pub(crate) fn times(&self, screen: &str) -> usize {
        self.screens.iter().filter(|name| *name == screen).count()
    }

    /// Ended on a screen that says why, and nothing came out.
    pub(crate) fn assert_stopped(&self, visit: &str, code: &str) {
        let stopped = format!("stopped-{}", code.to_lowercase());
        assert!(self.times(&stopped) >= 1, "{visit}: {:?}", self.screens);
        assert_eq!(self.papers.len(), 0, "{visit}: something was printed");
        for screen in ["printing", "take-papers", "thanks"] {
            assert_eq!(self.times(screen), 0, "{visit}: {:?}", self.screens);
        }
    }

    pub(crate) fn assert_printed_once(&self) {
        assert_eq!(self.papers.len(), 1, "{:?}", self.screens);
        assert_eq!(self.times("take-papers"), 1, "{:?}", self.screens);
    }
}

/// `kiosk-demo`, which `make test` builds before the tests run.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().unwrap().with_file_name("kiosk-demo");
    assert!(
        program.exists(),
        "build it first: cargo build -p demo --bin kiosk-demo"
    );
    program
}

pub(crate) fn world(tamper: Option<Box<dyn Tamper>>) -> World {
    World::start(Plan {
        tamper,
        ..Plan::default()
    })
    .unwrap()
}

pub(crate) fn visit(name: &str, card: &str, ends_with: &str) -> Visit {
    Visit {
        name: name.to_owned(),
        card: card.to_owned(),
        ends_with: Some(ends_with.to_owned()),
        pictures: false,
        ..Visit::default()
    }
}

/// A visit that ends with the paper.
pub(crate) fn printing(name: &str, card: &str) -> Visit {
    Visit {
        ends_with: None,
        ..visit(name, card, "")
    }
}

/// A visit that waits at every screen until `each` of [`run`] has done what it does then.
pub(crate) fn stepwise(visit: Visit) -> Visit {
    // The picture is larger than the pipe, so the kiosk's screen stands still until it is read.
    Visit {
        pictures: true,
        ..visit
    }
}

/// Sends the residents to a kiosk in this world, one after the other. `each` is told of every screen before the kiosk
/// goes on, where the visit is stepwise. The scripted resident itself fails the run where a visit does not end as it says.
pub(crate) fn run(
    world: &mut World,
    real: bool,
    visits: &[Visit],
    mut each: impl FnMut(&mut World, usize, &str),
) -> Vec<Seen> {
    let mut seen = vec![Seen::default()];
    let mode = Mode {
        visits: visits.to_vec(),
        real,
        fee: world.fee(),
    };
    let status = outside::watch(&program(), world, &mode, |world, frame| match frame {
        Frame::Shown(screen) => {
            if screen == "attract" {
                seen.push(Seen::default());
            }
            let visit = seen.len() - 1;
            seen[visit].screens.push(screen.clone());
            // The first visit is number 0.
            if visit > 0 {
                each(world, visit - 1, screen);
            }
        }
        Frame::Paper(_, pdf) => seen.last_mut().unwrap().papers.push(pdf.clone()),
        Frame::Said(script) => {
            let seen = seen.last_mut().unwrap();
            seen.said.push((seen.screens.len(), script.clone()));
        }
        Frame::Confided => {
            let seen = seen.last_mut().unwrap();
            seen.confided
                .push(seen.screens.last().cloned().unwrap_or_default());
        }
        // It is counted when the next visit could begin.
        Frame::Till(till) => {
            let visit = seen.len() - 2;
            let till = serde_json::from_slice(till).unwrap();
            seen[visit].tills.push(till);
        }
        Frame::Screen(..) | Frame::InsertCard(_) | Frame::RemoveCard => {}
    })
    .unwrap();
    assert!(status.success(), "the kiosk says why on standard error");
    // What was before the first visit, and the attract screen after the last one.
    let before = seen.remove(0);
    assert_eq!(before.papers.len(), 0);
    if seen.len() > visits.len() {
        let after = seen.pop().unwrap();
        assert_eq!(after.screens, ["attract"]);
        assert_eq!(after.papers.len(), 0);
        assert_eq!(seen.len(), visits.len());
    }
    seen
}
