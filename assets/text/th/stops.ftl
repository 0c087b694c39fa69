stop-content-wrong-title = เมื่อเนื้อหาผิดหรือไม่ครบ
stop-content-wrong-body =
    โปรดสอบถามเทศบาลที่เลือก
    การลงทะเบียนอาจใช้เวลา 3 ถึง 4 สัปดาห์
    ยังไม่ได้พิมพ์และไม่คิดเงิน

stop-no-record-title = ไม่พบประวัติการฉีดวัคซีน
stop-no-record-body =
    โปรดตรวจว่าได้เลือกเทศบาล
    ที่คุณอาศัยอยู่ตอนฉีดหรือไม่
stop-no-record-again-body =
    โปรดดูวิธีติดต่อในเว็บไซต์
    ของเทศบาลที่เลือก แล้วสอบถาม
    การลงทะเบียนอาจใช้เวลา 3 ถึง 4 สัปดาห์
refused-no-record = ไม่พบประวัติการฉีดวัคซีนที่ { $name }
stop-needs-check-title = ต้องให้เทศบาลตรวจสอบ
stop-needs-check-body = โปรดสอบถามที่เคาน์เตอร์ของเทศบาลที่เลือก
stop-not-participating-title =
    เทศบาลนี้ไม่ได้ออก
    ใบรับรองที่เครื่องนี้
stop-not-participating-body = เทศบาลที่เลือกไม่ออกใบรับรองที่เครื่องนี้
refused-not-participating = ที่นี่ออกใบรับรองของ { $name } ไม่ได้
stop-paused-title = หยุดออกใบรับรองชั่วคราว
stop-paused-body = ขณะนี้เทศบาลที่เลือกหยุดออกใบรับรองที่เครื่องนี้
refused-paused = ขณะนี้ที่นี่ออกใบรับรองของ { $name } ไม่ได้
stop-overseas-data-missing-title =
    ออกแบบใช้ต่างประเทศ
    ที่นี่ไม่ได้
stop-overseas-data-missing-body =
    ไม่มีข้อมูลหนังสือเดินทางของคุณ
    ถ้าขอครั้งแรกหรือเปลี่ยนหนังสือเดินทาง
    โปรดไปที่เคาน์เตอร์ของเทศบาลหรือใช้แอป
    แบบใช้ในญี่ปุ่นออกที่นี่ได้
stop-passport-not-held-title =
    ออกแบบใช้ต่างประเทศ
    ที่นี่ไม่ได้
stop-passport-not-held-body =
    สำหรับหนังสือเดินทางที่คุณถืออยู่ตอนนี้
    โปรดไปที่เคาน์เตอร์ของเทศบาลหรือใช้แอป
    แบบใช้ในญี่ปุ่นออกที่นี่ได้
stop-terms-outdated-title = ข้อกำหนดเปลี่ยนใหม่
stop-terms-outdated-body = โปรดเริ่มใหม่ตั้งแต่ต้น
stop-out-of-hours-title = หมดเวลาให้บริการ
stop-out-of-hours-body = โปรดมาใหม่ในเวลาให้บริการ
stop-too-many-title = ยื่นได้ครั้งละไม่เกิน 3 รายการ
stop-too-many-body = โปรดเริ่มใหม่ตั้งแต่ต้น

stop-pin-blocked-title = รหัสนี้ถูกล็อก
stop-pin-blocked-body =
    ที่ถูกล็อกคือรหัส 券面事項入力補助用 เท่านั้น
    นำบัตรและเอกสารยืนยันตัวอื่น
    ไปตั้งใหม่ที่เคาน์เตอร์ของเทศบาลที่คุณอาศัยอยู่
stop-card-removed-title = บัตรหลุดจากเครื่องอ่าน
stop-card-removed-body =
    ยังไม่ได้พิมพ์และไม่มีข้อมูลเหลืออยู่
    โปรดวางบัตรให้ราบ อย่าขยับ
    แล้วลองใหม่
stop-card-unreadable-title = อ่านบัตรไม่ได้
stop-card-unreadable-body =
    โปรดนำบัตรออกจากซอง วางให้ราบ
    บนเครื่องอ่าน แล้วลองใหม่
stop-not-my-number-title = ไม่น่าจะเป็นบัตร My Number
stop-not-my-number-body =
    โปรดวางบัตร My Number แล้วลองใหม่
    ใช้โทรศัพท์ไม่ได้
stop-card-refused-title = บัตรนี้ใช้ที่นี่ไม่ได้
stop-card-refused-body =
    ตรวจสอบเนื้อหาของบัตรไม่ได้
    โปรดสอบถามที่เคาน์เตอร์ของเทศบาลที่คุณอาศัยอยู่
stop-birth-date-title = ออกที่เครื่องนี้ไม่ได้
stop-birth-date-body =
    วันเกิดในบัตรไม่มีเดือนหรือวัน
    โปรดไปที่เคาน์เตอร์ของเทศบาล
stop-reader-title = เครื่องอ่านบัตรใช้ไม่ได้
stop-reader-body = โปรดแจ้งพนักงาน
stop-center-title = ติดต่อศูนย์ไม่ได้
stop-center-body =
    ยังไม่ได้พิมพ์และไม่คิดเงิน
    โปรดลองใหม่ภายหลัง
stop-center-answer-title = คำตอบจากศูนย์ไม่ถูกต้อง
stop-center-answer-body =
    เพื่อความปลอดภัย จึงหยุดการทำรายการ
    ยังไม่ได้พิมพ์ โปรดแจ้งพนักงาน
stop-mismatch-title = หยุดเพื่อความปลอดภัย
stop-mismatch-body =
    ใบรับรองจากศูนย์ไม่ตรงกับคำขอของคุณ
    ยังไม่ได้พิมพ์
    โปรดแจ้งพนักงาน
stop-document-title = ออกที่เครื่องนี้ไม่ได้
stop-document-body =
    เครื่องนี้พิมพ์ตัวอักษรบางตัวให้ถูกต้องไม่ได้
    โปรดไปที่เคาน์เตอร์ของเทศบาล
    ยังไม่ได้พิมพ์
stop-compose-title = จัดทำใบรับรองไม่ได้
stop-compose-body =
    ยังไม่ได้พิมพ์และไม่คิดเงิน
    โปรดแจ้งพนักงาน
stop-printer-title = พิมพ์ไม่ได้
stop-printer-body =
    ใบรับรองไม่ได้ออกมาและไม่คิดเงิน
    โปรดแจ้งพนักงาน
stop-printer-unknown-title = ไม่ทราบว่าพิมพ์แล้วหรือไม่
stop-printer-unknown-body =
    โปรดดูว่ามีกระดาษในช่องหรือไม่
    ถ้าไม่มี โปรดแจ้งพนักงาน
    เพื่อความปลอดภัย เครื่องจะไม่พิมพ์ซ้ำ
stop-payment-title = ยกเลิกการชำระเงิน
stop-payment-body = ยังไม่ได้พิมพ์และไม่คิดเงิน
stop-payment-device-title = รับเงินไม่ได้
stop-payment-device-body =
    ยังไม่ได้พิมพ์และไม่คิดเงิน
    โปรดแจ้งพนักงาน
stop-internal-title = ทำรายการไม่สำเร็จ
stop-internal-body =
    ยังไม่ได้พิมพ์และไม่มีข้อมูลเหลืออยู่
    โปรดแจ้งพนักงาน
