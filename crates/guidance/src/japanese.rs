//! The Japanese voice: readings of the texts, and of numbers.

/// How each Japanese message is read, as a Fluent file; `make voice` writes the first part of it.
pub(crate) const SCRIPTS: &str = concat!(
    include_str!("../../../assets/voice/ja.ftl"),
    include_str!("../../../assets/voice/ja-names.ftl"),
);

const DIGITS: [&str; 10] = [
    "レー",
    "イチ",
    "ニ",
    "サン",
    "ヨン",
    "ゴ",
    "ロク",
    "ナナ",
    "ハチ",
    "キュー",
];

/// Months, without their counter.
const MONTHS: [&str; 12] = [
    "イチ",
    "ニ",
    "サ'ン",
    "シ",
    "ゴ'",
    "ロク",
    "_シチ",
    "ハチ",
    "ク'",
    "ジュー",
    "ジューイチ",
    "ジューニ",
];

/// Days of a month.
const DAYS: [&str; 31] = [
    "ツイタチ",
    "_フツカ",
    "ミッカ",
    "ヨッカ",
    "イ_ツカ",
    "ムイカ",
    "ナノカ",
    "ヨーカ",
    "ココノカ",
    "トーカ",
    "ジュー/イチ'ニチ",
    "ジュー/ニ'ニチ",
    "ジュー/サン'ニチ",
    "ジュ'ーヨッカ",
    "ジュー/ゴ'ニチ",
    "ジュー/ロク'ニチ",
    "ジュー/_シチ'ニチ",
    "ジュー/ハチ'ニチ",
    "ジュー/ク'ニチ",
    "ハ_ツカ",
    "ニ'ジュー/イチ'ニチ",
    "ニ'ジュー/ニ'ニチ",
    "ニ'ジュー/サン'ニチ",
    "ニ'ジュー/ヨッカ",
    "ニ'ジュー/ゴ'ニチ",
    "ニ'ジュー/ロク'ニチ",
    "ニ'ジュー/_シチ'ニチ",
    "ニ'ジュー/ハチ'ニチ",
    "ニ'ジュー/ク'ニチ",
    "サンジュー'ニチ",
    "サ'ンジュー/イチ'ニチ",
];

/// Latin letters.
const LETTERS: [&str; 26] = [
    "エ'ー",
    "ビ'ー",
    "シ'ー",
    "ディ'ー",
    "イ'ー",
    "エ'フ",
    "ジ'ー",
    "エ'イチ",
    "ア'イ",
    "ジェ'ー",
    "ケ'ー",
    "エ'ル",
    "エ'ム",
    "エ'ヌ",
    "オ'ー",
    "ピ'ー",
    "キュ'ー",
    "ア'ール",
    "エ'ス",
    "ティ'ー",
    "ユ'ー",
    "ブ'イ",
    "ダ'ブリュー",
    "エ'ッ_クス",
    "ワ'イ",
    "ゼ'ット",
];

fn digit(value: u32) -> &'static str {
    DIGITS.get(value as usize).copied().unwrap_or_default()
}

/// The reading of a number below a hundred million; larger ones are said figure by figure.
pub(crate) fn number(value: u32) -> String {
    match value {
        0..10 => digit(value).to_owned(),
        10..10_000 => below_ten_thousand(value),
        10_000..100_000_000 => {
            let (high, low) = (value / 10_000, value % 10_000);
            let low = if low == 0 {
                String::new()
            } else {
                format!("/{}", number(low))
            };
            format!("{}マ'ン{low}", number(high))
        }
        _ => value
            .to_string()
            .chars()
            .filter_map(|figure| figure.to_digit(10))
            .map(digit)
            .collect::<Vec<_>>()
            .join("/"),
    }
}

/// Thousands, hundreds, tens and ones; empty where there are none.
fn places(value: u32) -> [&'static str; 4] {
    let thousands = match value / 1000 {
        0 => "",
        1 => "セ'ン",
        2 => "ニセ'ン",
        3 => "サンゼ'ン",
        4 => "ヨンセ'ン",
        5 => "ゴセ'ン",
        6 => "ロ_クセ'ン",
        7 => "ナナセ'ン",
        8 => "ハッセ'ン",
        _ => "キューセ'ン",
    };
    let hundreds = match value / 100 % 10 {
        0 => "",
        1 => "ヒャク",
        2 => "ニヒャク",
        3 => "サ'ンビャク",
        4 => "ヨ'ンヒャク",
        5 => "ゴヒャク",
        6 => "ロッピャク",
        7 => "ナナ'ヒャク",
        8 => "ハッピャク",
        _ => "キュ'ーヒャク",
    };
    let tens = match value / 10 % 10 {
        0 => "",
        1 => "ジュー",
        2 => "ニ'ジュー",
        3 => "サ'ンジュー",
        4 => "ヨ'ンジュー",
        5 => "ゴジュー",
        6 => "ロ_クジュー",
        7 => "ナナ'ジュー",
        8 => "ハチジュー",
        _ => "キュ'ージュー",
    };
    let ones = match value % 10 {
        0 => "",
        ones => digit(ones),
    };
    [thousands, hundreds, tens, ones]
}

fn below_ten_thousand(value: u32) -> String {
    let [thousands, hundreds, tens, ones] = places(value);
    let head = [thousands, hundreds]
        .into_iter()
        .filter(|part| !part.is_empty());
    let tail = format!("{tens}{ones}");
    head.map(str::to_owned)
        .chain((!tail.is_empty()).then_some(tail))
        .collect::<Vec<_>>()
        .join("/")
}

/// The reading of a time of day.
pub(crate) fn clock(hour: u32, minute: u32) -> String {
    let hour = match hour % 10 {
        _ if hour == 0 => "レ'ージ".to_owned(),
        4 => format!("{}ヨ'ジ", tens(hour)),
        7 => format!("{}シチ'ジ", tens(hour)),
        9 => format!("{}ク'ジ", tens(hour)),
        _ => format!("{}ジ", number(hour)),
    };
    let minute = match (minute, minute % 10) {
        (0, _) => return hour,
        (30, _) => return format!("{hour}/ハ'ン"),
        (_, 0) => format!(
            "{}ジュ'ップン",
            match minute / 10 {
                1 => "",
                tens => digit(tens),
            }
        ),
        (_, 1) => format!("{}イ'ップン", tens(minute)),
        (_, 3) => format!("{}サ'ンプン", tens(minute)),
        (_, 4) => format!("{}ヨ'ンプン", tens(minute)),
        (_, 6) => format!("{}ロ'ップン", tens(minute)),
        (_, 8) => format!("{}ハ'ップン", tens(minute)),
        _ => format!("{}フン", number(minute)),
    };
    format!("{hour}/{minute}")
}

fn tens(value: u32) -> String {
    match value / 10 {
        0 => String::new(),
        1 => "ジュー".to_owned(),
        tens => format!("{}ジュー", digit(tens)),
    }
}

/// The reading of a date; `None` for a month or day that there is not.
pub(crate) fn date(year: u32, month: u32, day: u32) -> Option<String> {
    let at = |value: u32| (value as usize).checked_sub(1);
    let month = MONTHS.get(at(month)?)?;
    let day = DAYS.get(at(day)?)?;
    Some(format!("{}/{month}ガツ/{day}", self::year(year)))
}

fn year(value: u32) -> String {
    if !(1..10_000).contains(&value) {
        return format!("{}'ネン", number(value));
    }
    let [thousands, hundreds, tens, ones] = places(value);
    let ones = if ones == "ヨン" { "ヨ" } else { ones };
    let places = [thousands, hundreds, tens, ones];
    let mut said = places.into_iter().filter(|place| !place.is_empty());
    // The pitch falls before the word for year, and nowhere else in what stands with it.
    let last = said.next_back().unwrap_or_default().replace('\'', "");
    let mut reading = String::with_capacity(96);
    for place in said {
        reading.push_str(place);
        reading.push('/');
    }
    reading + &last + "'ネン"
}

/// The name of a Latin letter of either case; `None` for anything else.
pub(crate) fn letter(letter: &str) -> Option<&'static str> {
    let [letter @ (b'A'..=b'Z' | b'a'..=b'z')] = letter.as_bytes() else {
        return None;
    };
    let at = letter.to_ascii_uppercase() - b'A';
    LETTERS.get(usize::from(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;

    fn plain(reading: &str) -> String {
        reading.replace(['\'', '_', '/'], "")
    }

    #[test]
    fn a_number_is_said_as_it_is_counted() {
        for (value, said) in [
            (0, "レー"),
            (7, "ナナ"),
            (10, "ジュー"),
            (21, "ニジューイチ"),
            (120, "ヒャクニジュー"),
            (300, "サンビャク"),
            (1_600, "センロッピャク"),
            (8_888, "ハッセンハッピャクハチジューハチ"),
            (10_350, "イチマンサンビャクゴジュー"),
        ] {
            assert_eq!(plain(&number(value)), said);
        }
    }

    #[test]
    fn a_time_is_said_as_it_is_told() {
        for (time, said) in [
            ((6, 30), "ロクジハン"),
            ((23, 0), "ニジューサンジ"),
            ((9, 15), "クジジューゴフン"),
            ((14, 40), "ジューヨジヨンジュップン"),
            ((0, 5), "レージゴフン"),
            ((24, 0), "ニジューヨジ"),
        ] {
            assert_eq!(plain(&clock(time.0, time.1)), said);
        }
    }

    #[test]
    fn a_date_is_said_as_it_is_told() {
        for (date, said) in [
            ((2021, 6, 1), "ニセンニジューイチネンロクガツツイタチ"),
            (
                (1985, 4, 20),
                "センキューヒャクハチジューゴネンシガツハツカ",
            ),
            (
                (1974, 7, 14),
                "センキューヒャクナナジューヨネンシチガツジューヨッカ",
            ),
            ((2000, 9, 24), "ニセンネンクガツニジューヨッカ"),
            (
                (1999, 12, 17),
                "センキューヒャクキュージューキューネンジューニガツジューシチニチ",
            ),
            ((2014, 1, 8), "ニセンジューヨネンイチガツヨーカ"),
            ((1900, 3, 29), "センキューヒャクネンサンガツニジュークニチ"),
            ((2003, 2, 10), "ニセンサンネンニガツトーカ"),
        ] {
            let (year, month, day) = date;
            assert_eq!(plain(&super::date(year, month, day).unwrap()), said);
        }
        for (month, day) in [(0, 1), (13, 1), (1, 0), (1, 32), (u32::MAX, u32::MAX)] {
            assert_eq!(date(2021, month, day), None, "{month} {day}");
        }
    }

    #[test]
    fn a_date_is_said_on_the_accents_of_open_jtalk() {
        for (date, said) in [
            ((2021, 4, 1), "ニセ'ン/ニ'ジュー/イチ'ネン/シガツ/ツイタチ"),
            ((2000, 5, 2), "ニセン'ネン/ゴ'ガツ/_フツカ"),
            (
                (1905, 3, 30),
                "セ'ン/キュ'ーヒャク/ゴ'ネン/サ'ンガツ/サンジュー'ニチ",
            ),
            (
                (2030, 9, 14),
                "ニセ'ン/サンジュー'ネン/ク'ガツ/ジュ'ーヨッカ",
            ),
            ((2004, 7, 20), "ニセ'ン/ヨ'ネン/_シチガツ/ハ_ツカ"),
        ] {
            let (year, month, day) = date;
            assert_eq!(super::date(year, month, day).unwrap(), said);
        }
    }

    #[test]
    fn a_letter_has_its_name_in_either_case() {
        assert_eq!(letter("A"), Some("エ'ー"));
        assert_eq!(letter("w"), letter("W"));
        assert_eq!(letter("Z"), Some("ゼ'ット"));
        for none in ["", "AB", "[", "@", "1", "É"] {
            assert_eq!(letter(none), None, "{none}");
        }
        for name in LETTERS {
            assert!(Reading::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn whatever_the_number_it_can_be_said() {
        for year in (0..10_100).chain([u32::MAX]) {
            let date = date(year, year % 12 + 1, year % 31 + 1).unwrap();
            assert!(Reading::parse(&date).is_ok(), "{date}");
        }
        for value in (0..2_000).chain([9_999, 10_000, 99_999_999, 100_000_000, u32::MAX]) {
            assert!(Reading::parse(&number(value)).is_ok(), "{value}");
        }
        for minutes in 0..24 * 60 {
            assert!(Reading::parse(&clock(minutes / 60, minutes % 60)).is_ok());
        }
    }
}
