# Spoken guidance, for those who do not look.
mode-ear = Gabay sa boses
mode-ear-hint = Lahat sa boses at mga numero, hindi kailangang tumingin
ear-leave = Tapusin ang gabay sa boses
ear-star = Star
ear-hash = Hash
ear-started = Gagabayan ka ng boses. Pumili gamit ang mga numero at magpasya gamit ang hash. Ang star ay pabalik o pagtatapos. Ang zero ay uulit. Zero muli para baguhin ang lakas.
ear-option = { $number }, { $label }.
ear-more = 9, iba pang pagpipilian.
ear-way-out = Star, { $label }.
ear-named = { $label }. Kung tama, pindutin ang hash.
ear-nothing = Walang ginagawa ang key na iyan dito.
ear-decide = Pumili muna gamit ang numero.
ear-pin = Pindutin ang apat na numero, saka ang hash. Nagbubura ng isa ang star. May tunog ang bawat pindot, ngunit hindi binibigkas ang numero.
ear-confirm = { $kind }, { $doses } dosis, { $copies }, ang bayad ay { $price }.
ear-unsaid = Hindi binibigkas sa speaker ang pangalan, mga petsa at numero ng pasaporte.
ear-terms = Nakasulat sa screen ang mga tuntunin. Binabasa sa card ang numero, pangalan, tirahan, petsa ng kapanganakan at kasarian, para lamang sa sertipiko. Walang itinatago ang makinang ito.
ear-still = Para magpatuloy, pindutin ang kahit anong key.
ear-other-language = Hapon 日本語

# With a headset.
headset-plug = Isaksak ang earphone para ikaw lang ang makarinig.
headset-listen = Makinig sa earphone
headset-listening = Nakikinig ka sa earphone. Bunutin ito para bumalik sa speaker.
headset-gone = Wala nang tunog ang earphone. Sa speaker na ang tuloy.
headset-content = Pakinggan ang pangalan at mga petsa
headset-passport = Pakinggan ang numero ng pasaporte
told-name = Ang pangalan, bawat titik.
told-roman-name = Ang pangalan sa titik Romano.
told-birth-date = Petsa ng kapanganakan.
told-dose = Petsa ng dosis { $number }.
told-passport = Ang numero ng pasaporte.
told-end = Iyon lang. Pindutin ang zero para marinig muli ang mga pagpipilian.

# The voice, for everybody.
sound-volume = Lakas: { $level }
sound-low = mahina
sound-usual = katamtaman
sound-high = malakas
sound-repeat = Ulitin
sound-stop = Itigil ang boses
