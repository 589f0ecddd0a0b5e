//! Names and look-ups that the scripts share.

use crate::generate::name;
use crate::model::Design;
use crate::text::json;
use crate::text::shell::Word;

/// The tag by which scripts find again what they made.
pub(super) const TAG: &str = "gateway-studio";

/// The values of the tags.
pub(super) struct Names {
    project: String,
}

impl Names {
    pub(super) fn new(design: &Design) -> Self {
        Self {
            project: name::slug(&design.name),
        }
    }

    /// Tag value of the API.
    pub(super) fn project(&self) -> &str {
        &self.project
    }

    /// Tag value of one of several things: keys or plans.
    pub(super) fn of(&self, kind: &str, item: &str) -> String {
        format!("{}/{kind}/{}", self.project, name::slug(item))
    }

    /// What the tag values of everything of one kind begin with.
    pub(super) fn prefix(&self, kind: &str) -> String {
        format!("{}/{kind}/", self.project)
    }

    /// Query for the things of one kind: tag value, then `fields`, one thing a line.
    ///
    /// Things made by others may have no tags at all.
    pub(super) fn kind(&self, kind: &str, fields: &str) -> Word {
        Word::text(&format!(
            "(items || `[]`)[?starts_with(tags.\"{TAG}\" || `\"\"`, {})].[tags.\"{TAG}\",{fields}]",
            literal(&self.prefix(kind))
        ))
    }

    /// Query for the APIs of a protocol (`HTTP`, `WEBSOCKET`) that carry the project's tag, one id
    /// a line.
    pub(super) fn tagged_v2(&self, protocol: &str) -> Word {
        Word::text(&format!(
            "Items[?ProtocolType==`\"{protocol}\"` && Tags.\"{TAG}\"=={}].[ApiId]",
            literal(&self.project)
        ))
    }

    /// Query for the things in `list` that carry the project's tag, one `field` a line.
    pub(super) fn tagged(&self, list: &str, field: &str) -> Word {
        tagged(list, &self.project, field)
    }
}

/// Query for the things in `list` with that tag value, one `field` a line.
///
/// Things made by others may have no tags at all, which JMESPath compares as null.
pub(super) fn tagged(list: &str, value: &str, field: &str) -> Word {
    Word::text(&format!(
        "({list} || `[]`)[?tags.\"{TAG}\"=={}].[{field}]",
        literal(value)
    ))
}

/// A JMESPath string literal: JSON between backticks, none of them inside.
pub(super) fn literal(text: &str) -> String {
    format!("`{}`", json::string(text).replace('`', "\\u0060"))
}
