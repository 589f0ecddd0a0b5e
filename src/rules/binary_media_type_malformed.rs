//! Binary media types that match no content.

use super::{Finding, Rule, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "binary-media-type-malformed",
    severity: Severity::Error,
    docs: "A binary media type reads `type/subtype`, with `*` for any: `image/png`, `image/*`, \
           `*/*` (AWS: API Gateway developer guide, \"Content type conversions in API \
           Gateway\"). `~1` for the slash belongs in patch operations only; the generators \
           write it there.",
    bad: r#"{"api": {"rest": {"binary_media_types": ["*~1*"]}}}"#,
    good: r#"{"api": {"rest": {"binary_media_types": ["*/*", "image/svg+xml"]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("binary_media_types");
    let types = design
        .rest()
        .map_or(&[][..], |rest| &rest.binary_media_types);
    let malformed = |kind: &str| {
        !kind
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
    };
    let wrong = types.iter().enumerate().filter(|(_, kind)| malformed(kind));
    wrong
        .map(|(index, kind)| {
            let plain = kind.split(';').next().unwrap_or_default();
            let plain = plain.trim().replace("~1", "/");
            let message = sentence!(
                "`{kind}` is not a media type",
                "`{kind}` はメディアタイプではありません",
            );
            Finding::at(at.join(index), message).maybe(Some(plain).filter(|kind| !malformed(kind))).help(sentence!(
                "write `type/subtype` without spaces or parameters, for instance `image/png` or `*/*`",
                "`image/png` や `*/*` のように、空白やパラメータを付けずに `タイプ/サブタイプ` の形で指定してください",
            ))
        })
        .collect()
}
