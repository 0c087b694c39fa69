/// The two kinds of certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 日本国内用: Japanese only, one code (SMART Health Card).
    Domestic,
    /// 海外用及び日本国内用: with passport items and in English too, two codes (VDS-NC and SMART
    /// Health Card).
    OverseasAndDomestic,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Domestic, Self::OverseasAndDomestic];

    /// The stable identifier on wires: `domestic` or `overseas-and-domestic`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::OverseasAndDomestic => "overseas-and-domestic",
        }
    }

    /// The kind with this identifier.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// As the paper calls it, in Japanese.
    #[must_use]
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Domestic => "日本国内用",
            Self::OverseasAndDomestic => "海外用及び日本国内用",
        }
    }

    /// Whether a certificate of this kind carries passport items, the country of each dose and a
    /// VDS-NC.
    #[must_use]
    pub const fn is_overseas(self) -> bool {
        matches!(self, Self::OverseasAndDomestic)
    }
}
