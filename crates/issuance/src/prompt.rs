//! The occasions on which something is said aloud.

/// A spoken occasion. It has no text of its own and no room for any: nothing personal can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Prompt {
    /// A session begins: choose a service.
    Welcome,
    /// A session begins, and with one service there is nothing to choose: read what is needed.
    ReadFirst,
    /// Read the terms.
    Terms,
    /// Put the card on the reader.
    PlaceCard,
    /// It lies there: leave it there.
    KeepCard,
    /// Enter the PIN.
    EnterPin,
    /// The PIN was wrong.
    WrongPin,
    /// One try is left.
    LastTry,
    /// The card is being read: leave it there.
    Reading,
    /// Take the card off. Repeated until it is off (R91).
    TakeCard,
    /// The card is still there although time is up: alarm, repeated until it is off (R91).
    CardForgotten,
    /// Choose the municipality.
    ChooseMunicipality,
    /// Choose the kind.
    ChooseKind,
    /// Choose the number of copies.
    ChooseCopies,
    /// Please wait: the center is asked.
    PleaseWait,
    /// The center refused in a way that another choice can mend.
    ChooseAgain,
    /// Compare the passport number.
    CheckPassport,
    /// Check the content.
    CheckContent,
    /// Pay.
    Pay,
    /// It is being printed.
    Printing,
    /// The printer needs somebody: call the staff.
    PrinterAttention,
    /// Take the papers. Repeated until acknowledged (R91).
    TakePapers,
    /// The papers are still there although time is up: alarm (R91).
    PapersForgotten,
    /// Is anybody still there?
    StillThere,
    /// The same while a card lies on the reader: whoever goes takes it along.
    StillThereCard,
    /// Finished.
    Finished,
    /// It has stopped; see the screen.
    Stopped,
    /// It has stopped, and the card is to be taken off. Repeated until it is off (R91).
    StoppedTakeCard,
}

impl Prompt {
    /// Every occasion, in the order of a session.
    pub const ALL: [Self; 28] = [
        Self::Welcome,
        Self::ReadFirst,
        Self::Terms,
        Self::PlaceCard,
        Self::KeepCard,
        Self::EnterPin,
        Self::WrongPin,
        Self::LastTry,
        Self::Reading,
        Self::TakeCard,
        Self::CardForgotten,
        Self::ChooseMunicipality,
        Self::ChooseKind,
        Self::ChooseCopies,
        Self::PleaseWait,
        Self::ChooseAgain,
        Self::CheckPassport,
        Self::CheckContent,
        Self::Pay,
        Self::Printing,
        Self::PrinterAttention,
        Self::TakePapers,
        Self::PapersForgotten,
        Self::StillThere,
        Self::StillThereCard,
        Self::Finished,
        Self::Stopped,
        Self::StoppedTakeCard,
    ];

    /// Its stable name, used in file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::ReadFirst => "read-first",
            Self::Terms => "terms",
            Self::PlaceCard => "place-card",
            Self::KeepCard => "keep-card",
            Self::EnterPin => "enter-pin",
            Self::WrongPin => "wrong-pin",
            Self::LastTry => "last-try",
            Self::Reading => "reading",
            Self::TakeCard => "take-card",
            Self::CardForgotten => "card-forgotten",
            Self::ChooseMunicipality => "choose-municipality",
            Self::ChooseKind => "choose-kind",
            Self::ChooseCopies => "choose-copies",
            Self::PleaseWait => "please-wait",
            Self::ChooseAgain => "choose-again",
            Self::CheckPassport => "check-passport",
            Self::CheckContent => "check-content",
            Self::Pay => "pay",
            Self::Printing => "printing",
            Self::PrinterAttention => "printer-attention",
            Self::TakePapers => "take-papers",
            Self::PapersForgotten => "papers-forgotten",
            Self::StillThere => "still-there",
            Self::StillThereCard => "still-there-card",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::StoppedTakeCard => "stopped-take-card",
        }
    }

    /// Whether somebody has forgotten something: it is said with an alarm (R91).
    #[must_use]
    pub const fn is_alarm(self) -> bool {
        matches!(self, Self::CardForgotten | Self::PapersForgotten)
    }

    /// Whether it is said again and again until another prompt or a hush comes (R91).
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(
            self,
            Self::TakeCard
                | Self::CardForgotten
                | Self::TakePapers
                | Self::PapersForgotten
                | Self::StoppedTakeCard
        )
    }
}
