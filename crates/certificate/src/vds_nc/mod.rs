//! ICAO Visible Digital Seal for non-constrained environments, proof of vaccination (`icao.vacc`):
//! the code that only the overseas kind carries.
//!
//! The seal is JSON text, `data` and `sig`. The signature is over the RFC 8785 canonical form of the
//! value of `data`; the signer's certificate comes with it, is for seals (extended key usage
//! 2.23.136.1.1.14.2, document type `NV`) and is issued by a country signing authority (CSCA) that
//! the reader has pinned.

mod content;
mod error;

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, UnparsedPublicKey, VerificationAlgorithm,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::asn1_rs::{
    Any, FromDer as _, Integer, Oid, PrintableString, Sequence, SetOf,
};
use zeroize::Zeroizing;

pub use content::{VdsNcContent, VdsNcDose};
pub use error::VdsNcError;

use crate::json::{Json, JsonError};
use crate::{Authority, ChainError, Validity, x509};
use content::required;

/// The longest seal read, in bytes. One code holds 2,953.
pub const MAX_SEAL: usize = 64 * 1024;

/// The australian seals have padding, ICAO's own example has none.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Es256,
    Es384,
}

/// A seal as decoded, its signature and signer not yet checked.
pub struct UnverifiedVdsNc {
    content: VdsNcContent,
    canonical: Zeroizing<Vec<u8>>,
    algorithm: Algorithm,
    signer: Vec<u8>,
    signature: Vec<u8>,
}

impl UnverifiedVdsNc {
    /// What the seal claims.
    #[must_use]
    pub const fn claimed_content(&self) -> &VdsNcContent {
        &self.content
    }

    /// Checks the signer's certificate against the pinned authorities, and the signature. Dates are
    /// not looked at: see [`VerifiedVdsNc::validity`].
    ///
    /// # Errors
    /// [`VdsNcError::Chain`], [`VdsNcError::Algorithm`], [`VdsNcError::SignatureLength`] or
    /// [`VdsNcError::Signature`].
    pub fn verify(self, authorities: &[Authority]) -> Result<VerifiedVdsNc, VdsNcError> {
        let signer = x509::parse(&self.signer).map_err(VdsNcError::Chain)?;
        check_seal_signer(&signer).map_err(VdsNcError::Chain)?;
        let chain = std::slice::from_ref(&self.signer);
        let validity = x509::follow(chain, authorities).map_err(VdsNcError::Chain)?;
        self.check_signature(&signer)?;
        let signer = signer.subject().to_string();
        Ok(VerifiedVdsNc {
            content: self.content,
            signer,
            validity,
        })
    }

    fn check_signature(&self, signer: &X509Certificate<'_>) -> Result<(), VdsNcError> {
        let (algorithm, curve, length): (&'static dyn VerificationAlgorithm, Oid<'_>, usize) =
            match self.algorithm {
                Algorithm::Es256 => (
                    &ECDSA_P256_SHA256_FIXED,
                    x509_parser::der_parser::oid!(1.2.840.10045.3.1.7),
                    64,
                ),
                Algorithm::Es384 => (
                    &ECDSA_P384_SHA384_FIXED,
                    x509_parser::der_parser::oid!(1.3.132.0.34),
                    96,
                ),
            };
        let key = signer.public_key();
        let named = key.algorithm.parameters.as_ref();
        let named = named.and_then(|parameters| Oid::try_from(parameters).ok());
        if named != Some(curve) {
            return Err(VdsNcError::Algorithm);
        }
        if self.signature.len() != length {
            return Err(VdsNcError::SignatureLength);
        }
        UnparsedPublicKey::new(algorithm, &key.subject_public_key.data)
            .verify(&self.canonical, &self.signature)
            .map_err(|_| VdsNcError::Signature)
    }
}

impl fmt::Debug for UnverifiedVdsNc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnverifiedVdsNc")
    }
}

/// A seal of which the signature verifies and the signer is issued by a pinned authority.
pub struct VerifiedVdsNc {
    content: VdsNcContent,
    signer: String,
    validity: Validity,
}

impl VerifiedVdsNc {
    /// What the seal says.
    #[must_use]
    pub const fn content(&self) -> &VdsNcContent {
        &self.content
    }

    /// The signer's distinguished name.
    #[must_use]
    pub fn signer(&self) -> &str {
        &self.signer
    }

    /// When signer and authority are valid. A seal has no date of its own: it was made after its
    /// latest dose, so the question is whether the signer was valid then or is today.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }
}

impl fmt::Debug for VerifiedVdsNc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedVdsNc")
    }
}

/// Reads a seal without checking its signature.
///
/// # Errors
/// What is malformed: each malformation has its own.
pub fn decode(text: &str) -> Result<UnverifiedVdsNc, VdsNcError> {
    if text.is_empty() || text.len() > MAX_SEAL {
        return Err(VdsNcError::Length);
    }
    let tree = parse(text)?;
    let (Some(data), Some(seal), Some(2)) = (
        tree.get("data"),
        tree.get("sig"),
        tree.members().map(<[_]>::len),
    ) else {
        return Err(VdsNcError::Shape);
    };
    let content = VdsNcContent::read(data)?;
    let algorithm = match required(seal, "alg", VdsNcError::Algorithm)? {
        "ES256" => Algorithm::Es256,
        "ES384" => Algorithm::Es384,
        _ => return Err(VdsNcError::Algorithm),
    };
    let bytes = |name| {
        let text = required(seal, name, VdsNcError::Base64)?;
        BASE64URL.decode(text).map_err(|_| VdsNcError::Base64)
    };
    Ok(UnverifiedVdsNc {
        content,
        canonical: canonical_of(data)?,
        algorithm,
        signer: bytes("cer")?,
        signature: bytes("sigvl")?,
    })
}

/// Reads a seal and checks its signature and signer. Dates are not looked at: see
/// [`VerifiedVdsNc::validity`].
///
/// # Errors
/// As [`decode`] and [`UnverifiedVdsNc::verify`].
pub fn verify(text: &str, authorities: &[Authority]) -> Result<VerifiedVdsNc, VdsNcError> {
    decode(text)?.verify(authorities)
}

/// The canonical form (RFC 8785) of a JSON text: what a signature is over, given the text of the
/// value of `data`.
///
/// # Errors
/// [`VdsNcError::Json`] or [`VdsNcError::DuplicateMember`].
pub fn canonical(text: &str) -> Result<Zeroizing<Vec<u8>>, VdsNcError> {
    canonical_of(&parse(text)?)
}

fn parse(text: &str) -> Result<Json, VdsNcError> {
    Json::parse(text.as_bytes()).map_err(|error| match error {
        JsonError::Syntax => VdsNcError::Json,
        JsonError::DuplicateMember => VdsNcError::DuplicateMember,
    })
}

fn canonical_of(value: &Json) -> Result<Zeroizing<Vec<u8>>, VdsNcError> {
    let bytes = serde_json_canonicalizer::to_vec(value);
    bytes.map(Zeroizing::new).map_err(|_| VdsNcError::Json)
}

/// What makes a certificate one of a signer of seals.
fn check_seal_signer(signer: &X509Certificate<'_>) -> Result<(), ChainError> {
    x509::check_signer(signer)?;
    let usage = signer.extended_key_usage();
    let usage = usage.map_err(|_| ChainError::Malformed)?;
    if !usage.is_some_and(|usage| usage.value.other.contains(&x509::vds_nc_signer())) {
        return Err(ChainError::ExtendedKeyUsage);
    }
    let types = signer.get_extension_unique(&x509::document_type());
    let types = types.map_err(|_| ChainError::Malformed)?;
    let types = types.and_then(|extension| document_types(extension.value));
    if types.is_some_and(|types| types.iter().any(|name| name == "NV")) {
        Ok(())
    } else {
        Err(ChainError::DocumentType)
    }
}

/// Doc 9303-12: `DocumentTypeList ::= SEQUENCE { version INTEGER, docTypeList SET OF PrintableString }`.
fn document_types(value: &[u8]) -> Option<Vec<String>> {
    let (rest, sequence) = Sequence::from_der(value).ok()?;
    let (after_version, _version) = Integer::from_der(&sequence.content).ok()?;
    let (end, list) = SetOf::<Any<'_>>::from_der(after_version).ok()?;
    if !rest.is_empty() || !end.is_empty() {
        return None;
    }
    let name = |any: &Any<'_>| {
        let text = PrintableString::try_from(any.clone()).ok()?;
        Some(text.as_ref().to_owned())
    };
    list.iter().map(name).collect()
}
