//! Every signature algorithm that Doc 9303 and the card framework allow: whose certificates and
//! seals verify, and which are refused as not supported. The certificates are put together here byte
//! by byte, as no tool makes all of them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod common;

use base64::Engine as _;
use certificate::shc::{self, Jwks};
use certificate::vds_nc::{self, VdsNcError};
use certificate::{Authority, ChainError};
use common::{ISSUER, ShcSigner, b64, seal_data, shc_payload};
use p521::ecdsa::signature::rand_core::{CryptoRng, Error, RngCore};
use ring::digest::{Algorithm, SHA256, SHA384, SHA512, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair};
use serde_json::{Value, json};

// What `openssl ecparam -param_enc explicit -outform DER` says of each curve.
const EXPLICIT_P256: &str = "\
    3081f7020101302c06072a8648ce3d0101022100ffffffff00000001000000000000000000000000ffffffffff\
    ffffffffffffff305b0420ffffffff00000001000000000000000000000000fffffffffffffffffffffffc0420\
    5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a66\
    78e1139d26b7819f7e900441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
    4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5022100ffffffff00000000ffff\
    ffffffffffffbce6faada7179e84f3b9cac2fc632551020101";
const EXPLICIT_P384: &str = "\
    30820157020101303c06072a8648ce3d0101023100ffffffffffffffffffffffffffffffffffffffffffffffff\
    fffffffffffffffeffffffff0000000000000000ffffffff307b0430ffffffffffffffffffffffffffffffffff\
    fffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc0430b3312fa7e23ee7e4988e056b\
    e3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef031500a335926aa319\
    a27a1d00896a6773a4827acdac73046104aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e0\
    82542a385502f25dbf55296c3a545e3872760ab73617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9\
    da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f023100ffffffffffffffffffffffffffffffffffffff\
    ffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973020101";
const EXPLICIT_P521: &str = "\
    308201c3020101304d06072a8648ce3d0101024201ffffffffffffffffffffffffffffffffffffffffffffffff\
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff30819f04\
    4201ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
    fffffffffffffffffffffffffffffffffffffffffffc04420051953eb9618e1c9a1f929a21a0b68540eea2da72\
    5b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00\
    031500d09e8800291cb85396cc6717393284aaa0da64ba0481850400c6858e06b70404e9cd9e3ecb662395b442\
    9c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2\
    e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640\
    c550b9013fad0761353c7086a272c24088be94769fd16650024201ffffffffffffffffffffffffffffffffffff\
    fffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e9138\
    6409020101";

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    let mut der = vec![tag];
    match length {
        0..=127 => der.push(u8::try_from(length).unwrap()),
        128..=255 => der.extend([0x81, u8::try_from(length).unwrap()]),
        _ => {
            der.push(0x82);
            der.extend(length.to_be_bytes());
        }
    }
    der.extend(content);
    der
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

fn bits(content: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], content].concat())
}

const P256: &[u8] = &[0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
const P384: &[u8] = &[0x06, 5, 0x2B, 0x81, 4, 0, 0x22];
const P521: &[u8] = &[0x06, 5, 0x2B, 0x81, 4, 0, 0x23];
const BRAINPOOL_P256R1: &[u8] = &[0x06, 9, 0x2B, 0x24, 3, 3, 2, 8, 1, 1, 7];
const EC_PUBLIC_KEY: &[u8] = &[0x06, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];

struct Random;

impl RngCore for Random {
    fn next_u32(&mut self) -> u32 {
        u32::try_from(self.next_u64() >> 32).unwrap()
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_be_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        SystemRandom::new().fill(bytes).unwrap();
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Random {}

/// A signature in both forms.
struct Signed {
    raw: Vec<u8>,
    der: Vec<u8>,
}

/// A key pair on one of the curves.
enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

impl Key {
    fn p256() -> Self {
        Self::P256(p256::ecdsa::SigningKey::random(&mut Random))
    }

    fn p384() -> Self {
        Self::P384(p384::ecdsa::SigningKey::random(&mut Random))
    }

    fn p521() -> Self {
        Self::P521(p521::ecdsa::SigningKey::random(&mut Random))
    }

    fn curve(&self) -> &'static [u8] {
        match self {
            Self::P256(_) => P256,
            Self::P384(_) => P384,
            Self::P521(_) => P521,
        }
    }

    fn point(&self, compress: bool) -> Vec<u8> {
        match self {
            Self::P256(key) => key
                .verifying_key()
                .to_encoded_point(compress)
                .as_bytes()
                .to_vec(),
            Self::P384(key) => key
                .verifying_key()
                .to_encoded_point(compress)
                .as_bytes()
                .to_vec(),
            Self::P521(key) => {
                let public = p521::ecdsa::VerifyingKey::from(key);
                public.to_encoded_point(compress).as_bytes().to_vec()
            }
        }
    }

    fn sign(&self, hash: &'static Algorithm, message: &[u8]) -> Signed {
        use p521::ecdsa::signature::hazmat::{PrehashSigner as _, RandomizedPrehashSigner as _};
        let hashed = digest(hash, message);
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(hashed.as_ref()).unwrap();
                Signed {
                    raw: signature.to_bytes().to_vec(),
                    der: signature.to_der().as_bytes().to_vec(),
                }
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(hashed.as_ref()).unwrap();
                Signed {
                    raw: signature.to_bytes().to_vec(),
                    der: signature.to_der().as_bytes().to_vec(),
                }
            }
            Self::P521(key) => {
                // The same number, at the length that P-521 asks for.
                let mut number = vec![0; 66 - hashed.as_ref().len()];
                number.extend(hashed.as_ref());
                let signature = key.sign_prehash_with_rng(&mut Random, &number).unwrap();
                Signed {
                    raw: signature.to_bytes().to_vec(),
                    der: signature.to_der().as_bytes().to_vec(),
                }
            }
        }
    }

    fn info(&self) -> Vec<u8> {
        info(self.curve(), &self.point(false))
    }
}

/// `SubjectPublicKeyInfo` of a point on a curve.
fn info(curve: &[u8], point: &[u8]) -> Vec<u8> {
    sequence(&[&sequence(&[EC_PUBLIC_KEY, curve]), &bits(point)])
}

/// `ecdsa-with-SHA256`, `384` and `512`.
fn ecdsa_with(hash: &'static Algorithm) -> Vec<u8> {
    let last = match hash.output_len() {
        32 => 2,
        48 => 3,
        _ => 4,
    };
    sequence(&[&[0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, last]])
}

fn name(common: &str) -> Vec<u8> {
    let attribute = sequence(&[&[0x06, 3, 0x55, 4, 3], &tlv(0x0C, common.as_bytes())]);
    sequence(&[&tlv(0x31, &attribute)])
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { &[1, 1, 0xFF] } else { &[] };
    sequence(&[oid, critical, &tlv(0x04, value)])
}

fn of_authority() -> Vec<u8> {
    let constraints = sequence(&[&[1, 1, 0xFF]]);
    extension(&[0x06, 3, 0x55, 0x1D, 0x13], true, &constraints)
}

fn of_seal_signer() -> Vec<u8> {
    let usage = sequence(&[&[0x06, 7, 0x67, 0x81, 8, 1, 1, 0x0E, 2]]);
    let list = sequence(&[&[2, 1, 0], &tlv(0x31, &tlv(0x13, b"NV"))]);
    let types = [0x06, 7, 0x67, 0x81, 8, 1, 1, 6, 2];
    let usage = extension(&[0x06, 3, 0x55, 0x1D, 0x25], true, &usage);
    [usage, extension(&types, false, &list)].concat()
}

fn of_issuer() -> Vec<u8> {
    let uri = sequence(&[&tlv(0x86, ISSUER.as_bytes())]);
    extension(&[0x06, 3, 0x55, 0x1D, 0x11], false, &uri)
}

/// A certificate from 2021 to 2031.
fn certificate(
    issuer: &str,
    subject: &str,
    info: &[u8],
    extensions: &[u8],
    algorithm: &[u8],
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let validity = sequence(&[&tlv(0x17, b"210101000000Z"), &tlv(0x17, b"311231235959Z")]);
    let body = sequence(&[
        &[0xA0, 3, 2, 1, 2, 2, 1, 7],
        algorithm,
        &name(issuer),
        &validity,
        &name(subject),
        info,
        &tlv(0xA3, &sequence(&[extensions])),
    ]);
    sequence(&[&body, algorithm, &bits(&sign(&body))])
}

/// A CSCA of this key, its parameters as given.
fn csca(key: &Key, curve: &[u8], compress: bool) -> Result<Authority, certificate::TrustError> {
    let info = info(curve, &key.point(compress));
    let der = certificate(
        "CSCA",
        "CSCA",
        &info,
        &of_authority(),
        &ecdsa_with(&SHA256),
        |body| key.sign(&SHA256, body).der,
    );
    Authority::from_der_or_pem(&der)
}

fn seal(signer: &[u8], algorithm: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Value {
    let data = seal_data();
    let signature = sign(data.to_string().as_bytes());
    json!({
        "data": data,
        "sig": { "alg": algorithm, "cer": b64(signer), "sigvl": b64(signature) },
    })
}

/// What a seal by a P-256 signer is worth under this CSCA, which signs with this hash.
fn under(csca: &Authority, key: &Key, hash: &'static Algorithm) -> Result<(), VdsNcError> {
    let signer_key = Key::p256();
    let info = signer_key.info();
    let signer = certificate(
        "CSCA",
        "Signer",
        &info,
        &of_seal_signer(),
        &ecdsa_with(hash),
        |body| key.sign(hash, body).der,
    );
    let seal = seal(&signer, "ES256", |data| signer_key.sign(&SHA256, data).raw);
    vds_nc::verify(&seal.to_string(), std::slice::from_ref(csca)).map(|_| ())
}

#[test]
fn every_curve_of_nist_signs_with_every_hash_under_every_name() {
    for (key, explicit) in [
        (Key::p256(), EXPLICIT_P256),
        (Key::p384(), EXPLICIT_P384),
        (Key::p521(), EXPLICIT_P521),
    ] {
        let explicit = unhex(explicit);
        for (parameters, compress) in [
            (key.curve(), false),
            (key.curve(), true),
            (explicit.as_slice(), false),
        ] {
            let csca = csca(&key, parameters, compress).unwrap();
            for hash in [&SHA256, &SHA384, &SHA512] {
                let under = under(&csca, &key, hash);
                assert_eq!(under, Ok(()), "{parameters:?} {compress} {hash:?}");
            }
        }
        // The same curve, another key.
        let (csca, other) = (csca(&key, &explicit, false).unwrap(), Key::p256());
        let wrong = under(&csca, &other, &SHA512);
        assert_eq!(wrong, Err(VdsNcError::Chain(ChainError::Signature)));
    }
}

#[test]
fn explicit_parameters_of_no_known_curve_are_refused() {
    let key = Key::p384();
    let explicit = unhex(EXPLICIT_P384);
    let unknown = Err(VdsNcError::Chain(ChainError::Algorithm));
    // One bit of any parameter: a version or seed says nothing of the curve.
    let generator = explicit.len() - 0x61 - 0x35;
    let prime = 30;
    let order = explicit.len() - 20;
    let cofactor = explicit.len() - 1;
    for place in [prime, generator, order, cofactor] {
        let mut bent = explicit.clone();
        bent[place] ^= 2;
        let csca = csca(&key, &bent, false).unwrap();
        assert_eq!(under(&csca, &key, &SHA384), unknown, "byte {place}");
    }
    // P-256's parameters with a key of P-384, and a curve that is not verified here.
    let csca_of_other = csca(&key, P256, false).unwrap();
    assert_eq!(
        under(&csca_of_other, &key, &SHA384),
        Err(VdsNcError::Chain(ChainError::Signature))
    );
    let brainpool = csca(&Key::p256(), BRAINPOOL_P256R1, false).unwrap();
    assert_eq!(under(&brainpool, &Key::p256(), &SHA256), unknown);
}

#[test]
fn a_seal_is_signed_by_es256_es384_or_es512_and_by_a_key_that_fits() {
    let root = Key::p384();
    let csca = csca(&root, P384, false).unwrap();
    let keys = [
        ("ES256", Key::p256(), &SHA256),
        ("ES384", Key::p384(), &SHA384),
        ("ES512", Key::p521(), &SHA512),
    ];
    for (algorithm, key, hash) in &keys {
        let signer = certificate(
            "CSCA",
            "Signer",
            &key.info(),
            &of_seal_signer(),
            &ecdsa_with(&SHA384),
            |body| root.sign(&SHA384, body).der,
        );
        let check = |seal: &Value| {
            vds_nc::verify(&seal.to_string(), std::slice::from_ref(&csca)).map(|_| ())
        };
        let good = seal(&signer, algorithm, |data| key.sign(hash, data).raw);
        assert_eq!(check(&good), Ok(()), "{algorithm}");
        let mut forged = good.clone();
        forged["data"]["msg"]["pid"]["n"] = json!("MIHON  TARO");
        assert_eq!(check(&forged), Err(VdsNcError::Signature), "{algorithm}");
        let der = seal(&signer, algorithm, |data| key.sign(hash, data).der);
        assert_eq!(check(&der), Err(VdsNcError::SignatureDer), "{algorithm}");
        let zero = seal(&signer, algorithm, |data| {
            vec![0; key.sign(hash, data).raw.len()]
        });
        assert_eq!(check(&zero), Err(VdsNcError::SignatureRange), "{algorithm}");
        let full = seal(&signer, algorithm, |data| {
            vec![0xFF; key.sign(hash, data).raw.len()]
        });
        assert_eq!(check(&full), Err(VdsNcError::SignatureRange), "{algorithm}");
        for (other, other_key, other_hash) in &keys {
            if other == algorithm {
                continue;
            }
            let other_name = seal(&signer, other, |data| key.sign(hash, data).raw);
            assert_eq!(
                check(&other_name),
                Err(VdsNcError::SignatureLength),
                "{other}"
            );
            let other_signature = seal(&signer, other, |data| other_key.sign(other_hash, data).raw);
            assert_eq!(
                check(&other_signature),
                Err(VdsNcError::KeyAlgorithm),
                "{other}"
            );
        }
        for unknown in ["none", "RS256", "es256", "ES256K", "PS256", ""] {
            let renamed = seal(&signer, unknown, |data| key.sign(hash, data).raw);
            assert_eq!(check(&renamed), Err(VdsNcError::Algorithm), "{unknown}");
        }
    }
}

/// The test key of the virtual cards' authority: 2048 bits.
fn rsa() -> RsaKeyPair {
    let pem = include_str!("../../virtual-card/keys/ca.pem");
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD
        .decode(base64)
        .unwrap();
    RsaKeyPair::from_der(&der).unwrap()
}

#[test]
fn an_rsa_authority_signs_by_pkcs_1_or_pss() {
    let key = rsa();
    let of_rsa = |last: u8| vec![0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, last];
    let sha = |last: u8| {
        sequence(&[
            &[0x06, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last],
            &[5, 0],
        ])
    };
    let pss = |hash: u8, mask: u8, salt: u8| {
        let mgf1 = sequence(&[&of_rsa(8), &sha(mask)]);
        let parameters = sequence(&[
            &tlv(0xA0, &sha(hash)),
            &tlv(0xA1, &mgf1),
            &tlv(0xA2, &[2, 1, salt]),
        ]);
        sequence(&[&of_rsa(10), &parameters])
    };
    let public = key.public().as_ref();
    let info = sequence(&[&sequence(&[&of_rsa(1), &[5, 0]]), &bits(public)]);
    let sign = |padding: &'static dyn RsaEncoding, body: &[u8]| {
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(padding, &SystemRandom::new(), body, &mut signature)
            .unwrap();
        signature
    };
    let pkcs1 = sequence(&[&of_rsa(11), &[5, 0]]);
    let der = certificate("CSCA", "CSCA", &info, &of_authority(), &pkcs1, |body| {
        sign(&RSA_PKCS1_SHA256, body)
    });
    let csca = Authority::from_der_or_pem(&der).unwrap();
    let with = |algorithm: &[u8], padding: &'static dyn RsaEncoding| {
        let signer_key = Key::p256();
        let info = signer_key.info();
        let signer = certificate("CSCA", "S", &info, &of_seal_signer(), algorithm, |body| {
            sign(padding, body)
        });
        let seal = seal(&signer, "ES256", |data| signer_key.sign(&SHA256, data).raw);
        vds_nc::verify(&seal.to_string(), std::slice::from_ref(&csca)).map(|_| ())
    };
    assert_eq!(with(&pkcs1, &RSA_PKCS1_SHA256), Ok(()));
    assert_eq!(with(&pss(1, 1, 32), &RSA_PSS_SHA256), Ok(()));
    assert_eq!(with(&pss(3, 3, 64), &RSA_PSS_SHA512), Ok(()));

    let refused = |error| Err(VdsNcError::Chain(error));
    assert_eq!(
        with(&pkcs1, &RSA_PSS_SHA256),
        refused(ChainError::Signature)
    );
    for unusual in [
        pss(1, 3, 32),
        pss(1, 1, 20),
        // SHA-1, by name and as what PSS is without parameters; SHA-1 of PKCS #1.
        sequence(&[&of_rsa(10), &sequence(&[])]),
        sequence(&[&of_rsa(10)]),
        sequence(&[&of_rsa(5), &[5, 0]]),
        // MD5, and ECDSA by an RSA key.
        sequence(&[&of_rsa(4), &[5, 0]]),
        ecdsa_with(&SHA256),
    ] {
        assert_eq!(
            with(&unusual, &RSA_PSS_SHA256),
            refused(ChainError::Algorithm),
            "{unusual:02x?}"
        );
    }
}

/// Japan's issuer: P-256 throughout, the root signing with SHA-512, the intermediate with SHA-384.
#[test]
fn a_chain_as_japans_issuer_has_it_is_followed_to_its_root() {
    let signer = ShcSigner::new();
    let (root, middle) = (Key::p256(), Key::p256());
    let authority = of_authority();
    let root_der = certificate(
        "Root",
        "Root",
        &root.info(),
        &authority,
        &ecdsa_with(&SHA512),
        |body| root.sign(&SHA512, body).der,
    );
    let middle_der = certificate(
        "Root",
        "CA",
        &middle.info(),
        &authority,
        &ecdsa_with(&SHA512),
        |body| root.sign(&SHA512, body).der,
    );
    let point = signer.point();
    let leaf = certificate(
        "CA",
        "Issuer",
        &info(P256, &point),
        &of_issuer(),
        &ecdsa_with(&SHA384),
        |body| middle.sign(&SHA384, body).der,
    );
    let chain = [leaf, middle_der, root_der.clone()];
    let keys = Jwks::from_json(&signer.jwks_with_x5c(&chain)).unwrap();
    let card = shc::verify(&signer.card(&shc_payload()), &keys).unwrap();
    let pinned = Authority::from_der_or_pem(&root_der).unwrap();
    assert!(card.key().check_chain(ISSUER, &pinned).is_ok());

    let impostor = Key::p256();
    let impostor = certificate(
        "Root",
        "Root",
        &impostor.info(),
        &authority,
        &ecdsa_with(&SHA512),
        |body| impostor.sign(&SHA512, body).der,
    );
    let pinned = Authority::from_der_or_pem(&impostor).unwrap();
    let wrong = card.key().check_chain(ISSUER, &pinned);
    assert_eq!(wrong, Err(ChainError::Signature));
}
