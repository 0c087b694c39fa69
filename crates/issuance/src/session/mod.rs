//! The machine: what is common to all steps. The steps stand in [`touch`], [`answer`], [`pay`] and [`ending`].

mod answer;
mod ending;
mod pay;
mod show;
mod state;
mod touch;

use std::collections::VecDeque;
use std::fmt;
use std::mem;
use std::sync::Arc;

use certificate::IssuerTrust;
use time::Date;

use crate::catalogue::{Catalogue, Service};
use crate::command::{Command, Task};
use crate::event::{Answer, CatalogueNews, Epoch, Event, SessionId};
use crate::fault::{Ending, Stop};
use crate::limits::{Limits, Pace, Span};
use crate::money::{PaymentFault, Purse};
use crate::prompt::Prompt;
use crate::screen::Held;
use state::State;

/// Sessions whose certificate or money may still arrive after they ended; more than this would mean that
/// the center is long gone.
const MAX_OWING: usize = 16;

/// The machine. One for the life of the kiosk.
pub struct Session {
    limits: Limits,
    pace: Pace,
    trust: Arc<IssuerTrust>,
    /// The latest from the center; a running session keeps its own.
    catalogue: Option<Arc<Catalogue>>,
    visit: Option<Visit>,
    state: State,
    epoch: Epoch,
    warning: bool,
    last: Option<SessionId>,
    owing: VecDeque<SessionId>,
    /// Sessions that ended while their money was on its way back.
    refunding: VecDeque<SessionId>,
    /// Why no money can be taken now.
    payment: Option<PaymentFault>,
    stale: u64,
    unexpected: u64,
    out: Vec<Command>,
}

/// What lasts from Start to Attract.
struct Visit {
    id: SessionId,
    catalogue: Arc<Catalogue>,
    card: Card,
    purse: Purse,
    /// Today in Japan, once a certificate has come.
    today: Option<Date>,
}

/// The card, as far as the machine has been told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Card {
    /// Nobody looks at the reader.
    Unwatched,
    /// WaitForCard runs.
    Awaited,
    /// It lies there; nothing was sent to it.
    Lying,
    /// It has been spoken to.
    Open,
    /// Let go of, WaitForCardRemoval runs.
    Leaving,
    /// Off the reader, or the reader cannot say.
    Gone,
}

impl Session {
    /// Without a catalogue: nothing is served until one has come (R49).
    ///
    /// `trust` says whose signatures on certificates are believed.
    #[must_use]
    pub fn new(limits: Limits, trust: Arc<IssuerTrust>) -> Self {
        Self {
            limits,
            pace: Pace::default(),
            trust,
            catalogue: None,
            visit: None,
            state: State::Attract,
            epoch: Epoch::default(),
            warning: false,
            last: None,
            owing: VecDeque::new(),
            refunding: VecDeque::new(),
            payment: Some(PaymentFault::Unavailable),
            stale: 0,
            unexpected: 0,
            out: Vec::new(),
        }
    }

    /// Takes one event; the commands are to be carried out in their order.
    ///
    /// An event that the present state has no use for changes nothing.
    #[must_use = "the commands are to be carried out"]
    pub fn handle(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Catalogue(news) => self.on_catalogue(news),
            Event::PaymentDevice(ready) => self.on_payment_device(ready.err()),
            Event::Start { session } => self.on_start(session),
            Event::Touch(touch) => self.on_touch(touch),
            Event::TimerWarned { epoch } => self.on_warned(epoch),
            Event::TimerExpired { epoch } if epoch == self.epoch => self.on_expired(),
            Event::TimerExpired { .. } => {}
            Event::Answer { session, answer } if self.session() == Some(session) => {
                self.on_answer(answer);
            }
            Event::Answer { session, answer } => self.on_stale(session, &answer),
        }
        mem::take(&mut self.out)
    }

    /// From the next timer on, and until it is set otherwise: whose pace it is, is not the machine's to know.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// The catalogue in force: the running session's, else the latest.
    #[must_use]
    pub fn catalogue(&self) -> Option<&Catalogue> {
        self.visit
            .as_ref()
            .map(|v| &v.catalogue)
            .or(self.catalogue.as_ref())
            .map(Arc::as_ref)
    }

    /// The running session; `None` on Attract.
    #[must_use]
    pub fn session(&self) -> Option<SessionId> {
        self.visit.as_ref().map(|visit| visit.id)
    }

    /// What is still held of the resident. What adapters hold is theirs to say.
    #[must_use]
    pub fn held(&self) -> Held {
        self.state.held()
    }

    /// Answers of other sessions that were dropped since the start of the kiosk.
    #[must_use]
    pub fn stale_answers(&self) -> u64 {
        self.stale
    }

    /// Answers of the running session that nothing had asked for, or not any more.
    #[must_use]
    pub fn unexpected_answers(&self) -> u64 {
        self.unexpected
    }

    fn on_catalogue(&mut self, news: CatalogueNews) {
        match news {
            CatalogueNews::Arrived(catalogue) => self.catalogue = Some(Arc::from(catalogue)),
            CatalogueNews::Lost => {
                self.catalogue = None;
                if self.state.before_issue() {
                    self.stop(Stop::CatalogueLost);
                }
            }
        }
    }

    fn on_start(&mut self, id: SessionId) {
        // An id that is used again would let late answers in.
        let owed = self.owing.contains(&id) || self.refunding.contains(&id);
        let fresh = self.last != Some(id) && !owed;
        let (None, Some(catalogue), true) = (&self.visit, &self.catalogue, fresh) else {
            return;
        };
        if !self.serves_any(catalogue) {
            return;
        }
        let catalogue = Arc::clone(catalogue);
        self.visit = Some(Visit {
            id,
            catalogue,
            card: Card::Unwatched,
            purse: Purse::default(),
            today: None,
        });
        self.last = Some(id);
        self.welcome();
    }

    /// The first page of a session.
    fn welcome(&mut self) {
        let services = self
            .catalogue()
            .map(Catalogue::services)
            .unwrap_or_default();
        let prompt = match services {
            [_] => Prompt::ReadFirst,
            _ => Prompt::Welcome,
        };
        self.enter(State::Service, Some(prompt));
    }

    fn on_warned(&mut self, epoch: Epoch) {
        if epoch == self.epoch && self.state.waits_for_resident() && !self.warning {
            self.warning = true;
            let prompt = if self.card_on_reader() {
                Prompt::StillThereCard
            } else {
                Prompt::StillThere
            };
            self.tell(Task::Say(prompt));
        }
    }

    fn on_expired(&mut self) {
        match &mut self.state {
            State::Attract => {}
            State::Reading(_)
            | State::Opening(_)
            | State::Asking(..)
            | State::Drawing(..)
            | State::Issuing(..)
            | State::Composing(_)
            | State::Printing { .. } => self.stop_unanswered(),
            // A card lies there: it is the center that did not answer.
            State::PlaceCard(place) if place.card => self.stop_unanswered(),
            State::ReturnCard { forgotten, .. } => {
                *forgotten = true;
                self.again(Prompt::CardForgotten);
            }
            State::TakePapers {
                forgotten: forgotten @ false,
                ..
            } => {
                *forgotten = true;
                self.again(Prompt::PapersForgotten);
            }
            State::Thanks(_) => self.end(Ending::Finished),
            State::Stopped { stop } => {
                let stop = *stop;
                self.end(Ending::Stopped(stop));
            }
            State::Service
            | State::Terms(_)
            | State::PlaceCard(_)
            | State::Pin(_)
            | State::TakeCard(_)
            | State::Municipality(_)
            | State::Kind(..)
            | State::Copies(..)
            | State::Passport(..)
            | State::Confirm(..)
            | State::TakePapers { .. } => self.end(Ending::Abandoned),
            // What was put in comes back, and who comes back for it is told.
            State::Pay(..) => self.stop(Stop::PaymentGivenUp),
        }
    }

    /// An answer of another session: dropped, and with it whatever it holds. But a certificate that
    /// arrives after its session ended was issued and will never be printed: its ID is to be voided.
    fn on_stale(&mut self, session: SessionId, answer: &Answer) {
        self.stale += 1;
        match answer {
            Answer::CertificateArrived { .. } => {}
            Answer::Collected { .. } => return self.stale_money(session, true),
            Answer::NotCollected { .. } => return self.stale_money(session, false),
            _ => return,
        }
        if let Some(place) = self.owing.iter().position(|id| *id == session) {
            self.owing.remove(place);
            self.report_unprinted(session);
        }
    }

    fn remember(sessions: &mut VecDeque<SessionId>, session: SessionId) {
        if sessions.len() == MAX_OWING {
            sessions.pop_front();
        }
        sessions.push_back(session);
    }

    /// This service can be used now.
    fn serves(&self, service: &Service) -> bool {
        service.open && self.payment_fault(service.fee).is_none()
    }

    fn serves_any(&self, catalogue: &Catalogue) -> bool {
        let mut services = catalogue.services().iter();
        services.any(|service| self.serves(service))
    }

    fn tell(&mut self, task: Task) {
        if let Some(session) = self.session() {
            self.out.push(Command { session, task });
        }
    }

    /// A new page: its timer, its voice.
    fn enter(&mut self, state: State, prompt: Option<Prompt>) {
        self.state = state;
        if let Some(prompt) = prompt {
            self.tell(Task::Say(prompt));
        }
        self.restart_timer();
    }

    /// The same page once more, said with more weight.
    fn again(&mut self, prompt: Prompt) {
        self.tell(Task::Say(prompt));
        self.restart_timer();
    }

    fn restart_timer(&mut self) {
        self.epoch.0 += 1;
        self.warning = false;
        if let Some(span) = self.span() {
            let read = matches!(self.state, State::Stopped { .. });
            let span = if read || self.state.waits_for_resident() {
                span.at(self.pace)
            } else {
                span
            };
            self.tell(Task::StartTimer {
                epoch: self.epoch,
                warn_after: span.warn_after(),
                expire_after: span.expire_after(),
            });
        }
    }

    fn span(&self) -> Option<Span> {
        let limits = &self.limits;
        match &self.state {
            State::Attract => None,
            State::Service | State::Municipality(_) | State::Kind(..) | State::Copies(..) => {
                Some(limits.choice)
            }
            State::Terms(_) => Some(limits.terms),
            State::PlaceCard(_) => Some(limits.place_card),
            State::Pin(_) => Some(limits.pin),
            State::Opening(_)
            | State::Reading(_)
            | State::Asking(..)
            | State::Drawing(..)
            | State::Issuing(..)
            | State::Composing(_) => Some(limits.work),
            State::TakeCard(_) | State::ReturnCard { .. } => Some(limits.take_card),
            State::Passport(..) | State::Confirm(..) => Some(limits.confirm),
            State::Pay(..) => Some(limits.pay),
            State::Printing { .. } => Some(limits.printing),
            State::TakePapers { .. } => Some(limits.take_papers),
            // A receipt takes longer to read than thanks.
            State::Thanks(price) if self.receipt(*price).is_some() => Some(limits.take_papers),
            State::Thanks(_) => Some(limits.thanks),
            State::Stopped { .. } => Some(limits.stopped),
        }
    }

    fn card(&self) -> Card {
        self.visit
            .as_ref()
            .map_or(Card::Unwatched, |visit| visit.card)
    }

    fn set_card(&mut self, card: Card) {
        if let Some(visit) = &mut self.visit {
            visit.card = card;
        }
    }

    fn card_on_reader(&self) -> bool {
        matches!(self.card(), Card::Lying | Card::Open | Card::Leaving)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}
