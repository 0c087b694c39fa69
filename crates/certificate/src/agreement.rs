//! Whether the codes of a certificate verify, and say what is printed.

use time::Date;

use crate::mismatch::agree;
use crate::shc::ShcContent;
use crate::vds_nc::{VdsNcContent, VdsNcDose};
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
    agree(!content.says_more(), Mismatch::ShcMore)?;
    // Issued with the certificate. The card's days are UTC's and the others Japan's, and clocks
    // may differ by a day.
    let begin = content.not_before().date().to_julian_day();
    let issued = certificate.issue_date().to_julian_day();
    let ended = content.expires().is_some_and(|end| end.date() < today);
    agree(begin.abs_diff(issued) <= 1 && !ended, Mismatch::ShcValidity)?;

    let printed = certificate.printed();
    agree(is_named(content, printed), Mismatch::ShcName)?;
    agree(
        content.birth_date() == printed.birth_date(),
        Mismatch::ShcBirthDate,
    )?;

    // Which CVX code stands for a product has changed more than once: that there is one is all
    // that can be asked.
    let mut doses = content.immunizations().iter();
    agree(doses.all(|it| it.cvx().is_some()), Mismatch::ShcVaccine)?;
    let mut doses = content.immunizations().iter();
    agree(
        doses.all(|it| it.performer().is_some_and(is_authority)),
        Mismatch::ShcAuthority,
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
        Some(overseas) => {
            let joined = name.joined(" ");
            roman_words(&joined).eq(roman_words(overseas.roman_name.expose()))
        }
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
    agree(!content.says_more(), Mismatch::VdsNcMore)?;
    // A dose of the future is no evidence.
    let latest = content.latest_dose().map(|day| day.min(today));
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
        agree(is_covid_19(told), Mismatch::VdsNcVaccine)?;
        agree(is_authority(told.centre()), Mismatch::VdsNcAuthority)?;
        agree(told.lot() == printed.lot, Mismatch::VdsNcLot)?;
        let country = printed.country.as_deref();
        agree(Some(told.country()) == country, Mismatch::VdsNcCountry)?;
    }
    Ok(())
}

/// Who answers for every dose of every Japanese certificate. Its last word is written in capitals in
/// the one code and not in the other.
fn is_authority(text: &str) -> bool {
    text.eq_ignore_ascii_case("MHLW_Gov_of_Japan")
}

/// A vaccine of ICD-11's extension codes, against COVID-19 where the seal names a disease.
fn is_covid_19(dose: &VdsNcDose) -> bool {
    let code = dose.vaccine().strip_prefix("XM").unwrap_or_default();
    let of_icd = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let disease = dose.disease();
    code.len() == 4
        && code.bytes().all(of_icd)
        && disease.is_none_or(|code| matches!(code, "RA01" | "RA01.0"))
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
