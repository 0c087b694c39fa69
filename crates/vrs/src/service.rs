//! What VRS answers, apart from how it travels.

use card_driver::secret::PersonalText;
use card_driver::{BirthDate, MyNumber};
use certificate::{
    CertificateId, Dose, EnglishNames, Kind, MunicipalityCode, OverseasFields, Preview,
    PreviewFields,
};
use relay_api::vrs::{Certified, Certify, Found, Lookup, Outcome, Subject};
use relay_api::{CertificateData, PersonalString, PreviewData, PrintOutcome, ProblemCode};
use time::{Date, OffsetDateTime, UtcOffset};
use zeroize::Zeroizing;

use crate::Clock;
use crate::area::{Area, Areas, CertificateState, Issued, Issuing, StoreError};
use crate::keys::SigningKeys;
use crate::operations::OperationLog;
use crate::record::{self, DoseRecord, Record};
use crate::signing::{self, CodedDose, ShcFields, SigningError, VdsNcFields};

/// Why a request was not answered. What goes out is the code alone.
pub(crate) enum Failure {
    /// An answer of the service.
    Refused(ProblemCode),
    /// A fault of the service; `code` is for the technical log.
    Fault(&'static str),
}

impl Failure {
    pub(crate) fn problem(&self) -> ProblemCode {
        match self {
            Self::Refused(code) => *code,
            Self::Fault(_) => ProblemCode::Internal,
        }
    }
}

impl From<ProblemCode> for Failure {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.code())
    }
}

impl From<SigningError> for Failure {
    fn from(error: SigningError) -> Self {
        match error {
            // The record cannot stand in a code: no later attempt will do better, the municipality has to look.
            SigningError::TooLong | SigningError::Field(_) | SigningError::NoDose => {
                Self::Refused(ProblemCode::NeedsCheck)
            }
            SigningError::Sign => Self::Fault(error.code()),
        }
    }
}

/// VRS without its line.
pub(crate) struct Service {
    pub(crate) areas: Areas,
    pub(crate) log: OperationLog,
    pub(crate) keys: SigningKeys,
    pub(crate) clock: Clock,
}

/// A parsed [`Subject`].
struct Applicant {
    municipality: MunicipalityCode,
    kind: Kind,
    number: MyNumber,
    name: PersonalText,
    birth_date: BirthDate,
}

impl Applicant {
    fn parse(subject: &Subject) -> Result<Self, ProblemCode> {
        let parse = || {
            Some(Self {
                municipality: subject.municipality.parse().ok()?,
                kind: subject.kind.into(),
                number: record::my_number(subject.number.expose())?,
                name: PersonalText::new(subject.name.expose().to_owned()),
                birth_date: record::date(subject.birth_date.expose()).map(BirthDate::from_date)?,
            })
        };
        parse().ok_or(ProblemCode::BadRequest)
    }
}

impl Service {
    /// Says what could be issued. Writes nothing (R6: no certificate is made ahead of its application's issue).
    pub(crate) fn lookup(&self, lookup: &Lookup) -> Result<Found, Failure> {
        let applicant = Applicant::parse(&lookup.subject)?;
        let (_, record) = self.record(&applicant)?;
        let preview = self.preview(&applicant, &record, (self.clock)())?;
        Ok(Found {
            preview: PreviewData::from(&preview),
        })
    }

    /// Issues, or gives again what the same key was given.
    pub(crate) fn certify(&self, request: &Certify) -> Result<Certified, Failure> {
        let applicant = Applicant::parse(&request.subject)?;
        let key = request
            .idempotency_key
            .to_array::<32>()
            .ok_or(ProblemCode::BadRequest)?;
        let area = self
            .areas
            .area(applicant.municipality)
            .ok_or(ProblemCode::NotParticipating)?;
        let known = area.issued(&key)?;
        let issued = match known {
            Some((issued, state)) => same_again(issued, state, request, &applicant)?,
            None => {
                let (area, record) = self.record(&applicant)?;
                // Refuses before an ID is spent.
                let now = (self.clock)();
                let preview = self.preview(&applicant, &record, now)?;
                self.trial(&preview, &record, now)?;
                let made = area.issue(&key, |id| Issued {
                    id,
                    issue_date: Zeroizing::new(record::iso(japanese_day(now))),
                    issued_at: i64::try_from(now.unix_timestamp_nanos() / 1_000).unwrap_or(0),
                    copies: request.copies,
                    kind: applicant.kind.code().to_owned(),
                    name: Zeroizing::new(applicant.name.expose().to_owned()),
                    record,
                })?;
                match made {
                    Issuing::New(issued) => issued,
                    Issuing::Again(issued, state) => {
                        same_again(issued, state, request, &applicant)?
                    }
                }
            }
        };
        self.certificate(&applicant, &issued)
    }

    /// Records what became of a certificate.
    pub(crate) fn outcome(&self, id: &str, report: &Outcome) -> Result<(), Failure> {
        let municipality = report
            .municipality
            .parse()
            .map_err(|_| ProblemCode::BadRequest)?;
        let id = CertificateId::new(id).map_err(|_| ProblemCode::BadRequest)?;
        let area = self
            .areas
            .area(municipality)
            .ok_or(ProblemCode::NotParticipating)?;
        let state = match report.outcome {
            PrintOutcome::Printed => CertificateState::Printed,
            PrintOutcome::NotPrinted => CertificateState::Void,
            PrintOutcome::Unreadable => CertificateState::Unreadable,
            PrintOutcome::Unknown => CertificateState::Unknown,
        };
        if area.report(id.expose(), state)? {
            Ok(())
        } else {
            Err(ProblemCode::BadRequest.into())
        }
    }

    fn record(&self, applicant: &Applicant) -> Result<(&Area, Record), Failure> {
        let area = self
            .areas
            .area(applicant.municipality)
            .ok_or(ProblemCode::NotParticipating)?;
        let record = area
            .find(&applicant.number, applicant.birth_date)?
            .ok_or(ProblemCode::NoRecord)?;
        // One answer for both: who asks must not learn that a person is protected (R13, R114).
        if record.deceased || record.protected {
            return Err(ProblemCode::NeedsCheck.into());
        }
        Ok((area, record))
    }

    /// The printed fields. The name is the card's; the record's own may be an older one (marriage, 代替文字).
    fn preview(
        &self,
        applicant: &Applicant,
        record: &Record,
        at: OffsetDateTime,
    ) -> Result<Preview, Failure> {
        let area = self
            .areas
            .area(applicant.municipality)
            .ok_or(ProblemCode::NotParticipating)?;
        let overseas_kind = applicant.kind.is_overseas();
        let doses: Vec<Dose> = own_doses(area.code(), record)
            .map(|dose| printed_dose(dose, overseas_kind))
            .collect::<Option<_>>()
            .ok_or(ProblemCode::NeedsCheck)?;
        if doses.is_empty() {
            return Err(ProblemCode::NoRecord.into());
        }
        let overseas = if overseas_kind {
            let passport = record
                .passport(japanese_day(at))
                .ok_or(ProblemCode::OverseasDataMissing)?;
            Some(OverseasFields {
                roman_name: personal(&passport.roman_name),
                nationality: personal(&passport.nationality),
                passport_number: personal(&passport.number),
                other_surname: passport.other_surname.as_ref().map(|text| personal(text)),
            })
        } else {
            None
        };
        Preview::new(PreviewFields {
            kind: applicant.kind,
            municipality: area.code(),
            issuer: format!("{}長", area.name()),
            issuer_english: overseas_kind.then(|| area.mayor_english().to_owned()),
            name: applicant.name.clone(),
            birth_date: applicant.birth_date,
            overseas,
            doses,
        })
        .map_err(|_| ProblemCode::NeedsCheck.into())
    }

    /// Signs once for nothing, so that a record whose codes would not fit spends no ID.
    fn trial(&self, preview: &Preview, record: &Record, at: OffsetDateTime) -> Result<(), Failure> {
        let id = CertificateId::new("000000000000").map_err(|_| ProblemCode::Internal)?;
        self.codes(preview, record, &id, at).map(|_| ())
    }

    fn certificate(&self, applicant: &Applicant, issued: &Issued) -> Result<Certified, Failure> {
        let id = CertificateId::new(&issued.id).map_err(|_| ProblemCode::Internal)?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(issued.issued_at) * 1_000)
            .map_err(|_| ProblemCode::Internal)?;
        let preview = self.preview(applicant, &issued.record, at)?;
        let (shc, vds_nc) = self.codes(&preview, &issued.record, &id, at)?;
        Ok(Certified {
            certificate: CertificateData {
                preview: PreviewData::from(&preview),
                id: PersonalString::from(issued.id.as_str()),
                issue_date: PersonalString::from(issued.issue_date.as_str()),
                shc: PersonalString::new(shc),
                vds_nc: vds_nc.map(PersonalString::new),
            },
        })
    }

    fn codes(
        &self,
        preview: &Preview,
        record: &Record,
        id: &CertificateId,
        issued_at: OffsetDateTime,
    ) -> Result<(String, Option<String>), Failure> {
        let doses: Vec<CodedDose<'_>> = preview
            .doses()
            .iter()
            .zip(own_doses(preview.municipality(), record))
            .map(|(dose, coded)| CodedDose {
                dose,
                cvx: &coded.cvx,
                brand: &coded.brand,
            })
            .collect();
        // The codes of the kind for use abroad have the passport's name, family name first.
        let roman = preview
            .overseas()
            .map(|items| parted(items.roman_name.expose()));
        let shc = signing::sign_shc(
            &self.keys,
            &ShcFields {
                name: roman.as_ref().unwrap_or(preview.name()),
                birth_date: preview.birth_date(),
                doses: &doses,
                issued_at,
            },
        )?;
        let vds_nc = preview
            .overseas()
            .map(|items| {
                signing::sign_vds_nc(
                    &self.keys,
                    &VdsNcFields {
                        id,
                        roman_name: &items.roman_name,
                        birth_date: preview.birth_date(),
                        passport_number: &items.passport_number,
                        doses: &doses,
                    },
                )
            })
            .transpose()?;
        Ok((shc, vds_nc))
    }
}

/// The same key gives the same certificate to the same applicant, and to nobody else. A void ID stays void.
fn same_again(
    issued: Issued,
    state: CertificateState,
    request: &Certify,
    applicant: &Applicant,
) -> Result<Issued, ProblemCode> {
    let same = issued.record.my_number().as_ref() == Some(&applicant.number)
        && issued.record.birth_date() == Some(applicant.birth_date)
        && issued.name.as_str() == applicant.name.expose()
        && issued.kind == applicant.kind.code()
        && issued.copies == request.copies;
    if same && state != CertificateState::Void {
        Ok(issued)
    } else {
        Err(ProblemCode::BadRequest)
    }
}

/// The doses under this municipality's vouchers (接種自治体コード): the others are for their own municipality to certify.
fn own_doses(area: MunicipalityCode, record: &Record) -> impl Iterator<Item = &DoseRecord> {
    record
        .doses
        .iter()
        .filter(move |dose| dose.municipality.parse() == Ok(area))
}

/// Country of vaccination (R130) and English names stand on the overseas kind only.
fn printed_dose(dose: &DoseRecord, overseas: bool) -> Option<Dose> {
    Some(Dose {
        number: dose.number,
        date: record::date(&dose.date)?,
        vaccine_type: dose.vaccine_type.to_string(),
        manufacturer: dose.manufacturer.to_string(),
        product: dose.product.to_string(),
        lot: dose.lot.to_string(),
        country: overseas.then(|| dose.country.to_string()),
        english: overseas.then(|| EnglishNames {
            vaccine_type: dose.english.vaccine_type.to_string(),
            manufacturer: dose.english.manufacturer.to_string(),
            product: dose.english.product.to_string(),
        }),
    })
}

fn personal(text: &str) -> PersonalText {
    PersonalText::new(text.to_owned())
}

/// A Roman name in parts as [`ShcFields`] wants them, or whole where a part would be empty.
fn parted(roman_name: &str) -> PersonalText {
    if roman_name.contains("  ") {
        personal(roman_name)
    } else {
        PersonalText::new(roman_name.replace(' ', "\u{3000}"))
    }
}

/// The date of issue is Japan's, whatever the machine's zone.
fn japanese_day(at: OffsetDateTime) -> Date {
    UtcOffset::from_hms(9, 0, 0)
        .map_or(at, |japan| at.to_offset(japan))
        .date()
}
