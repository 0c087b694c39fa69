before-title = Bago magsimula
before-card =
    Ihanda ang My Number Card at ang 4-digit na PIN
    (券面事項入力補助用).
before-passport = Para sa gamit sa ibang bansa, ihanda rin ang pasaporte.
before-not = Hindi magagamit ang card na walang PIN at ang cellphone.
before-who =
    Ang may-ari o ang legal na kinatawan
    (gaya ng magulang) lamang ang maaaring gumamit.
before-fee =
    Bayad sa bawat kopya: { $fee }.
    Hiwalay na sertipiko ang bawat munisipyo.
before-hours = Oras ng serbisyo: { $hours }.
before-next = Susunod
