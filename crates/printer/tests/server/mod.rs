//! As much of HTTP as a printer of our own making needs.

use std::io::{Read, Write};

/// Reads one request's body.
pub fn request(stream: &mut std::net::TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head.split("content-length: ").nth(1)?.lines().next()?;
        if bytes.len() >= end + 4 + length.parse::<usize>().unwrap() {
            return Some(bytes.split_off(end + 4));
        }
    }
}

pub fn reply(stream: &mut std::net::TcpStream, status: &str, body: &[u8]) {
    let length = body.len();
    // The driver may hang up in the middle of an endless answer.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/ipp\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    let _ = stream.write_all(body);
}
