// SPDX-License-Identifier: GPL-3.0-only
//! The digits of one entry: a PIN, or the staff's code. The pages know only how many there are.

use card_driver::Pin;
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroize;

/// The figures on the keys, row by row, the last one alone in its row.
///
/// Shuffled, a neighbour cannot tell the PIN from where a finger goes. It says where a figure stands, nothing of what
/// is pressed. Without randomness they stand as usual.
pub(crate) fn figures(shuffled: bool) -> [i32; 10] {
    let mut figures = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];
    let mut dice = [0_u8; 16];
    if !shuffled || SystemRandom::new().fill(&mut dice).is_err() {
        return figures;
    }
    // Fisher and Yates; 2^128 is so much more than 10! that the remainder's bias is nothing.
    let mut dice = u128::from_ne_bytes(dice);
    for last in (1..figures.len()).rev() {
        let choices = last as u128 + 1;
        let pick = usize::try_from(dice % choices).unwrap_or(last);
        dice /= choices;
        figures.swap(last, pick);
    }
    figures
}

/// Up to so many digits, wiped when erased, handed over or dropped.
pub(crate) struct Pad<const MOST: usize> {
    digits: [u8; MOST],
    count: usize,
}

/// The four digits of a PIN.
pub(crate) type PinPad = Pad<4>;

impl<const MOST: usize> Default for Pad<MOST> {
    fn default() -> Self {
        Pad {
            digits: [0; MOST],
            count: 0,
        }
    }
}

impl<const MOST: usize> std::fmt::Debug for Pad<MOST> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pad")
    }
}

impl<const MOST: usize> Drop for Pad<MOST> {
    fn drop(&mut self) {
        self.clear();
    }
}

impl<const MOST: usize> Pad<MOST> {
    /// How many digits are entered.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// No further digit fits.
    pub(crate) const fn is_complete(&self) -> bool {
        self.count == self.digits.len()
    }

    /// Adds a digit; one too many and what is no digit are ignored.
    pub(crate) fn push(&mut self, digit: i32) {
        if let (Ok(digit @ 0..=9), Some(place)) =
            (u8::try_from(digit), self.digits.get_mut(self.count))
        {
            *place = digit;
            self.count += 1;
        }
    }

    /// Takes the last digit away.
    pub(crate) fn erase_one(&mut self) {
        self.count = self.count.saturating_sub(1);
        if let Some(place) = self.digits.get_mut(self.count) {
            place.zeroize();
        }
    }

    /// Wipes all digits.
    pub(crate) fn clear(&mut self) {
        self.digits.zeroize();
        self.count = 0;
    }

    /// The digits entered, 0 to 9 each.
    pub(crate) fn digits(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or_default()
    }
}

impl PinPad {
    /// Hands the PIN over and wipes the pad; nothing where it is not complete.
    pub(crate) fn take(&mut self) -> Option<Pin> {
        let pin = self.is_complete().then(|| Pin::new(self.digits)).flatten();
        self.clear();
        pin
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_shuffled_pad_has_every_figure_once_and_another_order_each_time() {
        let usual = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];
        assert_eq!(figures(false), usual);
        let mut orders = HashSet::new();
        for _ in 0..100 {
            let mut order = figures(true);
            orders.insert(order);
            order.sort_unstable();
            assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        }
        assert!(orders.len() > 90, "{} orders in 100", orders.len());
    }

    #[test]
    fn four_digits_and_no_more() {
        let mut pad = PinPad::default();
        for digit in [1, 2, 3, 4, 5, -1, 10] {
            pad.push(digit);
        }
        assert_eq!(pad.count(), 4);
        assert!(pad.take().is_some());
        assert_eq!(pad.count(), 0);
        assert_eq!(pad.digits, [0; 4], "a PIN handed over stays nowhere");
    }

    #[test]
    fn an_incomplete_entry_is_no_pin() {
        let mut pad = PinPad::default();
        pad.push(1);
        pad.push(2);
        pad.erase_one();
        assert_eq!((pad.count(), pad.digits), (1, [1, 0, 0, 0]));
        assert!(pad.take().is_none());
        assert_eq!(pad.digits, [0; 4]);
    }
}
