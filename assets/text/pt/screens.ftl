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
attract-service-hint = { $fee }   { $hours }
per-copy = Cada cópia: { $fee }
per-copy-free = Grátis
attract-start = Começar
free = grátis
yen = { $yen } ienes
hours = { $from } – { $to }
hours-all = 24 horas

out-of-service-title =
    Fora de serviço
    no momento
out-of-service-body =
    Não há conexão com o centro.
    Desculpe. Volte daqui a pouco.
closed-title =
    Fora do horário
    de atendimento
closed-body =
    O horário de atendimento é { $hours }.
    A última sessão começa um pouco antes do fim, para que possa terminar a tempo.

service-title = De qual certificado você precisa?
service-body = Toque para escolher.

terms-title = Termos de uso
terms-body = Leia com atenção e escolha.
terms-agree = Concordo
terms-decline = Não concordo
terms-note = O cartão não é lido antes de você concordar.

cancel = Cancelar
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
last-try-stop = Cancelar e pegar o cartão
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
pay-body =
    Coloque o valor, por favor.
    Se desistir, todo o dinheiro é devolvido.
pay-due = Taxa
pay-put-in = Colocado
pay-missing = Falta

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

change-take = Retire também o troco: { $price }.
change-owed =
    Do troco, { $price } não saíram.
    Um funcionário vai devolver.
receipt-date = Data
receipt-copies = Cópias
receipt-change = Troco
receipt-number = Número
receipt-note =
    Se a impressão estiver ruim, diga a um
    funcionário o número desta tela.

money-giving-back =
    Os { $price } que colocou serão devolvidos.
    Se não saírem, avise um funcionário.
money-given-back =
    Os { $price } que colocou foram devolvidos.
    Retire-os, por favor.
money-owed =
    { $price } não saíram.
    Um funcionário vai devolver.
money-held =
    Os { $price } que colocou estão na máquina.
    Se nada foi impresso, serão devolvidos.
money-number = Número para o funcionário: { $code }

no-payment-title = Não é possível receber a taxa agora
no-payment-body = Avise um funcionário.

thanks-title = Obrigado
thanks-body =
    Não esqueceu nada?
    Confira o cartão e o certificado.

warning-title = Você ainda está aí?
warning-body =
    A tela inicial volta em breve
    e o que você digitou será apagado.
warning-card =
    O atendimento vai terminar em breve.
    Se for sair, retire o cartão.
warning-leave = Terminar
warning-stay = Continuar

code = Código { $code }
stop-done = Entendi
apply-again-note = Pedidos restantes: { $left }
