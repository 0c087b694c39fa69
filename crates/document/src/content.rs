//! What stands on the page, whoever it was composed from.

use certificate::Preview;
use time::Date;

use crate::symbol::Symbol;

/// Everything that a page shows.
pub(crate) struct Content<'a> {
    pub(crate) printed: &'a Preview,
    /// `None` on the preview: grey boxes stand there.
    pub(crate) issued: Option<Issued<'a>>,
    /// From a test hierarchy: 見本 / SPECIMEN across every page.
    pub(crate) specimen: bool,
}

/// What exists only after the issue.
pub(crate) struct Issued<'a> {
    pub(crate) id: &'a str,
    pub(crate) date: Date,
    pub(crate) shc: Symbol,
    pub(crate) vds_nc: Option<Symbol>,
}
