//! What a vendor runs against an implementation of [`Payment`] before a kiosk gets it.
//!
//! It collects a small charge many times, in every way that a payment can go, and looks at what the
//! implementation says and at what comes out. It needs a device in order, with change in it, and a
//! [`Hand`]: a person who is told what to put in and says what came out, or a rig that does so.
//!
//! ```no_run
//! use payment::conformance::{self, Hand, PutIn};
//! use payment::{Charge, Payment, Yen};
//! # fn vendors_device() -> Box<dyn Payment> { unimplemented!() }
//! # fn ask(question: &str) -> u32 { unimplemented!() }
//! struct Person;
//!
//! impl Hand for Person {
//!     fn put_in(&mut self, what: PutIn) {
//!         println!("{what:?}");
//!     }
//!     fn came_out(&mut self) -> Yen {
//!         Yen(ask("how much came out?"))
//!     }
//! }
//!
//! let charge = Charge::new(Yen(120), std::num::NonZeroU8::MIN).expect("a fee");
//! let report = conformance::run(&mut || vendors_device(), charge, &mut Person);
//! print!("{report}");
//! assert!(report.passed());
//! ```

use std::fmt;
use std::time::{Duration, Instant};

use crate::{Charge, Collected, Go, Method, Payment, PaymentError, Progress, Reference, Yen};

/// How long an answer of `ready` may take.
const READY_LIMIT: Duration = Duration::from_secs(10);

/// How long the caller may go unasked before the kit calls it a fault. Ten times what the contract says:
/// the machine that runs the kit may be slow too.
const SILENCE_LIMIT: Duration = Duration::from_secs(2);

/// How long a person has for the first coin where the kit is about to give up.
const CASH_PATIENCE: Duration = Duration::from_secs(60);

/// So often the kit lets itself be asked before it says a word, where nothing is put in.
const IDLE_ASKS: u32 = 5;

/// Who puts money in and counts what comes out.
pub trait Hand {
    /// Asks for money to be put in, while the device collects. Returns at once, before or after the
    /// money is in.
    fn put_in(&mut self, what: PutIn);

    /// What came out of the device since this was asked last.
    fn came_out(&mut self) -> Yen;
}

/// What is to be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutIn {
    /// Something, but less than this. On a device that takes all or nothing, nothing.
    LessThan(Yen),
    /// Exactly this.
    Exactly(Yen),
    /// More than this, so that there is change. On a device that gives none, exactly this.
    MoreThan(Yen),
}

/// The result of all checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Each check in the order it ran.
    pub checks: Vec<Check>,
    /// So much more should be in the machine now than before, in yen.
    pub inside: u64,
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
        writeln!(f, "{} yen more should be in the machine", self.inside)
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

/// Runs all checks, each on what `make` gives. A check whose ground is missing fails too; none is
/// skipped in silence.
///
/// `make` is called when what it gave before is gone, and may open the same device again. A device that
/// neither asks its caller nor ends hangs the kit too: there is no way to stop it.
pub fn run(
    make: &mut dyn FnMut() -> Box<dyn Payment>,
    charge: Charge,
    hand: &mut dyn Hand,
) -> Report {
    type Test = fn(&mut Bench<'_>) -> Result<u64, String>;
    let tests: [(&str, Test); 13] = [
        ("it is ready, and says so again", ready_twice),
        ("given up at once, nothing is taken", given_up_at_once),
        (
            "the caller is asked while nothing happens",
            asked_while_idle,
        ),
        ("given up half-way, all comes out", given_up_half_way),
        (
            "given up when the last piece is in, all comes out",
            given_up_when_full,
        ),
        ("the exact sum is kept, and nothing comes out", keep_exact),
        ("of more than the sum the change comes out", keep_more),
        ("refunded, all comes out", refund),
        ("held, nothing comes out", hold),
        ("dropped undecided, it is held", dropped),
        ("decided on another thread, it is kept", keep_elsewhere),
        ("no second payment while one is undecided", busy),
        ("after all this a payment is collected again", keep_exact),
    ];
    let mut report = Report {
        checks: Vec::new(),
        inside: 0,
    };
    for (number, (name, test)) in (1..).zip(tests) {
        let mut bench = Bench {
            device: make(),
            charge,
            hand,
            reference: Reference::new([number; 16]),
        };
        // What lay in the tray before is no part of this check.
        let _ = bench.hand.came_out();
        let result = test(&mut bench);
        if let Ok(inside) = result {
            report.inside += inside;
        }
        report.checks.push(Check {
            name,
            failure: result.err(),
        });
    }
    report
}

struct Bench<'a> {
    device: Box<dyn Payment>,
    charge: Charge,
    hand: &'a mut dyn Hand,
    reference: Reference,
}

/// What the device told while it collected.
struct Told {
    result: Result<Collected, PaymentError>,
    /// The last progress.
    put_in: Yen,
}

impl Bench<'_> {
    /// Collects, and checks what must be true of every collection.
    ///
    /// `answer` is given how often it was asked before and what is in.
    fn collect(
        &mut self,
        what: Option<PutIn>,
        answer: impl Fn(u32, Yen) -> Go,
    ) -> Result<Told, String> {
        let mut asked = 0_u32;
        let mut put_in = Yen::ZERO;
        let mut fault = None;
        let mut last = Instant::now();
        let hand = &mut *self.hand;
        let mut given_up = false;
        let mut watch = |progress: Progress| {
            if last.elapsed() > SILENCE_LIMIT {
                fault = Some("the caller was not asked for more than 2 s");
            }
            if progress.put_in < put_in {
                fault = Some("what is put in became less");
            }
            put_in = progress.put_in;
            if let (0, Some(what)) = (asked, what) {
                hand.put_in(what);
            }
            if !given_up && answer(asked, put_in) == Go::GiveUp {
                given_up = true;
            }
            asked = asked.saturating_add(1);
            last = Instant::now();
            if given_up { Go::GiveUp } else { Go::On }
        };
        let result = self.device.collect(self.reference, self.charge, &mut watch);
        if last.elapsed() > SILENCE_LIMIT && result.is_ok() {
            fault = Some("the caller was not asked for more than 2 s");
        }
        if asked == 0 {
            fault = Some("the caller was never asked");
        }
        match &result {
            Ok(collected) if collected.paid() != put_in => {
                fault = Some("the last progress is not what was paid");
            }
            Ok(collected)
                if (collected.reference(), collected.charge()) != (self.reference, self.charge) =>
            {
                fault = Some("collected for another charge or reference");
            }
            _ => {}
        }
        match fault {
            None => Ok(Told { result, put_in }),
            Some(fault) => {
                // What is in goes back, as far as it does.
                let _ = result.map(Collected::refund);
                Err(fault.to_owned())
            }
        }
    }

    fn collected(&mut self, what: PutIn) -> Result<Collected, String> {
        self.collect(Some(what), |_, _| Go::On)?
            .result
            .map_err(|error| error.code().to_owned())
    }

    /// More than the charge, on a device that gives change.
    fn collected_more(&mut self) -> Result<Collected, String> {
        let collected = self.collected(PutIn::MoreThan(self.charge.total()))?;
        if collected.change() == Yen::ZERO && self.device.method() == Method::Cash {
            let _ = collected.refund();
            return Err("no more than the sum was put in".to_owned());
        }
        Ok(collected)
    }

    fn given_up(&mut self, told: Told) -> Result<u64, String> {
        match told.result {
            Err(PaymentError::GivenUp) => self.out(told.put_in).map(|()| 0),
            Err(error) => Err(format!("PAYMENT-GIVEN-UP expected, is {}", error.code())),
            Ok(collected) => {
                let _ = collected.refund();
                Err("collected after it was given up".to_owned())
            }
        }
    }

    /// Checks that so much came out, and no more.
    fn out(&mut self, expected: Yen) -> Result<(), String> {
        let out = self.hand.came_out();
        if out == expected {
            Ok(())
        } else {
            Err(format!("{out} yen came out instead of {expected}"))
        }
    }

    fn keep(&mut self, collected: Collected) -> Result<u64, String> {
        let (change, total) = (collected.change(), self.charge.total());
        let receipt = collected.keep();
        receipt
            .change_given()
            .map_err(|error| error.code().to_owned())?;
        self.out(change)?;
        Ok(u64::from(total.0))
    }
}

fn ready_twice(bench: &mut Bench<'_>) -> Result<u64, String> {
    for _ in 0..2 {
        let started = Instant::now();
        bench
            .device
            .ready()
            .map_err(|error| error.code().to_owned())?;
        if started.elapsed() > READY_LIMIT {
            return Err("took longer than 10 s".to_owned());
        }
    }
    bench.out(Yen::ZERO).map(|()| 0)
}

fn given_up_at_once(bench: &mut Bench<'_>) -> Result<u64, String> {
    let told = bench.collect(None, |_, _| Go::GiveUp)?;
    bench.given_up(told)
}

fn asked_while_idle(bench: &mut Bench<'_>) -> Result<u64, String> {
    let told = bench.collect(None, |asked, _| match asked {
        0..IDLE_ASKS => Go::On,
        _ => Go::GiveUp,
    })?;
    bench.given_up(told)
}

/// Gives up when something is in; a device that takes all or nothing is given up idle.
fn given_up_half_way(bench: &mut Bench<'_>) -> Result<u64, String> {
    let less = PutIn::LessThan(bench.charge.total());
    let patience = match bench.device.method() {
        Method::Cash => CASH_PATIENCE,
        _ => Duration::ZERO,
    };
    let started = Instant::now();
    let told = bench.collect(Some(less), |_, put_in| {
        if put_in == Yen::ZERO && started.elapsed() < patience {
            Go::On
        } else {
            Go::GiveUp
        }
    })?;
    let ground = told.put_in > Yen::ZERO || patience == Duration::ZERO;
    let inside = bench.given_up(told)?;
    if ground {
        Ok(inside)
    } else {
        Err("nothing was put in".to_owned())
    }
}

fn given_up_when_full(bench: &mut Bench<'_>) -> Result<u64, String> {
    let total = bench.charge.total();
    let told = bench.collect(Some(PutIn::Exactly(total)), |_, put_in| {
        if put_in < total { Go::On } else { Go::GiveUp }
    })?;
    bench.given_up(told)
}

fn keep_exact(bench: &mut Bench<'_>) -> Result<u64, String> {
    let total = bench.charge.total();
    let collected = bench.collected(PutIn::Exactly(total))?;
    if collected.paid() != total {
        let paid = collected.paid();
        let _ = collected.refund();
        return Err(format!("{paid} yen paid, {total} were put in"));
    }
    bench.keep(collected)
}

fn keep_more(bench: &mut Bench<'_>) -> Result<u64, String> {
    let collected = bench.collected_more()?;
    bench.keep(collected)
}

fn refund(bench: &mut Bench<'_>) -> Result<u64, String> {
    let collected = bench.collected_more()?;
    let paid = collected.paid();
    bench.out(Yen::ZERO)?;
    collected
        .refund()
        .map_err(|error| error.code().to_owned())?;
    bench.out(paid).map(|()| 0)
}

fn hold(bench: &mut Bench<'_>) -> Result<u64, String> {
    let collected = bench.collected(PutIn::Exactly(bench.charge.total()))?;
    let paid = collected.paid();
    collected.hold();
    bench.out(Yen::ZERO)?;
    Ok(u64::from(paid.0))
}

fn dropped(bench: &mut Bench<'_>) -> Result<u64, String> {
    let collected = bench.collected(PutIn::Exactly(bench.charge.total()))?;
    let paid = collected.paid();
    drop(collected);
    bench.out(Yen::ZERO)?;
    Ok(u64::from(paid.0))
}

fn keep_elsewhere(bench: &mut Bench<'_>) -> Result<u64, String> {
    let collected = bench.collected_more()?;
    let change = collected.change();
    let receipt = std::thread::spawn(move || collected.keep())
        .join()
        .map_err(|_| "it panicked".to_owned())?;
    receipt
        .change_given()
        .map_err(|error| error.code().to_owned())?;
    bench.out(change)?;
    Ok(u64::from(receipt.amount().0))
}

fn busy(bench: &mut Bench<'_>) -> Result<u64, String> {
    let first = bench.collected(PutIn::Exactly(bench.charge.total()))?;
    let second = bench
        .device
        .collect(bench.reference, bench.charge, &mut |_| Go::GiveUp);
    let kept = bench.keep(first)?;
    match second {
        Err(PaymentError::Busy) => Ok(kept),
        Err(error) => Err(format!("PAYMENT-BUSY expected, is {}", error.code())),
        Ok(second) => {
            let _ = second.refund();
            Err("collected".to_owned())
        }
    }
}
