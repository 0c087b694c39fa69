// SPDX-License-Identifier: GPL-3.0-only
//! From the configuration to the parts of a real kiosk, and to its sandbox.

use std::{path::Path, sync::Arc, time::Duration};

use card_driver::{TestHierarchy, pcsc::PcscSlot, slot::Slot};
use issuance::Limits;
use line::{Identity, Roots};
use lockdown::{Sandbox, SandboxConfig};
use payment::Payment;
use printer::{IppConfig, IppPrinter, Printer};
use relay_client::{CenterClient, CenterConfig, Timeouts};
use url::Url;

use crate::{
    Parts,
    adapters::voice::{self, Voice},
    check,
    config::{Config, ConfigError, read},
    staff::{self, Factories, Journal, StaffParts},
};

/// IPP's port (RFC 8010 §3.1), which the `url` crate does not know.
const IPP_PORT: u16 = 631;

/// What the kernel is told: no file is written, no program started, no port called but these.
///
/// # Errors
/// [`ConfigError::Address`].
pub fn sandbox(config: &Config) -> Result<SandboxConfig, ConfigError> {
    let port = |address: &str| {
        Url::parse(address)
            .ok()
            .and_then(|url| {
                url.port_or_known_default()
                    .or(url.scheme().starts_with("ipp").then_some(IPP_PORT))
            })
            .ok_or_else(|| ConfigError::Address(address.to_owned()))
    };
    Ok(SandboxConfig {
        devices: config.sandbox.devices.clone(),
        tcp_ports: Some(vec![port(&config.center.url)?, port(&config.printer.uri)?]),
        deny_execution: true,
    })
}

/// The line to the center.
///
/// # Errors
/// [`ConfigError::Read`], [`ConfigError::Line`].
pub fn center(config: &Config) -> Result<CenterClient, ConfigError> {
    Ok(CenterClient::new(CenterConfig {
        url: config.center.url.clone(),
        identity: Identity::from_pem(
            &read(&config.center.certificate)?,
            &read(&config.center.key)?,
        )?,
        roots: Roots::from_pem(&read(&config.center.root)?)?,
        timeouts: Timeouts::default(),
    })?)
}

/// The printer.
///
/// # Errors
/// [`ConfigError::Read`], [`ConfigError::Printer`].
pub fn printer(config: &Config) -> Result<IppPrinter, ConfigError> {
    let root_pem = config
        .printer
        .root
        .as_deref()
        .map(crate::config::read_text)
        .transpose()?;
    Ok(IppPrinter::new(IppConfig {
        uri: config.printer.uri.clone(),
        root_pem,
        ..IppConfig::default()
    })?)
}

/// The payment device: this product comes with none. A vendor's is put in here, see `payment::Payment`; the kiosk books
/// what it does, and `kiosk check` asks it whether it is ready.
#[must_use]
pub fn payment(_config: &Config) -> Option<Box<dyn Payment>> {
    None
}

/// All parts of a real kiosk.
///
/// # Errors
/// [`ConfigError`].
pub fn parts(
    config: &Config,
    test: TestHierarchy,
    voice: Box<dyn Voice>,
) -> Result<Parts, ConfigError> {
    Ok(Parts {
        slot: Box::new(PcscSlot::new(config.card.reader.clone())),
        anchors: config.trust_anchors(test)?,
        center: center(config)?,
        issuer: config.issuer_trust()?,
        printer: Box::new(printer(config)?),
        payment: payment(config),
        fonts: config.load_fonts()?,
        voice,
        limits: Limits::default(),
        settle: Duration::from_millis(config.window.settle_ms.into()),
        specimen: test == TestHierarchy::Allowed,
        staff: None,
    })
}

/// The staff screen of a real kiosk, where `path`, the configuration file, has a code for it.
///
/// # Errors
/// [`ConfigError::Staff`].
pub fn staff(
    config: &Config,
    path: &Path,
    sandbox: Sandbox,
    test: TestHierarchy,
    journal: Journal,
) -> Result<Option<StaffParts>, ConfigError> {
    let Some(code) = config.staff_code()? else {
        return Ok(None);
    };
    // What was read at the start stays in force; only what it names is read anew.
    let config = Arc::new(config.clone());
    let (checked, path, sandbox) = (Arc::clone(&config), path.to_owned(), Ok(sandbox));
    let (reader, line, paper) = (Arc::clone(&config), Arc::clone(&config), config);
    Ok(Some(StaffParts {
        code,
        check: Arc::new(move || {
            check::run(&checked, &sandbox, test)
                .with("configuration", check::configuration(&path, test))
        }),
        journal,
        factories: Factories {
            reader: Arc::new(move || {
                let anchors = reader.trust_anchors(test).map_err(|error| error.code())?;
                let slot: Box<dyn Slot> = Box::new(PcscSlot::new(reader.card.reader.clone()));
                Ok((slot, anchors))
            }),
            center: Arc::new(move || center(&line).map_err(|error| error.code())),
            printer: Arc::new(move || {
                let fonts = paper.load_fonts().map_err(|error| error.code())?;
                let printer: Box<dyn Printer> =
                    Box::new(printer(&paper).map_err(|error| error.code())?);
                Ok((Box::new(fonts), printer))
            }),
            voice: Box::new(|| voice::loudspeaker().map_err(|_| "KIOSK-THREAD")),
        },
        clock: staff::clock(),
    }))
}
