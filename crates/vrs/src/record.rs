//! The vaccination record as VRS holds it, in the areas and in the residents' file.

use std::fmt;

use card_driver::{BirthDate, MyNumber};
use certificate::MunicipalityCode;
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::{date, format_description};
use zeroize::Zeroizing;

/// A text that is wiped on drop.
pub(crate) type Text = Zeroizing<String>;

/// Why a residents' file cannot be used. Says where, never what.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Not TOML of this form (the message of the parser would quote the file).
    #[error("the residents' file is not of the known form (near byte {0})")]
    Form(usize),
    /// A field of a resident is malformed.
    #[error("resident {resident}: {field} is malformed")]
    Field {
        /// Which resident of the file, from 1.
        resident: usize,
        /// Which field.
        field: &'static str,
    },
}

impl RecordError {
    /// Stable code for logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(_) => "VRS-RESIDENTS-FORM",
            Self::Field { .. } => "VRS-RESIDENTS-FIELD",
        }
    }
}

/// One person's record in one municipality's area (R13, R37, R130 to R136).
///
/// The items are those that the assessments name for VRS. Some stand on no certificate (venue, physician): they are
/// kept and never given out.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// 市区町村コード: whose area.
    pub(crate) municipality: String,
    /// 個人番号.
    pub(crate) number: Text,
    /// 宛名番号.
    pub(crate) addressee_number: Text,
    /// 氏名 as the municipality has it; the certificate's name is the card's.
    pub(crate) name: Text,
    /// 生年月日, `YYYY-MM-DD`.
    pub(crate) birth_date: Text,
    /// 性別: 1 male, 2 female, 9 not applicable, 0 unknown (JIS X 0303).
    pub(crate) sex: u8,
    /// 転出フラグ. Refuses nothing: the municipality at vaccination issues.
    #[serde(default)]
    pub(crate) moved_out: bool,
    /// 死亡フラグ.
    #[serde(default)]
    pub(crate) deceased: bool,
    /// 支援措置の有無.
    #[serde(default)]
    pub(crate) protected: bool,
    /// 旅券関係情報 of the last certificate for use abroad that this municipality issued (※). The kiosk
    /// has no other source of them.
    #[serde(default)]
    pub(crate) passport: Option<Passport>,
    /// 接種: one per dose, also doses under other municipalities' vouchers.
    #[serde(default, rename = "dose")]
    pub(crate) doses: Vec<DoseRecord>,
}

/// Passport items of issues from this day on serve the kiosk (令和4年7月21日).
const PASSPORTS_SINCE: Date = date!(2022 - 07 - 21);

/// 旅券関係情報 (R131), as a counter or the app read them from the passport for an earlier issue.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passport {
    /// The day of that issue, `YYYY-MM-DD`.
    pub(crate) issued_on: Text,
    pub(crate) roman_name: Text,
    pub(crate) nationality: Text,
    pub(crate) number: Text,
    #[serde(default)]
    pub(crate) other_surname: Option<Text>,
}

/// One dose (R134 to R136) with the codes of its product.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoseRecord {
    /// 接種回.
    pub(crate) number: u8,
    /// 接種日, `YYYY-MM-DD`.
    pub(crate) date: Text,
    /// 接種自治体コード: under whose voucher.
    pub(crate) municipality: String,
    /// 接種券番号.
    pub(crate) voucher_number: Text,
    /// ワクチン種類.
    pub(crate) vaccine_type: Text,
    /// ワクチンメーカー.
    pub(crate) manufacturer: Text,
    /// 製品名.
    pub(crate) product: Text,
    /// The same three in English, for the kind for use abroad.
    pub(crate) english: English,
    /// Brand name in Latin letters, for the VDS-NC.
    pub(crate) brand: Text,
    /// CVX code, for the SMART Health Card.
    pub(crate) cvx: Text,
    /// Lot.No.
    pub(crate) lot: Text,
    /// 接種会場名.
    #[serde(default)]
    pub(crate) venue: Option<Text>,
    /// 接種医師名.
    #[serde(default)]
    pub(crate) physician: Option<Text>,
    /// 接種履歴登録日時.
    #[serde(default)]
    pub(crate) registered_at: Option<Text>,
    /// Country of vaccination, ISO 3166-1 alpha-3.
    pub(crate) country: Text,
}

/// What a dose is called in English.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct English {
    pub(crate) vaccine_type: Text,
    pub(crate) manufacturer: Text,
    pub(crate) product: Text,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record")
    }
}

/// A residents' file: `[[resident]]` tables, each with its `[[resident.dose]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Residents {
    #[serde(default)]
    resident: Vec<Record>,
}

/// Reads a residents' file and checks each record.
pub(crate) fn residents(toml: &str) -> Result<Vec<Record>, RecordError> {
    let mut file: Residents = toml::from_str(toml)
        .map_err(|error| RecordError::Form(error.span().map_or(0, |span| span.start)))?;
    for (index, record) in file.resident.iter_mut().enumerate() {
        record.doses.sort_by_key(|dose| dose.number);
        record.check().map_err(|field| RecordError::Field {
            resident: index + 1,
            field,
        })?;
    }
    Ok(file.resident)
}

impl Record {
    pub(crate) fn area(&self) -> Option<MunicipalityCode> {
        self.municipality.parse().ok()
    }

    pub(crate) fn my_number(&self) -> Option<MyNumber> {
        my_number(&self.number)
    }

    /// The date of birth, where the record has one that exists.
    pub(crate) fn birth_date(&self) -> Option<BirthDate> {
        date(&self.birth_date).map(BirthDate::from_date)
    }

    /// The passport items that a certificate issued `today` can have: those of an earlier issue, and of one since
    /// [`PASSPORTS_SINCE`].
    pub(crate) fn passport(&self, today: Date) -> Option<&Passport> {
        self.passport.as_ref().filter(|passport| {
            date(&passport.issued_on).is_some_and(|day| (PASSPORTS_SINCE..=today).contains(&day))
        })
    }

    fn check(&self) -> Result<(), &'static str> {
        self.area().ok_or("municipality")?;
        self.my_number().ok_or("number")?;
        self.birth_date().ok_or("birth_date")?;
        if !matches!(self.sex, 0 | 1 | 2 | 9) {
            return Err("sex");
        }
        if let Some(passport) = &self.passport {
            date(&passport.issued_on).ok_or("passport.issued_on")?;
        }
        for dose in &self.doses {
            date(&dose.date).ok_or("dose.date")?;
            dose.municipality
                .parse::<MunicipalityCode>()
                .map_err(|_| "dose.municipality")?;
            let cvx_fits = (2..=3).contains(&dose.cvx.len())
                && dose.cvx.bytes().all(|byte| byte.is_ascii_digit());
            if !cvx_fits {
                return Err("dose.cvx");
            }
        }
        Ok(())
    }
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn date(text: &str) -> Option<Date> {
    (text.len() == 10)
        .then(|| Date::parse(text, format_description!("[year]-[month]-[day]")).ok())
        .flatten()
}

/// Reads twelve digits with a right check digit.
pub(crate) fn my_number(text: &str) -> Option<MyNumber> {
    MyNumber::from_ascii(text.as_bytes())
}

/// Writes `YYYY-MM-DD`.
pub(crate) fn iso(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}
