stop-test-card-title = 這是測試用的卡
stop-test-card-body =
    在此不能使用。
    請用您自己的個人編號卡重試。
stop-card-open-title = 卡片未能準備好
stop-card-open-body =
    卡片仍處於上次使用後的狀態。
    請取下卡片再試一次。
    若再次出現此畫面，請到居住地市區町村窗口詢問。
stop-vrs-title = 現在無法查詢接種紀錄
stop-vrs-body =
    紀錄系統目前沒有回應。
    沒有列印，也不收費。
    請稍後再試。
stop-no-answer-title = 等待時間過長
stop-no-answer-body =
    為安全起見，已停止辦理。
    沒有列印任何內容。
    請從頭再試一次。
    若再次發生，請告訴工作人員。
stop-document-size-title = 在此無法辦理
stop-document-size-body =
    姓名等內容過長，無法正確印在紙上。
    請利用市區町村窗口。
    沒有列印任何內容。
