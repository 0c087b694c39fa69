//! `virtual-card`: a My Number card in software, in a virtual PC/SC reader.
#![forbid(unsafe_code)]

mod around;
mod serve;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use virtual_card::{Profile, VirtualCard, vpcd};

/// A My Number card in software, for testers (マイナンバーカードの模擬カード).
///
/// The card is described by a profile, a TOML file: holder, PIN, tries, how it speaks, what goes wrong. Ready ones
/// stand in assets/cards; docs/testers.md lists every key. The keys are public test keys: programs of this project
/// take such a card only with --test-hierarchy.
///
/// One command from nothing to a card in a reader, with no root rights and nothing of this machine touched:
///
///     virtual-card pcscd --profile assets/cards/default.toml -- pcsc_scan -r
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Put one card into a virtual reader until stopped.
    ///
    /// Needs a running pcscd with the vsmartcard-vpcd driver (Debian: apt-get install pcscd vsmartcard-vpcd); pcscd
    /// often starts only with its first client, so run one, such as pcsc_scan. Where that is too much, use
    /// `virtual-card pcscd`.
    ///
    /// While it runs it reads commands from standard input, one a line, and answers each with one line:
    ///
    ///   remove       take the card out              removed
    ///   insert       put it in again                inserted
    ///   swap FILE    put another profile's card in  swapped
    ///   status       how things are                 inserted tries=3 apdus=0 verifies=0
    ///   quit         take the card out and end      quit
    ///
    /// What cannot be done is answered by `error: ` and the reason, and changes nothing. Lines may also come unasked:
    /// `removed by its profile`, `reset by its profile` and `reader lost`, and after the last two `inserted` once the
    /// card is back. When standard input ends it goes on serving.
    ///
    /// A card out of the reader keeps its PIN counter, unless its profile says `memory = "fresh"`.
    #[command(verbatim_doc_comment)]
    Serve {
        /// The card's profile
        #[arg(long, value_name = "FILE")]
        profile: PathBuf,
        /// Where vpcd listens: 35963 is its first reader, 35964 its second
        #[arg(long, value_name = "HOST:PORT", default_value = vpcd::DEFAULT_ADDRESS)]
        vpcd: String,
    },
    /// Run COMMAND against a private pcscd with virtual readers; nothing on this machine is touched.
    ///
    /// Needs pcscd, vsmartcard-vpcd and iproute2, and no root rights where user namespaces are allowed. COMMAND finds
    /// the service by the environment variable PCSCLITE_CSOCK_NAME. The card lies in the reader
    /// "Virtual PCD 00 00"; there is a second one, "Virtual PCD 00 01", which stays empty. Standard input, output and
    /// error are COMMAND's.
    ///
    /// When COMMAND ends everything is taken down, processes and files. SIGTERM, SIGHUP and SIGINT are handed on to
    /// COMMAND; the second one kills it.
    ///
    /// Exit code: COMMAND's; 128 and the signal's number where it died by one; 127 where it is not found, 126 where it
    /// cannot be run; 125 where profile or service fail.
    #[command(verbatim_doc_comment)]
    Pcscd {
        /// The card's profile; without it both readers are empty
        #[arg(long, value_name = "FILE")]
        profile: Option<PathBuf>,
        /// The command and its arguments
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let (result, failed) = match Arguments::parse().what {
        What::Serve { profile, vpcd } => (serve::run(&profile, &vpcd), 1),
        What::Pcscd { profile, command } => (around::run(profile.as_deref(), &command), 125),
    };
    result.unwrap_or_else(|error| {
        eprintln!("virtual-card: {error}");
        ExitCode::from(failed)
    })
}

type Failure = Box<dyn std::error::Error>;

fn load(path: &Path) -> Result<VirtualCard, Failure> {
    let in_file = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| in_file(&error))?;
    let profile = Profile::from_toml(&text).map_err(|error| in_file(&error))?;
    Ok(VirtualCard::new(profile))
}
