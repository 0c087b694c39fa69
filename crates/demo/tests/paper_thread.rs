// SPDX-License-Identifier: GPL-3.0-only
//! The paper thread alone, with a printer whose driver panics.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use demo::world::{Plan, World};
use issuance::SessionId;
use kiosk_app::{
    adapters::{
        Mailbox, Message,
        paper::{PaperAdapter, Task},
    },
    config::Config,
    staff::{Action, News, Notice},
};
use printer::{Copies, Job, Printed, Printer, PrinterError, Progress, Status};
use tokio::sync::mpsc::unbounded_channel;

/// Its vendor forgot something.
struct Panics;

impl Printer for Panics {
    fn status(&mut self) -> Result<Status, PrinterError> {
        Err(PrinterError::Unreachable)
    }

    fn print(
        &mut self,
        _: Job,
        _: Copies,
        _: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        panic!("the vendor's code panics")
    }
}

#[test]
fn a_driver_that_panics_does_not_take_the_thread_with_it() {
    let world = World::start(Plan::default()).unwrap();
    let config = Config::load(&world.kiosk_config()).unwrap();
    let (sender, mut heard) = unbounded_channel();
    let fonts = config.load_fonts().unwrap();
    let paper = PaperAdapter::start(fonts, Box::new(Panics), Mailbox::new(sender)).unwrap();
    for attempt in 0..3 {
        paper.run(SessionId([0; 16]), Task::TestPage);
        let started = Instant::now();
        let message = loop {
            if let Ok(message) = heard.try_recv() {
                break message;
            }
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "the paper thread says nothing, attempt {attempt}"
            );
            std::thread::sleep(Duration::from_millis(5));
        };
        assert!(matches!(
            message,
            Message::Staff(News::Told(Notice::Failed(Action::TestPrint, _)))
        ));
    }
}
