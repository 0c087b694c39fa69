//! IPP messages (RFC 8010, RFC 8011). What comes from the printer is hostile input: bounded in size and
//! depth before the codec sees it, and a panic of the codec is a malformed answer.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

use crate::PrinterError;

/// The most bytes of an answer. A full Get-Printer-Attributes is 10 to 30 kB; we ask for a few.
pub(super) const MAX_ANSWER: usize = 256 * 1024;

/// The most levels of collections. The codec and its `Drop` recurse.
const MAX_DEPTH: usize = 8;

/// The requesting-user-name and job-name: about nobody.
const USER: &str = "kiosk";

/// A request being made.
pub(super) struct Request(IppRequestResponse);

impl Request {
    pub(super) fn new(operation: Operation, printer: &str) -> Result<Self, PrinterError> {
        let mut request = Self(
            IppRequestResponse::new(IppVersion::v1_1(), operation, None)
                .map_err(|_| PrinterError::Configuration)?,
        );
        // The order matters: charset, language, target, then the rest (RFC 8011, 4.1.4 and 4.1.5).
        request.operation("printer-uri", IppValue::new_uri(printer))?;
        Ok(request)
    }

    pub(super) fn by_user(mut self) -> Result<Self, PrinterError> {
        self.operation(
            "requesting-user-name",
            IppValue::new_name_without_language(USER),
        )?;
        Ok(self)
    }

    pub(super) fn about_job(mut self, id: i32) -> Result<Self, PrinterError> {
        self.operation("job-id", Ok::<_, PrinterError>(IppValue::new_integer(id)))?;
        self.by_user()
    }

    pub(super) fn asking(mut self, attributes: &[&str]) -> Result<Self, PrinterError> {
        let keywords: Result<Vec<_>, _> = attributes
            .iter()
            .map(|name| IppValue::new_keyword(*name))
            .collect();
        self.operation("requested-attributes", keywords.map(IppValue::Array))?;
        Ok(self)
    }

    pub(super) fn operation<E>(
        &mut self,
        name: &str,
        value: Result<IppValue, E>,
    ) -> Result<(), PrinterError> {
        self.add(DelimiterTag::OperationAttributes, name, value)
    }

    pub(super) fn job<E>(
        &mut self,
        name: &str,
        value: Result<IppValue, E>,
    ) -> Result<(), PrinterError> {
        self.add(DelimiterTag::JobAttributes, name, value)
    }

    fn add<E>(
        &mut self,
        group: DelimiterTag,
        name: &str,
        value: Result<IppValue, E>,
    ) -> Result<(), PrinterError> {
        let value = value.map_err(|_| PrinterError::Configuration)?;
        let attribute =
            IppAttribute::with_name(name, value).map_err(|_| PrinterError::Configuration)?;
        self.0.attributes_mut().add(group, attribute);
        Ok(())
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }
}

/// What a printer answered.
pub(super) struct Answer(IppRequestResponse);

impl Answer {
    /// Reads an answer.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, PrinterError> {
        if bytes.len() > MAX_ANSWER || !is_shallow(bytes) {
            return Err(PrinterError::Malformed);
        }
        let bytes = bytes.to_vec();
        catch_unwind(AssertUnwindSafe(|| {
            IppParser::new(IppReader::new(Cursor::new(bytes))).parse()
        }))
        .ok()
        .and_then(Result::ok)
        .map(Self)
        .ok_or(PrinterError::Malformed)
    }

    /// Whether it says that the operation was done (RFC 8011, 4.1.8: 0x0000 to 0x00FF).
    pub(super) fn is_success(&self) -> bool {
        (0..=0xFF).contains(&self.0.header().operation_or_status)
    }

    fn value(&self, group: DelimiterTag, name: &str) -> Option<&IppValue> {
        self.0
            .attributes()
            .groups_of(group)
            .find_map(|group| group.get(name))
            .map(IppAttribute::value)
    }

    pub(super) fn number(&self, group: DelimiterTag, name: &str) -> Option<i32> {
        match self.value(group, name)? {
            IppValue::Integer(value) | IppValue::Enum(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, group: DelimiterTag, name: &str) -> Option<bool> {
        match self.value(group, name)? {
            IppValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The upper end of a range.
    pub(super) fn most(&self, group: DelimiterTag, name: &str) -> Option<i32> {
        match self.value(group, name)? {
            IppValue::RangeOfInteger { max, .. } | IppValue::Integer(max) => Some(*max),
            _ => None,
        }
    }

    /// All keywords or media types of an attribute.
    pub(super) fn words(&self, group: DelimiterTag, name: &str) -> Vec<&str> {
        fn one(value: &IppValue) -> Option<&str> {
            match value {
                IppValue::Keyword(word) => Some(word.as_str()),
                IppValue::MimeMediaType(word) => Some(word.as_str()),
                _ => None,
            }
        }
        match self.value(group, name) {
            Some(IppValue::Array(values)) => values.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// Walks the tags (RFC 8010, 3.1) and counts how deep collections nest. What cannot be walked is left
/// to the codec, which refuses it at the same place.
fn is_shallow(bytes: &[u8]) -> bool {
    const BEGIN_COLLECTION: u8 = 0x34;
    const END_COLLECTION: u8 = 0x37;
    const END_OF_ATTRIBUTES: u8 = 0x03;
    fn field(bytes: &[u8]) -> Option<&[u8]> {
        let (length, rest) = bytes.split_first_chunk::<2>()?;
        rest.get(usize::from(u16::from_be_bytes(*length))..)
    }
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut depth = 0_usize;
    while let Some((tag, after)) = rest.split_first() {
        match *tag {
            END_OF_ATTRIBUTES => break,
            0x00..=0x0F => {
                rest = after;
                continue;
            }
            BEGIN_COLLECTION => depth += 1,
            END_COLLECTION => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return false;
        }
        match field(after).and_then(field) {
            Some(next) => rest = next,
            None => break,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u8; 8] = [1, 1, 0, 0, 0, 0, 0, 1];

    fn nested(levels: usize) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        bytes.push(0x04);
        bytes.extend([0x34, 0, 1, b'c', 0, 0]);
        for _ in 1..levels {
            bytes.extend([0x4A, 0, 0, 0, 1, b'm', 0x34, 0, 0, 0, 0]);
        }
        for _ in 0..levels {
            bytes.extend([0x37, 0, 0, 0, 0]);
        }
        bytes.push(0x03);
        bytes
    }

    #[test]
    fn s24_collections_within_each_other_are_bounded() {
        assert!(Answer::parse(&nested(MAX_DEPTH)).is_ok());
        assert!(Answer::parse(&nested(MAX_DEPTH + 1)).is_err());
        // Deep enough to overflow a stack.
        assert!(Answer::parse(&nested(15_000)).is_err());
    }

    #[test]
    fn s24_a_cut_or_changed_answer_is_malformed_and_never_a_panic() {
        let mut good = HEADER.to_vec();
        good.push(0x04);
        good.extend([0x23, 0, 13]);
        good.extend(b"printer-state");
        good.extend([0, 4, 0, 0, 0, 3]);
        good.push(0x03);
        let answer = Answer::parse(&good).unwrap();
        assert_eq!(
            answer.number(DelimiterTag::PrinterAttributes, "printer-state"),
            Some(3)
        );
        for end in 0..good.len() {
            assert!(Answer::parse(&good[..end]).is_err(), "{end}");
        }
        for index in 0..good.len() {
            for value in 0..=255 {
                let mut changed = good.clone();
                changed[index] = value;
                let _ = Answer::parse(&changed);
            }
        }
    }

    #[test]
    fn an_answer_of_another_type_gives_no_value() {
        let mut bytes = HEADER.to_vec();
        bytes.push(0x02);
        bytes.extend([0x44, 0, 9]);
        bytes.extend(b"job-state");
        bytes.extend([0, 4]);
        bytes.extend(b"nine");
        bytes.push(0x03);
        let answer = Answer::parse(&bytes).unwrap();
        assert_eq!(
            answer.number(DelimiterTag::JobAttributes, "job-state"),
            None
        );
        assert_eq!(
            answer.words(DelimiterTag::JobAttributes, "job-state"),
            ["nine"]
        );
    }

    #[test]
    fn an_answer_that_is_too_long_is_refused() {
        let mut bytes = nested(1);
        bytes.resize(MAX_ANSWER + 1, 0);
        assert!(Answer::parse(&bytes).is_err());
    }
}
