//! What the center offers at this moment. Without it the kiosk shows and serves nothing (R49).

use std::collections::HashSet;
use std::fmt;

use certificate::{Kind, MunicipalityCode};

/// An amount in yen, tax included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yen(pub u32);

impl Yen {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// The amount for this many copies; `None` where it does not fit.
    #[must_use]
    pub fn times(self, copies: Copies) -> Option<Self> {
        self.0.checked_mul(u32::from(copies.0)).map(Self)
    }
}

/// How many copies of a certificate are printed; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copies(u8);

impl Copies {
    /// One copy.
    pub const ONE: Self = Self(1);

    /// `None` for zero.
    #[must_use]
    pub fn new(count: u8) -> Option<Self> {
        (count > 0).then_some(Self(count))
    }

    /// The count, at least 1.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A service's name on the wire, as the center wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceId(pub String);

impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A language as a BCP 47 tag, such as `ja` or `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language(pub String);

/// The terms of use (利用規約), agreed to before any card is read (R14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The version that the consent names.
    pub version: String,
    /// The text in each language the center has it in.
    pub text: LocalText,
}

/// A short text of the center in the languages it has it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText(pub Vec<(Language, String)>);

impl LocalText {
    /// The text in this language, if the center gave one.
    #[must_use]
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0
            .iter()
            .find(|(l, _)| l == language)
            .map(|(_, text)| text.as_str())
    }
}

/// One service of the center, such as the vaccination certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name on the wire.
    pub id: ServiceId,
    /// What the menu calls it.
    pub label: LocalText,
    /// Opens at, `HH:MM`, Japan time; to be shown, not to be reckoned with.
    pub opens: String,
    /// Closes at, `HH:MM`, Japan time; to be shown.
    pub closes: String,
    /// Whether it can be used now; hours and maintenance are the center's business.
    pub open: bool,
    /// For one copy.
    pub fee: Yen,
    /// The most copies in one session, at least 1.
    pub max_copies: Copies,
    /// The kinds that can be chosen, at least one.
    pub kinds: Vec<Kind>,
}

/// A municipality that takes part (R49).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Six digits, the last a check digit.
    pub code: MunicipalityCode,
    /// 清瀬市
    pub name: String,
    /// きよせし, in kana, for the kana rows and the voice.
    pub reading: String,
    /// `Kiyose City`, for those who do not read Japanese; empty where the center has none.
    pub roman: String,
    /// 東京都
    pub prefecture: String,
    /// `Tokyo`; empty where the center has none.
    pub prefecture_roman: String,
    /// It takes part but has paused issuance: an application would be refused.
    pub paused: bool,
}

/// A valid catalogue: checked once, here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    services: Vec<Service>,
    terms: Terms,
    municipalities: Vec<Municipality>,
    notices: Vec<LocalText>,
}

/// Why a catalogue is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// There is no service in it.
    #[error("the catalogue has no service")]
    NoService,
    /// Two services bear one name.
    #[error("two services have one id")]
    ServiceTwice,
    /// A service without any kind of certificate.
    #[error("a service has no kind")]
    NoKind,
    /// Terms without version or text: nobody could agree to them.
    #[error("there are no terms")]
    NoTerms,
    /// No municipality takes part.
    #[error("no municipality takes part")]
    NoMunicipality,
    /// Two municipalities bear one code.
    #[error("two municipalities have one code")]
    MunicipalityTwice,
    /// The fee for the largest number of copies does not fit an amount.
    #[error("a fee is out of range")]
    FeeOutOfRange,
}

impl CatalogueError {
    /// The stable code for logs and the staff screen.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoService => "CATALOGUE-NO-SERVICE",
            Self::ServiceTwice => "CATALOGUE-SERVICE-TWICE",
            Self::NoKind => "CATALOGUE-NO-KIND",
            Self::NoTerms => "CATALOGUE-NO-TERMS",
            Self::NoMunicipality => "CATALOGUE-NO-MUNICIPALITY",
            Self::MunicipalityTwice => "CATALOGUE-MUNICIPALITY-TWICE",
            Self::FeeOutOfRange => "CATALOGUE-FEE-OUT-OF-RANGE",
        }
    }
}

impl Catalogue {
    /// Takes what the center sent.
    ///
    /// # Errors
    /// See [`CatalogueError`]. A catalogue in which every service is closed is valid.
    pub fn new(
        services: Vec<Service>,
        terms: Terms,
        municipalities: Vec<Municipality>,
        notices: Vec<LocalText>,
    ) -> Result<Self, CatalogueError> {
        if services.is_empty() {
            return Err(CatalogueError::NoService);
        }
        if municipalities.is_empty() {
            return Err(CatalogueError::NoMunicipality);
        }
        if twice(&services, |a, b| a.id == b.id) {
            return Err(CatalogueError::ServiceTwice);
        }
        let mut codes = HashSet::new();
        if !municipalities.iter().all(|m| codes.insert(m.code)) {
            return Err(CatalogueError::MunicipalityTwice);
        }
        if services.iter().any(|s| s.kinds.is_empty()) {
            return Err(CatalogueError::NoKind);
        }
        if services.iter().any(|s| s.fee.times(s.max_copies).is_none()) {
            return Err(CatalogueError::FeeOutOfRange);
        }
        let texts = &terms.text.0;
        let blank = texts.is_empty() || texts.iter().any(|(_, text)| text.trim().is_empty());
        if blank || terms.version.is_empty() {
            return Err(CatalogueError::NoTerms);
        }
        Ok(Self {
            services,
            terms,
            municipalities,
            notices,
        })
    }

    /// The terms in force.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What residents should be told, such as coming maintenance.
    #[must_use]
    pub fn notices(&self) -> &[LocalText] {
        &self.notices
    }

    /// All services, the closed ones too.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The municipalities that take part, in the center's order.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// One service.
    #[must_use]
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|s| s.id == *id)
    }

    /// One municipality; `None` where it does not take part.
    #[must_use]
    pub fn municipality(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.municipalities.iter().find(|m| m.code == code)
    }

    /// Whether any service can be used now.
    #[must_use]
    pub fn any_open(&self) -> bool {
        self.services.iter().any(|s| s.open)
    }

    /// The municipality that an address on a card begins with, if it takes part.
    ///
    /// Addresses leave out the prefecture of large cities, and put the county (郡) between
    /// prefecture and town. A name that more than one prefecture has needs the prefecture.
    #[must_use]
    pub fn municipality_of_address(&self, address: &str) -> Option<&Municipality> {
        let full = |m: &&Municipality| {
            address
                .strip_prefix(m.prefecture.as_str())
                .is_some_and(|rest| {
                    let in_county = rest.split_once('郡').is_some_and(|(county, after)| {
                        county.chars().count() <= 5 && after.starts_with(m.name.as_str())
                    });
                    rest.starts_with(m.name.as_str()) || in_county
                })
        };
        let longest = |m: &&Municipality| m.name.len();
        if let Some(found) = self.municipalities.iter().filter(full).max_by_key(longest) {
            return Some(found);
        }
        let bare = |m: &&Municipality| address.starts_with(m.name.as_str());
        let found = self
            .municipalities
            .iter()
            .filter(bare)
            .max_by_key(longest)?;
        let alone = self
            .municipalities
            .iter()
            .filter(|m| m.name == found.name)
            .count()
            == 1;
        alone.then_some(found)
    }
}

fn twice<T>(items: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    items
        .iter()
        .enumerate()
        .any(|(i, a)| items.iter().skip(i + 1).any(|b| same(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Service {
        Service {
            id: ServiceId("one".to_owned()),
            label: LocalText(Vec::new()),
            opens: "06:30".to_owned(),
            closes: "23:00".to_owned(),
            open: true,
            fee: Yen(120),
            max_copies: Copies::ONE,
            kinds: vec![Kind::Domestic],
        }
    }

    fn terms() -> Terms {
        let text = (Language("ja".to_owned()), "利用規約".to_owned());
        Terms {
            version: "1".to_owned(),
            text: LocalText(vec![text]),
        }
    }

    fn municipality(code: &str, prefecture: &str, name: &str) -> Municipality {
        Municipality {
            code: code.parse().unwrap(),
            name: name.to_owned(),
            reading: name.to_owned(),
            roman: String::new(),
            prefecture: prefecture.to_owned(),
            prefecture_roman: String::new(),
            paused: false,
        }
    }

    fn some() -> Vec<Municipality> {
        vec![
            municipality("011002", "北海道", "札幌市"),
            municipality("132217", "東京都", "清瀬市"),
            municipality("133035", "東京都", "瑞穂町"),
            // One name in two prefectures.
            municipality("132063", "東京都", "府中市"),
            municipality("342084", "広島県", "府中市"),
        ]
    }

    fn with(services: Vec<Service>, terms: Terms) -> Result<Catalogue, CatalogueError> {
        Catalogue::new(services, terms, some(), Vec::new())
    }

    #[test]
    fn r49_what_is_no_catalogue_is_refused() {
        assert!(with(vec![service()], terms()).is_ok());
        let none = Catalogue::new(vec![service()], terms(), Vec::new(), Vec::new());
        assert_eq!(none, Err(CatalogueError::NoMunicipality));
        let twice = [some(), some()].concat();
        let twice = Catalogue::new(vec![service()], terms(), twice, Vec::new());
        assert_eq!(twice, Err(CatalogueError::MunicipalityTwice));
        assert_eq!(with(Vec::new(), terms()), Err(CatalogueError::NoService));
        let same = vec![service(), service()];
        assert_eq!(with(same, terms()), Err(CatalogueError::ServiceTwice));
        let kinds = Vec::new();
        let kindless = Service { kinds, ..service() };
        assert_eq!(with(vec![kindless], terms()), Err(CatalogueError::NoKind));
        let dear = Service {
            fee: Yen(u32::MAX),
            max_copies: Copies(2),
            ..service()
        };
        let dear = with(vec![dear], terms());
        assert_eq!(dear, Err(CatalogueError::FeeOutOfRange));
    }

    #[test]
    fn r14_terms_that_nobody_can_read_are_no_terms() {
        let blank = LocalText(vec![(Language("ja".to_owned()), " \n".to_owned())]);
        for terms in [
            Terms {
                version: String::new(),
                ..terms()
            },
            Terms {
                text: LocalText(Vec::new()),
                ..terms()
            },
            Terms {
                text: blank,
                ..terms()
            },
        ] {
            assert_eq!(with(vec![service()], terms), Err(CatalogueError::NoTerms));
        }
    }

    #[test]
    fn an_address_names_its_municipality_only_if_there_is_no_doubt() {
        let catalogue = with(vec![service()], terms()).unwrap();
        let found = |address| {
            let found = catalogue.municipality_of_address(address);
            found.map(|m| m.code.to_string()).unwrap_or_default()
        };
        assert_eq!(found("東京都清瀬市中里五丁目８４２番地"), "132217");
        // Large cities are written without their prefecture.
        assert_eq!(found("札幌市中央区北一条西二丁目"), "011002");
        // With the county between prefecture and town.
        assert_eq!(found("東京都西多摩郡瑞穂町箱根ケ崎２３３５"), "133035");
        assert_eq!(found("広島県府中市府川町３１５"), "342084");
        assert_eq!(found("府中市府川町３１５"), "");
        assert_eq!(found("東京都小金井市本町六丁目"), "");
        assert_eq!(found(""), "");
    }
}
