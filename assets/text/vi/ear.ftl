# Spoken guidance, for those who do not look.
mode-ear = Hướng dẫn bằng giọng nói
mode-ear-hint = Dùng giọng nói và phím số, không cần nhìn
ear-leave = Kết thúc hướng dẫn bằng giọng nói
ear-star = Phím sao
ear-hash = Phím thăng
ear-started = Máy hướng dẫn bằng giọng nói. Chọn bằng phím số và quyết định bằng phím thăng. Phím sao để quay lại hoặc kết thúc. Số 0 để nghe lại. Bấm 0 lần nữa để đổi âm lượng.
ear-option = { $number }, { $label }.
ear-more = 9, lựa chọn khác.
ear-way-out = Phím sao, { $label }.
ear-named = { $label }. Nếu đúng, hãy bấm phím thăng.
ear-nothing = Phím đó không dùng ở đây.
ear-decide = Hãy chọn bằng phím số trước.
ear-pin = Hãy bấm bốn chữ số, rồi bấm phím thăng. Phím sao xóa một số. Mỗi lần bấm có tiếng, nhưng số không được đọc lên.
ear-confirm = { $kind }, { $doses } mũi tiêm, { $copies }, lệ phí { $price }.
ear-unsaid = Tên, ngày và số hộ chiếu không được đọc qua loa.
ear-terms = Điều khoản được viết trên màn hình. Số cá nhân, họ tên, địa chỉ, ngày sinh và giới tính được đọc từ thẻ, chỉ để cấp giấy chứng nhận. Máy này không lưu gì.
ear-still = Để tiếp tục, hãy bấm phím bất kỳ.
ear-other-language = Tiếng Nhật 日本語

# With a headset.
headset-plug = Cắm tai nghe để chỉ mình bạn nghe được.
headset-listen = Nghe bằng tai nghe
headset-listening = Bạn đang nghe bằng tai nghe. Rút ra để trở lại loa.
headset-gone = Tai nghe không còn tiếng. Loa sẽ tiếp tục.
headset-content = Nghe tên và các ngày
headset-passport = Nghe số hộ chiếu
told-name = Tên, từng ký tự.
told-roman-name = Tên bằng chữ La-tinh.
told-birth-date = Ngày sinh.
told-dose = Ngày tiêm mũi { $number }.
told-passport = Số hộ chiếu.
told-end = Hết. Bấm số không để nghe lại các lựa chọn.

# The voice, for everybody.
sound-volume = Âm lượng: { $level }
sound-low = nhỏ
sound-usual = vừa
sound-high = to
sound-repeat = Nghe lại
sound-stop = Dừng giọng nói
