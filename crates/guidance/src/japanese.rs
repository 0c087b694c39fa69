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

fn below_ten_thousand(value: u32) -> String {
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
    fn whatever_the_number_it_can_be_said() {
        for value in (0..2_000).chain([9_999, 10_000, 99_999_999, 100_000_000, u32::MAX]) {
            assert!(Reading::parse(&number(value)).is_ok(), "{value}");
        }
        for minutes in 0..24 * 60 {
            assert!(Reading::parse(&clock(minutes / 60, minutes % 60)).is_ok());
        }
    }
}
