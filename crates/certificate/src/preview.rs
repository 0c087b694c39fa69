use std::fmt;

use card_driver::BirthDate;
use card_driver::secret::PersonalText;

use crate::text::{is_ascii_line, is_capitals, is_line};
use crate::{Dose, FieldError, Kind, MunicipalityCode};

/// The passport items (R131) that only 海外用及び日本国内用 has.
#[derive(Clone, PartialEq, Eq)]
pub struct OverseasFields {
    /// ローマ字氏名 as in the passport's machine-readable zone with spaces for `<`: at most 39
    /// printable ASCII characters.
    pub roman_name: PersonalText,
    /// 国籍: a Doc 9303-3 code, one to three capital letters.
    pub nationality: PersonalText,
    /// 旅券番号: at most 11 capital letters and digits.
    pub passport_number: PersonalText,
    /// 旧姓・別姓・別名, at most 80 characters.
    pub other_surname: Option<PersonalText>,
}

impl OverseasFields {
    fn check(&self) -> Result<(), FieldError> {
        if !is_ascii_line(self.roman_name.expose(), 39) {
            return Err(FieldError::RomanName);
        }
        if !is_capitals(self.nationality.expose(), 1, 3) {
            return Err(FieldError::Nationality);
        }
        let number = self.passport_number.expose();
        let of_passport = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !(1..=11).contains(&number.len()) || !number.bytes().all(of_passport) {
            return Err(FieldError::PassportNumber);
        }
        match &self.other_surname {
            Some(surname) if !is_line(surname.expose(), 80) => Err(FieldError::OtherSurname),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for OverseasFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OverseasFields")
    }
}

/// What a [`Preview`] is made of.
pub struct PreviewFields {
    /// The kind.
    pub kind: Kind,
    /// The municipality whose vouchers the doses were given under.
    pub municipality: MunicipalityCode,
    /// The issuer line, such as 清瀬市長: at most 40 characters.
    pub issuer: String,
    /// The issuer line in English, such as `Mayor of Kiyose City`: at most 80 printable ASCII
    /// characters. The overseas kind has it, the domestic kind does not.
    pub issuer_english: Option<String>,
    /// 氏名, the card's, at most 200 characters.
    pub name: PersonalText,
    /// 生年月日.
    pub birth_date: BirthDate,
    /// The passport items, where the kind has them.
    pub overseas: Option<OverseasFields>,
    /// One to eight doses in the order of their numbers.
    pub doses: Vec<Dose>,
}

impl fmt::Debug for PreviewFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreviewFields")
    }
}

/// All printed fields of a certificate but its codes, ID and issue date. Each field is within its
/// bounds; whether they are this resident's is for [`MatchedPreview`](crate::MatchedPreview).
#[derive(PartialEq, Eq)]
pub struct Preview {
    pub(crate) kind: Kind,
    pub(crate) municipality: MunicipalityCode,
    pub(crate) issuer: String,
    pub(crate) issuer_english: Option<String>,
    pub(crate) name: PersonalText,
    pub(crate) birth_date: BirthDate,
    pub(crate) overseas: Option<OverseasFields>,
    pub(crate) doses: Vec<Dose>,
}

impl Preview {
    /// The most doses that a certificate holds.
    pub const MAX_DOSES: usize = 8;

    /// Checks the fields' bounds.
    ///
    /// # Errors
    /// The first field that is out of its bounds.
    pub fn new(fields: PreviewFields) -> Result<Self, FieldError> {
        let PreviewFields {
            kind,
            municipality,
            issuer,
            issuer_english,
            name,
            birth_date,
            overseas,
            doses,
        } = fields;
        if !is_line(&issuer, 40) {
            return Err(FieldError::Issuer);
        }
        if issuer_english
            .as_ref()
            .is_some_and(|text| !is_ascii_line(text, 80))
        {
            return Err(FieldError::Issuer);
        }
        if !is_line(name.expose(), 200) {
            return Err(FieldError::Name);
        }
        if let Some(overseas) = &overseas {
            overseas.check()?;
        }
        if !(1..=Self::MAX_DOSES).contains(&doses.len()) {
            return Err(FieldError::DoseCount);
        }
        doses.iter().try_for_each(Dose::check)?;
        if !doses.is_sorted_by(|one, next| one.number < next.number) {
            return Err(FieldError::DoseNumber);
        }
        if doses.iter().any(|dose| dose.date < birth_date.date()) {
            return Err(FieldError::DoseDate);
        }
        Ok(Self {
            kind,
            municipality,
            issuer,
            issuer_english,
            name,
            birth_date,
            overseas,
            doses,
        })
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The municipality whose vouchers the doses were given under.
    #[must_use]
    pub const fn municipality(&self) -> MunicipalityCode {
        self.municipality
    }

    /// The issuer line, such as 清瀬市長.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The issuer line in English, such as `Mayor of Kiyose City`.
    #[must_use]
    pub fn issuer_english(&self) -> Option<&str> {
        self.issuer_english.as_deref()
    }

    /// 氏名.
    #[must_use]
    pub const fn name(&self) -> &PersonalText {
        &self.name
    }

    /// 生年月日.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// The passport items.
    #[must_use]
    pub const fn overseas(&self) -> Option<&OverseasFields> {
        self.overseas.as_ref()
    }

    /// The doses, at least one, their numbers rising.
    #[must_use]
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// 接種回数: the number of the last dose, not how many there are.
    #[must_use]
    pub fn dose_number(&self) -> u8 {
        self.doses.last().map_or(0, |dose| dose.number)
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Preview")
    }
}
