// SPDX-License-Identifier: GPL-3.0-only
//! Every screen as a still: each page, each ending, each thing that lies over a page, from the real catalogue, a real
//! preview and the product's own pages. For pictures (`make screens`) and for the tests of what people see.

use std::{cell::RefCell, error::Error};

use card_driver::{
    AskAgainReason, LastTry, Outcome, Pin, SelectedCard, TestHierarchy, VerifiedHolder,
};
use certificate::{Kind, MatchedPreview, MunicipalityCode, Request};
use issuance::{
    Applying, Attention, Catalogue, Copies, Ending, Epoch, Issuing, Money, OutOfService,
    PaymentFault, Placing, Price, PrintFault, Prompt, Receipt, Refusal, Refused, Screen, SessionId,
    Stop, View, Yen,
};
use kiosk_app::{
    adapters::{Pictures, paper},
    check::Checkup,
    config::Config,
    menu,
    modes::Modes,
    present::{Still, show},
    setup,
    staff::{self, Action, Board, Facts, Ledger, Line, Notice, Place, Settlement},
    texts::{Language, Texts},
    ui::{AppWindow, Overlay},
    view::{Headset, Sheet, places::Browse},
};
use payment::{Open, Reference, Why};
use relay_client::OpenSession;
use serde_json::json;
use time::macros::{date, datetime};
use virtual_card::InProcess;

use crate::{
    stage,
    world::{Plan, World},
};

/// What is needed to show every screen, got once from a running center.
pub struct Gallery {
    catalogue: Catalogue,
    domestic: Drawn,
    overseas: Drawn,
    suggested: MunicipalityCode,
    /// At its first screen, but while something is shown: 1,741 municipalities are put in order once.
    browse: RefCell<Browse>,
}

struct Drawn {
    preview: MatchedPreview,
    pictures: Pictures,
}

impl std::fmt::Debug for Gallery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gallery")
    }
}

/// The municipality of the resident's address, which is asked.
const ASKED: &str = "132217";

/// One screen of the gallery.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// Stable, for file names: the page, and what is special about it.
    pub name: String,
    what: What,
    warning: bool,
    overlay: Overlay,
    pin_count: usize,
    spoken: Option<Prompt>,
    steps: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
enum What {
    OutOfService(OutOfService),
    Attract,
    Service,
    Terms,
    PlaceCard(Placing),
    Pin(u8, Option<AskAgainReason>),
    LastTry(Option<AskAgainReason>),
    Reading,
    TakeCard(Option<Ending>, bool),
    Municipality(Option<Refused>),
    Kind(Option<Refused>),
    Copies,
    Applying,
    Passport,
    Confirm(Kind),
    Issuing,
    Pay(Yen),
    Printing(Option<Attention>),
    TakePapers(bool, Option<Paid>),
    Thanks(Option<Paid>),
    Stopped(Stop, bool, Money),
    /// With something wrong, or without.
    Staff(Place, Option<Notice>, bool),
}

/// What was put in for 240 yen, and what of the change did not come out.
#[derive(Debug, Clone, Copy)]
struct Paid {
    paid: Yen,
    owed: Yen,
}

impl Paid {
    fn receipt(self, price: Price) -> Receipt {
        Receipt {
            date: date!(2022 - 07 - 26),
            price,
            paid: self.paid,
            change: Yen(self.paid.0.saturating_sub(price.total.0)),
            owed: self.owed,
        }
    }
}

impl Exhibit {
    fn new(name: impl Into<String>, what: What) -> Exhibit {
        Exhibit {
            name: name.into(),
            what,
            warning: false,
            overlay: Overlay::None,
            pin_count: 0,
            spoken: None,
            steps: Vec::new(),
        }
    }

    fn saying(self, prompt: Prompt) -> Exhibit {
        Exhibit {
            spoken: Some(prompt),
            ..self
        }
    }

    fn under(self, overlay: Overlay) -> Exhibit {
        Exhibit { overlay, ..self }
    }

    /// Whether the screen shows personal data of the demo's resident.
    #[must_use]
    pub const fn is_personal(&self) -> bool {
        matches!(self.what, What::Passport | What::Confirm(_))
    }

    /// Whether only staff sees it.
    #[must_use]
    pub const fn is_for_staff(&self) -> bool {
        matches!(self.what, What::Staff(..))
    }
}

/// Every screen, in the order of a session.
#[must_use]
pub fn exhibits() -> Vec<Exhibit> {
    let plain = Exhibit::new;
    let refused = |refusal| {
        Some(Refused {
            municipality: ASKED.parse().ok(),
            ..Refused::from(refusal)
        })
    };
    let again = Refused {
        refusal: Refusal::NoRecord,
        again: true,
        municipality: ASKED.parse().ok(),
    };
    let mut all = vec![
        plain(
            "out-of-service",
            What::OutOfService(OutOfService::NoCatalogue),
        ),
        plain("closed", What::OutOfService(OutOfService::Closed)),
        plain(
            "no-payment",
            What::OutOfService(OutOfService::NoPayment(PaymentFault::OutOfChange)),
        ),
        plain("attract", What::Attract),
        plain("attract-languages", What::Attract).under(Overlay::Languages),
        plain("attract-modes", What::Attract).under(Overlay::Modes),
        plain("attract-help", What::Attract).under(Overlay::Help),
        plain("service", What::Service).saying(Prompt::ReadFirst),
        plain("terms", What::Terms).saying(Prompt::Terms),
        plain("place-card", What::PlaceCard(Placing::Waiting)).saying(Prompt::PlaceCard),
        plain("place-card-help", What::PlaceCard(Placing::Waiting)).under(Overlay::Help),
        plain("connecting", What::PlaceCard(Placing::Opening)).saying(Prompt::KeepCard),
        Exhibit {
            pin_count: 2,
            ..plain("pin", What::Pin(3, None)).saying(Prompt::EnterPin)
        },
        plain("pin-wrong", What::Pin(2, Some(AskAgainReason::WrongPin))).saying(Prompt::WrongPin),
        plain(
            "pin-again",
            What::Pin(3, Some(AskAgainReason::TriesChanged)),
        ),
        plain("pin-help", What::Pin(3, None)).under(Overlay::Help),
        plain("last-try", What::LastTry(Some(AskAgainReason::WrongPin))).saying(Prompt::LastTry),
        plain("reading", What::Reading).saying(Prompt::Reading),
        plain("take-card", What::TakeCard(None, false)).saying(Prompt::TakeCard),
        plain("take-card-forgotten", What::TakeCard(None, true)).saying(Prompt::CardForgotten),
        plain(
            "take-card-ending",
            What::TakeCard(Some(Ending::Cancelled), false),
        )
        .saying(Prompt::TakeCard),
        plain("municipality", What::Municipality(None)).saying(Prompt::ChooseMunicipality),
        Exhibit {
            steps: vec![2],
            ..plain("municipality-region", What::Municipality(None))
        },
        Exhibit {
            steps: vec![2, 5],
            ..plain("municipality-prefecture", What::Municipality(None))
        },
        Exhibit {
            steps: vec![2, 5, 1],
            ..plain("municipality-row", What::Municipality(None))
        },
        plain("municipality-help", What::Municipality(None)).under(Overlay::Help),
    ];
    for refusal in [
        Refusal::NoRecord,
        Refusal::NotParticipating,
        Refusal::Paused,
    ] {
        let name = format!(
            "municipality-{}",
            Refused::from(refusal).code().to_lowercase()
        );
        all.push(
            Exhibit::new(name, What::Municipality(refused(refusal))).saying(Prompt::ChooseAgain),
        );
    }
    all.push(
        plain(
            "municipality-refused-no-record-again",
            What::Municipality(Some(again)),
        )
        .saying(Prompt::ChooseAgain),
    );
    all.push(plain("kind", What::Kind(None)).saying(Prompt::ChooseKind));
    for refusal in [Refusal::OverseasDataMissing, Refusal::PassportNotHeld] {
        let name = format!("kind-{}", Refused::from(refusal).code().to_lowercase());
        all.push(Exhibit::new(name, What::Kind(refused(refusal))).saying(Prompt::ChooseAgain));
    }
    all.extend([
        plain("copies", What::Copies).saying(Prompt::ChooseCopies),
        plain("applying", What::Applying).saying(Prompt::PleaseWait),
        plain("passport", What::Passport).saying(Prompt::CheckPassport),
        plain("confirm", What::Confirm(Kind::Domestic)).saying(Prompt::CheckContent),
        plain("confirm-overseas", What::Confirm(Kind::OverseasAndDomestic))
            .saying(Prompt::CheckContent),
        plain("confirm-picture", What::Confirm(Kind::Domestic)).under(Overlay::Picture),
        plain("confirm-help", What::Confirm(Kind::Domestic)).under(Overlay::Help),
        Exhibit {
            warning: true,
            ..plain("warning", What::Confirm(Kind::Domestic)).saying(Prompt::StillThere)
        },
        Exhibit {
            warning: true,
            ..plain("warning-card", What::Pin(3, None)).saying(Prompt::StillThereCard)
        },
        plain("preparing", What::Issuing).saying(Prompt::PleaseWait),
        plain("pay", What::Pay(Yen::ZERO)).saying(Prompt::Pay),
        plain("pay-some", What::Pay(Yen(150))).saying(Prompt::Pay),
        plain("pay-help", What::Pay(Yen::ZERO)).under(Overlay::Help),
        plain("printing", What::Printing(None)).saying(Prompt::Printing),
    ]);
    for attention in Attention::ALL {
        let name = format!("printing-{}", attention.code().to_lowercase());
        all.push(
            Exhibit::new(name, What::Printing(Some(attention))).saying(Prompt::PrinterAttention),
        );
    }
    let change = Some(Paid {
        paid: Yen(500),
        owed: Yen::ZERO,
    });
    let owed = Some(Paid {
        paid: Yen(500),
        owed: Yen(100),
    });
    all.extend([
        plain("take-papers", What::TakePapers(false, None)).saying(Prompt::TakePapers),
        plain("take-papers-change", What::TakePapers(false, change)).saying(Prompt::TakePapers),
        plain("take-papers-owed", What::TakePapers(false, owed)).saying(Prompt::TakePapers),
        plain("take-papers-help", What::TakePapers(false, change)).under(Overlay::Help),
        plain("take-papers-forgotten", What::TakePapers(true, None))
            .saying(Prompt::PapersForgotten),
        plain("thanks", What::Thanks(None)).saying(Prompt::Finished),
        plain("thanks-receipt", What::Thanks(change)).saying(Prompt::Finished),
        plain("thanks-owed", What::Thanks(owed)).saying(Prompt::Finished),
        plain(
            "stopped-card-lies",
            What::Stopped(
                Stop::Center(issuance::CenterFault::Unreachable),
                true,
                Money::None,
            ),
        )
        .saying(Prompt::StoppedTakeCard),
    ]);
    let given_up = Stop::PaymentGivenUp;
    let not_printed = Stop::NotPrinted(PrintFault::Refused);
    let unknown = Stop::PrintUnknown(PrintFault::TimedOut);
    for (name, stop, money) in [
        ("giving-back", given_up, Money::GivingBack(Yen(150))),
        ("given-back", given_up, Money::GivenBack(Yen(150))),
        ("not-printed", not_printed, Money::GivenBack(Yen(500))),
        ("owed", not_printed, Money::Owed(Yen(100))),
        ("held", unknown, Money::Held(Yen(500))),
    ] {
        let what = What::Stopped(stop, false, money);
        all.push(Exhibit::new(format!("money-{name}"), what).saying(Prompt::Stopped));
    }
    for stop in Stop::each() {
        let name = match stop {
            Stop::NotPrinted(_) => format!("stopped-not-printed-{}", stop.code().to_lowercase()),
            _ => format!("stopped-{}", stop.code().to_lowercase()),
        };
        all.push(
            Exhibit::new(name, What::Stopped(stop, false, Money::None)).saying(Prompt::Stopped),
        );
    }
    let print = Action::TestPrint;
    for (name, place, notice, trouble) in [
        ("staff-code", Place::Code, None, false),
        (
            "staff-code-refused",
            Place::Code,
            Some(Notice::CodeRefused),
            false,
        ),
        ("staff-parts", Place::Parts, None, false),
        ("staff-parts-trouble", Place::Parts, None, true),
        ("staff-actions", Place::Actions, None, false),
        (
            "staff-actions-waits",
            Place::Actions,
            Some(Notice::Waits(print, "media-empty")),
            false,
        ),
        (
            "staff-actions-done",
            Place::Actions,
            Some(Notice::Done(print)),
            false,
        ),
        (
            "staff-actions-failed",
            Place::Actions,
            Some(Notice::Failed(Action::TestReader, "SLOT-NO-CARD")),
            false,
        ),
        ("staff-money", Place::Money, None, true),
        ("staff-settle", Place::Settle(held()), None, true),
        ("staff-log", Place::Log, None, false),
    ] {
        all.push(Exhibit::new(name, What::Staff(place, notice, trouble)));
    }
    for action in Action::ALL {
        let name = format!("staff-confirm-{}", action.key());
        all.push(Exhibit::new(
            name,
            What::Staff(Place::Confirm(action), None, false),
        ));
    }
    all
}

impl Gallery {
    /// Runs a center for as long as it takes to apply once for each kind, as a kiosk does.
    ///
    /// # Errors
    /// Whatever keeps the demo's world from running.
    pub fn open() -> Result<Gallery, Box<dyn Error>> {
        let world = World::start(Plan::default())?;
        let config = Config::load(&world.kiosk_config())?;
        let client = setup::center(&config)?;
        let fonts = config.load_fonts()?;
        let anchors = config.trust_anchors(TestHierarchy::Allowed)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let mut catalogue = runtime.block_on(client.catalogue())?;
        for service in &mut catalogue.services {
            // The demo never closes; a page that says so would say that it is closed from midnight to midnight.
            (service.opens, service.closes) = ("06:30".to_owned(), "23:00".to_owned());
        }
        let catalogue = menu::read(catalogue, false)?;
        let service = catalogue.services().first().ok_or("no service")?;
        let suggested: MunicipalityCode = ASKED.parse().map_err(|_| "no municipality")?;
        let apply = |kind: Kind| -> Result<Drawn, Box<dyn Error>> {
            let mut opened =
                runtime.block_on(
                    client.open_session(&OpenSession {
                        service: service.id.0.clone(),
                        terms_version: catalogue.terms().version.clone(),
                        language: relay_client::Language::try_from("ja".to_owned())
                            .map_err(|_| "no language")?,
                    }),
                )?;
            let card = stage::card("default").ok_or("no card")?;
            let card = SelectedCard::open(InProcess::new(card), &anchors, opened.challenge)?;
            let pin = Pin::new([1, 2, 3, 4]).ok_or("no PIN")?;
            let Outcome::Verified(holder) = card.verify_and_read(pin, LastTry::NotConfirmed)?
            else {
                return Err("the card asks again".into());
            };
            let holder: VerifiedHolder = holder;
            let evidence = holder.evidence().ok_or("no evidence")?;
            let applied =
                runtime.block_on(client.apply(&mut opened.token, suggested, kind, evidence))?;
            let request = Request::new(&holder, suggested, kind);
            let preview = MatchedPreview::new(&holder, &request, applied.preview)?;
            let pictures = paper::pictures(&preview, &fonts)?;
            Ok(Drawn { preview, pictures })
        };
        Ok(Gallery {
            domestic: apply(Kind::Domestic)?,
            overseas: apply(Kind::OverseasAndDomestic)?,
            browse: RefCell::new(Browse::over(catalogue.municipalities())),
            catalogue,
            suggested,
        })
    }

    /// Puts an exhibit on the window, and says what stands on it.
    pub fn show(
        &self,
        window: &AppWindow,
        exhibit: &Exhibit,
        texts: &Texts,
        modes: Modes,
    ) -> Option<Sheet> {
        let price = Price {
            each: Yen::ZERO,
            copies: Copies::new(2)?,
            total: Yen::ZERO,
        };
        let fee = Price {
            each: Yen(120),
            total: Yen(240),
            ..price
        };
        let service = self.catalogue.services().first()?;
        let mut drawn = &self.domestic;
        let view = match exhibit.what {
            What::OutOfService(why) => View::OutOfService(why),
            What::Attract | What::Staff(..) => View::Attract,
            What::Service => View::Service,
            What::Terms => View::Terms { service },
            What::PlaceCard(stage) => View::PlaceCard { stage },
            What::Pin(tries_left, ask_again) => View::Pin {
                tries_left,
                ask_again,
            },
            What::LastTry(ask_again) => View::LastTry { ask_again },
            What::Reading => View::Reading,
            What::TakeCard(ending, forgotten) => View::TakeCard { ending, forgotten },
            What::Municipality(refused) => View::Municipality {
                refused,
                suggested: Some(self.suggested),
            },
            What::Kind(None) => View::Kind {
                kinds: &Kind::ALL,
                refused: None,
            },
            What::Kind(refused) => View::Kind {
                kinds: &[Kind::Domestic],
                refused,
            },
            What::Copies => View::Copies {
                max: service.max_copies,
                fee: service.fee,
            },
            What::Applying => View::Applying {
                stage: Applying::Asking,
            },
            What::Passport => {
                drawn = &self.overseas;
                View::Passport {
                    preview: &drawn.preview,
                }
            }
            What::Confirm(kind) => {
                if kind.is_overseas() {
                    drawn = &self.overseas;
                }
                View::Confirm {
                    preview: &drawn.preview,
                    price,
                }
            }
            What::Issuing => View::Issuing {
                stage: Issuing::Asking,
            },
            What::Pay(put_in) => View::Pay { price: fee, put_in },
            What::Printing(attention) => View::Printing {
                attention,
                copies: Copies::ONE,
            },
            What::TakePapers(forgotten, paid) => View::TakePapers {
                pages: 2,
                forgotten,
                receipt: paid.map(|paid| paid.receipt(fee)),
            },
            What::Thanks(paid) => View::Thanks {
                receipt: paid.map(|paid| paid.receipt(fee)),
            },
            What::Stopped(stop, _, money) => View::Stopped { stop, money },
        };
        let idle = matches!(
            exhibit.what,
            What::OutOfService(_) | What::Attract | What::Staff(..)
        );
        let screen = Screen {
            view,
            session: (!idle).then_some(SessionId([0; 16])),
            epoch: Epoch::default(),
            warning: exhibit.warning,
            card_on_reader: matches!(
                exhibit.what,
                What::PlaceCard(Placing::Connecting | Placing::Opening)
                    | What::Pin(..)
                    | What::LastTry(_)
                    | What::Reading
                    | What::TakeCard(..)
                    | What::Stopped(_, true, _)
            ),
            can_go_back: matches!(
                exhibit.what,
                What::Terms | What::Kind(_) | What::Copies | What::Passport | What::Confirm(_)
            ),
            can_cancel: !idle
                && !matches!(
                    exhibit.what,
                    What::Reading
                        | What::Issuing
                        | What::Printing(_)
                        | What::TakePapers(..)
                        | What::TakeCard(Some(_), _)
                ),
            catalogue: Some(&self.catalogue),
            applications_left: 2,
            payment: None,
        };
        let mut browse = self.browse.borrow_mut();
        for step in &exhibit.steps {
            browse.enter(*step);
        }
        let sheet = show(
            window,
            &Still {
                screen: &screen,
                browse: &browse,
                texts,
                modes,
                overlay: exhibit.overlay,
                pin_count: exhibit.pin_count,
                spoken: exhibit.spoken,
                pictures: exhibit.is_personal().then_some(&drawn.pictures),
                headset: match exhibit.what {
                    What::Passport | What::Confirm(Kind::Domestic) => Headset::Chosen,
                    What::Confirm(_) => Headset::Out,
                    _ => Headset::In,
                },
            },
        );
        for _ in &exhibit.steps {
            browse.leave();
        }
        show_staff(window, &exhibit.what, texts.language());
        Some(sheet)
    }
}

/// Puts the staff screen over the page, or takes it away.
fn show_staff(window: &AppWindow, what: &What, language: Language) {
    let (place, notice, trouble) = match *what {
        What::Staff(place, notice, trouble) => (place, notice, trouble),
        _ => (Place::Closed, None, false),
    };
    let refused = notice == Some(Notice::CodeRefused);
    staff::show(
        window,
        &Board {
            place,
            language: match language {
                Language::Japanese => language,
                _ => Language::English,
            },
            notice,
            count: if place == Place::Code && !refused {
                8
            } else {
                0
            },
            can_enter: !refused,
            busy: false,
            facts: &facts(trouble),
        },
    );
}

/// Money of a session of which nobody knows what was printed.
const fn open() -> Open {
    Open {
        reference: Reference::new([0x5A; 16]),
        amount: payment::Yen(500),
        why: Why::PrintUnknown {
            fee: payment::Yen(240),
        },
    }
}

const fn held() -> Settlement {
    Settlement::Kept {
        open: open(),
        fee: payment::Yen(240),
    }
}

/// What a check finds on an ordinary day, and on a bad one.
fn facts(trouble: bool) -> Facts {
    let right = json!({ "ok": true });
    let fault = |code: &str| json!({ "ok": false, "code": code });
    let report = if trouble {
        json!({
            "reader": fault("SLOT-NO-READER"),
            "center": fault("CENTER-UNREACHABLE"),
            "printer": { "ok": false, "attention": ["media-empty", "supply-low"] },
            "certificates": { "ok": true, "kiosk_days_left": 12, "root_days_left": 3000 },
            "trust": fault("CONFIG-NO-ANCHOR"),
            "fonts": fault("CONFIG-FONT-DIGEST"),
            "sandbox": { "ok": true, "landlock_abi": 4, "system_has_swap": true },
            "configuration": fault("CONFIG-PARSE"),
        })
    } else {
        let reader = json!({
            "name": "ACS ACR1252 Dual Reader [ACR1252 PICC] 00 00",
            "card_present": false,
            "card_mute": false,
        });
        json!({
            "reader": { "ok": true, "readers": [reader] },
            "center": { "ok": true, "open": true },
            "printer": { "ok": true, "attention": [] },
            "certificates": { "ok": true, "kiosk_days_left": 364, "root_days_left": 3649 },
            "trust": { "ok": true, "production_anchors": 3, "test_anchors": 0 },
            "fonts": right,
            "sandbox": { "ok": true, "landlock_abi": 7, "system_has_swap": false },
            "configuration": right,
        })
    };
    let at = datetime!(2026-11-28 01:23:45 UTC);
    let lines = [
        ("kiosk", 0x1c, "SESSION-FINISHED"),
        ("printer", 0x1c, "PRINTER-NOT-READY"),
        ("kiosk", 0xa7, "REFUSED-OVERSEAS-DATA-MISSING"),
        ("card", 0x5e, "CARD-REMOVED"),
        ("staff", 0, "STAFF-OPENED"),
    ];
    let lines: Vec<Line> = lines
        .into_iter()
        .cycle()
        .take(staff::KEPT)
        .map(|(hop, byte, code)| Line {
            at,
            hop: hop.to_owned(),
            session: (byte != 0).then_some(SessionId([byte; 16])),
            code: code.to_owned(),
        })
        .collect();
    let sessions = [
        ("SESSION-FINISHED", 41),
        ("SESSION-CANCELLED", 5),
        ("CARD-PIN-BLOCKED", 1),
    ];
    Facts {
        checkup: Some(Checkup {
            ok: !trouble,
            report,
        }),
        catalogue: Some((
            at,
            if trouble {
                "CENTER-UNREACHABLE"
            } else {
                "CATALOGUE-ARRIVED"
            },
        )),
        audible: Some(!trouble),
        ledger: trouble.then(|| Ledger {
            open: vec![open()],
            fees: vec![(Reference::new([0xC3; 16]), payment::Yen(120))],
        }),
        uptime: std::time::Duration::from_secs(93_780),
        sessions: sessions
            .map(|(code, count)| (code.to_owned(), count))
            .into_iter()
            .collect(),
        lines,
    }
}
