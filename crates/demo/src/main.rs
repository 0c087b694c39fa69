// SPDX-License-Identifier: GPL-3.0-only
//! The program `kiosk-demo`.

use std::{error::Error, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Parser;
use demo::{
    deployment::{Addresses, Deployment},
    kiosk_part::{self, Mode},
    outside, visits,
};
use rustix::process::{Signal, set_parent_process_death_signal};

/// The whole kiosk in one command: the touchscreen with a virtual My Number card, a stand-in center and
/// vaccination-record system with throw-away keys, and a simulated printer.
///
/// With a display it opens the touchscreen and a window with virtual cards (PIN 1234). Without one, or with --auto,
/// a scripted resident walks the same screens: pictures and paper are then in target/demo/screens and
/// target/demo/printed, and the exit status says whether all went well.
#[derive(Debug, Parser)]
#[command(name = "kiosk-demo", version)]
struct Arguments {
    /// Let the scripted resident do it, even where there is a display.
    #[arg(long)]
    auto: bool,
    /// Go through a private pcscd with a virtual reader, and print over IPP to ippeveprinter.
    #[arg(long)]
    real: bool,
    /// Ask a fee for each copy: a coin box then stands beside the kiosk, and the window with the cards has coins.
    #[arg(long, value_name = "YEN", default_value_t = 0)]
    fee: u32,
    /// Write keys, certificates and configurations for running vrs, relay-center and kiosk by hand, and end.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["auto", "real"])]
    write_config: Option<PathBuf>,
    /// Where pictures and paper go.
    #[arg(long, value_name = "DIR", default_value = "target/demo")]
    output: PathBuf,
    /// The kiosk's own process, which this program starts itself.
    #[arg(long, value_name = "FILE", hide = true)]
    kiosk_part: Option<PathBuf>,
    /// What the scripted resident of the kiosk's own process does.
    #[arg(long, value_name = "JSON", hide = true, default_value = "[]")]
    visits: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    run(&arguments).unwrap_or_else(|error| {
        eprintln!("kiosk-demo: {error}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let journal = kiosk_app::logging::start();
    if let Some(folder) = &arguments.write_config {
        if folder.join("kiosk.toml").exists() {
            return Err(format!(
                "{} has a configuration already; its keys would be lost",
                folder.display()
            )
            .into());
        }
        let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let printer = "ipp://localhost:8631/ipp/print".to_owned();
        Deployment::write(
            folder,
            &Addresses {
                center: at(8443),
                vrs: at(8444),
                printer,
            },
        )?;
        println!(
            "vrs --config {0}/vrs.toml\nrelay-center --config {0}/center.toml",
            folder.display()
        );
        println!(
            "kiosk --config {}/kiosk.toml --test-hierarchy",
            folder.display()
        );
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(config) = &arguments.kiosk_part {
        // Whoever ends the demo ends the kiosk with it.
        set_parent_process_death_signal(Some(Signal::TERM))?;
        let mode = Mode {
            visits: serde_json::from_str(&arguments.visits)?,
            real: arguments.real,
            fee: arguments.fee,
        };
        kiosk_part::run(config, &mode, journal)?;
        return Ok(ExitCode::SUCCESS);
    }
    let display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let visits = if arguments.auto || !display {
        visits::visits()
    } else {
        Vec::new()
    };
    outside::run(
        &std::env::current_exe()?,
        &arguments.output,
        &Mode {
            visits,
            real: arguments.real,
            fee: arguments.fee,
        },
    )?;
    Ok(ExitCode::SUCCESS)
}
