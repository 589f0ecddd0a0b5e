//! All files of a design in one zip archive.
//!
//! Stored, not compressed, and written here: the `zip` crate brings code and 16 KB of checksum
//! tables, which do not compress, for a speed that a hundred kilobytes of text do not need.
//! Layout after PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

use crate::model::Design;

/// Stored entries need version 1.0 of the format to be read.
const NEEDED: u16 = 10;
/// Written on Unix, so that the upper half of the attributes is a file mode.
const MADE_ON_UNIX: u16 = (3 << 8) | NEEDED;
/// The first date of the format, 1980-01-01: the same design makes the same bytes.
const FIRST_DAY: u16 = (1 << 5) | 1;
/// Bits of a Unix mode that say "regular file".
const REGULAR: u32 = 0o100_000;

/// The archive: in generator order, the same bytes for the same design.
pub fn archive(design: &Design) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for generator in super::applicable(design) {
        let text = (generator.print)(design).text();
        let mode = if generator.executable { 0o755 } else { 0o644 };
        let entry = Entry {
            name: generator.path,
            bytes: text.as_bytes(),
            mode: REGULAR | mode,
            offset: size(&out),
        };
        entry.write_file(&mut out);
        entry.write_directory(&mut directory);
        count += 1;
    }
    let start = size(&out);
    out.extend(&directory);
    out.extend(b"PK\x05\x06");
    shorts(&mut out, [0, 0, count, count]);
    words(&mut out, [size(&directory), start]);
    shorts(&mut out, [0]);
    out
}

/// One file.
struct Entry<'a> {
    name: &'static str,
    bytes: &'a [u8],
    mode: u32,
    offset: u32,
}

impl Entry<'_> {
    fn write_file(&self, out: &mut Vec<u8>) {
        out.extend(b"PK\x03\x04");
        self.facts(out);
        shorts(out, [0]);
        out.extend(self.name.as_bytes());
        out.extend(self.bytes);
    }

    fn write_directory(&self, out: &mut Vec<u8>) {
        out.extend(b"PK\x01\x02");
        shorts(out, [MADE_ON_UNIX]);
        self.facts(out);
        // No extra field, no comment, first disk, no internal attributes.
        shorts(out, [0; 4]);
        words(out, [self.mode << 16, self.offset]);
        out.extend(self.name.as_bytes());
    }

    /// What both headers hold: version, flags, method, time, date, checksum, sizes.
    fn facts(&self, out: &mut Vec<u8>) {
        shorts(out, [NEEDED, 0, 0, 0, FIRST_DAY]);
        let length = size(self.bytes);
        words(out, [crc32(self.bytes), length, length]);
        // Names are constants of a few letters.
        shorts(out, [u16::try_from(self.name.len()).unwrap_or(u16::MAX)]);
    }
}

/// A size as the format holds it; text of four gigabytes does not fit into a browser.
fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

fn shorts<const N: usize>(out: &mut Vec<u8>, values: [u16; N]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn words<const N: usize>(out: &mut Vec<u8>, values: [u32; N]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

/// The checksum of IEEE 802.3, bit by bit.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            let poly = if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
            (crc >> 1) ^ poly
        })
    });
    !crc
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;
    use crate::generate;
    use crate::model::preset::PRESETS;

    #[test]
    fn another_program_reads_back_what_was_written() {
        for preset in PRESETS {
            let design = (preset.design)();
            let mut archive = zip::ZipArchive::new(Cursor::new(archive(&design))).unwrap();
            let artifacts = generate::generate(&design);
            assert_eq!(archive.len(), artifacts.len());
            for (index, artifact) in artifacts.iter().enumerate() {
                let mut file = archive.by_index(index).unwrap();
                assert_eq!(file.name().unwrap(), artifact.generator.path);
                let mode = file.unix_mode().unwrap();
                assert_eq!(mode & 0o111 != 0, artifact.generator.executable);
                let mut text = String::new();
                // Checks the checksum, too.
                file.read_to_string(&mut text).unwrap();
                assert_eq!(text, artifact.document.text());
            }
        }
    }
}
