//! The program `vrs`: a stand-in for the vaccination-record system.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use vrs::Config;

/// Stand-in for the vaccination-record system (VRS).
///
/// Answers the certificate issuance center, and only it, over mutually authenticated TLS 1.3: looks up
/// vaccination records by individual number and birth date in one municipality's area, issues and signs
/// certificates, voids IDs that were never printed. Logs operations without personal data on standard error.
///
/// `kiosk-demo --write-config DIR` writes a working configuration with throw-away keys.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Configuration file (TOML): listen, residents, [tls], [signing], [storage], [[municipality]].
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    let ended = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the runtime did not start: {error}"))
        .and_then(|runtime| runtime.block_on(run(arguments)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("vrs: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let config =
        Config::load(&arguments.config).map_err(|error| format!("{}: {error}", error.code()))?;
    let running = vrs::serve(config)
        .await
        .map_err(|error| format!("{}: {error}", error.code()))?;
    tracing::info!(hop = "vrs", address = %running.addr(), "serving");
    running
        .wait()
        .await
        .map_err(|error| format!("{}: {error}", error.code()))
}
