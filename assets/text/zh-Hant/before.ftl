before-title = 使用之前
before-card =
    請準備好個人編號卡
    和4位數密碼（券面事項入力補助用）。
before-passport = 申請海外用證明書時，請同時準備護照。
before-not = 沒有密碼的卡和手機不能使用。
before-who = 僅限本人或法定代理人（父母等）使用。
before-fee =
    費用：每份 { $fee }。
    每個市區町村各為一份證明書。
before-hours = 受理時間為 { $hours }。
before-next = 下一步
