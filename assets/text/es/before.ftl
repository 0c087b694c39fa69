before-title = Antes de empezar
before-card =
    Tenga a mano su tarjeta My Number y el PIN
    de 4 dígitos (券面事項入力補助用).
before-passport = Para uso en el extranjero, tenga también el pasaporte.
before-not = No sirven tarjetas sin PIN ni teléfonos.
before-who =
    Solo puede usarlo la propia persona o su
    representante legal (padre, madre, etc.).
before-fee =
    Precio por copia: { $fee }.
    Cada municipio es un certificado aparte.
before-hours = Horario: { $hours }.
before-next = Siguiente
