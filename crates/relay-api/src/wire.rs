//! What both links carry: preview, certificate, outcome.

use serde::{Deserialize, Serialize};

use crate::{PersonalString, opaque_debug};

/// Which certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateKind {
    /// 日本国内用.
    Domestic,
    /// 海外用及び日本国内用.
    OverseasAndDomestic,
}

/// What became of a certificate at the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrintOutcome {
    /// All pages came out.
    Printed,
    /// Nothing came out: VRS voids the ID.
    NotPrinted,
    /// Paper came out, but cannot be used (印刷不良).
    Unreadable,
    /// Nobody knows: the printer was lost during the job.
    Unknown,
}

/// One dose as it travels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseData {
    /// Number of the dose, from 1.
    pub number: u8,
    /// `YYYY-MM-DD`.
    pub date: PersonalString,
    /// Vaccine type (ワクチン種類).
    pub vaccine_type: PersonalString,
    /// Manufacturer.
    pub manufacturer: PersonalString,
    /// Product name.
    pub product: PersonalString,
    /// Lot number.
    pub lot: PersonalString,
    /// Country of vaccination, where the certificate names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<PersonalString>,
    /// The names in English, on the kind for use abroad only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub english: Option<EnglishData>,
}

/// What a dose is called in English.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnglishData {
    /// Vaccine type, e.g. `mRNA vaccine`.
    pub vaccine_type: PersonalString,
    /// Manufacturer, e.g. `Pfizer`.
    pub manufacturer: PersonalString,
    /// Product name, beginning with the brand that the VDS-NC names.
    pub product: PersonalString,
}

/// Passport-related items (旅券関係情報, R131): kind for use abroad only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverseasData {
    /// Name in Roman letters.
    pub roman_name: PersonalString,
    /// Nationality, three letters (ISO 3166-1 alpha-3).
    pub nationality: PersonalString,
    /// Passport number.
    pub passport_number: PersonalString,
    /// Maiden, other or alternative surname (旧姓・別姓・別名).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_surname: Option<PersonalString>,
}

/// All that is printed, but codes, ID and issue date.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewData {
    /// Which certificate.
    pub kind: CertificateKind,
    /// Six digits.
    pub municipality: String,
    /// Who issues it, e.g. 「清瀬市長」.
    pub issuer: String,
    /// Who issues it in English, e.g. `Mayor of Kiyose City`. Kind for use abroad only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_english: Option<String>,
    /// The name as the card has it, byte for byte.
    pub name: PersonalString,
    /// `YYYY-MM-DD`.
    pub birth_date: PersonalString,
    /// Kind for use abroad only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overseas: Option<OverseasData>,
    /// At least one.
    pub doses: Vec<DoseData>,
}

/// A certificate as it travels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateData {
    /// All printed fields but codes, ID and issue date.
    pub preview: PreviewData,
    /// 証明書ID.
    pub id: PersonalString,
    /// 証明書発行年月日, `YYYY-MM-DD`.
    pub issue_date: PersonalString,
    /// The SMART Health Card: a compact JWS.
    pub shc: PersonalString,
    /// The VDS-NC: JSON text (kind for use abroad only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vds_nc: Option<PersonalString>,
}

opaque_debug!(
    DoseData,
    EnglishData,
    OverseasData,
    PreviewData,
    CertificateData
);
