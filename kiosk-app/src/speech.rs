// SPDX-License-Identifier: GPL-3.0-only
//! What is said, and when: what the session machine wants said, and to somebody who listens every page.

use std::mem;

use guidance::{Chime, Confidence, Tongue, Utterance, Volume};
use issuance::Prompt;

use crate::{
    adapters::voice::Voice,
    ear::{Aloud, Ear, Heard, Key, sentences},
    texts::{Language, Texts},
    view::{Action, Amount, Choice, Headset, Sheet},
};

/// What is to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ToSay {
    /// What the session machine wants said.
    Prompt(Prompt),
    /// The page, to somebody who listens; first the message of this key.
    Page(Option<&'static str>),
}

const PAGE: ToSay = ToSay::Page(None);

/// What a key does besides what is said for it.
#[derive(Debug)]
pub(crate) enum Pressed {
    /// Do this.
    Act(Action),
    /// A figure of the PIN.
    Figure(u8),
    /// One figure less.
    EraseOne,
}

/// The voice, and the page as it is said.
pub(crate) struct Speech {
    voice: Box<dyn Voice>,
    tongue: Tongue,
    /// What the texts sound like.
    scripts: Texts,
    volume: Volume,
    /// What the session machine wanted said last.
    prompt: Option<Prompt>,
    /// What is to be said when the page has been drawn.
    to_say: Option<ToSay>,
    /// The page as it would be said.
    page: Option<Sheet>,
    /// What can be chosen on it.
    ways: Vec<Choice>,
    /// The amounts on it.
    amounts: Vec<Amount>,
    ear: Ear,
    by_ear: bool,
    headset: Headset,
}

impl Speech {
    /// In Japanese, and nothing to say.
    pub(crate) fn new(voice: Box<dyn Voice>) -> Speech {
        let tongue = Language::Japanese.tongue();
        Speech {
            headset: socket(&*voice),
            voice,
            tongue,
            scripts: Texts::spoken(tongue),
            volume: Volume::default(),
            prompt: None,
            to_say: None,
            page: None,
            ways: Vec::new(),
            amounts: Vec::new(),
            ear: Ear::default(),
            by_ear: false,
        }
    }

    /// What was said for one resident goes with them.
    pub(crate) fn forget(&mut self) {
        self.set_tongue(Language::Japanese.tongue());
        self.by_ear = false;
        self.ear.begin();
        self.set_volume(Volume::default());
        self.leave_headset();
    }

    /// From now on to everybody. Said in any case: the plug may have moved meanwhile.
    fn leave_headset(&mut self) {
        self.voice.use_headset(false);
        if self.headset == Headset::Chosen {
            self.headset = Headset::In;
            self.set_volume(Volume::default());
        }
    }

    /// Another voice in the place of the one before.
    pub(crate) fn put_voice(&mut self, voice: Box<dyn Voice>) {
        self.headset = socket(&*voice);
        self.voice = voice;
        self.set_volume(self.volume);
    }

    pub(crate) fn is_audible(&self) -> Option<bool> {
        self.voice.is_audible()
    }

    pub(crate) const fn volume(&self) -> Volume {
        self.volume
    }

    fn set_volume(&mut self, volume: Volume) {
        self.volume = volume;
        self.voice.set_volume(volume);
    }

    /// The next volume, beginning again after the loudest.
    pub(crate) fn louder(&mut self) {
        self.set_volume(self.volume.next());
    }

    pub(crate) const fn headset(&self) -> Headset {
        self.headset
    }

    /// A headset was plugged in, or can be listened to no more.
    pub(crate) fn set_plugged(&mut self, plugged: bool) {
        let before = self.headset;
        self.headset = if plugged { Headset::In } else { Headset::Out };
        if before == Headset::Chosen {
            self.set_volume(Volume::default());
            self.say_again();
            if let Some(ToSay::Page(first)) = &mut self.to_say {
                *first = Some("headset-gone");
            }
        }
    }

    /// From now on to whoever wears the headset.
    pub(crate) fn use_headset(&mut self) {
        if self.headset == Headset::In {
            self.headset = Headset::Chosen;
            // What was right for a loudspeaker may be too much for an ear.
            self.set_volume(Volume::default());
            self.voice.use_headset(true);
            self.to_say = Some(ToSay::Page(Some("headset-listening")));
        }
    }

    /// To whoever wears the headset that was chosen.
    pub(crate) fn confide(&self, confidence: impl FnOnce(Tongue, &Texts) -> Option<Confidence>) {
        if self.headset == Headset::Chosen
            && let Some(confidence) = confidence(self.tongue, &self.scripts)
        {
            self.voice.confide(confidence);
        }
    }

    pub(crate) fn set_tongue(&mut self, tongue: Tongue) {
        if tongue != self.tongue {
            self.tongue = tongue;
            self.scripts = Texts::spoken(tongue);
        }
    }

    /// The texts as they are said.
    pub(crate) const fn scripts(&self) -> &Texts {
        &self.scripts
    }

    pub(crate) const fn ear(&self) -> &Ear {
        &self.ear
    }

    /// What the session machine wanted said last, unless it wanted silence since.
    pub(crate) const fn prompt(&self) -> Option<Prompt> {
        self.prompt
    }

    /// Whether this is another prompt than the last.
    pub(crate) fn set_prompt(&mut self, prompt: Prompt) -> bool {
        self.to_say = Some(ToSay::Prompt(prompt));
        self.prompt.replace(prompt) != Some(prompt)
    }

    /// Silence, and nothing to say again.
    pub(crate) fn end_prompt(&mut self) {
        self.prompt = None;
        self.to_say = None;
        self.hush();
    }

    /// Silence for now.
    pub(crate) fn hush(&self) {
        self.voice.hush();
    }

    /// From now on to somebody who does not look, or again to somebody who does.
    pub(crate) fn set_by_ear(&mut self, by_ear: bool) {
        self.by_ear = by_ear;
        self.ear.begin();
        if by_ear {
            self.to_say = Some(ToSay::Page(Some("ear-started")));
        } else {
            self.hush();
            // On the page that comes nothing says where the voice is.
            self.leave_headset();
            // "Take your card" is said on until it is taken, however it is said.
            self.say_again();
        }
    }

    /// What was said last, as it is said now.
    pub(crate) fn say_again(&mut self) {
        self.to_say = if self.by_ear {
            Some(PAGE)
        } else {
            self.prompt.map(ToSay::Prompt)
        };
    }

    /// Keeps what the page sounds like. Another page, or other choices on it, are said to whoever listens.
    pub(crate) fn draw(&mut self, page: Sheet, new_page: bool) {
        // The digits of a PIN change nothing on its page that would have to be said again.
        let ways = page.ways_on();
        if new_page || ways != self.ways || page.amounts != self.amounts {
            self.ways = ways;
            self.amounts.clone_from(&page.amounts);
            self.ear.begin();
            if self.by_ear && self.to_say.is_none() {
                self.to_say = Some(PAGE);
            }
        }
        self.page = Some(page);
    }

    /// One of the twelve keys, pressed by somebody who listens: what has to be done for it that is not said.
    pub(crate) fn press(&mut self, key: Key, pin_count: usize) -> Option<Pressed> {
        let aloud = Aloud {
            sheet: self.page.as_ref()?,
            scripts: &self.scripts,
            pin_count,
        };
        match self.ear.press(key, aloud) {
            Heard::Say(script) => self.voice.say(Utterance::new(self.tongue, script)),
            Heard::Louder => {
                self.louder();
                self.to_say = Some(PAGE);
            }
            Heard::Again => self.to_say = Some(PAGE),
            Heard::Act(action) => return Some(Pressed::Act(action)),
            Heard::Figure(figure) => {
                self.voice.say(Utterance::chime(Chime::Figure));
                return Some(Pressed::Figure(figure));
            }
            Heard::EraseOne => {
                self.voice.say(Utterance::chime(Chime::Erased));
                return Some(Pressed::EraseOne);
            }
        }
        None
    }

    /// Says what is to be said, now that the page is shown.
    pub(crate) fn speak(&mut self, pin_count: usize) {
        let Some(page) = &self.page else { return };
        let Some(to_say) = mem::take(&mut self.to_say) else {
            return;
        };
        let aloud = Aloud {
            sheet: page,
            scripts: &self.scripts,
            pin_count,
        };
        let parts = match to_say {
            ToSay::Prompt(prompt) if self.by_ear => self.prompt_by_ear(prompt, aloud),
            ToSay::Prompt(prompt) => self.prompt_beside(prompt, page),
            ToSay::Page(first) => first
                .map(|first| self.scripts.get(first))
                .into_iter()
                .chain([aloud.page(&self.ear)])
                .collect(),
        };
        let prompt = match to_say {
            ToSay::Prompt(prompt) => Some(prompt),
            ToSay::Page(_) => self.prompt,
        };
        self.voice.say(Utterance {
            tongue: self.tongue,
            script: sentences(parts),
            chime: prompt.and_then(chime),
            repeats: prompt.is_some_and(Prompt::repeats),
        });
    }

    fn said(&self, prompt: Prompt) -> String {
        self.scripts.get(&format!("say-{}", prompt.name()))
    }

    /// To somebody who does not look: the page says the rest.
    fn prompt_by_ear(&self, prompt: Prompt, aloud: Aloud<'_>) -> Vec<String> {
        if matches!(prompt, Prompt::StillThere | Prompt::StillThereCard) {
            return vec![self.said(prompt), self.scripts.get("ear-still")];
        }
        let alarm = prompt.is_alarm().then(|| self.said(prompt));
        alarm.into_iter().chain([aloud.page(&self.ear)]).collect()
    }

    /// To somebody who looks: what is to be done, and why where something ended.
    fn prompt_beside(&self, prompt: Prompt, page: &Sheet) -> Vec<String> {
        let mut parts = vec![self.said(prompt)];
        match prompt {
            Prompt::Stopped | Prompt::StoppedTakeCard => {
                parts.extend([page.title.clone(), page.body.clone(), page.money.clone()]);
            }
            Prompt::ChooseAgain => parts.push(page.note.clone()),
            Prompt::TakePapers => parts.push(page.change.clone()),
            Prompt::Finished => {
                parts.extend(page.amounts.iter().map(Amount::sentence));
                parts.push(page.change.clone());
            }
            _ => {}
        }
        parts
    }
}

fn socket(voice: &dyn Voice) -> Headset {
    if voice.has_socket() {
        Headset::Out
    } else {
        Headset::None
    }
}

/// The sound before what is said.
const fn chime(prompt: Prompt) -> Option<Chime> {
    match prompt {
        _ if prompt.is_alarm() => Some(Chime::Alarm),
        Prompt::StillThere | Prompt::StillThereCard => Some(Chime::Alarm),
        Prompt::TakeCard
        | Prompt::TakePapers
        | Prompt::StoppedTakeCard
        | Prompt::PrinterAttention => Some(Chime::Attention),
        _ => None,
    }
}
