//! What the machine wants done.

use std::time::Duration;

use card_driver::{Challenge, Evidence, LastTry, Pin};
use certificate::{Kind, MatchedCertificate, MatchedPreview, MunicipalityCode};

use crate::catalogue::{Copies, Language, ServiceId};
use crate::event::{Epoch, SessionId};
use crate::money::Fate;
use crate::prompt::Prompt;
use crate::screen::Price;

/// One thing for an adapter to do, in the order given.
#[derive(Debug)]
pub struct Command {
    /// The session it is done for; the answer carries it.
    pub session: SessionId,
    /// What to do.
    pub task: Task,
}

/// How an issued certificate ended, for the vaccination-record system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrintOutcome {
    /// Every page came out.
    Printed,
    /// No page came out: the ID is to be voided.
    NotPrinted,
    /// It is not known whether a page came out.
    Unknown,
}

/// See [`Command`].
#[derive(Debug)]
pub enum Task {
    /// Tell the center of the consent; answered by SessionOpened, Refused or CenterFailed.
    OpenCenterSession {
        /// The chosen service.
        service: ServiceId,
        /// The version of the terms agreed to.
        terms_version: String,
        /// The language they were shown in.
        language: Language,
    },
    /// Look whether a card lies on the reader, send it nothing; answered by CardPresent or CardFailed.
    WaitForCard,
    /// End a WaitForCard that runs; no answer.
    CancelCard,
    /// The first bytes to the card: everything before the PIN; answered by CardReady or CardFailed.
    OpenCard {
        /// To be signed by the card.
        challenge: Challenge,
    },
    /// One VERIFY at most, then read and verify; answered by HolderVerified, CardAskAgain or CardFailed.
    ReadCard {
        /// The entry, moved here.
        pin: Pin,
        /// Whether the last try may be used.
        last_try: LastTry,
    },
    /// Take the power off the card and let go of it, if it was opened; no answer.
    LeaveCard,
    /// Wait for the card to be off the reader; answered by CardRemoved or CardFailed. Not ended by Wipe.
    WaitForCardRemoval,
    /// Ask for a preview; answered by PreviewArrived, Refused or CenterFailed.
    Apply {
        /// Of the vaccination.
        municipality: MunicipalityCode,
        /// Kind of certificate.
        kind: Kind,
        /// The raw files and the card's signature; wiped on drop.
        evidence: Box<Evidence>,
    },
    /// Draw the picture of the page; answered by PictureReady or PictureFailed. The picture is kept
    /// until the next ComposePreview, [`Task::DropPicture`] or Wipe.
    ComposePreview {
        /// On loan: comes back in the answer.
        preview: Box<MatchedPreview>,
    },
    /// Another choice was made: the picture is wiped.
    DropPicture,
    /// Ask for the certificate; answered by CertificateArrived, Refused or CenterFailed.
    ///
    /// One key for all attempts: a repeated request must give the same certificate.
    Issue {
        /// Copies to be printed.
        copies: Copies,
    },
    /// Make the document and prove it; answered by Composed or ComposeFailed.
    Compose {
        /// The only road to paper, by value.
        certificate: Box<MatchedCertificate>,
    },
    /// Take this from the resident, in the name of the session; answered by PutIn as often as something changes, then
    /// by Collected or NotCollected. Not ended by Wipe.
    Collect {
        /// The fee, the copies, and both together.
        price: Price,
    },
    /// End a Collect that runs: all that was put in goes back. It is still answered, mostly by NotCollected.
    StopCollecting,
    /// What becomes of the money that was collected in this session, once; answered by MoneySettled.
    SettleMoney {
        /// Which way it goes.
        fate: Fate,
    },
    /// Print the document that was composed in this session, once; answered by PrinterProgress,
    /// Printed or PrintFailed.
    Print {
        /// How many.
        copies: Copies,
    },
    /// Tell the center how it ended; answered by OutcomeReported. The report owns its token: a Wipe
    /// that follows does not stop it.
    ReportOutcome {
        /// How.
        outcome: PrintOutcome,
        /// Pages that came out in all; 0 unless printed.
        pages: u32,
    },
    /// Start the timer of this screen; the one before is void.
    StartTimer {
        /// Comes back in the timer's events.
        epoch: Epoch,
        /// Warn after this.
        warn_after: Duration,
        /// Expire after this, counted from now; longer than `warn_after`.
        expire_after: Duration,
    },
    /// Say this; it takes the place of what is being said.
    Say(Prompt),
    /// Stop speaking and repeating.
    Hush,
    /// Drop all that belongs to this session: tokens, card connection, preview, picture, document.
    /// May come more than once.
    Wipe,
    /// Log this code with the session's id.
    Log {
        /// Stable.
        code: &'static str,
    },
}
