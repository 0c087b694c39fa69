//! Taking a command APDU apart (ISO/IEC 7816-4 5.1), short and extended.

/// A command APDU, by its parts.
pub(crate) struct Command<'a> {
    pub(crate) cla: u8,
    pub(crate) ins: u8,
    pub(crate) p1: u8,
    pub(crate) p2: u8,
    pub(crate) body: &'a [u8],
    /// Expected length: 256 or 65536 where the field is all zero, `None` where there is none.
    pub(crate) le: Option<usize>,
    pub(crate) extended: bool,
}

impl<'a> Command<'a> {
    /// `None` where the lengths do not add up (status 6700).
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (&[cla, ins, p1, p2], rest) = bytes.split_first_chunk::<4>()?;
        let command = |body, le, extended| {
            Some(Self {
                cla,
                ins,
                p1,
                p2,
                body,
                le,
                extended,
            })
        };
        match rest {
            [] => command(&[], None, false),
            [le] => command(&[], Some(short(*le)), false),
            [0, hi, lo] => command(&[], Some(long(*hi, *lo)), true),
            [0, hi, lo, rest @ ..] => {
                let (body, rest) =
                    rest.split_at_checked(usize::from(u16::from_be_bytes([*hi, *lo])))?;
                match rest {
                    [] => command(body, None, true),
                    [hi, lo] => command(body, Some(long(*hi, *lo)), true),
                    _ => None,
                }
            }
            [lc, rest @ ..] => {
                let (body, rest) = rest.split_at_checked(usize::from(*lc))?;
                match rest {
                    [] => command(body, None, false),
                    [le] => command(body, Some(short(*le)), false),
                    _ => None,
                }
            }
        }
    }
}

fn short(le: u8) -> usize {
    if le == 0 { 256 } else { usize::from(le) }
}

fn long(hi: u8, lo: u8) -> usize {
    match u16::from_be_bytes([hi, lo]) {
        0 => 65_536,
        le => usize::from(le),
    }
}
