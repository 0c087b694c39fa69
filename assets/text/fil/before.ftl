before-title = Bago magsimula
before-card =
    Ihanda ang My Number Card at ang 4-digit na PIN
    (券面事項入力補助用).
before-passport =
    Ang sertipiko para sa ibang bansa ay para lang sa mga nakakuha na
    noon gamit ang parehong pasaporte. Ihanda rin ang pasaporteng iyon.
before-not = Hindi magagamit ang card na walang PIN at ang cellphone.
before-who =
    Ang may-ari o ang legal na kinatawan
    (gaya ng magulang) lamang ang maaaring gumamit.
fee-each = Bayad sa bawat kopya: { $fee }.
fee-none = Walang bayad.
before-each = Hiwalay na sertipiko ang ibinibigay ng bawat munisipyo.
before-hours = Oras ng serbisyo: { $hours }.
before-next = Susunod
