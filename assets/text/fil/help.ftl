help-button = Tulong
help-title = Kailangan ng tulong?
start-over = Bumalik sa unang screen
help-attract = Pindutin ang “Simulan”.
help-service =
    Piliin ang sertipiko at magpatuloy.
    Hindi pa kailangan ang card.
help-before =
    Nakasulat kung ano ang kailangan, sino ang maaaring
    gumamit, ang bayad at ang oras. Pagkabasa,
    pindutin ang “Susunod”. Hindi pa kailangan ang card.
help-terms =
    Sinasabi kung ano ang babasahin sa card at bakit.
    Walang babasahin hangga’t hindi ka pumapayag.
help-place-card =
    Alisin sa lalagyan ang card at ilatag
    sa gitna ng reader.
    Ilayo ang metal at ibang card.
help-pin =
    Ito ang 4-digit na numerong pinili mo sa counter.
    Kapag tatlong beses nagkamali, ito lamang ang makakandado.
    Kung nakalimutan, maaaring palitan sa counter
    ng munisipyong tinitirhan mo.
help-take-card =
    Kunin ang card at magpapatuloy ang screen.
    Hindi na kailangan ang card.
help-take-card-ending =
    Kunin ang card mula sa reader.
    Pagkatapos, babalik ang unang screen.
help-municipality =
    Ito ang munisipyong nagpadala ng kupon.
    Kung lumipat: kung saan ka nakarehistro
    noong araw ng bakuna.
    Pindutin ang rehiyon, prepektura, at pangalan.
help-kind =
    Kung sa Japan lang ipapakita, piliin ang una.
    Kung sa ibang bansa, ang ikalawa: para lang sa mga
    nakakuha na noon gamit ang parehong pasaporte.
help-copies =
    Piliin kung ilang kopya.
    Sapat na sa karamihan ang isa.
help-passport =
    Ihambing sa numerong nasa kanang itaas ng pahinang
    may larawan sa pasaporte. Kung may isang letrang iba,
    o paso na ito, walang silbi ang sertipikong pambiyahe.
help-confirm =
    Tingnan ang pangalan, petsa ng kapanganakan at mga bakuna.
    Kung may kulang, huwag i-print; magtanong sa munisipyong
    pinili. Maaaring abutin ng 3 hanggang 4 na linggo ang rehistro.
help-wait =
    Gumagana ang makina.
    Sandali lang po.
help-pay =
    Makikita sa screen ang halagang inihulog.
    Lalabas ang sukli kasama ng sertipiko.
    Kung hindi ma-print, walang bayad.
help-printing =
    Huwag umalis hanggang lumabas ang papel.
    Kung huminto, tawagin ang staff.
help-take-papers =
    Nasa labasan sa ibaba ang sertipiko.
    Tingnan kung kumpleto ang mga papel.
    Kung may kulang, sabihin sa staff.
help-take-change = Huwag kalimutan ang sukli.
help-stopped =
    Sundin ang nasa screen.
    Sapat na sa staff ang code sa screen;
    hindi kailangang sabihin ang pangalan.
help-cancel =
    Maaari kang magkansela anumang oras.
    Walang bayad hangga’t hindi naipi-print.
help-always =
    Walang natitirang impormasyon mo sa makinang ito.
    Tungkol sa makina, magtanong sa staff.
