//! From the confirmed preview to the paper.

use certificate::{Kind, Mismatch};
use issuance::*;

use crate::common::*;
use crate::{outcome, says, stop_code};

#[test]
fn r1_the_whole_way_prints_once_and_ends_wiped() {
    let mut kiosk = Kiosk::new();
    assert_eq!(kiosk.page(), "Attract");
    kiosk.at_take_papers();
    assert!(matches!(
        kiosk.machine.screen().view,
        View::TakePapers {
            pages: 2,
            forgotten: false,
            receipt: None,
        }
    ));
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Printed, 2)));
    assert_eq!(kiosk.did(), ["ReportOutcome", "Wipe", "Say"]);
    kiosk.touch(Touch::PapersTaken);
    assert_eq!(kiosk.page(), "Thanks");
    kiosk.expire();
    assert_eq!(kiosk.page(), "Attract");
    assert_eq!(kiosk.did(), ["Log", "Hush", "Wipe"]);
    assert_eq!(kiosk.count("Print"), 1);
    assert_eq!(kiosk.machine.unexpected_answers(), 0);
}

#[test]
fn r3_the_overseas_kind_goes_the_same_way() {
    let mut kiosk = Kiosk::new();
    kiosk.at_passport().touch(Touch::PassportIsHeld);
    kiosk.touch(Touch::ConfirmContent);
    let certificate = certificate(code(KIYOSE), Kind::OverseasAndDomestic);
    kiosk.answer(Answer::CertificateArrived {
        certificate,
        today: TODAY,
    });
    assert_eq!(kiosk.did(), ["Compose"]);
}

#[test]
fn r91_forgotten_papers_are_an_alarm_and_then_attract() {
    let mut kiosk = Kiosk::new();
    kiosk.at_take_papers().expire();
    assert_eq!(says(&kiosk), [Prompt::PapersForgotten]);
    assert!(matches!(
        kiosk.machine.screen().view,
        View::TakePapers {
            forgotten: true,
            ..
        }
    ));
    kiosk.expire();
    assert_eq!(kiosk.page(), "Attract");
}

#[test]
fn r42_somebody_elses_preview_is_never_shown() {
    let mut fields = preview_fields(code(KIYOSE), Kind::Domestic);
    fields.name = card_driver::secret::PersonalText::new("例示　一郎".to_owned());
    let mut kiosk = Kiosk::new();
    let other = certificate::Preview::new(fields).unwrap();
    kiosk
        .at_applying()
        .answer(Answer::PreviewArrived(Box::new(other)));
    assert_eq!(stop_code(&kiosk), Mismatch::Name.code());
    assert_eq!(kiosk.count("ComposePreview"), 0);
    assert_eq!(kiosk.machine.held(), Held::Nothing);
}

#[test]
fn r42_something_other_than_the_confirmed_is_never_printed_and_its_id_is_voided() {
    let mut fields = preview_fields(code(KIYOSE), Kind::Domestic);
    fields.doses[1].lot = "OTHER".to_owned();
    let mut kiosk = Kiosk::new();
    let certificate = certificate_of(fields);
    kiosk.at_issuing().answer(Answer::CertificateArrived {
        certificate,
        today: TODAY,
    });
    assert_eq!(stop_code(&kiosk), Mismatch::Lot.code());
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    assert_eq!((kiosk.count("Compose"), kiosk.count("Print")), (0, 0));
}

#[test]
fn s25_a_page_that_cannot_be_proved_is_voided() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_composing()
        .answer(Answer::ComposeFailed(DocumentFault::ProofFailed));
    assert_eq!(stop_code(&kiosk), "DOCUMENT-PROOF-FAILED");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
    let mut kiosk = Kiosk::new();
    kiosk.at_applying();
    kiosk.answer(Answer::PreviewArrived(preview(
        code(KIYOSE),
        Kind::Domestic,
    )));
    kiosk.answer(Answer::PictureFailed(DocumentFault::GlyphMissing));
    assert_eq!(stop_code(&kiosk), "DOCUMENT-GLYPH-MISSING");
    assert_eq!(kiosk.count("Issue"), 0);
}

#[test]
fn s22_an_unknown_outcome_is_said_so_and_never_printed_again() {
    let mut kiosk = Kiosk::new();
    let fault = PrintFault::Unreachable;
    kiosk.at_printing().answer(Answer::PrintFailed {
        delivered: Delivered::Unknown,
        fault,
    });
    assert_eq!(stop_code(&kiosk), "PRINTER-OUTCOME-UNKNOWN");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Unknown, 0)));
    kiosk
        .answer(Answer::Composed { pages: 1 })
        .answer(Answer::Collected { paid: Yen(240) })
        .answer(Answer::Printed);
    assert_eq!((kiosk.count("Print"), kiosk.count("ReportOutcome")), (1, 1));
    let mut kiosk = Kiosk::new();
    kiosk.at_printing().expire();
    assert_eq!(stop_code(&kiosk), "PRINTER-OUTCOME-UNKNOWN");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::Unknown, 0)));
}

#[test]
fn s21_a_printer_that_needs_paper_is_shown_and_nothing_printed_is_voided() {
    let mut kiosk = Kiosk::new();
    kiosk
        .at_printing()
        .answer(Answer::PrinterProgress(Some(Attention::MediaEmpty)));
    assert!(matches!(
        kiosk.machine.screen().view,
        View::Printing {
            attention: Some(Attention::MediaEmpty),
            ..
        }
    ));
    assert_eq!(says(&kiosk), [Prompt::PrinterAttention]);
    kiosk.touch(Touch::Cancel);
    assert_eq!(kiosk.page(), "Printing");
    let fault = PrintFault::NeedsAttention;
    kiosk.answer(Answer::PrintFailed {
        delivered: Delivered::NotPrinted,
        fault,
    });
    assert_eq!(stop_code(&kiosk), "PRINTER-ATTENTION");
    assert_eq!(outcome(&kiosk), Some((PrintOutcome::NotPrinted, 0)));
}
