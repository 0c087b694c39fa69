# やさしい日本語: 短い文、句の切れ目で改行、一画面に一つのこと。
language-name = 日本語
language-button = ことば Language
language-title =
    ことばを
    えらんでください
specimen = 見本（ためし）
step = { $step }／６　{ $name }
step-service = 証明書
step-terms = 利用規約
step-card = カード
step-pin = 暗証番号
step-choose = 証明書をえらぶ
step-confirm = 内容の確認
step-print = 印刷
service-name = 接種証明書
kiosk-name = 証明書交付サービス

attract-title =
    証明書を
    お出しします
attract-body =
    マイナンバーカードと
    数字４けたの暗証番号を
    ご用意ください。
attract-service-hint = １通 { $fee }　{ $hours }
attract-start = はじめる
free = 無料
yen = { $yen }円

out-of-service-title =
    ただいま
    ご利用になれません
out-of-service-body =
    センターとつながっていません。
    おそれいりますが、しばらくたってから
    もう一度お越しください。
closed-title =
    ただいま
    受付時間外です
closed-body =
    受付時間は { $hours } です。

service-title = どの証明書を出しますか
service-body = 押してえらんでください。

terms-title = 利用規約
terms-body = よくお読みのうえ、えらんでください。
terms-agree = 同意する
terms-decline = 同意しない
terms-note = 同意されるまで、カードは読み取りません。

cancel = やめる
back = もどる
yes-printed = 取りました

place-card-title =
    カードを
    置いてください
place-card-body =
    マイナンバーカードを
    読み取り台の上に平らに置き、
    そのままお待ちください。
place-card-note = カバーから出し、動かさないでください。
connecting-title = 準備しています
connecting-body = そのままお待ちください。

pin-title =
    数字４けたの
    暗証番号を押してください
pin-body =
    カードを受け取ったときに決めた
    「券面事項入力補助用」の番号です。
pin-tries = あと { $tries }回 まで入力できます
pin-count = { $count }けた入力しました
pin-erase-one = １つ消す
pin-erase-all = ぜんぶ消す
pin-enter = 決定
pin-wrong = 番号がちがいました。
pin-again = カードの状態が変わりました。もう一度押してください。

last-try-title =
    入力できるのは
    あと１回です
last-try-body =
    次にまちがえると、
    この暗証番号（券面事項入力補助用）だけが
    使えなくなります。
    ほかの暗証番号は、そのまま使えます。
last-try-note =
    番号に自信がないときは、ここでやめて、
    お住まいの市区町村の窓口でおたずねください。
last-try-stop = やめて、カードを受け取る
last-try-go = もう一度だけ入力する

reading-title = カードを読み取っています
reading-body = カードを動かさないでください。

take-card-title =
    カードを
    お取りください
take-card-body =
    本人確認ができました。
    カードを取ると、次へ進みます。
take-card-note = カードを取るまで、先へは進みません。
take-card-forgotten-note = カードが残っています。お取りください。
take-card-ending-body =
    手続きを終わります。
    カードをお忘れにならないよう、お取りください。

municipality-title =
    接種したときの
    市区町村をえらんでください
municipality-body =
    接種した日に住民票があった市区町村です。
    今のご住所や、接種した会場の場所ではありません。
municipality-suggested = カードのご住所の市区町村
region-hokkaido = 北海道
region-tohoku = 東北
region-kanto = 関東
region-chubu = 中部
region-kinki = 近畿
region-chugoku = 中国
region-shikoku = 四国
region-kyushu = 九州・沖縄
municipality-span = { $from }～{ $to }
municipality-row = { $row }行

kind-title =
    証明書の種類を
    えらんでください
kind-body = 国内でお使いのときは「日本国内用」です。
kind-domestic = 日本国内用
kind-domestic-hint = 日本語で書かれた証明書です
kind-overseas = 海外用及び日本国内用
kind-overseas-hint = ローマ字のお名前と旅券番号が入ります

copies-title = 何通、印刷しますか
copies-body = １通 { $fee } です。
copies-choice = { $copies }通

applying-title = 接種の記録をさがしています
applying-body = そのままお待ちください。
preparing-title = 証明書をつくっています
preparing-body = そのままお待ちください。

kind-other-title =
    ここで出せるのは
    こちらです

passport-title =
    いまお持ちの
    パスポートの番号ですか
passport-body =
    前に海外用の証明書を出したときの、
    旅券（パスポート）の番号です。
    お手元の旅券と見くらべてください。
passport-note =
    期限の切れた旅券では、出せません。
    有効期間満了日も、お確かめください。
passport-yes = はい、同じです
passport-no = ちがう・旅券がない・期限切れ
passport-picture = 旅券の番号

confirm-title = この内容で印刷します
confirm-body =
    まちがいがないか、お確かめください。
    灰色のところには、あとでコードなどが入ります。
confirm-print = 印刷する
confirm-wrong = 内容がちがう・足りない
confirm-picture = 印刷される証明書の見本

pay-title = { $fee } です
pay-body = 料金をお入れください。

printing-title = 印刷しています
printing-body =
    このままお待ちください。
    用紙が出るまで、離れないでください。
printing-attention-title =
    お店の人を
    お呼びください
printing-attention-body =
    印刷機が止まっています。
    直ると、つづけて印刷します。
    用紙が出るまで、離れないでください。
printing-media-empty = 印刷機に紙がありません。
printing-attention-note = 印刷機の準備ができていません。

take-papers-title =
    証明書を
    お取りください
take-papers-body = 下のとり口に { $pages }枚 出ています。
take-papers-note = この機械に、あなたの情報は残っていません。

thanks-title =
    ありがとう
    ございました
thanks-body =
    お忘れ物はありませんか。
    カードと証明書をお確かめください。

warning-title = まだお使いですか
warning-body =
    まもなく、はじめの画面にもどります。
    入力された内容は消えます。
warning-leave = おわる
warning-stay = つづける

code = 番号 { $code }
stop-done = わかりました
apply-again-note = あと { $left }回 申請できます。

# 断られたとき、うまくいかないとき: 何が起きたか、これからどうするか。
stop-content-wrong-title =
    内容がちがう・
    足りないとき
stop-content-wrong-body =
    選んだ市区町村にお問い合わせください。
    記録の登録には３～４週間かかることがあります。
    何も印刷していません。料金もかかりません。

stop-no-record-title = 接種記録が見つかりません
stop-no-record-body =
    接種時にお住まいの市区町村を選択しているか
    確認してください。
stop-no-record-again-body =
    恐れ入りますが、選択した市区町村の
    ウェブサイトなどでお問い合わせ方法を
    確認の上、市区町村にお問い合わせください。
    記録の登録に、３～４週間
    かかることがあります。
stop-needs-check-title = 市区町村の確認が必要です
stop-needs-check-body =
    恐れ入りますが、選択した市区町村の窓口に
    お問い合わせください。
stop-not-participating-title =
    この市区町村の証明書は
    ここでは出せません
stop-not-participating-body =
    選択された市区町村では、
    この端末での発行をおこなっていません。
stop-paused-title =
    発行を
    停止しています
stop-paused-body =
    選択された市区町村では、現在、
    この端末での発行を停止しています。
stop-overseas-data-missing-title =
    海外用は
    ここでは出せません
stop-overseas-data-missing-body =
    旅券（パスポート）の記録がありません。
    はじめての方、旅券が新しくなった方は、
    市区町村の窓口か、アプリをご利用ください。
    日本国内用はここで出せます。
stop-passport-not-held-title =
    海外用は
    ここでは出せません
stop-passport-not-held-body =
    いまお持ちの旅券での海外用の証明書は、
    市区町村の窓口か、アプリで申請してください。
    日本国内用は、ここで出せます。
stop-terms-outdated-title = 利用規約が新しくなりました
stop-terms-outdated-body = お手数ですが、はじめからやり直してください。
stop-out-of-hours-title = 受付時間が終わりました
stop-out-of-hours-body = 受付時間内に、もう一度お越しください。
stop-too-many-title = 一度にできる申請は３回までです
stop-too-many-body = お手数ですが、はじめからやり直してください。

stop-pin-blocked-title =
    暗証番号が
    使えなくなっています
stop-pin-blocked-body =
    使えないのは「券面事項入力補助用」の
    番号だけです。お住まいの市区町村の窓口で、
    カードとほかの本人確認書類を見せると、
    もとにもどせます。
stop-card-removed-title = カードが外れました
stop-card-removed-body =
    何も印刷していません。情報も残っていません。
    カードを平らに置き、動かさずに、
    もう一度お試しください。
stop-card-unreadable-title = カードを読み取れませんでした
stop-card-unreadable-body =
    カバーから出し、読み取り台に平らに置いて、
    もう一度お試しください。
stop-not-my-number-title =
    マイナンバーカードでは
    ないようです
stop-not-my-number-body =
    マイナンバーカードを置いて、
    もう一度お試しください。
    スマートフォンは使えません。
stop-card-refused-title =
    このカードは
    ここでは使えません
stop-card-refused-body =
    カードの内容を確かめられませんでした。
    お住まいの市区町村の窓口でおたずねください。
stop-birth-date-title =
    この端末では
    お出しできません
stop-birth-date-body =
    カードの生年月日に、月や日がありません。
    市区町村の窓口をご利用ください。
stop-reader-title = 読み取り機が使えません
stop-reader-body =
    おそれいりますが、お店の人に
    お知らせください。
stop-center-title = センターにつながりません
stop-center-body =
    何も印刷していません。料金もかかりません。
    しばらくたってから、もう一度お試しください。
stop-center-answer-title =
    センターの答えが
    正しくありません
stop-center-answer-body =
    安全のため、手続きを止めました。
    何も印刷していません。お店の人にお知らせください。
stop-mismatch-title =
    安全のため、
    手続きを止めました
stop-mismatch-body =
    センターからの証明書が、あなたの申請と
    合いませんでした。何も印刷していません。
    お店の人にお知らせください。
stop-document-title =
    この端末では
    お出しできません
stop-document-body =
    お名前などの文字を、この端末で正しく印刷できません。
    市区町村の窓口をご利用ください。
    何も印刷していません。
stop-compose-title = 証明書をつくれませんでした
stop-compose-body =
    何も印刷していません。料金もかかりません。
    お店の人にお知らせください。
stop-printer-title = 印刷できませんでした
stop-printer-body =
    証明書は出ていません。料金もかかりません。
    お店の人にお知らせください。
stop-printer-unknown-title = 印刷できたか分かりません
stop-printer-unknown-body =
    とり口に紙が出ていないか、お確かめください。
    出ていないときは、お店の人にお知らせください。
    安全のため、もう一度は印刷しません。
stop-payment-title = 支払いをやめました
stop-payment-body = 何も印刷していません。料金はかかりません。
stop-internal-title = うまくいきませんでした
stop-internal-body =
    何も印刷していません。情報も残っていません。
    お店の人にお知らせください。

# 声で言うこと。画面にも同じ言葉が出ます。
say-welcome = 証明書をえらんでください。
say-terms = 利用規約をお読みになり、同意する、または、同意しないを押してください。
say-place-card = マイナンバーカードを、読み取り台に置いてください。
say-enter-pin = 数字４けたの暗証番号を押してください。
say-wrong-pin = 番号がちがいました。もう一度押してください。
say-last-try = 入力できるのは、あと１回です。画面の説明をお読みください。
say-reading = カードを読み取っています。そのままお待ちください。
say-take-card = カードをお取りください。
say-card-forgotten = カードが残っています。カードをお取りください。
say-choose-municipality = 接種したときの市区町村をえらんでください。
say-choose-kind = 証明書の種類をえらんでください。
say-choose-copies = 印刷する数をえらんでください。
say-please-wait = しばらくお待ちください。
say-choose-again = 画面の説明をお読みになり、もう一度えらんでください。
say-check-passport = 旅券の番号をお確かめください。いまお持ちの、有効な旅券と同じなら、はい、を押してください。
say-check-content = 内容をお確かめください。よろしければ、印刷するを押してください。
say-pay = 料金をお入れください。
say-printing = 印刷しています。そのままお待ちください。
say-printer-attention = 印刷機の準備ができていません。お店の人をお呼びください。
say-take-papers = 証明書をお取りください。
say-papers-forgotten = 証明書が残っています。証明書をお取りください。
say-still-there = まだお使いですか。つづけるときは、画面を押してください。
say-finished = ありがとうございました。お忘れ物にご注意ください。
say-stopped = 手続きを止めました。画面の説明をお読みください。
say-stopped-take-card = 手続きを止めました。カードをお取りください。
