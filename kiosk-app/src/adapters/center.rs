// SPDX-License-Identifier: GPL-3.0-only
//! The line to the center: the catalogue all the time, the four calls of a session when they are due.
//!
//! The tokens of a session live here until the wipe. An answer that comes after it is dropped by its session id.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use card_driver::Evidence;
use certificate::{Kind, MunicipalityCode};
use issuance::{
    Answer, CatalogueNews, CenterFault, Copies, Event, PrintOutcome, Refusal, ServiceId, SessionId,
};
use relay_client::{
    ApplicationToken, CenterClient, CenterError, IdempotencyKey, IssueToken, Issued, OpenSession,
    SessionToken,
};
use ring::rand::{SecureRandom, SystemRandom};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Notify,
};

use super::{Mailbox, Message};
use crate::{japan_today, menu, staff::News};

/// The catalogue is asked for again after this.
const REFRESH: Duration = Duration::from_secs(30);
/// And after this where it could not be had.
const RETRY: Duration = Duration::from_secs(3);
/// So often in a row it may fail before the kiosk serves nobody (R49).
const FAILURES: u32 = 3;
/// So often an issue whose answer was lost is asked for again.
const RECOVERIES: u32 = 20;
/// So many issued certificates at most wait for their report.
const MAX_ISSUED: usize = 16;

/// What the center is asked.
#[derive(Debug)]
pub enum Task {
    /// Consent to the terms.
    OpenSession {
        /// The service.
        service: ServiceId,
        /// The version agreed to.
        terms_version: String,
        /// The language it was shown in.
        language: issuance::Language,
    },
    /// A preview.
    Apply {
        /// Of the vaccination.
        municipality: MunicipalityCode,
        /// Kind of certificate.
        kind: Kind,
        /// What the card gave.
        evidence: Box<Evidence>,
    },
    /// The certificate.
    Issue(Copies),
    /// How it ended.
    Report(PrintOutcome, u32),
    /// Drop the tokens.
    Wipe,
}

#[derive(Default)]
struct Tokens {
    owner: Option<SessionId>,
    session: Option<SessionToken>,
    application: Option<ApplicationToken>,
    key: Option<IdempotencyKey>,
}

/// The handle of the line.
#[derive(Debug)]
pub struct CenterAdapter {
    runtime: Runtime,
    line: Line,
}

#[derive(Clone)]
struct Line {
    /// Another one after staff has made the line anew; a call that runs goes on with the one it has.
    client: Arc<Mutex<Arc<CenterClient>>>,
    /// Ends the wait for the next catalogue.
    renewed: Arc<Notify>,
    /// The kiosk has a payment device.
    takes_money: bool,
    mailbox: Mailbox,
    tokens: Arc<Mutex<Tokens>>,
    /// What was issued and not yet reported, outliving the wipe: a certificate that came too late is voided.
    issued: Arc<Mutex<Vec<(SessionId, IssueToken)>>>,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line")
    }
}

impl CenterAdapter {
    /// Starts the line's thread and asks for the catalogue; `takes_money` where the kiosk has a payment device.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(
        client: CenterClient,
        takes_money: bool,
        mailbox: Mailbox,
    ) -> io::Result<CenterAdapter> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("line")
            .enable_all()
            .build()?;
        let line = Line {
            client: Arc::new(Mutex::new(Arc::new(client))),
            renewed: Arc::default(),
            takes_money,
            mailbox,
            tokens: Arc::default(),
            issued: Arc::default(),
        };
        let asked = line.clone();
        runtime.spawn(async move {
            // It ends by a panic alone, and then nobody would notice that the center is gone.
            while tokio::spawn(asked.clone().catalogue()).await.is_err() {
                tracing::error!(hop = "center", code = "CENTER-PANIC");
                asked.news(CatalogueNews::Lost);
                tokio::time::sleep(REFRESH).await;
            }
        });
        Ok(CenterAdapter { runtime, line })
    }

    /// Goes on with another connection, and asks for the catalogue at once. What is still to be reported stays.
    pub fn renew(&self, client: CenterClient) {
        *self
            .line
            .client
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(client);
        self.line.renewed.notify_one();
    }

    /// Hands over a task.
    pub fn run(&self, session: SessionId, task: Task) {
        let line = self.line.clone();
        match task {
            Task::Wipe => *line.tokens() = Tokens::default(),
            Task::Report(outcome, pages) => {
                // The report owns its token: the wipe that follows does not stop it.
                let token = line.take_issue_token(session);
                self.runtime
                    .spawn(async move { line.report(session, token, outcome, pages).await });
            }
            task => {
                if matches!(task, Task::OpenSession { .. }) {
                    // Here, not in the spawned part: a session that begins owns the line at once.
                    *line.tokens() = Tokens {
                        owner: Some(session),
                        ..Tokens::default()
                    };
                }
                self.runtime.spawn(async move {
                    let answer = line
                        .ask(session, task)
                        .await
                        .unwrap_or_else(|error| failed(session, &error));
                    line.mailbox.answer(session, answer);
                });
            }
        }
    }
}

impl Line {
    fn client(&self) -> Arc<CenterClient> {
        Arc::clone(&self.client.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn tell_staff(&self, code: &'static str) {
        self.mailbox.send(Message::Staff(News::Catalogue(code)));
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps something of a session, unless that session is over.
    fn keep(&self, session: SessionId, put: impl FnOnce(&mut Tokens)) {
        let mut tokens = self.tokens();
        if tokens.owner == Some(session) {
            put(&mut tokens);
        }
    }

    fn of<T>(&self, session: SessionId, get: impl FnOnce(&mut Tokens) -> Option<T>) -> Option<T> {
        let mut tokens = self.tokens();
        (tokens.owner == Some(session))
            .then(|| get(&mut tokens))
            .flatten()
    }

    fn issued(&self) -> MutexGuard<'_, Vec<(SessionId, IssueToken)>> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_issue_token(&self, session: SessionId) -> Option<IssueToken> {
        let mut issued = self.issued();
        let place = issued.iter().position(|(owner, _)| *owner == session)?;
        Some(issued.swap_remove(place).1)
    }

    fn news(&self, news: CatalogueNews) {
        self.mailbox.send(Message::Event(Event::Catalogue(news)));
    }

    async fn catalogue(self) {
        let mut failures = 0_u32;
        loop {
            let wait = match self.client().catalogue().await {
                Ok(wire) => {
                    failures = 0;
                    match menu::read(wire, self.takes_money) {
                        Ok(catalogue) => {
                            self.tell_staff("CATALOGUE-ARRIVED");
                            self.news(CatalogueNews::Arrived(Box::new(catalogue)));
                        }
                        Err(error) => {
                            tracing::warn!(hop = "center", code = error.code());
                            self.tell_staff(error.code());
                            self.news(CatalogueNews::Lost);
                        }
                    }
                    REFRESH
                }
                Err(error) => {
                    tracing::warn!(hop = "center", code = error.code());
                    self.tell_staff(error.code());
                    failures = failures.saturating_add(1);
                    if failures >= FAILURES {
                        self.news(CatalogueNews::Lost);
                    }
                    RETRY
                }
            };
            // Either the time, or a line made anew.
            let _ = tokio::time::timeout(wait, self.renewed.notified()).await;
        }
    }

    async fn ask(&self, session: SessionId, task: Task) -> Result<Answer, CenterError> {
        match task {
            Task::OpenSession {
                service,
                terms_version,
                language,
            } => {
                let language = relay_client::Language::try_from(language.0)
                    .map_err(|_| CenterError::Garbage)?;
                let opened = self
                    .client()
                    .open_session(&OpenSession {
                        service: service.0,
                        terms_version,
                        language,
                    })
                    .await?;
                tracing::info!(hop = "center", session = %session, center_session = %opened.session_id);
                self.keep(session, |tokens| tokens.session = Some(opened.token));
                Ok(Answer::SessionOpened {
                    challenge: opened.challenge,
                })
            }
            Task::Apply {
                municipality,
                kind,
                evidence,
            } => {
                let Some(mut token) = self.of(session, |tokens| tokens.session.take()) else {
                    return Ok(Answer::CenterFailed(CenterFault::RequestRefused));
                };
                let applied = self
                    .client()
                    .apply(&mut token, municipality, kind, &evidence)
                    .await;
                // Kept after a refusal too: the next application needs it.
                self.keep(session, |tokens| tokens.session = Some(token));
                let applied = applied?;
                self.keep(session, |tokens| tokens.application = Some(applied.token));
                Ok(Answer::PreviewArrived(Box::new(applied.preview)))
            }
            Task::Issue(copies) => {
                let key = self.idempotency_key(session);
                let token = self.of(session, |tokens| tokens.application.take());
                let (Some(key), Some(token)) = (key, token) else {
                    return Ok(Answer::CenterFailed(CenterFault::RequestRefused));
                };
                match self.client().issue(&token, copies.get(), key).await {
                    Ok(issued) => Ok(self.arrived(session, issued)),
                    Err(error @ CenterError::Refused(_)) => Err(error),
                    Err(error) => {
                        tokio::spawn(self.clone().recover(session, token, copies, key));
                        Err(error)
                    }
                }
            }
            Task::Report(..) | Task::Wipe => Ok(Answer::CenterFailed(CenterFault::Internal)),
        }
    }

    fn arrived(&self, session: SessionId, issued: Issued) -> Answer {
        let mut tokens = self.issued();
        if tokens.len() >= MAX_ISSUED {
            // Somebody never asked for its report; VRS's operation log has it.
            tokens.remove(0);
        }
        tokens.push((session, issued.token));
        Answer::CertificateArrived {
            certificate: Box::new(issued.certificate),
            today: japan_today(),
        }
    }

    /// The answer to an issue was lost, so VRS may hold an ID that nobody prints. The same key gives the same
    /// certificate again: it comes too late for the resident, and the session machine has it voided.
    async fn recover(
        self,
        session: SessionId,
        token: ApplicationToken,
        copies: Copies,
        key: IdempotencyKey,
    ) {
        for _ in 0..RECOVERIES {
            tokio::time::sleep(RETRY).await;
            match self.client().issue(&token, copies.get(), key).await {
                Ok(issued) => {
                    let answer = self.arrived(session, issued);
                    return self.mailbox.answer(session, answer);
                }
                Err(CenterError::Refused(_)) => return,
                Err(error) => {
                    tracing::warn!(hop = "center", session = %session, code = error.code());
                }
            }
        }
    }

    /// One key for all attempts of one session.
    fn idempotency_key(&self, session: SessionId) -> Option<IdempotencyKey> {
        self.of(session, |tokens| {
            if tokens.key.is_none() {
                let mut bytes = [0; 16];
                SystemRandom::new().fill(&mut bytes).ok()?;
                tokens.key = Some(IdempotencyKey::from_bytes(bytes));
            }
            tokens.key
        })
    }

    async fn report(
        &self,
        session: SessionId,
        token: Option<IssueToken>,
        outcome: PrintOutcome,
        pages: u32,
    ) {
        let Some(token) = token else { return };
        let outcome = match outcome {
            PrintOutcome::Printed => relay_client::PrintOutcome::Printed,
            PrintOutcome::NotPrinted => relay_client::PrintOutcome::NotPrinted,
            PrintOutcome::Unknown => relay_client::PrintOutcome::Unknown,
        };
        let pages = u16::try_from(pages).unwrap_or(u16::MAX);
        if let Err(error) = self.client().report(token, outcome, pages).await {
            tracing::warn!(hop = "center", session = %session, code = error.code());
        }
        self.mailbox.answer(session, Answer::OutcomeReported);
    }
}

/// The answer that an error is.
fn failed(session: SessionId, error: &CenterError) -> Answer {
    tracing::info!(hop = "center", session = %session, code = error.code());
    match error {
        CenterError::Refused(refusal) => Answer::Refused(match refusal {
            relay_client::Refusal::NotParticipating => Refusal::NotParticipating,
            relay_client::Refusal::Paused => Refusal::Paused,
            relay_client::Refusal::NoRecord => Refusal::NoRecord,
            relay_client::Refusal::NeedsMunicipalityCheck => Refusal::NeedsMunicipalityCheck,
            relay_client::Refusal::OverseasDataMissing => Refusal::OverseasDataMissing,
            relay_client::Refusal::OutOfHours => Refusal::OutOfHours,
            relay_client::Refusal::TooManyApplications => Refusal::TooManyApplications,
            relay_client::Refusal::CardRefused => Refusal::CardRefused,
            relay_client::Refusal::TermsOutdated => Refusal::TermsOutdated,
            relay_client::Refusal::PreviewChanged => Refusal::PreviewChanged,
            relay_client::Refusal::VrsUnreachable => {
                return Answer::CenterFailed(CenterFault::VrsUnreachable);
            }
            relay_client::Refusal::Internal => return Answer::CenterFailed(CenterFault::Internal),
            _ => return Answer::CenterFailed(CenterFault::RequestRefused),
        }),
        CenterError::Unreachable => Answer::CenterFailed(CenterFault::Unreachable),
        CenterError::WrongPeer => Answer::CenterFailed(CenterFault::NotTrusted),
        CenterError::TimedOut => Answer::CenterFailed(CenterFault::TimedOut),
        CenterError::Garbage => Answer::CenterFailed(CenterFault::Garbage),
        _ => Answer::CenterFailed(CenterFault::Internal),
    }
}
