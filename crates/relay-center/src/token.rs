//! Tokens: what lives between two calls, sealed so that only a center with the same key can open it.
//!
//! Layout: nonce (12 bytes), AES-256-GCM ciphertext and tag; base64url. The additional data are a label, the step and
//! the kiosk's certificate: a token of another step or another kiosk does not open at all.

use line::Fingerprint;
use relay_api::{Base64Url, PersonalString, ProblemCode, vrs::Subject};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::SetupError;
use crate::config::TokenKey;

/// Longest token that is looked at, in characters.
const MAX_TOKEN: usize = 8 * 1024;

/// What a token of one step says.
pub(crate) trait Claims: Serialize + DeserializeOwned {
    const STEP: &'static [u8];
    /// Unix seconds.
    fn expires(&self) -> i64;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SessionClaims {
    pub(crate) session_id: String,
    pub(crate) challenge: Base64Url,
    pub(crate) service: String,
    /// Applications already made, refused ones included.
    pub(crate) applications: u8,
    pub(crate) expires: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ApplicationClaims {
    pub(crate) session_id: String,
    pub(crate) challenge: Base64Url,
    pub(crate) service: String,
    pub(crate) application: u8,
    pub(crate) subject: Subject,
    /// SHA-256 of the preview that was shown.
    pub(crate) preview: Base64Url,
    pub(crate) expires: i64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct IssueClaims {
    pub(crate) session_id: String,
    pub(crate) municipality: String,
    pub(crate) certificate_id: PersonalString,
    pub(crate) expires: i64,
}

impl Claims for SessionClaims {
    const STEP: &'static [u8] = b"session";
    fn expires(&self) -> i64 {
        self.expires
    }
}

impl Claims for ApplicationClaims {
    const STEP: &'static [u8] = b"application";
    fn expires(&self) -> i64 {
        self.expires
    }
}

impl Claims for IssueClaims {
    const STEP: &'static [u8] = b"issue";
    fn expires(&self) -> i64 {
        self.expires
    }
}

pub(crate) struct Sealer {
    key: LessSafeKey,
    random: SystemRandom,
}

impl Sealer {
    pub(crate) fn new(key: &TokenKey) -> Result<Self, SetupError> {
        let key = UnboundKey::new(&AES_256_GCM, key.as_bytes()).map_err(|_| SetupError::Random)?;
        Ok(Self {
            key: LessSafeKey::new(key),
            random: SystemRandom::new(),
        })
    }

    pub(crate) fn seal<C: Claims>(
        &self,
        claims: &C,
        kiosk: Fingerprint,
    ) -> Result<String, ProblemCode> {
        let mut nonce = [0; NONCE_LEN];
        self.random
            .fill(&mut nonce)
            .map_err(|_| ProblemCode::Internal)?;
        // Room for the tag too: a buffer that grows leaves its old self behind.
        let mut text = Zeroizing::new(Vec::with_capacity(4096));
        serde_json::to_writer(&mut *text, claims).map_err(|_| ProblemCode::Internal)?;
        self.key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(additional::<C>(kiosk)),
                &mut *text,
            )
            .map_err(|_| ProblemCode::Internal)?;
        let mut token = nonce.to_vec();
        token.extend_from_slice(&text);
        Ok(Base64Url::new(token).to_text())
    }

    pub(crate) fn open<C: Claims>(
        &self,
        token: &str,
        kiosk: Fingerprint,
        now: i64,
    ) -> Result<C, ProblemCode> {
        let refused = ProblemCode::TokenRefused;
        if token.len() > MAX_TOKEN {
            return Err(refused);
        }
        let token = Base64Url::from_text(token).map_err(|_| refused)?;
        let (nonce, sealed) = token
            .as_bytes()
            .split_at_checked(NONCE_LEN)
            .ok_or(refused)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| refused)?;
        let mut sealed = Zeroizing::new(sealed.to_vec());
        let text = self
            .key
            .open_in_place(nonce, Aad::from(additional::<C>(kiosk)), &mut sealed)
            .map_err(|_| refused)?;
        let claims: C = serde_json::from_slice(text).map_err(|_| refused)?;
        if now < claims.expires() {
            Ok(claims)
        } else {
            Err(refused)
        }
    }

    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], ProblemCode> {
        let mut bytes = [0; N];
        self.random
            .fill(&mut bytes)
            .map_err(|_| ProblemCode::Internal)?;
        Ok(bytes)
    }
}

fn additional<C: Claims>(kiosk: Fingerprint) -> Vec<u8> {
    [
        b"relay-center token v1\0",
        C::STEP,
        b"\0",
        kiosk.as_bytes().as_slice(),
    ]
    .concat()
}
