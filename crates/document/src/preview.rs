use std::fmt;

use card_driver::{Challenge, Hierarchy};
use certificate::MatchedPreview;
use zeroize::Zeroizing;

use crate::content::Content;
use crate::raster::Raster;
use crate::{DocumentError, Fonts, layout, pdf};

/// The page as the resident confirms it: the same layout as the paper's, with grey boxes for the
/// codes, the ID and the date. Wiped on drop.
///
/// It is pixels and cannot become a [`CertificateDocument`](crate::CertificateDocument).
pub struct PreviewPicture {
    rgba: Zeroizing<Vec<u8>>,
    width: u32,
    height: u32,
    session: Challenge,
}

impl PreviewPicture {
    /// The widest picture, in pixels: an A4 side at about 300 dpi.
    pub const MAX_WIDTH: u32 = 2480;

    /// Composes the picture, `width` pixels wide; where the certificate has several sides they stand
    /// below one another.
    ///
    /// # Errors
    /// [`DocumentError::NoGlyph`] or [`DocumentError::TooLong`] if this certificate could not be
    /// printed, [`DocumentError::PictureSize`] if `width` is 0 or over [`Self::MAX_WIDTH`].
    pub fn compose(
        matched: &MatchedPreview,
        fonts: &Fonts,
        width: u32,
    ) -> Result<Self, DocumentError> {
        let columns = u16::try_from(width)
            .ok()
            .filter(|columns| *columns > 0 && width <= Self::MAX_WIDTH)
            .ok_or(DocumentError::PictureSize)?;
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
            rgba,
            width,
            height,
            session: matched.session(),
        })
    }

    /// The pixels, row by row from the top: red, green, blue, 255.
    #[must_use]
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// In pixels.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
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
