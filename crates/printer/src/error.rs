/// Why a job was not printed, or is not known to be. No variant carries anything of the job, nor any
/// text that the printer sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrinterError {
    /// The configuration cannot be used: no IPP address, no certificate in the pinned root, plain IPP
    /// to another machine.
    #[error("the printer's configuration cannot be used")]
    Configuration,
    /// No connection to the printer.
    #[error("the printer cannot be reached")]
    Unreachable,
    /// The printer's certificate is not under the pinned root, or TLS failed otherwise.
    #[error("the printer's certificate is not trusted")]
    Untrusted,
    /// The printer wants a person first; [`Printer::status`](crate::Printer::status) says what.
    #[error("the printer is not ready")]
    NotReady,
    /// The printer takes no PDF, or not this many copies.
    #[error("the printer cannot print this kind of job")]
    Unsuitable,
    /// The printer refused the job or a question.
    #[error("the printer refused")]
    Refused,
    /// What the printer answered is no IPP, too long, or lacks what it must have.
    #[error("the printer's answer is malformed")]
    Malformed,
    /// The job ended before its first sheet and the printer says so.
    #[error("the job ended before its first sheet")]
    NothingOut,
    /// The job was sent and its fate is not known: an answer was lost, the printer fell silent, or the
    /// job ended part-way. **Never send it again.**
    #[error("it is not known what the printer put out")]
    Unknown,
}

impl PrinterError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Configuration => "PRINTER-CONFIGURATION",
            Self::Unreachable => "PRINTER-UNREACHABLE",
            Self::Untrusted => "PRINTER-UNTRUSTED",
            Self::NotReady => "PRINTER-NOT-READY",
            Self::Unsuitable => "PRINTER-UNSUITABLE",
            Self::Refused => "PRINTER-REFUSED",
            Self::Malformed => "PRINTER-MALFORMED",
            Self::NothingOut => "PRINTER-NOTHING-OUT",
            Self::Unknown => "PRINTER-UNKNOWN",
        }
    }

    /// Whether it is certain that no sheet of the job is or will be out. When false, the outcome is
    /// "unknown": never "not printed".
    #[must_use]
    pub const fn nothing_printed(&self) -> bool {
        !matches!(self, Self::Unknown)
    }
}
