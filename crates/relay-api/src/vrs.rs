//! Center to VRS. The paths and bodies are in `openapi/vrs.yaml`.

use serde::{Deserialize, Serialize};

use crate::{
    Base64Url, CertificateData, CertificateKind, PersonalString, PreviewData, PrintOutcome,
    opaque_debug,
};

/// `POST` [`Lookup`] gives [`Found`].
pub const LOOKUPS_PATH: &str = "/v1/lookups";
/// `POST` [`Certify`] gives [`Certified`].
pub const CERTIFICATES_PATH: &str = "/v1/certificates";
/// `POST` [`Outcome`] gives 204 and no body. `{id}` is the certificate's ID.
pub const OUTCOME_PATH: &str = "/v1/certificates/{id}/outcome";

/// [`OUTCOME_PATH`] of one certificate. The caller makes sure that the ID is a plain one (letters, digits, `-`, `_`).
#[must_use]
pub fn outcome_path(id: &str) -> String {
    OUTCOME_PATH.replace("{id}", id)
}

/// Whose record, in which municipality's area, for which certificate: all that VRS needs and no more (R80).
///
/// VRS finds by number and confirms by birth date; the name is what is printed, not what is searched by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Six digits: the only area that is looked into.
    pub municipality: String,
    /// Which certificate.
    pub kind: CertificateKind,
    /// 個人番号, 12 digits, verified by the center.
    pub number: PersonalString,
    /// Name as the card has it, byte for byte: the certificate's name.
    pub name: PersonalString,
    /// `YYYY-MM-DD`.
    pub birth_date: PersonalString,
}

/// Asks for what could be issued. Leaves nothing but a line in the operation log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The session's random id, for the operation log.
    pub session_id: String,
    /// Which application of the session it is, from 1.
    pub application: u8,
    /// Whose.
    pub subject: Subject,
}

/// What could be issued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// All printed fields but codes, ID and date.
    pub preview: PreviewData,
}

/// Issues. VRS keeps key, ID and date: the same key gives the same ID and fields; signatures may differ.
/// The same key with another subject is a `bad-request`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certify {
    /// The session's random id, for the operation log.
    pub session_id: String,
    /// 32 bytes, made by the center from the session, the application and the kiosk's own key.
    pub idempotency_key: Base64Url,
    /// Whose.
    pub subject: Subject,
    /// Copies that will be printed of the one certificate.
    pub copies: u8,
}

/// An issued certificate.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// The certificate.
    pub certificate: CertificateData,
}

/// What became of a certificate. VRS voids an ID that was never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The session's random id, for the operation log.
    pub session_id: String,
    /// The area the certificate belongs to, six digits.
    pub municipality: String,
    /// What became of it.
    pub outcome: PrintOutcome,
    /// Pages that came out.
    pub pages: u16,
}

opaque_debug!(Subject, Lookup, Found, Certify, Certified, Outcome);
