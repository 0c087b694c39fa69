use std::fmt;

use card_driver::{Challenge, Hierarchy};
use certificate::{MatchedCertificate, shc};
use zeroize::Zeroizing;

use crate::content::{Content, Issued};
use crate::raster::Raster;
use crate::symbol::Symbol;
use crate::{DocumentError, Fonts, layout, pdf, scan};

/// A certificate ready to print: the only kind of certificate that can become a print job.
///
/// It can be made from a [`MatchedCertificate`] only, by value:
///
/// ```compile_fail
/// fn forge(pdf: Vec<u8>) -> document::CertificateDocument {
///     document::CertificateDocument { pdf }
/// }
/// ```
///
/// ```compile_fail
/// fn from_the_center(certificate: certificate::Certificate, fonts: &document::Fonts) {
///     let _ = document::CertificateDocument::compose(certificate, fonts);
/// }
/// ```
///
/// and there is never a second one:
///
/// ```compile_fail
/// fn twice(document: document::CertificateDocument) -> [document::CertificateDocument; 2] {
///     [document.clone(), document]
/// }
/// ```
pub struct CertificateDocument {
    pdf: Zeroizing<Vec<u8>>,
    pages: u32,
    session: Challenge,
    hierarchy: Hierarchy,
}

impl CertificateDocument {
    /// The resolution of the proof, in dots per inch.
    pub const PROOF_DPI: u16 = 300;

    /// Composes the page and proves it: the very PDF is rasterised at [`Self::PROOF_DPI`], each code
    /// on it is found and decoded, and the texts must be exactly those that the issuer signed.
    ///
    /// # Errors
    /// Any [`DocumentError`]: nothing may be printed then.
    pub fn compose(matched: MatchedCertificate, fonts: &Fonts) -> Result<Self, DocumentError> {
        let certificate = matched.certificate();
        let shc =
            shc::to_qr_text(certificate.shc().expose()).map_err(|_| DocumentError::CodeTooLarge)?;
        let vds_nc = certificate.vds_nc().map(|json| json.expose());
        let content = Content {
            printed: certificate.printed(),
            issued: Some(Issued {
                id: certificate.id().expose(),
                date: certificate.issue_date(),
                shc: Symbol::shc(&shc)?,
                vds_nc: vds_nc.map(Symbol::vds_nc).transpose()?,
            }),
            specimen: matched.hierarchy() == Hierarchy::Test,
        };
        let pages = layout::lay_out(&content, fonts)?;
        let count = u32::try_from(pages.len()).map_err(|_| DocumentError::TooLong)?;
        let pdf = pdf::write(pages, fonts, Some(certificate.issue_date()))?;
        prove(&pdf, count, &[Some(shc.as_str()), vds_nc])?;
        Ok(Self {
            pdf,
            pages: count,
            session: matched.session(),
            hierarchy: matched.hierarchy(),
        })
    }

    /// The whole PDF.
    #[must_use]
    pub fn pdf(&self) -> &[u8] {
        &self.pdf
    }

    /// How many A4 sides it has.
    #[must_use]
    pub const fn pages(&self) -> u32 {
        self.pages
    }

    /// The session that it was issued in.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }

    /// Which hierarchy the card belonged to. From [`Hierarchy::Test`] every side is marked
    /// 見本 / SPECIMEN.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }
}

impl fmt::Debug for CertificateDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateDocument")
    }
}

/// The codes found on all pages of `pdf` must be exactly `signed`.
fn prove(pdf: &[u8], pages: u32, signed: &[Option<&str>]) -> Result<(), DocumentError> {
    let raster = Raster::new(pdf)?;
    if raster.pages() != pages as usize {
        return Err(DocumentError::Raster);
    }
    let mut found = Vec::new();
    for page in 0..raster.pages() {
        let grey = raster.grey(page, CertificateDocument::PROOF_DPI)?;
        found.extend(scan::codes(&grey).map_err(|_| DocumentError::CodeUnreadable)?);
    }
    let mut expected: Vec<&str> = signed.iter().flatten().copied().collect();
    if found.len() != expected.len() {
        return Err(DocumentError::CodeUnreadable);
    }
    for code in &found {
        let place = expected.iter().position(|text| *text == code.as_str());
        expected.swap_remove(place.ok_or(DocumentError::CodeDiffers)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Item, Page, mm};

    const JWS_TEXT: &str = "shc:/56762909524320603460292437404460312229595326546034602925";

    fn page(codes: &[&str]) -> Vec<u8> {
        let fonts = crate::fonts::tests::fonts();
        let mut page = Page::default();
        for (index, code) in codes.iter().enumerate() {
            let symbol = Symbol::shc(code).unwrap();
            let left = mm(25.0 + 70.0 * index as f32);
            page.push(Item::symbol(&symbol, left, mm(60.0)));
        }
        pdf::write(vec![page], fonts, None).unwrap().to_vec()
    }

    #[test]
    fn k46_a_page_whose_codes_are_those_signed_is_proved() {
        prove(&page(&[JWS_TEXT]), 1, &[Some(JWS_TEXT), None]).unwrap();
    }

    #[test]
    fn a_tampered_code_is_refused() {
        let other = JWS_TEXT.replace("5676", "5677");
        assert_eq!(
            prove(&page(&[&other]), 1, &[Some(JWS_TEXT), None]),
            Err(DocumentError::CodeDiffers)
        );
    }

    #[test]
    fn a_code_missing_or_one_too_many_is_refused() {
        assert_eq!(
            prove(&page(&[]), 1, &[Some(JWS_TEXT)]),
            Err(DocumentError::CodeUnreadable)
        );
        assert_eq!(
            prove(&page(&[JWS_TEXT, JWS_TEXT]), 1, &[Some(JWS_TEXT)]),
            Err(DocumentError::CodeUnreadable)
        );
        assert_eq!(
            prove(&page(&[JWS_TEXT]), 2, &[Some(JWS_TEXT)]),
            Err(DocumentError::Raster)
        );
    }
}
