use thiserror::Error;

use crate::shc::ShcError;
use crate::vds_nc::VdsNcError;

/// What does not agree. Each tells which comparison failed and never a value: the other value is
/// somebody else's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// The request is of another session than the holder.
    #[error("the request is of another session")]
    Session,
    /// Another kind than asked for or confirmed.
    #[error("the kind differs")]
    Kind,
    /// Another municipality than asked or confirmed.
    #[error("the municipality differs")]
    Municipality,
    /// Another issuer line than confirmed.
    #[error("the issuer line differs")]
    Issuer,
    /// Another name than the card's, byte for byte, or than the confirmed one.
    #[error("the name differs")]
    Name,
    /// Another birth date than the card's or the confirmed one.
    #[error("the birth date differs")]
    BirthDate,
    /// The overseas kind without passport items.
    #[error("the passport items are missing")]
    OverseasMissing,
    /// The domestic kind with passport items (R130).
    #[error("passport items on a kind that has none")]
    OverseasUnexpected,
    /// Another Roman name than confirmed.
    #[error("the Roman name differs")]
    RomanName,
    /// Another nationality than confirmed.
    #[error("the nationality differs")]
    Nationality,
    /// Another passport number than confirmed.
    #[error("the passport number differs")]
    PassportNumber,
    /// Another 旧姓・別姓・別名 than confirmed.
    #[error("the other surname differs")]
    OtherSurname,
    /// The overseas kind with a dose that has no country.
    #[error("a dose without a country")]
    CountryMissing,
    /// The domestic kind with a dose that has a country.
    #[error("a country on a kind that has none")]
    CountryUnexpected,
    /// The overseas kind with an issuer line or a dose that is not in English too.
    #[error("the English names are missing")]
    EnglishMissing,
    /// The domestic kind with English names.
    #[error("English names on a kind that has none")]
    EnglishUnexpected,
    /// More or fewer doses than confirmed.
    #[error("the count of doses differs")]
    DoseCount,
    /// Another dose number than confirmed.
    #[error("a dose number differs")]
    DoseNumber,
    /// Another day of a dose than confirmed.
    #[error("the day of a dose differs")]
    DoseDate,
    /// Another vaccine type than confirmed.
    #[error("a vaccine type differs")]
    VaccineType,
    /// Another manufacturer than confirmed.
    #[error("a manufacturer differs")]
    Manufacturer,
    /// Another product than confirmed.
    #[error("a product differs")]
    Product,
    /// Another lot than confirmed.
    #[error("a lot differs")]
    Lot,
    /// Another country of a dose than confirmed.
    #[error("the country of a dose differs")]
    Country,
    /// An issue date more than a day from today, or before a dose.
    #[error("the issue date cannot be right")]
    IssueDate,
    /// A SMART Health Card of an issuer that is not trusted.
    #[error("the SMART Health Card is of an unknown issuer")]
    ShcIssuer,
    /// A SMART Health Card that does not decode or verify.
    #[error("the SMART Health Card is not good: {0}")]
    Shc(ShcError),
    /// A SMART Health Card that was not issued with the certificate, or has ended.
    #[error("the SMART Health Card was not issued with the certificate, or has ended")]
    ShcValidity,
    /// The SMART Health Card says things that are not printed.
    #[error("the SMART Health Card says more than is printed")]
    ShcMore,
    /// A dose in the SMART Health Card has no CVX code.
    #[error("a dose in the SMART Health Card has no CVX code")]
    ShcVaccine,
    /// A dose in the SMART Health Card is of another authority than Japan's.
    #[error("the authority in the SMART Health Card differs")]
    ShcAuthority,
    /// The VDS-NC says things that are not printed.
    #[error("the VDS-NC says more than is printed")]
    VdsNcMore,
    /// A dose in the VDS-NC is not of a vaccine against COVID-19.
    #[error("a dose in the VDS-NC is not against COVID-19")]
    VdsNcVaccine,
    /// A dose in the VDS-NC is of another authority than Japan's.
    #[error("the authority in the VDS-NC differs")]
    VdsNcAuthority,
    /// The SMART Health Card names another person.
    #[error("the name in the SMART Health Card differs")]
    ShcName,
    /// Another birth date in the SMART Health Card.
    #[error("the birth date in the SMART Health Card differs")]
    ShcBirthDate,
    /// More or fewer doses in the SMART Health Card.
    #[error("the count of doses in the SMART Health Card differs")]
    ShcDoseCount,
    /// Another day of a dose in the SMART Health Card.
    #[error("the day of a dose in the SMART Health Card differs")]
    ShcDoseDate,
    /// Another lot in the SMART Health Card.
    #[error("a lot in the SMART Health Card differs")]
    ShcLot,
    /// The overseas kind without VDS-NC.
    #[error("the VDS-NC is missing")]
    VdsNcMissing,
    /// The domestic kind with VDS-NC.
    #[error("a VDS-NC on a kind that has none")]
    VdsNcUnexpected,
    /// A VDS-NC that does not decode or verify.
    #[error("the VDS-NC is not good: {0}")]
    VdsNc(VdsNcError),
    /// A VDS-NC of which the signer is valid neither at the latest dose nor today.
    #[error("the VDS-NC's signer is not valid")]
    VdsNcValidity,
    /// A VDS-NC that is not Japan's.
    #[error("the VDS-NC is of another country")]
    VdsNcIssuer,
    /// The VDS-NC has another certificate ID.
    #[error("the certificate ID in the VDS-NC differs")]
    VdsNcId,
    /// The VDS-NC names another person.
    #[error("the name in the VDS-NC differs")]
    VdsNcName,
    /// Another birth date in the VDS-NC, or none.
    #[error("the birth date in the VDS-NC differs")]
    VdsNcBirthDate,
    /// Another passport number in the VDS-NC, or none.
    #[error("the passport number in the VDS-NC differs")]
    VdsNcPassportNumber,
    /// More or fewer doses in the VDS-NC.
    #[error("the count of doses in the VDS-NC differs")]
    VdsNcDoseCount,
    /// Another dose number in the VDS-NC.
    #[error("a dose number in the VDS-NC differs")]
    VdsNcDoseNumber,
    /// Another day of a dose in the VDS-NC.
    #[error("the day of a dose in the VDS-NC differs")]
    VdsNcDoseDate,
    /// The VDS-NC names another brand than the printed English product begins with.
    #[error("the brand of a dose in the VDS-NC differs")]
    VdsNcBrand,
    /// Another lot in the VDS-NC.
    #[error("a lot in the VDS-NC differs")]
    VdsNcLot,
    /// Another country of a dose in the VDS-NC.
    #[error("the country of a dose in the VDS-NC differs")]
    VdsNcCountry,
}

impl Mismatch {
    /// The stable code of this mismatch; of a code that is not good, the code of what is wrong.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Session => "MATCH-SESSION",
            Self::Kind => "MATCH-KIND",
            Self::Municipality => "MATCH-MUNICIPALITY",
            Self::Issuer => "MATCH-ISSUER",
            Self::Name => "MATCH-NAME",
            Self::BirthDate => "MATCH-BIRTH-DATE",
            Self::OverseasMissing => "MATCH-OVERSEAS-MISSING",
            Self::OverseasUnexpected => "MATCH-OVERSEAS-UNEXPECTED",
            Self::RomanName => "MATCH-ROMAN-NAME",
            Self::Nationality => "MATCH-NATIONALITY",
            Self::PassportNumber => "MATCH-PASSPORT-NUMBER",
            Self::OtherSurname => "MATCH-OTHER-SURNAME",
            Self::CountryMissing => "MATCH-COUNTRY-MISSING",
            Self::CountryUnexpected => "MATCH-COUNTRY-UNEXPECTED",
            Self::EnglishMissing => "MATCH-ENGLISH-MISSING",
            Self::EnglishUnexpected => "MATCH-ENGLISH-UNEXPECTED",
            Self::DoseCount => "MATCH-DOSE-COUNT",
            Self::DoseNumber => "MATCH-DOSE-NUMBER",
            Self::DoseDate => "MATCH-DOSE-DATE",
            Self::VaccineType => "MATCH-VACCINE-TYPE",
            Self::Manufacturer => "MATCH-MANUFACTURER",
            Self::Product => "MATCH-PRODUCT",
            Self::Lot => "MATCH-LOT",
            Self::Country => "MATCH-COUNTRY",
            Self::IssueDate => "MATCH-ISSUE-DATE",
            Self::ShcIssuer => "MATCH-SHC-ISSUER",
            Self::Shc(error) => error.code(),
            Self::ShcValidity => "MATCH-SHC-VALIDITY",
            Self::ShcMore => "MATCH-SHC-MORE",
            Self::ShcVaccine => "MATCH-SHC-VACCINE",
            Self::ShcAuthority => "MATCH-SHC-AUTHORITY",
            Self::VdsNcMore => "MATCH-VDS-NC-MORE",
            Self::VdsNcVaccine => "MATCH-VDS-NC-VACCINE",
            Self::VdsNcAuthority => "MATCH-VDS-NC-AUTHORITY",
            Self::ShcName => "MATCH-SHC-NAME",
            Self::ShcBirthDate => "MATCH-SHC-BIRTH-DATE",
            Self::ShcDoseCount => "MATCH-SHC-DOSE-COUNT",
            Self::ShcDoseDate => "MATCH-SHC-DOSE-DATE",
            Self::ShcLot => "MATCH-SHC-LOT",
            Self::VdsNcMissing => "MATCH-VDS-NC-MISSING",
            Self::VdsNcUnexpected => "MATCH-VDS-NC-UNEXPECTED",
            Self::VdsNc(error) => error.code(),
            Self::VdsNcValidity => "MATCH-VDS-NC-VALIDITY",
            Self::VdsNcIssuer => "MATCH-VDS-NC-ISSUER",
            Self::VdsNcId => "MATCH-VDS-NC-ID",
            Self::VdsNcName => "MATCH-VDS-NC-NAME",
            Self::VdsNcBirthDate => "MATCH-VDS-NC-BIRTH-DATE",
            Self::VdsNcPassportNumber => "MATCH-VDS-NC-PASSPORT-NUMBER",
            Self::VdsNcDoseCount => "MATCH-VDS-NC-DOSE-COUNT",
            Self::VdsNcDoseNumber => "MATCH-VDS-NC-DOSE-NUMBER",
            Self::VdsNcDoseDate => "MATCH-VDS-NC-DOSE-DATE",
            Self::VdsNcBrand => "MATCH-VDS-NC-BRAND",
            Self::VdsNcLot => "MATCH-VDS-NC-LOT",
            Self::VdsNcCountry => "MATCH-VDS-NC-COUNTRY",
        }
    }
}

pub(crate) fn agree(equal: bool, mismatch: Mismatch) -> Result<(), Mismatch> {
    if equal { Ok(()) } else { Err(mismatch) }
}
