//! From a card in the reader to a proved page, read back by programs not of ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use card_driver::secret::PersonalText;
use card_driver::{
    BirthDate, Challenge, Hierarchy, LastTry, Outcome, Pin, SelectedCard, TestHierarchy,
    TrustAnchors, VerifiedHolder,
};
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, IssuerTrust, Kind,
    MatchedCertificate, MatchedPreview, OverseasFields, Preview, PreviewFields, Request, shc,
};
use document::{
    CertificateDocument, DocumentError, FontBytes, Fonts, PassportPicture, Picture, PreviewPicture,
    scan,
};
use time::macros::{date, datetime};
use virtual_card::{InProcess, Profile, VirtualCard};
use vrs::demo_keys::DemoKeys;
use vrs::signing::{CodedDose, ShcFields, VdsNcFields, sign_shc, sign_vds_nc};

static KEYS: LazyLock<DemoKeys> = LazyLock::new(|| DemoKeys::generate().unwrap());

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let read = |path| std::fs::read(path).expect("fonts are installed by `make`");
    Fonts::new(FontBytes {
        text: read("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"),
        names: read("/usr/share/fonts/truetype/ipamj/ipamjm.ttf"),
    })
    .unwrap()
});

fn holder(name: &str) -> VerifiedHolder {
    let profile = format!(
        "[holder]\nnumber = \"123456789018\"\nname = \"{name}\"\n\
         address = \"東京都清瀬市見本町一丁目１番１号\"\nbirth_date = \"19850412\"\nsex = \"2\"\n\
         [pin]\nvalue = \"1234\"\n"
    );
    let anchors = include_str!("../../../assets/trust/demo.toml");
    let anchors = TrustAnchors::from_toml(anchors, TestHierarchy::Allowed).unwrap();
    let card = VirtualCard::new(Profile::from_toml(&profile).unwrap());
    let session = Challenge::from_bytes([7; 32]);
    let card = SelectedCard::open(InProcess::new(card), &anchors, session).unwrap();
    let pin = Pin::new([1, 2, 3, 4]).unwrap();
    match card.verify_and_read(pin, LastTry::NotConfirmed).unwrap() {
        Outcome::Verified(holder) => holder,
        Outcome::AskAgain { .. } => panic!("the PIN is right"),
    }
}

fn text(text: &str) -> PersonalText {
    PersonalText::from(text.to_owned())
}

fn doses(kind: Kind) -> Vec<Dose> {
    [
        (1, date!(2021 - 07 - 03), "EY5420"),
        (2, date!(2021 - 07 - 24), "FC3661"),
    ]
    .map(|(number, date, lot)| Dose {
        number,
        date,
        vaccine_type: "mRNAワクチン".to_owned(),
        manufacturer: "ファイザー社".to_owned(),
        product: "コミナティ".to_owned(),
        lot: lot.to_owned(),
        country: kind.is_overseas().then(|| "JPN".to_owned()),
        english: kind.is_overseas().then(|| EnglishNames {
            vaccine_type: "mRNA vaccine".to_owned(),
            manufacturer: "Pfizer".to_owned(),
            product: "COMIRNATY".to_owned(),
        }),
    })
    .into()
}

fn preview(kind: Kind, name: &str) -> Preview {
    preview_with_passport(kind, name, "TK0000001")
}

fn preview_with_passport(kind: Kind, name: &str, passport: &str) -> Preview {
    Preview::new(PreviewFields {
        kind,
        municipality: "132217".parse().unwrap(),
        issuer: "清瀬市長".to_owned(),
        issuer_english: kind
            .is_overseas()
            .then(|| "Mayor of Kiyose City".to_owned()),
        name: text(name),
        birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
        overseas: kind.is_overseas().then(|| OverseasFields {
            roman_name: text("MIHON HANAKO"),
            nationality: text("JPN"),
            passport_number: text(passport),
            other_surname: None,
        }),
        doses: doses(kind),
    })
    .unwrap()
}

fn matched(kind: Kind, name: &str) -> MatchedPreview {
    let holder = holder(name);
    let request = Request::new(&holder, "132217".parse().unwrap(), kind);
    MatchedPreview::new(&holder, &request, preview(kind, name)).unwrap()
}

fn matched_with_passport(number: &str) -> MatchedPreview {
    let (kind, name) = (Kind::OverseasAndDomestic, "見本　花子");
    let holder = holder(name);
    let request = Request::new(&holder, "132217".parse().unwrap(), kind);
    let preview = preview_with_passport(kind, name, number);
    MatchedPreview::new(&holder, &request, preview).unwrap()
}

/// A composed document with the texts that its codes must have.
fn composed(kind: Kind, name: &str) -> (CertificateDocument, Vec<String>) {
    let signing = KEYS.signing_keys().unwrap();
    let id = CertificateId::new("VC0000000001").unwrap();
    let birth_date = BirthDate::from_date(date!(1985 - 04 - 12));
    let doses = doses(kind);
    let coded: Vec<_> = doses
        .iter()
        .map(|dose| CodedDose {
            dose,
            cvx: "208",
            brand: "COMIRNATY",
        })
        .collect();
    let roman = text("MIHON HANAKO");
    let in_shc = if kind.is_overseas() {
        text("MIHON　HANAKO")
    } else {
        text(name)
    };
    let jws = sign_shc(
        &signing,
        &ShcFields {
            name: &in_shc,
            birth_date,
            doses: &coded,
            issued_at: datetime!(2021-12-20 10:00 UTC),
        },
    )
    .unwrap();
    let vds_nc = kind.is_overseas().then(|| {
        let fields = VdsNcFields {
            id: &id,
            roman_name: &roman,
            birth_date,
            passport_number: &text("TK0000001"),
            doses: &coded,
        };
        sign_vds_nc(&signing, &fields).unwrap()
    });
    let mut codes = vec![shc::to_qr_text(&jws).unwrap().to_string()];
    codes.extend(vds_nc.clone());
    let certificate = Certificate::new(CertificateFields {
        printed: preview(kind, name),
        id,
        issue_date: date!(2021 - 12 - 20),
        shc: PersonalText::from(jws),
        vds_nc: vds_nc.map(PersonalText::from),
    })
    .unwrap();
    let trust = IssuerTrust::builder()
        .shc_issuer(&KEYS.shc_issuer, KEYS.jwks_json.as_bytes())
        .unwrap()
        .csca(KEYS.csca_pem.as_bytes())
        .unwrap()
        .build();
    let today = date!(2021 - 12 - 20);
    let matched = MatchedCertificate::new(matched(kind, name), certificate, &trust, today).unwrap();
    (
        CertificateDocument::compose(matched, &FONTS).unwrap(),
        codes,
    )
}

/// What a program of poppler's makes of the PDF.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed by `make`");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    child.wait_with_output().unwrap().stdout
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

#[test]
fn the_codes_on_the_paper_are_what_was_signed() {
    for kind in Kind::ALL {
        let (document, codes) = composed(kind, "見本　花子");
        assert_eq!(document.pages(), 1);
        assert_eq!(document.session(), Challenge::from_bytes([7; 32]));
        assert_eq!(document.hierarchy(), Hierarchy::Test);
        assert!(document.pdf().len() < 200_000);
        // Rasterised by poppler, not by the proof's own rasteriser.
        for dpi in ["150", "300"] {
            let png = poppler(
                "pdftoppm",
                &["-png", "-gray", "-r", dpi, "-"],
                document.pdf(),
            );
            let read: Vec<String> = scan::file(&png)
                .unwrap()
                .iter()
                .map(|code| code.to_string())
                .collect();
            assert_eq!(sorted(read), sorted(codes.clone()), "{kind:?} at {dpi} dpi");
        }
    }
}

#[test]
fn all_text_can_be_extracted() {
    // 𠮷 lies outside the basic plane; 邉 stands with a variation selector.
    let name = "𠮷渡邉\u{E010F}　花子";
    let (document, _) = composed(Kind::Domestic, name);
    let raw = poppler("pdftotext", &["-layout", "-", "-"], document.pdf());
    let all: String = String::from_utf8(raw).unwrap().split_whitespace().collect();
    for expected in [
        "新型コロナウイルス感染症予防接種証明書",
        "VaccinationCertificateofCOVID-19",
        "日本国内用",
        "氏名",
        "𠮷渡邉\u{E010F}花子",
        "1985年4月12日",
        "2021年7月3日",
        "2021年7月24日",
        "mRNAワクチン",
        "ファイザー社",
        "コミナティ",
        "EY5420",
        "FC3661",
        "2回",
        "清瀬市長",
        "2021年12月20日",
        "VC0000000001",
        "有効期限はありません",
        "見本SPECIMEN",
    ] {
        assert!(all.contains(expected), "{expected} is not in {all}");
    }
}

#[test]
fn the_documents_metadata_say_nothing_of_anybody() {
    let (document, _) = composed(Kind::OverseasAndDomestic, "見本　花子");
    let info = String::from_utf8(poppler("pdfinfo", &["-"], document.pdf())).unwrap();
    assert!(
        info.contains("Vaccination Certificate of COVID-19"),
        "{info}"
    );
    for personal in ["花子", "HANAKO", "TK0000001", "1985", "VC0000000001"] {
        assert!(!info.contains(personal), "{info}");
    }
}

#[test]
fn the_preview_is_the_same_page_without_codes() {
    for kind in Kind::ALL {
        let preview = PreviewPicture::compose(&matched(kind, "見本　花子"), &FONTS, 1240).unwrap();
        let picture = preview.picture();
        assert_eq!((picture.width(), picture.height()), (1240, 1754));
        assert_eq!(picture.rgba().len(), 1240 * 1754 * 4);
        assert_eq!(preview.session(), Challenge::from_bytes([7; 32]));
        let opaque = picture.rgba().chunks(4).all(|pixel| pixel[3] == 255);
        let dark = picture
            .rgba()
            .chunks(4)
            .filter(|pixel| pixel[1] < 100)
            .count();
        assert!(opaque);
        assert!(dark > 10_000, "{dark}");
        let grey = picture.rgba().chunks(4).map(|pixel| pixel[1]).collect();
        let grey = scan::Grey::new(grey, picture.width(), picture.height()).unwrap();
        assert!(scan::codes(&grey).unwrap().is_empty());
    }
}

#[test]
fn a_name_that_cannot_be_printed_is_refused_at_the_preview() {
    let matched = matched(Kind::Domestic, "見本　ナ\u{3099}子");
    let refused = PreviewPicture::compose(&matched, &FONTS, 800).err();
    assert!(matches!(refused, Some(DocumentError::NoGlyph(_))));
}

#[test]
fn a_preview_of_no_width_or_too_much_is_refused() {
    for width in [0, Picture::MAX_WIDTH + 1, u32::MAX] {
        assert_eq!(
            PreviewPicture::compose(&matched(Kind::Domestic, "見本　花子"), &FONTS, width).err(),
            Some(DocumentError::PictureSize)
        );
    }
}

#[test]
fn damaged_pictures_are_refused_or_have_no_codes_and_never_panic() {
    let (document, _) = composed(Kind::Domestic, "見本　花子");
    let png = poppler("pdftoppm", &["-png", "-r", "30", "-"], document.pdf());
    for bytes in [document.pdf(), &png] {
        for end in [0, 5, 8, 60, bytes.len() / 2] {
            assert!(scan::file(&bytes[..end]).map_or(true, |codes| codes.is_empty()));
        }
    }
}

/// The columns that have ink, from the first to the last, and whether the edges are white.
fn inked(picture: &Picture) -> (usize, usize) {
    let width = picture.width() as usize;
    let dark = |at: &usize| {
        picture
            .rgba()
            .chunks_exact(4)
            .skip(*at)
            .step_by(width)
            .any(|pixel| pixel[0] < 128)
    };
    let mut columns = (0..width).filter(dark);
    let first = columns.next().expect("nothing is drawn");
    (first, columns.next_back().unwrap())
}

#[test]
fn r131_the_passport_number_is_a_picture_of_its_own_for_the_kind_that_has_one() {
    let draw = |matched: &MatchedPreview, width| PassportPicture::compose(matched, &FONTS, width);
    let picture = |number| draw(&matched_with_passport(number), 972).unwrap().unwrap();
    let shown = picture("TK0000001");
    let shown = shown.picture();
    assert_eq!(shown.width(), 972);
    let pixels = (shown.width() * shown.height()) as usize;
    assert_eq!(shown.rgba().len(), 4 * pixels);
    // Another last digit is another picture; the same is the same.
    assert!(shown.rgba() == picture("TK0000001").picture().rgba());
    assert!(shown.rgba() != picture("TK0000002").picture().rgba());
    // Large, in the middle; and the longest there can be is not cut.
    for number in ["TK0000001", "1", "WWWWWWWWWWW"] {
        let (first, last) = inked(picture(number).picture());
        assert!(first > 10 && last < 961, "{number}: {first} to {last}");
        let middle = (first + last) / 2;
        assert!(middle.abs_diff(486) < 30, "{number}: {first} to {last}");
    }
    let (first, last) = inked(shown);
    assert!(last - first > 972 / 2, "{first} to {last}");

    let domestic = matched(Kind::Domestic, "見本　花子");
    assert!(draw(&domestic, 972).unwrap().is_none());
    let abroad = matched_with_passport("TK0000001");
    for width in [0, Picture::MAX_WIDTH + 1] {
        let refused = draw(&abroad, width).err();
        assert_eq!(refused, Some(DocumentError::PictureSize));
    }
}
