//! The zip archive that the studio makes: the design that lies in it.
//!
//! After PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. Other tools may have packed it anew, so deflated
//! entries are read, too; what is unpacked, and how many entries are looked at, is bounded.

use crate::generate::crc32;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::finding::Finding;
use super::parse::MAX_BYTES;
use super::text::start;
use crate::diagnostic::{Sentence, Severity};
use crate::sentence;

/// The file of the archive that is the design itself.
const DESIGN: &[u8] = b"design.json";
/// How many entries are looked at.
const MAX_ENTRIES: usize = 10_000;
/// The end of the directory is 22 bytes long, with a comment of up to 65,535 bytes behind it.
const END: usize = 22;

/// Whether bytes are a zip archive.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The design in an archive.
pub(super) fn design_in(bytes: &[u8], file: u32) -> Result<Vec<u8>, Box<Finding>> {
    if bytes.len() > MAX_BYTES {
        return too_large(file);
    }
    let fault = |what, mend| refused(file, what, mend);
    match find(bytes) {
        Ok(Some(design)) => Ok(design),
        Ok(None) => fault(
            sentence!(
                "the archive holds no `design.json`",
                "アーカイブに `design.json` がありません"
            ),
            sentence!(
                "open an archive that the studio made, or unpack this one and open its files",
                "スタジオが作ったアーカイブを開くか、展開して中のファイルを開いてください"
            ),
        ),
        Err(Fault::TooLarge) => too_large(file),
        Err(Fault::Damaged) => fault(
            sentence!("the archive is damaged", "アーカイブが壊れています"),
            sentence!(
                "save or send it anew, or unpack it and open `design.json`",
                "保存や送信をやり直すか、展開して `design.json` を開いてください"
            ),
        ),
    }
}

enum Fault {
    Damaged,
    TooLarge,
}

fn too_large<T>(file: u32) -> Result<T, Box<Finding>> {
    let megabytes = MAX_BYTES / 1024 / 1024;
    refused(
        file,
        sentence!(
            "the archive, or the design in it, has more than {megabytes} MB",
            "アーカイブまたは中の設計が {megabytes} MB を超えています"
        ),
        sentence!(
            "no design is that large; check that it is the right file",
            "設計がこの大きさになることはありません。正しいファイルか確かめてください"
        ),
    )
}

fn refused<T>(file: u32, what: Sentence, mend: Sentence) -> Result<T, Box<Finding>> {
    let finding = Finding::new("archive-unreadable", Severity::Error, start(file), what);
    Err(Box::new(finding.help(mend)))
}

/// Goes over the directory to the design.
fn find(bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let end = end_of_directory(bytes).ok_or(Fault::Damaged)?;
    let count = usize::from(short(bytes, end + 10).ok_or(Fault::Damaged)?);
    let mut at = word(bytes, end + 16).ok_or(Fault::Damaged)?;
    if count > MAX_ENTRIES {
        return Err(Fault::TooLarge);
    }
    for _ in 0..count {
        let entry = Entry::at(bytes, at).ok_or(Fault::Damaged)?;
        // A folder may stand around everything.
        if entry.name == DESIGN || entry.name.ends_with(b"/design.json") {
            return unpacked(bytes, &entry).map(Some);
        }
        at = entry.next;
    }
    Ok(None)
}

fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last)
        .rev()
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
}

/// What the directory says of a file.
struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    checksum: usize,
    packed: usize,
    size: usize,
    offset: usize,
    next: usize,
}

impl<'a> Entry<'a> {
    fn at(bytes: &'a [u8], at: usize) -> Option<Self> {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = |offset| Some(usize::from(short(bytes, at + offset)?));
        let name_end = at + 46 + length(28)?;
        Some(Self {
            name: bytes.get(at + 46..name_end)?,
            method: short(bytes, at + 10)?,
            checksum: word(bytes, at + 16)?,
            packed: word(bytes, at + 20)?,
            size: word(bytes, at + 24)?,
            offset: word(bytes, at + 42)?,
            next: name_end + length(30)? + length(32)?,
        })
    }
}

fn unpacked(bytes: &[u8], entry: &Entry<'_>) -> Result<Vec<u8>, Fault> {
    if entry.size > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let packed = data(bytes, entry).ok_or(Fault::Damaged)?;
    let found = match entry.method {
        0 => packed.to_vec(),
        // The directory may say less than there is.
        8 => decompress_to_vec_with_limit(packed, entry.size).map_err(|_| Fault::Damaged)?,
        _ => return Err(Fault::Damaged),
    };
    if found.len() != entry.size || crc32(&found) as usize != entry.checksum {
        return Err(Fault::Damaged);
    }
    Ok(found)
}

/// The bytes of a file as they are packed.
fn data<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let local = entry.offset;
    if !bytes.get(local..)?.starts_with(b"PK\x03\x04") {
        return None;
    }
    let length = |offset| Some(usize::from(short(bytes, local + offset)?));
    let start = local + 30 + length(26)? + length(28)?;
    bytes.get(start..start.checked_add(entry.packed)?)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    let word = u32::from_le_bytes(bytes.try_into().ok()?);
    usize::try_from(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::prelude::*;

    /// An archive of one file.
    fn packed(name: &str, text: &[u8], deflated: bool, said: usize) -> Vec<u8> {
        let inside = if deflated {
            compress_to_vec(text, 9)
        } else {
            text.to_vec()
        };
        let small = |length: usize| u32::try_from(length).expect("it is small").to_le_bytes();
        let method = if deflated { 8 } else { 0 };
        // A bomb is refused before its checksum is asked for.
        let checksum = if text.len() > 1000 { 0 } else { crc32(text) };
        let mut facts = vec![20, 0, 0, 0, method, 0, 0, 0, 0, 0];
        for word in [checksum.to_le_bytes(), small(inside.len()), small(said)] {
            facts.extend(word);
        }
        facts.extend([u8::try_from(name.len()).expect("it is short"), 0]);
        let mut out = b"PK\x03\x04".to_vec();
        out.extend(&facts);
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(&inside);
        let directory = out.len();
        out.extend(b"PK\x01\x02\x14\0");
        out.extend(&facts);
        out.extend([0; 16]);
        out.extend(name.as_bytes());
        let length = out.len() - directory;
        out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        out.extend(small(length));
        out.extend(small(directory));
        out.extend([0, 0]);
        out
    }

    fn fault(bytes: &[u8]) -> String {
        let finding = design_in(bytes, 0).expect_err("it has no design");
        finding.message.en.into_owned()
    }

    #[test]
    fn the_design_is_found_stored_or_deflated() {
        for deflated in [false, true] {
            for name in ["design.json", "gateway/design.json"] {
                let bytes = packed(name, b"{\"a\": 1}", deflated, 8);
                assert!(is(&bytes));
                assert_eq!(design_in(&bytes, 0).as_deref(), Ok(&b"{\"a\": 1}"[..]));
            }
        }
        let mut commented = packed("design.json", b"{}", false, 2);
        commented.extend([b'x'; 1000]);
        assert_eq!(design_in(&commented, 0).as_deref(), Ok(&b"{}"[..]));
    }

    #[test]
    fn what_is_wrong_with_an_archive_is_told() {
        assert!(fault(&packed("other.json", b"{}", false, 2)).contains("no `design.json`"));
        let whole = packed("design.json", b"{\"a\": 1}", true, 8);
        assert!(fault(&whole[..whole.len() - 4]).contains("damaged"));
        let mut changed = whole;
        changed[45] ^= 1;
        assert!(fault(&changed).contains("damaged"));
        // A bomb: a million spaces where eight are announced, or all of them.
        let bomb = vec![b' '; MAX_BYTES + 1];
        assert!(fault(&packed("design.json", &bomb, true, 8)).contains("damaged"));
        assert!(fault(&packed("design.json", &bomb, true, bomb.len())).contains("10 MB"));
    }

    proptest! {
        #[test]
        fn no_change_of_a_byte_harms(at in 0_usize..170, byte in any::<u8>(), cut in 0_usize..170) {
            let mut bytes = packed("design.json", b"{\"a\": 1}", true, 8);
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % bytes.len());
            let _ = design_in(&bytes, 0);
        }
    }
}
