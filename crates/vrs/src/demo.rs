//! The invented residents of the demo, and the municipalities of its catalogue.

use certificate::Municipality;

/// The demo's residents' file. All persons in it are invented.
pub const RESIDENTS: &str = include_str!("../../../assets/residents/demo.toml");

/// The demo's municipalities that have an area in VRS.
#[must_use]
pub fn municipalities() -> Vec<Municipality> {
    [
        ("011002", "札幌市", "Mayor of Sapporo City"),
        ("131016", "千代田区", "Mayor of Chiyoda City"),
        ("132101", "小金井市", "Mayor of Koganei City"),
        ("132217", "清瀬市", "Mayor of Kiyose City"),
        ("141003", "横浜市", "Mayor of Yokohama City"),
        ("271004", "大阪市", "Mayor of Osaka City"),
        ("401307", "福岡市", "Mayor of Fukuoka City"),
    ]
    .into_iter()
    .filter_map(|(code, name, mayor_english)| {
        Some(Municipality {
            code: code.parse().ok()?,
            name: name.to_owned(),
            mayor_english: mayor_english.to_owned(),
        })
    })
    .collect()
}
