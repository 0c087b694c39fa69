use std::fmt;

use zeroize::Zeroizing;

use crate::DocumentError;

/// Pixels for a screen. Wiped on drop.
pub struct Picture {
    rgba: Zeroizing<Vec<u8>>,
    width: u32,
    height: u32,
}

impl Picture {
    /// The widest picture, in pixels: an A4 side at about 300 dpi.
    pub const MAX_WIDTH: u32 = 2480;

    pub(crate) const fn new(rgba: Zeroizing<Vec<u8>>, width: u32, height: u32) -> Self {
        Self {
            rgba,
            width,
            height,
        }
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
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Picture")
    }
}

/// A width that a picture may have.
pub(crate) fn columns(width: u32) -> Result<u16, DocumentError> {
    u16::try_from(width)
        .ok()
        .filter(|columns| *columns > 0 && width <= Picture::MAX_WIDTH)
        .ok_or(DocumentError::PictureSize)
}
