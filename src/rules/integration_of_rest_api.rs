//! Backends that an HTTP API does not have.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{Design, Integration, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "integration-of-rest-api",
    severity: Severity::Error,
    docs: "HTTP APIs have neither mapping templates nor integrations with any AWS service by its \
           URI: of the worked actions they know those of SQS and Step Functions (AWS: API Gateway \
           developer guide, \"Choose between REST APIs and HTTP APIs\", \"Integration subtype \
           reference\"); the files leave such methods out.",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/"}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        let of_rest = match &method.integration {
            Integration::Lambda { .. } | Integration::Http(_) => true,
            Integration::AwsService(service) => matches!(
                service.action,
                ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_) | ServiceAction::Other(_)
            ),
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_) | Integration::Mock(_) => false,
        };
        if !of_rest {
            continue;
        }
        let (verb, path) = (method.verb.as_str(), &route.path);
        let message = sentence!(
            "only a REST API has the backend of `{verb} {path}`",
            "`{verb} {path}` のバックエンドは REST API でしか使えません",
        );
        found.push(Finding::at(at.join("integration"), message).help(sentence!(
            "pass whole requests on to a function or a server, or make the API a REST API",
            "リクエスト全体を関数かサーバーに渡すか、REST API にしてください",
        )));
    }
    found
}
