use std::fmt;
use std::str::FromStr;

/// The session's random id: all that ties money to a session. It says nothing about a person, and may
/// stand in logs, on a receipt and on the staff screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; 16]);

impl Reference {
    /// These 16 random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 32 hexadecimal digits, small letters.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({self})")
    }
}

/// Not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference: 32 hexadecimal digits")]
pub struct NotAReference;

impl FromStr for Reference {
    type Err = NotAReference;

    /// Reads what [`Display`](fmt::Display) writes; capital letters are read too.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let mut digits = text.chars();
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            for _ in 0..2 {
                let digit = digits.next().and_then(|c| c.to_digit(16));
                let digit = digit.and_then(|digit| u8::try_from(digit).ok());
                *byte = *byte << 4 | digit.ok_or(NotAReference)?;
            }
        }
        match digits.next() {
            None => Ok(Self(bytes)),
            Some(_) => Err(NotAReference),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_back() {
        let mut bytes = [0; 16];
        bytes[0] = 0x0a;
        bytes[15] = 0xf1;
        let text = "0a0000000000000000000000000000f1";
        assert_eq!(Reference::new(bytes).to_string(), text);
        assert_eq!(text.parse(), Ok(Reference::new(bytes)));
        assert_eq!(text.to_uppercase().parse(), Ok(Reference::new(bytes)));
    }

    #[test]
    fn what_is_no_reference_is_not_read() {
        for text in [
            "",
            "0a",
            &"0".repeat(31),
            &"0".repeat(33),
            &"g".repeat(32),
            &"０".repeat(32),
        ] {
            assert_eq!(text.parse::<Reference>(), Err(NotAReference), "{text}");
        }
    }
}
