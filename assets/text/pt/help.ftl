help-button = Ajuda
help-title = Precisa de ajuda?
start-over = Voltar à primeira tela
help-attract = Toque em “Começar”.
help-service =
    Escolha o certificado e siga em frente.
    Ainda não é preciso o cartão.
help-before =
    Diz o que é preciso, quem pode usar, o preço
    e o horário. Depois de ler, toque em “Avançar”.
    Ainda não é preciso o cartão.
help-terms =
    Diz o que é lido do cartão e para quê.
    Nada é lido antes de você concordar.
help-place-card =
    Tire o cartão da capa e coloque-o deitado
    no meio do leitor.
    Afaste metais e outros cartões.
help-pin =
    É o número de 4 dígitos escolhido no balcão.
    Após três erros só este número é bloqueado.
    Se esqueceu, o balcão do município onde mora
    pode definir outro.
help-take-card =
    Retire o cartão e a tela continua.
    O cartão não é mais necessário.
help-take-card-ending =
    Retire o cartão do leitor.
    Depois a primeira tela volta.
help-municipality =
    É o município que enviou o cupom de vacinação.
    Se mudou: aquele onde estava registrado
    no dia da vacina.
    Toque região, província e depois o nome.
help-kind =
    Para mostrar no Japão, escolha o primeiro.
    Para o exterior, o segundo: só para quem já obteve
    um antes com o mesmo passaporte.
help-copies =
    Escolha quantas cópias deseja.
    Para a maioria, uma basta.
help-passport =
    Compare com o número no alto à direita da página
    da foto do passaporte. Se uma letra for diferente,
    ou se ele venceu, o certificado de viagem não serve.
help-confirm =
    Confira nome, data de nascimento e datas das doses.
    Se faltar uma dose, não imprima; pergunte ao município
    escolhido. O registro pode levar de 3 a 4 semanas.
help-wait =
    A máquina está trabalhando.
    Aguarde um momento.
help-pay =
    O valor colocado aparece na tela.
    O troco sai junto com o certificado.
    Se não for possível imprimir, nada é cobrado.
help-printing =
    Fique até o papel sair.
    Se parar, chame um funcionário.
help-take-papers =
    O certificado está na saída abaixo.
    Confira se todas as folhas estão lá.
    Se faltar alguma, avise um funcionário.
help-take-change = Não esqueça o troco.
help-stopped =
    Faça o que a tela diz.
    O código na tela basta para os funcionários;
    não é preciso dizer seu nome.
help-cancel =
    Pode cancelar a qualquer momento.
    Nada é cobrado antes da impressão.
help-always =
    Nada sobre você fica nesta máquina.
    Sobre a máquina, pergunte a um funcionário.
