//! Whatever comes, in whatever order: what the machine holds to.
//!
//! A sequence is made of symbols, not of secrets: what fails can be shown. The monitor knows nothing
//! of the machine's states; it judges by the events that went in and the commands that came out.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::collections::{HashMap, HashSet};

use card_driver::transport::TransportError;
use card_driver::{AskAgainReason, CardError, Challenge};
use certificate::{Kind, MatchedPreview, MunicipalityCode};
use common::*;
use issuance::*;
use proptest::prelude::*;

/// One step of a sequence.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// What a willing resident and healthy parts do next.
    Forward,
    /// One of the answers that are due, for good or bad.
    Deliver {
        which: usize,
        how: u8,
    },
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
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        24 => Just(Step::Forward),
        4 => (0..4_usize, any::<u8>()).prop_map(|(which, how)| Step::Deliver { which, how }),
        2 => any::<u8>().prop_map(Step::Forge),
        2 => any::<u8>().prop_map(Step::Stale),
        4 => any::<u8>().prop_map(Step::Touch),
        1 => Just(Step::Warn),
        1 => Just(Step::Expire),
        1 => Just(Step::OldTimer),
        1 => prop_oneof![Just(Step::Lost), Just(Step::Arrived)],
    ]
}

/// An answer that is due.
enum Due {
    Open,
    CardPresent,
    CardReady,
    Holder(Challenge),
    CardRemoved,
    Preview(MunicipalityCode, Kind),
    Picture(Box<MatchedPreview>),
    Certificate,
    Compose,
    Print,
    Report,
}

/// What is known of one session from outside.
#[derive(Default)]
struct Seen {
    consented: bool,
    challenge: Option<Challenge>,
    card_awaited: bool,
    card_there: bool,
    card_opened: bool,
    entries: u32,
    verifies: u32,
    verified: bool,
    card_off: bool,
    municipality: Option<MunicipalityCode>,
    kind: Option<Kind>,
    applications: u8,
    answered: u8,
    drawn: bool,
    confirmed: bool,
    issued: bool,
    certificates: u32,
    composes: u32,
    composed: bool,
    paid: bool,
    prints: u32,
    printed: bool,
    outcomes: Vec<PrintOutcome>,
    /// Something was given to an adapter since the last wipe.
    dirty: bool,
}

struct World {
    machine: Session,
    fee: bool,
    drawn_ids: u8,
    id: SessionId,
    before: SessionId,
    due: Vec<(SessionId, Due)>,
    seen: HashMap<SessionId, Seen>,
    started: HashSet<SessionId>,
}

impl World {
    fn new(fee: bool) -> Self {
        let mut world = Self {
            machine: new_machine(),
            fee,
            drawn_ids: 0,
            id: SessionId([0; 16]),
            before: SessionId([0xFF; 16]),
            due: Vec::new(),
            seen: HashMap::new(),
            started: HashSet::new(),
        };
        world.arrived();
        world
    }

    fn seen(&mut self) -> &mut Seen {
        self.seen.entry(self.id).or_default()
    }

    fn arrived(&mut self) {
        let fee = if self.fee { Yen(120) } else { Yen::ZERO };
        let catalogue = catalogue_with(Service { fee, ..service() });
        self.send(Event::Catalogue(CatalogueNews::Arrived(Box::new(
            catalogue,
        ))));
    }

    fn page(&self) -> String {
        let text = format!("{:?}", self.machine.screen().view);
        text.split([' ', '(', '{']).next().unwrap().to_owned()
    }

    fn answer(&mut self, answer: Answer) {
        let session = self.id;
        self.send(Event::Answer { session, answer });
    }

    /// Notes what goes in, then judges what comes out.
    fn send(&mut self, event: Event) {
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
            Event::Touch(Touch::ConfirmContent) if page == "Confirm" => {
                self.seen().confirmed = true;
            }
            Event::Answer { session, answer } => {
                if Some(*session) == running {
                    self.note_answer(&page, answer);
                }
                let seen = self.seen.entry(*session).or_default();
                if matches!(answer, Answer::CertificateArrived { .. }) && seen.issued {
                    seen.certificates += 1;
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

    fn note_answer(&mut self, page: &str, answer: &Answer) {
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
            Answer::Paid if page == "Pay" => seen.paid = true,
            Answer::Printed if page == "Printing" => seen.printed = true,
            _ => {}
        }
    }

    fn judge(&mut self, command: Command, pin_entry: bool, asked_copies: bool) {
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
                assert!(!fee || seen.paid, "printed unpaid");
                seen.prints += 1;
                assert_eq!(seen.prints, 1, "printed twice");
                Some(Due::Print)
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

    fn judge_state(&mut self) {
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
            }
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
            "Municipality" | "Kind" | "Copies" | "Confirm"
        ) {
            assert!(!seen.card_there, "R91: gone on with the card on the reader");
        }
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Forward => self.forward(),
            Step::Deliver { which, how } => self.deliver(which, how),
            Step::Forge(which) => {
                let answer = forged(which, self.id);
                self.answer(answer);
            }
            Step::Stale(which) => {
                let session = self.before;
                let answer = forged(which, session);
                self.send(Event::Answer { session, answer });
            }
            Step::Touch(which) => self.send(Event::Touch(touch(which))),
            Step::Warn => {
                let epoch = self.machine.screen().epoch;
                self.send(Event::TimerWarned { epoch });
            }
            Step::Expire => {
                let epoch = self.machine.screen().epoch;
                self.send(Event::TimerExpired { epoch });
            }
            Step::OldTimer => {
                let epoch = Epoch(self.machine.screen().epoch.0.saturating_sub(1));
                let page = self.page();
                self.send(Event::TimerExpired { epoch });
                assert_eq!(self.page(), page, "an old timer");
            }
            Step::Lost => self.send(Event::Catalogue(CatalogueNews::Lost)),
            Step::Arrived => self.arrived(),
        }
    }

    fn start(&mut self) {
        self.before = self.id;
        self.drawn_ids += 1;
        self.id = SessionId([self.drawn_ids; 16]);
        self.started.insert(self.id);
        let session = self.id;
        self.send(Event::Start { session });
        if self.machine.session().is_none() {
            self.started.remove(&session);
        }
    }

    fn forward(&mut self) {
        let touch = match self.page().as_str() {
            "OutOfService" => return self.arrived(),
            "Attract" => return self.start(),
            "Service" => Touch::ChooseService(service().id),
            "Terms" => Touch::AgreeTerms { language: ja() },
            "Pin" => Touch::PinEntered { pin: pin() },
            "LastTry" => Touch::LastTryConfirmed,
            "Municipality" => Touch::ChooseMunicipality(code(KIYOSE)),
            "Kind" => Touch::ChooseKind(Kind::Domestic),
            "Copies" => Touch::ChooseCopies(Copies::ONE),
            "Confirm" => Touch::ConfirmContent,
            "Pay" => return self.answer(Answer::Paid),
            "TakePapers" => Touch::PapersTaken,
            "Thanks" | "Stopped" => Touch::StartOver,
            _ => return self.deliver(0, 0),
        };
        self.send(Event::Touch(touch));
    }

    /// `how` below 160: well. Those of earlier sessions are among the due ones: they come late.
    fn deliver(&mut self, which: usize, how: u8) {
        if self.due.is_empty() {
            return;
        }
        let place = which % self.due.len();
        let (session, due) = self.due.remove(place);
        let certificate = || {
            let seen = &self.seen[&session];
            certificate(seen.municipality.unwrap(), seen.kind.unwrap())
        };
        let answer = if how < 160 {
            match due {
                Due::Open => Answer::SessionOpened {
                    challenge: challenge_of(session),
                },
                Due::CardPresent => Answer::CardPresent,
                Due::CardReady => Answer::CardReady { tries_left: 3 },
                Due::Holder(challenge) => Answer::HolderVerified(holder(challenge)),
                Due::CardRemoved => Answer::CardRemoved,
                Due::Preview(municipality, kind) => {
                    Answer::PreviewArrived(preview(municipality, kind))
                }
                Due::Picture(preview) => Answer::PictureReady(preview),
                Due::Certificate => Answer::CertificateArrived {
                    certificate: certificate(),
                    today: TODAY,
                },
                Due::Compose => Answer::Composed { pages: 1 },
                Due::Print => Answer::Printed,
                Due::Report => Answer::OutcomeReported,
            }
        } else {
            badly(due, how)
        };
        self.send(Event::Answer { session, answer });
    }

    /// Somebody walks away, everything fails: it must still come to an end.
    fn walk_away(&mut self, mut dice: u32) {
        for _ in 0..40 {
            if self.machine.session().is_none() {
                return;
            }
            let removal = self
                .due
                .iter()
                .position(|(session, due)| *session == self.id && matches!(due, Due::CardRemoved));
            match (removal, dice % 3) {
                (Some(place), _) => {
                    self.due.remove(place);
                    self.answer(Answer::CardRemoved);
                }
                (None, 0) => self.send(Event::Touch(Touch::Cancel)),
                (None, 1) => self.answer(Answer::CenterFailed(CenterFault::TimedOut)),
                (None, _) => self.run(Step::Expire),
            }
            dice = dice / 3 + 2;
        }
        panic!("a dead end: {}", self.page());
    }
}

fn badly(due: Due, how: u8) -> Answer {
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

fn forged(which: u8, session: SessionId) -> Answer {
    let (municipality, kind) = (code(KIYOSE), Kind::Domestic);
    match which % 16 {
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
        8 => Answer::Paid,
        9 => Answer::Printed,
        10 => Answer::Refused(Refusal::NoRecord),
        11 => Answer::CardRemoved,
        12 => Answer::CenterFailed(CenterFault::Garbage),
        13 => Answer::PictureFailed(DocumentFault::Internal),
        14 => Answer::PrintFailed {
            delivered: Delivered::Unknown,
            fault: PrintFault::TimedOut,
        },
        _ => Answer::CardPresent,
    }
}

fn touch(which: u8) -> Touch {
    match which % 17 {
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
        _ => Touch::Cancel,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
            cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn r14_r23_r70_r74_r91_hold_in_any_order(
        fee in any::<bool>(),
        steps in prop::collection::vec(step(), 1..120),
        dice in any::<u32>(),
    ) {
        let mut world = World::new(fee);
        for step in steps {
            world.run(step);
        }
        world.walk_away(dice);
        prop_assert_eq!(world.machine.held(), Held::Nothing);
        // And the next resident is served.
        world.due.clear();
        world.arrived();
        for _ in 0..24 {
            world.forward();
            if world.page() == "TakePapers" {
                break;
            }
        }
        prop_assert_eq!(world.page(), "TakePapers");
    }
}
