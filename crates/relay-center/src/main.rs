//! The stand-in as a program.

#![forbid(unsafe_code)]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use relay_center::Config;

/// Stand-in for the certificate issuance center (証明書交付センターシステム), for demo and tests.
///
/// Kiosks call it over TLS 1.3 with client certificates; it verifies the card's signatures, asks VRS, and keeps
/// nothing. Its log goes to standard error: time, hop, code and the session's random id, nothing of a person.
/// `kiosk-demo --write-config DIR` writes keys, certificates and a configuration to start with.
#[derive(Parser)]
#[command(
    name = "relay-center",
    version,
    after_help = "Configuration file (paths are relative to its folder):\n\n\
    listen = \"127.0.0.1:8443\"      where kiosks call\n\
    catalogue = \"catalogue.toml\"   services, hours, terms, municipalities\n\
    token_key = \"token.key\"        optional: 64 hex digits, shared by replicas\n\
    session_seconds = 900          optional: how long a session may last, and the last one begins so long before closing\n\
    [tls]    certificate, key, roots        what kiosks see, and who vouches for kiosks\n\
    [vrs]    url, certificate, key, roots   the line to VRS\n\
    [cards]  trust, test_hierarchy          who vouches for cards; test cards only if true\n\n\
    Exit codes: 0 ended, 64 usage, 78 the configuration cannot be used, 70 the server failed."
)]
struct Arguments {
    /// The configuration file (TOML).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _printed = error.print();
            return if error.use_stderr() {
                ExitCode::from(64)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(70, "CENTER-RUNTIME", &error),
    };
    runtime.block_on(async {
        let running = match Config::from_file(&arguments.config).and_then(relay_center::serve) {
            Ok(running) => running,
            Err(error) => return failed(78, error.code(), &error),
        };
        let _printed = writeln!(
            std::io::stdout(),
            "relay-center: listening on https://{}",
            running.addr()
        );
        match running.wait().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(70, error.code(), &error),
        }
    })
}

/// One line with the code, and one per cause.
fn failed(exit: u8, code: &str, error: &dyn std::error::Error) -> ExitCode {
    let mut stderr = std::io::stderr().lock();
    let _printed = writeln!(stderr, "relay-center: {code}: {error}");
    let mut next = error.source();
    while let Some(cause) = next {
        let _printed = writeln!(stderr, "  because: {cause}");
        next = cause.source();
    }
    ExitCode::from(exit)
}
