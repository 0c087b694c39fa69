//! Writes `assets/voice/kanji.txt`: by which readings a kanji is told apart when a name is spelled. `make voice` runs it.
//!
//! It needs the Debian packages `unicode-data`, whose Unihan database the readings come from, and `bzip2`. Of several
//! readings the first is taken. Where nobody would know the character by it, it is put right in [`CORRECTED`], not in
//! the file.
#![allow(clippy::expect_used, clippy::panic, reason = "a maintainer's tool")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use guidance::reading::Reading;

const UNICODE: &str = "/usr/share/unicode";

/// Kanji of names whose first kun is known to nobody, or known as another's: they are known by their on alone.
const ON_ALONE: &str = "\
    佐伊斎齋郎郞阿部福德徳地菊服智洋祐佑悠颯律斗駿俊奈愛亜亞理紀規義佳慶圭景憲謙玄怜礼禮令亮遼諒瞭稜史\
    郁章彰昭晶汰完環歓豪壮壯征衛衞宣法範詩仁嗣晋純順準旬峻舜英蘭凛凜倫総湘祥策仙丁禎哲鉄展点電糖塔堂臓象\
    像伍侑吏喬寧捷晏晟暉燎燦甫皐碩竣綜耶胡脩芙莞誼諄頌黎伶倖侃俐倭允勁叡孟伎凱恕悌惺愉斐於晨暢桔洸渓滉熙\
    皓矩禄稟綸綺芭蕉迦逸郭閑廉冶甲陣僧儀党宇官尉府料族材校格械検檢標模歴気氣漢版特磁禁秒科税第算簡精系級\
    素給線能脈芸藝菓術県縣毎詞課論識警議財貨資賀賛質軍輸農週達非駅験驗階陸院茶曜堯尭王陳趙徐羅宋鄭韓馮于\
    董蕭曹傅彭盧蔣蔡魏薛潘鍾汪姜范姚譚廖崔侯尹龔朴権洪不両享亭件企伯俗俳俸倹偵偶債僕僚億儒兵冊冗准刊刑制\
    券剖剤劇効劾勅勲医匿卒卓協単厄厘叔可台号各后呈員喝喫嘱団均坊坑型域塀塁塑塾壇士壱奇妃委威娯婆婦媒嫡孤\
    宅宙宜客宰密寡寮寸封局層岐峡帥師席帽幕幣庁序庶庸廊弐弊式弧往径徒復循徴忠快悦悼惰態慨憶憾才批抄把抗抵\
    抹拉拓拙拠括拷挨揮搭撤擬敵斤斥施既旨昆普曖朕期枢架核案棋棒棺楷概槽欄欧款殉毒氾汎汽沃況派液淑渉港湾演\
    漠漫炉爵牲犠献班獣璽璧略畿疫症痘痢療癖盟盤看督砲硫碑礁祉票禅禍租秩称稿穀符箋籍粛糧紋紳維緒緻績繊罰署\
    習耗職肖肪胃胆胞胴脳腎腸腺膚膜膳臆致舎舗般舶艇艦荘菌著融衆衝衡衷裁褐覇覧観討託訟訳証詔評詮該誌誕諭諮\
    諾謄講譜販賄賊賓賞賠賦購赦距践較軸載輩辞述逓逮遂遜適遵遷邸郊郡郵酪酬酵酷醸釈鉱銀銃銅銘錠錬閣閥閲阜附\
    陛陪陶隊随隷雇零需霊韻領頑頒頻題額飢駄駐騎騰魅魔麺鼓齢凸凹丞彪惣洛琢筑欽毘菩萄薩祁輯赳蒙莫魯驍竺峨嵯\
    徽恢奎孜宥珂銑醇邑陀鋒蕃丹妙貿以副対容巨央季";

/// Kanji of names that are not known by their first kun and on, and what they are known by; an empty reading is none.
const CORRECTED: &[(char, &str, &str)] = &[
    ('㐂', "ヨロコブ", "キ"),
    ('乃', "ノ", "ナイ"),
    ('之', "ノ", "シ"),
    ('亘', "ワタル", "コー"),
    ('亨', "トール", "キョー"),
    ('体', "カラダ", "タイ"),
    ('信', "シンジル", "シン"),
    ('内', "ウチ", "ナイ"),
    ('冴', "サエル", "ゴ"),
    ('凪', "ナギ", ""),
    ('剛', "ツヨシ", "ゴー"),
    ('創', "ツクル", "ソー"),
    ('劉', "", "リュー"),
    ('十', "トー", "ジュー"),
    ('博', "ヒロシ", "ハク"),
    ('呂', "", "ロ"),
    ('和', "ナゴム", "ワ"),
    ('嘉', "ヨシ", "カ"),
    ('図', "", "ズ"),
    ('塙', "ハナワ", "カク"),
    ('契', "チギル", "ケー"),
    ('嬉', "ウレシイ", "キ"),
    ('孝', "タカシ", "コー"),
    ('宏', "ヒロシ", "コー"),
    ('実', "ミノル", "ジツ"),
    ('寛', "ヒロシ", "カン"),
    ('實', "ミノル", "ジツ"),
    ('寬', "ヒロシ", "カン"),
    ('尊', "トートイ", "ソン"),
    ('尚', "ナオ", "ショー"),
    ('崇', "アガメル", "スー"),
    ('嵜', "サキ", "キ"),
    ('嵩', "カサ", "スー"),
    ('巌', "イワオ", "ガン"),
    ('巖', "イワオ", "ガン"),
    ('庄', "", "ショー"),
    ('度', "", "ド"),
    ('康', "ヤスシ", "コー"),
    ('廏', "ウマヤ", "キュー"),
    ('弘', "ヒロシ", "コー"),
    ('弥', "ヤ", "ミ"),
    ('彌', "ヤ", "ミ"),
    ('彬', "アキラ", "ヒン"),
    ('後', "ウシロ", "ゴ"),
    ('惇', "アツシ", "ジュン"),
    ('惟', "コレ", "イ"),
    ('敦', "アツシ", "トン"),
    ('斉', "ヒトシ", "セー"),
    ('旦', "", "タン"),
    ('昌', "マサ", "ショー"),
    ('晃', "アキラ", "コー"),
    ('曽', "", "ソ"),
    ('曾', "", "ソ"),
    ('杜', "モリ", "ト"),
    ('杭', "クイ", "コー"),
    ('柔', "ヤワラカイ", "ジュー"),
    ('梁', "ハリ", "リョー"),
    ('梶', "カジ", "ビ"),
    ('椎', "シイ", "ツイ"),
    ('楚', "", "ソ"),
    ('槇', "マキ", "シン"),
    ('槙', "マキ", "シン"),
    ('樹', "キ", "ジュ"),
    ('檀', "", "ダン"),
    ('櫂', "カイ", "トー"),
    ('欣', "", "キン"),
    ('段', "", "ダン"),
    ('毅', "ツヨシ", "キ"),
    ('泰', "ヤスシ", "タイ"),
    ('洞', "ホラ", "ドー"),
    ('洵', "", "ジュン"),
    ('浄', "キヨイ", "ジョー"),
    ('浩', "ヒロシ", "コー"),
    ('淳', "", "ジュン"),
    ('淸', "キヨイ", "セー"),
    ('溜', "タメル", "リュー"),
    ('滝', "タキ", "ロー"),
    ('漁', "", "ギョ"),
    ('漣', "サザナミ", "レン"),
    ('濛', "", "モー"),
    ('瀧', "タキ", "ロー"),
    ('灘', "ナダ", "タン"),
    ('煌', "キラメク", "コー"),
    ('爽', "サワヤカ", "ソー"),
    ('牟', "", "ム"),
    ('狌', "", "ショー"),
    ('瑞', "ミズ", "ズイ"),
    ('瑠', "", "ル"),
    ('生', "イキル", "セー"),
    ('画', "", "ガ"),
    ('疋', "ヒキ", "ヒツ"),
    ('発', "", "ハツ"),
    ('眞', "マコト", "シン"),
    ('石', "イシ", "セキ"),
    ('碕', "サキ", "キ"),
    ('祖', "", "ソ"),
    ('祢', "", "ネ"),
    ('禰', "", "ネ"),
    ('秦', "ハタ", "シン"),
    ('穣', "ミノル", "ジョー"),
    ('穰', "ミノル", "ジョー"),
    ('篤', "アツシ", "トク"),
    ('籔', "ヤブ", "ソー"),
    ('紅', "ベニ", "コー"),
    ('納', "オサメル", "ノー"),
    ('紗', "", "サ"),
    ('紘', "ヒロシ", "コー"),
    ('紬', "ツムギ", "チュー"),
    ('縞', "シマ", "コー"),
    ('繁', "シゲル", "ハン"),
    ('翠', "ミドリ", "スイ"),
    ('聡', "サトシ", "ソー"),
    ('聰', "サトシ", "ソー"),
    ('肇', "ハジメ", "チョー"),
    ('膳', "", "ゼン"),
    ('艶', "ツヤ", "エン"),
    ('芥', "アクタ", "カイ"),
    ('若', "ワカイ", "ジャク"),
    ('茸', "キノコ", "ジョー"),
    ('莉', "", "リ"),
    ('蒔', "マク", "シ"),
    ('蝶', "", "チョー"),
    ('衰', "オトロエル", "スイ"),
    ('諏', "", "ス"),
    ('豹', "", "ヒョー"),
    ('貞', "サダ", "テー"),
    ('賈', "", "カ"),
    ('輔', "", "ホ"),
    ('那', "", "ナ"),
    ('鋤', "スキ", "ジョ"),
    ('錆', "サビ", "セー"),
    ('隆', "タカシ", "リュー"),
    ('雅', "ミヤビ", "ガ"),
    ('靖', "ヤスシ", "セー"),
    ('頁', "ページ", "ケツ"),
    ('須', "", "ス"),
    ('魁', "サキガケ", "カイ"),
    ('齊', "ヒトシ", "セー"),
    ('𠀋', "タケ", "ジョー"),
    ('𠮟', "シカル", "シツ"),
    ('𠮷', "ヨシ", "キチ"),
    ('𡈽', "ツチ", "ド"),
    ('𣘺', "ハシ", "キョー"),
    ('𣳾', "ヤスシ", "タイ"),
    ('𦚰', "ワキ", "キョー"),
    ('𫝆', "イマ", "コン"),
];

/// Consonants as they are written there, and their moras before A, I, U, E and O.
const MORAS: &[(&str, [&str; 5])] = &[
    ("", ["ア", "イ", "ウ", "エ", "オ"]),
    ("K", ["カ", "キ", "ク", "ケ", "コ"]),
    ("KY", ["キャ", "", "キュ", "", "キョ"]),
    ("G", ["ガ", "ギ", "グ", "ゲ", "ゴ"]),
    ("GY", ["ギャ", "", "ギュ", "", "ギョ"]),
    ("S", ["サ", "シ", "ス", "セ", "ソ"]),
    ("SH", ["シャ", "シ", "シュ", "シェ", "ショ"]),
    ("SHY", ["シャ", "", "シュ", "", "ショ"]),
    ("Z", ["ザ", "ジ", "ズ", "ゼ", "ゾ"]),
    ("J", ["ジャ", "ジ", "ジュ", "ジェ", "ジョ"]),
    ("T", ["タ", "チ", "ツ", "テ", "ト"]),
    ("CH", ["チャ", "チ", "チュ", "チェ", "チョ"]),
    ("CHY", ["チャ", "", "チュ", "", "チョ"]),
    ("TS", ["ツァ", "ツィ", "ツ", "ツェ", "ツォ"]),
    ("D", ["ダ", "ジ", "ズ", "デ", "ド"]),
    ("N", ["ナ", "ニ", "ヌ", "ネ", "ノ"]),
    ("NY", ["ニャ", "", "ニュ", "", "ニョ"]),
    ("H", ["ハ", "ヒ", "フ", "ヘ", "ホ"]),
    ("HY", ["ヒャ", "", "ヒュ", "", "ヒョ"]),
    ("F", ["ファ", "フィ", "フ", "フェ", "フォ"]),
    ("B", ["バ", "ビ", "ブ", "ベ", "ボ"]),
    ("BY", ["ビャ", "", "ビュ", "", "ビョ"]),
    ("P", ["パ", "ピ", "プ", "ペ", "ポ"]),
    ("PY", ["ピャ", "", "ピュ", "", "ピョ"]),
    ("M", ["マ", "ミ", "ム", "メ", "モ"]),
    ("MY", ["ミャ", "", "ミュ", "", "ミョ"]),
    ("Y", ["ヤ", "", "ユ", "", "ヨ"]),
    ("R", ["ラ", "リ", "ル", "レ", "ロ"]),
    ("RY", ["リャ", "", "リュ", "", "リョ"]),
    ("W", ["ワ", "イ", "ウ", "エ", "オ"]),
];

/// Old spellings of on readings, and as what they are said today; the first that stands there is taken, until none does.
const OLD: &[(&str, &str)] = &[
    ("UWA", "A"),
    ("AHU", "AU"),
    ("IHU", "IU"),
    ("UHU", "UU"),
    ("EHU", "EU"),
    ("AU", "OU"),
    ("SHIU", "SHUU"),
    ("CHIU", "CHUU"),
    ("JIU", "JUU"),
    ("IU", "YUU"),
    ("SEU", "SHOU"),
    ("TEU", "CHOU"),
    ("DEU", "JOU"),
    ("EU", "YOU"),
    ("JIY", "J"),
    ("IY", "Y"),
];

/// A character's first kun and on, in katakana.
type Readings = BTreeMap<char, [String; 2]>;

fn main() {
    let mut readings = Readings::new();
    for (character, field, value) in unihan("Unihan_Readings.txt.bz2") {
        let first = value.split(' ').next().expect("a reading");
        let (place, said) = match field.as_str() {
            "kJapaneseKun" => (0, kun(first)),
            "kJapaneseOn" => (1, on(first)),
            _ => continue,
        };
        let both = readings.entry(character).or_default();
        both.get_mut(place).expect("one of two").clone_from(&said);
    }
    for character in ON_ALONE.chars() {
        match readings.get_mut(&character) {
            Some([kun, on]) if !kun.is_empty() && !on.is_empty() => kun.clear(),
            other => panic!("{character}: {other:?}"),
        }
    }
    for (character, kun, on) in CORRECTED {
        let corrected = [kun, on].map(|reading| (*reading).to_owned());
        let before = readings.insert(*character, corrected.clone());
        assert_ne!(before, Some(corrected), "{character} needs no correction");
    }
    for (form, of) in compatibility() {
        if let Some(both) = readings.get(&of).cloned() {
            readings.insert(form, both);
        }
    }
    for (form, of) in variants() {
        if let (false, Some(both)) = (readings.contains_key(&form), readings.get(&of)) {
            readings.insert(form, both.clone());
        }
    }
    for (character, field, _) in unihan("Unihan_OtherMappings.txt.bz2") {
        let is_known = field != "kJis0" || readings.contains_key(&character);
        assert!(is_known, "{character} is in JIS X 0208");
    }
    let mut written = String::from("# Made by `make voice`: kanji, kun, on.\n");
    for (character, [kun, on]) in readings {
        for reading in [&kun, &on] {
            Reading::parse(reading).unwrap_or_else(|error| panic!("{character}: {error}"));
        }
        written += &format!("{character}\t{kun}\t{on}\n");
    }
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/voice/kanji.txt");
    fs::write(table, written).expect("assets/voice/kanji.txt");
}

/// The fields of a file of Unihan: character, field, value.
fn unihan(name: &str) -> Vec<(char, String, String)> {
    let file = PathBuf::from(UNICODE).join(name);
    let output = Command::new("bzcat")
        .arg(&file)
        .output()
        .unwrap_or_else(|error| panic!("bzcat (Debian package bzip2): {error}"));
    let why = "Debian package unicode-data";
    assert!(output.status.success(), "{} ({why})", file.display());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let line = |line: &str| {
        let mut fields = line.strip_prefix("U+")?.split('\t');
        let character = character(fields.next()?)?;
        Some((
            character,
            fields.next()?.to_owned(),
            fields.next()?.to_owned(),
        ))
    };
    text.lines().filter_map(line).collect()
}

fn character(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

/// The compatibility ideographs, and what each is canonically equivalent to.
fn compatibility() -> Vec<(char, char)> {
    let file = PathBuf::from(UNICODE).join("UnicodeData.txt");
    let text = fs::read_to_string(file).expect("Debian package unicode-data");
    let line = |line: &str| {
        let mut fields = line.split(';');
        let form = character(fields.next()?)?;
        let of = character(fields.nth(4)?)?;
        matches!(form, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}').then_some((form, of))
    };
    text.lines().filter_map(line).collect()
}

/// Characters of one meaning and sound with another.
fn variants() -> Vec<(char, char)> {
    unihan("Unihan_Variants.txt.bz2")
        .into_iter()
        .filter(|(_, field, _)| field == "kSemanticVariant")
        .filter_map(|(form, _, value)| {
            let of = value
                .strip_prefix("U+")?
                .split([' ', '<'])
                .next()
                .and_then(character)?;
            Some((form, of))
        })
        .collect()
}

/// 山 YAMA: ヤマ; 弟 OTOUTO: オトート. At the end of a verb (追 OU) it is no long vowel.
fn kun(romaji: &str) -> String {
    katakana(romaji, |vowel, next, ends| match (vowel, next) {
        ('O', 'O') => true,
        ('O', 'U') => !ends,
        _ => false,
    })
}

/// 高 KOU: コー; 清 SEI: セー.
fn on(romaji: &str) -> String {
    let mut today = romaji.to_owned();
    while let Some((old, new)) = OLD.iter().find(|(old, _)| today.contains(old)) {
        today = today.replace(old, new);
    }
    katakana(&today, |vowel, next, _| {
        matches!(
            (vowel, next),
            ('O', 'U' | 'O') | ('U', 'U') | ('E', 'I' | 'E')
        )
    })
}

/// `lengthens` is asked of a vowel and one that follows, and whether that is the last letter.
fn katakana(romaji: &str, lengthens: impl Fn(char, char, bool) -> bool) -> String {
    let mut kana = String::new();
    let mut rest = romaji;
    let mut last = None;
    while let Some(first) = rest.chars().next() {
        let consonants = rest.find(['A', 'I', 'U', 'E', 'O']).unwrap_or(rest.len());
        let (consonant, after) = rest.split_at(consonants);
        if let ("", Some(vowel)) = (consonant, last)
            && lengthens(vowel, first, after.len() == 1)
        {
            kana.push('ー');
            last = None;
            rest = after.get(1..).expect("a letter");
            continue;
        }
        last = None;
        let mora = after.chars().next().and_then(|vowel| {
            let column = "AIUEO".find(vowel)?;
            let (_, row) = MORAS.iter().find(|(known, _)| *known == consonant)?;
            last = Some(vowel);
            row.get(column).filter(|mora| !mora.is_empty())
        });
        let (mora, used) = match mora {
            Some(mora) => (*mora, consonants + 1),
            None if first == 'N' => ("ン", 1),
            None if consonant.get(1..2) == consonant.get(..1) => ("ッ", 1),
            None => panic!("{romaji}: {rest}"),
        };
        kana.push_str(mora);
        rest = rest.get(used..).expect("letters");
    }
    kana
}
