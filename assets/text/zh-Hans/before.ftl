before-title = 使用之前
before-card =
    请准备好个人编号卡
    和4位数密码（券面事項入力補助用）。
before-passport =
    海外用证明书仅限以前用同一护照申请过的人
    在此办理。请同时准备该护照。
before-not = 没有密码的卡和手机不能使用。
before-who = 仅限本人或法定代理人（父母等）使用。
fee-each = 费用为每份 { $fee }。
fee-none = 不收取费用。
before-each = 每个市区町村分别出具证明书。
before-hours = 受理时间为 { $hours }。
before-next = 下一步
