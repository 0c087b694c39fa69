# Spoken guidance, for those who do not look.
mode-ear = 語音引導
mode-ear-hint = 不看畫面，用聲音和數字鍵操作
ear-leave = 結束語音引導
ear-star = 星號
ear-hash = 井號
ear-started = 現在用語音引導。用數字鍵選擇，用井號鍵確定。星號鍵是返回或結束。按0再說一遍，連續按可改變音量。
ear-option = { $number }、{ $label }。
ear-more = 9、更多選項。
ear-way-out = 星號、{ $label }。
ear-named = { $label }。如果正確，請按井號鍵。
ear-nothing = 此鍵在這裡不使用。
ear-decide = 請先用數字鍵選擇。
ear-pin = 請按4個數字，再按井號鍵。星號刪除一位。每按一次會有聲音，但不會念出數字。
ear-confirm = { $kind }、接種{ $doses }次、{ $copies }、費用{ $price }。
ear-unsaid = 姓名、日期和護照號碼不會從喇叭念出。
ear-terms = 使用條款寫在畫面上。將從卡片讀取個人編號、姓名、住址、出生日期和性別，僅用於核發證明。本機不保留資料。
ear-still = 要繼續，請按任意鍵。
ear-other-language = 日語 日本語

# With a headset.
headset-plug = 插上耳機，就能只念給您一個人聽。
headset-listen = 用耳機聽
headset-listening = 正在用耳機引導。拔出耳機即回到喇叭。
headset-gone = 耳機沒有聲音了。改由喇叭引導。
headset-content = 聽姓名和日期
headset-passport = 聽護照號碼
told-name = 姓名，逐字念出。
told-roman-name = 羅馬字姓名。
told-birth-date = 出生日期。
told-dose = 第{ $number }次接種日期。
told-passport = 護照號碼。
told-end = 念完了。按零可再聽一次選項。

# The voice, for everybody.
sound-volume = 音量：{ $level }
sound-low = 小
sound-usual = 中
sound-high = 大
sound-repeat = 再聽一遍
sound-stop = 停止語音
