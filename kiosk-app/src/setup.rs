// SPDX-License-Identifier: GPL-3.0-only
//! From the configuration to the parts of a real kiosk, and to its sandbox.

use std::{path::Path, sync::Arc, time::Duration};

use card_driver::{TestHierarchy, pcsc::PcscSlot, slot::Slot};
use issuance::Limits;
use line::{Identity, Roots};
use lockdown::{Sandbox, SandboxConfig};
use payment::Payment;
use printer::{IppConfig, IppPrinter, Printer, PrinterError};
use relay_client::{CenterClient, CenterConfig, Timeouts};
use url::Url;

use crate::{
    Parts,
    adapters::voice,
    check,
    config::{Config, ConfigError, read},
    staff::{self, Factories, Journal, StaffParts},
};

/// IPP's port (RFC 8010 §3.1), which the `url` crate does not know.
const IPP_PORT: u16 = 631;

/// What the kernel is told: no file is written, no program started, no port called but these. A vendor's device needs its
/// files in `[sandbox] devices` (USB, serial), or its port in `[sandbox] ports` (network).
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
    let mut ports = vec![port(&config.center.url)?];
    ports.extend(config.printer.uri.as_deref().map(port).transpose()?);
    ports.extend(&config.sandbox.ports);
    Ok(SandboxConfig {
        devices: config.sandbox.devices.clone(),
        tcp_ports: Some(ports),
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

/// The printer: of this product, one that speaks IPP.
///
/// **A vendor's driver is put in here**, and here alone: the kiosk, the staff screen's restart and `kiosk check` all
/// take their printer from this function. `[printer.driver]` of the configuration, a table that nothing else looks
/// into, is for its constructor:
///
/// ```ignore
/// let table = config.printer.driver.clone().unwrap_or_default();
/// return Ok(Box::new(VendorsPrinter::new(table)?)); // its error: PrinterError::Configuration
/// ```
///
/// The trap: two of them live at a time, the kiosk's own and that of a check. So the constructor takes no device; `status`
/// and `print` open it and let it go again. And the sandbox is closed by then: see [`sandbox`] and CONTRIBUTING.md.
///
/// # Errors
/// [`ConfigError::Read`], [`ConfigError::Printer`], [`ConfigError::NoDriver`].
pub fn printer(config: &Config) -> Result<Box<dyn Printer>, ConfigError> {
    if config.printer.driver.is_some() {
        return Err(ConfigError::NoDriver("printer.driver"));
    }
    let uri = config.printer.uri.clone();
    let root_pem = config
        .printer
        .root
        .as_deref()
        .map(crate::config::read_text)
        .transpose()?;
    Ok(Box::new(IppPrinter::new(IppConfig {
        uri: uri.ok_or(PrinterError::Configuration)?,
        root_pem,
        ..IppConfig::default()
    })?))
}

/// The payment device: this product comes with none.
///
/// **A vendor's is put in here**, and here alone: the kiosk books what it does, and `kiosk check` asks it whether it is
/// ready. `[payment]` of the configuration, a table that nothing else looks into, is for its constructor:
///
/// ```ignore
/// let table = config.payment.clone().unwrap_or_default();
/// return Ok(Some(Box::new(VendorsDevice::new(table)?))); // its error: PaymentError::Unavailable
/// ```
///
/// The same trap as with [`printer()`]: a check makes a second one, perhaps while a resident pays. Its `ready` then says
/// [`PaymentError::Busy`](payment::PaymentError::Busy) and moves nothing.
///
/// # Errors
/// [`ConfigError::Payment`], [`ConfigError::NoDriver`].
pub fn payment(config: &Config) -> Result<Option<Box<dyn Payment>>, ConfigError> {
    match config.payment {
        Some(_) => Err(ConfigError::NoDriver("payment")),
        None => Ok(None),
    }
}

/// All parts of a real kiosk.
///
/// # Errors
/// [`ConfigError`].
pub fn parts(config: &Config, test: TestHierarchy) -> Result<Parts, ConfigError> {
    config.sound.check()?;
    Ok(Parts {
        slot: Box::new(PcscSlot::new(config.card.reader.clone())),
        anchors: config.trust_anchors(test)?,
        center: center(config)?,
        issuer: config.issuer_trust()?,
        printer: printer(config)?,
        payment: payment(config)?,
        fonts: config.load_fonts()?,
        voice: voice::from_config(&config.sound),
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
    let (reader, line) = (Arc::clone(&config), Arc::clone(&config));
    let (paper, sound) = (Arc::clone(&config), config.sound.clone());
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
                let printer = printer(&paper).map_err(|error| error.code())?;
                Ok((Box::new(fonts), printer))
            }),
            voice: voice::from_config(&sound),
        },
        clock: staff::clock(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(more: &str) -> Result<Config, toml::de::Error> {
        toml::from_str(&format!(
            r#"
[center]
url = "https://localhost:8443"
root = "root.pem"
certificate = "kiosk.pem"
key = "kiosk.key"
[card]
trust = "trust.toml"
[issuer]
iss = "https://issuer.example"
jwks = "shc-jwks.json"
[fonts]
text = {{ path = "a", sha256 = "" }}
names = {{ path = "b", sha256 = "" }}
{more}"#
        ))
    }

    #[test]
    fn a_vendors_table_is_handed_over_as_it_is() {
        let config = config(
            "[printer.driver]\nport = \"/dev/usb/lp0\"\ntray = { inner = 2 }\n[payment]\nbaud = 9600\n",
        )
        .unwrap();
        let driver = config.printer.driver.unwrap();
        assert_eq!(driver["port"].as_str(), Some("/dev/usb/lp0"));
        assert_eq!(driver["tray"]["inner"].as_integer(), Some(2));
        assert_eq!(config.payment.unwrap()["baud"].as_integer(), Some(9600));
    }

    #[test]
    fn a_vendors_table_without_its_driver_and_unknown_entries_are_refused() {
        let code = |error: Option<ConfigError>| error.map(|error| error.code());
        let with = config("[printer]\n[printer.driver]\n[payment]\n").unwrap();
        assert_eq!(code(printer(&with).err()), Some("CONFIG-NO-DRIVER"));
        assert_eq!(code(payment(&with).err()), Some("CONFIG-NO-DRIVER"));
        let without = config("[printer]\n").unwrap();
        assert_eq!(code(printer(&without).err()), Some("CONFIG-PRINTER"));
        assert!(payment(&without).unwrap().is_none());
        assert!(config("[printer]\ntray = 2\n").is_err());
        assert!(config("[printer]\n[vendor]\nbaud = 9600\n").is_err());
        assert!(config("[printer]\n[sandbox]\nport = 9100\n").is_err());
    }

    #[test]
    fn a_headset_never_shares_the_loudspeakers_card() {
        let check = |loudspeaker: Option<&str>, output: &str, control: &str| {
            let headset = format!("output = \"{output}\"\ncontrol = \"{control}\"\n");
            let loudspeaker = loudspeaker.map(|name| format!("loudspeaker = \"{name}\"\n"));
            let config = config(&format!(
                "[printer]\n[sound]\n{}[sound.headset]\n{headset}",
                loudspeaker.unwrap_or_default()
            ));
            let checked = config.unwrap().sound.check();
            checked.map_err(|error| error.code())
        };
        let refused = Err("CONFIG-HEADSET");
        let (output, control) = ("plughw:CARD=Headset,DEV=0", "hw:CARD=Headset");
        let built_in = Some("plughw:CARD=PCH,DEV=0");
        assert_eq!(check(built_in, output, control), Ok(()));
        assert_eq!(check(Some("hw:0"), "plughw:1,0", "hw:1"), Ok(()));
        assert_eq!(check(Some("loud"), "ear", "socket"), Ok(()));
        // These may be any card.
        for any in [None, Some("default"), Some("sysdefault"), Some("pulse")] {
            assert_eq!(check(any, output, control), refused, "{any:?}");
        }
        // The same one, also where that cannot be told.
        for (loudspeaker, output, control) in [
            ("plughw:CARD=PCH,DEV=0", "hw:DEV=3,CARD=PCH", "hw:CARD=PCH"),
            ("hw:1,0", "plughw:1", "hw:1"),
            ("hw:0", "plughw:CARD=PCH", "hw:CARD=PCH"),
            ("out", "out", "socket"),
        ] {
            assert_eq!(check(Some(loudspeaker), output, control), refused);
        }
        // The plug of another card than the one that plays.
        assert_eq!(check(built_in, output, "hw:CARD=PCH"), refused);
        let none = config("[printer]\n[sound]\nloudspeaker = \"hw:0\"\n").unwrap();
        assert!(none.sound.check().is_ok());
        assert!(config("[printer]\n").unwrap().sound.check().is_ok());
    }

    #[test]
    fn the_sandbox_lets_out_to_the_center_the_printer_and_the_ports_named() {
        let ports = |more| sandbox(&config(more).unwrap()).unwrap().tcp_ports;
        let ipp = "[printer]\nuri = \"ipps://printer.internal/ipp/print\"\n";
        assert_eq!(ports(ipp), Some(vec![8443, 631]));
        assert_eq!(
            ports("[printer.driver]\n[sandbox]\ndevices = [\"/dev/usb/lp0\"]\n"),
            Some(vec![8443])
        );
        assert_eq!(
            ports("[printer.driver]\n[sandbox]\nports = [9100]\n"),
            Some(vec![8443, 9100])
        );
    }
}
