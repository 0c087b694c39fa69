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
attract-service-hint = { $fee }   { $hours }
per-copy = Fee per copy: { $fee }
per-copy-free = No fee
attract-start = Start
free = free
yen = { $yen } yen
hours = { $from } to { $to }
hours-all = 24 hours

out-of-service-title =
    Out of service
    at the moment
out-of-service-body =
    There is no connection to the center.
    We are sorry. Please come back a little later.
closed-title =
    Closed
    at the moment
closed-body =
    Service hours: { $hours }.
    The last session begins a little before closing,
    so that there is time to finish.

service-title = Which certificate do you need?
service-body = Touch to choose.

terms-title = Terms of use
terms-body = Please read them, then choose.
terms-agree = I agree
terms-decline = I do not agree
terms-note = Your card is not read until you agree.

cancel = Cancel
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
pin-again =
    The state of the card has changed.
    Please enter the PIN again.

last-try-title = Only one try is left
last-try-body =
    If the PIN is wrong once more, only this PIN
    (券面事項入力補助用) will be locked.
    Your other PINs will still work.
last-try-note =
    If you are not sure, cancel here and ask
    at the counter of the municipality where you live.
last-try-stop = Cancel and take my card
last-try-go = Try once more

reading-title = Reading your card
reading-body = Please do not move the card.

take-card-title =
    Take
    your card
take-card-body =
    Your identity has been confirmed.
    You do not need the card any more.
take-card-note = Take your card to continue.
take-card-forgotten-note = Your card is still on the reader. Please take it.
take-card-ending-body =
    This session is over.
    Please do not forget your card.

municipality-title = Choose the municipality of your vaccination
municipality-body =
    The one where you were a registered resident that day,
    not your present address, nor the place of vaccination.
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
copies-choice = Copies: { $copies }

applying-title = Looking for your record
applying-body = Please wait.
preparing-title = Making your certificate
preparing-body = Please wait.

kind-other-title = You can get this one here

passport-title = Is this the number of your current passport?
passport-body =
    This is the passport number of your earlier
    travel certificate. Please compare it with
    the passport that you hold.
passport-note =
    An expired passport cannot be used.
    Please check the date of expiry, too.
passport-yes = Yes, it is the same
passport-no = Different, none, or expired
passport-picture = Passport number

confirm-title = This will be printed
confirm-body =
    Please check that it is right.
    Codes, number and date will be printed in the grey boxes.
confirm-print = Print
confirm-wrong = Something is wrong or missing
confirm-picture = Certificate to be printed (for checking)

pay-title = { $fee }
pay-body =
    Please insert the fee.
    If you cancel, all you have put in is returned.
pay-due = Fee
pay-put-in = Inserted
pay-missing = Still to pay

printing-title = Printing
printing-body =
    Please wait here until
    the paper comes out.
printing-attention-title = Please call the staff
printing-attention-body =
    The printer has stopped. Printing continues
    when it has been put right. Please do not leave
    before your paper comes out.
printing-media-empty = The printer is out of paper.
printing-attention-note = The printer is not ready.

take-papers-title =
    Take your
    certificate
take-papers-body = Sheets in the tray below: { $pages }
take-papers-note = This machine has kept nothing about you.

change-take = Please take your change too: { $price }.
change-owed =
    Of your change, { $price } did not come out.
    The staff will give it to you.
receipt-date = Date
receipt-copies = Copies
receipt-change = Change
receipt-number = Session number
receipt-note =
    If something is wrong with the print, please tell
    the staff the number on this screen.

money-giving-back =
    The { $price } you put in will be returned.
    If it does not come out, please tell the staff.
money-given-back =
    The { $price } you put in has been returned.
    Please take it.
money-owed =
    { $price } did not come out.
    The staff will give it to you.
money-held =
    The { $price } you put in is in the machine.
    If nothing was printed, you get it back.
money-number = Number to tell the staff: { $code }

no-payment-title = The fee cannot be accepted now
no-payment-body = Please tell the staff.

thanks-title = Thank you
thanks-body =
    Do you have everything?
    Please check your card and your certificate.

warning-title = Are you still there?
warning-body =
    The first screen will come back soon
    and everything you entered will be erased.
warning-card =
    The session will end soon.
    If you are leaving, please take your card.
warning-leave = Finish
warning-stay = Go on

code = Code { $code }
stop-done = OK
apply-again-note = Applications left: { $left }
