// SPDX-License-Identifier: GPL-3.0-only
//! Where a line of Japanese or Chinese may end.
//!
//! Nothing parts the words there, so a line breaker ends a line within any of them, and leaves a syllable alone on the
//! next one. WORD JOINER (U+2060, Unicode Standard Annex 14) between two characters forbids it; it takes no room and has
//! no picture. Where a phrase is longer than the line it is broken all the same.

use std::iter::once;

const JOINER: char = '\u{2060}';

/// So many characters end a sentence together, its mark included.
const TAIL: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Hiragana,
    Katakana,
    Figure,
    Opening,
    Closing,
    Space,
    Other,
}

const fn script(character: char) -> Script {
    match character {
        '々'
        | '〆'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Script::Han,
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | 'ー' => Script::Katakana,
        '0'..='9' | '０'..='９' => Script::Figure,
        '「' | '『' | '（' | '(' | '《' | '【' => Script::Opening,
        '」' | '』' | '）' | ')' | '》' | '】' | '、' | '。' | '，' | '．' | '！' | '？' | '：'
        | '；' | '・' | '／' => Script::Closing,
        ' ' | '\u{3000}' | '\n' => Script::Space,
        _ => Script::Other,
    }
}

/// Whether the character after a syllable belongs to the word before it: 読み取る, 申し込む, とりだし口.
const fn compounds(syllable: char, second: char) -> bool {
    matches!(
        syllable,
        'み' | 'け' | 'り' | 'き' | 'し' | 'ち' | 'い' | 'れ' | 'え' | 'せ' | 'び'
    ) && matches!(
        second,
        '取' | '込'
            | '出'
            | '合'
            | '替'
            | '台'
            | '口'
            | '忘'
            | '直'
            | '付'
            | '続'
            | '返'
            | '方'
            | '物'
    )
}

/// Whether a Japanese phrase may end before the character `at`.
fn ends_phrase(text: &[char], at: usize) -> bool {
    let (Some(&left), Some(&right)) = (text.get(at.wrapping_sub(1)), text.get(at)) else {
        return false;
    };
    let next = text.get(at + 1).copied().map(script);
    match (script(left), script(right)) {
        (_, Script::Closing) | (Script::Opening, _) => false,
        // （…）を
        (Script::Closing, Script::Hiragana) => {
            !matches!(left, '」' | '』' | '）' | ')' | '》' | '】')
        }
        (Script::Closing, _) => true,
        // お知らせ, ご用意: the prefix goes with what it honours.
        (Script::Hiragana | Script::Han | Script::Katakana, Script::Hiragana)
            if matches!(right, 'お' | 'ご') && next == Some(Script::Han) =>
        {
            true
        }
        (Script::Hiragana, Script::Han) => {
            let honours = matches!(left, 'お' | 'ご');
            // もう一度
            let more = left == 'う' && at.checked_sub(2).and_then(|at| text.get(at)) == Some(&'も');
            !honours && !more && !compounds(left, right)
        }
        // を is nothing but the particle.
        (Script::Hiragana, Script::Hiragana) => left == 'を',
        (Script::Hiragana, Script::Katakana | Script::Figure | Script::Opening | Script::Other)
        | (Script::Han | Script::Katakana, Script::Opening)
        | (Script::Han, Script::Katakana)
        | (Script::Katakana, Script::Han) => true,
        _ => false,
    }
}

/// Whether the rules of Unicode alone would end a line here, and must not.
fn joins(text: &[char], at: usize, japanese: bool) -> bool {
    let (Some(&left), Some(&right)) = (text.get(at.wrapping_sub(1)), text.get(at)) else {
        return false;
    };
    let wide = |script| matches!(script, Script::Han | Script::Hiragana | Script::Katakana);
    if script(left) == Script::Space || script(right) == Script::Space {
        return false;
    }
    // From three to four is one word.
    if [left, right].iter().any(|c| matches!(c, '～' | '〜')) {
        return true;
    }
    if !(wide(script(left)) || wide(script(right))) {
        return false;
    }
    if japanese {
        return !ends_phrase(text, at);
    }
    // Chinese may be broken anywhere but shortly before the end.
    let rest = text.get(at..).unwrap_or_default();
    rest.iter()
        .take(TAIL)
        .take_while(|c| script(**c) != Script::Space)
        .count()
        < TAIL
}

/// The same text, and no line of it ends within a phrase.
pub(crate) fn phrased(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let japanese = characters
        .iter()
        .any(|c| matches!(script(*c), Script::Hiragana | Script::Katakana));
    characters
        .iter()
        .enumerate()
        .flat_map(|(at, &character)| {
            joins(&characters, at, japanese)
                .then_some(JOINER)
                .into_iter()
                .chain(once(character))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a line may end.
    fn broken(text: &str) -> String {
        let phrased = phrased(text);
        let mut shown = String::new();
        let mut last: Option<char> = None;
        for character in phrased.chars() {
            let free = last.is_some_and(|last| last != JOINER && script(last) != Script::Space)
                && character != JOINER
                && script(character) != Script::Closing
                && last.map(script) != Some(Script::Opening)
                && last.map(script) != Some(Script::Other);
            if free {
                shown.push('|');
            }
            if character != JOINER {
                shown.push(character);
            }
            last = Some(character);
        }
        shown
    }

    #[test]
    fn japanese_is_broken_between_phrases() {
        for text in [
            "何も|印刷していません。|係の|人に|お知らせください。",
            "ただいま|料金を|受けとれません",
            "お名前などの|文字を、|この|端末で|正しく|印刷できません。",
            "証明書が|残っています。|証明書を|お取りください。",
            "マイナンバーカードを|読み取り台の|上に|平らに|置き、",
            "カードを|とりだし口に|置く",
            "新型|コロナワクチン|接種証明書",
            "暗証番号|（券面事項入力補助用）を|ご用意ください。",
            "登録には|３～４週間かかります。",
            "しばらくたってから、|もう一度|お試しください。",
        ] {
            let plain = text.replace('|', "");
            assert_eq!(phrased(&plain).replace(JOINER, ""), plain);
            assert_eq!(broken(&plain), text);
        }
    }

    #[test]
    fn chinese_leaves_no_character_alone() {
        assert_eq!(broken("请把卡放在读卡器上。"), "请|把|卡|放|在|读|卡器上。");
    }

    #[test]
    fn words_parted_by_spaces_are_left_as_they_are() {
        for text in [
            "Lay it flat.",
            "カード",
            "",
            "วางบัตร",
            "24時間 OK",
            "번호를 누르세요",
        ] {
            assert_eq!(phrased(text).replace(JOINER, ""), text);
        }
        assert_eq!(phrased("Lay it flat."), "Lay it flat.");
    }
}
