//! The certificate as an A4 page, and the proof that its codes scan.
//!
//! Two things come out of this crate, both from the same layout, and the passport number as a
//! picture of its own ([`PassportPicture`]):
//!
//! - [`PreviewPicture`], what the resident looks at before anything is issued: a picture with grey
//!   boxes where the codes, the ID and the date will stand. Every character is checked against the
//!   fonts here, so that a name that cannot be printed is refused before anybody pays. There is no
//!   road from it to a printer.
//! - [`CertificateDocument`], the PDF: composed, rasterised again in memory at 300 dpi, every code
//!   found and decoded, and the decoded texts equal to what the issuer signed. Only such a document
//!   can become a print job.
//!
//! [`scan`] is the reading half on its own, for whoever received a paper.
//!
//! # What this crate is not
//! It verifies no signature and matches no field: it takes
//! [`MatchedPreview`](certificate::MatchedPreview) and
//! [`MatchedCertificate`](certificate::MatchedCertificate), which exist only after that. It reads and
//! writes no file: fonts are handed in as bytes, documents stay in memory.
//!
//! # Memory
//! Pages, pictures and glyph runs are wiped on drop. What the PDF writer, the rasteriser and the
//! decoder keep for themselves while they work is freed but not wiped; none of them has a cache that
//! outlives the call.

#![forbid(unsafe_code)]

mod content;
mod error;
mod fonts;
mod issued;
mod layout;
mod outline;
mod page;
mod passport;
mod pdf;
mod picture;
mod preview;
mod proof;
mod raster;
pub mod scan;
mod symbol;

pub use error::DocumentError;
pub use fonts::{FontBytes, FontFile, Fonts, Unprintable};
pub use issued::{CertificateDocument, UnprovedDocument};
pub use passport::PassportPicture;
pub use picture::Picture;
pub use preview::PreviewPicture;
