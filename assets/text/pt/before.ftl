before-title = Antes de começar
before-card =
    Tenha à mão o cartão My Number e o PIN
    de 4 dígitos (券面事項入力補助用).
before-passport = Para uso no exterior, tenha também o passaporte.
before-not = Cartões sem PIN e celulares não servem.
before-who =
    Só a própria pessoa ou seu representante legal
    (pai, mãe etc.) pode usar.
before-fee =
    Preço por cópia: { $fee }.
    Cada município é um certificado à parte.
before-hours = Horário: { $hours }.
before-next = Avançar
