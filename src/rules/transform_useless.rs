//! Changes on the way through that no file says.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "transform-useless",
    severity: Severity::Warning,
    docs: "Only an HTTP API changes requests and answers by parameter mapping, and only where they go on whole, to a \
           function or a server: an action of a service has parameters of its own, a REST API mappings (AWS: API Gateway \
           V2 API Reference, CreateIntegration, `requestParameters`, `responseParameters`). The files leave it out.",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"transform": {"request": [{"name": "remove:header.X-A", "value": ""}]}}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"transform": {"request": [{"name": "remove:header.X-A", "value": ""}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let changing = methods(design).filter(|(_, _, method)| !method.transform.is_empty());
    let useless =
        changing.filter(|(_, _, method)| design.http().is_none() || method.transformed().is_none());
    useless
        .map(|(at, route, method)| {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "nothing is changed of requests of `{verb} {path}`: only an HTTP API does so, before a function or a server that gets them whole",
                "`{verb} {path}` のリクエストは変更されません。変更できるのは、リクエスト全体を関数かサーバーに渡す HTTP API だけです"
            );
            Finding::at(at.join("transform"), message).help(sentence!(
                "remove the changes, or use a mapping (REST API) or the parameters of the action",
                "変更を削除するか、マッピング(REST API)または操作のパラメータを使ってください",
            ))
        })
        .collect()
}
