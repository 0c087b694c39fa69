//! Texts and bytes as they travel.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A text that is personal, or certificate data: wiped on drop, printed by nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonalString(Zeroizing<String>);

impl PersonalString {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. Never for a log, an error text or a file.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PersonalString {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

/// Bytes that travel as base64url without padding (RFC 4648 §5); wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Base64Url(Zeroizing<Vec<u8>>);

crate::opaque_debug!(PersonalString, Base64Url);

impl Base64Url {
    /// Takes the bytes over.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, if there are exactly `N`.
    #[must_use]
    pub fn to_array<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }

    /// The base64url text.
    #[must_use]
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }

    /// Reads base64url without padding.
    ///
    /// # Errors
    /// [`MalformedText`] when it is not.
    pub fn from_text(text: &str) -> Result<Self, MalformedText> {
        URL_SAFE_NO_PAD
            .decode(text)
            .map(Self::new)
            .map_err(|_| MalformedText)
    }
}

impl From<&[u8]> for Base64Url {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes.to_vec())
    }
}

impl Serialize for Base64Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(self.to_text()))
    }
}

impl<'de> Deserialize<'de> for Base64Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = PersonalString::deserialize(deserializer)?;
        Self::from_text(text.expose()).map_err(serde::de::Error::custom)
    }
}

/// A text that is not what its field asks for. It does not say what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed text")]
pub struct MalformedText;

/// A language of the screens, as a short BCP 47 tag: `ja`, `en`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// Japanese, which every center has to speak.
    #[must_use]
    pub fn japanese() -> Self {
        Self("ja".to_owned())
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Language {
    type Error = MalformedText;

    fn try_from(tag: String) -> Result<Self, MalformedText> {
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        let first_fits =
            (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
        let rest_fits = parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if first_fits && rest_fits && tag.len() <= 24 {
            Ok(Self(tag))
        } else {
            Err(MalformedText)
        }
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

/// A short text for residents, Japanese and English. Other languages are the kiosk's own translation of the id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalText {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
    /// What is spoken: the Japanese text in kana.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}
