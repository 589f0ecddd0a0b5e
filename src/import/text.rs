//! From the bytes of a file to its text: UTF-8 or UTF-16, with or without a byte order mark.

use std::borrow::Cow;

use super::finding::Finding;
use super::node::Place;
use super::parse::MAX_BYTES;
use crate::diagnostic::{Sentence, Severity};
use crate::sentence;

/// The text of a file; what is no text is said at the first place where it is none.
pub(super) fn decode(bytes: &[u8], file: u32) -> Result<Cow<'_, str>, Box<Finding>> {
    if bytes.len() > MAX_BYTES {
        return too_large(file);
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, file)?,
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return utf32(file),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes, file)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes, file)?),
        // Every format begins with a character of ASCII, which is half a zero in UTF-16.
        [first, 0, ..] if *first != 0 => Cow::Owned(utf16(bytes, u16::from_le_bytes, file)?),
        [0, second, ..] if *second != 0 => Cow::Owned(utf16(bytes, u16::from_be_bytes, file)?),
        _ => utf8(bytes, file)?,
    };
    match text.find('\0') {
        None => Ok(text),
        Some(at) => refuse(
            "text-binary",
            end_of(&text[..at], file),
            sentence!(
                "there is a NUL character: this is no text file",
                "NUL 文字があります。テキストファイルではありません"
            ),
            sentence!(
                "open the file itself, not a program or a packed file; where a tool left the character there, save the file anew",
                "プログラムや圧縮ファイルではなく、元のファイルを開いてください。ツールが残した文字であれば、保存し直してください",
            ),
        ),
    }
}

/// The place behind a text.
pub(super) fn end_of(text: &str, file: u32) -> Place {
    let breaks = text.replace("\r\n", "\n");
    let mut lines = breaks.split(['\n', '\r']);
    let last = lines.next_back().unwrap_or_default();
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place {
        file,
        line: small(lines.count() + 1),
        column: small(last.chars().count() + 1),
    }
}

fn utf8(bytes: &[u8], file: u32) -> Result<Cow<'_, str>, Box<Finding>> {
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .or_else(|error| {
            let (before, rest) = bytes.split_at(error.valid_up_to());
            let before = String::from_utf8_lossy(before);
            let byte = rest.first().copied().unwrap_or_default();
            refuse(
                "text-not-utf8",
                end_of(&before, file),
                sentence!(
                    "the byte 0x{byte:02X} is not UTF-8",
                    "バイト 0x{byte:02X} は UTF-8 ではありません",
                ),
                sentence!(
                    "save the file as UTF-8; it may be in Shift_JIS, Windows-1252 or another encoding of old",
                    "ファイルを UTF-8 で保存してください。Shift_JIS など別の文字コードの可能性があります",
                ),
            )
        })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, file: u32) -> Result<String, Box<Finding>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(half) => {
                let half = half.unpaired_surrogate();
                return refuse(
                    "text-not-utf16",
                    end_of(&text, file),
                    sentence!(
                        "0x{half:04X} is half a character of UTF-16",
                        "0x{half:04X} は UTF-16 の文字の片割れです",
                    ),
                    as_utf8(),
                );
            }
        }
    }
    if rest.is_empty() {
        return Ok(text);
    }
    refuse(
        "text-not-utf16",
        end_of(&text, file),
        sentence!(
            "the file is UTF-16, yet its last byte stands alone",
            "UTF-16 のファイルですが、末尾に1バイトだけ余っています"
        ),
        as_utf8(),
    )
}

fn utf32<T>(file: u32) -> Result<T, Box<Finding>> {
    let what = sentence!("the file is UTF-32", "ファイルが UTF-32 です");
    refuse("text-not-utf8", start(file), what, as_utf8())
}

fn as_utf8() -> Sentence {
    sentence!(
        "save the file as UTF-8",
        "ファイルを UTF-8 で保存してください"
    )
}

fn too_large<T>(file: u32) -> Result<T, Box<Finding>> {
    let megabytes = MAX_BYTES / 1024 / 1024;
    refuse(
        "file-too-large",
        start(file),
        sentence!(
            "the file has more than {megabytes} MB",
            "ファイルが {megabytes} MB を超えています"
        ),
        sentence!(
            "no template, settings file or OpenAPI file that AWS takes is that large; check that it is the right file",
            "AWS が受け付けるテンプレート、設定、OpenAPI がこの大きさになることはありません。正しいファイルか確かめてください",
        ),
    )
}

fn refuse<T>(
    code: &'static str,
    at: Place,
    what: Sentence,
    mend: Sentence,
) -> Result<T, Box<Finding>> {
    let finding = Finding::new(code, Severity::Error, at, what);
    Err(Box::new(finding.help(mend)))
}

/// The first place of a file.
pub(super) const fn start(file: u32) -> Place {
    Place {
        file,
        line: 1,
        column: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn fault(bytes: &[u8]) -> (String, u32, u32) {
        let finding = decode(bytes, 3).expect_err("it is no text");
        assert_eq!(finding.at.file, 3);
        (finding.code.to_string(), finding.at.line, finding.at.column)
    }

    #[test]
    fn the_same_text_comes_out_of_each_encoding() {
        let text = "{\"name\": \"日本 🐈\"}\r\n";
        let marked = |bytes: Vec<u8>, mark: &[u8]| [mark, &bytes].concat();
        let (little, big) = (units(text, u16::to_le_bytes), units(text, u16::to_be_bytes));
        for bytes in [
            text.as_bytes().to_vec(),
            marked(text.as_bytes().to_vec(), b"\xEF\xBB\xBF"),
            marked(little.clone(), b"\xFF\xFE"),
            marked(big.clone(), b"\xFE\xFF"),
            little,
            big,
        ] {
            assert_eq!(decode(&bytes, 0).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"", 0).as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_text_is_said_with_its_place() {
        let not8 = |bytes| (bytes, "text-not-utf8");
        for ((bytes, code), line, column) in [
            (not8(&b"a\r\nb\n  \x83\x65"[..]), 3, 3),
            (
                not8(
                    "日\r\u{65e5}x\n\u{e9}"
                        .as_bytes()
                        .split_last()
                        .expect("it has bytes")
                        .1,
                ),
                3,
                1,
            ),
            ((b"a\nbc\0d", "text-binary"), 2, 3),
            ((b"{\0\n\0a", "text-not-utf16"), 2, 1),
            ((b"{\0\x00\xD8a\0", "text-not-utf16"), 1, 2),
            (not8(b"\xFF\xFE\0\0{\0\0\0"), 1, 1),
            ((b"\0\0\0\0", "text-binary"), 1, 1),
        ] {
            assert_eq!(fault(bytes), (code.to_owned(), line, column), "{bytes:?}");
        }
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(fault(&large), ("file-too-large".to_owned(), 1, 1));
    }
}
