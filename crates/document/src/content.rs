//! What stands on the page, whoever it was composed from.

use certificate::Preview;
use time::Date;

use crate::page::Length;
use crate::symbol::Symbol;

/// Everything that a page shows.
pub(crate) struct Content<'a> {
    pub(crate) printed: &'a Preview,
    /// `None` on the preview: grey boxes stand there.
    pub(crate) issued: Option<Issued<'a>>,
    /// From a test hierarchy: 見本 / SPECIMEN across every page.
    pub(crate) specimen: bool,
}

/// What exists only after the issue.
pub(crate) struct Issued<'a> {
    pub(crate) id: &'a str,
    pub(crate) date: Date,
    pub(crate) shc: Symbol,
    pub(crate) vds_nc: Option<Symbol>,
}

/// The room that this certificate's VDS-NC will take, reckoned from what the preview already has: the
/// page is laid out the same before and after the issue.
pub(crate) fn vds_nc_room(printed: &Preview) -> Option<Length> {
    printed
        .overseas()
        .map(|_| Symbol::vds_nc_room(longest_vds_nc(printed)))
}

/// No less than the bytes of the VDS-NC's JSON text (ICAO TR VDS-NC, 2.2 to 2.5).
fn longest_vds_nc(printed: &Preview) -> usize {
    /// All members but those counted below, with their longest values: header, UVCI of 12
    /// characters, name of 39, date of birth, sex, travel document of 11, additional identifier
    /// of 24, algorithm, an ECDSA signature on P-256.
    const FRAME: usize = 352;
    /// A signer's certificate of 1000 bytes in base64. Those known have 356 to 904.
    const SIGNER: usize = 1336;
    /// A product: two ICD-11 codes and the brand's frame.
    const PRODUCT: usize = 49;
    /// A dose: number, both dates, country, administering centre of 20 characters, the lot's frame.
    const DOSE: usize = 99;
    let doses = printed.doses();
    let mut brands: Vec<&str> = doses
        .iter()
        .filter_map(|dose| dose.english.as_ref())
        .map(|names| names.product.as_str())
        .collect();
    brands.sort_unstable();
    brands.dedup();
    let products: usize = brands.iter().map(|brand| PRODUCT + brand.len()).sum();
    let lots: usize = doses.iter().map(|dose| DOSE + dose.lot.len()).sum();
    FRAME + SIGNER + products + lots
}

#[cfg(test)]
mod tests {
    use card_driver::BirthDate;
    use card_driver::secret::PersonalText;
    use certificate::{CertificateId, Dose, EnglishNames, Kind, OverseasFields, PreviewFields};
    use time::macros::date;
    use vrs::demo_keys::DemoKeys;
    use vrs::signing::{CodedDose, VdsNcFields, sign_vds_nc};

    use super::*;

    fn doses(count: u8, products: &[&str], lot: &str) -> Vec<Dose> {
        let one = |number: u8| Dose {
            number: number + 90,
            date: date!(2021 - 07 - 03),
            vaccine_type: "見本".to_owned(),
            manufacturer: "見本".to_owned(),
            product: "見本".to_owned(),
            lot: lot.to_owned(),
            country: Some("JPN".to_owned()),
            english: Some(EnglishNames {
                vaccine_type: "mRNA vaccine".to_owned(),
                manufacturer: "Mihon".to_owned(),
                product: products[usize::from(number) % products.len()].to_owned(),
            }),
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn no_vds_nc_is_longer_than_was_reckoned() {
        let keys = DemoKeys::generate().unwrap();
        let keys = keys.signing_keys().unwrap();
        let id = CertificateId::new("VC0000000001").unwrap();
        let roman = PersonalText::new("WWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMM".to_owned());
        let passport = PersonalText::new("WW123456789".to_owned());
        let birth_date = BirthDate::from_date(date!(1985 - 04 - 12));
        for (count, products, lot) in [
            (1, &["COMIRNATY"][..], "EY5420"),
            (3, &["COMIRNATY", "Spikevax"], "EY5420"),
            (
                8,
                &["A", "B", "C", "D", "E", "F", "G", "H"],
                "12345678901234567890",
            ),
        ] {
            let doses = doses(count, products, lot);
            let coded: Vec<_> = doses
                .iter()
                .map(|dose| CodedDose {
                    dose,
                    cvx: "208",
                    brand: &dose.english.as_ref().unwrap().product,
                })
                .collect();
            let fields = VdsNcFields {
                id: &id,
                roman_name: &roman,
                birth_date,
                passport_number: &passport,
                doses: &coded,
            };
            let json = sign_vds_nc(&keys, &fields).unwrap();
            let printed = Preview::new(PreviewFields {
                kind: Kind::OverseasAndDomestic,
                municipality: "132217".parse().unwrap(),
                issuer: "清瀬市長".to_owned(),
                issuer_english: Some("Mayor of Kiyose City".to_owned()),
                name: PersonalText::new("見本　花子".to_owned()),
                birth_date,
                overseas: Some(OverseasFields {
                    roman_name: roman.clone(),
                    nationality: PersonalText::new("JPN".to_owned()),
                    passport_number: passport.clone(),
                    other_surname: None,
                }),
                doses: doses.clone(),
            })
            .unwrap();
            let reckoned = longest_vds_nc(&printed);
            assert!(json.len() <= reckoned, "{} {reckoned}", json.len());
            let room = vds_nc_room(&printed).unwrap();
            let symbol = Symbol::vds_nc(&json, room).unwrap();
            assert!(symbol.side() <= room);
        }
    }
}
