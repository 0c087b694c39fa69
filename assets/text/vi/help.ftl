help-button = Trợ giúp
help-title = Bạn cần trợ giúp?
start-over = Về màn hình đầu
help-attract = Chạm “Bắt đầu”.
help-service =
    Chọn giấy chứng nhận rồi tiếp tục.
    Chưa cần đặt thẻ.
help-before =
    Ở đây ghi những gì cần có, ai được dùng, phí
    và giờ phục vụ. Đọc xong, hãy chạm “Tiếp”.
    Chưa cần đặt thẻ.
help-terms =
    Cho biết đọc gì từ thẻ và để làm gì.
    Không đọc gì trước khi bạn đồng ý.
help-place-card =
    Lấy thẻ ra khỏi bao và đặt phẳng
    vào giữa đầu đọc.
    Để xa kim loại và thẻ khác.
help-pin =
    Là số 4 chữ số bạn đã chọn tại quầy.
    Sai ba lần thì chỉ mã này bị khóa.
    Nếu quên, quầy của địa phương nơi bạn ở
    có thể đặt lại.
help-take-card =
    Lấy thẻ ra thì màn hình sẽ tiếp tục.
    Không cần thẻ nữa.
help-take-card-ending =
    Hãy lấy thẻ khỏi đầu đọc.
    Sau đó máy trở về màn hình đầu.
help-municipality =
    Là địa phương đã gửi phiếu tiêm cho bạn.
    Nếu đã chuyển nhà: nơi bạn đăng ký cư trú
    vào ngày tiêm.
    Chạm vùng, tỉnh rồi tên.
help-kind =
    Chỉ dùng ở Nhật: chọn loại thứ nhất.
    Dùng ở nước ngoài: loại thứ hai, chỉ cho người đã
    từng nhận với cùng hộ chiếu.
help-copies =
    Chọn số bản giống nhau.
    Phần lớn chỉ cần một bản.
help-passport =
    So với số ở góc trên bên phải của trang có ảnh
    trong hộ chiếu. Khác một ký tự hoặc hộ chiếu hết hạn
    thì giấy đi nước ngoài không dùng được.
help-confirm =
    Kiểm tra tên, ngày sinh và ngày tiêm.
    Nếu thiếu mũi, đừng in; hãy hỏi địa phương đã chọn.
    Đăng ký có thể mất 3 đến 4 tuần.
help-wait =
    Máy đang làm việc.
    Xin chờ một lát.
help-pay =
    Số tiền bỏ vào hiện trên màn hình.
    Tiền thối ra cùng với giấy chứng nhận.
    Nếu không in được thì không thu tiền.
help-printing =
    Ở lại cho đến khi giấy ra.
    Nếu dừng, hãy gọi nhân viên.
help-take-papers =
    Giấy chứng nhận ở khe bên dưới.
    Hãy xem có đủ số tờ không.
    Nếu thiếu, hãy báo cho nhân viên.
help-take-change = Đừng quên lấy tiền thối.
help-stopped =
    Hãy làm theo màn hình.
    Chỉ cần nói mã số trên màn hình với nhân viên;
    không cần nói tên.
help-cancel =
    Bạn có thể hủy bất cứ lúc nào.
    Không tính phí trước khi in.
help-always =
    Máy không giữ lại thông tin nào về bạn.
    Về máy, hãy hỏi nhân viên.
