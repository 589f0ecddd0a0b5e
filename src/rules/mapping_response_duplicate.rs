//! Responses of which API Gateway keeps one.

use super::{Finding, Rule, integration::mappings, repeated::repeated};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-response-duplicate",
    severity: Severity::Error,
    docs: "A response of an integration is found by its status: each status and each pattern \
           stands once (AWS: API Gateway API Reference, PutIntegrationResponse, `statusCode`, \
           `selectionPattern`).",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{}, {"pattern": "404"}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{}, {"pattern": "404", "status": 404}]}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for mapped in mappings(design) {
        let statuses = mapped.responses().map(|(at, response)| (at.join("status"), response.status));
        found.extend(repeated(statuses).map(|(at, status)| {
            Finding::at(at, sentence!("another response has status `{status}`, too", "ステータス `{status}` の応答が複数あります"))
        }));
        let patterns = mapped.responses();
        let patterns = patterns.map(|(at, response)| (at.join("pattern"), response.pattern.as_str()));
        found.extend(repeated(patterns).map(|(at, pattern)| {
            Finding::at(at, sentence!("another response has the pattern `{pattern}`, too", "パターン `{pattern}` の応答が複数あります"))
        }));
    }
    let help = || {
        sentence!(
            "let one pattern such as `4\\d{{2}}` stand for several answers",
            "`4\\d{{2}}` のようなパターンで複数の応答をまとめてください",
        )
    };
    found.into_iter().map(|found| found.help(help())).collect()
}
