before-title = Antes de empezar
before-card =
    Tenga a mano su tarjeta My Number y la clave
    de 4 dígitos (券面事項入力補助用).
before-passport =
    El certificado de viaje solo se emite aquí si ya obtuvo uno antes
    con el mismo pasaporte. Tenga también ese pasaporte.
before-not = No sirven tarjetas sin clave ni teléfonos.
before-who =
    Solo puede usarlo la propia persona o su
    representante legal (padre, madre, etc.).
fee-each = Precio por copia: { $fee }.
fee-none = Es gratis.
before-each = Cada municipio emite un certificado aparte.
before-hours = Horario: { $hours }.
before-next = Siguiente
