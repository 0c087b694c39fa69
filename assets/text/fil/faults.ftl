stop-test-card-title = Pansubok na card ito
stop-test-card-body =
    Hindi ito magagamit dito.
    Subukan muli gamit ang sarili mong My Number Card.
stop-card-open-title = Hindi naihanda ang card
stop-card-open-body =
    Naiwang bukas ang card mula sa huling gamit.
    Kunin ito at subukang muli.
    Kung lumabas ulit ito, magtanong sa counter
    ng munisipyong tinitirhan mo.
stop-vrs-title = Hindi mahanap ang mga rekord ngayon
stop-vrs-body =
    Hindi sumasagot ang sistema ng rekord ngayon.
    Walang na-print, walang bayad.
    Subukan muli mamaya.
stop-no-answer-title = Masyadong matagal
stop-no-answer-body =
    Itinigil ito para sa kaligtasan.
    Walang na-print.
    Subukan muli mula sa simula.
    Kung maulit, sabihin sa staff.
stop-document-size-title = Hindi maibibigay dito
stop-document-size-body =
    Masyadong mahaba ang pangalan o ibang detalye.
    Pumunta sa counter ng munisipyo.
    Walang na-print.
