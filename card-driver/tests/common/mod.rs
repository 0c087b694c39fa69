//! What the tests share: cards, anchors, one whole session.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

pub(crate) mod plain;
pub(crate) mod wait;

use card_driver::secret::SecretBytes;
use card_driver::transport::{Step, StepName, Trace, Traced, Transport, TransportError};
use card_driver::{
    CardError, Challenge, Evidence, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors, VerifiedHolder,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};
use virtual_card::{InProcess, Profile, VirtualCard};

pub(crate) const CHALLENGE: Challenge = Challenge::from_bytes([0x5A; 32]);

pub(crate) fn anchors() -> TrustAnchors {
    static ANCHORS: OnceLock<TrustAnchors> = OnceLock::new();
    let read = || {
        let toml = include_str!("../../../assets/trust/demo.toml");
        TrustAnchors::from_toml(toml, TestHierarchy::Allowed).unwrap()
    };
    ANCHORS.get_or_init(read).clone()
}

/// The profile of this text. Making one signs all its files, so that the same one is made once.
pub(crate) fn profile_of(text: &str) -> Profile {
    static MADE: Mutex<BTreeMap<String, Profile>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    let made = made.entry(text.to_owned());
    made.or_insert_with(|| Profile::from_toml(text).unwrap())
        .clone()
}

/// The ordinary resident, with `more` appended to the profile.
pub(crate) fn profile(more: &str) -> Profile {
    profile_with("", more)
}

/// The ordinary resident, with more about the PIN, and more behind it.
pub(crate) fn profile_with(pin: &str, more: &str) -> Profile {
    let base = include_str!("../../../assets/cards/default.toml");
    profile_of(&format!("{base}{pin}\n{more}"))
}

/// The card's signature over [`CHALLENGE`] is always the same, and slow to make without optimisation: it is made once.
pub(crate) fn with_signature_made_once(
    card: &mut InProcess,
    command: &[u8],
) -> Result<SecretBytes, TransportError> {
    static SIGNED: OnceLock<SecretBytes> = OnceLock::new();
    if command[1] != 0x2A {
        return card.transmit(command);
    }
    if let Some(signed) = SIGNED.get() {
        return Ok(signed.clone());
    }
    let answer = card.transmit(command)?;
    if answer.len() == 258 {
        let _ = SIGNED.set(answer.clone());
    }
    Ok(answer)
}

pub(crate) fn card(more: &str) -> InProcess {
    InProcess::new(VirtualCard::new(profile(more)))
}

pub(crate) fn pin(text: &str) -> Pin {
    Pin::from_ascii(text.as_bytes()).unwrap()
}

pub(crate) fn open(card: &InProcess) -> Result<SelectedCard, CardError> {
    SelectedCard::open(card.clone(), &anchors(), CHALLENGE)
}

pub(crate) fn read(card: &InProcess, typed: &str) -> Result<Outcome, CardError> {
    open(card)?.verify_and_read(pin(typed), LastTry::NotConfirmed)
}

pub(crate) fn holder(card: &InProcess) -> VerifiedHolder {
    match read(card, "1234").unwrap() {
        Outcome::Verified(holder) => holder,
        Outcome::AskAgain { reason, .. } => panic!("{reason:?}"),
    }
}

pub(crate) fn evidence() -> Evidence {
    holder(&card("")).evidence().unwrap().clone()
}

pub(crate) fn verifies(card: &InProcess) -> u64 {
    card.with_card(|card| card.verify_count())
}

pub(crate) fn tries(card: &InProcess) -> u8 {
    card.with_card(|card| card.pin_tries())
}

/// A transport of which a test says what becomes of every command.
pub(crate) struct Between<F> {
    pub(crate) card: InProcess,
    pub(crate) transmit: F,
}

impl<F> Transport for Between<F>
where
    F: FnMut(&mut InProcess, &[u8]) -> Result<SecretBytes, TransportError> + Send,
{
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        (self.transmit)(&mut self.card, command)
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.card.power_cycle()
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        self.card.leave()
    }
}

/// Whether a command is a VERIFY with a PIN in it.
pub(crate) fn is_verify(command: &[u8]) -> bool {
    command[1] == 0x20 && command.len() > 4
}

/// A whole session with PIN 1234: what came of it, its steps, and how many of them came before the entry.
pub(crate) struct Session {
    pub(crate) result: Result<Outcome, CardError>,
    pub(crate) steps: Vec<Step>,
    pub(crate) before_entry: usize,
}

impl Session {
    pub(crate) fn run(transport: impl Transport + 'static) -> Self {
        let trace = Trace::default();
        let opened =
            SelectedCard::open(Traced::new(transport, trace.clone()), &anchors(), CHALLENGE);
        let before_entry = trace.steps().len();
        let result =
            opened.and_then(|opened| opened.verify_and_read(pin("1234"), LastTry::NotConfirmed));
        Self {
            result,
            steps: trace.steps(),
            before_entry,
        }
    }

    /// The APDUs after the entry of the PIN: the count of tries, asked again, is the first.
    pub(crate) fn after_entry(&self) -> Vec<Step> {
        let steps = self.steps[self.before_entry..].iter();
        steps.filter(|step| step.is_apdu()).copied().collect()
    }

    pub(crate) fn apdus(&self) -> usize {
        self.steps.iter().filter(|step| step.is_apdu()).count()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.steps
            .iter()
            .map(|step| step.sent() + step.received())
            .sum()
    }

    pub(crate) fn holder(&self) -> &VerifiedHolder {
        match &self.result {
            Ok(Outcome::Verified(holder)) => holder,
            other => panic!("{other:?} after {}", self.told()),
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        match &self.result {
            Ok(Outcome::Verified(_)) => "OK",
            Ok(Outcome::AskAgain { .. }) => "AGAIN",
            Err(error) => error.code(),
        }
    }

    pub(crate) fn count(&self, name: StepName) -> usize {
        self.steps.iter().filter(|step| step.name() == name).count()
    }

    pub(crate) fn told(&self) -> String {
        let lines: Vec<_> = self
            .steps
            .iter()
            .map(|step| format!("\n  {step}"))
            .collect();
        lines.concat()
    }
}
