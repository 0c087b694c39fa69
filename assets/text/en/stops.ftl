stop-content-wrong-title = If something is wrong or missing
stop-content-wrong-body =
    Please ask the municipality that you chose.
    Registration of a dose can take 3 to 4 weeks.
    Nothing was printed and nothing is charged.

stop-no-record-title = No vaccination record found
stop-no-record-body =
    Please check that you chose the municipality
    where you lived when you were vaccinated.
stop-no-record-again-body =
    Please find out on the website of the municipality
    you chose how to contact it, and ask there.
    Registration of a dose can take 3 to 4 weeks.
refused-no-record = No vaccination record was found in { $name }.
stop-needs-check-title = The municipality has to check
stop-needs-check-body =
    Please ask at the counter of the municipality
    that you chose.
stop-not-participating-title =
    Not available here
    for this municipality
stop-not-participating-body =
    The municipality you chose does not issue
    certificates at this machine.
refused-not-participating = Certificates of { $name } cannot be issued here.
stop-paused-title = Issuing is paused
stop-paused-body =
    The municipality you chose has paused
    issuing at this machine.
refused-paused = Certificates of { $name } cannot be issued here now.
stop-overseas-data-missing-title =
    The travel certificate
    is not available here
stop-overseas-data-missing-body =
    There is no record of your passport.
    For a first certificate or a new passport,
    please use the counter of the municipality or the app.
    The certificate for use in Japan is available here.
stop-passport-not-held-title =
    The travel certificate
    is not available here
stop-passport-not-held-body =
    For a certificate with your current passport, please use
    the counter of the municipality or the app.
    The certificate for use in Japan is available here.
stop-terms-outdated-title = The terms of use have changed
stop-terms-outdated-body = Please start again from the beginning.
stop-out-of-hours-title = Service hours are over
stop-out-of-hours-body = Please come back during service hours.
stop-too-many-title = You can apply up to three times
stop-too-many-body = Please start again from the beginning.

stop-pin-blocked-title = This PIN is locked
stop-pin-blocked-body =
    Only the PIN 券面事項入力補助用 is locked.
    It can be reset at the counter of the municipality where
    you live: bring the card and another ID.
stop-card-removed-title = The card was removed
stop-card-removed-body =
    Nothing was printed. Nothing was kept.
    Lay the card flat, do not move it,
    and try again.
stop-card-unreadable-title = The card could not be read
stop-card-unreadable-body =
    Take it out of its cover, lay it flat
    on the reader and try again.
stop-not-my-number-title = This does not seem to be a My Number Card
stop-not-my-number-body =
    Place your My Number Card and try again.
    A phone cannot be used.
stop-card-refused-title = This card cannot be used here
stop-card-refused-body =
    Its content could not be verified.
    Please ask at the counter of the municipality where you live.
stop-birth-date-title = Not available at this machine
stop-birth-date-body =
    The birth date on your card has no month or day.
    Please go to the counter of the municipality.
stop-reader-title = The card reader is not working
stop-reader-body = Please tell the staff.
stop-center-title = The center cannot be reached
stop-center-body =
    Nothing was printed and nothing is charged.
    Please try again a little later.
stop-center-answer-title = The answer from the center was not right
stop-center-answer-body =
    For safety, the session was stopped.
    Nothing was printed. Please tell the staff.
stop-mismatch-title = Stopped for safety
stop-mismatch-body =
    The certificate from the center does not match
    your application. Nothing was printed.
    Please tell the staff.
stop-document-title = Not available at this machine
stop-document-body =
    This machine cannot print a character of your certificate correctly.
    Please go to the counter of the municipality.
    Nothing was printed.
stop-compose-title = The certificate could not be made
stop-compose-body =
    Nothing was printed and nothing is charged.
    Please tell the staff.
stop-printer-title = It could not be printed
stop-printer-body =
    No certificate came out and nothing is charged.
    Please tell the staff.
stop-printer-unknown-title = It is not known if it was printed
stop-printer-unknown-body =
    Please check whether paper is in the tray.
    If not, please tell the staff.
    For safety, it is not printed again.
stop-payment-title = Payment cancelled
stop-payment-body = Nothing was printed and nothing is charged.
stop-payment-device-title = The fee cannot be accepted
stop-payment-device-body =
    Nothing was printed and nothing is charged.
    Please tell the staff.
stop-internal-title = Something went wrong
stop-internal-body =
    Nothing was printed. Nothing was kept.
    Please tell the staff.
