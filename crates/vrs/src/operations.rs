//! The operation log (R115 to R117): who did what when in which area, and how it ended. It has no personal data:
//! no column could hold any.

use std::path::Path;
use std::sync::Mutex;

use rusqlite::{Connection, params};
use time::OffsetDateTime;

use crate::area::StoreError;

/// One line of the operation log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// When, in UTC to the second.
    pub at: OffsetDateTime,
    /// Who asked: the identity in the center's client certificate.
    pub who: String,
    /// The session's random id, as the center gave it: the thread through all hops' logs (R141).
    pub session: String,
    /// Which application of the session, from 1; 0 where the call names none.
    pub application: u8,
    /// In which area: six digits.
    pub area: String,
    /// What.
    pub operation: OperationKind,
    /// How it ended: `ok` or the problem code. Refusals are recorded too (R120).
    pub result: String,
}

/// What was asked of VRS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperationKind {
    /// `POST /v1/lookups`.
    Lookup,
    /// `POST /v1/certificates`.
    Certify,
    /// `POST /v1/certificates/{id}/outcome`.
    Outcome,
    /// A request that was none of these, or malformed.
    Other,
}

impl OperationKind {
    /// Stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lookup => "lookup",
            Self::Certify => "certify",
            Self::Outcome => "outcome",
            Self::Other => "other",
        }
    }

    fn from_name(name: &str) -> Self {
        [Self::Lookup, Self::Certify, Self::Outcome]
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .unwrap_or(Self::Other)
    }
}

/// The log, one for all areas; each line names its area.
pub(crate) struct OperationLog {
    database: Mutex<Connection>,
}

impl OperationLog {
    pub(crate) fn open(file: Option<&Path>) -> Result<Self, StoreError> {
        let database = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        database.execute_batch(
            "CREATE TABLE IF NOT EXISTS operations (
                seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL,
                session TEXT NOT NULL, application INTEGER NOT NULL, area TEXT NOT NULL,
                operation TEXT NOT NULL, result TEXT NOT NULL
            ) STRICT",
        )?;
        Ok(Self {
            database: Mutex::new(database),
        })
    }

    pub(crate) fn write(&self, entry: &Operation) -> Result<(), StoreError> {
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        database.execute(
            "INSERT INTO operations (at, who, session, application, area, operation, result)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                entry.at.unix_timestamp(),
                entry.who,
                entry.session,
                entry.application,
                entry.area,
                entry.operation.as_str(),
                entry.result
            ],
        )?;
        Ok(())
    }

    pub(crate) fn all(&self) -> Result<Vec<Operation>, StoreError> {
        let database = self.database.lock().map_err(|_| StoreError::Poisoned)?;
        let mut statement = database.prepare(
            "SELECT at, who, session, application, area, operation, result FROM operations ORDER BY seq",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Operation {
                at: OffsetDateTime::from_unix_timestamp(row.get(0)?)
                    .unwrap_or(OffsetDateTime::UNIX_EPOCH),
                who: row.get(1)?,
                session: row.get(2)?,
                application: row.get(3)?,
                area: row.get(4)?,
                operation: OperationKind::from_name(&row.get::<_, String>(5)?),
                result: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
