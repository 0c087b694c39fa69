before-title = Trước khi bắt đầu
before-card =
    Bạn cần thẻ My Number và mã PIN 4 chữ số
    (券面事項入力補助用).
before-passport = Nếu dùng ở nước ngoài, hãy chuẩn bị cả hộ chiếu.
before-not = Không dùng được thẻ không có mã PIN và điện thoại.
before-who =
    Chỉ chính người đó hoặc người đại diện hợp pháp
    (cha mẹ…) được dùng.
before-fee =
    Phí mỗi bản: { $fee }.
    Mỗi địa phương là một giấy riêng.
before-hours = Giờ phục vụ: { $hours }.
before-next = Tiếp
