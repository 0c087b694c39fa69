// SPDX-License-Identifier: GPL-3.0-only
//! The paper thread: the picture for the resident, the document, its proof, and the printer.
//!
//! The document of a session lives here and nowhere else, from its proof to the printer or to the wipe.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use certificate::{MatchedCertificate, MatchedPreview};
use document::{
    CertificateDocument, DocumentError, Fonts, PassportPicture, Picture, PreviewPicture,
};
use issuance::{Answer, Attention, Delivered, DocumentFault, PrintFault, SessionId};
use printer::{Job, Printer, PrinterError, Progress, Severity, Trouble};
use slint::{Rgba8Pixel, SharedPixelBuffer};

use super::{Mailbox, Message, Pictures};
use crate::staff::{Action, News, Notice};

/// The picture's width in pixels: one pixel to one where it fills a portrait screen of 1080 pixels.
const PICTURE_WIDTH: u32 = 972;
/// The passport number's: one pixel to one on such a screen.
const PASSPORT_WIDTH: u32 = 972;

/// Our own code panicked, or a driver's.
const PANIC: &str = "PAPER-PANIC";

/// What the paper thread is asked to do.
#[derive(Debug)]
pub enum Task {
    /// Draw the picture.
    Picture(Box<MatchedPreview>),
    /// Make the document and prove it.
    Compose(Box<MatchedCertificate>),
    /// Print the document of this session, once.
    Print(issuance::Copies),
    /// Drop everything of this session.
    Wipe,
    /// Print the page about nobody, once, for staff.
    TestPage,
}

/// The handle of the paper thread.
#[derive(Debug)]
pub struct PaperAdapter {
    sender: mpsc::Sender<(SessionId, Task)>,
}

struct PaperThread {
    fonts: Fonts,
    printer: Box<dyn Printer>,
    mailbox: Mailbox,
    document: Option<(SessionId, CertificateDocument)>,
}

impl PaperAdapter {
    /// Starts the paper thread.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(
        fonts: Fonts,
        printer: Box<dyn Printer>,
        mailbox: Mailbox,
    ) -> io::Result<PaperAdapter> {
        let (sender, receiver) = mpsc::channel();
        let mut thread = PaperThread {
            fonts,
            printer,
            mailbox,
            document: None,
        };
        thread::Builder::new()
            .name("paper".to_owned())
            .spawn(move || {
                while let Ok((session, task)) = receiver.recv() {
                    thread.task(session, task);
                }
            })?;
        Ok(PaperAdapter { sender })
    }

    /// Hands over a task.
    pub fn run(&self, session: SessionId, task: Task) {
        let _ = self.sender.send((session, task));
    }
}

/// Draws what was applied for as pixels: the page, and the passport number where it has one.
///
/// # Errors
/// [`DocumentError`]: what cannot be printed is not shown either.
pub fn pictures(preview: &MatchedPreview, fonts: &Fonts) -> Result<Pictures, DocumentError> {
    let page = PreviewPicture::compose(preview, fonts, PICTURE_WIDTH)?;
    let passport = PassportPicture::compose(preview, fonts, PASSPORT_WIDTH)?
        .map(|number| pixels(number.picture()))
        .transpose()?;
    Ok(Pictures {
        page: pixels(page.picture())?,
        passport,
    })
}

impl PaperThread {
    /// A panic, of a driver or over what was to be drawn, is the end of this task and not of the thread.
    fn task(&mut self, session: SessionId, task: Task) {
        let otherwise = match task {
            Task::Picture(_) => Some(Answer::PictureFailed(DocumentFault::Internal)),
            Task::Compose(_) => Some(Answer::ComposeFailed(DocumentFault::Internal)),
            // Pages may have come out.
            Task::Print(_) => Some(Answer::PrintFailed {
                delivered: Delivered::Unknown,
                fault: PrintFault::Garbage,
            }),
            Task::Wipe | Task::TestPage => None,
        };
        let testing = matches!(task, Task::TestPage);
        let done = catch_unwind(AssertUnwindSafe(|| self.done(session, task)));
        let answer = done.unwrap_or_else(|_| {
            tracing::error!(hop = "paper", session = %session, code = PANIC);
            if testing {
                let notice = Notice::Failed(Action::TestPrint, PANIC);
                self.mailbox.send(Message::Staff(News::Told(notice)));
            }
            otherwise
        });
        if let Some(answer) = answer {
            self.mailbox.answer(session, answer);
        }
    }

    fn done(&mut self, session: SessionId, task: Task) -> Option<Answer> {
        Some(match task {
            Task::Picture(preview) => self.picture(session, preview),
            Task::Compose(certificate) => self.compose(session, *certificate),
            Task::Print(copies) => self.print(session, copies),
            Task::Wipe => {
                self.document = None;
                return None;
            }
            Task::TestPage => {
                self.test_page();
                return None;
            }
        })
    }

    fn test_page(&mut self) {
        let mailbox = self.mailbox.clone();
        let tell = |notice| mailbox.send(Message::Staff(News::Told(notice)));
        let mut watch = |progress: Progress| {
            if let Progress::Waiting(reasons) = progress
                && let Some(reason) = reasons.first()
            {
                tell(Notice::Waits(Action::TestPrint, reason.trouble.code()));
            }
        };
        let printed = self
            .printer
            .print(Job::test_page(), printer::Copies::ONE, &mut watch);
        tell(match printed {
            Ok(_) => Notice::Done(Action::TestPrint),
            Err(error) => Notice::Failed(Action::TestPrint, error.code()),
        });
    }

    fn picture(&self, session: SessionId, preview: Box<MatchedPreview>) -> Answer {
        match pictures(&preview, &self.fonts) {
            Ok(pictures) => {
                self.mailbox.send(Message::Pictures(session, pictures));
                Answer::PictureReady(preview)
            }
            Err(error) => Answer::PictureFailed(document_fault(session, &error)),
        }
    }

    fn compose(&mut self, session: SessionId, certificate: MatchedCertificate) -> Answer {
        match CertificateDocument::compose(certificate, &self.fonts) {
            Ok(document) => match u16::try_from(document.pages()) {
                Ok(pages) => {
                    self.document = Some((session, document));
                    Answer::Composed { pages }
                }
                Err(_) => Answer::ComposeFailed(DocumentFault::DoesNotFit),
            },
            Err(error) => Answer::ComposeFailed(document_fault(session, &error)),
        }
    }

    fn print(&mut self, session: SessionId, copies: issuance::Copies) -> Answer {
        // Another session's document is never printed, whatever anybody asks for.
        let document = self.document.take().filter(|(owner, _)| *owner == session);
        let (Some((_, document)), Some(copies)) =
            (document, printer::Copies::new(copies.get(), u8::MAX))
        else {
            return Answer::PrintFailed {
                delivered: Delivered::NotPrinted,
                fault: PrintFault::Refused,
            };
        };
        let mailbox = self.mailbox.clone();
        let mut watch = |progress: Progress| {
            mailbox.answer(session, Answer::PrinterProgress(attention(&progress)));
        };
        match self
            .printer
            .print(Job::certificate(document), copies, &mut watch)
        {
            Ok(_) => Answer::Printed,
            Err(error) => {
                tracing::info!(hop = "printer", session = %session, code = error.code());
                let delivered = if error.nothing_printed() {
                    Delivered::NotPrinted
                } else {
                    Delivered::Unknown
                };
                Answer::PrintFailed {
                    delivered,
                    fault: print_fault(&error),
                }
            }
        }
    }
}

fn pixels(picture: &Picture) -> Result<SharedPixelBuffer<Rgba8Pixel>, DocumentError> {
    let mut buffer = SharedPixelBuffer::<Rgba8Pixel>::new(picture.width(), picture.height());
    let bytes = buffer.make_mut_bytes();
    if bytes.len() != picture.rgba().len() {
        return Err(DocumentError::PictureSize);
    }
    bytes.copy_from_slice(picture.rgba());
    Ok(buffer)
}

fn document_fault(session: SessionId, error: &DocumentError) -> DocumentFault {
    tracing::info!(hop = "document", session = %session, code = error.code());
    if let DocumentError::NoGlyph(character) = error {
        // For whoever chooses the fonts: the code point alone, on a line without the session.
        tracing::warn!(hop = "document", %character, "no font has this character");
    }
    match error {
        DocumentError::NoGlyph(_) => DocumentFault::GlyphMissing,
        DocumentError::TooLong | DocumentError::CodeTooLarge => DocumentFault::DoesNotFit,
        DocumentError::CodeUnreadable | DocumentError::CodeDiffers => DocumentFault::ProofFailed,
        _ => DocumentFault::Internal,
    }
}

/// What somebody has to do before the printer goes on, if anything.
fn attention(progress: &Progress) -> Option<Attention> {
    let Progress::Waiting(reasons) = progress else {
        return None;
    };
    let reason = reasons
        .iter()
        .find(|reason| reason.severity == Severity::Blocking)?;
    Some(match reason.trouble {
        Trouble::MediaEmpty => Attention::MediaEmpty,
        Trouble::MediaJam => Attention::MediaJam,
        Trouble::SupplyEmpty => Attention::MarkerEmpty,
        Trouble::CoverOpen => Attention::CoverOpen,
        Trouble::OutputFull => Attention::OutputFull,
        _ => Attention::Other,
    })
}

fn print_fault(error: &PrinterError) -> PrintFault {
    match error {
        PrinterError::Unreachable | PrinterError::Untrusted => PrintFault::Unreachable,
        PrinterError::NotReady => PrintFault::NeedsAttention,
        PrinterError::Refused | PrinterError::Unsuitable | PrinterError::Configuration => {
            PrintFault::Refused
        }
        PrinterError::NothingOut => PrintFault::Aborted,
        PrinterError::Unknown => PrintFault::TimedOut,
        _ => PrintFault::Garbage,
    }
}
