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
kiosk-name =
    証明書交付
    サービス

attract-title =
    証明書を
    お出しします
attract-body =
    マイナンバーカードと
    数字４けたの暗証番号を
    ご用意ください。
attract-service-hint = { $fee }　{ $hours }
per-copy = １通 { $fee }
per-copy-free = 無料
attract-start = はじめる
free = 無料
yen = { $yen }円
hours = { $from }～{ $to }
hours-all = 24時間

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
    受付時間は{ $hours }です。
    手続きが時間内に終わるように、
    終わりの少し前に、受付をやめます。

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
pin-tries = あと{ $tries }回、入力できます
pin-count = { $count }けた入力しました
pin-erase-one = １つ消す
pin-erase-all = ぜんぶ消す
pin-enter = 決定
pin-wrong = 番号がちがいました。
pin-again =
    カードの状態が変わりました。
    もう一度押してください。

last-try-title =
    入力できるのは
    あと１回です
last-try-body =
    もう一度まちがえると、この暗証番号
    （券面事項入力補助用）は使えなくなります。
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
take-card-note = カードを取るまで、先へ進みません。
take-card-forgotten-note = カードが残っています。お取りください。
take-card-ending-body =
    手続きを終わります。
    カードを取ると、はじめの画面にもどります。

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
confirm-picture = 印刷される証明書（確認用）

pay-title = { $fee }です
pay-body =
    料金をお入れください。
    途中でやめると、入れたお金はすべて戻ります。
pay-due = 料金
pay-put-in = 入れた金額
pay-missing = のこり

printing-title = 印刷しています
printing-body =
    このままお待ちください。
    用紙が出るまで、離れないでください。
printing-attention-title =
    係の人を
    お呼びください
printing-attention-body =
    プリンターが止まっています。
    直ると、つづけて印刷します。
    用紙が出るまで、離れないでください。
printing-media-empty = プリンターに紙がありません。
printing-attention-note = プリンターの準備ができていません。

take-papers-title =
    証明書を
    お取りください
take-papers-body = 下のとり口に、{ $pages }枚出ています。
take-papers-note = この機械に、あなたの情報は残っていません。

change-take = おつり{ $price }も、お取りください。
change-owed =
    おつりのうち{ $price }が出ませんでした。
    係の人がお返しします。
receipt-date = 日付
receipt-copies = 部数
receipt-change = おつり
receipt-number = 受付の番号
receipt-note =
    印刷に問題があるときは、この画面の番号を
    係の人にお伝えください。

money-giving-back =
    入れた{ $price }をお返しします。
    出てこないときは、係の人にお知らせください。
money-given-back =
    入れた{ $price }をお返ししました。
    お取りください。
money-owed =
    { $price }が出てきませんでした。
    係の人がお返しします。
money-held =
    入れた{ $price }は、機械の中にあります。
    印刷できたかを、係の人が確かめます。
    できていなければ、お返しします。
money-number = 係の人に伝える番号：{ $code }

no-payment-title = ただいま料金を受けとれません
no-payment-body =
    おそれいりますが、係の人に
    お知らせください。

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
warning-card =
    まもなく手続きを終わります。
    おやめになるときは、
    カードをお取りください。
warning-leave = おわる
warning-stay = つづける

code = コード { $code }
stop-done = わかりました
apply-again-note = あと{ $left }回、申請できます。
