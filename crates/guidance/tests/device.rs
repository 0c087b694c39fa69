//! Through the real sound library into a file, so that what a device would get can be looked at.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use guidance::{Chime, Device, Output, Silent, Speech, Tongue, Utterance, Voice};

const CHILD: &str = "GUIDANCE_TEST_CHILD";

fn speech() -> Speech {
    let take = Utterance {
        chime: Some(Chime::Attention),
        ..Utterance::new(Tongue::Japanese, "カ'ードオ/オトリクダサ'イ。")
    };
    Voice::load().unwrap().synthesize(&take).unwrap()
}

/// Ended when the test is over, however it ends.
struct Player(Child);

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// ALSA reads its configuration once in a process, so a child of this very test plays.
fn play(config: &std::path::Path) -> Player {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "r91_the_device_gets_the_sound", "--nocapture"])
        .env(CHILD, "1")
        .env("ALSA_CONFIG_PATH", config)
        .stdin(Stdio::piped())
        .spawn();
    Player(child.unwrap())
}

#[test]
fn r91_the_device_gets_the_sound() {
    if std::env::var_os(CHILD).is_some() {
        let speech = speech();
        let mut device = Device::new();
        device.play(speech).expect("the test's sound device plays");
        // Until the parent has heard enough.
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (config, recorded) = (dir.path().join("asound.conf"), dir.path().join("recorded"));
    let text = format!(
        "</usr/share/alsa/alsa.conf>\n\
         pcm.!default {{ type file; slave.pcm null; file \"{}\"; format raw }}\n",
        recorded.display()
    );
    fs::write(&config, text).unwrap();
    let player = play(&config);
    let deadline = Instant::now() + Duration::from_secs(60);
    let heard = |bytes: &[u8]| bytes.iter().filter(|byte| **byte != 0).count() > 10_000;
    while !fs::read(&recorded).is_ok_and(|bytes| heard(&bytes)) {
        assert!(Instant::now() < deadline, "nothing was played");
        std::thread::yield_now();
    }
    drop(player);
}

#[test]
fn no_device_is_no_failure_of_the_program() {
    let speech = speech();
    assert!(Silent.play(speech.clone()).is_err());
    // Whether or not this machine has one.
    let mut device = Device::new();
    let _ = device.play(speech);
    device.stop();
}
