use std::fmt;

use certificate::MatchedPreview;
use zeroize::Zeroizing;

use crate::fonts::{FaceId, Fonts};
use crate::page::{Colour, Item, Length, Page, Point, WIDTH, mm};
use crate::picture::{self, Picture};
use crate::raster::Raster;
use crate::{DocumentError, pdf};

/// As large as fits, and no larger than this.
const SIZE: Length = mm(21.0);
const ROOM: Length = mm(200.0);
/// Space after each character, in ems: digits that are compared one by one must not run together.
const TRACKING: f32 = 0.12;
const BASE: Length = mm(25.0);
/// The picture is so high, and as wide as a page.
const HEIGHT: Length = mm(34.0);

/// The passport number alone, large, for the resident to compare with the passport in hand before
/// anything is issued. Wiped on drop.
///
/// Like [`PreviewPicture`](crate::PreviewPicture) it is pixels: the number reaches the screen as
/// nothing else, and only from a preview that was matched with the card.
pub struct PassportPicture {
    picture: Picture,
}

impl PassportPicture {
    /// Draws the number, `width` pixels wide; `None` for a kind that has no passport.
    ///
    /// # Errors
    /// [`DocumentError::PictureSize`] if `width` is 0 or over [`Picture::MAX_WIDTH`]; otherwise as for the page.
    pub fn compose(
        matched: &MatchedPreview,
        fonts: &Fonts,
        width: u32,
    ) -> Result<Option<Self>, DocumentError> {
        let Some(overseas) = matched.preview().overseas() else {
            return Ok(None);
        };
        let columns = picture::columns(width)?;
        let glyphs = fonts.set(overseas.passport_number.expose(), FaceId::Text)?;
        let gaps = glyphs.as_slice().len().saturating_sub(1) as f32;
        let ems = glyphs.width() + TRACKING * gaps;
        let size = if SIZE * ems > ROOM { ROOM / ems } else { SIZE };
        let mut page = Page::default();
        page.push(Item::Text {
            glyphs,
            at: Point {
                x: (WIDTH - size * ems) / 2.0,
                y: BASE,
            },
            size,
            tracking: TRACKING,
            colour: Colour::BLACK,
        });
        let pdf = pdf::write(vec![page], fonts, None)?;
        let mut rgba = Zeroizing::new(Vec::new());
        Raster::new(&pdf)?.rgba(0, columns, &mut rgba)?;
        // The rest of the page is white.
        let rows = (f32::from(columns) * HEIGHT.mm() / WIDTH.mm()).ceil();
        let height = rows as u32;
        rgba.truncate(usize::from(columns) * height as usize * 4);
        Ok(Some(Self {
            picture: Picture::new(rgba, width, height),
        }))
    }

    /// The pixels.
    #[must_use]
    pub const fn picture(&self) -> &Picture {
        &self.picture
    }
}

impl fmt::Debug for PassportPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassportPicture")
    }
}
