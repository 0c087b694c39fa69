// SPDX-License-Identifier: GPL-3.0-only
//! The center's catalogue as it comes over the line, made into what the session machine may serve.

use certificate::MunicipalityCode;
use guidance::reading::Reading;
use issuance::{
    Catalogue, CatalogueError, Copies, Language, LocalText, Municipality, Service, ServiceId,
    Terms, Yen,
};

use crate::view::READING;

/// Why a catalogue cannot be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MenuError {
    /// It contradicts itself.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A municipality code is none.
    #[error("a municipality code is wrong")]
    Municipality,
    /// A municipality's reading is not in kana, or is no name's.
    #[error("a municipality's reading is not in kana, or too long")]
    Reading,
    /// Hours that are no time of day.
    #[error("a service's hours are no time of day")]
    Hours,
    /// A text that no screen can show: the renderer reckons in 16 bits, and panics over a longer page.
    #[error("a text is too long")]
    TooLong,
    /// A service may not be printed even once.
    #[error("a service allows no copy")]
    Copies,
    /// A service costs something, and this kiosk has nothing to take money with.
    #[error("a service has a fee, and there is no payment device")]
    Fee,
}

impl MenuError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            MenuError::Catalogue(error) => error.code(),
            MenuError::Municipality => "CATALOGUE-MUNICIPALITY-CODE",
            MenuError::Reading => "CATALOGUE-MUNICIPALITY-READING",
            MenuError::Hours => "CATALOGUE-HOURS",
            MenuError::TooLong => "CATALOGUE-TEXT-TOO-LONG",
            MenuError::Copies => "CATALOGUE-NO-COPIES",
            MenuError::Fee => "CATALOGUE-FEE-WITHOUT-PAYMENT",
        }
    }
}

fn local_text(text: relay_client::LocalText) -> LocalText {
    let written = [("ja", Some(text.ja)), ("en", Some(text.en))];
    LocalText(
        written
            .into_iter()
            .chain([(READING, text.reading.and_then(reading))])
            .filter_map(|(tag, text)| Some((Language(tag.to_owned()), text?)))
            .collect(),
    )
}

/// The room that texts may take (`room`): on a screen of 1080 by 1920 pixels, in large letters, half of what can be
/// drawn.
pub const MOST_OF_TERMS: usize = 5_000;
/// Of all notices together.
pub const MOST_OF_NOTICES: usize = 1_500;
/// Of a name or a label.
pub const MOST_OF_A_LABEL: usize = 200;

/// The room that a text takes on a page, in characters: a line takes some, however short.
fn room(text: &str) -> usize {
    text.chars().count() + 15 * text.lines().count()
}

fn short(text: String, most: usize) -> Result<String, MenuError> {
    if room(&text) <= most {
        Ok(text)
    } else {
        Err(MenuError::TooLong)
    }
}

/// As many of the center's notices as have room.
fn notices(notices: Vec<relay_client::Notice>) -> Vec<LocalText> {
    let mut left = MOST_OF_NOTICES;
    let mut fits = |notice: &relay_client::Notice| {
        let needed = room(&notice.text.ja).max(room(&notice.text.en));
        let fits = needed <= left;
        if fits {
            left -= needed;
        } else {
            tracing::warn!(hop = "kiosk", code = "CATALOGUE-NOTICE-TOO-LONG");
        }
        fits
    };
    notices
        .into_iter()
        .filter(|notice| fits(notice))
        .map(|notice| local_text(notice.text))
        .collect()
}

/// About seven minutes. While speech is made nothing else is said, and it is made as a whole, in memory.
const MOST_MORAS: usize = 3_000;
/// More than the longest name by far.
const MOST_OF_A_NAME: usize = 100;

/// A reading that the voice can say. Without one the text stands on the screen and is not said.
fn reading(text: String) -> Option<String> {
    match Reading::parse(&text) {
        Ok(reading) if reading.moras() <= MOST_MORAS => return Some(text),
        Ok(_) => tracing::warn!(hop = "kiosk", code = "CATALOGUE-READING", "too long"),
        Err(error) => tracing::warn!(hop = "kiosk", code = "CATALOGUE-READING", "{error}"),
    }
    None
}

/// 0:00 to 24:00. It is said aloud: another text would silence the page it stands on.
fn hours(text: String) -> Result<String, MenuError> {
    let figures = |text: &str, least: usize| {
        let fits = (least..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| fits)
    };
    text.split_once(':')
        .and_then(|(hour, minute)| Some((figures(hour, 1)?, figures(minute, 2)?)))
        .filter(|(hour, minute)| *minute < 60 && hour * 60 + minute <= 24 * 60)
        .ok_or(MenuError::Hours)?;
    Ok(text)
}

fn service(service: relay_client::Service, takes_money: bool) -> Result<Service, MenuError> {
    if service.fee_yen > 0 && !takes_money {
        return Err(MenuError::Fee);
    }
    let relay_client::LocalText { ja, en, reading } = service.label;
    let label = relay_client::LocalText {
        ja: short(ja, MOST_OF_A_LABEL)?,
        en: short(en, MOST_OF_A_LABEL)?,
        reading,
    };
    Ok(Service {
        id: ServiceId(service.id),
        label: local_text(label),
        opens: hours(service.opens)?,
        closes: hours(service.closes)?,
        open: service.open_now,
        fee: Yen(service.fee_yen),
        max_copies: Copies::new(service.max_copies).ok_or(MenuError::Copies)?,
        kinds: service.kinds.into_iter().map(Into::into).collect(),
    })
}

fn municipality(municipality: relay_client::Municipality) -> Result<Municipality, MenuError> {
    // It is said aloud: one that cannot be said would silence the page it stands on.
    let reading = Reading::parse(&municipality.kana).map_err(|_| MenuError::Reading)?;
    if reading.moras() > MOST_OF_A_NAME {
        return Err(MenuError::Reading);
    }
    Ok(Municipality {
        code: municipality
            .code
            .parse::<MunicipalityCode>()
            .map_err(|_| MenuError::Municipality)?,
        name: short(municipality.name, MOST_OF_A_LABEL)?,
        reading: municipality.kana,
        roman: short(municipality.roman, MOST_OF_A_LABEL)?,
        prefecture: short(municipality.prefecture, MOST_OF_A_LABEL)?,
        prefecture_roman: short(municipality.prefecture_roman, MOST_OF_A_LABEL)?,
        paused: municipality.paused,
    })
}

/// Reads the catalogue; `takes_money` where the kiosk has a payment device, ready or not.
///
/// # Errors
/// [`MenuError`]: the kiosk then serves nothing (R49).
pub fn read(wire: relay_client::Catalogue, takes_money: bool) -> Result<Catalogue, MenuError> {
    let texts = wire.terms.texts;
    if texts.iter().any(|text| room(&text.text) > MOST_OF_TERMS) {
        return Err(MenuError::TooLong);
    }
    let texts = texts
        .into_iter()
        .flat_map(|text| {
            let reading = text.reading.and_then(reading);
            let reading = reading.map(|reading| (Language(READING.to_owned()), reading));
            std::iter::once((Language(text.language.into()), text.text)).chain(reading)
        })
        .collect();
    let terms = Terms {
        version: wire.terms.version,
        text: LocalText(texts),
    };
    let services = wire
        .services
        .into_iter()
        .map(|wire| service(wire, takes_money))
        .collect::<Result<Vec<_>, _>>()?;
    let municipalities = wire
        .municipalities
        .into_iter()
        .map(municipality)
        .collect::<Result<Vec<_>, _>>()?;
    let notices = notices(wire.notices);
    Ok(Catalogue::new(services, terms, municipalities, notices)?)
}
