//! The rules of the PIN, each against cards and readers that misbehave: any status word, any data, counters that
//! jump, answers lost before and after the command was carried out, resets, removal, at any command; a state left
//! open by somebody else; people who type right and wrong, and confirm the last try or not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::transport::{Transport, TransportError};
use card_driver::{LastTry, Outcome, SelectedCard};
use common::{CHALLENGE, anchors, is_verify, pin, profile_with, with_signature_made_once};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::{Arc, Mutex};
use virtual_card::{InProcess, VirtualCard};

/// What happens at one command.
#[derive(Clone, Debug)]
enum Fault {
    /// This instead of the card's answer; the card has heard nothing.
    Instead(Vec<u8>),
    /// The card hears and does it, and this is its answer.
    After(Vec<u8>),
    /// The command does not arrive.
    Lost(TransportError),
    /// The answer does not arrive.
    AnswerLost(TransportError),
    /// The card is reset first, and answers.
    Reset,
    /// Somebody else has typed a wrong PIN meanwhile.
    SomebodyElse,
}

/// A card, the commands at which something happens, and the entries of the people in front of it.
#[derive(Clone, Debug)]
struct Scene {
    tries: u8,
    left_open: bool,
    variant: &'static str,
    faults: Vec<(usize, Fault)>,
    entries: Vec<(bool, LastTry)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
    /// Somebody typed; this many tries the card was said to have then.
    Entry {
        confirmed: bool,
        tries: u8,
    },
    /// A command, without its body if it is a PIN, and the answer the driver was given.
    Said(Vec<u8>, Option<Vec<u8>>),
    PowerCycle,
    Leave,
}

struct Run {
    events: Vec<Event>,
    outcome: &'static str,
    open_at_the_end: bool,
}

struct Stage {
    card: InProcess,
    faults: Vec<(usize, Fault)>,
    sent: usize,
    events: Arc<Mutex<Vec<Event>>>,
}

impl Stage {
    fn answer(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let now = self.sent;
        self.sent += 1;
        let fault = self.faults.iter().find(|(at, _)| *at == now);
        match fault.map(|(_, fault)| fault.clone()) {
            None => with_signature_made_once(&mut self.card, command),
            Some(Fault::Instead(answer)) => Ok(SecretBytes::new(answer)),
            Some(Fault::After(answer)) => {
                with_signature_made_once(&mut self.card, command)?;
                Ok(SecretBytes::new(answer))
            }
            Some(Fault::Lost(error)) => Err(error),
            Some(Fault::AnswerLost(error)) => {
                with_signature_made_once(&mut self.card, command)?;
                Err(error)
            }
            Some(Fault::Reset) => {
                self.card.with_card(VirtualCard::reset);
                with_signature_made_once(&mut self.card, command)
            }
            Some(Fault::SomebodyElse) => {
                let wrong = [0x00, 0x20, 0x00, 0x91, 0x04, 0x30, 0x30, 0x30, 0x30];
                self.card.with_card(|card| card.transmit(&wrong));
                with_signature_made_once(&mut self.card, command)
            }
        }
    }

    fn note(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }
}

impl Transport for Stage {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let answer = self.answer(command);
        let shown = if is_verify(command) { 5 } else { command.len() };
        let heard = answer.as_ref().ok().map(|answer| answer.expose().to_vec());
        self.note(Event::Said(command[..shown].to_vec(), heard));
        answer
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.note(Event::PowerCycle);
        self.card.power_cycle()
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        self.note(Event::Leave);
        self.card.leave()
    }
}

fn play(scene: &Scene) -> Run {
    let pin_lines = format!("tries = {}\nleft_open = {}", scene.tries, scene.left_open);
    let profile = profile_with(&pin_lines, &format!("[card]\n{}", scene.variant));
    let card = InProcess::new(VirtualCard::new(profile));
    let events = Arc::new(Mutex::new(Vec::new()));
    let stage = Stage {
        card: card.clone(),
        faults: scene.faults.clone(),
        sent: 0,
        events: Arc::clone(&events),
    };
    let mut outcome = "refused";
    let mut now = SelectedCard::open(stage, &anchors(), CHALLENGE);
    for (right, last_try) in &scene.entries {
        let Ok(selected) = now else { break };
        events.lock().unwrap().push(Event::Entry {
            confirmed: *last_try == LastTry::Confirmed,
            tries: selected.tries_left().get(),
        });
        let typed = pin(if *right { "1234" } else { "4321" });
        match selected.verify_and_read(typed, *last_try) {
            Ok(Outcome::Verified(holder)) => {
                assert_eq!(holder.name().expose(), "見本　花子");
                outcome = "verified";
                now = Err(card_driver::CardError::NotMyNumberCard);
            }
            Ok(Outcome::AskAgain { card, .. }) => now = Ok(card),
            Err(error) => now = Err(error),
        }
    }
    // Whoever still holds the card lets it go.
    drop(now);
    let events = events.lock().unwrap().clone();
    Run {
        events,
        outcome,
        open_at_the_end: card.with_card(|card| card.is_open()),
    }
}

fn is_pin_sent(event: &Event) -> bool {
    matches!(event, Event::Said(command, _) if is_verify(command))
}

fn is_tries_query(command: &[u8]) -> bool {
    matches!(command, [0x00, 0x20, 0x00, _])
}

/// The events before each VERIFY with a PIN in it.
fn before_each_pin(run: &Run) -> impl Iterator<Item = &[Event]> {
    let at = run.events.iter().enumerate();
    at.filter(|(_, event)| is_pin_sent(event))
        .map(|(at, _)| &run.events[..at])
}

/// A PIN is sent after an entry, and none is sent for the same entry again.
fn one_entry_one_verify(run: &Run) -> bool {
    before_each_pin(run).all(|before| {
        let since = before.iter().rev();
        let mut since = since.take_while(|event| !matches!(event, Event::Entry { .. }));
        let typed = before
            .iter()
            .any(|event| matches!(event, Event::Entry { .. }));
        typed && !since.any(is_pin_sent)
    })
}

/// The last thing before a PIN is the count of tries, asked since the entry and answered by `63Cx`.
fn last_count(before: &[Event]) -> Option<u8> {
    match before {
        [.., Event::Entry { .. }, Event::Said(command, Some(answer))]
            if is_tries_query(command) =>
        {
            match answer[..] {
                [.., 0x63, low] if low & 0xF0 == 0xC0 => Some(low & 0x0F),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The count of tries is asked before every PIN, and is what it was when the entry began.
fn counted_and_unchanged(run: &Run) -> bool {
    before_each_pin(run).all(|before| {
        let known = before.iter().rev().find_map(|event| match event {
            Event::Entry { tries, .. } => Some(*tries),
            _ => None,
        });
        last_count(before).is_some() && last_count(before) == known
    })
}

/// No PIN at one try left, unless it was confirmed for this entry; none at no try left.
fn last_try_confirmed(run: &Run) -> bool {
    before_each_pin(run).all(|before| {
        let confirmed = before.iter().rev().find_map(|event| match event {
            Event::Entry { confirmed, .. } => Some(*confirmed),
            _ => None,
        });
        match last_count(before) {
            Some(1) => confirmed == Some(true),
            Some(tries) => tries > 1,
            None => false,
        }
    })
}

/// The last that was said of EF 0002 before a PIN is that it is locked; and after it was open, that was after the
/// power had been taken.
fn locked_before_every_pin(run: &Run) -> bool {
    before_each_pin(run).all(|before| {
        let mut open = None;
        let mut by_selection = false;
        for event in before {
            match event {
                Event::PowerCycle if open == Some(true) => open = None,
                Event::Said(command, _) if command.starts_with(&[0x00, 0xA4, 0x02]) => {
                    by_selection = command.ends_with(&[0x00, 0x02]);
                }
                Event::Said(command, Some(answer))
                    if command.starts_with(&[0x00, 0xB0]) && command.ends_with(&[1]) =>
                {
                    // By short id, or of the file that was selected.
                    let is_probe = command.len() == 5
                        && (command[2] == 0x82 || (command[2] == 0 && by_selection));
                    match answer[..] {
                        [.., 0x69, 0x82] if is_probe && open.is_none() => open = Some(false),
                        [.., 0x90, 0x00] | [.., 0x62, 0x82] if is_probe => open = Some(true),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        open == Some(false)
    })
}

/// After a VERIFY whose answer was lost, the next thing is that the power is taken or the card left.
fn lost_answer_takes_the_power(run: &Run) -> bool {
    run.events.windows(2).all(|pair| match pair {
        [Event::Said(command, None), next] if is_verify(command) => {
            matches!(next, Event::PowerCycle | Event::Leave)
        }
        _ => true,
    })
}

/// The card is left, once, as the last thing; and if it is sound, it is locked then.
fn left_locked_at_the_end(run: &Run) -> bool {
    let left = run
        .events
        .iter()
        .filter(|event| **event == Event::Leave)
        .count();
    left == 1 && run.events.last() == Some(&Event::Leave) && !run.open_at_the_end
}

/// No more than one byte of EF 0002 is asked for before a VERIFY was answered by 9000.
fn nothing_is_read_before_the_pin(run: &Run) -> bool {
    let mut verified = false;
    let mut by_selection = false;
    run.events.iter().all(|event| {
        let Event::Said(command, answer) = event else {
            return true;
        };
        verified |= is_verify(command) && answer.as_deref() == Some(&[0x90, 0x00]);
        if command.starts_with(&[0x00, 0xA4, 0x02]) {
            by_selection = command.ends_with(&[0x00, 0x02]);
        }
        if command[1] == 0xB0 && command[2] & 0x80 != 0 {
            by_selection = command[2] == 0x82;
        }
        verified || command[1] != 0xB0 || !by_selection || command[4..] == [1]
    })
}

fn holder_only_after_9000(run: &Run) -> bool {
    let ok = |event: &Event| matches!(event, Event::Said(command, Some(answer)) if is_verify(command) && *answer == [0x90, 0x00]);
    run.outcome != "verified" || run.events.iter().any(ok)
}

type Rule = fn(&Run) -> bool;

const RULES: [(&str, Rule); 8] = [
    ("one entry, one VERIFY", one_entry_one_verify),
    ("the count is asked and unchanged", counted_and_unchanged),
    ("the last try is confirmed", last_try_confirmed),
    ("locked before every PIN", locked_before_every_pin),
    ("a lost answer takes the power", lost_answer_takes_the_power),
    ("left locked at the end", left_locked_at_the_end),
    (
        "nothing is read before the PIN",
        nothing_is_read_before_the_pin,
    ),
    ("a holder only after 9000", holder_only_after_9000),
];

const VARIANTS: [&str; 5] = [
    "",
    "verify_by_short_id = false",
    "extended_length = false",
    "short_file_ids = false",
    "empty_verify_ok_after_login = true\nfirst_command_fails = true",
];

const WORDS: [u16; 26] = [
    0x9000, 0x6282, 0x6300, 0x63C0, 0x63C1, 0x63C2, 0x63C3, 0x63CF, 0x6700, 0x6881, 0x6882, 0x6981,
    0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6A82, 0x6A86, 0x6A88, 0x6B00, 0x6D00, 0x6E00, 0x6F00,
    0x6101, 0x6C01,
];

const ERRORS: [TransportError; 7] = [
    TransportError::Lost,
    TransportError::Empty,
    TransportError::CardReset,
    TransportError::CardRemoved,
    TransportError::Mute,
    TransportError::ReaderGone,
    TransportError::ServiceGone,
];

fn fault() -> impl Strategy<Value = Fault> {
    let word = || {
        prop_oneof![prop::sample::select(&WORDS[..]), any::<u16>()]
            .prop_map(|word| word.to_be_bytes())
    };
    let answer = || {
        (vec(any::<u8>(), 0..20), word()).prop_map(|(data, word)| [data.as_slice(), &word].concat())
    };
    let bare = || word().prop_map(|word| word.to_vec());
    prop_oneof![
        4 => bare().prop_map(Fault::Instead),
        1 => answer().prop_map(Fault::Instead),
        2 => bare().prop_map(Fault::After),
        2 => prop::sample::select(&ERRORS[..]).prop_map(Fault::Lost),
        2 => prop::sample::select(&ERRORS[..]).prop_map(Fault::AnswerLost),
        1 => Just(Fault::Reset),
        1 => Just(Fault::SomebodyElse),
    ]
}

fn scene() -> impl Strategy<Value = Scene> {
    let last_try = prop_oneof![Just(LastTry::NotConfirmed), Just(LastTry::Confirmed)];
    (
        0..=3_u8,
        any::<bool>(),
        prop::sample::select(&VARIANTS[..]),
        vec((0..40_usize, fault()), 0..4),
        vec((any::<bool>(), last_try), 1..5),
    )
        .prop_map(|(tries, left_open, variant, faults, entries)| Scene {
            tries,
            left_open,
            variant,
            faults,
            entries,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_verify_without_a_fresh_entry_and_never_two_for_one(scene in scene()) {
        prop_assert!(one_entry_one_verify(&play(&scene)));
    }

    #[test]
    fn tries_are_asked_before_verify_and_a_change_asks_again(scene in scene()) {
        prop_assert!(counted_and_unchanged(&play(&scene)));
    }

    #[test]
    fn the_last_try_is_never_used_without_confirmation(scene in scene()) {
        prop_assert!(last_try_confirmed(&play(&scene)));
    }

    #[test]
    fn a_state_left_open_gets_no_pin_before_the_power_was_taken(mut scene in scene()) {
        scene.left_open = true;
        prop_assert!(locked_before_every_pin(&play(&scene)));
    }

    #[test]
    fn a_lost_answer_is_never_followed_by_anything_but_power(mut scene in scene(), after in any::<bool>(), error in prop::sample::select(&ERRORS[..])) {
        // The entry's VERIFY is one of these.
        let lost = if after { Fault::AnswerLost(error) } else { Fault::Lost(error) };
        for at in 6..14 {
            scene.faults = vec![(at, lost.clone())];
            let run = play(&scene);
            prop_assert!(lost_answer_takes_the_power(&run) && one_entry_one_verify(&run));
        }
    }

    #[test]
    fn whatever_comes_of_it_the_card_is_left_locked(scene in scene()) {
        prop_assert!(left_locked_at_the_end(&play(&scene)));
    }

    #[test]
    fn nothing_behind_the_pin_is_read_before_it(scene in scene()) {
        prop_assert!(nothing_is_read_before_the_pin(&play(&scene)));
    }

    #[test]
    fn there_is_a_holder_only_after_the_right_pin(scene in scene()) {
        prop_assert!(holder_only_after_9000(&play(&scene)));
    }
}

/// A card that stays open without power never gets a PIN, whatever else goes wrong.
#[test]
fn a_state_that_stays_open_gets_no_pin() {
    for at in 0..12 {
        for word in WORDS {
            let run = play(&Scene {
                tries: 3,
                left_open: true,
                variant: "stays_open = true",
                faults: vec![(at, Fault::Instead(word.to_be_bytes().to_vec()))],
                entries: vec![(true, LastTry::Confirmed)],
            });
            // Said to be locked by a lie, once before the power was taken or once after, is what it takes to get one.
            let lied = word == 0x6982;
            assert!(
                lied || !run.events.iter().any(is_pin_sent),
                "{word:04X} at {at}"
            );
            assert!(run.events.last() == Some(&Event::Leave));
        }
    }
}

/// Every fault at every command, one at a time: all the rules.
#[test]
fn one_fault_at_every_command_breaks_no_rule() {
    let mut faults: Vec<_> = [Fault::Reset, Fault::SomebodyElse].into();
    for word in WORDS {
        faults.push(Fault::Instead(word.to_be_bytes().to_vec()));
        faults.push(Fault::After(word.to_be_bytes().to_vec()));
    }
    for error in ERRORS {
        faults.push(Fault::Lost(error));
        faults.push(Fault::AnswerLost(error));
    }
    for variant in ["", "verify_by_short_id = false"] {
        for (tries, left_open) in [(3, false), (3, true), (1, false)] {
            for at in 0..18 {
                for fault in &faults {
                    let scene = Scene {
                        tries,
                        left_open,
                        variant,
                        faults: vec![(at, fault.clone())],
                        entries: vec![
                            (false, LastTry::NotConfirmed),
                            (true, LastTry::NotConfirmed),
                        ],
                    };
                    let run = play(&scene);
                    for (rule, holds) in RULES {
                        assert!(holds(&run), "{rule}: {scene:?}: {:02X?}", run.events);
                    }
                }
            }
        }
    }
}
