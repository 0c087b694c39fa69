//! What the resident does.

use std::mem;

use card_driver::{LastTry, Pin};
use certificate::{Kind, MatchedPreview, MunicipalityCode, Request};

use super::state::{Applicant, Confirmable, Consent, PlaceCard, State};
use super::{Card, Session};
use crate::catalogue::{Copies, Language, ServiceId};
use crate::command::Task;
use crate::event::Touch;
use crate::fault::{Ending, Refusal, Stop};
use crate::prompt::Prompt;

impl Session {
    /// A touch that the page does not offer changes nothing; a PIN among such is dropped and wiped.
    pub(super) fn on_touch(&mut self, touch: Touch) {
        match touch {
            Touch::ChooseService(id) => self.choose_service(&id),
            Touch::AgreeTerms { language } => self.agree(language),
            Touch::DeclineTerms => {
                if matches!(self.state, State::Terms(_)) {
                    self.end(Ending::Cancelled);
                }
            }
            Touch::PinEntered { pin } => self.pin_entered(pin),
            Touch::LastTryConfirmed => self.confirm_last_try(),
            Touch::ChooseMunicipality(code) => self.choose_municipality(code),
            Touch::ChooseKind(kind) => self.choose_kind(kind),
            Touch::ChooseCopies(copies) => self.choose_copies(copies),
            Touch::PassportIsHeld => self.passport_held(),
            Touch::PassportIsNotHeld => self.passport_not_held(),
            Touch::ConfirmContent => self.confirm_content(),
            Touch::ContentWrong => {
                if matches!(self.state, State::Confirm(..)) {
                    self.stop(Stop::ContentWrong);
                }
            }
            Touch::GiveUpPaying => {
                if matches!(self.state, State::Pay(..)) {
                    self.stop(Stop::PaymentGivenUp);
                }
            }
            Touch::PapersTaken => {
                if let State::TakePapers { price, .. } = self.state {
                    self.enter(State::Thanks(price), Some(Prompt::Finished));
                }
            }
            Touch::Back => self.back(),
            Touch::Cancel | Touch::StartOver => self.cancel(),
            Touch::StillHere => self.still_here(),
        }
    }

    fn choose_service(&mut self, id: &ServiceId) {
        let (State::Service, Some(visit)) = (&self.state, &self.visit) else {
            return;
        };
        if let Some(service) = visit
            .catalogue
            .service(id)
            .filter(|service| self.serves(service))
        {
            self.enter(State::Terms(service.clone()), Some(Prompt::Terms));
        }
    }

    /// R14: consent to terms that were shown, before anything is asked of center or card.
    fn agree(&mut self, language: Language) {
        let (State::Terms(service), Some(visit)) = (&self.state, &self.visit) else {
            return;
        };
        let terms = visit.catalogue.terms();
        if terms.text.get(&language).is_none() {
            return;
        }
        let open = Task::OpenCenterSession {
            service: service.id.clone(),
            terms_version: terms.version.clone(),
            language,
        };
        let consent = Consent::given(service.clone());
        self.tell(open);
        self.tell(Task::WaitForCard);
        self.set_card(Card::Awaited);
        self.enter(
            State::PlaceCard(PlaceCard::new(consent)),
            Some(Prompt::PlaceCard),
        );
    }

    fn pin_entered(&mut self, pin: Pin) {
        match mem::take(&mut self.state) {
            State::Pin(page) if !page.must_confirm() => {
                self.tell(Task::ReadCard {
                    pin,
                    last_try: page.last_try,
                });
                self.enter(State::Reading(page.opened), Some(Prompt::Reading));
            }
            other => self.state = other,
        }
    }

    fn confirm_last_try(&mut self) {
        if let State::Pin(page) = &mut self.state
            && page.must_confirm()
        {
            page.last_try = LastTry::Confirmed;
            self.again(Prompt::EnterPin);
        }
    }

    fn choose_municipality(&mut self, code: MunicipalityCode) {
        let found = self
            .visit
            .as_ref()
            .and_then(|v| v.catalogue.municipality(code));
        let Some(paused) = found.map(|municipality| municipality.paused) else {
            return;
        };
        match mem::take(&mut self.state) {
            State::Municipality(mut applicant) => {
                if paused {
                    // Known beforehand: no data are sent to where nothing is issued (R50).
                    applicant.refused = Some(applicant.note(Refusal::Paused, code));
                    self.enter(State::Municipality(applicant), Some(Prompt::ChooseAgain));
                    return;
                }
                applicant.refused = None;
                applicant.offer_all_kinds();
                self.forget_drawing(&mut applicant, |of, _| of != code);
                self.enter(State::Kind(applicant, code), Some(Prompt::ChooseKind));
            }
            other => self.state = other,
        }
    }

    fn choose_kind(&mut self, kind: Kind) {
        match mem::take(&mut self.state) {
            State::Kind(mut applicant, code) if applicant.kinds.contains(&kind) => {
                applicant.refused = None;
                self.forget_drawing(&mut applicant, |_, of| of != kind);
                self.enter(
                    State::Copies(applicant, code, kind),
                    Some(Prompt::ChooseCopies),
                );
            }
            other => self.state = other,
        }
    }

    /// Drops a drawn preview that the new choice does not fit.
    fn forget_drawing(
        &mut self,
        applicant: &mut Applicant,
        differs: impl Fn(MunicipalityCode, Kind) -> bool,
    ) {
        let drawn = applicant.drawn.as_ref().map(|drawn| drawn.preview());
        if drawn.is_some_and(|p| differs(p.municipality(), p.kind())) {
            applicant.drawn = None;
            self.tell(Task::DropPicture);
        }
    }

    fn choose_copies(&mut self, copies: Copies) {
        match mem::take(&mut self.state) {
            State::Copies(applicant, code, kind) if copies <= applicant.service.max_copies => {
                self.apply(applicant, code, kind, copies);
            }
            other => self.state = other,
        }
    }

    /// The question to the center: only here, only for this session's resident (R6, R7).
    fn apply(
        &mut self,
        mut applicant: Box<Applicant>,
        municipality: MunicipalityCode,
        kind: Kind,
        copies: Copies,
    ) {
        if let Some(drawn) = applicant.drawn.take() {
            self.show_drawn(applicant, drawn, copies);
            return;
        }
        let Some(evidence) = applicant.apply() else {
            self.stop(Stop::Internal);
            return;
        };
        let request = Request::new(&applicant.holder, municipality, kind);
        self.tell(Task::Apply {
            municipality,
            kind,
            evidence,
        });
        self.enter(
            State::Asking(applicant, request, copies),
            Some(Prompt::PleaseWait),
        );
    }

    fn passport_held(&mut self) {
        match mem::take(&mut self.state) {
            State::Passport(applicant, question, price) => {
                let page = State::Confirm(applicant, question.held(), price);
                self.enter(page, Some(Prompt::CheckContent));
            }
            other => self.state = other,
        }
    }

    /// The certificate for use abroad would be of a passport that cannot be shown with it. Nothing is
    /// issued: a certificate without passport can be had here, one of the passport held now elsewhere.
    fn passport_not_held(&mut self) {
        match mem::take(&mut self.state) {
            State::Passport(applicant, question, _) => {
                let municipality = question.preview().preview().municipality();
                drop(question);
                self.tell(Task::DropPicture);
                self.application_refused(applicant, municipality, Refusal::PassportNotHeld);
            }
            other => self.state = other,
        }
    }

    fn confirm_content(&mut self) {
        match mem::take(&mut self.state) {
            State::Confirm(applicant, _, price) if self.payment_fault(price.total).is_some() => {
                // Nothing is issued that could not be paid.
                drop(applicant);
                let fault = self.payment_fault(price.total);
                self.stop(fault.map_or(Stop::Internal, Stop::Payment));
            }
            State::Confirm(applicant, confirmable, price) => {
                // No application can follow: number, address, sex, name and birth date go here.
                drop(applicant);
                self.tell(Task::Issue {
                    copies: price.copies,
                });
                self.enter(State::Issuing(confirmable, price), Some(Prompt::PleaseWait));
            }
            other => self.state = other,
        }
    }

    fn back(&mut self) {
        if !self.state.can_go_back() {
            return;
        }
        match mem::take(&mut self.state) {
            State::Terms(_) => self.welcome(),
            State::Kind(mut applicant, _) => {
                applicant.refused = None;
                self.enter(
                    State::Municipality(applicant),
                    Some(Prompt::ChooseMunicipality),
                );
            }
            State::Copies(applicant, code, _) => {
                self.enter(State::Kind(applicant, code), Some(Prompt::ChooseKind));
            }
            State::Confirm(applicant, confirmable, price) => {
                match Confirmable::ask(confirmable.into_preview()) {
                    // One step back is the question, and its answer is taken back.
                    Err(question) => {
                        let page = State::Passport(applicant, question, price);
                        self.enter(page, Some(Prompt::CheckPassport));
                    }
                    Ok(confirmable) => self.back_to_copies(applicant, confirmable.into_preview()),
                }
            }
            State::Passport(applicant, question, _) => {
                self.back_to_copies(applicant, question.into_preview());
            }
            other => self.state = other,
        }
    }

    fn back_to_copies(&mut self, mut applicant: Box<Applicant>, drawn: Box<MatchedPreview>) {
        let (code, kind) = (drawn.preview().municipality(), drawn.preview().kind());
        applicant.drawn = Some(drawn);
        let page = State::Copies(applicant, code, kind);
        self.enter(page, Some(Prompt::ChooseCopies));
    }

    fn cancel(&mut self) {
        match &self.state {
            State::Pay(..) => self.stop(Stop::PaymentGivenUp),
            State::Thanks(_) => self.end(Ending::Finished),
            State::Stopped { stop } => {
                let stop = *stop;
                self.end(Ending::Stopped(stop));
            }
            state if state.can_cancel() => self.end(Ending::Cancelled),
            _ => {}
        }
    }

    /// Work of others is not given more time by touching the screen.
    pub(super) fn still_here(&mut self) {
        if self.state.waits_for_resident() || matches!(self.state, State::Stopped { .. }) {
            if self.warning {
                self.tell(Task::Hush);
            }
            self.restart_timer();
        }
    }
}
