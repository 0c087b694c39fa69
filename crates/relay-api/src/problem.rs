//! Errors as they travel: RFC 9457 problem documents.

use serde::{Deserialize, Serialize};

/// The content type of a [`Problem`] (RFC 9457 §3).
pub const PROBLEM_CONTENT_TYPE: &str = "application/problem+json";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal, $detail:literal;)+) => {
        /// Why a request was not served. The text form is stable: kiosks choose their screen by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl ProblemCode {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable text, as in the member `code`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The HTTP status it travels with.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// One sentence for the people who run the service. Fixed per code, so it can hold nothing personal.
            #[must_use]
            pub fn detail(self) -> &'static str {
                match self { $(Self::$name => $detail),+ }
            }
        }
    };
}

codes! {
    /// The municipality does not take part in kiosk issuance (R49).
    NotParticipating = "not-participating", 422, "The municipality does not take part in issuance at kiosks.";
    /// The municipality has paused issuance.
    Paused = "paused", 422, "The municipality has paused issuance.";
    /// This municipality has no record of this person. ONE answer, whether nobody or another municipality has one:
    /// areas cannot see each other (R39, R51).
    NoRecord = "no-record", 422, "No record was found in this municipality.";
    /// The municipality has to look at the record first. Deceased and protected persons get exactly this (R13, R114).
    NeedsCheck = "needs-check", 422, "The record needs the municipality's check.";
    /// The kind for use abroad was asked for, and the record has no passport items.
    OverseasDataMissing = "overseas-data-missing", 422, "The record has no passport items; the domestic kind can be issued.";
    /// Outside the hours of the service.
    OutOfHours = "out-of-hours", 503, "The service is not open at this hour.";
    /// The session has used up its applications.
    TooManyApplications = "too-many-applications", 429, "The session has used up its applications.";
    /// A signature on the card's data is wrong, or the card is not genuine, or not of a hierarchy that is served here.
    CardRefused = "card-refused", 422, "The card's data could not be verified.";
    /// The token is not ours, has expired, belongs to another kiosk or to another step.
    TokenRefused = "token-refused", 403, "The token is not valid for this kiosk and this step.";
    /// The terms consented to are not the ones in force, or consent was not given (R14).
    TermsOutdated = "terms-outdated", 409, "Consent to the terms in force is missing.";
    /// What VRS issues is no longer what the resident confirmed; the certificate has been voided.
    PreviewChanged = "preview-changed", 409, "The record changed after it was shown; nothing was issued.";
    /// The request is malformed, has unknown fields or breaks a bound.
    BadRequest = "bad-request", 400, "The request is malformed.";
    /// The center cannot reach VRS, or VRS answered with something that is no answer.
    VrsUnreachable = "vrs-unreachable", 502, "The vaccination-record system could not be reached.";
    /// Anything else that went wrong inside.
    Internal = "internal", 500, "An internal error occurred.";
}

/// An RFC 9457 problem document. It has no free text: nothing personal can be in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the meaning is in `code`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The HTTP status' own words (RFC 9457 §4.2.1).
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// One fixed sentence per code.
    pub detail: String,
    /// The stable code.
    pub code: ProblemCode,
    /// `POST /v1/applications` only, on a refusal with a remedy: the session's next token, which counts this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<String>,
}

impl Problem {
    /// The document of a code.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        let title = match code.status() {
            400 => "Bad Request",
            403 => "Forbidden",
            409 => "Conflict",
            422 => "Unprocessable Content",
            429 => "Too Many Requests",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        };
        Self {
            type_uri: "about:blank".to_owned(),
            title: title.to_owned(),
            status: code.status(),
            detail: code.detail().to_owned(),
            code,
            session_token: None,
        }
    }
}
