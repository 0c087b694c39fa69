//! The world around the machine: a center, a card, a printer, all in memory, all willing.
#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::sync::{Arc, LazyLock};

use card_driver::secret::PersonalText;
use card_driver::{
    BirthDate, Challenge, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, TrustAnchors,
    VerifiedHolder,
};
use certificate::{
    Certificate, CertificateFields, CertificateId, Dose, EnglishNames, IssuerTrust, Kind,
    MunicipalityCode, OverseasFields, Preview, PreviewFields,
};
use issuance::{
    Answer, Catalogue, CatalogueNews, Command, Copies, Event, Language, Limits, LocalText,
    Municipality, Service, ServiceId, Session, SessionId, Task, Terms, Touch, Yen,
};
use time::macros::date;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};
use virtual_card::{InProcess, Profile, VirtualCard};
use vrs::demo_keys::DemoKeys;
use vrs::signing::{CodedDose, ShcFields, VdsNcFields, sign_shc, sign_vds_nc};

pub const TODAY: Date = date!(2023 - 05 - 09);
pub const KIYOSE: &str = "132217";
pub const SAPPORO: &str = "011002";
pub const KOGANEI_PAUSED: &str = "132101";

const CARD: &str = r#"
[holder]
number = "123456789018"
name = "見本　花子"
address = "東京都清瀬市中里五丁目８４２番地"
birth_date = "19850412"
sex = "2"

[pin]
value = "1234"
"#;

static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile::from_toml(CARD).unwrap());
static ANCHORS: LazyLock<TrustAnchors> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/trust/demo.toml");
    TrustAnchors::from_toml(text, TestHierarchy::Allowed).unwrap()
});
static KEYS: LazyLock<DemoKeys> = LazyLock::new(|| DemoKeys::generate().unwrap());
static TRUST: LazyLock<Arc<IssuerTrust>> = LazyLock::new(|| {
    let builder = IssuerTrust::builder()
        .shc_issuer(&KEYS.shc_issuer, KEYS.jwks_json.as_bytes())
        .unwrap();
    Arc::new(builder.csca(KEYS.csca_pem.as_bytes()).unwrap().build())
});

pub fn code(text: &str) -> MunicipalityCode {
    text.parse().unwrap()
}

pub fn ja() -> Language {
    Language("ja".to_owned())
}

pub fn pin() -> Pin {
    Pin::new([1, 2, 3, 4]).unwrap()
}

/// The real driver on the virtual card: there is no other way to a holder.
pub fn holder(challenge: Challenge) -> Box<VerifiedHolder> {
    let transport = InProcess::new(VirtualCard::new(PROFILE.clone()));
    let card = SelectedCard::open(transport, &ANCHORS, challenge).unwrap();
    match card.verify_and_read(pin(), LastTry::NotConfirmed).unwrap() {
        Outcome::Verified(holder) => Box::new(holder),
        Outcome::AskAgain { reason, .. } => panic!("the card asks again: {reason:?}"),
    }
}

pub fn doses(kind: Kind) -> Vec<Dose> {
    let country = kind.is_overseas().then(|| "JPN".to_owned());
    let english = kind.is_overseas().then(|| EnglishNames {
        vaccine_type: "mRNA vaccine".to_owned(),
        manufacturer: "Pfizer".to_owned(),
        product: "COMIRNATY".to_owned(),
    });
    let dose = |number, date| Dose {
        number,
        date,
        vaccine_type: "mRNA".to_owned(),
        manufacturer: "ファイザー".to_owned(),
        product: "コミナティ".to_owned(),
        lot: format!("TEST{number:02}"),
        country: country.clone(),
        english: english.clone(),
    };
    vec![
        dose(1, date!(2021 - 07 - 05)),
        dose(2, date!(2021 - 07 - 26)),
    ]
}

/// The preview that the right center sends.
pub fn preview_fields(municipality: MunicipalityCode, kind: Kind) -> PreviewFields {
    let text = |text: &str| PersonalText::new(text.to_owned());
    PreviewFields {
        kind,
        municipality,
        issuer: "清瀬市長".to_owned(),
        issuer_english: kind
            .is_overseas()
            .then(|| "Mayor of Kiyose City".to_owned()),
        name: text("見本　花子"),
        birth_date: BirthDate::from_date(date!(1985 - 04 - 12)),
        overseas: kind.is_overseas().then(|| OverseasFields {
            roman_name: text("MIHON HANAKO"),
            nationality: text("JPN"),
            passport_number: text("TK0000001"),
            other_surname: None,
        }),
        doses: doses(kind),
    }
}

pub fn preview(municipality: MunicipalityCode, kind: Kind) -> Box<Preview> {
    Box::new(Preview::new(preview_fields(municipality, kind)).unwrap())
}

/// The certificate that the right center issues for these fields.
pub fn certificate_of(fields: PreviewFields) -> Box<Certificate> {
    let keys = KEYS.signing_keys().unwrap();
    let printed = Preview::new(fields).unwrap();
    let coded: Vec<_> = printed
        .doses()
        .iter()
        .map(|dose| CodedDose {
            dose,
            cvx: "208",
            brand: "COMIRNATY",
        })
        .collect();
    let id = CertificateId::new("TEST00000001").unwrap();
    let roman = printed.overseas().map(|overseas| &overseas.roman_name);
    let issued_at: OffsetDateTime = PrimitiveDateTime::new(TODAY, Time::MIDNIGHT).assume_utc();
    let shc = ShcFields {
        name: roman.unwrap_or(printed.name()),
        birth_date: printed.birth_date(),
        doses: &coded,
        issued_at,
    };
    let shc = sign_shc(&keys, &shc).unwrap();
    let vds_nc = printed.overseas().map(|overseas| {
        let fields = VdsNcFields {
            id: &id,
            roman_name: &overseas.roman_name,
            birth_date: printed.birth_date(),
            passport_number: &overseas.passport_number,
            doses: &coded,
        };
        PersonalText::new(sign_vds_nc(&keys, &fields).unwrap())
    });
    let fields = CertificateFields {
        printed,
        id,
        issue_date: TODAY,
        shc: PersonalText::new(shc),
        vds_nc,
    };
    Box::new(Certificate::new(fields).unwrap())
}

pub fn certificate(municipality: MunicipalityCode, kind: Kind) -> Box<Certificate> {
    certificate_of(preview_fields(municipality, kind))
}

pub fn service() -> Service {
    Service {
        id: ServiceId("vaccination-certificate".to_owned()),
        label: LocalText(vec![(ja(), "接種証明書".to_owned())]),
        opens: "06:30".to_owned(),
        closes: "23:00".to_owned(),
        open: true,
        fee: Yen::ZERO,
        max_copies: Copies::new(3).unwrap(),
        kinds: Kind::ALL.to_vec(),
    }
}

pub fn municipality(text: &str, name: &str, prefecture: &str, paused: bool) -> Municipality {
    Municipality {
        code: code(text),
        name: name.to_owned(),
        reading: name.to_owned(),
        roman: String::new(),
        prefecture: prefecture.to_owned(),
        prefecture_roman: String::new(),
        paused,
    }
}

pub fn catalogue_with(service: Service) -> Catalogue {
    let terms = Terms {
        version: "2022-07-26".to_owned(),
        text: LocalText(vec![(ja(), "利用規約".to_owned())]),
    };
    let municipalities = vec![
        municipality(SAPPORO, "札幌市", "北海道", false),
        municipality(KIYOSE, "清瀬市", "東京都", false),
        municipality(KOGANEI_PAUSED, "小金井市", "東京都", true),
    ];
    Catalogue::new(vec![service], terms, municipalities, Vec::new()).unwrap()
}

pub fn catalogue() -> Catalogue {
    catalogue_with(service())
}

pub fn challenge_of(id: SessionId) -> Challenge {
    let mut bytes = [0xC5; 32];
    bytes[..16].copy_from_slice(&id.0);
    Challenge::from_bytes(bytes)
}

pub fn new_machine() -> Session {
    Session::new(Limits::default(), Arc::clone(&TRUST))
}

/// A machine and a hand to lead it through the pages.
pub struct Kiosk {
    pub machine: Session,
    pub id: SessionId,
    /// The commands of the last event.
    pub last: Vec<Command>,
    /// All commands so far, as their names.
    pub log: Vec<String>,
}

impl Kiosk {
    pub fn new() -> Self {
        Self::with(catalogue())
    }

    pub fn with(catalogue: Catalogue) -> Self {
        let machine = new_machine();
        let mut kiosk = Self {
            machine,
            id: SessionId([0; 16]),
            last: Vec::new(),
            log: Vec::new(),
        };
        kiosk.send(Event::PaymentDevice(Ok(())));
        kiosk.send(Event::Catalogue(CatalogueNews::Arrived(Box::new(
            catalogue,
        ))));
        kiosk
    }

    pub fn send(&mut self, event: Event) -> &mut Self {
        self.last = self.machine.handle(event);
        self.log.extend(
            self.last
                .iter()
                .map(|command| name(&command.task).to_owned()),
        );
        self
    }

    pub fn touch(&mut self, touch: Touch) -> &mut Self {
        self.send(Event::Touch(touch))
    }

    pub fn answer(&mut self, answer: Answer) -> &mut Self {
        let session = self.id;
        self.send(Event::Answer { session, answer })
    }

    pub fn expire(&mut self) -> &mut Self {
        let epoch = self.machine.screen().epoch;
        self.send(Event::TimerExpired { epoch })
    }

    pub fn warn(&mut self) -> &mut Self {
        let epoch = self.machine.screen().epoch;
        self.send(Event::TimerWarned { epoch })
    }

    /// The names of the last commands, timers left out.
    pub fn did(&self) -> Vec<&'static str> {
        let names = self.last.iter().map(|command| name(&command.task));
        names.filter(|name| *name != "StartTimer").collect()
    }

    pub fn page(&self) -> String {
        let text = format!("{:?}", self.machine.screen().view);
        text.split([' ', '(', '{']).next().unwrap().to_owned()
    }

    pub fn count(&self, task: &str) -> usize {
        self.log.iter().filter(|name| *name == task).count()
    }

    pub fn start(&mut self) -> &mut Self {
        self.id.0[0] += 1;
        let session = self.id;
        self.send(Event::Start { session })
    }

    pub fn at_terms(&mut self) -> &mut Self {
        self.start();
        self.touch(Touch::ChooseService(ServiceId(
            "vaccination-certificate".to_owned(),
        )))
    }

    pub fn at_place_card(&mut self) -> &mut Self {
        self.at_terms();
        self.touch(Touch::AgreeTerms { language: ja() })
    }

    pub fn at_opening(&mut self) -> &mut Self {
        self.at_place_card();
        self.answer(Answer::SessionOpened {
            challenge: challenge_of(self.id),
        });
        self.answer(Answer::CardPresent)
    }

    pub fn at_pin(&mut self) -> &mut Self {
        self.at_opening();
        self.answer(Answer::CardReady { tries_left: 3 })
    }

    pub fn at_reading(&mut self) -> &mut Self {
        self.at_pin();
        self.touch(Touch::PinEntered { pin: pin() })
    }

    pub fn at_take_card(&mut self) -> &mut Self {
        self.at_reading();
        self.answer(Answer::HolderVerified(holder(challenge_of(self.id))))
    }

    pub fn at_municipality(&mut self) -> &mut Self {
        self.at_take_card();
        self.answer(Answer::CardRemoved)
    }

    /// From Municipality to Applying.
    pub fn apply(&mut self, municipality: &str, kind: Kind) -> &mut Self {
        self.touch(Touch::ChooseMunicipality(code(municipality)));
        self.touch(Touch::ChooseKind(kind));
        self.touch(Touch::ChooseCopies(Copies::new(2).unwrap()))
    }

    pub fn at_applying(&mut self) -> &mut Self {
        self.at_municipality();
        self.apply(KIYOSE, Kind::Domestic)
    }

    /// Gives the lent preview back.
    pub fn draw(&mut self) -> &mut Self {
        let drawn = self.last.drain(..).find_map(|command| match command.task {
            Task::ComposePreview { preview } => Some(preview),
            _ => None,
        });
        self.answer(Answer::PictureReady(drawn.expect("nothing to draw")))
    }

    pub fn at_confirm(&mut self) -> &mut Self {
        self.at_applying();
        self.answer(Answer::PreviewArrived(preview(
            code(KIYOSE),
            Kind::Domestic,
        )));
        self.draw()
    }

    /// The question for the passport, of a certificate for use abroad.
    pub fn at_passport(&mut self) -> &mut Self {
        self.at_municipality();
        self.apply_abroad();
        self.preview_abroad()
    }

    pub fn apply_abroad(&mut self) -> &mut Self {
        self.apply(KIYOSE, Kind::OverseasAndDomestic)
    }

    /// The preview of a certificate for use abroad comes and is drawn.
    pub fn preview_abroad(&mut self) -> &mut Self {
        self.answer(Answer::PreviewArrived(preview(
            code(KIYOSE),
            Kind::OverseasAndDomestic,
        )));
        self.draw()
    }

    pub fn at_issuing(&mut self) -> &mut Self {
        self.at_confirm();
        self.touch(Touch::ConfirmContent)
    }

    pub fn at_composing(&mut self) -> &mut Self {
        self.at_issuing();
        let certificate = certificate(code(KIYOSE), Kind::Domestic);
        self.answer(Answer::CertificateArrived {
            certificate,
            today: TODAY,
        })
    }

    pub fn at_printing(&mut self) -> &mut Self {
        self.at_composing();
        self.answer(Answer::Composed { pages: 1 })
    }

    pub fn at_take_papers(&mut self) -> &mut Self {
        self.at_printing();
        self.answer(Answer::Printed)
    }
}

pub fn name(task: &Task) -> &'static str {
    match task {
        Task::OpenCenterSession { .. } => "OpenCenterSession",
        Task::WaitForCard => "WaitForCard",
        Task::CancelCard => "CancelCard",
        Task::OpenCard { .. } => "OpenCard",
        Task::ReadCard { .. } => "ReadCard",
        Task::LeaveCard => "LeaveCard",
        Task::WaitForCardRemoval => "WaitForCardRemoval",
        Task::Apply { .. } => "Apply",
        Task::ComposePreview { .. } => "ComposePreview",
        Task::DropPicture => "DropPicture",
        Task::Issue { .. } => "Issue",
        Task::Compose { .. } => "Compose",
        Task::Collect { .. } => "Collect",
        Task::StopCollecting => "StopCollecting",
        Task::SettleMoney { .. } => "SettleMoney",
        Task::Print { .. } => "Print",
        Task::ReportOutcome { .. } => "ReportOutcome",
        Task::StartTimer { .. } => "StartTimer",
        Task::Say(_) => "Say",
        Task::Hush => "Hush",
        Task::Wipe => "Wipe",
        Task::Log { .. } => "Log",
    }
}
