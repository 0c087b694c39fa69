//! The pinned CA keys a card's certificate is checked against.
//!
//! ```toml
//! [[ca]]
//! key_id = "36393939393333…"   # hex, 16 bytes: issuer id, algorithm, serial
//! modulus = "…"                # hex, RSA-2048 or more
//! exponent = 65537
//! hierarchy = "test"           # or "production"
//! ```

use serde::Deserialize;

/// Which hierarchy of keys a card belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hierarchy {
    /// Real cards.
    Production,
    /// Test cards: whatever comes of them is a specimen.
    Test,
}

/// Whether cards of the test hierarchy are taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestHierarchy {
    /// Test cards are refused, whatever the anchors say.
    Refused,
    /// Test cards are taken, and marked by [`Hierarchy::Test`].
    Allowed,
}

/// The CA keys that are trusted. There is nothing on a card that could replace them.
#[derive(Clone, Debug)]
pub struct TrustAnchors {
    anchors: Vec<Anchor>,
    test: TestHierarchy,
}

#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    key_id: [u8; 16],
    pub(crate) modulus: Vec<u8>,
    pub(crate) exponent: Vec<u8>,
    pub(crate) hierarchy: Hierarchy,
}

/// Why no anchor fits an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoAnchor {
    Unknown,
    TestRefused,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorFile {
    #[serde(default)]
    ca: Vec<AnchorEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorEntry {
    key_id: String,
    modulus: String,
    exponent: u32,
    hierarchy: HierarchyName,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum HierarchyName {
    Production,
    Test,
}

impl TrustAnchors {
    /// Reads anchors from TOML.
    ///
    /// # Errors
    /// [`TrustError`] for anything that is not exactly a list of usable anchors; an empty list too.
    pub fn from_toml(text: &str, test: TestHierarchy) -> Result<Self, TrustError> {
        let file: AnchorFile = toml::from_str(text)
            .map_err(|error| TrustError::NotToml(error.message().to_owned()))?;
        let mut anchors: Vec<Anchor> = Vec::new();
        for (at, entry) in file.ca.into_iter().enumerate() {
            let anchor = entry.parse(at)?;
            if anchors.iter().any(|other| other.key_id == anchor.key_id) {
                return Err(TrustError::Twice { at });
            }
            anchors.push(anchor);
        }
        if anchors.is_empty() {
            return Err(TrustError::Empty);
        }
        Ok(Self { anchors, test })
    }

    /// Whether test cards are taken.
    #[must_use]
    pub const fn test_hierarchy(&self) -> TestHierarchy {
        self.test
    }

    /// How many anchors there are of `hierarchy`.
    #[must_use]
    pub fn count(&self, hierarchy: Hierarchy) -> usize {
        self.anchors
            .iter()
            .filter(|anchor| anchor.hierarchy == hierarchy)
            .count()
    }

    pub(crate) fn find(&self, issuer: &[u8; 16]) -> Result<&Anchor, NoAnchor> {
        let found = self.anchors.iter().find(|anchor| &anchor.key_id == issuer);
        // An issuer that begins with '6' is a test CA by its own name, pinned or not.
        let is_test = issuer.first() == Some(&b'6')
            || found.is_some_and(|anchor| anchor.hierarchy == Hierarchy::Test);
        if is_test && self.test == TestHierarchy::Refused {
            return Err(NoAnchor::TestRefused);
        }
        found.ok_or(NoAnchor::Unknown)
    }
}

impl AnchorEntry {
    fn parse(self, at: usize) -> Result<Anchor, TrustError> {
        let key_id: [u8; 16] = hex::decode(&self.key_id)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(TrustError::KeyId { at })?;
        let modulus = hex::decode(&self.modulus).map_err(|_| TrustError::Modulus { at })?;
        // 2048 to 8192 bits without a leading zero, and odd: what ring will take.
        let odd = modulus.last().is_some_and(|last| last & 1 == 1);
        if !(256..=1024).contains(&modulus.len())
            || modulus.first().is_none_or(|first| first & 0x80 == 0)
            || !odd
        {
            return Err(TrustError::Modulus { at });
        }
        if self.exponent < 3 || self.exponent.is_multiple_of(2) {
            return Err(TrustError::Exponent { at });
        }
        let exponent = self
            .exponent
            .to_be_bytes()
            .into_iter()
            .skip_while(|byte| *byte == 0)
            .collect();
        let hierarchy = match self.hierarchy {
            HierarchyName::Production if key_id.first() == Some(&b'6') => {
                return Err(TrustError::TestAsProduction { at });
            }
            HierarchyName::Production => Hierarchy::Production,
            HierarchyName::Test => Hierarchy::Test,
        };
        Ok(Anchor {
            key_id,
            modulus,
            exponent,
            hierarchy,
        })
    }
}

/// Why a list of trust anchors is not taken. `at` counts the entries from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// Not TOML of the form above.
    #[error("trust anchors are not readable: {0}")]
    NotToml(String),
    /// No `[[ca]]` at all.
    #[error("there is no trust anchor")]
    Empty,
    /// `key_id` is not 16 bytes in hex.
    #[error("ca number {at}: key_id is not 16 bytes in hex")]
    KeyId {
        /// Which entry.
        at: usize,
    },
    /// `modulus` is not an RSA modulus of 2048 bits or more in hex.
    #[error("ca number {at}: modulus is not an RSA modulus of at least 2048 bits in hex")]
    Modulus {
        /// Which entry.
        at: usize,
    },
    /// `exponent` is even or too small.
    #[error("ca number {at}: exponent is not an odd number of at least 3")]
    Exponent {
        /// Which entry.
        at: usize,
    },
    /// A key id that begins with '6' is a test CA and can never be production.
    #[error("ca number {at}: a key id that begins with '6' is a test CA, not production")]
    TestAsProduction {
        /// Which entry.
        at: usize,
    },
    /// The same key id twice.
    #[error("ca number {at}: this key id stands there twice")]
    Twice {
        /// Which entry.
        at: usize,
    },
}

impl TrustError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotToml(_) => "TRUST-NOT-TOML",
            Self::Empty => "TRUST-EMPTY",
            Self::KeyId { .. } => "TRUST-KEY-ID",
            Self::Modulus { .. } => "TRUST-MODULUS",
            Self::Exponent { .. } => "TRUST-EXPONENT",
            Self::TestAsProduction { .. } => "TRUST-TEST-AS-PRODUCTION",
            Self::Twice { .. } => "TRUST-TWICE",
        }
    }
}
