use std::collections::BTreeSet;
use std::fmt;

use time::Date;
use zeroize::Zeroizing;

use super::VdsNcError;
use crate::date::full_date;
use crate::json::Json;
use crate::text::is_capitals;

/// What a VDS-NC says.
pub struct VdsNcContent {
    issuer: String,
    uvci: Zeroizing<String>,
    name: Zeroizing<String>,
    birth_date: Option<Date>,
    travel_document: Option<Zeroizing<String>>,
    doses: Vec<VdsNcDose>,
    says_more: bool,
}

impl VdsNcContent {
    /// The issuing state, a code of Doc 9303-3: three letters, or Germany's `D`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The certificate's identifier.
    #[must_use]
    pub fn uvci(&self) -> &str {
        &self.uvci
    }

    /// The name as the seal has it; two spaces part primary and secondary identifier.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The birth date, where the seal has one.
    #[must_use]
    pub const fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// The travel document's number, where the seal has one.
    #[must_use]
    pub fn travel_document(&self) -> Option<&str> {
        self.travel_document.as_ref().map(|text| text.as_str())
    }

    /// The doses of all vaccines in the order of their numbers, at least one. No vaccine has a
    /// number twice.
    #[must_use]
    pub fn doses(&self) -> &[VdsNcDose] {
        &self.doses
    }

    /// Whether the seal says anything that this type does not tell: sex, another identifier, the
    /// date of a next dose, or members that no version of the type known here has.
    #[must_use]
    pub const fn says_more(&self) -> bool {
        self.says_more
    }

    /// The day of the latest dose.
    #[must_use]
    pub fn latest_dose(&self) -> Option<Date> {
        self.doses.iter().map(|dose| dose.date).max()
    }

    pub(super) fn read(data: &Json) -> Result<Self, VdsNcError> {
        let header = data.get("hdr").ok_or(VdsNcError::Shape)?;
        if header.get("t").and_then(Json::as_str) != Some("icao.vacc") {
            return Err(VdsNcError::Type);
        }
        if header.get("v").and_then(Json::as_u8) != Some(1) {
            return Err(VdsNcError::Version);
        }
        let issuer = required(header, "is", VdsNcError::Issuer)?;
        if !is_state(issuer) {
            return Err(VdsNcError::Issuer);
        }
        let message = data.get("msg").ok_or(VdsNcError::Shape)?;
        let uvci = required(message, "uvci", VdsNcError::Uvci)?;
        let uvci = bounded(uvci, 12, VdsNcError::Uvci)?;

        let person = message.get("pid").ok_or(VdsNcError::Name)?;
        let name = required(person, "n", VdsNcError::Name)?;
        let name = bounded(name, 39, VdsNcError::Name)?;
        let birth_date = optional(person, "dob", VdsNcError::BirthDate)?
            .map(|text| full_date(text).ok_or(VdsNcError::BirthDate))
            .transpose()?;
        if !matches!(
            optional(person, "sex", VdsNcError::Sex)?,
            None | Some("M" | "F" | "X")
        ) {
            return Err(VdsNcError::Sex);
        }
        let travel_document = optional(person, "i", VdsNcError::TravelDocument)?
            .map(|text| bounded(text, 11, VdsNcError::TravelDocument))
            .transpose()?;
        if let Some(text) = optional(person, "ai", VdsNcError::AdditionalIdentifier)? {
            bounded(text, 24, VdsNcError::AdditionalIdentifier)?;
        }
        if birth_date.is_none() && travel_document.is_none() {
            return Err(VdsNcError::Identifier);
        }

        let mut says_more = !data.has_only(&["hdr", "msg"])
            || !header.has_only(&["t", "v", "is"])
            || !message.has_only(&["uvci", "pid", "ve"])
            || !person.has_only(&["n", "dob", "i"]);
        let events = message.get("ve").and_then(Json::as_array);
        let events = events.filter(|events| !events.is_empty());
        let mut doses = Vec::new();
        for event in events.ok_or(VdsNcError::Event)? {
            says_more |= read_event(event, &mut doses)?;
        }
        doses.sort_by_key(|dose| dose.number);
        Ok(Self {
            issuer: issuer.to_owned(),
            uvci,
            name,
            birth_date,
            travel_document,
            doses,
            says_more,
        })
    }
}

impl fmt::Debug for VdsNcContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VdsNcContent")
    }
}

impl Drop for VdsNcContent {
    fn drop(&mut self) {
        self.birth_date = None;
        zeroize::optimization_barrier(&self.birth_date);
    }
}

/// One event: the doses of one vaccine, each with its number. Tells whether it says more.
fn read_event(event: &Json, doses: &mut Vec<VdsNcDose>) -> Result<bool, VdsNcError> {
    let text = |text| filled(text, VdsNcError::Event);
    let disease = optional(event, "dis", VdsNcError::Event)?;
    let vaccine = Vaccine {
        code: text(required(event, "des", VdsNcError::Event)?)?,
        brand: text(required(event, "nam", VdsNcError::Event)?)?,
        disease: disease.map(text).transpose()?,
    };
    let mut says_more = !event.has_only(&["des", "nam", "dis", "vd"]);
    let list = event.get("vd").and_then(Json::as_array);
    let list = list.filter(|list| !list.is_empty());
    let mut numbers = BTreeSet::new();
    for dose in list.ok_or(VdsNcError::Dose)? {
        says_more |= !dose.has_only(&["dvc", "seq", "ctr", "adm", "lot"]);
        let dose = VdsNcDose::read(dose, vaccine)?;
        if !numbers.insert(dose.number) {
            return Err(VdsNcError::DoseNumberTwice);
        }
        doses.push(dose);
    }
    Ok(says_more)
}

/// What an event says of all its doses.
#[derive(Clone, Copy)]
struct Vaccine<'a> {
    code: &'a str,
    brand: &'a str,
    disease: Option<&'a str>,
}

/// One dose.
pub struct VdsNcDose {
    number: u8,
    date: Date,
    vaccine: String,
    brand: String,
    disease: Option<String>,
    country: String,
    lot: Zeroizing<String>,
    centre: String,
}

impl VdsNcDose {
    fn read(dose: &Json, vaccine: Vaccine<'_>) -> Result<Self, VdsNcError> {
        let date = required(dose, "dvc", VdsNcError::DoseDate)?;
        let date = full_date(date).ok_or(VdsNcError::DoseDate)?;
        let number = dose.get("seq").and_then(Json::as_u8);
        let number = number.filter(|number| (1..=99).contains(number));
        let country = required(dose, "ctr", VdsNcError::DoseCountry)?;
        if !is_state(country) {
            return Err(VdsNcError::DoseCountry);
        }
        let centre = required(dose, "adm", VdsNcError::DoseCentre)?;
        let centre = bounded(centre, 20, VdsNcError::DoseCentre)?;
        let lot = required(dose, "lot", VdsNcError::DoseLot)?;
        let lot = bounded(lot, 20, VdsNcError::DoseLot)?;
        if let Some(next) = optional(dose, "dvn", VdsNcError::NextDose)? {
            full_date(next).ok_or(VdsNcError::NextDose)?;
        }
        Ok(Self {
            number: number.ok_or(VdsNcError::DoseNumber)?,
            date,
            vaccine: vaccine.code.to_owned(),
            brand: vaccine.brand.to_owned(),
            disease: vaccine.disease.map(str::to_owned),
            country: country.to_owned(),
            lot,
            centre: centre.as_str().to_owned(),
        })
    }

    /// The number of the dose, 1 to 99.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// The day.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// The vaccine: an extension code of ICD-11, such as `XM68M6`.
    #[must_use]
    pub fn vaccine(&self) -> &str {
        &self.vaccine
    }

    /// The disease that it protects from, by ICD-11, where the seal names one.
    #[must_use]
    pub fn disease(&self) -> Option<&str> {
        self.disease.as_deref()
    }

    /// The vaccine's brand.
    #[must_use]
    pub fn brand(&self) -> &str {
        &self.brand
    }

    /// The country, three letters.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The batch.
    #[must_use]
    pub fn lot(&self) -> &str {
        &self.lot
    }

    /// The administering centre.
    #[must_use]
    pub fn centre(&self) -> &str {
        &self.centre
    }
}

impl fmt::Debug for VdsNcDose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VdsNcDose")
    }
}

impl Drop for VdsNcDose {
    fn drop(&mut self) {
        self.number = 0;
        self.date = Date::MIN;
        zeroize::optimization_barrier(&self.number);
        zeroize::optimization_barrier(&self.date);
    }
}

pub(super) fn required<'a>(
    object: &'a Json,
    name: &str,
    error: VdsNcError,
) -> Result<&'a str, VdsNcError> {
    object.get(name).and_then(Json::as_str).ok_or(error)
}

/// A member that may be missing; one that is there and no string is an error.
fn optional<'a>(
    object: &'a Json,
    name: &str,
    error: VdsNcError,
) -> Result<Option<&'a str>, VdsNcError> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or(error),
    }
}

fn bounded(text: &str, max: usize, error: VdsNcError) -> Result<Zeroizing<String>, VdsNcError> {
    if filled(text, error)?.chars().count() <= max {
        Ok(Zeroizing::new(text.to_owned()))
    } else {
        Err(error)
    }
}

/// Something, and no control character.
fn filled(text: &str, error: VdsNcError) -> Result<&str, VdsNcError> {
    if text.is_empty() || text.contains(char::is_control) {
        Err(error)
    } else {
        Ok(text)
    }
}

/// A code of Doc 9303-3, part 5: three capital letters, or Germany's one with or without fillers.
fn is_state(text: &str) -> bool {
    is_capitals(text, 3, 3) || matches!(text, "D" | "D<<")
}
