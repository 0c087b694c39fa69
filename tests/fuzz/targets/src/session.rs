//! Whole sessions of the driver with cards that lie.

use crate::bytes::Bytes;
use crate::{Target, Verdict};
use card_driver::secret::SecretBytes;
use card_driver::transport::{Transport, TransportError};
use card_driver::{
    CardError, Challenge, Evidence, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors, VerifiedHolder, evidence,
};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use virtual_card::{InProcess, Profile, VirtualCard};

/// The challenge of every session.
pub(crate) const CHALLENGE: Challenge = Challenge::from_bytes([0x5A; 32]);

/// The ordinary resident's profile.
pub(crate) const RESIDENT: &str = include_str!("../../../../assets/cards/default.toml");
/// The right PIN, and a wrong one.
const PINS: [&[u8]; 2] = [b"1234", b"8642"];

/// More commands than the most patient reading takes: five files of 2 KiB, byte by byte, each byte by the longest way.
const MOST_COMMANDS: usize = 30_000;

/// The test hierarchy.
pub(crate) fn anchors() -> &'static TrustAnchors {
    static ANCHORS: LazyLock<TrustAnchors> = LazyLock::new(|| {
        let text = include_str!("../../../../assets/trust/demo.toml");
        TrustAnchors::from_toml(text, TestHierarchy::Allowed).expect("the demo's anchors")
    });
    &ANCHORS
}

/// What a sound card gives in a session with this challenge.
pub(crate) fn sound() -> &'static Evidence {
    static SOUND: LazyLock<Evidence> = LazyLock::new(|| {
        let card = Hostile::new(0, Answers::Sound);
        match card.clone().session(&Entry {
            pin: 0,
            last_try: LastTry::NotConfirmed,
        }) {
            Some(holder) => holder.evidence().expect("not forgotten yet").clone(),
            None => panic!("the sound card is refused"),
        }
    });
    &SOUND
}

/// A sound card of one of a few kinds.
fn card(kind: u8) -> VirtualCard {
    static CARDS: LazyLock<Vec<VirtualCard>> = LazyLock::new(|| {
        [
            "",
            "tries = 1\n",
            "left_open = true\n",
            "\n[card]\nextended_length = false\nshort_file_ids = false\nverify_by_short_id = false\n",
            "\n[card]\nempty_verify_ok_after_login = true\nfirst_command_fails = true\nwarns_at_end = true\n",
        ]
        .iter()
        .map(|more| Profile::from_toml(&format!("{RESIDENT}{more}")).map(VirtualCard::new))
        .collect::<Result<_, _>>()
        .expect("sound profiles")
    });
    let at = usize::from(kind) % CARDS.len();
    CARDS.get(at).expect("within the length").clone()
}

/// One PIN entry.
struct Entry {
    /// Which of [`PINS`].
    pin: usize,
    last_try: LastTry,
}

/// How the card answers.
#[derive(Clone)]
enum Answers {
    /// As it should.
    Sound,
    /// By this script, for ever round and round.
    Script(Vec<Step>),
    /// As it should, but for the commands from this number (0 is the first), which are answered by the script, once.
    From(usize, Vec<Step>),
}

/// One answer.
#[derive(Clone)]
enum Step {
    Sound,
    Bytes(Vec<u8>),
    Failure(TransportError),
    Changed { at: usize, by: u8 },
    Cut(usize),
    Status([u8; 2]),
}

/// What the card has been sent, and what it said.
#[derive(Default)]
struct Log {
    commands: usize,
    /// VERIFY with a PIN, since the entry began.
    verifies: usize,
    confirmed: bool,
    /// The answer to the latest question for the tries, since the last VERIFY.
    tries: Option<u8>,
    /// Whether something was refused for want of a PIN since the power came: a READ, its SELECT, its GET RESPONSE.
    locked: bool,
    left: bool,
}

/// A card that is sound underneath and answers what it is told to.
#[derive(Clone)]
struct Hostile {
    card: InProcess,
    answers: Answers,
    log: Arc<Mutex<Log>>,
}

impl Hostile {
    fn new(kind: u8, answers: Answers) -> Self {
        Self {
            card: InProcess::new(card(kind)),
            answers,
            log: Arc::default(),
        }
    }

    fn with_log<R>(&self, look: impl FnOnce(&mut Log) -> R) -> R {
        look(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A session of at most three entries, and everything that must hold in it.
    fn session(self, entry: &Entry) -> Option<VerifiedHolder> {
        let log = self.clone();
        let outcome = self.entries(entry);
        log.with_log(|log| {
            assert!(log.left, "the card was not left");
            assert!(log.commands < MOST_COMMANDS);
        });
        let holder = outcome.ok().flatten()?;
        let believed = holder.evidence().expect("not forgotten yet");
        assert!(
            evidence::verify(believed, anchors()).is_ok(),
            "a holder without evidence"
        );
        assert!(holder.session() == CHALLENGE && believed.challenge() == CHALLENGE);
        Some(holder)
    }

    fn entries(self, entry: &Entry) -> Result<Option<VerifiedHolder>, CardError> {
        let log = self.clone();
        let mut card = SelectedCard::open(self, anchors(), CHALLENGE)?;
        log.with_log(|log| {
            assert_eq!(log.verifies, 0, "a VERIFY before there is a PIN");
            assert_eq!(log.tries, Some(card.tries_left().get()));
        });
        for _ in 0..3 {
            log.with_log(|log| {
                log.verifies = 0;
                log.tries = None;
                log.confirmed = entry.last_try == LastTry::Confirmed;
            });
            let pin = PINS
                .get(entry.pin)
                .and_then(|pin| Pin::from_ascii(pin))
                .expect("a PIN");
            match card.verify_and_read(pin, entry.last_try)? {
                Outcome::Verified(holder) => {
                    log.with_log(|log| assert_eq!(log.verifies, 1, "a holder without a VERIFY"));
                    return Ok(Some(holder));
                }
                Outcome::AskAgain { card: again, .. } => card = again,
            }
        }
        Ok(None)
    }
}

impl Transport for Hostile {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let verify = matches!(command, [_, 0x20, _, _, ..]);
        let with_pin = verify && command.len() > 5;
        let at = self.with_log(|log| {
            assert!(!log.left, "a command after the card was left");
            log.commands += 1;
            assert!(log.commands < MOST_COMMANDS, "no end");
            if with_pin {
                log.verifies += 1;
                assert_eq!(log.verifies, 1, "a second VERIFY for one entry");
                let tries = log.tries.take();
                let last = tries == Some(1);
                assert!(tries.is_some_and(|tries| tries > 0), "tries not asked for");
                assert!(!last || log.confirmed, "the last try, not confirmed");
                assert!(log.locked, "a VERIFY on a card that may be open");
            } else {
                let leaks = command.windows(4).any(|four| PINS.contains(&four));
                assert!(!leaks, "the PIN in another command");
            }
            log.commands - 1
        });
        let step = match &self.answers {
            Answers::Sound => None,
            Answers::Script(steps) => steps.get(at % steps.len().max(1)),
            Answers::From(first, steps) => at.checked_sub(*first).and_then(|at| steps.get(at)),
        };
        let answer = self.answer(step.cloned().unwrap_or(Step::Sound), command)?;
        self.with_log(|log| {
            let status = answer.expose().last_chunk().copied();
            if verify && !with_pin {
                log.tries = match status {
                    Some([0x63, low @ 0xC0..=0xCF]) => Some(low & 0x0F),
                    _ => None,
                };
            }
            log.locked |= !verify && status == Some([0x69, 0x82]);
        });
        Ok(answer)
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.with_log(|log| log.locked = false);
        self.card.power_cycle()
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.with_log(|log| log.left = true);
        self.card.leave()
    }
}

impl Hostile {
    fn answer(&mut self, step: Step, command: &[u8]) -> Result<SecretBytes, TransportError> {
        match step {
            Step::Bytes(bytes) => return Ok(SecretBytes::new(bytes)),
            Step::Failure(failure) => return Err(failure),
            _ => {}
        }
        let mut answer = self.sound_answer(command)?.expose().to_vec();
        let data = answer.len().saturating_sub(2);
        match step {
            Step::Changed { at, by } => {
                if let Some(byte) = answer.get_mut(at) {
                    *byte ^= by;
                }
            }
            Step::Cut(keep) => drop(answer.drain(keep.min(data)..data)),
            Step::Status(status) => {
                answer.truncate(data);
                answer.extend(status);
            }
            Step::Sound | Step::Bytes(_) | Step::Failure(_) => {}
        }
        Ok(SecretBytes::new(answer))
    }

    fn sound_answer(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        /// The signature over the one challenge there is: making it anew would be most of a run's time.
        static SIGNED: Mutex<Option<Vec<u8>>> = Mutex::new(None);
        if !matches!(command, [0x80, 0x2A, ..]) {
            return self.card.transmit(command);
        }
        let mut signed = SIGNED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signed) = signed.as_ref() {
            return Ok(SecretBytes::new(signed.clone()));
        }
        let answer = self.card.transmit(command)?;
        if answer.expose().ends_with(&[0x90, 0x00]) {
            *signed = Some(answer.expose().to_vec());
        }
        Ok(answer)
    }
}

/// The status words of this card, and some that make a reader go on.
const STATUSES: [u16; 16] = [
    0x9000, 0x6282, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x63C0, 0x63C1, 0x63C3, 0x6300, 0x6A82,
    0x6B00, 0x6C00, 0x6100, 0x6F00,
];

/// How the files begin.
const OPENINGS: [&[u8]; 8] = [
    &[],
    &[0xFF, 0x10],
    &[0xFF, 0x20],
    &[0xFF, 0x30],
    &[0x7F, 0x21, 0x82],
    &[0xFF, 0x40, 0x81],
    &[0xFF, 0x50, 0x82],
    &[0xFF, 0x20, 0x82, 0x07, 0xFF],
];

fn status(input: &mut Bytes<'_>) -> [u8; 2] {
    let which = usize::from(input.byte());
    match STATUSES.get(which) {
        Some(status) => status.to_be_bytes(),
        None => [0x60 | input.byte() & 0x0F, input.byte()],
    }
}

/// A script: each step is a byte that says what it is, and what that needs.
fn steps(mut input: Bytes<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    while !input.is_empty() && steps.len() < 256 {
        steps.push(match input.byte() % 10 {
            0 => Step::Sound,
            1 => {
                let length = usize::from(input.byte());
                Step::Bytes(input.take(length).to_vec())
            }
            2 => {
                let length = usize::from(input.word());
                Step::Bytes(input.take(length).to_vec())
            }
            3 => Step::Bytes(status(&mut input).to_vec()),
            4 => {
                let opening = usize::from(input.byte()) % OPENINGS.len();
                let length = usize::from(input.byte());
                let opening = OPENINGS.get(opening).copied().unwrap_or_default();
                Step::Bytes([opening, input.take(length), &[0x90, 0x00]].concat())
            }
            5 => Step::Failure(match input.byte() % 4 {
                0 => TransportError::CardRemoved,
                1 => TransportError::Mute,
                2 => TransportError::Lost,
                _ => TransportError::ServiceGone,
            }),
            6 => Step::Changed {
                at: usize::from(input.word()),
                by: input.byte(),
            },
            7 => Step::Cut(usize::from(input.word())),
            8 => Step::Status(status(&mut input)),
            _ => {
                let length = usize::from(input.byte()) * 8;
                let filling = input.byte();
                let data = vec![filling; length];
                Step::Bytes([data.as_slice(), &status(&mut input)].concat())
            }
        });
    }
    steps
}

/// The first byte of an input: which card, which PIN, whether the last try was confirmed.
fn entry(flags: u8) -> (u8, Entry) {
    let last_try = if flags & 0x10 == 0 {
        LastTry::NotConfirmed
    } else {
        LastTry::Confirmed
    };
    (
        flags & 0x0F,
        Entry {
            pin: usize::from(flags >> 7),
            last_try,
        },
    )
}

fn verdict(holder: Option<VerifiedHolder>) -> Verdict {
    if holder.is_some() {
        Verdict::Taken
    } else {
        Verdict::Refused
    }
}

pub(crate) const ABILITY: Target = Target {
    name: "card_ability",
    run: |input| {
        // After SELECT comes EF 0005.
        let answers = Answers::From(1, vec![Step::Bytes(input.to_vec())]);
        let (kind, entry) = entry(0);
        verdict(Hostile::new(kind, answers).session(&entry))
    },
    seeds: || {
        let ef0005 = [
            &[0xFF, 0x40, 0x07, 0xDF, 0x41, 0x04, 1, 1, 0, 0][..],
            &[0x90, 0x00],
        ]
        .concat();
        vec![
            ef0005,
            vec![0x6A, 0x86],
            vec![0x6C, 0xA4],
            vec![0x61, 0x08],
            vec![0xFF, 0x40, 0x90, 0x00],
        ]
    },
};

pub(crate) const RESPONSE: Target = Target {
    name: "card_response",
    run: |input| {
        let mut input = Bytes::new(input);
        let (kind, entry) = entry(input.byte());
        let answers = Answers::From(usize::from(input.byte()) % 32, steps(input));
        verdict(Hostile::new(kind, answers).session(&entry))
    },
    seeds: || {
        // A sound session of each kind of card; every third command's answer lost, made an error, cut, changed or strange.
        let faults: [&[u8]; 5] = [
            &[5, 2],
            &[3, 15],
            &[7, 0, 3],
            &[6, 0, 9, 1],
            &[3, 14, 3, 13, 3, 0],
        ];
        let mut seeds = vec![
            vec![0],
            vec![1],
            vec![0x11],
            vec![2],
            vec![3],
            vec![4],
            vec![0x80],
        ];
        for (kind, fault) in (0..).zip(faults) {
            seeds.extend((0..20).step_by(3).map(|at| [&[kind, at], fault].concat()));
        }
        seeds
    },
};

pub(crate) const SESSION: Target = Target {
    name: "card_session",
    run: |input| {
        let mut input = Bytes::new(input);
        let (kind, entry) = entry(input.byte());
        let answers = match steps(input) {
            steps if steps.is_empty() => Answers::Sound,
            steps => Answers::Script(steps),
        };
        verdict(Hostile::new(kind, answers).session(&entry))
    },
    seeds: || {
        vec![
            vec![0],
            vec![0, 3, 0],
            vec![0, 0, 0, 0, 0, 0, 0, 3, 8],
            [&[0x10, 0, 0], &[0; 12][..], &[3, 8, 5, 0]].concat(),
            vec![2, 0, 3, 2, 0, 0, 9, 32, 0xAA, 14],
        ]
    },
};
