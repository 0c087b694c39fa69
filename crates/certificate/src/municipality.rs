use std::fmt;
use std::str::FromStr;

use crate::FieldError;

/// 全国地方公共団体コード: six digits, of which the first two are the prefecture (JIS X 0401), the
/// next three the municipality (JIS X 0402) and the last a check digit. Leading zeros count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MunicipalityCode([u8; 6]);

impl MunicipalityCode {
    /// The number of the prefecture, 1 (北海道) to 47 (沖縄県).
    #[must_use]
    pub const fn prefecture(self) -> u8 {
        let [tens, ones, ..] = self.0;
        tens * 10 + ones
    }
}

impl FromStr for MunicipalityCode {
    type Err = FieldError;

    /// Reads six ASCII digits.
    ///
    /// # Errors
    /// [`FieldError::MunicipalityCode`] if the text is anything else, names no prefecture, names a
    /// prefecture as a whole (`000`), or its check digit is wrong.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let ascii: [u8; 6] = text
            .as_bytes()
            .try_into()
            .map_err(|_| FieldError::MunicipalityCode)?;
        if !ascii.iter().all(u8::is_ascii_digit) {
            return Err(FieldError::MunicipalityCode);
        }
        let digits = ascii.map(|digit| digit - b'0');
        let code = Self(digits);
        let [a, b, c, d, e, check] = digits;
        // 総務省「全国地方公共団体コード」: weights 6 to 2; a remainder of 0 gives 1, of 1 gives 0.
        let sum = 6 * a + 5 * b + 4 * c + 3 * d + 2 * e;
        let right = (11 - sum % 11) % 10;
        if check == right && (1..=47).contains(&code.prefecture()) && [c, d, e] != [0, 0, 0] {
            Ok(code)
        } else {
            Err(FieldError::MunicipalityCode)
        }
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

// The municipality that a resident chose tells where they lived.
impl fmt::Debug for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MunicipalityCode")
    }
}

/// A municipality as the catalogue lists it.
#[derive(Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Its name without the prefecture, such as 清瀬市.
    pub name: String,
    /// Its mayor in English, as the overseas kind's issuer line: `Mayor of Kiyose City`.
    pub mayor_english: String,
}

impl fmt::Debug for Municipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Municipality")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_codes_are_taken_and_come_back_with_their_zeros() {
        // Remainder 0 (011011), remainder 1 (011070), and ordinary ones.
        for text in [
            "011002", "011011", "011070", "131016", "132217", "132101", "134015", "141003",
            "271004", "401307",
        ] {
            let code: MunicipalityCode = text.parse().unwrap();
            assert_eq!(code.to_string(), text);
        }
        assert_eq!(
            "011002".parse::<MunicipalityCode>().unwrap().prefecture(),
            1
        );
    }

    #[test]
    fn every_wrong_check_digit_is_refused() {
        for digit in 0..=9_u8 {
            let text = format!("13221{digit}");
            assert_eq!(
                text.parse::<MunicipalityCode>().is_ok(),
                digit == 7,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_municipality_is_refused() {
        // Too short, too long, no digit, full width, prefecture 00 and 48, a prefecture as a whole.
        for text in [
            "",
            "13221",
            "1322170",
            "13221x",
            "１３２２１７",
            "+32217",
            "000019",
            "481017",
            "130001",
        ] {
            assert!(text.parse::<MunicipalityCode>().is_err(), "{text}");
        }
    }
}
