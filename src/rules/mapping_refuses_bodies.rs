//! Mappings that refuse every body.

use super::{Finding, Rule, integration::mappings};
use crate::diagnostic::Severity;
use crate::model::{Design, Passthrough};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-refuses-bodies",
    severity: Severity::Warning,
    docs: "With `NEVER` a body whose media type has no template is refused with 415; without any \
           template that is every body (AWS: API Gateway developer guide, \"Method request \
           behavior for payloads without mapping templates for REST APIs\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"passthrough": "NEVER"}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"passthrough": "WHEN_NO_TEMPLATES"}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let refusing = mappings(design).filter(|mapped| {
        mapped.mapping.passthrough == Passthrough::Never && mapped.mapping.templates.is_empty()
    });
    refusing
        .map(|mapped| {
            let (verb, path) = (mapped.method.verb.as_str(), &mapped.route.path);
            let message = sentence!(
                "`{verb} {path}` refuses every body: it has no template, and passes nothing on",
                "`{verb} {path}` はテンプレートがなく本文も渡さないため、本文をすべて拒否します",
            );
            Finding::at(mapped.at.join("passthrough"), message).set("WHEN_NO_TEMPLATES").help(sentence!(
                "add a template, or pass bodies on where there is none",
                "テンプレートを追加するか、テンプレートがない場合は本文を渡すようにしてください",
            ))
        })
        .collect()
}
