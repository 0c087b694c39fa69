//! One card in one reader, driven from standard input.

use crate::{Failure, load};
use std::ffi::OsStr;
use std::io::{BufRead, Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use virtual_card::VirtualCard;
use virtual_card::vpcd::{self, Ending, Inserted};

/// How long the card is held out for a vpcd that does not listen yet, or a reader that does not take it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between a card that goes and one that comes: longer than pcscd's poll (400 ms), so that it sees both.
const BREAK: Duration = Duration::from_millis(500);
/// No path is longer.
const MAX_LINE: u64 = 4096 + 64;

/// The one place of the reader: a card in it, or one beside it.
struct Place {
    address: String,
    inserted: Option<Inserted>,
    beside: Option<VirtualCard>,
    /// When a card was in it last.
    left: Option<Instant>,
    /// When the card beside the reader goes in again by itself.
    again: Option<Instant>,
    /// Counts the cards put in, so that the end of one is not taken for the end of the next.
    count: u64,
    events: Sender<Event>,
}

enum Event {
    Line(Vec<u8>),
    LineTooLong,
    Ended { count: u64, ending: Ending },
}

impl Place {
    fn take_out(&mut self) {
        self.again = None;
        if let Some(inserted) = self.inserted.take() {
            self.count += 1;
            self.beside = Some(inserted.remove());
            self.left = Some(Instant::now());
        }
    }

    fn put_in(&mut self, patience: Duration) -> Result<(), Failure> {
        self.again = None;
        if self.inserted.is_some() {
            return Ok(());
        }
        // As slow as a hand: between two polls pcscd would not see that the card is another one.
        if let Some(left) = self.left {
            std::thread::sleep(BREAK.saturating_sub(left.elapsed()));
        }
        let address = &self.address;
        let stream = vpcd::connect(address, patience).map_err(|error| {
            format!(
                "no vpcd at {address} ({error}): is a pcscd running, with the package vsmartcard-vpcd? It may start \
                 only with its first client; `virtual-card pcscd` needs none"
            )
        })?;
        let inserted = Inserted::new(stream, self.beside.take().ok_or("there is no card")?)?;
        // vpcd takes connections it has no place for; only polls tell that this one is a card in its reader.
        if !inserted.wait_until_seen(PATIENCE) {
            self.beside = Some(inserted.remove());
            return Err(format!(
                "the reader at {address} does not take the card: is another card in it already?"
            )
            .into());
        }
        let (ending, events, count) = (inserted.ending(), self.events.clone(), self.count);
        std::thread::spawn(move || {
            let ending = ending();
            // Nobody listens once the program ends.
            let _ = events.send(Event::Ended { count, ending });
        });
        self.inserted = Some(inserted);
        Ok(())
    }

    fn follow(&mut self, word: &[u8], rest: &[u8]) -> Result<String, Failure> {
        match (word, rest) {
            (b"remove", b"") => {
                self.take_out();
                Ok("removed".to_owned())
            }
            (b"insert", b"") => {
                let again = self.again;
                if let Err(error) = self.put_in(PATIENCE) {
                    // Where the reader was lost the card still waits for it.
                    self.again = again;
                    return Err(error);
                }
                Ok("inserted".to_owned())
            }
            (b"swap", file) if !file.is_empty() => {
                let card = load(Path::new(OsStr::from_bytes(file)))?;
                let again = self
                    .again
                    .or(self.inserted.as_ref().map(|_| Instant::now()));
                self.take_out();
                let before = self.beside.replace(card);
                if let Err(error) = self.put_in(PATIENCE) {
                    // The card that was there stays the card, and comes back as soon as the reader does.
                    self.beside = before;
                    self.again = again;
                    return Err(error);
                }
                Ok("swapped".to_owned())
            }
            (b"status", b"") => Ok(self.status()),
            _ => Err("the commands are remove, insert, swap FILE, status, quit".into()),
        }
    }

    fn status(&self) -> String {
        let of = |state: &str, card: &VirtualCard| {
            format!(
                "{state} tries={} apdus={} verifies={}",
                card.pin_tries(),
                card.apdu_count(),
                card.verify_count()
            )
        };
        match (&self.inserted, &self.beside) {
            (Some(inserted), _) => inserted.with_card(|card| of("inserted", card)),
            (None, Some(card)) => of("removed", card),
            (None, None) => "removed".to_owned(),
        }
    }

    /// The next event, and meanwhile the card put in again when that is due. `None` once nothing can come any more.
    fn next(&mut self, happening: &Receiver<Event>) -> Option<Event> {
        loop {
            let Some(again) = self.again else {
                return happening.recv().ok();
            };
            let left = again.saturating_duration_since(Instant::now());
            match happening.recv_timeout(left) {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => match self.put_in(Duration::ZERO) {
                    Ok(()) => say("inserted"),
                    Err(_) => self.again = Instant::now().checked_add(BREAK),
                },
            }
        }
    }
}

/// Whoever started us may have closed standard output; that is no reason to take the card away.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Hands on the lines of standard input, whatever bytes they are of. Its end is no command: the card goes on lying
/// there.
fn listen(lines: &Sender<Event>) {
    let mut input = std::io::stdin().lock();
    loop {
        let mut line = Vec::new();
        match (&mut input).take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(1..) => {}
            Ok(0) | Err(_) => return,
        }
        let whole = line.ends_with(b"\n") || u64::try_from(line.len()).is_ok_and(|n| n < MAX_LINE);
        let event = if whole {
            Event::Line(line.trim_ascii().to_vec())
        } else if input.skip_until(b'\n').is_ok() {
            Event::LineTooLong
        } else {
            return;
        };
        if lines.send(event).is_err() {
            return;
        }
    }
}

pub(crate) fn run(profile: &Path, address: &str) -> Result<ExitCode, Failure> {
    let (events, happening) = channel();
    let lines = events.clone();
    let card = load(profile)?;
    let mut place = Place {
        address: address.to_owned(),
        inserted: None,
        beside: Some(card),
        left: None,
        again: None,
        count: 0,
        events,
    };
    place.put_in(PATIENCE)?;
    say("inserted");
    std::thread::spawn(move || listen(&lines));
    while let Some(event) = place.next(&happening) {
        match event {
            Event::Line(line) => {
                let end = line.iter().position(u8::is_ascii_whitespace);
                let (word, rest) = line
                    .split_at_checked(end.unwrap_or(line.len()))
                    .unwrap_or_default();
                match (word, rest.trim_ascii()) {
                    (b"", _) => {}
                    (b"quit", b"") => {
                        place.take_out();
                        say("quit");
                        return Ok(ExitCode::SUCCESS);
                    }
                    (word, rest) => match place.follow(word, rest) {
                        Ok(done) => say(&done),
                        Err(error) => say(&format!("error: {error}")),
                    },
                }
            }
            Event::LineTooLong => say("error: the line is too long"),
            Event::Ended { count, .. } if count != place.count => {}
            Event::Ended { ending, .. } => {
                place.take_out();
                match ending {
                    // It lies beside the reader until `insert`.
                    Ending::Removed => say("removed by its profile"),
                    Ending::Reset => {
                        place.again = Instant::now().checked_add(BREAK);
                        say("reset by its profile");
                    }
                    // The service ended; it may come back.
                    Ending::TakenOut => {
                        place.again = Instant::now().checked_add(BREAK);
                        say("reader lost");
                    }
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
