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
attract-service-hint = { $fee }　{ $hours }
per-copy = 每份 { $fee }
per-copy-free = 免费
attract-start = 开始
free = 免费
yen = { $yen }日元
hours = { $from }～{ $to }
hours-all = 24小时

out-of-service-title =
    现在
    暂停服务
out-of-service-body =
    无法连接证明交付中心。
    非常抱歉，请稍后再来。
closed-title =
    现在不在
    服务时间内
closed-body =
    服务时间为 { $hours }。
    为了能在时间内办完，会在结束前不久停止受理。

service-title = 您需要哪种证明？
service-body = 请点按选择。

terms-title = 使用条款
terms-body = 请仔细阅读后选择。
terms-agree = 同意
terms-decline = 不同意
terms-note = 在您同意之前，不会读取卡片。

cancel = 取消
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
    如果没有把握，请在此取消，
    到您居住地的市区町村窗口咨询。
last-try-stop = 取消并取回卡片
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
pay-body =
    请投入费用。
    中途取消时，投入的钱全部退还。
pay-due = 费用
pay-put-in = 已投入
pay-missing = 还差

printing-title = 正在打印
printing-body =
    请在此等候，
    纸张出来之前请不要离开。
printing-attention-title = 请叫工作人员
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

change-take = 请同时取走找零 { $price }。
change-owed =
    找零中有 { $price } 未能退出。
    工作人员会退还给您。
receipt-date = 日期
receipt-copies = 份数
receipt-change = 找零
receipt-number = 受理编号
receipt-note =
    如果打印有问题，请把这个画面上的编号
    告诉工作人员。

money-giving-back =
    将退还您投入的 { $price }。
    如果没有退出，请告诉工作人员。
money-given-back =
    已退还您投入的 { $price }。
    请取走。
money-owed =
    { $price } 未能退出。
    工作人员会退还给您。
money-held =
    您投入的 { $price } 在机器里。
    工作人员会确认是否已打印。
    如果没有打印，将退还给您。
money-number = 请告诉工作人员的编号：{ $code }

no-payment-title = 现在不能收取费用
no-payment-body = 请告诉工作人员。

thanks-title = 谢谢
thanks-body =
    您的东西都拿好了吗？
    请确认卡片和证明。

warning-title = 您还在使用吗？
warning-body =
    即将返回起始画面，
    输入的内容会被删除。
warning-card =
    本次手续即将结束。
    如要离开，请取走卡片。
warning-leave = 结束
warning-stay = 继续

code = 代码 { $code }
stop-done = 知道了
apply-again-note = 还可申请 { $left } 次。
