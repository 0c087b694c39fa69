// SPDX-License-Identifier: GPL-3.0-only
//! The twelve keys of a telephone: on the screen, or as a keypad with a dot on its five.

/// One of the twelve keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// 0 to 9.
    Figure(u8),
    /// ✱: back, or one figure less.
    Star,
    /// #: yes.
    Hash,
}

impl Key {
    /// The key of this number on the pages: 0 to 9 a figure, 10 the star, 11 the hash.
    pub(crate) fn of_number(number: i32) -> Option<Key> {
        match u8::try_from(number) {
            Ok(figure @ 0..=9) => Some(Key::Figure(figure)),
            Ok(10) => Some(Key::Star),
            Ok(11) => Some(Key::Hash),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twelve_keys() {
        let keys: Vec<Key> = (-1..20).filter_map(Key::of_number).collect();
        assert_eq!(keys.len(), 12);
        assert_eq!(keys.first(), Some(&Key::Figure(0)));
        assert_eq!(keys.last(), Some(&Key::Hash));
    }
}
