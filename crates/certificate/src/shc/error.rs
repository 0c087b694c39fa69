use thiserror::Error;

use crate::TrustError;

/// Why a SMART Health Card is not good. It says what is wrong and never quotes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShcError {
    /// Empty, or longer than any card.
    #[error("the card is empty or too long")]
    Length,
    /// Not three parts with dots between.
    #[error("the card is not a compact JWS")]
    Shape,
    /// A part that is not unpadded base64url.
    #[error("a part of the card is not unpadded base64url")]
    Base64,
    /// The header is no JSON object.
    #[error("the header is not a JSON object")]
    HeaderJson,
    /// A member of the header comes twice.
    #[error("a member of the header comes twice")]
    HeaderDuplicate,
    /// The header has `crit`: the framework defines no member that must be understood beyond
    /// `zip`, `alg` and `kid` (RFC 7515, 4.1.11). Others are passed over.
    #[error("the header has members that must be understood and are not")]
    HeaderCritical,
    /// `alg` is not ES256.
    #[error("the algorithm is not ES256")]
    Algorithm,
    /// `zip` is not DEF.
    #[error("the compression is not DEF")]
    Compression,
    /// `kid` is missing or no thumbprint.
    #[error("the key id is not a thumbprint")]
    KeyId,
    /// The signature is DER, not raw `r‖s`.
    #[error("the signature is DER, not raw r‖s")]
    SignatureDer,
    /// `r` or `s` is zero, or not below the curve's order.
    #[error("r or s of the signature is out of range")]
    SignatureRange,
    /// The signature is not 64 bytes.
    #[error("the signature is not 64 bytes")]
    SignatureLength,
    /// The payload is no DEFLATE stream, or a broken one.
    #[error("the payload is not DEFLATE")]
    Deflate,
    /// The payload is DEFLATE in a zlib or gzip wrapper, not raw.
    #[error("the payload is DEFLATE in a wrapper, not raw")]
    DeflateWrapped,
    /// Bytes after the end of the DEFLATE stream.
    #[error("bytes after the end of the compressed payload")]
    DeflateTrailing,
    /// The payload unpacks to more than [`MAX_PAYLOAD`](super::MAX_PAYLOAD).
    #[error("the payload is too large")]
    PayloadTooLarge,
    /// The payload is no JSON object.
    #[error("the payload is not a JSON object")]
    PayloadJson,
    /// A member in the payload comes twice.
    #[error("a member in the payload comes twice")]
    PayloadDuplicate,
    /// `iss` is no https URL without a trailing slash.
    #[error("the issuer is not an https URL without a trailing slash")]
    Issuer,
    /// `nbf` is missing or no time.
    #[error("nbf is missing or not a time")]
    NotBefore,
    /// `exp` is no time, or not after `nbf`.
    #[error("exp is not a time after nbf")]
    Expiry,
    /// `vc.type` lacks the type of a health card.
    #[error("the credential is not a health card")]
    CredentialType,
    /// `fhirVersion` is not 4.0.1.
    #[error("the FHIR version is not 4.0.1")]
    FhirVersion,
    /// The FHIR bundle is missing or no collection of resources.
    #[error("the FHIR bundle is missing or malformed")]
    Bundle,
    /// `vc.rid` is not 1 to 24 characters of base64url.
    #[error("the revocation identifier is not 1 to 24 characters of base64url")]
    RevocationId,
    /// A resource's URL in the bundle is not `resource:` and a number.
    #[error("a resource's URL is not resource: and a number")]
    ResourceUrl,
    /// A resource of the bundle does not name its type.
    #[error("a resource has no type")]
    ResourceType,
    /// Two resources of the bundle have the same URL.
    #[error("a resource of the bundle comes twice")]
    ResourceDuplicate,
    /// Not exactly one patient.
    #[error("not exactly one patient")]
    Patient,
    /// The patient has no name, or a malformed one.
    #[error("the patient's name is missing or malformed")]
    PatientName,
    /// The patient's birth date is missing or no full date.
    #[error("the patient's birth date is missing or not a full date")]
    PatientBirthDate,
    /// An immunization that is not completed.
    #[error("an immunization is not completed")]
    ImmunizationStatus,
    /// An immunization of another patient than the card's.
    #[error("an immunization is of another patient")]
    ImmunizationPatient,
    /// An immunization without a vaccine code.
    #[error("an immunization has no vaccine code")]
    VaccineCode,
    /// An immunization without a full date.
    #[error("an immunization has no full date")]
    ImmunizationDate,
    /// A lot number that is no text.
    #[error("a lot number is malformed")]
    LotNumber,
    /// A performer that is not a list of actors with a text to display.
    #[error("a performer is malformed")]
    Performer,
    /// The key that the card names is not in the set.
    #[error("the card is signed by a key that is not trusted")]
    UnknownKey,
    /// The key that the card names is in the set, but not usable: its id is not its thumbprint, it
    /// is malformed, or its private half is in the set too.
    #[error("the key of the card is in the key set but is not usable: {0}")]
    Key(TrustError),
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// The text of a QR code does not begin with `shc:/`.
    #[error("the code does not begin with shc:/")]
    QrPrefix,
    /// The text of a QR code is not pairs of digits of JWS characters.
    #[error("the code is not pairs of digits of a JWS")]
    QrDigits,
    /// Codes of a chunked card that do not make a whole.
    #[error("the codes are not all the chunks of one card")]
    QrChunks,
}

impl ShcError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "SHC-LENGTH",
            Self::Shape => "SHC-SHAPE",
            Self::Base64 => "SHC-BASE64",
            Self::HeaderJson => "SHC-HEADER-JSON",
            Self::HeaderDuplicate => "SHC-HEADER-DUPLICATE",
            Self::HeaderCritical => "SHC-HEADER-CRITICAL",
            Self::Algorithm => "SHC-ALGORITHM",
            Self::Compression => "SHC-COMPRESSION",
            Self::KeyId => "SHC-KEY-ID",
            Self::SignatureDer => "SHC-SIGNATURE-DER",
            Self::SignatureRange => "SHC-SIGNATURE-RANGE",
            Self::SignatureLength => "SHC-SIGNATURE-LENGTH",
            Self::Deflate => "SHC-DEFLATE",
            Self::DeflateWrapped => "SHC-DEFLATE-WRAPPED",
            Self::DeflateTrailing => "SHC-DEFLATE-TRAILING",
            Self::PayloadTooLarge => "SHC-PAYLOAD-TOO-LARGE",
            Self::PayloadJson => "SHC-PAYLOAD-JSON",
            Self::PayloadDuplicate => "SHC-PAYLOAD-DUPLICATE",
            Self::Issuer => "SHC-ISSUER",
            Self::NotBefore => "SHC-NOT-BEFORE",
            Self::Expiry => "SHC-EXPIRY",
            Self::CredentialType => "SHC-CREDENTIAL-TYPE",
            Self::FhirVersion => "SHC-FHIR-VERSION",
            Self::Bundle => "SHC-BUNDLE",
            Self::RevocationId => "SHC-REVOCATION-ID",
            Self::ResourceUrl => "SHC-RESOURCE-URL",
            Self::ResourceType => "SHC-RESOURCE-TYPE",
            Self::ResourceDuplicate => "SHC-RESOURCE-DUPLICATE",
            Self::Patient => "SHC-PATIENT",
            Self::PatientName => "SHC-PATIENT-NAME",
            Self::PatientBirthDate => "SHC-PATIENT-BIRTH-DATE",
            Self::ImmunizationStatus => "SHC-IMMUNIZATION-STATUS",
            Self::ImmunizationPatient => "SHC-IMMUNIZATION-PATIENT",
            Self::VaccineCode => "SHC-VACCINE-CODE",
            Self::ImmunizationDate => "SHC-IMMUNIZATION-DATE",
            Self::LotNumber => "SHC-LOT-NUMBER",
            Self::Performer => "SHC-PERFORMER",
            Self::UnknownKey => "SHC-UNKNOWN-KEY",
            Self::Key(error) => error.code(),
            Self::Signature => "SHC-SIGNATURE",
            Self::QrPrefix => "SHC-QR-PREFIX",
            Self::QrDigits => "SHC-QR-DIGITS",
            Self::QrChunks => "SHC-QR-CHUNKS",
        }
    }
}
