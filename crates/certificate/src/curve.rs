//! The elliptic curves of NIST: by name, and by the explicit parameters that CSCA certificates have in place of one
//! (Doc 9303-12, 4.1.6.3; Japan's own does).

use x509_parser::oid_registry::asn1_rs::{Any, FromDer as _, Oid, Tag};
use x509_parser::x509::SubjectPublicKeyInfo;

/// A curve that signatures are verified on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
}

/// A public key on a curve, its point as SEC 1 writes it.
#[derive(Clone, Copy)]
pub(crate) struct EcKey<'a> {
    pub(crate) curve: Curve,
    pub(crate) point: &'a [u8],
}

impl<'a> EcKey<'a> {
    /// The key, if it is on a curve known here.
    pub(crate) fn read(key: &'a SubjectPublicKeyInfo<'_>) -> Option<Self> {
        if key.algorithm.algorithm != x509_parser::der_parser::oid!(1.2.840.10045.2.1) {
            return None;
        }
        let parameters = key.algorithm.parameters.as_ref()?;
        let curve = match parameters.tag() {
            Tag::Oid => Curve::named(&Oid::try_from(parameters).ok()?),
            Tag::Sequence => Curve::explicit(parameters.data),
            _ => None,
        };
        let point = key.subject_public_key.data.as_ref();
        Some(Self {
            curve: curve?,
            point,
        })
    }
}

impl Curve {
    const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    fn named(name: &Oid<'_>) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| *name == curve.oid())
    }

    fn oid(self) -> Oid<'static> {
        match self {
            Self::P256 => x509_parser::der_parser::oid!(1.2.840.10045.3.1.7),
            Self::P384 => x509_parser::der_parser::oid!(1.3.132.0.34),
            Self::P521 => x509_parser::der_parser::oid!(1.3.132.0.35),
        }
    }

    const fn domain(self) -> &'static Domain {
        match self {
            Self::P256 => &P256,
            Self::P384 => &P384,
            Self::P521 => &P521,
        }
    }

    /// The bytes of one coordinate, and of `r` and `s` in a raw signature.
    pub(crate) const fn field_length(self) -> usize {
        self.domain().prime.len() / 2
    }

    /// Whether this is a number from 1 to the order less one, as `r` and `s` must be.
    pub(crate) fn is_scalar(self, number: &[u8]) -> bool {
        let order = self.domain().order;
        number.iter().any(|byte| *byte != 0)
            && number.len() == self.field_length()
            && hex(number).as_str() < order
    }

    /// RFC 3279, 2.3.5, the content of `ECParameters`. Every one of them is compared: a curve that differs from a
    /// known one in its generator alone lets anybody make signatures (CVE-2020-0601).
    fn explicit(content: &[u8]) -> Option<Self> {
        let next = |der, tag| {
            let (rest, element) = Any::from_der(der).ok()?;
            (element.tag() == tag).then_some((rest, element.data))
        };
        let (rest, _version) = next(content, Tag::Integer)?;
        let (rest, field) = next(rest, Tag::Sequence)?;
        let (rest, equation) = next(rest, Tag::Sequence)?;
        let (rest, generator) = next(rest, Tag::OctetString)?;
        let (rest, order) = next(rest, Tag::Integer)?;
        let cofactor = if rest.is_empty() {
            None
        } else {
            let ([], cofactor) = next(rest, Tag::Integer)? else {
                return None;
            };
            Some(cofactor)
        };
        let (prime, kind) = Oid::from_der(field).ok()?;
        let ([], prime) = next(prime, Tag::Integer)? else {
            return None;
        };
        // The seed behind them says how b was found and has no part in the arithmetic.
        let (b, a) = next(equation, Tag::OctetString)?;
        let (_seed, b) = next(b, Tag::OctetString)?;
        let prime_field = x509_parser::der_parser::oid!(1.2.840.10045.1.1);
        if kind != prime_field || cofactor.is_some_and(|cofactor| cofactor != [1]) {
            return None;
        }
        Self::ALL.into_iter().find(|curve| {
            let domain = curve.domain();
            is_number(prime, domain.prime)
                && is_number(a, &domain.a())
                && is_number(b, domain.b)
                && domain.is_generator(generator)
                && is_number(order, domain.order)
        })
    }
}

/// A curve's parameters (SP 800-186, 3.2.1) in hexadecimal, each of the field's length. Its cofactor is 1.
struct Domain {
    prime: &'static str,
    b: &'static str,
    x: &'static str,
    y: &'static str,
    order: &'static str,
}

impl Domain {
    /// `a` is the prime less 3, and each of the primes ends in `f`.
    fn a(&self) -> String {
        let (all_but_last, _) = self.prime.split_at(self.prime.len() - 1);
        format!("{all_but_last}c")
    }

    fn is_generator(&self, point: &[u8]) -> bool {
        let even = self.y.ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']);
        let compressed = if even { "02" } else { "03" };
        let point = hex(point);
        point == format!("04{}{}", self.x, self.y) || point == format!("{compressed}{}", self.x)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the bytes are this number, whatever zeros lead.
fn is_number(bytes: &[u8], number: &str) -> bool {
    hex(bytes).trim_start_matches('0') == number.trim_start_matches('0')
}

const P256: Domain = Domain {
    prime: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    x: "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    y: "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    order: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
};

const P384: Domain = Domain {
    prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    x: "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    y: "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    order: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
};

const P521: Domain = Domain {
    prime: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    b: "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    x: "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    y: "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
    order: "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
};
