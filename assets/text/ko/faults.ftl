stop-test-card-title = 시험용 카드입니다
stop-test-card-body =
    이 기기에서는 사용할 수 없습니다.
    평소 쓰시는 마이넘버 카드로
    다시 시도해 주세요.
stop-card-open-title = 카드를 준비하지 못했습니다
stop-card-open-body =
    카드가 이전 사용 상태로 남아 있습니다.
    카드를 뺀 뒤 다시 시도해 주세요.
    또 이 화면이 나오면 거주지 시구정촌 창구에
    문의하세요.
stop-vrs-title = 접종 기록을 조회할 수 없습니다
stop-vrs-body =
    기록 시스템이 지금 응답하지 않습니다.
    인쇄되지 않았고 요금도 없습니다.
    잠시 후 다시 시도해 주세요.
stop-no-answer-title = 시간이 너무 오래 걸립니다
stop-no-answer-body =
    안전을 위해 절차를 멈췄습니다.
    아무것도 인쇄하지 않았습니다.
    처음부터 다시 시도해 주세요.
    또 그러면 직원에게 알려 주세요.
stop-document-size-title = 여기서는 발급할 수 없습니다
stop-document-size-body =
    이름 등이 길어 종이에 바르게 들어가지 않습니다.
    시구정촌 창구를 이용해 주세요.
    아무것도 인쇄하지 않았습니다.
