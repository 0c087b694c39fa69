//! The card itself: power, selection, access, PIN, files, signing.

use crate::command::Command;
use crate::fault::{FaultKind, Occasion};
use crate::keys::{Draws, Keys, Scheme};
use crate::profile::{Memory, Profile, TEXT_AP};
use rsa::rand_core::RngCore as _;
use std::time::Duration;

/// The contact ATR of the My Number card (T=1, no historical bytes).
pub const ATR: [u8; 9] = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];

/// The common AP (共通カードAP).
const COMMON_AP: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00];
const ISSUER_DOMAIN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];

const PIN_TRIES: u8 = 3;
const CODE_TRIES: u8 = 10;
/// A longer secret is a wrong length (6700), not a wrong secret.
const MAX_SECRET: usize = 16;

// Key files of the text-input-assist AP.
const PIN: u16 = 0x11;
const BLOCKED: u16 = 0x12;
const SIGNING_KEY: u16 = 0x13;
const CODE_A: u16 = 0x14;
const CODE_B: u16 = 0x15;
// Of the common AP.
const CARD_INFO: u16 = 0x01;
const COMMON_SIGNING_KEY: u16 = 0x19;

/// What came of a command.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Data and status word.
    Response(Vec<u8>),
    /// The card was taken away (a fault of its profile).
    Removed,
    /// The contact broke for a moment (a fault of its profile): the card is there again, without power.
    Reset,
    /// The card never answers this (a fault of its profile).
    Mute,
}

/// An answer, and when it is due.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The answer.
    pub answer: Answer,
    /// How long the card takes for it, by its profile. The card itself never waits: whoever carries the answer does.
    pub delay: Duration,
}

/// The application that is selected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Application {
    /// The card manager, after power-up.
    Issuer,
    Common,
    Text,
}

/// One secret: the tries it has left, and whether it was given.
#[derive(Clone, Copy)]
struct Lock {
    tries: u8,
    open: bool,
}

/// One card. It keeps its PIN counter for as long as it lives; power and selection come and go.
///
/// ```
/// use virtual_card::{Profile, VirtualCard};
/// # let text = include_str!("../../../assets/cards/default.toml");
/// let mut card = VirtualCard::new(Profile::from_toml(text)?);
/// let selected = card.transmit(b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08");
/// assert_eq!(selected, [0x90, 0x00]);
/// // Three tries: asked without using one.
/// assert_eq!(card.transmit(b"\x00\x20\x00\x91"), [0x63, 0xC3]);
/// # Ok::<(), virtual_card::ProfileError>(())
/// ```
#[derive(Clone)]
pub struct VirtualCard {
    profile: Profile,
    /// What the PIN is now: it can be changed.
    pin: Option<[u8; 4]>,
    pin_lock: Lock,
    a_lock: Lock,
    b_lock: Lock,
    application: Application,
    current: Option<u16>,
    fresh: bool,
    /// What GET RESPONSE has still to give, and the status after it.
    pending: Option<(Vec<u8>, u16)>,
    apdus: u64,
    verifies: u64,
    instructions: Vec<u8>,
    /// How often each fault's occasion has come.
    met: Vec<u64>,
    draws: Draws,
}

impl VirtualCard {
    /// A card of this profile, as it comes out of a purse: without power.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        let lock = |tries, open| Lock { tries, open };
        Self {
            pin: profile.pin,
            pin_lock: lock(
                profile.tries,
                profile.left_open || profile.variant.stays_open,
            ),
            a_lock: lock(CODE_TRIES, false),
            b_lock: lock(CODE_TRIES, false),
            application: Application::Issuer,
            current: None,
            fresh: true,
            pending: None,
            apdus: 0,
            verifies: 0,
            instructions: Vec::new(),
            met: vec![0; profile.faults.len()],
            draws: Draws::default(),
            profile,
        }
    }

    /// Puts the card into a reader: where its profile says so, it remembers nothing of what was.
    pub fn put_in(&mut self) {
        match self.profile.variant.memory {
            Memory::Kept => self.reset(),
            Memory::Fresh => *self = Self::new(self.profile.clone()),
        }
    }

    /// Takes the power away: everything but the counters and the PIN is lost, a verified PIN too.
    pub fn power_off(&mut self) {
        self.reset();
        self.close();
    }

    /// Resets the card. A verified PIN survives this (JICSAP 2.0 5.1.3).
    pub fn reset(&mut self) {
        self.application = Application::Issuer;
        self.current = None;
        self.fresh = true;
        self.pending = None;
    }

    fn close(&mut self) {
        self.pin_lock.open = self.profile.variant.stays_open;
        self.a_lock.open = false;
        self.b_lock.open = false;
    }

    /// Tries the PIN has left, 0 to 3.
    #[must_use]
    pub const fn pin_tries(&self) -> u8 {
        self.pin_lock.tries
    }

    /// Whether files are open now that should not be free to read.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.pin_lock.open || self.a_lock.open || self.b_lock.open
    }

    /// How many APDUs the card has been sent since it was made.
    #[must_use]
    pub const fn apdu_count(&self) -> u64 {
        self.apdus
    }

    /// How many VERIFY commands with a PIN in them: queries of the counter do not count.
    #[must_use]
    pub const fn verify_count(&self) -> u64 {
        self.verifies
    }

    /// The INS byte of every APDU, in order. Nothing else of them is kept.
    #[must_use]
    pub fn instructions(&self) -> &[u8] {
        &self.instructions
    }

    /// One command, one response; empty where the card was taken away, lost contact or is mute.
    pub fn transmit(&mut self, command: &[u8]) -> Vec<u8> {
        match self.exchange(command).answer {
            Answer::Response(response) => response,
            Answer::Removed | Answer::Reset | Answer::Mute => Vec::new(),
        }
    }

    /// One command, with the profile's faults told apart, and its delay told.
    pub fn exchange(&mut self, command: &[u8]) -> Exchange {
        self.apdus += 1;
        let ins = command.get(1).copied().unwrap_or_default();
        self.instructions.push(ins);
        let occasion = Occasion {
            apdu: self.apdus,
            ins,
            file: Command::parse(command).and_then(|command| self.file_of(&command)),
        };
        let due = self.due(&occasion);
        let slow: u64 = due
            .iter()
            .map(|(kind, _)| match kind {
                FaultKind::Slow(ms) => *ms,
                _ => 0,
            })
            .fold(0, u64::saturating_add);
        let answer = match due.iter().find(|(kind, _)| kind.decides()) {
            None => self.carry_out(command, &due),
            Some((kind, executed)) => {
                if *executed {
                    let _ = self.carry_out(command, &[]);
                }
                match kind {
                    FaultKind::Remove => Answer::Removed,
                    FaultKind::Reset => {
                        self.power_off();
                        Answer::Reset
                    }
                    FaultKind::Status(status) => Answer::Response(status.to_be_bytes().to_vec()),
                    _ => Answer::Mute,
                }
            }
        };
        let answered = match &answer {
            Answer::Response(response) => response.len(),
            Answer::Removed | Answer::Reset | Answer::Mute => 0,
        };
        let delay = self.profile.latency.of(command.len() + answered);
        Exchange {
            answer,
            delay: delay.saturating_add(Duration::from_millis(slow)),
        }
    }

    /// The faults that strike now, in the order of the profile.
    fn due(&mut self, occasion: &Occasion) -> Vec<(FaultKind, bool)> {
        let mut due = Vec::new();
        for (fault, met) in self.profile.faults.iter().zip(&mut self.met) {
            if fault.meets(occasion) {
                *met += 1;
                if fault.strikes(*met) {
                    due.push((fault.kind.clone(), fault.executed));
                }
            }
        }
        due
    }

    /// The file a command is about.
    fn file_of(&self, command: &Command<'_>) -> Option<u16> {
        match (command.ins, command.p1, command.p2) {
            (0xA4, 0x02, _) => match command.body {
                &[hi, lo] => Some(u16::from_be_bytes([hi, lo])),
                _ => None,
            },
            (0xB0, p1, _) if p1 & 0x80 != 0 => Some(u16::from(p1 & 0x1F)),
            (0x20 | 0x24, _, p2) if p2 & 0x1F != 0 => Some(u16::from(p2 & 0x1F)),
            (0x2A, _, 0x00) => Some(SIGNING_KEY),
            _ => self.current,
        }
    }

    fn carry_out(&mut self, command: &[u8], faults: &[(FaultKind, bool)]) -> Answer {
        let (mut data, mut status) = match self.process(command) {
            Ok(data) => (data, 0x9000_u16),
            Err(Stop::Status(status)) => (Vec::new(), status),
            Err(Stop::Data(data, status)) => (data, status),
        };
        for (kind, _) in faults {
            kind.spoil(&mut data);
        }
        let short = Command::parse(command).is_some_and(|command| !command.extended);
        let fetching = command.get(1) == Some(&0xC0);
        if self.profile.variant.get_response && short && !fetching && !data.is_empty() {
            let more = available(data.len());
            self.pending = Some((std::mem::take(&mut data), status));
            status = 0x6100 | u16::from(more);
        }
        data.extend(status.to_be_bytes());
        Answer::Response(data)
    }

    fn process(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Stop> {
        let first = std::mem::replace(&mut self.fresh, false);
        let pending = self.pending.take();
        if first && self.profile.variant.first_command_fails {
            return Err(Stop::Status(0x6F00));
        }
        let command = Command::parse(bytes).ok_or(Stop::Status(0x6700))?;
        match command.cla {
            0x00 | 0x80 => {}
            // Logical channels, secure messaging and chaining (ISO/IEC 7816-4 5.4.1): none of them here.
            0x01..=0x03 => return Err(Stop::Status(0x6881)),
            0x04..=0x0F | 0x84..=0x8F => return Err(Stop::Status(0x6882)),
            0x10..=0x1F => return Err(Stop::Status(0x6884)),
            _ => return Err(Stop::Status(0x6E00)),
        }
        if command.extended && !self.profile.variant.extended_length {
            return Err(Stop::Status(self.profile.variant.extended_refused_status()));
        }
        match (command.cla, command.ins) {
            (0x00, 0xA4) => self.select(&command, first),
            (0x00, 0xB0) => self.read_binary(&command),
            (0x00, 0xB2) => self.read_record(&command),
            (0x00, 0x20) => self.verify(&command),
            (0x00, 0x24) => self.change_reference_data(&command),
            (0x00, 0x84) => self.get_challenge(&command),
            (0x00, 0x88) => self.internal_authenticate(&command),
            (0x00, 0xCA) => self.get_data(&command),
            (0x00, 0xC0) if self.profile.variant.get_response => {
                self.get_response(&command, pending)
            }
            (0x80, 0x2A) => self.sign(&command),
            _ => Err(Stop::Status(0x6D00)),
        }
    }

    fn select(&mut self, command: &Command<'_>, first: bool) -> Result<Vec<u8>, Stop> {
        match (command.p1, command.p2, command.body) {
            (0x04, 0x00 | 0x0C, []) | (0x02, 0x00 | 0x0C, [] | [_] | [_, _, _, ..]) => {
                Err(Stop::Status(0x6700))
            }
            (0x04, 0x00 | 0x0C, aid) => {
                let mine = self.profile.files.is_some();
                // The common AP is of this generation of cards.
                let common = mine && self.profile.aid == TEXT_AP;
                self.application = if mine && aid == self.profile.aid {
                    Application::Text
                } else {
                    let other = if common && aid == COMMON_AP {
                        Application::Common
                    } else if aid == ISSUER_DOMAIN {
                        Application::Issuer
                    } else {
                        return Err(Stop::Status(0x6A82));
                    };
                    // Another application: what was verified for the one before is over (JICSAP 2.0 5.1.3).
                    self.close();
                    other
                };
                self.current = None;
                Ok(Vec::new())
            }
            (0x02, 0x00 | 0x0C, &[hi, lo]) => {
                let id = u16::from_be_bytes([hi, lo]);
                if !self.has(id) {
                    return Err(Stop::Status(0x6A82));
                }
                self.current = Some(id);
                Ok(Vec::new())
            }
            // SELECT MF does nothing, but only a card that has been spoken to admits it.
            (0x00, 0x00, []) if !first => Ok(Vec::new()),
            _ => Err(Stop::Status(0x6A86)),
        }
    }

    /// Whether the selected application has such a file, to be read or not.
    fn has(&self, id: u16) -> bool {
        match self.application {
            Application::Issuer => false,
            Application::Common => matches!(id, CARD_INFO | COMMON_SIGNING_KEY),
            Application::Text => {
                matches!(id, PIN..=CODE_B)
                    || self
                        .profile
                        .files
                        .as_ref()
                        .is_some_and(|files| files.contains_key(&id))
            }
        }
    }

    fn read_binary(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        let Some(le) = command.le.filter(|_| command.body.is_empty()) else {
            return Err(Stop::Status(0x6700));
        };
        let (id, offset) = if command.p1 & 0x80 == 0 {
            let id = self.current.ok_or(Stop::Status(0x6986))?;
            (
                id,
                usize::from(u16::from_be_bytes([command.p1, command.p2])),
            )
        } else {
            let id = u16::from(command.p1 & 0x1F);
            if !self.profile.variant.short_file_ids || command.p1 & 0x60 != 0 {
                return Err(Stop::Status(0x6A86));
            }
            (id, usize::from(command.p2))
        };
        if self.application == Application::Issuer {
            return Err(Stop::Status(0x6986));
        }
        if !self.has(id) {
            return Err(Stop::Status(0x6A82));
        }
        let text = self.application == Application::Text;
        let files = self.profile.files.as_ref().filter(|_| text);
        let Some(content) = files.and_then(|files| files.get(&id)) else {
            // Key files and files of records are not for this command.
            return Err(Stop::Status(0x6981));
        };
        self.current = Some(id);
        let open = match id {
            1 => self.pin_lock.open || self.a_lock.open,
            2 => self.pin_lock.open || self.b_lock.open,
            4 | 5 | 8 => true,
            _ => self.is_open(),
        };
        if !open {
            return Err(Stop::Status(0x6982));
        }
        let rest = content
            .get(offset..)
            .filter(|rest| !rest.is_empty())
            .ok_or(Stop::Status(0x6B00))?;
        if self.profile.variant.exact_length
            && rest.len() < le
            && let Ok(exact) = u8::try_from(rest.len())
        {
            return Err(Stop::Status(0x6C00 | u16::from(exact)));
        }
        let data = rest.get(..le).unwrap_or(rest).to_vec();
        let asked_too_much = data.len() < le && !le.is_multiple_of(256);
        if asked_too_much && self.profile.variant.warns_at_end {
            Err(Stop::Data(data, 0x6282))
        } else {
            Ok(data)
        }
    }

    /// One record of the common AP's card info: serial, municipality, expiry. Free to read, signed by nobody.
    fn read_record(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.le.is_none() || !command.body.is_empty() {
            return Err(Stop::Status(0x6700));
        }
        let id = match command.p2 >> 3 {
            0 => self.current.ok_or(Stop::Status(0x6986))?,
            short => u16::from(short),
        };
        match (self.application, id, command.p2 & 0x07, command.p1) {
            (Application::Issuer, ..) => Err(Stop::Status(0x6986)),
            (Application::Common, CARD_INFO, 0x04 | 0x05, 1) => {
                self.current = Some(id);
                Ok(self.profile.card_info.clone())
            }
            (Application::Common, CARD_INFO, 0x04 | 0x05, 2..) => Err(Stop::Status(0x6A83)),
            (Application::Common, CARD_INFO, ..) => Err(Stop::Status(0x6A86)),
            _ if self.has(id) => Err(Stop::Status(0x6981)),
            _ => Err(Stop::Status(0x6A82)),
        }
    }

    /// The key file that P2 names.
    fn key_file(&self, p2: u8) -> Result<u16, Stop> {
        let id = match p2 {
            0x80 => self.current.ok_or(Stop::Status(0x6986))?,
            p2 if p2 & 0xE0 == 0x80 && self.profile.variant.verify_by_short_id => {
                u16::from(p2 & 0x1F)
            }
            _ => return Err(Stop::Status(0x6A86)),
        };
        if self.application == Application::Text {
            Ok(id)
        } else {
            Err(Stop::Status(0x6986))
        }
    }

    fn verify(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.p1 != 0 {
            return Err(Stop::Status(0x6A86));
        }
        let id = self.key_file(command.p2)?;
        let given = command.body;
        if given.len() > MAX_SECRET {
            return Err(Stop::Status(0x6700));
        }
        let (right, most, lock) = match id {
            PIN => (
                self.pin.is_some_and(|pin| pin.as_slice() == given),
                PIN_TRIES,
                &mut self.pin_lock,
            ),
            CODE_A => (self.profile.code_a == given, CODE_TRIES, &mut self.a_lock),
            CODE_B => (self.profile.code_b == given, CODE_TRIES, &mut self.b_lock),
            // A key that is blocked on every card seen.
            BLOCKED if given.is_empty() => return Err(Stop::Status(0x63C0)),
            BLOCKED => return Err(Stop::Status(0x6984)),
            _ => return Err(Stop::Status(0x6986)),
        };
        self.current = Some(id);
        if !given.is_empty() {
            self.verifies += 1;
        }
        if lock.tries == 0 {
            return Err(Stop::Status(self.profile.variant.blocked_status()));
        }
        if given.is_empty() {
            // 63Cx even when verified: an empty VERIFY proves no login (OpenSC pull request 959).
            if lock.open && self.profile.variant.empty_verify_ok_after_login {
                return Ok(Vec::new());
            }
        } else if right {
            lock.tries = most;
            lock.open = true;
            return Ok(Vec::new());
        } else {
            // Whatever is not the secret uses a try, of whatever length and characters.
            lock.tries -= 1;
            lock.open = false;
        }
        Err(Stop::Status(0x63C0 | u16::from(lock.tries)))
    }

    /// Another PIN, once the old one was given.
    fn change_reference_data(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.p1 != 1 {
            return Err(Stop::Status(0x6A86));
        }
        match self.key_file(command.p2)? {
            PIN if self.pin_lock.tries == 0 => Err(Stop::Status(0x6984)),
            PIN if !self.pin_lock.open => Err(Stop::Status(0x6982)),
            PIN => {
                let new = command.body.try_into().map_err(|_| Stop::Status(0x6700))?;
                self.pin = Some(new);
                Ok(Vec::new())
            }
            _ => Err(Stop::Status(0x6986)),
        }
    }

    /// Real cards give 1 to 256 bytes, and refuse the extended form.
    fn get_challenge(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.p1 != 0 || command.p2 != 0 {
            return Err(Stop::Status(0x6A86));
        }
        if command.extended {
            return Err(Stop::Status(0x6985));
        }
        let le = command
            .le
            .filter(|_| command.body.is_empty())
            .ok_or(Stop::Status(0x6700))?;
        let mut bytes = vec![0; le];
        self.draws.fill_bytes(&mut bytes);
        Ok(bytes)
    }

    /// PSO in the card's own class, with EF 0013. No PIN is needed.
    fn sign(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if self.application != Application::Text {
            return Err(Stop::Status(0x6985));
        }
        let by_default = command.p2 == 0x00;
        let by_selection = command.p2 == 0x80 && self.current == Some(SIGNING_KEY);
        let scheme = Scheme::from_p1(command.p1).filter(|_| by_default || by_selection);
        let scheme = scheme.ok_or(Stop::Status(0x6A86))?;
        if !scheme.takes(command.body.len()) {
            return Err(Stop::Status(0x6700));
        }
        self.signed(scheme, command.body)
    }

    /// INTERNAL AUTHENTICATE: only the common AP's key answers, not that of this AP.
    fn internal_authenticate(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        let id = match command.p2 & 0x1F {
            0 => self.current.ok_or(Stop::Status(0x6986))?,
            short => u16::from(short),
        };
        if command.p1 != 0 || command.p2 & 0xE0 != 0x80 {
            return Err(Stop::Status(0x6A86));
        }
        match (self.application, id) {
            (Application::Common, COMMON_SIGNING_KEY) => {
                if !(1..=255).contains(&command.body.len()) {
                    return Err(Stop::Status(0x6700));
                }
                self.signed(Scheme::HashInfo, command.body)
            }
            _ if self.has(id) => Err(Stop::Status(0x6985)),
            _ => Err(Stop::Status(0x6A82)),
        }
    }

    fn signed(&mut self, scheme: Scheme, input: &[u8]) -> Result<Vec<u8>, Stop> {
        if !self.profile.variant.own_key {
            return Err(Stop::Status(0x6A88));
        }
        Keys::get()
            .and_then(|keys| keys.card.sign(scheme, input, &mut self.draws))
            .ok_or(Stop::Status(0x6F00))
    }

    /// The data objects of the card manager; of a My Number card only.
    fn get_data(&self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.le.is_none() || !command.body.is_empty() {
            return Err(Stop::Status(0x6700));
        }
        let absent = Stop::Status(0x6A88);
        if self.profile.files.is_none() {
            return Err(absent);
        }
        let info = |range| self.profile.card_info.get(range).map(<[u8]>::to_vec);
        let issuer = self.application == Application::Issuer;
        match (u16::from_be_bytes([command.p1, command.p2]), issuer) {
            // The contact ATR without its first byte, in every application.
            (0x5F51, _) => ATR.get(1..).map(<[u8]>::to_vec),
            // Card identification number, municipality, expiry.
            (0x0045, true) => info(2..17),
            (0x00F0, true) => info(17..22),
            (0x00F2, true) => info(22..30),
            _ => None,
        }
        .ok_or(absent)
    }

    fn get_response(
        &mut self,
        command: &Command<'_>,
        pending: Option<(Vec<u8>, u16)>,
    ) -> Result<Vec<u8>, Stop> {
        let le = command.le.ok_or(Stop::Status(0x6700))?;
        let (mut data, status) = pending.ok_or(Stop::Status(0x6985))?;
        let rest = data.split_off(le.min(data.len()));
        if rest.is_empty() {
            return Err(Stop::Data(data, status));
        }
        let more = available(rest.len());
        self.pending = Some((rest, status));
        Err(Stop::Data(data, 0x6100 | u16::from(more)))
    }
}

/// How `61xx` writes a length: 00 is 256 or more.
fn available(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(0)
}

/// Anything but plain success.
enum Stop {
    Status(u16),
    /// A warning, or 61xx: with the data there was.
    Data(Vec<u8>, u16),
}

impl std::fmt::Debug for VirtualCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VirtualCard")
    }
}

#[cfg(test)]
mod tests {
    use super::ATR;

    #[test]
    fn the_atr_has_its_check_byte() {
        let sum = ATR.iter().skip(1).fold(0, |sum, byte| sum ^ byte);
        assert_eq!(sum, 0);
    }
}
