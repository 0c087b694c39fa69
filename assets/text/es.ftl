# Frases cortas, una cosa por pantalla.
language-name = Español
language-button = Idioma
language-title = Elija el idioma
specimen = MUESTRA (prueba)
step = { $step } de 6   { $name }
step-service = Certificado
step-terms = Condiciones de uso
step-card = Tarjeta
step-pin = Clave
step-choose = Elegir el certificado
step-confirm = Comprobar el contenido
step-print = Imprimir
service-name = Certificado de vacunación
kiosk-name = Emisión de certificados

attract-title =
    Obtenga aquí
    su certificado
attract-body =
    Tenga a mano su tarjeta My Number
    y la clave de 4 dígitos.
attract-service-hint = Cada copia: { $fee }   { $hours }
attract-start = Empezar
free = gratis
yen = { $yen } yenes

out-of-service-title =
    Fuera de servicio
    por ahora
out-of-service-body =
    No hay conexión con el centro.
    Lo sentimos. Vuelva un poco más tarde.
closed-title =
    Fuera del horario
    de atención
closed-body = El horario de atención es { $hours }.

service-title = ¿Qué certificado necesita?
service-body = Toque para elegir.

terms-title = Condiciones de uso
terms-body = Léalas con atención y elija.
terms-agree = Acepto
terms-decline = No acepto
terms-note = La tarjeta no se lee hasta que usted acepte.

cancel = Salir
back = Volver
yes-printed = Ya lo tengo

place-card-title =
    Ponga la tarjeta
    en el lector
place-card-body =
    Deje su tarjeta My Number plana
    sobre el lector y espere.
place-card-note = Sáquela de la funda y no la mueva.
connecting-title = Preparando
connecting-body = Espere, por favor.

pin-title = Marque la clave de 4 dígitos
pin-body =
    La clave 券面事項入力補助用 (ayuda a la entrada de datos de la tarjeta),
    que usted eligió al recibir la tarjeta.
pin-tries = Intentos restantes: { $tries }
pin-count = { $count } dígitos marcados
pin-erase-one = Borrar uno
pin-erase-all = Borrar todo
pin-enter = Aceptar
pin-wrong = La clave no era correcta.
pin-again = El estado de la tarjeta ha cambiado. Marque la clave otra vez.

last-try-title = Solo queda un intento
last-try-body =
    Si se equivoca otra vez, solo esta clave
    (券面事項入力補助用) queda bloqueada.
    Sus otras claves siguen valiendo.
last-try-note =
    Si no está seguro, pare aquí y pregunte
    en la ventanilla del municipio donde vive.
last-try-stop = Parar y recoger la tarjeta
last-try-go = Intentar una vez más

reading-title = Leyendo la tarjeta
reading-body = No mueva la tarjeta.

take-card-title =
    Retire
    la tarjeta
take-card-body =
    Su identidad está confirmada.
    Retire la tarjeta para continuar.
take-card-note = No se continúa hasta que retire la tarjeta.
take-card-forgotten-note = La tarjeta sigue en el lector. Retírela, por favor.
take-card-ending-body =
    La gestión ha terminado.
    No olvide su tarjeta.

municipality-title = Elija el municipio de la vacunación
municipality-body =
    Aquel en que usted estaba empadronado ese día,
    no su dirección de hoy ni el lugar de la vacuna.
municipality-suggested = Dirección de la tarjeta
region-hokkaido = Hokkaido
region-tohoku = Tohoku
region-kanto = Kanto
region-chubu = Chubu
region-kinki = Kinki
region-chugoku = Chugoku
region-shikoku = Shikoku
region-kyushu = Kyushu y Okinawa
municipality-span = { $from } – { $to }
municipality-row = { $row }

kind-title = Elija el tipo de certificado
kind-body = Para usarlo en Japón, elija el primero.
kind-domestic = Para uso en Japón
kind-domestic-hint = 日本国内用, escrito en japonés
kind-overseas = Para viajes al extranjero y Japón
kind-overseas-hint = 海外用及び日本国内用, con nombre en letras latinas y número de pasaporte
kind-other-title = Esto se puede emitir aquí

passport-title = ¿Es este el número de su pasaporte actual?
passport-body =
    Es el número de pasaporte de su
    certificado de viaje anterior.
    Compárelo con el pasaporte que tiene.
passport-note =
    No se puede usar un pasaporte caducado.
    Compruebe también la fecha de caducidad.
passport-yes = Sí, es el mismo
passport-no = Otro, ninguno o caducado
passport-picture = Número de pasaporte

copies-title = ¿Cuántas copias?
copies-body = Cada copia: { $fee }
copies-choice = Copias: { $copies }

applying-title = Buscando su registro
applying-body = Espere, por favor.
preparing-title = Preparando el certificado
preparing-body = Espere, por favor.

confirm-title = Esto se va a imprimir
confirm-body =
    Compruebe que todo es correcto.
    En los recuadros grises irán después los códigos.
confirm-print = Imprimir
confirm-wrong = Algo está mal o falta
confirm-picture = Imagen del certificado que se imprimirá

pay-title = { $fee }
pay-body = Introduzca el importe, por favor.

printing-title = Imprimiendo
printing-body =
    Espere aquí hasta
    que salga el papel.
printing-attention-title = Llame al personal
printing-attention-body =
    La impresora se ha parado. Seguirá imprimiendo
    cuando esté arreglada.
    No se vaya antes de que salga el papel.
printing-media-empty = La impresora no tiene papel.
printing-attention-note = La impresora no está lista.

take-papers-title =
    Recoja
    el certificado
take-papers-body = Hojas en la bandeja de abajo: { $pages }
take-papers-note = Esta máquina no ha guardado nada sobre usted.

thanks-title = Gracias
thanks-body =
    ¿Lo tiene todo?
    Compruebe la tarjeta y el certificado.

warning-title = ¿Sigue ahí?
warning-body =
    Pronto volverá la pantalla inicial
    y se borrará lo que ha marcado.
warning-leave = Terminar
warning-stay = Continuar

code = Código { $code }
stop-done = Entendido
apply-again-note = Solicitudes restantes: { $left }

stop-content-wrong-title = Si algo está mal o falta
stop-content-wrong-body =
    Pregunte al municipio que ha elegido.
    El registro de una dosis puede tardar de 3 a 4 semanas.
    No se ha impreso ni se cobra nada.

stop-no-record-title = No se encuentra el registro de vacunación
stop-no-record-body =
    Compruebe que ha elegido el municipio
    donde vivía cuando se vacunó.
stop-no-record-again-body =
    Mire en la web del municipio elegido
    cómo contactar y pregunte allí.
    El registro de una dosis puede tardar de 3 a 4 semanas.
stop-needs-check-title = El municipio tiene que comprobarlo
stop-needs-check-body = Pregunte en la ventanilla del municipio que ha elegido.
stop-not-participating-title =
    No disponible aquí
    para este municipio
stop-not-participating-body = El municipio elegido no emite certificados en esta máquina.
stop-paused-title = Emisión suspendida
stop-paused-body = El municipio elegido ha suspendido la emisión en esta máquina.
stop-overseas-data-missing-title =
    El certificado de viaje
    no está disponible aquí
stop-overseas-data-missing-body =
    No hay registro de su pasaporte.
    Para el primer certificado o un pasaporte nuevo,
    use la ventanilla del municipio o la aplicación.
    El certificado para uso en Japón sí se emite aquí.
stop-passport-not-held-title =
    El certificado de viaje
    no está disponible aquí
stop-passport-not-held-body =
    Con el pasaporte válido que tiene ahora,
    use la ventanilla del municipio o la aplicación.
    El certificado para uso en Japón sí se emite aquí.
stop-terms-outdated-title = Las condiciones de uso han cambiado
stop-terms-outdated-body = Empiece otra vez, por favor.
stop-out-of-hours-title = El horario de atención ha terminado
stop-out-of-hours-body = Vuelva dentro del horario de atención.
stop-too-many-title = Se admiten tres solicitudes cada vez
stop-too-many-body = Empiece otra vez, por favor.

stop-pin-blocked-title = Esta clave está bloqueada
stop-pin-blocked-body =
    Solo está bloqueada la clave 券面事項入力補助用.
    La ventanilla del municipio donde vive puede restablecerla:
    lleve la tarjeta y otro documento.
stop-card-removed-title = Se retiró la tarjeta
stop-card-removed-body =
    No se ha impreso ni guardado nada.
    Deje la tarjeta plana, no la mueva
    e inténtelo otra vez.
stop-card-unreadable-title = No se pudo leer la tarjeta
stop-card-unreadable-body =
    Sáquela de la funda, déjela plana
    sobre el lector e inténtelo otra vez.
stop-not-my-number-title = No parece una tarjeta My Number
stop-not-my-number-body =
    Ponga su tarjeta My Number e inténtelo otra vez.
    No se puede usar el teléfono.
stop-card-refused-title = Esta tarjeta no se puede usar aquí
stop-card-refused-body =
    No se pudo comprobar su contenido.
    Pregunte en la ventanilla del municipio donde vive.
stop-birth-date-title = No disponible en esta máquina
stop-birth-date-body =
    A la fecha de nacimiento de la tarjeta le falta el mes o el día.
    Vaya a la ventanilla del municipio.
stop-reader-title = El lector de tarjetas no funciona
stop-reader-body = Avise al personal.
stop-center-title = No hay conexión con el centro
stop-center-body =
    No se ha impreso ni se cobra nada.
    Inténtelo un poco más tarde.
stop-center-answer-title = La respuesta del centro no era correcta
stop-center-answer-body =
    Por seguridad se ha parado la gestión.
    No se ha impreso nada. Avise al personal.
stop-mismatch-title = Parado por seguridad
stop-mismatch-body =
    El certificado recibido del centro no corresponde
    a su solicitud. No se ha impreso nada.
    Avise al personal.
stop-document-title = No disponible en esta máquina
stop-document-body =
    Esta máquina no puede imprimir bien
    un carácter del certificado.
    Vaya a la ventanilla del municipio. No se ha impreso nada.
stop-compose-title = No se pudo preparar el certificado
stop-compose-body =
    No se ha impreso ni se cobra nada.
    Avise al personal.
stop-printer-title = No se pudo imprimir
stop-printer-body =
    No ha salido ningún certificado ni se cobra nada.
    Avise al personal.
stop-printer-unknown-title = No sabemos si se ha impreso
stop-printer-unknown-body =
    Mire si hay papel en la bandeja.
    Si no lo hay, avise al personal.
    Por seguridad no se imprime otra vez.
stop-payment-title = Se ha dejado el pago
stop-payment-body = No se ha impreso ni se cobra nada.
stop-internal-title = Algo ha fallado
stop-internal-body =
    No se ha impreso ni guardado nada.
    Avise al personal.

# Lo que se dice en voz alta; las mismas palabras están en la pantalla.
say-welcome = Elija un certificado, por favor.
say-terms = Lea las condiciones de uso y toque “Acepto” o “No acepto”.
say-place-card = Ponga su tarjeta My Number en el lector.
say-enter-pin = Marque la clave de 4 dígitos.
say-wrong-pin = La clave no era correcta. Márquela otra vez.
say-last-try = Solo queda un intento. Lea la pantalla.
say-reading = Leyendo la tarjeta. Espere, por favor.
say-take-card = Retire la tarjeta.
say-card-forgotten = La tarjeta sigue en el lector. Retire la tarjeta.
say-choose-municipality = Elija el municipio de la vacunación.
say-choose-kind = Elija el tipo de certificado.
say-choose-copies = Elija el número de copias.
say-please-wait = Espere un momento.
say-choose-again = Lea la pantalla y elija otra vez.
say-check-passport = Compruebe el número de pasaporte. Si es el del pasaporte válido que tiene ahora, toque “Sí”.
say-check-content = Compruebe el contenido. Si es correcto, toque “Imprimir”.
say-pay = Introduzca el importe, por favor.
say-printing = Imprimiendo. Espere, por favor.
say-printer-attention = La impresora no está lista. Llame al personal.
say-take-papers = Recoja el certificado.
say-papers-forgotten = El certificado sigue en la bandeja. Recójalo.
say-still-there = ¿Sigue ahí? Toque la pantalla para continuar.
say-finished = Gracias. No olvide sus cosas.
say-stopped = La gestión se ha parado. Lea la pantalla.
say-stopped-take-card = La gestión se ha parado. Retire la tarjeta.
