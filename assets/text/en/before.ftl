before-title = Before you begin
before-card =
    You need your My Number Card and its 4-digit PIN
    (券面事項入力補助用).
before-passport =
    A certificate for travel can be issued here only if you
    had one before with the same passport.
    Have that passport ready, too.
before-not = Cards without a PIN, and phones, cannot be used.
before-who =
    Only the holder of the card or a legal representative
    (such as a parent) may use this machine.
fee-each = The fee is { $fee } per copy.
fee-none = There is no fee.
before-each = Each municipality issues a separate certificate.
before-hours = Service hours: { $hours }.
before-next = Next
