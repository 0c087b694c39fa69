//! Every reason for which a session ends or a choice is asked for again. Each has a stable code.

use card_driver::slot::SlotError;
use card_driver::transport::TransportError;
use card_driver::{CardError, EvidenceError};
use certificate::{Mismatch, MunicipalityCode};

use crate::money::PaymentFault;

/// What is wrong with the card or the reader, as far as the resident's next step differs. The stable
/// code stays the driver's own, see [`Stop::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardFault {
    /// No reader, no PC/SC service, or it went away.
    ReaderGone,
    /// The card was taken off too early.
    Removed,
    /// The connection broke or the card stopped answering: badly placed, or another program reset it.
    Unreadable,
    /// Not a My Number card, or one without this application (a phone, another card).
    NotMyNumberCard,
    /// Its data are malformed, contradict themselves, or are not signed by a known authority.
    Unverified,
    /// A card of the test hierarchy where only real ones are served.
    TestCard,
    /// The data are right but the chip is not the one they were issued to: a copy.
    NotGenuine,
    /// The PIN is locked.
    PinBlocked,
    /// Somebody else left the card logged in, and it stays so.
    LeftOpen,
    /// The birth date on the card has no month or day, so no certificate can be matched with it.
    BirthDateIncomplete,
}

impl From<CardError> for CardFault {
    fn from(error: CardError) -> Self {
        match error {
            CardError::Slot(SlotError::NoCard) => Self::Removed,
            CardError::Slot(SlotError::Mute | SlotError::Several) => Self::Unreadable,
            CardError::Slot(_) => Self::ReaderGone,
            CardError::Transport(TransportError::ServiceGone | TransportError::ReaderGone) => {
                Self::ReaderGone
            }
            CardError::Transport(TransportError::CardRemoved) => Self::Removed,
            CardError::NotMyNumberCard => Self::NotMyNumberCard,
            CardError::PinBlocked => Self::PinBlocked,
            CardError::LeftOpen => Self::LeftOpen,
            CardError::Evidence(EvidenceError::TestCard) => Self::TestCard,
            CardError::Evidence(EvidenceError::BirthDateUnknown) => Self::BirthDateIncomplete,
            CardError::Evidence(EvidenceError::NotGenuine) => Self::NotGenuine,
            CardError::Evidence(_) => Self::Unverified,
            // The rest: reset, lost, mute, odd status words, and what the driver may add. Trying
            // again with the card well placed is the right advice for all of them.
            _ => Self::Unreadable,
        }
    }
}

/// Why the center gave no usable answer. Tells the hop that failed (R141).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CenterFault {
    /// It cannot be reached.
    Unreachable,
    /// It is not the center: certificate or name wrong (R63).
    NotTrusted,
    /// No answer in time.
    TimedOut,
    /// An answer that is none.
    Garbage,
    /// It says that the system behind it cannot be reached.
    VrsUnreachable,
    /// It refused the request itself: token or version.
    RequestRefused,
    /// It failed inside.
    Internal,
}

impl CenterFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "CENTER-UNREACHABLE",
            Self::NotTrusted => "CENTER-NOT-TRUSTED",
            Self::TimedOut => "CENTER-TIMED-OUT",
            Self::Garbage => "CENTER-GARBAGE",
            Self::VrsUnreachable => "CENTER-VRS-UNREACHABLE",
            Self::RequestRefused => "CENTER-REQUEST-REFUSED",
            Self::Internal => "CENTER-INTERNAL",
        }
    }
}

/// Why no page could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentFault {
    /// A character that no font has: it is never left out or replaced (S25).
    GlyphMissing,
    /// It does not fit the page (S32).
    DoesNotFit,
    /// The codes of the page do not read back as what was signed.
    ProofFailed,
    /// Anything else.
    Internal,
}

impl DocumentFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::GlyphMissing => "DOCUMENT-GLYPH-MISSING",
            Self::DoesNotFit => "DOCUMENT-DOES-NOT-FIT",
            Self::ProofFailed => "DOCUMENT-PROOF-FAILED",
            Self::Internal => "DOCUMENT-INTERNAL",
        }
    }
}

/// Why printing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrintFault {
    /// The printer cannot be reached.
    Unreachable,
    /// It needs paper, toner or a hand, and nobody came.
    NeedsAttention,
    /// It refused the job.
    Refused,
    /// It ended the job without finishing it.
    Aborted,
    /// It did not finish in time.
    TimedOut,
    /// An answer that is none.
    Garbage,
}

impl PrintFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "PRINTER-UNREACHABLE",
            Self::NeedsAttention => "PRINTER-ATTENTION",
            Self::Refused => "PRINTER-REFUSED",
            Self::Aborted => "PRINTER-ABORTED",
            Self::TimedOut => "PRINTER-TIMED-OUT",
            Self::Garbage => "PRINTER-GARBAGE",
        }
    }
}

/// A "no" to what was applied for: the center's, but for the last, which is the resident's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The municipality does not take part.
    NotParticipating,
    /// The municipality has paused issuance.
    Paused,
    /// No record there. One answer, whether nobody or another municipality has it.
    NoRecord,
    /// The municipality has to check the record.
    NeedsMunicipalityCheck,
    /// No passport items for the overseas kind; the domestic kind can be had.
    OverseasDataMissing,
    /// Outside the hours.
    OutOfHours,
    /// The session has used up its applications.
    TooManyApplications,
    /// The center could not verify the card's data.
    CardRefused,
    /// Other terms are in force now.
    TermsOutdated,
    /// The record changed after it was confirmed; nothing was issued.
    PreviewChanged,
    /// The record's passport is not the one that the resident holds now, or not valid any more.
    PassportNotHeld,
}

/// What a resident can do about a refusal without card and PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Choose another municipality.
    Municipality,
    /// Choose a kind without passport.
    Kind,
}

impl Refusal {
    /// The remedy, if there is one.
    #[must_use]
    pub const fn remedy(self) -> Option<Remedy> {
        match self {
            Self::NotParticipating | Self::Paused | Self::NoRecord => Some(Remedy::Municipality),
            Self::OverseasDataMissing | Self::PassportNotHeld => Some(Remedy::Kind),
            Self::NeedsMunicipalityCheck
            | Self::OutOfHours
            | Self::TooManyApplications
            | Self::CardRefused
            | Self::TermsOutdated
            | Self::PreviewChanged => None,
        }
    }
}

/// A refusal as it is shown: the second "no record" of a session has its own words (FAQ 46).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Refused {
    /// What was said.
    pub refusal: Refusal,
    /// It has said so before in this session.
    pub again: bool,
    /// Of whom it was asked; `None` where that is not what was refused.
    pub municipality: Option<MunicipalityCode>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self {
            refusal,
            again: false,
            municipality: None,
        }
    }
}

impl Refused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match (self.refusal, self.again) {
            (Refusal::NoRecord, true) => "REFUSED-NO-RECORD-AGAIN",
            (Refusal::NoRecord, false) => "REFUSED-NO-RECORD",
            (Refusal::NotParticipating, _) => "REFUSED-NOT-PARTICIPATING",
            (Refusal::Paused, _) => "REFUSED-PAUSED",
            (Refusal::NeedsMunicipalityCheck, _) => "REFUSED-NEEDS-CHECK",
            (Refusal::OverseasDataMissing, _) => "REFUSED-OVERSEAS-DATA-MISSING",
            (Refusal::OutOfHours, _) => "REFUSED-OUT-OF-HOURS",
            (Refusal::TooManyApplications, _) => "REFUSED-TOO-MANY-APPLICATIONS",
            (Refusal::CardRefused, _) => "REFUSED-CARD",
            (Refusal::TermsOutdated, _) => "REFUSED-TERMS-OUTDATED",
            (Refusal::PreviewChanged, _) => "REFUSED-PREVIEW-CHANGED",
            (Refusal::PassportNotHeld, _) => "RESIDENT-PASSPORT-NOT-HELD",
        }
    }
}

/// Why a session stopped before its end. Each has its own screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// Card or reader.
    Card {
        /// What the resident is told.
        fault: CardFault,
        /// The driver's stable code.
        code: &'static str,
    },
    /// The center.
    Center(CenterFault),
    /// A "no", and nothing the resident chooses here changes that.
    Refused(Refused),
    /// The page.
    Document(DocumentFault),
    /// For certain nothing was printed.
    NotPrinted(PrintFault),
    /// It is not known what came out: staff has to look. Never printed again.
    PrintUnknown(PrintFault),
    /// What the center sent is not what was asked for or confirmed. Nothing was shown or printed.
    Mismatch(Mismatch),
    /// The resident says the content is wrong: the municipality is to be asked.
    ContentWrong,
    /// The resident did not pay; nothing was printed.
    PaymentGivenUp,
    /// The fee cannot be taken; nothing was printed.
    Payment(PaymentFault),
    /// The center's catalogue is no longer valid (R49).
    CatalogueLost,
    /// An adapter did not answer in time.
    NoAnswer,
    /// The parts of the kiosk contradict each other.
    Internal,
}

impl From<CardError> for Stop {
    fn from(error: CardError) -> Self {
        Self::Card {
            fault: error.into(),
            code: error.code(),
        }
    }
}

impl Stop {
    /// One of each kind, as far as what is said to the resident may differ: for catalogues of the screens, and for
    /// tests that nothing is left unsaid.
    #[must_use]
    pub fn each() -> Vec<Self> {
        let cards = [
            CardError::Transport(TransportError::ReaderGone),
            CardError::Transport(TransportError::CardRemoved),
            CardError::Transport(TransportError::Lost),
            CardError::NotMyNumberCard,
            CardError::PinBlocked,
            CardError::LeftOpen,
            CardError::Evidence(EvidenceError::UnknownCa),
            CardError::Evidence(EvidenceError::TestCard),
            CardError::Evidence(EvidenceError::NotGenuine),
            CardError::Evidence(EvidenceError::BirthDateUnknown),
        ];
        let centers = [
            CenterFault::Unreachable,
            CenterFault::NotTrusted,
            CenterFault::TimedOut,
            CenterFault::Garbage,
            CenterFault::VrsUnreachable,
            CenterFault::RequestRefused,
            CenterFault::Internal,
        ];
        let refusals = [
            Refusal::NotParticipating,
            Refusal::Paused,
            Refusal::NoRecord,
            Refusal::NeedsMunicipalityCheck,
            Refusal::OverseasDataMissing,
            Refusal::OutOfHours,
            Refusal::TooManyApplications,
            Refusal::CardRefused,
            Refusal::TermsOutdated,
            Refusal::PreviewChanged,
            Refusal::PassportNotHeld,
        ];
        let documents = [
            DocumentFault::GlyphMissing,
            DocumentFault::DoesNotFit,
            DocumentFault::ProofFailed,
            DocumentFault::Internal,
        ];
        let prints = [
            PrintFault::Unreachable,
            PrintFault::NeedsAttention,
            PrintFault::Refused,
            PrintFault::Aborted,
            PrintFault::TimedOut,
            PrintFault::Garbage,
        ];
        let again = Refused {
            refusal: Refusal::NoRecord,
            again: true,
            municipality: None,
        };
        let mut each = Vec::from(cards.map(Self::from));
        each.extend(centers.map(Self::Center));
        each.extend(refusals.map(|refusal| Self::Refused(refusal.into())));
        each.push(Self::Refused(again));
        each.extend(documents.map(Self::Document));
        each.extend(prints.map(Self::NotPrinted));
        each.extend([
            Self::PrintUnknown(PrintFault::TimedOut),
            Self::Mismatch(Mismatch::Name),
            Self::ContentWrong,
            Self::PaymentGivenUp,
            Self::Payment(PaymentFault::Unavailable),
            Self::CatalogueLost,
            Self::NoAnswer,
            Self::Internal,
        ]);
        each
    }

    /// The stable code: for the screen, the log and the staff.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card { code, .. } => code,
            Self::Center(fault) => fault.code(),
            Self::Refused(refused) => refused.code(),
            Self::Document(fault) => fault.code(),
            Self::NotPrinted(fault) => fault.code(),
            Self::PrintUnknown(_) => "PRINTER-OUTCOME-UNKNOWN",
            Self::Mismatch(mismatch) => mismatch.code(),
            Self::ContentWrong => "RESIDENT-CONTENT-WRONG",
            Self::PaymentGivenUp => "RESIDENT-PAYMENT-GIVEN-UP",
            Self::Payment(fault) => fault.code(),
            Self::CatalogueLost => "CATALOGUE-LOST",
            Self::NoAnswer => "KIOSK-NO-ANSWER",
            Self::Internal => "KIOSK-INTERNAL",
        }
    }
}

/// How a session ended that did not stop for a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The resident ended it or declined the terms.
    Cancelled,
    /// Nobody was there any more.
    Abandoned,
    /// After a [`Stop`].
    Stopped(Stop),
    /// The papers were taken.
    Finished,
}

impl Ending {
    /// The stable code for the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "SESSION-CANCELLED",
            Self::Abandoned => "SESSION-ABANDONED",
            Self::Stopped(stop) => stop.code(),
            Self::Finished => "SESSION-FINISHED",
        }
    }
}
