//! Command-line programs for testers (`card-read`) and for receivers of a certificate (`certificate-inspect`).
//!
//! There is no library here: the work is done by `card-driver` and `certificate`.
#![forbid(unsafe_code)]
