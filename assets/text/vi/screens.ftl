# Câu ngắn, mỗi màn hình một việc.
language-name = Tiếng Việt
language-button = Ngôn ngữ
language-title = Hãy chọn ngôn ngữ
specimen = MẪU (dùng thử)
step = { $step } / 6   { $name }
step-service = Giấy chứng nhận
step-terms = Điều khoản sử dụng
step-card = Thẻ
step-pin = Mã PIN
step-choose = Chọn giấy chứng nhận
step-confirm = Kiểm tra nội dung
step-print = In
service-name = Giấy chứng nhận tiêm chủng
kiosk-name = Dịch vụ cấp giấy chứng nhận

attract-title =
    Nhận giấy
    chứng nhận tại đây
attract-body =
    Hãy chuẩn bị thẻ My Number
    và mã PIN 4 chữ số.
attract-service-hint = { $fee }   { $hours }
per-copy = Mỗi bản: { $fee }
per-copy-free = Miễn phí
attract-start = Bắt đầu
free = miễn phí
yen = { $yen } yên
hours = { $from } – { $to }
hours-all = 24 giờ

out-of-service-title =
    Hiện đang
    tạm ngừng phục vụ
out-of-service-body =
    Không kết nối được với trung tâm.
    Xin lỗi quý khách. Vui lòng quay lại sau.
closed-title =
    Hiện đang ngoài
    giờ phục vụ
closed-body =
    Giờ phục vụ là { $hours }.
    Để kịp hoàn tất, máy ngừng nhận trước giờ đóng một chút.

service-title = Bạn cần giấy chứng nhận nào?
service-body = Hãy chạm để chọn.

terms-title = Điều khoản sử dụng
terms-body = Hãy đọc kỹ rồi chọn.
terms-agree = Đồng ý
terms-decline = Không đồng ý
terms-note = Thẻ không được đọc trước khi bạn đồng ý.

cancel = Hủy
back = Quay lại
yes-printed = Tôi đã lấy

place-card-title =
    Hãy đặt thẻ
    lên đầu đọc
place-card-body =
    Đặt thẻ My Number nằm phẳng
    trên đầu đọc và chờ.
place-card-note = Lấy thẻ ra khỏi bao và đừng di chuyển thẻ.
connecting-title = Đang chuẩn bị
connecting-body = Xin vui lòng chờ.

pin-title = Hãy nhập mã PIN 4 chữ số
pin-body =
    Mã 券面事項入力補助用 (hỗ trợ nhập thông tin trên mặt thẻ)
    mà bạn đã chọn khi nhận thẻ.
pin-tries = Số lần nhập còn lại: { $tries }
pin-count = Đã nhập { $count } chữ số
pin-erase-one = Xóa một số
pin-erase-all = Xóa hết
pin-enter = Xác nhận
pin-wrong = Mã PIN không đúng.
pin-again = Trạng thái thẻ đã thay đổi. Hãy nhập lại.

last-try-title = Chỉ còn nhập được 1 lần
last-try-body =
    Nếu sai lần nữa, chỉ mã này
    (券面事項入力補助用) bị khóa.
    Các mã khác vẫn dùng được.
last-try-note =
    Nếu không chắc, hãy dừng ở đây và hỏi
    tại quầy của thành phố nơi bạn sống.
last-try-stop = Hủy và lấy lại thẻ
last-try-go = Nhập một lần nữa

reading-title = Đang đọc thẻ
reading-body = Đừng di chuyển thẻ.

take-card-title =
    Hãy lấy
    thẻ ra
take-card-body =
    Đã xác nhận đúng là bạn.
    Lấy thẻ ra để tiếp tục.
take-card-note = Máy không tiếp tục cho đến khi bạn lấy thẻ.
take-card-forgotten-note = Thẻ vẫn còn trên đầu đọc. Hãy lấy thẻ.
take-card-ending-body =
    Thủ tục kết thúc tại đây.
    Đừng quên lấy thẻ của bạn.

municipality-title = Hãy chọn nơi bạn cư trú lúc tiêm
municipality-body =
    Nơi bạn đăng ký cư trú vào ngày tiêm,
    không phải địa chỉ hiện nay hay nơi tiêm.
municipality-suggested = Địa chỉ trên thẻ
region-hokkaido = Hokkaido
region-tohoku = Tohoku
region-kanto = Kanto
region-chubu = Chubu
region-kinki = Kinki
region-chugoku = Chugoku
region-shikoku = Shikoku
region-kyushu = Kyushu và Okinawa
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = Chọn loại giấy chứng nhận
kind-body = Để dùng tại Nhật Bản, hãy chọn loại thứ nhất.
kind-domestic = Dùng tại Nhật Bản
kind-domestic-hint = 日本国内用, viết bằng tiếng Nhật
kind-overseas = Dùng ở nước ngoài và tại Nhật Bản
kind-overseas-hint = 海外用及び日本国内用, có tên chữ La-tinh và số hộ chiếu
kind-other-title = Ở đây có thể cấp loại này

passport-title = Đây có phải số hộ chiếu hiện nay của bạn không?
passport-body =
    Đây là số hộ chiếu trong giấy chứng nhận
    dùng ở nước ngoài trước đây.
    Hãy so với hộ chiếu bạn đang có.
passport-note =
    Hộ chiếu hết hạn không dùng được.
    Hãy kiểm tra cả ngày hết hạn.
passport-yes = Đúng, giống nhau
passport-no = Khác, không có hoặc hết hạn
passport-picture = Số hộ chiếu

copies-title = In bao nhiêu bản?
copies-choice = { $copies } bản

applying-title = Đang tìm hồ sơ tiêm chủng
applying-body = Xin vui lòng chờ.
preparing-title = Đang làm giấy chứng nhận
preparing-body = Xin vui lòng chờ.

confirm-title = Nội dung này sẽ được in
confirm-body =
    Hãy kiểm tra xem có đúng không.
    Các ô màu xám sau này sẽ có mã.
confirm-print = In
confirm-wrong = Nội dung sai hoặc thiếu
confirm-picture = Hình giấy chứng nhận sẽ được in

pay-title = { $fee }
pay-body =
    Hãy bỏ tiền vào.
    Nếu bạn dừng, toàn bộ tiền sẽ được trả lại.
pay-due = Lệ phí
pay-put-in = Đã bỏ vào
pay-missing = Còn thiếu

printing-title = Đang in
printing-body =
    Hãy chờ ở đây
    cho đến khi giấy ra.
printing-attention-title = Hãy gọi nhân viên
printing-attention-body =
    Máy in đã dừng lại.
    Khi sửa xong, máy sẽ in tiếp.
    Đừng rời đi trước khi giấy ra.
printing-media-empty = Máy in hết giấy.
printing-attention-note = Máy in chưa sẵn sàng.

take-papers-title =
    Hãy lấy
    giấy chứng nhận
take-papers-body = Số tờ ở khe bên dưới: { $pages }
take-papers-note = Máy này không lưu lại thông tin nào của bạn.

change-take = Hãy lấy cả tiền thối: { $price }.
change-owed =
    Trong tiền thối, { $price } chưa ra.
    Nhân viên sẽ trả cho bạn.
receipt-date = Ngày
receipt-copies = Số bản
receipt-change = Tiền thối
receipt-number = Số tiếp nhận
receipt-note =
    Nếu bản in bị lỗi, hãy cho nhân viên biết
    số trên màn hình này.

money-giving-back =
    { $price } bạn đã bỏ vào sẽ được trả lại.
    Nếu không thấy ra, hãy báo cho nhân viên.
money-given-back =
    { $price } bạn đã bỏ vào đã được trả lại.
    Hãy lấy tiền.
money-owed =
    { $price } không ra được.
    Nhân viên sẽ trả cho bạn.
money-held =
    { $price } bạn đã bỏ vào đang ở trong máy.
    Nếu chưa in, tiền sẽ được trả lại.
money-number = Số để báo cho nhân viên: { $code }

no-payment-title = Hiện không nhận được tiền
no-payment-body = Hãy báo cho nhân viên.

thanks-title = Xin cảm ơn
thanks-body =
    Bạn có quên gì không?
    Hãy kiểm tra thẻ và giấy chứng nhận.

warning-title = Bạn còn ở đó không?
warning-body =
    Máy sắp trở về màn hình đầu,
    nội dung đã nhập sẽ bị xóa.
warning-card =
    Thủ tục sắp kết thúc.
    Nếu bạn rời đi, hãy lấy thẻ.
warning-leave = Kết thúc
warning-stay = Tiếp tục

code = Mã số { $code }
stop-done = Tôi hiểu rồi
apply-again-note = Số lần còn được yêu cầu: { $left }
