// SPDX-License-Identifier: GPL-3.0-only
//! How the pages are shown to this resident. Chosen on the screen, gone with the session.

use issuance::Pace;

/// One way of showing the pages, on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Text a quarter larger, headings a little less.
    LargeText,
    /// Black on white, and no faint colours.
    HighContrast,
    /// White on black.
    Reversed,
    /// Everything that is touched in the lower half.
    LowReach,
    /// Twice the time on every page that waits for the resident.
    Unhurried,
    /// The figures of the PIN pad in another order each time.
    ShuffledPad,
    /// Everything said, and twelve keys in place of the page.
    ByEar,
}

impl Mode {
    /// Every mode, in the order in which they are offered.
    pub const ALL: [Mode; 7] = [
        Mode::LargeText,
        Mode::ByEar,
        Mode::HighContrast,
        Mode::Reversed,
        Mode::LowReach,
        Mode::Unhurried,
        Mode::ShuffledPad,
    ];

    /// The keys of its name and of what it does.
    #[must_use]
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Mode::LargeText => ("mode-large", "mode-large-hint"),
            Mode::HighContrast => ("mode-contrast", "mode-contrast-hint"),
            Mode::Reversed => ("mode-reversed", "mode-reversed-hint"),
            Mode::LowReach => ("mode-low", "mode-low-hint"),
            Mode::Unhurried => ("mode-unhurried", "mode-unhurried-hint"),
            Mode::ShuffledPad => ("mode-shuffled", "mode-shuffled-hint"),
            Mode::ByEar => ("mode-ear", "mode-ear-hint"),
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The modes that cannot be on beside this one.
    const fn against(self) -> u8 {
        match self {
            Mode::HighContrast => Mode::Reversed.bit(),
            Mode::Reversed => Mode::HighContrast.bit(),
            _ => 0,
        }
    }
}

/// The modes that are on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modes(u8);

impl Modes {
    /// Whether a mode is on.
    #[must_use]
    pub const fn has(self, mode: Mode) -> bool {
        self.0 & mode.bit() != 0
    }

    /// With this mode on where it was off, and off where it was on. Of two that exclude each other the newer one
    /// stays.
    #[must_use]
    pub const fn toggled(self, mode: Mode) -> Modes {
        Modes((self.0 ^ mode.bit()) & !mode.against())
    }

    /// How long the machine waits for this resident.
    #[must_use]
    pub const fn pace(self) -> Pace {
        // To hear a page takes longer than to read it.
        if self.has(Mode::Unhurried) || self.has(Mode::ByEar) {
            Pace::Unhurried
        } else {
            Pace::Usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_switched_on_and_off_alone() {
        for mode in Mode::ALL {
            let on = Modes::default().toggled(mode);
            assert_eq!(
                Mode::ALL.into_iter().filter(|other| on.has(*other)).count(),
                1
            );
            assert!(on.has(mode));
            assert_eq!(on.toggled(mode), Modes::default());
        }
    }

    #[test]
    fn black_on_white_and_white_on_black_are_never_on_together() {
        let contrast = Modes::default().toggled(Mode::HighContrast);
        let reversed = contrast.toggled(Mode::Reversed);
        assert!(reversed.has(Mode::Reversed) && !reversed.has(Mode::HighContrast));
        assert_eq!(reversed.toggled(Mode::HighContrast), contrast);
    }

    #[test]
    fn only_who_asks_for_it_is_given_more_time() {
        let large = Modes::default().toggled(Mode::LargeText);
        assert_eq!(large.pace(), Pace::Usual);
        assert_eq!(large.toggled(Mode::Unhurried).pace(), Pace::Unhurried);
    }
}
