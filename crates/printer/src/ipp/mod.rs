//! The IPP driver.

mod link;
mod wire;

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use ipp::model::{DelimiterTag, Operation};
use ipp::value::IppValue;
use zeroize::Zeroizing;

use self::link::{Failure, Link};
use self::wire::{Answer, Request};
use crate::{Copies, Job, JobKind, Printed, Printer, PrinterError, Progress, Status};

/// Where the printer is and how patiently it is asked.
#[derive(Clone, Debug, Default)]
pub struct IppConfig {
    /// `ipps://host[:port]/path`, or `ipp://…` where [`plain`](Self::plain) allows it. The port is 631
    /// unless given.
    pub uri: String,
    /// The certificates (PEM) that the printer's own must be, or be under. Needed for `ipps`; the
    /// system's roots are never trusted.
    pub root_pem: Option<String>,
    /// Whether unencrypted IPP may leave this machine.
    pub plain: Plain,
    /// The deadlines.
    pub timing: Timing,
}

/// Whether unencrypted IPP may leave this machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plain {
    /// Plain `ipp://` to `localhost` and loopback addresses only.
    #[default]
    LoopbackOnly,
    /// Plain `ipp://` to any address: for a printer on a cable of its own.
    Allowed,
}

/// How long the driver waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// For a connection.
    pub connect: Duration,
    /// For one answer.
    pub answer: Duration,
    /// Between two questions about the job.
    pub poll: Duration,
    /// For the end of the job; then it is cancelled.
    pub job: Duration,
    /// For any answer about the job while the printer is silent; then its fate is unknown.
    pub silence: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            answer: Duration::from_secs(20),
            poll: Duration::from_millis(500),
            job: Duration::from_secs(150),
            silence: Duration::from_secs(30),
        }
    }
}

/// A printer that speaks IPP 1.1 and takes PDF (RFC 8010, RFC 8011; IPP Everywhere).
///
/// Jobs go from memory to the printer, under a name about nobody. It has a runtime of its own, so that
/// its calls block; do not call it on a thread of an async runtime.
pub struct IppPrinter {
    link: Link,
    timing: Timing,
}

impl IppPrinter {
    /// A printer at an address. Nothing is sent yet.
    ///
    /// # Errors
    /// [`PrinterError::Configuration`].
    pub fn new(config: IppConfig) -> Result<Self, PrinterError> {
        Ok(Self {
            link: Link::new(&config)?,
            timing: config.timing,
        })
    }

    fn ask(&self, request: Request) -> Result<Answer, Failure> {
        self.link.send(Bytes::from(request.bytes()))
    }

    /// What the printer says of itself.
    fn capabilities(&self) -> Result<Capabilities, PrinterError> {
        let request = Request::new(Operation::GetPrinterAttributes, &self.link.uri)?
            .by_user()?
            .asking(&[
                "printer-state",
                "printer-state-reasons",
                "printer-is-accepting-jobs",
                "document-format-supported",
                "copies-supported",
            ])?;
        Capabilities::read(&self.ask(request).map_err(Failure::of_question)?)
    }

    /// Sends the job, once, and gives its number.
    fn submit(&self, job: &Job, copies: Copies) -> Result<i32, PrinterError> {
        let name = match job.kind() {
            JobKind::Certificate => "certificate",
            JobKind::TestPage => "test page",
        };
        let mut request = Request::new(Operation::PrintJob, &self.link.uri)?.by_user()?;
        request.operation("job-name", IppValue::new_name_without_language(name))?;
        request.operation(
            "document-format",
            IppValue::new_mime_media_type("application/pdf"),
        )?;
        let keyword = |word: &str| IppValue::new_keyword(word);
        request.job(
            "copies",
            Ok::<_, PrinterError>(IppValue::new_integer(copies.get().into())),
        )?;
        request.job("media", keyword("iso_a4_210x297mm"))?;
        request.job("sides", keyword("one-sided"))?;
        // Scaling would break the codes' whole pixels.
        request.job("print-scaling", keyword("none"))?;
        let head = request.bytes();
        let mut body = Zeroizing::new(Vec::with_capacity(head.len() + job.pdf().len()));
        body.extend_from_slice(&head);
        body.extend_from_slice(job.pdf());
        // Wiped when the client has let go of it.
        let answer = match self.link.send(Bytes::from_owner(body)) {
            Ok(answer) => answer,
            Err(Failure::NotTaken(error)) => return Err(error),
            // The printer may have the whole job and the answer alone was lost.
            Err(Failure::Lost) => return Err(PrinterError::Unknown),
        };
        if !answer.is_success() {
            return Err(PrinterError::Refused);
        }
        answer
            .number(DelimiterTag::JobAttributes, "job-id")
            .ok_or(PrinterError::Unknown)
    }

    fn job_state(&self, id: i32) -> Result<JobState, Failure> {
        const GROUP: DelimiterTag = DelimiterTag::JobAttributes;
        let request = Request::new(Operation::GetJobAttributes, &self.link.uri)
            .and_then(|request| request.about_job(id))
            .and_then(|request| {
                request.asking(&[
                    "job-state",
                    "job-state-reasons",
                    "job-impressions-completed",
                ])
            })
            .map_err(Failure::NotTaken)?;
        let answer = self.ask(request)?;
        if !answer.is_success() {
            return Ok(JobState::Forgotten);
        }
        let pages = answer
            .number(GROUP, "job-impressions-completed")
            .and_then(|pages| u32::try_from(pages).ok());
        let reasons = answer.words(GROUP, "job-state-reasons");
        // RFC 8011, 5.3.7.
        Ok(match answer.number(GROUP, "job-state") {
            Some(3..=6) => JobState::Under { pages },
            Some(7 | 8) => JobState::Ended { pages },
            Some(9) if reasons.contains(&"job-completed-with-errors") => JobState::Forgotten,
            Some(9) => JobState::Completed,
            _ => return Err(Failure::Lost),
        })
    }

    /// Asks after the job until its fate is known.
    fn follow(
        &self,
        id: i32,
        pages: u32,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        let started = Instant::now();
        let mut heard = started;
        let mut said = Progress::Sent;
        watch(Progress::Sent);
        loop {
            match self.job_state(id) {
                Ok(state) => {
                    heard = Instant::now();
                    if let Some(fate) = state.fate(pages) {
                        return fate;
                    }
                    let progress = self.progress(&state);
                    if progress != said {
                        said = progress.clone();
                        watch(progress);
                    }
                }
                Err(_) if heard.elapsed() > self.timing.silence => {
                    // Should the printer hear it after all, nothing comes out in front of the next
                    // resident. Whether it did is not known.
                    let _ = self.cancel(id);
                    return Err(PrinterError::Unknown);
                }
                Err(_) => {}
            }
            if started.elapsed() > self.timing.job {
                return self.give_up(id, pages);
            }
            self.link.pause(self.timing.poll);
        }
    }

    fn progress(&self, state: &JobState) -> Progress {
        match self.capabilities() {
            Ok(Capabilities { status, .. }) if !status.attention.is_empty() => {
                Progress::Waiting(status.attention)
            }
            _ => Progress::Printing {
                pages: state.pages(),
            },
        }
    }

    fn cancel(&self, id: i32) -> Result<Result<Answer, Failure>, PrinterError> {
        let request = Request::new(Operation::CancelJob, &self.link.uri)?.about_job(id)?;
        Ok(self.ask(request))
    }

    /// Cancels the job and looks what has become of it. Cancelled before its first side is the one case
    /// in which the certificate can be voided.
    fn give_up(&self, id: i32, pages: u32) -> Result<Printed, PrinterError> {
        // Its answer may well be "not possible": the job has just ended.
        let _ = self.cancel(id)?;
        let started = Instant::now();
        while started.elapsed() <= self.timing.answer {
            if let Ok(state) = self.job_state(id)
                && let Some(fate) = state.fate(pages)
            {
                return fate;
            }
            self.link.pause(self.timing.poll);
        }
        Err(PrinterError::Unknown)
    }
}

impl fmt::Debug for IppPrinter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IppPrinter")
    }
}

impl Printer for IppPrinter {
    fn status(&mut self) -> Result<Status, PrinterError> {
        self.capabilities()?.status()
    }

    fn print(
        &mut self,
        job: Job,
        copies: Copies,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        let capabilities = self.capabilities()?;
        if !capabilities.takes_pdf || capabilities.most_copies < i32::from(copies.get()) {
            return Err(PrinterError::Unsuitable);
        }
        if !capabilities.status.ready {
            return Err(PrinterError::NotReady);
        }
        let pages = job.pages() * u32::from(copies.get());
        let id = self.submit(&job, copies)?;
        // The printer has it: ours is wiped before the paper is out.
        drop(job);
        self.follow(id, pages, watch)
    }
}

impl Status {
    /// What an answer to Get-Printer-Attributes (RFC 8010; RFC 8011, 4.2.5) says of the printer.
    ///
    /// # Errors
    /// [`PrinterError::Malformed`], [`PrinterError::Refused`] where the printer did not say, and
    /// [`PrinterError::Unsuitable`] where it takes no PDF.
    pub fn of_ipp_answer(bytes: &[u8]) -> Result<Self, PrinterError> {
        Capabilities::read(&Answer::parse(bytes)?)?.status()
    }
}

struct Capabilities {
    status: Status,
    takes_pdf: bool,
    most_copies: i32,
}

impl Capabilities {
    fn read(answer: &Answer) -> Result<Self, PrinterError> {
        const GROUP: DelimiterTag = DelimiterTag::PrinterAttributes;
        if !answer.is_success() {
            return Err(PrinterError::Refused);
        }
        // RFC 8011, 5.4.11: 3 idle, 4 processing, 5 stopped.
        let state = answer
            .number(GROUP, "printer-state")
            .filter(|state| (3..=5).contains(state))
            .ok_or(PrinterError::Malformed)?;
        let accepting = answer
            .boolean(GROUP, "printer-is-accepting-jobs")
            .unwrap_or(true);
        let reasons = answer.words(GROUP, "printer-state-reasons");
        Ok(Self {
            status: Status::new(state == 5, state == 4, accepting, reasons),
            takes_pdf: answer
                .words(GROUP, "document-format-supported")
                .contains(&"application/pdf"),
            most_copies: answer.most(GROUP, "copies-supported").unwrap_or(1),
        })
    }

    fn status(self) -> Result<Status, PrinterError> {
        if self.takes_pdf {
            Ok(self.status)
        } else {
            Err(PrinterError::Unsuitable)
        }
    }
}

/// What the printer says of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JobState {
    /// Pending, held, processing or stopped.
    Under { pages: Option<u32> },
    /// Cancelled or aborted.
    Ended { pages: Option<u32> },
    /// All out.
    Completed,
    /// The printer does not know the job any more, or completed it "with errors".
    Forgotten,
}

impl JobState {
    const fn pages(self) -> Option<u32> {
        match self {
            Self::Under { pages } | Self::Ended { pages } => pages,
            Self::Completed | Self::Forgotten => None,
        }
    }

    /// The job's fate, once it has one.
    const fn fate(self, pages: u32) -> Option<Result<Printed, PrinterError>> {
        match self {
            Self::Under { .. } => None,
            Self::Completed => Some(Ok(Printed { pages })),
            // Only a printer that counts sides can tell that there were none.
            Self::Ended { pages: Some(0) } => Some(Err(PrinterError::NothingOut)),
            Self::Ended { .. } | Self::Forgotten => Some(Err(PrinterError::Unknown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(uri: &str) -> IppConfig {
        IppConfig {
            uri: uri.to_owned(),
            ..IppConfig::default()
        }
    }

    #[test]
    fn plain_ipp_stays_on_this_machine_unless_allowed() {
        for uri in [
            "ipp://localhost/ipp/print",
            "ipp://127.0.0.1:8631/",
            "ipp://[::1]/x",
        ] {
            assert!(IppPrinter::new(config(uri)).is_ok(), "{uri}");
        }
        for uri in [
            "ipp://printer.example/ipp",
            "ipp://192.0.2.7/",
            "ipp://localhost.example/",
        ] {
            let config = config(uri);
            assert!(IppPrinter::new(config.clone()).is_err(), "{uri}");
            let plain = Plain::Allowed;
            assert!(
                IppPrinter::new(IppConfig { plain, ..config }).is_ok(),
                "{uri}"
            );
        }
    }

    #[test]
    fn ipps_needs_a_pinned_root_and_other_schemes_are_refused() {
        for uri in [
            "ipps://printer.example/ipp",
            "http://localhost/",
            "file:///x",
            "ipp:",
            "",
        ] {
            assert_eq!(
                IppPrinter::new(config(uri)).err(),
                Some(PrinterError::Configuration),
                "{uri}"
            );
        }
    }

    #[test]
    fn s23_only_a_counted_zero_is_nothing_out() {
        let fate = |state: JobState| state.fate(2);
        assert_eq!(fate(JobState::Under { pages: Some(2) }), None);
        assert_eq!(fate(JobState::Completed), Some(Ok(Printed { pages: 2 })));
        assert_eq!(
            fate(JobState::Ended { pages: Some(0) }),
            Some(Err(PrinterError::NothingOut))
        );
        for state in [
            JobState::Ended { pages: Some(1) },
            JobState::Ended { pages: None },
            JobState::Forgotten,
        ] {
            assert_eq!(fate(state), Some(Err(PrinterError::Unknown)));
        }
    }
}
