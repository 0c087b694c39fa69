// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk`.

use std::{cell::RefCell, io::Read as _, path::PathBuf, process::ExitCode, rc::Rc, thread};

use card_driver::TestHierarchy;
use clap::{Args, Parser, Subcommand};
use kiosk_app::{
    Ended, KioskApp, check,
    config::Config,
    logging, screen,
    service::{Manager, Wishes},
    setup,
    staff::{Digits, Journal, StaffCode},
};
use lockdown::{Sandbox, SandboxConfig};
use signal_hook::{consts::SIGTERM, iterator::Signals};
use slint::ComponentHandle as _;
use zeroize::Zeroizing;

/// The touchscreen kiosk: a resident puts a My Number card on the reader, types four digits, and takes a
/// vaccination certificate away. Nothing is kept.
///
/// Before the first resident the process gives up writing to files for good; where the kernel cannot do that
/// (Landlock ABI 3, Linux 6.2), it does not start.
#[derive(Debug, Parser)]
#[command(name = "kiosk", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Option<Run>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look at every part (reader, center, printer, payment, sandbox, fonts, certificates) and print the result as JSON.
    /// Exit status 0 when everything works, 1 when something does not.
    Check(Run),
    /// Make what stands for a staff code in the configuration. The code, 6 to 12 digits (8 or more are better), is read
    /// from standard input and appears nowhere; the lines for the configuration file are printed.
    StaffCode,
}

/// The exit status by which staff has the program started anew.
const RESTART: u8 = 75;

#[derive(Debug, Args)]
struct Run {
    /// The configuration file (TOML).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Serve cards of the test hierarchy; every screen and paper is then marked 見本 / SPECIMEN. A flag on purpose,
    /// not a setting.
    #[arg(long)]
    test_hierarchy: bool,
}

impl Run {
    const fn hierarchy(&self) -> TestHierarchy {
        if self.test_hierarchy {
            TestHierarchy::Allowed
        } else {
            TestHierarchy::Refused
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let journal = logging::start();
    let result = match (&arguments.command, &arguments.run) {
        (Some(Command::Check(run)), _) => check(run),
        (Some(Command::StaffCode), _) => staff_code(),
        (None, Some(run)) => serve(run, journal),
        (None, None) => {
            eprintln!("kiosk: --config FILE is needed; see kiosk --help");
            return ExitCode::from(2);
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("kiosk: {error}");
        ExitCode::FAILURE
    })
}

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn check(run: &Run) -> Outcome {
    let config = Config::load(&run.config)?;
    let sandbox = Sandbox::enter(&setup::sandbox(&config)?);
    let checkup = check::run(&config, &sandbox, run.hierarchy());
    println!("{}", serde_json::to_string_pretty(&checkup.report)?);
    Ok(if checkup.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn staff_code() -> Outcome {
    let mut line = Zeroizing::new(String::with_capacity(64));
    std::io::stdin().take(64).read_to_string(&mut line)?;
    let code = StaffCode::new(&Digits::parse(line.trim_end_matches(['\r', '\n']))?)?;
    print!("{}", code.to_toml());
    Ok(ExitCode::SUCCESS)
}

/// When the service manager asks for it, the program ends as by a closed window: what was put in for a fee goes back.
fn end_when_asked() -> std::io::Result<()> {
    let mut signals = Signals::new([SIGTERM])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for _ in signals.forever() {
                tracing::info!(hop = "kiosk", code = "KIOSK-END-ASKED");
                if slint::quit_event_loop().is_err() {
                    // No screen yet, and nobody served.
                    std::process::exit(0);
                }
            }
        })
        .map(drop)
}

fn serve(run: &Run, journal: Journal) -> Outcome {
    // Before the sandbox: what is connected now needs no right later.
    let manager = Manager::connect(&Wishes::from_environment()).unwrap_or_else(|error| {
        tracing::warn!(hop = "kiosk", code = "KIOSK-NO-MANAGER", kind = %error.kind());
        Manager::default()
    });
    let manager = Rc::new(manager);
    let config = Config::load(&run.config)?;
    let sandbox: SandboxConfig = setup::sandbox(&config)?;
    // Before any thread: Landlock binds the calling thread and those it starts.
    let sandbox = Sandbox::enter(&sandbox).map_err(|error| format!("{}: {error}", error.code()))?;
    tracing::info!(
        hop = "kiosk",
        landlock_abi = sandbox.report().abi,
        swap = sandbox.report().swap
    );
    let mut parts = setup::parts(&config, run.hierarchy())
        .map_err(|error| format!("{}: {error}", error.code()))?;
    parts.staff = setup::staff(&config, &run.config, sandbox, run.hierarchy(), journal)
        .map_err(|error| format!("{}: {error}", error.code()))?;
    screen::choose()?;
    let app = KioskApp::new(parts)?;
    let window = app.window().window();
    // The size first: without a window manager, as on a kiosk, nobody answers the wish for the full screen.
    window.set_size(slint::PhysicalSize::new(
        config.window.width,
        config.window.height,
    ));
    window.set_fullscreen(config.window.fullscreen);
    app.keep_open();
    end_when_asked()?;
    let told = Rc::clone(&manager);
    let life = Rc::new(RefCell::new(None));
    let lives = Rc::clone(&life);
    app.on_first_frame(move || {
        tracing::info!(hop = "kiosk", code = "KIOSK-READY");
        *lives.borrow_mut() = Some(told.ready());
    });
    let end = app.run();
    manager.stopping();
    drop(life);
    Ok(match end? {
        Ended::Restart => ExitCode::from(RESTART),
        Ended::Closed => ExitCode::SUCCESS,
    })
}
