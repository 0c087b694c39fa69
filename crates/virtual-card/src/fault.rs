//! Faults: what goes wrong, and when.

/// One fault of a profile.
#[derive(Clone)]
pub(crate) struct Fault {
    pub(crate) when: When,
    /// From which of the matching commands on, from 1.
    pub(crate) nth: u64,
    /// At how many of them.
    pub(crate) times: u64,
    pub(crate) kind: FaultKind,
    /// The card carries the command out, and only then does what the fault says: the answer is lost.
    pub(crate) executed: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum When {
    /// At the n-th APDU of the card's life, from 1.
    Apdu(u64),
    /// At a command with this INS, about this file.
    Command { ins: u8, file: Option<u16> },
}

#[derive(Clone)]
pub(crate) enum FaultKind {
    /// Taken away.
    Remove,
    /// The contact breaks for a moment: everything but the counters is lost.
    Reset,
    /// Never answers.
    Mute,
    /// This status word and no data.
    Status(u16),
    /// One bit of the data is wrong.
    FlipBit { byte: usize, bit: u8 },
    /// Only the first bytes of the data.
    Truncate { keep: usize },
    /// More data than there is.
    Extra(Vec<u8>),
    /// Milliseconds later.
    Slow(u64),
}

impl FaultKind {
    /// Decides the whole answer, so that of several only the first counts.
    pub(crate) const fn decides(&self) -> bool {
        matches!(
            self,
            Self::Remove | Self::Reset | Self::Mute | Self::Status(_)
        )
    }

    /// What it does to the data of an answer.
    pub(crate) fn spoil(&self, data: &mut Vec<u8>) {
        match self {
            Self::FlipBit { byte, bit } => {
                if let Some(byte) = data.get_mut(*byte) {
                    *byte ^= 1 << bit;
                }
            }
            Self::Truncate { keep } => data.truncate(*keep),
            Self::Extra(more) => data.extend(more),
            Self::Remove | Self::Reset | Self::Mute | Self::Status(_) | Self::Slow(_) => {}
        }
    }
}

/// A command as faults look at it.
pub(crate) struct Occasion {
    /// Counted over the card's life.
    pub(crate) apdu: u64,
    pub(crate) ins: u8,
    pub(crate) file: Option<u16>,
}

impl Fault {
    /// Whether this is one of its occasions.
    pub(crate) fn meets(&self, occasion: &Occasion) -> bool {
        match self.when {
            When::Apdu(number) => number == occasion.apdu,
            When::Command { ins, file } => {
                ins == occasion.ins && file.is_none_or(|file| occasion.file == Some(file))
            }
        }
    }

    /// Whether it strikes at the `met`-th of its occasions, from 1.
    pub(crate) const fn strikes(&self, met: u64) -> bool {
        met >= self.nth && met - self.nth < self.times
    }
}
