stop-test-card-title = This is a test card
stop-test-card-body =
    It cannot be used here.
    Please try again with your own My Number Card.
stop-card-open-title = The card could not be made ready
stop-card-open-body =
    The card was left open by its last use.
    Take it off and try once more.
    If this screen comes again, ask at the counter
    of the municipality where you live.
stop-vrs-title = Records cannot be looked up now
stop-vrs-body =
    The record system does not answer just now.
    Nothing was printed, nothing is charged.
    Please try again a little later.
stop-no-answer-title = It has taken too long
stop-no-answer-body =
    For safety this session was stopped.
    Nothing was printed.
    Please try again from the beginning.
    If it happens again, tell the staff.
stop-document-size-title = It cannot be issued here
stop-document-size-body =
    The name or another entry is too long for the paper.
    Please use the counter of the municipality.
    Nothing was printed.
