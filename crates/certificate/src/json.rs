//! JSON text as a tree that refuses duplicate member names and is wiped on drop.
//!
//! A signed text with a member twice means one thing to a reader that takes the first and another
//! to one that takes the last, so neither code may have any (RFC 8785, 3.1; RFC 8259, 4).

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;
use zeroize::Zeroizing;

/// The message that marks a duplicate in serde's error, which carries nothing but text.
const DUPLICATE: &str = "duplicate member name";

/// Why a text is no JSON to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    Syntax,
    DuplicateMember,
}

pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    String(Zeroizing<String>),
    Array(Vec<Self>),
    Object(Vec<(Zeroizing<String>, Self)>),
}

impl Json {
    /// Parses one JSON text. Depth is bounded by serde_json (128).
    pub(crate) fn parse(text: &[u8]) -> Result<Self, JsonError> {
        serde_json::from_slice(text).map_err(|error| {
            if error.to_string().contains(DUPLICATE) {
                JsonError::DuplicateMember
            } else {
                JsonError::Syntax
            }
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members()?
            .iter()
            .find_map(|(member, value)| (member.as_str() == name).then_some(value))
    }

    pub(crate) fn members(&self) -> Option<&[(Zeroizing<String>, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether this is an object without members of other names.
    pub(crate) fn has_only(&self, names: &[&str]) -> bool {
        let mut members = self.members().into_iter().flatten();
        self.members().is_some() && members.all(|(name, _)| names.contains(&name.as_str()))
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A small whole number, however it is written: `1.0` and `1e0` are `1` to RFC 8785 too.
    pub(crate) fn as_u8(&self) -> Option<u8> {
        let number = self.as_f64()?;
        (0..=u8::MAX).find(|whole| f64::from(*whole) == number)
    }

    pub(crate) fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("not a finite number"))?;
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(Zeroizing::new(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(Zeroizing::new(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(Zeroizing<String>, Json)> = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            members.push((Zeroizing::new(name), access.next_value()?));
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.is_sorted_by(|one, next| one < next) {
            Ok(Json::Object(members))
        } else {
            Err(A::Error::custom(DUPLICATE))
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    sequence.serialize_element(item)?;
                }
                sequence.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name.as_str(), value)?;
                }
                map.end()
            }
        }
    }
}
