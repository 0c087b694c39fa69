//! What adapters answer, in the session they were asked in.

use std::mem;

use card_driver::transport::TransportError;
use card_driver::{AskAgainReason, CardError, Challenge, LastTry, VerifiedHolder};
use certificate::{Certificate, MatchedCertificate, MatchedPreview, Preview};
use time::Date;

use super::state::{Applicant, Confirmable, PinPage, State};
use super::{Card, Session};
use crate::catalogue::{Copies, Yen};
use crate::command::{PrintOutcome, Task};
use crate::event::{Answer, Attention, Delivered};
use crate::fault::{CardFault, CenterFault, DocumentFault, PrintFault, Refusal, Remedy, Stop};
use crate::money::Fate;
use crate::prompt::Prompt;

impl Session {
    pub(super) fn on_answer(&mut self, answer: Answer) {
        match answer {
            Answer::SessionOpened { challenge } => self.center_opened(challenge),
            Answer::CenterFailed(fault) => self.center_failed(fault),
            Answer::Refused(refusal) => self.refused(refusal),
            Answer::CardPresent => self.card_present(),
            Answer::CardReady { tries_left } => self.card_ready(tries_left),
            Answer::CardAskAgain { reason, tries_left } => self.ask_again(reason, tries_left),
            Answer::HolderVerified(holder) => self.holder_verified(holder),
            Answer::CardFailed(error) => self.card_failed(error),
            Answer::CardRemoved => self.card_removed(),
            Answer::PreviewArrived(preview) => self.preview_arrived(*preview),
            Answer::PictureReady(preview) => self.picture_ready(preview),
            Answer::PictureFailed(fault) => self.picture_failed(fault),
            Answer::CertificateArrived { certificate, today } => {
                self.certificate_arrived(*certificate, today);
            }
            Answer::Composed { pages } => self.composed(pages),
            Answer::ComposeFailed(fault) => self.compose_failed(fault),
            Answer::PutIn(put_in) => self.put_in(put_in),
            Answer::Collected { paid } => self.collected(paid),
            Answer::NotCollected { fault, owed } => self.not_collected(fault, owed),
            Answer::MoneySettled { owed } => self.money_settled(owed),
            Answer::PrinterProgress(attention) => self.printer_progress(attention),
            Answer::Printed => self.printed(),
            Answer::PrintFailed { delivered, fault } => self.print_failed(delivered, fault),
            Answer::OutcomeReported => {}
        }
    }

    /// Nothing has asked for this answer, or not any more.
    pub(super) fn unexpected(&mut self) {
        self.unexpected += 1;
    }

    /// Puts a state back that had no use for the answer.
    pub(super) fn put_back(&mut self, state: State) {
        self.state = state;
        self.unexpected();
    }

    fn center_opened(&mut self, challenge: Challenge) {
        match &mut self.state {
            State::PlaceCard(place) => {
                if place.opened(challenge) {
                    self.open_card_if_ready();
                } else {
                    // Two challenges would be two sessions at the center.
                    self.stop(Stop::Internal);
                }
            }
            _ => self.unexpected(),
        }
    }

    fn card_present(&mut self) {
        match (
            &mut self.state,
            self.visit.as_mut().map(|visit| &mut visit.card),
        ) {
            (State::PlaceCard(place), Some(card @ Card::Awaited)) => {
                *card = Card::Lying;
                place.card = true;
                // "Put your card there" would be said of a card that must not be touched now.
                self.tell(Task::Say(Prompt::KeepCard));
                self.open_card_if_ready();
            }
            // It was put there while the wait was being cancelled.
            (State::Stopped { .. }, Some(card @ Card::Unwatched)) => {
                *card = Card::Lying;
                self.release_card();
            }
            _ => self.unexpected(),
        }
    }

    /// The first bytes to the card: consent was given, the center knows, and a card lies there.
    fn open_card_if_ready(&mut self) {
        match mem::take(&mut self.state) {
            State::PlaceCard(place) => match place.ready() {
                Ok(opened) => {
                    self.tell(Task::OpenCard {
                        challenge: opened.challenge,
                    });
                    self.set_card(Card::Open);
                    self.enter(State::Opening(opened), None);
                }
                Err(place) => self.enter(State::PlaceCard(place), None),
            },
            other => self.state = other,
        }
    }

    fn card_ready(&mut self, tries_left: u8) {
        match mem::take(&mut self.state) {
            State::Opening(opened) => {
                let page = PinPage {
                    opened,
                    tries_left,
                    ask_again: None,
                    last_try: LastTry::NotConfirmed,
                };
                self.ask_pin(page, Prompt::EnterPin);
            }
            other => self.put_back(other),
        }
    }

    fn ask_again(&mut self, reason: AskAgainReason, tries_left: u8) {
        match mem::take(&mut self.state) {
            State::Reading(opened) => {
                let page = PinPage {
                    opened,
                    tries_left,
                    ask_again: Some(reason),
                    last_try: LastTry::NotConfirmed,
                };
                let wrong = reason == AskAgainReason::WrongPin;
                self.ask_pin(
                    page,
                    if wrong {
                        Prompt::WrongPin
                    } else {
                        Prompt::EnterPin
                    },
                );
            }
            other => self.put_back(other),
        }
    }

    fn ask_pin(&mut self, page: PinPage, prompt: Prompt) {
        if page.tries_left == 0 {
            self.stop(CardError::PinBlocked.into());
            return;
        }
        let prompt = if page.must_confirm() {
            Prompt::LastTry
        } else {
            prompt
        };
        self.enter(State::Pin(page), Some(prompt));
    }

    fn holder_verified(&mut self, holder: Box<VerifiedHolder>) {
        match mem::take(&mut self.state) {
            State::Reading(opened) if holder.session() == opened.challenge => {
                let address = holder.address();
                let suggested = address
                    .zip(self.catalogue())
                    .and_then(|(address, catalogue)| {
                        catalogue
                            .municipality_of_address(address.expose())
                            .map(|m| m.code)
                    });
                self.release_card();
                let applicant = Applicant::new(opened, holder, suggested);
                self.enter(State::TakeCard(Box::new(applicant)), Some(Prompt::TakeCard));
            }
            // A holder of another session on this session's answer: the parts contradict each other.
            State::Reading(_) => self.stop(Stop::Internal),
            other => self.put_back(other),
        }
    }

    fn card_failed(&mut self, error: CardError) {
        let fault = CardFault::from(error);
        let away = matches!(fault, CardFault::Removed | CardFault::ReaderGone);
        match self.card() {
            Card::Unwatched | Card::Gone => return self.unexpected(),
            Card::Leaving if fault == CardFault::Removed => return self.card_removed(),
            // The reader cannot tell whether the card is off: nothing more to wait for.
            Card::Leaving if away => self.set_card(Card::Gone),
            // A late answer to a task that was given up. The card still lies there.
            Card::Leaving => return self.unexpected(),
            Card::Awaited => self.set_card(Card::Unwatched),
            Card::Lying | Card::Open if away => self.set_card(Card::Gone),
            Card::Lying | Card::Open => {}
        }
        match &self.state {
            State::ReturnCard { .. } => self.attract(),
            State::Stopped { .. } => {}
            _ => self.stop(error.into()),
        }
    }

    fn card_removed(&mut self) {
        if !self.card_on_reader() {
            return self.unexpected();
        }
        self.set_card(Card::Gone);
        match mem::take(&mut self.state) {
            State::PlaceCard(mut place) => {
                // Nothing had been sent to it: the resident is only putting it right.
                place.card = false;
                self.tell(Task::WaitForCard);
                self.set_card(Card::Awaited);
                self.enter(State::PlaceCard(place), Some(Prompt::PlaceCard));
            }
            State::TakeCard(applicant) => {
                self.enter(
                    State::Municipality(applicant),
                    Some(Prompt::ChooseMunicipality),
                );
            }
            State::ReturnCard { .. } => self.attract(),
            State::Stopped { stop } => {
                self.state = State::Stopped { stop };
                self.tell(Task::Say(Prompt::Stopped));
            }
            State::Opening(_) | State::Pin(_) | State::Reading(_) => {
                self.tell(Task::LeaveCard);
                self.stop(CardError::Transport(TransportError::CardRemoved).into());
            }
            other => self.put_back(other),
        }
    }

    /// While issuing, the certificate may still exist: should it arrive after all, it is voided.
    fn center_failed(&mut self, fault: CenterFault) {
        match &self.state {
            State::PlaceCard(_) | State::Asking(..) | State::Issuing(..) => {
                self.stop(Stop::Center(fault));
            }
            _ => self.unexpected(),
        }
    }

    fn refused(&mut self, refusal: Refusal) {
        match mem::take(&mut self.state) {
            State::Asking(mut applicant, request, _) => {
                applicant.answered();
                self.application_refused(applicant, request.municipality(), refusal);
            }
            state @ (State::PlaceCard(_) | State::Issuing(..)) => {
                self.state = state;
                self.stop(Stop::Refused(refusal.into()));
            }
            other => self.put_back(other),
        }
    }

    /// Back to the choice that may mend it, without card and PIN, or the end.
    pub(super) fn application_refused(
        &mut self,
        mut applicant: Box<Applicant>,
        municipality: certificate::MunicipalityCode,
        refusal: Refusal,
    ) {
        let refused = applicant.note(refusal, municipality);
        let remedy = refusal
            .remedy()
            .filter(|_| applicant.applications_left() > 0);
        applicant.refused = Some(refused);
        match remedy {
            Some(Remedy::Municipality) => {
                self.tell(Task::Log {
                    code: refused.code(),
                });
                self.enter(State::Municipality(applicant), Some(Prompt::ChooseAgain));
            }
            Some(Remedy::Kind) if applicant.offer_kinds_without_passport() => {
                self.tell(Task::Log {
                    code: refused.code(),
                });
                self.enter(
                    State::Kind(applicant, municipality),
                    Some(Prompt::ChooseAgain),
                );
            }
            _ => {
                drop(applicant);
                self.stop(Stop::Refused(refused));
            }
        }
    }

    /// Compared with card and request before anybody sees it.
    fn preview_arrived(&mut self, preview: Preview) {
        match mem::take(&mut self.state) {
            State::Asking(mut applicant, request, copies) => {
                applicant.answered();
                match MatchedPreview::new(&applicant.holder, &request, preview) {
                    Ok(preview) => {
                        self.tell(Task::ComposePreview {
                            preview: Box::new(preview),
                        });
                        self.enter(State::Drawing(applicant, request, copies), None);
                    }
                    Err(mismatch) => {
                        drop(applicant);
                        self.stop(Stop::Mismatch(mismatch));
                    }
                }
            }
            other => self.put_back(other),
        }
    }

    fn picture_ready(&mut self, preview: Box<MatchedPreview>) {
        match mem::take(&mut self.state) {
            State::Drawing(applicant, request, copies) => {
                // It was out of our hands: it must be the one that was lent.
                let shown = preview.preview();
                let ours = preview.session() == request.session()
                    && shown.municipality() == request.municipality()
                    && shown.kind() == request.kind();
                if ours {
                    self.show_drawn(applicant, preview, copies);
                } else {
                    drop(applicant);
                    self.stop(Stop::Internal);
                }
            }
            other => self.put_back(other),
        }
    }

    /// The page to be confirmed, or first the question for its passport.
    pub(super) fn show_drawn(
        &mut self,
        applicant: Box<Applicant>,
        drawn: Box<MatchedPreview>,
        copies: Copies,
    ) {
        let Some(price) = applicant.price(copies) else {
            self.stop(Stop::Internal);
            return;
        };
        let (page, prompt) = match Confirmable::ask(drawn) {
            Ok(confirmable) => {
                let page = State::Confirm(applicant, confirmable, price);
                (page, Prompt::CheckContent)
            }
            Err(question) => {
                let page = State::Passport(applicant, question, price);
                (page, Prompt::CheckPassport)
            }
        };
        self.enter(page, Some(prompt));
    }

    fn picture_failed(&mut self, fault: DocumentFault) {
        match &self.state {
            State::Drawing(..) => self.stop(Stop::Document(fault)),
            _ => self.unexpected(),
        }
    }

    /// Compared, field by field, with what was confirmed; the only road to paper.
    fn certificate_arrived(&mut self, certificate: Certificate, today: Date) {
        match mem::take(&mut self.state) {
            State::Issuing(confirmable, price) => {
                if let Some(visit) = &mut self.visit {
                    visit.today = Some(today);
                }
                let confirmed = *confirmable.into_preview();
                match MatchedCertificate::new(confirmed, certificate, &self.trust, today) {
                    Ok(matched) => {
                        self.tell(Task::Compose {
                            certificate: Box::new(matched),
                        });
                        self.enter(State::Composing(price), None);
                    }
                    Err(mismatch) => {
                        self.report(PrintOutcome::NotPrinted, 0);
                        self.stop(Stop::Mismatch(mismatch));
                    }
                }
            }
            // It came after its time was up.
            state @ State::Stopped { .. } => {
                self.state = state;
                self.settle_owed();
            }
            other => self.put_back(other),
        }
    }

    fn settle_owed(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        match self.owing.iter().position(|id| *id == session) {
            Some(place) => {
                self.owing.remove(place);
                self.report(PrintOutcome::NotPrinted, 0);
            }
            None => self.unexpected(),
        }
    }

    fn composed(&mut self, pages: u16) {
        match mem::take(&mut self.state) {
            State::Composing(price) if price.total == Yen::ZERO => {
                self.print(price, pages);
            }
            State::Composing(price) => self.collect(price, pages),
            other => self.put_back(other),
        }
    }

    fn compose_failed(&mut self, fault: DocumentFault) {
        match &self.state {
            State::Composing(_) => self.stop(Stop::Document(fault)),
            _ => self.unexpected(),
        }
    }

    pub(super) fn print(&mut self, price: crate::Price, pages: u16) {
        self.tell(Task::Print {
            copies: price.copies,
        });
        let page = State::Printing {
            price,
            pages,
            attention: None,
        };
        self.enter(page, Some(Prompt::Printing));
    }

    fn printer_progress(&mut self, now: Option<Attention>) {
        match &mut self.state {
            State::Printing { attention, .. } if *attention != now => {
                *attention = now;
                let waiting = now.is_some();
                let prompt = if waiting {
                    Prompt::PrinterAttention
                } else {
                    Prompt::Printing
                };
                self.tell(Task::Say(prompt));
            }
            State::Printing { .. } => {}
            _ => self.unexpected(),
        }
    }

    fn printed(&mut self) {
        match mem::take(&mut self.state) {
            State::Printing { price, pages, .. } => {
                let pages = u32::from(pages) * u32::from(price.copies.get());
                self.report(PrintOutcome::Printed, pages);
                self.decide(Fate::Keep);
                self.tell(Task::Wipe);
                let page = State::TakePapers {
                    price,
                    pages,
                    forgotten: false,
                };
                self.enter(page, Some(Prompt::TakePapers));
            }
            other => self.put_back(other),
        }
    }

    fn print_failed(&mut self, delivered: Delivered, fault: PrintFault) {
        match mem::take(&mut self.state) {
            State::Printing { .. } => match delivered {
                Delivered::NotPrinted => {
                    self.report(PrintOutcome::NotPrinted, 0);
                    self.decide(Fate::Refund);
                    self.stop(Stop::NotPrinted(fault));
                }
                Delivered::Unknown => {
                    self.report(PrintOutcome::Unknown, 0);
                    self.decide(Fate::Hold);
                    self.stop(Stop::PrintUnknown(fault));
                }
            },
            other => self.put_back(other),
        }
    }
}
