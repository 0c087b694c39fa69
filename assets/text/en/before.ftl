before-title = Before you begin
before-card =
    You need your My Number Card and its 4-digit PIN
    (券面事項入力補助用).
before-passport =
    For a certificate for travel, have your passport
    ready, too.
before-not = Cards without a PIN and phones cannot be used.
before-who =
    Only the person concerned or a legal representative
    (such as a parent) may use it.
before-fee =
    Fee per copy: { $fee }.
    Each municipality is a certificate of its own.
before-hours = Service hours are { $hours }.
before-next = Next
