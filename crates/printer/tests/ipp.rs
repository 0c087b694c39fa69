//! The IPP driver against a real printer (`ippeveprinter`) and against a printer that misbehaves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    missing_docs,
    unreachable_pub
)]

#[path = "../../demo/src/ippeveprinter.rs"]
mod ippeveprinter;
mod server;

use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, StatusCode};
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;
use printer::{
    Copies, IppConfig, IppPrinter, Job, Printed, Printer, PrinterError, Progress, Timing, Trouble,
};
use tempfile::TempDir;

use ippeveprinter::{IppEvePrinter, Options};
use server::{reply, request};

struct Office {
    printer: IppEvePrinter,
    folder: TempDir,
}

/// A printer that runs `script` for each job; `$FOLDER` is a folder shared with the test.
fn office(script: &str) -> Office {
    let folder = TempDir::new().unwrap();
    let spool = folder.path().join("spool");
    std::fs::create_dir(&spool).unwrap();
    let command = folder.path().join("print.sh");
    let shared = folder.path().display();
    std::fs::write(&command, format!("#!/bin/sh\nFOLDER={shared}\n{script}\n")).unwrap();
    std::fs::set_permissions(&command, PermissionsExt::from_mode(0o755)).unwrap();
    let printer = IppEvePrinter::start(&Options {
        spool,
        command: Some(command),
        keys: Some(keys(folder.path())),
    })
    .unwrap();
    Office { printer, folder }
}

/// A certificate and key for `localhost`; the certificate is also at `localhost.crt`.
fn keys(folder: &Path) -> PathBuf {
    let keys = folder.join("keys");
    std::fs::create_dir(&keys).unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(keys.join("localhost.crt"), made.cert.pem()).unwrap();
    std::fs::write(keys.join("localhost.key"), made.signing_key.serialize_pem()).unwrap();
    keys
}

fn timing() -> Timing {
    Timing {
        poll: Duration::from_millis(20),
        silence: Duration::from_millis(300),
        job: Duration::from_secs(60),
        ..Timing::default()
    }
}

fn driver(uri: String, root_pem: Option<String>, timing: Timing) -> IppPrinter {
    IppPrinter::new(IppConfig {
        uri,
        root_pem,
        timing,
        ..IppConfig::default()
    })
    .unwrap()
}

fn print(driver: &mut IppPrinter) -> Result<Printed, PrinterError> {
    driver.print(Job::test_page(), Copies::ONE, &mut |_| {})
}

#[test]
fn a_real_printer_gets_what_was_sent_under_a_name_about_nobody() {
    let office = office("exit 0");
    let mut driver = driver(office.printer.uri(), None, timing());
    assert!(driver.status().unwrap().ready);
    for copies in [1, 2, 1] {
        let result = driver.print(
            Job::test_page(),
            Copies::new(copies, copies).unwrap(),
            &mut |_| {},
        );
        assert_eq!(
            result,
            Ok(Printed {
                pages: copies.into()
            })
        );
    }
    assert!(driver.status().unwrap().ready);
    let documents: Vec<_> = std::fs::read_dir(office.folder.path().join("spool"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    assert_eq!(documents.len(), 3);
    for document in documents {
        // A job's name becomes a file's name in the printer: it must say nothing of anybody.
        let name = document.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name.contains("test"), "{name}");
        assert_eq!(std::fs::read(&document).unwrap(), Job::test_page().pdf());
    }
}

#[test]
fn ipps_trusts_the_pinned_root_and_nobody_else() {
    let office = office("exit 0");
    let root = |folder: &Path| std::fs::read_to_string(folder.join("localhost.crt")).unwrap();
    let right = root(&office.folder.path().join("keys"));
    let mut trusted = driver(office.printer.secure_uri(), Some(right), timing());
    assert_eq!(print(&mut trusted), Ok(Printed { pages: 1 }));
    let elsewhere = TempDir::new().unwrap();
    let wrong = root(&keys(elsewhere.path()));
    let mut wary = driver(office.printer.secure_uri(), Some(wrong), timing());
    assert_eq!(wary.status().err(), Some(PrinterError::Untrusted));
    assert_eq!(print(&mut wary).err(), Some(PrinterError::Untrusted));
}

#[test]
fn s21_paper_running_out_is_told_and_the_job_goes_on_afterwards() {
    let office = office(
        "echo 'STATE: +media-empty-error,media-needed-error' >&2\n\
         i=0; while [ ! -e $FOLDER/paper ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i+1)); done\n\
         echo 'STATE: -media-empty-error,media-needed-error' >&2\n\
         echo 'ATTR: job-impressions-completed=1' >&2",
    );
    let mut driver = driver(office.printer.uri(), None, timing());
    let mut waited = false;
    let result = driver.print(Job::test_page(), Copies::ONE, &mut |progress| {
        if let Progress::Waiting(attention) = progress {
            waited |= attention
                .iter()
                .any(|one| one.trouble == Trouble::MediaEmpty);
            // Somebody brings paper.
            std::fs::write(office.folder.path().join("paper"), "").unwrap();
        }
    });
    assert_eq!(result, Ok(Printed { pages: 1 }));
    assert!(waited);
}

#[test]
fn s23_an_aborted_job_is_not_called_unprinted_unless_the_printer_counted_none() {
    let office = office("echo 'ATTR: job-impressions-completed=1' >&2; exit 1");
    let mut driver = driver(office.printer.uri(), None, timing());
    let error = print(&mut driver).unwrap_err();
    assert_eq!(error, PrinterError::Unknown);
    assert!(!error.nothing_printed());
}

#[test]
fn s23_a_printer_that_dies_with_the_job_leaves_its_fate_unknown() {
    let mut office = office("sleep 30");
    let mut driver = driver(office.printer.uri(), None, timing());
    let printer = &mut office.printer;
    let result = driver.print(Job::test_page(), Copies::ONE, &mut |progress| {
        if progress == Progress::Sent {
            printer.kill();
        }
    });
    assert_eq!(result, Err(PrinterError::Unknown));
}

#[test]
fn a_job_that_never_ends_is_given_up_and_its_fate_is_not_invented() {
    let office = office("exec sleep 30");
    let short = Timing {
        job: Duration::from_millis(400),
        answer: Duration::from_secs(2),
        ..timing()
    };
    let error = print(&mut driver(office.printer.uri(), None, short)).unwrap_err();
    // Whether the printer counts the sides of a cancelled job is its own affair.
    assert!(matches!(
        error,
        PrinterError::Unknown | PrinterError::NothingOut
    ));
}

#[test]
fn a_printer_that_is_not_there_printed_nothing() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut driver = driver(format!("ipp://127.0.0.1:{port}/ipp/print"), None, timing());
    assert_eq!(driver.status().err(), Some(PrinterError::Unreachable));
    let error = print(&mut driver).unwrap_err();
    assert_eq!(error, PrinterError::Unreachable);
    assert!(error.nothing_printed());
}

/// What a printer of our own making does with a Print-Job.
#[derive(Clone, Copy)]
enum Manner {
    HangsUp,
    AnswersGarbage,
    AnswersEndlessly,
    FailsInHttp,
    Refuses,
}

/// Starts such a printer; it gives back how many Print-Jobs came when the test ends it.
fn rude(manner: Manner) -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = std::thread::spawn(move || {
        let mut jobs = 0;
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let Some(body) = request(&mut stream) else {
                continue;
            };
            match u16::from_be_bytes([body[2], body[3]]) {
                0x000B => reply(&mut stream, "200 OK", &idle()),
                0x0002 => {
                    jobs += 1;
                    match manner {
                        Manner::HangsUp => {}
                        Manner::AnswersGarbage => reply(&mut stream, "200 OK", b"\x01\x01garbage"),
                        Manner::AnswersEndlessly => reply(&mut stream, "200 OK", &[0; 400_000]),
                        Manner::FailsInHttp => reply(&mut stream, "500 Oops", b""),
                        Manner::Refuses => {
                            let status = StatusCode::ClientErrorNotPossible;
                            let answer =
                                IppRequestResponse::new_response(IppVersion::v1_1(), status, 1);
                            reply(&mut stream, "200 OK", &answer.unwrap().to_bytes());
                        }
                    }
                }
                // The test's own message: over.
                _ => return jobs,
            }
        }
        jobs
    });
    (format!("ipp://127.0.0.1:{port}/ipp/print"), served)
}

fn idle() -> Vec<u8> {
    let mut answer =
        IppRequestResponse::new_response(IppVersion::v1_1(), StatusCode::SuccessfulOk, 1).unwrap();
    for (name, value) in [
        ("printer-state", IppValue::Enum(3)),
        (
            "printer-state-reasons",
            IppValue::new_keyword("none").unwrap(),
        ),
        (
            "document-format-supported",
            IppValue::new_mime_media_type("application/pdf").unwrap(),
        ),
    ] {
        let attribute = IppAttribute::with_name(name, value).unwrap();
        answer
            .attributes_mut()
            .add(DelimiterTag::PrinterAttributes, attribute);
    }
    answer.to_bytes().to_vec()
}

#[test]
fn s23_a_lost_answer_is_unknown_and_the_job_is_never_sent_again() {
    for (manner, expected) in [
        (Manner::HangsUp, PrinterError::Unknown),
        (Manner::AnswersGarbage, PrinterError::Unknown),
        (Manner::AnswersEndlessly, PrinterError::Unknown),
        (Manner::FailsInHttp, PrinterError::Unknown),
        (Manner::Refuses, PrinterError::Refused),
    ] {
        let (uri, served) = rude(manner);
        let mut driver = driver(uri.clone(), None, timing());
        assert_eq!(print(&mut driver), Err(expected));
        let address = uri.trim_start_matches("ipp://").split('/').next().unwrap();
        let mut over = std::net::TcpStream::connect(address).unwrap();
        over.write_all(b"POST / HTTP/1.1\r\ncontent-length: 4\r\n\r\n\0\0\xFF\xFF")
            .unwrap();
        assert_eq!(served.join().unwrap(), 1);
    }
}
