//! A private PC/SC service.
