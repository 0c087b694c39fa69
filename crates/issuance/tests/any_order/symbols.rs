//! What sequences are made of.

use card_driver::transport::TransportError;
use card_driver::{AskAgainReason, CardError};
use certificate::Kind;
use issuance::*;
use proptest::prelude::*;

use crate::common::*;
use crate::monitor::Due;

/// One step of a sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// What a willing resident and healthy parts do next.
    Forward,
    /// One of the answers that are due, for good or bad.
    Deliver {
        which: usize,
        how: u8,
    },
    /// What leads to another application: a refusal with a remedy, or back from a preview.
    Again,
    /// An answer that nothing asked for, in the running session.
    Forge(u8),
    /// An answer in the name of the session before.
    Stale(u8),
    Touch(u8),
    Warn,
    Expire,
    OldTimer,
    Lost,
    Arrived,
    /// The payment device is ready, or is not.
    Device(bool),
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        24 => Just(Step::Forward),
        3 => Just(Step::Again),
        4 => (0..4_usize, any::<u8>()).prop_map(|(which, how)| Step::Deliver { which, how }),
        2 => any::<u8>().prop_map(Step::Forge),
        2 => any::<u8>().prop_map(Step::Stale),
        4 => any::<u8>().prop_map(Step::Touch),
        1 => Just(Step::Warn),
        1 => Just(Step::Expire),
        1 => Just(Step::OldTimer),
        1 => prop_oneof![Just(Step::Lost), Just(Step::Arrived), any::<bool>().prop_map(Step::Device)],
    ]
}

pub(crate) fn badly(due: Due, how: u8) -> Answer {
    let lost = CardError::Transport(TransportError::Lost);
    match (due, how % 4) {
        (Due::Open, 0) => Answer::Refused(Refusal::OutOfHours),
        (Due::Open | Due::Certificate, _) => Answer::CenterFailed(CenterFault::Unreachable),
        (Due::CardPresent, _) => {
            Answer::CardFailed(CardError::Transport(TransportError::ReaderGone))
        }
        (Due::CardReady, 0) => Answer::CardReady { tries_left: 1 },
        (Due::CardReady, 1) => Answer::CardRemoved,
        (Due::CardReady, _) => Answer::CardFailed(CardError::NotMyNumberCard),
        (Due::Holder(_), 0) => Answer::CardAskAgain {
            reason: AskAgainReason::WrongPin,
            tries_left: 2,
        },
        (Due::Holder(_), 1) => Answer::CardAskAgain {
            reason: AskAgainReason::WrongPin,
            tries_left: 1,
        },
        (Due::Holder(_), 2) => {
            let other = SessionId([0xDD; 16]);
            Answer::HolderVerified(holder(challenge_of(other)))
        }
        (Due::Holder(_), _) => Answer::CardFailed(lost),
        (Due::CardRemoved, _) => Answer::CardRemoved,
        (Due::Preview(..), 0) => Answer::Refused(Refusal::NoRecord),
        (Due::Preview(..), 1) => Answer::Refused(Refusal::OverseasDataMissing),
        (Due::Preview(..), 2) => Answer::Refused(Refusal::NeedsMunicipalityCheck),
        (Due::Preview(..), _) => {
            Answer::PreviewArrived(preview(code("131016"), Kind::OverseasAndDomestic))
        }
        (Due::Picture(_), _) => Answer::PictureFailed(DocumentFault::GlyphMissing),
        (Due::Compose, _) => Answer::ComposeFailed(DocumentFault::ProofFailed),
        (Due::Collect(_), 0) => Answer::PutIn(Yen(100)),
        (Due::Collect(_), 1) => Answer::NotCollected {
            fault: None,
            owed: Yen::ZERO,
        },
        (Due::Collect(_), 2) => Answer::NotCollected {
            fault: Some(PaymentFault::Interrupted),
            owed: Yen(100),
        },
        // Less than it was told to take.
        (Due::Collect(_), _) => Answer::Collected { paid: Yen(10) },
        (Due::Settle, _) => Answer::MoneySettled { owed: Yen(40) },
        (Due::Print, 0) => Answer::PrinterProgress(Some(Attention::MediaEmpty)),
        (Due::Print, 1) => Answer::PrintFailed {
            delivered: Delivered::Unknown,
            fault: PrintFault::Aborted,
        },
        (Due::Print, _) => Answer::PrintFailed {
            delivered: Delivered::NotPrinted,
            fault: PrintFault::NeedsAttention,
        },
        (Due::Report, _) => Answer::CenterFailed(CenterFault::TimedOut),
    }
}

pub(crate) fn forged(which: u8, session: SessionId) -> Answer {
    let (municipality, kind) = (code(KIYOSE), Kind::Domestic);
    match which % 20 {
        0 => Answer::SessionOpened {
            challenge: challenge_of(session),
        },
        1 => Answer::CardReady { tries_left: 3 },
        2 => Answer::CardAskAgain {
            reason: AskAgainReason::TriesChanged,
            tries_left: 2,
        },
        3 => Answer::HolderVerified(holder(challenge_of(session))),
        4 => Answer::CardFailed(CardError::Transport(TransportError::CardRemoved)),
        5 => Answer::PreviewArrived(preview(municipality, kind)),
        6 => Answer::CertificateArrived {
            certificate: certificate(municipality, kind),
            today: TODAY,
        },
        7 => Answer::Composed { pages: 1 },
        8 => Answer::Collected { paid: Yen(1000) },
        9 => Answer::Printed,
        10 => Answer::Refused(Refusal::NoRecord),
        11 => Answer::CardRemoved,
        12 => Answer::CenterFailed(CenterFault::Garbage),
        13 => Answer::PictureFailed(DocumentFault::Internal),
        14 => Answer::PrintFailed {
            delivered: Delivered::Unknown,
            fault: PrintFault::TimedOut,
        },
        15 => Answer::PutIn(Yen(50)),
        16 => Answer::NotCollected {
            fault: None,
            owed: Yen(50),
        },
        17 => Answer::MoneySettled { owed: Yen(50) },
        18 => Answer::Printed,
        _ => Answer::CardPresent,
    }
}

pub(crate) fn touch(which: u8) -> Touch {
    match which % 19 {
        0 => Touch::ChooseService(service().id),
        1 => Touch::AgreeTerms { language: ja() },
        2 => Touch::DeclineTerms,
        3 => Touch::PinEntered { pin: pin() },
        4 => Touch::LastTryConfirmed,
        5 => Touch::ChooseMunicipality(code(SAPPORO)),
        6 => Touch::ChooseMunicipality(code(KOGANEI_PAUSED)),
        7 => Touch::ChooseKind(Kind::OverseasAndDomestic),
        8 => Touch::ChooseCopies(Copies::new(3).unwrap()),
        9 => Touch::ConfirmContent,
        10 => Touch::ContentWrong,
        11 => Touch::GiveUpPaying,
        12 => Touch::PapersTaken,
        13 | 14 => Touch::Back,
        15 => Touch::StillHere,
        16 => Touch::PassportIsHeld,
        17 => Touch::PassportIsNotHeld,
        _ => Touch::Cancel,
    }
}
