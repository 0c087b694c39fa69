stop-test-card-title = This is a test card
stop-test-card-body =
    It cannot be used at this machine.
    Please try again with your own My Number Card.
stop-card-open-title = The card could not be made ready
stop-card-open-body =
    The card is still open from an earlier use.
    Please take it off the reader and try again.
    If you see this screen again, ask at the counter
    of the municipality where you live.
stop-vrs-title = The records cannot be searched now
stop-vrs-body =
    The record system is not answering at the moment.
    Nothing was printed and nothing is charged.
    Please try again a little later.
stop-no-answer-title = This is taking too long
stop-no-answer-body =
    For safety, the session was stopped.
    Nothing was printed.
    Please try again from the beginning.
    If it happens again, tell the staff.
stop-document-size-title = Not available at this machine
stop-document-size-body =
    The name or another entry is too long for the paper.
    Please use the counter of the municipality.
    Nothing was printed.
