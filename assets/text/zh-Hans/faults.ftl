stop-test-card-title = 这是测试用的卡
stop-test-card-body =
    在此不能使用。
    请用您自己的个人编号卡重试。
stop-card-open-title = 卡片未能准备好
stop-card-open-body =
    卡片仍处于上次使用后的状态。
    请取下卡片再试一次。
    若再次出现此画面，请到居住地市区町村窗口询问。
stop-vrs-title = 现在无法查询接种记录
stop-vrs-body =
    记录系统目前没有应答。
    没有打印，也不收费。
    请稍后再试。
stop-no-answer-title = 等待时间过长
stop-no-answer-body =
    为安全起见，已停止办理。
    没有打印任何内容。
    请从头再试一次。
    若再次发生，请告诉工作人员。
stop-document-size-title = 在此无法办理
stop-document-size-body =
    姓名等内容过长，无法正确印在纸上。
    请利用市区町村窗口。
    没有打印任何内容。
