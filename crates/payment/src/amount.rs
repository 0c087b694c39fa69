use std::fmt;
use std::num::NonZeroU8;

/// An amount in yen, tax included. Never negative; no sum of it overflows in silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yen(pub u32);

impl Yen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The sum; `None` where it does not fit.
    #[must_use]
    pub const fn plus(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// What is left without `other`; `None` where that is more.
    #[must_use]
    pub const fn minus(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Self(rest)),
            None => None,
        }
    }

    /// What is left without `other`; nothing where that is more.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The amount for this many copies; `None` where it does not fit.
    #[must_use]
    pub fn times(self, copies: NonZeroU8) -> Option<Self> {
        self.0.checked_mul(u32::from(copies.get())).map(Self)
    }
}

/// The number only: the unit belongs to the texts.
impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is to be paid: a fee for each copy, and how many. Neither is zero, and the product fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Charge {
    unit: Yen,
    copies: NonZeroU8,
    total: Yen,
}

impl Charge {
    /// A fee of `unit` for each of `copies`; `None` if there is nothing to pay or the total does not fit.
    #[must_use]
    pub fn new(unit: Yen, copies: NonZeroU8) -> Option<Self> {
        if unit == Yen::ZERO {
            return None;
        }
        let total = unit.times(copies)?;
        Some(Self {
            unit,
            copies,
            total,
        })
    }

    /// The fee for one copy.
    #[must_use]
    pub const fn unit(self) -> Yen {
        self.unit
    }

    /// How many copies.
    #[must_use]
    pub const fn copies(self) -> NonZeroU8 {
        self.copies
    }

    /// The fee for all copies, never zero.
    #[must_use]
    pub const fn total(self) -> Yen {
        self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(count: u8) -> NonZeroU8 {
        NonZeroU8::new(count).unwrap()
    }

    #[test]
    fn sums_do_not_overflow_and_never_go_below_zero() {
        assert_eq!(Yen(120).plus(Yen(5)), Some(Yen(125)));
        assert_eq!(Yen(u32::MAX).plus(Yen(1)), None);
        assert_eq!(Yen(120).minus(Yen(120)), Some(Yen::ZERO));
        assert_eq!(Yen(120).minus(Yen(121)), None);
        assert_eq!(Yen(120).less(Yen(121)), Yen::ZERO);
        assert_eq!(Yen(120).times(copies(3)), Some(Yen(360)));
        assert_eq!(Yen(u32::MAX).times(copies(2)), None);
    }

    #[test]
    fn an_amount_is_shown_as_its_number() {
        assert_eq!(Yen(1200).to_string(), "1200");
        assert_eq!(format!("{:>6}", Yen(120)), "   120");
    }

    #[test]
    fn a_charge_is_something_and_fits() {
        assert_eq!(Charge::new(Yen::ZERO, copies(1)), None);
        assert_eq!(Charge::new(Yen(u32::MAX), copies(2)), None);
        let charge = Charge::new(Yen(120), copies(3)).unwrap();
        assert_eq!(charge.unit(), Yen(120));
        assert_eq!(charge.copies(), copies(3));
        assert_eq!(charge.total(), Yen(360));
    }
}
