# 断られたとき、うまくいかないとき: 何が起きたか、これからどうするか。
stop-content-wrong-title =
    内容がちがう・
    足りないとき
stop-content-wrong-body =
    えらんだ市区町村にお問い合わせください。
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
refused-no-record = { $name }に、接種の記録が見つかりませんでした。
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
refused-not-participating = { $name }の証明書は、ここでは出せません。
stop-paused-title =
    発行を
    停止しています
stop-paused-body =
    選択された市区町村では、現在、
    この端末での発行を停止しています。
refused-paused = { $name }の証明書は、いまは、ここでは出せません。
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
stop-too-many-title =
    申請できるのは
    一度に３回までです
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
stop-card-unreadable-title =
    カードを
    読み取れませんでした
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
    おそれいりますが、係の人に
    お知らせください。
stop-center-title = センターにつながりません
stop-center-body =
    何も印刷していません。料金もかかりません。
    しばらくたってから、もう一度お試しください。
stop-center-answer-title =
    センターからの返事が
    正しくありません
stop-center-answer-body =
    安全のため、手続きを止めました。
    何も印刷していません。係の人にお知らせください。
stop-mismatch-title =
    安全のため、
    手続きを止めました
stop-mismatch-body =
    センターからの証明書が、あなたの申請と
    合いませんでした。何も印刷していません。
    係の人にお知らせください。
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
    係の人にお知らせください。
stop-printer-title = 印刷できませんでした
stop-printer-body =
    証明書は出ていません。料金もかかりません。
    係の人にお知らせください。
stop-printer-unknown-title = 印刷できたか分かりません
stop-printer-unknown-body =
    とり口に紙が出ていないか、お確かめください。
    出ていないときは、係の人にお知らせください。
    安全のため、もう一度は印刷しません。
stop-payment-title = 支払いをやめました
stop-payment-body = 何も印刷していません。料金はかかりません。
stop-payment-device-title = 料金を受けとれません
stop-payment-device-body =
    何も印刷していません。料金もかかりません。
    係の人にお知らせください。
stop-internal-title = うまくいきませんでした
stop-internal-body =
    何も印刷していません。情報も残っていません。
    係の人にお知らせください。
