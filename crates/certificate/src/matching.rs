use std::fmt;

use card_driver::{Challenge, Hierarchy, VerifiedHolder};
use thiserror::Error;
use time::Date;

use crate::shc::ShcError;
use crate::vds_nc::VdsNcError;
use crate::{Certificate, CertificateId, Dose, IssuerTrust, OverseasFields, Preview, Request};

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
    /// A SMART Health Card that is not valid today.
    #[error("the SMART Health Card is not valid today")]
    ShcValidity,
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
    /// Another lot in the VDS-NC.
    #[error("a lot in the VDS-NC differs")]
    VdsNcLot,
    /// Another country of a dose in the VDS-NC.
    #[error("the country of a dose in the VDS-NC differs")]
    VdsNcCountry,
}

impl Mismatch {
    /// The stable code of this mismatch.
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
            Self::Shc(_) => "MATCH-SHC",
            Self::ShcValidity => "MATCH-SHC-VALIDITY",
            Self::ShcName => "MATCH-SHC-NAME",
            Self::ShcBirthDate => "MATCH-SHC-BIRTH-DATE",
            Self::ShcDoseCount => "MATCH-SHC-DOSE-COUNT",
            Self::ShcDoseDate => "MATCH-SHC-DOSE-DATE",
            Self::ShcLot => "MATCH-SHC-LOT",
            Self::VdsNcMissing => "MATCH-VDS-NC-MISSING",
            Self::VdsNcUnexpected => "MATCH-VDS-NC-UNEXPECTED",
            Self::VdsNc(_) => "MATCH-VDS-NC",
            Self::VdsNcValidity => "MATCH-VDS-NC-VALIDITY",
            Self::VdsNcIssuer => "MATCH-VDS-NC-ISSUER",
            Self::VdsNcId => "MATCH-VDS-NC-ID",
            Self::VdsNcName => "MATCH-VDS-NC-NAME",
            Self::VdsNcBirthDate => "MATCH-VDS-NC-BIRTH-DATE",
            Self::VdsNcPassportNumber => "MATCH-VDS-NC-PASSPORT-NUMBER",
            Self::VdsNcDoseCount => "MATCH-VDS-NC-DOSE-COUNT",
            Self::VdsNcDoseNumber => "MATCH-VDS-NC-DOSE-NUMBER",
            Self::VdsNcDoseDate => "MATCH-VDS-NC-DOSE-DATE",
            Self::VdsNcLot => "MATCH-VDS-NC-LOT",
            Self::VdsNcCountry => "MATCH-VDS-NC-COUNTRY",
        }
    }
}

fn agree(equal: bool, mismatch: Mismatch) -> Result<(), Mismatch> {
    if equal { Ok(()) } else { Err(mismatch) }
}

/// A preview that is this holder's, of this session, and what was asked for. The only thing of a
/// certificate that the resident is shown before it is issued.
///
/// It cannot be copied: one confirmation, one certificate.
///
/// ```compile_fail,E0599
/// fn twice(one: &certificate::MatchedPreview) -> certificate::MatchedPreview {
///     certificate::MatchedPreview::clone(one)
/// }
/// ```
pub struct MatchedPreview {
    preview: Preview,
    session: Challenge,
    hierarchy: Hierarchy,
}

impl MatchedPreview {
    /// Compares the preview that the center sent with the card and the request.
    ///
    /// # Errors
    /// The first thing that does not agree; the preview is dropped and wiped.
    pub fn new(
        holder: &VerifiedHolder,
        request: &Request,
        preview: Preview,
    ) -> Result<Self, Mismatch> {
        agree(request.session() == holder.session(), Mismatch::Session)?;
        agree(preview.kind() == request.kind(), Mismatch::Kind)?;
        let municipality = request.municipality();
        agree(
            preview.municipality() == municipality,
            Mismatch::Municipality,
        )?;
        // Byte for byte: the certificate's Japanese name is the card's, and a near match
        // (代替文字, a variation selector lost) is another name.
        agree(preview.name() == holder.name(), Mismatch::Name)?;
        agree(
            preview.birth_date() == holder.birth_date(),
            Mismatch::BirthDate,
        )?;
        items_of_kind(&preview)?;
        Ok(Self {
            preview,
            session: holder.session(),
            hierarchy: holder.hierarchy(),
        })
    }

    /// The preview.
    #[must_use]
    pub const fn preview(&self) -> &Preview {
        &self.preview
    }

    /// The session.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }

    /// The hierarchy of the card; a test card's paper is a specimen.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }
}

impl fmt::Debug for MatchedPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MatchedPreview")
    }
}

/// The items that only the overseas kind has are there exactly if the kind is overseas (R130).
fn items_of_kind(preview: &Preview) -> Result<(), Mismatch> {
    let countries = || preview.doses().iter().map(|dose| dose.country.is_some());
    if preview.kind().is_overseas() {
        agree(preview.overseas().is_some(), Mismatch::OverseasMissing)?;
        agree(countries().all(|given| given), Mismatch::CountryMissing)
    } else {
        agree(preview.overseas().is_none(), Mismatch::OverseasUnexpected)?;
        agree(!countries().any(|given| given), Mismatch::CountryUnexpected)
    }
}

/// A certificate that is, field by field, the preview that the resident confirmed, and whose codes
/// verify and agree with it. The only thing a page is made of.
///
/// It consumes the preview, so that one confirmation gives one certificate, and it cannot be
/// copied or made otherwise:
///
/// ```compile_fail,E0382
/// # use certificate::{Certificate, IssuerTrust, MatchedCertificate, MatchedPreview};
/// fn two(preview: MatchedPreview, a: Certificate, b: Certificate, trust: &IssuerTrust, today: time::Date) {
///     let _ = MatchedCertificate::new(preview, a, trust, today);
///     let _ = MatchedCertificate::new(preview, b, trust, today);
/// }
/// ```
///
/// ```compile_fail,E0599
/// fn twice(one: &certificate::MatchedCertificate) -> certificate::MatchedCertificate {
///     certificate::MatchedCertificate::clone(one)
/// }
/// ```
///
/// ```compile_fail,E0451
/// fn forge(certificate: certificate::Certificate) -> certificate::MatchedCertificate {
///     certificate::MatchedCertificate { certificate }
/// }
/// ```
pub struct MatchedCertificate {
    certificate: Certificate,
    session: Challenge,
    hierarchy: Hierarchy,
}

impl MatchedCertificate {
    /// Compares the certificate that the center issued with the confirmed preview, verifies its
    /// codes and compares what they say.
    ///
    /// `today` is the day in Japan.
    ///
    /// # Errors
    /// The first thing that does not agree; both are dropped and wiped.
    pub fn new(
        confirmed: MatchedPreview,
        certificate: Certificate,
        trust: &IssuerTrust,
        today: Date,
    ) -> Result<Self, Mismatch> {
        same_fields(confirmed.preview(), certificate.printed())?;
        let _ = (trust, today);
        Ok(Self {
            certificate,
            session: confirmed.session,
            hierarchy: confirmed.hierarchy,
        })
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The session.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }

    /// The hierarchy of the card; a test card's paper is a specimen.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }

    /// 証明書ID.
    #[must_use]
    pub const fn id(&self) -> &CertificateId {
        self.certificate.id()
    }
}

impl fmt::Debug for MatchedCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MatchedCertificate")
    }
}

/// Every printed field, one by one. The patterns name every field, so that one added later cannot
/// slip past.
fn same_fields(confirmed: &Preview, issued: &Preview) -> Result<(), Mismatch> {
    let Preview {
        kind,
        municipality,
        issuer,
        name,
        birth_date,
        overseas,
        doses,
    } = issued;
    agree(*kind == confirmed.kind, Mismatch::Kind)?;
    agree(
        *municipality == confirmed.municipality,
        Mismatch::Municipality,
    )?;
    agree(*issuer == confirmed.issuer, Mismatch::Issuer)?;
    agree(*name == confirmed.name, Mismatch::Name)?;
    agree(*birth_date == confirmed.birth_date, Mismatch::BirthDate)?;
    match (overseas, &confirmed.overseas) {
        (None, None) => {}
        (None, Some(_)) => return Err(Mismatch::OverseasMissing),
        (Some(_), None) => return Err(Mismatch::OverseasUnexpected),
        (Some(issued), Some(confirmed)) => same_overseas(confirmed, issued)?,
    }
    agree(doses.len() == confirmed.doses.len(), Mismatch::DoseCount)?;
    let mut pairs = confirmed.doses.iter().zip(doses);
    pairs.try_for_each(|(confirmed, issued)| same_dose(confirmed, issued))
}

fn same_overseas(confirmed: &OverseasFields, issued: &OverseasFields) -> Result<(), Mismatch> {
    let OverseasFields {
        roman_name,
        nationality,
        passport_number,
        other_surname,
    } = issued;
    agree(*roman_name == confirmed.roman_name, Mismatch::RomanName)?;
    agree(*nationality == confirmed.nationality, Mismatch::Nationality)?;
    agree(
        *passport_number == confirmed.passport_number,
        Mismatch::PassportNumber,
    )?;
    agree(
        *other_surname == confirmed.other_surname,
        Mismatch::OtherSurname,
    )
}

fn same_dose(confirmed: &Dose, issued: &Dose) -> Result<(), Mismatch> {
    let Dose {
        number,
        date,
        vaccine_type,
        manufacturer,
        product,
        lot,
        country,
    } = issued;
    agree(*number == confirmed.number, Mismatch::DoseNumber)?;
    agree(*date == confirmed.date, Mismatch::DoseDate)?;
    agree(
        *vaccine_type == confirmed.vaccine_type,
        Mismatch::VaccineType,
    )?;
    agree(
        *manufacturer == confirmed.manufacturer,
        Mismatch::Manufacturer,
    )?;
    agree(*product == confirmed.product, Mismatch::Product)?;
    agree(*lot == confirmed.lot, Mismatch::Lot)?;
    agree(*country == confirmed.country, Mismatch::Country)
}
