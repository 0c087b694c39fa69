//! The thread that speaks.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::confidence::Confidence;
use crate::headset::{Headset, Socket};
use crate::output::{Output, Unplayable};
use crate::script::{Chime, Utterance};
use crate::voice::{Speech, Voice, VoiceError};

/// Between the end of something and its repetition.
const PAUSE: Duration = Duration::from_secs(3);

/// Between two looks at the headset's jack.
const LOOK: Duration = Duration::from_millis(250);

/// What sound goes to.
pub struct Outputs {
    /// What everybody hears.
    pub loudspeaker: Box<dyn Output>,
    /// What one person alone hears, where the kiosk has a socket for it.
    pub headset: Option<Headset>,
}

impl Outputs {
    /// A loudspeaker, and no socket for a headset.
    #[must_use]
    pub fn loudspeaker(output: impl Output + 'static) -> Outputs {
        Outputs {
            loudspeaker: Box::new(output),
            headset: None,
        }
    }
}

impl std::fmt::Debug for Outputs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outputs")
    }
}

/// Something that begins to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What.
    pub utterance: Utterance,
    /// A sound device plays it. Without one it is only shown.
    pub audible: bool,
}

enum Order {
    Say(Utterance),
    Confide(Confidence),
    Volume(Volume),
    UseHeadset(bool),
    Hush,
}

/// How loud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volume {
    /// For quiet places.
    Low,
    /// As the voice was made.
    #[default]
    Usual,
    /// For those who hear badly.
    High,
}

impl Volume {
    /// The next louder one, and after the loudest the lowest.
    #[must_use]
    pub const fn next(self) -> Volume {
        match self {
            Volume::Low => Volume::Usual,
            Volume::Usual => Volume::High,
            Volume::High => Volume::Low,
        }
    }

    /// What each sample is multiplied with.
    pub(crate) const fn gain(self) -> f32 {
        match self {
            Volume::Low => 0.4,
            Volume::Usual => 1.0,
            Volume::High => 2.2,
        }
    }
}

/// Speaks on its own thread: never waits, never fails.
///
/// The latest utterance takes the place of the one before. One that [repeats](Utterance::repeats) is
/// said again until another comes or [`Speaker::hush`]. Ends when dropped.
///
/// Everything comes from the loudspeaker until [`Speaker::use_headset`]. From then on, while a headset is plugged in, it
/// comes from there; what warns (what repeats, and what has a chime for something to be taken or forgotten) from both.
/// Where the headset is pulled out or does not play, the loudspeaker has it all again until it is chosen anew.
#[derive(Debug)]
pub struct Speaker {
    orders: Sender<Order>,
}

impl Speaker {
    /// Starts the thread. `open` makes the outputs there, such as
    /// `|| Outputs::loudspeaker(guidance::Device::new())`; `heard` is told of each utterance when it begins, never of
    /// what is confided.
    ///
    /// After the sandbox has been entered, as every thread.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start<O, H>(open: O, heard: H) -> io::Result<Self>
    where
        O: FnOnce() -> Outputs + Send + 'static,
        H: FnMut(Spoken) + Send + 'static,
    {
        Self::start_with_pause(PAUSE, open, heard)
    }

    fn start_with_pause<O, H>(pause: Duration, open: O, heard: H) -> io::Result<Self>
    where
        O: FnOnce() -> Outputs + Send + 'static,
        H: FnMut(Spoken) + Send + 'static,
    {
        let (orders, received) = mpsc::channel();
        let run = move || {
            let voice = Voice::load()
                .inspect_err(|error| tracing::error!(code = error.code(), "no voice: {error}"));
            let Outputs {
                loudspeaker,
                headset,
            } = open();
            let mouth = Mouth {
                voice: voice.ok(),
                loudspeaker,
                headset: headset.map(Socket::new),
                heard,
                pause,
                told_unplayable: false,
                volume: Volume::default(),
            };
            mouth.run(&received);
        };
        thread::Builder::new()
            .name("guidance".to_owned())
            .spawn(run)?;
        Ok(Self { orders })
    }

    /// Says this, at once, in place of what is being said.
    pub fn say(&self, utterance: Utterance) {
        self.order(Order::Say(utterance));
    }

    /// Says this into the headset, at once, in place of what is being said. Where none is plugged in, or it was not
    /// chosen, it is not said.
    pub fn confide(&self, confidence: Confidence) {
        self.order(Order::Confide(confidence));
    }

    /// Whether the headset is to be used, if one is plugged in. It ends when it is pulled out.
    pub fn use_headset(&self, chosen: bool) {
        self.order(Order::UseHeadset(chosen));
    }

    /// How loud from the next utterance on.
    pub fn set_volume(&self, volume: Volume) {
        self.order(Order::Volume(volume));
    }

    /// Is quiet, and repeats no more.
    pub fn hush(&self) {
        self.order(Order::Hush);
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
            tracing::error!(code = "VOICE-THREAD", "the voice's thread is gone");
        }
    }
}

/// What the thread has.
struct Mouth<H> {
    voice: Option<Voice>,
    loudspeaker: Box<dyn Output>,
    headset: Option<Socket>,
    heard: H,
    pause: Duration,
    told_unplayable: bool,
    volume: Volume,
}

impl<H: FnMut(Spoken)> Mouth<H> {
    fn run(mut self, orders: &Receiver<Order>) {
        let mut again: Option<(Utterance, Instant)> = None;
        loop {
            let look = self.headset.is_some().then(|| Instant::now() + LOOK);
            let next = match again.iter().map(|(_, at)| *at).chain(look).min() {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => orders.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            if let Some(socket) = &mut self.headset {
                socket.look();
            }
            let order = match next {
                Ok(order) => {
                    let latest = Latest::of(order, orders);
                    self.volume = latest.volume.unwrap_or(self.volume);
                    if let (Some(chosen), Some(socket)) = (latest.use_headset, &mut self.headset) {
                        socket.choose(chosen);
                    }
                    latest.order
                }
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            match order {
                Some(Order::Say(utterance)) => again = self.say(utterance),
                Some(Order::Confide(confidence)) => {
                    again = None;
                    self.confide(&confidence);
                }
                Some(Order::Hush) => {
                    again = None;
                    self.stop();
                }
                // How loud something is said does not end it.
                Some(Order::Volume(_) | Order::UseHeadset(_)) | None => {
                    let due = |(_, at): &mut (Utterance, Instant)| *at <= Instant::now();
                    if let Some((utterance, _)) = again.take_if(due) {
                        again = self.say(utterance);
                    }
                }
            }
        }
        self.stop();
    }

    fn stop(&mut self) {
        self.loudspeaker.stop();
        if let Some(socket) = &mut self.headset {
            socket.stop();
        }
    }

    /// Says it, and when to say it again.
    fn say(&mut self, utterance: Utterance) -> Option<(Utterance, Instant)> {
        self.stop();
        let played = self.play(&utterance);
        if played.is_err() && !self.told_unplayable {
            tracing::warn!(
                code = "VOICE-SILENT",
                "no sound device plays; guidance is shown only"
            );
        }
        self.told_unplayable = played.is_err();
        (self.heard)(Spoken {
            utterance: utterance.clone(),
            audible: played.is_ok(),
        });
        let at = Instant::now() + played.unwrap_or_default() + self.pause;
        utterance.repeats.then_some((utterance, at))
    }

    fn play(&mut self, utterance: &Utterance) -> Result<Duration, Unplayable> {
        let speech = self.speech(
            |voice| voice.synthesize(utterance),
            |error| tracing::error!(code = error.code(), "{error}"),
        )?;
        let warns =
            utterance.repeats || matches!(utterance.chime, Some(Chime::Alarm | Chime::Attention));
        if !self.headset.as_mut().is_some_and(Socket::is_used_now) {
            return self.loudspeaker.play(speech.at(self.volume));
        }
        // A warning reaches everybody, whatever becomes of the headset, and as loud as it was made: the volume was chosen
        // for an ear.
        let loud = warns.then(|| self.loudspeaker.play(speech.clone()));
        let quiet = match &mut self.headset {
            Some(socket) => socket.play(speech.clone().at(self.volume)),
            None => Err(Unplayable),
        };
        loud.unwrap_or_else(|| quiet.or_else(|_| self.loudspeaker.play(speech)))
    }

    fn confide(&mut self, confidence: &Confidence) {
        self.stop();
        let speech = self.speech(
            |voice| voice.synthesize_confidence(confidence),
            // The code alone: the error quotes what it is about.
            |error| tracing::error!(code = error.code()),
        );
        let volume = self.volume;
        match (speech, &mut self.headset) {
            // The jack is asked here, when the speech has been made: the headset may just have been pulled out.
            (Ok(speech), Some(socket)) => drop(socket.play(speech.at(volume))),
            // Not silence: the loudspeaker says what it may.
            (Err(Unplayable), Some(socket)) if socket.is_used() => socket.fail(),
            _ => {}
        }
    }

    /// A panic over one utterance must not be the end of all speech.
    fn speech(
        &self,
        make: impl FnOnce(&Voice) -> Result<Speech, VoiceError>,
        tell: impl FnOnce(&VoiceError),
    ) -> Result<Speech, Unplayable> {
        let voice = self.voice.as_ref().ok_or(Unplayable)?;
        let made = catch_unwind(AssertUnwindSafe(|| make(voice))).map_err(|_| {
            tracing::error!(code = "VOICE-PANIC", "the voice panicked");
            Unplayable
        })?;
        made.inspect_err(tell).map_err(|_| Unplayable)
    }
}

/// What was asked for last: what came before it is out of date.
#[derive(Default)]
struct Latest {
    volume: Option<Volume>,
    use_headset: Option<bool>,
    order: Option<Order>,
}

impl Latest {
    fn of(first: Order, orders: &Receiver<Order>) -> Latest {
        let mut latest = Latest::default();
        for order in std::iter::once(first).chain(orders.try_iter()) {
            match order {
                Order::Volume(asked) => latest.volume = Some(asked),
                Order::UseHeadset(asked) => latest.use_headset = Some(asked),
                order => latest.order = Some(order),
            }
        }
        latest
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use super::*;
    use crate::{Device, Jack, Silent, Tongue};

    fn said(script: &str) -> Utterance {
        Utterance::new(Tongue::Japanese, script)
    }

    const LONG: Duration = Duration::from_secs(3600);

    #[derive(Debug, PartialEq)]
    enum Sound {
        Play(usize),
        Stop,
    }

    /// How loud, in thousandths of the loudest sample there could be.
    fn peak(speech: &Speech) -> u32 {
        let peak = speech
            .samples()
            .iter()
            .fold(0.0_f32, |peak, s| peak.max(s.abs()));
        (peak * 1000.0) as u32
    }

    /// Tells what it is asked to play.
    struct Ear {
        sounds: Sender<Sound>,
        length: Duration,
    }

    impl Output for Ear {
        fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable> {
            self.sounds
                .send(Sound::Play(speech.samples().len()))
                .unwrap();
            Ok(self.length)
        }

        fn stop(&mut self) {
            // The test may have heard enough.
            let _ = self.sounds.send(Sound::Stop);
        }
    }

    fn speaker(length: Duration) -> (Speaker, Receiver<Sound>, Receiver<Spoken>) {
        let (sounds, ear) = mpsc::channel();
        let (told, heard) = mpsc::channel();
        let open = move || Outputs::loudspeaker(Ear { sounds, length });
        let speaker = Speaker::start_with_pause(Duration::ZERO, open, move |spoken| {
            told.send(spoken).unwrap_or(())
        });
        (speaker.unwrap(), ear, heard)
    }

    const PUT: &str = "カ'ードオ/オイテクダサ'イ。";
    const TAKE: &str = "カ'ードオ/オトリクダサ'イ。";

    #[test]
    fn an_utterance_is_played_once_and_told() {
        let (speaker, ear, heard) = speaker(Duration::ZERO);
        speaker.say(said(PUT));
        let spoken = heard.recv().unwrap();
        assert_eq!((spoken.utterance, spoken.audible), (said(PUT), true));
        drop(speaker);
        let sounds: Vec<_> = ear.iter().collect();
        assert!(matches!(
            sounds.as_slice(),
            [Sound::Stop, Sound::Play(1..), Sound::Stop]
        ));
        assert_eq!(heard.iter().count(), 0);
    }

    #[test]
    fn r91_what_is_repeated_is_said_until_something_else_is() {
        let (speaker, _ear, heard) = speaker(Duration::ZERO);
        let again = Utterance {
            repeats: true,
            chime: Some(Chime::Alarm),
            ..said(TAKE)
        };
        speaker.say(again.clone());
        for _ in 0..4 {
            assert_eq!(heard.recv().unwrap().utterance, again);
        }
        // How loud it is said does not end it.
        speaker.set_volume(Volume::Low);
        for _ in 0..2 {
            assert_eq!(heard.recv().unwrap().utterance, again);
        }
        speaker.say(said(PUT));
        let next = heard.iter().find(|spoken| spoken.utterance != again);
        assert_eq!(next.unwrap().utterance, said(PUT));
        drop(speaker);
        assert_eq!(heard.iter().count(), 0);
    }

    #[test]
    fn hush_ends_the_repetition() {
        let (speaker, ear, heard) = speaker(Duration::ZERO);
        speaker.say(Utterance {
            repeats: true,
            ..said(TAKE)
        });
        heard.recv().unwrap();
        speaker.hush();
        // Only a stop can follow the stop of the hush: the next is that of the drop.
        drop(speaker);
        let sounds: Vec<_> = ear.iter().collect();
        assert_eq!(sounds.last(), Some(&Sound::Stop));
        assert_eq!(
            sounds
                .iter()
                .rev()
                .take_while(|sound| **sound == Sound::Stop)
                .count(),
            2
        );
    }

    #[test]
    fn the_latest_utterance_takes_the_place_of_one_that_is_being_said() {
        let (speaker, ear, heard) = speaker(LONG);
        speaker.say(said(PUT));
        assert_eq!(heard.recv().unwrap().utterance, said(PUT));
        speaker.say(said(TAKE));
        assert_eq!(heard.recv().unwrap().utterance, said(TAKE));
        let sounds: Vec<_> = ear.try_iter().collect();
        assert!(matches!(
            sounds.as_slice(),
            [Sound::Stop, Sound::Play(_), Sound::Stop, Sound::Play(_)]
        ));
    }

    #[test]
    fn of_several_orders_only_the_last_is_carried_out() {
        let (orders, received) = mpsc::channel();
        orders.send(Order::Say(said(PUT))).unwrap();
        orders.send(Order::Volume(Volume::High)).unwrap();
        orders.send(Order::UseHeadset(true)).unwrap();
        orders.send(Order::Say(said(TAKE))).unwrap();
        let latest = Latest::of(Order::Hush, &received);
        assert_eq!(latest.volume, Some(Volume::High));
        assert_eq!(latest.use_headset, Some(true));
        assert!(matches!(latest.order, Some(Order::Say(last)) if last == said(TAKE)));
        assert!(matches!(
            Latest::of(Order::Hush, &received).order,
            Some(Order::Hush)
        ));
    }

    /// A plug that a test pulls out and puts in.
    #[derive(Clone, Default)]
    struct Plugged(Arc<AtomicBool>);

    impl Plugged {
        fn put(&self, plugged: bool) {
            self.0.store(plugged, Ordering::SeqCst);
        }
    }

    impl Jack for Plugged {
        fn is_plugged(&mut self) -> bool {
            self.0.load(Ordering::SeqCst)
        }
    }

    struct Broken;

    impl Output for Broken {
        fn play(&mut self, _: Speech) -> Result<Duration, Unplayable> {
            Err(Unplayable)
        }

        fn stop(&mut self) {}
    }

    /// A speaker with a socket, and everything that can be learnt of it.
    struct Booth {
        speaker: Speaker,
        plug: Plugged,
        loud: Receiver<Sound>,
        quiet: Receiver<Sound>,
        plugs: Receiver<bool>,
        heard: Receiver<Spoken>,
    }

    impl Booth {
        fn new(broken: bool) -> Booth {
            let (loud_sounds, loud) = mpsc::channel();
            let (quiet_sounds, quiet) = mpsc::channel();
            let (told_plug, plugs) = mpsc::channel();
            let (told, heard) = mpsc::channel();
            let plug = Plugged::default();
            let jack = plug.clone();
            let open = move || {
                let ear = |sounds| Ear {
                    sounds,
                    length: Duration::ZERO,
                };
                let output: Box<dyn Output> = if broken {
                    Box::new(Broken)
                } else {
                    Box::new(ear(quiet_sounds))
                };
                Outputs {
                    loudspeaker: Box::new(ear(loud_sounds)),
                    headset: Some(Headset {
                        output,
                        jack: Box::new(jack),
                        told: Box::new(move |plugged| told_plug.send(plugged).unwrap_or(())),
                    }),
                }
            };
            let tell = move |spoken| told.send(spoken).unwrap_or(());
            Booth {
                speaker: Speaker::start_with_pause(Duration::ZERO, open, tell).unwrap(),
                plug,
                loud,
                quiet,
                plugs,
                heard,
            }
        }

        /// With a headset that is plugged in and chosen.
        fn chosen() -> Booth {
            let booth = Booth::new(false);
            booth.plug.put(true);
            assert!(booth.plugs.recv().unwrap());
            booth.speaker.use_headset(true);
            booth
        }

        /// Waits until everything before has been done.
        fn say(&self, utterance: Utterance) {
            self.speaker.say(utterance.clone());
            while self.heard.recv().unwrap().utterance != utterance {}
        }

        fn plays(sounds: &Receiver<Sound>) -> usize {
            let played = |sound: &Sound| matches!(sound, Sound::Play(1..));
            sounds.try_iter().filter(played).count()
        }

        /// How often something was played since the last time: by the loudspeaker, by the headset.
        fn played(&self) -> (usize, usize) {
            (Self::plays(&self.loud), Self::plays(&self.quiet))
        }
    }

    fn confidence() -> Confidence {
        let mut confidence = Confidence::new();
        confidence.words(Tongue::Japanese, "オナマエ。");
        confidence.spell(Tongue::Japanese, "見本");
        confidence.date(Tongue::English, 1985, 4, 1);
        confidence
    }

    /// The speaker takes the newest order only: this one was carried out, and nothing came after it.
    fn confide(booth: &Booth) {
        booth.speaker.confide(confidence());
        while !matches!(booth.quiet.recv().unwrap(), Sound::Play(_)) {}
    }

    /// Carried out, whatever came of it: it begins by being quiet.
    fn confide_in_vain(booth: &Booth) {
        let _ = booth.played();
        booth.speaker.confide(confidence());
        while booth.loud.recv().unwrap() != Sound::Stop {}
    }

    #[test]
    fn what_is_confided_is_played_by_the_headset_alone() {
        let booth = Booth::chosen();
        booth.say(said(PUT));
        assert_eq!(booth.played(), (0, 1));
        confide(&booth);
        booth.say(said(TAKE));
        assert_eq!(booth.played(), (0, 1));
    }

    #[test]
    fn without_a_headset_that_was_chosen_nothing_is_confided() {
        let booth = Booth::new(false);
        // Nothing is plugged in, and choosing it does not help, not even later.
        booth.speaker.use_headset(true);
        booth.say(said(PUT));
        assert_eq!(booth.played(), (1, 0));
        confide_in_vain(&booth);
        booth.say(said(TAKE));
        assert_eq!(booth.played(), (1, 0));
        // Plugged in, and not chosen.
        booth.plug.put(true);
        assert!(booth.plugs.recv().unwrap());
        confide_in_vain(&booth);
        booth.say(said(PUT));
        assert_eq!(booth.played(), (1, 0));
    }

    #[test]
    fn what_is_pulled_out_is_quiet_and_the_loudspeaker_has_it_again() {
        let booth = Booth::chosen();
        confide(&booth);
        booth.plug.put(false);
        assert!(!booth.plugs.recv().unwrap());
        assert_eq!(booth.quiet.try_iter().last(), Some(Sound::Stop));
        confide_in_vain(&booth);
        booth.say(said(PUT));
        assert_eq!(booth.played(), (1, 0));
        // Plugged in again it is another's: to be chosen anew.
        booth.plug.put(true);
        assert!(booth.plugs.recv().unwrap());
        confide_in_vain(&booth);
        booth.say(said(TAKE));
        assert_eq!(booth.played(), (1, 0));
    }

    #[test]
    fn what_is_not_chosen_any_more_is_quiet() {
        let booth = Booth::chosen();
        confide(&booth);
        booth.speaker.use_headset(false);
        assert_eq!(booth.quiet.recv().unwrap(), Sound::Stop);
        confide_in_vain(&booth);
        booth.say(said(PUT));
        assert_eq!(booth.played(), (1, 0));
    }

    /// Pulled out after so many more looks.
    #[derive(Clone)]
    struct Loose(Arc<AtomicUsize>);

    impl Jack for Loose {
        fn is_plugged(&mut self) -> bool {
            let fewer = |left: usize| left.checked_sub(1);
            let (set, fetch) = (Ordering::SeqCst, Ordering::SeqCst);
            self.0.fetch_update(set, fetch, fewer).is_ok()
        }
    }

    #[test]
    fn a_plug_that_goes_while_the_speech_is_made_has_nothing_confided() {
        let (told, plugs) = mpsc::channel();
        let (sounds, quiet) = mpsc::channel();
        let loose = Loose(Arc::new(AtomicUsize::new(usize::MAX)));
        let jack = loose.clone();
        let open = move || Outputs {
            loudspeaker: Box::new(Silent),
            headset: Some(Headset {
                output: Box::new(Ear {
                    sounds,
                    length: Duration::ZERO,
                }),
                jack: Box::new(jack),
                told: Box::new(move |plugged| told.send(plugged).unwrap()),
            }),
        };
        let speaker = Speaker::start(open, |_| {}).unwrap();
        assert!(plugs.recv().unwrap());
        speaker.use_headset(true);
        speaker.say(said(PUT));
        while !matches!(quiet.recv().unwrap(), Sound::Play(_)) {}
        // One look when the order comes, and none after it.
        loose.0.store(1, Ordering::SeqCst);
        speaker.confide(confidence());
        assert!(!plugs.recv().unwrap());
        drop(speaker);
        assert!(quiet.iter().all(|sound| sound == Sound::Stop));
    }

    #[test]
    fn the_plug_is_looked_at_before_anything_is_confided() {
        let booth = Booth::chosen();
        booth.say(said(PUT));
        // Between two looks, or just after one: nothing is said in any case.
        booth.plug.put(false);
        confide_in_vain(&booth);
        booth.say(said(TAKE));
        assert_eq!(booth.played(), (1, 0));
    }

    #[test]
    fn a_warning_is_heard_by_everybody() {
        let booth = Booth::chosen();
        for chime in [Chime::Alarm, Chime::Attention] {
            booth.say(Utterance {
                chime: Some(chime),
                ..said(TAKE)
            });
            assert_eq!(booth.played(), (1, 1));
        }
        // One that goes on does so whatever is done with the headset.
        let again = Utterance {
            repeats: true,
            ..said(TAKE)
        };
        booth.say(again.clone());
        for plugged in [true, false, true] {
            booth.plug.put(plugged);
            let _ = booth.played();
            for _ in 0..2 {
                assert_eq!(booth.heard.recv().unwrap().utterance, again);
            }
            assert!(booth.played().0 >= 1);
        }
    }

    #[test]
    fn the_volume_for_an_ear_is_not_the_alarms() {
        struct Level(Sender<u32>);
        impl Output for Level {
            fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable> {
                self.0.send(peak(&speech)).unwrap();
                Ok(Duration::ZERO)
            }
            fn stop(&mut self) {}
        }
        let (told_plug, plugs) = mpsc::channel();
        let (loud_level, loud) = mpsc::channel();
        let (quiet_level, quiet) = mpsc::channel();
        let plug = Plugged::default();
        plug.put(true);
        let open = move || Outputs {
            loudspeaker: Box::new(Level(loud_level)),
            headset: Some(Headset {
                output: Box::new(Level(quiet_level)),
                jack: Box::new(plug),
                told: Box::new(move |plugged| told_plug.send(plugged).unwrap()),
            }),
        };
        let speaker = Speaker::start(open, |_| {}).unwrap();
        let alarm = Utterance {
            chime: Some(Chime::Alarm),
            ..said(TAKE)
        };
        assert!(plugs.recv().unwrap());
        speaker.say(alarm.clone());
        let usual = loud.recv().unwrap();
        speaker.use_headset(true);
        speaker.set_volume(Volume::Low);
        speaker.say(alarm);
        assert_eq!(loud.recv().unwrap(), usual);
        assert!(2 * quiet.recv().unwrap() < usual + usual / 4);
    }

    #[test]
    fn a_headset_that_does_not_play_is_none() {
        let booth = Booth::new(true);
        booth.plug.put(true);
        assert!(booth.plugs.recv().unwrap());
        booth.speaker.use_headset(true);
        booth.say(said(PUT));
        assert!(!booth.plugs.recv().unwrap());
        booth.speaker.confide(confidence());
        booth.say(said(TAKE));
        assert_eq!(booth.played().0, 2);
        // Only another one is offered.
        booth.plug.put(false);
        booth.say(said(PUT));
        booth.plug.put(true);
        assert!(booth.plugs.recv().unwrap());
    }

    #[test]
    fn r91_without_a_sound_device_the_text_is_still_told() {
        let (told, heard) = mpsc::channel();
        let open = || Outputs::loudspeaker(Silent);
        let speaker = Speaker::start(open, move |spoken| told.send(spoken).unwrap_or(())).unwrap();
        speaker.say(said(PUT));
        let spoken = heard.recv().unwrap();
        assert_eq!((spoken.utterance, spoken.audible), (said(PUT), false));
    }

    #[test]
    fn what_cannot_be_said_stops_nothing() {
        let (speaker, _ear, heard) = speaker(Duration::ZERO);
        speaker.say(said("漢字"));
        assert!(!heard.recv().unwrap().audible);
        speaker.say(said(PUT));
        assert!(heard.recv().unwrap().audible);
    }

    /// Whether or not this machine has one.
    #[test]
    fn the_systems_sound_device_never_stops_the_speaker() {
        let (told, heard) = mpsc::channel();
        let opened = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&opened);
        let open = move || {
            seen.store(true, Ordering::SeqCst);
            Outputs::loudspeaker(Device::new())
        };
        let speaker = Speaker::start(open, move |spoken| told.send(spoken).unwrap_or(())).unwrap();
        for script in [PUT, TAKE] {
            speaker.say(said(script));
            assert_eq!(heard.recv().unwrap().utterance, said(script));
        }
        assert!(opened.load(Ordering::SeqCst));
    }
}
