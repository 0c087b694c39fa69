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
refused-no-record = No se encontró ningún registro de vacunación en { $name }.
stop-needs-check-title = El municipio tiene que comprobarlo
stop-needs-check-body = Pregunte en la ventanilla del municipio que ha elegido.
stop-not-participating-title =
    No disponible aquí
    para este municipio
stop-not-participating-body = El municipio elegido no emite certificados en esta máquina.
refused-not-participating = Los certificados de { $name } no se emiten aquí.
stop-paused-title = Emisión suspendida
stop-paused-body = El municipio elegido ha suspendido la emisión en esta máquina.
refused-paused = Los certificados de { $name } no se emiten aquí por ahora.
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
stop-payment-title = Pago cancelado
stop-payment-body = No se ha impreso ni se cobra nada.
stop-payment-device-title = No se puede cobrar la tasa
stop-payment-device-body =
    No se ha impreso ni se cobra nada.
    Avise al personal.
stop-internal-title = Algo ha fallado
stop-internal-body =
    No se ha impreso ni guardado nada.
    Avise al personal.
