# 짧은 문장, 한 화면에 한 가지.
language-name = 한국어
language-button = 언어
language-title = 언어를 선택해 주세요
specimen = 견본(시험용)
step = { $step } / 6   { $name }
step-service = 증명서
step-terms = 이용 약관
step-card = 카드
step-pin = 비밀번호
step-choose = 증명서 선택
step-confirm = 내용 확인
step-print = 인쇄
service-name = 예방접종 증명서
kiosk-name = 증명서 발급 서비스

attract-title =
    증명서를
    발급해 드립니다
attract-body =
    마이넘버 카드와
    숫자 4자리 비밀번호를 준비해 주세요.
attract-service-hint = { $fee }   { $hours }
per-copy = 1통 { $fee }
per-copy-free = 무료
attract-start = 시작
free = 무료
yen = { $yen }엔
hours = { $from }~{ $to }
hours-all = 24시간

out-of-service-title =
    지금은
    이용하실 수 없습니다
out-of-service-body =
    센터와 연결되어 있지 않습니다.
    죄송합니다. 잠시 후에 다시 와 주세요.
closed-title =
    지금은
    접수 시간이 아닙니다
closed-body =
    접수 시간은 { $hours }입니다.
    시간 안에 마칠 수 있도록 마감 조금 전에 접수를 끝냅니다.

service-title = 어떤 증명서가 필요하십니까?
service-body = 눌러서 선택해 주세요.

terms-title = 이용 약관
terms-body = 잘 읽으신 후 선택해 주세요.
terms-agree = 동의함
terms-decline = 동의 안 함
terms-note = 동의하시기 전에는 카드를 읽지 않습니다.

cancel = 그만두기
back = 뒤로
yes-printed = 가져갔습니다

place-card-title =
    카드를
    올려 주세요
place-card-body =
    마이넘버 카드를
    판독대 위에 평평하게 올려놓고
    그대로 기다려 주세요.
place-card-note = 커버에서 꺼내고, 움직이지 마세요.
connecting-title = 준비하고 있습니다
connecting-body = 그대로 기다려 주세요.

pin-title =
    숫자 4자리
    비밀번호를 눌러 주세요
pin-body =
    카드를 받을 때 정한
    ‘券面事項入力補助用’ 번호입니다.
pin-tries = 남은 입력 횟수: { $tries }회
pin-count = { $count }자리 입력했습니다
pin-erase-one = 하나 지우기
pin-erase-all = 모두 지우기
pin-enter = 확인
pin-wrong = 번호가 틀렸습니다.
pin-again = 카드의 상태가 바뀌었습니다. 다시 눌러 주세요.

last-try-title = 입력은 앞으로 1회뿐입니다
last-try-body =
    다시 틀리면 이 비밀번호
    (券面事項入力補助用)만 잠깁니다.
    다른 비밀번호는 그대로 쓸 수 있습니다.
last-try-note =
    자신이 없으시면 여기서 그만두고,
    거주지 시구정촌 창구에 문의해 주세요.
last-try-stop = 그만두고 카드 받기
last-try-go = 한 번만 더 입력하기

reading-title = 카드를 읽고 있습니다
reading-body = 카드를 움직이지 마세요.

take-card-title =
    카드를
    가져가 주세요
take-card-body =
    본인 확인이 되었습니다.
    카드를 가져가면 다음으로 넘어갑니다.
take-card-note = 카드를 가져갈 때까지 넘어가지 않습니다.
take-card-forgotten-note = 카드가 남아 있습니다. 가져가 주세요.
take-card-ending-body =
    절차를 마칩니다.
    카드를 잊지 말고 가져가 주세요.

municipality-title =
    접종 당시의 시구정촌을
    선택해 주세요
municipality-body =
    접종한 날에 주민등록이 되어 있던 시구정촌입니다.
    지금의 주소나 접종 장소가 아닙니다.
municipality-suggested = 카드에 적힌 주소의 시구정촌
region-hokkaido = 홋카이도
region-tohoku = 도호쿠
region-kanto = 간토
region-chubu = 주부
region-kinki = 긴키
region-chugoku = 주고쿠
region-shikoku = 시코쿠
region-kyushu = 규슈·오키나와
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = 증명서의 종류를 선택해 주세요
kind-body = 일본 국내에서 쓰실 때는 첫 번째를 선택하세요.
kind-domestic = 일본 국내용
kind-domestic-hint = 일본어로 쓰인 증명서입니다
kind-overseas = 해외용 및 일본 국내용
kind-overseas-hint = 海外用及び日本国内用, 로마자 이름과 여권 번호가 들어갑니다
kind-other-title =
    여기서 발급할 수 있는 것은
    이것입니다

passport-title =
    지금 가지고 계신
    여권의 번호입니까?
passport-body =
    전에 해외용 증명서를 발급했을 때의
    여권 번호입니다.
    지금 가지고 계신 여권과 비교해 주세요.
passport-note =
    기한이 지난 여권으로는 발급할 수 없습니다.
    만료일도 확인해 주세요.
passport-yes = 네, 같습니다
passport-no = 다름·여권 없음·기한 만료
passport-picture = 여권 번호

copies-title = 몇 통 인쇄할까요?
copies-choice = { $copies }통

applying-title = 접종 기록을 찾고 있습니다
applying-body = 그대로 기다려 주세요.
preparing-title = 증명서를 만들고 있습니다
preparing-body = 그대로 기다려 주세요.

confirm-title = 이 내용으로 인쇄합니다
confirm-body =
    틀린 곳이 없는지 확인해 주세요.
    회색 칸에는 나중에 코드 등이 들어갑니다.
confirm-print = 인쇄하기
confirm-wrong = 내용이 다르거나 부족함
confirm-picture = 인쇄될 증명서의 그림

pay-title = { $fee }
pay-body =
    요금을 넣어 주세요.
    도중에 그만두면 넣은 돈은 모두 돌아옵니다.
pay-due = 요금
pay-put-in = 넣은 금액
pay-missing = 남은 금액

printing-title = 인쇄하고 있습니다
printing-body =
    용지가 나올 때까지
    자리를 떠나지 마세요.
printing-attention-title = 직원을 불러 주세요
printing-attention-body =
    프린터가 멈췄습니다.
    고쳐지면 이어서 인쇄합니다.
    용지가 나올 때까지 자리를 떠나지 마세요.
printing-media-empty = 프린터에 용지가 없습니다.
printing-attention-note = 프린터가 준비되지 않았습니다.

take-papers-title =
    증명서를
    가져가 주세요
take-papers-body = 아래 출구에 { $pages }장 나와 있습니다.
take-papers-note = 이 기계에는 고객님의 정보가 남아 있지 않습니다.

change-take = 거스름돈 { $price }도 가져가 주세요.
change-owed =
    거스름돈 중 { $price }이 나오지 않았습니다.
    직원이 돌려 드립니다.
receipt-date = 날짜
receipt-copies = 통수
receipt-change = 거스름돈
receipt-number = 접수 번호
receipt-note =
    인쇄가 잘못되었으면 이 화면의 번호를
    직원에게 알려 주세요.

money-giving-back =
    넣으신 { $price }을 돌려 드립니다.
    나오지 않으면 직원에게 알려 주세요.
money-given-back =
    넣으신 { $price }을 돌려 드렸습니다.
    가져가 주세요.
money-owed =
    { $price }이 나오지 않았습니다.
    직원이 돌려 드립니다.
money-held =
    넣으신 { $price }은 기계 안에 있습니다.
    인쇄되었는지 직원이 확인합니다.
    인쇄되지 않았으면 돌려 드립니다.
money-number = 직원에게 알릴 번호: { $code }

no-payment-title = 지금은 요금을 받을 수 없습니다
no-payment-body = 직원에게 알려 주세요.

thanks-title = 감사합니다
thanks-body =
    잊으신 물건은 없으십니까?
    카드와 증명서를 확인해 주세요.

warning-title = 아직 사용 중이십니까?
warning-body =
    곧 처음 화면으로 돌아갑니다.
    입력하신 내용은 지워집니다.
warning-card =
    곧 절차를 마칩니다.
    그만두시려면 카드를 가져가 주세요.
warning-leave = 끝내기
warning-stay = 계속하기

code = 코드 { $code }
stop-done = 알겠습니다
apply-again-note = 앞으로 { $left }회 신청할 수 있습니다.
