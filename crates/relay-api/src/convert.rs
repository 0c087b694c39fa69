//! Between wire and domain types. A malformed answer is one clear error.
