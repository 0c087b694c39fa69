//! test
#[allow(missing_docs, unsafe_code, clippy::all, clippy::restriction)]
pub mod ui { slint::include_modules!(); }
