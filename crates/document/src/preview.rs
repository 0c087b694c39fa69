use std::fmt;

use card_driver::{Challenge, Hierarchy};
use certificate::MatchedPreview;
use zeroize::Zeroizing;

use crate::content::Content;
use crate::picture::{self, Picture};
use crate::raster::Raster;
use crate::{DocumentError, Fonts, layout, pdf};

/// The page as the resident confirms it: the same layout as the paper's, with grey boxes for the
/// codes, the ID and the date. Wiped on drop.
///
/// It is pixels and cannot become a [`CertificateDocument`](crate::CertificateDocument).
pub struct PreviewPicture {
    picture: Picture,
    session: Challenge,
}

impl PreviewPicture {
    /// Composes the picture, `width` pixels wide; where the certificate has several sides they stand
    /// below one another.
    ///
    /// # Errors
    /// [`DocumentError::NoGlyph`] or [`DocumentError::TooLong`] if this certificate could not be
    /// printed, [`DocumentError::PictureSize`] if `width` is 0 or over [`Picture::MAX_WIDTH`].
    pub fn compose(
        matched: &MatchedPreview,
        fonts: &Fonts,
        width: u32,
    ) -> Result<Self, DocumentError> {
        let columns = picture::columns(width)?;
        let content = Content {
            printed: matched.preview(),
            issued: None,
            specimen: matched.hierarchy() == Hierarchy::Test,
        };
        let pages = layout::lay_out(&content, fonts)?;
        let pdf = pdf::write(pages, fonts, None)?;
        let raster = Raster::new(&pdf)?;
        let mut rgba = Zeroizing::new(Vec::new());
        let mut height = 0;
        for page in 0..raster.pages() {
            height += raster.rgba(page, columns, &mut rgba)?;
        }
        Ok(Self {
            picture: Picture::new(rgba, width, height),
            session: matched.session(),
        })
    }

    /// The pixels.
    #[must_use]
    pub const fn picture(&self) -> &Picture {
        &self.picture
    }

    /// The session that the preview belongs to.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }
}

impl fmt::Debug for PreviewPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreviewPicture")
    }
}
