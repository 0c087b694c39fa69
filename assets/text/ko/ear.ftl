# Spoken guidance, for those who do not look.
mode-ear = 음성 안내
mode-ear-hint = 화면을 보지 않고 음성과 숫자 키로 진행합니다
ear-leave = 음성 안내 끝내기
ear-star = 별표
ear-hash = 샵
ear-started = 음성으로 안내합니다. 숫자 키로 고르고 샵 키로 정합니다. 별표 키는 돌아가기 또는 그만두기입니다. 0을 누르면 다시 말합니다. 이어서 누르면 음량이 바뀝니다.
ear-option = { $number }번, { $label }.
ear-more = 9번, 다음 선택지.
ear-way-out = 별표는 { $label }.
ear-named = { $label }. 맞으면 샵 키를 눌러 주세요.
ear-nothing = 그 키는 여기서 쓰지 않습니다.
ear-decide = 먼저 숫자 키로 골라 주세요.
ear-pin = 숫자 네 개를 누른 다음 샵 키를 눌러 주세요. 별표는 하나를 지웁니다. 누를 때마다 소리가 나지만 숫자는 말하지 않습니다.
ear-confirm = { $kind }, 접종 { $doses }회분, { $copies }, 요금은 { $price }입니다.
ear-unsaid = 성함, 날짜, 여권 번호는 스피커로 말하지 않습니다.
ear-terms = 이용 약관은 화면에 적혀 있습니다. 카드에서 개인번호, 성명, 주소, 생년월일, 성별을 읽어 증명서 발급에만 씁니다. 이 기계에는 정보가 남지 않습니다.
ear-still = 계속하려면 아무 키나 눌러 주세요.
ear-other-language = 일본어 日本語

# With a headset.
headset-plug = 이어폰을 꽂으면 본인에게만 들리게 말합니다.
headset-listen = 이어폰으로 듣기
headset-listening = 이어폰으로 안내하고 있습니다. 이어폰을 빼면 스피커로 돌아갑니다.
headset-gone = 이어폰에서 소리가 나지 않습니다. 스피커로 안내합니다.
headset-content = 성함과 날짜 듣기
headset-passport = 여권 번호 듣기
told-name = 성함을 한 글자씩 말합니다.
told-roman-name = 로마자 성함입니다.
told-birth-date = 생년월일입니다.
told-dose = { $number }회차 접종일입니다.
told-passport = 여권 번호입니다.
told-end = 이상입니다. 0을 누르면 선택 방법을 다시 말합니다.

# The voice, for everybody.
sound-volume = 음량: { $level }
sound-low = 작게
sound-usual = 보통
sound-high = 크게
sound-repeat = 다시 듣기
sound-stop = 음성 멈추기
