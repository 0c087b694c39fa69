//! Carries a sequence out.

use certificate::Kind;
use issuance::*;

use crate::common::*;
use crate::monitor::{Due, World};
use crate::symbols::{Step, badly, forged, touch};

impl World {
    pub(crate) fn run(&mut self, step: Step) {
        match step {
            Step::Forward => self.forward(),
            Step::Deliver { which, how } => self.deliver(which, how),
            Step::Again => self.again(),
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
            Step::Device(ready) => self.device(ready),
        }
    }

    fn device(&mut self, ready: bool) {
        let fault = PaymentFault::OutOfChange;
        let ready = if ready { Ok(()) } else { Err(fault) };
        self.send(Event::PaymentDevice(ready));
    }

    pub(crate) fn start(&mut self) {
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

    pub(crate) fn forward(&mut self) {
        let touch = match self.page().as_str() {
            "OutOfService" => {
                self.device(true);
                return self.arrived();
            }
            "Pay" => {
                let asked = |due: &Due| matches!(due, Due::Collect(_));
                let mut due = self.due.iter();
                let place = due.position(|(id, due)| *id == self.id && asked(due));
                return match place {
                    Some(place) => self.deliver(place, 0),
                    None => self.run(Step::Expire),
                };
            }
            "Attract" => return self.start(),
            "Service" => Touch::ChooseService(service().id),
            "Terms" => Touch::AgreeTerms { language: ja() },
            "Pin" => Touch::PinEntered { pin: pin() },
            "LastTry" => Touch::LastTryConfirmed,
            "Municipality" => Touch::ChooseMunicipality(code(KIYOSE)),
            "Kind" => Touch::ChooseKind(self.wanted_kind()),
            "Copies" => Touch::ChooseCopies(Copies::ONE),
            "Passport" => Touch::PassportIsHeld,
            "Confirm" => Touch::ConfirmContent,
            "TakePapers" => Touch::PapersTaken,
            "Thanks" | "Stopped" => Touch::StartOver,
            _ => return self.deliver(0, 0),
        };
        self.send(Event::Touch(touch));
    }

    /// What the resident came for, or what is left of it.
    fn wanted_kind(&self) -> Kind {
        match self.machine.screen().view {
            View::Kind { kinds, .. } if kinds.contains(&self.kind) => self.kind,
            _ => Kind::Domestic,
        }
    }

    pub(crate) fn again(&mut self) {
        match self.page().as_str() {
            "Applying" => {
                let asked = |due: &Due| matches!(due, Due::Preview(..));
                match self
                    .due
                    .iter()
                    .position(|(id, due)| *id == self.id && asked(due))
                {
                    Some(place) => {
                        self.due.remove(place);
                        self.answer(Answer::Refused(Refusal::NoRecord));
                    }
                    None => self.forward(),
                }
            }
            "Confirm" | "Copies" => self.send(Event::Touch(Touch::Back)),
            "Passport" => self.send(Event::Touch(Touch::PassportIsNotHeld)),
            "Kind" => self.send(Event::Touch(Touch::ChooseKind(Kind::OverseasAndDomestic))),
            _ => self.forward(),
        }
    }

    /// `how` below 160: well. Those of earlier sessions are among the due ones: they come late.
    pub(crate) fn deliver(&mut self, which: usize, how: u8) {
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
                // Now and then more than was asked for, and change.
                Due::Collect(due) => Answer::Collected {
                    paid: Yen(due.0 + u32::from(how % 2) * 10),
                },
                Due::Settle => Answer::MoneySettled {
                    owed: Yen(u32::from(how % 3) * 10),
                },
                Due::Print => Answer::Printed,
                Due::Report => Answer::OutcomeReported,
            }
        } else {
            badly(due, how)
        };
        self.send(Event::Answer { session, answer });
    }

    /// Somebody walks away, everything fails: it must still come to an end.
    pub(crate) fn walk_away(&mut self, mut dice: u32) {
        for round in 0..40 {
            if self.machine.session().is_none() {
                return;
            }
            let removal = self
                .due
                .iter()
                .position(|(session, due)| *session == self.id && matches!(due, Due::CardRemoved));
            // In the end nothing happens any more but that time passes.
            let choice = if round < 30 { (dice >> 16) % 3 } else { 2 };
            match (removal, choice) {
                (Some(place), _) => {
                    self.due.remove(place);
                    self.answer(Answer::CardRemoved);
                }
                (None, 0) => self.send(Event::Touch(Touch::Cancel)),
                (None, 1) => self.answer(Answer::CenterFailed(CenterFault::TimedOut)),
                (None, _) => self.run(Step::Expire),
            }
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        }
        panic!("a dead end: {}", self.page());
    }
}
