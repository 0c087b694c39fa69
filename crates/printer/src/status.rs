/// Whether the printer could print now, and what it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Nothing stands against printing.
    pub ready: bool,
    /// A job is being printed, somebody else's perhaps.
    pub busy: bool,
    /// What the printer wants a person to do, the blocking first.
    pub attention: Vec<Attention>,
}

/// One thing that the printer says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attention {
    /// Whether it keeps the printer from printing.
    pub severity: Severity,
    /// What it is.
    pub trouble: Trouble,
}

/// Whether a trouble keeps the printer from printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No sheet comes out until somebody has done something.
    Blocking,
    /// The printer goes on; somebody should look at it soon.
    Notice,
}

/// What a printer can want (the printer-state-reasons of RFC 8011, 5.4.12, that matter at a counter).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Trouble {
    /// No paper, or not the paper that the job needs.
    MediaEmpty,
    /// Little paper.
    MediaLow,
    /// Paper is jammed.
    MediaJam,
    /// A cover or door is open.
    CoverOpen,
    /// No toner or ink.
    SupplyEmpty,
    /// Little toner or ink.
    SupplyLow,
    /// The output tray is full.
    OutputFull,
    /// Somebody paused the printer, or it is shutting down.
    Paused,
    /// The printer takes no jobs.
    NotAccepting,
    /// The printer has stopped and does not say why.
    Stopped,
    /// Something else.
    Other,
}

impl Trouble {
    /// The stable code of this trouble.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MediaEmpty => "media-empty",
            Self::MediaLow => "media-low",
            Self::MediaJam => "media-jam",
            Self::CoverOpen => "cover-open",
            Self::SupplyEmpty => "supply-empty",
            Self::SupplyLow => "supply-low",
            Self::OutputFull => "output-full",
            Self::Paused => "paused",
            Self::NotAccepting => "not-accepting",
            Self::Stopped => "stopped",
            Self::Other => "other",
        }
    }

    /// What a printer-state-reasons keyword says, without its severity suffix.
    fn of_keyword(keyword: &str) -> Self {
        match keyword {
            "media-empty" | "media-needed" => Self::MediaEmpty,
            "media-low" => Self::MediaLow,
            "media-jam" => Self::MediaJam,
            "cover-open" | "door-open" | "interlock-open" => Self::CoverOpen,
            "toner-empty" | "marker-supply-empty" | "developer-empty" => Self::SupplyEmpty,
            "toner-low" | "marker-supply-low" | "developer-low" => Self::SupplyLow,
            "output-area-full" | "output-tray-missing" => Self::OutputFull,
            "paused" | "moving-to-paused" | "shutdown" | "hold-new-jobs" => Self::Paused,
            "stopping" | "stopped-partly" | "timed-out" => Self::Stopped,
            _ => Self::Other,
        }
    }
}

impl Status {
    /// Reads what an IPP printer says of itself.
    ///
    /// The severity stands in a suffix (RFC 8011, 5.4.12). A printer with several trays reports an
    /// empty one as `media-empty-warning` and prints on, so a warning blocks only if it is one that no
    /// printer prints on with.
    pub(crate) fn new<'a>(
        stopped: bool,
        busy: bool,
        accepting: bool,
        reasons: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut attention: Vec<Attention> = reasons
            .into_iter()
            .filter_map(|reason| Attention::of_keyword(reason, stopped))
            .collect();
        let blocking = |trouble| Attention {
            severity: Severity::Blocking,
            trouble,
        };
        if !accepting {
            attention.push(blocking(Trouble::NotAccepting));
        }
        if stopped
            && !attention
                .iter()
                .any(|one| one.severity == Severity::Blocking)
        {
            attention.push(blocking(Trouble::Stopped));
        }
        attention.sort_unstable();
        attention.dedup();
        Self {
            ready: !attention
                .iter()
                .any(|one| one.severity == Severity::Blocking),
            busy,
            attention,
        }
    }
}

impl Attention {
    fn of_keyword(reason: &str, stopped: bool) -> Option<Self> {
        if reason == "none" {
            return None;
        }
        let (keyword, warning) = match reason.rsplit_once('-') {
            Some((keyword, "warning" | "report")) => (keyword, true),
            Some((keyword, "error")) => (keyword, false),
            _ => (reason, false),
        };
        let trouble = Trouble::of_keyword(keyword);
        let blocking = match trouble {
            Trouble::MediaJam | Trouble::CoverOpen | Trouble::Paused => true,
            Trouble::MediaEmpty => !warning || stopped || keyword == "media-needed",
            Trouble::SupplyEmpty | Trouble::OutputFull | Trouble::Stopped => !warning || stopped,
            Trouble::MediaLow | Trouble::SupplyLow => false,
            // Vendors' own keywords: only what calls itself an error.
            _ => reason.ends_with("-error"),
        };
        Some(Self {
            severity: if blocking {
                Severity::Blocking
            } else {
                Severity::Notice
            },
            trouble,
        })
    }
}

/// What happens to a job while it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The printer has taken the job. From now on it must not be sent again.
    Sent,
    /// The printer is printing; so many sides are out, if it says.
    Printing {
        /// Sides of all copies together.
        pages: Option<u32>,
    },
    /// The printer waits for a person.
    Waiting(Vec<Attention>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(reasons: &[&str]) -> bool {
        Status::new(false, false, true, reasons.iter().copied()).ready
    }

    #[test]
    fn what_keeps_a_printer_from_printing() {
        assert!(ready(&["none"]));
        assert!(ready(&[
            "media-low-warning",
            "toner-low-report",
            "acme-dusty-warning"
        ]));
        // One tray of several is empty; the printer is idle.
        assert!(ready(&["media-empty-warning"]));
        for reason in [
            "media-empty",
            "media-empty-error",
            "media-needed-warning",
            "media-jam-warning",
            "cover-open-report",
            "door-open",
            "toner-empty",
            "output-area-full-error",
            "paused",
            "acme-burning-error",
        ] {
            assert!(!ready(&[reason]), "{reason}");
        }
        // In a stopped printer a warning is the reason for the stop.
        assert!(!Status::new(true, false, true, ["media-empty-warning"]).ready);
        assert!(!Status::new(true, false, true, ["none"]).ready);
        assert!(!Status::new(false, false, false, ["none"]).ready);
    }

    #[test]
    fn the_blocking_stand_first_and_once() {
        let status = Status::new(
            true,
            true,
            true,
            ["toner-low", "media-empty", "media-needed"],
        );
        let troubles: Vec<_> = status.attention.iter().map(|one| one.trouble).collect();
        assert_eq!(troubles, [Trouble::MediaEmpty, Trouble::SupplyLow]);
    }
}
