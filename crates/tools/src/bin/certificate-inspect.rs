//! Checks the code of a vaccination certificate, as anyone who receives a paper can: a SMART Health
//! Card or an ICAO VDS-NC on standard input, or a picture of the paper; the verdict as one JSON object
//! on standard output.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use certificate::shc::{self, Jwks, ShcContent};
use certificate::vds_nc::{self, VdsNcContent};
use certificate::{Authority, Validity};
use clap::Parser;
use document::scan;
use serde_json::{Value, json};
use time::{Date, OffsetDateTime, UtcOffset};
use zeroize::Zeroizing;

/// Checks the code of a vaccination certificate.
///
/// Reads the text of a SMART Health Card (`shc:/…`, one line per code if it is in chunks, or the
/// compact JWS) or of an ICAO VDS-NC (JSON) on standard input, or with --image finds the codes in a
/// picture or PDF of the paper. Prints the verdict and the fields as one JSON object on standard
/// output; with --image that object has the verdict on the whole paper and one such object for each
/// code. Nothing is sent anywhere: the keys to trust are given as files.
///
/// Exit status: 0 valid, 1 not valid (the reason is in the output), 2 wrong usage or unreadable
/// key files.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Keys of a SMART Health Card issuer to trust: a JWKS. May be given several times.
    #[arg(long, value_name = "FILE")]
    jwks: Vec<PathBuf>,
    /// A country signing authority to trust for VDS-NC: DER or PEM. May be given several times.
    #[arg(long, value_name = "FILE")]
    csca: Vec<PathBuf>,
    /// The root of the SMART Health Card issuer's certificates, DER or PEM: with it the key must
    /// also have a certificate chain (x5c) up to this root that was valid.
    #[arg(long, value_name = "FILE")]
    root: Option<PathBuf>,
    /// Find the codes in this PNG or PDF and read nothing from standard input.
    #[arg(long, value_name = "FILE")]
    image: Option<PathBuf>,
}

/// The longest input read; a code on paper has at most about 3,000 characters.
const MAX_INPUT: u64 = 256 * 1024;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let trust = match Trust::read(&arguments) {
        Ok(trust) => trust,
        Err(message) => {
            eprintln!("certificate-inspect: {message}");
            return ExitCode::from(2);
        }
    };
    // Days are Japan's, as on the paper.
    let offset = UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC);
    let today = OffsetDateTime::now_utc().to_offset(offset).date();
    let report = match &arguments.image {
        None => standard_input().map(|text| inspect(&text, &trust, today)),
        Some(path) => read(path).map(|file| inspect_image(&file, &trust, today)),
    };
    match report {
        Ok(report) => {
            println!("{:#}", report.output);
            if report.valid {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            }
        }
        Err(message) => {
            eprintln!("certificate-inspect: {message}");
            ExitCode::from(2)
        }
    }
}

/// The text on standard input, without spaces around it; empty if it is no UTF-8.
fn standard_input() -> Result<Zeroizing<String>, String> {
    let mut bytes = Zeroizing::new(Vec::new());
    let mut input = std::io::stdin().take(MAX_INPUT);
    input
        .read_to_end(&mut bytes)
        .map_err(|error| format!("standard input: {error}"))?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    Ok(Zeroizing::new(text.trim().to_owned()))
}

struct Trust {
    keys: Jwks,
    authorities: Vec<Authority>,
    root: Option<Authority>,
}

impl Trust {
    fn read(arguments: &Arguments) -> Result<Self, String> {
        let mut keys = Jwks::default();
        for path in &arguments.jwks {
            let set = Jwks::from_json(&read(path)?);
            keys.extend(set.map_err(|error| format!("{}: {error}", path.display()))?);
        }
        let authority = |path: &PathBuf| {
            Authority::from_der_or_pem(&read(path)?)
                .map_err(|error| format!("{}: {error}", path.display()))
        };
        Ok(Self {
            keys,
            authorities: arguments
                .csca
                .iter()
                .map(authority)
                .collect::<Result<_, _>>()?,
            root: arguments.root.as_ref().map(authority).transpose()?,
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

struct Report {
    valid: bool,
    output: Value,
}

impl Report {
    fn invalid(format: &str, code: &str, reason: &str) -> Self {
        Self {
            valid: false,
            output: json!({ "valid": false, "format": format, "code": code, "reason": reason }),
        }
    }
}

fn inspect(input: &str, trust: &Trust, today: Date) -> Report {
    if input.is_empty() {
        Report::invalid("unknown", "INPUT", "nothing to read, or not UTF-8")
    } else if input.starts_with('{') {
        inspect_vds_nc(input, trust, today)
    } else if input.starts_with(shc::QR_PREFIX) {
        let codes: Vec<&str> = input
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        match shc::from_qr_texts(&codes) {
            Ok(jws) => inspect_shc(&jws, trust, today),
            Err(error) => Report::invalid("shc", error.code(), &error.to_string()),
        }
    } else {
        inspect_shc(input, trust, today)
    }
}

/// Every code of a paper. Other codes than a certificate's (an address of a web page, say) are
/// passed over; the paper is valid if it has a certificate's code and all of those are valid.
fn inspect_image(file: &[u8], trust: &Trust, today: Date) -> Report {
    let codes = match scan::file(file) {
        Ok(codes) => codes,
        Err(error) => return Report::invalid("unknown", error.code(), &error.to_string()),
    };
    // The chunks of one card are read together.
    let is_chunk = |code: &str| {
        let body = code.strip_prefix(shc::QR_PREFIX);
        body.is_some_and(|body| body.contains('/'))
    };
    let chunks: Vec<&str> = codes
        .iter()
        .map(|code| code.as_str())
        .filter(|code| is_chunk(code))
        .collect();
    let mut reports = Vec::new();
    if !chunks.is_empty() {
        reports.push(inspect(&chunks.join("\n"), trust, today));
    }
    for code in &codes {
        let of_certificate = code.starts_with(shc::QR_PREFIX) || code.starts_with('{');
        if of_certificate && !is_chunk(code) {
            reports.push(inspect(code, trust, today));
        }
    }
    if reports.is_empty() {
        return Report::invalid("unknown", "NO-CODE", "no certificate's code was found");
    }
    let valid = reports.iter().all(|report| report.valid);
    let codes: Vec<Value> = reports.into_iter().map(|report| report.output).collect();
    Report {
        valid,
        output: json!({ "valid": valid, "codes": codes }),
    }
}

fn inspect_shc(jws: &str, trust: &Trust, today: Date) -> Report {
    let card = match shc::verify(jws, &trust.keys) {
        Ok(card) => card,
        Err(error) => return Report::invalid("shc", error.code(), &error.to_string()),
    };
    let content = card.content();
    let latest = content
        .immunizations()
        .iter()
        .map(shc::Immunization::date)
        .max();
    let issued = content.not_before().date();
    let card_valid = content.is_valid_on(today);
    let mut failure =
        (!card_valid).then_some(("SHC-VALIDITY", "the card is not valid today".to_owned()));
    let mut validity = None;
    if let Some(root) = &trust.root {
        match card.key().check_chain(content.issuer(), root) {
            Ok(found) => {
                // The card itself says when it was signed, so that day counts too.
                let days = [latest, Some(issued), Some(today)];
                if failure.is_none() && !days.into_iter().flatten().any(|day| found.covers(day)) {
                    let reason = "the key's certificates were valid neither then nor are today";
                    failure = Some(("CHAIN-VALIDITY", reason.to_owned()));
                }
                validity = Some(found);
            }
            Err(error) => failure = Some((error.code(), error.to_string())),
        }
    }
    let output = json!({
        "format": "shc",
        "key": card.key().kid(),
        "card": shc_fields(content),
        "chain": validity.map(chain),
        "validity": {
            "latest_dose": latest.map(text),
            "at_latest_dose": validity.zip(latest).map(|(found, day)| found.covers(day)),
            "issue": text(issued),
            "at_issue": validity.map(|found| found.covers(issued)),
            "today": text(today),
            "at_today": card_valid && validity.is_none_or(|found| found.covers(today)),
        },
    });
    conclude(output, failure)
}

fn inspect_vds_nc(input: &str, trust: &Trust, today: Date) -> Report {
    let seal = match vds_nc::verify(input, &trust.authorities) {
        Ok(seal) => seal,
        Err(error) => return Report::invalid("vds-nc", error.code(), &error.to_string()),
    };
    let content = seal.content();
    let latest = content.latest_dose();
    let validity = seal.validity();
    let days = [latest, Some(today)];
    let valid = days.into_iter().flatten().any(|day| validity.covers(day));
    let failure = (!valid).then(|| {
        let reason = "the signer was valid neither at the latest dose nor is today";
        ("CHAIN-VALIDITY", reason.to_owned())
    });
    let output = json!({
        "format": "vds-nc",
        "signer": seal.signer(),
        "seal": vds_nc_fields(content),
        "chain": chain(validity),
        "validity": {
            "latest_dose": latest.map(text),
            "at_latest_dose": latest.map(|day| validity.covers(day)),
            "today": text(today),
            "at_today": validity.covers(today),
        },
    });
    conclude(output, failure)
}

fn conclude(mut output: Value, failure: Option<(&str, String)>) -> Report {
    let valid = failure.is_none();
    if let Some(members) = output.as_object_mut() {
        members.insert("valid".to_owned(), json!(valid));
        if let Some((code, reason)) = failure {
            members.insert("code".to_owned(), json!(code));
            members.insert("reason".to_owned(), json!(reason));
        }
    }
    Report { valid, output }
}

fn chain(validity: Validity) -> Value {
    json!({ "first_day": text(validity.first()), "last_day": text(validity.last()) })
}

fn shc_fields(content: &ShcContent) -> Value {
    let names = content.names().iter();
    let names: Vec<Value> = names
        .map(|name| json!(name.parts().collect::<Vec<_>>()))
        .collect();
    let doses = content.immunizations().iter().map(|dose| {
        json!({
            "date": text(dose.date()),
            "cvx": dose.cvx(),
            "lot": dose.lot(),
            "performer": dose.performer(),
        })
    });
    json!({
        "issuer": content.issuer(),
        "issued": instant(content.not_before()),
        "expires": content.expires().map(instant),
        "names": names,
        "birth_date": text(content.birth_date().date()),
        "doses": doses.collect::<Vec<_>>(),
    })
}

fn vds_nc_fields(content: &VdsNcContent) -> Value {
    let doses = content.doses().iter().map(|dose| {
        json!({
            "number": dose.number(),
            "date": text(dose.date()),
            "brand": dose.brand(),
            "lot": dose.lot(),
            "country": dose.country(),
            "centre": dose.centre(),
        })
    });
    json!({
        "issuer": content.issuer(),
        "id": content.uvci(),
        "name": content.name(),
        "birth_date": content.birth_date().map(text),
        "travel_document": content.travel_document(),
        "doses": doses.collect::<Vec<_>>(),
    })
}

fn text(date: Date) -> String {
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}

fn instant(moment: OffsetDateTime) -> String {
    let (hour, minute, second) = moment.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", text(moment.date()))
}
