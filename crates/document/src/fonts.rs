use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use printpdf::{FontId, ParsedFont, PdfFont};
use rust_fontconfig::{FcFontCache, FcFontPath, FcPattern};
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use zeroize::Zeroizing;

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

/// One font file, held once whoever uses it: in memory, or mapped.
#[derive(Clone)]
pub struct FontFile(Arc<rust_fontconfig::FontBytes>);

impl FontFile {
    /// Maps the file: what is never looked at takes no memory, and the kernel can take back what was. Nobody may change
    /// the file while it is used; a package's update puts another one in its place, which is no change.
    ///
    /// Through the PDF writer's own font library, because mapping a file is no safe call.
    #[must_use]
    pub fn map(path: &Path) -> Option<Self> {
        let path = FcFontPath {
            path: path.to_str()?.to_owned(),
            font_index: 0,
            bytes_hash: 0,
        };
        let files = FcFontCache::default();
        let id = files.insert_fast_pattern(FcPattern::default(), path);
        files.get_font_bytes(&id).map(Self)
    }
}

impl From<Vec<u8>> for FontFile {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(rust_fontconfig::FontBytes::Owned(bytes.into())))
    }
}

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FontFile")
    }
}

/// All fonts, parsed once and shared by every page.
///
/// A variation sequence names a picture in a registered collection, and a font that lists the
/// sequence has that picture. IPAmj Mincho knows the sequences of Moji_Joho; those of Adobe-Japan1,
/// such as 葛 U+E0100, are in IPAex Mincho (some) and Noto Serif CJK JP (all). Hence spare fonts: a
/// name with a sequence that one font does not list is set from another that does, whole if that
/// font has all its characters. A sequence that no font lists is refused.
pub struct Fonts {
    text: Face,
    names: Face,
    spare: Vec<Face>,
}

impl Fonts {
    /// Parses both fonts.
    ///
    /// # Errors
    /// [`DocumentError::TextFont`] or [`DocumentError::NameFont`].
    pub fn new(bytes: FontBytes) -> Result<Self, DocumentError> {
        Self::from_files(bytes.text.into(), bytes.names.into())
    }

    /// Parses both fonts, which are what [`FontBytes`] says.
    ///
    /// # Errors
    /// [`DocumentError::TextFont`] or [`DocumentError::NameFont`].
    pub fn from_files(text: FontFile, names: FontFile) -> Result<Self, DocumentError> {
        Ok(Self {
            text: Face::embeddable(&text).ok_or(DocumentError::TextFont)?,
            names: Face::embeddable(&names).ok_or(DocumentError::NameFont)?,
            spare: Vec::new(),
        })
    }

    /// Adds a font for names that the fonts before it do not have, such as IPAex Mincho and then Noto
    /// Serif CJK JP. `index` says which font of a collection. One with CFF outlines, which cannot be
    /// embedded, is drawn.
    ///
    /// # Errors
    /// [`DocumentError::NameFont`].
    pub fn with_spare(
        mut self,
        file: impl Into<FontFile>,
        index: u32,
    ) -> Result<Self, DocumentError> {
        let file = file.into();
        let face = match Face::embeddable(&file) {
            Some(face) => face,
            None => Face::drawn(file, index).ok_or(DocumentError::NameFont)?,
        };
        self.spare.push(face);
        Ok(self)
    }

    /// Whether each character of `text` can be printed, each with its variation selector.
    ///
    /// # Errors
    /// [`DocumentError::NoGlyph`] if one cannot.
    pub fn check(&self, text: &str) -> Result<(), DocumentError> {
        self.set(text, FaceId::Names).map(drop)
    }

    pub(crate) fn face(&self, id: FaceId) -> Result<&Face, DocumentError> {
        match id {
            FaceId::Text => Some(&self.text),
            FaceId::Names => Some(&self.names),
            FaceId::Spare(index) => self.spare.get(index),
        }
        .ok_or(DocumentError::NameFont)
    }

    /// The fonts that are embedded.
    pub(crate) fn embedded(&self) -> impl Iterator<Item = (&FontId, &PdfFont)> {
        [&self.text, &self.names]
            .into_iter()
            .chain(&self.spare)
            .filter_map(Face::embedded)
    }

    /// The glyphs of `text`: all from one font where one has all its characters, else each from the
    /// first that has it.
    pub(crate) fn set(&self, text: &str, prefer: FaceId) -> Result<Glyphs, DocumentError> {
        let characters = characters(text)?;
        let spare = (0..self.spare.len()).map(FaceId::Spare);
        let (faces, alone): (Vec<FaceId>, usize) = match prefer {
            // Mincho before Gothic, and never Gothic for a whole name.
            FaceId::Names | FaceId::Spare(_) => (
                [FaceId::Names]
                    .into_iter()
                    .chain(spare)
                    .chain([FaceId::Text])
                    .collect(),
                1 + self.spare.len(),
            ),
            FaceId::Text => (
                [FaceId::Text, FaceId::Names]
                    .into_iter()
                    .chain(spare)
                    .collect(),
                1,
            ),
        };
        let mut lookups = Vec::with_capacity(faces.len());
        for (index, id) in faces.into_iter().enumerate() {
            let lookup = Lookup::new(id, self.face(id)?)?;
            if index < alone {
                let glyphs = characters.iter().map(|one| lookup.find(*one));
                if let Some(glyphs) = glyphs.collect::<Option<Vec<_>>>() {
                    return Ok(Glyphs(glyphs));
                }
            }
            lookups.push(lookup);
        }
        let mut glyphs = Glyphs(Vec::with_capacity(characters.len()));
        for one in characters.iter().copied() {
            let found = lookups.iter().find_map(|lookup| lookup.find(one));
            glyphs.0.push(found.ok_or(missing(one))?);
        }
        Ok(glyphs)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fonts")
    }
}

/// A character and its variation selector.
type Character = (char, Option<char>);

/// The characters of a text, if each can be set by itself.
fn characters(text: &str) -> Result<Zeroizing<Vec<Character>>, DocumentError> {
    let mut all = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.chars().peekable();
    while let Some(base) = rest.next() {
        if needs_shaping(base) || is_selector(base) {
            return Err(missing((base, None)));
        }
        all.push((base, rest.next_if(|next| is_selector(*next))));
    }
    Ok(all)
}

const fn missing((base, selector): Character) -> DocumentError {
    DocumentError::NoGlyph(Unprintable { base, selector })
}

/// A character that cannot be printed, and nothing of where it stood: shown as its code points, such
/// as `U+9089 U+E0100`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Unprintable {
    base: char,
    selector: Option<char>,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.base))?;
        match self.selector {
            Some(selector) => write!(f, " U+{:04X}", u32::from(selector)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unprintable")
    }
}

/// Which of the fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaceId {
    Text,
    Names,
    Spare(usize),
}

/// The font as the PDF writer's layout library has it.
type LayoutFont = <ParsedFont as Deref>::Target;

/// One font: as the PDF writer wants it, where it can be embedded, and the same file for looking up
/// glyphs.
pub(crate) struct Face {
    embedded: Option<(FontId, PdfFont)>,
    file: FontFile,
    /// Which font of a collection.
    index: u32,
}

impl Face {
    fn embeddable(file: &FontFile) -> Option<Self> {
        let font = FontRef::new(file.as_ref()).ok()?;
        // Collections fail above; this refuses CFF.
        font.glyf().ok()?;
        if !font.charmap().has_map() {
            return None;
        }
        let mut warnings = Vec::new();
        // Not `ParsedFont::from_bytes`, which keeps two copies of its own: 46 MB each for IPAmj Mincho.
        let parsed = LayoutFont::from_bytes_shared(Arc::clone(&file.0), 0, &mut warnings)?;
        Some(Self {
            embedded: Some((FontId::new(), PdfFont::new(ParsedFont::from_azul(parsed)))),
            file: file.clone(),
            index: 0,
        })
    }

    fn drawn(file: FontFile, index: u32) -> Option<Self> {
        let font = FontRef::from_index(file.as_ref(), index).ok()?;
        font.charmap().has_map().then(|| Self {
            embedded: None,
            file: file.clone(),
            index,
        })
    }

    pub(crate) fn embedded(&self) -> Option<(&FontId, &PdfFont)> {
        self.embedded.as_ref().map(|(id, font)| (id, font))
    }

    pub(crate) fn font(&self) -> Result<FontRef<'_>, DocumentError> {
        FontRef::from_index(self.file.as_ref(), self.index).map_err(|_| DocumentError::NameFont)
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
    face: FaceId,
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units_per_em: f32,
}

impl<'a> Lookup<'a> {
    fn new(id: FaceId, face: &'a Face) -> Result<Self, DocumentError> {
        let font = face.font()?;
        let head = font.head().map_err(|_| DocumentError::NameFont)?;
        Ok(Self {
            face: id,
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units_per_em: f32::from(head.units_per_em()),
        })
    }

    fn find(&self, (base, selector): Character) -> Option<Glyph> {
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
        Some(Glyph {
            face: self.face,
            id,
            advance: advance / self.units_per_em,
            base,
            selector,
        })
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

    /// The fonts of the Debian packages fonts-ipaexfont, fonts-ipamj-mincho and fonts-noto-cjk, parsed
    /// once.
    pub(crate) fn fonts() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let read = |path| std::fs::read(path).expect("fonts are installed by `make`");
            let bytes = FontBytes {
                text: read("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"),
                names: read("/usr/share/fonts/truetype/ipamj/ipamjm.ttf"),
            };
            let mincho = read("/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf");
            let noto = read("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc");
            Fonts::new(bytes)
                .and_then(|fonts| fonts.with_spare(mincho, 0))
                .and_then(|fonts| fonts.with_spare(noto, 0))
                .unwrap()
        })
    }

    const EX_MINCHO: FaceId = FaceId::Spare(0);
    const NOTO: FaceId = FaceId::Spare(1);

    /// Names that registers have, and where each is set from: a font that has all of it.
    #[test]
    fn a_difficult_name_is_set_exactly_and_whole_from_one_font() {
        for (name, face) in [
            ("髙﨑　美咲", FaceId::Names),
            ("𠮷田　太郎", FaceId::Names),
            ("渡邉　花子", FaceId::Names),
            ("渡邊　花子", FaceId::Names),
            ("齋藤　齊　斉　斎", FaceId::Names),
            ("佐々木　〆子", FaceId::Names),
            ("一ノ瀬　茅ヶ崎", FaceId::Names),
            ("仝　〇　〻", FaceId::Names),
            ("ｶﾞｲｼﾞﾝ　ﾊﾟｰﾄ", FaceId::Names),
            ("ヴァン・デル・ヷルト　ー", FaceId::Names),
            ("あいうゐゑを　ゝゞヽヾ", FaceId::Names),
            ("Ａ．Ｂ．ＣＡＲＴＥＲ", FaceId::Names),
            ("O'BRIEN-D’ARCY SEÁN", FaceId::Names),
            ("JOSÉ NUÑEZ ŁUKASZ ĐORĐE", FaceId::Names),
            ("MÜLLER ß ŌTANI ČAPEK", FaceId::Names),
            // Moji_Joho.
            ("渡邉\u{E010F}　花子", FaceId::Names),
            ("葛\u{E0102}飾\u{E0102}", FaceId::Names),
            ("辻\u{E0103}　祇\u{E0102}", FaceId::Names),
            // Adobe-Japan1: the few sequences of JIS X 0213:2004, and the others.
            ("葛\u{E0100}城　辻\u{E0100}子", EX_MINCHO),
            ("祇\u{E0101}園", EX_MINCHO),
            ("渡邉\u{E0100}　花子", NOTO),
            ("渡邊\u{E0103}　髙\u{E0100}", NOTO),
            ("齋\u{E0101}藤　𠮷\u{E0100}田", NOTO),
            // What only Noto Serif CJK has.
            ("NGUYỄN THỊ HẠNH", NOTO),
            ("김　민준", NOTO),
        ] {
            let glyphs = fonts().set(name, FaceId::Names).unwrap();
            let mut said = String::new();
            for glyph in glyphs.as_slice() {
                assert_eq!(glyph.face, face, "{name}");
                said.push(glyph.base);
                said.extend(glyph.selector);
            }
            assert_eq!(said, name);
        }
    }

    #[test]
    fn a_name_that_no_font_has_whole_is_set_from_several() {
        // Moji_Joho beside Adobe-Japan1.
        let glyphs = fonts()
            .set("邉\u{E010F}葛\u{E0100}邉\u{E0100}", FaceId::Names)
            .unwrap();
        let faces: Vec<_> = glyphs.as_slice().iter().map(|glyph| glyph.face).collect();
        assert_eq!(faces, [FaceId::Names, EX_MINCHO, NOTO]);
    }

    #[test]
    fn variants_of_a_kanji_differ() {
        let id = |text| fonts().set(text, FaceId::Names).unwrap().as_slice()[0].id;
        assert_ne!(id("葛\u{E0102}"), id("葛\u{E0103}"));
        assert_ne!(id("葛\u{E0100}"), id("葛\u{E0101}"));
        assert_ne!(id("邉\u{E0100}"), id("邉\u{E0101}"));
    }

    #[test]
    fn a_character_that_no_font_has_is_refused_by_its_code_point_never_replaced() {
        for (text, named) in [
            // No font, a sequence that is not registered, a selector alone, two selectors.
            ("見本\u{1F600}", "U+1F600"),
            ("花\u{E01EF}", "U+82B1 U+E01EF"),
            ("\u{E0100}", "U+E0100"),
            ("葛\u{E0102}\u{E0103}", "U+E0103"),
            // Private use: every system has another picture there.
            ("見本\u{E000}", "U+E000"),
            // Only shaping sets these right.
            ("ナ\u{3099}", "U+3099"),
            ("カ\u{3099}", "U+3099"),
            ("Nguye\u{302}\u{303}n", "U+0302"),
            ("สมชาย", "U+0E2A"),
            ("محمد", "U+0645"),
            ("नेपाल", "U+0928"),
            // No picture at all.
            ("見本\u{200B}花子", "U+200B"),
            ("見本\u{202E}花子", "U+202E"),
            ("見本\n花子", "U+000A"),
            ("\u{FEFF}見本", "U+FEFF"),
        ] {
            match fonts().check(text) {
                Err(DocumentError::NoGlyph(character)) => {
                    assert_eq!(character.to_string(), named);
                    assert_eq!(format!("{character:?}"), "Unprintable");
                }
                other => panic!("{text:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_truetype_font_is_refused() {
        let gothic =
            std::fs::read("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf").unwrap();
        for damaged in [Vec::new(), b"OTTO".to_vec(), gothic[..1000].to_vec()] {
            let result = Fonts::new(FontBytes {
                text: gothic.clone(),
                names: damaged.clone(),
            });
            assert_eq!(result.err(), Some(DocumentError::NameFont));
            let good = Fonts::new(FontBytes {
                text: gothic.clone(),
                names: gothic.clone(),
            });
            let result = good.unwrap().with_spare(damaged, 0);
            assert_eq!(result.err(), Some(DocumentError::NameFont));
        }
    }
}
