use std::fmt;

use card_driver::{Challenge, Hierarchy, VerifiedHolder};
use time::Date;

use crate::mismatch::agree;
use crate::{
    Certificate, CertificateId, Dose, EnglishNames, IssuerTrust, Mismatch, OverseasFields, Preview,
    Request, agreement,
};

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
    let issuer = preview.issuer_english().is_some();
    let english = || preview.doses().iter().map(|dose| dose.english.is_some());
    if preview.kind().is_overseas() {
        agree(preview.overseas().is_some(), Mismatch::OverseasMissing)?;
        agree(countries().all(|given| given), Mismatch::CountryMissing)?;
        agree(
            issuer && english().all(|given| given),
            Mismatch::EnglishMissing,
        )
    } else {
        agree(preview.overseas().is_none(), Mismatch::OverseasUnexpected)?;
        agree(!countries().any(|given| given), Mismatch::CountryUnexpected)?;
        agree(
            !issuer && !english().any(|given| given),
            Mismatch::EnglishUnexpected,
        )
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
        items_of_kind(certificate.printed())?;
        agreement::issue_date(&certificate, today)?;
        agreement::shc(&certificate, trust, today)?;
        agreement::vds_nc(&certificate, trust, today)?;
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
        issuer_english,
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
    let same_issuer = *issuer_english == confirmed.issuer_english;
    agree(same_issuer, Mismatch::Issuer)?;
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
        english,
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
    agree(*country == confirmed.country, Mismatch::Country)?;
    match (english, &confirmed.english) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Mismatch::EnglishMissing),
        (Some(_), None) => Err(Mismatch::EnglishUnexpected),
        (Some(issued), Some(confirmed)) => same_english(confirmed, issued),
    }
}

fn same_english(confirmed: &EnglishNames, issued: &EnglishNames) -> Result<(), Mismatch> {
    let EnglishNames {
        vaccine_type,
        manufacturer,
        product,
    } = issued;
    agree(
        *vaccine_type == confirmed.vaccine_type,
        Mismatch::VaccineType,
    )?;
    agree(
        *manufacturer == confirmed.manufacturer,
        Mismatch::Manufacturer,
    )?;
    agree(*product == confirmed.product, Mismatch::Product)
}
