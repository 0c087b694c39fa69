stop-test-card-title = Este é um cartão de teste
stop-test-card-body =
    Não pode ser usado aqui.
    Tente de novo com o seu cartão My Number.
stop-card-open-title = Não foi possível preparar o cartão
stop-card-open-body =
    O cartão ficou aberto do último uso.
    Retire-o e tente de novo.
    Se esta tela voltar, pergunte no balcão
    do município onde mora.
stop-vrs-title = Não é possível consultar os registros
stop-vrs-body =
    O sistema de registros não responde agora.
    Nada foi impresso, nada é cobrado.
    Tente de novo um pouco mais tarde.
stop-no-answer-title = Demorou demais
stop-no-answer-body =
    Por segurança, parou-se aqui.
    Nada foi impresso.
    Tente de novo desde o início.
    Se acontecer de novo, avise um funcionário.
stop-document-size-title = Não pode ser emitido aqui
stop-document-size-body =
    O nome ou outro dado é longo demais para o papel.
    Use o balcão do município.
    Nada foi impresso.
