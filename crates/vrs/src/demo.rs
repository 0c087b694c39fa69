//! The invented residents of the demo, and the municipalities of its catalogue.

use certificate::Municipality;

/// The demo's residents' file. All persons in it are invented.
pub const RESIDENTS: &str = include_str!("../../../assets/residents/demo.toml");

/// The demo's municipalities that have an area in VRS.
#[must_use]
pub fn municipalities() -> Vec<Municipality> {
    [
        ("011002", "札幌市"),
        ("131016", "千代田区"),
        ("132101", "小金井市"),
        ("132217", "清瀬市"),
        ("141003", "横浜市"),
        ("271004", "大阪市"),
        ("401307", "福岡市"),
    ]
    .into_iter()
    .filter_map(|(code, name)| {
        Some(Municipality {
            code: code.parse().ok()?,
            name: name.to_owned(),
        })
    })
    .collect()
}
