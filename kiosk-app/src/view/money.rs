// SPDX-License-Identifier: GPL-3.0-only
//! What a page says of money: what something costs, what is in, what comes back, and whom to ask for the rest.

use issuance::{Money, Price, Receipt, Yen};

use super::{Amount, Sheet, draw::Drawing};
use crate::{texts::Texts, ui::Tone};

/// What something costs.
pub(super) fn yen(texts: &Texts, amount: Yen) -> String {
    if amount == Yen::ZERO {
        texts.get("free")
    } else {
        sum(texts, amount)
    }
}

/// What one copy costs, beside other things. "Free a copy" is said in no language.
pub(super) fn fee_of_copy(texts: &Texts, fee: Yen) -> String {
    if fee == Yen::ZERO {
        texts.get("per-copy-free")
    } else {
        texts.with("per-copy", &[("fee", sum(texts, fee))])
    }
}

/// An amount of money.
fn sum(texts: &Texts, amount: Yen) -> String {
    if texts.are_spoken() {
        texts.with("yen", &[("yen", format!("n{}", amount.0))])
    } else {
        texts.with("yen", &[("yen", amount.0.to_string())])
    }
}

impl Drawing<'_> {
    fn amount(&self, key: &str, amount: Yen) -> Amount {
        Amount {
            label: self.text(key),
            amount: sum(self.texts, amount),
        }
    }

    /// What one copy costs, as a sentence.
    pub(super) fn fee_sentence(&self, fee: Yen) -> String {
        if fee == Yen::ZERO {
            self.text("fee-none")
        } else {
            let fee = [("fee", sum(self.texts, fee))];
            self.texts.with("fee-each", &fee)
        }
    }

    fn with_price(&self, key: &str, amount: Yen) -> String {
        self.texts.with(key, &[("price", sum(self.texts, amount))])
    }

    /// What is to be paid, what is in, what is missing.
    pub(super) fn to_pay(&self, price: Price, put_in: Yen) -> Vec<Amount> {
        let missing = Yen(price.total.0.saturating_sub(put_in.0));
        vec![
            self.amount("pay-due", price.total),
            self.amount("pay-put-in", put_in),
            self.amount("pay-missing", missing),
        ]
    }

    /// What is to be taken beside the papers, or asked for.
    pub(super) fn change(&self, sheet: &mut Sheet, receipt: Option<Receipt>) {
        let Some(receipt) = receipt.filter(|receipt| receipt.change > Yen::ZERO) else {
            return;
        };
        sheet.change = if receipt.owed > Yen::ZERO {
            sheet.tone = Tone::Caution;
            self.with_price("change-owed", receipt.owed)
        } else {
            self.with_price("change-take", receipt.change)
        };
        sheet.note = format!("{}\n{}", sheet.change, sheet.note);
        if receipt.owed > Yen::ZERO {
            self.settle_number(sheet);
        }
    }

    /// No personal data: what was paid, when, and the number of the session.
    pub(super) fn receipt(&self, sheet: &mut Sheet, receipt: Option<Receipt>) {
        let Some(receipt) = receipt else { return };
        let said = self.texts.are_spoken();
        let row = |key: &str, amount: String| Amount {
            label: self.text(key),
            amount,
        };
        let copies = self.count(receipt.price.copies.get());
        let shown = |key, amount| (!said).then(|| row(key, amount));
        sheet.amounts = shown("receipt-date", receipt.date.to_string())
            .into_iter()
            .chain([
                row(
                    "receipt-copies",
                    self.texts.with("copies-choice", &[("copies", copies)]),
                ),
                self.amount("pay-due", receipt.price.total),
                self.amount("pay-put-in", receipt.paid),
                self.amount("receipt-change", receipt.change),
            ])
            .chain(shown("receipt-number", self.number()))
            .collect();
        sheet.note = self.text("receipt-note");
        sheet.tone = Tone::Plain;
        if receipt.owed > Yen::ZERO {
            sheet.note.clear();
            self.change(sheet, Some(receipt));
        }
    }

    /// What a resident tells the staff: it says nothing about the resident.
    fn number(&self) -> String {
        self.screen
            .session
            .map(|session| session.short())
            .unwrap_or_default()
    }

    fn settle_number(&self, sheet: &mut Sheet) {
        sheet.settle_number = self.number();
        // A number is for the eyes of the staff.
        if !self.texts.are_spoken() {
            let number = [("code", sheet.settle_number.clone())];
            sheet.note = format!(
                "{}\n{}",
                sheet.note.trim_end(),
                self.texts.with("money-number", &number)
            );
        }
    }

    /// Where nothing was printed for certain: what happened to what was put in.
    pub(super) fn money(&self, sheet: &mut Sheet, money: Money) {
        let (key, amount) = match money {
            Money::None => return,
            Money::GivingBack(amount) => ("money-giving-back", amount),
            Money::GivenBack(amount) => ("money-given-back", amount),
            Money::Owed(amount) => ("money-owed", amount),
            Money::Held(amount) => ("money-held", amount),
        };
        sheet.money = self.with_price(key, amount);
        sheet.note.clone_from(&sheet.money);
        sheet.tone = Tone::Caution;
        if !matches!(money, Money::GivenBack(_)) {
            self.settle_number(sheet);
        }
    }
}
