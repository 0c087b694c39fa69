//! Between wire and domain types. A malformed answer is one clear error, and it does not say what was in it.

use card_driver::secret::{PersonalText, SecretBytes};
use card_driver::{BirthDate, Challenge, Evidence, RawFiles};
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, FieldError, Kind,
    MunicipalityCode, OverseasFields, Preview, PreviewFields,
};
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::center::CardEvidence;
use crate::{
    Base64Url, CertificateData, CertificateKind, DoseData, EnglishData, OverseasData,
    PersonalString, PreviewData, PrintOutcome,
};

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// Wire data that is no domain value. Names the kind of field, never its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// Not `YYYY-MM-DD`, or no such day.
    #[error("malformed date")]
    Date,
    /// A field is out of its bounds.
    #[error("field out of its bounds: {0}")]
    Field(#[from] FieldError),
}

/// Reads `YYYY-MM-DD`.
///
/// # Errors
/// [`Malformed::Date`].
pub fn date_from_text(text: &str) -> Result<Date, Malformed> {
    // The format takes a sign and more year digits than four; ours is exactly ten characters.
    if text.len() != 10 {
        return Err(Malformed::Date);
    }
    Date::parse(text, DATE).map_err(|_| Malformed::Date)
}

/// Writes `YYYY-MM-DD`.
#[must_use]
pub fn date_to_text(date: Date) -> PersonalString {
    let (year, month, day) = date.to_calendar_date();
    PersonalString::new(format!("{year:04}-{:02}-{day:02}", u8::from(month)))
}

impl From<Kind> for CertificateKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Domestic => Self::Domestic,
            Kind::OverseasAndDomestic => Self::OverseasAndDomestic,
        }
    }
}

impl From<CertificateKind> for Kind {
    fn from(kind: CertificateKind) -> Self {
        match kind {
            CertificateKind::Domestic => Self::Domestic,
            CertificateKind::OverseasAndDomestic => Self::OverseasAndDomestic,
        }
    }
}

impl PrintOutcome {
    /// Every outcome there is.
    pub const ALL: &[Self] = &[
        Self::Printed,
        Self::NotPrinted,
        Self::Unreadable,
        Self::Unknown,
    ];
}

impl From<&PersonalText> for PersonalString {
    fn from(text: &PersonalText) -> Self {
        text.expose().into()
    }
}

impl From<&PersonalString> for PersonalText {
    fn from(text: &PersonalString) -> Self {
        Self::new(text.expose().to_owned())
    }
}

impl From<&Dose> for DoseData {
    fn from(dose: &Dose) -> Self {
        Self {
            number: dose.number,
            date: date_to_text(dose.date),
            vaccine_type: dose.vaccine_type.as_str().into(),
            manufacturer: dose.manufacturer.as_str().into(),
            product: dose.product.as_str().into(),
            lot: dose.lot.as_str().into(),
            country: dose.country.as_deref().map(Into::into),
            english: dose.english.as_ref().map(Into::into),
        }
    }
}

impl TryFrom<&DoseData> for Dose {
    type Error = Malformed;

    fn try_from(dose: &DoseData) -> Result<Self, Malformed> {
        Ok(Self {
            number: dose.number,
            date: date_from_text(dose.date.expose())?,
            vaccine_type: dose.vaccine_type.expose().to_owned(),
            manufacturer: dose.manufacturer.expose().to_owned(),
            product: dose.product.expose().to_owned(),
            lot: dose.lot.expose().to_owned(),
            country: dose
                .country
                .as_ref()
                .map(|country| country.expose().to_owned()),
            english: dose.english.as_ref().map(Into::into),
        })
    }
}

impl From<&EnglishNames> for EnglishData {
    fn from(names: &EnglishNames) -> Self {
        Self {
            vaccine_type: names.vaccine_type.as_str().into(),
            manufacturer: names.manufacturer.as_str().into(),
            product: names.product.as_str().into(),
        }
    }
}

impl From<&EnglishData> for EnglishNames {
    fn from(data: &EnglishData) -> Self {
        Self {
            vaccine_type: data.vaccine_type.expose().to_owned(),
            manufacturer: data.manufacturer.expose().to_owned(),
            product: data.product.expose().to_owned(),
        }
    }
}

impl From<&OverseasFields> for OverseasData {
    fn from(fields: &OverseasFields) -> Self {
        Self {
            roman_name: (&fields.roman_name).into(),
            nationality: (&fields.nationality).into(),
            passport_number: (&fields.passport_number).into(),
            other_surname: fields.other_surname.as_ref().map(Into::into),
        }
    }
}

impl From<&OverseasData> for OverseasFields {
    fn from(data: &OverseasData) -> Self {
        Self {
            roman_name: (&data.roman_name).into(),
            nationality: (&data.nationality).into(),
            passport_number: (&data.passport_number).into(),
            other_surname: data.other_surname.as_ref().map(Into::into),
        }
    }
}

impl From<&Preview> for PreviewData {
    fn from(preview: &Preview) -> Self {
        Self {
            kind: preview.kind().into(),
            municipality: preview.municipality().to_string(),
            issuer: preview.issuer().to_owned(),
            issuer_english: preview.issuer_english().map(str::to_owned),
            name: preview.name().into(),
            birth_date: date_to_text(preview.birth_date().date()),
            overseas: preview.overseas().map(Into::into),
            doses: preview.doses().iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<&PreviewData> for Preview {
    type Error = Malformed;

    fn try_from(data: &PreviewData) -> Result<Self, Malformed> {
        let fields = PreviewFields {
            kind: data.kind.into(),
            municipality: data.municipality.parse::<MunicipalityCode>()?,
            issuer: data.issuer.clone(),
            issuer_english: data.issuer_english.clone(),
            name: (&data.name).into(),
            birth_date: BirthDate::from_date(date_from_text(data.birth_date.expose())?),
            overseas: data.overseas.as_ref().map(Into::into),
            doses: data
                .doses
                .iter()
                .map(TryInto::try_into)
                .collect::<Result<_, _>>()?,
        };
        Ok(Self::new(fields)?)
    }
}

impl From<&Certificate> for CertificateData {
    fn from(certificate: &Certificate) -> Self {
        Self {
            preview: certificate.printed().into(),
            id: certificate.id().expose().into(),
            issue_date: date_to_text(certificate.issue_date()),
            shc: certificate.shc().into(),
            vds_nc: certificate.vds_nc().map(Into::into),
        }
    }
}

impl TryFrom<&CertificateData> for Certificate {
    type Error = Malformed;

    fn try_from(data: &CertificateData) -> Result<Self, Malformed> {
        let fields = CertificateFields {
            printed: (&data.preview).try_into()?,
            id: CertificateId::new(data.id.expose())?,
            issue_date: date_from_text(data.issue_date.expose())?,
            shc: (&data.shc).into(),
            vds_nc: data.vds_nc.as_ref().map(Into::into),
        };
        Ok(Self::new(fields)?)
    }
}

impl From<&Evidence> for CardEvidence {
    fn from(evidence: &Evidence) -> Self {
        let files = evidence.files();
        Self {
            ef_0001: files.ef0001.expose().into(),
            ef_0002: files.ef0002.expose().into(),
            ef_0003: files.ef0003.expose().into(),
            ef_0004: files.ef0004.expose().into(),
            ef_0007: files.ef0007.expose().into(),
            challenge_signature: evidence.challenge_signature().into(),
        }
    }
}

impl CardEvidence {
    /// As evidence given in the session of this challenge. Nothing is verified yet.
    #[must_use]
    pub fn to_evidence(&self, challenge: Challenge) -> Evidence {
        let file = |bytes: &Base64Url| SecretBytes::new(bytes.as_bytes().to_vec());
        let files = RawFiles {
            ef0001: file(&self.ef_0001),
            ef0002: file(&self.ef_0002),
            ef0003: file(&self.ef_0003),
            ef0004: file(&self.ef_0004),
            ef0007: file(&self.ef_0007),
        };
        Evidence::new(
            files,
            challenge,
            self.challenge_signature.as_bytes().to_vec(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview() -> PreviewData {
        PreviewData {
            kind: CertificateKind::OverseasAndDomestic,
            municipality: "132217".to_owned(),
            issuer: "清瀬市長".to_owned(),
            issuer_english: Some("Mayor of Kiyose City".to_owned()),
            name: "見本　花子".into(),
            birth_date: "1985-04-12".into(),
            overseas: Some(OverseasData {
                roman_name: "MIHON HANAKO".into(),
                nationality: "JPN".into(),
                passport_number: "TK0000001".into(),
                other_surname: None,
            }),
            doses: vec![DoseData {
                number: 1,
                date: "2021-07-01".into(),
                vaccine_type: "mRNA".into(),
                manufacturer: "見本製薬".into(),
                product: "見本ワクチン".into(),
                lot: "MIHON1".into(),
                country: Some("JPN".into()),
                english: Some(EnglishData {
                    vaccine_type: "mRNA".into(),
                    manufacturer: "Mihon Pharma".into(),
                    product: "MIHON".into(),
                }),
            }],
        }
    }

    fn certificate() -> CertificateData {
        CertificateData {
            preview: preview(),
            id: "ABC123".into(),
            issue_date: "2026-11-21".into(),
            shc: "a.b.c".into(),
            vds_nc: Some("{}".into()),
        }
    }

    #[test]
    fn a_certificate_survives_the_way_there_and_back() {
        let wire = certificate();
        let json = serde_json::to_string(&wire).unwrap();
        let read: CertificateData = serde_json::from_str(&json).unwrap();
        let domain = Certificate::try_from(&read).unwrap();
        assert!(CertificateData::from(&domain) == wire);
    }

    #[test]
    fn r47_a_malformed_answer_is_an_error() {
        type Spoil = fn(&mut CertificateData);
        let spoils: [Spoil; 8] = [
            |c| c.preview.municipality = "132218".to_owned(),
            |c| c.preview.doses.clear(),
            |c| c.preview.birth_date = "1985-02-30".into(),
            |c| c.preview.birth_date = "19850412".into(),
            |c| c.preview.birth_date = "+1985-04-12".into(),
            |c| c.preview.name = "".into(),
            |c| c.issue_date = "2026-11-21T00:00".into(),
            |c| c.id = "../outcome".into(),
        ];
        for (number, spoil) in spoils.iter().enumerate() {
            let mut wire = certificate();
            spoil(&mut wire);
            assert!(Certificate::try_from(&wire).is_err(), "spoil {number}");
        }
    }

    #[test]
    fn dates_are_written_with_all_their_digits() {
        let date = Date::from_calendar_date(1935, time::Month::February, 3).unwrap();
        assert_eq!(date_to_text(date).expose(), "1935-02-03");
        assert_eq!(date_from_text("1935-02-03"), Ok(date));
    }

    #[test]
    fn nothing_personal_is_in_a_debug_text() {
        let printed = format!("{:?} {:?} {:?}", certificate(), preview(), preview().doses);
        for personal in ["見本", "1985", "TK0000001", "2021", "MIHON"] {
            assert!(!printed.contains(personal), "{personal} in {printed}");
        }
    }
}
