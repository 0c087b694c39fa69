# Frases curtas, uma coisa por tela.
language-name = Português
language-button = Idioma
language-title = Escolha o idioma
specimen = MODELO (teste)
step = { $step } de 6   { $name }
step-service = Certificado
step-terms = Termos de uso
step-card = Cartão
step-pin = Senha
step-choose = Escolher o certificado
step-confirm = Conferir o conteúdo
step-print = Imprimir
service-name = Certificado de vacinação
kiosk-name = Emissão de certificados

attract-title =
    Retire aqui
    o seu certificado
attract-body =
    Tenha em mãos o cartão My Number
    e a senha de 4 dígitos.
attract-service-hint = Cada cópia: { $fee }   { $hours }
attract-start = Começar
free = grátis
yen = { $yen } ienes

out-of-service-title =
    Fora de serviço
    no momento
out-of-service-body =
    Não há conexão com o centro.
    Desculpe. Volte daqui a pouco.
closed-title =
    Fora do horário
    de atendimento
closed-body = O horário de atendimento é { $hours }.

service-title = De qual certificado você precisa?
service-body = Toque para escolher.

terms-title = Termos de uso
terms-body = Leia com atenção e escolha.
terms-agree = Concordo
terms-decline = Não concordo
terms-note = O cartão não é lido antes de você concordar.

cancel = Parar
back = Voltar
yes-printed = Já retirei

place-card-title =
    Coloque o cartão
    no leitor
place-card-body =
    Deixe o cartão My Number deitado
    sobre o leitor e espere.
place-card-note = Tire-o da capa e não o mova.
connecting-title = Preparando
connecting-body = Espere, por favor.

pin-title = Digite a senha de 4 dígitos
pin-body =
    A senha 券面事項入力補助用 (auxílio à entrada de dados do cartão),
    que você escolheu ao receber o cartão.
pin-tries = Tentativas restantes: { $tries }
pin-count = { $count } dígitos digitados
pin-erase-one = Apagar um
pin-erase-all = Apagar tudo
pin-enter = Confirmar
pin-wrong = A senha estava errada.
pin-again = O estado do cartão mudou. Digite a senha de novo.

last-try-title = Resta só uma tentativa
last-try-body =
    Se errar de novo, só esta senha
    (券面事項入力補助用) fica bloqueada.
    As outras senhas continuam valendo.
last-try-note =
    Se não tiver certeza, pare aqui e pergunte
    no balcão do município onde você mora.
last-try-stop = Parar e pegar o cartão
last-try-go = Tentar mais uma vez

reading-title = Lendo o cartão
reading-body = Não mova o cartão.

take-card-title =
    Retire
    o cartão
take-card-body =
    Sua identidade foi confirmada.
    Retire o cartão para continuar.
take-card-note = Nada continua até você retirar o cartão.
take-card-forgotten-note = O cartão ainda está no leitor. Retire-o, por favor.
take-card-ending-body =
    O atendimento terminou.
    Não esqueça o seu cartão.

municipality-title = Escolha o município da vacinação
municipality-body =
    Aquele em que você era residente registrado naquele dia,
    não o endereço de hoje nem o local da vacina.
municipality-suggested = Endereço no cartão
region-hokkaido = Hokkaido
region-tohoku = Tohoku
region-kanto = Kanto
region-chubu = Chubu
region-kinki = Kinki
region-chugoku = Chugoku
region-shikoku = Shikoku
region-kyushu = Kyushu e Okinawa
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = Escolha o tipo de certificado
kind-body = Para usar no Japão, escolha o primeiro.
kind-domestic = Para uso no Japão
kind-domestic-hint = 日本国内用, escrito em japonês
kind-overseas = Para viagem ao exterior e Japão
kind-overseas-hint = 海外用及び日本国内用, com nome em letras romanas e número do passaporte
kind-other-title = Isto pode ser emitido aqui

passport-title = Este é o número do seu passaporte atual?
passport-body =
    É o número do passaporte do seu
    certificado para viagem anterior.
    Compare com o passaporte que você tem.
passport-note =
    Um passaporte vencido não pode ser usado.
    Confira também a data de validade.
passport-yes = Sim, é o mesmo
passport-no = Outro, nenhum ou vencido
passport-picture = Número do passaporte

copies-title = Quantas cópias?
copies-body = Cada cópia: { $fee }
copies-choice = Cópias: { $copies }

applying-title = Procurando o seu registro
applying-body = Espere, por favor.
preparing-title = Fazendo o certificado
preparing-body = Espere, por favor.

confirm-title = Isto será impresso
confirm-body =
    Confira se está tudo certo.
    Os códigos entram depois nos quadros cinza.
confirm-print = Imprimir
confirm-wrong = Algo está errado ou falta
confirm-picture = Imagem do certificado que será impresso

pay-title = { $fee }
pay-body = Coloque o valor, por favor.

printing-title = Imprimindo
printing-body =
    Espere aqui até
    o papel sair.
printing-attention-title = Chame um funcionário
printing-attention-body =
    A impressora parou. A impressão continua
    quando ela for consertada.
    Não saia antes de o papel sair.
printing-media-empty = A impressora está sem papel.
printing-attention-note = A impressora não está pronta.

take-papers-title =
    Retire
    o certificado
take-papers-body = Folhas na saída abaixo: { $pages }
take-papers-note = Esta máquina não guardou nada sobre você.

thanks-title = Obrigado
thanks-body =
    Não esqueceu nada?
    Confira o cartão e o certificado.

warning-title = Você ainda está aí?
warning-body =
    A tela inicial volta em breve
    e o que você digitou será apagado.
warning-leave = Terminar
warning-stay = Continuar

code = Código { $code }
stop-done = Entendi
apply-again-note = Pedidos restantes: { $left }

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
stop-needs-check-title = O município precisa conferir
stop-needs-check-body = Pergunte no balcão do município que você escolheu.
stop-not-participating-title =
    Não disponível aqui
    para este município
stop-not-participating-body = O município escolhido não emite certificados nesta máquina.
stop-paused-title = Emissão suspensa
stop-paused-body = O município escolhido suspendeu a emissão nesta máquina.
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
stop-payment-title = O pagamento foi interrompido
stop-payment-body = Nada foi impresso e nada é cobrado.
stop-internal-title = Algo deu errado
stop-internal-body =
    Nada foi impresso e nada foi guardado.
    Avise um funcionário.

# O que é dito em voz alta; as mesmas palavras estão na tela.
say-welcome = Escolha um certificado, por favor.
say-terms = Leia os termos de uso e toque em “Concordo” ou “Não concordo”.
say-place-card = Coloque o cartão My Number no leitor.
say-enter-pin = Digite a senha de 4 dígitos.
say-wrong-pin = A senha estava errada. Digite de novo.
say-last-try = Resta só uma tentativa. Leia a tela.
say-reading = Lendo o cartão. Espere, por favor.
say-take-card = Retire o cartão.
say-card-forgotten = O cartão ainda está no leitor. Retire o cartão.
say-choose-municipality = Escolha o município da vacinação.
say-choose-kind = Escolha o tipo de certificado.
say-choose-copies = Escolha o número de cópias.
say-please-wait = Espere um momento.
say-choose-again = Leia a tela e escolha de novo.
say-check-passport = Confira o número do passaporte. Se for o do passaporte válido que você tem agora, toque em “Sim”.
say-check-content = Confira o conteúdo. Se estiver certo, toque em “Imprimir”.
say-pay = Coloque o valor, por favor.
say-printing = Imprimindo. Espere, por favor.
say-printer-attention = A impressora não está pronta. Chame um funcionário.
say-take-papers = Retire o certificado.
say-papers-forgotten = O certificado ainda está na saída. Retire-o.
say-still-there = Você ainda está aí? Toque na tela para continuar.
say-finished = Obrigado. Não esqueça os seus pertences.
say-stopped = O atendimento foi interrompido. Leia a tela.
say-stopped-take-card = O atendimento foi interrompido. Retire o cartão.
