//! Making the two signed codes: SMART Health Card and VDS-NC.
//!
//! Everything to be signed is given; nothing is looked up here. What a code says of a product comes
//! with the record ([`CodedDose`]) and is never derived from the product's name.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use card_driver::BirthDate;
use card_driver::secret::PersonalText;
use certificate::{CertificateId, Dose};
use ring::signature::EcdsaKeyPair;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::keys::SigningKeys;
use crate::record::iso;

/// Competent authority in the SMART Health Card, spelt as Japan's cards spell it.
pub const SHC_AUTHORITY: &str = "MHLW_Gov_of_JAPAN";
/// Competent authority in the VDS-NC, spelt as the authority's FAQ spells it. At most 20 characters.
pub const VDS_NC_AUTHORITY: &str = "MHLW_Gov_of_Japan";
/// Longest JWS that fits one QR code of version 22, level L (smarthealth.cards, FAQ "qr").
pub const MAX_SHC_JWS: usize = 1195;

/// ICD-11 extension code "COVID-19 vaccines".
const ICD11_COVID19_VACCINE: &str = "XM68M6";
/// ICD-11 "COVID-19, virus identified".
const ICD11_COVID19: &str = "RA01.0";

/// Why a code could not be signed. Never holds what was to be signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// No dose, nothing to certify.
    #[error("no dose to certify")]
    NoDose,
    /// The JWS does not fit one QR code of version 22.
    #[error("the health card is too long for its QR code")]
    TooLong,
    /// A field breaks the bounds of VDS-NC (Doc 9303-13).
    #[error("field {0} does not fit the VDS-NC")]
    Field(&'static str),
    /// The system's random numbers or the encoder failed.
    #[error("signing failed")]
    Sign,
}

impl SigningError {
    /// Stable code for logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDose => "VRS-SIGN-NO-DOSE",
            Self::TooLong => "VRS-SIGN-TOO-LONG",
            Self::Field(_) => "VRS-SIGN-FIELD",
            Self::Sign => "VRS-SIGN-FAILED",
        }
    }
}

/// A dose and the codes its record carries.
#[derive(Clone, Copy)]
pub struct CodedDose<'a> {
    /// The dose as printed.
    pub dose: &'a Dose,
    /// CVX code of the product, digits, such as `"208"`.
    pub cvx: &'a str,
    /// Brand name in Latin letters, such as `"COMIRNATY"`.
    pub brand: &'a str,
}

/// What a SMART Health Card says.
pub struct ShcFields<'a> {
    /// The holder's name, an ideographic space (U+3000) between its parts, as the card has it. A plain space parts
    /// nothing: a Latin name on a card (`JOHN SMITH`) must not come apart there, or its parts joined again would
    /// be another name.
    pub name: &'a PersonalText,
    /// The holder's date of birth.
    pub birth_date: BirthDate,
    /// The doses, in order.
    pub doses: &'a [CodedDose<'a>],
    /// Time of issue (`nbf`).
    pub issued_at: OffsetDateTime,
}

/// What a VDS-NC says.
pub struct VdsNcFields<'a> {
    /// Certificate ID (`uvci`), 1 to 12 characters.
    pub id: &'a CertificateId,
    /// Name in Roman letters as in the passport, at most 39 characters.
    pub roman_name: &'a PersonalText,
    /// The holder's date of birth.
    pub birth_date: BirthDate,
    /// Passport number, at most 11 characters.
    pub passport_number: &'a PersonalText,
    /// The doses, in order.
    pub doses: &'a [CodedDose<'a>],
}

/// Signs a SMART Health Card and gives its compact JWS, at most [`MAX_SHC_JWS`] characters.
///
/// # Errors
/// [`SigningError::NoDose`], [`SigningError::TooLong`], or [`SigningError::Sign`].
pub fn sign_shc(keys: &SigningKeys, fields: &ShcFields<'_>) -> Result<String, SigningError> {
    if fields.doses.is_empty() {
        return Err(SigningError::NoDose);
    }
    let payload = Zeroizing::new(shc_payload(keys.shc_issuer(), fields)?);
    // Raw DEFLATE: a zlib header would make readers fail (smarthealth.cards, "Encoding").
    let deflated = Zeroizing::new(miniz_oxide::deflate::compress_to_vec(&payload, 10));
    let header = format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, keys.shc_kid);
    let mut jws = URL_SAFE_NO_PAD.encode(header);
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(&*deflated, &mut jws);
    let signature = sign(&keys.shc_key, keys, jws.as_bytes())?;
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jws);
    if jws.len() > MAX_SHC_JWS {
        return Err(SigningError::TooLong);
    }
    Ok(jws)
}

/// Signs a VDS-NC and gives its JSON text, canonical as a whole (RFC 8785).
///
/// # Errors
/// [`SigningError::NoDose`], [`SigningError::Field`] naming the field out of bounds, or
/// [`SigningError::Sign`].
pub fn sign_vds_nc(keys: &SigningKeys, fields: &VdsNcFields<'_>) -> Result<String, SigningError> {
    let data = vds_nc_data(fields)?;
    let canonical =
        Zeroizing::new(serde_json_canonicalizer::to_vec(&data).map_err(|_| SigningError::Sign)?);
    let signature = sign(&keys.vds_nc_key, keys, &canonical)?;
    let whole = vds::Whole {
        data,
        sig: vds::Sig {
            alg: "ES256",
            cer: URL_SAFE_NO_PAD.encode(&keys.vds_nc_certificate),
            sigvl: URL_SAFE_NO_PAD.encode(signature),
        },
    };
    serde_json_canonicalizer::to_string(&whole).map_err(|_| SigningError::Sign)
}

/// ECDSA on P-256 with SHA-256, r and s raw: 64 bytes, not DER.
fn sign(key: &EcdsaKeyPair, keys: &SigningKeys, message: &[u8]) -> Result<[u8; 64], SigningError> {
    let signature = key
        .sign(&keys.rng, message)
        .map_err(|_| SigningError::Sign)?;
    signature
        .as_ref()
        .try_into()
        .map_err(|_| SigningError::Sign)
}

mod fhir {
    use serde::Serialize;

    #[derive(Serialize)]
    pub(super) struct Claims<'a> {
        pub iss: &'a str,
        pub nbf: f64,
        pub vc: Vc<'a>,
    }

    #[derive(Serialize)]
    pub(super) struct Vc<'a> {
        #[serde(rename = "type")]
        pub types: [&'static str; 1],
        #[serde(rename = "credentialSubject")]
        pub subject: Subject<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Subject<'a> {
        pub fhir_version: &'static str,
        pub fhir_bundle: Bundle<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Bundle<'a> {
        pub resource_type: &'static str,
        #[serde(rename = "type")]
        pub kind: &'static str,
        pub entry: Vec<Entry<'a>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Entry<'a> {
        pub full_url: String,
        pub resource: Resource<'a>,
    }

    #[derive(Serialize)]
    #[serde(tag = "resourceType")]
    pub(super) enum Resource<'a> {
        #[serde(rename_all = "camelCase")]
        Patient {
            name: [HumanName<'a>; 1],
            birth_date: String,
        },
        #[serde(rename_all = "camelCase")]
        Immunization {
            status: &'static str,
            vaccine_code: VaccineCode<'a>,
            patient: Reference,
            occurrence_date_time: String,
            lot_number: &'a str,
            performer: [Performer; 1],
        },
    }

    #[derive(Serialize)]
    pub(super) struct HumanName<'a> {
        #[serde(rename = "use")]
        pub usage: &'static str,
        pub family: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub given: Vec<&'a str>,
    }

    #[derive(Serialize)]
    pub(super) struct VaccineCode<'a> {
        pub coding: [Coding<'a>; 1],
    }

    #[derive(Serialize)]
    pub(super) struct Coding<'a> {
        pub system: &'static str,
        pub code: &'a str,
    }

    #[derive(Serialize)]
    pub(super) struct Reference {
        pub reference: &'static str,
    }

    #[derive(Serialize)]
    pub(super) struct Performer {
        pub actor: Actor,
    }

    #[derive(Serialize)]
    pub(super) struct Actor {
        pub display: &'static str,
    }
}

fn shc_payload(issuer: &str, fields: &ShcFields<'_>) -> Result<Vec<u8>, SigningError> {
    let full = fields.name.expose();
    // A name that does not come apart cleanly stays whole: FHIR has no empty parts.
    let mut parts: Vec<&str> = full.split('\u{3000}').collect();
    if parts.iter().any(|part| part.is_empty()) {
        parts = vec![full];
    }
    let given = parts.split_off(1.min(parts.len()));
    let family = parts.pop().unwrap_or(full);
    let mut entry = vec![fhir::Entry {
        full_url: "resource:0".to_owned(),
        resource: fhir::Resource::Patient {
            name: [fhir::HumanName {
                usage: "usual",
                family,
                given,
            }],
            birth_date: iso(fields.birth_date.date()),
        },
    }];
    entry.extend(
        fields
            .doses
            .iter()
            .enumerate()
            .map(|(index, coded)| fhir::Entry {
                full_url: format!("resource:{}", index + 1),
                resource: fhir::Resource::Immunization {
                    status: "completed",
                    vaccine_code: fhir::VaccineCode {
                        coding: [fhir::Coding {
                            system: "http://hl7.org/fhir/sid/cvx",
                            code: coded.cvx,
                        }],
                    },
                    patient: fhir::Reference {
                        reference: "resource:0",
                    },
                    occurrence_date_time: iso(coded.dose.date),
                    lot_number: &coded.dose.lot,
                    performer: [fhir::Performer {
                        actor: fhir::Actor {
                            display: SHC_AUTHORITY,
                        },
                    }],
                },
            }),
    );
    let micros = fields.issued_at.unix_timestamp_nanos() / 1_000;
    #[allow(clippy::cast_precision_loss)] // 51 bits until the year 2041, 53 until 2255
    let nbf = micros as f64 / 1e6;
    serde_json::to_vec(&fhir::Claims {
        iss: issuer,
        nbf,
        vc: fhir::Vc {
            types: ["https://smarthealth.cards#health-card"],
            subject: fhir::Subject {
                fhir_version: "4.0.1",
                fhir_bundle: fhir::Bundle {
                    resource_type: "Bundle",
                    kind: "collection",
                    entry,
                },
            },
        },
    })
    .map_err(|_| SigningError::Sign)
}

fn vds_nc_data<'a>(fields: &VdsNcFields<'a>) -> Result<vds::Data<'a>, SigningError> {
    if fields.doses.is_empty() {
        return Err(SigningError::NoDose);
    }
    let mut ve: Vec<vds::Ve<'a>> = Vec::new();
    for coded in fields.doses {
        let country = coded
            .dose
            .country
            .as_deref()
            .ok_or(SigningError::Field("ctr"))?;
        let vd = vds::Vd {
            dvc: iso(coded.dose.date),
            seq: bounded(
                "seq",
                coded.dose.number,
                (1..=99).contains(&coded.dose.number),
            )?,
            ctr: bounded("ctr", country, country.len() == 3)?,
            adm: VDS_NC_AUTHORITY,
            lot: bounded(
                "lot",
                &coded.dose.lot,
                (1..=20).contains(&coded.dose.lot.len()),
            )?,
        };
        // One entry per product, its doses within: readers take two entries for two vaccines.
        match ve.iter_mut().find(|entry| entry.nam == coded.brand) {
            Some(entry) => entry.vd.push(vd),
            None => ve.push(vds::Ve {
                des: ICD11_COVID19_VACCINE,
                nam: bounded("nam", coded.brand, !coded.brand.is_empty())?,
                dis: ICD11_COVID19,
                vd: vec![vd],
            }),
        }
    }
    let name = fields.roman_name.expose();
    let passport = fields.passport_number.expose();
    Ok(vds::Data {
        hdr: vds::Hdr {
            t: "icao.vacc",
            v: 1,
            is: "JPN",
        },
        msg: vds::Msg {
            uvci: fields.id.expose(),
            pid: vds::Pid {
                n: bounded("n", name, (1..=39).contains(&name.len()))?,
                dob: iso(fields.birth_date.date()),
                i: bounded("i", passport, (1..=11).contains(&passport.len()))?,
            },
            ve,
        },
    })
}

fn bounded<T>(field: &'static str, value: T, fits: bool) -> Result<T, SigningError> {
    if fits {
        Ok(value)
    } else {
        Err(SigningError::Field(field))
    }
}

/// The layout of Doc 9303-13. The order of fields is of no account: RFC 8785 sorts them.
mod vds {
    use serde::Serialize;

    #[derive(Serialize)]
    pub(super) struct Whole<'a> {
        pub data: Data<'a>,
        pub sig: Sig,
    }

    #[derive(Serialize)]
    pub(super) struct Sig {
        pub alg: &'static str,
        pub cer: String,
        pub sigvl: String,
    }

    #[derive(Serialize)]
    pub(super) struct Data<'a> {
        pub hdr: Hdr,
        pub msg: Msg<'a>,
    }

    #[derive(Serialize)]
    pub(super) struct Hdr {
        pub t: &'static str,
        pub v: u8,
        pub is: &'static str,
    }

    #[derive(Serialize)]
    pub(super) struct Msg<'a> {
        pub uvci: &'a str,
        pub pid: Pid<'a>,
        pub ve: Vec<Ve<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Pid<'a> {
        pub n: &'a str,
        pub dob: String,
        pub i: &'a str,
    }

    #[derive(Serialize)]
    pub(super) struct Ve<'a> {
        pub des: &'static str,
        pub nam: &'a str,
        pub dis: &'static str,
        pub vd: Vec<Vd<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Vd<'a> {
        pub dvc: String,
        pub seq: u8,
        pub ctr: &'a str,
        pub adm: &'static str,
        pub lot: &'a str,
    }
}
