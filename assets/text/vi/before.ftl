before-title = Trước khi bắt đầu
before-card =
    Bạn cần thẻ My Number và mã PIN 4 chữ số
    (券面事項入力補助用).
before-passport =
    Giấy dùng ở nước ngoài chỉ cấp ở đây cho người đã từng nhận
    với cùng hộ chiếu. Hãy chuẩn bị cả hộ chiếu đó.
before-not = Không dùng được thẻ không có mã PIN và điện thoại.
before-who =
    Chỉ chính người đó hoặc người đại diện hợp pháp
    (cha mẹ…) được dùng.
fee-each = Phí mỗi bản: { $fee }.
fee-none = Không mất phí.
before-each = Mỗi địa phương cấp một giấy riêng.
before-hours = Giờ phục vụ: { $hours }.
before-next = Tiếp
