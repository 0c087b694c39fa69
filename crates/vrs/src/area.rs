//! Municipalities' areas (R51, R52): one database and one set of keys each. What is in an area can be asked of its
//! [`Area`] only; there is no query over several.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use card_driver::{BirthDate, MyNumber};
use certificate::{Municipality, MunicipalityCode};
use ring::rand::SecureRandom as _;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::record::{Record, Text};
use crate::seal::{AreaKeys, MasterKey, SealError};

/// Why the store failed. Holds no data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refused.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// Another master key, or changed data.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// What was sealed is of another version of this program.
    #[error("a stored record is of an unknown form")]
    Form,
    /// An earlier request failed in the middle.
    #[error("the database is in an unknown state")]
    Poisoned,
}

impl StoreError {
    /// Stable code for logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "VRS-STORE-DATABASE",
            Self::Seal(_) => "VRS-STORE-SEAL",
            Self::Form => "VRS-STORE-FORM",
            Self::Poisoned => "VRS-STORE-POISONED",
        }
    }
}

/// Where the areas are kept.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Storage {
    /// In memory: gone with the process.
    Memory,
    /// One database file per area in this directory, sealed with keys made from the master key.
    Directory {
        /// An existing directory.
        path: PathBuf,
        /// The key that all areas' keys are made from.
        master_key: MasterKey,
    },
}

/// All areas. Gives handles, answers nothing itself.
pub(crate) struct Areas {
    areas: BTreeMap<MunicipalityCode, Area>,
}

impl Areas {
    pub(crate) fn open(
        storage: &Storage,
        municipalities: Vec<Municipality>,
    ) -> Result<Self, StoreError> {
        let (directory, master) = match storage {
            Storage::Memory => (None, MasterKey::random()?),
            Storage::Directory { path, master_key } => (Some(path.as_path()), master_key.clone()),
        };
        let areas = municipalities
            .into_iter()
            .map(|one| Ok((one.code, Area::open(one, directory, &master)?)))
            .collect::<Result<_, StoreError>>()?;
        Ok(Self { areas })
    }

    /// The area of a municipality that is served here.
    pub(crate) fn area(&self, municipality: MunicipalityCode) -> Option<&Area> {
        self.areas.get(&municipality)
    }
}

/// One municipality's area. Every query of the store is a method of this handle.
pub(crate) struct Area {
    municipality: Municipality,
    keys: AreaKeys,
    decoy: Vec<u8>,
    database: Mutex<Connection>,
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Area")
    }
}

/// What became of an issued certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CertificateState {
    /// Issued; nothing was reported yet.
    Issued,
    /// All pages came out.
    Printed,
    /// Never printed: the ID is void for good.
    Void,
    /// Paper came out, but cannot be used.
    Unreadable,
    /// The kiosk could not tell.
    Unknown,
}

impl CertificateState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Printed => "printed",
            Self::Void => "void",
            Self::Unreadable => "unreadable",
            Self::Unknown => "unknown",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [
            Self::Issued,
            Self::Printed,
            Self::Void,
            Self::Unreadable,
            Self::Unknown,
        ]
        .into_iter()
        .find(|state| state.as_str() == name)
    }
}

/// A certificate as VRS keeps it (R132, R133): what it says, so that the same key gives the same again.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issued {
    pub(crate) id: Text,
    pub(crate) issue_date: Text,
    /// Unix time in microseconds, the `nbf` of the code.
    pub(crate) issued_at: i64,
    pub(crate) copies: u8,
    pub(crate) kind: String,
    /// The card's name, as printed.
    pub(crate) name: Text,
    /// The record as it was at issue.
    pub(crate) record: Record,
}

/// What [`Area::issue`] found under the key.
pub(crate) enum Issuing {
    /// A new certificate was recorded.
    New(Issued),
    /// This key has its certificate already.
    Again(Issued, CertificateState),
}

const SCHEMA: &str = "
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS residents (idx BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS certificates (
        key_idx BLOB PRIMARY KEY, id_idx BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL, state TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// Digits and letters without those that are taken for one another (0 O, 1 I L, U V).
const ID_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The most that a UVCI of a VDS-NC can take.
const ID_LENGTH: usize = 12;

impl Area {
    fn open(
        municipality: Municipality,
        directory: Option<&Path>,
        master: &MasterKey,
    ) -> Result<Self, StoreError> {
        let code = municipality.code;
        let database = match directory {
            Some(directory) => Connection::open(directory.join(format!("area-{code}.sqlite")))?,
            None => Connection::open_in_memory()?,
        };
        database.execute_batch(SCHEMA)?;
        let keys = master.area_keys(&code.to_string())?;
        // As long as an ordinary record.
        let decoy = keys.seal(b"decoy", &[b' '; 1024])?;
        Ok(Self {
            municipality,
            keys,
            decoy,
            database: Mutex::new(database),
        })
    }

    pub(crate) fn code(&self) -> MunicipalityCode {
        self.municipality.code
    }

    /// Name of the municipality, such as 清瀬市.
    pub(crate) fn name(&self) -> &str {
        &self.municipality.name
    }

    /// Its mayor in English, such as Mayor of Kiyose City.
    pub(crate) fn mayor_english(&self) -> &str {
        &self.municipality.mayor_english
    }

    /// Registers a record, in place of an earlier one of the same number.
    pub(crate) fn put(&self, number: &MyNumber, record: &Record) -> Result<(), StoreError> {
        let index = self.keys.index("residents", number.expose().as_bytes());
        let plain = json(record)?;
        let sealed = self.keys.seal(&index, &plain)?;
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        database.execute(
            "INSERT OR REPLACE INTO residents (idx, sealed) VALUES (?, ?)",
            params![index, sealed],
        )?;
        Ok(())
    }

    /// Finds by number and confirms by birth date. Writes nothing, so that a number nobody has leaves no trace (R39).
    pub(crate) fn find(
        &self,
        number: &MyNumber,
        birth_date: BirthDate,
    ) -> Result<Option<Record>, StoreError> {
        let index = self.keys.index("residents", number.expose().as_bytes());
        let sealed: Option<Vec<u8>> = {
            let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
            database
                .query_row(
                    "SELECT sealed FROM residents WHERE idx = ?",
                    [&index],
                    |row| row.get(0),
                )
                .optional()?
        };
        // Nobody, and somebody of another birth date, take the same steps.
        let (row, sealed) = match &sealed {
            Some(sealed) => (index.as_slice(), sealed.as_slice()),
            None => (b"decoy".as_slice(), self.decoy.as_slice()),
        };
        let plain = self.keys.open(row, sealed)?;
        let record = serde_json::from_slice::<Record>(&plain).ok();
        if record.is_none() && row != b"decoy" {
            return Err(StoreError::Form);
        }
        Ok(record.filter(|record| record.birth_date() == Some(birth_date)))
    }

    /// What was issued under this idempotency key.
    pub(crate) fn issued(
        &self,
        key: &[u8],
    ) -> Result<Option<(Issued, CertificateState)>, StoreError> {
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        self.issued_in(&database, &self.keys.index("keys", key))
    }

    fn issued_in(
        &self,
        database: &Connection,
        key_index: &[u8],
    ) -> Result<Option<(Issued, CertificateState)>, StoreError> {
        let row: Option<(Vec<u8>, String)> = database
            .query_row(
                "SELECT sealed, state FROM certificates WHERE key_idx = ?",
                [key_index],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((sealed, state)) = row else {
            return Ok(None);
        };
        let plain = self.keys.open(key_index, &sealed)?;
        let issued = serde_json::from_slice(&plain).map_err(|_| StoreError::Form)?;
        let state = CertificateState::from_name(&state).ok_or(StoreError::Form)?;
        Ok(Some((issued, state)))
    }

    /// Records a certificate with a new ID, unless the key has one already.
    pub(crate) fn issue(
        &self,
        key: &[u8],
        make: impl FnOnce(Text) -> Issued,
    ) -> Result<Issuing, StoreError> {
        let key_index = self.keys.index("keys", key);
        // The lock is held from the look to the entry: two requests with one key get one ID.
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        if let Some((issued, state)) = self.issued_in(&database, &key_index)? {
            return Ok(Issuing::Again(issued, state));
        }
        let issued = make(new_id()?);
        let plain = json(&issued)?;
        let sealed = self.keys.seal(&key_index, &plain)?;
        // 58 bits of chance: should two IDs ever meet, the column is UNIQUE and this fails.
        database.execute(
            "INSERT INTO certificates (key_idx, id_idx, sealed, state) VALUES (?, ?, ?, ?)",
            params![
                key_index,
                self.keys.index("ids", issued.id.as_bytes()),
                sealed,
                CertificateState::Issued.as_str()
            ],
        )?;
        Ok(Issuing::New(issued))
    }

    /// The state of a certificate, if this area has issued it.
    pub(crate) fn state(&self, id: &str) -> Result<Option<CertificateState>, StoreError> {
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        self.state_in(&database, id)
    }

    fn state_in(
        &self,
        database: &Connection,
        id: &str,
    ) -> Result<Option<CertificateState>, StoreError> {
        let state: Option<String> = database
            .query_row(
                "SELECT state FROM certificates WHERE id_idx = ?",
                [self.keys.index("ids", id.as_bytes())],
                |row| row.get(0),
            )
            .optional()?;
        state
            .map(|state| CertificateState::from_name(&state).ok_or(StoreError::Form))
            .transpose()
    }

    /// Moves a certificate to a state. `false` where there is no such certificate, or no way from its state:
    /// what was printed is never voided, and what is void stays so.
    pub(crate) fn report(&self, id: &str, to: CertificateState) -> Result<bool, StoreError> {
        use CertificateState::{Issued, Unknown};
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        match self.state_in(&database, id)? {
            Some(from) if from == to => Ok(true),
            Some(Issued | Unknown) => {
                database.execute(
                    "UPDATE certificates SET state = ? WHERE id_idx = ?",
                    params![to.as_str(), self.keys.index("ids", id.as_bytes())],
                )?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

/// What will be sealed. The room is made beforehand: a buffer that grows leaves its former copies unwiped.
fn json(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(16 * 1024));
    serde_json::to_writer(&mut *plain, value).map_err(|_| StoreError::Form)?;
    Ok(plain)
}

/// A certificate ID: random, so that it tells neither person, nor place, nor how many there are.
fn new_id() -> Result<Text, StoreError> {
    let rng = ring::rand::SystemRandom::new();
    let mut id = String::with_capacity(ID_LENGTH);
    while id.len() < ID_LENGTH {
        let mut byte = [0_u8; 1];
        rng.fill(&mut byte).map_err(|_| SealError)?;
        // 240 is the greatest multiple of 30 in a byte: the rest would favour the first letters.
        let [byte] = byte;
        if byte < 240
            && let Some(letter) = ID_ALPHABET.get(usize::from(byte % 30))
        {
            id.push(char::from(*letter));
        }
    }
    Ok(Zeroizing::new(id))
}
