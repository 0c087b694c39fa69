//! The center's tokens: sealed, and nothing to the kiosk but something to hand back.

use zeroize::Zeroizing;

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        pub struct $name(Zeroizing<String>);

        impl $name {
            pub(crate) fn new(text: String) -> Self {
                Self(Zeroizing::new(text))
            }

            pub(crate) fn to_wire(&self) -> String {
                self.0.as_str().to_owned()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

tokens! {
    /// Of a session: holds its challenge and the count of its applications. Replaced at each application.
    SessionToken;
    /// Of one application.
    ApplicationToken;
    /// Of one issued certificate: good for one report.
    IssueToken;
}

/// 16 random bytes of the caller's: one value for all attempts at one issue, a new one for each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey([u8; 16]);

impl IdempotencyKey {
    /// Takes random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl std::fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdempotencyKey")
    }
}
