// SPDX-License-Identifier: GPL-3.0-only
//! Looks for what must not be found.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Something personal, and what it is called in a message: the thing itself is in no message.
pub(crate) struct Secret {
    pub(crate) name: &'static str,
    forms: Vec<Vec<u8>>,
    /// Too short to be told from a part of something else: it counts only where it stands alone.
    alone: bool,
}

impl Secret {
    pub(crate) fn text(name: &'static str, text: &str) -> Secret {
        let wide: Vec<u16> = text.encode_utf16().collect();
        let forms = vec![
            text.as_bytes().to_vec(),
            wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ];
        Secret {
            name,
            forms,
            alone: false,
        }
    }

    pub(crate) fn digits(name: &'static str, digits: &str) -> Secret {
        let one_by_one = digits.chars().map(String::from).collect::<Vec<_>>();
        let forms = [
            digits.to_owned(),
            one_by_one.join(", "),
            one_by_one.join(","),
        ];
        Secret {
            name,
            forms: forms.map(String::into_bytes).to_vec(),
            alone: true,
        }
    }

    pub(crate) fn is_in(&self, bytes: &[u8]) -> bool {
        self.forms.iter().any(|form| {
            bytes.windows(form.len()).enumerate().any(|(at, window)| {
                let neighbour = |at: Option<usize>| {
                    at.and_then(|at| bytes.get(at))
                        .is_some_and(u8::is_ascii_alphanumeric)
                };
                window == form
                    && !(self.alone
                        && (neighbour(at.checked_sub(1)) || neighbour(Some(at + form.len()))))
            })
        })
    }
}

/// Every regular file beneath `folder` that can be read.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // Not followed: a link is no place to keep anything.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
    found
}

/// What is found in these bytes, by name.
pub(crate) fn found<'a>(secrets: &'a [Secret], bytes: &[u8]) -> Vec<&'a str> {
    secrets
        .iter()
        .filter(|secret| secret.is_in(bytes))
        .map(|secret| secret.name)
        .collect()
}
