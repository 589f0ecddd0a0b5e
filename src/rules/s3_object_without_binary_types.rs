//! Objects that are spoilt as text.

use crate::diagnostic::Edit;
use super::{Finding, Rule, integration::services};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "s3-object-without-binary-types",
    severity: Severity::Warning,
    docs: "What an AWS integration answers is text in UTF-8 to a REST API, unless its media type \
           is one of the binary ones: images and fonts of a bucket do not survive that (AWS: API \
           Gateway developer guide, \"Binary media types for REST APIs\").",
    bad: r#"{"api": {"rest": {"binary_media_types": []}}, "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"aws_service": {"action": {"s3_get_object": {"bucket": "example", "key": "{proxy}"}}}}}]}]}"#,
    good: r#"{"api": {"rest": {"binary_media_types": ["*/*"]}}, "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"aws_service": {"action": {"s3_get_object": {"bucket": "example", "key": "{proxy}"}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest().filter(|rest| rest.binary_media_types.is_empty()) else {
        return Vec::new();
    };
    let is_object = |action: &ServiceAction| {
        matches!(action, ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_))
    };
    let mut objects = services(design).filter(|service| is_object(&service.asked.action));
    if objects.next().is_none() {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("binary_media_types");
    let name = &rest.name;
    let message = sentence!(
        "`{name}` passes objects of S3 as text, which spoils images and fonts",
        "`{name}` は S3 のオブジェクトをテキストとして扱うため、画像やフォントが壊れます",
    );
    vec![Finding::at(at, message).mend(sentence!("add `*/*`", "`*/*` を追加する"), vec![Edit::Append(at, "*/*".into())]).help(sentence!(
        "add `*/*` to the binary media types",
        "バイナリメディアタイプに `*/*` を追加してください",
    ))]
}
