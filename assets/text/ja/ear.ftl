# 声で案内する、見ないで使う。
mode-ear = 音声で案内
mode-ear-hint = 画面を見ないで、声と数字のキーで進めます
ear-leave = 音声の案内をおわる
ear-star = 米印
ear-hash = シャープ
ear-started = 音声でご案内します。数字のキーでえらび、シャープで決めます。米印は、もどる、または、やめるです。０を押すと、もう一度言います。つづけて押すと、声の大きさがかわります。
ear-option = { $number }番、{ $label }。
ear-more = ９番、つぎの選択肢。
ear-way-out = 米印は、{ $label }。
ear-named = { $label }。よろしければ、シャープを押してください。
ear-nothing = そのキーは、ここでは使いません。
ear-decide = 先に、数字のキーでえらんでください。
ear-pin = 数字を４つ押してから、シャープを押してください。米印は、一つ消します。押すたびに音がしますが、数字は声に出しません。
ear-confirm = { $kind }、接種{ $doses }回分、{ $copies }、料金は{ $price }です。
ear-unsaid = お名前、日にち、旅券の番号は、スピーカーではお読みしません。
ear-terms = 利用規約は、画面に書いてあります。カードから個人番号、氏名、住所、生年月日、性別を読み、証明書を出すためだけに使います。この機械に、情報は残りません。
ear-still = つづけるときは、どれかキーを押してください。
ear-other-language = 英語 English

# イヤホンで。
headset-plug = イヤホンをさすと、あなただけにお聞かせできます。
headset-listen = イヤホンで聞く
headset-listening = イヤホンでご案内しています。イヤホンをぬくと、スピーカーにもどります。
headset-gone = イヤホンでは聞こえなくなりました。スピーカーでご案内します。
headset-content = お名前と日にちを聞く
headset-passport = 旅券の番号を聞く
told-name = お名前を、一文字ずつお読みします。
told-roman-name = ローマ字のお名前です。
told-birth-date = 生年月日です。
told-dose = { $number }回目の接種日です。
told-passport = 旅券の番号です。
told-end = 以上です。０を押すと、えらび方をもう一度ご案内します。

# 声。だれにでも。
sound-volume = 声の大きさ：{ $level }
sound-low = 小
sound-usual = ふつう
sound-high = 大
sound-repeat = もう一度きく
sound-stop = 声をとめる
