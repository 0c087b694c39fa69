# Spoken guidance, for those who do not look.
mode-ear = Guía por voz
mode-ear-hint = Todo por voz y teclas numéricas, sin mirar
ear-leave = Terminar la guía por voz
ear-star = Asterisco
ear-hash = Almohadilla
ear-started = Le guiamos por voz. Elija con las teclas numéricas y confirme con la almohadilla. El asterisco vuelve o termina. El cero lo repite. Cero otra vez cambia el volumen.
ear-option = { $number }, { $label }.
ear-more = 9, más opciones.
ear-way-out = Asterisco, { $label }.
ear-named = { $label }. Si es correcto, pulse la almohadilla.
ear-nothing = Esa tecla no hace nada aquí.
ear-decide = Elija primero con una tecla numérica.
ear-pin = Pulse cuatro cifras y después la almohadilla. El asterisco borra una. Cada cifra suena; ninguna se dice.
ear-confirm = { $kind }, { $doses } dosis, { $copies }, la tasa es { $price }.
ear-unsaid = Los nombres, las fechas y el número de pasaporte no se dicen por el altavoz.
ear-terms = Las condiciones están escritas en la pantalla. Se leen de la tarjeta su número, nombre, dirección, fecha de nacimiento y sexo, solo para emitir el certificado. Esta máquina no guarda nada.
ear-still = Para seguir, pulse cualquier tecla.
ear-other-language = Japonés 日本語

# With a headset.
headset-plug = Conecte unos auriculares para que solo usted oiga esos datos.
headset-listen = Escuchar con los auriculares
headset-listening = Está escuchando con los auriculares. Desconéctelos para volver al altavoz.
headset-gone = Los auriculares han dejado de sonar. Continúa el altavoz.
headset-content = Oír el nombre y las fechas
headset-passport = Oír el número de pasaporte
told-name = El nombre, carácter por carácter.
told-roman-name = El nombre en letras latinas.
told-birth-date = Fecha de nacimiento.
told-dose = Fecha de la dosis { $number }.
told-passport = El número de pasaporte.
told-end = Eso es todo. Pulse cero para oír otra vez las opciones.

# The voice, for everybody.
sound-volume = Volumen: { $level }
sound-low = bajo
sound-usual = medio
sound-high = alto
sound-repeat = Oír otra vez
sound-stop = Parar la voz
