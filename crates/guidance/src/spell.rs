//! How a name is spelled, for who cannot see how it is written: each kanji by its readings, each Latin letter by its
//! name, kana as they sound.

use std::cmp::Ordering;

use zeroize::Zeroizing;

use crate::{english, reading, script::Tongue};

/// Kanji, kun, on, between tabs; sorted. `make voice` writes it.
static KANJI: &str = include_str!("../../../assets/voice/kanji.txt");

/// Signs, and how they are said in Japanese; the clips of `build.rs` stand in the same order. The last is what nothing
/// is known of.
const SIGNS: [(&str, &str); 8] = [
    ("-‐‑‒–—―−", "ハ'イフン"),
    ("'‘’`´ʹʻʼ′", "アポ_スト'ロフィ"),
    (",、､", "コ'ンマ"),
    (".。｡", "ピ'リオド"),
    ("・･·•‧∙⋅", "ナカグロ"),
    ("([{<「｢『【〔〈《“«", "カ'ッコ"),
    (")]}>」｣』】〕〉》”»", "カ'ッコ/トジ"),
    ("", "ヨミカタ'ノ/ワカラ'ナイ/ジ"),
];

/// Each katakana that is no mora alone, and that which sounds like it and is.
const ALONE: &str = "ァアィイゥウェエォオャヤュユョヨヮワヵカヶケヰイヱエヷワヸイヹエヺオ\
                     ㇰクㇱシㇲスㇳトㇴヌㇵハㇶヒㇷフㇸヘㇹホㇺムㇻラㇼリㇽルㇾレㇿロ";

/// U+FF66 and those after it.
const HALF_WIDTH: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// Katakana that a mark of voice follows.
const UNVOICED: &str = "カキクケコサシスセソタチツテトハヒフヘホ";

const VOICE: char = '\u{3099}';
const HALF_VOICE: char = '\u{309a}';

/// What a mark says that repeats what stands before it.
const AGAIN: &str = "クリカ'エシ";

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Scripts that say this text character by character, and the tongue of each: in English, Japanese characters are
/// Japanese still. After a space another script begins, since between two the voice rests longer.
///
/// Whatever the text, each can be said. They are as personal as the text, and leave no copy of it beside them.
pub(crate) fn spelled(tongue: Tongue, text: &str) -> Vec<(Tongue, Zeroizing<String>)> {
    let mut spelling = Spelling {
        tongue,
        scripts: Vec::new(),
        kana: None,
        rests: false,
    };
    let mut rest = text
        .chars()
        .filter(|letter| !is_mute(*letter))
        .map(plain)
        .peekable();
    while let Some(letter) = rest.next() {
        let voiced = rest.peek().and_then(|mark| voiced(letter, *mark));
        if voiced.is_some() {
            rest.next();
        }
        spelling.add(voiced.unwrap_or(letter));
    }
    spelling.end_kana();
    spelling.scripts
}

struct Spelling {
    /// The listener's.
    tongue: Tongue,
    /// What has been spelled.
    scripts: Vec<(Tongue, Zeroizing<String>)>,
    /// The last of a run of kana that has not ended.
    kana: Option<char>,
    /// A space stood here.
    rests: bool,
}

impl Spelling {
    fn add(&mut self, letter: char) {
        match letter {
            _ if letter.is_whitespace() => {
                self.end_kana();
                self.rests = true;
            }
            'ァ'..='ヺ' | 'ㇰ'..='ㇿ' => self.kana(letter),
            'ー' | 'ヽ' | 'ヾ' => self.mark(letter),
            // Alone they are marks of nothing.
            VOICE | HALF_VOICE => {}
            '々' | '〻' => self.japanese(&[AGAIN]),
            '〆' => self.japanese(&["シメ"]),
            '〇' => self.japanese(&["マル"]),
            '0'..='9' => self.word('n', letter),
            _ => {
                if let Some(letters) = latin(letter) {
                    for letter in letters.chars() {
                        self.word('l', letter);
                    }
                } else if let Some((kun, on)) = kanji(letter) {
                    self.japanese(&[kun, on]);
                } else {
                    let sign = SIGNS.iter().position(|(known, _)| known.contains(letter));
                    self.sign(sign.unwrap_or(SIGNS.len() - 1));
                }
            }
        }
    }

    /// One that goes on with the run, or begins one.
    fn kana(&mut self, letter: char) {
        let joins = self.kana.is_some_and(|last| reading::is_one(last, letter));
        let letter = if joins { letter } else { full(letter) };
        self.push_char(Tongue::Japanese, letter);
        self.kana = Some(letter);
    }

    /// One that depends on the kana before it.
    fn mark(&mut self, mark: char) {
        match (self.kana, mark) {
            (None, 'ー') => self.japanese(&["チョ'ーオン"]),
            // Nothing there can be lengthened.
            (Some('ッ' | 'ン'), 'ー') => {}
            (Some(_), 'ー') => {
                self.push_char(Tongue::Japanese, mark);
                self.kana = Some(mark);
            }
            (None | Some('ー'), _) => self.japanese(&[AGAIN]),
            (Some(last), _) => {
                let last = unvoiced(full(last));
                let voiced = voiced(last, VOICE).filter(|_| mark == 'ヾ');
                self.kana(voiced.unwrap_or(last));
            }
        }
    }

    fn end_kana(&mut self) {
        if self.kana.take().is_some() {
            self.push(Tongue::Japanese, "。");
        }
    }

    /// Readings of one character.
    fn japanese(&mut self, readings: &[&str]) {
        self.end_kana();
        let mut readings = readings.iter().filter(|reading| !reading.is_empty());
        if let Some(first) = readings.next() {
            self.push(Tongue::Japanese, first);
        }
        for reading in readings {
            self.push(Tongue::Japanese, "、");
            self.push(Tongue::Japanese, reading);
        }
        self.push(Tongue::Japanese, "。");
    }

    fn sign(&mut self, at: usize) {
        match (self.tongue, SIGNS.get(at)) {
            (Tongue::Japanese, Some((_, said))) => self.japanese(&[said]),
            _ => {
                self.end_kana();
                let clip = format!(" #{} ", english::sign(at));
                self.push(self.tongue, &clip);
            }
        }
    }

    /// One that stands for what it says, in the listener's tongue.
    fn word(&mut self, kind: char, of: char) {
        self.end_kana();
        for letter in [' ', kind, of, ' '] {
            self.push_char(self.tongue, letter);
        }
        if self.tongue == Tongue::Japanese {
            self.push(self.tongue, "、");
        }
    }

    fn push_char(&mut self, tongue: Tongue, letter: char) {
        self.push(tongue, letter.encode_utf8(&mut [0; 4]));
    }

    fn push(&mut self, tongue: Tongue, said: &str) {
        let rests = std::mem::take(&mut self.rests);
        let last = self
            .scripts
            .last_mut()
            .filter(|(last, _)| *last == tongue && !rests);
        let Some((_, script)) = last else {
            let mut script = Zeroizing::new(String::with_capacity(256));
            script.push_str(said);
            self.scripts.push((tongue, script));
            return;
        };
        let length = script.len() + said.len();
        if length > script.capacity() {
            // A string that grows by itself leaves what it held where it was.
            let mut larger = Zeroizing::new(String::with_capacity(2 * length));
            larger.push_str(script);
            *script = larger;
        }
        script.push_str(said);
    }
}

/// What changes or parts the characters around it, and is none itself.
fn is_mute(letter: char) -> bool {
    let is_format = matches!(letter,
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}');
    is_format || (letter.is_control() && !letter.is_whitespace())
}

/// Katakana for hiragana and for half-width kana, ASCII for its full-width forms, the rest as it is.
fn plain(letter: char) -> char {
    let code = u32::from(letter);
    let moved = match letter {
        '！'..='～' => char::from_u32(code - 0xfee0),
        'ｦ'..='ﾝ' => HALF_WIDTH.chars().nth((code - 0xff66) as usize),
        'ﾞ' | '゛' => Some(VOICE),
        'ﾟ' | '゜' => Some(HALF_VOICE),
        'ゕ' | 'ゖ' | 'ゝ' | 'ゞ' => char::from_u32(code + 0x60),
        _ => Some(reading::katakana(letter)),
    };
    moved.unwrap_or(letter)
}

/// A katakana that can stand alone, as it sounds there.
fn full(kana: char) -> char {
    let mut pairs = ALONE.chars();
    while let (Some(odd), Some(plain)) = (pairs.next(), pairs.next()) {
        if odd == kana {
            return plain;
        }
    }
    kana
}

/// A katakana with a mark that it can have.
fn voiced(kana: char, mark: char) -> Option<char> {
    let above = match (mark, kana) {
        (VOICE, 'ウ') => return Some('ヴ'),
        (VOICE, _) if UNVOICED.contains(kana) => 1,
        (HALF_VOICE, 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ') => 2,
        _ => return None,
    };
    char::from_u32(u32::from(kana) + above)
}

/// A katakana without its mark.
fn unvoiced(kana: char) -> char {
    let is_of = |bare: &char| {
        [VOICE, HALF_VOICE]
            .map(|mark| voiced(*bare, mark))
            .contains(&Some(kana))
    };
    UNVOICED.chars().chain(['ウ']).find(is_of).unwrap_or(kana)
}

/// The capitals that a Latin letter is called by, whatever its case and marks.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A'..='Z' | 'a'..='z' => {
            let at = usize::from(u8::try_from(letter).ok()?.to_ascii_uppercase() - b'A');
            ALPHABET.get(at..=at)?
        }
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'Ạ'..='ặ' => "A",
        'Ç' | 'ç' | 'Ć'..='č' => "C",
        'Ð' | 'ð' | 'Ď'..='đ' => "D",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => "E",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => "G",
        'Ĥ'..='ħ' => "H",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ǐ' | 'ǐ' | 'Ỉ'..='ị' => "I",
        'Ĵ' | 'ĵ' => "J",
        'Ķ'..='ĸ' => "K",
        'Ĺ'..='ł' => "L",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "N",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ơ' | 'ơ' | 'Ǒ' | 'ǒ' | 'Ọ'..='ợ' => {
            "O"
        }
        'Ŕ'..='ř' => "R",
        'Ś'..='š' | 'Ș' | 'ș' => "S",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "T",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ư' | 'ư' | 'Ǔ'..='ǜ' | 'Ụ'..='ự' => "U",
        'Ŵ' | 'ŵ' | 'Ẁ'..='ẅ' => "W",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỳ'..='ỹ' => "Y",
        'Ź'..='ž' => "Z",
        'Æ' | 'æ' => "AE",
        'Ĳ' | 'ĳ' => "IJ",
        'Œ' | 'œ' => "OE",
        'ß' | 'ẞ' => "SS",
        'Þ' | 'þ' => "TH",
        _ => return None,
    })
}

/// Kun and on of a kanji; either may be empty.
fn kanji(letter: char) -> Option<(&'static str, &'static str)> {
    let mut table = KANJI;
    loop {
        let before = table.as_bytes().get(..table.len() / 2)?;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let line = table.get(start..)?.lines().next()?;
        table = match line.chars().next()?.cmp(&letter) {
            Ordering::Equal => {
                let (_, readings) = line.split_once('\t')?;
                return readings.split_once('\t');
            }
            Ordering::Greater => table.get(..start)?,
            Ordering::Less => table.get(start + line.len() + 1..)?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        reading::Reading,
        script::{Part, Utterance, parts},
        voice::Voice,
    };

    const TONGUES: [Tongue; 2] = [Tongue::Japanese, Tongue::English];

    /// The scripts, one space between their words.
    fn said(tongue: Tongue, text: &str) -> Vec<(Tongue, String)> {
        let words = |script: &str| script.split_whitespace().collect::<Vec<_>>().join(" ");
        spelled(tongue, text)
            .iter()
            .map(|(tongue, script)| (*tongue, words(script)))
            .collect()
    }

    fn japanese(text: &str) -> Vec<String> {
        let said = said(Tongue::Japanese, text);
        assert!(said.iter().all(|(tongue, _)| *tongue == Tongue::Japanese));
        said.into_iter().map(|(_, script)| script).collect()
    }

    fn lines() -> impl Iterator<Item = &'static str> {
        KANJI.lines().skip(1)
    }

    /// How many labels are said of it.
    fn labels(text: &str) -> usize {
        let mut count = 0;
        for (tongue, script) in spelled(Tongue::Japanese, text) {
            for part in parts(tongue, &script).unwrap() {
                let Part::Reading(reading) = part else {
                    panic!("a clip")
                };
                count += reading.labels().iter().map(Vec::len).sum::<usize>();
            }
        }
        count
    }

    #[test]
    fn a_kanji_is_told_by_kun_and_on_and_each_apart() {
        assert_eq!(
            japanese("山田　花子"),
            ["ヤマ、サン。タ、デン。", "ハナ、カ。コ、シ。"]
        );
        assert_eq!(japanese("太郎"), ["フトイ、タ。ロー。"]);
        assert_eq!(japanese("笹々木"), ["ササ。クリカ'エシ。キ、ボク。"]);
    }

    #[test]
    fn forms_of_a_kanji_are_told_as_it_is() {
        // A compatibility ideograph, selectors of both kinds, a plane beyond the first.
        assert_eq!(japanese("\u{fa19}"), japanese("神"));
        assert_eq!(japanese("\u{f9dc}"), japanese("隆"));
        assert_eq!(japanese("葛\u{e0101}辻\u{fe00}"), japanese("葛辻"));
        assert_eq!(japanese("𠮷"), ["ヨシ、キチ。"]);
    }

    #[test]
    fn kana_are_one_word_as_they_sound() {
        for (written, said) in [
            ("はなこ", "ハナコ。"),
            ("ヨーコ", "ヨーコ。"),
            ("ｼﾞｭﾝｺﾞ", "ジュンゴ。"),
            ("か\u{3099}は゜", "ガパ。"),
            ("いすゞ", "イスズ。"),
            ("さゝき", "ササキ。"),
            ("バヽ", "バハ。"),
            ("キャッシィ", "キャッシイ。"),
            ("ァヮヶャ", "アワケヤ。"),
            ("クヮ", "クワ。"),
            ("ゐゑヰヱ", "イエイエ。"),
            ("ンーッー", "ンッ。"),
            ("アーーヽ", "アーー。クリカ'エシ。"),
            ("ー", "チョ'ーオン。"),
            ("ヽ", "クリカ'エシ。"),
            ("う゛", "ヴ。"),
        ] {
            assert_eq!(japanese(written), [said], "{written}");
        }
        assert_eq!(
            japanese("はな 花ヶ田"),
            ["ハナ。", "ハナ、カ。ケ。タ、デン。"]
        );
    }

    #[test]
    fn latin_is_said_by_letters_in_the_listeners_tongue() {
        assert_eq!(
            japanese("Ｔarō O'Hana-5"),
            [
                "lT 、 lA 、 lR 、 lO 、",
                "lO 、アポ_スト'ロフィ。 lH 、 lA 、 lN 、 lA 、ハ'イフン。 n5 、"
            ]
        );
        let sign = |at| format!("#{}", english::sign(at));
        assert_eq!(
            said(Tongue::English, "ße\u{301}, 花か-1"),
            [
                (Tongue::English, format!("lS lS lE {}", sign(2))),
                (Tongue::Japanese, "ハナ、カ。カ。".to_owned()),
                (Tongue::English, format!("{} n1", sign(0))),
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_said_to_be() {
        let unknown = SIGNS.last().unwrap().1;
        for text in ["☃", "Ж", "\u{10ffff}", "#", "\t☃", "ﬀ"] {
            assert_eq!(japanese(text), [format!("{unknown}。")], "{text}");
        }
        let clip = format!("#{}", english::sign(SIGNS.len() - 1));
        assert_eq!(said(Tongue::English, "☃"), [(Tongue::English, clip)]);
        assert!(spelled(Tongue::Japanese, " 　\u{200b}\u{3099}").is_empty());
        assert!(spelled(Tongue::English, "").is_empty());
    }

    #[test]
    fn every_sign_has_its_word_in_both_tongues() {
        for (at, (known, said)) in SIGNS.iter().enumerate() {
            assert!(Reading::parse(said).is_ok(), "{said}");
            for letter in known.chars().map(String::from) {
                assert_eq!(japanese(&letter), [format!("{said}。")], "{letter}");
            }
            let mut samples = Vec::new();
            english::clip(english::sign(at), &mut samples);
            assert!(!samples.is_empty(), "{said}");
        }
    }

    #[test]
    fn whatever_stands_there_can_be_said() {
        let is_said = |tongue, text: &str| {
            for (tongue, script) in spelled(tongue, text) {
                let parts = parts(tongue, &script);
                assert!(parts.is_ok_and(|parts| !parts.is_empty()), "{text:?}");
            }
        };
        let some = ('\0'..=char::MAX).step_by(251);
        for letter in ('\0'..='\u{33ff}').chain(some).map(String::from) {
            is_said(Tongue::Japanese, &letter);
            is_said(Tongue::English, &letter);
        }
        let kana = || ('\u{3099}'..='\u{30ff}').chain(['か', 'ﾊ', 'ﾞ', 'ﾟ', 'ㇷ', '山', 'A']);
        for first in kana() {
            for second in kana() {
                is_said(Tongue::Japanese, &format!("ウ{first}{second}"));
            }
        }
    }

    #[test]
    fn names_can_be_heard() {
        let voice = Voice::load().unwrap();
        for tongue in TONGUES {
            for (tongue, script) in spelled(tongue, "山田 はな・Ａnna 手ェ☃") {
                let speech = voice
                    .synthesize(&Utterance::new(tongue, script.as_str()))
                    .unwrap();
                let loud = speech.samples().iter().filter(|s| s.abs() > 0.02).count();
                assert!(loud > 1_000, "{}: {loud}", *script);
            }
        }
    }

    #[test]
    fn a_long_script_stays_whole() {
        assert_eq!(japanese(&"山".repeat(200)), ["ヤマ、サン。".repeat(200)]);
    }

    /// The voice says no more of one script than this.
    #[test]
    fn the_longest_name_is_said_to_its_end() {
        let longest = lines().max_by_key(|line| line.len()).unwrap();
        for letter in ["☃", longest.get(..longest.find('\t').unwrap()).unwrap()] {
            let labels = labels(&letter.repeat(200));
            assert!(labels < 8_000, "{letter}: {labels}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_each_reading_can_be_said() {
        let mut last = '\0';
        for line in lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [letter, kun, on] = fields.as_slice() else {
                panic!("{line}");
            };
            let letter = letter.parse::<char>().unwrap();
            assert!(letter > last, "{letter}");
            last = letter;
            assert_eq!(kanji(letter), Some((*kun, *on)));
            assert!(!kun.is_empty() || !on.is_empty(), "{letter}");
            for reading in [kun, on] {
                assert!(
                    reading.chars().all(|kana| matches!(kana, 'ァ'..='ー')),
                    "{line}"
                );
                assert!(Reading::parse(reading).is_ok(), "{line}");
            }
        }
    }

    /// 6,355 in JIS X 0208, all of which Unihan has; what makes the table holds that each of them is in it.
    #[test]
    fn the_table_knows_the_kanji_of_names() {
        assert!(lines().count() > 14_000);
        for (letter, kun, on) in [
            ('一', "ヒトツ", "イチ"),
            ('佐', "", "サ"),
            ('藤', "フジ", "トー"),
            ('高', "タカイ", "コー"),
            ('髙', "タカイ", "コー"),
            ('﨑', "サキ", "キ"),
            ('邉', "アタリ", "ヘン"),
            ('清', "キヨイ", "セー"),
            ('美', "ウツクシイ", "ビ"),
            ('大', "オーキイ", "タイ"),
            ('追', "オウ", "ツイ"),
            ('弟', "オトート", "テー"),
            ('空', "カラ", "クー"),
            ('百', "モモ", "ヒャク"),
            ('石', "イシ", "セキ"),
            ('辻', "ツジ", ""),
            ('庄', "", "ショー"),
            ('那', "", "ナ"),
            ('浄', "キヨイ", "ジョー"),
            ('瑠', "", "ル"),
            ('度', "", "ド"),
            ('熙', "", "キ"),
            ('鼻', "ハナ", "ビ"),
            ('々', "", ""),
        ] {
            let known = kanji(letter).unwrap_or_default();
            assert_eq!(known, (kun, on), "{letter}");
        }
        for none in ['\0', '#', 'あ', '㐁', '\u{10ffff}'] {
            assert_eq!(kanji(none), None, "{none}");
        }
    }
}
