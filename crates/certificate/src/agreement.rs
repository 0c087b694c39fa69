//! Whether the codes of a certificate verify, and say what is printed.

use time::Date;

use crate::mismatch::agree;
use crate::shc::ShcContent;
use crate::vds_nc::VdsNcContent;
use crate::{Certificate, IssuerTrust, Mismatch, Preview, shc, vds_nc};

/// The issue date is today's, by clocks that differ by a day at the most, and not before a dose.
pub(crate) fn issue_date(certificate: &Certificate, today: Date) -> Result<(), Mismatch> {
    let issued = certificate.issue_date();
    let days = issued.to_julian_day().abs_diff(today.to_julian_day());
    let mut doses = certificate.printed().doses().iter();
    agree(
        days <= 1 && doses.all(|dose| dose.date <= issued),
        Mismatch::IssueDate,
    )
}

/// The SMART Health Card is a trusted issuer's and says what is printed.
pub(crate) fn shc(
    certificate: &Certificate,
    trust: &IssuerTrust,
    today: Date,
) -> Result<(), Mismatch> {
    let card = shc::decode(certificate.shc().expose()).map_err(Mismatch::Shc)?;
    // The issuer is asked for first: a trusted key signs for its own issuer only.
    let keys = trust.shc_keys(card.claimed_issuer());
    let card = card
        .verify(keys.ok_or(Mismatch::ShcIssuer)?)
        .map_err(Mismatch::Shc)?;
    let content = card.content();
    // The card's days are UTC's and today is Japan's, and clocks may differ by a day.
    let tomorrow = today.next_day().unwrap_or(today);
    let begun = content.not_before().date() <= tomorrow;
    let ended = content.expires().is_some_and(|end| end.date() < today);
    agree(begun && !ended, Mismatch::ShcValidity)?;

    let printed = certificate.printed();
    agree(is_named(content, printed), Mismatch::ShcName)?;
    agree(
        content.birth_date() == printed.birth_date(),
        Mismatch::ShcBirthDate,
    )?;

    // A card has no dose numbers and need not keep an order, so both sides are sorted.
    let mut told: Vec<(Date, Option<&str>)> = content
        .immunizations()
        .iter()
        .map(|dose| (dose.date(), dose.lot()))
        .collect();
    let mut expected: Vec<(Date, Option<&str>)> = printed
        .doses()
        .iter()
        .map(|dose| (dose.date, Some(dose.lot.as_str())))
        .collect();
    told.sort_unstable();
    expected.sort_unstable();
    agree(told.len() == expected.len(), Mismatch::ShcDoseCount)?;
    for ((date, lot), (expected_date, expected_lot)) in told.into_iter().zip(expected) {
        agree(date == expected_date, Mismatch::ShcDoseDate)?;
        agree(lot == expected_lot, Mismatch::ShcLot)?;
    }
    Ok(())
}

/// 国内用: the card's name, its parts joined by U+3000; a Latin name may be one part. 海外用: the
/// Roman name.
fn is_named(content: &ShcContent, printed: &Preview) -> bool {
    let [name] = content.names() else {
        return false;
    };
    match printed.overseas() {
        None => name.joined("\u{3000}").as_str() == printed.name().expose(),
        Some(overseas) => name.joined(" ").as_str() == overseas.roman_name.expose(),
    }
}

/// The overseas kind's VDS-NC has a trusted signer and says what is printed; the domestic kind has
/// none.
pub(crate) fn vds_nc(
    certificate: &Certificate,
    trust: &IssuerTrust,
    today: Date,
) -> Result<(), Mismatch> {
    let printed = certificate.printed();
    let (seal, overseas) = match (certificate.vds_nc(), printed.overseas()) {
        (None, None) => return Ok(()),
        (None, Some(_)) => return Err(Mismatch::VdsNcMissing),
        (Some(_), None) => return Err(Mismatch::VdsNcUnexpected),
        (Some(seal), Some(overseas)) => (seal, overseas),
    };
    let seal = vds_nc::verify(seal.expose(), trust.cscas()).map_err(Mismatch::VdsNc)?;
    let content = seal.content();
    let latest = content.latest_dose();
    let valid = [latest, Some(today)].into_iter().flatten();
    let valid = valid.into_iter().any(|day| seal.validity().covers(day));
    agree(valid, Mismatch::VdsNcValidity)?;

    agree(content.issuer() == "JPN", Mismatch::VdsNcIssuer)?;
    agree(
        content.uvci() == certificate.id().expose(),
        Mismatch::VdsNcId,
    )?;
    let same_name = roman_words(content.name()).eq(roman_words(overseas.roman_name.expose()));
    agree(same_name, Mismatch::VdsNcName)?;
    let birth_date = printed.birth_date().date();
    agree(
        content.birth_date() == Some(birth_date),
        Mismatch::VdsNcBirthDate,
    )?;
    let passport = overseas.passport_number.expose();
    agree(
        content.travel_document() == Some(passport),
        Mismatch::VdsNcPassportNumber,
    )?;
    seal_doses(content, printed)
}

/// The words of a Roman name. A seal may part primary and secondary identifier by two spaces or, as
/// in the passport, by `<<`; print has one space.
fn roman_words(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '<']).filter(|word| !word.is_empty())
}

fn seal_doses(content: &VdsNcContent, printed: &Preview) -> Result<(), Mismatch> {
    let told = content.doses();
    agree(
        told.len() == printed.doses().len(),
        Mismatch::VdsNcDoseCount,
    )?;
    // Both are in the order of the dose numbers.
    for (told, printed) in told.iter().zip(printed.doses()) {
        agree(told.number() == printed.number, Mismatch::VdsNcDoseNumber)?;
        agree(told.date() == printed.date, Mismatch::VdsNcDoseDate)?;
        // The brand is the product's name without the strain or age group that print may add:
        // COMIRNATY of "COMIRNATY (BA.4-5)".
        let product = printed.english.as_ref().map(|names| names.product.as_str());
        agree(
            product.is_some_and(|product| begins_with(product, told.brand())),
            Mismatch::VdsNcBrand,
        )?;
        agree(told.lot() == Some(printed.lot.as_str()), Mismatch::VdsNcLot)?;
        let country = printed.country.as_deref();
        agree(Some(told.country()) == country, Mismatch::VdsNcCountry)?;
    }
    Ok(())
}

/// Whether a product's name is the brand, or the brand and something set apart from it.
fn begins_with(product: &str, brand: &str) -> bool {
    let Some((head, rest)) = product.split_at_checked(brand.len()) else {
        return false;
    };
    !brand.is_empty()
        && head.eq_ignore_ascii_case(brand)
        && !rest.starts_with(|next: char| next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::begins_with;

    #[test]
    fn a_product_begins_with_its_whole_brand() {
        for (product, brand, agree) in [
            ("COMIRNATY", "COMIRNATY", true),
            ("Comirnaty (BA.4-5)", "COMIRNATY", true),
            ("Spikevax", "COMIRNATY", false),
            ("COMIRNATYX", "COMIRNATY", false),
            ("COMIRNATY", "COMIRNATY (BA.4-5)", false),
            ("COMIRNATY", "", false),
            ("Comirnatý", "Comirnaty", false),
        ] {
            assert_eq!(begins_with(product, brand), agree, "{product} {brand}");
        }
    }
}
