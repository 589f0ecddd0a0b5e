//! Bytes in the 64 letters that an address holds unchanged (RFC 4648, section 5, without padding).

use super::Fault;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Three bytes become four letters.
pub(super) fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letters = [18, 12, 6, 0].map(|shift| LETTERS[(bits >> shift & 63) as usize]);
        text.extend(letters[..=three.len()].iter().copied().map(char::from));
    }
    text
}

/// Spaces, line breaks and padding that were put in on the way do no harm.
pub(super) fn read(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    let text = text.trim_end().trim_end_matches('=');
    for letter in text.chars().filter(|letter| !letter.is_ascii_whitespace()) {
        bits = bits << 6 | value(letter).ok_or(Fault::Letter(letter))?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    match (bytes.is_empty(), count) {
        (true, 0) => Err(Fault::Empty),
        (_, 6) => Err(Fault::Cut),
        _ => Ok(bytes),
    }
}

fn value(letter: char) -> Option<u32> {
    let code = u32::from(letter);
    Some(match letter {
        'A'..='Z' => code - u32::from('A'),
        'a'..='z' => code - u32::from('a') + 26,
        '0'..='9' => code - u32::from('0') + 52,
        '-' => 62,
        '_' => 63,
        _ => return None,
    })
}
