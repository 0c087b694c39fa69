use thiserror::Error;

/// A field of a preview or certificate that cannot stand on one. It says which field and never its
/// value.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldError {
    /// Not six digits of a municipality with the right check digit.
    #[error("not a municipality code")]
    MunicipalityCode,
    /// The issuer line is empty, too long or holds a control character.
    #[error("the issuer line is empty, too long or holds a control character")]
    Issuer,
    /// The name is empty, too long or holds a control character.
    #[error("the name is empty, too long or holds a control character")]
    Name,
    /// The name in Roman letters is not 1 to 39 printable ASCII characters.
    #[error("the Roman name is not 1 to 39 printable ASCII characters")]
    RomanName,
    /// The nationality is not a code of Doc 9303-3: one to three capital letters.
    #[error("the nationality is not one to three capital letters")]
    Nationality,
    /// The passport number is not 1 to 11 capital letters and digits.
    #[error("the passport number is not 1 to 11 capital letters and digits")]
    PassportNumber,
    /// The other surname is empty, too long or holds a control character.
    #[error("the other surname is empty, too long or holds a control character")]
    OtherSurname,
    /// No dose, or more than eight.
    #[error("not one to eight doses")]
    DoseCount,
    /// A dose number is 0 or above 99, or the numbers do not rise.
    #[error("the dose numbers are not rising numbers of 1 to 99")]
    DoseNumber,
    /// A dose before the birth.
    #[error("a dose before the birth")]
    DoseDate,
    /// A dose's vaccine type is empty, too long or holds a control character.
    #[error("a vaccine type is empty, too long or holds a control character")]
    VaccineType,
    /// A dose's manufacturer is empty, too long or holds a control character.
    #[error("a manufacturer is empty, too long or holds a control character")]
    Manufacturer,
    /// A dose's product is empty, too long or holds a control character.
    #[error("a product is empty, too long or holds a control character")]
    Product,
    /// A dose's lot number is not 1 to 20 printable ASCII characters.
    #[error("a lot number is not 1 to 20 printable ASCII characters")]
    Lot,
    /// A dose's country is not a code of three capital letters.
    #[error("a country is not three capital letters")]
    Country,
    /// The certificate ID is not 1 to 12 ASCII letters and digits.
    #[error("the certificate ID is not 1 to 12 letters and digits")]
    CertificateId,
    /// The SMART Health Card is empty, or longer than any code on paper could be.
    #[error("the SMART Health Card is empty or too long for a code")]
    ShcLength,
    /// The VDS-NC is empty, or longer than any code on paper could be.
    #[error("the VDS-NC is empty or too long for a code")]
    VdsNcLength,
}

impl FieldError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MunicipalityCode => "FIELD-MUNICIPALITY-CODE",
            Self::Issuer => "FIELD-ISSUER",
            Self::Name => "FIELD-NAME",
            Self::RomanName => "FIELD-ROMAN-NAME",
            Self::Nationality => "FIELD-NATIONALITY",
            Self::PassportNumber => "FIELD-PASSPORT-NUMBER",
            Self::OtherSurname => "FIELD-OTHER-SURNAME",
            Self::DoseCount => "FIELD-DOSE-COUNT",
            Self::DoseNumber => "FIELD-DOSE-NUMBER",
            Self::DoseDate => "FIELD-DOSE-DATE",
            Self::VaccineType => "FIELD-VACCINE-TYPE",
            Self::Manufacturer => "FIELD-MANUFACTURER",
            Self::Product => "FIELD-PRODUCT",
            Self::Lot => "FIELD-LOT",
            Self::Country => "FIELD-COUNTRY",
            Self::CertificateId => "FIELD-CERTIFICATE-ID",
            Self::ShcLength => "FIELD-SHC-LENGTH",
            Self::VdsNcLength => "FIELD-VDS-NC-LENGTH",
        }
    }
}

/// Text that may stand on a line of the paper: not empty, at most `max` characters, not only
/// spaces, nothing that is no character to see (C0, C1, line and paragraph separators, and the
/// bidirectional controls, which could make a line read otherwise than it is). Variation selectors
/// stay: they are part of a name's kanji.
pub(crate) fn is_line(text: &str, max: usize) -> bool {
    let hidden = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}'
            )
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    !text.trim().is_empty() && text.chars().count() <= max && !text.chars().any(hidden)
}

/// 1 to `max` printable ASCII characters, with no space at either end.
pub(crate) fn is_ascii_line(text: &str, max: usize) -> bool {
    !text.is_empty()
        && text.len() <= max
        && text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
        && text.trim() == text
}

/// A number of ASCII capital letters within the bounds.
pub(crate) fn is_capitals(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
