//! The labels of each prompt, embedded.

use issuance::Prompt;

/// One file of `assets/voice/ja`: the text on the first line, then one full-context label a line.
#[derive(Clone, Copy)]
pub(crate) struct Labels {
    pub(crate) text: &'static str,
    lines: &'static str,
}

impl Labels {
    fn split(file: &'static str) -> Self {
        let (head, lines) = file.split_once('\n').unwrap_or((file, ""));
        Self {
            text: head.trim_start_matches('#').trim(),
            lines,
        }
    }

    pub(crate) fn lines(self) -> Vec<&'static str> {
        self.lines.lines().collect()
    }
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../assets/voice/ja/", $name, ".lab"))
    };
}

pub(crate) fn of(prompt: Prompt) -> Labels {
    Labels::split(match prompt {
        Prompt::Welcome => file!("welcome"),
        Prompt::Terms => file!("terms"),
        Prompt::PlaceCard => file!("place-card"),
        Prompt::EnterPin => file!("enter-pin"),
        Prompt::WrongPin => file!("wrong-pin"),
        Prompt::LastTry => file!("last-try"),
        Prompt::Reading => file!("reading"),
        Prompt::TakeCard => file!("take-card"),
        Prompt::CardForgotten => file!("card-forgotten"),
        Prompt::ChooseMunicipality => file!("choose-municipality"),
        Prompt::ChooseKind => file!("choose-kind"),
        Prompt::ChooseCopies => file!("choose-copies"),
        Prompt::PleaseWait => file!("please-wait"),
        Prompt::ChooseAgain => file!("choose-again"),
        Prompt::CheckPassport => file!("check-passport"),
        Prompt::CheckContent => file!("check-content"),
        Prompt::Pay => file!("pay"),
        Prompt::Printing => file!("printing"),
        Prompt::PrinterAttention => file!("printer-attention"),
        Prompt::TakePapers => file!("take-papers"),
        Prompt::PapersForgotten => file!("papers-forgotten"),
        Prompt::StillThere => file!("still-there"),
        Prompt::Finished => file!("finished"),
        Prompt::Stopped => file!("stopped"),
        Prompt::StoppedTakeCard => file!("stopped-take-card"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Labels made of an older text would say something else than the screen.
    #[test]
    fn r91_what_is_said_is_what_is_shown() {
        let texts = include_str!("../../../assets/text/ja/voice.ftl");
        let shown: HashMap<_, _> = texts
            .lines()
            .filter_map(|line| line.strip_prefix("say-")?.split_once(" = "))
            .collect();
        for prompt in Prompt::ALL {
            let name = prompt.name();
            let text = shown
                .get(name)
                .unwrap_or_else(|| panic!("voice.ftl has no say-{name}"));
            assert_eq!(of(prompt).text, *text, "say-{name} changed: make voice");
        }
        assert_eq!(
            shown.len(),
            Prompt::ALL.len(),
            "a say- text that no prompt says"
        );
    }

    #[test]
    fn each_prompt_has_its_own_file() {
        let mut texts: Vec<_> = Prompt::ALL
            .into_iter()
            .map(|prompt| of(prompt).text)
            .collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Prompt::ALL.len());
    }
}
