//! Names that are not those of headers.

use super::{Finding, Rule, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-header-malformed",
    severity: Severity::Error,
    docs: "The name of a header is a token, and `*` stands for every header (RFC 9110, section \
           5.1; Fetch Standard, \"Access-Control-Allow-Headers\").",
    bad: r#"{"cors": {"allow_headers": ["Content-Type, Authorization"]}}"#,
    good: r#"{"cors": {"allow_headers": ["*", "X-Api-Key"]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("cors").join("allow_headers");
    let headers = design
        .cors
        .as_ref()
        .map_or(&[][..], |cors| &cors.allow_headers);
    // A quote is legal in a token, but would end the quoted value that API Gateway wants.
    let malformed = |header: &str| !is_token(header) || header.contains('\'');
    let malformed = headers
        .iter()
        .enumerate()
        .filter(|(_, header)| malformed(header));
    malformed
        .map(|(index, header)| {
            let message = sentence!(
                "`{header}` is not the name of a header",
                "`{header}` はヘッダー名ではありません",
            );
            Finding::at(at.join(index), message).help(sentence!(
                "write one name without spaces or commas, for instance `Content-Type`, and add the others one by one",
                "`Content-Type` のように、空白やカンマを含まない名前を1つずつ追加してください",
            ))
        })
        .collect()
}
