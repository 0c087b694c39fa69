//! Why the center gave no usable answer.

use relay_api::ProblemCode;

/// Why a call did not do what was asked. Tells the hop that failed (R141), never what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CenterError {
    /// The line or the center is down.
    #[error("the center cannot be reached")]
    Unreachable,
    /// No answer in time. Whether the center acted on the request is not known.
    #[error("the center did not answer in time")]
    TimedOut,
    /// The other end is not the center, or the center does not know this kiosk (R63).
    #[error("the other end is not the center, or does not know this kiosk")]
    WrongPeer,
    /// An answer that is none.
    #[error("the center's answer is malformed")]
    Garbage,
    /// The center says no.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
}

impl CenterError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable => "CENTER-UNREACHABLE",
            Self::TimedOut => "CENTER-TIMED-OUT",
            Self::WrongPeer => "CENTER-NOT-TRUSTED",
            Self::Garbage => "CENTER-GARBAGE",
            Self::Refused(refusal) => refusal.code(),
        }
    }
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $wire:ident;)+) => {
        /// What the center says no for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Refusal {
            $($(#[$doc])* $name,)+
        }

        impl Refusal {
            /// Stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }

        impl From<ProblemCode> for Refusal {
            fn from(code: ProblemCode) -> Self {
                match code {
                    $(ProblemCode::$wire => Self::$name,)+
                    _ => Self::Internal,
                }
            }
        }
    };
}

refusals! {
    /// The municipality does not take part. Another one may be right.
    NotParticipating = "CENTER-NOT-PARTICIPATING", NotParticipating;
    /// The municipality has paused issuance.
    Paused = "CENTER-PAUSED", Paused;
    /// No record there. Another municipality may be right.
    NoRecord = "CENTER-NO-RECORD", NoRecord;
    /// The municipality has to look at the record first.
    NeedsMunicipalityCheck = "CENTER-NEEDS-CHECK", NeedsCheck;
    /// No passport items: the domestic kind can be issued.
    OverseasDataMissing = "CENTER-OVERSEAS-DATA-MISSING", OverseasDataMissing;
    /// Outside the hours of the service.
    OutOfHours = "CENTER-OUT-OF-HOURS", OutOfHours;
    /// The session has used up its applications.
    TooManyApplications = "CENTER-TOO-MANY-APPLICATIONS", TooManyApplications;
    /// The card's data could not be verified.
    CardRefused = "CENTER-CARD-REFUSED", CardRefused;
    /// The token is not valid (any more): the session is over.
    TokenRefused = "CENTER-TOKEN-REFUSED", TokenRefused;
    /// Other terms are in force.
    TermsOutdated = "CENTER-TERMS-OUTDATED", TermsOutdated;
    /// The record changed after it was shown; nothing was issued.
    PreviewChanged = "CENTER-PREVIEW-CHANGED", PreviewChanged;
    /// The center calls the request malformed.
    BadRequest = "CENTER-REQUEST-REFUSED", BadRequest;
    /// The center cannot reach VRS.
    VrsUnreachable = "CENTER-VRS-UNREACHABLE", VrsUnreachable;
    /// It failed inside.
    Internal = "CENTER-INTERNAL", Internal;
}
