// SPDX-License-Identifier: GPL-3.0-only
//! The demo's outside: center, VRS, reader and tray, and the folder where pictures and paper go. It runs the
//! kiosk's process as its child and lays down what comes through the pipe.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use crate::{
    frames::Frame,
    kiosk_part::Mode,
    stage,
    world::{Plan, World, WorldError},
};

/// Why the demo failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The world around the kiosk.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A file, a pipe or a process.
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// A card that does not exist.
    #[error("there is no card profile \"{0}\"")]
    Card(String),
    /// The reader of the outside world.
    #[error(transparent)]
    Pcscd(#[from] virtual_card::pcscd::PcscdError),
    /// The kiosk's process failed; it has said why.
    #[error("the kiosk ended with {0}")]
    Kiosk(ExitStatus),
    /// Nothing came out of the printer.
    #[error("the printer put out {0} papers; at least one was expected")]
    Papers(usize),
}

fn io_error(what: impl std::fmt::Display) -> impl FnOnce(io::Error) -> DemoError {
    move |error| DemoError::Io(what.to_string(), error)
}

struct Folder(PathBuf);

impl Folder {
    /// An empty folder, its earlier pictures and papers gone.
    fn fresh(path: &Path) -> Result<Folder, DemoError> {
        for part in ["screens", "printed"] {
            let path = path.join(part);
            match fs::remove_dir_all(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(io_error(path.display())(error));
                }
                _ => {}
            }
            fs::create_dir_all(&path).map_err(io_error(path.display()))?;
        }
        Ok(Folder(path.to_owned()))
    }

    fn put(&self, part: &str, name: &str, bytes: &[u8]) -> Result<(), DemoError> {
        let path = self.0.join(part).join(name);
        fs::write(&path, bytes).map_err(io_error(path.display()))
    }

    fn count(&self, part: &str) -> Result<usize, DemoError> {
        let path = self.0.join(part);
        Ok(fs::read_dir(&path)
            .map_err(io_error(path.display()))?
            .count())
    }
}

/// Runs the demo: `output` gets `screens/` and `printed/`.
///
/// # Errors
/// [`DemoError`].
pub fn run(program: &Path, output: &Path, mode: &Mode) -> Result<(), DemoError> {
    let mut world = World::start(Plan {
        real: mode.real,
        fee: mode.fee,
        ..Plan::default()
    })?;
    let folder = Folder::fresh(output)?;
    for name in ["shc-jwks.json", "csca.pem"] {
        // With these anybody can verify the papers afterwards.
        fs::copy(world.folder().join(name), output.join(name)).map_err(io_error(name))?;
    }
    let mut failed = None;
    let lay_down = |_: &mut World, frame: &Frame| {
        let put = match frame {
            Frame::Screen(name, png) => folder.put("screens", &format!("{name}.png"), png),
            Frame::Paper(name, pdf) => folder.put("printed", &format!("{name}.pdf"), pdf),
            Frame::InsertCard(_)
            | Frame::RemoveCard
            | Frame::Shown(_)
            | Frame::Said(_)
            | Frame::Confided
            | Frame::Till(_) => Ok(()),
        };
        if let Err(error) = put {
            failed.get_or_insert(error);
        }
    };
    let status = watch(program, &mut world, mode, lay_down)?;
    if let Some(error) = failed {
        return Err(error);
    }
    for (index, paper) in world.papers().map_err(io_error("tray"))?.iter().enumerate() {
        let bytes = fs::read(paper).map_err(io_error(paper.display()))?;
        folder.put(
            "printed",
            &format!("{:02}-certificate.pdf", index + 1),
            &bytes,
        )?;
    }
    if !status.success() {
        return Err(DemoError::Kiosk(status));
    }
    if !mode.visits.is_empty() {
        let (screens, papers) = (folder.count("screens")?, folder.count("printed")?);
        if papers == 0 {
            return Err(DemoError::Papers(papers));
        }
        println!(
            "{screens} screens and {papers} printed certificates are in {}",
            output.display()
        );
    }
    Ok(())
}

/// Runs the kiosk's process (`program` is `kiosk-demo`) in this world until it ends, and hands over every message
/// of it, after cards have been laid down and taken up as it asks.
///
/// # Errors
/// [`DemoError`].
pub fn watch(
    program: &Path,
    world: &mut World,
    mode: &Mode,
    mut each: impl FnMut(&mut World, &Frame),
) -> Result<ExitStatus, DemoError> {
    let mut kiosk = start_kiosk(program, world, mode)?;
    let broken = || DemoError::Io("pipe".to_owned(), io::ErrorKind::BrokenPipe.into());
    let mut pipe = kiosk.stdout.take().ok_or_else(broken)?;
    let mut log = kiosk.stderr.take().ok_or_else(broken)?;
    // The kiosk refuses to run with a file open for writing, so its log comes through a pipe too.
    let log = std::thread::spawn(move || io::copy(&mut log, &mut io::stderr()));
    while let Some(frame) = Frame::read(&mut pipe).map_err(io_error("pipe"))? {
        match &frame {
            Frame::InsertCard(name) => {
                let card = stage::card(name).ok_or_else(|| DemoError::Card(name.clone()))?;
                if let Some(pcscd) = world.pcscd() {
                    pcscd.insert(card)?;
                }
            }
            Frame::RemoveCard => {
                if let Some(pcscd) = world.pcscd() {
                    pcscd.remove();
                }
            }
            Frame::Screen(..)
            | Frame::Paper(..)
            | Frame::Shown(_)
            | Frame::Said(_)
            | Frame::Confided
            | Frame::Till(_) => {}
        }
        each(world, &frame);
    }
    let status = kiosk.wait().map_err(io_error("kiosk"))?;
    // A log that broke off is no reason to fail.
    let _ = log.join();
    Ok(status)
}

fn start_kiosk(program: &Path, world: &mut World, mode: &Mode) -> Result<Child, DemoError> {
    let visits =
        serde_json::to_string(&mode.visits).map_err(|error| io_error("visits")(error.into()))?;
    let mut command = Command::new(program);
    command
        .arg("--kiosk-part")
        .arg(world.kiosk_config())
        .arg("--visits")
        .arg(visits);
    if mode.real {
        command.arg("--real");
    }
    command.arg("--fee").arg(mode.fee.to_string());
    // glibc learns from what is freed that such sizes come often, and keeps the pictures of a page (8 MB each) for the
    // next one, or not: by what came last. Told a size, it does not learn, and gives each back.
    command.env("MALLOC_MMAP_THRESHOLD_", (128 * 1024).to_string());
    if let Some(pcscd) = world.pcscd() {
        pcscd.tell(&mut command);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(io_error("the kiosk's process"))
}
