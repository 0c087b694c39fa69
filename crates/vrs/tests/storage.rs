//! What lies on disk, and the program's configuration.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::*;
use line::Role;
use relay_api::ProblemCode;
use vrs::demo_keys::DemoKeys;
use vrs::{Config, ConfigError, MasterKey, Storage};

fn on_disk(directory: &Path, key: &MasterKey) -> impl FnOnce(&mut Config) {
    let storage = Storage::Directory {
        path: directory.to_owned(),
        master_key: key.clone(),
    };
    move |config| config.storage = storage
}

/// All bytes of all files, after the databases were closed.
fn bytes(directory: &Path) -> Vec<u8> {
    let files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() > 7, "an area each, and the log");
    files
        .iter()
        .flat_map(|file| fs::read(file).unwrap())
        .collect()
}

fn has(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[tokio::test]
async fn r39_no_match_leaves_no_trace_and_r108_nothing_personal_lies_open() {
    let directory = tempfile::tempdir().unwrap();
    let key = MasterKey::random().unwrap();
    let world = world_with(vrs::demo::RESIDENTS, on_disk(directory.path(), &key)).await;
    let area = directory.path().join("area-132217.sqlite");
    let before = fs::read(&area).unwrap();
    for subject in [NO_RECORD.domestic(KIYOSE), ELSEWHERE.domestic(KIYOSE)] {
        assert_eq!(
            world.center.lookup(&subject).await.err(),
            Some(ProblemCode::NoRecord)
        );
        assert_eq!(
            world.center.certify(&subject, 9).await.err(),
            Some(ProblemCode::NoRecord)
        );
    }
    assert!(
        before == fs::read(&area).unwrap(),
        "a no-match changed the area"
    );
    let issued = world
        .center
        .certify(&DEFAULT.overseas(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    let id = issued.id.expose().to_owned();
    world.vrs.shutdown().await;

    let all = bytes(directory.path());
    // The search would find something that is there.
    assert!(has(&all, SESSION) && has(&all, "no-record"));
    for card in [
        DEFAULT, MOVED, NO_RECORD, DECEASED, PROTECTED, MARRIED, ELSEWHERE,
    ] {
        for text in [card.0, card.1, card.2] {
            assert!(!has(&all, text), "{text} lies open");
        }
    }
    for text in [
        "見本",
        "例示",
        "MIHON",
        "TK0000001",
        "EY5420",
        "コミナティ",
        id.as_str(),
    ] {
        assert!(!has(&all, text), "{text} lies open");
    }
}

#[tokio::test]
async fn r86_certificates_and_records_outlive_the_process() {
    let directory = tempfile::tempdir().unwrap();
    let key = MasterKey::random().unwrap();
    let first = world_with(vrs::demo::RESIDENTS, on_disk(directory.path(), &key)).await;
    let issued = first
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    first.vrs.shutdown().await;

    // No residents' file this time: the records are those on disk.
    let second = world_with("", on_disk(directory.path(), &key)).await;
    let again = second
        .center
        .certify(&DEFAULT.domestic(KIYOSE), 1)
        .await
        .unwrap()
        .certificate;
    assert!(again.id == issued.id && again.preview == issued.preview);
    assert_eq!(second.vrs.operations().unwrap().len(), 2);
    second.vrs.shutdown().await;

    // Another master key finds nobody: the index is keyed too.
    let other = MasterKey::random().unwrap();
    let third = world_with("", on_disk(directory.path(), &other)).await;
    let refused = third.center.lookup(&DEFAULT.domestic(KIYOSE)).await.err();
    assert_eq!(refused, Some(ProblemCode::NoRecord));
}

#[tokio::test]
async fn r51_r52_a_file_taken_to_another_area_gives_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let key = MasterKey::random().unwrap();
    let first = world_with(vrs::demo::RESIDENTS, on_disk(directory.path(), &key)).await;
    assert!(
        first
            .center
            .lookup(&ELSEWHERE.domestic(SAPPORO))
            .await
            .is_ok()
    );
    first.vrs.shutdown().await;
    let area = |code: &str| directory.path().join(format!("area-{code}.sqlite"));
    fs::copy(area(SAPPORO), area(KIYOSE)).unwrap();
    let second = world_with("", on_disk(directory.path(), &key)).await;
    let refused = second
        .center
        .lookup(&ELSEWHERE.domestic(KIYOSE))
        .await
        .err();
    assert_eq!(refused, Some(ProblemCode::NoRecord));
}

#[test]
fn the_demos_residents_are_those_of_the_cards() {
    let cards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/cards");
    for (file, card) in [
        ("default", DEFAULT),
        ("moved", MOVED),
        ("domestic-only", DOMESTIC_ONLY),
        ("no-record", NO_RECORD),
        ("deceased", DECEASED),
        ("protected", PROTECTED),
        ("married", MARRIED),
        ("elsewhere", ELSEWHERE),
    ] {
        let Card(number, name, birth_date) = card;
        let on_card = fs::read_to_string(cards.join(format!("{file}.toml"))).unwrap();
        for text in [number, name, &birth_date.replace('-', "")] {
            assert!(on_card.contains(text), "{file}: {text}");
        }
        let in_vrs = vrs::demo::RESIDENTS.contains(&format!("number = \"{number}\""));
        assert_eq!(in_vrs, file != "no-record", "{file}");
    }
}

#[test]
fn the_cards_with_unusual_names_have_residents_of_the_same_name() {
    let cards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/cards");
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    };
    for file in [
        "long-name",
        "ten-line-address",
        "former-name",
        "common-name",
        "foreign-names",
        "leap-day",
        "old-kanji",
        "variation-selectors",
    ] {
        let card = fs::read_to_string(cards.join(format!("{file}.toml"))).unwrap();
        let number = format!("number = \"{}\"", value(&card, "number = "));
        let (_, resident) = vrs::demo::RESIDENTS.split_once(&number).unwrap();
        for key in ["name = ", "birth_date = "] {
            let recorded = value(resident, key).replace('-', "");
            assert_eq!(recorded, value(&card, key).replace('-', ""), "{file}");
        }
    }
}

#[tokio::test]
async fn a_bad_residents_file_is_refused_by_place_and_not_by_content() {
    let bad = vrs::demo::RESIDENTS.replace("345678901234", "345678901235");
    let pki = Pki::new();
    let config = |residents: String| {
        let mut config = Config::new(
            "127.0.0.1:0".parse().unwrap(),
            pki.identity(Role::Vrs),
            pki.roots(),
            DemoKeys::generate().unwrap().signing_keys().unwrap(),
        );
        config.municipalities = vrs::demo::municipalities();
        config.residents = Some(residents.into());
        config
    };
    let error = vrs::serve(config(bad)).await.unwrap_err();
    assert_eq!(error.code(), "VRS-RESIDENTS-FIELD");
    assert!(!format!("{error} {error:?}").contains("345678901235"));
    let form = vrs::demo::RESIDENTS.replace("addressee_number", "見本");
    let error = vrs::serve(config(form)).await.unwrap_err();
    assert_eq!(error.code(), "VRS-RESIDENTS-FORM");
    assert!(!format!("{error} {error:?}").contains("見本"));
    let mut without = config(vrs::demo::RESIDENTS.to_owned());
    without.municipalities.clear();
    assert_eq!(
        vrs::serve(without).await.unwrap_err().code(),
        "VRS-RESIDENTS-NO-AREA"
    );
}

/// The configuration of the crate's documentation with its files.
fn written(directory: &Path, pki: &Pki, keys: &DemoKeys) {
    let (chain, key) = pki.identity_pem(Role::Vrs);
    let master = "0123456789abcdef".repeat(4);
    for (name, text) in [
        ("vrs.crt", chain.as_str()),
        ("vrs.key", &key),
        ("root.crt", pki.root_pem()),
        ("shc.key", &keys.shc_key_pem),
        ("vds-nc.key", &keys.vds_nc_key_pem),
        ("vds-nc.crt", &keys.vds_nc_certificate_pem),
        ("master.hex", &master),
        ("residents.toml", vrs::demo::RESIDENTS),
        ("vrs.toml", vrs::EXAMPLE_CONFIG),
    ] {
        fs::write(directory.join(name), text).unwrap();
    }
    fs::create_dir(directory.join("areas")).unwrap();
}

#[tokio::test]
async fn the_documented_configuration_serves() {
    let directory = tempfile::tempdir().unwrap();
    let (pki, keys) = (Pki::new(), DemoKeys::generate().unwrap());
    written(directory.path(), &pki, &keys);
    let mut config = Config::load(&directory.path().join("vrs.toml")).unwrap();
    config.listen.set_port(0);
    let vrs = vrs::serve(config).await.unwrap();
    let center = Client::new(&pki, pki.identity(Role::Center), vrs.addr());
    assert!(center.lookup(&DEFAULT.domestic(KIYOSE)).await.is_ok());
    assert!(directory.path().join("areas/area-132217.sqlite").exists());
}

#[test]
fn r79_a_configuration_with_an_unknown_or_wrong_entry_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    written(
        directory.path(),
        &Pki::new(),
        &DemoKeys::generate().unwrap(),
    );
    let file = directory.path().join("vrs.toml");
    let load = |from: &str, to: &str| -> ConfigError {
        assert!(vrs::EXAMPLE_CONFIG.contains(from));
        fs::write(&file, vrs::EXAMPLE_CONFIG.replacen(from, to, 1)).unwrap();
        Config::load(&file).unwrap_err()
    };
    assert_eq!(load("listen", "listens").code(), "VRS-CONFIG-FORM");
    assert_eq!(load("132217", "132218").code(), "VRS-CONFIG-MUNICIPALITY");
    assert_eq!(
        load("\"vrs.key\"", "\"none.key\"").code(),
        "VRS-CONFIG-READ"
    );
    assert_eq!(load("\"vrs.key\"", "\"root.crt\"").code(), "LINE-NO-KEY");
    assert_eq!(load("\"shc.key\"", "\"root.crt\"").code(), "VRS-KEY-PEM");
    assert_eq!(
        load("\"master.hex\"", "\"root.crt\"").code(),
        "VRS-CONFIG-MASTER-KEY"
    );
}

#[test]
fn the_program_explains_itself_and_fails_with_a_code() {
    let program = env!("CARGO_BIN_EXE_vrs");
    let help = Command::new(program).arg("--help").output().unwrap();
    assert!(help.status.success());
    assert!(String::from_utf8(help.stdout).unwrap().contains("--config"));
    let none = Command::new(program)
        .args(["--config", "/nonexistent/vrs.toml"])
        .output()
        .unwrap();
    assert_eq!(none.status.code(), Some(1));
    assert!(
        String::from_utf8(none.stderr)
            .unwrap()
            .contains("VRS-CONFIG-READ")
    );
}
