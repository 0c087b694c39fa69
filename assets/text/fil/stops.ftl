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
refused-no-record = Walang nakitang rekord ng bakuna sa { $name }.
stop-needs-check-title = Kailangang suriin ng munisipyo
stop-needs-check-body = Magtanong sa opisina ng munisipyong pinili ninyo.
stop-not-participating-title =
    Hindi makukuha rito
    para sa munisipyong ito
stop-not-participating-body = Hindi nagbibigay ng sertipiko sa makinang ito ang piniling munisipyo.
refused-not-participating = Hindi makukuha rito ang sertipiko ng { $name }.
stop-paused-title = Itinigil muna ang pagbibigay
stop-paused-body = Itinigil muna ng piniling munisipyo ang pagbibigay sa makinang ito.
refused-paused = Hindi muna makukuha rito ang sertipiko ng { $name }.
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
stop-payment-title = Kinansela ang pagbabayad
stop-payment-body = Walang na-print at walang bayad.
stop-payment-device-title = Hindi matanggap ang bayad
stop-payment-device-body =
    Walang na-print at walang bayad.
    Sabihin po sa staff.
stop-internal-title = May nangyaring mali
stop-internal-body =
    Walang na-print at walang itinago.
    Sabihin po sa staff.
