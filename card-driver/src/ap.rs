//! The text-input-assist AP (券面事項入力補助AP), its states as types.
//!
//! [`SelectedCard::open`] is everything before the PIN, [`SelectedCard::verify_and_read`] everything after it. The
//! order is fixed: what can be refused without the PIN is refused before it, and no VERIFY is ever repeated.

use crate::apdu::{self, StatusWord};
use crate::error::CardError;
use crate::evidence::{self, Evidence, EvidenceError, File, RawFiles};
use crate::files::Ways;
use crate::holder::VerifiedHolder;
use crate::secret::SecretBytes;
use crate::tlv;
use crate::transport::Transport;
use crate::trust::{Hierarchy, TrustAnchors};
use crate::values::{Challenge, Pin};
use ring::digest::{SHA256, digest};

/// The application identifier of the text-input-assist AP.
pub const AID: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];

/// EF 0011, the PIN, by short id in P2.
const PIN_BY_SHORT_ID: u8 = 0x91;
/// The current EF, in P2.
const PIN_BY_SELECTION: u8 = 0x80;
const PIN_FILE: u16 = 0x0011;

/// How many tries the PIN has left, at least one: a blocked card never gets this far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TriesLeft(u8);

impl TriesLeft {
    /// The number, 1 to 15 (3 on a fresh card).
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether a wrong PIN now would block the card.
    #[must_use]
    pub const fn is_last(self) -> bool {
        self.0 == 1
    }
}

/// Whether the holder confirmed, on screen, that the last try shall be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastTry {
    /// Not asked, or not confirmed: the last try is not used.
    NotConfirmed,
    /// Confirmed for this entry.
    Confirmed,
}

/// What one PIN entry led to.
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

/// Why a fresh entry is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskAgainReason {
    /// The PIN was wrong; one try is used.
    WrongPin,
    /// The count of tries is another than when the entry began: no VERIFY was sent.
    TriesChanged,
    /// One try is left and its use was not confirmed: no VERIFY was sent.
    LastTryNotConfirmed,
}

/// A card on which everything that needs no PIN has been done and found right: it is a My Number card, its
/// certificate is by a pinned CA, nobody else's PIN is in force on it, its PIN is not blocked. Its answer to the
/// challenge is kept and judged last.
///
/// Dropping it leaves the card without power. EF 0002 cannot be read from here but through
/// [`SelectedCard::verify_and_read`].
pub struct SelectedCard {
    transport: Box<dyn Transport>,
    anchors: TrustAnchors,
    hierarchy: Hierarchy,
    ways: Ways,
    pin_form: PinForm,
    tries: TriesLeft,
    challenge: Challenge,
    challenge_signature: SecretBytes,
    ef0004: SecretBytes,
}

/// How VERIFY names the PIN on this card.
#[derive(Clone, Copy)]
enum PinForm {
    ShortId,
    Selection,
}

impl SelectedCard {
    /// Does everything that needs no PIN, in this order: SELECT, EF 0005, EF 0004 and its certificate, the
    /// challenge, the lock probe, the tries left. No VERIFY with a PIN is sent.
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left.
    pub fn open(
        transport: impl Transport + 'static,
        anchors: &TrustAnchors,
        challenge: Challenge,
    ) -> Result<Self, CardError> {
        let mut transport: Box<dyn Transport> = Box::new(transport);
        match Self::prepare(transport.as_mut(), anchors, challenge) {
            Ok(ready) => Ok(Self {
                transport,
                anchors: anchors.clone(),
                hierarchy: ready.hierarchy,
                ways: ready.ways,
                pin_form: ready.pin_form,
                tries: ready.tries,
                challenge,
                challenge_signature: ready.challenge_signature,
                ef0004: ready.ef0004,
            }),
            Err(error) => {
                // The first finding counts, not whether leaving went well.
                let _ = transport.leave();
                Err(error)
            }
        }
    }

    fn prepare(
        transport: &mut dyn Transport,
        anchors: &TrustAnchors,
        challenge: Challenge,
    ) -> Result<Ready, CardError> {
        select(transport)?;
        let mut ways = Ways::unknown();
        check_abilities(ways.read_ability_file(transport)?.expose())?;
        let ef0004 = ways.read_certificate_file(transport)?;
        let hierarchy = evidence::verify_certificate(ef0004.expose(), anchors)?;
        let challenge_signature = sign_challenge(transport, challenge)?;
        if !ways.is_locked(transport)? {
            // Somebody else's verified PIN survives a reset, but not the loss of power.
            transport.power_cycle()?;
            select(transport)?;
            if !ways.is_locked(transport)? {
                return Err(CardError::LeftOpen);
            }
        }
        let (pin_form, tries) = PinForm::find(transport)?;
        Ok(Ready {
            ways,
            pin_form,
            tries,
            hierarchy,
            challenge_signature,
            ef0004,
        })
    }

    /// How many tries the PIN has left.
    #[must_use]
    pub const fn tries_left(&self) -> TriesLeft {
        self.tries
    }

    /// Real or test card, by its certificate. Genuineness is not known yet.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }

    /// Sends the PIN once at most, reads the files, leaves the card, and verifies all of it.
    ///
    /// The tries are asked again first: where they are others than before the entry, somebody else has been at the
    /// card, and nothing is sent. The PIN is used up in any case.
    ///
    /// # Errors
    /// [`CardError`]; the card has then been left. A lost answer to VERIFY is an error as any other: it may have
    /// used a try, and is never sent again.
    pub fn verify_and_read(mut self, pin: Pin, last_try: LastTry) -> Result<Outcome, CardError> {
        match self.try_pin(&pin, last_try) {
            Ok(Some(reason)) => return Ok(Outcome::AskAgain { card: self, reason }),
            Ok(None) => {}
            Err(error) => {
                let _ = self.transport.leave();
                return Err(error);
            }
        }
        drop(pin);
        let files = self.read_files();
        // Whatever came of reading, nothing stays open. A card that is gone is without power already.
        let left = self.transport.leave();
        let files = files?;
        left?;
        let evidence = Evidence::new(
            files,
            self.challenge,
            self.challenge_signature.expose().to_vec(),
        );
        let verified = evidence::verify(&evidence, &self.anchors)?;
        Ok(Outcome::Verified(VerifiedHolder::new(evidence, verified)))
    }

    /// `None` where the PIN was right.
    fn try_pin(
        &mut self,
        pin: &Pin,
        last_try: LastTry,
    ) -> Result<Option<AskAgainReason>, CardError> {
        let transport = self.transport.as_mut();
        // EF 0011 is still the current file where it had to be selected: nothing was sent since.
        let now = self.pin_form.tries(transport)?;
        let before = std::mem::replace(&mut self.tries, now);
        if now != before {
            return Ok(Some(AskAgainReason::TriesChanged));
        }
        if now.is_last() && last_try == LastTry::NotConfirmed {
            return Ok(Some(AskAgainReason::LastTryNotConfirmed));
        }
        let command = apdu::verify(self.pin_form.p2(), pin.ascii());
        let status = apdu::once(transport, &command)?.status;
        drop(command);
        match (status, status.tries_left()) {
            (StatusWord::OK, _) => Ok(None),
            (status, _) if status.is_blocked() => Err(CardError::PinBlocked),
            (_, Some(tries)) => {
                self.tries = TriesLeft(tries);
                Ok(Some(AskAgainReason::WrongPin))
            }
            (StatusWord(0x6300), None) => {
                self.tries = self.pin_form.tries(transport)?;
                Ok(Some(AskAgainReason::WrongPin))
            }
            (StatusWord(status), None) => Err(CardError::PinStatus(status)),
        }
    }

    fn read_files(&mut self) -> Result<RawFiles, CardError> {
        let transport = self.transport.as_mut();
        Ok(RawFiles {
            ef0001: self.ways.read(transport, File::Ef0001)?,
            ef0002: self.ways.read(transport, File::Ef0002)?,
            ef0003: self.ways.read(transport, File::Ef0003)?,
            ef0004: std::mem::take(&mut self.ef0004),
            ef0007: self.ways.read(transport, File::Ef0007)?,
        })
    }
}

impl Drop for SelectedCard {
    fn drop(&mut self) {
        // Nobody is left to be told; leaving twice is nothing.
        let _ = self.transport.leave();
    }
}

impl std::fmt::Debug for SelectedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SelectedCard")
    }
}

/// What [`SelectedCard::open`] found out.
struct Ready {
    ways: Ways,
    pin_form: PinForm,
    tries: TriesLeft,
    hierarchy: Hierarchy,
    challenge_signature: SecretBytes,
    ef0004: SecretBytes,
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

/// EF 0005: `FF40{ DF41 4, … }`. Only its form is looked at.
fn check_abilities(ef0005: &[u8]) -> Result<(), CardError> {
    let sound = || {
        let (outer, _filler) = tlv::take(ef0005).ok()?;
        let (version, _rest) = tlv::take(outer.value).ok()?;
        (outer.tag == 0xFF40 && version.tag == 0xDF41 && version.value.len() == 4).then_some(())
    };
    sound().ok_or(EvidenceError::Malformed(File::Ef0005).into())
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

impl PinForm {
    /// The form whose empty VERIFY answers, and its answer.
    fn find(transport: &mut dyn Transport) -> Result<(Self, TriesLeft), CardError> {
        let status = apdu::once(transport, &apdu::tries_query(PIN_BY_SHORT_ID))?.status;
        if status.is_blocked() {
            return Err(CardError::PinBlocked);
        }
        if let Some(tries) = status.tries_left() {
            return Ok((Self::ShortId, TriesLeft(tries)));
        }
        Self::Selection.select(transport)?;
        Ok((Self::Selection, Self::Selection.tries(transport)?))
    }

    const fn p2(self) -> u8 {
        match self {
            Self::ShortId => PIN_BY_SHORT_ID,
            Self::Selection => PIN_BY_SELECTION,
        }
    }

    /// Selects EF 0011 where the card has to have it so; it stays the current file until another is named.
    fn select(self, transport: &mut dyn Transport) -> Result<(), CardError> {
        if let Self::Selection = self {
            let StatusWord(status) =
                apdu::exchange(transport, &apdu::select_file(PIN_FILE))?.status;
            if status != StatusWord::OK.0 {
                return Err(CardError::PinStatus(status));
            }
        }
        Ok(())
    }

    /// Asks for the tries left, using none.
    fn tries(self, transport: &mut dyn Transport) -> Result<TriesLeft, CardError> {
        let status = apdu::once(transport, &apdu::tries_query(self.p2()))?.status;
        if status.is_blocked() {
            return Err(CardError::PinBlocked);
        }
        status
            .tries_left()
            .map(TriesLeft)
            .ok_or(CardError::PinStatus(status.0))
    }
}
