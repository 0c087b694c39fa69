//! Reading the codes of a page or a picture.
//!
//! Input from outside is bounded in size; a picture that is too large or damaged is refused. What a
//! PDF packs into its own streams is not bounded here: who opens PDFs of strangers limits the memory of
//! the process.

use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Exceptions, Luma8Source};
use zeroize::Zeroizing;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::DocumentError;
pub use crate::raster::Grey;
use crate::raster::Raster;

/// The most pixels of a picture: A4 at 600 dpi with room to spare.
pub const MAX_PIXELS: u64 = 50_000_000;

/// The longest side of a picture, in pixels: the decoder's tables grow with it, not with the area.
pub const MAX_SIDE: u32 = 16_384;

/// The most pages of a PDF that are looked at.
pub const MAX_PAGES: usize = 8;

/// The resolution at which the pages of a PDF are looked at, in dots per inch.
const DPI: u16 = 300;

/// Why a file or picture could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// No PNG, JPEG or PDF, or a damaged one.
    #[error("no PNG, JPEG or PDF, or a damaged one")]
    NotReadable,
    /// More than [`MAX_PIXELS`] pixels, [`MAX_SIDE`] pixels of a side or [`MAX_PAGES`] pages.
    #[error("the picture is too large")]
    TooLarge,
}

impl ScanError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotReadable => "SCAN-NOT-READABLE",
            Self::TooLarge => "SCAN-TOO-LARGE",
        }
    }
}

/// A QR code that was found in a picture.
pub struct Code {
    text: Zeroizing<String>,
    corners: [(f32, f32); 4],
}

impl Code {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The corners of the symbol without its quiet zone, in pixels from the picture's top left
    /// corner, as well as the decoder knows them: clockwise from the symbol's own top left one.
    #[must_use]
    pub const fn corners(&self) -> [(f32, f32); 4] {
        self.corners
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// All QR codes in a picture, in no particular order; none found is no error.
///
/// # Errors
/// [`ScanError::TooLarge`].
pub fn find(picture: &Grey) -> Result<Vec<Code>, ScanError> {
    if !fits(picture.width(), picture.height()) {
        return Err(ScanError::TooLarge);
    }
    // The decoder was written for trusted callers and slices without looking.
    Ok(catch_unwind(AssertUnwindSafe(|| decode(picture).unwrap_or_default())).unwrap_or_default())
}

/// The texts of all QR codes in a picture, in no particular order; none found is no error. A picture
/// in which nothing is found is looked at once more, smoothed and with its contrast stretched.
///
/// # Errors
/// [`ScanError::TooLarge`].
pub fn codes(picture: &Grey) -> Result<Vec<Zeroizing<String>>, ScanError> {
    let mut found = find(picture)?;
    if found.is_empty() {
        found = find(&clearer(picture))?;
    }
    Ok(found.into_iter().map(|code| code.text).collect())
}

/// Each pixel the mean of itself and its neighbours, and the shades stretched over the whole range:
/// the decoder takes what differs by less than a tenth of it for plain paper.
fn clearer(picture: &Grey) -> Grey {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let row = |y: usize| picture.pixels().get(y * width..(y + 1) * width);
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = [y.saturating_sub(1), y, (y + 1).min(height - 1)].map(|y| row(y).unwrap_or(&[]));
        for x in 0..width {
            let columns = [x.saturating_sub(1), x, (x + 1).min(width - 1)];
            let nine = rows.iter().flat_map(|row| {
                let row = *row;
                columns.iter().filter_map(move |x| row.get(*x))
            });
            let sum: u32 = nine.map(|pixel| u32::from(*pixel)).sum();
            pixels.push(u8::try_from(sum / 9).unwrap_or(u8::MAX));
        }
    }
    let mut counts = [0_usize; 256];
    for pixel in &pixels {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    // All but the darkest and the lightest hundredth.
    let edge = pixels.len() / 100;
    let shades = || (0..=u8::MAX).zip(counts);
    let darkest = shade_after(edge, shades());
    let lightest = shade_after(edge, shades().rev());
    let range = lightest.saturating_sub(darkest).max(1);
    for pixel in &mut pixels {
        let above = u32::from(*pixel).saturating_sub(darkest).min(range);
        *pixel = u8::try_from(above * 255 / range).unwrap_or(u8::MAX);
    }
    Grey {
        pixels,
        width: picture.width(),
        height: picture.height(),
    }
}

/// The first shade that comes after so many pixels.
fn shade_after(pixels: usize, shades: impl Iterator<Item = (u8, usize)>) -> u32 {
    let mut passed = 0;
    let mut shades = shades.skip_while(|(_, count)| {
        passed += count;
        passed <= pixels
    });
    shades.next().map_or(0, |(shade, _)| u32::from(shade))
}

fn fits(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) <= MAX_PIXELS && width.max(height) <= MAX_SIDE
}

/// The texts of all QR codes in a file: a PNG or JPEG, or each page of a PDF.
///
/// # Errors
/// [`ScanError`].
pub fn file(bytes: &[u8]) -> Result<Vec<Zeroizing<String>>, ScanError> {
    if bytes.starts_with(b"%PDF-") {
        pdf(bytes)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        codes(&jpeg(bytes)?)
    } else {
        codes(&png(bytes)?)
    }
}

/// The pages of a PDF, to be looked at one by one.
pub struct Pages(Raster);

impl Pages {
    /// Opens a PDF of at most [`MAX_PAGES`] pages.
    ///
    /// # Errors
    /// [`ScanError`].
    pub fn open(pdf: &[u8]) -> Result<Self, ScanError> {
        let raster = guarded(|| Raster::new(pdf))?;
        if raster.pages() > MAX_PAGES {
            return Err(ScanError::TooLarge);
        }
        Ok(Self(raster))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.pages()
    }

    /// The picture of a page, counted from 0, at `dpi` dots per inch.
    ///
    /// # Errors
    /// [`ScanError::TooLarge`] over [`MAX_PIXELS`], else [`ScanError::NotReadable`].
    pub fn grey(&self, page: usize, dpi: u16) -> Result<Grey, ScanError> {
        let (width, height) = guarded(|| self.0.size(page))?;
        let scale = f64::from(dpi) / 72.0;
        let (columns, rows) = (f64::from(width) * scale, f64::from(height) * scale);
        if columns * rows > MAX_PIXELS as f64 || columns.max(rows) > f64::from(MAX_SIDE) {
            return Err(ScanError::TooLarge);
        }
        guarded(|| self.0.grey(page, dpi))
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}

/// Hostile PDFs are not what the rasteriser's authors tested most: a panic is a file that cannot be
/// read.
fn guarded<T>(work: impl FnOnce() -> Result<T, DocumentError>) -> Result<T, ScanError> {
    catch_unwind(AssertUnwindSafe(work))
        .ok()
        .and_then(Result::ok)
        .ok_or(ScanError::NotReadable)
}

fn pdf(bytes: &[u8]) -> Result<Vec<Zeroizing<String>>, ScanError> {
    let pages = Pages::open(bytes)?;
    let mut found = Vec::new();
    for page in 0..pages.count() {
        found.extend(codes(&pages.grey(page, DPI)?)?);
    }
    Ok(found)
}

fn png(bytes: &[u8]) -> Result<Grey, ScanError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| ScanError::NotReadable)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if !fits(width, height) {
        return Err(ScanError::TooLarge);
    }
    let size = reader.output_buffer_size().ok_or(ScanError::TooLarge)?;
    let mut samples = Zeroizing::new(vec![0; size]);
    let frame = reader
        .next_frame(&mut samples)
        .map_err(|_| ScanError::NotReadable)?;
    let samples = samples
        .get(..frame.buffer_size())
        .ok_or(ScanError::NotReadable)?;
    let per_pixel = frame.color_type.samples();
    let pixels = samples
        .chunks_exact(per_pixel)
        .map(|pixel| match *pixel {
            [grey] => grey,
            [grey, alpha] => on_white(grey, alpha),
            [r, g, b] => luma(r, g, b),
            [r, g, b, alpha] => on_white(luma(r, g, b), alpha),
            _ => 255,
        })
        .collect();
    Grey::new(pixels, width, height).ok_or(ScanError::NotReadable)
}

/// As a phone takes it. However it is turned, its codes are found.
fn jpeg(bytes: &[u8]) -> Result<Grey, ScanError> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| ScanError::NotReadable)?;
    let (width, height) = decoder.dimensions().ok_or(ScanError::NotReadable)?;
    let dimension = |side| u32::try_from(side).map_err(|_| ScanError::TooLarge);
    let (width, height) = (dimension(width)?, dimension(height)?);
    if !fits(width, height) {
        return Err(ScanError::TooLarge);
    }
    let pixels = decoder.decode().map_err(|_| ScanError::NotReadable)?;
    Grey::new(pixels, width, height).ok_or(ScanError::NotReadable)
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = u32::from(r) * 2126 + u32::from(g) * 7152 + u32::from(b) * 722;
    u8::try_from((sum + 5000) / 10000).unwrap_or(255)
}

fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
}

fn decode(picture: &Grey) -> Result<Vec<Code>, Exceptions> {
    let source = Luma8Source::new_with_slice(picture.pixels(), picture.width(), picture.height())?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        TryHarder: Some(true),
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into()),
        ..DecodeHints::default()
    };
    let found = QrReader.decode_multiple_with_hints(&mut bitmap, &hints)?;
    Ok(found
        .into_iter()
        .map(|result| {
            let mut corners = [(0.0, 0.0); 4];
            for (corner, point) in corners.iter_mut().zip(result.getPoints()) {
                *corner = (point.x, point.y);
            }
            // It gives them row by row.
            corners.swap(2, 3);
            Code {
                text: Zeroizing::new(result.getText().to_owned()),
                corners,
            }
        })
        .collect())
}
