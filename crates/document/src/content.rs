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
