// SPDX-License-Identifier: GPL-3.0-only
//! Staff at the real window with the real adapters: the gesture, the code, what can be done, and the way back. A file
//! of its own: a process has one screen.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{
    cell::Cell,
    num::NonZeroU8,
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use card_driver::{TestHierarchy, slot::Slot};
use demo::{
    headless::{Canvas, Headless},
    resident::button_position,
    stage::{self, Silent},
    world::{Plan, World},
};
use kiosk_app::{
    Ended, KioskApp,
    check::Checkup,
    config::Config,
    setup,
    staff::{Digits, Factories, Journal, StaffCode, StaffParts},
    ui::{AppWindow, Kiosk, Page, Staff, StaffPlace},
};
use payment::{
    Book, Booked, Charge, Go, Payment as _, Reference, Yen,
    coin_box::{CoinBox, Piece, Pieces},
};
use printer::{Copies, Job, JobKind, Printed, Printer, PrinterError, Progress, Status};
use serde_json::json;
use slint::{
    ComponentHandle as _, Global as _, LogicalPosition, Model as _, Timer, TimerMode, Weak,
    platform::{Key, PointerEventButton, WindowEvent},
};
use virtual_card::VirtualSlot;

const CODE: &str = "24681357";
const TOP_LEFT: (f32, f32) = (8.0, 8.0);
const TOP_RIGHT: (f32, f32) = (1072.0, 8.0);
const BOTTOM_LEFT: (f32, f32) = (8.0, 1912.0);
const BOTTOM_RIGHT: (f32, f32) = (1072.0, 1912.0);

/// A printer that keeps no more than what kind of job it was given, and by which of its makings.
struct Double {
    number: u32,
    printed: Arc<Mutex<Vec<(u32, JobKind)>>>,
}

impl Printer for Double {
    fn status(&mut self) -> Result<Status, PrinterError> {
        Err(PrinterError::Unreachable)
    }

    fn print(
        &mut self,
        job: Job,
        copies: Copies,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Printed, PrinterError> {
        assert_eq!(copies, Copies::ONE);
        watch(Progress::Sent);
        self.printed.lock().unwrap().push((self.number, job.kind()));
        Ok(Printed { pages: 1 })
    }
}

fn touch(window: &AppWindow, (x, y): (f32, f32)) {
    let position = LogicalPosition::new(x, y);
    let button = PointerEventButton::Left;
    for event in [
        WindowEvent::PointerMoved { position },
        WindowEvent::PointerPressed { position, button },
        WindowEvent::PointerReleased { position, button },
    ] {
        window.window().dispatch_event_with_result(event).unwrap();
    }
}

fn press(window: &AppWindow, label: &str) {
    let place = button_position(window, label).unwrap_or_else(|| panic!("no button {label}"));
    touch(window, (place.x, place.y));
}

fn gesture(window: &AppWindow) {
    for corner in [TOP_LEFT, BOTTOM_RIGHT, TOP_RIGHT, BOTTOM_LEFT] {
        touch(window, corner);
    }
}

fn enter(window: &AppWindow, code: &str) {
    for digit in code.chars() {
        press(window, &digit.to_string());
    }
    press(window, "開く");
}

/// Lets the kiosk go on until it is so.
fn until(window: &AppWindow, what: &str, there: impl Fn(&AppWindow) -> bool + 'static) {
    let (found, started) = (Rc::new(Cell::new(false)), Instant::now());
    let timer = Timer::default();
    let (weak, seen): (Weak<AppWindow>, _) = (window.as_weak(), Rc::clone(&found));
    timer.start(TimerMode::Repeated, Duration::from_millis(10), move || {
        seen.set(there(&weak.unwrap()));
        if seen.get() || started.elapsed() > Duration::from_secs(60) {
            slint::quit_event_loop().unwrap();
        }
    });
    slint::run_event_loop_until_quit().unwrap();
    assert!(found.get(), "{what}: {:?}", Staff::get(window).get_note());
}

fn place(window: &AppWindow) -> StaffPlace {
    Staff::get(window).get_place()
}

/// Does what stands on this button, and waits for what is then said.
fn does(window: &AppWindow, action: &str, said: &'static str) {
    press(window, action);
    assert_eq!(place(window), StaffPlace::Confirm);
    press(window, "実行する");
    until(window, action, move |window| {
        Staff::get(window).get_note().contains(said)
    });
}

/// Money of two sessions of which nobody knows what was printed, and a fee that was kept for a bad print.
fn settle_money(window: &AppWindow, canvas: &Canvas, book: &Book) {
    let (device, slot) = CoinBox::new(Pieces::each(20));
    let mut device = Booked::new(device, book.clone());
    for (number, printed) in [(0x5A, None), (0x5B, None), (0xC3, Some(()))] {
        let charge = Charge::new(Yen(240), NonZeroU8::MIN).unwrap();
        let reference = Reference::new([number; 16]);
        let mut put_in = |progress: payment::Progress| {
            if progress.put_in == Yen::ZERO {
                slot.put_in(Piece::FiveHundred);
            }
            Go::On
        };
        let collected = device.collect(reference, charge, &mut put_in).unwrap();
        match printed {
            Some(()) => drop(collected.keep()),
            None => collected.hold(),
        }
    }
    let note = || Staff::get(window).get_note();
    press(window, "下へ");
    let _ = canvas.settled();
    press(window, "お金の清算");
    let _ = canvas.settled();
    assert_eq!(note(), "清算するお金：2 件　1000 円");
    let kept = "5A5A-5A5A　料金 240 円を受け取り、260 円を返した";
    press(window, kept);
    assert!(Staff::get(window).get_body().contains("おつり 260 円"));
    assert_eq!(book.open().len(), 2, "not confirmed yet");
    press(window, "もどる");
    let _ = canvas.settled();
    let given = "5B5B-5B5B　500 円を返した";
    let bad = "C3C3-C3C3　料金 240 円を返した";
    for (what, settled, owed, kept) in [
        (kept, "5A5A-5A5A：清算しました。", 500, 480),
        (given, "5B5B-5B5B：清算しました。", 0, 480),
        (bad, "C3C3-C3C3：清算しました。", 0, 240),
    ] {
        press(window, what);
        let _ = canvas.settled();
        press(window, "実行する");
        let _ = canvas.settled();
        assert_eq!(note(), settled);
        let balance = book.balance();
        assert_eq!((balance.owed, balance.kept()), (owed, kept), "{what}");
        assert_eq!(balance.sum(), 0);
    }
    press(window, "もどる");
    let _ = canvas.settled();
}

#[test]
fn staff_comes_by_gesture_and_code_tests_and_restarts_the_parts_and_leaves() {
    let world = World::start(Plan::default()).unwrap();
    let config = Config::load(&world.kiosk_config()).unwrap();
    let mut parts = setup::parts(&config, TestHierarchy::Allowed).unwrap();
    parts.voice = Silent::make();
    let (slot, control) = VirtualSlot::new();
    let slot: Box<dyn Slot> = Box::new(slot);
    parts.slot = slot;
    parts.settle = Duration::ZERO;
    parts.payment = Some(Box::new(CoinBox::new(Pieces::each(20)).0));
    let printed = Arc::new(Mutex::new(Vec::new()));
    parts.printer = Box::new(Double {
        number: 0,
        printed: Arc::clone(&printed),
    });
    let now = Rc::new(Cell::new(Duration::from_secs(1000)));
    let made = Arc::new(AtomicU32::new(0));
    let checks = Arc::new(AtomicU32::new(0));
    let count = |counter: &Arc<AtomicU32>| {
        let counter = Arc::clone(counter);
        move || counter.fetch_add(1, Ordering::SeqCst) + 1
    };
    let (reader_made, center_made, printer_made, voice_made) =
        (count(&made), count(&made), count(&made), count(&made));
    let checked = count(&checks);
    let (reader, line, paper) = (config.clone(), config.clone(), config);
    let (again, tray) = (control.clone(), Arc::clone(&printed));
    parts.staff = Some(StaffParts {
        code: StaffCode::new(&Digits::parse(CODE).unwrap()).unwrap(),
        check: Arc::new(move || {
            checked();
            Checkup {
                ok: false,
                report: json!({
                    "reader": { "ok": false, "code": "SLOT-NO-READER" },
                    "printer": { "ok": false, "attention": ["media-empty"] },
                    "fonts": { "ok": true },
                }),
            }
        }),
        journal: Journal::default(),
        factories: Factories {
            reader: Arc::new(move || {
                reader_made();
                let slot: Box<dyn Slot> = Box::new(again.slot());
                let anchors = reader.trust_anchors(TestHierarchy::Allowed).unwrap();
                Ok((slot, anchors))
            }),
            center: Arc::new(move || {
                center_made();
                Ok(setup::center(&line).unwrap())
            }),
            printer: Arc::new(move || {
                let printer: Box<dyn Printer> = Box::new(Double {
                    number: printer_made(),
                    printed: Arc::clone(&tray),
                });
                Ok((Box::new(paper.load_fonts().unwrap()), printer))
            }),
            voice: Rc::new(move |_| {
                voice_made();
                Ok(Box::new(Silent))
            }),
        },
        clock: {
            let now = Rc::clone(&now);
            Box::new(move || now.get())
        },
    });

    let canvas = Headless::install(1080, 1920).unwrap();
    let app = KioskApp::new(parts).unwrap();
    let window = app.window().clone_strong();
    window.show().unwrap();
    until(&window, "the catalogue comes", |window| {
        Kiosk::get(window).get_page() == Page::Attract
    });
    let _ = canvas.settled();

    // Round the edge, as a cloth goes, or with something between: nothing.
    for corner in [TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT] {
        touch(&window, corner);
    }
    for corner in [
        TOP_LEFT,
        BOTTOM_RIGHT,
        (540.0, 1500.0),
        TOP_RIGHT,
        BOTTOM_LEFT,
    ] {
        touch(&window, corner);
    }
    assert_eq!(place(&window), StaffPlace::Closed);
    assert_eq!(Kiosk::get(&window).get_page(), Page::Attract);

    // In a session: nothing, also not for the right gesture.
    press(&window, "はじめる");
    until(&window, "a session begins", |window| {
        Kiosk::get(window).get_page() != Page::Attract
    });
    let _ = canvas.settled();
    gesture(&window);
    assert_eq!(place(&window), StaffPlace::Closed);
    press(&window, "やめる");
    until(&window, "the session ends", |window| {
        Kiosk::get(window).get_page() == Page::Attract
    });
    let _ = canvas.settled();

    // The gesture, and while staff has the screen no session, by touch or by real keys.
    gesture(&window);
    assert_eq!(place(&window), StaffPlace::Code);
    let _ = canvas.settled();
    Kiosk::get(&window).invoke_primary_pressed();
    Kiosk::get(&window).invoke_chosen(0);
    for text in ["1".into(), Key::Return.into()] {
        window
            .window()
            .dispatch_event(WindowEvent::KeyPressed { text });
    }
    assert_eq!(Kiosk::get(&window).get_page(), Page::Attract);
    assert!(!Kiosk::get(&window).get_by_ear());

    // Three wrong codes; then not even the right one opens, and it looks the same.
    let refused = |window: &AppWindow| {
        Staff::get(window).get_note().contains("開けません") && !Staff::get(window).get_busy()
    };
    let mut notes = Vec::new();
    for code in ["11111111", "2468135", "246813579", CODE] {
        enter(&window, code);
        assert_eq!(Staff::get(&window).get_count(), 0);
        until(&window, "the code is refused", refused);
        notes.push(Staff::get(&window).get_note());
        assert_eq!(place(&window), StaffPlace::Code);
    }
    notes.dedup();
    assert_eq!(notes.len(), 1, "one can see whether a code was compared");
    now.set(now.get() + Duration::from_secs(30));
    enter(&window, CODE);
    until(&window, "the code opens", |window| {
        place(window) == StaffPlace::Parts && !Staff::get(window).get_busy()
    });
    let rows: Vec<_> = Staff::get(&window).get_rows().iter().collect();
    assert_eq!(
        (rows[0].state.as_str(), rows[0].code.as_str()),
        ("異常", "SLOT-NO-READER")
    );
    assert!(
        rows[1].detail.contains("CATALOGUE-ARRIVED"),
        "{}",
        rows[1].detail
    );
    assert_eq!(rows[2].detail, "用紙がありません");
    assert_eq!(rows[3].detail, "清算するお金はありません");
    assert_eq!(rows[7].state, "正常");
    assert!(
        rows.iter()
            .all(|row| (row.state == "異常") != row.todo.is_empty() || row.state == "注意")
    );
    let _ = canvas.settled();

    press(&window, "操作");
    let _ = canvas.settled();
    does(&window, "試し刷り", "できました");
    assert_eq!(*printed.lock().unwrap(), [(0, JobKind::TestPage)]);
    // No card, another card, a card: SELECT and nothing else is sent.
    does(&window, "読み取りの試験", "SLOT-NO-CARD");
    assert_eq!(control.apdu_count(), 0);
    control.insert(stage::card("not-mynumber").unwrap());
    does(&window, "読み取りの試験", "CARD-NOT-MYNUMBER");
    control.insert(stage::card("default").unwrap());
    does(&window, "読み取りの試験", "できました");
    assert!(
        control
            .instructions()
            .iter()
            .all(|instruction| *instruction == 0xA4)
    );
    assert_eq!(control.verify_count(), 0);

    // Parts made anew do what those before them did.
    for (number, action) in [
        "読み取り機の再起動",
        "回線の再起動",
        "プリンターの再起動",
        "音声の再起動",
    ]
    .into_iter()
    .enumerate()
    {
        does(&window, action, "できました");
        assert_eq!(made.load(Ordering::SeqCst) as usize, number + 1, "{action}");
    }
    does(&window, "読み取りの試験", "できました");
    does(&window, "試し刷り", "できました");
    assert_eq!(
        printed.lock().unwrap().last(),
        Some(&(3, JobKind::TestPage))
    );
    control.remove();
    does(&window, "読み取りの試験", "SLOT-NO-CARD");
    assert!(checks.load(Ordering::SeqCst) > 1, "looked at once only");

    settle_money(&window, &canvas, &app.book().unwrap());

    // Nobody there for two minutes.
    now.set(now.get() + Duration::from_secs(120));
    until(&window, "the time is up", |window| {
        place(window) == StaffPlace::Closed
    });
    let _ = canvas.settled();
    press(&window, "はじめる");
    until(&window, "residents are served again", |window| {
        Kiosk::get(window).get_page() != Page::Attract
    });
    press(&window, "やめる");
    until(&window, "the session ends", |window| {
        Kiosk::get(window).get_page() == Page::Attract
    });
    let _ = canvas.settled();

    // The whole program: it ends, and says why.
    gesture(&window);
    let _ = canvas.settled();
    enter(&window, CODE);
    until(&window, "the code opens again", |window| {
        place(window) == StaffPlace::Parts
    });
    press(&window, "操作");
    let _ = canvas.settled();
    press(&window, "下へ");
    let _ = canvas.settled();
    press(&window, "プログラムの再起動");
    let weak = window.as_weak();
    Timer::single_shot(Duration::ZERO, move || press(&weak.unwrap(), "実行する"));
    assert_eq!(app.run().unwrap(), Ended::Restart);
}
