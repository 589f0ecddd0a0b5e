//! Names that are not those of headers.

use crate::diagnostic::Pointer;
use crate::diagnostic::Edit;
use super::{Finding, Rule, cors::settings, token::is_token};
use crate::diagnostic::Severity;
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

/// How names between commas or spaces become an entry each.
fn split(at: Pointer, header: &str) -> Vec<Edit> {
    let names = header.split([',', ' ']).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.collect();
    if !names.iter().all(|name| is_token(name) && !name.contains('\'')) {
        return Vec::new();
    }
    let first = names.iter().take(1).map(|name| Edit::Set(at, (*name).into()));
    let rest = names.iter().skip(1);
    let rest = rest.map(|name| Edit::Append(at.parent(), (*name).into()));
    first.chain(rest).collect()
}

fn check(design: &Design) -> Vec<Finding> {
    let all = settings(design).into_iter();
    let headers = all.flat_map(|(at, cors)| {
        let lists = [
            ("allow_headers", &cors.allow_headers),
            ("expose_headers", &cors.expose_headers),
        ];
        lists.into_iter().flat_map(move |(field, headers)| {
            let headers = headers.iter().enumerate();
            headers.map(move |(index, header)| (at.join(field).join(index), header))
        })
    });
    // A quote is legal in a token, but would end the quoted value that API Gateway wants.
    let malformed = |header: &str| !is_token(header) || header.contains('\'');
    headers
        .filter(|(_, header)| malformed(header))
        .map(|(at, header)| {
            let message = sentence!(
                "`{header}` is not the name of a header",
                "`{header}` はヘッダー名ではありません",
            );
            Finding::at(at, message).mend(sentence!("write them one by one", "1つずつに分ける"), split(at, header)).help(sentence!(
                "write one name without spaces or commas, for instance `Content-Type`, and add the others one by one",
                "`Content-Type` のように、空白やカンマを含まない名前を1つずつ追加してください",
            ))
        })
        .collect()
}
