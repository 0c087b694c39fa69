before-title = 使用之前
before-card =
    请准备好个人编号卡
    和4位数密码（券面事項入力補助用）。
before-passport = 办理海外用证明书时，请同时准备护照。
before-not = 没有密码的卡和手机不能使用。
before-who = 仅限本人或法定代理人（父母等）使用。
before-fee =
    费用：每份 { $fee }。
    每个市区町村各为一份证明书。
before-hours = 受理时间为 { $hours }。
before-next = 下一步
