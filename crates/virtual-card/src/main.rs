//! A My Number card in software.
fn main() {}
