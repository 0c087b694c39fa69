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
attract-service-hint = Bawat kopya: { $fee }   { $hours }
attract-start = Simulan
free = libre
yen = { $yen } yen

out-of-service-title =
    Hindi magagamit
    sa ngayon
out-of-service-body =
    Walang koneksiyon sa sentro.
    Paumanhin. Bumalik po kayo mamaya.
closed-title =
    Sarado
    sa ngayon
closed-body = Ang oras ng serbisyo ay { $hours }.

service-title = Aling sertipiko ang kailangan ninyo?
service-body = Pindutin upang pumili.

terms-title = Mga tuntunin ng paggamit
terms-body = Basahing mabuti, saka pumili.
terms-agree = Payag ako
terms-decline = Hindi payag
terms-note = Hindi babasahin ang card hangga’t hindi kayo pumapayag.

cancel = Itigil
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
last-try-stop = Itigil at kunin ang card
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
copies-body = Bawat kopya: { $fee }
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
pay-body = Ihulog ang bayad.

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

thanks-title = Salamat po
thanks-body =
    Wala ba kayong nakalimutan?
    Tingnan ang card at sertipiko.

warning-title = Nandiyan pa ba kayo?
warning-body =
    Babalik na sa unang screen
    at mabubura ang inilagay ninyo.
warning-leave = Tapusin
warning-stay = Ituloy

code = Code { $code }
stop-done = Naiintindihan ko
apply-again-note = Natitirang aplikasyon: { $left }

stop-content-wrong-title = Kung may mali o kulang
stop-content-wrong-body =
    Magtanong sa munisipyong pinili ninyo.
    Maaaring abutin ng 3 hanggang 4 na linggo ang pagrehistro.
    Walang na-print at walang bayad.

stop-no-record-title = Walang nakitang rekord ng bakuna
stop-no-record-body =
    Tiyaking pinili ang munisipyo
    kung saan kayo nakatira noong nabakunahan.
stop-no-record-again-body =
    Tingnan sa website ng piniling munisipyo
    kung paano sila makontak, at magtanong doon.
    Maaaring abutin ng 3 hanggang 4 na linggo ang pagrehistro.
stop-needs-check-title = Kailangang suriin ng munisipyo
stop-needs-check-body = Magtanong sa opisina ng munisipyong pinili ninyo.
stop-not-participating-title =
    Hindi makukuha rito
    para sa munisipyong ito
stop-not-participating-body = Hindi nagbibigay ng sertipiko sa makinang ito ang piniling munisipyo.
stop-paused-title = Itinigil muna ang pagbibigay
stop-paused-body = Itinigil muna ng piniling munisipyo ang pagbibigay sa makinang ito.
stop-overseas-data-missing-title =
    Hindi makukuha rito ang
    para sa ibang bansa
stop-overseas-data-missing-body =
    Walang rekord ng inyong pasaporte.
    Kung una o bago ang pasaporte,
    pumunta sa opisina ng munisipyo o gamitin ang app.
    Makukuha rito ang para sa Japan.
stop-passport-not-held-title =
    Hindi makukuha rito ang
    para sa ibang bansa
stop-passport-not-held-body =
    Para sa pasaporteng hawak ninyo ngayon,
    pumunta sa opisina ng munisipyo o gamitin ang app.
    Makukuha rito ang para sa Japan.
stop-terms-outdated-title = Nagbago ang mga tuntunin
stop-terms-outdated-body = Magsimula po muli.
stop-out-of-hours-title = Tapos na ang oras ng serbisyo
stop-out-of-hours-body = Bumalik sa oras ng serbisyo.
stop-too-many-title = Tatlong aplikasyon lamang bawat beses
stop-too-many-body = Magsimula po muli.

stop-pin-blocked-title = Naka-lock ang PIN na ito
stop-pin-blocked-body =
    Ang PIN na 券面事項入力補助用 lamang ang naka-lock.
    Maibabalik ito sa opisina ng munisipyo kung saan kayo nakatira:
    dalhin ang card at isa pang ID.
stop-card-removed-title = Naalis ang card
stop-card-removed-body =
    Walang na-print at walang itinago.
    Ilapag nang patag ang card, huwag galawin,
    at subukan muli.
stop-card-unreadable-title = Hindi mabasa ang card
stop-card-unreadable-body =
    Alisin sa lalagyan, ilapag nang patag
    sa reader, at subukan muli.
stop-not-my-number-title = Mukhang hindi ito My Number Card
stop-not-my-number-body =
    Ilagay ang My Number Card at subukan muli.
    Hindi magagamit ang telepono.
stop-card-refused-title = Hindi magagamit dito ang card na ito
stop-card-refused-body =
    Hindi matiyak ang nilalaman nito.
    Magtanong sa opisina ng munisipyo kung saan kayo nakatira.
stop-birth-date-title = Hindi makukuha sa makinang ito
stop-birth-date-body =
    Walang buwan o araw ang petsa ng kapanganakan sa card.
    Pumunta sa opisina ng munisipyo.
stop-reader-title = Hindi gumagana ang reader ng card
stop-reader-body = Sabihin po sa staff.
stop-center-title = Hindi makakonekta sa sentro
stop-center-body =
    Walang na-print at walang bayad.
    Subukan muli mamaya.
stop-center-answer-title = Hindi tama ang sagot ng sentro
stop-center-answer-body =
    Itinigil ito para sa kaligtasan.
    Walang na-print. Sabihin po sa staff.
stop-mismatch-title = Itinigil para sa kaligtasan
stop-mismatch-body =
    Hindi tugma sa aplikasyon ninyo
    ang sertipiko mula sa sentro. Walang na-print.
    Sabihin po sa staff.
stop-document-title = Hindi makukuha sa makinang ito
stop-document-body =
    May letra sa sertipiko na hindi
    mai-print nang tama ng makinang ito.
    Pumunta sa opisina ng munisipyo. Walang na-print.
stop-compose-title = Hindi nagawa ang sertipiko
stop-compose-body =
    Walang na-print at walang bayad.
    Sabihin po sa staff.
stop-printer-title = Hindi na-print
stop-printer-body =
    Walang lumabas na sertipiko at walang bayad.
    Sabihin po sa staff.
stop-printer-unknown-title = Hindi tiyak kung na-print
stop-printer-unknown-body =
    Tingnan kung may papel sa labasan.
    Kung wala, sabihin po sa staff.
    Para sa kaligtasan, hindi na ito ipi-print muli.
stop-payment-title = Itinigil ang pagbabayad
stop-payment-body = Walang na-print at walang bayad.
stop-internal-title = May nangyaring mali
stop-internal-body =
    Walang na-print at walang itinago.
    Sabihin po sa staff.

# Ang sinasabi nang malakas; nasa screen din ang mga salitang ito.
say-welcome = Pumili po ng sertipiko.
say-terms = Basahin ang mga tuntunin, saka pindutin ang “Payag ako” o “Hindi payag”.
say-place-card = Ilagay ang My Number Card sa reader.
say-enter-pin = Ilagay ang PIN na 4 na numero.
say-wrong-pin = Mali ang PIN. Ilagay muli.
say-last-try = Isang subok na lang ang natitira. Basahin ang screen.
say-reading = Binabasa ang card. Maghintay po.
say-take-card = Kunin ang card.
say-card-forgotten = Nasa reader pa ang card. Kunin ang card.
say-choose-municipality = Piliin ang munisipyo noong nabakunahan.
say-choose-kind = Piliin ang uri ng sertipiko.
say-choose-copies = Piliin ang bilang ng kopya.
say-please-wait = Maghintay sandali.
say-choose-again = Basahin ang screen at pumili muli.
say-check-passport = Tingnan ang numero ng pasaporte. Kung pareho sa balidong pasaporteng hawak ninyo, pindutin ang “Oo”.
say-check-content = Suriin ang nilalaman. Kung tama, pindutin ang “I-print”.
say-pay = Ihulog ang bayad.
say-printing = Nagpi-print. Maghintay po.
say-printer-attention = Hindi handa ang printer. Tawagin ang staff.
say-take-papers = Kunin ang sertipiko.
say-papers-forgotten = Nasa labasan pa ang sertipiko. Kunin ito.
say-still-there = Nandiyan pa ba kayo? Pindutin ang screen upang magpatuloy.
say-finished = Salamat po. Huwag kalimutan ang inyong mga gamit.
say-stopped = Itinigil ito. Basahin ang screen.
say-stopped-take-card = Itinigil ito. Kunin ang card.
