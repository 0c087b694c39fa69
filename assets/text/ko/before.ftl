before-title = 이용하시기 전에
before-card =
    마이넘버 카드와 숫자 4자리 비밀번호
    (券面事項入力補助用)를 준비해 주세요.
before-passport =
    해외용은 전에 같은 여권으로 받은 적이 있는 분만
    여기서 받을 수 있습니다. 그 여권도 준비해 주세요.
before-not =
    비밀번호가 없는 카드와 스마트폰은
    사용할 수 없습니다.
before-who =
    본인 또는 법정대리인(부모 등)만
    이용할 수 있습니다.
fee-each = 요금은 1통에 { $fee }입니다.
fee-none = 요금은 무료입니다.
before-each = 증명서는 시구정촌마다 따로 발급됩니다.
before-hours = 접수 시간은 { $hours }입니다.
before-next = 다음
