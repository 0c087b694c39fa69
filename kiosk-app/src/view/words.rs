// SPDX-License-Identifier: GPL-3.0-only
//! Which sentences belong to which ending. Endings that mean the same to a resident share their words; the code on
//! the screen tells them apart.

use issuance::{CardFault, CenterFault, DocumentFault, Refusal, Refused, Stop};

pub(super) const fn refusal_key(refused: Refused) -> &'static str {
    match (refused.refusal, refused.again) {
        (Refusal::NoRecord, true) => "no-record-again",
        (Refusal::NoRecord, false) => "no-record",
        (Refusal::NotParticipating, _) => "not-participating",
        (Refusal::Paused, _) => "paused",
        (Refusal::NeedsMunicipalityCheck, _) => "needs-check",
        (Refusal::OverseasDataMissing, _) => "overseas-data-missing",
        (Refusal::OutOfHours, _) => "out-of-hours",
        (Refusal::TooManyApplications, _) => "too-many",
        (Refusal::CardRefused, _) => "card-refused",
        (Refusal::TermsOutdated, _) => "terms-outdated",
        (Refusal::PreviewChanged, _) => "mismatch",
        (Refusal::PassportNotHeld, _) => "passport-not-held",
    }
}

/// The key of the texts that belong to a stop: `stop-KEY-title` and `stop-KEY-body`.
#[must_use]
pub const fn stop_key(stop: Stop) -> &'static str {
    match stop {
        Stop::Card { fault, .. } => match fault {
            CardFault::ReaderGone => "reader",
            CardFault::Removed => "card-removed",
            CardFault::Unreadable => "card-unreadable",
            CardFault::NotMyNumberCard => "not-my-number",
            CardFault::PinBlocked => "pin-blocked",
            CardFault::BirthDateIncomplete => "birth-date",
            CardFault::TestCard => "test-card",
            CardFault::LeftOpen => "card-open",
            // Whether it is forged, copied or only spoilt is not for this machine to say to somebody's face.
            CardFault::Unverified | CardFault::NotGenuine => "card-refused",
        },
        Stop::Center(fault) => match fault {
            CenterFault::Unreachable | CenterFault::TimedOut => "center",
            CenterFault::VrsUnreachable => "vrs",
            CenterFault::NotTrusted
            | CenterFault::Garbage
            | CenterFault::RequestRefused
            | CenterFault::Internal => "center-answer",
        },
        Stop::Refused(refused) => refusal_key(refused),
        Stop::Document(DocumentFault::GlyphMissing) => "document",
        Stop::Document(DocumentFault::DoesNotFit) => "document-size",
        Stop::Document(DocumentFault::ProofFailed | DocumentFault::Internal) => "compose",
        Stop::NotPrinted(_) => "printer",
        Stop::PrintUnknown(_) => "printer-unknown",
        Stop::Mismatch(_) => "mismatch",
        Stop::ContentWrong => "content-wrong",
        Stop::PaymentGivenUp => "payment",
        Stop::Payment(_) => "payment-device",
        Stop::CatalogueLost => "center",
        Stop::NoAnswer => "no-answer",
        _ => "internal",
    }
}

/// The key of what helps on a screen, beside what helps on all.
pub(super) fn help_key(screen: &str) -> Option<&'static str> {
    Some(match screen {
        "attract" => "help-attract",
        "service" => "help-service",
        "terms" => "help-terms",
        "place-card" => "help-place-card",
        "pin" | "last-try" => "help-pin",
        "take-card" => "help-take-card",
        "municipality" => "help-municipality",
        "kind" => "help-kind",
        "copies" => "help-copies",
        "passport" => "help-passport",
        "confirm" => "help-confirm",
        "connecting" | "reading" | "applying" | "preparing" => "help-wait",
        "pay" => "help-pay",
        "printing" => "help-printing",
        "take-papers" => "help-take-papers",
        "stopped" => "help-stopped",
        _ => return None,
    })
}
