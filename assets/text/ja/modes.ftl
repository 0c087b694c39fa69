# 見やすさと使いやすさ、画面の上に重なるもの。
modes-button = 見やすさ
modes-title =
    見やすさ・使いやすさを
    えらんでください
mode-large = 大きな文字
mode-large-hint = 文字を大きくします
mode-contrast = はっきりした色
mode-contrast-hint = 白い画面に、黒い文字
mode-reversed = 白黒反転
mode-reversed-hint = 黒い画面に、白い文字
mode-low = 低い位置
mode-low-hint = 押すところを、画面の下半分に集めます
mode-unhurried = ゆっくり
mode-unhurried-hint = 画面が待つ時間を、２倍にします
mode-shuffled = 数字をまぜる
mode-shuffled-hint = 暗証番号の数字の場所を、毎回かえます
overlay-close = とじる
scroll-up = 上へ
scroll-down = 下へ
lead-up = 説明の上へ
lead-down = 説明の下へ
confirm-enlarge = 証明書を押すと、大きく見られます。
