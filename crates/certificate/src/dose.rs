use std::fmt;

use time::Date;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::FieldError;
use crate::text::{is_ascii_line, is_capitals, is_line};

/// One dose as printed. Wiped on drop; checked when a [`Preview`](crate::Preview) is made of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Dose {
    /// The number of the dose, 1 to 99. A certificate need not begin at 1.
    pub number: u8,
    /// The day it was given.
    pub date: Date,
    /// ワクチンの種類, at most 64 characters.
    pub vaccine_type: String,
    /// メーカー, at most 64 characters.
    pub manufacturer: String,
    /// 製品名 as the center sent it, at most 64 characters. Never derived from a CVX code: those
    /// were reused for other products.
    pub product: String,
    /// 製造番号, at most 20 printable ASCII characters.
    pub lot: String,
    /// 接種国 as an ISO 3166-1 alpha-3 code. Only the overseas kind has it, and there every dose
    /// must.
    pub country: Option<String>,
    /// The same names in English. Only the overseas kind has them, and there every dose must.
    pub english: Option<EnglishNames>,
}

/// What a dose is called in English, as the center sent it; wiped on drop.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EnglishNames {
    /// Vaccine type, such as `mRNA vaccine`: at most 64 printable ASCII characters.
    pub vaccine_type: String,
    /// Manufacturer, such as `Pfizer`: at most 64 printable ASCII characters.
    pub manufacturer: String,
    /// Product, such as `COMIRNATY (BA.4-5)`: at most 64 printable ASCII characters. It begins
    /// with the brand that the VDS-NC names.
    pub product: String,
}

impl EnglishNames {
    fn check(&self) -> Result<(), FieldError> {
        for (text, error) in [
            (&self.vaccine_type, FieldError::VaccineType),
            (&self.manufacturer, FieldError::Manufacturer),
            (&self.product, FieldError::Product),
        ] {
            if !is_ascii_line(text, 64) {
                return Err(error);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for EnglishNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnglishNames")
    }
}

impl Dose {
    pub(crate) fn check(&self) -> Result<(), FieldError> {
        if !(1..=99).contains(&self.number) {
            return Err(FieldError::DoseNumber);
        }
        if !is_line(&self.vaccine_type, 64) {
            return Err(FieldError::VaccineType);
        }
        if !is_line(&self.manufacturer, 64) {
            return Err(FieldError::Manufacturer);
        }
        if !is_line(&self.product, 64) {
            return Err(FieldError::Product);
        }
        if !is_ascii_line(&self.lot, 20) {
            return Err(FieldError::Lot);
        }
        match &self.country {
            Some(country) if !is_capitals(country, 3, 3) => return Err(FieldError::Country),
            _ => {}
        }
        self.english.as_ref().map_or(Ok(()), EnglishNames::check)
    }
}

impl fmt::Debug for Dose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dose")
    }
}

impl Drop for Dose {
    fn drop(&mut self) {
        self.number.zeroize();
        self.date = Date::MIN;
        zeroize::optimization_barrier(&self.date);
        self.vaccine_type.zeroize();
        self.manufacturer.zeroize();
        self.product.zeroize();
        self.lot.zeroize();
        self.country.zeroize();
        self.english.zeroize();
    }
}
