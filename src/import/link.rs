//! A link of the studio, as it was copied: the design behind its `#`.

use super::finding::Finding;
use super::text::start;
use crate::diagnostic::Severity;
use crate::sentence;
use crate::share::{self, Fault, MARK};

/// What is packed in a text that is a link, or the part of one behind `#`.
pub(super) fn packed_in(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.starts_with("http://") || text.starts_with("https://") {
        let (_, part) = text.split_once('#')?;
        return part.strip_prefix(MARK);
    }
    let packed = text.strip_prefix('#').unwrap_or(text).strip_prefix(MARK)?;
    let is_letter =
        |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "-_=".contains(c);
    packed.chars().all(is_letter).then_some(packed)
}

/// The `design.json` that is packed.
pub(super) fn unpacked(packed: &str, file: u32) -> Result<String, Box<Finding>> {
    share::text_of(packed).map_err(|fault| {
        let what = match fault {
            Fault::Empty => sentence!("the link holds nothing", "リンクに設計がありません"),
            Fault::Cut => sentence!(
                "the end of the link is missing",
                "リンクの末尾が欠けています"
            ),
            Fault::TooLarge => sentence!(
                "the link would unpack to more than any design",
                "リンクの展開後の大きさが、設計としてあり得ない大きさです"
            ),
            Fault::Letter(_) | Fault::Damaged | Fault::NotADesign(_) => {
                sentence!(
                    "the link was changed on its way",
                    "リンクが途中で変わっています"
                )
            }
        };
        let finding = Finding::new("link-unreadable", Severity::Error, start(file), what);
        Box::new(finding.help(sentence!(
            "copy the whole link once more, or ask for the `design.json`",
            "リンク全体をもう一度コピーするか、`design.json` を受け取ってください"
        )))
    })
}
