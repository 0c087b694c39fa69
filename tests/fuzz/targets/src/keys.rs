//! The keys that the targets sign with: public ones, all of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use std::sync::LazyLock;

pub(crate) fn sha256(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, bytes)
        .as_ref()
        .to_vec()
}

/// A key of the virtual card's test hierarchy.
pub(crate) struct CardKey(RsaKeyPair);

impl CardKey {
    fn from_pem(pem: &str) -> Self {
        let text: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = STANDARD.decode(text).expect("PEM");
        Self(RsaKeyPair::from_der(&der).expect("a test key"))
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .expect("a signature");
        signature
    }
}

pub(crate) static CA: LazyLock<CardKey> = LazyLock::new(|| {
    CardKey::from_pem(include_str!("../../../../crates/virtual-card/keys/ca.pem"))
});
pub(crate) static SIGNER: LazyLock<CardKey> = LazyLock::new(|| {
    CardKey::from_pem(include_str!(
        "../../../../crates/virtual-card/keys/signer.pem"
    ))
});

/// The base point of P-256 (FIPS 186-5, SP 800-186 3.2.1.3): the public key of the private key 1.
const BASE_POINT: [u8; 64] = [
    0x6B, 0x17, 0xD1, 0xF2, 0xE1, 0x2C, 0x42, 0x47, 0xF8, 0xBC, 0xE6, 0xE5, 0x63, 0xA4, 0x40, 0xF2,
    0x77, 0x03, 0x7D, 0x81, 0x2D, 0xEB, 0x33, 0xA0, 0xF4, 0xA1, 0x39, 0x45, 0xD8, 0x98, 0xC2, 0x96,
    0x4F, 0xE3, 0x42, 0xE2, 0xFE, 0x1A, 0x7F, 0x9B, 0x8E, 0xE7, 0xEB, 0x4A, 0x7C, 0x0F, 0x9E, 0x16,
    0x2B, 0xCE, 0x33, 0x57, 0x6B, 0x31, 0x5E, 0xCE, 0xCB, 0xB6, 0x40, 0x68, 0x37, 0xBF, 0x51, 0xF5,
];

/// The private key 1 of P-256 as PKCS#8: every issuer of the targets has it. The same in every run, so that a corpus
/// of signed things stays good, and nobody can take it for a secret.
pub(crate) fn one() -> Vec<u8> {
    const HEAD: [u8; 36] = [
        0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D,
        0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04, 0x6D, 0x30,
        0x6B, 0x02, 0x01, 0x01, 0x04, 0x20,
    ];
    let mut scalar = [0; 32];
    scalar[31] = 1;
    [
        &HEAD,
        &scalar[..],
        &[0xA1, 0x44, 0x03, 0x42, 0x00, 0x04],
        &BASE_POINT,
    ]
    .concat()
}

/// The two coordinates of its public key.
pub(crate) fn coordinates() -> (&'static [u8], &'static [u8]) {
    BASE_POINT.split_at(32)
}

/// ES256 with a raw `r‖s`.
pub(crate) fn es256(message: &[u8]) -> Vec<u8> {
    static KEY: LazyLock<EcdsaKeyPair> = LazyLock::new(|| {
        let random = SystemRandom::new();
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &one(), &random)
            .expect("the key 1")
    });
    let signature = KEY
        .sign(&SystemRandom::new(), message)
        .expect("a signature");
    signature.as_ref().to_vec()
}
