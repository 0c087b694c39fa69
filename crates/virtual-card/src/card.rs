//! The card itself: power, selection, access, PIN, files, signing.

use crate::command::Command;
use crate::encode::sha256;
use crate::keys::Keys;
use crate::profile::{FaultKind, Profile, When};

/// The contact ATR of the My Number card (T=1, no historical bytes).
pub const ATR: [u8; 9] = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];

const AP: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
const ISSUER_DOMAIN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];
const PIN_TRIES: u8 = 3;
const NUMBER_A_TRIES: u8 = 10;

/// What came of a command.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Data and status word.
    Response(Vec<u8>),
    /// The card was taken away before it answered (a fault of its profile).
    Removed,
    /// The card never answers this (a fault of its profile).
    Mute,
}

/// One card. It keeps its PIN counter for as long as it lives; power and selection come and go.
#[derive(Clone)]
pub struct VirtualCard {
    profile: Profile,
    pin_tries: u8,
    a_tries: u8,
    pin_verified: bool,
    a_verified: bool,
    ap_selected: bool,
    current: Option<u16>,
    fresh: bool,
    apdus: u64,
    verifies: u64,
    instructions: Vec<u8>,
    challenges: u64,
}

impl VirtualCard {
    /// A card of this profile, as it comes out of a purse: without power.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self {
            pin_tries: profile.tries,
            a_tries: NUMBER_A_TRIES,
            pin_verified: profile.left_open || profile.variant.stays_open,
            a_verified: false,
            ap_selected: false,
            current: None,
            fresh: true,
            apdus: 0,
            verifies: 0,
            instructions: Vec::new(),
            challenges: 0,
            profile,
        }
    }

    /// Takes the power away: everything but the counters is lost, a verified PIN too.
    pub fn power_off(&mut self) {
        self.reset();
        self.pin_verified = self.profile.variant.stays_open;
        self.a_verified = false;
    }

    /// Resets the card. A verified PIN survives this (JICSAP 2.0 5.1.3).
    pub fn reset(&mut self) {
        self.ap_selected = false;
        self.current = None;
        self.fresh = true;
    }

    /// Tries the PIN has left, 0 to 3.
    #[must_use]
    pub const fn pin_tries(&self) -> u8 {
        self.pin_tries
    }

    /// Whether the files are open now.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.pin_verified || self.a_verified
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

    /// One command, one response; empty where the card was taken away or is mute.
    pub fn transmit(&mut self, command: &[u8]) -> Vec<u8> {
        match self.exchange(command) {
            Answer::Response(response) => response,
            Answer::Removed | Answer::Mute => Vec::new(),
        }
    }

    /// One command, with the profile's faults told apart.
    pub fn exchange(&mut self, command: &[u8]) -> Answer {
        self.apdus += 1;
        let ins = command.get(1).copied().unwrap_or_default();
        self.instructions.push(ins);
        let apdu = self.apdus;
        let due = |when: When| match when {
            When::Apdu(number) => number == apdu,
            When::Ins(wanted) => wanted == ins,
        };
        let fault = self
            .profile
            .faults
            .iter()
            .find(|fault| due(fault.when))
            .map(|fault| fault.kind);
        match fault {
            Some(FaultKind::Remove) => return Answer::Removed,
            Some(FaultKind::Mute) => return Answer::Mute,
            Some(FaultKind::Status(status)) => return Answer::Response(status.to_vec()),
            _ => {}
        }
        let (mut data, status) = match self.process(command) {
            Ok(data) => (data, 0x9000_u16),
            Err(Stop::Status(status)) => (Vec::new(), status),
            Err(Stop::Warning(data)) => (data, 0x6282),
        };
        match fault {
            Some(FaultKind::FlipBit { byte, bit }) => {
                if let Some(byte) = data.get_mut(byte) {
                    *byte ^= 1 << bit;
                }
            }
            Some(FaultKind::Truncate { keep }) => data.truncate(keep),
            Some(FaultKind::Extra) => data.extend([0xA5; 16]),
            _ => {}
        }
        data.extend(status.to_be_bytes());
        Answer::Response(data)
    }

    fn process(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Stop> {
        let first = std::mem::replace(&mut self.fresh, false);
        if first && self.profile.variant.first_command_fails {
            return Err(Stop::Status(0x6F00));
        }
        let command = Command::parse(bytes).ok_or(Stop::Status(0x6700))?;
        if command.extended && !self.profile.variant.extended_length {
            return Err(Stop::Status(0x6700));
        }
        match (command.cla, command.ins) {
            (0x00, 0xA4) => self.select(&command, first),
            (0x00, 0xB0) => self.read_binary(&command),
            (0x00, 0x20) => self.verify(&command),
            (0x00, 0x84) => self.get_challenge(&command),
            (0x80, 0x2A) => self.sign(&command),
            (0x00 | 0x80, _) => Err(Stop::Status(0x6D00)),
            _ => Err(Stop::Status(0x6E00)),
        }
    }

    fn select(&mut self, command: &Command<'_>, first: bool) -> Result<Vec<u8>, Stop> {
        match (command.p1, command.p2, command.body) {
            (0x04, 0x00 | 0x0C, aid) => {
                if self.profile.files.is_some() && aid == AP {
                    self.ap_selected = true;
                } else if aid == ISSUER_DOMAIN {
                    // Another application: what was verified for this one is over.
                    self.ap_selected = false;
                    self.pin_verified = false;
                    self.a_verified = false;
                } else {
                    return Err(Stop::Status(0x6A82));
                }
                self.current = None;
                Ok(Vec::new())
            }
            (0x02, 0x00 | 0x0C, &[hi, lo]) if self.ap_selected => {
                let id = u16::from_be_bytes([hi, lo]);
                if !matches!(id, 0x0001..=0x0008 | 0x0011..=0x0014) {
                    return Err(Stop::Status(0x6A82));
                }
                self.current = Some(id);
                Ok(Vec::new())
            }
            (0x02, 0x00 | 0x0C, [_, _]) => Err(Stop::Status(0x6A82)),
            // SELECT MF does nothing, but only a card that has been spoken to admits it.
            (0x00, 0x00, []) if !first => Ok(Vec::new()),
            _ => Err(Stop::Status(0x6A86)),
        }
    }

    fn read_binary(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        let Some(le) = command.le else {
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
        if !self.ap_selected {
            return Err(Stop::Status(0x6986));
        }
        let files = self.profile.files.as_ref().ok_or(Stop::Status(0x6986))?;
        let Some(content) = files.get(id) else {
            // Key files cannot be read.
            return Err(Stop::Status(if matches!(id, 0x11..=0x14) {
                0x6981
            } else {
                0x6A82
            }));
        };
        self.current = Some(id);
        let open = match id {
            4 | 5 | 8 => true,
            2 => self.pin_verified,
            _ => self.pin_verified || self.a_verified,
        };
        if !open {
            return Err(Stop::Status(0x6982));
        }
        let rest = content
            .get(offset..)
            .filter(|rest| !rest.is_empty())
            .ok_or(Stop::Status(0x6B00))?;
        let data = rest.get(..le).unwrap_or(rest).to_vec();
        let asked_too_much = data.len() < le && le % 256 != 0;
        if asked_too_much && self.profile.variant.warns_at_end {
            Err(Stop::Warning(data))
        } else {
            Ok(data)
        }
    }

    fn verify(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if command.p1 != 0 {
            return Err(Stop::Status(0x6A86));
        }
        let id = match command.p2 {
            0x80 => self.current.ok_or(Stop::Status(0x6986))?,
            p2 if p2 & 0xE0 == 0x80 && self.profile.variant.verify_by_short_id => {
                u16::from(p2 & 0x1F)
            }
            _ => return Err(Stop::Status(0x6A86)),
        };
        if !self.ap_selected {
            return Err(Stop::Status(0x6986));
        }
        let (reference, most, tries, verified) = match id {
            0x11 => (
                self.profile.pin.as_slice(),
                PIN_TRIES,
                &mut self.pin_tries,
                &mut self.pin_verified,
            ),
            0x14 => (
                self.profile.number.as_slice(),
                NUMBER_A_TRIES,
                &mut self.a_tries,
                &mut self.a_verified,
            ),
            // A key that is blocked on every card.
            0x12 => return Err(Stop::Status(0x6984)),
            _ => return Err(Stop::Status(0x6986)),
        };
        self.current = Some(id);
        if !command.body.is_empty() {
            self.verifies += 1;
        }
        if *tries == 0 {
            return Err(Stop::Status(0x6984));
        }
        if command.body.is_empty() {
            // 63Cx even when verified: an empty VERIFY proves no login (OpenSC pull request 959).
            if *verified && self.profile.variant.empty_verify_ok_after_login {
                return Ok(Vec::new());
            }
            return Err(Stop::Status(0x63C0 | u16::from(*tries)));
        }
        if command.body == reference {
            *tries = most;
            *verified = true;
            return Ok(Vec::new());
        }
        *tries -= 1;
        *verified = false;
        Err(Stop::Status(0x63C0 | u16::from(*tries)))
    }

    fn get_challenge(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        let le = command
            .le
            .filter(|le| *le <= 32 && command.body.is_empty())
            .ok_or(Stop::Status(0x6700))?;
        self.challenges += 1;
        let mut bytes = sha256(&self.challenges.to_be_bytes());
        bytes.truncate(le);
        Ok(bytes)
    }

    /// PSO in the card's own class: pads the given block and signs it with EF 0013. No PIN is needed.
    fn sign(&self, command: &Command<'_>) -> Result<Vec<u8>, Stop> {
        if !self.ap_selected {
            return Err(Stop::Status(0x6985));
        }
        let by_default = command.p2 == 0x00;
        let by_selection = command.p2 == 0x80 && self.current == Some(0x13);
        if command.p1 != 0 || !(by_default || by_selection) {
            return Err(Stop::Status(0x6A86));
        }
        if command.body.is_empty() || command.body.len() > 245 {
            return Err(Stop::Status(0x6700));
        }
        if !self.profile.variant.own_key {
            return Err(Stop::Status(0x6A88));
        }
        Keys::get()
            .and_then(|keys| keys.card.sign_block(command.body))
            .ok_or(Stop::Status(0x6F00))
    }
}

enum Stop {
    Status(u16),
    /// 6282, with the data there was.
    Warning(Vec<u8>),
}

impl std::fmt::Debug for VirtualCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VirtualCard")
    }
}
