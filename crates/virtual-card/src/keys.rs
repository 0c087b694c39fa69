//! The three test keys, and signing with them.
//!
//! The `rsa` crate's private-key operations leak timing (RUSTSEC-2023-0071). The keys here are public anyway, and
//! no other crate of the project uses it.

use crate::encode::sha256;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::rand_core::{CryptoRng, Error, RngCore};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha2::Sha256;
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

/// How PSO pads what it is given: P1 of `80 2A`.
#[derive(Clone, Copy)]
pub(crate) enum Scheme {
    /// `00`: PKCS#1 v1.5 around the block as it stands, at most 245 bytes.
    Verbatim,
    /// `01`: hashes, signs the bare hash.
    HashBare,
    /// `02`: a hash is given; the card wraps it in a `DigestInfo`.
    HashedInfo,
    /// `03`: hashes and wraps.
    HashInfo,
    /// `04`: a hash is given, RSASSA-PSS.
    HashedPss,
    /// `05`: hashes, RSASSA-PSS.
    HashPss,
}

impl Scheme {
    pub(crate) const fn from_p1(p1: u8) -> Option<Self> {
        Some(match p1 {
            0 => Self::Verbatim,
            1 => Self::HashBare,
            2 => Self::HashedInfo,
            3 => Self::HashInfo,
            4 => Self::HashedPss,
            5 => Self::HashPss,
            _ => return None,
        })
    }

    /// Whether input of this length can be signed so.
    pub(crate) const fn takes(self, length: usize) -> bool {
        match self {
            Self::Verbatim => length >= 1 && length <= 245,
            Self::HashedInfo | Self::HashedPss => length == 32,
            Self::HashBare | Self::HashInfo | Self::HashPss => length >= 1,
        }
    }
}

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
        self.sign(Scheme::HashInfo, message, &mut Draws::default())
    }

    /// Signs `input`, which [`Scheme::takes`].
    pub(crate) fn sign(&self, scheme: Scheme, input: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
        let info = Pkcs1v15Sign::new::<Sha256>;
        let bare = Pkcs1v15Sign::new_unprefixed;
        let signed = match scheme {
            Scheme::Verbatim => self.0.sign(bare(), input),
            Scheme::HashBare => self.0.sign(bare(), &sha256(input)),
            Scheme::HashedInfo => self.0.sign(info(), input),
            Scheme::HashInfo => self.0.sign(info(), &sha256(input)),
            Scheme::HashedPss => self.0.sign_with_rng(draws, Pss::new::<Sha256>(), input),
            Scheme::HashPss => self
                .0
                .sign_with_rng(draws, Pss::new::<Sha256>(), &sha256(input)),
        };
        signed.ok()
    }
}

/// The card's "random" numbers: the same for every card, so that a test can be repeated. The salt of a signature by
/// a public key and a challenge that nobody relies on need no more.
#[derive(Clone, Default)]
pub(crate) struct Draws(u64);

impl RngCore for Draws {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_be_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_be_bytes(bytes)
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            self.0 += 1;
            for (to, from) in chunk.iter_mut().zip(sha256(&self.0.to_be_bytes())) {
                *to = from;
            }
        }
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Draws {}
