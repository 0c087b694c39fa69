// SPDX-License-Identifier: GPL-3.0-only
//! Between the pages, the session machine and the adapters. It runs on the UI thread and never waits.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use certificate::IssuerTrust;
use issuance::{Command, Epoch, Event, Limits, Session, SessionId, Task, Touch, View};
use ring::rand::{SecureRandom, SystemRandom};
use slint::{
    ComponentHandle, Global, Image, ModelRc, Rgba8Pixel, SharedPixelBuffer, Timer, TimerMode,
    VecModel,
};
use zeroize::Zeroize;

use crate::{
    adapters::{
        Mailbox, Message, Pictures, card, card::CardAdapter, center, center::CenterAdapter, paper,
        paper::PaperAdapter, payment, payment::PaymentAdapter, voice::Voice,
    },
    ear::{Key, confidence},
    modes::{Mode, Modes},
    pin_pad::{self, PinPad},
    present::{Around, offer_languages, present},
    speech::{Pressed, Speech},
    staff::Made,
    terms_language,
    texts::{Language, Texts},
    ui::{AppWindow, Kiosk, Overlay},
    view::{Action, Button, Sheet, places::Browse, sheet},
};

/// After this a page that has gone is surely not held by the screen any more.
const REDRAWN: Duration = Duration::from_millis(500);

/// The tasks of staff; a session's own name is random.
const OF_STAFF: SessionId = SessionId([0; 16]);

/// What was chosen before a session (a language, a mode) and is not used goes after this.
const UNUSED: Duration = Duration::from_secs(60);

/// Those who carry out the commands.
#[derive(Debug)]
pub struct Adapters {
    /// The reader.
    pub card: CardAdapter,
    /// The line to the center.
    pub center: CenterAdapter,
    /// Document and printer.
    pub paper: PaperAdapter,
    /// What takes the fee.
    pub payment: PaymentAdapter,
}

/// Told of every new screen, from within the change: it must not call the controller itself.
pub type Observer = Box<dyn FnMut(&Sheet)>;

/// The controller; cheap to clone, all clones are one.
#[derive(Clone)]
pub struct Controller(Rc<Inner>);

struct Inner {
    window: slint::Weak<AppWindow>,
    state: RefCell<State>,
    observer: RefCell<Option<Observer>>,
    shown: Cell<Option<(&'static str, &'static str)>>,
    /// What stands under a finger, and since when.
    under_finger: Cell<(UnderFinger, Instant)>,
    settle: Duration,
    /// When the key that decides was pressed last.
    decided: Cell<Option<Instant>>,
    warn: Timer,
    expire: Timer,
    unused: Timer,
    /// Staff has the screen: no session begins.
    with_staff: Cell<bool>,
}

/// What stands under a finger: the number of the page, what lies over it, the warning, the keys of the spoken way.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct UnderFinger {
    serial: i32,
    overlay: Overlay,
    warning: bool,
    by_ear: bool,
}

struct State {
    session: Session,
    adapters: Adapters,
    texts: Texts,
    speech: Speech,
    pin: PinPad,
    pictures: Option<Pictures>,
    sheet: Option<Sheet>,
    specimen: bool,
    in_session: bool,
    modes: Modes,
    overlay: Overlay,
    /// Counts the pages that were shown.
    serial: i32,
    /// Where the resident looks for the municipality; empty on every other screen.
    browse: Option<Browse>,
}

impl State {
    /// What a resident chose on the screen goes with them.
    fn forget_choices(&mut self) {
        self.texts = Texts::new(Language::Japanese);
        self.speech.forget();
        self.modes = Modes::default();
        self.overlay = Overlay::None;
        self.session.set_pace(self.modes.pace());
    }

    fn speak_and_write(&mut self, language: Language) {
        self.speech.set_tongue(language.tongue());
        self.texts = Texts::new(language);
    }

    fn by_ear(&self) -> bool {
        self.modes.has(Mode::ByEar)
    }

    /// Switches a way of showing on or off.
    fn toggle(&mut self, mode: Mode) {
        self.modes = self.modes.toggled(mode);
        self.session.set_pace(self.modes.pace());
        if mode == Mode::ByEar {
            self.speech.set_by_ear(self.by_ear());
        }
    }
}

impl std::fmt::Debug for Controller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Controller")
    }
}

impl Controller {
    /// Connects the window's callbacks and draws the first screen.
    #[must_use]
    pub fn new(
        window: &AppWindow,
        adapters: Adapters,
        voice: Box<dyn Voice>,
        trust: Arc<IssuerTrust>,
        limits: Limits,
        settle: Duration,
        specimen: bool,
    ) -> Controller {
        let state = State {
            session: Session::new(limits, trust),
            adapters,
            texts: Texts::new(Language::Japanese),
            speech: Speech::new(voice),
            pin: PinPad::default(),
            pictures: None,
            sheet: None,
            specimen,
            in_session: false,
            modes: Modes::default(),
            overlay: Overlay::None,
            serial: 0,
            browse: None,
        };
        let controller = Controller(Rc::new(Inner {
            window: window.as_weak(),
            state: RefCell::new(state),
            observer: RefCell::new(None),
            shown: Cell::new(None),
            under_finger: Cell::new((UnderFinger::default(), Instant::now())),
            settle,
            decided: Cell::new(None),
            warn: Timer::default(),
            expire: Timer::default(),
            unused: Timer::default(),
            with_staff: Cell::new(false),
        }));
        offer_languages(window);
        controller.connect(window);
        controller.refresh();
        controller
    }

    /// From now on `observer` is told of every new screen, after it has been drawn into the properties.
    pub fn observe(&self, observer: Observer) {
        *self.0.observer.borrow_mut() = Some(observer);
        self.0.shown.set(None);
        self.refresh();
    }

    /// The language of the screens just now.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.state.borrow().texts.language()
    }

    /// What leads on from the screen just now, in the order in which it is counted by ear.
    #[must_use]
    pub fn ways_on(&self) -> Vec<String> {
        let labels = |sheet: &Sheet| sheet.ways_on().into_iter().map(|way| way.label);
        self.with_sheet(|sheet| Some(labels(sheet).collect()))
            .unwrap_or_default()
    }

    /// Where every yen is that was put in; nothing where the kiosk has no payment device.
    #[must_use]
    pub fn book(&self) -> Option<::payment::Book> {
        self.0.state.borrow().adapters.payment.book().cloned()
    }

    /// The kiosk ends: no money goes on being collected.
    pub(crate) fn end_payment(&self, patience: Duration) {
        self.0.state.borrow_mut().adapters.payment.end(patience);
    }

    /// Takes a message of an adapter.
    pub fn receive(&self, message: Message) {
        match message {
            Message::Event(event) => self.handle(event),
            Message::Pictures(session, mut pictures) => {
                let mut state = self.0.state.borrow_mut();
                let screen = state.session.screen();
                let awaited =
                    screen.session == Some(session) && matches!(screen.view, View::Applying { .. });
                if awaited {
                    self.drop_pictures(&mut state);
                    state.pictures = Some(pictures);
                } else {
                    pictures.each(|picture| picture.make_mut_bytes().zeroize());
                }
            }
            // A kiosk without a staff screen.
            Message::Staff(_) => {}
            Message::Headset(there) => self.plug(there),
        }
    }

    /// Whoever plugs in a headset is there, and wants to listen; whoever pulls it out may be going.
    fn plug(&self, there: bool) {
        if there {
            // First: it ends what is being said.
            self.handle(Event::Touch(Touch::StillHere));
        }
        {
            let mut state = self.0.state.borrow_mut();
            state.speech.set_plugged(there);
            if there && !self.0.with_staff.get() && !state.by_ear() {
                state.overlay = Overlay::None;
                state.toggle(Mode::ByEar);
            }
        }
        self.refresh();
        self.forget_if_unused();
    }

    /// Says into the headset what stands in the picture.
    fn confide(&self) {
        self.handle(Event::Touch(Touch::StillHere));
        let state = self.0.state.borrow();
        let view = state.session.screen().view;
        state.speech.confide(|tongue, scripts| match view {
            View::Passport { preview } => Some(confidence::passport(preview, tongue, scripts)),
            View::Confirm { preview, .. } => {
                Some(confidence::certificate(preview, tongue, scripts))
            }
            _ => None,
        });
    }

    /// Nobody is served and nothing lies over the first page: staff can be let in.
    pub(crate) fn is_idle(&self) -> bool {
        let state = self.0.state.borrow();
        let screen = state.session.screen();
        screen.session.is_none()
            && matches!(screen.view, View::Attract | View::OutOfService(_))
            && state.overlay == Overlay::None
            && !state.by_ear()
    }

    /// While staff has the screen no session begins, and nothing is said.
    pub(crate) fn give_to_staff(&self, staff: bool) {
        self.0.with_staff.set(staff);
        {
            let mut state = self.0.state.borrow_mut();
            state.speech.hush();
            state.forget_choices();
        }
        self.refresh();
    }

    /// Puts a part that was made anew in the place of the one before, which ends when it has done what it does.
    pub(crate) fn put(&self, made: Made, mailbox: &Mailbox) -> Result<(), &'static str> {
        // Never under a resident: staff may have left before it was made.
        if self.0.state.borrow().session.screen().session.is_some() {
            return Err("STAFF-SESSION-RUNS");
        }
        let adapters = &mut self.0.state.borrow_mut().adapters;
        let no_thread = |_| "KIOSK-THREAD";
        match made {
            Made::Reader(slot, anchors) => {
                adapters.card =
                    CardAdapter::start(slot, anchors, mailbox.clone()).map_err(no_thread)?;
            }
            Made::Center(client) => adapters.center.renew(*client),
            Made::Printer(fonts, printer) => {
                adapters.paper =
                    PaperAdapter::start(*fonts, printer, mailbox.clone()).map_err(no_thread)?;
            }
        }
        Ok(())
    }

    /// Another voice in the place of the one before.
    pub(crate) fn put_voice(&self, voice: Box<dyn Voice>) {
        self.0.state.borrow_mut().speech.put_voice(voice);
    }

    pub(crate) fn is_audible(&self) -> Option<bool> {
        self.0.state.borrow().speech.is_audible()
    }

    /// A task of staff, which belongs to no session.
    pub(crate) fn paper(&self, task: paper::Task) {
        self.0.state.borrow().adapters.paper.run(OF_STAFF, task);
    }

    /// Likewise.
    pub(crate) fn card(&self, task: card::Task) {
        self.0.state.borrow().adapters.card.run(OF_STAFF, task);
    }

    fn connect(&self, window: &AppWindow) {
        let kiosk = Kiosk::get(window);
        let press = |pick: fn(&Sheet) -> Option<&Button>| {
            let controller = self.clone();
            move || {
                let action = controller.with_sheet(|sheet| {
                    pick(sheet)
                        .filter(|button| button.enabled)
                        .map(|b| b.action.clone())
                });
                if let Some(action) = action {
                    controller.act(action);
                }
            }
        };
        let controller = self.clone();
        kiosk.on_is_hasty(move || controller.is_hasty());
        kiosk.on_primary_pressed(press(|sheet| sheet.primary.as_ref()));
        kiosk.on_secondary_pressed(press(|sheet| sheet.secondary.as_ref()));
        kiosk.on_tertiary_pressed(press(|sheet| sheet.tertiary.as_ref()));

        let controller = self.clone();
        kiosk.on_chosen(move |index| {
            let action = usize::try_from(index).ok().and_then(|index| {
                controller.with_sheet(|sheet| {
                    sheet.choices.get(index).map(|choice| choice.action.clone())
                })
            });
            if let Some(action) = action {
                controller.act(action);
            }
        });
        let pad = |change: fn(&mut PinPad, i32)| {
            let controller = self.clone();
            move |digit: i32| {
                controller.change_pin(|pin| change(pin, digit));
            }
        };
        kiosk.on_digit(pad(PinPad::push));
        let erase = pad(|pin, _| pin.erase_one());
        kiosk.on_erase_one(move || erase(0));
        let clear = pad(|pin, _| pin.clear());
        kiosk.on_erase_all(move || clear(0));

        let controller = self.clone();
        kiosk.on_open(move |overlay| controller.lay_over(overlay));
        let controller = self.clone();
        kiosk.on_close(move || controller.lay_over(Overlay::None));
        let controller = self.clone();
        kiosk.on_language_chosen(move |index| {
            let language = usize::try_from(index)
                .ok()
                .and_then(|index| Language::ALL.get(index));
            if let Some(language) = language {
                let mut state = controller.0.state.borrow_mut();
                state.speak_and_write(*language);
                state.speech.say_again();
            }
            controller.lay_over(Overlay::None);
        });
        let controller = self.clone();
        kiosk.on_mode_toggled(move |index| {
            let mode = usize::try_from(index)
                .ok()
                .and_then(|index| Mode::ALL.get(index));
            if let Some(mode) = mode {
                controller.0.state.borrow_mut().toggle(*mode);
            }
            // Who listens has the page itself now.
            controller.lay_over(match mode {
                Some(Mode::ByEar) => Overlay::None,
                _ => Overlay::Modes,
            });
        });
        let controller = self.clone();
        kiosk.on_key(move |number| {
            if let Some(key) = Key::of_number(number) {
                controller.press(key);
            }
        });
        let controller = self.clone();
        kiosk.on_listen(move |on| {
            let changed = controller.0.state.borrow().by_ear() != on;
            if changed {
                controller.0.state.borrow_mut().toggle(Mode::ByEar);
                controller.lay_over(Overlay::None);
            }
        });
        let controller = self.clone();
        kiosk.on_louder(move || {
            controller.0.state.borrow_mut().speech.louder();
            controller.say_again();
        });
        let controller = self.clone();
        kiosk.on_say_again(move || controller.say_again());
        let controller = self.clone();
        kiosk.on_hush(move || {
            controller.0.state.borrow().speech.hush();
            controller.handle(Event::Touch(Touch::StillHere));
        });
        let controller = self.clone();
        kiosk.on_begin_again(move || controller.handle(Event::Touch(Touch::Cancel)));
        let controller = self.clone();
        kiosk.on_still_here(move || controller.handle(Event::Touch(Touch::StillHere)));
        let controller = self.clone();
        kiosk.on_leave(move || controller.handle(Event::Touch(Touch::Cancel)));
    }

    /// Whether what stands under the finger has only just come: the touch was meant for what stood there before.
    fn is_hasty(&self) -> bool {
        let (_, since) = self.0.under_finger.get();
        since.elapsed() < self.0.settle
    }

    /// Whether the key that decides was pressed a moment ago: the first press names, and the second would take what nobody
    /// has heard yet.
    fn is_pressed_twice(&self) -> bool {
        let before = self.0.decided.replace(Some(Instant::now()));
        before.is_some_and(|before| before.elapsed() < self.0.settle)
    }

    /// Lays something over the page, or nothing. The resident is there: the screen's time starts anew.
    fn lay_over(&self, overlay: Overlay) {
        self.0.state.borrow_mut().overlay = overlay;
        self.handle(Event::Touch(Touch::StillHere));
        self.forget_if_unused();
    }

    /// Whoever chose a language on the first screen and went away: the next one finds it as it always is.
    fn forget_if_unused(&self) {
        let controller = self.clone();
        self.0.unused.start(TimerMode::SingleShot, UNUSED, move || {
            let idle = controller.0.state.borrow().session.session().is_none();
            if idle {
                controller.0.state.borrow_mut().forget_choices();
                controller.refresh();
            }
        });
    }

    /// Says what was said last, at the volume of now.
    fn say_again(&self) {
        self.0.state.borrow_mut().speech.say_again();
        self.handle(Event::Touch(Touch::StillHere));
    }

    /// One of the twelve keys. The first one ever pressed is by somebody who does not look: it only begins to speak.
    fn press(&self, key: Key) {
        if self.0.with_staff.get() || (key == Key::Hash && self.is_pressed_twice()) {
            return;
        }
        let warned = self.0.state.borrow().session.screen().warning;
        // First: it ends what is being said.
        self.handle(Event::Touch(Touch::StillHere));
        let pressed = {
            let mut state = self.0.state.borrow_mut();
            let state = &mut *state;
            if !state.by_ear() {
                state.overlay = Overlay::None;
                state.toggle(Mode::ByEar);
                None
            } else if warned {
                // Whoever presses anything is still there, and has to hear again where they are.
                state.speech.say_again();
                None
            } else {
                state.speech.press(key, state.pin.count())
            }
        };
        match pressed {
            Some(Pressed::Act(action)) => return self.act(action),
            Some(Pressed::Figure(figure)) => self.0.state.borrow_mut().pin.push(figure.into()),
            Some(Pressed::EraseOne) => self.0.state.borrow_mut().pin.erase_one(),
            None => {}
        }
        self.refresh();
        self.forget_if_unused();
    }

    fn with_sheet<T>(&self, pick: impl FnOnce(&Sheet) -> Option<T>) -> Option<T> {
        self.0.state.borrow().sheet.as_ref().and_then(pick)
    }

    fn change_pin(&self, change: impl FnOnce(&mut PinPad)) {
        {
            let mut state = self.0.state.borrow_mut();
            if !matches!(state.session.screen().view, View::Pin { .. }) {
                return;
            }
            change(&mut state.pin);
        }
        // The resident is there: the screen's time starts anew with every key.
        self.handle(Event::Touch(Touch::StillHere));
    }

    fn act(&self, action: Action) {
        let touch = match action {
            Action::Start => return self.start(),
            Action::EnterPin => {
                let pin = self.0.state.borrow_mut().pin.take();
                match pin {
                    Some(pin) => Touch::PinEntered { pin },
                    None => return,
                }
            }
            Action::Service(id) => {
                let attract = matches!(self.0.state.borrow().session.screen().view, View::Attract);
                if attract {
                    return self.start();
                }
                Touch::ChooseService(id)
            }
            Action::Agree => {
                let state = self.0.state.borrow();
                let catalogue = state.session.screen().catalogue;
                let language =
                    catalogue.and_then(|c| terms_language(c.terms(), state.texts.language()));
                match language {
                    Some(language) => Touch::AgreeTerms { language },
                    None => return,
                }
            }
            Action::Decline => Touch::DeclineTerms,
            Action::UseLastTry => Touch::LastTryConfirmed,
            Action::Place(choice) => return self.browse(|browse| browse.enter(choice)),
            Action::LeavePlace => return self.browse(Browse::leave),
            Action::Municipality(code) => {
                // A refusal leads back to the first screen of places, not into the prefecture that was refused.
                self.0.state.borrow_mut().browse = None;
                Touch::ChooseMunicipality(code)
            }
            Action::Kind(kind) => Touch::ChooseKind(kind),
            Action::Copies(copies) => Touch::ChooseCopies(copies),
            Action::PassportHeld => Touch::PassportIsHeld,
            Action::PassportNotHeld => Touch::PassportIsNotHeld,
            Action::Confirm => Touch::ConfirmContent,
            Action::ContentWrong => Touch::ContentWrong,
            Action::GiveUpPaying => Touch::GiveUpPaying,
            Action::PapersTaken => Touch::PapersTaken,
            Action::Back => Touch::Back,
            Action::Cancel => Touch::Cancel,
            Action::Done => Touch::StartOver,
            Action::Language(language) => {
                self.0.state.borrow_mut().speak_and_write(language);
                return self.lay_over(Overlay::None);
            }
            Action::UseHeadset => {
                self.0.state.borrow_mut().speech.use_headset();
                return self.lay_over(Overlay::None);
            }
            Action::Hear => return self.confide(),
        };
        self.handle(Event::Touch(touch));
    }

    fn browse(&self, change: impl FnOnce(&mut Browse)) {
        {
            let mut state = self.0.state.borrow_mut();
            if let Some(browse) = &mut state.browse {
                change(browse);
            }
            // Other choices under the finger, from the top: to the resident it is another page.
            state.serial = state.serial.wrapping_add(1);
        }
        self.handle(Event::Touch(Touch::StillHere));
    }

    fn start(&self) {
        if self.0.with_staff.get() {
            return;
        }
        let mut id = [0; 16];
        // Without randomness no session: two residents must never share a name.
        if SystemRandom::new().fill(&mut id).is_ok() {
            self.handle(Event::Start {
                session: SessionId(id),
            });
        }
    }

    fn handle(&self, event: Event) {
        let commands = self.0.state.borrow_mut().session.handle(event);
        for command in commands {
            self.perform(command);
        }
        self.refresh();
    }

    fn perform(&self, Command { session, task }: Command) {
        let mut state = self.0.state.borrow_mut();
        let state = &mut *state;
        let Adapters {
            card,
            center,
            paper,
            payment,
        } = &state.adapters;
        match task {
            Task::OpenCenterSession {
                service,
                terms_version,
                language,
            } => {
                center.run(
                    session,
                    center::Task::OpenSession {
                        service,
                        terms_version,
                        language,
                    },
                );
            }
            Task::WaitForCard => card.run(session, card::Task::WaitForCard),
            Task::OpenCard { challenge } => card.run(session, card::Task::Open(challenge)),
            Task::ReadCard { pin, last_try } => {
                card.run(session, card::Task::Read(pin, last_try));
            }
            Task::CancelCard | Task::LeaveCard => card.run(session, card::Task::Leave),
            Task::WaitForCardRemoval => card.run(session, card::Task::WaitForRemoval),
            Task::Apply {
                municipality,
                kind,
                evidence,
            } => {
                center.run(
                    session,
                    center::Task::Apply {
                        municipality,
                        kind,
                        evidence,
                    },
                );
            }
            Task::ComposePreview { preview } => paper.run(session, paper::Task::Picture(preview)),
            Task::DropPicture => self.drop_pictures(state),
            Task::Issue { copies } => center.run(session, center::Task::Issue(copies)),
            Task::Compose { certificate } => paper.run(session, paper::Task::Compose(certificate)),
            Task::Collect { price } => payment.run(session, payment::Task::Collect(price)),
            Task::StopCollecting => payment.run(session, payment::Task::Stop),
            Task::SettleMoney { fate } => payment.run(session, payment::Task::Settle(fate)),
            Task::Print { copies } => paper.run(session, paper::Task::Print(copies)),
            Task::ReportOutcome { outcome, pages } => {
                center.run(session, center::Task::Report(outcome, pages))
            }
            Task::StartTimer {
                epoch,
                warn_after,
                expire_after,
            } => self.start_timer(epoch, warn_after, expire_after),
            Task::Say(prompt) => {
                if state.speech.set_prompt(prompt) {
                    // "Your card is still there" comes on the same page: nothing lies over what is said now.
                    state.overlay = Overlay::None;
                }
            }
            Task::Hush => state.speech.end_prompt(),
            Task::Wipe => {
                card.run(session, card::Task::Leave);
                center.run(session, center::Task::Wipe);
                paper.run(session, paper::Task::Wipe);
                state.pin.clear();
                self.drop_pictures(state);
            }
            Task::Log { code } => tracing::info!(hop = "kiosk", session = %session, code),
        }
    }

    fn start_timer(&self, epoch: Epoch, warn_after: Duration, expire_after: Duration) {
        let controller = self.clone();
        self.0
            .warn
            .start(TimerMode::SingleShot, warn_after, move || {
                controller.handle(Event::TimerWarned { epoch })
            });
        let controller = self.clone();
        self.0
            .expire
            .start(TimerMode::SingleShot, expire_after, move || {
                controller.handle(Event::TimerExpired { epoch })
            });
    }

    /// Takes the pictures from the screen and wipes their pixels.
    ///
    /// The page holds the pixels too, until it is drawn without them: wiping now would wipe a copy. So they are
    /// wiped a moment later, when they are ours alone.
    fn drop_pictures(&self, state: &mut State) {
        let Some(mut pictures) = state.pictures.take() else {
            return;
        };
        if let Some(window) = self.0.window.upgrade() {
            Kiosk::get(&window).set_picture(Image::default());
        }
        Timer::single_shot(REDRAWN, move || {
            pictures.each(|picture| {
                if !wipe(picture) {
                    tracing::warn!(hop = "kiosk", code = "KIOSK-PICTURE-SHARED");
                }
            });
        });
    }

    fn refresh(&self) {
        let Some(window) = self.0.window.upgrade() else {
            return;
        };
        let new_screen = {
            let mut state = self.0.state.borrow_mut();
            let state = &mut *state;
            if state.in_session && state.session.screen().session.is_none() {
                state.forget_choices();
            }
            let screen = state.session.screen();
            state.in_session = screen.session.is_some();
            if !matches!(screen.view, View::Pin { .. }) {
                state.pin.clear();
            }
            if !matches!(screen.view, View::Municipality { .. }) {
                state.browse = None;
            }
            let browse = match (&mut state.browse, screen.catalogue) {
                (None, Some(catalogue)) if matches!(screen.view, View::Municipality { .. }) => {
                    state
                        .browse
                        .insert(Browse::over(catalogue.municipalities()))
                }
                (Some(browse), _) => browse,
                (None, _) => &mut Browse::default(),
            };
            let complete = state.pin.is_complete();
            let headset = state.speech.headset();
            let draw = |texts| sheet(&screen, texts, browse, complete, headset);
            let (sheet, aloud) = (draw(&state.texts), draw(state.speech.scripts()));
            let (warning, can_cancel) = (screen.warning, screen.can_cancel);
            let card_on_reader = screen.card_on_reader;
            let session = screen.session;
            let shown = (sheet.name, sheet.reason);
            let before = self.0.shown.replace(Some(shown));
            let new_screen = before != Some(shown);
            if new_screen {
                // What comes now may be "take your card": nothing lies over it.
                state.overlay = Overlay::None;
                state.serial = state.serial.wrapping_add(1);
                let shuffled = state.modes.has(Mode::ShuffledPad);
                let pad = pin_pad::figures(shuffled).to_vec();
                Kiosk::get(&window).set_pad(ModelRc::new(VecModel::from(pad)));
            }
            state.speech.draw(aloud, new_screen);
            let around = Around {
                texts: &state.texts,
                modes: state.modes,
                overlay: state.overlay,
                serial: state.serial,
                specimen: state.specimen,
                spoken: state.speech.prompt(),
                pin_count: state.pin.count(),
                pictures: state.pictures.as_ref(),
                warning,
                card_on_reader,
                can_cancel,
                ear: state.speech.ear(),
                volume: state.speech.volume(),
                headset,
            };
            present(&window, &sheet, &around);
            let now = UnderFinger {
                serial: state.serial,
                overlay: state.overlay,
                warning,
                by_ear: state.by_ear(),
            };
            if self.0.under_finger.get().0 != now {
                self.0.under_finger.set((now, Instant::now()));
            }
            if new_screen && let Some(session) = session {
                tracing::info!(hop = "kiosk", session = %session, screen = sheet.name);
            } else if new_screen {
                tracing::info!(hop = "kiosk", screen = sheet.name);
            }
            state.sheet = Some(sheet);
            new_screen
        };
        if new_screen
            && let Some(observer) = self.0.observer.borrow_mut().as_mut()
            && let Some(sheet) = &self.0.state.borrow().sheet
        {
            observer(sheet);
        }
        let mut state = self.0.state.borrow_mut();
        let pin_count = state.pin.count();
        state.speech.speak(pin_count);
    }
}

/// Zeroes the pixels where they lie. Not so, and `false`, where somebody else holds them too: a copy was zeroed.
fn wipe(picture: &mut SharedPixelBuffer<Rgba8Pixel>) -> bool {
    let before = picture.as_bytes().as_ptr();
    picture.make_mut_bytes().zeroize();
    picture.as_bytes().as_ptr() == before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_ours_alone_is_wiped_where_it_lies_and_a_shared_one_is_told() {
        let mut picture = SharedPixelBuffer::<Rgba8Pixel>::new(8, 8);
        picture.make_mut_bytes().fill(0x5A);
        let page = Image::from_rgba8(picture.clone());
        assert!(!wipe(&mut picture.clone()));
        drop(page);
        assert!(wipe(&mut picture));
        assert!(picture.as_bytes().iter().all(|byte| *byte == 0));
    }
}
