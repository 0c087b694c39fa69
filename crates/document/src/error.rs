use crate::fonts::Unprintable;

/// Why no page was made. No variant carries any text of the certificate but the one character that no
/// font has, as its code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The text font cannot be used: not a TrueType font, or damaged.
    #[error("the text font cannot be used")]
    TextFont,
    /// The name font cannot be used: not a TrueType font, or damaged.
    #[error("the name font cannot be used")]
    NameFont,
    /// A character, or a character with its variation selector, that no font has, or that can only be
    /// set by shaping. The resident is sent to the counter: never a blank, a box or a near-match.
    #[error("{0} cannot be printed with the fonts at hand")]
    NoGlyph(Unprintable),
    /// A text that does not fit its place at a readable size.
    #[error("a text does not fit its place at a readable size")]
    TooLong,
    /// A code that does not fit one symbol of the printed size.
    #[error("a code does not fit one symbol")]
    CodeTooLarge,
    /// The picture asked for is too small or too large.
    #[error("the picture's width is out of bounds")]
    PictureSize,
    /// The PDF writer failed or warned.
    #[error("the PDF could not be written")]
    Pdf,
    /// The written PDF could not be rasterised.
    #[error("the written PDF could not be rasterised")]
    Raster,
    /// On the rasterised page another number of codes was found than the certificate has.
    #[error("not every code could be read from the rasterised page")]
    CodeUnreadable,
    /// A code read from the rasterised page is not what was signed.
    #[error("a code on the rasterised page is not what was signed")]
    CodeDiffers,
    /// A code read from the rasterised page is what was signed, but not every module and the whole
    /// quiet zone are as they were set: something is printed over it.
    #[error("a code on the rasterised page is not whole")]
    CodeDamaged,
}

impl DocumentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TextFont => "DOC-TEXT-FONT",
            Self::NameFont => "DOC-NAME-FONT",
            Self::NoGlyph(_) => "DOC-NO-GLYPH",
            Self::TooLong => "DOC-TOO-LONG",
            Self::CodeTooLarge => "DOC-CODE-TOO-LARGE",
            Self::PictureSize => "DOC-PICTURE-SIZE",
            Self::Pdf => "DOC-PDF",
            Self::Raster => "DOC-RASTER",
            Self::CodeUnreadable => "DOC-CODE-UNREADABLE",
            Self::CodeDiffers => "DOC-CODE-DIFFERS",
            Self::CodeDamaged => "DOC-CODE-DAMAGED",
        }
    }
}
