//! What a reader can carry is found out before the PIN: after it, nothing fails for the reader's sake.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use card_driver::secret::SecretBytes;
use card_driver::transport::{Step, StepName, Transport, TransportError};
use common::{Between, Session, profile, profile_of, verifies, with_signature_made_once};
use virtual_card::{InProcess, VirtualCard};

type Answer = Result<SecretBytes, TransportError>;

/// A card whose own word is that it takes extended lengths, with a short and a long address, with and without short
/// file ids.
fn cards() -> impl Iterator<Item = InProcess> {
    ["例示町".to_owned(), "長".repeat(90), "長".repeat(400)]
        .into_iter()
        .flat_map(|address| {
            [
                "",
                "\n[card]\nshort_file_ids = false",
                "\n[card]\nverify_by_short_id = false",
            ]
            .map(|more| {
                let base = include_str!("../../assets/cards/default.toml");
                let text = base.replace("例示町", &address) + more;
                InProcess::new(VirtualCard::new(profile_of(&text)))
            })
        })
}

/// A session over such a reader gives the holder, and after the entry every command is answered as it should be.
fn reads<F>(what: &str, reader: impl Fn() -> F)
where
    F: FnMut(&mut InProcess, &[u8]) -> Answer + Send + 'static,
{
    for card in cards() {
        let session = Session::run(Between {
            card: card.clone(),
            transmit: reader(),
        });
        let told = session.told();
        let fine = |step: &Step| match step.name() {
            StepName::AskTries => step.status().unwrap().word() == 0x63C3,
            _ => matches!(
                step.status().unwrap().word(),
                0x9000 | 0x6282 | 0x6100 | 0x6C00
            ),
        };
        assert_eq!(session.code(), "OK", "{what}{told}");
        assert!(session.after_entry().iter().all(fine), "{what}{told}");
        assert_eq!(verifies(&card), 1, "{what}{told}");
    }
}

fn is_extended(command: &[u8]) -> bool {
    command.len() > 5 && command[4] == 0
}

#[test]
fn extended_lengths_refused_by_a_status_word() {
    for status in [
        0x6700_u16, 0x6985, 0x6E00, 0x6D00, 0x6F00, 0x6881, 0x6882, 0x6884, 0x6981, 0x6986, 0x6A86,
        0x6A80, 0x6B00, 0x6C00, 0x6C20, 0x6900, 0x6300,
    ] {
        reads(&format!("{status:04X}"), || {
            move |card: &mut InProcess, command: &[u8]| {
                if is_extended(command) {
                    return Ok(SecretBytes::new(status.to_be_bytes().to_vec()));
                }
                with_signature_made_once(card, command)
            }
        });
    }
}

#[test]
fn extended_lengths_refused_by_an_error() {
    for error in [
        TransportError::Lost,
        TransportError::Empty,
        TransportError::CardReset,
    ] {
        reads(&format!("{error:?}"), || {
            move |card: &mut InProcess, command: &[u8]| {
                if is_extended(command) {
                    return Err(error);
                }
                with_signature_made_once(card, command)
            }
        });
    }
}

/// A reader that resets the card over it and does not say so: nothing is selected any more.
#[test]
fn extended_lengths_that_reset_the_card_silently() {
    reads("reset", || {
        |card: &mut InProcess, command: &[u8]| {
            if is_extended(command) {
                card.with_card(VirtualCard::reset);
                return Ok(SecretBytes::new(vec![0x67, 0x00]));
            }
            with_signature_made_once(card, command)
        }
    });
}

/// The first part of EF 0004 comes, and the next is lost: the extended length is not proven by that.
#[test]
fn extended_lengths_that_work_once() {
    for error in [TransportError::Lost, TransportError::Empty] {
        reads("once", || {
            let mut extended = 0;
            move |card: &mut InProcess, command: &[u8]| {
                extended += usize::from(is_extended(command));
                if is_extended(command) && extended > 1 {
                    return Err(error);
                }
                let answer = with_signature_made_once(card, command)?;
                let (data, status) = answer.expose().split_at(answer.len() - 2);
                Ok(SecretBytes::new(
                    [&data[..data.len().min(280)], status].concat(),
                ))
            }
        });
    }
}

/// Some readers lose the card over it: nothing is answered until it has been powered anew.
#[test]
fn extended_lengths_that_cost_the_connection() {
    struct LosesCard {
        card: InProcess,
        lost: bool,
    }
    impl Transport for LosesCard {
        fn transmit(&mut self, command: &[u8]) -> Answer {
            self.lost |= is_extended(command);
            if self.lost {
                self.card.with_card(VirtualCard::reset);
                return Err(TransportError::Lost);
            }
            self.card.transmit(command)
        }
        fn power_cycle(&mut self) -> Result<(), TransportError> {
            self.lost = false;
            self.card.power_cycle()
        }
        fn leave(&mut self) -> Result<(), TransportError> {
            self.card.leave()
        }
    }
    for card in cards() {
        let session = Session::run(LosesCard {
            card: card.clone(),
            lost: false,
        });
        session.holder();
        assert_eq!(session.count(StepName::PowerCycle), 1);
        assert_eq!(session.count(StepName::SelectAp), 2);
    }
}

/// A reader with a small buffer: answers above its size are cut, and what stands last is no status word; or the status
/// word is kept and data is missing before it; or there is an error instead of an answer.
#[test]
fn answers_above_a_size_are_cut_or_lost() {
    for most in [258, 259, 261, 300, 480, 522, 569, 570, 1034] {
        reads(&format!("cut at {most}"), || {
            move |card: &mut InProcess, command: &[u8]| {
                let answer = with_signature_made_once(card, command)?;
                Ok(SecretBytes::new(
                    answer.expose()[..answer.len().min(most)].to_vec(),
                ))
            }
        });
        reads(&format!("data cut at {most}"), || {
            move |card: &mut InProcess, command: &[u8]| {
                let answer = with_signature_made_once(card, command)?;
                let (data, status) = answer.expose().split_at(answer.len() - 2);
                Ok(SecretBytes::new(
                    [&data[..data.len().min(most - 2)], status].concat(),
                ))
            }
        });
        reads(&format!("nothing above {most}"), || {
            move |card: &mut InProcess, command: &[u8]| {
                let answer = with_signature_made_once(card, command)?;
                if answer.len() > most {
                    return Err(TransportError::Lost);
                }
                Ok(answer)
            }
        });
    }
}

/// What EF 0005 says is a hint. A card that says no is not asked; one that says yes and lies costs one command.
#[test]
fn the_cards_own_word_is_a_hint() {
    for (says, is_able, apdus, extended) in [
        (true, true, 12, 5),
        (false, true, 17, 0),
        (false, false, 17, 0),
        (true, false, 18, 1),
    ] {
        let card =
            format!("[card]\nannounces_extended_length = {says}\nextended_length = {is_able}");
        let session = Session::run(InProcess::new(VirtualCard::new(profile(&card))));
        session.holder();
        let said = session.steps.iter().filter(|step| step.is_extended());
        assert_eq!(
            (session.apdus(), said.count()),
            (apdus, extended),
            "says {says}, is able {is_able}"
        );
    }
}

/// GET RESPONSE and the right length are asked for where the card wants it so.
#[test]
fn answers_in_parts_are_put_together() {
    // 61xx: the card keeps the answer, and gives it in parts of this many bytes.
    for part in [16_usize, 100, 256] {
        reads(&format!("61xx by {part}"), || {
            let mut kept: Vec<u8> = Vec::new();
            move |card: &mut InProcess, command: &[u8]| {
                if command[1] != 0xC0 {
                    let answer = with_signature_made_once(card, command)?;
                    if command[1] != 0xB0 || answer.len() <= 2 {
                        return Ok(answer);
                    }
                    kept = answer.expose()[..answer.len() - 2].to_vec();
                } else {
                    assert_eq!(command.len(), 5);
                }
                let now = if command[1] == 0xC0 {
                    kept.len().min(part)
                } else {
                    0
                };
                let rest = kept.split_off(now);
                let mut answer = std::mem::replace(&mut kept, rest);
                match kept.len() {
                    0 => answer.extend([0x90, 0x00]),
                    more => answer.extend([0x61, more.min(part).min(255) as u8]),
                }
                Ok(SecretBytes::new(answer))
            }
        });
    }
    // 6Cxx: the card gives nothing unless it is asked for what there is.
    reads("6Cxx", || {
        |card: &mut InProcess, command: &[u8]| {
            let answer = with_signature_made_once(card, command)?;
            let there = answer.len() - 2;
            let asked = match *command {
                [_, 0xB0, _, _, 0] => 256,
                [_, 0xB0, _, _, length] => usize::from(length),
                _ => there,
            };
            if (1..asked).contains(&there) {
                return Ok(SecretBytes::new(vec![0x6C, there as u8]));
            }
            Ok(answer)
        }
    });
}

/// 6C as the answer to a command that asked for nothing does not change the command's last byte.
#[test]
fn a_command_without_expected_length_is_not_repeated_with_one() {
    let session = Session::run(Between {
        card: InProcess::new(VirtualCard::new(profile(""))),
        transmit: |_: &mut InProcess, _: &[u8]| Ok(SecretBytes::new(vec![0x6C, 0x08])),
    });
    assert_eq!(session.code(), "CARD-NOT-MYNUMBER");
    assert_eq!(session.apdus(), 1);
}
