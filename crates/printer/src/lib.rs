//! The printer: a trait that vendors implement, a driver for IPP, and a kit that a vendor's
//! implementation is checked with.
//!
//! What is handed to a printer is a sealed [`Job`]: a proved certificate or the test page, never
//! bytes of anybody's making. A vendor's [`Printer`] reads the PDF from [`Job::pdf`].
//!
//! The rule of this crate: **a job whose fate is unknown is never sent again**
//! ([`PrinterError::Unknown`]). The caller reports it as unknown; the issuer does not void the
//! certificate, and no second paper appears after a power loss or a lost answer.
//!
//! # What this crate is not
//! It is no spooler: there is no queue, and nothing is written to a file. It does not choose what is
//! printed. There is no simulated printer in it: whatever implements [`Printer`] receives
//! certificates, so test doubles live with the tests and the demo.

#![forbid(unsafe_code)]

pub mod conformance;
mod error;
mod ipp;
mod job;
mod status;
mod test_page;

pub use error::PrinterError;
pub use ipp::{IppConfig, IppPrinter, Plain, Timing};
pub use job::{Copies, Job, JobKind};
pub use status::{Attention, Progress, Severity, Status, Trouble};

/// A printer, whoever made it. Calls block; the kiosk makes them from a thread of their own.
///
/// # Contract
/// - [`status`](Self::status) prints nothing and answers or fails within seconds.
/// - [`print`](Self::print) returns when the fate of the job is known, or when it gives up. It sends
///   the job at most once. It answers `Ok` only when the printer has said that all sheets are out.
/// - An error of which [`PrinterError::nothing_printed`] is true is a promise that no sheet of this job
///   is or will be out. In doubt the answer is [`PrinterError::Unknown`].
/// - The job is dropped, and so wiped, before `print` returns; no copy is kept, no file written, and
///   neither the job's name nor any log says anything of its content.
/// - `watch` is called from the same thread: once with [`Progress::Sent`], then as things change.
pub trait Printer: Send {
    /// Whether the printer could print now, and what it wants a person to do.
    ///
    /// # Errors
    /// [`PrinterError`]: the printer could not be asked.
    fn status(&mut self) -> Result<Status, PrinterError>;

    /// Prints a job and waits for its fate.
    ///
    /// # Errors
    /// [`PrinterError`]; ask [`PrinterError::nothing_printed`] what that means for the certificate.
    fn print(
        &mut self,
        job: Job,
        copies: Copies,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError>;
}

impl<P: Printer + ?Sized> Printer for Box<P> {
    fn status(&mut self) -> Result<Status, PrinterError> {
        (**self).status()
    }

    fn print(
        &mut self,
        job: Job,
        copies: Copies,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        (**self).print(job, copies, watch)
    }
}

/// The printer said that everything is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Sides put out, of all copies together.
    pub pages: u32,
}
