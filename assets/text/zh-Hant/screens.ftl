# 短句，一個畫面只說一件事。
language-name = 繁體中文
language-button = 語言
language-title = 請選擇語言
specimen = 樣本（試用）
step = { $step }／6　{ $name }
step-service = 證明
step-terms = 使用條款
step-card = 卡片
step-pin = 密碼
step-choose = 選擇證明
step-confirm = 確認內容
step-print = 列印
service-name = 疫苗接種證明
kiosk-name = 證明自助服務

attract-title =
    在這裡
    領取證明
attract-body =
    請準備好個人編號卡
    和4位數字密碼。
attract-service-hint = { $fee }　{ $hours }
per-copy = 每份 { $fee }
per-copy-free = 免費
attract-start = 開始
free = 免費
yen = { $yen }日圓
hours = { $from }～{ $to }
hours-all = 24小時

out-of-service-title =
    現在
    暫停服務
out-of-service-body =
    無法連線至證明交付中心。
    非常抱歉，請稍後再來。
closed-title =
    現在不在
    服務時間內
closed-body =
    服務時間為 { $hours }。
    為了能在時間內辦完，會在結束前不久停止受理。

service-title = 您需要哪一種證明？
service-body = 請點按選擇。

terms-title = 使用條款
terms-body = 請仔細閱讀後選擇。
terms-agree = 同意
terms-decline = 不同意
terms-note = 在您同意之前，不會讀取卡片。

cancel = 取消
back = 返回
yes-printed = 我已取走

place-card-title =
    請放置
    卡片
place-card-body =
    請把個人編號卡平放在讀卡台上，
    不要移動，稍候片刻。
place-card-note = 請從卡套中取出，不要移動。
connecting-title = 正在準備
connecting-body = 請稍候。

pin-title = 請輸入4位數字密碼
pin-body =
    領卡時設定的
    「券面事項入力補助用」（卡面資料輸入輔助用）密碼。
pin-tries = 還可輸入 { $tries } 次
pin-count = 已輸入 { $count } 位
pin-erase-one = 刪除一位
pin-erase-all = 全部刪除
pin-enter = 確定
pin-wrong = 密碼不正確。
pin-again = 卡片狀態有變化。請重新輸入。

last-try-title = 只能再輸入1次
last-try-body =
    如果再輸入錯誤，只有這個密碼
    （券面事項入力補助用）會被鎖定。
    其他密碼仍可使用。
last-try-note =
    如果沒有把握，請在此取消，
    到您居住地的市區町村窗口詢問。
last-try-stop = 取消並取回卡片
last-try-go = 再輸入一次

reading-title = 正在讀取卡片
reading-body = 請不要移動卡片。

take-card-title =
    請取走
    卡片
take-card-body =
    已確認是您本人。
    取走卡片後進入下一步。
take-card-note = 取走卡片之前，不會繼續。
take-card-forgotten-note = 卡片還在讀卡台上。請取走。
take-card-ending-body =
    本次手續到此結束。
    請不要忘記取走卡片。

municipality-title = 請選擇接種時的市區町村
municipality-body =
    接種當天您辦理居民登記的市區町村，
    不是現在的住址，也不是接種會場的所在地。
municipality-suggested = 卡上住址的市區町村
region-hokkaido = 北海道
region-tohoku = 東北
region-kanto = 關東
region-chubu = 中部
region-kinki = 近畿
region-chugoku = 中國地方
region-shikoku = 四國
region-kyushu = 九州・沖繩
municipality-span = { $from } – { $to }
municipality-row = { $row }行

kind-title = 請選擇證明的種類
kind-body = 在日本國內使用時，請選第一種。
kind-domestic = 日本國內用
kind-domestic-hint = 以日文書寫
kind-overseas = 海外用及日本國內用
kind-overseas-hint = 海外用及び日本国内用，含羅馬字姓名和護照號碼
kind-other-title = 這裡可以核發的是

passport-title = 這是您現在的護照號碼嗎？
passport-body =
    這是上次辦理海外用證明時的護照號碼。
    請與您手中的護照對照。
passport-note =
    過期的護照不能使用。
    也請確認護照的有效期。
passport-yes = 是，相同
passport-no = 不同、沒有或已過期
passport-picture = 護照號碼

copies-title = 列印幾份？
copies-choice = { $copies } 份

applying-title = 正在查詢接種紀錄
applying-body = 請稍候。
preparing-title = 正在製作證明
preparing-body = 請稍候。

confirm-title = 將列印以下內容
confirm-body =
    請確認內容是否正確。
    灰色處之後會印上二維碼等。
confirm-print = 列印
confirm-wrong = 內容有誤或不全
confirm-picture = 將要列印的證明的圖像

pay-title = { $fee }
pay-body =
    請投入費用。
    中途取消時，投入的錢全部退還。
pay-due = 費用
pay-put-in = 已投入
pay-missing = 還差

printing-title = 正在列印
printing-body =
    請在此等候，
    紙張出來之前請不要離開。
printing-attention-title = 請叫工作人員
printing-attention-body =
    印表機停止了。
    修好後會繼續列印。
    紙張出來之前請不要離開。
printing-media-empty = 印表機沒有紙了。
printing-attention-note = 印表機沒有準備好。

take-papers-title =
    請取走
    證明
take-papers-body = 下方出紙口有 { $pages } 張。
take-papers-note = 本機沒有留下您的任何資料。

change-take = 請同時取走找零 { $price }。
change-owed =
    找零中有 { $price } 未能退出。
    工作人員會退還給您。
receipt-date = 日期
receipt-copies = 份數
receipt-change = 找零
receipt-number = 受理編號
receipt-note =
    如果列印有問題，請把這個畫面上的編號
    告訴工作人員。

money-giving-back =
    將退還您投入的 { $price }。
    如果沒有退出，請告訴工作人員。
money-given-back =
    已退還您投入的 { $price }。
    請取走。
money-owed =
    { $price } 未能退出。
    工作人員會退還給您。
money-held =
    您投入的 { $price } 在機器裡。
    工作人員會確認是否已列印。
    如果沒有列印，將退還給您。
money-number = 請告訴工作人員的編號：{ $code }

no-payment-title = 現在不能收取費用
no-payment-body = 請告訴工作人員。

thanks-title = 謝謝您
thanks-body =
    您的東西都拿好了嗎？
    請確認卡片和證明。

warning-title = 您還在使用嗎？
warning-body =
    即將返回起始畫面，
    輸入的內容會被刪除。
warning-card =
    本次手續即將結束。
    如要離開，請取走卡片。
warning-leave = 結束
warning-stay = 繼續

code = 代碼 { $code }
stop-done = 知道了
apply-again-note = 還可申請 { $left } 次。
