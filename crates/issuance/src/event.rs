//! What comes into the machine.

use card_driver::{AskAgainReason, CardError, Challenge, Pin, VerifiedHolder};
use certificate::{Certificate, Kind, MatchedPreview, MunicipalityCode, Preview};
use time::Date;

use crate::catalogue::{Catalogue, Copies, Language, ServiceId, Yen};
use crate::fault::{CenterFault, DocumentFault, PrintFault, Refusal};
use crate::money::PaymentFault;

/// The random name of one session.
///
/// The adapter draws it when a resident starts. Every answer carries it, and an answer of another
/// session is dropped: a late answer must never meet the next resident (S29).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(pub [u8; 16]);

impl std::fmt::Display for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl SessionId {
    /// What a resident tells the staff: the first eight digits, in two groups. Of the sessions of a day none has the
    /// same (one in 40,000 of 500 sessions).
    #[must_use]
    pub fn short(&self) -> String {
        let [a, b, c, d, ..] = self.0;
        format!("{a:02X}{b:02X}-{c:02X}{d:02X}")
    }
}

/// One running of one timer; a timer of an earlier screen is known by its older number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch(pub u64);

/// Everything the machine can be told.
#[derive(Debug)]
pub enum Event {
    /// The center's catalogue came, or the one at hand is no longer valid.
    Catalogue(CatalogueNews),
    /// The payment device can take money, or why not. Until it has said so, no service with a fee is begun.
    PaymentDevice(Result<(), PaymentFault>),
    /// A resident touched the attract screen; `session` is freshly drawn.
    Start {
        /// Random, never used before.
        session: SessionId,
    },
    /// The resident did something on the screen.
    Touch(Touch),
    /// The time before the warning of this running has passed.
    TimerWarned {
        /// The running, from [`Task::StartTimer`](crate::Task::StartTimer).
        epoch: Epoch,
    },
    /// The time of this running is up.
    TimerExpired {
        /// The running, from [`Task::StartTimer`](crate::Task::StartTimer).
        epoch: Epoch,
    },
    /// An adapter has an answer to a task.
    Answer {
        /// The session of the task.
        session: SessionId,
        /// The answer.
        answer: Answer,
    },
}

/// See [`Event::Catalogue`].
#[derive(Debug)]
pub enum CatalogueNews {
    /// A valid one. A running session keeps the one it began with.
    Arrived(Box<Catalogue>),
    /// None is valid any more: sessions end unless the certificate is already being issued (R49).
    Lost,
}

/// What a resident can do. There is no free text among it (R28).
///
/// A touch that the present screen does not offer does nothing.
#[derive(Debug)]
pub enum Touch {
    /// On Service.
    ChooseService(ServiceId),
    /// On Terms: consent to the text shown in this language.
    AgreeTerms {
        /// One that the terms have a text in.
        language: Language,
    },
    /// On Terms: no consent; nothing was read, the session ends.
    DeclineTerms,
    /// On Pin: all four digits are entered. One entry, at most one VERIFY.
    PinEntered {
        /// Moved on into the command; the machine keeps no copy.
        pin: Pin,
    },
    /// On LastTry: the resident knows that a wrong PIN now locks it.
    LastTryConfirmed,
    /// On Municipality.
    ChooseMunicipality(MunicipalityCode),
    /// On Kind.
    ChooseKind(Kind),
    /// On Copies.
    ChooseCopies(Copies),
    /// On Passport: that is the number of the passport held now, and it is valid.
    PassportIsHeld,
    /// On Passport: another number, none, or expired. Nothing is issued for it.
    PassportIsNotHeld,
    /// On Confirm: this is right, issue it.
    ConfirmContent,
    /// On Confirm: 「内容がちがう・足りない」. Nothing is issued.
    ContentWrong,
    /// On Pay: the resident does not pay after all.
    GiveUpPaying,
    /// On TakePapers.
    PapersTaken,
    /// One step back, where [`Screen::can_go_back`](crate::Screen::can_go_back).
    Back,
    /// End the session, where [`Screen::can_cancel`](crate::Screen::can_cancel).
    Cancel,
    /// On Stopped or Thanks: back to the start. Elsewhere the same as [`Touch::Cancel`].
    StartOver,
    /// The resident is still there: the timer of this screen starts anew.
    StillHere,
}

/// What is known about a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// For certain no page came out.
    NotPrinted,
    /// Pages may have come out. It is never sent again (S22, S23).
    Unknown,
}

/// Why the printer is waiting for somebody. It prints on by itself when that is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Attention {
    /// No paper.
    MediaEmpty,
    /// Paper is stuck.
    MediaJam,
    /// No toner or ink.
    MarkerEmpty,
    /// A cover is open.
    CoverOpen,
    /// The output tray is full.
    OutputFull,
    /// Stopped for another reason.
    Other,
}

impl Attention {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::MediaEmpty,
        Self::MediaJam,
        Self::MarkerEmpty,
        Self::CoverOpen,
        Self::OutputFull,
        Self::Other,
    ];

    /// The stable code, by which the staff know what to see to.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MediaEmpty => "PRINTER-MEDIA-EMPTY",
            Self::MediaJam => "PRINTER-MEDIA-JAM",
            Self::MarkerEmpty => "PRINTER-MARKER-EMPTY",
            Self::CoverOpen => "PRINTER-COVER-OPEN",
            Self::OutputFull => "PRINTER-OUTPUT-FULL",
            Self::Other => "PRINTER-STOPPED",
        }
    }
}

/// What adapters answer. Each belongs to one [`Task`](crate::Task).
#[derive(Debug)]
pub enum Answer {
    /// To OpenCenterSession. The adapter keeps the token.
    SessionOpened {
        /// The center's challenge, which names this session on the card and in every type after it.
        challenge: Challenge,
    },
    /// To any task for the center: no answer, or none that can be used.
    CenterFailed(CenterFault),
    /// To OpenCenterSession, Apply or Issue: the center says no.
    Refused(Refusal),
    /// To WaitForCard: a card lies there. Nothing was sent to it.
    CardPresent,
    /// To OpenCard: the card is open and locked.
    CardReady {
        /// Tries left of this one PIN.
        tries_left: u8,
    },
    /// To ReadCard: PIN wanted again; the card is still open.
    CardAskAgain {
        /// Why.
        reason: AskAgainReason,
        /// Tries left of this one PIN.
        tries_left: u8,
    },
    /// To ReadCard: PIN verified, files and genuineness verified.
    HolderVerified(Box<VerifiedHolder>),
    /// To any task for the card: it is over with this card.
    CardFailed(CardError),
    /// The card is off the reader: to WaitForCardRemoval, or on its own at any time before.
    CardRemoved,
    /// To Apply.
    PreviewArrived(Box<Preview>),
    /// To ComposePreview: the picture is drawn. Gives the preview back.
    PictureReady(Box<MatchedPreview>),
    /// To ComposePreview: it cannot be drawn, so it could not be printed either.
    PictureFailed(DocumentFault),
    /// To Issue. The adapter keeps the token for the outcome.
    CertificateArrived {
        /// As the center sent it.
        certificate: Box<Certificate>,
        /// Today in Japan; the machine has no clock.
        today: Date,
    },
    /// To Compose: the document is made and its codes proved to scan. The adapter keeps it until
    /// Print or Wipe.
    Composed {
        /// Pages of one copy.
        pages: u16,
    },
    /// To Compose.
    ComposeFailed(DocumentFault),
    /// To Collect: so much has been put in, all in all.
    PutIn(Yen),
    /// To Collect: all is in, and held until SettleMoney.
    Collected {
        /// What was put in, never less than the price.
        paid: Yen,
    },
    /// To Collect: nothing is held. All that was put in came back, but for what is owed.
    NotCollected {
        /// Why; `None` if it was given up, here or at the device.
        fault: Option<PaymentFault>,
        /// Staff must give this back.
        owed: Yen,
    },
    /// To SettleMoney: done.
    MoneySettled {
        /// What was to come out and did not; nothing where money is held.
        owed: Yen,
    },
    /// To Print: `Some` while somebody has to see to the printer, `None` when it runs again.
    PrinterProgress(Option<Attention>),
    /// To Print: the printer says that every page is out.
    Printed,
    /// To Print.
    PrintFailed {
        /// What is known.
        delivered: Delivered,
        /// Why.
        fault: PrintFault,
    },
    /// To ReportOutcome.
    OutcomeReported,
}
