//! How long each screen waits.

use std::time::Duration;

/// Applications in one session, refused ones included. The center counts too.
pub const MAX_APPLICATIONS: u8 = 3;

/// How long the screens that wait for the resident do so. Work of others is given the same time at any pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As [`Limits`] says.
    #[default]
    Usual,
    /// Twice as long.
    Unhurried,
}

/// Warning and end of one screen, both counted from its beginning or the resident's last touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    warn_after: Duration,
    expire_after: Duration,
}

impl Span {
    /// `None` where the warning would not come before the end.
    #[must_use]
    pub fn new(warn_after: Duration, expire_after: Duration) -> Option<Self> {
        (warn_after < expire_after).then_some(Self {
            warn_after,
            expire_after,
        })
    }

    /// For a resident who needs more time.
    #[must_use]
    pub fn at(self, pace: Pace) -> Self {
        match pace {
            Pace::Usual => self,
            Pace::Unhurried => Self {
                warn_after: self.warn_after.saturating_mul(2),
                expire_after: self.expire_after.saturating_mul(2),
            },
        }
    }

    const fn secs(warn: u64, expire: u64) -> Self {
        Self {
            warn_after: Duration::from_secs(warn),
            expire_after: Duration::from_secs(expire),
        }
    }

    /// Time to the warning.
    #[must_use]
    pub const fn warn_after(self) -> Duration {
        self.warn_after
    }

    /// Time to the end.
    #[must_use]
    pub const fn expire_after(self) -> Duration {
        self.expire_after
    }
}

/// The span of each kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Service, Municipality, Kind, Copies.
    pub choice: Span,
    /// Terms: a text to be read.
    pub terms: Span,
    /// PlaceCard: the card may be deep in a bag.
    pub place_card: Span,
    /// Pin and LastTry.
    pub pin: Span,
    /// Reading, and Applying and Issuing: work that others do.
    pub work: Span,
    /// TakeCard; when it is over the alarm is repeated each time.
    pub take_card: Span,
    /// Confirm and Passport: the whole content to be read, the passport perhaps to be looked for.
    pub confirm: Span,
    /// Pay.
    pub pay: Span,
    /// Printing, somebody filling in paper included.
    pub printing: Span,
    /// TakePapers.
    pub take_papers: Span,
    /// Thanks.
    pub thanks: Span,
    /// Stopped: what to do now has to be read.
    pub stopped: Span,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            choice: Span::secs(60, 90),
            terms: Span::secs(180, 240),
            place_card: Span::secs(60, 90),
            pin: Span::secs(60, 90),
            work: Span::secs(60, 75),
            take_card: Span::secs(20, 40),
            confirm: Span::secs(120, 180),
            pay: Span::secs(120, 180),
            printing: Span::secs(240, 300),
            take_papers: Span::secs(30, 60),
            thanks: Span::secs(8, 10),
            stopped: Span::secs(60, 90),
        }
    }
}
