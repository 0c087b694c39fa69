//! A PDF in memory to pixels.

use std::fmt;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::DocumentError;

/// Rows painted at a time. A whole A4 side in colour at 300 dpi would be 35 MB, at 600 dpi 139 MB.
const BAND: u16 = 512;

/// A picture in shades of grey, row by row from the top, 0 black to 255 white. Wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Grey {
    pub(crate) pixels: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Grey {
    /// A picture of the given size, if `pixels` has exactly that many and there is at least one.
    #[must_use]
    pub fn new(pixels: Vec<u8>, width: u32, height: u32) -> Option<Self> {
        let count = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        (count > 0 && pixels.len() == count).then_some(Self {
            pixels,
            width,
            height,
        })
    }

    /// The pixels.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// In pixels.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// The pixel in column `x` of row `y`, if there is one.
    pub(crate) fn at(&self, x: i32, y: i32) -> Option<u8> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        if x >= self.width {
            return None;
        }
        let index = u64::from(y) * u64::from(self.width) + u64::from(x);
        self.pixels.get(usize::try_from(index).ok()?).copied()
    }

    /// In pixels.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }
}

impl fmt::Debug for Grey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grey")
    }
}

/// A PDF to be rasterised.
pub(crate) struct Raster {
    pdf: Pdf,
}

impl Raster {
    pub(crate) fn new(pdf: &[u8]) -> Result<Self, DocumentError> {
        // A copy of its own, wiped too: the rasteriser wants what it reads to live as long as it does.
        let pdf = Arc::new(Zeroizing::new(pdf.to_vec()));
        let pdf = Pdf::new(pdf).map_err(|_| DocumentError::Raster)?;
        Ok(Self { pdf })
    }

    pub(crate) fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The page's size in points.
    pub(crate) fn size(&self, page: usize) -> Result<(f32, f32), DocumentError> {
        let page = self.pdf.pages().get(page).ok_or(DocumentError::Raster)?;
        Ok(page.render_dimensions())
    }

    pub(crate) fn grey(&self, page: usize, dpi: u16) -> Result<Grey, DocumentError> {
        let scale = f32::from(dpi) / 72.0;
        let (width, height) = self.size(page)?;
        let width = pixels(width * scale)?;
        let height = pixels(height * scale)?;
        let mut grey = Grey {
            pixels: Vec::with_capacity(usize::from(width) * usize::from(height)),
            width: width.into(),
            height: height.into(),
        };
        self.bands(page, f64::from(scale), width, height, |band| {
            // Rec. 709; the weights add up to 1.
            grey.pixels.extend(band.chunks_exact(4).filter_map(|pixel| {
                let [r, g, b, _] = <[u8; 4]>::try_from(pixel).ok()?.map(u32::from);
                u8::try_from((r * 2126 + g * 7152 + b * 722 + 5000) / 10000).ok()
            }));
        })?;
        Ok(grey)
    }

    /// Adds the page's pixels to `rgba` and says how many rows those were.
    pub(crate) fn rgba(
        &self,
        page: usize,
        columns: u16,
        rgba: &mut Vec<u8>,
    ) -> Result<u32, DocumentError> {
        let (width, height) = self.size(page)?;
        let scale = f32::from(columns) / width;
        let rows = pixels(height * scale)?;
        // Grown at once: a vector that grows bit by bit leaves copies behind.
        rgba.reserve_exact(usize::from(columns) * usize::from(rows) * 4);
        self.bands(page, f64::from(scale), columns, rows, |band| {
            // On white paper everything is opaque; the rasteriser's rounding leaves some 254.
            rgba.extend(band.chunks_exact(4).flat_map(|pixel| match *pixel {
                [r, g, b, _] => [r, g, b, 255],
                _ => [255; 4],
            }));
        })?;
        Ok(rows.into())
    }

    fn bands(
        &self,
        page: usize,
        scale: f64,
        width: u16,
        height: u16,
        mut take: impl FnMut(&[u8]),
    ) -> Result<(), DocumentError> {
        let page = self.pdf.pages().get(page).ok_or(DocumentError::Raster)?;
        let cache = RenderCache::new();
        let interpreter = InterpreterSettings::default();
        let settings = RenderSettings {
            hinting: false,
            ..RenderSettings::default()
        };
        let upright = page.initial_transform(true).to_kurbo();
        let mut top = 0_u16;
        while top < height {
            let rows = BAND.min(height - top);
            let mut context = RenderContext::new(width, rows);
            let transform =
                Affine::translate((0.0, -f64::from(top))) * Affine::scale(scale) * upright;
            render_into(
                page,
                &cache,
                &interpreter,
                &settings,
                &mut context,
                transform,
            );
            context.flush();
            let mut band = Pixmap::new(width, rows);
            context.render_with(
                &mut band,
                &mut Resources::default(),
                RasterizerSettings {
                    target_init: TargetInit::Clear(WHITE),
                    ..RasterizerSettings::default()
                },
            );
            take(band.data_as_u8_slice());
            band.data_as_u8_slice_mut().zeroize();
            top += rows;
        }
        Ok(())
    }
}

fn pixels(length: f32) -> Result<u16, DocumentError> {
    // The limit is twice A4 at 600 dpi.
    if (1.0..=15_000.0).contains(&length) {
        Ok(length.round() as u16)
    } else {
        Err(DocumentError::Raster)
    }
}
