stop-content-wrong-title = Khi nội dung sai hoặc thiếu
stop-content-wrong-body =
    Hãy hỏi nơi mà bạn đã chọn.
    Việc đăng ký hồ sơ có thể mất 3 đến 4 tuần.
    Chưa in gì và không thu tiền.

stop-no-record-title = Không tìm thấy hồ sơ tiêm chủng
stop-no-record-body =
    Hãy kiểm tra xem bạn có chọn đúng
    nơi bạn sống khi tiêm không.
stop-no-record-again-body =
    Hãy xem cách liên hệ trên trang web
    của nơi đã chọn rồi hỏi tại đó.
    Việc đăng ký hồ sơ có thể mất 3 đến 4 tuần.
refused-no-record = Không tìm thấy hồ sơ tiêm chủng tại { $name }.
stop-needs-check-title = Cần thành phố kiểm tra
stop-needs-check-body = Hãy hỏi tại quầy của nơi bạn đã chọn.
stop-not-participating-title =
    Nơi này không cấp
    tại máy này
stop-not-participating-body = Nơi bạn chọn không cấp giấy chứng nhận tại máy này.
refused-not-participating = Giấy chứng nhận của { $name } không cấp được ở đây.
stop-paused-title = Đang tạm ngừng cấp
stop-paused-body = Nơi bạn chọn hiện đang tạm ngừng cấp tại máy này.
refused-paused = Hiện giấy chứng nhận của { $name } không cấp được ở đây.
stop-overseas-data-missing-title =
    Không thể cấp loại
    dùng ở nước ngoài tại đây
stop-overseas-data-missing-body =
    Không có hồ sơ hộ chiếu của bạn.
    Nếu xin lần đầu hoặc đã đổi hộ chiếu,
    hãy đến quầy của thành phố hoặc dùng ứng dụng.
    Loại dùng tại Nhật Bản có thể cấp ở đây.
stop-passport-not-held-title =
    Không thể cấp loại
    dùng ở nước ngoài tại đây
stop-passport-not-held-body =
    Với hộ chiếu còn hạn bạn đang có,
    hãy đến quầy của thành phố hoặc dùng ứng dụng.
    Loại dùng tại Nhật Bản có thể cấp ở đây.
stop-terms-outdated-title = Điều khoản sử dụng đã thay đổi
stop-terms-outdated-body = Hãy làm lại từ đầu.
stop-out-of-hours-title = Đã hết giờ phục vụ
stop-out-of-hours-body = Hãy quay lại trong giờ phục vụ.
stop-too-many-title = Mỗi lần chỉ được yêu cầu 3 lượt
stop-too-many-body = Hãy làm lại từ đầu.

stop-pin-blocked-title = Mã PIN này đã bị khóa
stop-pin-blocked-body =
    Chỉ mã 券面事項入力補助用 bị khóa.
    Hãy mang thẻ và giấy tờ tùy thân khác
    đến quầy nơi bạn sống để đặt lại.
stop-card-removed-title = Thẻ đã bị lấy ra
stop-card-removed-body =
    Chưa in gì và không lưu lại thông tin.
    Hãy đặt thẻ nằm phẳng, không di chuyển,
    rồi thử lại.
stop-card-unreadable-title = Không đọc được thẻ
stop-card-unreadable-body =
    Hãy lấy thẻ ra khỏi bao, đặt nằm phẳng
    trên đầu đọc rồi thử lại.
stop-not-my-number-title = Có vẻ đây không phải thẻ My Number
stop-not-my-number-body =
    Hãy đặt thẻ My Number và thử lại.
    Không dùng được điện thoại.
stop-card-refused-title = Không dùng được thẻ này ở đây
stop-card-refused-body =
    Không xác minh được nội dung của thẻ.
    Hãy hỏi tại quầy nơi bạn sống.
stop-birth-date-title = Không thể cấp tại máy này
stop-birth-date-body =
    Ngày sinh trên thẻ không có tháng hoặc ngày.
    Hãy đến quầy của thành phố.
stop-reader-title = Đầu đọc thẻ không hoạt động
stop-reader-body = Hãy báo cho nhân viên.
stop-center-title = Không kết nối được với trung tâm
stop-center-body =
    Chưa in gì và không thu tiền.
    Hãy thử lại sau ít phút.
stop-center-answer-title = Trả lời của trung tâm không đúng
stop-center-answer-body =
    Để an toàn, thủ tục đã dừng lại.
    Chưa in gì. Hãy báo cho nhân viên.
stop-mismatch-title = Đã dừng lại để an toàn
stop-mismatch-body =
    Giấy chứng nhận từ trung tâm không khớp
    với yêu cầu của bạn. Chưa in gì.
    Hãy báo cho nhân viên.
stop-document-title = Không thể cấp tại máy này
stop-document-body =
    Máy này không in đúng được
    một chữ trong giấy chứng nhận.
    Hãy đến quầy của thành phố. Chưa in gì.
stop-compose-title = Không làm được giấy chứng nhận
stop-compose-body =
    Chưa in gì và không thu tiền.
    Hãy báo cho nhân viên.
stop-printer-title = Không in được
stop-printer-body =
    Giấy chứng nhận chưa ra và không thu tiền.
    Hãy báo cho nhân viên.
stop-printer-unknown-title = Không biết đã in hay chưa
stop-printer-unknown-body =
    Hãy xem có giấy ở khe ra không.
    Nếu không có, hãy báo cho nhân viên.
    Để an toàn, máy không in lại.
stop-payment-title = Đã hủy thanh toán
stop-payment-body = Chưa in gì và không thu tiền.
stop-payment-device-title = Không nhận được tiền
stop-payment-device-body =
    Chưa in gì và không thu tiền.
    Hãy báo cho nhân viên.
stop-internal-title = Đã có lỗi xảy ra
stop-internal-body =
    Chưa in gì và không lưu lại thông tin.
    Hãy báo cho nhân viên.
