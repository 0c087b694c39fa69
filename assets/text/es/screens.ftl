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
attract-service-hint = { $fee }   { $hours }
per-copy = Cada copia: { $fee }
per-copy-free = Gratis
attract-start = Empezar
free = gratis
yen = { $yen } yenes
hours = { $from } – { $to }
hours-all = 24 horas

out-of-service-title =
    Fuera de servicio
    por ahora
out-of-service-body =
    No hay conexión con el centro.
    Lo sentimos. Vuelva un poco más tarde.
closed-title =
    Fuera del horario
    de atención
closed-body =
    El horario de atención es { $hours }.
    La última sesión empieza un poco antes del cierre, para poder terminarla.

service-title = ¿Qué certificado necesita?
service-body = Toque para elegir.

terms-title = Condiciones de uso
terms-body = Léalas con atención y elija.
terms-agree = Acepto
terms-decline = No acepto
terms-note = La tarjeta no se lee hasta que usted acepte.

cancel = Cancelar
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
last-try-stop = Cancelar y recoger la tarjeta
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
pay-body =
    Introduzca el importe, por favor.
    Si lo deja, se devuelve todo el dinero.
pay-due = Tasa
pay-put-in = Introducido
pay-missing = Falta

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

change-take = Recoja también el cambio: { $price }.
change-owed =
    Del cambio no salieron { $price }.
    El personal se lo devolverá.
receipt-date = Fecha
receipt-copies = Copias
receipt-change = Cambio
receipt-number = Número
receipt-note =
    Si la impresión está mal, diga al personal
    el número de esta pantalla.

money-giving-back =
    Se devuelven los { $price } introducidos.
    Si no salen, avise al personal.
money-given-back =
    Se han devuelto los { $price } introducidos.
    Recójalos, por favor.
money-owed =
    No salieron { $price }.
    El personal se lo devolverá.
money-held =
    Sus { $price } están en la máquina.
    Si no se imprimió, se le devuelven.
money-number = Número para el personal: { $code }

no-payment-title = Ahora no se puede cobrar la tasa
no-payment-body = Avise al personal.

thanks-title = Gracias
thanks-body =
    ¿Lo tiene todo?
    Compruebe la tarjeta y el certificado.

warning-title = ¿Sigue ahí?
warning-body =
    Pronto volverá la pantalla inicial
    y se borrará lo que ha marcado.
warning-card =
    La gestión terminará pronto.
    Si se va, retire la tarjeta.
warning-leave = Terminar
warning-stay = Continuar

code = Código { $code }
stop-done = Entendido
apply-again-note = Solicitudes restantes: { $left }
