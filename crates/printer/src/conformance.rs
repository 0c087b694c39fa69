//! What a vendor runs against an implementation of [`Printer`] before a kiosk gets it.
//!
//! It prints a few test pages and looks at what the implementation says. It needs a printer with paper
//! in it, and somebody who counts the sheets afterwards: [`Report::pages`] must lie in the tray, no
//! more and no less.
//!
//! ```no_run
//! # fn vendors_printer() -> Box<dyn printer::Printer> { unimplemented!() }
//! let mut printer = vendors_printer();
//! let report = printer::conformance::run(&mut printer);
//! print!("{report}");
//! assert!(report.passed());
//! ```

use std::fmt;
use std::time::{Duration, Instant};

use crate::{Copies, Job, Printed, Printer, Progress};

/// How long a status may take.
const STATUS_LIMIT: Duration = Duration::from_secs(10);

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
pub fn run(printer: &mut dyn Printer) -> Report {
    let mut report = Report {
        checks: Vec::new(),
        pages: 0,
    };
    let mut check = |name, result: Result<(), String>| {
        report.checks.push(Check {
            name,
            failure: result.err(),
        });
    };
    check(
        "status is ready, with paper in and nothing wrong",
        ready(printer),
    );
    check(
        "status answers the same when asked again at once",
        steady(printer),
    );
    let mut pages = 0;
    for (name, copies) in [
        ("a test page is printed", 1),
        ("two copies are two pages", 2),
        ("a further job is printed after these", 1),
    ] {
        let result = print(printer, copies);
        if let Ok(printed) = &result {
            pages += printed.pages;
        }
        check(name, result.map(drop));
    }
    check("status is ready again after printing", ready(printer));
    report.pages = pages;
    report
}

fn ready(printer: &mut dyn Printer) -> Result<(), String> {
    let started = Instant::now();
    let status = printer.status().map_err(|error| error.code().to_owned())?;
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

fn steady(printer: &mut dyn Printer) -> Result<(), String> {
    let mut ask = || printer.status().map_err(|error| error.code().to_owned());
    if ask()? == ask()? {
        Ok(())
    } else {
        Err("two answers differ".to_owned())
    }
}

fn print(printer: &mut dyn Printer, count: u8) -> Result<Printed, String> {
    let copies = Copies::new(count, count).ok_or("no copies")?;
    let mut seen = Vec::new();
    let printed = printer
        .print(Job::test_page(), copies, &mut |progress| {
            seen.push(progress)
        })
        .map_err(|error| error.code().to_owned())?;
    if printed.pages != u32::from(count) {
        return Err(format!(
            "says {} pages, {count} were asked for",
            printed.pages
        ));
    }
    let sent = seen
        .iter()
        .filter(|progress| **progress == Progress::Sent)
        .count();
    if sent != 1 || seen.first() != Some(&Progress::Sent) {
        return Err("progress must begin with Sent, and say it once".to_owned());
    }
    Ok(printed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PrinterError, Status};

    /// A vendor's first attempts.
    struct Vendor {
        says: u32,
        sent: usize,
        ready: bool,
    }

    impl Printer for Vendor {
        fn status(&mut self) -> Result<Status, PrinterError> {
            Ok(Status {
                ready: self.ready,
                busy: false,
                attention: Vec::new(),
            })
        }

        fn print(
            &mut self,
            job: Job,
            copies: Copies,
            watch: &mut dyn FnMut(Progress),
        ) -> Result<Printed, PrinterError> {
            assert!(job.pdf().starts_with(b"%PDF-"));
            for _ in 0..self.sent {
                watch(Progress::Sent);
            }
            Ok(Printed {
                pages: job.pages() * u32::from(copies.get()) * self.says,
            })
        }
    }

    const GOOD: Vendor = Vendor {
        says: 1,
        sent: 1,
        ready: true,
    };

    #[test]
    fn a_good_printer_passes_and_the_pages_are_counted() {
        let report = run(&mut { GOOD });
        assert!(report.passed(), "{report}");
        assert_eq!(report.pages, 4);
    }

    #[test]
    fn each_fault_is_found() {
        for mut faulty in [
            Vendor { says: 2, ..GOOD },
            Vendor { sent: 0, ..GOOD },
            Vendor { sent: 2, ..GOOD },
            Vendor {
                ready: false,
                ..GOOD
            },
        ] {
            assert!(!run(&mut faulty).passed());
        }
    }
}
