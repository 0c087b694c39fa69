//! `certificate-inspect` as its users run it: verdict, reason and exit status.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

#[path = "../../certificate/tests/common/mod.rs"]
mod common;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Ca, SealSigner, ShcSigner, issuer_uri, seal_data, shc_payload};
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::Value;
use tempfile::TempDir;

fn inspect(arguments: &[(&str, &Path)], input: impl AsRef<[u8]>) -> (i32, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certificate-inspect"));
    for (flag, file) in arguments {
        command.arg(flag).arg(file);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // With --image, or wrong usage, it may be gone before all is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let output = child.wait_with_output().unwrap();
    // Whatever happens, standard output is one object.
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(json.is_object());
    (output.status.code().unwrap(), json)
}

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn with(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

/// The modules of these codes side by side with their quiet zones, row by row: dark is `true`.
fn modules(texts: &[&str]) -> Vec<Vec<bool>> {
    const MARGIN: i32 = 4;
    let codes: Vec<QrCode> = texts
        .iter()
        .map(|text| QrCode::encode_text(text, QrCodeEcc::Medium).unwrap())
        .collect();
    let height = codes.iter().map(QrCode::size).max().unwrap();
    (-MARGIN..height + MARGIN)
        .map(|y| {
            let row = codes.iter().flat_map(|code| {
                (-MARGIN..code.size() + MARGIN).map(move |x| code.get_module(x, y))
            });
            row.collect()
        })
        .collect()
}

fn size_of(modules: &[Vec<bool>], scale: usize) -> (usize, usize) {
    (modules[0].len() * scale, modules.len() * scale)
}

/// A picture of these codes as PNG.
fn picture(texts: &[&str]) -> Vec<u8> {
    const SCALE: usize = 4;
    let modules = modules(texts);
    let (width, height) = size_of(&modules, SCALE);
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let row = &modules[y / SCALE];
        pixels.extend((0..width).map(|x| if row[x / SCALE] { 0 } else { 255 }));
    }
    let mut file = Vec::new();
    let (width, height) = (
        u32::try_from(width).unwrap(),
        u32::try_from(height).unwrap(),
    );
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file
}

/// The same as JPEG (ITU-T T.81), one module to a block of 8 by 8 pixels: a block of one grey has no
/// frequency but the lowest, and of these two greys 0 and 8 bits are the only sizes of a difference.
fn photo(texts: &[&str]) -> Vec<u8> {
    let modules = modules(texts);
    let (width, height) = size_of(&modules, 8);
    let two = |number: usize| u16::try_from(number).unwrap().to_be_bytes();
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0];
    file.extend([8; 64]);
    file.extend([0xFF, 0xC0, 0, 11, 8]);
    file.extend(two(height));
    file.extend(two(width));
    file.extend([1, 1, 0x11, 0]);
    // The codes: `0` and `10` for the sizes 0 and 8; `0` for the end of a block.
    let table = |class: u8, lengths: [u8; 2], symbols: &[u8]| {
        let length = u8::try_from(19 + symbols.len()).unwrap();
        let mut table = vec![0xFF, 0xC4, 0, length, class, lengths[0], lengths[1]];
        table.extend([0; 14]);
        table.extend(symbols);
        table
    };
    file.extend(table(0x00, [1, 1], &[0, 8]));
    file.extend(table(0x10, [1, 0], &[0]));
    file.extend([0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0]);
    let mut bits = String::new();
    let mut before = 0_i32;
    for dark in modules.into_iter().flatten() {
        let level = if dark { -127 } else { 128 };
        match level - before {
            0 => bits.push_str("00"),
            // A negative difference is told by the complement of its size.
            step if step > 0 => bits.push_str(&format!("10{step:08b}0")),
            step => bits.push_str(&format!("10{:08b}0", 255 + step)),
        }
        before = level;
    }
    while !bits.len().is_multiple_of(8) {
        bits.push('1');
    }
    for byte in bits.as_bytes().chunks(8) {
        let byte = u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap();
        file.push(byte);
        if byte == 0xFF {
            file.push(0);
        }
    }
    file.extend([0xFF, 0xD9]);
    file
}

#[test]
fn a_good_card_is_valid_as_jws_as_code_and_as_picture() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let jwks = files.with("jwks.json", signer.jwks());
    let other = files.with("other.json", ShcSigner::new().jwks());
    let jws = signer.card(&shc_payload());
    let code = certificate::shc::to_qr_text(&jws).unwrap();
    for input in [jws.as_str(), code.as_str()] {
        let (status, output) = inspect(&[("--jwks", &other), ("--jwks", &jwks)], input);
        assert_eq!(status, 0, "{output}");
        assert_eq!(output["valid"], true);
        assert_eq!(output["format"], "shc");
        assert_eq!(output["card"]["birth_date"], "1985-04-12");
        assert_eq!(output["card"]["names"][0][1], "花子");
        assert_eq!(output["card"]["doses"][1]["lot"], "FC3661");
        assert_eq!(output["validity"]["latest_dose"], "2021-07-24");
        assert_eq!(output["validity"]["at_today"], true);
    }
    for image in [picture(&[&code]), photo(&[&code])] {
        let image = files.with("paper", image);
        let (status, output) = inspect(&[("--jwks", &jwks), ("--image", &image)], "");
        assert_eq!(status, 0, "{output}");
        assert_eq!(output["codes"][0]["card"]["names"][0][0], "見本");
    }
}

#[test]
fn a_card_that_is_not_good_gives_the_reason_and_no_field() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let jwks = files.with("jwks.json", signer.jwks());
    let stranger = ShcSigner::new().card(&shc_payload());
    for (input, code) in [
        (stranger.as_str(), "SHC-UNKNOWN-KEY"),
        ("shc:/12x", "SHC-QR-DIGITS"),
        ("hello", "SHC-SHAPE"),
        ("{}", "VDS-NC-SHAPE"),
        ("", "INPUT"),
        (" \t\r\n", "INPUT"),
        ("\u{FEFF}{}", "INPUT-BOM"),
        ("SHC:/5676", "SHC-QR-PREFIX"),
        ("shc:/1/2/5676\nshc:/1/2/5676", "SHC-QR-CHUNKS"),
        (&format!("\u{3000}{stranger}"), "SHC-BASE64"),
        (&format!("{stranger}\u{A0}"), "SHC-BASE64"),
        (&format!("{stranger}\n{stranger}"), "SHC-SHAPE"),
    ] {
        let (status, output) = inspect(&[("--jwks", &jwks)], input);
        assert_eq!(
            (status, &output["code"]),
            (1, &Value::from(code)),
            "{input}"
        );
        assert_eq!(output["valid"], false);
        assert!(output["reason"].is_string());
        assert!(!output.to_string().contains("花子"));
    }
    for (input, code) in [
        (vec![0xFF; 10], "INPUT-UTF-8"),
        // Nothing is read of what is cut off.
        (
            [b"{}".to_vec(), vec![b' '; 300_000]].concat(),
            "INPUT-LENGTH",
        ),
    ] {
        let (status, output) = inspect(&[("--jwks", &jwks)], input);
        assert_eq!((status, &output["code"]), (1, &Value::from(code)));
    }
}

#[test]
fn chunks_are_read_in_any_order_from_lines_and_pictures() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let jwks = files.with("jwks.json", signer.jwks());
    let jws = signer.card(&shc_payload());
    let code = certificate::shc::to_qr_text(&jws).unwrap();
    let digits = code.strip_prefix("shc:/").unwrap();
    let (head, tail) = digits.split_at(400);
    let (one, two) = (format!("shc:/1/2/{head}"), format!("shc:/2/2/{tail}"));
    let (status, output) = inspect(&[("--jwks", &jwks)], format!("{two}\r\n\r\n{one}\r\n"));
    assert_eq!(status, 0, "{output}");
    let image = files.with("paper.png", picture(&[&two, &one]));
    let (status, output) = inspect(&[("--jwks", &jwks), ("--image", &image)], "");
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["codes"].as_array().unwrap().len(), 1);
    let image = files.with("paper.png", picture(&[&two]));
    let (status, output) = inspect(&[("--jwks", &jwks), ("--image", &image)], "");
    assert_eq!((status, &output["code"]), (1, &Value::from("PAPER")));
    assert_eq!(output["codes"][0]["code"], "SHC-QR-CHUNKS");
}

#[test]
fn a_card_of_the_future_or_past_its_end_is_not_valid() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let jwks = files.with("jwks.json", signer.jwks());
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let at = |nbf: i64, exp: Option<i64>| {
        let mut payload = shc_payload();
        payload["nbf"] = Value::from(nbf);
        if let Some(exp) = exp {
            payload["exp"] = Value::from(exp);
        }
        inspect(&[("--jwks", &jwks)], signer.card(&payload))
    };
    let hour = 3600;
    assert_eq!(at(now - hour, Some(now + hour)).0, 0);
    for (status, output) in [
        at(now + hour, None),
        at(now - 2 * hour, Some(now - hour)),
        at(now + hour, Some(now + 2 * hour)),
    ] {
        assert_eq!((status, &output["code"]), (1, &Value::from("SHC-VALIDITY")));
        assert_eq!(output["validity"]["at_today"], false);
    }
}

#[test]
fn the_days_of_issue_and_of_today_are_japans() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let jwks = files.with("jwks.json", signer.jwks());
    // 2022-01-01, 14:59:59 and 15:00:00 UTC: the last second of that day in Japan, and the first of the next.
    for (nbf, day) in [(1_641_049_199, "2022-01-01"), (1_641_049_200, "2022-01-02")] {
        let mut payload = shc_payload();
        payload["nbf"] = Value::from(nbf);
        let japan = time::UtcOffset::from_hms(9, 0, 0).unwrap();
        let today = || {
            time::OffsetDateTime::now_utc()
                .to_offset(japan)
                .date()
                .to_string()
        };
        let before = today();
        let (status, output) = inspect(&[("--jwks", &jwks)], signer.card(&payload));
        assert_eq!(status, 0, "{output}");
        assert_eq!(output["validity"]["issue"], day);
        // Midnight may come between.
        let told = output["validity"]["today"].as_str().unwrap().to_owned();
        assert!([before, today()].contains(&told), "{told}");
    }
}

#[test]
fn a_key_that_is_in_the_set_but_not_as_it_must_be_is_told() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let mut jwk = signer.jwk();
    jwk["d"] = jwk["x"].clone();
    let keys = serde_json::json!({ "keys": [jwk] });
    let jwks = files.with("jwks.json", keys.to_string());
    let (status, output) = inspect(&[("--jwks", &jwks)], signer.card(&shc_payload()));
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("TRUST-PRIVATE-KEY"))
    );
}

#[test]
fn a_root_asks_for_a_chain_that_was_valid() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let check = |root: &Ca, chain: &[Vec<u8>]| {
        let jwks = files.with("jwks.json", signer.jwks_with_x5c(chain));
        let root = files.with("root.pem", root.pem());
        inspect(
            &[("--jwks", &jwks), ("--root", &root)],
            signer.card(&shc_payload()),
        )
    };
    let root = Ca::new("Root", "2021-01-01", "2031-12-31");
    let leaf = root.issue(&signer.key, issuer_uri);
    let (status, output) = check(&root, std::slice::from_ref(&leaf));
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["chain"]["last_day"], "2025-12-31");
    assert_eq!(output["validity"]["at_issue"], true);

    let (status, output) = check(&root, &[]);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-MISSING"))
    );
    let impostor = Ca::new("Root", "2021-01-01", "2031-12-31");
    let (status, output) = check(&impostor, &[leaf]);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-SIGNATURE"))
    );
    // Valid at the doses and today, but not when the card was issued.
    let late = Ca::new("Late", "2021-12-21", "2031-12-31");
    let leaf = late.issue(&signer.key, issuer_uri);
    let (status, output) = check(&late, &[leaf]);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-VALIDITY"))
    );
    // Ended before the doses and the card.
    let ended = Ca::new("Ended", "2001-01-01", "2011-12-31");
    let leaf = ended.issue(&signer.key, issuer_uri);
    let (status, output) = check(&ended, &[leaf]);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-VALIDITY"))
    );
}

#[test]
fn a_seal_is_judged_by_its_csca() {
    let (files, signer) = (Files::new(), SealSigner::new());
    let csca = files.with("csca.der", &signer.csca.der);
    let pem = files.with("csca.pem", signer.csca.pem());
    let seal = signer.seal(&seal_data()).to_string();
    for file in [&csca, &pem] {
        let (status, output) = inspect(&[("--csca", file)], format!("\n{seal}\n"));
        assert_eq!(status, 0, "{output}");
        assert_eq!(output["format"], "vds-nc");
        assert_eq!(output["seal"]["travel_document"], "TK0000001");
        assert_eq!(output["validity"]["at_latest_dose"], true);
    }
    // Several authorities in one file.
    let another = Ca::new("Another Country", "2019-01-01", "2035-12-31");
    let both = files.with(
        "both.pem",
        format!("# two\n{}\n{}", another.pem(), signer.csca.pem()),
    );
    assert_eq!(inspect(&[("--csca", &both)], &seal).0, 0);
    // A tampered one, and what stands behind one.
    for (input, code) in [
        (seal.replace("HANAKO", "TARO"), "VDS-NC-SIGNATURE"),
        (format!("{seal}x"), "VDS-NC-JSON"),
        (format!("{seal}\n{seal}"), "VDS-NC-JSON"),
    ] {
        let (status, output) = inspect(&[("--csca", &csca)], input);
        assert_eq!((status, &output["code"]), (1, &Value::from(code)));
    }
    let (status, output) = inspect(&[], &seal);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-UNKNOWN-ISSUER"))
    );
}

#[test]
fn a_revoked_signer_is_told_by_its_list() {
    let files = Files::new();
    let signer = SealSigner::with(|params| {
        common::seal_signer(params);
        params.serial_number = Some(vec![7].into());
    });
    let csca = files.with("csca.der", &signer.csca.der);
    let seal = signer.seal(&seal_data()).to_string();
    let with = |list: Vec<u8>| {
        let list = files.with("list.crl", list);
        inspect(&[("--csca", &csca), ("--crl", &list)], &seal)
    };
    let (status, output) = with(signer.csca.revocation_list(8, "2021-01-01", "2099-12-31"));
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["revocation_checked"], true);
    for (list, code) in [
        (
            signer.csca.revocation_list(7, "2021-01-01", "2099-12-31"),
            "CHAIN-REVOKED",
        ),
        (
            signer.csca.revocation_list(8, "2021-01-01", "2021-12-31"),
            "CHAIN-CRL-STALE",
        ),
    ] {
        let (status, output) = with(list);
        assert_eq!((status, &output["code"]), (1, &Value::from(code)));
    }
    assert_eq!(with(signer.csca.der.clone()).0, 2);
}

#[test]
fn a_paper_is_valid_only_if_all_its_codes_are() {
    let (files, card, seal) = (Files::new(), ShcSigner::new(), SealSigner::new());
    let jwks = files.with("jwks.json", card.jwks());
    let csca = files.with("csca.der", &seal.csca.der);
    let code = certificate::shc::to_qr_text(&card.card(&shc_payload())).unwrap();
    let good = seal.seal(&seal_data()).to_string();
    let forged = good.replace("HANAKO", "TARO");
    let check = |texts: &[&str]| {
        let image = files.with("paper.png", picture(texts));
        inspect(
            &[("--jwks", &jwks), ("--csca", &csca), ("--image", &image)],
            "",
        )
    };
    let (status, output) = check(&[&code, &good]);
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["codes"].as_array().unwrap().len(), 2);
    let (status, output) = check(&[&code, &forged]);
    assert_eq!(
        (status, &output["valid"]),
        (1, &Value::from(false)),
        "{output}"
    );
    // Each code is reported, and the bad one with its reason.
    let told: Vec<&Value> = output["codes"].as_array().unwrap().iter().collect();
    assert!(told.iter().any(|it| it["valid"] == true));
    assert!(told.iter().any(|it| it["code"] == "VDS-NC-SIGNATURE"));
    // Truly signed, and about somebody else.
    for (pointer, value) in [
        ("/msg/pid/dob", "1970-01-01"),
        ("/msg/pid/n", "MIHON TARO"),
        ("/msg/ve/0/vd/0/lot", "XX0000"),
    ] {
        let mut data = seal_data();
        *data.pointer_mut(pointer).unwrap() = Value::from(value);
        let (status, output) = check(&[&code, &seal.seal(&data).to_string()]);
        let disagrees = (1, &Value::from("PAPER-DISAGREES"));
        // A name in Japanese cannot be held against a Roman one.
        if pointer == "/msg/pid/n" {
            assert_eq!(status, 0, "{output}");
        } else {
            assert_eq!((status, &output["code"]), disagrees, "{pointer}");
        }
        assert!(
            output["codes"]
                .as_array()
                .unwrap()
                .iter()
                .all(|it| it["valid"] == true)
        );
    }
    // The same code on every copy is one code.
    let (status, output) = check(&[&good, &good]);
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["codes"].as_array().unwrap().len(), 1);
    let (status, output) = check(&["https://www.example.jp"]);
    assert_eq!((status, &output["code"]), (1, &Value::from("NO-CODE")));
}

#[test]
fn dates_that_cannot_be_are_not_valid_whoever_signed_them() {
    let (files, card, seal) = (Files::new(), ShcSigner::new(), SealSigner::new());
    let jwks = files.with("jwks.json", card.jwks());
    let csca = files.with("csca.der", &seal.csca.der);
    for day in ["2099-01-01", "1899-01-01"] {
        let mut payload = shc_payload();
        let entries = payload.pointer_mut("/vc/credentialSubject/fhirBundle/entry");
        for entry in entries.unwrap().as_array_mut().unwrap() {
            if let Some(date) = entry.pointer_mut("/resource/occurrenceDateTime") {
                *date = Value::from(day);
            }
        }
        let (status, output) = inspect(&[("--jwks", &jwks)], card.card(&payload));
        assert_eq!((status, &output["code"]), (1, &Value::from("SHC-DATES")));
        let mut data = seal_data();
        *data.pointer_mut("/msg/ve/0/vd/0/dvc").unwrap() = Value::from(day);
        let sealed = seal.seal(&data).to_string();
        let (status, output) = inspect(&[("--csca", &csca)], sealed);
        assert_eq!((status, &output["code"]), (1, &Value::from("VDS-NC-DATES")));
    }
}

#[test]
fn wrong_usage_is_status_2() {
    let files = Files::new();
    let wrong = files.with("wrong.json", "{}");
    let missing = files.0.path().join("missing");
    for (flag, file) in [
        ("--jwks", &wrong),
        ("--jwks", &missing),
        ("--csca", &wrong),
        ("--crl", &wrong),
        ("--root", &wrong),
        ("--image", &missing),
    ] {
        let (status, output) = inspect(&[(flag, file)], "");
        assert_eq!(
            (status, &output["code"]),
            (2, &Value::from("FILE")),
            "{flag}"
        );
    }
    let (status, output) = inspect(&[("--unknown", &missing)], "");
    assert_eq!((status, &output["code"]), (2, &Value::from("USAGE")));
}

#[test]
fn a_file_that_is_no_picture_is_told() {
    let files = Files::new();
    for bytes in [
        b"".as_slice(),
        b"no picture",
        b"%PDF-1.7 broken",
        b"\x89PNG\r\n\x1a\n",
        &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16],
        &photo(&["https://www.example.jp"])[..90],
    ] {
        let image = files.with("image", bytes);
        let (status, output) = inspect(&[("--image", &image)], "");
        let expected = Value::from("SCAN-NOT-READABLE");
        assert_eq!((status, &output["code"]), (1, &expected), "{bytes:02x?}");
    }
}

#[test]
fn the_help_has_examples() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certificate-inspect"));
    let output = command.arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for word in ["Examples:", "--crl", "--image paper.jpg", "Exit status"] {
        assert!(help.contains(word), "{word}");
    }
}
