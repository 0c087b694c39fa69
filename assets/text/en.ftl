# Short sentences, one thing a screen.
language-name = English
language-button = Language
language-title = Choose your language
specimen = SPECIMEN (trial)
step = { $step } of 6   { $name }
step-service = Certificate
step-terms = Terms of use
step-card = Card
step-pin = PIN
step-choose = Choose the certificate
step-confirm = Check the content
step-print = Print
service-name = Vaccination certificate
kiosk-name = Certificate service

attract-title =
    Get your
    certificate here
attract-body =
    Have your My Number Card and
    its 4-digit PIN ready.
attract-service-hint = Fee per copy: { $fee }   { $hours }
attract-start = Start
free = free
yen = { $yen } yen

out-of-service-title =
    Out of service
    just now
out-of-service-body =
    There is no connection to the center.
    We are sorry. Please come back a little later.
closed-title =
    Closed
    just now
closed-body = Service hours are { $hours }.

service-title = Which certificate do you need?
service-body = Touch to choose.

terms-title = Terms of use
terms-body = Please read them, then choose.
terms-agree = I agree
terms-decline = I do not agree
terms-note = Your card is not read until you agree.

cancel = Stop
back = Back
yes-printed = I have taken it

place-card-title =
    Place your card
    on the reader
place-card-body =
    Lay your My Number Card flat
    on the reader and leave it there.
place-card-note = Take it out of its cover and do not move it.
connecting-title = Getting ready
connecting-body = Please wait.

pin-title = Enter your 4-digit PIN
pin-body =
    The PIN “for card-surface data input”
    (券面事項入力補助用) that you chose when you received the card.
pin-tries = Tries left: { $tries }
pin-count = { $count } digits entered
pin-erase-one = Delete one
pin-erase-all = Delete all
pin-enter = Enter
pin-wrong = That PIN was wrong.
pin-again = The card has changed. Please enter the PIN again.

last-try-title = Only one try is left
last-try-body =
    If the PIN is wrong once more, this PIN
    (券面事項入力補助用) alone is locked.
    Your other PINs go on working.
last-try-note =
    If you are not sure, stop here and ask
    at the counter of the municipality where you live.
last-try-stop = Stop and take my card
last-try-go = Try once more

reading-title = Reading your card
reading-body = Please do not move the card.

take-card-title =
    Take
    your card
take-card-body =
    You have been identified.
    The next step begins when the card is off the reader.
take-card-note = Nothing goes on until you take the card.
take-card-forgotten-note = Your card is still on the reader. Please take it.
take-card-ending-body =
    This session is over.
    Please do not forget your card.

municipality-title = Choose the municipality of your vaccination
municipality-body =
    The one where you were a registered resident that day,
    not your address today, nor the place of the shot.
municipality-suggested = Address on the card
region-hokkaido = Hokkaido
region-tohoku = Tohoku
region-kanto = Kanto
region-chubu = Chubu
region-kinki = Kinki
region-chugoku = Chugoku
region-shikoku = Shikoku
region-kyushu = Kyushu and Okinawa
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = Choose the kind of certificate
kind-body = For use in Japan, choose the first.
kind-domestic = For use in Japan
kind-domestic-hint = 日本国内用, written in Japanese
kind-overseas = For international travel and Japan
kind-overseas-hint = 海外用及び日本国内用, with name in Roman letters and passport number

copies-title = How many copies?
copies-body = Fee per copy: { $fee }
copies-choice = Copies: { $copies }

applying-title = Looking for your record
applying-body = Please wait.
preparing-title = Making your certificate
preparing-body = Please wait.

kind-other-title = This is what you can get here

passport-title = Is this the number of your present passport?
passport-body =
    This is the passport number of your earlier
    travel certificate. Please compare it with
    the passport that you hold.
passport-note =
    An expired passport cannot be used.
    Please check its date of expiry, too.
passport-yes = Yes, it is the same
passport-no = Different, none, or expired
passport-picture = Passport number

confirm-title = This will be printed
confirm-body =
    Please check that it is right.
    Codes, number and date come into the grey boxes.
confirm-print = Print
confirm-wrong = Something is wrong or missing
confirm-picture = Picture of the certificate that will be printed

pay-title = { $fee }
pay-body = Please insert the fee.

printing-title = Printing
printing-body =
    Please wait here until
    the paper comes out.
printing-attention-title = Please call the staff
printing-attention-body =
    The printer has stopped. It will go on printing
    when it is put right. Please do not leave
    before your paper comes out.
printing-media-empty = The printer has no paper.
printing-attention-note = The printer is not ready.

take-papers-title =
    Take your
    certificate
take-papers-body = Sheets in the tray below: { $pages }
take-papers-note = This machine has kept nothing about you.

thanks-title = Thank you
thanks-body =
    Have you got everything?
    Please check your card and your certificate.

warning-title = Are you still there?
warning-body =
    The start screen will come back soon
    and everything you entered will be erased.
warning-leave = Finish
warning-stay = Go on

code = Code { $code }
stop-done = OK
apply-again-note = Applications left: { $left }

stop-content-wrong-title = If something is wrong or missing
stop-content-wrong-body =
    Please ask the municipality that you chose.
    It can take 3 to 4 weeks until a dose is registered.
    Nothing was printed and nothing is charged.

stop-no-record-title = No vaccination record found
stop-no-record-body =
    Please check that you chose the municipality
    where you lived when you were vaccinated.
stop-no-record-again-body =
    Please find out on the website of the municipality
    you chose how to contact it, and ask there.
    It can take 3 to 4 weeks until a dose is registered.
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
stop-paused-title = Issuing is paused
stop-paused-body =
    The municipality you chose has paused
    issuing at this machine.
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
    With the valid passport that you hold now, please use
    the counter of the municipality or the app.
    The certificate for use in Japan is available here.
stop-terms-outdated-title = The terms of use have changed
stop-terms-outdated-body = Please start again from the beginning.
stop-out-of-hours-title = Service hours are over
stop-out-of-hours-body = Please come back during service hours.
stop-too-many-title = You can apply three times a session
stop-too-many-body = Please start again from the beginning.

stop-pin-blocked-title = This PIN is locked
stop-pin-blocked-body =
    Only the PIN 券面事項入力補助用 is locked.
    The counter of the municipality where you live can reset it:
    bring the card and another ID.
stop-card-removed-title = The card was taken away
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
stop-center-answer-title = The center's answer was not right
stop-center-answer-body =
    To be safe, the session was stopped.
    Nothing was printed. Please tell the staff.
stop-mismatch-title = Stopped to be safe
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
stop-printer-unknown-title = We cannot tell if it was printed
stop-printer-unknown-body =
    Please look whether paper is in the tray.
    If not, please tell the staff.
    To be safe, it is not printed again.
stop-payment-title = Payment was given up
stop-payment-body = Nothing was printed and nothing is charged.
stop-internal-title = Something went wrong
stop-internal-body =
    Nothing was printed. Nothing was kept.
    Please tell the staff.

# What is said aloud; the same words stand on the screen.
say-welcome = Please choose a certificate.
say-terms = Please read the terms of use, then touch “I agree” or “I do not agree”.
say-place-card = Please place your My Number Card on the reader.
say-enter-pin = Please enter your 4-digit PIN.
say-wrong-pin = That PIN was wrong. Please enter it again.
say-last-try = Only one try is left. Please read the screen.
say-reading = Your card is being read. Please wait.
say-take-card = Please take your card.
say-card-forgotten = Your card is still on the reader. Please take your card.
say-choose-municipality = Please choose the municipality of your vaccination.
say-choose-kind = Please choose the kind of certificate.
say-choose-copies = Please choose the number of copies.
say-please-wait = Please wait a moment.
say-choose-again = Please read the screen and choose again.
say-check-passport = Please check the passport number. If it is that of the valid passport you hold now, touch “Yes”.
say-check-content = Please check the content. If it is right, touch “Print”.
say-pay = Please insert the fee.
say-printing = Printing. Please wait.
say-printer-attention = The printer is not ready. Please call the staff.
say-take-papers = Please take your certificate.
say-papers-forgotten = Your certificate is still in the tray. Please take it.
say-still-there = Are you still there? Touch the screen to go on.
say-finished = Thank you. Please do not forget your belongings.
say-stopped = The session has stopped. Please read the screen.
say-stopped-take-card = The session has stopped. Please take your card.
