stop-content-wrong-title = Se algo está errado ou falta
stop-content-wrong-body =
    Pergunte ao município que você escolheu.
    O registro de uma dose pode levar de 3 a 4 semanas.
    Nada foi impresso e nada é cobrado.

stop-no-record-title = Nenhum registro de vacinação encontrado
stop-no-record-body =
    Confira se escolheu o município
    onde você morava quando foi vacinado.
stop-no-record-again-body =
    Veja no site do município escolhido
    como entrar em contato e pergunte lá.
    O registro de uma dose pode levar de 3 a 4 semanas.
refused-no-record = Nenhum registro de vacinação foi encontrado em { $name }.
stop-needs-check-title = O município precisa conferir
stop-needs-check-body = Pergunte no balcão do município que você escolheu.
stop-not-participating-title =
    Não disponível aqui
    para este município
stop-not-participating-body = O município escolhido não emite certificados nesta máquina.
refused-not-participating = Certificados de { $name } não são emitidos aqui.
stop-paused-title = Emissão suspensa
stop-paused-body = O município escolhido suspendeu a emissão nesta máquina.
refused-paused = Certificados de { $name } não são emitidos aqui no momento.
stop-overseas-data-missing-title =
    O certificado para viagem
    não está disponível aqui
stop-overseas-data-missing-body =
    Não há registro do seu passaporte.
    Para o primeiro certificado ou passaporte novo,
    use o balcão do município ou o aplicativo.
    O certificado para uso no Japão pode ser emitido aqui.
stop-passport-not-held-title =
    O certificado para viagem
    não está disponível aqui
stop-passport-not-held-body =
    Com o passaporte válido que você tem agora,
    use o balcão do município ou o aplicativo.
    O certificado para uso no Japão pode ser emitido aqui.
stop-terms-outdated-title = Os termos de uso mudaram
stop-terms-outdated-body = Comece de novo, por favor.
stop-out-of-hours-title = O horário de atendimento terminou
stop-out-of-hours-body = Volte dentro do horário de atendimento.
stop-too-many-title = São permitidos três pedidos de cada vez
stop-too-many-body = Comece de novo, por favor.

stop-pin-blocked-title = Esta senha está bloqueada
stop-pin-blocked-body =
    Só a senha 券面事項入力補助用 está bloqueada.
    O balcão do município onde você mora pode liberá-la:
    leve o cartão e outro documento.
stop-card-removed-title = O cartão foi retirado
stop-card-removed-body =
    Nada foi impresso e nada foi guardado.
    Deixe o cartão deitado, não o mova
    e tente de novo.
stop-card-unreadable-title = Não foi possível ler o cartão
stop-card-unreadable-body =
    Tire-o da capa, deixe-o deitado
    no leitor e tente de novo.
stop-not-my-number-title = Este não parece ser um cartão My Number
stop-not-my-number-body =
    Coloque o cartão My Number e tente de novo.
    O celular não pode ser usado.
stop-card-refused-title = Este cartão não pode ser usado aqui
stop-card-refused-body =
    Não foi possível verificar o conteúdo.
    Pergunte no balcão do município onde você mora.
stop-birth-date-title = Não disponível nesta máquina
stop-birth-date-body =
    A data de nascimento no cartão está sem mês ou dia.
    Vá ao balcão do município.
stop-reader-title = O leitor de cartão não funciona
stop-reader-body = Avise um funcionário.
stop-center-title = Sem conexão com o centro
stop-center-body =
    Nada foi impresso e nada é cobrado.
    Tente de novo daqui a pouco.
stop-center-answer-title = A resposta do centro não estava certa
stop-center-answer-body =
    Por segurança, o atendimento foi interrompido.
    Nada foi impresso. Avise um funcionário.
stop-mismatch-title = Interrompido por segurança
stop-mismatch-body =
    O certificado recebido do centro não corresponde
    ao seu pedido. Nada foi impresso.
    Avise um funcionário.
stop-document-title = Não disponível nesta máquina
stop-document-body =
    Esta máquina não consegue imprimir corretamente
    um caractere do certificado.
    Vá ao balcão do município. Nada foi impresso.
stop-compose-title = Não foi possível fazer o certificado
stop-compose-body =
    Nada foi impresso e nada é cobrado.
    Avise um funcionário.
stop-printer-title = Não foi possível imprimir
stop-printer-body =
    Nenhum certificado saiu e nada é cobrado.
    Avise um funcionário.
stop-printer-unknown-title = Não sabemos se foi impresso
stop-printer-unknown-body =
    Veja se há papel na saída.
    Se não houver, avise um funcionário.
    Por segurança, não será impresso de novo.
stop-payment-title = Pagamento cancelado
stop-payment-body = Nada foi impresso e nada é cobrado.
stop-payment-device-title = Não é possível receber a taxa
stop-payment-device-body =
    Nada foi impresso e nada é cobrado.
    Avise um funcionário.
stop-internal-title = Algo deu errado
stop-internal-body =
    Nada foi impresso e nada foi guardado.
    Avise um funcionário.
