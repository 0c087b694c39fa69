//! A plain client, as most that exist: everything after the PIN, each file by SELECT, its header, and 256 bytes at a
//! time. What our own order of reads is measured against.

use card_driver::ap::AID;
use card_driver::transport::Transport;

fn say(transport: &mut impl Transport, command: &[u8]) -> Vec<u8> {
    let response = transport.transmit(command).unwrap().expose().to_vec();
    let (data, status) = response.split_at(response.len() - 2);
    assert_eq!(status, [0x90, 0x00]);
    data.to_vec()
}

fn select_file(transport: &mut impl Transport, id: u8) {
    say(transport, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, id]);
}

/// Reads EF 0001, 0002, 0003, 0004 and 0007, and gives how many bytes they were.
pub(crate) fn read(transport: &mut impl Transport, pin: &[u8; 4]) -> usize {
    say(
        transport,
        &[&[0x00, 0xA4, 0x04, 0x0C, 0x0A], &AID[..]].concat(),
    );
    select_file(transport, 0x11);
    say(
        transport,
        &[&[0x00, 0x20, 0x00, 0x80, 0x04], &pin[..]].concat(),
    );
    let mut bytes = 0;
    for id in [0x01, 0x02, 0x03, 0x04, 0x07] {
        select_file(transport, id);
        let header = say(transport, &[0x00, 0xB0, 0x00, 0x00, 7]);
        let (_, _, total) = card_driver::tlv::header(&header).unwrap();
        let mut at = header.len();
        while at < total {
            let [_, _, .., hi, lo] = at.to_be_bytes();
            let length = (total - at).min(256) as u8;
            at += say(transport, &[0x00, 0xB0, hi, lo, length]).len();
        }
        bytes += at;
    }
    bytes
}
