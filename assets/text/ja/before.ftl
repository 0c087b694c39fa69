# ご利用の前に。
before-title = ご利用の前に
before-card =
    マイナンバーカードと、
    数字４けたの暗証番号（券面事項入力補助用）を
    ご用意ください。
before-passport =
    海外用は、前に同じ旅券（パスポート）で
    出したことのある方だけが、ここで出せます。
    その旅券も、お手元にお出しください。
before-not =
    暗証番号のないカードと、スマートフォンは
    使えません。
before-who =
    使えるのは、ご本人か、法定代理人
    （親など）です。
fee-each = 料金は１通 { $fee }です。
fee-none = 料金は無料です。
before-each = 市区町村ごとに、別の証明書になります。
before-hours = 受付時間は{ $hours }です。
before-next = 次へ
