//! The text-input-assist AP (券面事項入力補助AP), its states as types.
//!
//! ```text
//! ProbedCard --accept--> SelectedCard --verify--> VerifiedCard --read--> ReadCard --check--> VerifiedHolder
//!  8, 5, 10, 3            4                2, 3, 9           5, 4               4, 6
//! ```
//!
//! Each is made from the one before, which it uses up; under the line stands what can be found there, by the exit
//! codes of `card-read`. [`SelectedCard::open`] and [`SelectedCard::verify_and_read`] go all of the way in two steps,
//! with the PIN entry between them. The order is fixed: what can be refused without the PIN is refused before it, and
//! no VERIFY is ever repeated.

use crate::apdu::{self, StatusWord};
use crate::error::CardError;
use crate::evidence::{self, Evidence, EvidenceError, File, RawFiles};
use crate::files::{Lock, Ways};
use crate::holder::VerifiedHolder;
pub use crate::pin::TriesLeft;
use crate::pin::{PinForm, PinVerified, Verified};
use crate::secret::SecretBytes;
use crate::transport::{Transport, TransportError};
use crate::trust::{Hierarchy, TrustAnchors};
use crate::values::{Challenge, Pin};
use ring::digest::{SHA256, digest};

/// The application identifier of the text-input-assist AP.
pub const AID: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];

/// Whether the holder confirmed, on screen, that the last try shall be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastTry {
    /// Not asked, or not confirmed: the last try is not used.
    NotConfirmed,
    /// Confirmed for this entry.
    Confirmed,
}

/// What one PIN entry led to, with all that followed.
#[derive(Debug)]
pub enum Outcome {
    /// PIN right, files and genuineness verified. The card has been left without power.
    Verified(VerifiedHolder),
    /// A fresh entry is needed; nothing of the last one is kept.
    AskAgain {
        /// The card, still connected, with the tries it has left now.
        card: SelectedCard,
        /// Why.
        reason: AskAgainReason,
    },
}

/// What one PIN entry led to.
#[derive(Debug)]
pub enum Entry {
    /// PIN right: the files are open.
    Right(VerifiedCard),
    /// A fresh entry is needed; nothing of the last one is kept.
    AskAgain {
        /// The card, still connected, with the tries it has left now.
        card: SelectedCard,
        /// Why.
        reason: AskAgainReason,
    },
}

/// Why a fresh entry is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskAgainReason {
    /// The PIN was wrong; one try is used.
    WrongPin,
    /// The count of tries is another than when the entry began: no VERIFY was sent.
    TriesChanged,
    /// One try is left and its use was not confirmed: no VERIFY was sent.
    LastTryNotConfirmed,
    /// The answer to VERIFY was lost. It was not sent again; the card has been powered anew, everything before the
    /// PIN done again, and the count asked: the PIN has used no try. Whether it was right is not known.
    AnswerLost,
}

/// A card that has been asked everything that needs no PIN: it is a My Number card, nobody else's PIN is in force on
/// it, its PIN is not blocked. Whether its certificate is sound is known, and told by [`ProbedCard::accept`]: who has
/// to say something about the last try first can ask [`ProbedCard::tries_left`].
///
/// Dropping it leaves the card without power.
pub struct ProbedCard {
    card: Card,
    sound: Result<Sound, CardError>,
}

/// A card on which everything that needs no PIN has been done and found right: a [`ProbedCard`] whose certificate is
/// by a pinned CA. Its answer to the challenge is kept and judged last.
///
/// Dropping it leaves the card without power. Nothing behind the PIN can be read from here: it has no such method,
///
/// ```compile_fail,E0599
/// fn too_early(card: card_driver::SelectedCard) {
///     let _ = card.read();
/// }
/// ```
///
/// and the state that has one is made by the right PIN only.
///
/// ```compile_fail,E0451
/// fn too_easy(card: card_driver::SelectedCard) {
///     let open = card_driver::VerifiedCard { selected: card, opened: () };
/// }
/// ```
pub struct SelectedCard {
    card: Card,
    sound: Sound,
}

/// A card whose PIN was verified in this connection: its files are open.
///
/// Dropping it leaves the card without power, and so locked.
pub struct VerifiedCard {
    selected: SelectedCard,
    opened: PinVerified,
}

/// What was read from a card that has been left. Nothing of it is believed yet, and nothing of it can be looked at
/// but through [`ReadCard::check`].
pub struct ReadCard {
    evidence: Evidence,
    anchors: TrustAnchors,
}

/// The connection and what has been found out about it.
struct Card {
    connection: Connection,
    anchors: TrustAnchors,
    challenge: Challenge,
    ways: Ways,
    pin_form: PinForm,
    tries: TriesLeft,
}

/// What a sound certificate has earned a card.
struct Sound {
    hierarchy: Hierarchy,
    ef0004: SecretBytes,
    challenge_signature: SecretBytes,
}

/// A transport that is left once, at the latest when it is dropped.
struct Connection {
    transport: Box<dyn Transport>,
    left: bool,
}

impl ProbedCard {
    /// Asks the card everything that needs no PIN, in this order: SELECT, EF 0005, EF 0004 and its certificate, the
    /// challenge, the lock probe, the tries left. No VERIFY with a PIN is sent. A card with a bad file is asked for
    /// its tries too, so that a blocked PIN is told before a bad file; it is not given the challenge.
    ///
    /// # Errors
    /// [`CardError`] for anything that comes before a bad file in the order of findings: no connection, not a My
    /// Number card, left open, blocked. The card has then been left.
    pub fn probe(
        transport: impl Transport + 'static,
        anchors: &TrustAnchors,
        challenge: Challenge,
    ) -> Result<Self, CardError> {
        Self::connected(Connection::new(transport), anchors.clone(), challenge)
    }

    fn connected(
        mut connection: Connection,
        anchors: TrustAnchors,
        challenge: Challenge,
    ) -> Result<Self, CardError> {
        let transport = connection.transport.as_mut();
        select(transport)?;
        let mut ways = Ways::unknown();
        let sound = bad_file(Sound::find(transport, &mut ways, &anchors, challenge))?;
        let locked = bad_file(lock(transport, ways))?;
        let (pin_form, tries) = match PinForm::find(transport) {
            Ok(found) => found,
            // Two findings of the same rank: the first one stands.
            Err(CardError::PinStatus(status)) => {
                let second = Err(CardError::PinStatus(status));
                return sound.and(locked).and(second);
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            card: Card {
                connection,
                anchors,
                challenge,
                ways,
                pin_form,
                tries,
            },
            sound: sound.and_then(|sound| locked.map(|()| sound)),
        })
    }

    /// How many tries the PIN has left.
    #[must_use]
    pub const fn tries_left(&self) -> TriesLeft {
        self.card.tries
    }

    /// The card, if its files are sound as far as they can be read without the PIN.
    ///
    /// # Errors
    /// [`CardError`] where they are not; the card has then been left, and no PIN should be asked for.
    pub fn accept(self) -> Result<SelectedCard, CardError> {
        let Self { card, sound } = self;
        sound.map(|sound| SelectedCard { card, sound })
    }
}

impl SelectedCard {
    /// Does everything that needs no PIN: [`ProbedCard::probe`], then [`ProbedCard::accept`].
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left.
    pub fn open(
        transport: impl Transport + 'static,
        anchors: &TrustAnchors,
        challenge: Challenge,
    ) -> Result<Self, CardError> {
        ProbedCard::probe(transport, anchors, challenge)?.accept()
    }

    /// How many tries the PIN has left.
    #[must_use]
    pub const fn tries_left(&self) -> TriesLeft {
        self.card.tries
    }

    /// Real or test card, by its certificate. Genuineness is not known yet.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.sound.hierarchy
    }

    /// [`SelectedCard::verify`], [`VerifiedCard::read`] and [`ReadCard::check`] in one: sends the PIN once at most,
    /// reads the files, leaves the card, and verifies all of it.
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left.
    pub fn verify_and_read(self, pin: Pin, last_try: LastTry) -> Result<Outcome, CardError> {
        match self.verify(pin, last_try)? {
            Entry::Right(card) => Ok(Outcome::Verified(card.read()?.check()?)),
            Entry::AskAgain { card, reason } => Ok(Outcome::AskAgain { card, reason }),
        }
    }

    /// Sends the PIN once at most.
    ///
    /// The tries are asked again first: where they are others than before the entry, somebody else has been at the
    /// card, and nothing is sent. The PIN is used up in any case, and is never sent a second time: where the answer is
    /// lost, the card is powered anew and asked for its tries.
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left.
    pub fn verify(mut self, pin: Pin, last_try: LastTry) -> Result<Entry, CardError> {
        let transport = self.card.connection.transport.as_mut();
        let form = self.card.pin_form;
        // EF 0011 is still the current file where it had to be selected: nothing was sent since.
        let now = form.tries(transport)?;
        let before = std::mem::replace(&mut self.card.tries, now);
        let reason = if now != before {
            AskAgainReason::TriesChanged
        } else if now.is_last() && last_try == LastTry::NotConfirmed {
            AskAgainReason::LastTryNotConfirmed
        } else {
            match form.verify(transport, pin) {
                Ok(Verified::Right(opened)) => {
                    return Ok(Entry::Right(VerifiedCard {
                        selected: self,
                        opened,
                    }));
                }
                Ok(Verified::Wrong(tries)) => {
                    self.card.tries = tries;
                    AskAgainReason::WrongPin
                }
                // Not so after CardReset: another card may lie there by now.
                Err(CardError::Transport(TransportError::Lost | TransportError::Empty)) => {
                    return self.card.after_lost_answer();
                }
                Err(error) => return Err(error),
            }
        };
        Ok(Entry::AskAgain { card: self, reason })
    }
}

impl VerifiedCard {
    /// Reads EF 0001, 0002, 0003 and 0007, and leaves the card.
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left too.
    pub fn read(self) -> Result<ReadCard, CardError> {
        let Self {
            selected: SelectedCard { mut card, sound },
            opened,
        } = self;
        let files = card.read_files(sound.ef0004, &opened);
        // Whatever came of reading, nothing stays open. A card that is gone is without power already.
        let left = card.connection.leave();
        let files = match (files, left) {
            (Ok(files), Ok(())) => files,
            // A lost connection is told before a bad file.
            (Err(error @ CardError::Transport(_)), _) | (Err(error), Ok(())) => return Err(error),
            (_, Err(error)) => return Err(error.into()),
        };
        Ok(ReadCard {
            evidence: Evidence::new(files, card.challenge, sound.challenge_signature),
            anchors: card.anchors,
        })
    }
}

impl ReadCard {
    /// Verifies every signature, every form, and last that the card itself signed the challenge.
    ///
    /// # Errors
    /// The first [`EvidenceError`] found.
    pub fn check(self) -> Result<VerifiedHolder, EvidenceError> {
        let verified = evidence::verify(&self.evidence, &self.anchors)?;
        Ok(VerifiedHolder::new(self.evidence, verified))
    }
}

impl Card {
    /// The PIN was sent, and what the card said to it is not known. It may be verified now, or one try poorer, or
    /// have heard nothing: the power is taken first, so that nothing is open; then everything before the PIN is
    /// done again, the count of tries with it.
    fn after_lost_answer(self) -> Result<Entry, CardError> {
        let Self {
            mut connection,
            anchors,
            challenge,
            tries: before,
            ..
        } = self;
        connection.transport.power_cycle()?;
        let card = ProbedCard::connected(connection, anchors, challenge)?.accept()?;
        let reason = if card.tries_left() < before {
            AskAgainReason::WrongPin
        } else {
            AskAgainReason::AnswerLost
        };
        Ok(Entry::AskAgain { card, reason })
    }

    fn read_files(
        &mut self,
        ef0004: SecretBytes,
        opened: &PinVerified,
    ) -> Result<RawFiles, CardError> {
        let transport = self.connection.transport.as_mut();
        let mut read = |file| self.ways.read(transport, file, opened);
        Ok(RawFiles {
            ef0001: read(File::Ef0001)?,
            ef0002: read(File::Ef0002)?,
            ef0003: read(File::Ef0003)?,
            ef0004,
            ef0007: read(File::Ef0007)?,
        })
    }
}

impl Sound {
    /// EF 0005, EF 0004 and its certificate, the challenge.
    fn find(
        transport: &mut dyn Transport,
        ways: &mut Ways,
        anchors: &TrustAnchors,
        challenge: Challenge,
    ) -> Result<Self, CardError> {
        let says_extended = ways.read_abilities(transport)?;
        let ef0004 = if says_extended {
            match ways.try_extended(transport) {
                // What a reader does that cannot carry the command: an error, or a reset that nobody tells of, after
                // which nothing is selected. A card that was taken away says so otherwise.
                Err(
                    CardError::Transport(
                        TransportError::Lost | TransportError::Empty | TransportError::CardReset,
                    )
                    | CardError::Unreadable { .. },
                ) => {
                    transport.power_cycle()?;
                    select(transport)?;
                    ways.read_certificate(transport)?
                }
                result => result?,
            }
        } else {
            ways.read_certificate(transport)?
        };
        let hierarchy = evidence::verify_certificate(ef0004.expose(), anchors)?;
        let challenge_signature = sign_challenge(transport, challenge)?;
        Ok(Self {
            hierarchy,
            ef0004,
            challenge_signature,
        })
    }
}

impl Connection {
    fn new(transport: impl Transport + 'static) -> Self {
        Self {
            transport: Box::new(transport),
            left: false,
        }
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        self.left = true;
        self.transport.leave()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if !self.left {
            // Nobody is left to be told; the finding that led here counts, not whether leaving went well.
            let _ = self.transport.leave();
        }
    }
}

/// Keeps a bad file back, as what is found after it may have to be told before it; anything else is final.
fn bad_file<T>(result: Result<T, CardError>) -> Result<Result<T, CardError>, CardError> {
    match result {
        Err(error @ (CardError::Evidence(_) | CardError::Unreadable { .. })) => Ok(Err(error)),
        Err(error) => Err(error),
        Ok(found) => Ok(Ok(found)),
    }
}

/// SELECT decides what a card is, never its ATR.
fn select(transport: &mut dyn Transport) -> Result<(), CardError> {
    let command = apdu::select_application(&AID);
    let mut status = apdu::exchange(transport, &command)?.status;
    if status == StatusWord::NO_DIAGNOSIS {
        // Some cards answer so to whatever comes first after power-up: that one was thrown away.
        status = apdu::exchange(transport, &command)?.status;
    }
    if status == StatusWord::OK {
        Ok(())
    } else {
        Err(CardError::NotMyNumberCard)
    }
}

/// Sees to it that nobody else's verified PIN is in force. It survives a reset, but not the loss of power.
fn lock(transport: &mut dyn Transport, ways: Ways) -> Result<(), CardError> {
    if ways.probe_lock(transport)? == Lock::Locked {
        return Ok(());
    }
    transport.power_cycle()?;
    select(transport)?;
    match ways.probe_lock(transport)? {
        Lock::Locked => Ok(()),
        Lock::Open => Err(CardError::LeftOpen),
    }
}

/// The card's signature over the challenge, or nothing where it gave none: whether that makes it a copy is judged
/// when all else has been.
fn sign_challenge(
    transport: &mut dyn Transport,
    challenge: Challenge,
) -> Result<SecretBytes, CardError> {
    let hashed = digest(&SHA256, challenge.as_bytes());
    let Ok(hashed) = hashed.as_ref().try_into() else {
        return Ok(SecretBytes::default());
    };
    let response = apdu::exchange(transport, &apdu::sign_digest(hashed))?;
    let given = response.status == StatusWord::OK && response.data.len() == 256;
    Ok(if given {
        response.data
    } else {
        SecretBytes::default()
    })
}

macro_rules! debug_by_name {
    ($($state:ident),*) => {$(
        impl std::fmt::Debug for $state {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($state))
            }
        }
    )*};
}
debug_by_name!(ProbedCard, SelectedCard, VerifiedCard, ReadCard);
