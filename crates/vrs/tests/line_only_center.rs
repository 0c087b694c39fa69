//! Who gets as far as a request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use line::Role;

#[tokio::test]
async fn r60_r99_only_a_center_is_served() {
    let world = world().await;
    assert!(world.center.lookup(&DEFAULT.domestic(KIYOSE)).await.is_ok());
    for role in [Role::Kiosk, Role::Vrs] {
        let client = Client::new(&world.pki, world.pki.identity(role), world.vrs.addr());
        assert!(
            client.send("/v1/lookups", b"{}".to_vec()).await.is_err(),
            "{role:?}"
        );
    }
    // Of another root, though it says that it is a center.
    let stranger = Pki::new();
    let client = Client::new(
        &world.pki,
        stranger.identity(Role::Center),
        world.vrs.addr(),
    );
    assert!(client.send("/v1/lookups", b"{}".to_vec()).await.is_err());
    // None of them reached VRS: only the center's call is on record.
    assert_eq!(world.vrs.operations().unwrap().len(), 1);
}
