//! Profiles: what a card is and how it misbehaves, as TOML.

use crate::encode::{self, Files, Naming, Texts};
use crate::fault::{Fault, FaultKind, When};
use crate::keys::Keys;
use serde::Deserialize;
use std::time::Duration;

/// The AID of the text-input-assist AP (券面事項入力補助AP).
pub(crate) const TEXT_AP: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];

/// A card to be: holder, PIN, variant, faults; its files are made and signed already.
///
/// Every key, with its meaning and default, stands in `docs/testers.md`; `assets/cards` has examples.
///
/// ```
/// let profile = virtual_card::Profile::from_toml(r#"
///     [holder]
///     number = "123456789018"
///     name = "見本　花子"
///     address = "東京都清瀬市例示町１丁目２番３号"
///     birth_date = "19850412"
///     sex = "2"
///     [pin]
///     value = "1234"
///     [[fault]]
///     file = "0003"
///     do = "flip-bit"
///     byte = 40
/// "#)?;
/// # let _ = profile;
/// let error = virtual_card::Profile::from_toml("[holder]\nnumbr = \"\"").unwrap_err();
/// assert_eq!(error.line(), Some(2));
/// # Ok::<(), virtual_card::ProfileError>(())
/// ```
#[derive(Clone)]
pub struct Profile {
    /// `None`: not a My Number card.
    pub(crate) files: Option<Files>,
    pub(crate) aid: Vec<u8>,
    /// What opens EF 0001 beside the PIN (照合番号A: the number).
    pub(crate) code_a: Vec<u8>,
    /// What opens EF 0002 beside the PIN (照合番号B: birth date, expiry, security code).
    pub(crate) code_b: Vec<u8>,
    /// Record 1 of EF 0001 of the common AP (共通カードAP).
    pub(crate) card_info: Vec<u8>,
    /// `None`: none was ever set.
    pub(crate) pin: Option<[u8; 4]>,
    pub(crate) tries: u8,
    pub(crate) left_open: bool,
    pub(crate) variant: Variant,
    pub(crate) latency: Latency,
    pub(crate) faults: Vec<Fault>,
    expected: Option<Expected>,
}

/// What `card-read` must say of a card that is given the PIN of its profile (`0000` where none was ever set).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Expected {
    /// The exit code.
    pub exit: u8,
    /// The stable code, `OK` where all is right.
    pub code: String,
}

/// Ways in which cards differ.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Variant {
    /// `false`: another card; SELECT of the AP answers 6A82.
    pub(crate) my_number_card: bool,
    /// The AID under which the AP is found.
    application: Aid,
    /// EFs that the card does not have.
    missing: Vec<FileId>,
    /// `false`: a copy; everything is there but the private key (PSO answers 6A88).
    pub(crate) own_key: bool,
    /// READ BINARY by short file id.
    pub(crate) short_file_ids: bool,
    /// VERIFY by short id (`00 20 00 91`).
    pub(crate) verify_by_short_id: bool,
    /// Extended lengths are taken.
    pub(crate) extended_length: bool,
    /// What EF 0005 says of them, where that is something else.
    announces_extended_length: Option<bool>,
    /// The answer to an extended length that is not taken.
    extended_refused_status: Status,
    /// The answer to a PIN command once the PIN is blocked.
    blocked_status: Status,
    /// Empty VERIFY answers 9000 once verified, not 63Cx.
    pub(crate) empty_verify_ok_after_login: bool,
    /// The first command after power-up answers 6F00.
    pub(crate) first_command_fails: bool,
    /// Reading past the end with an explicit length answers 6282, not 9000.
    pub(crate) warns_at_end: bool,
    /// READ BINARY of more than there is answers 6Cxx, the exact length, and no data.
    pub(crate) exact_length: bool,
    /// An answer with data to a short command is fetched by GET RESPONSE (61xx).
    pub(crate) get_response: bool,
    /// Broken: a verified PIN survives even the loss of power.
    pub(crate) stays_open: bool,
    /// What the card remembers when it is put into a reader again.
    pub(crate) memory: Memory,
    /// What stands in EF 0001 of the common AP.
    serial: Text<15>,
    municipality: Text<5>,
    expires: Text<8>,
    /// Printed on the front; the end of 照合番号B.
    security_code: Text<4>,
}

impl Default for Variant {
    fn default() -> Self {
        Self {
            my_number_card: true,
            application: Aid(TEXT_AP.to_vec()),
            missing: Vec::new(),
            own_key: true,
            short_file_ids: true,
            verify_by_short_id: true,
            extended_length: true,
            announces_extended_length: None,
            extended_refused_status: Status(0x6700),
            blocked_status: Status(0x6984),
            empty_verify_ok_after_login: false,
            first_command_fails: false,
            warns_at_end: false,
            exact_length: false,
            get_response: false,
            stays_open: false,
            memory: Memory::Kept,
            serial: Text(*b"690000000000001"),
            municipality: Text(*b"13221"),
            expires: Text(*b"20350412"),
            security_code: Text(*b"0000"),
        }
    }
}

impl Variant {
    pub(crate) const fn extended_refused_status(&self) -> u16 {
        self.extended_refused_status.0
    }

    pub(crate) const fn blocked_status(&self) -> u16 {
        self.blocked_status.0
    }
}

/// What a card remembers when it is put into a reader again.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Memory {
    /// Its counters and its PIN, as a card does.
    Kept,
    /// Nothing: it is as its profile says each time.
    Fresh,
}

/// How long the card takes. Nothing by default.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Latency {
    /// Milliseconds for every command.
    apdu_ms: u32,
    /// Microseconds for every byte, of command and answer: 76 is 106 kbit/s.
    byte_us: u32,
}

impl Latency {
    /// For one command and its answer, `bytes` together.
    pub(crate) fn of(self, bytes: usize) -> Duration {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        Duration::from_millis(self.apdu_ms.into())
            .saturating_add(Duration::from_micros(self.byte_us.into()).saturating_mul(bytes))
    }
}

/// Why a profile is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not TOML, an unknown key, or a value that the key cannot have.
    #[error("{}{message}", .line.map(|line| format!("line {line}: ")).unwrap_or_default())]
    Malformed {
        /// Where, from 1.
        line: Option<usize>,
        /// What is wrong; no value of the profile is repeated in it.
        message: String,
    },
    /// The committed keys do not work.
    #[error("the test keys are broken")]
    Keys,
}

impl ProfileError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "PROFILE-MALFORMED",
            Self::Keys => "PROFILE-KEYS",
        }
    }

    /// The line of the profile, from 1, where that is known.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Malformed { line, .. } => *line,
            Self::Keys => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    expect: Option<Expected>,
    holder: Holder,
    forged: Option<Forged>,
    pin: PinFile,
    #[serde(default)]
    hierarchy: Hierarchy,
    #[serde(default)]
    card: Variant,
    #[serde(default)]
    latency: Latency,
    #[serde(default)]
    flip: Vec<Flip>,
    #[serde(default)]
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolderFile {
    number: Text<12>,
    name: String,
    address: String,
    birth_date: Text<8>,
    sex: Text<1>,
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "HolderFile")]
struct Holder {
    number: [u8; 12],
    name: String,
    address: String,
    birth_date: [u8; 8],
    sex: [u8; 1],
}

/// The longest name and address together, in bytes of UTF-8: EF 0002 stays below 2 KiB.
const MAX_TEXT: usize = 1500;

impl TryFrom<HolderFile> for Holder {
    type Error = String;

    fn try_from(file: HolderFile) -> Result<Self, String> {
        let holder = Self {
            number: file.number.0,
            name: file.name,
            address: file.address,
            birth_date: file.birth_date.0,
            sex: file.sex.0,
        };
        holder.bounded()
    }
}

impl Holder {
    fn bounded(self) -> Result<Self, String> {
        if self.name.len() + self.address.len() > MAX_TEXT {
            return Err(format!("name and address are longer than {MAX_TEXT} bytes"));
        }
        Ok(self)
    }

    const fn texts(&self) -> Texts<'_> {
        Texts {
            number: &self.number,
            name: self.name.as_str(),
            address: self.address.as_str(),
            birth_date: &self.birth_date,
            sex: &self.sex,
        }
    }
}

/// What EF 0001 and EF 0002 say instead, without a signature for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forged {
    number: Option<Text<12>>,
    name: Option<String>,
    address: Option<String>,
    birth_date: Option<Text<8>>,
    sex: Option<Text<1>>,
}

impl Forged {
    fn over(self, holder: &Holder) -> Result<Holder, String> {
        Holder {
            number: self.number.map_or(holder.number, |text| text.0),
            name: self.name.unwrap_or_else(|| holder.name.clone()),
            address: self.address.unwrap_or_else(|| holder.address.clone()),
            birth_date: self.birth_date.map_or(holder.birth_date, |text| text.0),
            sex: self.sex.map_or(holder.sex, |text| text.0),
        }
        .bounded()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PinFile {
    value: Option<PinDigits>,
    #[serde(default)]
    tries: Tries,
    #[serde(default)]
    left_open: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hierarchy {
    issuer_key_id: Option<KeyId>,
    subject_key_id: Option<KeyId>,
    #[serde(default)]
    signed_by: SignedBy,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SignedBy {
    #[default]
    Ca,
    Itself,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlipFile {
    file: FileId,
    byte: usize,
    #[serde(default)]
    bit: u8,
}

/// One wrong bit in a file.
#[derive(Deserialize)]
#[serde(try_from = "FlipFile")]
struct Flip {
    file: u16,
    byte: usize,
    bit: u8,
}

impl TryFrom<FlipFile> for Flip {
    type Error = &'static str;

    fn try_from(file: FlipFile) -> Result<Self, Self::Error> {
        if file.bit > 7 {
            return Err("bit is 0 to 7");
        }
        Ok(Self {
            file: file.file.0,
            byte: file.byte,
            bit: file.bit,
        })
    }
}

/// The commands a file can be the object of.
const READ_BINARY: u8 = 0xB0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultFile {
    apdu: Option<u64>,
    ins: Option<HexByte>,
    file: Option<FileId>,
    nth: Option<u64>,
    times: Option<u64>,
    #[serde(rename = "do")]
    kind: FaultName,
    status: Option<Status>,
    byte: Option<usize>,
    bit: Option<u8>,
    bytes: Option<HexBytes>,
    ms: Option<u64>,
    executed: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FaultName {
    Remove,
    Reset,
    Mute,
    Status,
    FlipBit,
    Truncate,
    Extra,
    Slow,
}

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let file = FaultFile::deserialize(deserializer)?;
        file.parse().map_err(serde::de::Error::custom)
    }
}

impl FaultFile {
    fn parse(self) -> Result<Fault, &'static str> {
        let when = match (self.apdu, self.ins, self.file) {
            (Some(0), _, _) => return Err("apdu counts from 1"),
            (Some(apdu), None, None) => When::Apdu(apdu),
            (None, None, Some(file)) => When::Command {
                ins: READ_BINARY,
                file: Some(file.0),
            },
            (None, Some(ins), file) => When::Command {
                ins: ins.0,
                file: file.map(|file| file.0),
            },
            _ => return Err("a fault has either apdu, or ins or file or both"),
        };
        if self.nth == Some(0) || self.times == Some(0) {
            return Err("nth and times count from 1");
        }
        if matches!(when, When::Apdu(_)) && (self.nth.is_some() || self.times.is_some()) {
            return Err("nth and times go with ins or file: an APDU has its number once");
        }
        let kind = match (
            self.kind,
            self.status,
            self.byte,
            self.bit,
            self.bytes,
            self.ms,
        ) {
            (FaultName::Remove, None, None, None, None, None) => FaultKind::Remove,
            (FaultName::Reset, None, None, None, None, None) => FaultKind::Reset,
            (FaultName::Mute, None, None, None, None, None) => FaultKind::Mute,
            (FaultName::Status, Some(status), None, None, None, None) => {
                FaultKind::Status(status.0)
            }
            (FaultName::FlipBit, None, byte, bit, None, None) => FaultKind::FlipBit {
                byte: byte.unwrap_or(0),
                bit: bit
                    .filter(|bit| *bit > 7)
                    .map_or(Ok(bit.unwrap_or(0)), |_| Err("bit is 0 to 7"))?,
            },
            (FaultName::Truncate, None, keep, None, None, None) => FaultKind::Truncate {
                keep: keep.unwrap_or(0),
            },
            (FaultName::Extra, None, None, None, bytes, None) => {
                FaultKind::Extra(bytes.map_or_else(|| vec![0xA5; 16], |bytes| bytes.0))
            }
            (FaultName::Slow, None, None, None, None, Some(ms)) => FaultKind::Slow(ms),
            (FaultName::Status, ..) => return Err("do = \"status\" needs status, and no more"),
            (FaultName::Slow, ..) => return Err("do = \"slow\" needs ms, and no more"),
            (FaultName::FlipBit, ..) => return Err("do = \"flip-bit\" takes byte and bit only"),
            (FaultName::Truncate, ..) => return Err("do = \"truncate\" takes byte only"),
            (FaultName::Extra, ..) => return Err("do = \"extra\" takes bytes only"),
            (FaultName::Remove | FaultName::Reset | FaultName::Mute, ..) => {
                return Err("do = \"remove\", \"reset\" and \"mute\" take no value");
            }
        };
        if self.executed.is_some() && !kind.decides() {
            return Err("executed goes with remove, reset, mute and status");
        }
        Ok(Fault {
            when,
            nth: self.nth.unwrap_or(1),
            times: self.times.unwrap_or(u64::MAX),
            kind,
            executed: self.executed.unwrap_or(false),
        })
    }
}

impl Profile {
    /// Reads a profile. Unknown keys are refused.
    ///
    /// # Errors
    /// [`ProfileError`], with the line.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let malformed = |line: Option<usize>, message: &str| ProfileError::Malformed {
            line,
            message: message.to_owned(),
        };
        let file: ProfileFile = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map(|before| before.matches('\n').count() + 1);
            malformed(line, &without_value(error.message()))
        })?;
        let keys = Keys::get().ok_or(ProfileError::Keys)?;
        let holder = &file.holder;
        let forged = file
            .forged
            .map(|forged| forged.over(holder))
            .transpose()
            .map_err(|message| malformed(None, &message))?;
        let default = Naming::default();
        let naming = Naming {
            issuer: file
                .hierarchy
                .issuer_key_id
                .map_or(default.issuer, |id| id.0),
            subject: file
                .hierarchy
                .subject_key_id
                .map_or(default.subject, |id| id.0),
            by_ca: matches!(file.hierarchy.signed_by, SignedBy::Ca),
        };
        let variant = file.card;
        let announces = variant
            .announces_extended_length
            .unwrap_or(variant.extended_length);
        let shown = forged.as_ref().map(Holder::texts);
        let mut files = encode::files(&holder.texts(), shown.as_ref(), &naming, announces, keys)
            .ok_or(ProfileError::Keys)?;
        for flip in &file.flip {
            let byte = files
                .get_mut(&flip.file)
                .and_then(|bytes| bytes.get_mut(flip.byte))
                .ok_or_else(|| malformed(None, "[[flip]]: the card has no such file or byte"))?;
            *byte ^= 1 << flip.bit;
        }
        for missing in &variant.missing {
            files.remove(&missing.0);
        }
        let shown = forged.as_ref().unwrap_or(holder);
        let pin = file.pin.value.map(|pin| pin.0);
        Ok(Self {
            files: variant.my_number_card.then_some(files),
            aid: variant.application.0.clone(),
            code_a: shown.number.to_vec(),
            code_b: code_b(
                &shown.birth_date,
                &variant.expires.0,
                &variant.security_code.0,
            ),
            card_info: [
                [0x01, 0x1C].as_slice(),
                &variant.serial.0,
                &variant.municipality.0,
                &variant.expires.0,
            ]
            .concat(),
            tries: if pin.is_some() { file.pin.tries.0 } else { 0 },
            pin,
            left_open: file.pin.left_open,
            variant,
            latency: file.latency,
            faults: file.fault,
            expected: file.expect,
        })
    }

    /// What `card-read` must say of this card, where the profile names it.
    #[must_use]
    pub const fn expected(&self) -> Option<&Expected> {
        self.expected.as_ref()
    }

    /// The PIN that is right, `0000` where none was ever set.
    #[must_use]
    pub fn pin(&self) -> [u8; 4] {
        self.pin.unwrap_or(*b"0000")
    }
}

/// serde repeats a value of the wrong type, and that may be a PIN.
fn without_value(message: &str) -> String {
    match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        _ => message.to_owned(),
    }
}

/// 照合番号B: year of the era, month and day of birth, year of expiry, security code.
fn code_b(birth_date: &[u8; 8], expires: &[u8; 8], security_code: &[u8; 4]) -> Vec<u8> {
    let birth = std::str::from_utf8(birth_date).unwrap_or_default();
    // The first days of the eras, and the years before their first.
    let era = [
        ("20190501", 2018_u32),
        ("19890108", 1988),
        ("19261225", 1925),
        ("19120730", 1911),
        ("18681023", 1867),
    ];
    let before = era
        .iter()
        .find(|(first, _)| birth >= *first)
        .map_or(0, |(_, before)| *before);
    let year: u32 = birth
        .get(..4)
        .and_then(|year| year.parse().ok())
        .unwrap_or(0);
    let year = format!("{:02}", year.saturating_sub(before) % 100);
    [
        year.as_bytes(),
        birth_date.get(4..).unwrap_or_default(),
        expires.get(..4).unwrap_or_default(),
        security_code,
    ]
    .concat()
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Profile")
    }
}

// Values that cannot be wrong once they are there. A wrong check digit or birth date is a tester's right; a wrong
// size is a mistake.

macro_rules! parsed {
    ($name:ty) => {
        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text)
            }
        }
    };
}

/// Exactly so many ASCII characters.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Text<const N: usize>([u8; N]);

impl<const N: usize> TryFrom<String> for Text<N> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.as_bytes()
            .try_into()
            .ok()
            .filter(|_| text.is_ascii())
            .map(Self)
            .ok_or_else(|| format!("expected exactly {N} ASCII characters"))
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct PinDigits([u8; 4]);
parsed!(PinDigits);

impl PinDigits {
    fn parse(text: &str) -> Result<Self, String> {
        text.as_bytes()
            .try_into()
            .ok()
            .filter(|pin: &[u8; 4]| pin.iter().all(u8::is_ascii_digit))
            .map(Self)
            .ok_or_else(|| "expected exactly four digits".to_owned())
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "u8")]
struct Tries(u8);

impl Default for Tries {
    fn default() -> Self {
        Self(3)
    }
}

impl TryFrom<u8> for Tries {
    type Error = &'static str;

    fn try_from(tries: u8) -> Result<Self, Self::Error> {
        if tries > 3 {
            return Err("expected 0 to 3 tries");
        }
        Ok(Self(tries))
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct FileId(u16);
parsed!(FileId);

impl FileId {
    fn parse(text: &str) -> Result<Self, String> {
        match hex::decode(text).as_deref() {
            Ok(&[hi, lo]) => Ok(Self(u16::from_be_bytes([hi, lo]))),
            _ => Err("expected a file id of four hexadecimal digits, such as \"0002\"".to_owned()),
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Status(u16);
parsed!(Status);

impl Status {
    fn parse(text: &str) -> Result<Self, String> {
        match hex::decode(text).as_deref() {
            Ok(&[hi, lo]) => Ok(Self(u16::from_be_bytes([hi, lo]))),
            _ => Err(
                "expected a status word of four hexadecimal digits, such as \"6F00\"".to_owned(),
            ),
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct HexByte(u8);
parsed!(HexByte);

impl HexByte {
    fn parse(text: &str) -> Result<Self, String> {
        match hex::decode(text).as_deref() {
            Ok(&[byte]) => Ok(Self(byte)),
            _ => Err("expected a byte of two hexadecimal digits, such as \"B0\"".to_owned()),
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
struct HexBytes(Vec<u8>);
parsed!(HexBytes);

impl HexBytes {
    /// More than a response with extended length carries would not get through a reader.
    const MAX: usize = 4096;

    fn parse(text: &str) -> Result<Self, String> {
        hex::decode(text)
            .ok()
            .filter(|bytes| bytes.len() <= Self::MAX)
            .map(Self)
            .ok_or_else(|| format!("expected at most {} bytes in hexadecimal", Self::MAX))
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct KeyId([u8; 16]);
parsed!(KeyId);

impl KeyId {
    fn parse(text: &str) -> Result<Self, String> {
        hex::decode(text)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| "expected a key id of 16 bytes in hexadecimal".to_owned())
    }
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
struct Aid(Vec<u8>);
parsed!(Aid);

impl Aid {
    fn parse(text: &str) -> Result<Self, String> {
        hex::decode(text)
            .ok()
            .filter(|bytes| (5..=16).contains(&bytes.len()))
            .map(Self)
            .ok_or_else(|| {
                "expected an application identifier of 5 to 16 bytes in hexadecimal".to_owned()
            })
    }
}
