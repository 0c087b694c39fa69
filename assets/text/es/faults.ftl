stop-test-card-title = Es una tarjeta de prueba
stop-test-card-body =
    No se puede usar aquí.
    Inténtelo de nuevo con su tarjeta My Number.
stop-card-open-title = No se pudo preparar la tarjeta
stop-card-open-body =
    La tarjeta quedó abierta desde su último uso.
    Retírela e inténtelo de nuevo.
    Si esta pantalla vuelve, pregunte en la ventanilla
    del municipio donde vive.
stop-vrs-title = No se pueden consultar los registros
stop-vrs-body =
    El sistema de registros no responde ahora.
    No se imprimió ni se cobró nada.
    Inténtelo de nuevo más tarde.
stop-no-answer-title = Ha tardado demasiado
stop-no-answer-body =
    Por seguridad se detuvo aquí.
    No se imprimió nada.
    Inténtelo de nuevo desde el principio.
    Si vuelve a pasar, avise al personal.
stop-document-size-title = No se puede emitir aquí
stop-document-size-body =
    El nombre u otro dato es demasiado largo para el papel.
    Use la ventanilla del municipio.
    No se imprimió nada.
