use thiserror::Error;

use crate::ChainError;

/// Why a VDS-NC is not good. It says what is wrong and never quotes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum VdsNcError {
    /// Empty, or longer than any code on paper.
    #[error("the seal is empty or too long")]
    Length,
    /// Not JSON.
    #[error("the seal is not JSON")]
    Json,
    /// A member comes twice.
    #[error("a member of the seal comes twice")]
    DuplicateMember,
    /// Not an object of `data` and `sig`.
    #[error("the seal is not an object of data and sig")]
    Shape,
    /// The type in the header is not `icao.vacc`.
    #[error("the seal is not a proof of vaccination")]
    Type,
    /// The version is not 1.
    #[error("the seal is not of version 1")]
    Version,
    /// The issuer is not a code of Doc 9303-3: three capital letters, or Germany's `D`.
    #[error("the issuing country is malformed")]
    Issuer,
    /// The UVCI is not 1 to 12 characters.
    #[error("the UVCI is not 1 to 12 characters")]
    Uvci,
    /// The name is missing, or longer than 39 characters.
    #[error("the name is missing or too long")]
    Name,
    /// The birth date is no full date.
    #[error("the birth date is not a full date")]
    BirthDate,
    /// The sex is not M, F or X.
    #[error("the sex is not M, F or X")]
    Sex,
    /// The travel document number is not 1 to 11 characters.
    #[error("the travel document number is not 1 to 11 characters")]
    TravelDocument,
    /// The additional identifier is not 1 to 24 characters.
    #[error("the additional identifier is not 1 to 24 characters")]
    AdditionalIdentifier,
    /// Neither a birth date nor a travel document number.
    #[error("neither a birth date nor a travel document number")]
    Identifier,
    /// No vaccination event, or a malformed one.
    #[error("a vaccination event is missing or malformed")]
    Event,
    /// No dose in an event, or a malformed one.
    #[error("a dose is missing or malformed")]
    Dose,
    /// The date of a dose is no full date.
    #[error("the date of a dose is not a full date")]
    DoseDate,
    /// The number of a dose is not 1 to 99.
    #[error("the number of a dose is not 1 to 99")]
    DoseNumber,
    /// Two doses of one vaccine have the same number.
    #[error("two doses of one vaccine have the same number")]
    DoseNumberTwice,
    /// The country of a dose is not a code of Doc 9303-3.
    #[error("the country of a dose is malformed")]
    DoseCountry,
    /// The administering centre of a dose is not 1 to 20 characters.
    #[error("the administering centre of a dose is not 1 to 20 characters")]
    DoseCentre,
    /// The batch of a dose is not 1 to 20 characters.
    #[error("the batch of a dose is not 1 to 20 characters")]
    DoseLot,
    /// The date of the next dose is no full date.
    #[error("the date of a next dose is not a full date")]
    NextDose,
    /// `sig` is no object of `alg`, `cer` and `sigvl`, or has more, which no signature would cover.
    #[error("sig is not an object of alg, cer and sigvl")]
    Seal,
    /// The signature's algorithm is not ES256, ES384 or ES512.
    #[error("the algorithm is not ES256, ES384 or ES512")]
    Algorithm,
    /// The signer's key is not on the curve of the signature's algorithm.
    #[error("the algorithm does not fit the signer's key")]
    KeyAlgorithm,
    /// The certificate or the signature is not base64url.
    #[error("the certificate or the signature is not base64url")]
    Base64,
    /// The signature is DER, not raw `r‖s`.
    #[error("the signature is DER, not raw r‖s")]
    SignatureDer,
    /// The signature is not of the length of its algorithm.
    #[error("the signature is not of its algorithm's length")]
    SignatureLength,
    /// `r` or `s` is zero, or not below the curve's order.
    #[error("r or s of the signature is out of range")]
    SignatureRange,
    /// The signer's certificate is not believed.
    #[error("the signer is not believed: {0}")]
    Chain(ChainError),
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
}

impl VdsNcError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "VDS-NC-LENGTH",
            Self::Json => "VDS-NC-JSON",
            Self::DuplicateMember => "VDS-NC-DUPLICATE-MEMBER",
            Self::Shape => "VDS-NC-SHAPE",
            Self::Type => "VDS-NC-TYPE",
            Self::Version => "VDS-NC-VERSION",
            Self::Issuer => "VDS-NC-ISSUER",
            Self::Uvci => "VDS-NC-UVCI",
            Self::Name => "VDS-NC-NAME",
            Self::BirthDate => "VDS-NC-BIRTH-DATE",
            Self::Sex => "VDS-NC-SEX",
            Self::TravelDocument => "VDS-NC-TRAVEL-DOCUMENT",
            Self::AdditionalIdentifier => "VDS-NC-ADDITIONAL-IDENTIFIER",
            Self::Identifier => "VDS-NC-IDENTIFIER",
            Self::Event => "VDS-NC-EVENT",
            Self::Dose => "VDS-NC-DOSE",
            Self::DoseDate => "VDS-NC-DOSE-DATE",
            Self::DoseNumber => "VDS-NC-DOSE-NUMBER",
            Self::DoseNumberTwice => "VDS-NC-DOSE-NUMBER-TWICE",
            Self::DoseCountry => "VDS-NC-DOSE-COUNTRY",
            Self::DoseCentre => "VDS-NC-DOSE-CENTRE",
            Self::DoseLot => "VDS-NC-DOSE-LOT",
            Self::NextDose => "VDS-NC-NEXT-DOSE",
            Self::Seal => "VDS-NC-SIG",
            Self::Algorithm => "VDS-NC-ALGORITHM",
            Self::KeyAlgorithm => "VDS-NC-KEY-ALGORITHM",
            Self::Base64 => "VDS-NC-BASE64",
            Self::SignatureDer => "VDS-NC-SIGNATURE-DER",
            Self::SignatureLength => "VDS-NC-SIGNATURE-LENGTH",
            Self::SignatureRange => "VDS-NC-SIGNATURE-RANGE",
            Self::Chain(error) => error.code(),
            Self::Signature => "VDS-NC-SIGNATURE",
        }
    }
}
