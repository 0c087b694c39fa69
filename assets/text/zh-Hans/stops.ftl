stop-content-wrong-title = 内容有误或不全时
stop-content-wrong-body =
    请咨询您所选择的市区町村。
    接种记录的登记可能需要3至4周。
    没有打印任何内容，也不收费。

stop-no-record-title = 找不到接种记录
stop-no-record-body =
    请确认选择的是否是
    接种时您居住的市区町村。
stop-no-record-again-body =
    请在所选市区町村的网站等处
    确认咨询方法后，向该市区町村咨询。
    接种记录的登记可能需要3至4周。
refused-no-record = 在{ $name }没有找到接种记录。
stop-needs-check-title = 需要市区町村确认
stop-needs-check-body = 请到所选市区町村的窗口咨询。
stop-not-participating-title =
    这里不能发行
    该市区町村的证明
stop-not-participating-body = 所选的市区町村没有在本机发行证明。
refused-not-participating = 这里不能发行{ $name }的证明。
stop-paused-title = 暂停发行
stop-paused-body = 所选的市区町村目前暂停在本机发行。
refused-paused = 这里现在不能发行{ $name }的证明。
stop-overseas-data-missing-title =
    这里不能发行
    海外用证明
stop-overseas-data-missing-body =
    没有您的护照记录。
    首次办理或已更换护照时，
    请到市区町村的窗口，或使用手机应用办理。
    日本国内用证明可以在这里发行。
stop-passport-not-held-title =
    这里不能发行
    海外用证明
stop-passport-not-held-body =
    用您现在持有的有效护照办理海外用证明，
    请到市区町村的窗口，或使用手机应用。
    日本国内用证明可以在这里发行。
stop-terms-outdated-title = 使用条款已更新
stop-terms-outdated-body = 请从头重新开始。
stop-out-of-hours-title = 服务时间已结束
stop-out-of-hours-body = 请在服务时间内再来。
stop-too-many-title = 一次最多申请3次
stop-too-many-body = 请从头重新开始。

stop-pin-blocked-title = 这个密码已被锁定
stop-pin-blocked-body =
    被锁定的只有“券面事項入力補助用”密码。
    带上卡片和其他身份证件，
    到居住地的市区町村窗口即可重设。
stop-card-removed-title = 卡片被移开了
stop-card-removed-body =
    没有打印任何内容，也没有留下信息。
    请把卡片平放，不要移动，
    再试一次。
stop-card-unreadable-title = 无法读取卡片
stop-card-unreadable-body =
    请从卡套中取出，平放在读卡台上，
    再试一次。
stop-not-my-number-title = 这似乎不是个人编号卡
stop-not-my-number-body =
    请放置个人编号卡，再试一次。
    不能使用手机。
stop-card-refused-title = 这张卡不能在这里使用
stop-card-refused-body =
    无法验证卡片的内容。
    请到居住地的市区町村窗口咨询。
stop-birth-date-title = 本机不能发行
stop-birth-date-body =
    卡上的出生日期没有月或日。
    请到市区町村的窗口办理。
stop-reader-title = 读卡器不能使用
stop-reader-body = 请告诉工作人员。
stop-center-title = 无法连接中心
stop-center-body =
    没有打印任何内容，也不收费。
    请稍后再试。
stop-center-answer-title = 中心的回答不正确
stop-center-answer-body =
    为了安全，手续已停止。
    没有打印任何内容。请告诉工作人员。
stop-mismatch-title = 为了安全，手续已停止
stop-mismatch-body =
    中心发来的证明与您的申请不符。
    没有打印任何内容。
    请告诉工作人员。
stop-document-title = 本机不能发行
stop-document-body =
    本机不能正确打印证明中的某个字。
    请到市区町村的窗口办理。
    没有打印任何内容。
stop-compose-title = 未能制作证明
stop-compose-body =
    没有打印任何内容，也不收费。
    请告诉工作人员。
stop-printer-title = 未能打印
stop-printer-body =
    证明没有印出，也不收费。
    请告诉工作人员。
stop-printer-unknown-title = 不能确定是否已打印
stop-printer-unknown-body =
    请看出纸口是否有纸。
    如果没有，请告诉工作人员。
    为了安全，不会再次打印。
stop-payment-title = 已取消付款
stop-payment-body = 没有打印任何内容，也不收费。
stop-payment-device-title = 不能收取费用
stop-payment-device-body =
    没有打印任何内容，也不收费。
    请告诉工作人员。
stop-internal-title = 没有成功
stop-internal-body =
    没有打印任何内容，也没有留下信息。
    请告诉工作人员。
