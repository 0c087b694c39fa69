//! One A4 side about nobody, written by hand so that it needs no font file.

use std::fmt::Write;

/// The page's PDF: a frame 10 mm from the edge, centimetre rulers, squares of 1 to 8 printer pixels.
pub(crate) fn pdf() -> Vec<u8> {
    let content = content();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}endstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 6\n0000000000 65535 f \n");
    for offset in offsets {
        pdf.push_str(&format!("{offset:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    ));
    pdf.into_bytes()
}

fn content() -> String {
    const MM: f32 = 72.0 / 25.4;
    let mut ops = String::new();
    let mut op = |text: std::fmt::Arguments<'_>| {
        // Writing to a String cannot fail.
        let _ = ops.write_fmt(text);
    };
    let edge = 10.0 * MM;
    op(format_args!(
        "0.5 w {edge} {edge} {} {} re S\n",
        190.0 * MM,
        277.0 * MM
    ));
    for centimetre in 1_u8..19 {
        let x = edge + f32::from(centimetre) * 10.0 * MM;
        op(format_args!("{x} {edge} m {x} {} l S\n", edge + 4.0 * MM));
    }
    for centimetre in 1_u8..28 {
        let y = edge + f32::from(centimetre) * 10.0 * MM;
        op(format_args!("{edge} {y} m {} {y} l S\n", edge + 4.0 * MM));
    }
    let mut x = 60.0 * MM;
    for pixels in 1_u8..=8 {
        let side = f32::from(pixels) * 0.24;
        op(format_args!("{x} {} {side} {side} re f\n", 150.0 * MM));
        x += 10.0 * MM;
    }
    op(format_args!(
        "BT /F 28 Tf {} {} Td (TEST PAGE) Tj ET\n",
        60.0 * MM,
        200.0 * MM
    ));
    op(format_args!(
        "BT /F 11 Tf {} {} Td (Frame: 10 mm from each edge. Ruler: 10 mm. No scaling.) Tj ET\n",
        60.0 * MM,
        188.0 * MM
    ));
    ops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_of_the_table_is_right() {
        let pdf = String::from_utf8(pdf()).unwrap();
        let table = pdf.rfind("xref\n0 6").unwrap();
        let start = pdf.rsplit("startxref\n").next().unwrap();
        assert_eq!(
            start.lines().next().unwrap().parse::<usize>().unwrap(),
            pdf.find("\nxref\n").unwrap() + 1
        );
        for (index, line) in pdf[table..].lines().skip(3).take(5).enumerate() {
            let offset: usize = line[..10].parse().unwrap();
            assert!(pdf[offset..].starts_with(&format!("{} 0 obj", index + 1)));
        }
    }

    #[test]
    fn it_is_one_page_that_a_rasteriser_takes() {
        assert_eq!(document::scan::file(&pdf()).map(|codes| codes.len()), Ok(0));
    }
}
