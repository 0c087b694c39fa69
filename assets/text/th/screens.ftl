# ประโยคสั้น หนึ่งหน้าจอหนึ่งเรื่อง
language-name = ภาษาไทย
language-button = ภาษา
language-title = เลือกภาษา
specimen = ตัวอย่าง (ทดลอง)
step = { $step } / 6   { $name }
step-service = ใบรับรอง
step-terms = ข้อกำหนด
step-card = บัตร
step-pin = รหัส
step-choose = เลือกใบรับรอง
step-confirm = ตรวจเนื้อหา
step-print = พิมพ์
service-name = ใบรับรองการฉีดวัคซีน
kiosk-name = บริการออกใบรับรอง

attract-title =
    รับใบรับรอง
    ที่นี่
attract-body =
    โปรดเตรียมบัตร My Number
    และรหัสตัวเลข 4 หลัก
attract-service-hint = { $fee }   { $hours }
per-copy = ฉบับละ { $fee }
per-copy-free = ฟรี
attract-start = เริ่ม
free = ฟรี
yen = { $yen } เยน
hours = { $from } – { $to }
hours-all = 24 ชั่วโมง

out-of-service-title =
    ขณะนี้
    งดให้บริการ
out-of-service-body =
    ไม่สามารถติดต่อศูนย์ได้
    ขออภัย โปรดกลับมาใหม่ภายหลัง
closed-title =
    ขณะนี้
    อยู่นอกเวลาให้บริการ
closed-body =
    เวลาให้บริการคือ { $hours }
    เพื่อให้เสร็จทันเวลา จะปิดรับก่อนเวลาปิดเล็กน้อย

service-title = ต้องการใบรับรองใด
service-body = แตะเพื่อเลือก

terms-title = ข้อกำหนดการใช้งาน
terms-body = โปรดอ่านให้ครบแล้วเลือก
terms-agree = ยอมรับ
terms-decline = ไม่ยอมรับ
terms-note = เครื่องจะไม่อ่านบัตรจนกว่าคุณจะยอมรับ

cancel = ยกเลิก
back = กลับ
yes-printed = หยิบแล้ว

place-card-title =
    โปรดวางบัตร
    บนเครื่องอ่าน
place-card-body =
    วางบัตร My Number ให้ราบ
    บนเครื่องอ่าน แล้วรอสักครู่
place-card-note = นำออกจากซอง และอย่าขยับบัตร
connecting-title = กำลังเตรียม
connecting-body = โปรดรอสักครู่

pin-title = โปรดกดรหัสตัวเลข 4 หลัก
pin-body =
    รหัส 券面事項入力補助用 (ช่วยป้อนข้อมูลหน้าบัตร)
    ที่คุณตั้งไว้ตอนรับบัตร
pin-tries = กดได้อีก { $tries } ครั้ง
pin-count = กดแล้ว { $count } หลัก
pin-erase-one = ลบหนึ่งตัว
pin-erase-all = ลบทั้งหมด
pin-enter = ตกลง
pin-wrong = รหัสไม่ถูกต้อง
pin-again = สถานะของบัตรเปลี่ยนไป โปรดกดใหม่

last-try-title = กดได้อีกเพียง 1 ครั้ง
last-try-body =
    ถ้าผิดอีกครั้ง เฉพาะรหัสนี้
    (券面事項入力補助用) จะถูกล็อก
    รหัสอื่นยังใช้ได้ตามเดิม
last-try-note =
    ถ้าไม่แน่ใจ โปรดหยุดที่นี่ แล้วสอบถาม
    ที่เคาน์เตอร์ของเทศบาลที่คุณอาศัยอยู่
last-try-stop = ยกเลิกและรับบัตรคืน
last-try-go = กดอีกหนึ่งครั้ง

reading-title = กำลังอ่านบัตร
reading-body = โปรดอย่าขยับบัตร

take-card-title =
    โปรดหยิบ
    บัตรคืน
take-card-body =
    ยืนยันตัวตนแล้ว
    หยิบบัตรแล้วจะไปขั้นต่อไป
take-card-note = เครื่องจะไม่ไปต่อจนกว่าจะหยิบบัตร
take-card-forgotten-note = บัตรยังอยู่บนเครื่องอ่าน โปรดหยิบบัตร
take-card-ending-body =
    จบการทำรายการ
    โปรดอย่าลืมบัตร

municipality-title = เลือกเทศบาลเมื่อตอนฉีดวัคซีน
municipality-body =
    เทศบาลที่คุณมีชื่อในทะเบียนบ้านในวันที่ฉีด
    ไม่ใช่ที่อยู่ปัจจุบันหรือสถานที่ฉีด
municipality-suggested = ที่อยู่ตามบัตร
region-hokkaido = ฮอกไกโด
region-tohoku = โทโฮคุ
region-kanto = คันโต
region-chubu = ชูบุ
region-kinki = คิงคิ
region-chugoku = ชูโงกุ
region-shikoku = ชิโกกุ
region-kyushu = คิวชูและโอกินาวา
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = เลือกชนิดของใบรับรอง
kind-body = ถ้าใช้ในญี่ปุ่น โปรดเลือกแบบแรก
kind-domestic = สำหรับใช้ในญี่ปุ่น
kind-domestic-hint = 日本国内用 เขียนเป็นภาษาญี่ปุ่น
kind-overseas = สำหรับใช้ต่างประเทศและในญี่ปุ่น
kind-overseas-hint = 海外用及び日本国内用 มีชื่ออักษรโรมันและเลขหนังสือเดินทาง
kind-other-title = ที่นี่ออกแบบนี้ได้

passport-title =
    นี่คือเลขหนังสือเดินทาง
    ปัจจุบันของคุณหรือไม่
passport-body =
    นี่คือเลขหนังสือเดินทางในใบรับรอง
    สำหรับต่างประเทศครั้งก่อน
    โปรดเทียบกับเล่มที่คุณถืออยู่
passport-note =
    หนังสือเดินทางหมดอายุใช้ไม่ได้
    โปรดตรวจวันหมดอายุด้วย
passport-yes = ใช่ ตรงกัน
passport-no = ไม่ตรง ไม่มี หรือหมดอายุ
passport-picture = เลขหนังสือเดินทาง

copies-title = พิมพ์กี่ฉบับ
copies-choice = { $copies } ฉบับ

applying-title = กำลังค้นหาประวัติการฉีด
applying-body = โปรดรอสักครู่
preparing-title = กำลังจัดทำใบรับรอง
preparing-body = โปรดรอสักครู่

confirm-title = จะพิมพ์ตามเนื้อหานี้
confirm-body =
    โปรดตรวจว่าถูกต้อง
    ช่องสีเทาจะมีรหัสพิมพ์ลงภายหลัง
confirm-print = พิมพ์
confirm-wrong = เนื้อหาผิดหรือไม่ครบ
confirm-picture = ภาพใบรับรองที่จะพิมพ์

pay-title = { $fee }
pay-body =
    โปรดใส่เงิน
    ถ้าเลิกทำ จะคืนเงินที่ใส่ทั้งหมด
pay-due = ค่าธรรมเนียม
pay-put-in = ใส่แล้ว
pay-missing = ยังขาด

printing-title = กำลังพิมพ์
printing-body =
    โปรดรออยู่ที่นี่
    จนกว่ากระดาษจะออกมา
printing-attention-title = โปรดเรียกพนักงาน
printing-attention-body =
    เครื่องพิมพ์หยุดทำงาน
    เมื่อแก้ไขแล้วจะพิมพ์ต่อ
    โปรดอย่าไปก่อนที่กระดาษจะออกมา
printing-media-empty = เครื่องพิมพ์ไม่มีกระดาษ
printing-attention-note = เครื่องพิมพ์ยังไม่พร้อม

take-papers-title =
    โปรดหยิบ
    ใบรับรอง
take-papers-body = กระดาษในช่องด้านล่าง { $pages } แผ่น
take-papers-note = เครื่องนี้ไม่ได้เก็บข้อมูลของคุณไว้

change-take = โปรดรับเงินทอน { $price } ด้วย
change-owed =
    เงินทอน { $price } ไม่ออกมา
    พนักงานจะคืนให้
receipt-date = วันที่
receipt-copies = จำนวนฉบับ
receipt-change = เงินทอน
receipt-number = หมายเลข
receipt-note =
    ถ้าพิมพ์ไม่ดี โปรดแจ้งหมายเลข
    บนหน้าจอนี้แก่พนักงาน

money-giving-back =
    จะคืนเงิน { $price } ที่ใส่ไว้
    ถ้าไม่ออกมา โปรดแจ้งพนักงาน
money-given-back =
    คืนเงิน { $price } ที่ใส่ไว้แล้ว
    โปรดรับเงิน
money-owed =
    { $price } ไม่ออกมา
    พนักงานจะคืนให้
money-held =
    เงิน { $price } ที่ใส่ไว้อยู่ในเครื่อง
    ถ้าไม่ได้พิมพ์ พนักงานจะคืนเงินให้
money-number = หมายเลขที่ต้องแจ้งพนักงาน: { $code }

no-payment-title = ขณะนี้รับเงินไม่ได้
no-payment-body = โปรดแจ้งพนักงาน

thanks-title = ขอบคุณ
thanks-body =
    ลืมอะไรหรือไม่
    โปรดตรวจบัตรและใบรับรอง

warning-title = ยังใช้งานอยู่หรือไม่
warning-body =
    เครื่องจะกลับไปหน้าแรก
    ข้อมูลที่ป้อนจะถูกลบ
warning-card =
    กำลังจะจบการทำรายการ
    หากจะเลิก โปรดหยิบบัตรคืน
warning-leave = จบ
warning-stay = ใช้ต่อ

code = โค้ด { $code }
stop-done = เข้าใจแล้ว
apply-again-note = ยื่นได้อีก { $left } ครั้ง
