stop-test-card-title = Đây là thẻ thử nghiệm
stop-test-card-body =
    Không dùng được ở đây.
    Hãy thử lại với thẻ My Number của bạn.
stop-card-open-title = Không chuẩn bị được thẻ
stop-card-open-body =
    Thẻ vẫn ở trạng thái của lần dùng trước.
    Lấy thẻ ra và thử lại.
    Nếu lại thấy màn hình này, hãy hỏi quầy
    của địa phương nơi bạn ở.
stop-vrs-title = Hiện không tra được hồ sơ
stop-vrs-body =
    Hệ thống hồ sơ hiện không trả lời.
    Chưa in gì, không tính phí.
    Xin thử lại sau.
stop-no-answer-title = Mất quá nhiều thời gian
stop-no-answer-body =
    Để an toàn, thủ tục đã dừng.
    Chưa in gì.
    Xin thử lại từ đầu.
    Nếu lại xảy ra, hãy báo nhân viên.
stop-document-size-title = Không cấp được ở đây
stop-document-size-body =
    Tên hoặc mục khác quá dài so với giấy.
    Hãy đến quầy của địa phương.
    Chưa in gì.
