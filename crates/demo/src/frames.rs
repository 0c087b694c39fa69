// SPDX-License-Identifier: GPL-3.0-only
//! What the kiosk's process tells the outside world over a pipe: it may write no file itself.

use std::io::{self, Read, Write};

/// The largest body that is read, in bytes: a page of paper or a picture of a screen is far below.
const MAX_BODY: u32 = 64 * 1024 * 1024;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A screen came: its name, and its code where it has one (`stopped-match-name`). Each time it comes, before
    /// its picture.
    Shown(String),
    /// A picture of a screen (PNG) under a name.
    Screen(String, Vec<u8>),
    /// What the printer put out (PDF) under a name.
    Paper(String, Vec<u8>),
    /// Lay the card of this profile on the reader.
    InsertCard(String),
    /// Take the card off the reader.
    RemoveCard,
    /// The voice begins to say this script.
    Said(String),
    /// The voice says into the headset what nobody else may hear; what, is told to nobody.
    Confided,
    /// What is in the coin box and in its tray after a visit (JSON), see [`Till`](crate::stage::Till).
    Till(Vec<u8>),
}

impl Frame {
    const fn kind(&self) -> u8 {
        match self {
            Frame::Screen(..) => 1,
            Frame::Paper(..) => 2,
            Frame::InsertCard(_) => 3,
            Frame::RemoveCard => 4,
            Frame::Shown(_) => 5,
            Frame::Said(_) => 6,
            Frame::Till(_) => 7,
            Frame::Confided => 8,
        }
    }

    /// Writes the message: kind, length of the name, name, length of the body, body.
    ///
    /// # Errors
    /// The pipe's; `InvalidInput` for a name or body that does not fit.
    pub fn write(&self, pipe: &mut impl Write) -> io::Result<()> {
        let (name, body): (&str, &[u8]) = match self {
            Frame::Screen(name, body) | Frame::Paper(name, body) => (name, body),
            Frame::InsertCard(name) | Frame::Shown(name) => (name, &[]),
            Frame::RemoveCard | Frame::Confided => ("", &[]),
            // Longer than a name may be.
            Frame::Said(script) => ("", script.as_bytes()),
            Frame::Till(body) => ("", body),
        };
        let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
        pipe.write_all(&[self.kind()])?;
        pipe.write_all(&u8::try_from(name.len()).map_err(too_long)?.to_be_bytes())?;
        pipe.write_all(name.as_bytes())?;
        pipe.write_all(&u32::try_from(body.len()).map_err(too_long)?.to_be_bytes())?;
        pipe.write_all(body)?;
        pipe.flush()
    }

    /// Reads the next message; nothing where the pipe is closed between two messages.
    ///
    /// # Errors
    /// The pipe's; `InvalidData` for what is no message.
    pub fn read(pipe: &mut impl Read) -> io::Result<Option<Frame>> {
        let mut kind = [0];
        if pipe.read(&mut kind)? == 0 {
            return Ok(None);
        }
        let [kind] = kind;
        let [name_length] = read_array(pipe)?;
        let name = String::from_utf8(read_vec(pipe, u32::from(name_length))?)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let length = u32::from_be_bytes(read_array(pipe)?);
        let read = read_vec(pipe, length)?;
        match kind {
            1 => Ok(Some(Frame::Screen(name, read))),
            2 => Ok(Some(Frame::Paper(name, read))),
            3 => Ok(Some(Frame::InsertCard(name))),
            4 => Ok(Some(Frame::RemoveCard)),
            5 => Ok(Some(Frame::Shown(name))),
            6 => String::from_utf8(read)
                .map(|script| Some(Frame::Said(script)))
                .map_err(|_| io::ErrorKind::InvalidData.into()),
            7 => Ok(Some(Frame::Till(read))),
            8 => Ok(Some(Frame::Confided)),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

fn read_array<const N: usize>(pipe: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    pipe.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_vec(pipe: &mut impl Read, length: u32) -> io::Result<Vec<u8>> {
    if length > MAX_BODY {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    pipe.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == u64::from(length) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_comes_back() {
        let frames = [
            Frame::Screen("01-attract".into(), vec![1, 2, 3]),
            Frame::Paper("1".into(), Vec::new()),
            Frame::InsertCard("default".into()),
            Frame::RemoveCard,
            Frame::Shown("attract".into()),
            Frame::Said("カ'ードオ/オトリクダサ'イ。".into()),
            Frame::Till(b"{}".to_vec()),
            Frame::Confided,
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            frame.write(&mut bytes).unwrap();
        }
        let mut pipe = bytes.as_slice();
        for frame in &frames {
            assert_eq!(Frame::read(&mut pipe).unwrap().as_ref(), Some(frame));
        }
        assert_eq!(Frame::read(&mut pipe).unwrap(), None);
    }

    #[test]
    fn a_frame_that_breaks_off_is_an_error() {
        let mut bytes = Vec::new();
        Frame::Paper("1".into(), vec![0; 100])
            .write(&mut bytes)
            .unwrap();
        bytes.truncate(50);
        assert!(Frame::read(&mut bytes.as_slice()).is_err());
    }
}
