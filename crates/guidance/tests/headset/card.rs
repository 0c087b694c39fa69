//! A sound card for ALSA that consists of files: what its devices play is in theirs, and another says whether something
//! is plugged in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the card in `dir`: devices of these names, each with the file that it plays into, and a control interface
/// `socket` with the switch `Headphone Jack`. The configuration to be named in `ALSA_CONFIG_PATH`.
pub(crate) fn make(dir: &Path, devices: &[(&str, PathBuf)]) -> PathBuf {
    let (source, library) = (dir.join("jack.c"), dir.join("libjack.so"));
    fs::write(&source, include_str!("jack.c")).unwrap();
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-Wall", "-Werror", "-DPIC", "-o"])
        .args([&library, &source])
        .arg("-lasound")
        .status();
    assert!(compiled.unwrap().success());
    let devices: String = devices
        .iter()
        .map(|(name, file)| {
            format!(
                "pcm.{name} {{ type file; slave.pcm null; file \"{}\"; format raw; \
                 hint {{ show on; description \"{name}\" }} }}\n",
                file.display()
            )
        })
        .collect();
    let text = format!(
        "</usr/share/alsa/alsa.conf>\n{devices}\
         ctl_type.jack {{ lib \"{}\" }}\n\
         ctl.socket {{ type jack; file \"{}\" }}\n",
        library.display(),
        dir.join("plugged").display()
    );
    let configuration = dir.join("asound.conf");
    fs::write(&configuration, text).unwrap();
    plug(dir, false);
    configuration
}

/// Plugs something in, or out.
pub(crate) fn plug(dir: &Path, plugged: bool) {
    // As a whole: nobody may read it while it is empty.
    let next = dir.join("next");
    fs::write(&next, if plugged { "1" } else { "0" }).unwrap();
    fs::rename(next, dir.join("plugged")).unwrap();
}
