//! The thread that speaks.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use issuance::Prompt;

use crate::output::{Output, Unplayable};
use crate::voice::Voice;

/// Between the end of a prompt and its repetition.
const PAUSE: Duration = Duration::from_secs(3);

/// A prompt that begins to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Which.
    pub prompt: Prompt,
    /// What it says, to be shown.
    pub text: &'static str,
    /// A sound device plays it. Without one it is only shown.
    pub audible: bool,
}

enum Order {
    Say(Prompt),
    Hush,
}

/// Says prompts on its own thread: never waits, never fails.
///
/// The latest prompt takes the place of the one before. A prompt that
/// [repeats](Prompt::repeats) is said again until another comes or [`Speaker::hush`]. Ends when
/// dropped.
#[derive(Debug)]
pub struct Speaker {
    orders: Sender<Order>,
}

impl Speaker {
    /// Starts the thread. `open` makes the output there, such as
    /// `|| Box::new(guidance::Device::new())`; `heard` is told of each prompt when it begins.
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
            };
            mouth.run(&received);
        };
        thread::Builder::new()
            .name("guidance".to_owned())
            .spawn(run)?;
        Ok(Self { orders })
    }

    /// Says this, at once, in place of what is being said.
    pub fn say(&self, prompt: Prompt) {
        self.order(Order::Say(prompt));
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
}

impl<H: FnMut(Spoken)> Mouth<H> {
    fn run(mut self, orders: &Receiver<Order>) {
        let mut again: Option<(Prompt, Instant)> = None;
        loop {
            let next = match again {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, at)) => orders.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let order = match (next, again) {
                (Ok(order), _) => latest(order, orders),
                (Err(RecvTimeoutError::Timeout), Some((prompt, _))) => Order::Say(prompt),
                (Err(_), _) => break,
            };
            again = match order {
                Order::Say(prompt) => {
                    let length = self.say(prompt);
                    let at = Instant::now() + length + self.pause;
                    prompt.repeats().then_some((prompt, at))
                }
                Order::Hush => {
                    self.output.stop();
                    None
                }
            };
        }
        self.output.stop();
    }

    fn say(&mut self, prompt: Prompt) -> Duration {
        self.output.stop();
        let played = self.play(prompt);
        if played.is_err() && !self.told_unplayable {
            tracing::warn!(
                code = "VOICE-SILENT",
                "no sound device plays; guidance is shown only"
            );
        }
        self.told_unplayable = played.is_err();
        (self.heard)(Spoken {
            prompt,
            text: crate::text(prompt),
            audible: played.is_ok(),
        });
        played.unwrap_or_default()
    }

    fn play(&mut self, prompt: Prompt) -> Result<Duration, Unplayable> {
        let voice = self.voice.as_ref().ok_or(Unplayable)?;
        let speech = voice.synthesize(prompt).map_err(|error| {
            tracing::error!(code = error.code(), "{error}");
            Unplayable
        })?;
        self.output.play(speech)
    }
}

/// What was ordered last: what came before it is out of date.
fn latest(first: Order, orders: &Receiver<Order>) -> Order {
    orders.try_iter().last().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::voice::Speech;
    use crate::{Device, Silent};

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

    #[test]
    fn a_prompt_is_played_once_and_told() {
        let (speaker, ear, heard) = speaker(Duration::ZERO);
        speaker.say(Prompt::PlaceCard);
        let spoken = heard.recv().unwrap();
        assert_eq!((spoken.prompt, spoken.audible), (Prompt::PlaceCard, true));
        assert!(spoken.text.contains("マイナンバーカード"));
        drop(speaker);
        let sounds: Vec<_> = ear.iter().collect();
        assert!(matches!(
            sounds.as_slice(),
            [Sound::Stop, Sound::Play(1..), Sound::Stop]
        ));
        assert_eq!(heard.iter().count(), 0);
    }

    #[test]
    fn r91_take_card_and_take_papers_are_repeated_until_something_else_is_said() {
        for prompt in [Prompt::TakeCard, Prompt::TakePapers, Prompt::CardForgotten] {
            let (speaker, _ear, heard) = speaker(Duration::ZERO);
            speaker.say(prompt);
            for _ in 0..4 {
                assert_eq!(heard.recv().unwrap().prompt, prompt);
            }
            speaker.say(Prompt::Finished);
            let next = heard.iter().find(|spoken| spoken.prompt != prompt).unwrap();
            assert_eq!(next.prompt, Prompt::Finished);
            drop(speaker);
            assert_eq!(heard.iter().count(), 0);
        }
    }

    #[test]
    fn hush_ends_the_repetition() {
        let (speaker, ear, heard) = speaker(Duration::ZERO);
        speaker.say(Prompt::TakeCard);
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
    fn the_latest_prompt_takes_the_place_of_one_that_is_being_said() {
        let (speaker, ear, heard) = speaker(LONG);
        speaker.say(Prompt::Terms);
        assert_eq!(heard.recv().unwrap().prompt, Prompt::Terms);
        speaker.say(Prompt::Pay);
        assert_eq!(heard.recv().unwrap().prompt, Prompt::Pay);
        let sounds: Vec<_> = ear.try_iter().collect();
        assert!(matches!(
            sounds.as_slice(),
            [Sound::Stop, Sound::Play(_), Sound::Stop, Sound::Play(_)]
        ));
    }

    #[test]
    fn of_several_orders_only_the_last_is_carried_out() {
        let (orders, received) = mpsc::channel();
        orders.send(Order::Say(Prompt::Pay)).unwrap();
        orders.send(Order::Say(Prompt::Finished)).unwrap();
        assert!(matches!(
            latest(Order::Hush, &received),
            Order::Say(Prompt::Finished)
        ));
        assert!(matches!(latest(Order::Hush, &received), Order::Hush));
    }

    #[test]
    fn r91_without_a_sound_device_the_text_is_still_told() {
        let (told, heard) = mpsc::channel();
        let open = || -> Box<dyn Output> { Box::new(Silent) };
        let speaker = Speaker::start(open, move |spoken| told.send(spoken).unwrap_or(())).unwrap();
        speaker.say(Prompt::Stopped);
        let spoken = heard.recv().unwrap();
        assert_eq!((spoken.prompt, spoken.audible), (Prompt::Stopped, false));
        assert!(!spoken.text.is_empty());
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
        for prompt in [Prompt::Welcome, Prompt::Finished] {
            speaker.say(prompt);
            assert_eq!(heard.recv().unwrap().prompt, prompt);
        }
        assert!(opened.load(Ordering::SeqCst));
    }
}
