before-title = Antes de começar
before-card =
    Tenha à mão o cartão My Number e a senha
    de 4 dígitos (券面事項入力補助用).
before-passport =
    O certificado para viagem só é emitido aqui para quem já obteve
    um antes com o mesmo passaporte. Tenha também esse passaporte.
before-not = Cartões sem senha e celulares não servem.
before-who =
    Só a própria pessoa ou seu representante legal
    (pai, mãe etc.) pode usar.
fee-each = Preço por cópia: { $fee }.
fee-none = É grátis.
before-each = Cada município emite um certificado separado.
before-hours = Horário: { $hours }.
before-next = Avançar
