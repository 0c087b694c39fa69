help-button = Help
help-title = Do you need help?
start-over = Back to the first screen
help-attract = Touch “Start” to begin.
help-service =
    Choose your certificate to go on.
    The card is not needed yet.
help-before =
    It says what you need, who may use it, the fee
    and the hours. When you have read it, touch “Next”.
    The card is not needed yet.
help-terms =
    The terms say what is read from your card and why.
    Nothing is read until you agree.
help-place-card =
    Take the card out of its cover and lay it flat
    in the middle of the reader.
    Keep metal and other cards away.
help-pin =
    It is the 4-digit number that you chose at the counter.
    After three wrong tries only this PIN will be locked.
    If you have forgotten it, you can set a new one at the
    counter of the municipality where you live.
help-take-card =
    Take your card to continue.
    You do not need it any more.
help-take-card-ending =
    Please take your card off the reader.
    The first screen then comes back.
help-municipality =
    It is the municipality that sent you the vaccination voucher.
    If you have moved: the one where you were registered
    on the day of the vaccination.
    Touch the region, the prefecture, then the name.
help-kind =
    To show it in Japan, choose the first one.
    To show it abroad, choose the second one: you can get
    it here only if you had one before with the same passport.
help-copies =
    Choose how many copies you want.
    One is enough for most people.
help-passport =
    Compare it with the number at the top right of the
    photo page of your passport. If one letter differs, or the
    passport has expired, the travel certificate cannot be used.
help-confirm =
    Check the name, date of birth and dates of vaccination.
    If a dose is missing, do not print; ask the municipality
    that you chose. Registration can take 3 to 4 weeks.
help-wait =
    The machine is working.
    Please wait a moment.
help-pay =
    The amount you have put in is shown on the screen.
    Your change comes with the certificate.
    If it cannot be printed, nothing is charged.
help-printing =
    Please stay here until the paper comes out.
    If the printer stops, call the staff.
help-take-papers =
    The certificate is in the tray below.
    Please check that all sheets are there.
    If one is missing, tell the staff.
help-take-change = Please do not forget your change.
help-stopped =
    Please do as the screen says.
    The code on the screen is all the staff need;
    you need not tell them your name.
help-cancel =
    You can cancel at any time.
    Nothing is charged until it is printed.
help-always =
    Nothing about you stays in this machine.
    For the machine itself, ask the staff.
