use std::fmt;
use std::sync::Arc;

use printpdf::{FontId, ParsedFont, PdfFont};
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::DocumentError;

/// The font files, whole.
///
/// Both must be single TrueType fonts (`glyf` outlines). Collections and CFF fonts are refused: the
/// PDF writer is known to embed wrong glyphs from CFF subsets while the text still extracts right
/// (printpdf issue 212).
#[derive(Clone)]
pub struct FontBytes {
    /// The text font, such as IPAexGothic: labels, notes, dates, products.
    pub text: Vec<u8>,
    /// The name font, such as IPAmj Mincho: the title, the resident's name, the issuer.
    pub names: Vec<u8>,
}

impl fmt::Debug for FontBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FontBytes")
    }
}

/// Both fonts, parsed once and shared by every page.
pub struct Fonts {
    text: Face,
    names: Face,
}

impl Fonts {
    /// Parses both fonts.
    ///
    /// # Errors
    /// [`DocumentError::TextFont`] or [`DocumentError::NameFont`].
    pub fn new(bytes: FontBytes) -> Result<Self, DocumentError> {
        Ok(Self {
            text: Face::new(&bytes.text).ok_or(DocumentError::TextFont)?,
            names: Face::new(&bytes.names).ok_or(DocumentError::NameFont)?,
        })
    }

    /// Whether each character of `text` can be printed, each with its variation selector.
    ///
    /// # Errors
    /// [`DocumentError::NoGlyph`] if one cannot.
    pub fn check(&self, text: &str) -> Result<(), DocumentError> {
        self.set(text, FaceId::Names).map(drop)
    }

    pub(crate) fn face(&self, id: FaceId) -> &Face {
        match id {
            FaceId::Text => &self.text,
            FaceId::Names => &self.names,
        }
    }

    /// The glyphs of `text`, each from the preferred font where it has the character and else from
    /// the other.
    pub(crate) fn set(&self, text: &str, prefer: FaceId) -> Result<Glyphs, DocumentError> {
        let first = Lookup::new(&self.face(prefer).font()?)?;
        let second = Lookup::new(&self.face(prefer.other()).font()?)?;
        let mut glyphs = Glyphs(Vec::with_capacity(text.len() / 2 + 1));
        let mut characters = text.chars().peekable();
        while let Some(base) = characters.next() {
            if needs_shaping(base) || is_selector(base) {
                return Err(DocumentError::NoGlyph);
            }
            let selector = characters.next_if(|next| is_selector(*next));
            let (face, id, advance) = first
                .find(base, selector)
                .map(|(id, advance)| (prefer, id, advance))
                .or_else(|| {
                    second
                        .find(base, selector)
                        .map(|(id, advance)| (prefer.other(), id, advance))
                })
                .ok_or(DocumentError::NoGlyph)?;
            glyphs.0.push(Glyph {
                face,
                id,
                advance,
                base,
                selector,
            });
        }
        Ok(glyphs)
    }

    /// The outlines of `text` in ems, y upwards, the pen starting at the origin; and its width.
    pub(crate) fn outlines(
        &self,
        text: &str,
        prefer: FaceId,
        pen: &mut impl OutlinePenAt,
    ) -> Result<f32, DocumentError> {
        let glyphs = self.set(text, prefer)?;
        let mut x = 0.0;
        for glyph in glyphs.iter() {
            let font = self.face(glyph.face).font()?;
            let em = f32::from(
                font.head()
                    .map_err(|_| DocumentError::NameFont)?
                    .units_per_em(),
            );
            pen.origin(x, em);
            font.outline_glyphs()
                .get(GlyphId::from(glyph.id))
                .ok_or(DocumentError::NoGlyph)?
                .draw(
                    DrawSettings::unhinted(Size::unscaled(), LocationRef::default()),
                    pen,
                )
                .map_err(|_| DocumentError::NoGlyph)?;
            x += glyph.advance;
        }
        Ok(x)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fonts")
    }
}

/// A pen that is told where each glyph begins (in ems) and how many font units an em has.
pub(crate) trait OutlinePenAt: OutlinePen {
    fn origin(&mut self, x: f32, units_per_em: f32);
}

/// Which of the two fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaceId {
    Text,
    Names,
}

impl FaceId {
    pub(crate) const ALL: [Self; 2] = [Self::Text, Self::Names];

    const fn other(self) -> Self {
        match self {
            Self::Text => Self::Names,
            Self::Names => Self::Text,
        }
    }
}

/// One font: as the PDF writer wants it, and the same bytes for looking up glyphs.
pub(crate) struct Face {
    id: FontId,
    embeddable: PdfFont,
    bytes: Arc<[u8]>,
}

impl Face {
    fn new(bytes: &[u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        // Collections fail above; this refuses CFF.
        font.glyf().ok()?;
        if !font.charmap().has_map() {
            return None;
        }
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(bytes, 0, &mut warnings)?;
        Some(Self {
            id: FontId::new(),
            embeddable: PdfFont::new(parsed),
            bytes: Arc::from(bytes),
        })
    }

    pub(crate) const fn id(&self) -> &FontId {
        &self.id
    }

    pub(crate) const fn embeddable(&self) -> &PdfFont {
        &self.embeddable
    }

    fn font(&self) -> Result<FontRef<'_>, DocumentError> {
        FontRef::new(&self.bytes).map_err(|_| DocumentError::TextFont)
    }
}

/// One glyph of one font, with the text it stands for.
#[derive(Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) face: FaceId,
    pub(crate) id: u16,
    /// In ems.
    pub(crate) advance: f32,
    pub(crate) base: char,
    pub(crate) selector: Option<char>,
}

/// A line of glyphs. Wiped on drop: it spells the text.
#[derive(Clone)]
pub(crate) struct Glyphs(Vec<Glyph>);

impl Glyphs {
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Glyph> {
        self.0.iter()
    }

    pub(crate) fn as_slice(&self) -> &[Glyph] {
        &self.0
    }

    /// In ems.
    pub(crate) fn width(&self) -> f32 {
        width(&self.0)
    }
}

impl From<&[Glyph]> for Glyphs {
    fn from(glyphs: &[Glyph]) -> Self {
        Self(glyphs.to_vec())
    }
}

impl Drop for Glyphs {
    fn drop(&mut self) {
        for glyph in &mut self.0 {
            glyph.id = 0;
            glyph.advance = 0.0;
            glyph.base = '\0';
            glyph.selector = None;
        }
        zeroize::optimization_barrier(&self.0);
    }
}

/// In ems.
pub(crate) fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// A font's tables, ready to be asked for many characters.
struct Lookup<'a> {
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units_per_em: f32,
}

impl<'a> Lookup<'a> {
    fn new(font: &FontRef<'a>) -> Result<Self, DocumentError> {
        let head = font.head().map_err(|_| DocumentError::NameFont)?;
        Ok(Self {
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units_per_em: f32::from(head.units_per_em()),
        })
    }

    /// The glyph and its advance in ems.
    fn find(&self, base: char, selector: Option<char>) -> Option<(u16, f32)> {
        let glyph = match selector {
            None => self.charmap.map(base)?,
            // A sequence that the font does not list is not there, whatever the base looks like.
            Some(selector) => match self.charmap.map_variant(base, selector)? {
                MapVariant::UseDefault => self.charmap.map(base)?,
                MapVariant::Variant(glyph) => glyph,
            },
        };
        let id = u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)?;
        let advance = self.metrics.advance_width(glyph)?;
        Some((id, advance / self.units_per_em))
    }
}

/// Standardized variation selectors and those of the Ideographic Variation Database.
const fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Characters that have no picture of their own or that only shaping sets right: controls, bidi and
/// joining marks, combining marks, and the scripts of the Near East, India and South-East Asia.
/// Putting their nominal glyphs side by side would print another text.
const fn needs_shaping(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}' | '\u{590}'..='\u{10FF}' | '\u{1100}'..='\u{11FF}'
        | '\u{1700}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}'..='\u{309A}'
        | '\u{A800}'..='\u{ABFF}' | '\u{D7B0}'..='\u{D7FF}' | '\u{E000}'..='\u{F8FF}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE20}'..='\u{FE2F}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFF}' | '\u{10800}'..='\u{11FFF}' | '\u{1E000}'..='\u{1FAFF}'
        | '\u{E0000}'..='\u{E00FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::OnceLock;

    use super::*;

    /// The fonts of the Debian packages fonts-ipaexfont-gothic and fonts-ipamj-mincho, parsed once.
    pub(crate) fn fonts() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let read = |path| std::fs::read(path).expect("fonts are installed by `make`");
            Fonts::new(FontBytes {
                text: read("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"),
                names: read("/usr/share/fonts/truetype/ipamj/ipamjm.ttf"),
            })
            .unwrap()
        })
    }

    #[test]
    fn name_kanji_and_their_variants_are_there_and_differ() {
        let fonts = fonts();
        // The sequences of the Moji_Joho collection, which residents' records use.
        for text in [
            "𠮷田",
            "髙橋",
            "山﨑",
            "渡邉",
            "渡邉\u{E010F}",
            "葛\u{E0102}飾",
            "辻\u{E0103}",
        ] {
            assert_eq!(fonts.check(text), Ok(()), "{text}");
        }
        let id = |text| fonts.set(text, FaceId::Names).unwrap().as_slice()[0].id;
        assert_ne!(id("葛\u{E0102}"), id("葛\u{E0103}"));
    }

    #[test]
    fn a_character_that_no_font_has_is_refused_never_replaced() {
        for text in [
            // No font, a sequence that is not registered, a selector alone, two selectors.
            "見本\u{2B740}\u{1F600}",
            "花\u{E01EF}",
            "\u{E0100}",
            "葛\u{E0102}\u{E0103}",
            // Private use: every system has another picture there.
            "見本\u{E000}",
            // Only shaping sets these right.
            "ナ\u{3099}",
            "Nguye\u{302}\u{303}n",
            "สมชาย",
            "محمد",
            "नेपाल",
            // No picture at all.
            "見本\u{200B}花子",
            "見本\u{202E}花子",
            "見本\n花子",
            "\u{FEFF}見本",
        ] {
            assert_eq!(fonts().check(text), Err(DocumentError::NoGlyph), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_truetype_font_is_refused() {
        let gothic =
            std::fs::read("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf").unwrap();
        for damaged in [Vec::new(), b"OTTO".to_vec(), gothic[..1000].to_vec()] {
            let result = Fonts::new(FontBytes {
                text: gothic.clone(),
                names: damaged,
            });
            assert_eq!(result.err(), Some(DocumentError::NameFont));
        }
    }
}
