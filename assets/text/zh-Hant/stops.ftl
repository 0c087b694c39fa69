stop-content-wrong-title = 內容有誤或不全時
stop-content-wrong-body =
    請詢問您所選擇的市區町村。
    接種紀錄的登記可能需要3至4週。
    沒有列印任何內容，也不收費。

stop-no-record-title = 找不到接種紀錄
stop-no-record-body =
    請確認選擇的是否是
    接種時您居住的市區町村。
stop-no-record-again-body =
    請在所選市區町村的網站等處
    確認詢問方法後，向該市區町村詢問。
    接種紀錄的登記可能需要3至4週。
refused-no-record = 在{ $name }沒有找到接種紀錄。
stop-needs-check-title = 需要市區町村確認
stop-needs-check-body = 請到所選市區町村的窗口詢問。
stop-not-participating-title =
    這裡不能核發
    該市區町村的證明
stop-not-participating-body = 所選的市區町村沒有在本機核發證明。
refused-not-participating = 這裡不能核發{ $name }的證明。
stop-paused-title = 暫停核發
stop-paused-body = 所選的市區町村目前暫停在本機核發。
refused-paused = 這裡現在不能核發{ $name }的證明。
stop-overseas-data-missing-title =
    這裡不能核發
    海外用證明
stop-overseas-data-missing-body =
    沒有您的護照紀錄。
    首次辦理或已更換護照時，
    請到市區町村的窗口，或使用手機應用程式辦理。
    日本國內用證明可以在這裡核發。
stop-passport-not-held-title =
    這裡不能核發
    海外用證明
stop-passport-not-held-body =
    用您現在持有的有效護照辦理海外用證明，
    請到市區町村的窗口，或使用手機應用程式。
    日本國內用證明可以在這裡核發。
stop-terms-outdated-title = 使用條款已更新
stop-terms-outdated-body = 請從頭重新開始。
stop-out-of-hours-title = 服務時間已結束
stop-out-of-hours-body = 請在服務時間內再來。
stop-too-many-title = 一次最多申請3次
stop-too-many-body = 請從頭重新開始。

stop-pin-blocked-title = 這個密碼已被鎖定
stop-pin-blocked-body =
    被鎖定的只有「券面事項入力補助用」密碼。
    帶著卡片和其他身分證件，
    到居住地的市區町村窗口即可重設。
stop-card-removed-title = 卡片被移開了
stop-card-removed-body =
    沒有列印任何內容，也沒有留下資料。
    請把卡片平放，不要移動，
    再試一次。
stop-card-unreadable-title = 無法讀取卡片
stop-card-unreadable-body =
    請從卡套中取出，平放在讀卡台上，
    再試一次。
stop-not-my-number-title = 這似乎不是個人編號卡
stop-not-my-number-body =
    請放置個人編號卡，再試一次。
    不能使用手機。
stop-card-refused-title = 這張卡不能在這裡使用
stop-card-refused-body =
    無法驗證卡片的內容。
    請到居住地的市區町村窗口詢問。
stop-birth-date-title = 本機不能核發
stop-birth-date-body =
    卡上的出生日期沒有月或日。
    請到市區町村的窗口辦理。
stop-reader-title = 讀卡機不能使用
stop-reader-body = 請告訴工作人員。
stop-center-title = 無法連線至中心
stop-center-body =
    沒有列印任何內容，也不收費。
    請稍後再試。
stop-center-answer-title = 中心的回答不正確
stop-center-answer-body =
    為了安全，手續已停止。
    沒有列印任何內容。請告訴工作人員。
stop-mismatch-title = 為了安全，手續已停止
stop-mismatch-body =
    中心傳來的證明與您的申請不符。
    沒有列印任何內容。
    請告訴工作人員。
stop-document-title = 本機不能核發
stop-document-body =
    本機不能正確列印證明中的某個字。
    請到市區町村的窗口辦理。
    沒有列印任何內容。
stop-compose-title = 未能製作證明
stop-compose-body =
    沒有列印任何內容，也不收費。
    請告訴工作人員。
stop-printer-title = 未能列印
stop-printer-body =
    證明沒有印出，也不收費。
    請告訴工作人員。
stop-printer-unknown-title = 無法確定是否已列印
stop-printer-unknown-body =
    請看出紙口是否有紙。
    如果沒有，請告訴工作人員。
    為了安全，不會再次列印。
stop-payment-title = 已取消付款
stop-payment-body = 沒有列印任何內容，也不收費。
stop-payment-device-title = 不能收取費用
stop-payment-device-body =
    沒有列印任何內容，也不收費。
    請告訴工作人員。
stop-internal-title = 沒有成功
stop-internal-body =
    沒有列印任何內容，也沒有留下資料。
    請告訴工作人員。
