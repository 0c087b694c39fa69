// SPDX-License-Identifier: GPL-3.0-only
//! The last lines of the log, in memory, for the staff screen. It is fed by the same events as the log and keeps less
//! of them: time, hop, session id, code.
//!
//! Nothing personal can stand here. A line's own words are never kept; a code has the form of one (capitals, hyphens,
//! no figure but a few), a session is 16 bytes, a hop a short word; whatever has another form is left out.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use issuance::SessionId;
use time::OffsetDateTime;
use tracing::field::{Field, Visit};
use tracing_subscriber::{Layer, layer::Context};

/// So many lines are kept.
pub const KEPT: usize = 50;
const LONGEST_CODE: usize = 48;
const MOST_FIGURES: usize = 3;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: OffsetDateTime,
    /// Which part said it; empty where none did.
    pub hop: String,
    /// In which session.
    pub session: Option<SessionId>,
    /// What.
    pub code: String,
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<Line>,
    /// How sessions ended, by code.
    ended: BTreeMap<String, u32>,
    /// What was said last of the latest session: its ending, as soon as there is another one.
    latest: Option<(SessionId, String)>,
}

/// The last lines; cheap to clone, all clones are one.
#[derive(Clone, Default)]
pub struct Journal(Arc<Mutex<Kept>>);

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Journal")
    }
}

impl Journal {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last lines, the newest first.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.kept().lines.iter().rev().cloned().collect()
    }

    /// How many sessions there were since the start, by the code of their end.
    #[must_use]
    pub fn sessions(&self) -> BTreeMap<String, u32> {
        let kept = self.kept();
        let mut ended = kept.ended.clone();
        if let Some((_, code)) = &kept.latest {
            *ended.entry(code.clone()).or_default() += 1;
        }
        ended
    }

    fn keep(&self, line: Line) {
        let mut kept = self.kept();
        let kept = &mut *kept;
        if let (Some(session), "kiosk") = (line.session, line.hop.as_str())
            && let Some((before, code)) = kept.latest.replace((session, line.code.clone()))
            && before != session
        {
            *kept.ended.entry(code).or_default() += 1;
        }
        if kept.lines.len() == KEPT {
            kept.lines.pop_front();
        }
        kept.lines.push_back(line);
    }
}

impl<S: tracing::Subscriber> Layer<S> for Journal {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Some(code) = fields.code else { return };
        self.keep(Line {
            at: OffsetDateTime::now_utc(),
            hop: fields.hop.unwrap_or_default(),
            session: fields.session,
            code,
        });
    }
}

#[derive(Default)]
struct Fields {
    hop: Option<String>,
    session: Option<SessionId>,
    code: Option<String>,
}

fn is_code(text: &str) -> bool {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= LONGEST_CODE
        && figures <= MOST_FIGURES
        && text.contains('-')
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-'))
}

fn is_hop(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn session(text: &str) -> Option<SessionId> {
    let mut bytes = [0; 16];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(SessionId(bytes))
}

impl Fields {
    fn take(&mut self, field: &Field, text: &str) {
        match field.name() {
            "code" if is_code(text) => self.code = Some(text.to_owned()),
            "hop" if is_hop(text) => self.hop = Some(text.to_owned()),
            "session" => self.session = session(text),
            _ => {}
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.take(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A session is told by its Display, which comes here. Nothing else is made into text.
        if field.name() == "session" {
            self.take(field, &format!("{value:?}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    fn journal(say: impl FnOnce()) -> Journal {
        let journal = Journal::default();
        let subscriber = tracing_subscriber::registry().with(journal.clone());
        tracing::subscriber::with_default(subscriber, say);
        journal
    }

    #[test]
    fn nothing_of_a_person_is_kept_whatever_the_log_is_told() {
        let session = SessionId([0xab; 16]);
        let journal = journal(|| {
            tracing::info!(hop = "card", session = %session, code = "CARD-REMOVED", name = "見本　花子", "見本　花子 9999");
            // What has the form of no code is not kept at all.
            for code in [
                "見本　花子",
                "123456789018",
                "A-123456789018",
                "MIHON HANAKO",
                "card-removed",
                "HANAKO",
                "",
            ] {
                tracing::info!(hop = "card", code, "words");
            }
            tracing::info!(hop = "HANAKO", session = "見本　花子", code = "CARD-LOST");
            tracing::info!("見本　花子");
        });
        let lines = journal.lines();
        let kept: Vec<_> = lines
            .iter()
            .map(|line| (line.hop.as_str(), line.session, line.code.as_str()))
            .collect();
        assert_eq!(
            kept,
            [
                ("", None, "CARD-LOST"),
                ("card", Some(session), "CARD-REMOVED")
            ]
        );
        let all = format!("{lines:?}");
        for word in ["花子", "HANAKO", "9999", "words"] {
            assert!(!all.contains(word), "{all}");
        }
    }

    #[test]
    fn the_last_fifty_lines_the_newest_first() {
        let journal = journal(|| {
            for _ in 0..KEPT {
                tracing::info!(hop = "card", code = "CARD-OLD");
            }
            tracing::info!(hop = "card", code = "CARD-NEW");
        });
        let lines = journal.lines();
        assert_eq!(lines.len(), KEPT);
        assert_eq!(lines.first().unwrap().code, "CARD-NEW");
        assert_eq!(lines.last().unwrap().code, "CARD-OLD");
    }

    #[test]
    fn a_session_counts_once_and_by_what_was_said_last() {
        let journal = journal(|| {
            for (byte, code) in [
                (1, "REFUSED-NO-RECORD"),
                (1, "END-FINISHED"),
                (2, "END-FINISHED"),
                (3, "CARD-PIN-BLOCKED"),
            ] {
                tracing::info!(hop = "kiosk", session = %SessionId([byte; 16]), code);
                tracing::info!(hop = "card", session = %SessionId([byte; 16]), code = "CARD-OTHER");
            }
        });
        let sessions: Vec<_> = journal.sessions().into_iter().collect();
        assert_eq!(
            sessions,
            [
                ("CARD-PIN-BLOCKED".to_owned(), 1),
                ("END-FINISHED".to_owned(), 2)
            ]
        );
    }
}
