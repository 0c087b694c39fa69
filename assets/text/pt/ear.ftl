# Spoken guidance, for those who do not look.
mode-ear = Guia por voz
mode-ear-hint = Tudo por voz e teclas numéricas, sem olhar
ear-leave = Terminar o guia por voz
ear-star = Asterisco
ear-hash = Jogo da velha
ear-started = Você é guiado por voz. Escolha com as teclas numéricas e confirme com a tecla jogo da velha. O asterisco volta ou termina. O zero repete. Zero de novo muda o volume.
ear-option = { $number }, { $label }.
ear-more = 9, mais opções.
ear-way-out = Asterisco, { $label }.
ear-named = { $label }. Se estiver certo, aperte jogo da velha.
ear-nothing = Essa tecla não faz nada aqui.
ear-decide = Escolha primeiro com uma tecla numérica.
ear-pin = Aperte quatro algarismos e depois jogo da velha. O asterisco apaga um. Cada algarismo faz um som; nenhum é falado.
ear-confirm = { $kind }, { $doses } doses, { $copies }, a taxa é { $price }.
ear-unsaid = Nomes, datas e o número do passaporte não são falados pelo alto-falante.
ear-terms = Os termos estão escritos na tela. Número, nome, endereço, data de nascimento e sexo são lidos do cartão só para emitir o certificado. Esta máquina não guarda nada.
ear-still = Para continuar, aperte qualquer tecla.
ear-other-language = Japonês 日本語

# With a headset.
headset-plug = Conecte um fone de ouvido para que só você os ouça.
headset-listen = Ouvir com o fone de ouvido
headset-listening = Você está ouvindo com o fone. Desconecte-o para voltar ao alto-falante.
headset-gone = O fone ficou sem som. O alto-falante continua.
headset-content = Ouvir o nome e as datas
headset-passport = Ouvir o número do passaporte
told-name = O nome, caractere por caractere.
told-roman-name = O nome em letras latinas.
told-birth-date = Data de nascimento.
told-dose = Data da dose { $number }.
told-passport = O número do passaporte.
told-end = É tudo. Aperte zero para ouvir de novo as opções.

# The voice, for everybody.
sound-volume = Volume: { $level }
sound-low = baixo
sound-usual = médio
sound-high = alto
sound-repeat = Ouvir de novo
sound-stop = Parar a voz
