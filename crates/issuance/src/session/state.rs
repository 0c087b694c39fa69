//! The states. What a state needs lies in it, so that no step can be taken without it.

use card_driver::{AskAgainReason, Challenge, LastTry, VerifiedHolder};
use certificate::{Kind, MatchedPreview, MunicipalityCode, Request};

use crate::catalogue::{Copies, Service};
use crate::event::Attention;
use crate::fault::{Ending, Refusal, Refused, Stop};
use crate::limits::MAX_APPLICATIONS;
use crate::screen::{Held, Placing, Price};

/// Consent to the terms (R14). Made on Terms and nowhere else.
pub(super) struct Consent {
    service: Box<Service>,
}

impl Consent {
    pub(super) fn given(service: Service) -> Self {
        Self {
            service: Box::new(service),
        }
    }
}

/// Consent, and the center knows of it: only with this is the card spoken to.
pub(super) struct Opened {
    consent: Consent,
    pub(super) challenge: Challenge,
}

/// PlaceCard: two things are awaited, in either order.
pub(super) struct PlaceCard {
    consent: Consent,
    challenge: Option<Challenge>,
    pub(super) card: bool,
}

impl PlaceCard {
    pub(super) fn new(consent: Consent) -> Self {
        Self {
            consent,
            challenge: None,
            card: false,
        }
    }

    /// The center's challenge; `false` if it has come before.
    pub(super) fn opened(&mut self, challenge: Challenge) -> bool {
        self.challenge.replace(challenge).is_none()
    }

    pub(super) fn stage(&self) -> Placing {
        if self.card {
            Placing::Connecting
        } else {
            Placing::Waiting
        }
    }

    /// Both are there: the card may be opened.
    pub(super) fn ready(self) -> Result<Opened, Self> {
        match (self.challenge, self.card) {
            (Some(challenge), true) => Ok(Opened {
                consent: self.consent,
                challenge,
            }),
            _ => Err(self),
        }
    }
}

/// Pin and LastTry.
pub(super) struct PinPage {
    pub(super) opened: Opened,
    pub(super) tries_left: u8,
    pub(super) ask_again: Option<AskAgainReason>,
    pub(super) last_try: LastTry,
}

impl PinPage {
    /// The last try must be confirmed first.
    pub(super) fn must_confirm(&self) -> bool {
        self.tries_left <= 1 && self.last_try == LastTry::NotConfirmed
    }
}

/// The verified resident, while applications can follow.
pub(super) struct Applicant {
    pub(super) service: Service,
    pub(super) holder: Box<VerifiedHolder>,
    pub(super) suggested: Option<MunicipalityCode>,
    pub(super) refused: Option<Refused>,
    /// A preview that was drawn and may still be confirmed.
    pub(super) drawn: Option<Box<MatchedPreview>>,
    applications: u8,
    no_record_before: bool,
}

impl Applicant {
    pub(super) fn new(
        opened: Opened,
        holder: Box<VerifiedHolder>,
        suggested: Option<MunicipalityCode>,
    ) -> Self {
        Self {
            service: *opened.consent.service,
            holder,
            suggested,
            refused: None,
            drawn: None,
            applications: 0,
            no_record_before: false,
        }
    }

    pub(super) fn applications_left(&self) -> u8 {
        MAX_APPLICATIONS.saturating_sub(self.applications)
    }

    /// Counts one application; the raw files for it, unless there may be none any more.
    pub(super) fn apply(&mut self) -> Option<Box<card_driver::Evidence>> {
        if self.applications_left() == 0 {
            return None;
        }
        self.applications += 1;
        self.refused = None;
        self.holder.evidence().cloned().map(Box::new)
    }

    /// An application was answered: after the last one its data are not needed any more.
    pub(super) fn answered(&mut self) {
        if self.applications_left() == 0 {
            self.holder.forget_application_data();
        }
    }

    /// The refusal as it is to be shown.
    pub(super) fn note(&mut self, refusal: Refusal) -> Refused {
        let again = refusal == Refusal::NoRecord && self.no_record_before;
        self.no_record_before |= refusal == Refusal::NoRecord;
        Refused { refusal, again }
    }

    pub(super) fn price(&self, copies: Copies) -> Option<Price> {
        let each = self.service.fee;
        Some(Price {
            each,
            copies,
            total: each.times(copies)?,
        })
    }

    fn held(&self) -> Held {
        if self.holder.evidence().is_some() {
            Held::ApplicationData
        } else {
            Held::Identity
        }
    }
}

/// Where the machine stands. The default is also where it falls if a step forgets to say.
#[derive(Default)]
pub(super) enum State {
    #[default]
    Attract,
    Service,
    Terms(Service),
    PlaceCard(PlaceCard),
    Opening(Opened),
    Pin(PinPage),
    Reading(Opened),
    TakeCard(Box<Applicant>),
    Municipality(Box<Applicant>),
    Kind(Box<Applicant>, MunicipalityCode),
    Copies(Box<Applicant>, MunicipalityCode, Kind),
    /// The center is asked for a preview.
    Asking(Box<Applicant>, Request, Copies),
    /// The preview is with the adapter, to be drawn.
    Drawing(Box<Applicant>, Request, Copies),
    Confirm(Box<Applicant>, Box<MatchedPreview>, Price),
    /// The center is asked for the certificate. The holder is gone.
    Issuing(Box<MatchedPreview>, Price),
    /// The certificate is with the adapter; an ID exists from here on.
    Composing(Price),
    Pay(Price, u16),
    Printing {
        price: Price,
        pages: u16,
        attention: Option<Attention>,
        paid: bool,
    },
    TakePapers {
        pages: u32,
        forgotten: bool,
    },
    Thanks,
    Stopped {
        stop: Stop,
        paid: bool,
    },
    /// The session is over, but its card lies there.
    ReturnCard {
        ending: Ending,
        forgotten: bool,
    },
}

impl State {
    pub(super) fn applicant(&self) -> Option<&Applicant> {
        match self {
            Self::TakeCard(a)
            | Self::Municipality(a)
            | Self::Kind(a, _)
            | Self::Copies(a, ..)
            | Self::Asking(a, ..)
            | Self::Drawing(a, ..)
            | Self::Confirm(a, ..) => Some(a),
            _ => None,
        }
    }

    pub(super) fn held(&self) -> Held {
        match (self, self.applicant()) {
            (_, Some(applicant)) => applicant.held(),
            (Self::Issuing(..), None) => Held::Identity,
            (_, None) => Held::Nothing,
        }
    }

    /// Waiting for the resident, not for a part of the kiosk or the center.
    pub(super) fn waits_for_resident(&self) -> bool {
        matches!(
            self,
            Self::Service
                | Self::Terms(_)
                | Self::PlaceCard(_)
                | Self::Pin(_)
                | Self::Municipality(_)
                | Self::Kind(..)
                | Self::Copies(..)
                | Self::Confirm(..)
                | Self::Pay(..)
        )
    }

    /// Before anything is issued: here a lost catalogue ends the session (R49).
    pub(super) fn before_issue(&self) -> bool {
        self.applicant().is_some()
            || matches!(
                self,
                Self::Service
                    | Self::Terms(_)
                    | Self::PlaceCard(_)
                    | Self::Opening(_)
                    | Self::Pin(_)
                    | Self::Reading(_)
            )
    }

    /// Touching Cancel ends the session.
    pub(super) fn can_cancel(&self) -> bool {
        self.waits_for_resident()
            || matches!(
                self,
                Self::Opening(_)
                    | Self::TakeCard(_)
                    | Self::Asking(..)
                    | Self::Drawing(..)
                    | Self::Thanks
                    | Self::Stopped { .. }
            )
    }

    pub(super) fn can_go_back(&self) -> bool {
        match self {
            Self::Terms(_) | Self::Kind(..) | Self::Confirm(..) => true,
            Self::Copies(applicant, ..) => applicant.applications_left() > 0,
            _ => false,
        }
    }
}
