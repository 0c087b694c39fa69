//! The kit passes the IPP driver, on a scripted printer that does all that goes wrong at a counter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod server;

use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, StatusCode};
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;
use printer::conformance::{self, Hand, Make};
use printer::{IppConfig, IppPrinter, Timing};

use server::{reply, request};

/// The printer as a machine. It puts out a sheet each time that it is asked after the job, so that no clock
/// decides what a test sees.
#[derive(Default)]
struct Machine {
    paper: u32,
    /// It can be called by nobody.
    away: bool,
    cancels: bool,
    out: u32,
    /// Jobs that it was sent, each as sheets asked for, sheets out, cancelled.
    jobs: Vec<(u32, u32, bool)>,
}

impl Machine {
    /// Puts out the next sheet of the last job.
    fn work(&mut self) {
        if let Some((asked, done, ended)) = self.jobs.last_mut() {
            *ended |= self.cancels;
            if !*ended && done < asked && self.paper > 0 {
                *done += 1;
                self.paper -= 1;
                self.out += 1;
            }
        }
    }

    fn answer(&mut self, body: &[u8]) -> IppRequestResponse {
        let status = StatusCode::SuccessfulOk;
        let mut answer = IppRequestResponse::new_response(IppVersion::v1_1(), status, 1).unwrap();
        let mut add = |group, name: &str, value| {
            let attribute = IppAttribute::with_name(name, value).unwrap();
            answer.attributes_mut().add(group, attribute);
        };
        const PRINTER: DelimiterTag = DelimiterTag::PrinterAttributes;
        const JOB: DelimiterTag = DelimiterTag::JobAttributes;
        match u16::from_be_bytes([body[2], body[3]]) {
            // Get-Printer-Attributes.
            0x000B => {
                let (state, reason) = match self.paper {
                    0 => (5, "media-empty-error"),
                    _ => (3, "none"),
                };
                let pdf = IppValue::new_mime_media_type("application/pdf").unwrap();
                let reason = IppValue::new_keyword(reason).unwrap();
                add(PRINTER, "printer-state", IppValue::Enum(state));
                add(PRINTER, "printer-state-reasons", reason);
                add(PRINTER, "document-format-supported", pdf);
                let copies = IppValue::RangeOfInteger { min: 1, max: 99 };
                add(PRINTER, "copies-supported", copies);
            }
            // Print-Job.
            0x0002 => {
                let name = body.windows(6).position(|six| six == b"copies").unwrap();
                // Two bytes of length, four of the number.
                self.jobs.push((body[name + 11].into(), 0, false));
                let id = i32::try_from(self.jobs.len()).unwrap();
                add(JOB, "job-id", IppValue::Integer(id));
            }
            // Get-Job-Attributes.
            0x0009 => {
                self.work();
                let (asked, done, ended) = *self.jobs.last().unwrap();
                let state = match (ended, done == asked, self.paper) {
                    (true, ..) => 7,
                    (false, true, _) => 9,
                    (false, false, 0) => 6,
                    (false, false, _) => 5,
                };
                add(JOB, "job-state", IppValue::Enum(state));
                let done = IppValue::Integer(done.try_into().unwrap());
                add(JOB, "job-impressions-completed", done);
            }
            _ => {}
        }
        answer
    }
}

/// A printer on a port of its own, for as long as the test runs.
fn serve(machine: Arc<Mutex<Machine>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let serve = |mut stream: TcpStream| {
            // Hung up before a word.
            if machine.lock().unwrap().away {
                return;
            }
            if let Some(body) = request(&mut stream) {
                let answer = machine.lock().unwrap().answer(&body);
                reply(&mut stream, "200 OK", &answer.to_bytes());
            }
        };
        listener
            .incoming()
            .for_each(|stream| serve(stream.unwrap()));
    });
    format!("ipp://127.0.0.1:{port}/ipp/print")
}

struct Rig(Arc<Mutex<Machine>>);

impl Hand for Rig {
    fn make(&mut self, what: Make) {
        let mut machine = self.0.lock().unwrap();
        match what {
            Make::InOrder => {
                machine.paper = 100;
                // What it has, it goes on with.
                (0..100).for_each(|_| machine.work());
                machine.away = false;
                machine.cancels = false;
            }
            Make::NoPaper => machine.paper = 0,
            Make::OneSheet => machine.paper = 1,
            Make::Paper => machine.paper = 100,
            Make::CancelNext => machine.cancels = true,
            Make::Off | Make::Cut => machine.away = true,
        }
    }

    fn came_out(&mut self) -> u32 {
        std::mem::take(&mut self.0.lock().unwrap().out)
    }
}

#[test]
fn the_ipp_driver_conforms() {
    let machine = Arc::new(Mutex::new(Machine::default()));
    let uri = serve(Arc::clone(&machine));
    let mut driver = IppPrinter::new(IppConfig {
        uri,
        timing: Timing {
            poll: Duration::from_millis(10),
            silence: Duration::from_millis(200),
            ..Timing::default()
        },
        ..IppConfig::default()
    })
    .unwrap();
    let report = conformance::run(&mut driver, &mut Rig(Arc::clone(&machine)));
    assert!(report.passed(), "{report}");
    // One, two, one; the one that runs out of paper, the cancelled, the cut off; one more.
    assert_eq!(machine.lock().unwrap().jobs.len(), 7);
}
