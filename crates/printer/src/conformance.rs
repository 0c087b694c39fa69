//! What a vendor runs against an implementation of [`Printer`] before a kiosk gets it.
//!
//! It prints test pages, with everything in order and with all that goes wrong at a counter, and looks
//! at what the implementation says and at what comes out. It needs a printer in order, and a [`Hand`]:
//! a person who is told what to do and says how many sheets came out, or a rig that does so.
//!
//! ```no_run
//! use printer::conformance::{self, Hand, Make};
//! # fn vendors_printer() -> Box<dyn printer::Printer> { unimplemented!() }
//! # fn ask(question: &str) -> u32 { unimplemented!() }
//! struct Person;
//!
//! impl Hand for Person {
//!     fn make(&mut self, what: Make) {
//!         ask(&format!("{what:?}: done?"));
//!     }
//!     fn came_out(&mut self) -> u32 {
//!         ask("the printer rests: how many sheets came out?")
//!     }
//! }
//!
//! let report = conformance::run(&mut vendors_printer(), &mut Person);
//! print!("{report}");
//! assert!(report.passed());
//! ```

use std::fmt;
use std::time::{Duration, Instant};

use crate::{Copies, Job, Printed, Printer, PrinterError, Progress, Trouble};

/// How long a status may take.
const STATUS_LIMIT: Duration = Duration::from_secs(10);

/// So many copies are asked for where the connection is to be lost in their middle.
const LONG: u8 = 3;

/// Who stands at the printer.
pub trait Hand {
    /// Asks for something to be done, and returns when it is done.
    fn make(&mut self, what: Make);

    /// How many sheets came out since this was asked last. Waits until the printer rests: a sheet that
    /// comes later is of the next check, and fails it.
    fn came_out(&mut self) -> u32;
}

/// What is to be done at the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Paper in, power on, cable in, nothing wrong: also after any of what follows.
    InOrder,
    /// No paper in any tray. Asked before a job.
    NoPaper,
    /// Exactly one sheet in the tray. Asked before a job of two.
    OneSheet,
    /// Paper in again. Asked while a job waits for it.
    Paper,
    /// Ready to cancel the job that comes now at the printer, before its first sheet. Asked before the
    /// job. Where the printer is quicker than a hand, have it hold jobs (its "hold", "pause" or proof
    /// setting) as long as its status stays ready.
    CancelNext,
    /// Power off, or the cable out. Asked before a job.
    Off,
    /// The cable out, at once: the printer has the job and goes on with it. Asked while it prints.
    Cut,
}

/// The result of all checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Each check in the order it ran.
    pub checks: Vec<Check>,
    /// So many test pages should lie in the tray now.
    pub pages: u32,
}

impl Report {
    /// Whether all checks passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.failure.is_none())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for check in &self.checks {
            match &check.failure {
                None => writeln!(f, "ok      {}", check.name)?,
                Some(why) => writeln!(f, "FAILED  {}: {why}", check.name)?,
            }
        }
        writeln!(f, "{} test pages should lie in the tray", self.pages)
    }
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What must be true.
    pub name: &'static str,
    /// Why it is not.
    pub failure: Option<String>,
}

/// Runs all checks. A check whose ground is missing fails too; none is skipped in silence.
///
/// One driver for all of them: a kiosk too goes on with the one that it has.
pub fn run(printer: &mut dyn Printer, hand: &mut dyn Hand) -> Report {
    type Test = fn(&mut Bench<'_>) -> Result<(), String>;
    let tests: [(&str, Test); 13] = [
        ("status is ready, with paper in and nothing wrong", ready),
        ("status answers the same when asked again at once", steady),
        ("a test page is printed", one),
        ("two copies are two pages", two),
        ("a further job is printed after these", one),
        ("status is ready again after printing", ready),
        ("without paper, status says so", says_no_paper),
        (
            "without paper, a job waits and says so, or is certain not to come out",
            no_paper,
        ),
        (
            "paper that runs out between two copies is told, and no copy comes twice",
            one_sheet,
        ),
        (
            "cancelled before its first sheet, it is certain that nothing came out",
            cancelled,
        ),
        (
            "switched off, it is certain that nothing came out",
            switched_off,
        ),
        (
            "cut off in the middle, the fate of the job is not known",
            cut_off,
        ),
        ("after all this a job is printed, and only that", one),
    ];
    let mut bench = Bench {
        printer,
        hand,
        pages: 0,
    };
    bench.hand.make(Make::InOrder);
    // What lay in the tray before is no part of this.
    let _ = bench.hand.came_out();
    let mut checks = Vec::new();
    for (name, test) in tests {
        let failure = test(&mut bench).err();
        checks.push(Check { name, failure });
    }
    Report {
        checks,
        pages: bench.pages,
    }
}

/// When the hand is asked, and for what.
type Moment = (fn(&Progress) -> bool, Make);

struct Bench<'a> {
    printer: &'a mut dyn Printer,
    hand: &'a mut dyn Hand,
    pages: u32,
}

/// What became of one job.
struct Told {
    result: Result<Printed, PrinterError>,
    progress: Vec<Progress>,
}

impl Told {
    fn printed(self) -> Result<(), String> {
        self.result
            .map(drop)
            .map_err(|error| error.code().to_owned())
    }

    /// An error that says for certain that no sheet is or will be out.
    fn certain(self) -> Result<(), String> {
        match self.result {
            Err(error) if error.nothing_printed() => Ok(()),
            Err(error) => Err(format!("nothing came out, and it says {}", error.code())),
            Ok(_) => Err("it says that all is out".to_owned()),
        }
    }

    fn waited_for_paper(&self) -> bool {
        self.progress.iter().any(wants_paper)
    }
}

fn wants_paper(progress: &Progress) -> bool {
    matches!(progress, Progress::Waiting(attention)
        if attention.iter().any(|one| one.trouble == Trouble::MediaEmpty))
}

impl Bench<'_> {
    /// Prints, then sets everything right, and checks what must be true of every job. As soon as
    /// `moment` is seen, once, the hand is asked for what stands beside it.
    fn print(&mut self, count: u8, moment: Option<Moment>) -> Result<Told, String> {
        let copies = Copies::new(count, count).ok_or("no copies")?;
        let mut progress = Vec::new();
        let (hand, mut moment) = (&mut *self.hand, moment);
        let result = self.printer.print(Job::test_page(), copies, &mut |one| {
            if let Some((_, what)) = moment.take_if(|(is_it, _)| is_it(&one)) {
                hand.make(what);
            }
            progress.push(one);
        });
        self.hand.make(Make::InOrder);
        let out = self.hand.came_out();
        self.pages = self.pages.saturating_add(out);
        in_order(&progress, u32::from(count), result.is_ok())?;
        match &result {
            Ok(printed) if printed.pages != u32::from(count) => {
                let pages = printed.pages;
                return Err(format!("says {pages} pages, {count} were asked for"));
            }
            Ok(_) if out != u32::from(count) => {
                return Err(format!("{out} sheets came out, {count} were asked for"));
            }
            Err(error) if error.nothing_printed() && out > 0 => {
                return Err(format!("{}, and {out} sheets came out", error.code()));
            }
            Err(_) if out > u32::from(count) => {
                return Err(format!("{out} sheets came out, {count} were asked for"));
            }
            _ => {}
        }
        Ok(Told { result, progress })
    }
}

/// `Sent` first and once; pages that never become fewer, nor more than were asked for; whoever waits says
/// for what.
fn in_order(progress: &[Progress], asked: u32, printed: bool) -> Result<(), String> {
    let sent = progress.iter().filter(|one| **one == Progress::Sent);
    match (progress.first(), sent.count()) {
        (Some(Progress::Sent), 1) => {}
        (None, _) if !printed => {}
        _ => return Err("progress must begin with Sent, and say it once".to_owned()),
    }
    let mut before = 0;
    for one in progress {
        match one {
            Progress::Printing { pages: Some(pages) } if *pages < before => {
                return Err("pages that were out became fewer".to_owned());
            }
            Progress::Printing { pages: Some(pages) } if *pages > asked => {
                return Err("more pages out than were asked for".to_owned());
            }
            Progress::Printing { pages: Some(pages) } => before = *pages,
            Progress::Waiting(attention) if attention.is_empty() => {
                return Err("it waits and does not say for what".to_owned());
            }
            _ => {}
        }
    }
    Ok(())
}

fn ready(bench: &mut Bench<'_>) -> Result<(), String> {
    let started = Instant::now();
    let status = bench
        .printer
        .status()
        .map_err(|error| error.code().to_owned())?;
    if started.elapsed() > STATUS_LIMIT {
        return Err("took longer than 10 s".to_owned());
    }
    if status.ready {
        Ok(())
    } else {
        let troubles: Vec<_> = status
            .attention
            .iter()
            .map(|attention| attention.trouble.code())
            .collect();
        Err(format!("not ready: {}", troubles.join(", ")))
    }
}

fn steady(bench: &mut Bench<'_>) -> Result<(), String> {
    let mut ask = || {
        bench
            .printer
            .status()
            .map_err(|error| error.code().to_owned())
    };
    if ask()? == ask()? {
        Ok(())
    } else {
        Err("two answers differ".to_owned())
    }
}

fn one(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.print(1, None)?.printed()
}

fn two(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.print(2, None)?.printed()
}

fn says_no_paper(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.hand.make(Make::NoPaper);
    let status = bench.printer.status();
    bench.hand.make(Make::InOrder);
    let status = status.map_err(|error| error.code().to_owned())?;
    if status.ready {
        return Err("it says that it is ready".to_owned());
    }
    let mut troubles = status.attention.iter().map(|one| one.trouble);
    if troubles.any(|trouble| trouble == Trouble::MediaEmpty) {
        Ok(())
    } else {
        Err("it does not say media-empty".to_owned())
    }
}

fn no_paper(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.hand.make(Make::NoPaper);
    let told = bench.print(1, Some((wants_paper, Make::Paper)))?;
    match (&told.result, told.waited_for_paper()) {
        (Err(_), _) => told.certain(),
        (Ok(_), true) => Ok(()),
        (Ok(_), false) => Err("it waited and did not say media-empty".to_owned()),
    }
}

fn one_sheet(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.hand.make(Make::OneSheet);
    let told = bench.print(2, Some((wants_paper, Make::Paper)))?;
    if !told.waited_for_paper() {
        return Err("it did not say media-empty".to_owned());
    }
    match told.result {
        Ok(_) | Err(PrinterError::Unknown) => Ok(()),
        Err(error) => Err(format!("a sheet came out, and it says {}", error.code())),
    }
}

fn cancelled(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.hand.make(Make::CancelNext);
    let before = bench.pages;
    let told = bench.print(1, None)?;
    if bench.pages == before {
        told.certain()
    } else {
        Err("it was not cancelled: a sheet came out".to_owned())
    }
}

fn switched_off(bench: &mut Bench<'_>) -> Result<(), String> {
    bench.hand.make(Make::Off);
    bench.print(1, None)?.certain()
}

fn cut_off(bench: &mut Bench<'_>) -> Result<(), String> {
    // Not at the first `Printing`: a quick printer is through by then, and its driver may know it.
    let told = bench.print(LONG, Some((|one| *one == Progress::Sent, Make::Cut)))?;
    match told.result {
        Err(PrinterError::Unknown) => Ok(()),
        Err(error) => Err(format!("PRINTER-UNKNOWN expected, is {}", error.code())),
        Ok(_) => Err("it says that all is out, which it cannot know".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::{Attention, Severity, Status};

    /// A printer as a machine.
    #[derive(Default)]
    struct Machine {
        paper: u32,
        off: bool,
        cancels: bool,
        out: u32,
        /// Sheets that come out when all is in order again, asked for or not.
        later: u32,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Fault {
        None,
        SaysMore,
        SaysSentNever,
        SaysSentTwice,
        SaysFewerPages,
        NeverReady,
        SilentAboutPaper,
        KeepsWhatItRefused,
        UnsureWhenCancelled,
        CertainWhenCut,
        SureWhenCut,
        SendsAgain,
        CertainAfterASheet,
        UnsureWhenOff,
    }

    /// A vendor's attempt at a driver of it.
    struct Vendor(Arc<Mutex<Machine>>, Fault);

    impl Vendor {
        fn machine(&self) -> std::sync::MutexGuard<'_, Machine> {
            self.0.lock().unwrap()
        }

        fn attention(&self) -> Vec<Attention> {
            let trouble = match self.1 {
                Fault::SilentAboutPaper => Trouble::Other,
                _ => Trouble::MediaEmpty,
            };
            vec![Attention {
                severity: Severity::Blocking,
                trouble,
            }]
        }
    }

    impl Printer for Vendor {
        fn status(&mut self) -> Result<Status, PrinterError> {
            let ready = self.machine().paper > 0 && self.1 != Fault::NeverReady;
            Ok(Status {
                ready,
                busy: false,
                attention: if ready { Vec::new() } else { self.attention() },
            })
        }

        fn print(
            &mut self,
            job: Job,
            copies: Copies,
            watch: &mut dyn FnMut(Progress),
        ) -> Result<Printed, PrinterError> {
            assert!(job.pdf().starts_with(b"%PDF-"));
            let (count, fault) = (u32::from(copies.get()), self.1);
            if self.machine().off {
                return Err(match fault {
                    Fault::UnsureWhenOff => PrinterError::Unknown,
                    _ => PrinterError::Unreachable,
                });
            }
            if self.machine().paper == 0 {
                if fault == Fault::KeepsWhatItRefused {
                    self.machine().later = count;
                }
                return Err(PrinterError::NotReady);
            }
            let sent = match fault {
                Fault::SaysSentNever => 0,
                Fault::SaysSentTwice => 2,
                _ => 1,
            };
            for _ in 0..sent {
                watch(Progress::Sent);
            }
            if self.machine().cancels {
                return Err(match fault {
                    Fault::UnsureWhenCancelled => PrinterError::Unknown,
                    _ => PrinterError::NothingOut,
                });
            }
            if self.machine().off {
                // The machine goes on with it.
                let twice = fault == Fault::SendsAgain;
                self.machine().later = if twice { 2 * count } else { count };
                return match fault {
                    Fault::CertainWhenCut => Err(PrinterError::Unreachable),
                    Fault::SureWhenCut => Ok(Printed { pages: count }),
                    _ => Err(PrinterError::Unknown),
                };
            }
            for page in 1..=count {
                if self.machine().paper == 0 {
                    watch(Progress::Waiting(self.attention()));
                    if self.machine().paper == 0 {
                        return Err(PrinterError::Unknown);
                    }
                    if fault == Fault::CertainAfterASheet {
                        return Err(PrinterError::NothingOut);
                    }
                }
                let mut machine = self.machine();
                machine.paper -= 1;
                machine.out += 1;
                drop(machine);
                let pages = match fault {
                    Fault::SaysFewerPages => count - page,
                    _ => page,
                };
                watch(Progress::Printing { pages: Some(pages) });
            }
            let more = u32::from(fault == Fault::SaysMore);
            Ok(Printed {
                pages: count + more,
            })
        }
    }

    struct Rig(Arc<Mutex<Machine>>);

    impl Hand for Rig {
        fn make(&mut self, what: Make) {
            let mut machine = self.0.lock().unwrap();
            match what {
                Make::InOrder => {
                    let out = machine.out + machine.later;
                    *machine = Machine {
                        paper: 100,
                        out,
                        ..Machine::default()
                    };
                }
                Make::NoPaper => machine.paper = 0,
                Make::OneSheet => machine.paper = 1,
                Make::Paper => machine.paper = 100,
                Make::CancelNext => machine.cancels = true,
                Make::Off | Make::Cut => machine.off = true,
            }
        }

        fn came_out(&mut self) -> u32 {
            std::mem::take(&mut self.0.lock().unwrap().out)
        }
    }

    fn report(fault: Fault) -> Report {
        let machine = Arc::default();
        run(
            &mut Vendor(Arc::clone(&machine), fault),
            &mut Rig(Arc::clone(&machine)),
        )
    }

    #[test]
    fn a_good_printer_passes_and_the_pages_are_counted() {
        let report = report(Fault::None);
        assert!(report.passed(), "{report}");
        assert_eq!(report.pages, 1 + 2 + 1 + 2 + u32::from(LONG) + 1);
    }

    #[test]
    fn each_fault_is_found() {
        for (fault, check) in [
            (Fault::SaysMore, "a test page is printed"),
            (Fault::SaysSentNever, "a test page is printed"),
            (Fault::SaysSentTwice, "a test page is printed"),
            (Fault::SaysFewerPages, "two copies are two pages"),
            (Fault::NeverReady, "status is ready, with paper in"),
            (Fault::SilentAboutPaper, "without paper, status says so"),
            (Fault::KeepsWhatItRefused, "without paper, a job waits"),
            (Fault::CertainAfterASheet, "paper that runs out"),
            (
                Fault::UnsureWhenCancelled,
                "cancelled before its first sheet",
            ),
            (Fault::UnsureWhenOff, "switched off"),
            (Fault::CertainWhenCut, "cut off in the middle"),
            (Fault::SureWhenCut, "cut off in the middle"),
            (Fault::SendsAgain, "cut off in the middle"),
        ] {
            let report = report(fault);
            let failed = report.checks.iter().find(|check| check.failure.is_some());
            assert!(failed.unwrap().name.starts_with(check), "{report}");
        }
    }
}
