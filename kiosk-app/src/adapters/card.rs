// SPDX-License-Identifier: GPL-3.0-only
//! The card thread: the one place that talks to the reader.
//!
//! It waits for presence without a byte to the card, holds the open card while the resident types, and notices
//! at any moment that the card is gone. A new task ends a wait at once.
//!
//! Nothing that hangs below it can hold it for long, let alone the screen: the slot keeps calls to the PC/SC service on
//! threads of its own, gives them up at their deadline, and bounds how many may hang. Here that is a failure like any
//! other: the resident is told, and the next one is served as soon as the reader answers again.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use card_driver::{
    CardError, Challenge, LastTry, Outcome, Pin, SelectedCard, TrustAnchors,
    ap::AID,
    slot::{Cancel, Presence, Slot, SlotError, Waited},
    transport::{Transport, TransportError},
};
use issuance::{Answer, SessionId};

use super::{Mailbox, Message};
use crate::staff::{Action, News, Notice};

/// Asked again after these where the reader or its service is gone or not ready (S1, S4, S6): no restart is needed. Then
/// the resident is told.
const RETRIES: [Duration; 4] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// What the card thread is asked to do.
#[derive(Debug)]
pub enum Task {
    /// Wait until a card lies there; send it nothing.
    WaitForCard,
    /// Everything before the PIN.
    Open(Challenge),
    /// One VERIFY at most, then read and verify.
    Read(Pin, LastTry),
    /// Take the power off the card, if one is open, and wait for no card any more; a wait for the removal goes on.
    Leave,
    /// Wait until no card lies there.
    WaitForRemoval,
    /// Send SELECT to the card that lies there, and nothing else, for staff. It must be a card of theirs.
    Test,
}

/// The handle of the card thread.
#[derive(Debug)]
pub struct CardAdapter {
    /// There until the adapter is dropped.
    sender: Option<mpsc::Sender<(SessionId, Task)>>,
    waiting: Arc<Mutex<Cancel>>,
}

struct CardThread {
    slot: Box<dyn Slot>,
    anchors: TrustAnchors,
    mailbox: Mailbox,
    receiver: mpsc::Receiver<(SessionId, Task)>,
    waiting: Arc<Mutex<Cancel>>,
    card: Option<SelectedCard>,
}

impl CardAdapter {
    /// Starts the card thread.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(
        slot: Box<dyn Slot>,
        anchors: TrustAnchors,
        mailbox: Mailbox,
    ) -> io::Result<CardAdapter> {
        let (sender, receiver) = mpsc::channel();
        let waiting = Arc::new(Mutex::new(Cancel::new()));
        let thread = CardThread {
            slot,
            anchors,
            mailbox,
            receiver,
            waiting: Arc::clone(&waiting),
            card: None,
        };
        thread::Builder::new()
            .name("card".to_owned())
            .spawn(move || thread.run())?;
        Ok(CardAdapter {
            sender: Some(sender),
            waiting,
        })
    }

    /// Hands over a task; a wait that runs ends at once.
    pub fn run(&self, session: SessionId, task: Task) {
        // First the task, then the cancel: the thread looks for a task after it has armed a new wait.
        if let Some(sender) = &self.sender {
            let _ = sender.send((session, task));
        }
        self.end_wait();
    }

    fn end_wait(&self) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancel();
    }
}

impl Drop for CardAdapter {
    /// The thread ends, also where it waits for a card: as with a task, first the channel, then the cancel.
    fn drop(&mut self) {
        self.sender = None;
        self.end_wait();
    }
}

/// SELECT of the text-input-assist AP, which every session begins with; once more where the card threw the first
/// command after power-up away.
fn select(transport: &mut dyn Transport) -> Result<(), CardError> {
    let mut command = vec![0x00, 0xA4, 0x04, 0x0C, 0x0A];
    command.extend(AID);
    let mut answer = transport.transmit(&command)?;
    if answer.expose() == [0x6F, 0x00] {
        answer = transport.transmit(&command)?;
    }
    if answer.expose().ends_with(&[0x90, 0x00]) {
        Ok(())
    } else {
        Err(CardError::NotMyNumberCard)
    }
}

/// How a wait ended.
enum Next {
    /// Something to do.
    Task((SessionId, Task)),
    /// What was watched for has come.
    Reached,
    /// There is no reader to watch.
    Unusable(SlotError),
    /// The window is gone.
    Closed,
}

/// What to do between two tasks.
enum Watch {
    Nothing,
    /// The card thread was asked for a card; answer once it is there.
    Arrival(SessionId),
    /// The card was asked to go; answer once it is gone.
    Removal(SessionId),
    /// A card lies there or is open: say so if it goes.
    Loss(SessionId),
}

impl CardThread {
    fn run(mut self) {
        let mut watch = Watch::Nothing;
        loop {
            let wait = AssertUnwindSafe(|| match watch {
                Watch::Nothing => self.receiver.recv().map_or(Next::Closed, Next::Task),
                Watch::Arrival(_) => self.wait(Presence::Present),
                Watch::Removal(_) => self.wait(Presence::Absent),
                // Another card may lie in another reader: it hides neither that this one goes, nor is it this one.
                Watch::Loss(_) if self.card.is_some() => self.wait(Presence::Taken),
                Watch::Loss(_) => self.wait(Presence::Absent),
            });
            // A panic is one session's failure: a thread that is gone would fail every one after it.
            let next = catch_unwind(wait).unwrap_or_else(|_| {
                tracing::error!(hop = "card", code = "CARD-PANIC");
                Next::Unusable(SlotError::Hung)
            });
            watch = match (next, watch) {
                (Next::Closed, _) => return,
                (Next::Task((session, task)), watch) => {
                    catch_unwind(AssertUnwindSafe(|| self.task(session, task, watch)))
                        .unwrap_or_else(|_| {
                            tracing::error!(hop = "card", session = %session, code = "CARD-PANIC");
                            self.failed(session, TransportError::Lost.into())
                        })
                }
                (Next::Reached, watch) => self.reached(&watch),
                (Next::Unusable(_), Watch::Nothing) => Watch::Nothing,
                // Never taken for a removal: the card may still lie there, in front of the next resident.
                (
                    Next::Unusable(error),
                    Watch::Arrival(session) | Watch::Removal(session) | Watch::Loss(session),
                ) => self.failed(session, error.into()),
            };
        }
    }

    /// Waits for `presence` or the next task. A reader that is gone may come back (S1, S4).
    fn wait(&mut self, presence: Presence) -> Next {
        let mut pauses = RETRIES.iter();
        loop {
            let cancel = Cancel::new();
            *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = cancel.clone();
            match self.receiver.try_recv() {
                Ok(task) => return Next::Task(task),
                Err(mpsc::TryRecvError::Disconnected) => return Next::Closed,
                Err(mpsc::TryRecvError::Empty) => {}
            }
            match self.slot.wait_for(presence, None, &cancel) {
                Ok(Waited::Reached) => return Next::Reached,
                Ok(Waited::Cancelled | Waited::TimedOut) => {}
                Err(error) => {
                    let Some(pause) = pauses.next() else {
                        return Next::Unusable(error);
                    };
                    tracing::warn!(hop = "reader", code = error.code());
                    match self.receiver.recv_timeout(*pause) {
                        Ok(task) => return Next::Task(task),
                        Err(mpsc::RecvTimeoutError::Timeout) => {}
                        Err(mpsc::RecvTimeoutError::Disconnected) => return Next::Closed,
                    }
                }
            }
        }
    }

    fn reached(&mut self, watch: &Watch) -> Watch {
        match *watch {
            Watch::Nothing => Watch::Nothing,
            Watch::Arrival(session) => {
                self.mailbox.answer(session, Answer::CardPresent);
                // The resident may put it right while the center is asked.
                Watch::Loss(session)
            }
            Watch::Removal(session) | Watch::Loss(session) => {
                self.card = None;
                self.mailbox.answer(session, Answer::CardRemoved);
                Watch::Nothing
            }
        }
    }

    fn task(&mut self, session: SessionId, task: Task, before: Watch) -> Watch {
        match task {
            Task::WaitForCard => Watch::Arrival(session),
            Task::WaitForRemoval => Watch::Removal(session),
            Task::Open(challenge) => {
                let opened = self
                    .slot
                    .connect()
                    .map_err(CardError::from)
                    .and_then(|transport| SelectedCard::open(transport, &self.anchors, challenge));
                match opened {
                    Ok(card) => {
                        let tries_left = card.tries_left().get();
                        self.card = Some(card);
                        self.mailbox
                            .answer(session, Answer::CardReady { tries_left });
                        Watch::Loss(session)
                    }
                    Err(error) => self.failed(session, error),
                }
            }
            Task::Read(pin, last_try) => match self.card.take() {
                None => self.failed(session, CardError::Transport(TransportError::CardRemoved)),
                Some(card) => match card.verify_and_read(pin, last_try) {
                    Ok(Outcome::Verified(holder)) => {
                        self.mailbox
                            .answer(session, Answer::HolderVerified(Box::new(holder)));
                        Watch::Nothing
                    }
                    Ok(Outcome::AskAgain { card, reason }) => {
                        let tries_left = card.tries_left().get();
                        self.card = Some(card);
                        self.mailbox
                            .answer(session, Answer::CardAskAgain { reason, tries_left });
                        Watch::Loss(session)
                    }
                    Err(error) => self.failed(session, error),
                },
            },
            Task::Test => {
                let result = self.test();
                self.mailbox.send(Message::Staff(News::Told(match result {
                    Ok(()) => Notice::Done(Action::TestReader),
                    Err(error) => Notice::Failed(Action::TestReader, error.code()),
                })));
                before
            }
            Task::Leave => {
                // Dropping the card takes its power.
                self.card = None;
                match before {
                    // Who waits for the removal goes on waiting: a forgotten card must be noticed.
                    Watch::Removal(_) => before,
                    _ => Watch::Nothing,
                }
            }
        }
    }

    /// Whether a My Number card answers here. No session has one open: staff is let in only when nobody is served.
    fn test(&mut self) -> Result<(), CardError> {
        if self.card.is_some() {
            return Err(SlotError::InUse.into());
        }
        let mut transport = self.slot.connect()?;
        let selected = select(transport.as_mut());
        // Without power again, whatever it said.
        let left = transport.leave();
        selected?;
        Ok(left?)
    }

    fn failed(&mut self, session: SessionId, error: CardError) -> Watch {
        self.card = None;
        tracing::info!(hop = "card", session = %session, code = error.code());
        self.mailbox.answer(session, Answer::CardFailed(error));
        Watch::Nothing
    }
}
