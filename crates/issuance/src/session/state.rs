//! The states. What a state needs lies in it, so that no step can be taken without it.

use card_driver::{AskAgainReason, Challenge, LastTry, VerifiedHolder};
use certificate::{Kind, MatchedPreview, MunicipalityCode, Request};

use crate::catalogue::{Copies, Service, Yen};
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

/// A drawn preview whose passport has still to be asked for.
pub(super) struct PassportQuestion(Box<MatchedPreview>);

impl PassportQuestion {
    /// The resident says that this is the passport held now, and that it is valid.
    pub(super) fn held(self) -> Confirmable {
        Confirmable(self.0)
    }

    pub(super) fn preview(&self) -> &MatchedPreview {
        &self.0
    }

    pub(super) fn into_preview(self) -> Box<MatchedPreview> {
        self.0
    }
}

/// A drawn preview that may be confirmed, and the only thing that is issued: it has no passport
/// number, or one that the resident has said to hold now. The answer goes with the preview: another
/// application asks again.
pub(super) struct Confirmable(Box<MatchedPreview>);

impl Confirmable {
    /// What a drawn preview needs first.
    pub(super) fn ask(drawn: Box<MatchedPreview>) -> Result<Self, PassportQuestion> {
        if drawn.preview().kind().is_overseas() {
            Err(PassportQuestion(drawn))
        } else {
            Ok(Self(drawn))
        }
    }

    pub(super) fn preview(&self) -> &MatchedPreview {
        &self.0
    }

    /// To issue it, or to take the confirmation back.
    pub(super) fn into_preview(self) -> Box<MatchedPreview> {
        self.0
    }
}

/// The verified resident, while applications can follow.
pub(super) struct Applicant {
    pub(super) service: Service,
    pub(super) holder: Box<VerifiedHolder>,
    pub(super) suggested: Option<MunicipalityCode>,
    pub(super) refused: Option<Refused>,
    /// The kinds that can be chosen: the service's, fewer after a refusal that a lesser kind mends.
    pub(super) kinds: Vec<Kind>,
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
        let service = *opened.consent.service;
        Self {
            kinds: service.kinds.clone(),
            service,
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

    /// All kinds of the service can be chosen.
    pub(super) fn offer_all_kinds(&mut self) {
        self.kinds.clone_from(&self.service.kinds);
    }

    /// Only kinds without passport can be chosen; `false` if there is none.
    pub(super) fn offer_kinds_without_passport(&mut self) -> bool {
        self.kinds.retain(|kind| !kind.is_overseas());
        !self.kinds.is_empty()
    }

    /// The refusal as it is to be shown.
    pub(super) fn note(&mut self, refusal: Refusal, municipality: MunicipalityCode) -> Refused {
        let again = refusal == Refusal::NoRecord && self.no_record_before;
        self.no_record_before |= refusal == Refusal::NoRecord;
        Refused {
            refusal,
            again,
            municipality: Some(municipality),
        }
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
    /// The passport number is to be compared.
    Passport(Box<Applicant>, PassportQuestion, Price),
    Confirm(Box<Applicant>, Confirmable, Price),
    /// The center is asked for the certificate. The holder is gone.
    Issuing(Confirmable, Price),
    /// The certificate is with the adapter; an ID exists from here on.
    Composing(Price),
    Pay(Price, u16),
    Printing {
        price: Price,
        pages: u16,
        attention: Option<Attention>,
    },
    TakePapers {
        price: Price,
        pages: u32,
        forgotten: bool,
    },
    Thanks(Price),
    Stopped {
        stop: Stop,
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
            | Self::Passport(a, ..)
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
                | Self::Passport(..)
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
                    | Self::Thanks(_)
                    | Self::Stopped { .. }
            )
    }

    /// The fee for one copy of the service that was chosen, while no PIN has been entered.
    pub(super) fn fee_before_pin(&self) -> Option<Yen> {
        let service = match self {
            Self::Terms(service) => service,
            Self::PlaceCard(place) => &place.consent.service,
            Self::Opening(opened) => &opened.consent.service,
            Self::Pin(page) => &page.opened.consent.service,
            _ => return None,
        };
        Some(service.fee)
    }

    pub(super) fn can_go_back(&self) -> bool {
        match self {
            Self::Terms(_) | Self::Kind(..) | Self::Passport(..) | Self::Confirm(..) => true,
            Self::Copies(applicant, ..) => applicant.applications_left() > 0,
            _ => false,
        }
    }
}
