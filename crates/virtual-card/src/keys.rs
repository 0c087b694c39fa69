//! The three test keys, and signing with them.
//!
//! The `rsa` crate's private-key operations leak timing (RUSTSEC-2023-0071). The keys here are public anyway, and
//! no other crate of the project uses it.

use crate::encode::sha256;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use std::sync::OnceLock;

pub(crate) struct Keys {
    pub(crate) ca: Key,
    pub(crate) signer: Key,
    pub(crate) card: Key,
}

impl Keys {
    /// The committed keys, taken apart once. `None` only if the files in `keys/` were broken.
    pub(crate) fn get() -> Option<&'static Self> {
        static KEYS: OnceLock<Option<Keys>> = OnceLock::new();
        KEYS.get_or_init(|| {
            Some(Self {
                ca: Key::from_pem(include_str!("../keys/ca.pem"))?,
                signer: Key::from_pem(include_str!("../keys/signer.pem"))?,
                card: Key::from_pem(include_str!("../keys/card.pem"))?,
            })
        })
        .as_ref()
    }
}

pub(crate) struct Key(RsaPrivateKey);

impl Key {
    fn from_pem(pem: &str) -> Option<Self> {
        RsaPrivateKey::from_pkcs1_pem(pem).ok().map(Self)
    }

    pub(crate) fn modulus(&self) -> Vec<u8> {
        self.0.n().to_bytes_be()
    }

    pub(crate) fn exponent(&self) -> Vec<u8> {
        self.0.e().to_bytes_be()
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    pub(crate) fn sign_sha256(&self, message: &[u8]) -> Option<Vec<u8>> {
        self.0
            .sign(Pkcs1v15Sign::new::<sha2::Sha256>(), &sha256(message))
            .ok()
    }

    /// Pads `block` (at most 245 bytes) by PKCS#1 v1.5 type 1 and signs it as it stands: what PSO with P1=00 does.
    pub(crate) fn sign_block(&self, block: &[u8]) -> Option<Vec<u8>> {
        self.0.sign(Pkcs1v15Sign::new_unprefixed(), block).ok()
    }
}
