// SPDX-License-Identifier: GPL-3.0-only
//! What a screen of the session machine looks like: a pure function from it, the language and the little that
//! the window itself knows. No personal data pass through here: the page's picture goes another way.

mod draw;
mod money;
pub mod places;
mod words;

use certificate::{Kind, MunicipalityCode};
use issuance::{Copies, ServiceId};

pub(crate) use draw::READING;
pub use draw::{number, sheet};
pub use words::stop_key;

use crate::{
    texts::Language,
    ui::{CardMotion, Page, Tone},
};

/// What a button or a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Begin a session.
    Start,
    /// Hand over the four digits.
    EnterPin,
    /// Choose the service.
    Service(ServiceId),
    /// Consent to the terms.
    Agree,
    /// No consent.
    Decline,
    /// Use the last try.
    UseLastTry,
    /// Go on to what lies behind the choice of this number: a region, a prefecture, initials.
    Place(usize),
    /// One step back among the places.
    LeavePlace,
    /// Choose the municipality.
    Municipality(MunicipalityCode),
    /// Choose the kind.
    Kind(Kind),
    /// Choose how many copies.
    Copies(Copies),
    /// The passport shown is the one held now.
    PassportHeld,
    /// It is another one, or none, or expired.
    PassportNotHeld,
    /// The content is right.
    Confirm,
    /// The content is wrong.
    ContentWrong,
    /// Do not pay after all.
    GiveUpPaying,
    /// The papers are taken.
    PapersTaken,
    /// One step back.
    Back,
    /// End the session.
    Cancel,
    /// The message is read.
    Done,
    /// Go on in this language.
    Language(Language),
    /// Listen with the headset that is plugged in.
    UseHeadset,
    /// Hear through it what nobody else may hear.
    Hear,
}

/// Whether somebody can be spoken to alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Headset {
    /// The kiosk has no socket.
    #[default]
    None,
    /// It has one.
    Out,
    /// A headset is plugged in.
    In,
    /// It is the one that is listened to.
    Chosen,
}

impl Action {
    /// Whether it leads away from what the page is for.
    #[must_use]
    pub const fn leads_out(&self) -> bool {
        matches!(
            self,
            Action::Back
                | Action::Cancel
                | Action::LeavePlace
                | Action::Decline
                | Action::GiveUpPaying
        )
    }
}

/// A button.
#[derive(Debug, Clone)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub action: Action,
    /// Whether it can be pressed now.
    pub enabled: bool,
}

/// One thing among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is.
    pub label: String,
    /// More about it.
    pub hint: String,
    /// What choosing it does.
    pub action: Action,
}

/// A line of what is to be paid, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// What it is.
    pub label: String,
    /// How much.
    pub amount: String,
}

impl Amount {
    /// As it is said.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} {}", self.label, self.amount)
    }
}

/// Everything that a page shows.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The layout.
    pub page: Page,
    /// A name for logs and tests; it stands on no screen.
    pub name: &'static str,
    /// 1 to 6; 0 for none.
    pub step: i32,
    /// What the step is called.
    pub step_label: String,
    /// The heading.
    pub title: String,
    /// The text.
    pub body: String,
    /// A note that must not be overlooked.
    pub note: String,
    /// The weight of the note.
    pub tone: Tone,
    /// The weight of the page or of its main action.
    pub weight: Tone,
    /// The stable code, as the resident would tell it to the staff.
    pub code: String,
    /// The stable code alone; it stands on no screen.
    pub reason: &'static str,
    /// The main action, bottom right.
    pub primary: Option<Button>,
    /// The way out, bottom left.
    pub secondary: Option<Button>,
    /// A third way, above the two.
    pub tertiary: Option<Button>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// For those who listen alone: the other language of the voice, the headset.
    pub heard_only: Vec<Choice>,
    /// What is to be read: the terms, what is needed, and where the content is checked what is said of it.
    pub paragraphs: Vec<String>,
    /// What to do here, for those who ask.
    pub help: Vec<String>,
    /// Which way the card goes.
    pub card: CardMotion,
    /// The paper is out.
    pub papers_out: bool,
    /// Tries left, as a sentence.
    pub tries: String,
    /// Copies, as a sentence.
    pub copies: String,
    /// Price, as a sentence.
    pub price: String,
    /// What is to be paid and what is in, or the receipt.
    pub amounts: Vec<Amount>,
    /// What is to be taken as change, or did not come out. It is part of the note.
    pub change: String,
    /// What happened to the money where nothing was printed for certain. It is part of the note.
    pub money: String,
    /// What the resident tells the staff to have their money settled; empty where nothing is to be settled.
    pub settle_number: String,
}

impl Sheet {
    /// The way out: back, or the end. `None` where there is none.
    #[must_use]
    pub fn way_out(&self) -> Option<&Button> {
        self.buttons().find(|button| button.action.leads_out())
    }

    /// The buttons, the main one first.
    fn buttons(&self) -> impl Iterator<Item = &Button> {
        [&self.primary, &self.tertiary, &self.secondary]
            .into_iter()
            .flatten()
    }

    /// What leads on, in the order in which it is counted for those who choose by number: what can be chosen, then the
    /// buttons.
    #[must_use]
    pub fn ways_on(&self) -> Vec<Choice> {
        // On the first page a service and the main action do the same.
        let choices = self
            .choices
            .iter()
            .filter(|_| self.page != Page::Attract)
            .cloned();
        let buttons = self
            .buttons()
            .filter(|button| !button.action.leads_out() && button.action != Action::EnterPin)
            .map(|button| Choice {
                label: button.label.clone(),
                hint: String::new(),
                action: button.action.clone(),
            });
        choices
            .chain(buttons)
            .chain(self.heard_only.iter().cloned())
            .collect()
    }

    pub(crate) fn new(page: Page, name: &'static str) -> Sheet {
        Sheet {
            page,
            name,
            step: 0,
            step_label: String::new(),
            title: String::new(),
            body: String::new(),
            note: String::new(),
            tone: Tone::Plain,
            weight: Tone::Plain,
            code: String::new(),
            reason: "",
            primary: None,
            secondary: None,
            tertiary: None,
            choices: Vec::new(),
            heard_only: Vec::new(),
            paragraphs: Vec::new(),
            help: Vec::new(),
            card: CardMotion::Stay,
            papers_out: false,
            tries: String::new(),
            copies: String::new(),
            price: String::new(),
            amounts: Vec::new(),
            change: String::new(),
            money: String::new(),
            settle_number: String::new(),
        }
    }
}
