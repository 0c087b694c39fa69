//! What was said to a card, step by step, without what was said.
//!
//! ```
//! use card_driver::transport::{Trace, Traced};
//! # use card_driver::{Challenge, SelectedCard, TestHierarchy, TrustAnchors};
//! # let card = virtual_card::Profile::from_toml(include_str!("../../../assets/cards/default.toml"))?;
//! # let transport = virtual_card::InProcess::new(virtual_card::VirtualCard::new(card));
//! # let anchors = include_str!("../../../assets/trust/demo.toml");
//! # let anchors = TrustAnchors::from_toml(anchors, TestHierarchy::Allowed)?;
//! let trace = Trace::default();
//! let card = SelectedCard::open(Traced::new(transport, trace.clone()), &anchors, Challenge::from_bytes([7; 32]))?;
//! # drop(card);
//! for step in trace.steps() {
//!     // READ EF 0004: B0, 7 bytes out, 570 in, 9000, 312 µs
//!     println!("{step}");
//! }
//! assert_eq!(trace.steps()[0].name().to_string(), "SELECT AP");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{Transport, TransportError};
use crate::ap::AID;
use crate::secret::SecretBytes;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A trace keeps no more steps than this: what talks longer is no card.
const MAX_STEPS: usize = 1024;

/// The steps taken over a [`Traced`] transport, seen from outside. Clones are the same trace.
///
/// A step is made of closed enums, lengths, a time and a status word out of a fixed list. There is no place in it for
/// a byte of a command's or a response's data: not for the PIN, the number, a name, nor two bytes of them that a
/// broken reader passes off as a status word.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<Mutex<Vec<Step>>>);

impl Trace {
    /// The steps so far, oldest first; the first 1024 of them.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Where the step stands, to be amended.
    fn add(&self, step: Step) -> usize {
        let mut steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.len() < MAX_STEPS {
            steps.push(step);
            steps.len() - 1
        } else {
            MAX_STEPS
        }
    }

    fn amend(&self, at: usize, step: Step) {
        let mut steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = steps.get_mut(at) {
            *known = step;
        }
    }
}

/// One command and its answer, or one change of power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    name: StepName,
    extended: bool,
    sent: usize,
    received: usize,
    status: Option<KnownStatus>,
    failure: Option<TransportError>,
    elapsed: Duration,
}

impl Step {
    /// What was done.
    #[must_use]
    pub const fn name(&self) -> StepName {
        self.name
    }

    /// Whether a command APDU was sent: not so for changes of power.
    #[must_use]
    pub const fn is_apdu(&self) -> bool {
        !matches!(self.name, StepName::PowerCycle | StepName::Leave)
    }

    /// Whether the command had extended length fields.
    #[must_use]
    pub const fn is_extended(&self) -> bool {
        self.extended
    }

    /// Bytes of the command APDU.
    #[must_use]
    pub const fn sent(&self) -> usize {
        self.sent
    }

    /// Bytes of the response APDU, the two of the status word included; 0 where none came.
    #[must_use]
    pub const fn received(&self) -> usize {
        self.received
    }

    /// The status word; `None` where no response came, or its last two bytes are no status word that this card is
    /// known to give.
    #[must_use]
    pub const fn status(&self) -> Option<KnownStatus> {
        self.status
    }

    /// Why no response came.
    #[must_use]
    pub const fn failure(&self) -> Option<TransportError> {
        self.failure
    }

    /// From handing the command over until the answer was there.
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        if let Some(instruction) = self.name.instruction() {
            let form = if self.extended { " extended" } else { "" };
            write!(f, "{instruction:02X}{form}, {} bytes out", self.sent)?;
            match (self.failure, self.status) {
                (None, Some(status)) => write!(f, ", {} in, {status}, ", self.received)?,
                (None, None) => write!(f, ", {} in, ", self.received)?,
                (Some(_), _) => f.write_str(", ")?,
            }
        }
        if let Some(failure) = self.failure {
            write!(f, "{}, ", failure.code())?;
        }
        write!(f, "{} µs", self.elapsed.as_micros())
    }
}

/// What a step did. `Display` is its name for people: `SELECT AP`, `READ EF 0004`, `VERIFY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StepName {
    /// SELECT of the application.
    SelectAp,
    /// SELECT of a file.
    Select(TracedFile),
    /// READ BINARY from the start of a file.
    Read(TracedFile),
    /// READ BINARY further on in a file.
    ReadOn(TracedFile),
    /// READ BINARY of one byte of EF 0002, for its status only.
    LockProbe,
    /// VERIFY without a body: how many tries are left.
    AskTries,
    /// VERIFY with the PIN.
    Verify,
    /// PERFORM SECURITY OPERATION: the card signs the challenge.
    Sign,
    /// GET RESPONSE: more of the answer before.
    GetResponse,
    /// Any other command; this driver sends none.
    Other,
    /// Power taken and given back. No APDU.
    PowerCycle,
    /// Power taken, connection ended. No APDU.
    Leave,
}

impl StepName {
    /// The instruction byte; `None` where there is none, or none that is known.
    #[must_use]
    pub const fn instruction(self) -> Option<u8> {
        match self {
            Self::SelectAp | Self::Select(_) => Some(0xA4),
            Self::Read(_) | Self::ReadOn(_) | Self::LockProbe => Some(0xB0),
            Self::AskTries | Self::Verify => Some(0x20),
            Self::Sign => Some(0x2A),
            Self::GetResponse => Some(0xC0),
            Self::Other | Self::PowerCycle | Self::Leave => None,
        }
    }
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SelectAp => f.write_str("SELECT AP"),
            Self::Select(file) => write!(f, "SELECT {file}"),
            Self::Read(file) => write!(f, "READ {file}"),
            Self::ReadOn(file) => write!(f, "READ {file} (more)"),
            Self::LockProbe => f.write_str("READ EF 0002 (is it locked?)"),
            Self::AskTries => f.write_str("VERIFY (tries left?)"),
            Self::Verify => f.write_str("VERIFY"),
            Self::Sign => f.write_str("PSO (challenge)"),
            Self::GetResponse => f.write_str("GET RESPONSE"),
            Self::Other => f.write_str("other"),
            Self::PowerCycle => f.write_str("power cycle"),
            Self::Leave => f.write_str("leave"),
        }
    }
}

/// The files that a step can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum TracedFile {
    Ef0001,
    Ef0002,
    Ef0003,
    Ef0004,
    Ef0005,
    Ef0007,
    /// The PIN.
    Ef0011,
    /// None of these, or not known which.
    Other,
}

impl TracedFile {
    const fn of(id: u8) -> Self {
        match id {
            0x01 => Self::Ef0001,
            0x02 => Self::Ef0002,
            0x03 => Self::Ef0003,
            0x04 => Self::Ef0004,
            0x05 => Self::Ef0005,
            0x07 => Self::Ef0007,
            0x11 => Self::Ef0011,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for TracedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ef0001 => "EF 0001",
            Self::Ef0002 => "EF 0002",
            Self::Ef0003 => "EF 0003",
            Self::Ef0004 => "EF 0004",
            Self::Ef0005 => "EF 0005",
            Self::Ef0007 => "EF 0007",
            Self::Ef0011 => "EF 0011",
            Self::Other => "another file",
        })
    }
}

/// A status word of ISO/IEC 7816-4 that this card is known to give. Where it names a length (`61xx`, `6Cxx`), the
/// length is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KnownStatus(u16);

impl KnownStatus {
    const fn of(word: u16) -> Option<Self> {
        match word {
            0x6100..=0x61FF => Some(Self(0x6100)),
            0x6C00..=0x6CFF => Some(Self(0x6C00)),
            0x9000
            | 0x6200
            | 0x6281..=0x6283
            | 0x6300
            | 0x63C0..=0x63CF
            | 0x6700
            | 0x6881
            | 0x6882
            | 0x6900
            | 0x6981..=0x6988
            | 0x6A80..=0x6A88
            | 0x6B00
            | 0x6D00
            | 0x6E00
            | 0x6F00 => Some(Self(word)),
            _ => None,
        }
    }

    /// The two bytes as a number.
    #[must_use]
    pub const fn word(self) -> u16 {
        self.0
    }
}

impl fmt::Display for KnownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

/// A transport whose steps are traced.
#[derive(Debug)]
pub struct Traced<T> {
    transport: T,
    trace: Trace,
    current: TracedFile,
}

impl<T: Transport> Traced<T> {
    /// Writes what goes over `transport` into `trace`.
    #[must_use]
    pub const fn new(transport: T, trace: Trace) -> Self {
        Self {
            transport,
            trace,
            current: TracedFile::Other,
        }
    }

    /// What a command is, by its header; the file it reads may have been named by the command before.
    fn name(&mut self, command: &[u8]) -> StepName {
        match *command {
            [0x00, 0xA4, 0x04, _, _, ref aid @ ..] if aid.starts_with(&AID) => {
                self.current = TracedFile::Other;
                StepName::SelectAp
            }
            [0x00, 0xA4, 0x02, _, 0x02, 0x00, id] => {
                self.current = TracedFile::of(id);
                StepName::Select(self.current)
            }
            [0x00, 0xB0, p1, offset, ref length @ ..] => {
                let from_start = if p1 & 0x80 == 0 {
                    p1 == 0 && offset == 0
                } else {
                    self.current = TracedFile::of(p1 & 0x1F);
                    offset == 0
                };
                match self.current {
                    TracedFile::Ef0002 if from_start && length == [1] => StepName::LockProbe,
                    file if from_start => StepName::Read(file),
                    file => StepName::ReadOn(file),
                }
            }
            [0x00, 0x20, 0x00, _] => StepName::AskTries,
            [0x00, 0x20, 0x00, _, _, ..] => StepName::Verify,
            [0x80, 0x2A, ..] => StepName::Sign,
            [0x00, 0xC0, ..] => StepName::GetResponse,
            _ => StepName::Other,
        }
    }

    fn power(
        &mut self,
        name: StepName,
        change: impl FnOnce(&mut T) -> Result<(), TransportError>,
    ) -> Result<(), TransportError> {
        let started = Instant::now();
        let result = change(&mut self.transport);
        self.current = TracedFile::Other;
        self.trace.add(Step {
            name,
            extended: false,
            sent: 0,
            received: 0,
            status: None,
            failure: result.err(),
            elapsed: started.elapsed(),
        });
        result
    }
}

impl<T: Transport> Transport for Traced<T> {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        // There from when it is sent, as one without an answer: who looks while the card is silent sees what it was asked.
        let mut step = Step {
            name: self.name(command),
            // Extended length fields begin with 00; a short Lc is never 00, and a short Le is the last byte.
            extended: matches!(*command, [_, _, _, _, 0, _, ..]),
            sent: command.len(),
            received: 0,
            status: None,
            failure: Some(TransportError::Mute),
            elapsed: Duration::ZERO,
        };
        let at = self.trace.add(step);
        let started = Instant::now();
        let result = self.transport.transmit(command);
        step.elapsed = started.elapsed();
        let response = result.as_ref().map_or(&[][..], SecretBytes::expose);
        step.received = response.len();
        step.status = response
            .last_chunk::<2>()
            .and_then(|status| KnownStatus::of(u16::from_be_bytes(*status)));
        step.failure = result.as_ref().err().copied();
        self.trace.amend(at, step);
        result
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        self.power(StepName::PowerCycle, T::power_cycle)
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.power(StepName::Leave, T::leave)
    }
}
