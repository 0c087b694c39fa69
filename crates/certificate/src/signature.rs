//! Verifying signatures: of codes (`r‖s`) and of certificates and revocation lists (DER). `ring` verifies what it
//! knows. It has no P-521 and no SHA-512 on the smaller curves, which ICAO allows and Japan's card issuer uses:
//! those are RustCrypto's.

use ring::digest::{self, SHA256, SHA384, SHA512, digest};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA384_ASN1,
    ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA384_FIXED, ED25519,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    UnparsedPublicKey, VerificationAlgorithm,
};
use x509_parser::oid_registry::asn1_rs::{Any, FromDer as _, Oid, Tag};
use x509_parser::oid_registry::{
    OID_NIST_HASH_SHA256, OID_NIST_HASH_SHA384, OID_NIST_HASH_SHA512, OID_PKCS1_RSAENCRYPTION,
    OID_PKCS1_RSASSAPSS, OID_PKCS1_SHA256WITHRSA, OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA,
    OID_SIG_ECDSA_WITH_SHA256, OID_SIG_ECDSA_WITH_SHA384, OID_SIG_ECDSA_WITH_SHA512,
    OID_SIG_ED25519,
};
use x509_parser::signature_algorithm::RsaSsaPssParams;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use crate::ChainError;
use crate::curve::{Curve, EcKey};

/// What is wrong with the signature of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawFault {
    /// DER, which is for certificates; a code has `r‖s`.
    Der,
    /// Another length than twice the field's.
    Length,
    /// `r` or `s` is zero, or not below the curve's order.
    Range,
    /// Not this key's signature of this message.
    Wrong,
}

/// The hash that a code's signature on this curve is made with (RFC 7518, 3.4).
const fn hash_of(curve: Curve) -> &'static digest::Algorithm {
    match curve {
        Curve::P256 => &SHA256,
        Curve::P384 => &SHA384,
        Curve::P521 => &SHA512,
    }
}

/// Checks the form of a code's signature, which needs no key.
pub(crate) fn check_raw_form(curve: Curve, signature: &[u8]) -> Result<(), RawFault> {
    let length = curve.field_length();
    if signature.len() != 2 * length {
        let der = Any::from_der(signature);
        let is_der = der.is_ok_and(|(rest, any)| rest.is_empty() && any.tag() == Tag::Sequence);
        return Err(if is_der {
            RawFault::Der
        } else {
            RawFault::Length
        });
    }
    let (r, s) = signature.split_at(length);
    if curve.is_scalar(r) && curve.is_scalar(s) {
        Ok(())
    } else {
        Err(RawFault::Range)
    }
}

/// Verifies a code's signature, ES256, ES384 or ES512 by the key's curve.
pub(crate) fn verify_raw(key: EcKey<'_>, message: &[u8], signature: &[u8]) -> Result<(), RawFault> {
    check_raw_form(key.curve, signature)?;
    let known: Option<&'static dyn VerificationAlgorithm> = match key.curve {
        Curve::P256 => Some(&ECDSA_P256_SHA256_FIXED),
        Curve::P384 => Some(&ECDSA_P384_SHA384_FIXED),
        Curve::P521 => None,
    };
    if verify_ecdsa(
        key,
        known,
        hash_of(key.curve),
        message,
        signature,
        Form::Raw,
    ) {
        Ok(())
    } else {
        Err(RawFault::Wrong)
    }
}

/// Verifies the signature of a certificate or revocation list by its issuer's key.
///
/// # Errors
/// [`ChainError::Algorithm`] if it is of no algorithm known here, SHA-1 among them; [`ChainError::Signature`].
pub(crate) fn verify_signed(
    key: &SubjectPublicKeyInfo<'_>,
    algorithm: &AlgorithmIdentifier<'_>,
    signed: &[u8],
    signature: &[u8],
) -> Result<(), ChainError> {
    let oid = &algorithm.algorithm;
    let ecdsa = [
        (OID_SIG_ECDSA_WITH_SHA256, &SHA256),
        (OID_SIG_ECDSA_WITH_SHA384, &SHA384),
        (OID_SIG_ECDSA_WITH_SHA512, &SHA512),
    ];
    let right = if let Some((_, hash)) = ecdsa.iter().find(|(known, _)| known == oid) {
        let key = EcKey::read(key).ok_or(ChainError::Algorithm)?;
        let known: Option<&'static dyn VerificationAlgorithm> = match (key.curve, *hash) {
            (Curve::P256, hash) if *hash == SHA256 => Some(&ECDSA_P256_SHA256_ASN1),
            (Curve::P256, hash) if *hash == SHA384 => Some(&ECDSA_P256_SHA384_ASN1),
            (Curve::P384, hash) if *hash == SHA256 => Some(&ECDSA_P384_SHA256_ASN1),
            (Curve::P384, hash) if *hash == SHA384 => Some(&ECDSA_P384_SHA384_ASN1),
            _ => None,
        };
        verify_ecdsa(key, known, hash, signed, signature, Form::Der)
    } else {
        let verifier = verifier(key, algorithm).ok_or(ChainError::Algorithm)?;
        UnparsedPublicKey::new(verifier, &key.subject_public_key.data)
            .verify(signed, signature)
            .is_ok()
    };
    if right {
        Ok(())
    } else {
        Err(ChainError::Signature)
    }
}

/// RSA and Ed25519, if the key is of that kind.
fn verifier(
    key: &SubjectPublicKeyInfo<'_>,
    algorithm: &AlgorithmIdentifier<'_>,
) -> Option<&'static dyn VerificationAlgorithm> {
    let (oid, kind) = (&algorithm.algorithm, &key.algorithm.algorithm);
    let rsa = *kind == OID_PKCS1_RSAENCRYPTION;
    if *oid == OID_PKCS1_SHA256WITHRSA && rsa {
        Some(&RSA_PKCS1_2048_8192_SHA256)
    } else if *oid == OID_PKCS1_SHA384WITHRSA && rsa {
        Some(&RSA_PKCS1_2048_8192_SHA384)
    } else if *oid == OID_PKCS1_SHA512WITHRSA && rsa {
        Some(&RSA_PKCS1_2048_8192_SHA512)
    } else if *oid == OID_PKCS1_RSASSAPSS && (rsa || *kind == OID_PKCS1_RSASSAPSS) {
        pss(algorithm)
    } else if *oid == OID_SIG_ED25519 && *kind == OID_SIG_ED25519 {
        Some(&ED25519)
    } else {
        None
    }
}

/// RSASSA-PSS as it is used everywhere: one hash for message and mask, a salt of the hash's length.
fn pss(algorithm: &AlgorithmIdentifier<'_>) -> Option<&'static dyn VerificationAlgorithm> {
    let parameters = RsaSsaPssParams::try_from(algorithm.parameters.as_ref()?).ok()?;
    let hash = parameters.hash_algorithm_oid();
    let mask = parameters.mask_gen_algorithm().ok()?;
    let known: [(Oid<'_>, u32, &'static dyn VerificationAlgorithm); 3] = [
        (OID_NIST_HASH_SHA256, 32, &RSA_PSS_2048_8192_SHA256),
        (OID_NIST_HASH_SHA384, 48, &RSA_PSS_2048_8192_SHA384),
        (OID_NIST_HASH_SHA512, 64, &RSA_PSS_2048_8192_SHA512),
    ];
    let (_, salt, verifier) = known.into_iter().find(|(oid, ..)| oid == hash)?;
    let usual = mask.mgf == x509_parser::der_parser::oid!(1.2.840.113549.1.1.8)
        && mask.hash == *hash
        && parameters.salt_length() == salt
        && parameters.trailer_field() == 1;
    usual.then_some(verifier)
}

#[derive(Clone, Copy)]
enum Form {
    /// `r‖s`.
    Raw,
    /// `Ecdsa-Sig-Value` (RFC 3279, 2.2.3).
    Der,
}

/// Verifies by `ring` where it knows the algorithm and the point is not compressed, else by RustCrypto.
fn verify_ecdsa(
    key: EcKey<'_>,
    known: Option<&'static dyn VerificationAlgorithm>,
    hash: &'static digest::Algorithm,
    message: &[u8],
    signature: &[u8],
    form: Form,
) -> bool {
    const UNCOMPRESSED: u8 = 4;
    if let (Some(known), Some(&UNCOMPRESSED)) = (known, key.point.first()) {
        let key = UnparsedPublicKey::new(known, key.point);
        return key.verify(message, signature).is_ok();
    }
    // The number that a hash shorter than the field stands for. P-521 refuses one below half its length otherwise.
    let hashed = digest(hash, message);
    let mut number = vec![
        0;
        key.curve
            .field_length()
            .saturating_sub(hashed.as_ref().len())
    ];
    number.extend_from_slice(hashed.as_ref());
    macro_rules! verify_by {
        ($curve:ident) => {{
            use $curve::ecdsa::signature::hazmat::PrehashVerifier as _;
            use $curve::ecdsa::{Signature, VerifyingKey};
            let signature = match form {
                Form::Raw => Signature::from_slice(signature),
                Form::Der => Signature::from_der(signature),
            };
            match (VerifyingKey::from_sec1_bytes(key.point), signature) {
                (Ok(key), Ok(signature)) => key.verify_prehash(&number, &signature).is_ok(),
                _ => false,
            }
        }};
    }
    match key.curve {
        Curve::P256 => verify_by!(p256),
        Curve::P384 => verify_by!(p384),
        Curve::P521 => verify_by!(p521),
    }
}
