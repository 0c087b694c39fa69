help-button = Ayuda
help-title = ¿Necesita ayuda?
start-over = Volver a la primera pantalla
help-attract = Toque «Empezar».
help-service =
    Elija el certificado y continúe.
    Todavía no hace falta la tarjeta.
help-before =
    Dice qué hace falta, quién puede usarlo, el precio
    y el horario. Cuando lo haya leído, toque «Siguiente».
    Todavía no hace falta la tarjeta.
help-terms =
    Dice qué se lee de la tarjeta y para qué.
    No se lee nada hasta que usted acepte.
help-place-card =
    Saque la tarjeta de la funda y póngala plana
    en el centro del lector.
    Aleje metales y otras tarjetas.
help-pin =
    Es el número de 4 cifras que eligió en la ventanilla.
    Tras tres errores se bloquea solo este número.
    Si lo olvidó, la ventanilla del municipio donde vive
    puede fijar otro.
help-take-card =
    Retire la tarjeta y la pantalla sigue.
    Ya no hace falta la tarjeta.
help-take-card-ending =
    Retire la tarjeta del lector.
    Después vuelve la primera pantalla.
help-municipality =
    Es el municipio que le envió el cupón de vacunación.
    Si se mudó: donde estaba registrado
    el día de la vacuna.
    Toque región, prefectura y luego el nombre.
help-kind =
    Para mostrarlo en Japón, elija el primero.
    Para el extranjero, el segundo: solo si ya obtuvo
    uno antes con el mismo pasaporte.
help-copies =
    Elija cuántas copias quiere.
    A la mayoría le basta una.
help-passport =
    Compare con el número arriba a la derecha de la página
    de la foto del pasaporte. Si una letra es distinta,
    o si ha caducado, el certificado de viaje no sirve.
help-confirm =
    Compruebe nombre, fecha de nacimiento y de las dosis.
    Si falta una dosis, no imprima; pregunte al municipio
    elegido. El registro puede tardar de 3 a 4 semanas.
help-wait =
    La máquina está trabajando.
    Espere un momento.
help-pay =
    El importe introducido aparece en la pantalla.
    El cambio sale con el certificado.
    Si no se puede imprimir, no se cobra nada.
help-printing =
    Quédese hasta que salga el papel.
    Si se detiene, llame al personal.
help-take-papers =
    El certificado está en la bandeja de abajo.
    Compruebe que están todas las hojas.
    Si falta alguna, avise al personal.
help-take-change = No olvide el cambio.
help-stopped =
    Haga lo que dice la pantalla.
    Al personal le basta el código de la pantalla;
    no hace falta decir su nombre.
help-cancel =
    Puede cancelar en cualquier momento.
    No se cobra nada hasta que se imprime.
help-always =
    Nada sobre usted queda en esta máquina.
    Sobre la máquina, pregunte al personal.
