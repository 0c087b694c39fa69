//! Profiles: what a card is and how it misbehaves, as TOML.

use crate::encode::{Files, Holder};
use crate::keys::Keys;
use serde::Deserialize;

/// A card to be: holder, PIN, variant, faults; its files are made and signed already.
#[derive(Clone)]
pub struct Profile {
    pub(crate) files: Option<Files>,
    pub(crate) number: Vec<u8>,
    pub(crate) pin: [u8; 4],
    pub(crate) tries: u8,
    pub(crate) left_open: bool,
    pub(crate) variant: Variant,
    pub(crate) faults: Vec<Fault>,
}

/// Ways in which sound cards differ.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Variant {
    /// `false`: another card; SELECT of the AP answers 6A82.
    pub(crate) my_number_card: bool,
    /// `false`: a copy; everything is there but the private key (PSO answers 6A88).
    pub(crate) own_key: bool,
    /// READ BINARY by short file id.
    pub(crate) short_file_ids: bool,
    /// VERIFY by short id (`00 20 00 91`).
    pub(crate) verify_by_short_id: bool,
    /// Extended lengths.
    pub(crate) extended_length: bool,
    /// Empty VERIFY answers 9000 once verified, not 63Cx.
    pub(crate) empty_verify_ok_after_login: bool,
    /// The first command after power-up answers 6F00.
    pub(crate) first_command_fails: bool,
    /// Reading past the end with an explicit length answers 6282, not 9000.
    pub(crate) warns_at_end: bool,
    /// Broken: a verified PIN survives even the loss of power.
    pub(crate) stays_open: bool,
}

impl Default for Variant {
    fn default() -> Self {
        Self {
            my_number_card: true,
            own_key: true,
            short_file_ids: true,
            verify_by_short_id: true,
            extended_length: true,
            empty_verify_ok_after_login: false,
            first_command_fails: false,
            warns_at_end: false,
            stays_open: false,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Fault {
    pub(crate) when: When,
    pub(crate) kind: FaultKind,
}

#[derive(Clone, Copy)]
pub(crate) enum When {
    /// At the n-th APDU since the card was put down, from 1.
    Apdu(u64),
    /// At every command with this INS.
    Ins(u8),
}

#[derive(Clone, Copy)]
pub(crate) enum FaultKind {
    Remove,
    Mute,
    Status([u8; 2]),
    FlipBit { byte: usize, bit: u8 },
    Truncate { keep: usize },
    Extra,
}

/// Why a profile is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not TOML of the form in docs/testers.md.
    #[error("the profile is not readable: {0}")]
    NotToml(String),
    /// A field has a value it cannot have.
    #[error("the profile's field {0} is wrong")]
    Field(&'static str),
    /// The committed keys do not work.
    #[error("the test keys are broken")]
    Keys,
}

impl ProfileError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotToml(_) => "PROFILE-NOT-TOML",
            Self::Field(_) => "PROFILE-FIELD",
            Self::Keys => "PROFILE-KEYS",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    holder: HolderFile,
    pin: PinFile,
    #[serde(default)]
    card: Variant,
    #[serde(default)]
    flip: Vec<FlipFile>,
    #[serde(default)]
    fault: Vec<FaultFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolderFile {
    number: String,
    name: String,
    address: String,
    birth_date: String,
    sex: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PinFile {
    value: String,
    #[serde(default = "three")]
    tries: u8,
    #[serde(default)]
    left_open: bool,
}

const fn three() -> u8 {
    3
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlipFile {
    file: String,
    byte: usize,
    #[serde(default)]
    bit: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultFile {
    apdu: Option<u64>,
    ins: Option<String>,
    #[serde(rename = "do")]
    kind: FaultName,
    status: Option<String>,
    #[serde(default)]
    byte: usize,
    #[serde(default)]
    bit: u8,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FaultName {
    Remove,
    Mute,
    Status,
    FlipBit,
    Truncate,
    Extra,
}

impl Profile {
    /// Reads a profile. The form stands in `docs/testers.md`; `assets/cards` has examples.
    ///
    /// # Errors
    /// [`ProfileError`].
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile = toml::from_str(text)
            .map_err(|error| ProfileError::NotToml(error.message().to_owned()))?;
        let HolderFile {
            number,
            name,
            address,
            birth_date,
            sex,
        } = &file.holder;
        let pin: [u8; 4] = file
            .pin
            .value
            .as_bytes()
            .try_into()
            .map_err(|_| ProfileError::Field("pin.value"))?;
        if !pin.iter().all(u8::is_ascii_digit) {
            return Err(ProfileError::Field("pin.value"));
        }
        if file.pin.tries > 3 {
            return Err(ProfileError::Field("pin.tries"));
        }
        // A wrong check digit or birth date is a tester's right; a wrong size is a mistake.
        if number.len() != 12 {
            return Err(ProfileError::Field("holder.number"));
        }
        if birth_date.len() != 8 {
            return Err(ProfileError::Field("holder.birth_date"));
        }
        if sex.len() != 1 {
            return Err(ProfileError::Field("holder.sex"));
        }
        if name.len() + address.len() > 1500 {
            return Err(ProfileError::Field("holder.address"));
        }
        let keys = Keys::get().ok_or(ProfileError::Keys)?;
        let holder = Holder {
            number,
            name,
            address,
            birth_date,
            sex,
        };
        let mut files =
            Files::make(&holder, file.card.extended_length, keys).ok_or(ProfileError::Keys)?;
        for flip in &file.flip {
            let id = u16::from_str_radix(&flip.file, 16)
                .map_err(|_| ProfileError::Field("flip.file"))?;
            let bytes = files.get_mut(id).ok_or(ProfileError::Field("flip.file"))?;
            let byte = bytes
                .get_mut(flip.byte)
                .ok_or(ProfileError::Field("flip.byte"))?;
            *byte ^= 1_u8
                .checked_shl(u32::from(flip.bit))
                .ok_or(ProfileError::Field("flip.bit"))?;
        }
        let faults = file
            .fault
            .iter()
            .map(FaultFile::parse)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            files: file.card.my_number_card.then_some(files),
            number: number.as_bytes().to_vec(),
            pin,
            tries: file.pin.tries,
            left_open: file.pin.left_open,
            variant: file.card,
            faults,
        })
    }
}

impl FaultFile {
    fn parse(&self) -> Result<Fault, ProfileError> {
        let when = match (self.apdu, &self.ins) {
            (Some(apdu), None) => When::Apdu(apdu),
            (None, Some(ins)) => When::Ins(
                u8::from_str_radix(ins, 16).map_err(|_| ProfileError::Field("fault.ins"))?,
            ),
            _ => return Err(ProfileError::Field("fault.apdu")),
        };
        if self.bit > 7 {
            return Err(ProfileError::Field("fault.bit"));
        }
        let kind = match self.kind {
            FaultName::Remove => FaultKind::Remove,
            FaultName::Mute => FaultKind::Mute,
            FaultName::FlipBit => FaultKind::FlipBit {
                byte: self.byte,
                bit: self.bit,
            },
            FaultName::Truncate => FaultKind::Truncate { keep: self.byte },
            FaultName::Extra => FaultKind::Extra,
            FaultName::Status => {
                let status = self
                    .status
                    .as_deref()
                    .ok_or(ProfileError::Field("fault.status"))?;
                let status = u16::from_str_radix(status, 16)
                    .map_err(|_| ProfileError::Field("fault.status"))?;
                FaultKind::Status(status.to_be_bytes())
            }
        };
        Ok(Fault { when, kind })
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Profile")
    }
}
