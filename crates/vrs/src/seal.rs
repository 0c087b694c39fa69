//! Encryption at rest: each area has keys of its own (R108), made from the master key and the area's code.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::{hkdf, hmac};
use zeroize::Zeroizing;

/// The key that all areas' keys are made from: 32 bytes. Wiped on drop.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

impl MasterKey {
    /// A new key. What was sealed with it is lost with the process.
    ///
    /// # Errors
    /// [`SealError`] if the system gives no random numbers.
    pub fn random() -> Result<Self, SealError> {
        let mut key = Zeroizing::new([0; 32]);
        SystemRandom::new().fill(&mut *key).map_err(|_| SealError)?;
        Ok(Self(key))
    }

    /// Reads 64 hexadecimal digits (spaces around them do not count).
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        let mut key = Zeroizing::new([0_u8; 32]);
        if text.len() != 64 {
            return None;
        }
        for (byte, pair) in key.iter_mut().zip(text.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            // `from_str_radix` would take a sign.
            if !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(key))
    }

    /// The keys of one area.
    pub(crate) fn area_keys(&self, area: &str) -> Result<AreaKeys, SealError> {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"vrs area keys v1");
        let secret = salt.extract(&*self.0);
        let derive = |purpose: &str| -> Result<Zeroizing<[u8; 32]>, SealError> {
            let mut key = Zeroizing::new([0; 32]);
            secret
                .expand(
                    &[area.as_bytes(), b"/", purpose.as_bytes()],
                    hkdf::HKDF_SHA256,
                )
                .and_then(|okm| okm.fill(&mut *key))
                .map_err(|_| SealError)?;
            Ok(key)
        };
        let seal = UnboundKey::new(&AES_256_GCM, &*derive("seal")?).map_err(|_| SealError)?;
        Ok(AreaKeys {
            seal: LessSafeKey::new(seal),
            index: hmac::Key::new(hmac::HMAC_SHA256, &*derive("index")?),
            rng: SystemRandom::new(),
        })
    }
}

/// Sealing or opening failed: other key, or changed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("data at rest could not be sealed or opened")]
pub struct SealError;

/// Keys of one area.
pub(crate) struct AreaKeys {
    seal: LessSafeKey,
    index: hmac::Key,
    rng: SystemRandom,
}

impl AreaKeys {
    /// The keyed hash under which something is found again. Without the area's key it tells nothing: a plain
    /// hash of a 12-digit number is undone by trying all of them.
    pub(crate) fn index(&self, table: &str, value: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.index);
        context.update(table.as_bytes());
        context.update(b"/");
        context.update(value);
        context.sign().as_ref().to_vec()
    }

    /// Seals, bound to the row it stands in: a blob moved to another row does not open.
    pub(crate) fn seal(&self, row: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LEN];
        self.rng.fill(&mut nonce).map_err(|_| SealError)?;
        let mut sealed = Zeroizing::new(plain.to_vec());
        let tag = self
            .seal
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(row),
                &mut sealed,
            )
            .map_err(|_| SealError)?;
        Ok([nonce.as_slice(), &sealed, tag.as_ref()].concat())
    }

    /// Opens what [`AreaKeys::seal`] made for this row.
    pub(crate) fn open(&self, row: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError)?;
        let mut buffer = Zeroizing::new(rest.to_vec());
        let length = self
            .seal
            .open_in_place(nonce, Aad::from(row), &mut buffer)
            .map_err(|_| SealError)?
            .len();
        buffer.truncate(length);
        Ok(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r108_a_blob_opens_with_its_area_and_its_row_only() {
        let master = MasterKey::random().unwrap();
        let kiyose = master.area_keys("132217").unwrap();
        let sapporo = master.area_keys("011002").unwrap();
        let sealed = kiyose.seal(b"row", b"text").unwrap();
        assert_eq!(*kiyose.open(b"row", &sealed).unwrap(), b"text");
        assert!(kiyose.open(b"other row", &sealed).is_err());
        assert!(sapporo.open(b"row", &sealed).is_err());
        assert!(kiyose.open(b"row", &sealed[..sealed.len() - 1]).is_err());
        assert!(kiyose.open(b"row", &sealed[..5]).is_err());
        assert_ne!(kiyose.index("t", b"1"), sapporo.index("t", b"1"));
    }

    #[test]
    fn a_master_key_is_64_hex_digits() {
        assert!(MasterKey::from_hex(&"0f".repeat(32)).is_some());
        assert!(MasterKey::from_hex(&format!(" {}\n", "0F".repeat(32))).is_some());
        assert!(MasterKey::from_hex(&"0f".repeat(31)).is_none());
        assert!(MasterKey::from_hex(&"+f".repeat(32)).is_none());
        assert!(MasterKey::from_hex(&"é".repeat(32)).is_none());
    }
}
