//! Throw-away signing keys for the demo and for tests. Made in memory; nobody's trust.

use std::fmt;

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, DnValue, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};

use crate::keys::{KeyError, SigningKeys};

/// The demo issuer's `iss` URL. `.example.jp` can never be somebody's real issuer (RFC 6761, JPRS).
pub const DEMO_SHC_ISSUER: &str = "https://vc.vrs.example.jp/issuer";

/// Extended key usage 2.23.136.1.1.14.2 (Doc 9303-13: VDS-NC barcode signer) in DER.
const EKU_BARCODE_SIGNER: [u8; 11] = [
    0x30, 0x09, 0x06, 0x07, 0x67, 0x81, 0x08, 0x01, 0x01, 0x0E, 0x02,
];
/// RFC 5280, 4.2.1.12.
const EXT_KEY_USAGE: &[u64] = &[2, 5, 29, 37];
/// Doc 9303-12: the document types a signer may sign.
const EXT_DOCUMENT_TYPES: &[u64] = &[2, 23, 136, 1, 1, 6, 2];
/// `DocumentTypeList { version 0, docTypeList { "NV" } }` in DER.
const DOCUMENT_TYPES_NV: [u8; 11] = [
    0x30, 0x09, 0x02, 0x01, 0x00, 0x31, 0x04, 0x13, 0x02, b'N', b'V',
];

/// A whole throw-away issuer: SMART Health Card key, country signing CA and barcode signer.
///
/// Each part is text as it goes into files; [`DemoKeys::signing_keys`] is what VRS signs with.
pub struct DemoKeys {
    /// `iss` URL of the SMART Health Cards.
    pub shc_issuer: String,
    /// Private key of the SMART Health Cards, PKCS #8 PEM. Secret.
    pub shc_key_pem: String,
    /// Public key set of the issuer, for verifiers: `{"keys":[…]}`.
    pub jwks_json: String,
    /// Country signing CA (C=JP, self-signed), PEM, for verifiers.
    pub csca_pem: String,
    /// Private key of the barcode signer, PKCS #8 PEM. Secret.
    pub vds_nc_key_pem: String,
    /// Certificate of the barcode signer, PEM.
    pub vds_nc_certificate_pem: String,
}

impl fmt::Debug for DemoKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DemoKeys")
    }
}

impl DemoKeys {
    /// Makes new keys. Certificates are valid from 2021, as doses lie in the past, for ten years
    /// from now.
    ///
    /// # Errors
    /// [`KeyError::Generate`] if the system's random numbers fail.
    pub fn generate() -> Result<Self, KeyError> {
        Self::make().map_err(|_| KeyError::Generate)
    }

    fn make() -> Result<Self, rcgen::Error> {
        let shc = KeyPair::generate()?;
        let csca_key = KeyPair::generate()?;
        let signer_key = KeyPair::generate()?;

        let mut csca = params("Demo CSCA - SPECIMEN");
        csca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        csca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let csca_certificate = csca.self_signed(&csca_key)?;

        let mut signer = params("Demo VDS-NC Signer - SPECIMEN");
        signer.use_authority_key_identifier_extension = true;
        // Written by hand as it is critical in signers' certificates; rcgen's own is not.
        let mut usage =
            CustomExtension::from_oid_content(EXT_KEY_USAGE, EKU_BARCODE_SIGNER.to_vec());
        usage.set_criticality(true);
        signer.custom_extensions = vec![
            usage,
            CustomExtension::from_oid_content(EXT_DOCUMENT_TYPES, DOCUMENT_TYPES_NV.to_vec()),
            // rcgen writes a subject key identifier into CA certificates only.
            subject_key_identifier(&signer.key_identifier(&signer_key)),
        ];
        let signer_certificate =
            signer.signed_by(&signer_key, &Issuer::from_params(&csca, &csca_key))?;

        let mut keys = Self {
            shc_issuer: DEMO_SHC_ISSUER.to_owned(),
            shc_key_pem: shc.serialize_pem(),
            jwks_json: String::new(),
            csca_pem: csca_certificate.pem(),
            vds_nc_key_pem: signer_key.serialize_pem(),
            vds_nc_certificate_pem: signer_certificate.pem(),
        };
        keys.jwks_json = keys
            .signing_keys()
            .map_err(|_| rcgen::Error::CouldNotParseKeyPair)?
            .jwks_json();
        Ok(keys)
    }

    /// The private halves, ready to sign.
    ///
    /// # Errors
    /// [`KeyError`] if a field was changed to something unusable.
    pub fn signing_keys(&self) -> Result<SigningKeys, KeyError> {
        SigningKeys::from_pem(
            &self.shc_issuer,
            &self.shc_key_pem,
            &self.vds_nc_key_pem,
            &self.vds_nc_certificate_pem,
        )
    }
}

fn params(common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    // Doc 9303-12: countryName is a PrintableString.
    if let Ok(country) = "JP".try_into() {
        name.push(DnType::CountryName, DnValue::PrintableString(country));
    }
    name.push(DnType::CommonName, common_name);
    params.distinguished_name = name;
    let now = OffsetDateTime::now_utc();
    params.not_before = rcgen::date_time_ymd(2021, 1, 1);
    params.not_after = now.saturating_add(Duration::days(10 * 365));
    params
}

/// RFC 5280, 4.2.1.2.
fn subject_key_identifier(identifier: &[u8]) -> CustomExtension {
    let mut der = vec![0x04, u8::try_from(identifier.len()).unwrap_or(0)];
    der.extend_from_slice(identifier);
    CustomExtension::from_oid_content(&[2, 5, 29, 14], der)
}
