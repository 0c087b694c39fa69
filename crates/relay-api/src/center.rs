//! Kiosk to center. The paths and bodies are in `openapi/center.yaml`.

use serde::{Deserialize, Serialize};

use crate::{
    Base64Url, CertificateData, CertificateKind, Language, LocalText, PreviewData, PrintOutcome,
    opaque_debug,
};

/// `GET`: what the center offers just now. [`Catalogue`].
pub const CATALOGUE_PATH: &str = "/v1/catalogue";
/// `POST` [`OpenSession`] gives [`OpenedSession`].
pub const SESSIONS_PATH: &str = "/v1/sessions";
/// `POST` [`Apply`] gives [`Applied`].
pub const APPLICATIONS_PATH: &str = "/v1/applications";
/// `POST` [`Issue`] gives [`Issued`].
pub const ISSUES_PATH: &str = "/v1/issues";
/// `POST` [`Report`] gives 204 and no body.
pub const OUTCOMES_PATH: &str = "/v1/outcomes";

/// Applications in one session, those that were refused included.
pub const MAX_APPLICATIONS: u8 = 3;

/// What the center offers: it controls the kiosk's screens (R49). No valid catalogue, no service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The center's clock, RFC 3339 with offset.
    pub now: String,
    /// The services, open or not.
    pub services: Vec<Service>,
    /// The terms in force.
    pub terms: Terms,
    /// The municipalities that take part, paused ones included.
    pub municipalities: Vec<Municipality>,
    /// What residents should be told, e.g. coming maintenance.
    pub notices: Vec<Notice>,
}

/// One service on the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Stable id, e.g. `vaccination-certificate`.
    pub id: String,
    /// What the menu calls it.
    pub label: LocalText,
    /// Opens at, `HH:MM`, Japan time.
    pub opens: String,
    /// Closes at, `HH:MM`, Japan time; `24:00` is the end of the day.
    pub closes: String,
    /// Whether it is open now by the center's clock.
    pub open_now: bool,
    /// Yen per certificate; 0 is free, and then nobody is asked to pay.
    pub fee_yen: u32,
    /// Copies a resident may ask for at once, at least 1.
    pub max_copies: u8,
    /// The kinds on offer.
    pub kinds: Vec<CertificateKind>,
}

/// The terms of use (利用規約).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What consent names.
    pub version: String,
    /// One per language; Japanese is always there.
    pub texts: Vec<TermsText>,
}

/// The terms in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsText {
    /// The language.
    pub language: Language,
    /// The text, paragraphs parted by a newline.
    pub text: String,
    /// What is spoken: Japanese in kana. None: the text itself is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// A municipality that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Six digits, the last one a check digit.
    pub code: String,
    /// Name, e.g. 「清瀬市」.
    pub name: String,
    /// Reading in hiragana, for search by kana row and for speech.
    pub kana: String,
    /// Name in Roman letters, e.g. `Kiyose City`, for those who do not read Japanese.
    #[serde(default)]
    pub roman: String,
    /// Prefecture, e.g. 「東京都」.
    pub prefecture: String,
    /// Prefecture in Roman letters, e.g. `Tokyo`.
    #[serde(default)]
    pub prefecture_roman: String,
    /// It takes part, but has paused issuance: an application is refused with `paused`.
    #[serde(default)]
    pub paused: bool,
}

/// A notice to residents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Stable id.
    pub id: String,
    /// The text.
    pub text: LocalText,
}

/// Opens a session. Consent comes before everything (R14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenSession {
    /// Id of the service chosen.
    pub service: String,
    /// The version of the terms that was shown.
    pub terms_version: String,
    /// Must be `true`.
    pub consent: bool,
    /// The language the terms were shown in.
    pub language: Language,
}

/// A session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedSession {
    /// Random id that both sides' logs use; names nobody.
    pub session_id: String,
    /// Needed for an application.
    pub session_token: String,
    /// 32 bytes that the card has to sign.
    pub challenge: Base64Url,
}

/// What the card gave, as it gave it: raw files and its signature over the challenge (R29).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardEvidence {
    /// EF 0001: the number.
    pub ef_0001: Base64Url,
    /// EF 0002: the four items.
    pub ef_0002: Base64Url,
    /// EF 0003: signatures.
    pub ef_0003: Base64Url,
    /// EF 0004: the card's CV certificate.
    pub ef_0004: Base64Url,
    /// EF 0007: the internal authentication key's certificate data.
    pub ef_0007: Base64Url,
    /// The card's signature over the session's challenge.
    pub challenge_signature: Base64Url,
}

/// An application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// The session's latest token.
    pub session_token: String,
    /// Six digits.
    pub municipality: String,
    /// Which certificate.
    pub kind: CertificateKind,
    /// What the card gave.
    pub card: CardEvidence,
}

/// An application that can be issued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Needed to have it issued.
    pub application_token: String,
    /// The session's next token.
    pub session_token: String,
    /// What the resident is to confirm.
    pub preview: PreviewData,
}

/// Has an application issued. The same key gives the same ID and fields; signatures may differ.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// From [`Applied`].
    pub application_token: String,
    /// 1 to the service's `max_copies`.
    pub copies: u8,
    /// 16 random bytes of the kiosk's.
    pub idempotency_key: Base64Url,
}

/// An issued certificate.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Needed to report what became of it.
    pub issue_token: String,
    /// The certificate.
    pub certificate: CertificateData,
}

/// What became of it at the printer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// From [`Issued`].
    pub issue_token: String,
    /// What became of it.
    pub outcome: PrintOutcome,
    /// Pages that came out.
    pub pages: u16,
}

opaque_debug!(
    OpenedSession,
    CardEvidence,
    Apply,
    Applied,
    Issue,
    Issued,
    Report
);
