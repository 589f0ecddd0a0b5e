//! A design as the part of an address behind `#`, which a browser sends to no server.
//!
//! The text is the compact `design.json`, packed (zlib, so that damage is noticed) and written in
//! the letters that stand in an address unchanged (base64url without padding).

mod letters;
pub mod private;

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use crate::diagnostic::Diagnostic;
use crate::model::{self, Design};

/// What such a part of an address begins with.
pub const MARK: &str = "d=";

/// Above so many characters a link is no longer offered: chats and mail programs cut longer ones.
pub const LONGEST_LINK: usize = 8_000;

/// A packed text may not become larger than this many bytes, far above any design.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// How hard the packing tries, of ten.
const EFFORT: u8 = 8;

/// Why a link holds no design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing in it.
    Empty,
    /// It holds a character that no link has.
    Letter(char),
    /// Its end is missing.
    Cut,
    /// Something in it was changed.
    Damaged,
    /// It would unpack to more than [`LARGEST`].
    TooLarge,
    /// What was packed is not a design, for these reasons.
    NotADesign(Vec<Diagnostic>),
}

/// Packs a text.
pub fn pack(text: &str) -> Vec<u8> {
    compress_to_vec_zlib(text.as_bytes(), EFFORT)
}

/// Unpacks a text of at most [`LARGEST`] bytes.
///
/// # Errors
/// What is wrong with it.
pub fn unpack(packed: &[u8]) -> Result<String, Fault> {
    let bytes = decompress_to_vec_zlib_with_limit(packed, LARGEST);
    let bytes = bytes.map_err(|failed| match failed.status {
        TINFLStatus::HasMoreOutput => Fault::TooLarge,
        TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => Fault::Cut,
        _ => Fault::Damaged,
    })?;
    String::from_utf8(bytes).map_err(|_| Fault::Damaged)
}

/// What stands behind `#` for a design.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn link(design: &Design) -> String {
    let text = serde_json::to_string(design).expect("a design has string keys and finite numbers");
    format!("{MARK}{}", letters::write(&pack(&text)))
}

/// The packed text of a link: what stands behind `#`, with or without its mark.
///
/// # Errors
/// What is wrong with it.
pub fn text_of(link: &str) -> Result<String, Fault> {
    unpack(&letters::read(link.strip_prefix(MARK).unwrap_or(link))?)
}

/// The design of a link: what stands behind `#`, with or without its mark.
///
/// A field that this version does not know is told beside the design.
///
/// # Errors
/// What is wrong with it.
pub fn follow(link: &str) -> Result<(Design, Vec<Diagnostic>), Fault> {
    let text = text_of(link)?;
    let opened = model::read(&text);
    match opened.design {
        Some(design) => Ok((design, opened.diagnostics)),
        None => Err(Fault::NotADesign(opened.diagnostics)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(link: &str) -> Fault {
        follow(link).expect_err("it is no link")
    }

    #[test]
    fn a_design_comes_back_as_it_was() {
        let mut design = Design {
            name: "日本語 \u{202e} 'x' \u{0} 🐈".into(),
            ..Design::default()
        };
        assert_eq!(follow(&link(&design)), Ok((design.clone(), Vec::new())));
        // A mail program may have broken the line, and padded.
        let broken = link(&design).replace('J', "J\r\n ") + "==";
        assert_eq!(follow(&broken), Ok((design.clone(), Vec::new())));
        design.name = "x".repeat(1_000_000);
        assert!(link(&design).len() < LONGEST_LINK);
        assert_eq!(follow(&link(&design)), Ok((design, Vec::new())));
    }

    #[test]
    fn what_is_wrong_with_a_link_is_told() {
        assert_eq!(fault("d="), Fault::Empty);
        assert_eq!(fault("d=abc.def"), Fault::Letter('.'));
        assert_eq!(fault("d=ab%3D"), Fault::Letter('%'));
        assert_eq!(fault("d=日本"), Fault::Letter('日'));
        let whole = link(&Design::default());
        assert_eq!(fault(&whole[..whole.len() - 20]), Fault::Cut);
        assert_eq!(fault(&whole[..12]), Fault::Cut);
        assert_eq!(fault("d=AAAAAAAAAAAA"), Fault::Damaged);
        let packed = |text: &str| format!("{MARK}{}", letters::write(&pack(text)));
        assert!(matches!(fault(&packed("[]")), Fault::NotADesign(_)));
        assert!(matches!(fault(&packed("{")), Fault::NotADesign(_)));
        let deep = format!("{{\"name\":{}", "[".repeat(200_000));
        assert!(matches!(fault(&packed(&deep)), Fault::NotADesign(_)));
        let latin = compress_to_vec_zlib(b"{\"name\":\"\xff\"}", EFFORT);
        assert_eq!(fault(&letters::write(&latin)), Fault::Damaged);
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_large() {
        let bomb = compress_to_vec_zlib(&vec![b' '; LARGEST + 1], EFFORT);
        assert!(bomb.len() < 20_000);
        assert_eq!(fault(&letters::write(&bomb)), Fault::TooLarge);
        let full = compress_to_vec_zlib(&vec![b' '; LARGEST], EFFORT);
        assert!(matches!(
            fault(&letters::write(&full)),
            Fault::NotADesign(_)
        ));
    }

    #[test]
    fn a_link_with_any_one_letter_changed_is_no_other_design() {
        let whole = link(&Design::default());
        for place in MARK.len()..whole.len() {
            let mut letters: Vec<char> = whole.chars().collect();
            letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
            let changed: String = letters.iter().collect();
            // The last letter has bits that mean nothing.
            if place + 1 < whole.len() {
                assert!(follow(&changed).is_err(), "{changed}");
            }
        }
    }
}
