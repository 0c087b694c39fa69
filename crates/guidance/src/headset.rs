//! The headset's socket: a sound device of its own, and the switch that says whether something is plugged in.

use std::{fmt, time::Duration};

use alsa::{
    Ctl,
    ctl::{ElemType, ElemValue},
    hctl::HCtl,
};

use crate::{
    output::{Output, Unplayable, silence_alsa},
    voice::Speech,
};

/// Says whether a headset is plugged in.
pub trait Jack {
    /// Whether one is, now. `false` where that cannot be told: what is confided is then not said.
    ///
    /// Asked four times a second and before anything is confided; it does not wait.
    fn is_plugged(&mut self) -> bool;
}

/// A headset's socket.
///
/// Its output must be heard by whoever wears the headset and by nobody else: a device of its own, never one that a
/// loudspeaker takes over when the plug is pulled.
pub struct Headset {
    /// What plays into the headset.
    pub output: Box<dyn Output>,
    /// Whether one is plugged in.
    pub jack: Box<dyn Jack>,
    /// Told of every change: one is there to be listened to, or not any more.
    pub told: Box<dyn FnMut(bool)>,
}

impl fmt::Debug for Headset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Headset")
    }
}

/// Whether a headset can be listened to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plug {
    Out,
    In,
    /// It is plugged in, and does not play: as if it were not, until it is pulled out.
    Failed,
}

/// The headset's socket, and what is known of it.
pub(crate) struct Socket {
    headset: Headset,
    plug: Plug,
    chosen: bool,
}

impl Socket {
    /// Of which nothing is known yet.
    pub(crate) fn new(headset: Headset) -> Socket {
        Socket {
            headset,
            plug: Plug::Out,
            chosen: false,
        }
    }

    /// Looks at the jack, and tells what has changed.
    pub(crate) fn look(&mut self) {
        match (self.plug, self.headset.jack.is_plugged()) {
            (Plug::Out, true) => {
                self.plug = Plug::In;
                (self.headset.told)(true);
            }
            (Plug::In, false) => self.end(Plug::Out),
            (Plug::Failed, false) => self.plug = Plug::Out,
            _ => {}
        }
    }

    /// Of a headset that is not there no choice is kept: the next one is somebody else's.
    pub(crate) fn choose(&mut self, chosen: bool) {
        if self.chosen && !chosen {
            self.stop();
        }
        self.chosen = chosen && self.plug == Plug::In;
    }

    /// Is quiet at once.
    pub(crate) fn stop(&mut self) {
        self.headset.output.stop();
    }

    /// It is of no use until it is plugged in anew.
    pub(crate) fn fail(&mut self) {
        self.end(Plug::Failed);
    }

    fn end(&mut self, plug: Plug) {
        self.stop();
        self.plug = plug;
        self.chosen = false;
        (self.headset.told)(false);
    }

    /// What is said goes there.
    pub(crate) fn is_used(&self) -> bool {
        self.chosen && self.plug == Plug::In
    }

    /// Likewise, after another look.
    pub(crate) fn is_used_now(&mut self) -> bool {
        self.look();
        self.is_used()
    }

    /// Plays it where the headset is used, and only there.
    pub(crate) fn play(&mut self, speech: Speech) -> Result<Duration, Unplayable> {
        if !self.is_used_now() {
            return Err(Unplayable);
        }
        self.headset.output.play(speech).inspect_err(|_| {
            tracing::warn!(code = "VOICE-HEADSET", "the headset does not play");
            self.fail();
        })
    }
}

/// The switch of a sound card's socket, as ALSA has it: a control that is on while something is plugged in, such as
/// `Headphone Jack`.
pub struct AlsaJack {
    card: String,
    switch: Option<String>,
    open: Option<Switch>,
}

/// An open control interface, and the value of the switch on it.
struct Switch {
    ctl: Ctl,
    /// Nothing where the card itself is the switch.
    value: Option<ElemValue>,
}

impl AlsaJack {
    /// `card` is ALSA's name of its control interface (`hw:CARD=Headset`), `switch` the name of the control. Without
    /// one something is plugged in as long as the card is there: a headset that is a USB sound card itself.
    ///
    /// Nothing is opened yet.
    #[must_use]
    pub fn new(card: String, switch: Option<String>) -> AlsaJack {
        AlsaJack {
            card,
            switch,
            open: None,
        }
    }

    /// Whether something is plugged in; nothing where the card or its switch is not there.
    pub fn state(&mut self) -> Option<bool> {
        let state = self.read();
        if state.is_none() {
            // A card that went comes back as another.
            self.open = None;
        }
        state
    }

    fn read(&mut self) -> Option<bool> {
        if self.open.is_none() {
            // A card that is not there is asked for again and again, and ALSA has a line for it each time.
            silence_alsa();
            self.open = Some(Switch::open(&self.card, self.switch.as_deref())?);
        }
        self.open.as_mut()?.is_on()
    }
}

impl Jack for AlsaJack {
    fn is_plugged(&mut self) -> bool {
        self.state().unwrap_or(false)
    }
}

impl Switch {
    fn open(card: &str, switch: Option<&str>) -> Option<Switch> {
        let ctl = Ctl::new(card, false).ok()?;
        let Some(switch) = switch else {
            return Some(Switch { ctl, value: None });
        };
        let controls = HCtl::new(card, false).ok()?;
        controls.load().ok()?;
        // A volume of this name is no switch, whatever it reads as.
        let is_switch = |control: &alsa::hctl::Elem<'_>| {
            let named = control.get_id().is_ok_and(|id| id.get_name() == Ok(switch));
            let kind = control.info().map(|info| info.get_type());
            named && kind == Ok(ElemType::Boolean)
        };
        let id = controls.elem_iter().find(is_switch)?.get_id().ok()?;
        let mut value = ElemValue::new(ElemType::Boolean).ok()?;
        value.set_id(&id);
        Some(Switch {
            ctl,
            value: Some(value),
        })
    }

    fn is_on(&mut self) -> Option<bool> {
        match &mut self.value {
            None => self.ctl.card_info().ok().map(|_| true),
            Some(value) => {
                self.ctl.elem_read(value).ok()?;
                value.get_boolean(0)
            }
        }
    }
}

impl fmt::Debug for AlsaJack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AlsaJack")
            .field("card", &self.card)
            .field("switch", &self.switch)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_is_not_there_has_nothing_plugged_in() {
        for switch in [None, Some("Headphone Jack".to_owned())] {
            let mut jack = AlsaJack::new("hw:CARD=NoSuchCard".to_owned(), switch);
            for _ in 0..3 {
                assert!(!jack.is_plugged());
            }
        }
    }
}
