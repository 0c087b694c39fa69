//! A private service that this process itself is a client of.

#[path = "../../../../card-driver/tests/alone/mod.rs"]
mod alone;

use virtual_card::pcscd::PrivatePcscd;

/// Runs `body` with a service, its readers empty, in a process of its own.
pub(crate) fn with_service(test: &str, body: impl FnOnce(PrivatePcscd)) {
    alone::alone(test, |world| body(world.start()));
}
