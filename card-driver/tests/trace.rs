//! The trace: every step has its name, and none has a place for personal data.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::transport::{Step, Trace, Traced, Transport, TransportError};
use card_driver::{LastTry, Outcome, SelectedCard};
use common::{CHALLENGE, anchors, card, pin};
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn every_step_of_a_session_has_its_name_and_its_lengths() {
    let trace = Trace::default();
    let traced = Traced::new(card("[card]\nfirst_command_fails = true"), trace.clone());
    let opened = SelectedCard::open(traced, &anchors(), CHALLENGE).unwrap();
    let outcome = opened.verify_and_read(pin("1234"), LastTry::NotConfirmed);
    assert!(matches!(outcome, Ok(Outcome::Verified(_))));
    let apdus: Vec<_> = trace.steps().into_iter().filter(Step::is_apdu).collect();
    let said: Vec<_> = apdus
        .iter()
        .map(|step| {
            let form = if step.is_extended() { " extended" } else { "" };
            format!("{}{form}: {}", step.name(), step.status().unwrap())
        })
        .collect();
    assert_eq!(
        said,
        [
            "SELECT AP: 6F00",
            "SELECT AP: 9000",
            "READ EF 0005: 9000",
            "READ EF 0004 extended: 9000",
            "PSO (challenge): 9000",
            "READ EF 0002 (is it locked?): 6982",
            "VERIFY (tries left?): 63C3",
            "VERIFY (tries left?): 63C3",
            "VERIFY: 9000",
            "READ EF 0001 extended: 9000",
            "READ EF 0002 extended: 9000",
            "READ EF 0003 extended: 9000",
            "READ EF 0007 extended: 9000",
        ]
    );
    let last = *trace.steps().last().unwrap();
    assert_eq!(last.name().to_string(), "leave");
    assert_eq!(trace.steps().len(), apdus.len() + 1, "left once");
    let lengths = |at: usize| (apdus[at].sent(), apdus[at].received());
    assert_eq!(
        [lengths(0), lengths(3), lengths(4), lengths(8)],
        [(15, 2), (7, 570), (57, 258), (9, 2)]
    );
}

/// Answers what it is told to.
struct Says(Vec<u8>);

impl Transport for Says {
    fn transmit(&mut self, _: &[u8]) -> Result<SecretBytes, TransportError> {
        Ok(SecretBytes::new(self.0.clone()))
    }
    fn power_cycle(&mut self) -> Result<(), TransportError> {
        Ok(())
    }
    fn leave(&mut self) -> Result<(), TransportError> {
        Ok(())
    }
}

fn printed(command: &[u8], answer: &[u8]) -> String {
    let trace = Trace::default();
    let mut traced = Traced::new(Says(answer.to_vec()), trace.clone());
    let _ = traced.transmit(command);
    let steps = trace.steps();
    // The time is the one thing in it that differs from one run to the next.
    let printed = format!("{} {steps:?} {trace:?}", steps[0]);
    let nanoseconds = format!("{:?}", steps[0].elapsed());
    let microseconds = format!("{} µs", steps[0].elapsed().as_micros());
    printed.replace(&nanoseconds, "").replace(&microseconds, "")
}

proptest! {
    /// Two sessions that differ in their data only have the same trace: nothing of the data is in it.
    #[test]
    fn a_trace_says_nothing_of_the_data(
        pin in vec(any::<u8>(), 4), other_pin in vec(any::<u8>(), 4),
        data in vec(any::<u8>(), 0..40), more in any::<[u8; 40]>(), status in any::<[u8; 2]>(),
    ) {
        let verify = |pin: &[u8]| [&[0x00, 0x20, 0x00, 0x91, 0x04], pin].concat();
        let answer = |data: &[u8]| [data, &status].concat();
        prop_assert_eq!(
            printed(&verify(&pin), &answer(&data)),
            printed(&verify(&other_pin), &answer(&more[..data.len()]))
        );
    }

    /// A reader that cuts an answer short makes two bytes of a name into a "status word": UTF-8 text never is one
    /// that is kept, but for the count of tries and the classes 61 and 6C without their length.
    #[test]
    fn two_bytes_of_text_are_no_status_word(text in "\\PC{1,8}") {
        let trace = Trace::default();
        let mut traced = Traced::new(Says(text.as_bytes().to_vec()), trace.clone());
        let _ = traced.transmit(&[0x00, 0xB0, 0x82, 0x00, 0x00]);
        if let Some(status) = trace.steps()[0].status() {
            prop_assert!(matches!(status.word(), 0x6100 | 0x6C00 | 0x63C0..=0x63CF), "{}", status);
        }
    }
}

/// A card that says nothing while somebody looks at the trace.
struct Watched {
    trace: Trace,
}

impl Transport for Watched {
    fn transmit(&mut self, command: &[u8]) -> Result<SecretBytes, TransportError> {
        let steps = self.trace.steps();
        let step = steps
            .last()
            .expect("a command that is out stands in the trace");
        assert_eq!(step.sent(), command.len());
        assert_eq!(step.failure(), Some(TransportError::Mute));
        Ok(SecretBytes::from(vec![0x90, 0x00]))
    }

    fn power_cycle(&mut self) -> Result<(), TransportError> {
        Ok(())
    }

    fn leave(&mut self) -> Result<(), TransportError> {
        Ok(())
    }
}

#[test]
fn a_command_stands_in_the_trace_before_its_answer_comes() {
    let trace = Trace::default();
    let watched = Watched {
        trace: trace.clone(),
    };
    let mut transport = Traced::new(watched, trace.clone());
    transport.transmit(&[0x00, 0x20, 0x00, 0x91]).unwrap();
    let steps = trace.steps();
    assert_eq!(steps.len(), 1);
    assert_eq!((steps[0].failure(), steps[0].received()), (None, 2));
}
