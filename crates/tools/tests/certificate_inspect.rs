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

fn inspect(arguments: &[(&str, &Path)], input: &str) -> (i32, Value) {
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
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
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

/// A picture of these codes side by side.
fn picture(texts: &[&str]) -> Vec<u8> {
    const SCALE: usize = 4;
    let codes: Vec<QrCode> = texts
        .iter()
        .map(|text| QrCode::encode_text(text, QrCodeEcc::Medium).unwrap())
        .collect();
    let margin = 8;
    let size = |code: &QrCode| usize::try_from(code.size()).unwrap() + 2 * margin;
    let width = codes.iter().map(size).sum::<usize>() * SCALE;
    let height = codes.iter().map(size).max().unwrap() * SCALE;
    let mut pixels = vec![255_u8; width * height];
    let mut left = 0;
    for code in &codes {
        for y in 0..size(code) * SCALE {
            for x in 0..size(code) * SCALE {
                let module = |it: usize| i32::try_from(it / SCALE).unwrap() - 8;
                if code.get_module(module(x), module(y)) {
                    pixels[y * width + left + x] = 0;
                }
            }
        }
        left += size(code) * SCALE;
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
    let image = files.with("paper.png", picture(&[&code]));
    let (status, output) = inspect(&[("--jwks", &jwks), ("--image", &image)], "");
    assert_eq!(status, 0, "{output}");
    assert_eq!(output["codes"][0]["card"]["names"][0][0], "見本");
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
}

#[test]
fn a_root_asks_for_a_chain_that_was_valid() {
    let (files, signer) = (Files::new(), ShcSigner::new());
    let check = |root: &Ca, chain: &[Vec<u8>]| {
        let jwks = files.with("jwks.json", signer.jwks_with_x5c(chain));
        let root = files.with("root.pem", root.pem());
        inspect(
            &[("--jwks", &jwks), ("--root", &root)],
            &signer.card(&shc_payload()),
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
        let (status, output) = inspect(&[("--csca", file)], &format!("\n{seal}\n"));
        assert_eq!(status, 0, "{output}");
        assert_eq!(output["format"], "vds-nc");
        assert_eq!(output["seal"]["travel_document"], "TK0000001");
        assert_eq!(output["validity"]["at_latest_dose"], true);
    }
    let (status, output) = inspect(&[], &seal);
    assert_eq!(
        (status, &output["code"]),
        (1, &Value::from("CHAIN-UNKNOWN-ISSUER"))
    );
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
    let (status, output) = check(&["https://www.example.jp"]);
    assert_eq!((status, &output["code"]), (1, &Value::from("NO-CODE")));
}

#[test]
fn wrong_usage_is_status_2() {
    let files = Files::new();
    let wrong = files.with("wrong.json", "{}");
    let missing = files.0.path().join("missing");
    assert_eq!(inspect(&[("--jwks", &wrong)], "").0, 2);
    assert_eq!(inspect(&[("--jwks", &missing)], "").0, 2);
    assert_eq!(inspect(&[("--csca", &wrong)], "").0, 2);
    assert_eq!(inspect(&[("--root", &wrong)], "").0, 2);
    assert_eq!(inspect(&[("--image", &missing)], "").0, 2);
    assert_eq!(inspect(&[("--unknown", &missing)], "").0, 2);
}
