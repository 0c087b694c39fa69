# 短句，一个画面只说一件事。
language-name = 简体中文
language-button = 语言
language-title = 请选择语言
specimen = 样本（试用）
step = { $step }／6　{ $name }
step-service = 证明
step-terms = 使用条款
step-card = 卡片
step-pin = 密码
step-choose = 选择证明
step-confirm = 确认内容
step-print = 打印
service-name = 疫苗接种证明
kiosk-name = 证明自助服务

attract-title =
    在这里
    领取证明
attract-body =
    请准备好个人编号卡
    和4位数字密码。
attract-service-hint = 每份 { $fee }　{ $hours }
attract-start = 开始
free = 免费
yen = { $yen }日元

out-of-service-title =
    现在
    暂停服务
out-of-service-body =
    无法连接证明交付中心。
    非常抱歉，请稍后再来。
closed-title =
    现在不在
    服务时间内
closed-body = 服务时间为 { $hours }。

service-title = 您需要哪种证明？
service-body = 请点按选择。

terms-title = 使用条款
terms-body = 请仔细阅读后选择。
terms-agree = 同意
terms-decline = 不同意
terms-note = 在您同意之前，不会读取卡片。

cancel = 停止
back = 返回
yes-printed = 我已取走

place-card-title =
    请放置
    卡片
place-card-body =
    请把个人编号卡平放在读卡台上，
    不要移动，稍候片刻。
place-card-note = 请从卡套中取出，不要移动。
connecting-title = 正在准备
connecting-body = 请稍候。

pin-title = 请输入4位数字密码
pin-body =
    领卡时设定的
    “券面事項入力補助用”（卡面信息输入辅助用）密码。
pin-tries = 还可输入 { $tries } 次
pin-count = 已输入 { $count } 位
pin-erase-one = 删除一位
pin-erase-all = 全部删除
pin-enter = 确定
pin-wrong = 密码不正确。
pin-again = 卡片状态有变化。请重新输入。

last-try-title = 只能再输入1次
last-try-body =
    如果再输错，只有这个密码
    （券面事項入力補助用）会被锁定。
    其他密码仍可使用。
last-try-note =
    如果没有把握，请在此停止，
    到您居住地的市区町村窗口咨询。
last-try-stop = 停止并取回卡片
last-try-go = 再输入一次

reading-title = 正在读取卡片
reading-body = 请不要移动卡片。

take-card-title =
    请取走
    卡片
take-card-body =
    已确认是您本人。
    取走卡片后进入下一步。
take-card-note = 取走卡片之前，不会继续。
take-card-forgotten-note = 卡片还在读卡台上。请取走。
take-card-ending-body =
    本次手续到此结束。
    请不要忘记取走卡片。

municipality-title = 请选择接种时的市区町村
municipality-body =
    接种当天您办理了居民登记的市区町村，
    不是现在的住址，也不是接种会场的所在地。
municipality-suggested = 卡上住址的市区町村
region-hokkaido = 北海道
region-tohoku = 东北
region-kanto = 关东
region-chubu = 中部
region-kinki = 近畿
region-chugoku = 中国地方
region-shikoku = 四国
region-kyushu = 九州・冲绳
municipality-span = { $from } – { $to }
municipality-row = { $row }行

kind-title = 请选择证明的种类
kind-body = 在日本国内使用时，请选第一种。
kind-domestic = 日本国内用
kind-domestic-hint = 用日文书写
kind-overseas = 海外用及日本国内用
kind-overseas-hint = 海外用及び日本国内用，含罗马字姓名和护照号码
kind-other-title = 这里可以发行的是

passport-title = 这是您现在的护照号码吗？
passport-body =
    这是上次办理海外用证明时的护照号码。
    请与您手中的护照对照。
passport-note =
    过期的护照不能使用。
    也请确认护照的有效期。
passport-yes = 是，相同
passport-no = 不同、没有或已过期
passport-picture = 护照号码

copies-title = 打印几份？
copies-body = 每份 { $fee }。
copies-choice = { $copies } 份

applying-title = 正在查找接种记录
applying-body = 请稍候。
preparing-title = 正在制作证明
preparing-body = 请稍候。

confirm-title = 将打印以下内容
confirm-body =
    请确认内容是否正确。
    灰色处之后会印上二维码等。
confirm-print = 打印
confirm-wrong = 内容有误或不全
confirm-picture = 将要打印的证明的图像

pay-title = { $fee }
pay-body = 请投入费用。

printing-title = 正在打印
printing-body =
    请在此等候，
    纸张出来之前请不要离开。
printing-attention-title = 请叫店员
printing-attention-body =
    打印机停止了。
    修好后会继续打印。
    纸张出来之前请不要离开。
printing-media-empty = 打印机没有纸了。
printing-attention-note = 打印机没有准备好。

take-papers-title =
    请取走
    证明
take-papers-body = 下方出纸口有 { $pages } 张。
take-papers-note = 本机没有留下您的任何信息。

thanks-title = 谢谢
thanks-body =
    您的东西都拿好了吗？
    请确认卡片和证明。

warning-title = 您还在使用吗？
warning-body =
    即将返回起始画面，
    输入的内容会被删除。
warning-leave = 结束
warning-stay = 继续

code = 代码 { $code }
stop-done = 知道了
apply-again-note = 还可申请 { $left } 次。

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
stop-needs-check-title = 需要市区町村确认
stop-needs-check-body = 请到所选市区町村的窗口咨询。
stop-not-participating-title =
    这里不能发行
    该市区町村的证明
stop-not-participating-body = 所选的市区町村没有在本机发行证明。
stop-paused-title = 暂停发行
stop-paused-body = 所选的市区町村目前暂停在本机发行。
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
stop-reader-body = 请告诉店员。
stop-center-title = 无法连接中心
stop-center-body =
    没有打印任何内容，也不收费。
    请稍后再试。
stop-center-answer-title = 中心的回答不正确
stop-center-answer-body =
    为了安全，手续已停止。
    没有打印任何内容。请告诉店员。
stop-mismatch-title = 为了安全，手续已停止
stop-mismatch-body =
    中心发来的证明与您的申请不符。
    没有打印任何内容。
    请告诉店员。
stop-document-title = 本机不能发行
stop-document-body =
    本机不能正确打印证明中的某个字。
    请到市区町村的窗口办理。
    没有打印任何内容。
stop-compose-title = 未能制作证明
stop-compose-body =
    没有打印任何内容，也不收费。
    请告诉店员。
stop-printer-title = 未能打印
stop-printer-body =
    证明没有印出，也不收费。
    请告诉店员。
stop-printer-unknown-title = 不能确定是否已打印
stop-printer-unknown-body =
    请看出纸口是否有纸。
    如果没有，请告诉店员。
    为了安全，不会再次打印。
stop-payment-title = 已停止付款
stop-payment-body = 没有打印任何内容，也不收费。
stop-internal-title = 没有成功
stop-internal-body =
    没有打印任何内容，也没有留下信息。
    请告诉店员。

# 语音提示；画面上也显示同样的话。
say-welcome = 请选择证明。
say-terms = 请阅读使用条款，然后点按“同意”或“不同意”。
say-place-card = 请把个人编号卡放在读卡台上。
say-enter-pin = 请输入4位数字密码。
say-wrong-pin = 密码不正确。请重新输入。
say-last-try = 只能再输入1次。请阅读画面上的说明。
say-reading = 正在读取卡片。请稍候。
say-take-card = 请取走卡片。
say-card-forgotten = 卡片还在读卡台上。请取走卡片。
say-choose-municipality = 请选择接种时的市区町村。
say-choose-kind = 请选择证明的种类。
say-choose-copies = 请选择打印份数。
say-please-wait = 请稍候。
say-choose-again = 请阅读画面上的说明，重新选择。
say-check-passport = 请确认护照号码。如果与您现在持有的有效护照相同，请点按“是”。
say-check-content = 请确认内容。如果正确，请点按“打印”。
say-pay = 请投入费用。
say-printing = 正在打印。请稍候。
say-printer-attention = 打印机没有准备好。请叫店员。
say-take-papers = 请取走证明。
say-papers-forgotten = 证明还在出纸口。请取走证明。
say-still-there = 您还在使用吗？要继续请触摸画面。
say-finished = 谢谢。请不要忘记您的物品。
say-stopped = 手续已停止。请阅读画面上的说明。
say-stopped-take-card = 手续已停止。请取走卡片。
