//! Notes what goes in, judges what comes out.

use std::collections::{HashMap, HashSet};

use card_driver::transport::TransportError;
use card_driver::{CardError, Challenge};
use certificate::{Kind, MatchedPreview, MunicipalityCode};
use issuance::*;

use crate::common::*;

/// An answer that is due.
pub(crate) enum Due {
    Open,
    CardPresent,
    CardReady,
    Holder(Challenge),
    CardRemoved,
    Preview(MunicipalityCode, Kind),
    Picture(Box<MatchedPreview>),
    Certificate,
    Compose,
    Collect(Yen),
    Settle,
    Print,
    Report,
}

/// What is known of one session from outside.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) consented: bool,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) card_awaited: bool,
    pub(crate) card_there: bool,
    pub(crate) card_opened: bool,
    pub(crate) entries: u32,
    pub(crate) verifies: u32,
    pub(crate) verified: bool,
    pub(crate) card_off: bool,
    pub(crate) municipality: Option<MunicipalityCode>,
    pub(crate) kind: Option<Kind>,
    pub(crate) applications: u8,
    pub(crate) answered: u8,
    pub(crate) drawn: bool,
    /// The answer to the passport question about what was last applied for.
    pub(crate) passport_held: bool,
    pub(crate) confirmed: bool,
    pub(crate) issued: bool,
    pub(crate) certificates: u32,
    pub(crate) composes: u32,
    pub(crate) composed: bool,
    pub(crate) collects: u32,
    /// A Collect runs.
    pub(crate) collecting: bool,
    /// The device said that all is in.
    pub(crate) collected: bool,
    pub(crate) stops: u32,
    pub(crate) fates: Vec<Fate>,
    pub(crate) prints: u32,
    /// The printer said that for certain nothing came out.
    pub(crate) not_printed: bool,
    pub(crate) printed: bool,
    pub(crate) outcomes: Vec<PrintOutcome>,
    /// Something was given to an adapter since the last wipe.
    pub(crate) dirty: bool,
}

pub(crate) struct World {
    pub(crate) machine: Session,
    pub(crate) fee: bool,
    /// What a willing resident chooses where it can be chosen.
    pub(crate) kind: Kind,
    pub(crate) drawn_ids: u8,
    pub(crate) id: SessionId,
    pub(crate) before: SessionId,
    pub(crate) due: Vec<(SessionId, Due)>,
    pub(crate) seen: HashMap<SessionId, Seen>,
    pub(crate) started: HashSet<SessionId>,
}

impl World {
    pub(crate) fn new(fee: bool, kind: Kind) -> Self {
        let mut world = Self {
            machine: new_machine(),
            fee,
            kind,
            drawn_ids: 0,
            id: SessionId([0; 16]),
            before: SessionId([0xFF; 16]),
            due: Vec::new(),
            seen: HashMap::new(),
            started: HashSet::new(),
        };
        world.send(Event::PaymentDevice(Ok(())));
        world.arrived();
        world
    }

    pub(crate) fn seen(&mut self) -> &mut Seen {
        self.seen.entry(self.id).or_default()
    }

    pub(crate) fn arrived(&mut self) {
        let fee = if self.fee { Yen(120) } else { Yen::ZERO };
        let catalogue = catalogue_with(Service { fee, ..service() });
        self.send(Event::Catalogue(CatalogueNews::Arrived(Box::new(
            catalogue,
        ))));
    }

    pub(crate) fn page(&self) -> String {
        let text = format!("{:?}", self.machine.screen().view);
        text.split([' ', '(', '{']).next().unwrap().to_owned()
    }

    pub(crate) fn answer(&mut self, answer: Answer) {
        let session = self.id;
        self.send(Event::Answer { session, answer });
    }

    /// Notes what goes in, then judges what comes out.
    pub(crate) fn send(&mut self, event: Event) {
        let page = self.page();
        let running = self.machine.session();
        let mut pin_entry = false;
        let mut asked_copies = false;
        match &event {
            Event::Touch(Touch::AgreeTerms { .. }) if page == "Terms" => {
                self.seen().consented = true;
            }
            Event::Touch(Touch::PinEntered { .. }) => {
                self.seen().entries += 1;
                pin_entry = true;
            }
            Event::Touch(Touch::ChooseMunicipality(code)) if page == "Municipality" => {
                self.seen().municipality = Some(*code);
            }
            Event::Touch(Touch::ChooseKind(kind)) if page == "Kind" => {
                self.seen().kind = Some(*kind);
            }
            Event::Touch(Touch::ChooseCopies(_)) => asked_copies = true,
            Event::Touch(Touch::PassportIsHeld) if page == "Passport" => {
                self.seen().passport_held = true;
            }
            // On Confirm the question is not asked any more: only going back takes the answer back.
            Event::Touch(Touch::PassportIsNotHeld) if page == "Passport" => {
                self.seen().passport_held = false;
            }
            Event::Touch(Touch::Back) if page == "Passport" || page == "Confirm" => {
                self.seen().passport_held = false;
            }
            Event::Touch(Touch::ConfirmContent) if page == "Confirm" => {
                self.seen().confirmed = true;
            }
            Event::Answer { session, answer } => {
                if Some(*session) == running {
                    self.note_answer(&page, answer);
                }
                let seen = self.seen.entry(*session).or_default();
                match answer {
                    Answer::CertificateArrived { .. } if seen.issued => seen.certificates += 1,
                    Answer::Collected { .. } if seen.collecting => {
                        seen.collecting = false;
                        seen.collected = true;
                    }
                    Answer::NotCollected { .. } => seen.collecting = false,
                    _ => {}
                }
            }
            _ => {}
        }
        let commands = self.machine.handle(event);
        for command in commands {
            self.judge(command, pin_entry, asked_copies);
        }
        self.judge_state();
    }

    pub(crate) fn note_answer(&mut self, page: &str, answer: &Answer) {
        let seen = self.seen.entry(self.id).or_default();
        match answer {
            Answer::SessionOpened { challenge } if page == "PlaceCard" => {
                seen.challenge = seen.challenge.or(Some(*challenge));
            }
            Answer::CardPresent if seen.card_awaited => {
                seen.card_there = page == "PlaceCard" || page == "Stopped";
                seen.card_awaited = false;
            }
            Answer::CardRemoved => {
                seen.card_there = false;
                seen.card_off = true;
            }
            Answer::CardFailed(CardError::Transport(
                TransportError::CardRemoved | TransportError::ReaderGone,
            )) => {
                seen.card_there = false;
                seen.card_off = true;
                seen.card_awaited = false;
            }
            Answer::CardFailed(_) => seen.card_awaited = false,
            Answer::HolderVerified(_) if page == "Reading" => {
                seen.verified = true;
                seen.card_off = false;
            }
            Answer::PreviewArrived(_)
                if page == "Applying" && seen.answered < seen.applications =>
            {
                seen.answered += 1;
            }
            Answer::Refused(_) if page == "Applying" && seen.answered < seen.applications => {
                seen.answered += 1;
            }
            Answer::PictureReady(_) if page == "Applying" => seen.drawn = true,
            Answer::Composed { .. } if seen.composes > 0 => seen.composed = true,
            Answer::Printed if page == "Printing" => seen.printed = true,
            Answer::PrintFailed {
                delivered: Delivered::NotPrinted,
                ..
            } if page == "Printing" => seen.not_printed = true,
            _ => {}
        }
    }

    pub(crate) fn judge(&mut self, command: Command, pin_entry: bool, asked_copies: bool) {
        let Command { session, task } = command;
        let fee = self.fee;
        assert!(
            self.started.contains(&session),
            "a command of no session: {task:?}"
        );
        let seen = self.seen.entry(session).or_default();
        match &task {
            Task::Wipe => seen.dirty = false,
            Task::OpenCenterSession { .. }
            | Task::OpenCard { .. }
            | Task::ReadCard { .. }
            | Task::Apply { .. }
            | Task::ComposePreview { .. }
            | Task::Issue { .. }
            | Task::Compose { .. }
            | Task::Print { .. } => seen.dirty = true,
            _ => {}
        }
        let due = match task {
            Task::OpenCenterSession { .. } => {
                assert!(seen.consented, "R14: the center asked before consent");
                Some(Due::Open)
            }
            Task::WaitForCard => {
                assert!(seen.consented, "R14: the card looked for before consent");
                seen.card_awaited = true;
                Some(Due::CardPresent)
            }
            Task::OpenCard { challenge } => {
                assert!(seen.consented, "R14: the card spoken to before consent");
                assert!(seen.card_there, "no card");
                assert!(
                    seen.challenge == Some(challenge),
                    "another session's challenge"
                );
                assert!(!seen.card_opened, "opened twice");
                seen.card_opened = true;
                Some(Due::CardReady)
            }
            Task::ReadCard { .. } => {
                assert!(seen.consented && seen.card_opened, "R14");
                assert!(pin_entry, "a VERIFY without an entry");
                seen.verifies += 1;
                assert!(seen.verifies <= seen.entries, "two VERIFY for one entry");
                Some(Due::Holder(seen.challenge.unwrap()))
            }
            Task::WaitForCardRemoval => Some(Due::CardRemoved),
            Task::Apply {
                municipality,
                kind,
                evidence,
            } => {
                assert!(asked_copies, "R6: an application that nobody asked for");
                assert!(seen.verified, "R23: an application without card and PIN");
                assert!(seen.card_off, "R91: going on with the card on the reader");
                assert!(
                    seen.municipality == Some(municipality),
                    "another municipality"
                );
                assert_eq!(seen.kind, Some(kind), "another kind");
                assert!(
                    evidence.challenge() == seen.challenge.unwrap(),
                    "another session"
                );
                assert!(!seen.confirmed, "an application after the confirmation");
                seen.applications += 1;
                assert!(
                    seen.applications <= MAX_APPLICATIONS,
                    "too many applications"
                );
                seen.drawn = false;
                seen.passport_held = false;
                Some(Due::Preview(municipality, kind))
            }
            Task::ComposePreview { preview } => {
                assert!(
                    preview.session() == seen.challenge.unwrap(),
                    "another session"
                );
                Some(Due::Picture(preview))
            }
            Task::Issue { .. } => {
                assert!(
                    seen.confirmed && seen.drawn,
                    "R40: issued without confirmation"
                );
                assert!(
                    seen.kind == Some(Kind::Domestic) || seen.passport_held,
                    "issued for use abroad without an answer about the passport"
                );
                assert!(!seen.issued, "issued twice");
                seen.issued = true;
                Some(Due::Certificate)
            }
            Task::Compose { certificate } => {
                assert!(
                    certificate.session() == seen.challenge.unwrap(),
                    "another session"
                );
                assert!(
                    seen.issued && seen.certificates > 0,
                    "a certificate from nowhere"
                );
                seen.composes += 1;
                assert_eq!(seen.composes, 1, "composed twice");
                Some(Due::Compose)
            }
            Task::Print { .. } => {
                assert!(
                    seen.composes == 1 && seen.composed,
                    "printed without a proved match"
                );
                assert!(!fee || seen.collected, "printed unpaid");
                assert!(seen.fates.is_empty(), "printed what was given back");
                assert_eq!(seen.stops, 0, "printed what was given up");
                seen.prints += 1;
                assert_eq!(seen.prints, 1, "printed twice");
                Some(Due::Print)
            }
            Task::Collect { price } => {
                assert!(fee && seen.confirmed && seen.composed, "charged too early");
                assert_eq!(
                    (seen.prints, seen.collects),
                    (0, 0),
                    "charged twice or late"
                );
                assert_eq!(price.each.times(price.copies), Some(price.total));
                seen.collects = 1;
                seen.collecting = true;
                Some(Due::Collect(price.total))
            }
            Task::StopCollecting => {
                assert!(seen.collecting, "nothing is collected");
                seen.stops += 1;
                assert_eq!(seen.stops, 1, "stopped twice");
                None
            }
            Task::SettleMoney { fate } => {
                assert!(seen.collected, "nothing was collected");
                seen.fates.push(fate);
                assert_eq!(seen.fates.len(), 1, "two ends of one money");
                match fate {
                    Fate::Keep => assert!(seen.printed, "kept for nothing"),
                    Fate::Refund => assert!(
                        !seen.printed && (seen.prints == 0 || seen.not_printed),
                        "given back for what may be printed"
                    ),
                    Fate::Hold => assert!(
                        seen.prints == 1 && !seen.printed && !seen.not_printed,
                        "held for what is known"
                    ),
                }
                Some(Due::Settle)
            }
            Task::ReportOutcome { outcome, pages } => {
                assert!(seen.certificates > 0, "an outcome of nothing");
                seen.outcomes.push(outcome);
                assert_eq!(seen.outcomes.len(), 1, "two outcomes");
                match outcome {
                    PrintOutcome::Printed => assert!(seen.printed && pages > 0),
                    PrintOutcome::NotPrinted => assert!(!seen.printed && pages == 0),
                    PrintOutcome::Unknown => assert!(seen.prints == 1 && pages == 0),
                }
                Some(Due::Report)
            }
            Task::StartTimer {
                warn_after,
                expire_after,
                ..
            } => {
                assert!(warn_after < expire_after);
                None
            }
            Task::CancelCard
            | Task::LeaveCard
            | Task::DropPicture
            | Task::Say(_)
            | Task::Hush
            | Task::Wipe
            | Task::Log { .. } => None,
        };
        if let Some(due) = due {
            self.due.push((session, due));
        }
    }

    pub(crate) fn judge_state(&mut self) {
        let screen = self.machine.screen();
        let (held, running) = (self.machine.held(), self.machine.session());
        let page = self.page();
        let seen = self.seen.entry(self.id).or_default();
        if matches!(page.as_str(), "Attract" | "OutOfService") {
            assert!(running.is_none() && screen.session.is_none());
            assert_eq!(held, Held::Nothing, "kept in Attract");
            if self.started.contains(&self.id) {
                assert!(!seen.dirty, "R73: left without a wipe");
                assert!(!seen.card_there, "R91: a card forgotten");
                if seen.certificates > 0 {
                    assert_eq!(seen.outcomes.len(), 1, "an issued ID that is not settled");
                }
                assert!(!seen.collecting || seen.stops == 1, "still collecting");
            }
        }
        match self.machine.screen().view {
            View::Stopped { money, .. } => {
                let back = matches!(
                    money,
                    Money::GivingBack(_) | Money::GivenBack(_) | Money::Owed(_)
                );
                let told = match seen.fates.as_slice() {
                    [Fate::Hold] => matches!(money, Money::Held(_)),
                    [Fate::Refund] => back,
                    [] => money == Money::None || back && seen.collects == 1 && !seen.collected,
                    _ => false,
                };
                assert!(told, "{money:?} said of {:?}", seen.fates);
            }
            View::TakePapers { receipt, .. } | View::Thanks { receipt } => {
                assert_eq!(receipt.is_some(), seen.collected);
                assert!(!seen.collected || seen.fates == [Fate::Keep]);
            }
            _ => {}
        }
        if matches!(
            page.as_str(),
            "Stopped" | "TakePapers" | "Thanks" | "Printing" | "Pay"
        ) {
            assert_eq!(held, Held::Nothing, "kept on {page}");
        }
        if seen.confirmed || seen.answered == MAX_APPLICATIONS {
            assert!(
                held < Held::ApplicationData,
                "R74: number, address and sex kept on {page}"
            );
        }
        if matches!(
            page.as_str(),
            "Municipality" | "Kind" | "Copies" | "Passport" | "Confirm"
        ) {
            assert!(!seen.card_there, "R91: gone on with the card on the reader");
        }
        if page == "Passport" {
            let asked = seen.drawn && seen.kind == Some(Kind::OverseasAndDomestic);
            assert!(asked, "a passport number that was not applied for");
        }
    }
}
