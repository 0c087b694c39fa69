use std::fmt;
use std::num::NonZeroU8;

use card_driver::Challenge;
use document::CertificateDocument;

use crate::test_page;

/// What is printed. Sealed: a proved certificate, moved in, or the test page.
///
/// There is no road from bytes to a job:
///
/// ```compile_fail
/// fn forge(pdf: Vec<u8>) -> printer::Job {
///     printer::Job::from(pdf)
/// }
/// ```
///
/// ```compile_fail
/// fn forge(pdf: Vec<u8>) -> printer::Job {
///     printer::Job::certificate(pdf)
/// }
/// ```
///
/// nor from the preview picture:
///
/// ```compile_fail
/// fn print_preview(picture: document::PreviewPicture) -> printer::Job {
///     printer::Job::certificate(picture)
/// }
/// ```
///
/// and one certificate is one job, not two:
///
/// ```compile_fail
/// fn twice(job: printer::Job) -> (printer::Job, printer::Job) {
///     (job.clone(), job)
/// }
/// ```
///
/// ```compile_fail
/// fn twice(document: document::CertificateDocument) -> [printer::Job; 2] {
///     [printer::Job::certificate(document), printer::Job::certificate(document)]
/// }
/// ```
///
/// This is the only way, and it takes the document away:
///
/// ```
/// fn once(document: document::CertificateDocument) -> printer::Job {
///     printer::Job::certificate(document)
/// }
/// ```
pub struct Job(Content);

enum Content {
    Certificate(Box<CertificateDocument>),
    TestPage(Vec<u8>),
}

/// What kind of job it is: all that a log or a job's name may say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// A resident's certificate.
    Certificate,
    /// The test page.
    TestPage,
}

impl Job {
    /// A certificate.
    #[must_use]
    pub fn certificate(document: CertificateDocument) -> Self {
        Self(Content::Certificate(Box::new(document)))
    }

    /// One A4 side with a frame and rulers, about nobody.
    #[must_use]
    pub fn test_page() -> Self {
        Self(Content::TestPage(test_page::pdf()))
    }

    /// The whole PDF, A4. It is wiped with the job: do not keep it, do not write it to a file.
    #[must_use]
    pub fn pdf(&self) -> &[u8] {
        match &self.0 {
            Content::Certificate(document) => document.pdf(),
            Content::TestPage(pdf) => pdf,
        }
    }

    /// How many sides one copy has. Certificates are printed on one side of the sheet.
    #[must_use]
    pub fn pages(&self) -> u32 {
        match &self.0 {
            Content::Certificate(document) => document.pages(),
            Content::TestPage(_) => 1,
        }
    }

    /// Certificate or test page.
    #[must_use]
    pub const fn kind(&self) -> JobKind {
        match &self.0 {
            Content::Certificate(_) => JobKind::Certificate,
            Content::TestPage(_) => JobKind::TestPage,
        }
    }

    /// The session that a certificate was issued in.
    #[must_use]
    pub fn session(&self) -> Option<Challenge> {
        match &self.0 {
            Content::Certificate(document) => Some(document.session()),
            Content::TestPage(_) => None,
        }
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Job")
    }
}

/// How many copies: at least one, at most what the service allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copies(NonZeroU8);

impl Copies {
    /// One copy.
    pub const ONE: Self = Self(NonZeroU8::MIN);

    /// `count` copies, if that is between 1 and `most`.
    #[must_use]
    pub const fn new(count: u8, most: u8) -> Option<Self> {
        if count > most {
            return None;
        }
        match NonZeroU8::new(count) {
            Some(count) => Some(Self(count)),
            None => None,
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_one_to_the_most_allowed() {
        assert_eq!(Copies::new(0, 10), None);
        assert_eq!(Copies::new(1, 10), Some(Copies::ONE));
        assert_eq!(Copies::new(10, 10).map(Copies::get), Some(10));
        assert_eq!(Copies::new(11, 10), None);
        assert_eq!(Copies::new(1, 0), None);
    }
}
