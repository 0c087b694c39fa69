stop-content-wrong-title = 내용이 다르거나 부족할 때
stop-content-wrong-body =
    선택한 시구정촌에 문의해 주세요.
    기록 등록에는 3~4주가 걸릴 수 있습니다.
    아무것도 인쇄하지 않았고, 요금도 들지 않습니다.

stop-no-record-title = 접종 기록을 찾을 수 없습니다
stop-no-record-body =
    접종 당시에 살던 시구정촌을
    선택했는지 확인해 주세요.
stop-no-record-again-body =
    선택한 시구정촌의 웹사이트 등에서
    문의 방법을 확인한 후 문의해 주세요.
    기록 등록에는 3~4주가 걸릴 수 있습니다.
refused-no-record = { $name }에서 접종 기록을 찾지 못했습니다.
stop-needs-check-title = 시구정촌의 확인이 필요합니다
stop-needs-check-body = 선택한 시구정촌의 창구에 문의해 주세요.
stop-not-participating-title =
    이 시구정촌의 증명서는
    여기서 발급할 수 없습니다
stop-not-participating-body = 선택한 시구정촌은 이 단말기에서 발급하지 않습니다.
refused-not-participating = { $name }의 증명서는 여기서 발급할 수 없습니다.
stop-paused-title = 발급을 중지하고 있습니다
stop-paused-body = 선택한 시구정촌은 지금 이 단말기에서의 발급을 중지하고 있습니다.
refused-paused = { $name }의 증명서는 지금 여기서 발급할 수 없습니다.
stop-overseas-data-missing-title =
    해외용은
    여기서 발급할 수 없습니다
stop-overseas-data-missing-body =
    여권의 기록이 없습니다.
    처음이시거나 여권이 새로 바뀐 분은
    시구정촌의 창구나 앱을 이용해 주세요.
    일본 국내용은 여기서 발급할 수 있습니다.
stop-passport-not-held-title =
    해외용은
    여기서 발급할 수 없습니다
stop-passport-not-held-body =
    지금 가지고 계신 여권으로의 해외용 증명서는
    시구정촌의 창구나 앱에서 신청해 주세요.
    일본 국내용은 여기서 발급할 수 있습니다.
stop-terms-outdated-title = 이용 약관이 새로워졌습니다
stop-terms-outdated-body = 처음부터 다시 해 주세요.
stop-out-of-hours-title = 접수 시간이 끝났습니다
stop-out-of-hours-body = 접수 시간 안에 다시 와 주세요.
stop-too-many-title = 한 번에 3회까지 신청할 수 있습니다
stop-too-many-body = 처음부터 다시 해 주세요.

stop-pin-blocked-title = 이 비밀번호는 잠겨 있습니다
stop-pin-blocked-body =
    잠긴 것은 ‘券面事項入力補助用’ 번호뿐입니다.
    거주지 시구정촌 창구에서 카드와
    다른 신분증을 보이면 다시 쓸 수 있습니다.
stop-card-removed-title = 카드가 떨어졌습니다
stop-card-removed-body =
    아무것도 인쇄하지 않았고, 정보도 남아 있지 않습니다.
    카드를 평평하게 놓고 움직이지 말고
    다시 해 주세요.
stop-card-unreadable-title = 카드를 읽을 수 없었습니다
stop-card-unreadable-body =
    커버에서 꺼내어 판독대에 평평하게 놓고
    다시 해 주세요.
stop-not-my-number-title = 마이넘버 카드가 아닌 것 같습니다
stop-not-my-number-body =
    마이넘버 카드를 놓고 다시 해 주세요.
    스마트폰은 쓸 수 없습니다.
stop-card-refused-title = 이 카드는 여기서 쓸 수 없습니다
stop-card-refused-body =
    카드의 내용을 확인할 수 없었습니다.
    거주지 시구정촌의 창구에 문의해 주세요.
stop-birth-date-title = 이 단말기에서는 발급할 수 없습니다
stop-birth-date-body =
    카드의 생년월일에 월이나 일이 없습니다.
    시구정촌의 창구를 이용해 주세요.
stop-reader-title = 카드 판독기를 쓸 수 없습니다
stop-reader-body = 직원에게 알려 주세요.
stop-center-title = 센터에 연결되지 않습니다
stop-center-body =
    아무것도 인쇄하지 않았고, 요금도 들지 않습니다.
    잠시 후에 다시 해 주세요.
stop-center-answer-title = 센터의 응답이 올바르지 않습니다
stop-center-answer-body =
    안전을 위해 절차를 멈췄습니다.
    아무것도 인쇄하지 않았습니다. 직원에게 알려 주세요.
stop-mismatch-title = 안전을 위해 절차를 멈췄습니다
stop-mismatch-body =
    센터에서 온 증명서가 신청 내용과 맞지 않았습니다.
    아무것도 인쇄하지 않았습니다.
    직원에게 알려 주세요.
stop-document-title = 이 단말기에서는 발급할 수 없습니다
stop-document-body =
    증명서의 글자 하나를 이 단말기가 바르게 인쇄할 수 없습니다.
    시구정촌의 창구를 이용해 주세요.
    아무것도 인쇄하지 않았습니다.
stop-compose-title = 증명서를 만들 수 없었습니다
stop-compose-body =
    아무것도 인쇄하지 않았고, 요금도 들지 않습니다.
    직원에게 알려 주세요.
stop-printer-title = 인쇄할 수 없었습니다
stop-printer-body =
    증명서는 나오지 않았고, 요금도 들지 않습니다.
    직원에게 알려 주세요.
stop-printer-unknown-title = 인쇄되었는지 알 수 없습니다
stop-printer-unknown-body =
    출구에 종이가 나와 있는지 확인해 주세요.
    없으면 직원에게 알려 주세요.
    안전을 위해 다시 인쇄하지 않습니다.
stop-payment-title = 지불을 그만두었습니다
stop-payment-body = 아무것도 인쇄하지 않았고, 요금도 들지 않습니다.
stop-payment-device-title = 요금을 받을 수 없습니다
stop-payment-device-body =
    아무것도 인쇄하지 않았고, 요금도 들지 않습니다.
    직원에게 알려 주세요.
stop-internal-title = 잘되지 않았습니다
stop-internal-body =
    아무것도 인쇄하지 않았고, 정보도 남아 있지 않습니다.
    직원에게 알려 주세요.
