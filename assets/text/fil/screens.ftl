# Maiikling pangungusap, isang bagay sa bawat screen.
language-name = Filipino
language-button = Wika
language-title = Piliin ang wika
specimen = HALIMBAWA (pagsubok)
step = { $step } sa 6   { $name }
step-service = Sertipiko
step-terms = Mga tuntunin
step-card = Card
step-pin = PIN
step-choose = Piliin ang sertipiko
step-confirm = Suriin ang nilalaman
step-print = I-print
service-name = Sertipiko ng bakuna
kiosk-name = Serbisyo ng sertipiko

attract-title =
    Kunin dito ang
    inyong sertipiko
attract-body =
    Ihanda ang inyong My Number Card
    at ang PIN na 4 na numero.
attract-service-hint = { $fee }   { $hours }
per-copy = Bawat kopya: { $fee }
per-copy-free = Libre
attract-start = Simulan
free = libre
yen = { $yen } yen
hours = { $from } – { $to }
hours-all = 24 oras

out-of-service-title =
    Hindi magagamit
    sa ngayon
out-of-service-body =
    Walang koneksiyon sa sentro.
    Paumanhin. Bumalik po kayo mamaya.
closed-title =
    Sarado
    sa ngayon
closed-body =
    Ang oras ng serbisyo ay { $hours }.
    Ang huling pagsisimula ay bago magsara, para matapos ito sa oras.

service-title = Aling sertipiko ang kailangan ninyo?
service-body = Pindutin upang pumili.

terms-title = Mga tuntunin ng paggamit
terms-body = Basahing mabuti, saka pumili.
terms-agree = Payag ako
terms-decline = Hindi payag
terms-note = Hindi babasahin ang card hangga’t hindi kayo pumapayag.

cancel = Kanselahin
back = Bumalik
yes-printed = Nakuha ko na

place-card-title =
    Ilagay ang card
    sa reader
place-card-body =
    Ilapag nang patag ang My Number Card
    sa reader at maghintay.
place-card-note = Alisin sa lalagyan at huwag galawin.
connecting-title = Naghahanda
connecting-body = Maghintay po.

pin-title = Ilagay ang PIN na 4 na numero
pin-body =
    Ang PIN na 券面事項入力補助用 (tulong sa paglagay ng datos ng card)
    na pinili ninyo nang matanggap ang card.
pin-tries = Natitirang subok: { $tries }
pin-count = { $count } numero na ang nailagay
pin-erase-one = Burahin ang isa
pin-erase-all = Burahin lahat
pin-enter = Ituloy
pin-wrong = Mali ang PIN.
pin-again = Nagbago ang kalagayan ng card. Ilagay muli ang PIN.

last-try-title = Isang subok na lang ang natitira
last-try-body =
    Kung magkamali muli, ang PIN na ito lamang
    (券面事項入力補助用) ang mala-lock.
    Magagamit pa rin ang ibang PIN.
last-try-note =
    Kung hindi sigurado, tumigil dito at magtanong
    sa opisina ng munisipyo kung saan kayo nakatira.
last-try-stop = Kanselahin at kunin ang card
last-try-go = Subukan pa nang isang beses

reading-title = Binabasa ang card
reading-body = Huwag galawin ang card.

take-card-title =
    Kunin
    ang card
take-card-body =
    Nakumpirma ang inyong pagkakakilanlan.
    Kunin ang card upang magpatuloy.
take-card-note = Hindi magpapatuloy hangga’t hindi kinukuha ang card.
take-card-forgotten-note = Nasa reader pa ang card. Kunin po ito.
take-card-ending-body =
    Tapos na ang transaksiyon.
    Huwag kalimutan ang card.

municipality-title = Piliin ang munisipyo noong nabakunahan
municipality-body =
    Kung saan kayo rehistradong residente noong araw na iyon,
    hindi ang tirahan ngayon o ang lugar ng bakuna.
municipality-suggested = Tirahan sa card
region-hokkaido = Hokkaido
region-tohoku = Tohoku
region-kanto = Kanto
region-chubu = Chubu
region-kinki = Kinki
region-chugoku = Chugoku
region-shikoku = Shikoku
region-kyushu = Kyushu at Okinawa
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = Piliin ang uri ng sertipiko
kind-body = Para gamitin sa Japan, piliin ang una.
kind-domestic = Para sa Japan
kind-domestic-hint = 日本国内用, nakasulat sa Hapones
kind-overseas = Para sa ibang bansa at Japan
kind-overseas-hint = 海外用及び日本国内用, may pangalan sa letrang Romano at numero ng pasaporte
kind-other-title = Ito ang makukuha rito

passport-title = Ito ba ang numero ng pasaporte ninyo ngayon?
passport-body =
    Ito ang numero ng pasaporte sa dati
    ninyong sertipiko para sa ibang bansa.
    Ihambing sa pasaporteng hawak ninyo.
passport-note =
    Hindi magagamit ang pasong pasaporte.
    Tingnan din ang petsa ng pagkapaso.
passport-yes = Oo, pareho
passport-no = Iba, wala, o paso na
passport-picture = Numero ng pasaporte

copies-title = Ilang kopya?
copies-choice = Kopya: { $copies }

applying-title = Hinahanap ang inyong rekord
applying-body = Maghintay po.
preparing-title = Ginagawa ang sertipiko
preparing-body = Maghintay po.

confirm-title = Ito ang ipi-print
confirm-body =
    Tiyaking tama ang lahat.
    Sa mga kulay-abong kahon ilalagay ang mga code.
confirm-print = I-print
confirm-wrong = May mali o kulang
confirm-picture = Larawan ng sertipikong ipi-print

pay-title = { $fee }
pay-body =
    Ihulog ang bayad.
    Kung titigil kayo, ibabalik ang lahat ng pera.
pay-due = Bayad
pay-put-in = Naihulog
pay-missing = Kulang pa

printing-title = Nagpi-print
printing-body =
    Maghintay dito hanggang
    lumabas ang papel.
printing-attention-title = Tawagin ang staff
printing-attention-body =
    Huminto ang printer. Itutuloy nito ang pag-print
    kapag naayos na.
    Huwag umalis bago lumabas ang papel.
printing-media-empty = Walang papel ang printer.
printing-attention-note = Hindi handa ang printer.

take-papers-title =
    Kunin ang
    sertipiko
take-papers-body = Mga papel sa labasan sa ibaba: { $pages }
take-papers-note = Walang itinagong impormasyon ninyo ang makinang ito.

change-take = Kunin din ang sukli: { $price }.
change-owed =
    Sa sukli, { $price } ang hindi lumabas.
    Ibibigay ito ng staff.
receipt-date = Petsa
receipt-copies = Kopya
receipt-change = Sukli
receipt-number = Numero
receipt-note =
    Kung mali ang print, sabihin sa staff
    ang numero sa screen na ito.

money-giving-back =
    Ibabalik ang { $price } na inihulog ninyo.
    Kung hindi lumabas, sabihin po sa staff.
money-given-back =
    Naibalik na ang { $price } na inihulog ninyo.
    Kunin po ito.
money-owed =
    Hindi lumabas ang { $price }.
    Ibibigay ito ng staff.
money-held =
    Nasa makina ang { $price } na inihulog ninyo.
    Kung hindi na-print, ibabalik ng staff.
money-number = Numerong sasabihin sa staff: { $code }

no-payment-title = Hindi matanggap ang bayad ngayon
no-payment-body = Sabihin po sa staff.

thanks-title = Salamat po
thanks-body =
    Wala ba kayong nakalimutan?
    Tingnan ang card at sertipiko.

warning-title = Nandiyan pa ba kayo?
warning-body =
    Babalik na sa unang screen
    at mabubura ang inilagay ninyo.
warning-card =
    Malapit nang matapos ang transaksiyon.
    Kung aalis kayo, kunin ang card.
warning-leave = Tapusin
warning-stay = Ituloy

code = Code { $code }
stop-done = Naiintindihan ko
apply-again-note = Natitirang aplikasyon: { $left }
