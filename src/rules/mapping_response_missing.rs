//! Answers of a backend for which nothing is mapped.

use super::integration::Mapped;
use crate::diagnostic::Edit;
use serde_json::json;
use super::{Finding, Rule, integration::mappings};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-response-missing",
    severity: Severity::Error,
    docs: "An answer that no pattern matches takes the response without a pattern; without one \
           the caller gets 500 (AWS: API Gateway developer guide, \"Set up integration responses \
           in API Gateway\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{"pattern": "4\\d{2}", "status": 404}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{}, {"pattern": "4\\d{2}", "status": 404}]}}}}]}]}"#,
    check,
};

/// How a response for everything else is added, where status 200 is free.
fn added(mapped: &Mapped) -> Vec<Edit> {
    let mut responses = mapped.mapping.responses.iter();
    if responses.any(|response| response.status == 200) {
        return Vec::new();
    }
    let response = json!({"status": 200});
    vec![Edit::Append(mapped.at.join("responses"), response)]
}

fn check(design: &Design) -> Vec<Finding> {
    let missing = mappings(design).filter(|mapped| {
        let mut responses = mapped.mapping.responses.iter();
        !responses.any(|response| response.pattern.is_empty())
    });
    missing
        .map(|mapped| {
            let (verb, path) = (mapped.method.verb.as_str(), &mapped.route.path);
            let message = sentence!(
                "`{verb} {path}` maps no response for answers that match no pattern",
                "`{verb} {path}` に、どのパターンにも一致しない応答のマッピングがありません",
            );
            Finding::at(mapped.at.join("responses"), message).mend(sentence!("add a response of status 200", "ステータス 200 の応答を追加する"), added(&mapped)).help(sentence!(
                "add a response without a pattern, for instance with status 200",
                "パターンのない応答(ステータス 200 など)を追加してください",
            ))
        })
        .collect()
}
