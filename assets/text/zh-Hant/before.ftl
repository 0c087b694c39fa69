before-title = 使用之前
before-card =
    請準備好個人編號卡
    和4位數密碼（券面事項入力補助用）。
before-passport =
    海外用證明書僅限以前用同一護照申請過的人
    在此辦理。請同時準備該護照。
before-not = 沒有密碼的卡和手機不能使用。
before-who = 僅限本人或法定代理人（父母等）使用。
fee-each = 費用為每份 { $fee }。
fee-none = 不收取費用。
before-each = 每個市區町村分別開立證明書。
before-hours = 受理時間為 { $hours }。
before-next = 下一步
