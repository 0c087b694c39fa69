// SPDX-License-Identifier: GPL-3.0-only
//! What stands before the staff screen: the hidden gesture, and the delay after wrong codes. Both are told the time.

use std::time::Duration;

/// A corner of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Corner {
    /// As the pages count them; anything else is another place of the screen.
    pub(crate) const fn of_number(number: i32) -> Option<Corner> {
        match number {
            0 => Some(Corner::TopLeft),
            1 => Some(Corner::TopRight),
            2 => Some(Corner::BottomLeft),
            3 => Some(Corner::BottomRight),
            _ => None,
        }
    }
}

/// Crosswise: a cloth that goes round the edge, or along it, does not do this.
const ORDER: [Corner; 4] = [
    Corner::TopLeft,
    Corner::BottomRight,
    Corner::TopRight,
    Corner::BottomLeft,
];
const WITHIN: Duration = Duration::from_secs(5);

/// The four corners, in their order, within five seconds, and nothing touched between.
#[derive(Debug, Default)]
pub(crate) struct Gesture {
    reached: usize,
    began: Duration,
}

impl Gesture {
    /// A corner, or another place, was touched. True where that ends the gesture.
    pub(crate) fn touched(&mut self, corner: Option<Corner>, now: Duration) -> bool {
        let late = now.saturating_sub(self.began) > WITHIN;
        let next = ORDER.get(self.reached).copied();
        if corner.is_some() && corner == next && (self.reached == 0 || !late) {
            if self.reached == 0 {
                self.began = now;
            }
            self.reached += 1;
        } else if corner == ORDER.first().copied() {
            (self.reached, self.began) = (1, now);
        } else {
            self.reached = 0;
        }
        let done = self.reached == ORDER.len();
        if done {
            self.reached = 0;
        }
        done
    }

    pub(crate) fn forget(&mut self) {
        self.reached = 0;
    }
}

/// So many wrong codes cost no time.
const FREE: u32 = 3;
const FIRST_DELAY: Duration = Duration::from_secs(30);
const LONGEST_DELAY: Duration = Duration::from_secs(15 * 60);

/// Who guesses waits longer each time. It is kept in memory only.
#[derive(Debug, Default)]
pub(crate) struct Lockout {
    wrong: u32,
    until: Duration,
}

impl Lockout {
    /// Whether no code, not even the right one, opens now.
    pub(crate) fn is_shut(&self, now: Duration) -> bool {
        now < self.until
    }

    pub(crate) fn wrong(&mut self, now: Duration) {
        self.wrong = self.wrong.saturating_add(1);
        if let Some(doublings) = self.wrong.checked_sub(FREE) {
            let factor = 1_u32.checked_shl(doublings.min(16)).unwrap_or(u32::MAX);
            self.until = now + FIRST_DELAY.saturating_mul(factor).min(LONGEST_DELAY);
        }
    }

    pub(crate) fn right(&mut self) {
        *self = Lockout::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn does(corners: &[(Option<Corner>, u64)]) -> bool {
        let mut gesture = Gesture::default();
        // Every touch counts, and the last one says.
        corners
            .iter()
            .fold(false, |_, (corner, now)| gesture.touched(*corner, at(*now)))
    }

    #[test]
    fn only_the_right_order_opens() {
        let all = [
            Corner::TopLeft,
            Corner::TopRight,
            Corner::BottomLeft,
            Corner::BottomRight,
        ];
        let mut opened = 0;
        for first in all {
            for second in all {
                for third in all {
                    for fourth in all {
                        let order = [first, second, third, fourth];
                        let opens = does(&order.map(|corner| (Some(corner), 100)));
                        assert_eq!(opens, order == ORDER, "{order:?}");
                        opened += u32::from(opens);
                    }
                }
            }
        }
        assert_eq!(opened, 1);
    }

    #[test]
    fn not_too_slowly_and_not_with_anything_between() {
        let [a, b, c, d] = ORDER.map(Some);
        assert!(does(&[(a, 10), (b, 11), (c, 13), (d, 15)]));
        assert!(!does(&[(a, 10), (b, 11), (c, 13), (d, 16)]));
        assert!(!does(&[(a, 10), (b, 10), (None, 10), (c, 10), (d, 10)]));
        // Whoever began wrongly begins again.
        assert!(does(&[(b, 1), (a, 2), (a, 9), (b, 10), (c, 11), (d, 14)]));
    }

    #[test]
    fn who_guesses_waits_longer_each_time_up_to_a_quarter_of_an_hour() {
        let mut lockout = Lockout::default();
        let mut now = at(0);
        for wrong in 1..3 {
            lockout.wrong(now);
            assert!(!lockout.is_shut(now), "{wrong}");
        }
        for delay in [30, 60, 120, 240, 480, 900, 900, 900] {
            lockout.wrong(now);
            assert!(lockout.is_shut(now + at(delay) - Duration::from_millis(1)));
            now += at(delay);
            assert!(!lockout.is_shut(now), "{delay}");
        }
        for _ in 0..100 {
            lockout.wrong(now);
        }
        assert!(!lockout.is_shut(now + LONGEST_DELAY));
        lockout.right();
        lockout.wrong(now);
        assert!(!lockout.is_shut(now));
    }
}
