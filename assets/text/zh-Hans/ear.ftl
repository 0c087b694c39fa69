# Spoken guidance, for those who do not look.
mode-ear = 语音引导
mode-ear-hint = 不看画面，用声音和数字键操作
ear-leave = 结束语音引导
ear-star = 星号
ear-hash = 井号
ear-started = 现在用语音引导。用数字键选择，用井号键确定。星号键是返回或结束。按0再说一遍，连续按可改变音量。
ear-option = { $number }、{ $label }。
ear-more = 9、更多选项。
ear-way-out = 星号、{ $label }。
ear-named = { $label }。如果正确，请按井号键。
ear-nothing = 此键在这里不使用。
ear-decide = 请先用数字键选择。
ear-pin = 请按4个数字，再按井号键。星号删除一位。每按一次会有声音，但不会念出数字。
ear-confirm = { $kind }、接种{ $doses }次、{ $copies }、费用{ $price }。
ear-unsaid = 姓名、日期和护照号码不会从扬声器念出。
ear-terms = 使用条款写在画面上。将从卡片读取个人编号、姓名、住址、出生日期和性别，仅用于发行证明。本机不保留信息。
ear-still = 要继续，请按任意键。
ear-other-language = 日语 日本語

# With a headset.
headset-plug = 插上耳机，就能只念给您一个人听。
headset-listen = 用耳机听
headset-listening = 正在用耳机引导。拔出耳机即回到扬声器。
headset-gone = 耳机没有声音了。改由扬声器引导。
headset-content = 听姓名和日期
headset-passport = 听护照号码
told-name = 姓名，逐字念出。
told-roman-name = 罗马字姓名。
told-birth-date = 出生日期。
told-dose = 第{ $number }次接种日期。
told-passport = 护照号码。
told-end = 念完了。按零可再听一次选项。

# The voice, for everybody.
sound-volume = 音量：{ $level }
sound-low = 小
sound-usual = 中
sound-high = 大
sound-repeat = 再听一遍
sound-stop = 停止语音
