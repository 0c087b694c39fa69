// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk` by ear and with a headset: a sound card of files, a keypad, and what each device was given to play.

#[path = "../../../crates/guidance/tests/headset/card.rs"]
mod card;

use std::{
    fs::{self, File},
    io::Read as _,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use virtual_card::{Profile, VirtualCard};

use crate::{
    PIN, alone,
    kiosk::{self, Kiosk},
    of_card, profile, real_world,
    screen::Display,
    secrets::{Secret, found},
};

/// For one step, on a slow machine, unoptimised, and traced.
const PATIENCE: Duration = Duration::from_secs(120);

/// Something is said: more than a chime.
const SAID: usize = 50_000;

/// What of a device of the sound card would have been heard. The kiosk may write to devices alone, so this is one: a
/// terminal, which also takes no more than is read.
struct Heard {
    path: PathBuf,
    /// Kept open: a terminal that nobody has open is at its end.
    _terminal: File,
    bytes: Arc<AtomicUsize>,
}

impl Heard {
    fn open() -> Heard {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let path = PathBuf::from(std::ffi::OsStr::from_bytes(name.as_bytes()));
        let terminal = File::options().read(true).write(true).open(&path).unwrap();
        let bytes = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&bytes);
        thread::spawn(move || {
            let mut master = File::from(master);
            let mut sound = [0; 64 * 1024];
            // An error once the terminal is closed.
            while let Ok(length @ 1..) = master.read(&mut sound) {
                let heard = sound[..length].iter().filter(|byte| **byte != 0).count();
                count.fetch_add(heard, Ordering::SeqCst);
            }
        });
        Heard {
            path,
            _terminal: terminal,
            bytes,
        }
    }

    /// Bytes so far that are not silence.
    fn so_far(&self) -> usize {
        self.bytes.load(Ordering::SeqCst)
    }

    /// Waits until so much more was heard.
    fn hears(&self, before: usize, more: usize) {
        let until = Instant::now() + PATIENCE;
        while self.so_far() < before + more {
            let heard = self.so_far() - before;
            assert!(Instant::now() < until, "only {heard} bytes of {more}");
            thread::park_timeout(Duration::from_millis(5));
        }
    }
}

/// The kiosk's configuration with these two devices.
fn config(of: &Path, loud: &Heard, ear: &Heard) -> PathBuf {
    let text = fs::read_to_string(of).unwrap();
    assert!(!text.contains("[sound]") && !text.contains("[sandbox]"));
    let more = format!(
        "\n[sound]\nloudspeaker = \"loud\"\n\
         [sound.headset]\noutput = \"ear\"\ncontrol = \"socket\"\njack = \"Headphone Jack\"\n\
         [sandbox]\ndevices = [\"/dev/null\", \"{}\", \"{}\"]\n",
        loud.path.display(),
        ear.path.display()
    );
    let path = of.with_file_name("kiosk-headset.toml");
    fs::write(&path, text + &more).unwrap();
    path
}

#[test]
fn name_and_dates_are_heard_in_the_headset_alone() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let (loud, ear) = (Heard::open(), Heard::open());
    let devices = [("loud", loud.path.clone()), ("ear", ear.path.clone())];
    let sound = card::make(folder.path(), &devices);
    let plug = |plugged| card::plug(folder.path(), plugged);
    let mut world = real_world();
    let display = Display::start();
    let config = config(&kiosk::config(&world), &loud, &ear);
    let mut kiosk = Kiosk::start_with(
        &mut world,
        &display,
        folder.path(),
        &config,
        &[("ALSA_CONFIG_PATH", &sound)],
    );
    kiosk.wait_for_screen("attract");
    display.wait_for_window();

    // Plugged in: it begins to speak, to everybody, and offers the headset as the third way.
    plug(true);
    loud.hears(0, SAID);
    assert_eq!(ear.so_far(), 0);
    display.keys(&["3", "numbersign"]);
    ear.hears(0, SAID);
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("service");
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("terms");
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("place-card");
    let card = VirtualCard::new(Profile::from_toml(&profile()).unwrap());
    world.pcscd().unwrap().insert(card).unwrap();
    kiosk.wait_for_screen("pin");
    let digits = PIN.chars().map(String::from).collect::<Vec<_>>();
    let digits = digits.iter().map(String::as_str).chain(["numbersign"]);
    display.keys(&digits.collect::<Vec<_>>());
    // What is to be taken is said to everybody.
    let before = loud.so_far();
    kiosk.wait_for_screen("take-card");
    loud.hears(before, SAID);
    world.pcscd().unwrap().remove().unwrap();
    for screen in ["municipality", "kind", "copies"] {
        kiosk.wait_for_screen(screen);
        display.keys(&["1", "numbersign"]);
    }
    kiosk.wait_for_screen("confirm");

    // Print, wrong, and the third: hear the name and the dates. It is far longer than what names the way.
    let before = loud.so_far();
    display.keys(&["3", "numbersign"]);
    ear.hears(ear.so_far(), 80 * SAID);
    assert_eq!(loud.so_far(), before, "the loudspeaker has said something");

    // Pulled out in the middle: what comes now, everybody may hear.
    plug(false);
    loud.hears(before, SAID);
    let silent = ear.so_far();
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("take-papers");
    assert_eq!(world.papers().unwrap().len(), 1);
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("thanks");
    display.keys(&["1", "numbersign"]);
    kiosk.wait_for_screen("attract");
    assert_eq!(ear.so_far(), silent, "nobody wears it");
    let log = kiosk.log();
    let birth_date = of_card("birth_date");
    let (year, rest) = birth_date.split_at(4);
    let (month, day) = rest.split_at(2);
    let secrets = [
        Secret::digits("PIN", PIN),
        Secret::text("name", &of_card("name")),
        Secret::text("birth date", &birth_date),
        Secret::text("birth date as a script", &format!("d{year}-{month}-{day}")),
        // Of the given name's first character.
        Secret::text("name as a script", "ハナ、カ"),
    ];
    assert_eq!(found(&secrets, log.as_bytes()), [""; 0], "in the log");
    kiosk.end();
}
