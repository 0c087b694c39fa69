//! The center's clock.

use std::sync::Arc;

use time::macros::offset;
use time::{OffsetDateTime, UtcOffset};

/// Japan has one offset and no summer time.
const JAPAN: UtcOffset = offset!(+9);

/// Where the center takes the time from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(OffsetDateTime::now_utc))
    }

    /// Another clock, e.g. one that a test sets.
    pub fn from_fn(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now, in Japan time.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        (self.0)().to_offset(JAPAN)
    }
}
