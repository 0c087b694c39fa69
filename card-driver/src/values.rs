//! The values of a card: PIN, challenge, number, birth date, sex.

use std::fmt;
use time::{Date, Month};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The four-digit PIN of the text-input-assist AP, as typed once. Not `Clone`: one entry, one VERIFY.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Pin([u8; 4]);

impl Pin {
    /// From four digits, each 0 to 9; `None` otherwise.
    #[must_use]
    pub fn new(digits: [u8; 4]) -> Option<Self> {
        digits
            .iter()
            .all(|digit| *digit <= 9)
            .then(|| Self(digits.map(|digit| digit | 0x30)))
    }

    /// From four ASCII digits; `None` otherwise.
    #[must_use]
    pub fn from_ascii(text: &[u8]) -> Option<Self> {
        let digits: [u8; 4] = text.try_into().ok()?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then_some(Self(digits))
    }

    /// The four ASCII digits of the VERIFY body.
    pub(crate) fn ascii(&self) -> &[u8; 4] {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

/// The session's challenge, made by the center and never used twice. It identifies the session.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Challenge([u8; 32]);

impl Challenge {
    /// The challenge of 32 bytes as the center sent it.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge")
    }
}

/// A real calendar date of birth. `Debug` prints the type's name only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(Date);

/// Why eight characters are not a [`BirthDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BirthDateFault {
    /// Year, month or day is zero: recorded as unknown, which is no forgery.
    Unknown,
    /// Not eight digits, or no such day.
    NotADate,
}

impl BirthDate {
    /// Wraps a date.
    #[must_use]
    pub const fn from_date(date: Date) -> Self {
        Self(date)
    }

    /// The date.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.0
    }

    /// From `YYYYMMDD` in ASCII, as in DF24.
    pub(crate) fn from_ascii(text: &[u8]) -> Result<Self, BirthDateFault> {
        let &[y1, y2, y3, y4, m1, m2, d1, d2] = text else {
            return Err(BirthDateFault::NotADate);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u16, |sum, digit| {
                digit.is_ascii_digit().then(|| {
                    sum.saturating_mul(10)
                        .saturating_add(u16::from(digit & 0x0F))
                })
            })
        };
        let fault = BirthDateFault::NotADate;
        let year = number(&[y1, y2, y3, y4]).ok_or(fault)?;
        let month = number(&[m1, m2]).ok_or(fault)?;
        let day = number(&[d1, d2]).ok_or(fault)?;
        let is_unknown = year == 0 || month == 0 || day == 0;
        if is_unknown && month <= 12 && day <= 31 {
            return Err(BirthDateFault::Unknown);
        }
        let month = u8::try_from(month)
            .ok()
            .and_then(|month| Month::try_from(month).ok())
            .ok_or(fault)?;
        let day = u8::try_from(day).map_err(|_| fault)?;
        Date::from_calendar_date(i32::from(year), month, day)
            .map(Self)
            .map_err(|_| fault)
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate")
    }
}

/// The sex code of DF25 (JIS X 0303, ISO/IEC 5218). `Debug` prints the type's name only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Code 1.
    Male,
    /// Code 2.
    Female,
    /// Code 9.
    NotApplicable,
    /// Code 0.
    Unknown,
}

impl Sex {
    /// From the one ASCII digit of DF25.
    pub(crate) fn from_ascii(text: &[u8]) -> Option<Self> {
        match text {
            b"0" => Some(Self::Unknown),
            b"1" => Some(Self::Male),
            b"2" => Some(Self::Female),
            b"9" => Some(Self::NotApplicable),
            _ => None,
        }
    }

    /// The code of JIS X 0303: 0, 1, 2 or 9.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Male => 1,
            Self::Female => 2,
            Self::NotApplicable => 9,
        }
    }
}

impl fmt::Debug for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sex")
    }
}

/// A My Number (個人番号): twelve digits whose check digit is right. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct MyNumber([u8; 12]);

impl MyNumber {
    /// From twelve ASCII digits; `None` unless the check digit is right
    /// (行政手続における特定の個人を識別するための番号の利用等に関する法律施行令 第8条, 命令 第5条).
    #[must_use]
    pub fn from_ascii(text: &[u8]) -> Option<Self> {
        let digits: [u8; 12] = text.try_into().ok()?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let (body, check) = digits.split_at_checked(11)?;
        (check == [Self::check_digit(body)? | 0x30]).then_some(Self(digits))
    }

    /// The check digit (0 to 9) for eleven ASCII digits; `None` for anything else.
    #[must_use]
    pub fn check_digit(body: &[u8]) -> Option<u8> {
        if body.len() != 11 || !body.iter().all(u8::is_ascii_digit) {
            return None;
        }
        // P_n counts from the right, Q_n is n+1 for n <= 6 and n-5 above: the weights 6 5 4 3 2 7 6 5 4 3 2.
        let weights = [6_u16, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
        let sum: u16 = body
            .iter()
            .zip(weights)
            .map(|(digit, weight)| u16::from(digit & 0x0F) * weight)
            .sum();
        match sum % 11 {
            0 | 1 => Some(0),
            rest => u8::try_from(11 - rest).ok(),
        }
    }

    /// The twelve ASCII digits. The caller answers for where they go.
    #[must_use]
    pub fn expose(&self) -> &str {
        // Digits only, by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for MyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MyNumber")
    }
}
