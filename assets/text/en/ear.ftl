# Spoken guidance, for those who do not look.
mode-ear = Spoken guidance
mode-ear-hint = Everything by voice and number keys, without looking
ear-leave = End spoken guidance
ear-star = Star
ear-hash = Hash
ear-started = This is the spoken guidance. Choose with the number keys and confirm with the hash key. The star key goes back or cancels. Zero says it again. Press zero once more to change the volume.
ear-option = { $number }, { $label }.
ear-more = 9, more choices.
ear-way-out = Star, { $label }.
ear-named = { $label }. If that is right, press hash.
ear-nothing = That key does nothing here.
ear-decide = Please choose with a number key first.
ear-pin = Press four digits, then hash. Star deletes one. Each digit makes a sound, but is not spoken.
ear-confirm = { $kind }, { $doses } doses, { $copies }, fee: { $price }.
ear-unsaid = Names, dates and the passport number are not said through the loudspeaker.
ear-terms = The terms are written on the screen. Your number, name, address, date of birth and sex are read from the card, and used only to issue the certificate. This machine keeps nothing.
ear-still = To go on, press any key.
ear-other-language = Japanese 日本語

# With a headset.
headset-plug = Plug in a headset to have them said to you alone.
headset-listen = Listen with the headset
headset-listening = You are listening with the headset. Unplug it to go back to the loudspeaker.
headset-gone = The headset has gone silent. The loudspeaker goes on.
headset-content = Hear the name and the dates
headset-passport = Hear the passport number
told-name = The name, character by character.
told-roman-name = The name in Roman letters.
told-birth-date = Date of birth.
told-dose = Date of dose { $number }.
told-passport = The passport number.
told-end = That is all. Press zero to hear the choices again.

# The voice, for everybody.
sound-volume = Volume: { $level }
sound-low = low
sound-usual = medium
sound-high = high
sound-repeat = Say it again
sound-stop = Stop the voice
