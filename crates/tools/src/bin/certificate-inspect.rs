//! Checks the codes of a vaccination certificate, as anyone who receives a paper can: a SMART Health
//! Card or an ICAO VDS-NC on standard input, or a picture of the paper; the verdict as one JSON object
//! on standard output.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use certificate::shc::{self, Jwks, ShcContent};
use certificate::vds_nc::{self, VdsNcContent};
use certificate::{Authority, RevocationList, Validity};
use clap::Parser;
use document::scan;
use serde_json::{Value, json};
use time::{Date, Duration, OffsetDateTime, UtcOffset};
use zeroize::Zeroizing;

/// Checks the codes of a vaccination certificate.
///
/// Reads the text of a SMART Health Card (`shc:/…`, one line per code if it is in chunks, or the
/// compact JWS) or of an ICAO VDS-NC (JSON) on standard input, or with --image finds the codes in a
/// picture or PDF of the paper. Prints the verdict and the fields as one JSON object on standard
/// output; with --image that object has the verdict on the whole paper and one such object for each
/// code. Nothing is sent anywhere: the keys to trust are given as files.
///
/// Exit status: 0 valid, 1 not valid (code and reason are in the output), 2 wrong usage or an
/// unreadable file.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Arguments {
    /// Keys of a SMART Health Card issuer to trust: a JWKS, as the issuer publishes it at
    /// `iss`/.well-known/jwks.json. May be given several times; a key of any of them is trusted for
    /// whatever issuer a card names, so give those of the issuer that you expect.
    #[arg(long, value_name = "FILE")]
    jwks: Vec<PathBuf>,
    /// A country signing authority to trust for VDS-NC: DER, or PEM with one or more. May be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    csca: Vec<PathBuf>,
    /// A revocation list of a country signing authority, DER or PEM: with it no VDS-NC is valid
    /// unless a current list of its signer's authority leaves the signer standing. May be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
    /// The root of the SMART Health Card issuer's certificates, DER or PEM: with it the key must
    /// also have a certificate chain (x5c) up to this root that was valid when the card was issued.
    #[arg(long, value_name = "FILE")]
    root: Option<PathBuf>,
    /// Find the codes in this PNG, JPEG or PDF and read nothing from standard input.
    #[arg(long, value_name = "FILE")]
    image: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  The codes of a paper, scanned or photographed:
    certificate-inspect --jwks jwks.json --csca csca.pem --image paper.jpg

  What a scanner read from one code:
    certificate-inspect --jwks jwks.json < code.txt

  A card in two chunks, in any order:
    printf '%s\\n' 'shc:/2/2/…' 'shc:/1/2/…' | certificate-inspect --jwks jwks.json

  A VDS-NC, its signer not revoked:
    certificate-inspect --csca csca.der --crl country.crl < seal.json";

/// The longest text read; a code on paper has at most about 3,000 characters.
const MAX_TEXT: u64 = 256 * 1024;

/// The largest file read: a scan of several pages.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// How far the issuer's clock may be ahead of this one.
const CLOCKS: Duration = Duration::minutes(1);

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // The help, or wrong usage.
        Err(message) => {
            let _ = message.print();
            return if message.use_stderr() {
                conclude_unread("USAGE", "wrong usage: see --help")
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    match run(&arguments) {
        Ok(report) => {
            print(&report.output);
            ExitCode::from(u8::from(!report.valid))
        }
        Err(message) => {
            eprintln!("certificate-inspect: {message}");
            conclude_unread("FILE", &message)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Report, String> {
    let trust = Trust::read(arguments)?;
    match &arguments.image {
        None => {
            let mut text = Zeroizing::new(Vec::new());
            let mut input = std::io::stdin().take(MAX_TEXT + 1);
            input
                .read_to_end(&mut text)
                .map_err(|error| format!("standard input: {error}"))?;
            Ok(inspect_input(&text, &trust))
        }
        Some(path) => Ok(inspect_image(&Zeroizing::new(read(path)?), &trust)),
    }
}

fn conclude_unread(code: &str, reason: &str) -> ExitCode {
    print(&json!({ "valid": false, "code": code, "reason": reason }));
    ExitCode::from(2)
}

/// To whoever still listens.
fn print(output: &Value) {
    let _ = writeln!(std::io::stdout(), "{output:#}");
}

struct Trust {
    keys: Jwks,
    authorities: Vec<Authority>,
    lists: Vec<RevocationList>,
    root: Option<Authority>,
    now: OffsetDateTime,
}

impl Trust {
    fn read(arguments: &Arguments) -> Result<Self, String> {
        let mut keys = Jwks::default();
        for path in &arguments.jwks {
            let set = Jwks::from_json(&read(path)?);
            keys.extend(set.map_err(|error| format!("{}: {error}", path.display()))?);
        }
        let mut authorities = Vec::new();
        for path in &arguments.csca {
            let some = Authority::all_from_der_or_pem(&read(path)?);
            authorities.extend(some.map_err(|error| format!("{}: {error}", path.display()))?);
        }
        let mut lists = Vec::new();
        for path in &arguments.crl {
            let some = RevocationList::all_from_der_or_pem(&read(path)?);
            lists.extend(some.map_err(|error| format!("{}: {error}", path.display()))?);
        }
        let root = |path: &PathBuf| {
            Authority::from_der_or_pem(&read(path)?)
                .map_err(|error| format!("{}: {error}", path.display()))
        };
        Ok(Self {
            keys,
            authorities,
            lists,
            root: arguments.root.as_ref().map(root).transpose()?,
            now: OffsetDateTime::now_utc(),
        })
    }

    /// Today in Japan, as on the paper.
    fn today(&self) -> Date {
        in_japan(self.now)
    }
}

/// The day of a moment in Japan, as on the paper: until nine in the morning it is not UTC's.
fn in_japan(moment: OffsetDateTime) -> Date {
    let offset = UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC);
    moment.to_offset(offset).date()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error| format!("{}: {error}", path.display());
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(told)?.take(MAX_FILE + 1);
    file.read_to_end(&mut bytes).map_err(told)?;
    match u64::try_from(bytes.len()) {
        Ok(..=MAX_FILE) => Ok(bytes),
        _ => Err(format!("{}: larger than 64 MiB", path.display())),
    }
}

struct Report {
    valid: bool,
    output: Value,
    /// Of a code that could be read and is signed.
    person: Option<Person>,
}

impl Report {
    fn invalid(format: &str, code: &str, reason: &str) -> Self {
        Self {
            valid: false,
            output: json!({ "valid": false, "format": format, "code": code, "reason": reason }),
            person: None,
        }
    }
}

/// A text from outside: one code, or the chunks of one on a line each.
fn inspect_input(input: &[u8], trust: &Trust) -> Report {
    if u64::try_from(input.len()).is_ok_and(|length| length > MAX_TEXT) {
        return Report::invalid("unknown", "INPUT-LENGTH", "longer than any code");
    }
    let Ok(input) = std::str::from_utf8(input) else {
        return Report::invalid("unknown", "INPUT-UTF-8", "not UTF-8");
    };
    if input.starts_with('\u{FEFF}') {
        return Report::invalid("unknown", "INPUT-BOM", "begins with a byte order mark");
    }
    // A shell's newline and the like are no part of a code.
    let input = input.trim_matches(|c: char| c.is_ascii_whitespace());
    if input.is_empty() {
        return Report::invalid("unknown", "INPUT", "nothing to read");
    }
    inspect(input, trust)
}

fn inspect(input: &str, trust: &Trust) -> Report {
    let scheme = input.get(..4).unwrap_or_default();
    if input.starts_with('{') {
        inspect_vds_nc(input, trust)
    } else if scheme.eq_ignore_ascii_case("shc:") {
        let lines = input.lines().map(|line| line.trim_ascii());
        let codes: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        match shc::from_qr_texts(&codes) {
            Ok(jws) => inspect_shc(&jws, trust),
            Err(error) => Report::invalid("shc", error.code(), &error.to_string()),
        }
    } else {
        inspect_shc(input, trust)
    }
}

/// Every code of a paper. Other codes than a certificate's (an address of a web page, say) are
/// passed over; the paper is valid if it has a certificate's code, all of those are valid, and they are
/// about the same person and doses.
fn inspect_image(file: &[u8], trust: &Trust) -> Report {
    let codes = match scan::file(file) {
        Ok(codes) => codes,
        Err(error) => return Report::invalid("unknown", error.code(), &error.to_string()),
    };
    // Several copies in one file are one paper.
    let mut codes: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    // The chunks of one card are read together.
    let is_chunk = |code: &str| {
        let body = code.strip_prefix(shc::QR_PREFIX);
        body.is_some_and(|body| body.contains('/'))
    };
    let (chunks, whole): (Vec<&str>, Vec<&str>) =
        codes.into_iter().partition(|code| is_chunk(code));
    let mut reports = Vec::new();
    if !chunks.is_empty() {
        reports.push(inspect(&chunks.join("\n"), trust));
    }
    for code in whole {
        if code.starts_with(shc::QR_PREFIX) || code.starts_with('{') {
            reports.push(inspect(code, trust));
        }
    }
    if reports.is_empty() {
        return Report::invalid("unknown", "NO-CODE", "no certificate's code was found");
    }
    let mut people = reports.iter().filter_map(|report| report.person.as_ref());
    let first = people.next();
    let failure = if !reports.iter().all(|report| report.valid) {
        Some(("PAPER", "a code of the paper is not valid"))
    } else if first.is_some_and(|first| !people.all(|other| first.agrees(other))) {
        let reason = "the codes of the paper are not about the same person and doses";
        Some(("PAPER-DISAGREES", reason))
    } else {
        None
    };
    let valid = failure.is_none();
    let codes: Vec<Value> = reports.into_iter().map(|report| report.output).collect();
    let mut output = json!({ "valid": valid, "codes": codes });
    if let (Some((code, reason)), Some(members)) = (failure, output.as_object_mut()) {
        members.insert("code".to_owned(), json!(code));
        members.insert("reason".to_owned(), json!(reason));
    }
    Report {
        valid,
        output,
        person: None,
    }
}

fn inspect_shc(jws: &str, trust: &Trust) -> Report {
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
    let today = trust.today();
    let issued = in_japan(content.not_before());
    // Certificates count their days in UTC.
    let signed = content.not_before().date();
    // An issuer's clock may be a little ahead.
    let card_valid = content.is_valid_at(trust.now) || content.is_valid_at(trust.now + CLOCKS);
    let mut failure = None;
    if !card_valid {
        let reason = match content.expires() {
            Some(end) if end <= trust.now => "the card has expired",
            _ => "the card is of the future",
        };
        failure = Some(("SHC-VALIDITY", reason.to_owned()));
    }
    let mut validity = None;
    if let Some(root) = &trust.root {
        match card.key().check_chain(content.issuer(), root) {
            Ok(found) => {
                if failure.is_none() && !found.covers(signed) {
                    let reason = "the key's certificates were not valid when the card was issued";
                    failure = Some(("CHAIN-VALIDITY", reason.to_owned()));
                }
                validity = Some(found);
            }
            Err(error) => failure = Some((error.code(), error.to_string())),
        }
    }
    let person = Person {
        names: content
            .names()
            .iter()
            .flat_map(|name| words(&name.joined(" ")))
            .collect(),
        birth_date: Some(content.birth_date().date()),
        doses: doses_of(
            content
                .immunizations()
                .iter()
                .map(|dose| (dose.date(), dose.lot().unwrap_or_default())),
        ),
    };
    let given_before_issue = latest.is_none_or(|day| Some(day) <= issued.next_day());
    if !person.is_possible(today) || !given_before_issue {
        failure = Some(("SHC-DATES", IMPOSSIBLE.to_owned()));
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
            "at_issue": validity.map(|found| found.covers(signed)),
            "today": text(today),
            "at_today": card_valid && validity.is_none_or(|found| found.covers(today)),
        },
    });
    conclude(output, failure, person)
}

fn inspect_vds_nc(input: &str, trust: &Trust) -> Report {
    let seal = match vds_nc::verify(input, &trust.authorities) {
        Ok(seal) => seal,
        Err(error) => return Report::invalid("vds-nc", error.code(), &error.to_string()),
    };
    let content = seal.content();
    let (latest, today) = (content.latest_dose(), trust.today());
    let validity = seal.validity();
    // A dose of the future is no evidence.
    let days = [latest.map(|day| day.min(today)), Some(today)];
    let mut failure = None;
    if !days.into_iter().flatten().any(|day| validity.covers(day)) {
        let reason = "the signer was valid neither at the latest dose nor is today";
        failure = Some(("CHAIN-VALIDITY", reason.to_owned()));
    }
    let person = Person {
        names: words(content.name()),
        birth_date: content.birth_date(),
        doses: doses_of(content.doses().iter().map(|dose| (dose.date(), dose.lot()))),
    };
    if !person.is_possible(today) {
        failure = Some(("VDS-NC-DATES", IMPOSSIBLE.to_owned()));
    }
    let revocation_checked = !trust.lists.is_empty();
    if revocation_checked
        && let Err(error) = seal.check_revocation(&trust.lists, &trust.authorities, today)
    {
        failure = Some((error.code(), error.to_string()));
    }
    let output = json!({
        "format": "vds-nc",
        "signer": seal.signer(),
        "seal": vds_nc_fields(content),
        "chain": chain(validity),
        "revocation_checked": revocation_checked,
        "validity": {
            "latest_dose": latest.map(text),
            "at_latest_dose": latest.map(|day| validity.covers(day)),
            "today": text(today),
            "at_today": validity.covers(today),
        },
    });
    conclude(output, failure, person)
}

fn conclude(mut output: Value, failure: Option<(&str, String)>, person: Person) -> Report {
    let valid = failure.is_none();
    if let Some(members) = output.as_object_mut() {
        members.insert("valid".to_owned(), json!(valid));
        if let Some((code, reason)) = failure {
            members.insert("code".to_owned(), json!(code));
            members.insert("reason".to_owned(), json!(reason));
        }
    }
    Report {
        valid,
        output,
        person: Some(person),
    }
}

const IMPOSSIBLE: &str = "a dose or the birth is of the future, or a dose is older than the birth or younger than the card";

/// Whom a code is about, as far as two codes of one paper can be compared.
struct Person {
    names: BTreeSet<String>,
    birth_date: Option<Date>,
    /// Day and lot of each dose, sorted.
    doses: Vec<(Date, String)>,
}

impl Person {
    /// No date lies in the future, with a day for time zones, and no dose before the birth.
    fn is_possible(&self, today: Date) -> bool {
        let tomorrow = today.next_day().unwrap_or(today);
        let born = self.birth_date;
        born.is_none_or(|born| born <= tomorrow)
            && self
                .doses
                .iter()
                .all(|(day, _)| *day <= tomorrow && born.is_none_or(|born| born <= *day))
    }

    /// Whether both may be about one person and one history. A name in Japanese cannot be held against a Roman one, and a
    /// long one may be cut.
    fn agrees(&self, other: &Self) -> bool {
        let roman = |names: &BTreeSet<String>| names.iter().all(|name| name.is_ascii());
        let names = !roman(&self.names)
            || !roman(&other.names)
            || self.names.is_subset(&other.names)
            || other.names.is_subset(&self.names);
        let born = match (self.birth_date, other.birth_date) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        names && born && self.doses == other.doses
    }
}

/// The words of a name, in capitals.
fn words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect()
}

fn doses_of<'a>(doses: impl Iterator<Item = (Date, &'a str)>) -> Vec<(Date, String)> {
    let mut doses: Vec<_> = doses.map(|(day, lot)| (day, lot.to_owned())).collect();
    doses.sort_unstable();
    doses
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
