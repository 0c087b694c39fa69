use std::fmt;

use card_driver::{Challenge, VerifiedHolder};

use crate::{Kind, MunicipalityCode};

/// What a verified holder asks for in this session: one kind of certificate of one municipality.
pub struct Request {
    session: Challenge,
    municipality: MunicipalityCode,
    kind: Kind,
}

impl Request {
    /// A request of the session that the holder was verified in.
    #[must_use]
    pub fn new(holder: &VerifiedHolder, municipality: MunicipalityCode, kind: Kind) -> Self {
        Self {
            session: holder.session(),
            municipality,
            kind,
        }
    }

    /// The session.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }

    /// The municipality asked.
    #[must_use]
    pub const fn municipality(&self) -> MunicipalityCode {
        self.municipality
    }

    /// The kind asked for.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Request")
    }
}
