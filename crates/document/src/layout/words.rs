//! What is printed on every certificate, whoever it is for.

use certificate::Kind;
use time::Date;

pub(super) const TITLE: &str = "新型コロナウイルス感染症予防接種証明書";
pub(super) const CONTINUED: &str = "続き Continued";
pub(super) const CONTINUES: &str = "次のページに続きます Continued on the next page　　";
pub(super) const NO_MORE: &str = "以下余白 No further entries";
pub(super) const TITLE_ENGLISH: &str = "Vaccination Certificate of COVID-19";
pub(super) const SPECIMEN: &str = "見本 SPECIMEN";

pub(super) const STATEMENT: &str =
    "下記の者は、下記のとおり新型コロナウイルス感染症に係る予防接種を受けたことを証明します。";
pub(super) const STATEMENT_ENGLISH: &str = "This is to certify that the person named below has received \
     the vaccinations against COVID-19 recorded below.";

pub(super) const fn kind_english(kind: Kind) -> &'static str {
    match kind {
        Kind::Domestic => "For domestic use in Japan",
        Kind::OverseasAndDomestic => "For international travel and domestic use in Japan",
    }
}

/// A label in Japanese and English.
pub(super) type Label = (&'static str, &'static str);

pub(super) const NAME: Label = ("氏名", "Name");
pub(super) const ROMAN_NAME: Label = ("ローマ字氏名", "Name in Roman letters");
pub(super) const OTHER_SURNAME: Label = ("旧姓・別姓・別名", "Other names");
pub(super) const BIRTH_DATE: Label = ("生年月日", "Date of birth");
pub(super) const DOSES: Label = ("接種回数", "Number of doses");
pub(super) const NATIONALITY: Label = ("国籍", "Nationality");
pub(super) const PASSPORT: Label = ("旅券番号", "Passport number");
pub(super) const CERTIFICATE_ID: Label = ("証明書ID", "Certificate ID");
pub(super) const ISSUE_DATE: Label = ("発行年月日", "Date of issue");
pub(super) const ISSUER: Label = ("発行者", "Issuer");

pub(super) const NUMBER: Label = ("回", "Dose");
pub(super) const DATE: Label = ("接種年月日", "Date");
pub(super) const TYPE: Label = ("ワクチンの種類", "Vaccine type");
pub(super) const MANUFACTURER: Label = ("メーカー", "Manufacturer");
pub(super) const PRODUCT: Label = ("製品名", "Product");
pub(super) const LOT: Label = ("製造番号", "Lot No.");
pub(super) const COUNTRY: Label = ("接種国", "Country");

pub(super) const SHC_CAPTION: &str = "SMART Health Card";
pub(super) const VDS_NC_CAPTION: &str = "ICAO VDS-NC";
pub(super) const CODE_PLACEHOLDER: &str = "二次元コード";
pub(super) const AT_ISSUE: &str = "発行のときに印刷されます";

pub(super) const NOTES: [Label; 3] = [
    (
        "この証明書に有効期限はありません。",
        "This certificate has no expiry date.",
    ),
    (
        "発行者の市区町村の接種券により受けた接種を記載しています。海外で受けた接種は記載されません。",
        "It shows the doses given under the issuing municipality's vouchers. Doses given abroad are not in it.",
    ),
    (
        "二次元コードには、この証明書の記載内容と電子署名が記録されています。",
        "The 2D codes hold the contents of this certificate and a digital signature.",
    ),
];

pub(super) const NOTE_DOMESTIC: Label = (
    "この証明書は日本国内用です。海外への渡航には「海外用及び日本国内用」の証明書が必要です。",
    "For use in Japan only. For travel abroad another kind of certificate is needed.",
);
pub(super) const NOTE_OVERSEAS: Label = (
    "旅券番号が変わったときは、この証明書を海外で使うことはできません。",
    "Abroad, it is valid only together with the passport whose number is shown.",
);

/// Such as 1985年4月12日.
pub(super) fn japanese(date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year}年{month}月{day}日")
}

/// ISO 8601, such as 1985-04-12.
pub(super) fn iso(date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02}")
}

/// The Japanese name of a country, where it is Japan; others stand as their code alone.
pub(super) fn country_name(code: &str) -> Option<&'static str> {
    (code == "JPN").then_some("日本")
}
