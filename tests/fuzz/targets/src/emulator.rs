//! The virtual card, which a tester feeds with profiles and a card reader with commands.

use crate::bytes::Bytes;
use crate::session::RESIDENT;
use crate::{Target, Verdict};
use std::sync::LazyLock;
use virtual_card::{Profile, VirtualCard};

const PIN: &[u8] = b"1234";
const NUMBER: &[u8] = b"123456789018";
/// The end of 照合番号B: the year in which the card expires, and the security code.
const END_OF_B: &[u8] = b"20350000";

/// What a driver sends in a session, PIN and number last.
fn commands() -> Vec<Vec<u8>> {
    let select = [&[0x00, 0xA4, 0x04, 0x0C, 0x0A][..], &card_driver::ap::AID].concat();
    let sign = [&[0x80, 0x2A, 0x00, 0x00, 0x33][..], &[0x30; 51], &[0x00]].concat();
    let mut commands = vec![
        select,
        vec![0x00, 0xB0, 0x85, 0x00, 0x00],
        vec![0x00, 0xB0, 0x84, 0x00, 0x00, 0x08, 0x00],
        vec![0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x02],
        vec![0x00, 0xB0, 0x00, 0x10, 0x20],
        vec![0x00, 0x84, 0x00, 0x00, 0x20],
        sign,
        vec![0x00, 0x20, 0x00, 0x91],
        vec![0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x11],
        vec![0x00, 0x20, 0x00, 0x80],
        [&[0x00, 0x20, 0x00, 0x91, 0x04], PIN].concat(),
    ];
    for file in [0x81, 0x82, 0x83, 0x87] {
        commands.push(vec![0x00, 0xB0, file, 0x00, 0x00]);
    }
    commands.push([&[0x00, 0x20, 0x00, 0x94, 0x0C], NUMBER].concat());
    commands
}

pub(crate) const APDUS: Target = Target {
    name: "virtual_card",
    run: run_apdus,
    seeds: || {
        let frame = |command: &Vec<u8>| [&[command.len().to_le_bytes()[0]], &command[..]].concat();
        let session: Vec<u8> = commands().iter().flat_map(frame).collect();
        let mut seeds = [0, 1, 2]
            .map(|kind| [&[kind], &session[..]].concat())
            .to_vec();
        seeds.push([&[0], &session[..], &[0xFF, 0xFE], &session].concat());
        seeds.extend(commands().iter().map(|one| [vec![0], frame(one)].concat()));
        seeds
    },
};

/// Any commands: an answer has a status word, and nothing opens the card but its PIN or its number.
fn run_apdus(input: &[u8]) -> Verdict {
    static CARDS: LazyLock<Vec<VirtualCard>> = LazyLock::new(|| {
        [
            "",
            "tries = 1\n\n[card]\nwarns_at_end = true\nempty_verify_ok_after_login = true\n",
            "\n[card]\nextended_length = false\nshort_file_ids = false\nverify_by_short_id = false\n",
        ]
        .iter()
        .map(|more| Profile::from_toml(&format!("{RESIDENT}{more}")).map(VirtualCard::new))
        .collect::<Result<_, _>>()
        .expect("sound profiles")
    });
    let mut input = Bytes::new(input);
    let which = usize::from(input.byte()) % CARDS.len();
    let mut card = CARDS.get(which).expect("within the length").clone();
    let (mut secret_sent, mut signed, mut verdict) = (false, 0, Verdict::Refused);
    for _ in 0..256 {
        if input.is_empty() {
            break;
        }
        let command = match input.byte() {
            0xFF => {
                card.power_off();
                continue;
            }
            0xFE => {
                card.reset();
                continue;
            }
            length => input.take(usize::from(length)),
        };
        if command.starts_with(&[0x80, 0x2A]) {
            signed += 1;
            // Signing is nearly all of a run's time, and one signature is as good as many.
            if signed > 1 {
                continue;
            }
        }
        let contains = |secret: &[u8]| command.windows(secret.len()).any(|part| part == secret);
        secret_sent |= [PIN, NUMBER, END_OF_B].into_iter().any(contains);
        let tries = card.pin_tries();
        let response = card.transmit(command);
        let Some((data, status)) = response.split_last_chunk::<2>() else {
            panic!("an answer without a status word");
        };
        assert!(data.len() <= 65_536);
        assert!(card.pin_tries() <= 3);
        if !secret_sent {
            assert!(!card.is_open(), "open without PIN or number");
            assert!(card.pin_tries() <= tries, "a try came back");
            assert!(!data.windows(NUMBER.len()).any(|part| part == NUMBER));
        }
        if matches!((command, status), ([_, 0xB0, ..], [0x90, 0x00])) {
            verdict = Verdict::Taken;
        }
    }
    verdict
}

pub(crate) const PROFILE: Target = Target {
    name: "card_profile",
    run: run_profile,
    seeds: || {
        let with = |more: &str| format!("{RESIDENT}{more}").into_bytes();
        vec![
            with(""),
            with("tries = 0\nleft_open = true\n"),
            with("tries = 99\n"),
            with("\n[card]\nown_key = false\nstays_open = true\n"),
            with("\n[[fault]]\nins = \"B0\"\nnth = 2\ndo = \"flip-bit\"\nbyte = 3\nbit = 7\n"),
            with(
                "\n[[fault]]\napdu = 3\ndo = \"status\"\nstatus = \"6F00\"\n\n[[flip]]\nfile = \"0002\"\nbyte = 9\nbit = 1\n",
            ),
        ]
    },
};

/// Any profile: one that is taken is a card that answers.
fn run_profile(input: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(input) else {
        return Verdict::Refused;
    };
    let profile = Profile::from_toml(text);
    let verdict = Verdict::of(&profile);
    if let Ok(profile) = profile {
        let mut card = VirtualCard::new(profile);
        for command in commands() {
            // Empty where a fault takes the card away, or makes it mute.
            assert!(card.transmit(&command).len() != 1);
        }
        assert!(card.pin_tries() <= 3);
    }
    verdict
}
