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
use time::Date;
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::asn1_rs::{
    Any, FromDer as _, Integer, PrintableString, Sequence, SetOf,
};
use zeroize::Zeroizing;

pub use content::{VdsNcContent, VdsNcDose};
pub use error::VdsNcError;

use crate::curve::{Curve, EcKey};
use crate::json::{Json, JsonError};
use crate::signature::{self, RawFault};
use crate::{Authority, ChainError, RevocationList, Validity, revocation, x509};
use content::required;

/// The longest seal read, in bytes. One code holds 2,953.
pub const MAX_SEAL: usize = 64 * 1024;

/// The Australian seals have padding, ICAO's own example has none: all of it, or none.
const fn base64url(padding: DecodePaddingMode) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
    GeneralPurpose::new(&alphabet::URL_SAFE, config)
}
const PADDED: GeneralPurpose = base64url(DecodePaddingMode::RequireCanonical);
const BARE: GeneralPurpose = base64url(DecodePaddingMode::RequireNone);

/// A seal as decoded, its signature and signer not yet checked.
pub struct UnverifiedVdsNc {
    content: VdsNcContent,
    canonical: Zeroizing<Vec<u8>>,
    curve: Curve,
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
    /// [`VdsNcError::Chain`], [`VdsNcError::KeyAlgorithm`] or [`VdsNcError::Signature`].
    pub fn verify(self, authorities: &[Authority]) -> Result<VerifiedVdsNc, VdsNcError> {
        let certificate = x509::parse(&self.signer).map_err(VdsNcError::Chain)?;
        check_seal_signer(&certificate).map_err(VdsNcError::Chain)?;
        let chain = std::slice::from_ref(&self.signer);
        let (authority, validity) = x509::follow(chain, authorities).map_err(VdsNcError::Chain)?;
        authority
            .certificate()
            .and_then(|authority| {
                x509::check_country(&certificate, &authority, self.content.issuer())
            })
            .map_err(VdsNcError::Chain)?;
        self.check_signature(&certificate)?;
        Ok(VerifiedVdsNc {
            content: self.content,
            signer: certificate.subject().to_string(),
            certificate: self.signer,
            validity,
        })
    }

    fn check_signature(&self, signer: &X509Certificate<'_>) -> Result<(), VdsNcError> {
        let key = EcKey::read(signer.public_key());
        let key = key.filter(|key| key.curve == self.curve);
        let key = key.ok_or(VdsNcError::KeyAlgorithm)?;
        signature::verify_raw(key, &self.canonical, &self.signature).map_err(fault)
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
    certificate: Vec<u8>,
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

    /// Checks the signer against the revocation lists of its authority, which must be current on
    /// this day and signed by one of the pinned.
    ///
    /// # Errors
    /// [`VdsNcError::Chain`]: the signer is revoked, or no list can tell.
    pub fn check_revocation(
        &self,
        lists: &[RevocationList],
        authorities: &[Authority],
        today: Date,
    ) -> Result<(), VdsNcError> {
        x509::parse(&self.certificate)
            .and_then(|signer| revocation::check(&signer, lists, authorities, today))
            .map_err(VdsNcError::Chain)
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
    let member = |name| required(seal, name, VdsNcError::Seal);
    let (algorithm, signer, signature) = (member("alg")?, member("cer")?, member("sigvl")?);
    if seal.members().map(<[_]>::len) != Some(3) {
        return Err(VdsNcError::Seal);
    }
    let curve = match algorithm {
        "ES256" => Curve::P256,
        "ES384" => Curve::P384,
        "ES512" => Curve::P521,
        _ => return Err(VdsNcError::Algorithm),
    };
    let signature = bytes(signature)?;
    signature::check_raw_form(curve, &signature).map_err(fault)?;
    Ok(UnverifiedVdsNc {
        content,
        canonical: canonical_of(data)?,
        curve,
        signer: bytes(signer)?,
        signature,
    })
}

fn bytes(text: &str) -> Result<Vec<u8>, VdsNcError> {
    let engine = if text.ends_with('=') { &PADDED } else { &BARE };
    engine.decode(text).map_err(|_| VdsNcError::Base64)
}

const fn fault(fault: RawFault) -> VdsNcError {
    match fault {
        RawFault::Der => VdsNcError::SignatureDer,
        RawFault::Length => VdsNcError::SignatureLength,
        RawFault::Range => VdsNcError::SignatureRange,
        RawFault::Wrong => VdsNcError::Signature,
    }
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
