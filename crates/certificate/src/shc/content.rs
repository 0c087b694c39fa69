use std::fmt;

use card_driver::BirthDate;
use time::{Date, OffsetDateTime};
use zeroize::Zeroizing;

use super::{ShcError, is_issuer_url};
use crate::date::full_date;
use crate::json::Json;

const HEALTH_CARD: &str = "https://smarthealth.cards#health-card";
const CVX: &str = "http://hl7.org/fhir/sid/cvx";

/// What a SMART Health Card says.
pub struct ShcContent {
    issuer: String,
    not_before: OffsetDateTime,
    expires: Option<OffsetDateTime>,
    names: Vec<ShcName>,
    birth_date: BirthDate,
    immunizations: Vec<Immunization>,
}

impl ShcContent {
    /// `iss`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// `nbf`, which may have a fraction: when the card was issued.
    #[must_use]
    pub const fn not_before(&self) -> OffsetDateTime {
        self.not_before
    }

    /// `exp`, where the card has one.
    #[must_use]
    pub const fn expires(&self) -> Option<OffsetDateTime> {
        self.expires
    }

    /// The patient's names, at least one.
    #[must_use]
    pub fn names(&self) -> &[ShcName] {
        &self.names
    }

    /// The patient's birth date.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// The immunizations in the order of the bundle. Other resources are passed over.
    #[must_use]
    pub fn immunizations(&self) -> &[Immunization] {
        &self.immunizations
    }

    /// Whether the card's own dates allow it on this day, in UTC: not before the day of `nbf` and
    /// not after the day of `exp`.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.not_before.date() <= day && self.expires.is_none_or(|end| day <= end.date())
    }

    pub(super) fn read(payload: &Json) -> Result<Self, ShcError> {
        let issuer = payload.get("iss").and_then(Json::as_str);
        let issuer = issuer.filter(|url| is_issuer_url(url));
        let issuer = issuer.ok_or(ShcError::Issuer)?.to_owned();
        let not_before = payload.get("nbf").and_then(time_of);
        let not_before = not_before.ok_or(ShcError::NotBefore)?;
        let expires = match payload.get("exp") {
            None => None,
            Some(claim) => {
                let end = time_of(claim).filter(|end| *end > not_before);
                Some(end.ok_or(ShcError::Expiry)?)
            }
        };
        let credential = payload.get("vc").ok_or(ShcError::CredentialType)?;
        let types = credential.get("type").and_then(Json::as_array);
        let mut types = types.ok_or(ShcError::CredentialType)?.iter();
        if !types.any(|name| name.as_str() == Some(HEALTH_CARD)) {
            return Err(ShcError::CredentialType);
        }
        let subject = credential.get("credentialSubject");
        let subject = subject.ok_or(ShcError::Bundle)?;
        if subject.get("fhirVersion").and_then(Json::as_str) != Some("4.0.1") {
            return Err(ShcError::FhirVersion);
        }
        let resources = resources(subject.get("fhirBundle").ok_or(ShcError::Bundle)?)?;

        let of_type = |name: &'static str| {
            resources.iter().filter(move |(_, resource)| {
                resource.get("resourceType").and_then(Json::as_str) == Some(name)
            })
        };
        let mut patients = of_type("Patient");
        let (Some((patient_url, patient)), None) = (patients.next(), patients.next()) else {
            return Err(ShcError::Patient);
        };
        let immunizations = of_type("Immunization")
            .map(|(_, resource)| Immunization::read(resource, patient_url))
            .collect::<Result<_, _>>()?;
        let birth_date = patient.get("birthDate").and_then(Json::as_str);
        let birth_date = birth_date.and_then(full_date);
        Ok(Self {
            issuer,
            not_before,
            expires,
            names: names(patient)?,
            birth_date: BirthDate::from_date(birth_date.ok_or(ShcError::PatientBirthDate)?),
            immunizations,
        })
    }
}

impl fmt::Debug for ShcContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShcContent")
    }
}

/// Seconds since the epoch, perhaps with a fraction: Japan's issuer writes microseconds.
fn time_of(claim: &Json) -> Option<OffsetDateTime> {
    let seconds = claim.as_f64()?;
    // The year 9999 ends at 253,402,300,799; beyond it the cast below would mean nothing.
    if !(0.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within the bounds just checked"
    )]
    let micros = (seconds * 1e6) as i128;
    OffsetDateTime::from_unix_timestamp_nanos(micros.checked_mul(1000)?).ok()
}

/// The bundle's resources with their URLs.
fn resources(bundle: &Json) -> Result<Vec<(&str, &Json)>, ShcError> {
    let member = |name| bundle.get(name).and_then(Json::as_str);
    if member("resourceType") != Some("Bundle") || member("type") != Some("collection") {
        return Err(ShcError::Bundle);
    }
    let entries = bundle.get("entry").and_then(Json::as_array);
    let mut resources = Vec::new();
    for entry in entries.ok_or(ShcError::Bundle)? {
        let url = entry.get("fullUrl").and_then(Json::as_str);
        let resource = entry.get("resource").filter(|it| it.members().is_some());
        let (Some(url), Some(resource)) = (url, resource) else {
            return Err(ShcError::Bundle);
        };
        resources.push((url, resource));
    }
    let mut urls: Vec<&str> = resources.iter().map(|(url, _)| *url).collect();
    urls.sort_unstable();
    if urls.is_sorted_by(|one, next| one < next) {
        Ok(resources)
    } else {
        Err(ShcError::ResourceDuplicate)
    }
}

fn names(patient: &Json) -> Result<Vec<ShcName>, ShcError> {
    let list = patient.get("name").and_then(Json::as_array);
    let names = list.ok_or(ShcError::PatientName)?.iter();
    let names: Vec<ShcName> = names.map(ShcName::read).collect::<Result<_, _>>()?;
    if names.is_empty() {
        return Err(ShcError::PatientName);
    }
    Ok(names)
}

/// One name of the patient: what stands in `family` and `given`.
pub struct ShcName {
    family: Option<Zeroizing<String>>,
    given: Vec<Zeroizing<String>>,
}

impl ShcName {
    fn read(name: &Json) -> Result<Self, ShcError> {
        let text = |part: &Json| match part.as_str() {
            Some(text) if !text.is_empty() => Ok(Zeroizing::new(text.to_owned())),
            _ => Err(ShcError::PatientName),
        };
        let family = name.get("family").map(text).transpose()?;
        let given = match name.get("given") {
            None => Vec::new(),
            Some(parts) => {
                let parts = parts.as_array().ok_or(ShcError::PatientName)?;
                parts.iter().map(text).collect::<Result<_, _>>()?
            }
        };
        if family.is_none() && given.is_empty() {
            return Err(ShcError::PatientName);
        }
        Ok(Self { family, given })
    }

    /// The family name, then the given names.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.family
            .iter()
            .chain(&self.given)
            .map(|part| part.as_str())
    }

    /// The parts with this between them.
    #[must_use]
    pub fn joined(&self, separator: &str) -> Zeroizing<String> {
        let length: usize = self.parts().map(|part| part.len() + separator.len()).sum();
        // Room for all at once: a string that grows leaves its former copies unwiped.
        let mut joined = Zeroizing::new(String::with_capacity(length));
        for part in self.parts() {
            if !joined.is_empty() {
                joined.push_str(separator);
            }
            joined.push_str(part);
        }
        joined
    }
}

impl fmt::Debug for ShcName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShcName")
    }
}

/// One immunization.
pub struct Immunization {
    date: Date,
    cvx: Option<String>,
    lot: Option<Zeroizing<String>>,
    performer: Option<String>,
}

impl Immunization {
    fn read(resource: &Json, patient_url: &str) -> Result<Self, ShcError> {
        if resource.get("status").and_then(Json::as_str) != Some("completed") {
            return Err(ShcError::ImmunizationStatus);
        }
        let patient = resource.get("patient").and_then(|it| it.get("reference"));
        if patient.and_then(Json::as_str) != Some(patient_url) {
            return Err(ShcError::ImmunizationPatient);
        }
        let codings = resource.get("vaccineCode").and_then(|it| it.get("coding"));
        let codings = codings.and_then(Json::as_array).unwrap_or_default();
        if codings.is_empty() {
            return Err(ShcError::VaccineCode);
        }
        let mut cvx = None;
        for coding in codings {
            let member = |name| coding.get(name).and_then(Json::as_str);
            let (Some(system), Some(code)) = (member("system"), member("code")) else {
                return Err(ShcError::VaccineCode);
            };
            if system == CVX {
                cvx.get_or_insert_with(|| code.to_owned());
            }
        }
        let occurrence = resource.get("occurrenceDateTime").and_then(Json::as_str);
        let date = occurrence
            .and_then(day_of)
            .ok_or(ShcError::ImmunizationDate)?;
        let text = |value: &Json| match value.as_str() {
            Some(text) if !text.is_empty() => Ok(text.to_owned()),
            _ => Err(ShcError::ImmunizationText),
        };
        let lot = resource.get("lotNumber").map(text).transpose()?;
        let performer = resource
            .get("performer")
            .and_then(Json::as_array)
            .and_then(<[Json]>::first)
            .and_then(|performer| performer.get("actor")?.get("display"));
        Ok(Self {
            date,
            cvx,
            lot: lot.map(Zeroizing::new),
            performer: performer.map(text).transpose()?,
        })
    }

    /// The day.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// The vaccine's CVX code, where the card has one. What is printed is never derived from it.
    #[must_use]
    pub fn cvx(&self) -> Option<&str> {
        self.cvx.as_deref()
    }

    /// The lot number.
    #[must_use]
    pub fn lot(&self) -> Option<&str> {
        self.lot.as_ref().map(|lot| lot.as_str())
    }

    /// Who gave it; on Japan's cards always `MHLW_Gov_of_JAPAN`.
    #[must_use]
    pub fn performer(&self) -> Option<&str> {
        self.performer.as_deref()
    }
}

impl fmt::Debug for Immunization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Immunization")
    }
}

impl Drop for Immunization {
    fn drop(&mut self) {
        self.date = Date::MIN;
        zeroize::optimization_barrier(&self.date);
    }
}

/// The day of a FHIR dateTime: a full date, perhaps with a time after it.
fn day_of(text: &str) -> Option<Date> {
    match text.split_once('T') {
        Some((_, "")) => None,
        Some((day, _)) => full_date(day),
        None => full_date(text),
    }
}
