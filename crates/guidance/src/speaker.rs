//! The thread that speaks.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::output::{Output, Unplayable};
use crate::script::Utterance;
use crate::voice::Voice;

/// Between the end of something and its repetition.
const PAUSE: Duration = Duration::from_secs(3);

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
    Volume(Volume),
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
#[derive(Debug)]
pub struct Speaker {
    orders: Sender<Order>,
}

impl Speaker {
    /// Starts the thread. `open` makes the output there, such as
    /// `|| Box::new(guidance::Device::new())`; `heard` is told of each utterance when it begins.
    ///
    /// After the sandbox has been entered, as every thread.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start<O, H>(open: O, heard: H) -> io::Result<Self>
    where
        O: FnOnce() -> Box<dyn Output> + Send + 'static,
        H: FnMut(Spoken) + Send + 'static,
    {
        Self::start_with_pause(PAUSE, open, heard)
    }

    fn start_with_pause<O, H>(pause: Duration, open: O, heard: H) -> io::Result<Self>
    where
        O: FnOnce() -> Box<dyn Output> + Send + 'static,
        H: FnMut(Spoken) + Send + 'static,
    {
        let (orders, received) = mpsc::channel();
        let run = move || {
            let voice = Voice::load()
                .inspect_err(|error| tracing::error!(code = error.code(), "no voice: {error}"));
            let mouth = Mouth {
                voice: voice.ok(),
                output: open(),
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
    output: Box<dyn Output>,
    heard: H,
    pause: Duration,
    told_unplayable: bool,
    volume: Volume,
}

impl<H: FnMut(Spoken)> Mouth<H> {
    fn run(mut self, orders: &Receiver<Order>) {
        let mut again: Option<(Utterance, Instant)> = None;
        loop {
            let next = match &again {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, at)) => orders.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let order = match (next, again.take()) {
                (Ok(order), said) => {
                    let (volume, order) = latest(order, orders);
                    self.volume = volume.unwrap_or(self.volume);
                    let Some(order) = order else {
                        // Only the volume: what is repeated goes on.
                        again = said;
                        continue;
                    };
                    order
                }
                (Err(RecvTimeoutError::Timeout), Some((utterance, _))) => Order::Say(utterance),
                (Err(_), _) => break,
            };
            match order {
                Order::Say(utterance) => {
                    let length = self.say(&utterance);
                    let at = Instant::now() + length + self.pause;
                    again = utterance.repeats.then_some((utterance, at));
                }
                Order::Hush | Order::Volume(_) => self.output.stop(),
            }
        }
        self.output.stop();
    }

    fn say(&mut self, utterance: &Utterance) -> Duration {
        self.output.stop();
        let played = self.play(utterance);
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
        played.unwrap_or_default()
    }

    fn play(&mut self, utterance: &Utterance) -> Result<Duration, Unplayable> {
        let voice = self.voice.as_ref().ok_or(Unplayable)?;
        // A panic over one utterance must not be the end of all speech.
        let speech = catch_unwind(AssertUnwindSafe(|| voice.synthesize(utterance)))
            .map_err(|_| tracing::error!(code = "VOICE-PANIC", "the voice panicked"))
            .map_err(|()| Unplayable)?
            .map_err(|error| {
                tracing::error!(code = error.code(), "{error}");
                Unplayable
            })?;
        self.output.play(speech.at(self.volume))
    }
}

/// The volume that was asked for last, and what else was: what came before it is out of date.
fn latest(first: Order, orders: &Receiver<Order>) -> (Option<Volume>, Option<Order>) {
    let (mut volume, mut last) = (None, None);
    for order in std::iter::once(first).chain(orders.try_iter()) {
        match order {
            Order::Volume(asked) => volume = Some(asked),
            order => last = Some(order),
        }
    }
    (volume, last)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::voice::Speech;
    use crate::{Chime, Device, Silent, Tongue};

    fn said(script: &str) -> Utterance {
        Utterance::new(Tongue::Japanese, script)
    }

    const LONG: Duration = Duration::from_secs(3600);

    #[derive(Debug, PartialEq)]
    enum Sound {
        Play(usize),
        Stop,
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
        let open = move || -> Box<dyn Output> { Box::new(Ear { sounds, length }) };
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
        orders.send(Order::Say(said(TAKE))).unwrap();
        let (volume, order) = latest(Order::Hush, &received);
        assert_eq!(volume, Some(Volume::High));
        assert!(matches!(order, Some(Order::Say(last)) if last == said(TAKE)));
        assert!(matches!(
            latest(Order::Hush, &received),
            (None, Some(Order::Hush))
        ));
    }

    #[test]
    fn r91_without_a_sound_device_the_text_is_still_told() {
        let (told, heard) = mpsc::channel();
        let open = || -> Box<dyn Output> { Box::new(Silent) };
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
        let open = move || -> Box<dyn Output> {
            seen.store(true, Ordering::SeqCst);
            Box::new(Device::new())
        };
        let speaker = Speaker::start(open, move |spoken| told.send(spoken).unwrap_or(())).unwrap();
        for script in [PUT, TAKE] {
            speaker.say(said(script));
            assert_eq!(heard.recv().unwrap().utterance, said(script));
        }
        assert!(opened.load(Ordering::SeqCst));
    }
}
