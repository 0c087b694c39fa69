// SPDX-License-Identifier: GPL-3.0-only
//! The maintenance view: what works and what does not, as JSON. It touches no card and prints nothing.

use std::path::Path;

use card_driver::{TestHierarchy, pcsc};
use guidance::AlsaJack;
use lockdown::{LockdownError, Sandbox};
use serde_json::{Value, json};
use time::OffsetDateTime;
use tokio::runtime::Builder;

use crate::{
    config::{Config, ConfigError, read},
    menu, setup,
};

/// The result of a check.
#[derive(Debug, Clone)]
pub struct Checkup {
    /// One member per part, each with `ok` and, where something is wrong, `code` and `detail`.
    pub report: Value,
    /// Whether everything works.
    pub ok: bool,
}

fn bad(code: &str, detail: impl std::fmt::Display) -> Value {
    json!({ "ok": false, "code": code, "detail": detail.to_string() })
}

fn config_part(result: Result<Value, ConfigError>) -> Value {
    result.unwrap_or_else(|error| bad(error.code(), error))
}

/// Looks at every part.
#[must_use]
pub fn run(
    config: &Config,
    sandbox: &Result<Sandbox, LockdownError>,
    test: TestHierarchy,
) -> Checkup {
    let report = json!({
        "sandbox": sandbox_part(sandbox),
        "reader": reader_part(config),
        "center": center_part(config),
        "printer": printer_part(config),
        "payment": payment_part(config),
        "sound": config_part(sound_part(config)),
        "fonts": config_part(config.load_fonts().map(|_| json!({ "ok": true }))),
        "trust": config_part(trust_part(config, test)),
        "certificates": config_part(certificates_part(config)),
    });
    let ok = all_work(&report);
    Checkup { report, ok }
}

fn all_work(report: &Value) -> bool {
    report
        .as_object()
        .is_some_and(|parts| parts.values().all(|part| part["ok"] == json!(true)))
}

impl Checkup {
    /// With one part more, or another finding for one.
    #[must_use]
    pub fn with(mut self, part: &str, found: Value) -> Checkup {
        if let Some(parts) = self.report.as_object_mut() {
            parts.insert(part.to_owned(), found);
        }
        self.ok = all_work(&self.report);
        self
    }
}

/// Whether the configuration file, as it is now, would let the kiosk start: it may have been changed since.
#[must_use]
pub fn configuration(path: &Path, test: TestHierarchy) -> Value {
    config_part(Config::load(path).and_then(|config| {
        config.staff_code()?;
        setup::sandbox(&config)?;
        config.trust_anchors(test)?;
        setup::printer(&config)?;
        setup::payment(&config)?;
        config.sound.check()?;
        Ok(json!({ "ok": true }))
    }))
}

fn sandbox_part(sandbox: &Result<Sandbox, LockdownError>) -> Value {
    match sandbox {
        Ok(sandbox) => {
            let report = sandbox.report();
            json!({
                "ok": true,
                "landlock_abi": report.abi,
                "no_file_written": report.files,
                "device_ioctls_limited": report.device_ioctls,
                "tcp_ports_limited": report.tcp_ports,
                "no_program_started": report.execution,
                "no_core_dump": report.dumps,
                "absent_devices": report.absent_devices,
                "system_has_swap": report.swap,
            })
        }
        Err(error) => bad(error.code(), error),
    }
}

fn reader_part(config: &Config) -> Value {
    match pcsc::status(config.card.reader.as_deref()) {
        Ok(readers) if readers.is_empty() => {
            bad("SLOT-NO-READER", "no reader matches the configuration")
        }
        Ok(readers) => {
            let readers: Vec<Value> = readers
                .iter()
                .map(|reader| {
                    json!({
                        "name": reader.name,
                        "card_present": reader.card_present,
                        "card_mute": reader.card_mute,
                        "in_use": reader.in_use,
                    })
                })
                .collect();
            json!({ "ok": true, "readers": readers })
        }
        Err(error) => bad(error.code(), error),
    }
}

fn center_part(config: &Config) -> Value {
    let client = match setup::center(config) {
        Ok(client) => client,
        Err(error) => return bad(error.code(), error),
    };
    let runtime = match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return bad("KIOSK-RUNTIME", error),
    };
    // A device that cannot be set up is told at its own part.
    let paid = matches!(setup::payment(config), Ok(Some(_)));
    match runtime.block_on(client.catalogue()) {
        Ok(wire) => match menu::read(wire, paid) {
            Ok(catalogue) => json!({
                "ok": true,
                "open": catalogue.any_open(),
                "terms_version": catalogue.terms().version,
                "municipalities": catalogue.municipalities().len(),
            }),
            Err(error) => bad(error.code(), error),
        },
        Err(error) => bad(error.code(), error),
    }
}

fn printer_part(config: &Config) -> Value {
    let mut printer = match setup::printer(config) {
        Ok(printer) => printer,
        Err(error) => return bad(error.code(), error),
    };
    match printer.status() {
        Ok(status) => {
            let attention: Vec<&str> = status
                .attention
                .iter()
                .map(|attention| attention.trouble.code())
                .collect();
            json!({ "ok": status.ready, "busy": status.busy, "attention": attention })
        }
        Err(error) => bad(error.code(), error),
    }
}

/// No device is well: what a kiosk without one cannot serve is said at the center's part.
fn payment_part(config: &Config) -> Value {
    let mut device = match setup::payment(config) {
        Ok(Some(device)) => device,
        Ok(None) => return json!({ "ok": true, "device": false }),
        Err(error) => return bad(error.code(), error),
    };
    match device.ready() {
        Ok(()) => json!({ "ok": true, "device": true }),
        Err(error) => bad(error.code(), error),
    }
}

/// Nothing is played. A socket without a plug is well.
fn sound_part(config: &Config) -> Result<Value, ConfigError> {
    config.sound.check()?;
    Ok(match &config.sound.headset {
        None => json!({ "ok": true, "socket": false }),
        Some(headset) => {
            let mut jack = AlsaJack::new(headset.control.clone(), headset.jack.clone());
            match (jack.state(), &headset.jack) {
                (None, Some(switch)) => bad("VOICE-JACK", format!("there is no switch {switch}")),
                // The card itself is the headset.
                (plugged, _) => {
                    json!({ "ok": true, "socket": true, "plugged": plugged == Some(true) })
                }
            }
        }
    })
}

fn trust_part(config: &Config, test: TestHierarchy) -> Result<Value, ConfigError> {
    use card_driver::Hierarchy;

    let anchors = config.trust_anchors(test)?;
    config.issuer_trust()?;
    Ok(json!({
        "ok": true,
        "production_anchors": anchors.count(Hierarchy::Production),
        "test_anchors": anchors.count(Hierarchy::Test),
    }))
}

fn certificates_part(config: &Config) -> Result<Value, ConfigError> {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let days = |path: &std::path::Path| Ok::<_, ConfigError>(line::days_left(&read(path)?, now)?);
    let (kiosk, root) = (
        days(&config.center.certificate)?,
        days(&config.center.root)?,
    );
    Ok(json!({ "ok": kiosk >= 0 && root >= 0, "kiosk_days_left": kiosk, "root_days_left": root }))
}
