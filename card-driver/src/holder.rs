//! The person whose card and PIN were verified in this session.

use crate::evidence::{Evidence, VerifiedEvidence};
use crate::secret::PersonalText;
use crate::trust::Hierarchy;
use crate::values::{BirthDate, Challenge, Sex};
use std::fmt;

/// The holder of a card whose PIN was verified in this connection and whose files and genuineness were verified
/// against this session's challenge. Only the driver can make one:
///
/// ```compile_fail,E0451
/// # use card_driver::{VerifiedHolder, Challenge};
/// # fn no_road(other: VerifiedHolder) {
/// let forged = VerifiedHolder { session: Challenge::from_bytes([0; 32]), ..other };
/// # }
/// ```
///
/// One verification, one holder: it cannot be copied.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<card_driver::VerifiedHolder>();
/// ```
///
/// Nor printed, nor written down:
///
/// ```compile_fail,E0277
/// fn printable<T: std::fmt::Display>() {}
/// printable::<card_driver::VerifiedHolder>();
/// ```
pub struct VerifiedHolder {
    session: Challenge,
    hierarchy: Hierarchy,
    name: PersonalText,
    birth_date: BirthDate,
    application: Option<Box<ApplicationData>>,
}

/// What only an application to the center needs.
struct ApplicationData {
    address: PersonalText,
    sex: Sex,
    evidence: Evidence,
}

impl VerifiedHolder {
    /// The one way in: from the driver, after the PIN. `verified` came from `evidence`.
    pub(crate) fn new(evidence: Evidence, verified: VerifiedEvidence) -> Self {
        Self {
            session: evidence.challenge(),
            hierarchy: verified.hierarchy(),
            name: verified.name().clone(),
            birth_date: verified.birth_date(),
            application: Some(Box::new(ApplicationData {
                address: verified.address().clone(),
                sex: verified.sex(),
                evidence,
            })),
        }
    }

    /// The challenge the card signed: the session this holder belongs to.
    #[must_use]
    pub const fn session(&self) -> Challenge {
        self.session
    }

    /// Whether the card is a real or a test card.
    #[must_use]
    pub const fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }

    /// The name as on the card, byte for byte.
    #[must_use]
    pub const fn name(&self) -> &PersonalText {
        &self.name
    }

    /// The date of birth.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// The address; `None` once forgotten.
    #[must_use]
    pub fn address(&self) -> Option<&PersonalText> {
        self.application.as_ref().map(|data| &data.address)
    }

    /// The sex; `None` once forgotten.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.application.as_ref().map(|data| data.sex)
    }

    /// The raw files and the card's answer to the challenge, for the center; `None` once forgotten.
    #[must_use]
    pub fn evidence(&self) -> Option<&Evidence> {
        self.application.as_ref().map(|data| &data.evidence)
    }

    /// Wipes number, address, sex and the raw files: no further application can follow. Name and birth date
    /// stay, for the comparison with what is printed.
    pub fn forget_application_data(&mut self) {
        self.application = None;
    }
}

impl fmt::Debug for VerifiedHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedHolder")
    }
}
