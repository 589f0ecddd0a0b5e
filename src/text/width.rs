//! What Japanese keyboards write wider than machines read it.

/// Full-width letters, digits, signs and spaces as the ASCII that AWS wants (Unicode, "Halfwidth and Fullwidth Forms").
pub fn half_width(text: &str) -> String {
    let fold = |c| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(fold).collect()
}
