use std::fmt;

use card_driver::BirthDate;
use time::format_description::well_known::Rfc3339;
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
    says_more: bool,
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

    /// Whether the card says anything that this type does not tell: other claims, resources or
    /// members of them.
    #[must_use]
    pub const fn says_more(&self) -> bool {
        self.says_more
    }

    /// Whether the card's own times allow it at this moment: not before `nbf`, and before `exp`
    /// (RFC 7519, 4.1.4 and 4.1.5).
    #[must_use]
    pub fn is_valid_at(&self, moment: OffsetDateTime) -> bool {
        self.not_before <= moment && self.expires.is_none_or(|end| moment < end)
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
        let types = types.and_then(|types| types.iter().map(Json::as_str).collect());
        let types: Vec<&str> = types.ok_or(ShcError::CredentialType)?;
        if !types.contains(&HEALTH_CARD) {
            return Err(ShcError::CredentialType);
        }
        if let Some(id) = credential.get("rid")
            && !id.as_str().is_some_and(is_revocation_id)
        {
            return Err(ShcError::RevocationId);
        }
        let subject = credential.get("credentialSubject");
        let subject = subject.ok_or(ShcError::Bundle)?;
        if subject.get("fhirVersion").and_then(Json::as_str) != Some("4.0.1") {
            return Err(ShcError::FhirVersion);
        }
        let bundle = subject.get("fhirBundle").ok_or(ShcError::Bundle)?;
        let resources = resources(bundle)?;

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
        let says_more = !payload.has_only(&["iss", "nbf", "exp", "vc"])
            || !credential.has_only(&["type", "credentialSubject", "rid"])
            || !subject.has_only(&["fhirVersion", "fhirBundle"])
            || bundle_says_more(bundle);
        Ok(Self {
            issuer,
            not_before,
            expires,
            names: names(patient)?,
            birth_date: BirthDate::from_date(birth_date.ok_or(ShcError::PatientBirthDate)?),
            immunizations,
            says_more,
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
        let number = url.strip_prefix("resource:").unwrap_or_default();
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ShcError::ResourceUrl);
        }
        if resource
            .get("resourceType")
            .and_then(Json::as_str)
            .is_none()
        {
            return Err(ShcError::ResourceType);
        }
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

/// Whether anything stands in the bundle that is not read of it.
fn bundle_says_more(bundle: &Json) -> bool {
    let entries = bundle.get("entry").and_then(Json::as_array);
    let told = |entry: &Json| {
        let resource = entry.get("resource");
        entry.has_only(&["fullUrl", "resource"])
            && resource.is_some_and(|it| is_told_patient(it) || is_told_immunization(it))
    };
    !bundle.has_only(&["resourceType", "type", "entry"])
        || !entries.unwrap_or_default().iter().all(told)
}

fn is_told_patient(resource: &Json) -> bool {
    let names = resource.get("name").and_then(Json::as_array);
    let mut names = names.unwrap_or_default().iter();
    resource.get("resourceType").and_then(Json::as_str) == Some("Patient")
        && resource.has_only(&["resourceType", "name", "birthDate"])
        && names.all(|name| name.has_only(&["use", "family", "given"]))
}

fn is_told_immunization(resource: &Json) -> bool {
    let only = |of: Option<&Json>, names: &[&str]| of.is_none_or(|it| it.has_only(names));
    // Of several, the first alone is told.
    let at_most_one = |list: Option<&Json>, names: &[&str]| match list.and_then(Json::as_array) {
        None | Some([]) => true,
        Some([one]) => one.has_only(names),
        Some(_) => false,
    };
    let code = resource.get("vaccineCode");
    let performers = resource.get("performer");
    let performer = performers.and_then(Json::as_array).and_then(<[_]>::first);
    resource.get("resourceType").and_then(Json::as_str) == Some("Immunization")
        && resource.has_only(&[
            "resourceType",
            "status",
            "vaccineCode",
            "patient",
            "occurrenceDateTime",
            "lotNumber",
            "performer",
        ])
        && only(resource.get("patient"), &["reference"])
        && only(code, &["coding"])
        && at_most_one(code.and_then(|it| it.get("coding")), &["system", "code"])
        && at_most_one(performers, &["actor"])
        && only(performer.and_then(|it| it.get("actor")), &["display"])
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
        let text = |part: &Json| match text_of(part) {
            Some(text) => Ok(Zeroizing::new(text.to_owned())),
            None => Err(ShcError::PatientName),
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
        let lot = match resource.get("lotNumber") {
            None => None,
            Some(lot) => Some(text_of(lot).ok_or(ShcError::LotNumber)?),
        };
        let performer = performer(resource)?.map(str::to_owned);
        Ok(Self {
            date,
            cvx,
            lot: lot.map(|lot| Zeroizing::new(lot.to_owned())),
            performer,
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

/// What the first performer's actor displays, if anything.
fn performer(immunization: &Json) -> Result<Option<&str>, ShcError> {
    let Some(performers) = immunization.get("performer") else {
        return Ok(None);
    };
    let performers = performers.as_array().ok_or(ShcError::Performer)?;
    let mut displays = Vec::with_capacity(performers.len());
    for performer in performers {
        let actor = performer
            .get("actor")
            .filter(|actor| actor.members().is_some());
        let display = actor.ok_or(ShcError::Performer)?.get("display");
        let display = display.map(|display| text_of(display).ok_or(ShcError::Performer));
        displays.push(display.transpose()?);
    }
    Ok(displays.into_iter().flatten().next())
}

/// A string with something in it and no control character.
fn text_of(value: &Json) -> Option<&str> {
    let text = value.as_str()?;
    (!text.is_empty() && !text.contains(char::is_control)).then_some(text)
}

/// The framework, "Revocation": base64url, no longer than 24 characters.
fn is_revocation_id(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=24).contains(&text.len()) && text.bytes().all(known)
}

/// The day of a FHIR dateTime: a full date, or one with a time to the second and a zone
/// (<https://hl7.org/fhir/R4/datatypes.html#dateTime>).
fn day_of(text: &str) -> Option<Date> {
    let Some((day, _)) = text.split_once('T') else {
        return full_date(text);
    };
    OffsetDateTime::parse(text, &Rfc3339).ok()?;
    full_date(day)
}
