//! Bytes and text that belong to a person: wiped when dropped, never printed.

use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Bytes that are wiped when dropped. `Debug` prints the type's name only.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes over `bytes`; no copy is made.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes themselves. The caller answers for where they go.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Wipes the bytes now; afterwards there are none.
    pub fn wipe(&mut self) {
        self.0.zeroize();
    }

    /// Appends. A growing `Vec` leaves its old block behind unwiped, so the room is made by hand.
    pub(crate) fn append(&mut self, more: &[u8]) {
        let mut grown = Vec::with_capacity(self.0.len().saturating_add(more.len()));
        grown.extend_from_slice(&self.0);
        grown.extend_from_slice(more);
        *self = Self::new(grown);
    }

    /// The same bytes without the last `count`.
    pub(crate) fn without_last(mut self, count: usize) -> Self {
        let keep = self.0.len().saturating_sub(count);
        // `truncate` leaves the tail in the spare capacity; `Zeroizing` wipes the whole capacity on drop.
        self.0.truncate(keep);
        self
    }
}

impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes")
    }
}

/// Personal text in UTF-8 (a name, an address): wiped when dropped. `Debug` prints the type's name only.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalText(Zeroizing<String>);

impl PersonalText {
    /// Takes over `text`; no copy is made.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text of `bytes`, or `None` where they are not UTF-8.
    #[must_use]
    pub fn from_utf8(bytes: &[u8]) -> Option<Self> {
        std::str::from_utf8(bytes)
            .ok()
            .map(|text| Self::new(text.to_owned()))
    }

    /// The text itself. The caller answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for PersonalText {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for PersonalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalText")
    }
}
