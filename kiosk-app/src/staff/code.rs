// SPDX-License-Identifier: GPL-3.0-only
//! The staff's code: in the configuration it stands as what PBKDF2 makes of it, never as itself.

use std::num::NonZeroU32;

use ring::{
    pbkdf2,
    rand::{SecureRandom, SystemRandom},
};
use serde::Deserialize;
use zeroize::Zeroizing;

/// The fewest digits of a code.
pub const LEAST_DIGITS: usize = 6;
/// The most digits of a code.
pub const MOST_DIGITS: usize = 12;
/// How often the function is applied to a new code, and the least that a configuration may say.
pub const ITERATIONS: u32 = 600_000;
/// More would keep staff waiting: a slip of the hand in the configuration.
const MOST_ITERATIONS: u32 = 20_000_000;

const SALT: usize = 16;
const HASH: usize = 32;

/// Why a code, or what stands for one, cannot be used. Nothing of it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Not 6 to 12 digits.
    #[error("a staff code has {LEAST_DIGITS} to {MOST_DIGITS} digits and nothing else")]
    NotDigits,
    /// One figure only, or figures in a row.
    #[error("this staff code is among the first that anybody tries")]
    Guessable,
    /// The salt is not hexadecimal or shorter than 16 bytes.
    #[error("the staff code's salt must have 16 to 64 bytes in hexadecimal")]
    Salt,
    /// The hash is not 32 bytes in hexadecimal.
    #[error("the staff code's hash must have 32 bytes in hexadecimal")]
    Hash,
    /// Too few iterations, or absurdly many.
    #[error("the staff code's iterations must be {ITERATIONS} to {MOST_ITERATIONS}")]
    Iterations,
    /// The system gives no random numbers.
    #[error("no random numbers")]
    Random,
}

/// The part `[staff]` of the configuration. `kiosk staff-code` makes it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StaffConfig {
    salt: String,
    iterations: u32,
    hash: String,
}

impl std::fmt::Debug for StaffConfig {
    // Written by hand: a hash of eight digits can be tried through by whoever has it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffConfig")
    }
}

/// The digits of a code as somebody typed them; wiped on drop.
pub struct Digits(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for Digits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Digits")
    }
}

impl Digits {
    /// Six to twelve digits, as text.
    ///
    /// # Errors
    /// [`CodeError::NotDigits`].
    pub fn parse(text: &str) -> Result<Digits, CodeError> {
        let right = (LEAST_DIGITS..=MOST_DIGITS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if right {
            Ok(Digits(Zeroizing::new(text.as_bytes().to_vec())))
        } else {
            Err(CodeError::NotDigits)
        }
    }

    /// The digits of a pad, 0 to 9 each.
    pub(crate) fn of_pad(digits: &[u8]) -> Option<Digits> {
        let mut text = Zeroizing::new(Vec::with_capacity(MOST_DIGITS));
        text.extend(digits.iter().map(|digit| digit.saturating_add(b'0')));
        (LEAST_DIGITS..=MOST_DIGITS)
            .contains(&text.len())
            .then_some(Digits(text))
    }

    /// 000000, 123456, 987654 and their like.
    fn is_guessable(&self) -> bool {
        let steps = || {
            self.0
                .windows(2)
                .filter_map(|pair| Some(i16::from(*pair.get(1)?) - i16::from(*pair.first()?)))
        };
        [0, 1, -1]
            .into_iter()
            .any(|step| steps().all(|own| own == step))
    }
}

/// What is known of the right code.
#[derive(Clone)]
pub struct StaffCode {
    salt: Vec<u8>,
    iterations: NonZeroU32,
    hash: [u8; HASH],
}

impl std::fmt::Debug for StaffCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffCode")
    }
}

impl TryFrom<&StaffConfig> for StaffCode {
    type Error = CodeError;

    fn try_from(config: &StaffConfig) -> Result<StaffCode, CodeError> {
        let salt = hex::decode(&config.salt).map_err(|_| CodeError::Salt)?;
        if !(SALT..=64).contains(&salt.len()) {
            return Err(CodeError::Salt);
        }
        let mut hash = [0; HASH];
        hex::decode_to_slice(&config.hash, &mut hash).map_err(|_| CodeError::Hash)?;
        let iterations = Some(config.iterations)
            .filter(|iterations| (ITERATIONS..=MOST_ITERATIONS).contains(iterations))
            .and_then(NonZeroU32::new)
            .ok_or(CodeError::Iterations)?;
        Ok(StaffCode {
            salt,
            iterations,
            hash,
        })
    }
}

impl StaffCode {
    /// Makes what is known of a new code, with a fresh salt.
    ///
    /// # Errors
    /// [`CodeError::Guessable`], [`CodeError::Random`].
    pub fn new(digits: &Digits) -> Result<StaffCode, CodeError> {
        if digits.is_guessable() {
            return Err(CodeError::Guessable);
        }
        let mut salt = vec![0; SALT];
        SystemRandom::new()
            .fill(&mut salt)
            .map_err(|_| CodeError::Random)?;
        let iterations = NonZeroU32::new(ITERATIONS).ok_or(CodeError::Iterations)?;
        let mut hash = [0; HASH];
        pbkdf2::derive(
            pbkdf2::PBKDF2_HMAC_SHA256,
            iterations,
            &salt,
            &digits.0,
            &mut hash,
        );
        Ok(StaffCode {
            salt,
            iterations,
            hash,
        })
    }

    /// Whether these are its digits. It takes a good part of a second: not on the thread that draws the screen.
    #[must_use]
    pub fn is(&self, digits: &Digits) -> bool {
        pbkdf2::verify(
            pbkdf2::PBKDF2_HMAC_SHA256,
            self.iterations,
            &self.salt,
            &digits.0,
            &self.hash,
        )
        .is_ok()
    }

    /// The part of the configuration file that stands for this code.
    #[must_use]
    pub fn to_toml(&self) -> String {
        format!(
            "[staff]\nsalt = \"{}\"\niterations = {}\nhash = \"{}\"\n",
            hex::encode(&self.salt),
            self.iterations,
            hex::encode(self.hash)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Digits {
        Digits::parse(text).unwrap()
    }

    #[test]
    fn a_code_is_six_to_twelve_digits_that_nobody_tries_first() {
        for text in [
            "12345",
            "1234567890123",
            "12a456",
            "１２３４５６",
            "",
            "12 456",
        ] {
            assert_eq!(
                Digits::parse(text).unwrap_err(),
                CodeError::NotDigits,
                "{text}"
            );
        }
        for text in ["000000", "12345678", "987654"] {
            assert_eq!(
                StaffCode::new(&digits(text)).unwrap_err(),
                CodeError::Guessable
            );
        }
        assert!(Digits::of_pad(&[1, 2, 3, 4, 5]).is_none());
    }

    #[test]
    fn what_is_written_down_opens_for_its_own_digits_only() {
        #[derive(Deserialize)]
        struct File {
            staff: StaffConfig,
        }
        let made = StaffCode::new(&digits("24681357")).unwrap();
        let text = made.to_toml();
        assert!(!text.contains("24681357"));
        let file: File = toml::from_str(&text).unwrap();
        let read = StaffCode::try_from(&file.staff).unwrap();
        assert!(read.is(&Digits::of_pad(&[2, 4, 6, 8, 1, 3, 5, 7]).unwrap()));
        assert!(!read.is(&digits("24681358")));
        assert!(!read.is(&digits("246813570")));
        // The same code again looks otherwise.
        assert_ne!(StaffCode::new(&digits("24681357")).unwrap().to_toml(), text);
    }

    #[test]
    fn a_weak_configuration_is_refused() {
        let config = |salt: &str, iterations, hash: &str| {
            StaffCode::try_from(&StaffConfig {
                salt: salt.to_owned(),
                iterations,
                hash: hash.to_owned(),
            })
            .map(|_| ())
        };
        let (salt, hash) = ("ab".repeat(16), "cd".repeat(32));
        assert_eq!(config(&salt, 600_000, &hash), Ok(()));
        assert_eq!(config(&salt, 599_999, &hash), Err(CodeError::Iterations));
        assert_eq!(config(&salt, u32::MAX, &hash), Err(CodeError::Iterations));
        assert_eq!(config("ab", 600_000, &hash), Err(CodeError::Salt));
        assert_eq!(config(&salt, 600_000, "cd"), Err(CodeError::Hash));
    }
}
