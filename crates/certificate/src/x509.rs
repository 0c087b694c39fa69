use std::fmt;

use thiserror::Error;
use time::Date;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry::asn1_rs::{Any, Class, Oid, Tag};
use x509_parser::pem::Pem;
use x509_parser::prelude::FromDer;
use x509_parser::x509::AttributeTypeAndValue;

use crate::{TrustError, country, signature};

/// Why a signer's certificate is not believed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainError {
    /// A certificate is no DER X.509 certificate of version 3.
    #[error("a certificate is malformed")]
    Malformed,
    /// A critical extension that this reader does not know (RFC 5280, 4.2).
    #[error("a certificate has a critical extension that is not understood")]
    CriticalExtension,
    /// A certificate of the chain signs but is no authority, or may not sign certificates.
    #[error("an issuer in the chain is not an authority")]
    NotAuthority,
    /// No trusted authority has the issuer's name.
    #[error("the signer's issuer is not trusted")]
    UnknownIssuer,
    /// A signature in the chain is wrong.
    #[error("a signature in the certificate chain is wrong")]
    Signature,
    /// A signature is of an algorithm, or by a key on a curve, that this reader does not know
    /// (Brainpool's curves) or no longer takes (SHA-1).
    #[error("a signature in the certificate chain is of an algorithm that is not supported")]
    Algorithm,
    /// A certificate names by its key identifier another issuer's key than the one that signed it.
    #[error("a certificate's authority key identifier is not its issuer's")]
    AuthorityKey,
    /// More authorities below one than its path length allows.
    #[error("the certificate chain is longer than an authority allows")]
    PathLength,
    /// The signer's key may not be used for signatures.
    #[error("the signer's key usage does not allow signatures")]
    KeyUsage,
    /// The signer's certificate lacks the extended key usage asked for.
    #[error("the signer's extended key usage is not right")]
    ExtendedKeyUsage,
    /// The signer's certificate is not for this type of document.
    #[error("the signer is not for this type of document")]
    DocumentType,
    /// The signer's key is not the one expected.
    #[error("the signer's certificate is of another key")]
    Key,
    /// The signer's certificate does not name the issuer.
    #[error("the signer's certificate does not name the issuer")]
    Subject,
    /// There is no certificate where one is needed.
    #[error("the signer's certificate is missing")]
    Missing,
    /// The signer's certificate is of another country than the issuer.
    #[error("the signer is of another country")]
    Country,
    /// The authority has revoked the signer's certificate.
    #[error("the signer's certificate is revoked")]
    Revoked,
    /// Revocation lists were given, but none of the signer's authority.
    #[error("no revocation list is of the signer's authority")]
    RevocationMissing,
    /// No pinned authority that may sign revocation lists signed this one.
    #[error("the revocation list's signature is wrong")]
    RevocationSignature,
    /// The revocation list is of the future, or another was due.
    #[error("the revocation list is not the current one")]
    RevocationStale,
    /// The revocation list has a critical extension that is not understood: it may not be a full one.
    #[error("the revocation list has a critical extension that is not understood")]
    RevocationExtension,
}

impl ChainError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "CHAIN-MALFORMED",
            Self::CriticalExtension => "CHAIN-CRITICAL-EXTENSION",
            Self::NotAuthority => "CHAIN-NOT-AUTHORITY",
            Self::UnknownIssuer => "CHAIN-UNKNOWN-ISSUER",
            Self::Signature => "CHAIN-SIGNATURE",
            Self::Algorithm => "CHAIN-ALGORITHM",
            Self::KeyUsage => "CHAIN-KEY-USAGE",
            Self::ExtendedKeyUsage => "CHAIN-EXTENDED-KEY-USAGE",
            Self::DocumentType => "CHAIN-DOCUMENT-TYPE",
            Self::Key => "CHAIN-KEY",
            Self::Subject => "CHAIN-SUBJECT",
            Self::Missing => "CHAIN-MISSING",
            Self::AuthorityKey => "CHAIN-AUTHORITY-KEY",
            Self::PathLength => "CHAIN-PATH-LENGTH",
            Self::Country => "CHAIN-COUNTRY",
            Self::Revoked => "CHAIN-REVOKED",
            Self::RevocationMissing => "CHAIN-CRL-MISSING",
            Self::RevocationSignature => "CHAIN-CRL-SIGNATURE",
            Self::RevocationStale => "CHAIN-CRL-STALE",
            Self::RevocationExtension => "CHAIN-CRL-EXTENSION",
        }
    }
}

/// The days, in UTC and inclusive, on which every certificate of a chain is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    first: Date,
    last: Date,
}

impl Validity {
    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day. It may lie before the first: then there is no such day.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }

    /// Whether the chain is valid on this day.
    #[must_use]
    pub fn covers(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    fn of(certificate: &X509Certificate<'_>) -> Self {
        let validity = certificate.validity();
        Self {
            first: validity.not_before.to_datetime().date(),
            last: validity.not_after.to_datetime().date(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        }
    }
}

/// A pinned authority: a CSCA, or the root of an SHC issuer's certificates. Pinned means trusted as
/// it is; its own signature is not looked at.
#[derive(Clone)]
pub struct Authority {
    der: Vec<u8>,
}

impl Authority {
    /// Reads a certificate, DER or PEM.
    ///
    /// # Errors
    /// [`TrustError::Certificate`] if it is neither, or is not an authority's.
    pub fn from_der_or_pem(bytes: &[u8]) -> Result<Self, TrustError> {
        let mut all = Self::all_from_der_or_pem(bytes)?.into_iter();
        match (all.next(), all.next()) {
            (Some(authority), None) => Ok(authority),
            _ => Err(TrustError::Certificate),
        }
    }

    /// Reads one certificate as DER, or one or more as PEM.
    ///
    /// # Errors
    /// [`TrustError::Certificate`] if it is neither, or one of them is not an authority's.
    pub fn all_from_der_or_pem(bytes: &[u8]) -> Result<Vec<Self>, TrustError> {
        let all = der_of(bytes, "CERTIFICATE").ok_or(TrustError::Certificate)?;
        let authority = |der: Vec<u8>| {
            let certificate = parse(&der).map_err(|_| TrustError::Certificate)?;
            check_authority(&certificate).map_err(|_| TrustError::Certificate)?;
            Ok(Self { der })
        };
        all.into_iter().map(authority).collect()
    }

    pub(crate) fn certificate(&self) -> Result<X509Certificate<'_>, ChainError> {
        parse(&self.der)
    }

    /// The subject's distinguished name.
    #[must_use]
    pub fn subject(&self) -> String {
        parse(&self.der).map_or_else(|_| String::new(), |parsed| parsed.subject().to_string())
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Authority").field(&self.subject()).finish()
    }
}

/// The DER of a file that is DER, or PEM with one or more blocks of this label and of no other.
pub(crate) fn der_of(bytes: &[u8], label: &str) -> Option<Vec<Vec<u8>>> {
    if bytes.first() == Some(&0x30) {
        return Some(vec![bytes.to_vec()]);
    }
    let blocks = Pem::iter_from_buffer(bytes);
    let block = |pem: Result<Pem, _>| pem.ok().filter(|pem| pem.label == label);
    let blocks: Vec<Pem> = blocks.map(block).collect::<Option<_>>()?;
    let all: Vec<_> = blocks.into_iter().map(|pem| pem.contents).collect();
    (!all.is_empty()).then_some(all)
}

/// Parses one certificate with nothing behind it and no extension twice (RFC 5280, 4.2).
pub(crate) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, ChainError> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate))
            if unsigned_part_is_strict(der) && certificate.extensions_map().is_ok() =>
        {
            Ok(certificate)
        }
        _ => Err(ChainError::Malformed),
    }
}

/// Holds what no signature covers to the letter: the algorithm outside what is signed must be the one inside, byte for
/// byte (RFC 5280, 4.1.1.2), and the signature a bit string of whole bytes. The parser is lenient about both: it takes
/// tags that are none, and unused bits. A revocation list of version 2 has the same shape.
pub(crate) fn unsigned_part_is_strict(der: &[u8]) -> bool {
    let element = |der| Any::from_der(der).ok();
    let same = |a: &Any<'_>, b: &Any<'_>| {
        let header = |any: &Any<'_>| (any.class(), any.header.constructed(), any.tag());
        header(a) == header(b) && a.data == b.data
    };
    let strict = || {
        let (_, certificate) = element(der)?;
        let (rest, tbs) = element(certificate.data)?;
        let (rest, outer) = element(rest)?;
        let (_, signature) = element(rest)?;
        let (rest, first) = element(tbs.data)?;
        // A certificate of version 1 has no version, but its serial number first; a revocation list its version.
        let rest = if first.tag() == Tag::Integer {
            rest
        } else {
            element(rest)?.0
        };
        let (_, inner) = element(rest)?;
        let whole_bytes = signature.class() == Class::Universal
            && signature.tag() == Tag::BitString
            && !signature.header.constructed()
            && signature.data.first() == Some(&0);
        Some(same(&outer, &inner) && whole_bytes)
    };
    // SEQUENCE, universal and constructed.
    der.first() == Some(&0x30) && strict().unwrap_or(false)
}

/// Follows a chain from the signer's certificate (first) over those that came with it to one of
/// the pinned authorities, and gives that one and the days on which all of it is valid.
pub(crate) fn follow<'a>(
    chain: &[Vec<u8>],
    pinned: &'a [Authority],
) -> Result<(&'a Authority, Validity), ChainError> {
    let (first, mut rest) = chain.split_first().ok_or(ChainError::Missing)?;
    let mut current = parse(first)?;
    check_critical(&current)?;
    let mut validity = Validity::of(&current);
    let mut authorities_below = 0;
    // The pinned authority may itself be in the chain, in the middle (a pinned intermediate) or at
    // the end, so at each step the pinned are asked first.
    loop {
        let mut failure = None;
        for authority in pinned {
            let certificate = authority.certificate()?;
            if !is_issuer(&current, &certificate) {
                continue;
            }
            // Authorities renew their keys under the same name: one that does not fit is no
            // verdict while others of that name remain.
            match check_issued(&current, &certificate, authorities_below) {
                Ok(()) => return Ok((authority, validity.and(Validity::of(&certificate)))),
                Err(error) => failure = Some(worse(failure, error)),
            }
        }
        if let Some(error) = failure {
            return Err(error);
        }
        let Some((next, others)) = rest.split_first() else {
            return Err(ChainError::UnknownIssuer);
        };
        let next = parse(next)?;
        check_critical(&next)?;
        check_authority(&next)?;
        if !is_issuer(&current, &next) {
            return Err(ChainError::UnknownIssuer);
        }
        check_issued(&current, &next, authorities_below)?;
        validity = validity.and(Validity::of(&next));
        // RFC 5280, 4.2.1.9: an authority certified by itself does not count.
        if next.subject().as_raw() != next.issuer().as_raw() {
            authorities_below += 1;
        }
        (current, rest) = (next, others);
    }
}

/// Of several authorities of one name that do not fit, the one whose key was meant has the say.
fn worse(known: Option<ChainError>, error: ChainError) -> ChainError {
    match known {
        Some(known) if error == ChainError::AuthorityKey => known,
        _ => error,
    }
}

pub(crate) fn is_issuer(certificate: &X509Certificate<'_>, issuer: &X509Certificate<'_>) -> bool {
    certificate.issuer().as_raw() == issuer.subject().as_raw()
}

/// Whether this authority's key signed the certificate, and was meant to.
fn check_issued(
    certificate: &X509Certificate<'_>,
    issuer: &X509Certificate<'_>,
    authorities_below: u32,
) -> Result<(), ChainError> {
    let named =
        certificate
            .iter_extensions()
            .find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::AuthorityKeyIdentifier(key) => key.key_identifier.as_ref(),
                _ => None,
            });
    let own = issuer
        .iter_extensions()
        .find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(key) => Some(key),
            _ => None,
        });
    if named.zip(own).is_some_and(|(named, own)| named != own) {
        return Err(ChainError::AuthorityKey);
    }
    signature::verify_signed(
        issuer.public_key(),
        &certificate.signature_algorithm,
        certificate.tbs_certificate.as_ref(),
        &certificate.signature_value.data,
    )?;
    let constraints = issuer
        .basic_constraints()
        .map_err(|_| ChainError::Malformed)?;
    let longest = constraints.and_then(|constraints| constraints.value.path_len_constraint);
    if longest.is_some_and(|longest| authorities_below > longest) {
        return Err(ChainError::PathLength);
    }
    Ok(())
}

/// Whether signer and authority are of this state (Doc 9303-3, part 5), as far as they name a
/// country; Doc 9303-12 has both name it.
pub(crate) fn check_country(
    signer: &X509Certificate<'_>,
    authority: &X509Certificate<'_>,
    state: &str,
) -> Result<(), ChainError> {
    let mut named = [signer.subject(), authority.subject()]
        .into_iter()
        .flat_map(|name| name.iter_country());
    let same = |name: &AttributeTypeAndValue<'_>| {
        name.as_str()
            .is_ok_and(|name| country::is_same(name, state))
    };
    if named.all(same) {
        Ok(())
    } else {
        Err(ChainError::Country)
    }
}

fn check_authority(certificate: &X509Certificate<'_>) -> Result<(), ChainError> {
    let constraints = certificate
        .basic_constraints()
        .map_err(|_| ChainError::Malformed)?;
    if !constraints.is_some_and(|constraints| constraints.value.ca) {
        return Err(ChainError::NotAuthority);
    }
    let usage = certificate.key_usage().map_err(|_| ChainError::Malformed)?;
    if usage.is_some_and(|usage| !usage.value.key_cert_sign()) {
        return Err(ChainError::NotAuthority);
    }
    Ok(())
}

/// RFC 5280, 4.2: a certificate with a critical extension that is not understood is refused.
fn check_critical(certificate: &X509Certificate<'_>) -> Result<(), ChainError> {
    let understood = |parsed: &ParsedExtension<'_>| {
        matches!(
            parsed,
            ParsedExtension::BasicConstraints(_)
                | ParsedExtension::KeyUsage(_)
                | ParsedExtension::ExtendedKeyUsage(_)
                | ParsedExtension::SubjectAlternativeName(_)
                | ParsedExtension::CertificatePolicies(_)
        )
    };
    let known = |oid: &Oid<'_>| *oid == document_type();
    for extension in certificate.extensions() {
        let parsed = extension.parsed_extension();
        if extension.critical && !understood(parsed) && !known(&extension.oid) {
            return Err(ChainError::CriticalExtension);
        }
        if matches!(parsed, ParsedExtension::ParseError { .. }) {
            return Err(ChainError::Malformed);
        }
    }
    Ok(())
}

/// A signer: no authority, and its key usage, where it has one, allows signatures.
pub(crate) fn check_signer(certificate: &X509Certificate<'_>) -> Result<(), ChainError> {
    let usage = certificate.key_usage().map_err(|_| ChainError::Malformed)?;
    let constraints = certificate
        .basic_constraints()
        .map_err(|_| ChainError::Malformed)?;
    let may_sign = usage.is_none_or(|usage| usage.value.digital_signature());
    let is_authority = constraints.is_some_and(|constraints| constraints.value.ca);
    if may_sign && !is_authority {
        Ok(())
    } else {
        Err(ChainError::KeyUsage)
    }
}

/// The document type extension of Doc 9303-12, 2.23.136.1.1.6.2.
pub(crate) fn document_type() -> Oid<'static> {
    x509_parser::der_parser::oid!(2.23.136.1.1.6.2)
}

/// The extended key usage of a signer of visible digital seals for non-constrained environments,
/// 2.23.136.1.1.14.2.
pub(crate) fn vds_nc_signer() -> Oid<'static> {
    x509_parser::der_parser::oid!(2.23.136.1.1.14.2)
}
