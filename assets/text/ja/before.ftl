# ご利用の前に。
before-title = ご利用の前に
before-card =
    マイナンバーカードと、
    数字４けたの暗証番号（券面事項入力補助用）を
    ご用意ください。
before-passport =
    海外用のときは、パスポートも
    お手元にお出しください。
before-not =
    暗証番号のないカードと、スマートフォンは
    使えません。
before-who =
    使えるのは、ご本人か、法定代理人
    （親など）です。
before-fee =
    料金は１通 { $fee }です。
    市区町村ごとに、別の証明書になります。
before-hours = 受付時間は{ $hours }です。
before-next = 次へ
