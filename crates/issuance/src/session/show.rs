//! The screen of a state.

use super::Session;
use super::state::State;
use crate::limits::MAX_APPLICATIONS;
use crate::money::Receipt;
use crate::screen::{Applying, Issuing, OutOfService, Placing, Price, Screen, View};

impl Session {
    /// What stands on the screen now.
    #[must_use]
    pub fn screen(&self) -> Screen<'_> {
        Screen {
            view: self.view(),
            session: self.session(),
            epoch: self.epoch,
            warning: self.warning,
            card_on_reader: self.card_on_reader(),
            can_go_back: self.state.can_go_back(),
            can_cancel: self.state.can_cancel(),
            catalogue: self.catalogue(),
            applications_left: self
                .state
                .applicant()
                .map_or(MAX_APPLICATIONS, |applicant| applicant.applications_left()),
            payment: self.payment,
        }
    }

    /// What was paid for what was printed, if anything was.
    pub(super) fn receipt(&self, price: Price) -> Option<Receipt> {
        let visit = self.visit.as_ref()?;
        visit.purse.receipt(price, visit.today?)
    }

    fn view(&self) -> View<'_> {
        match &self.state {
            State::Attract => match &self.catalogue {
                None => View::OutOfService(OutOfService::NoCatalogue),
                Some(catalogue) if !catalogue.any_open() => {
                    View::OutOfService(OutOfService::Closed)
                }
                Some(catalogue) => match self.payment {
                    Some(fault) if !self.serves_any(catalogue) => {
                        View::OutOfService(OutOfService::NoPayment(fault))
                    }
                    _ => View::Attract,
                },
            },
            State::Service => View::Service,
            State::Terms(service) => View::Terms { service },
            State::PlaceCard(place) => View::PlaceCard {
                stage: place.stage(),
            },
            State::Opening(_) => View::PlaceCard {
                stage: Placing::Opening,
            },
            State::Pin(page) if page.must_confirm() => View::LastTry {
                ask_again: page.ask_again,
            },
            State::Pin(page) => View::Pin {
                tries_left: page.tries_left,
                ask_again: page.ask_again,
            },
            State::Reading(_) => View::Reading,
            State::TakeCard(_) => View::TakeCard {
                ending: None,
                forgotten: false,
            },
            State::ReturnCard { ending, forgotten } => View::TakeCard {
                ending: Some(*ending),
                forgotten: *forgotten,
            },
            State::Municipality(applicant) => View::Municipality {
                refused: applicant.refused,
                suggested: applicant.suggested,
            },
            State::Kind(applicant, _) => View::Kind {
                kinds: &applicant.kinds,
                refused: applicant.refused,
            },
            State::Copies(applicant, ..) => View::Copies {
                max: applicant.service.max_copies,
                fee: applicant.service.fee,
            },
            State::Asking(..) => View::Applying {
                stage: Applying::Asking,
            },
            State::Drawing(..) => View::Applying {
                stage: Applying::Drawing,
            },
            State::Passport(_, question, _) => View::Passport {
                preview: question.preview(),
            },
            State::Confirm(_, confirmable, price) => View::Confirm {
                preview: confirmable.preview(),
                price: *price,
            },
            State::Issuing(..) => View::Issuing {
                stage: Issuing::Asking,
            },
            State::Composing(_) => View::Issuing {
                stage: Issuing::Composing,
            },
            State::Pay(price, _) => View::Pay {
                price: *price,
                put_in: self.purse().put_in(),
            },
            State::Printing {
                price, attention, ..
            } => View::Printing {
                attention: *attention,
                copies: price.copies,
            },
            State::TakePapers {
                price,
                pages,
                forgotten,
            } => View::TakePapers {
                pages: *pages,
                forgotten: *forgotten,
                receipt: self.receipt(*price),
            },
            State::Thanks(price) => View::Thanks {
                receipt: self.receipt(*price),
            },
            State::Stopped { stop } => View::Stopped {
                stop: *stop,
                money: self.purse().money(),
            },
        }
    }
}
