//! What happens to paper on its way to a verifier: blurred, folded, copied, photographed askew.
//!
//! Lengths are on paper, so that the same harm is compared at every resolution. Chance comes from a seed.
#![allow(dead_code)] // The test and the benchmark use their parts.

use document::scan::{Grey, Pages, codes, find};

/// Numbers that look random and are the same every time (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 40) as f32 / (1_u32 << 24) as f32
    }

    fn between(&mut self, least: f32, most: f32) -> f32 {
        least + self.share() * (most - least)
    }

    /// About normal, with a standard deviation of 1.
    fn normal(&mut self) -> f32 {
        (0..6).map(|_| self.share()).sum::<f32>() * 2.0_f32.sqrt() - 3.0 * 2.0_f32.sqrt()
    }
}

/// A part of a scanned page.
#[derive(Clone)]
pub(crate) struct Scan {
    shades: Vec<f32>,
    width: usize,
    height: usize,
    /// Pixels on a millimetre.
    per_mm: f32,
}

impl Scan {
    /// The surroundings of each code on a document's pages, with the code's text.
    pub(crate) fn codes(pdf: &[u8], dpi: u16) -> Vec<(Self, String)> {
        let pages = Pages::open(pdf).unwrap();
        let mut all = Vec::new();
        for page in 0..pages.count() {
            let fine = pages.grey(page, 300).unwrap();
            let whole = Self::of(&pages.grey(page, dpi).unwrap(), dpi);
            for code in find(&fine).unwrap() {
                let scale = f32::from(dpi) / 300.0;
                let margin = 8.0 * whole.per_mm;
                let [(left, top), _, (right, bottom), _] = code.corners();
                let from = |at: f32| (at * scale - margin).max(0.0) as usize;
                let to = |at: f32, end: usize| ((at * scale + margin) as usize).min(end);
                let (columns, rows) = (
                    from(left)..to(right, whole.width),
                    from(top)..to(bottom, whole.height),
                );
                let part = Self {
                    shades: rows
                        .clone()
                        .flat_map(|y| {
                            let row = y * whole.width;
                            whole.shades[row + columns.start..row + columns.end].to_vec()
                        })
                        .collect(),
                    width: columns.len(),
                    height: rows.len(),
                    per_mm: whole.per_mm,
                };
                all.push((part, code.text().to_owned()));
            }
        }
        all
    }

    fn of(grey: &Grey, dpi: u16) -> Self {
        Self {
            shades: grey
                .pixels()
                .iter()
                .map(|pixel| f32::from(*pixel))
                .collect(),
            width: grey.width() as usize,
            height: grey.height() as usize,
            per_mm: f32::from(dpi) / 25.4,
        }
    }

    /// As a scanner delivers it.
    pub(crate) fn grey(&self) -> Grey {
        let pixels = self
            .shades
            .iter()
            .map(|shade| shade.round().clamp(0.0, 255.0) as u8);
        Grey::new(pixels.collect(), self.width as u32, self.height as u32).unwrap()
    }

    fn map(&self, mut change: impl FnMut(usize, usize, f32) -> f32) -> Self {
        let shades = self.shades.iter().enumerate();
        Self {
            shades: shades
                .map(|(index, shade)| change(index % self.width, index / self.width, *shade))
                .collect(),
            ..*self
        }
    }

    /// The shade at a place between pixels; paper all around.
    fn at(&self, x: f32, y: f32) -> f32 {
        let shade = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
            if inside {
                self.shades[y as usize * self.width + x as usize]
            } else {
                255.0
            }
        };
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let upper = shade(left, top) * (1.0 - across) + shade(left + 1.0, top) * across;
        let lower = shade(left, top + 1.0) * (1.0 - across) + shade(left + 1.0, top + 1.0) * across;
        upper * (1.0 - down) + lower * down
    }

    /// Each pixel taken from another place, given from the middle.
    fn warp(&self, from: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        let (middle_x, middle_y) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        self.map(|x, y, _| {
            let (x, y) = from(x as f32 + 0.5 - middle_x, y as f32 + 0.5 - middle_y);
            self.at(x + middle_x - 0.5, y + middle_y - 0.5)
        })
    }

    /// Out of focus: a Gauss blur of this standard deviation.
    pub(crate) fn blur(&self, millimetres: f32) -> Self {
        let deviation = millimetres * self.per_mm;
        let reach = (deviation * 3.0).ceil() as isize;
        let weights: Vec<f32> = (-reach..=reach)
            .map(|at| (-((at * at) as f32) / (2.0 * deviation * deviation)).exp())
            .collect();
        let total: f32 = weights.iter().sum();
        let along = |scan: &Self, dx: isize, dy: isize| {
            scan.map(|x, y, _| {
                let sum: f32 = weights
                    .iter()
                    .zip(-reach..=reach)
                    .map(|(weight, step)| {
                        let x = x.saturating_add_signed(dx * step).min(scan.width - 1);
                        let y = y.saturating_add_signed(dy * step).min(scan.height - 1);
                        weight * scan.shades[y * scan.width + x]
                    })
                    .sum();
                sum / total
            })
        };
        along(&along(self, 1, 0), 0, 1)
    }

    /// Noise of this standard deviation, in shades of 255.
    pub(crate) fn noise(&self, shades: f32, chance: &mut Chance) -> Self {
        self.map(|_, _, shade| shade + chance.normal() * shades)
    }

    pub(crate) fn rotate(&self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.warp(|x, y| (x * cos - y * sin, x * sin + y * cos))
    }

    /// Seen askew: one side is shorter than the other by about this share.
    pub(crate) fn perspective(&self, share: f32, chance: &mut Chance) -> Self {
        let (sin, cos) = chance.between(0.0, std::f32::consts::TAU).sin_cos();
        let half = self.width as f32 / 2.0;
        self.warp(|x, y| {
            let depth = 1.0 + share * (x * cos + y * sin) / half;
            (x * depth, y * depth)
        })
    }

    /// Faded ink on dark paper.
    pub(crate) fn contrast(&self, ink: f32, paper: f32) -> Self {
        self.map(|_, _, shade| ink + shade * (paper - ink) / 255.0)
    }

    /// A shadow over one side, down to this share of the light.
    pub(crate) fn shadow(&self, share: f32) -> Self {
        let width = self.width as f32;
        self.map(|x, _, shade| shade * (1.0 - (1.0 - share) * x as f32 / width))
    }

    /// A fold across, where the ink is gone.
    pub(crate) fn fold(&self, millimetres: f32, chance: &mut Chance) -> Self {
        let (sin, cos) = chance.between(-0.4, 0.4).sin_cos();
        let (middle_x, middle_y) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let off = chance.between(-0.2, 0.2) * middle_y;
        let half = millimetres * self.per_mm / 2.0;
        self.map(|x, y, shade| {
            let across = (y as f32 - middle_y) * cos - (x as f32 - middle_x) * sin - off;
            if across.abs() < half { 245.0 } else { shade }
        })
    }

    /// A dark spot of this diameter somewhere inside, not on a corner.
    pub(crate) fn stain(&self, millimetres: f32, chance: &mut Chance) -> Self {
        let [x0, y0] =
            [self.width, self.height].map(|side| chance.between(0.42, 0.66) * side as f32);
        let radius = millimetres * self.per_mm / 2.0;
        self.map(|x, y, shade| {
            let inside = (x as f32 - x0).hypot(y as f32 - y0) < radius;
            if inside { shade * 0.3 } else { shade }
        })
    }

    /// A copier's work: scanned a little askew and unsharp, printed again in dots of ink or none.
    pub(crate) fn copy(&self, chance: &mut Chance) -> Self {
        // An ordered dither of 2 by 2, as copiers have for text.
        const DITHER: [[f32; 2]; 2] = [[102.0, 153.0], [166.0, 115.0]];
        self.rotate(chance.between(-0.8, 0.8))
            .blur(0.07)
            .noise(14.0, chance)
            .map(|x, y, shade| {
                if shade > DITHER[y % 2][x % 2] {
                    250.0
                } else {
                    10.0
                }
            })
    }
}

/// One way to harm a paper: its name, and what it does.
pub(crate) type Harm = (&'static str, fn(&Scan, &mut Chance) -> Scan);

/// All of them, the mild before the severe.
pub(crate) const HARMS: &[Harm] = &[
    ("clean", |scan, _| scan.clone()),
    ("blur 0.1 mm", |scan, _| scan.blur(0.1)),
    ("blur 0.2 mm", |scan, _| scan.blur(0.2)),
    ("blur 0.3 mm", |scan, _| scan.blur(0.3)),
    ("noise 30", |scan, chance| scan.noise(30.0, chance)),
    ("noise 60", |scan, chance| scan.noise(60.0, chance)),
    ("rotation 3°", |scan, _| scan.rotate(3.0)),
    ("rotation 17°", |scan, _| scan.rotate(17.0)),
    ("upside down", |scan, _| scan.rotate(180.0)),
    ("perspective 5 %", |scan, chance| {
        scan.perspective(0.05, chance)
    }),
    ("perspective 12 %", |scan, chance| {
        scan.perspective(0.12, chance)
    }),
    ("contrast 90 to 170", |scan, _| scan.contrast(90.0, 170.0)),
    ("contrast 115 to 140", |scan, _| scan.contrast(115.0, 140.0)),
    ("shadow to a third", |scan, _| scan.shadow(0.33)),
    ("fold of 0.8 mm", |scan, chance| scan.fold(0.8, chance)),
    ("stain of 5 mm", |scan, chance| scan.stain(5.0, chance)),
    ("stain of 9 mm", |scan, chance| scan.stain(9.0, chance)),
    ("1 copy", |scan, chance| scan.copy(chance)),
    ("2 copies", |scan, chance| scan.copy(chance).copy(chance)),
    ("3 copies", |scan, chance| {
        scan.copy(chance).copy(chance).copy(chance)
    }),
    ("bad photograph", |scan, chance| {
        scan.perspective(0.04, chance)
            .rotate(chance.between(-8.0, 8.0))
            .blur(0.15)
            .contrast(60.0, 200.0)
            .shadow(0.6)
            .noise(20.0, chance)
    }),
    ("copy, bad photograph", |scan, chance| {
        scan.copy(chance)
            .perspective(0.04, chance)
            .rotate(chance.between(-8.0, 8.0))
            .blur(0.15)
            .noise(20.0, chance)
    }),
];

/// Whether our reader finds exactly this text.
pub(crate) fn reads(scan: &Scan, text: &str) -> bool {
    let found = codes(&scan.grey()).unwrap();
    found.iter().any(|code| code.as_str() == text)
}
