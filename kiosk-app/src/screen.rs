// SPDX-License-Identifier: GPL-3.0-only
//! What the kiosk draws to: a window, or with the feature `linuxkms` the bare screen.

/// Control, Alt and the logo keys, left and right, by their numbers in linux/input-event-codes.h: on the bare screen
/// Slint ends the program at Ctrl-Alt-Backspace and Ctrl-Alt-Delete, and no resident needs them.
#[cfg(any(feature = "linuxkms", test))]
const fn leads_out(key: u32) -> bool {
    matches!(key, 29 | 97 | 56 | 100 | 125 | 126)
}

/// Chooses the screen before the first window is made. What `SLINT_BACKEND` says is heeded.
///
/// # Errors
/// Where there is none.
#[cfg(feature = "linuxkms")]
pub fn choose() -> Result<(), crate::StartError> {
    use input::event::{
        Event,
        keyboard::{KeyboardEvent, KeyboardEventTrait as _},
    };
    let swallowed = |event: &Event| match event {
        Event::Keyboard(KeyboardEvent::Key(key)) => leads_out(key.key()),
        _ => false,
    };
    Ok(slint::BackendSelector::new()
        .with_libinput_event_hook(swallowed)
        .select()?)
}

/// A window is found by Slint itself.
///
/// # Errors
/// None here.
#[cfg(not(feature = "linuxkms"))]
pub const fn choose() -> Result<(), crate::StartError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keypad_is_heard_and_the_keys_that_lead_out_are_not() {
        // KEY_1 to KEY_0, the keypad's, backspace, both enters, and what stands for * and # there.
        let keypad = (2..=11).chain(71..=83).chain([14, 28, 55, 74, 96]);
        for key in keypad {
            assert!(!leads_out(key), "{key}");
        }
        for key in [29, 97, 56, 100] {
            assert!(leads_out(key), "{key}");
        }
    }
}
