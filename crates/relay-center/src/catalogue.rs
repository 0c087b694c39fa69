//! The catalogue: what residents can choose, and when.

use std::time::Duration;

use certificate::MunicipalityCode;
use relay_api::center::{Catalogue, Municipality, Notice, Service, Terms, TermsText};
use relay_api::{CertificateKind, Language, LocalText, ProblemCode};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::SetupError;

/// A checked catalogue, as in `catalogue/demo.toml`.
#[derive(Debug, Clone)]
pub struct CatalogueConfig {
    services: Vec<(Service, Hours)>,
    terms: Terms,
    municipalities: Vec<(MunicipalityCode, Municipality)>,
    notices: Vec<Notice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    service: Vec<FileService>,
    terms: FileTerms,
    municipalities: String,
    #[serde(default)]
    paused: Vec<String>,
    #[serde(default)]
    notice: Vec<FileNotice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileService {
    id: String,
    label: FileText,
    opens: String,
    closes: String,
    fee_yen: u32,
    max_copies: u8,
    kinds: Vec<CertificateKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    ja: String,
    en: String,
    reading: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTerms {
    version: String,
    text: Vec<FileTermsText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTermsText {
    language: Language,
    text: String,
    reading: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileNotice {
    id: String,
    text: FileText,
}

impl From<FileText> for LocalText {
    fn from(text: FileText) -> Self {
        Self {
            ja: text.ja,
            en: text.en,
            reading: text.reading,
        }
    }
}

/// Minutes of the day, `opens` inclusive, `closes` exclusive.
#[derive(Debug, Clone, Copy)]
struct Hours {
    opens: u16,
    closes: u16,
}

impl Hours {
    fn parse(opens: &str, closes: &str) -> Option<Self> {
        let hours = Self {
            opens: minutes(opens)?,
            closes: minutes(closes)?,
        };
        (hours.opens < hours.closes).then_some(hours)
    }

    /// Whether something that takes `longest` can begin now and end before closing. What is open from midnight to
    /// midnight does not close.
    fn open_at(self, now: OffsetDateTime, longest: Duration) -> bool {
        let second =
            (u64::from(now.hour()) * 60 + u64::from(now.minute())) * 60 + u64::from(now.second());
        let opens = u64::from(self.opens) * 60;
        let closes = u64::from(self.closes) * 60;
        let last = if (self.opens, self.closes) == (0, 24 * 60) {
            closes
        } else {
            closes.saturating_sub(longest.as_secs())
        };
        (opens..last).contains(&second)
    }
}

/// `HH:MM`, `24:00` included.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

/// A line of the list: code, prefecture, name, reading, name and prefecture in Roman letters, parted by tabs.
fn municipality(line: &str) -> Option<(MunicipalityCode, Municipality)> {
    let [code, prefecture, name, kana, roman, prefecture_roman] =
        line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let entry = Municipality {
        code: code.to_owned(),
        name: name.to_owned(),
        kana: kana.to_owned(),
        roman: roman.to_owned(),
        prefecture: prefecture.to_owned(),
        prefecture_roman: prefecture_roman.to_owned(),
        paused: false,
    };
    let complete = [name, kana, roman, prefecture, prefecture_roman]
        .iter()
        .all(|text| !text.is_empty());
    Some((code.parse().ok().filter(|_| complete)?, entry))
}

impl CatalogueConfig {
    /// Reads and checks the TOML text.
    ///
    /// # Errors
    /// [`SetupError::Malformed`], saying what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, SetupError> {
        let wrong = |reason: String| SetupError::Malformed {
            file: "catalogue".to_owned(),
            reason,
        };
        let file: File = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let mut services = Vec::new();
        for service in file.service {
            let hours = Hours::parse(&service.opens, &service.closes).ok_or_else(|| {
                wrong(format!(
                    "service {}: hours are HH:MM, opening before closing",
                    service.id
                ))
            })?;
            if service.max_copies == 0 || service.kinds.is_empty() {
                return Err(wrong(format!("service {}: nothing on offer", service.id)));
            }
            let service = Service {
                id: service.id,
                label: service.label.into(),
                opens: service.opens,
                closes: service.closes,
                open_now: false,
                fee_yen: service.fee_yen,
                max_copies: service.max_copies,
                kinds: service.kinds,
            };
            services.push((service, hours));
        }
        if services.is_empty() {
            return Err(wrong("no service".to_owned()));
        }
        let texts: Vec<_> = file
            .terms
            .text
            .into_iter()
            .map(|text| TermsText {
                language: text.language,
                text: text.text.trim().to_owned(),
                reading: text.reading.map(|reading| reading.trim().to_owned()),
            })
            .collect();
        if !texts
            .iter()
            .any(|text| text.language == Language::japanese())
        {
            return Err(wrong("the terms have no Japanese text".to_owned()));
        }
        let lines = file.municipalities.lines().filter(|line| !line.is_empty());
        let mut municipalities = lines
            .map(|line| municipality(line).ok_or_else(|| wrong(format!("municipality: {line}"))))
            .collect::<Result<Vec<_>, _>>()?;
        for paused in file.paused {
            let (_, entry) = municipalities
                .iter_mut()
                .find(|(_, entry)| entry.code == paused)
                .ok_or_else(|| wrong(format!("paused, but does not take part: {paused}")))?;
            entry.paused = true;
        }
        let notices = file
            .notice
            .into_iter()
            .map(|notice| Notice {
                id: notice.id,
                text: notice.text.into(),
            })
            .collect();
        Ok(Self {
            services,
            terms: Terms {
                version: file.terms.version,
                texts,
            },
            municipalities,
            notices,
        })
    }

    /// The catalogue as it is at this moment; a session takes `longest`.
    pub(crate) fn at(&self, now: OffsetDateTime, longest: Duration) -> Catalogue {
        let service = |(service, hours): &(Service, Hours)| Service {
            open_now: hours.open_at(now, longest),
            ..service.clone()
        };
        Catalogue {
            now: now.format(&Rfc3339).unwrap_or_default(),
            services: self.services.iter().map(service).collect(),
            terms: self.terms.clone(),
            municipalities: self
                .municipalities
                .iter()
                .map(|(_, entry)| entry.clone())
                .collect(),
            notices: self.notices.clone(),
        }
    }

    pub(crate) fn terms_version(&self) -> &str {
        &self.terms.version
    }

    /// The service of this id, open or not.
    pub(crate) fn service(&self, id: &str) -> Option<&Service> {
        self.services
            .iter()
            .map(|(service, _)| service)
            .find(|service| service.id == id)
    }

    pub(crate) fn open_at(&self, id: &str, now: OffsetDateTime, longest: Duration) -> bool {
        self.services
            .iter()
            .any(|(service, hours)| service.id == id && hours.open_at(now, longest))
    }

    /// Whether an application to this municipality may go on (R49). No list, no application.
    pub(crate) fn admits(&self, code: MunicipalityCode) -> Result<(), ProblemCode> {
        match self
            .municipalities
            .iter()
            .find(|(listed, _)| *listed == code)
        {
            None => Err(ProblemCode::NotParticipating),
            Some((_, entry)) if entry.paused => Err(ProblemCode::Paused),
            Some(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_demo_catalogue_is_valid_and_always_open() {
        let config = CatalogueConfig::from_toml(crate::DEMO_CATALOGUE).unwrap();
        for now in [
            datetime!(2026-11-21 00:00 +9),
            datetime!(2026-11-21 23:59:59 +9),
        ] {
            let catalogue = config.at(now, Duration::from_secs(900));
            assert!(catalogue.services.iter().all(|service| service.open_now));
        }
        assert_eq!(config.municipalities.len(), 1741);
        assert_eq!(
            config.admits("132101".parse().unwrap()),
            Err(ProblemCode::Paused)
        );
        // A ward of Sapporo is no municipality.
        assert_eq!(
            config.admits("011011".parse().unwrap()),
            Err(ProblemCode::NotParticipating)
        );
        assert_eq!(config.admits("132217".parse().unwrap()), Ok(()));
    }

    #[test]
    fn nothing_begins_that_cannot_end_before_closing() {
        let hours = Hours::parse("06:30", "23:00").unwrap();
        let longest = Duration::from_secs(900);
        assert!(!hours.open_at(datetime!(2026-11-21 06:29:59 +9), longest));
        assert!(hours.open_at(datetime!(2026-11-21 06:30 +9), longest));
        assert!(hours.open_at(datetime!(2026-11-21 22:44:59 +9), longest));
        assert!(!hours.open_at(datetime!(2026-11-21 22:45 +9), longest));
        assert!(hours.open_at(datetime!(2026-11-21 22:59:59 +9), Duration::ZERO));
        assert!(!hours.open_at(datetime!(2026-11-21 23:00 +9), Duration::ZERO));
        // Shorter than a session: never.
        let short = Hours::parse("10:00", "10:10").unwrap();
        assert!(!short.open_at(datetime!(2026-11-21 10:00 +9), longest));
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        for (opens, closes) in [
            ("6:30", "23:00"),
            ("06:30", "24:01"),
            ("23:00", "06:30"),
            ("06:60", "23:00"),
            ("", ""),
        ] {
            assert!(Hours::parse(opens, closes).is_none(), "{opens} to {closes}");
        }
    }

    #[test]
    fn an_unknown_field_or_a_wrong_code_is_refused() {
        let unknown = format!("surprise = 1\n{}", crate::DEMO_CATALOGUE);
        assert!(CatalogueConfig::from_toml(&unknown).is_err());
        let wrong = crate::DEMO_CATALOGUE.replace("132217", "132218");
        assert!(CatalogueConfig::from_toml(&wrong).is_err());
    }
}
