use std::fmt;

use card_driver::{Challenge, Hierarchy};
use certificate::{MatchedCertificate, shc};
use zeroize::Zeroizing;

use crate::content::{Content, Issued, vds_nc_room};
use crate::symbol::Symbol;
use crate::{DocumentError, Fonts, layout, pdf, proof};

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
    pub const PROOF_DPI: u16 = proof::DPI;

    /// Composes the pages and proves them: [`UnprovedDocument::compose`] and
    /// [`UnprovedDocument::prove`].
    ///
    /// # Errors
    /// Any [`DocumentError`]: nothing may be printed then.
    pub fn compose(matched: MatchedCertificate, fonts: &Fonts) -> Result<Self, DocumentError> {
        UnprovedDocument::compose(matched, fonts)?.prove()
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

/// The pages as written, before anybody has looked at them. Nothing can be done with it but
/// [`prove`](Self::prove); what fails there is gone.
///
/// ```compile_fail
/// fn print_it_anyway(document: document::UnprovedDocument) -> Vec<u8> {
///     document.pdf().to_vec()
/// }
/// ```
pub struct UnprovedDocument {
    pdf: Zeroizing<Vec<u8>>,
    pages: u32,
    matched: MatchedCertificate,
    codes: Vec<Code>,
}

/// A code's text as the issuer signed it, and the symbol that was set.
struct Code {
    text: Zeroizing<String>,
    symbol: Symbol,
}

impl UnprovedDocument {
    /// Lays out the certificate and writes the PDF.
    ///
    /// # Errors
    /// [`DocumentError::NoGlyph`], [`DocumentError::TooLong`], [`DocumentError::CodeTooLarge`] or
    /// [`DocumentError::Pdf`].
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
                vds_nc: vds_nc
                    .zip(vds_nc_room(certificate.printed()))
                    .map(|(json, room)| Symbol::vds_nc(json, room))
                    .transpose()?,
            }),
            specimen: matched.hierarchy() == Hierarchy::Test,
        };
        let pages = layout::lay_out(&content, fonts)?;
        let count = u32::try_from(pages.len()).map_err(|_| DocumentError::TooLong)?;
        let pdf = pdf::write(pages, fonts, Some(certificate.issue_date()))?;
        let texts = [
            Some(shc),
            vds_nc.map(|json| Zeroizing::new(json.to_owned())),
        ];
        let symbols = content
            .issued
            .map_or([None, None], |issued| [Some(issued.shc), issued.vds_nc]);
        let codes = texts
            .into_iter()
            .zip(symbols)
            .filter_map(|(text, symbol)| {
                Some(Code {
                    text: text?,
                    symbol: symbol?,
                })
            })
            .collect();
        Ok(Self {
            pdf,
            pages: count,
            codes,
            matched,
        })
    }

    /// Proves the pages: the very PDF is rasterised at [`CertificateDocument::PROOF_DPI`], every code
    /// on every side is found and decoded. The texts must be exactly those that the issuer signed,
    /// each once and nothing more, and every module and quiet zone as it was set.
    ///
    /// # Errors
    /// [`DocumentError::Raster`], [`DocumentError::CodeUnreadable`], [`DocumentError::CodeDiffers`]
    /// or [`DocumentError::CodeDamaged`]: nothing may be printed then.
    pub fn prove(self) -> Result<CertificateDocument, DocumentError> {
        let signed = self.codes.iter().map(|code| proof::Signed {
            text: &code.text,
            symbol: &code.symbol,
        });
        proof::prove(&self.pdf, self.pages, signed.collect())?;
        Ok(CertificateDocument {
            pdf: self.pdf,
            pages: self.pages,
            session: self.matched.session(),
            hierarchy: self.matched.hierarchy(),
        })
    }
}

impl fmt::Debug for UnprovedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnprovedDocument")
    }
}
