//! A headset through the real sound library: a switch that ALSA reads, and two devices into files, so that what each
//! would play can be looked at.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod card;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use card::plug;
use guidance::{
    AlsaJack, Confidence, Device, Headset, Jack, Outputs, Speaker, Spoken, Tongue, Utterance,
};

/// Where the child finds its sound card.
const CARD: &str = "GUIDANCE_TEST_CARD";

/// Runs the rest of this test in a process that has that card: ALSA reads its configuration once.
fn with_card(run: impl FnOnce(&Path)) {
    if let Some(dir) = std::env::var_os(CARD) {
        return run(Path::new(&dir));
    }
    let dir = tempfile::tempdir().unwrap();
    let [loud, ear] = ["loud", "ear"].map(|name| (name, dir.path().join(name)));
    let configuration = card::make(dir.path(), &[loud, ear]);
    let test = std::thread::current();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test.name().unwrap(), "--nocapture"])
        .env(CARD, dir.path())
        .env("ALSA_CONFIG_PATH", configuration)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    let complaint = String::from_utf8_lossy(&child.stderr);
    let passed = child.status.success() && said.contains("1 passed");
    assert!(passed, "{said}\n{complaint}");
}

fn wait(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::yield_now();
    }
}

fn jack(switch: Option<&str>) -> AlsaJack {
    AlsaJack::new("socket".to_owned(), switch.map(str::to_owned))
}

#[test]
fn the_switch_of_a_sound_card_says_whether_something_is_plugged_in() {
    with_card(|dir| {
        let mut switch = jack(Some("Headphone Jack"));
        fs::remove_file(dir.join("plugged")).unwrap();
        assert!(!switch.is_plugged(), "a card that does not answer");
        for plugged in [false, true, false, true] {
            plug(dir, plugged);
            assert_eq!(switch.is_plugged(), plugged);
        }
        // It is on, but no switch; and a control that the card does not have.
        for other in ["Headphone Playback Volume", "Line Out Jack"] {
            assert!(!jack(Some(other)).is_plugged(), "{other}");
        }
        assert!(jack(None).is_plugged(), "the card itself is the headset");
        fs::remove_file(dir.join("plugged")).unwrap();
        assert!(!switch.is_plugged(), "the card was taken away");
        plug(dir, true);
        assert!(switch.is_plugged(), "and is back");
    });
}

#[test]
fn what_is_confided_reaches_the_headsets_device_alone() {
    with_card(|dir| {
        let (loud, ear) = (dir.join("loud"), dir.join("ear"));
        let (told, plugs) = mpsc::channel();
        let (tell, heard) = mpsc::channel::<Spoken>();
        let open = move || Outputs {
            loudspeaker: Box::new(Device::named("loud".to_owned())),
            headset: Some(Headset {
                output: Box::new(Device::named("ear".to_owned())),
                jack: Box::new(jack(Some("Headphone Jack"))),
                told: Box::new(move |there| told.send(there).unwrap()),
            }),
        };
        let speaker = Speaker::start(open, move |spoken| tell.send(spoken).unwrap()).unwrap();
        let say = || {
            let utterance = Utterance::new(Tongue::Japanese, "カ'ードオ/オトリクダサ'イ。");
            speaker.say(utterance);
            assert!(heard.recv().unwrap().audible);
        };
        // The file is made anew each time that the device is opened.
        let sounds = |path: &Path| {
            let heard = |bytes: &[u8]| bytes.iter().filter(|byte| **byte != 0).count() > 10_000;
            wait("nothing was played", || {
                fs::read(path).is_ok_and(|bytes| heard(&bytes))
            });
            fs::remove_file(path).unwrap();
        };
        say();
        sounds(&loud);
        assert!(!ear.exists());

        plug(dir, true);
        assert!(plugs.recv().unwrap());
        speaker.use_headset(true);
        say();
        sounds(&ear);
        let mut confidence = Confidence::new();
        confidence.spell(Tongue::Japanese, "見本　花子");
        confidence.date(Tongue::Japanese, 1985, 4, 1);
        speaker.confide(confidence);
        sounds(&ear);
        assert!(!loud.exists());

        plug(dir, false);
        assert!(!plugs.recv().unwrap());
        say();
        sounds(&loud);
        assert!(!ear.exists());
    });
}
