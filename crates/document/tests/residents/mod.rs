//! Residents whose certificates show what a page must cope with, and the whole way from their cards to
//! the page. Every person, number and passport is invented.
#![allow(dead_code)] // Each test and benchmark uses its part.

use std::sync::LazyLock;

use card_driver::secret::PersonalText;
use card_driver::{
    BirthDate, Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, TrustAnchors,
    VerifiedHolder,
};
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, IssuerTrust, Kind,
    MatchedCertificate, MatchedPreview, OverseasFields, Preview, PreviewFields, Request, shc,
};
use document::{CertificateDocument, FontBytes, Fonts};
use ring::digest::{SHA256, digest};
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};
use virtual_card::{InProcess, Profile, VirtualCard};
use vrs::demo_keys::DemoKeys;
use vrs::keys::SigningKeys;
use vrs::signing::{CodedDose, ShcFields, VdsNcFields, sign_shc, sign_vds_nc};

pub(crate) const CERTIFICATE_ID: &str = "MIHON0000001";
pub(crate) const ISSUE_DATE: Date = date!(2024 - 03 - 29);
const ISSUED_AT: OffsetDateTime = datetime!(2024-03-29 01:02:03.456 UTC);
const MUNICIPALITY: &str = "132217";

/// Somebody invented.
pub(crate) struct Resident {
    /// What the page shows, as a file name.
    pub(crate) slug: &'static str,
    /// As the card has it.
    pub(crate) name: &'static str,
    pub(crate) birth_date: Date,
    pub(crate) issuer: &'static str,
    /// Who has this has a certificate for use abroad too.
    pub(crate) passport: Option<Passport>,
    pub(crate) doses: &'static [(u8, Date, Product, &'static str)],
}

pub(crate) struct Passport {
    pub(crate) roman_name: &'static str,
    pub(crate) nationality: &'static str,
    pub(crate) number: &'static str,
    pub(crate) other_surname: Option<&'static str>,
    pub(crate) issuer: &'static str,
}

/// Which product a dose was of.
#[derive(Clone, Copy)]
pub(crate) struct Product {
    vaccine_type: &'static str,
    manufacturer: &'static str,
    product: &'static str,
    english: [&'static str; 3],
    cvx: &'static str,
    brand: &'static str,
}

const MRNA: &str = "mRNAワクチン";

const COMIRNATY: Product = Product {
    vaccine_type: MRNA,
    manufacturer: "ファイザー社",
    product: "コミナティ",
    english: ["mRNA vaccine", "Pfizer", "COMIRNATY"],
    cvx: "208",
    brand: "COMIRNATY",
};
const COMIRNATY_BA4: Product = Product {
    product: "コミナティ(BA.4-5)",
    english: ["mRNA vaccine", "Pfizer", "COMIRNATY (BA.4-5)"],
    cvx: "300",
    ..COMIRNATY
};
const SPIKEVAX: Product = Product {
    vaccine_type: MRNA,
    manufacturer: "モデルナ社",
    product: "スパイクバックス",
    english: ["mRNA vaccine", "Moderna", "Spikevax"],
    cvx: "207",
    brand: "Spikevax",
};
const SPIKEVAX_BA1: Product = Product {
    product: "スパイクバックス(BA.1)",
    english: ["mRNA vaccine", "Moderna", "Spikevax (BA.1)"],
    cvx: "519",
    ..SPIKEVAX
};
const NUVAXOVID: Product = Product {
    vaccine_type: "組換えタンパクワクチン",
    manufacturer: "武田(ノババックス)社",
    product: "ヌバキソビッド",
    english: [
        "Recombinant protein vaccine",
        "Takeda (Novavax)",
        "Nuvaxovid",
    ],
    cvx: "211",
    brand: "Nuvaxovid",
};
const VAXZEVRIA: Product = Product {
    vaccine_type: "ウイルスベクターワクチン",
    manufacturer: "アストラゼネカ社",
    product: "バキスゼブリア",
    english: ["Viral vector vaccine", "AstraZeneca", "Vaxzevria"],
    cvx: "210",
    brand: "Vaxzevria",
};

const TWO: &[(u8, Date, Product, &str)] = &[
    (1, date!(2021 - 07 - 03), COMIRNATY, "EY5420"),
    (2, date!(2021 - 07 - 24), COMIRNATY, "FC3661"),
];
const MIXED: &[(u8, Date, Product, &str)] = &[
    (1, date!(2021 - 08 - 23), VAXZEVRIA, "A002A"),
    (2, date!(2021 - 11 - 01), COMIRNATY, "FJ5790"),
    (3, date!(2022 - 06 - 12), NUVAXOVID, "1F1020"),
    (4, date!(2022 - 11 - 20), SPIKEVAX_BA1, "000123A"),
];
const EIGHT: &[(u8, Date, Product, &str)] = &[
    (1, date!(2021 - 05 - 10), COMIRNATY, "EX3617"),
    (2, date!(2021 - 05 - 31), COMIRNATY, "EY2173"),
    (3, date!(2022 - 01 - 15), SPIKEVAX, "000021A"),
    (4, date!(2022 - 07 - 01), SPIKEVAX, "000056A"),
    (5, date!(2022 - 11 - 05), COMIRNATY_BA4, "GJ1836"),
    (6, date!(2023 - 05 - 20), COMIRNATY_BA4, "GK4532"),
    (7, date!(2023 - 10 - 14), NUVAXOVID, "1F1031"),
    (8, date!(2024 - 03 - 02), COMIRNATY_BA4, "HH0129"),
];
const KIYOSE: &str = "清瀬市長";

const fn passport(roman_name: &'static str) -> Option<Passport> {
    Some(Passport {
        roman_name,
        nationality: "JPN",
        number: "TK0000001",
        other_surname: None,
        issuer: "Mayor of Kiyose City",
    })
}

const HANAKO: Resident = Resident {
    slug: "domestic-two-doses",
    name: "見本　花子",
    birth_date: date!(1985 - 04 - 12),
    issuer: KIYOSE,
    passport: None,
    doses: TWO,
};

/// Everybody.
pub(crate) const RESIDENTS: &[Resident] = &[
    HANAKO,
    Resident {
        slug: "domestic-one-dose",
        name: "見本　一",
        doses: TWO.split_at(1).0,
        ..HANAKO
    },
    Resident {
        slug: "domestic-doses-3-and-4",
        name: "例示　三四郎",
        birth_date: date!(1951 - 12 - 31),
        doses: EIGHT.split_at(2).1.split_at(2).0,
        ..HANAKO
    },
    Resident {
        slug: "domestic-eight-doses",
        name: "見本　八重子",
        birth_date: date!(1938 - 01 - 01),
        doses: EIGHT,
        ..HANAKO
    },
    Resident {
        slug: "domestic-mixed-makers",
        name: "例示　混太",
        doses: MIXED,
        ..HANAKO
    },
    Resident {
        slug: "domestic-long-name",
        name: "見本長々寿限無寿限無五劫之擦切海砂利水魚之　水行末雲来末風来末食寝処住処藪柑子長久命長助",
        issuer: "見本県例示郡見本町見本例示町村組合管理者職務代理者副町長",
        ..HANAKO
    },
    Resident {
        slug: "domestic-former-name",
        name: "見本［例示］　花子",
        ..HANAKO
    },
    Resident {
        slug: "domestic-alias",
        name: "SAMPLE JANE（見本　花代）",
        ..HANAKO
    },
    Resident {
        slug: "domestic-latin-name",
        name: "SPECIMEN EXAMPLE JOHN MICHAEL",
        birth_date: date!(1990 - 10 - 10),
        ..HANAKO
    },
    Resident {
        slug: "domestic-old-kanji",
        // Outside the basic plane; compatibility ideographs; registered variants with selectors.
        name: "𠮷渡邉\u{E010F}﨑　髙葛\u{E0102}辻\u{E0103}",
        ..HANAKO
    },
    Resident {
        slug: "domestic-spare-kanji",
        // Sequences that only IPAex Mincho has.
        name: "葛\u{E0100}城　辻\u{E0100}子",
        ..HANAKO
    },
    Resident {
        slug: "domestic-drawn-kanji",
        // A sequence that only Noto Serif CJK has: drawn, not embedded.
        name: "渡邉\u{E0100}　花子",
        ..HANAKO
    },
    Resident {
        slug: "overseas-one-dose",
        name: "見本　一",
        passport: passport("MIHON HAJIME"),
        doses: TWO.split_at(1).0,
        ..HANAKO
    },
    Resident {
        slug: "overseas-two-doses",
        passport: passport("MIHON HANAKO"),
        ..HANAKO
    },
    Resident {
        slug: "overseas-mixed-makers",
        name: "例示　混太",
        passport: passport("REIJI KONTA"),
        doses: MIXED,
        ..HANAKO
    },
    Resident {
        slug: "overseas-former-name",
        name: "SPECIMEN EXAMPLE JANE",
        passport: Some(Passport {
            roman_name: "SPECIMEN EXAMPLE JANE ALEXANDRA ABCDEFG",
            nationality: "UTO",
            number: "L898902C3",
            other_surname: Some("例示（REIJI）"),
            issuer: "Mayor of Kiyose City",
        }),
        ..HANAKO
    },
    Resident {
        slug: "overseas-eight-doses",
        name: "見本　八重子",
        birth_date: date!(1938 - 01 - 01),
        passport: passport("MIHON YAEKO"),
        doses: EIGHT,
        ..HANAKO
    },
];

/// A font file, its SHA-256, and which font of a collection.
type FontFile = (&'static str, &'static str, u32);

/// The fonts that the pages were recorded with, those of the kiosk: for text, for names, and spare.
const TEXT: FontFile = (
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "3b9955a5e437ffb24c41548e79296fa724822da21ee75dc1b94f6ccdb8f400dd",
    0,
);
const NAMES: FontFile = (
    "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
    "75268aa9ac2d92080048196af08adee37f1c286cf4b7777ed5ac3722a8737f5f",
    0,
);
const SPARE: [FontFile; 2] = [
    (
        "/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf",
        "7a306386f930fee80922f71eebf4ffe0f1ff2817da8e619230953487673d71c7",
        0,
    ),
    (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
        0,
    ),
];

fn font((path, sha_256, _): FontFile) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("fonts are installed by `make`");
    let found: String = digest(&SHA256, &bytes)
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(found, sha_256, "{path} is another version of the font");
    bytes
}

/// The files of the text font and the name font.
pub(crate) fn font_bytes() -> FontBytes {
    FontBytes {
        text: font(TEXT),
        names: font(NAMES),
    }
}

/// The fonts, parsed once.
pub(crate) fn fonts() -> &'static Fonts {
    static PARSED: LazyLock<Fonts> = LazyLock::new(|| {
        SPARE
            .into_iter()
            .try_fold(Fonts::new(font_bytes()).unwrap(), |fonts, spare| {
                fonts.with_spare(font(spare), spare.2)
            })
            .unwrap()
    });
    &PARSED
}

/// An issuer that nobody trusts.
struct Issuer {
    keys: SigningKeys,
    trust: IssuerTrust,
}

/// The length of the signer's certificate in base64. Its signature is 70 to 72 bytes as chance has it,
/// and the VDS-NC holds the certificate: with another length the symbol could be of another size.
const CERTIFICATE_LENGTH: usize = 630;

fn length_in_base64(pem: &str) -> usize {
    pem.lines()
        .filter(|line| !line.starts_with('-'))
        .map(|line| line.trim_end_matches('=').len())
        .sum()
}

fn issuer() -> &'static Issuer {
    static ISSUER: LazyLock<Issuer> = LazyLock::new(|| {
        let demo = (0..1000)
            .map(|_| DemoKeys::generate().unwrap())
            .find(|keys| length_in_base64(&keys.vds_nc_certificate_pem) == CERTIFICATE_LENGTH)
            .expect("one of a thousand certificates has this length");
        Issuer {
            keys: demo.signing_keys().unwrap(),
            trust: IssuerTrust::builder()
                .shc_issuer(&demo.shc_issuer, demo.jwks_json.as_bytes())
                .unwrap()
                .csca(demo.csca_pem.as_bytes())
                .unwrap()
                .build(),
        }
    });
    &ISSUER
}

impl Resident {
    /// Who has this slug.
    pub(crate) fn of(slug: &str) -> &'static Self {
        RESIDENTS
            .iter()
            .find(|resident| resident.slug == slug)
            .expect("a resident")
    }

    pub(crate) const fn kind(&self) -> Kind {
        if self.passport.is_some() {
            Kind::OverseasAndDomestic
        } else {
            Kind::Domestic
        }
    }

    fn holder(&self) -> VerifiedHolder {
        let (year, month, day) = self.birth_date.to_calendar_date();
        let profile = format!(
            "[holder]\nnumber = \"123456789018\"\nname = \"{}\"\n\
             address = \"東京都清瀬市見本町一丁目１番１号\"\nbirth_date = \"{year}{:02}{day:02}\"\n\
             sex = \"2\"\n[pin]\nvalue = \"1234\"\n",
            self.name,
            u8::from(month)
        );
        let anchors = include_str!("../../../../assets/trust/demo.toml");
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

    pub(crate) fn doses(&self) -> Vec<Dose> {
        let overseas = self.passport.is_some();
        self.doses
            .iter()
            .map(|(number, date, product, lot)| Dose {
                number: *number,
                date: *date,
                vaccine_type: product.vaccine_type.to_owned(),
                manufacturer: product.manufacturer.to_owned(),
                product: product.product.to_owned(),
                lot: (*lot).to_owned(),
                country: overseas.then(|| "JPN".to_owned()),
                english: overseas.then(|| {
                    let [vaccine_type, manufacturer, product] = product.english.map(str::to_owned);
                    EnglishNames {
                        vaccine_type,
                        manufacturer,
                        product,
                    }
                }),
            })
            .collect()
    }

    fn preview(&self) -> Preview {
        let passport = self.passport.as_ref();
        Preview::new(PreviewFields {
            kind: self.kind(),
            municipality: MUNICIPALITY.parse().unwrap(),
            issuer: self.issuer.to_owned(),
            issuer_english: passport.map(|passport| passport.issuer.to_owned()),
            name: text(self.name),
            birth_date: BirthDate::from_date(self.birth_date),
            overseas: passport.map(|passport| OverseasFields {
                roman_name: text(passport.roman_name),
                nationality: text(passport.nationality),
                passport_number: text(passport.number),
                other_surname: passport.other_surname.map(text),
            }),
            doses: self.doses(),
        })
        .unwrap()
    }

    /// What the resident confirms.
    pub(crate) fn matched_preview(&self) -> MatchedPreview {
        let holder = self.holder();
        let request = Request::new(&holder, MUNICIPALITY.parse().unwrap(), self.kind());
        MatchedPreview::new(&holder, &request, self.preview()).unwrap()
    }

    /// What is issued, and the texts that its codes must have.
    pub(crate) fn matched_certificate(&self) -> (MatchedCertificate, Vec<String>) {
        let issuer = issuer();
        let id = CertificateId::new(CERTIFICATE_ID).unwrap();
        let birth_date = BirthDate::from_date(self.birth_date);
        let doses = self.doses();
        let coded: Vec<_> = doses
            .iter()
            .zip(self.doses)
            .map(|(dose, (_, _, product, _))| CodedDose {
                dose,
                cvx: product.cvx,
                brand: product.brand,
            })
            .collect();
        let in_shc = self.passport.as_ref().map_or(text(self.name), |passport| {
            text(&passport.roman_name.replacen(' ', "\u{3000}", 1))
        });
        let fields = ShcFields {
            name: &in_shc,
            birth_date,
            doses: &coded,
            issued_at: ISSUED_AT,
        };
        let jws = sign_shc(&issuer.keys, &fields).unwrap();
        let vds_nc = self.passport.as_ref().map(|passport| {
            let fields = VdsNcFields {
                id: &id,
                roman_name: &text(passport.roman_name),
                birth_date,
                passport_number: &text(passport.number),
                doses: &coded,
            };
            sign_vds_nc(&issuer.keys, &fields).unwrap()
        });
        let mut codes = vec![shc::to_qr_text(&jws).unwrap().to_string()];
        codes.extend(vds_nc.clone());
        let certificate = Certificate::new(CertificateFields {
            printed: self.preview(),
            id,
            issue_date: ISSUE_DATE,
            shc: text(&jws),
            vds_nc: vds_nc.as_deref().map(text),
        })
        .unwrap();
        let matched = self.matched_preview();
        let matched =
            MatchedCertificate::new(matched, certificate, &issuer.trust, ISSUE_DATE).unwrap();
        (matched, codes)
    }

    /// The proved document, and the texts that its codes must have.
    pub(crate) fn document(&self) -> (CertificateDocument, Vec<String>) {
        let (matched, codes) = self.matched_certificate();
        let document = CertificateDocument::compose(matched, fonts());
        (document.expect(self.slug), codes)
    }
}

fn text(text: &str) -> PersonalText {
    PersonalText::from(text.to_owned())
}
